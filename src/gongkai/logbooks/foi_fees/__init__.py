"""依申请公开收费: what was charged for search, copies and posting under the Regulation of 2008 (its art. 27; 国办发〔2014〕32号, part seven of its table)."""

from gongkai.pure.declare import Field, Logbook, register
from gongkai.pure.declare.logbooks import tally


class FoiFees(Logbook):
    """Fees taken in up to a day."""

    code = "foi_fees"
    name = "依申请公开收费"
    order = 13
    says = "2019年5月15日以前，依申请公开收取的检索、复制、邮寄等成本费用，按月或者按季登记；以后按2020年的办法收的信息处理费在办件里，不登记在这里。"
    day = "统计到哪天"
    title = "title"
    fields = (
        Field("title", "收费项目", required=True, max_length=80),
        Field("amount", "金额（万元）", type="amount", required=True, heads=("金额", "收取的费用")),
    )  # fmt: skip
    measures = (
        tally("foi_fees.taken", "依申请公开信息收取的费用", "万元", "本期按2008年的条例收取的检索、复制、邮寄等成本费用，按登记的统计截止日期计。", "amount"),
    )  # fmt: skip


register(FoiFees, __name__)
