"""订阅: on this site by an address that is kept by whoever wants it, or by e-mail once the address has been confirmed."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from gongkai.doors import throttle
from gongkai.doors.counter.door import door
from gongkai.doors.counter.wished import WishForm, follow_url, standing, wish_of
from gongkai.doors.edge import now
from gongkai.doors.frame import page
from gongkai.engines.channels import mailing
from gongkai.engines.site import addresses
from gongkai.ground.subscribers import actions, queries
from gongkai.ground.subscribers.models import ACTIVE, ASKED, DAILY, RHYTHMS
from gongkai.ground.ui.forms import Picks
from gongkai.ground.ui.shell import Link

BY_ADDRESS = throttle.Quota("subscribe-address", most=3)
BY_NETWORK = throttle.Quota("subscribe-network", most=50)
GUESSING = throttle.Brake("subscription", free=20)
"""A hall's machine is one network to many people; one address gets few letters whoever enters it."""
CRUMBS = (Link("订阅", ""),)
TOO_MANY = "今天发到这个邮箱、或者从这里发出的确认信已经够多了，请明天再订，或者先在网站上看"


class ByMail(WishForm):
    """What goes by e-mail."""

    mailbox = forms.EmailField(label="邮箱", max_length=120, error_messages={"required": "请写收信的邮箱"})
    rhythm = forms.ChoiceField(label="多久一封", choices=RHYTHMS, initial=DAILY, widget=Picks(hints={DAILY: "每天下午5点，有新的才发", "weekly": "每周五下午5点，有新的才发"}))  # fmt: skip


class Changing(WishForm):
    rhythm = forms.ChoiceField(label="多久一封", choices=RHYTHMS, widget=Picks)


@door("GET", "HEAD", "POST")
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form; ``?s`` and ``?w`` fill it in. ``way``: site, or mail."""
    by_mail = mailing.is_open()
    form_class = ByMail if by_mail else WishForm
    if request.method != "POST":
        wish = wish_of(request.GET)
        return _form(request, form_class(initial={"sections": list(wish.sections), "words": " ".join(wish.words)}))
    if request.POST.get("way") != "mail" or not by_mail:
        wished = WishForm(request.POST)
        if wished.is_valid():
            return HttpResponseRedirect(follow_url(wished.wish))
        form = form_class(request.POST)
        form.is_valid()
        # Nothing is said of what is not needed for this.
        for name in set(form.errors) - set(wished.errors):
            del form.errors[name]
        return _form(request, form)
    form = ByMail(request.POST)
    if not form.is_valid():
        return _form(request, form)
    email = form.cleaned_data["mailbox"]
    if not (BY_NETWORK.take(throttle.network_of(request)) and BY_ADDRESS.take(email.casefold())):
        form.add_error(None, TOO_MANY)
        return _form(request, form, 429)
    wish = queries.Wish(email, *_chosen(form))
    mailing.subscribe(wish=wish, rhythm=form.cleaned_data["rhythm"], at=now())
    context = {"email": email, "days": mailing.CONFIRM_WITHIN.days, "follow_url": follow_url(wish)}
    return _shown(request, "counter/subscribed.html", context | {"page_title": "请到邮箱里确认"})


@door("GET", "HEAD", "POST")
def own(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """One subscription, by the link of its mails: confirm it, change it, leave. A program may leave by one POST (RFC 8058).

    Looking changes nothing: programs that guard mailboxes open each link.
    """
    network = throttle.network_of(request)
    if pause := GUESSING.pause(network):
        made = _shown(request, "counter/subscription.html", {"page_title": "订阅", "pause": pause}, 429)
        made["Retry-After"] = str(pause)
        return made
    subscriber = queries.by_code(code)
    wish = subscriber and queries.wish_of(subscriber)
    if subscriber is None or wish is None or not actions.opens(wish, secret):
        GUESSING.failed(network)
        return _gone(request)
    if request.method == "POST":
        return _act(request, subscriber, wish)
    return _own(request, subscriber, wish)


def _act(request: HttpRequest, subscriber: Any, wish: queries.Wish) -> HttpResponse:
    at, act = now(), request.POST.get("act", "")
    try:
        if act == "leave" or request.POST.get("List-Unsubscribe") == "One-Click":
            actions.leave(subscriber=subscriber, because="本人退订", at=at)
            return _gone(request, left=True)
        if act == "confirm":
            actions.confirm(subscriber=subscriber, at=at)
            return _own(request, subscriber, wish, done="已经确认，有新的就发到您的邮箱。")
        if act == "change":
            form = Changing(request.POST)
            if not form.is_valid():
                return _own(request, subscriber, wish, form)
            wish = queries.Wish(wish.email, *_chosen(form), wish.secret)
            mailing.change(subscriber=subscriber, wish=wish, rhythm=form.cleaned_data["rhythm"], at=at)
            return _own(request, subscriber, wish, done="已经改好，从下一封起算。")
    except actions.NotAsked:
        # In another window, or pressed twice: what there is now is shown.
        subscriber.refresh_from_db()
    return _own(request, subscriber, wish) if queries.wish_of(subscriber) else _gone(request)


def _chosen(form: WishForm) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return form.cleaned_data["sections"], form.cleaned_data["words"]


def _own(
    request: HttpRequest, subscriber: Any, wish: queries.Wish, form: Changing | None = None, done: str = ""
) -> HttpResponse:
    initial = {"sections": standing(wish), "words": " ".join(wish.words), "rhythm": subscriber.rhythm}
    context = {
        "subscriber": subscriber, "told": mailing.said(wish), "email": _masked(wish.email), "done": done,
        "asked": subscriber.state == ASKED, "active": subscriber.state == ACTIVE, "form": form or Changing(initial=initial),
        "page_title": "我的订阅", "follow_url": follow_url(wish),
    }  # fmt: skip
    return _shown(request, "counter/subscription.html", context, form.status if form else 200)


def _masked(email: str) -> str:
    """Enough to know one's own by: the link may be looked at over a shoulder."""
    name, _, domain = email.rpartition("@")
    return f"{name[:1]}***@{domain}"


def _gone(request: HttpRequest, left: bool = False) -> HttpResponse:
    """The same for a link that never was and for one whose subscription has ended."""
    context = {"page_title": "已经退订" if left else "没有这份订阅", "left": left, "subscribe_url": addresses.SUBSCRIBE}
    return _shown(request, "counter/subscription.html", context | {"gone": True}, 200 if left else 404)


def _form(request: HttpRequest, form: forms.Form, status: int = 0) -> HttpResponse:
    context = {"form": form, "by_mail": isinstance(form, ByMail), "days": mailing.CONFIRM_WITHIN.days, "page_title": "订阅"}  # fmt: skip
    return _shown(request, "counter/subscribe.html", context, status or form.status)


def _shown(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    made = page(request, template, context, CRUMBS, status)
    made["Cache-Control"] = "no-store"
    # The link's secret must not go on to another page.
    made["Referrer-Policy"] = "no-referrer"
    return made
