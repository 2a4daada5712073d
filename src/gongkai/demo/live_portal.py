"""How offices put the site's pages together: the home page twice, a model for the towns, a unit's own columns."""

from datetime import datetime

from gongkai.demo import county
from gongkai.demo.content import holders
from gongkai.demo.live import Life, Story, at_work
from gongkai.demo.live_catalogue import OFFICE
from gongkai.kernel.portal import actions
from gongkai.kernel.portal.blocks import HOME, Block, model_of

FOOT = (
    Block("我们答复得怎么样", "answers"), Block("重点领域", "key_areas"), Block("主动公开的信息", "sections"), Block("部门和乡镇", "units"),
)  # fmt: skip
NEWS = (Block("新发布的政策", "kind:policy", 6), Block("公告公示", "kind:notice", 8))
FIRST_HOME = (*NEWS, *FOOT)
SECOND_HOME = (*NEWS, Block("要闻", "kind:news", 6), Block("民生保障", "section:minsheng", 6), *FOOT)
TOWN = (
    Block("通知公告", "kind:notice", 8), Block("农业农村", "section:sannong", 6), Block("民生保障", "section:minsheng", 6),
    Block("怎么找我们", "facts"), Block("公开目录", "catalogue"),
)  # fmt: skip
HOUSING = "zjj013"
OF_HOUSING = (
    Block("住房保障", "section:zhufang", 6), Block("城市建设和公共服务", "section:chengshi", 6), Block("通知公告", "kind:notice", 6),
    Block("怎么找我们", "facts"), Block("公开目录", "catalogue"),
)  # fmt: skip
ARRANGED = 4
"""How many arrangements there are in the end."""


def begin_all(life: Life) -> None:
    life.begin(_office(life))
    life.begin(_unit(life))


def _office(life: Life) -> Story:
    by = county.actor(OFFICE)
    for place, day, blocks in ((HOME, 5, FIRST_HOME), (model_of("town"), 12, TOWN), (HOME, 60, SECOND_HOME)):
        at = _at(life, day, place)
        yield at
        actions.arrange(place=place, blocks=blocks, by=by, at=at)


def _unit(life: Life) -> Story:
    at = _at(life, 20, HOUSING)
    yield at
    head = county.actor(holders("office_head", HOUSING)[0].username)
    actions.arrange(place="", unit=county.unit_of(HOUSING), blocks=OF_HOUSING, by=head, at=at)


def _at(life: Life, day: int, what: str) -> datetime:
    """Some moment of a day of the past, at latest its last."""
    return at_work(life.days[min(day, len(life.days) - 1)], life.rng(f"arranged {what} {day}"))
