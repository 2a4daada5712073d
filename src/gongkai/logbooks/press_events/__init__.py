"""参加新闻发布会: press conferences held or attended, with or without the unit's head."""

from gongkai.pure.declare import Field, Logbook, register
from gongkai.pure.declare.logbooks import tally


class PressEvent(Logbook):
    """A press conference."""

    code = "press_events"
    name = "参加新闻发布会"
    order = 6
    says = "举办或者参加一次新闻发布会登记一笔，实录另在“新闻发布会”里公开。"
    day = "召开日期"
    title = "title"
    fields = (
        Field("title", "发布会主题", required=True, max_length=80),
        Field("principal", "主要负责同志参加", type="bool"),
    )  # fmt: skip
    measures = (
        tally("press_events.held", "参加或举办的新闻发布会", "次", "参加或者举办新闻发布会的次数，按召开日期计。"),
        tally("press_events.principal", "主要负责同志参加的新闻发布会", "次", "其中单位主要负责同志参加的次数。", "principal"),
    )  # fmt: skip


register(PressEvent, __name__)
