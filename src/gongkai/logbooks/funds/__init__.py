"""专项经费: money spent on the disclosure work, without the gazette and the website (国办发〔2014〕32号, part eight of its table)."""

from gongkai.pure.declare import Field, Logbook, register
from gongkai.pure.declare.logbooks import tally


class Funds(Logbook):
    """Money spent."""

    code = "funds"
    name = "专项经费"
    order = 4
    says = "用于政府信息公开工作的专项经费，支出或者安排一笔登记一笔；不包括政府公报编辑管理和政府网站建设维护。"
    day = "支出日期"
    title = "title"
    fields = (
        Field("title", "用途", required=True, max_length=80),
        Field("amount", "金额（万元）", type="amount", required=True, heads=("金额", "经费")),
    )  # fmt: skip
    measures = (
        tally("funds.spent", "政府信息公开专项经费", "万元", "用于政府信息公开的专项经费，不包括政府公报和政府网站方面的。", "amount"),
    )  # fmt: skip


register(Funds, __name__)
