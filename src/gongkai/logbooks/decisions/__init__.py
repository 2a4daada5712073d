"""许可、处罚和强制: how many decisions a unit took, entered by month or quarter, until their own registers are kept here (条例第20条第五、六项)."""

from gongkai.pure.declare import Field, Logbook, register
from gongkai.pure.declare.logbooks import tally


class Decisions(Logbook):
    """Decisions of one sort up to a day."""

    code = "decisions"
    name = "许可、处罚和强制"
    order = 9
    says = "一段时间里作出的处理决定，按月或者按季登记，每一类一笔。"
    day = "统计到哪天"
    title = "sort"
    sort = "sort"
    fields = (
        Field("sort", "类别", type="choice", required=True, choices=(("permit", "行政许可"), ("penalty", "行政处罚"), ("compulsion", "行政强制"))),
        Field("since", "从哪天起统计", type="date", required=True),
        Field("count", "处理决定（件）", type="whole", required=True, heads=("件数", "处理决定数量")),
    )  # fmt: skip
    measures = (
        tally("decisions.taken", "行政许可、处罚、强制处理决定", "件", "本期作出的行政许可、行政处罚、行政强制处理决定件数，按登记的统计截止日期计。", "count", sorts=True),
    )  # fmt: skip


register(Decisions, __name__)
