"""行政事业性收费: charges a unit took in, entered by month or quarter (条例第20条第八项)."""

from gongkai.pure.declare import Field, Logbook, register
from gongkai.pure.declare.logbooks import tally


class Charges(Logbook):
    """Charges taken in up to a day."""

    code = "charges"
    name = "行政事业性收费"
    order = 10
    says = "一段时间里收取的行政事业性收费，按月或者按季登记。"
    day = "统计到哪天"
    title = "title"
    fields = (
        Field("title", "收费项目", required=True, max_length=80),
        Field("since", "从哪天起统计", type="date", required=True),
        Field("amount", "金额（万元）", type="amount", required=True, heads=("金额", "收费金额")),
    )  # fmt: skip
    measures = (
        tally("charges.taken", "行政事业性收费", "万元", "本期收取的行政事业性收费金额，按登记的统计截止日期计。", "amount"),
    )  # fmt: skip


register(Charges, __name__)
