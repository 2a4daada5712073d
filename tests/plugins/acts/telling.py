"""Acts by which somebody is told: subscribers."""

from gongkai.engines.channels import mailing
from gongkai.ground.subscribers import actions as subscribers
from gongkai.ground.subscribers.queries import Wish
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import DAY, subscribed


@scene("mailing.subscribe")
def _(cast):
    return lambda: subscribed(cast, confirmed=False)


@scene("mailing.tell")
def _(cast):
    made = subscribed(cast)
    return lambda: mailing.tell(told=[made], first=0, end=5, at=DAY)


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
