"""Acts by which somebody is told: subscribers, portals above; and where people read."""

from gongkai.engines.channels import mailing, reporting_up
from gongkai.ground.points import actions as points
from gongkai.ground.subscribers import actions as subscribers
from gongkai.ground.subscribers.queries import Wish
from gongkai.ground.upward import actions as upward
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import DAY, POINT, draft, pointed, reported, subscribed, through


@scene("mailing.subscribe")
def _(cast):
    return lambda: subscribed(cast, confirmed=False)


@scene("mailing.tell")
def _(cast):
    made = subscribed(cast)
    return lambda: mailing.tell(told=[made], first=0, end=5, at=DAY)


@scene("mailing.change")
def _(cast):
    made = subscribed(cast)
    return lambda: mailing.change(subscriber=made, wish=Wish("", ("policy",)), rhythm="weekly", at=DAY)


@scene("subscribers.ask")
def _(cast):
    return lambda: subscribers.ask(wish=Wish("reader@example.cn", (), ("公租房",)), rhythm="daily", at=DAY)


@scene("subscribers.confirm")
def _(cast):
    made = subscribed(cast, confirmed=False)
    return lambda: subscribers.confirm(subscriber=made, at=DAY)


@scene("subscribers.change")
def _(cast):
    made = subscribed(cast)
    return lambda: subscribers.change(subscriber=made, wish=Wish("", ("policy",)), rhythm="weekly", at=DAY)


@scene("subscribers.leave")
def _(cast):
    made = subscribed(cast)
    return lambda: subscribers.leave(subscriber=made, because="本人退订", at=DAY)


@scene("reporting_up.report_up")
def _(cast):
    record = through(cast, draft(cast), "published")
    by = cast.actor("wang_bianji")
    return lambda: reporting_up.report_up(record=record, destination="portal", by=by, at=DAY)


@scene("upward.submit")
def _(cast):
    unit = cast.units["zjj"].pk
    return lambda: upward.submit(
        ref="record:1", unit_id=unit, destination="portal", name="县政府网站", by="wang", at=DAY
    )


@scene("upward.adopt")
def _(cast):
    made = reported(cast)
    told = {"on": DAY.date(), "place": "", "how": "hand", "name": "县政府网站", "by": "gao", "at": DAY}
    return lambda: upward.adopt(submission=made, **told)


@scene("upward.decline")
def _(cast):
    made = reported(cast)
    told = {"because": "已有同类信息", "how": "hand", "name": "县政府网站", "by": "gao", "at": DAY}
    return lambda: upward.decline(submission=made, **told)


@scene("points.open_point")
def _(cast):
    return lambda: pointed(cast)


@scene("points.change_point")
def _(cast):
    made = pointed(cast)
    return lambda: points.change_point(point=made, by=cast.actor("gao_gongkai"), at=DAY, **(POINT | {"position": 2}))


@scene("points.close_point")
def _(cast):
    made = pointed(cast)
    return lambda: points.close_point(point=made, by=cast.actor("gao_gongkai"), at=DAY)
