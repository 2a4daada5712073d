"""Acts on the site: its pages, topics, notices and former addresses."""

from gongkai.kernel.portal import actions as portal
from gongkai.kernel.portal import topics
from gongkai.kernel.portal.blocks import Block
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import FROM, LATER, TO, arranged, moved_here, office, posted, topical


@scene("portal.arrange")
def _(cast):
    return lambda: arranged(cast)


@scene("portal.put_back")
def _(cast):
    arranged(cast)
    arranged(cast, Block("部门", "units"))
    return lambda: portal.put_back(place="home", version=1, **office(cast))


@scene("portal.leave")
def _(cast):
    arranged(cast)
    return lambda: portal.leave(place="home", **office(cast))


@scene("topics.plan_topic")
def _(cast):
    return lambda: topical(cast)


@scene("topics.change_topic")
def _(cast):
    topic = topical(cast)
    return lambda: topics.change_topic(topic=topic, name="避暑", lead="", begins_on=FROM, ends_on=TO, **office(cast))


@scene("topics.begin_topic")
def _(cast):
    topic = topical(cast, begins_on=LATER.date())
    return lambda: topics.begin_topic(topic=topic, at=LATER)


@scene("topics.end_topic")
def _(cast):
    topic = topical(cast)
    return lambda: topics.end_topic(topic=topic, **office(cast))


@scene("topics.post_notice")
def _(cast):
    return lambda: posted(cast)


@scene("topics.show_notice")
def _(cast):
    notice = posted(cast, begins_on=LATER.date())
    return lambda: topics.show_notice(notice=notice, at=LATER)


@scene("topics.take_down")
def _(cast):
    notice = posted(cast)
    return lambda: topics.take_down(notice=notice, **office(cast))


@scene("former.lead_on")
def _(cast):
    return lambda: moved_here(cast)
