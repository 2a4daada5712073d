"""Addresses of the counter. Nothing personal ever stands in one: numbers and codes come by POST."""

from django.urls import path, re_path

from gongkai.doors.counter import apply, audit, door, figures, follow, search, subscribe, track
from gongkai.engines.site import addresses

app_name = "counter"
urlpatterns = [
    # What somebody types who knows half of an address.
    path("", door.lead_on, {"to": addresses.PORTAL}),
    re_path("^apply/?$", door.lead_on, {"to": addresses.APPLY}),
    path("track", track.track, name="track"),
    path("track/case", track.progress, name="case"),
    path("track/leave", track.leave, name="leave"),
    path("track/act", track.act, name="act"),
    path("track/paper", track.paper, name="paper"),
    path("track/enclosure", track.enclosure, name="enclosure"),
    path("track/proof", track.proof, name="proof"),
    path("audit", audit.audit, name="audit"),
    path("figures/<slug:record_id>/<str:token>", figures.figure, name="figure"),
    path("search", search.search, name="search"),
    path("search/suggest", search.suggest, name="suggest"),
    path("library/<slug:kind>", search.library, name="library"),
    path("follow", follow.follow, name="follow"),
    path("follow/<str:name>", follow.feed, name="follow-feed"),
    path("subscribe", subscribe.subscribe, name="subscribe"),
    path("subscribe/<slug:code>/<str:secret>", subscribe.own, name="own"),
    path("<slug:code>/apply", apply.apply, name="apply"),
    path("<slug:code>/receipt", apply.receipt, name="receipt"),
    path("<slug:code>/resume", apply.resume, name="resume"),
    path("<slug:code>/look", apply.look, name="look"),
    re_path(
        r"^(?P<address>track(?:/(?:case|leave|act|paper|enclosure|proof))?|audit|search|subscribe|follow|library/[-\w]+|[-\w]+/(?:apply|resume))/$",
        door.without_slash,
        name="without-slash",
    ),
]
