"""参加在线访谈: interviews on the government's website, with or without the unit's head."""

from gongkai.pure.declare import Field, Logbook, register
from gongkai.pure.declare.logbooks import tally


class InterviewHeld(Logbook):
    """An interview."""

    code = "interviews_held"
    name = "参加在线访谈"
    order = 7
    says = "在政府网站参加一次在线访谈登记一笔，实录另在“在线访谈”里公开。"
    day = "访谈日期"
    title = "title"
    fields = (
        Field("title", "访谈主题", required=True, max_length=80),
        Field("principal", "主要负责同志参加", type="bool"),
    )  # fmt: skip
    measures = (
        tally("interviews_held.held", "政府网站在线访谈", "次", "参加政府网站在线访谈的次数，按访谈日期计。"),
        tally("interviews_held.principal", "主要负责同志参加的在线访谈", "次", "其中单位主要负责同志参加的次数。", "principal"),
    )  # fmt: skip


register(InterviewHeld, __name__)
