"""考评获奖: ratings and honours won for the disclosure work."""

from gongkai.pure.declare import Field, Logbook, register
from gongkai.pure.declare.logbooks import tally


class Honour(Logbook):
    """A rating or prize."""

    code = "honours"
    name = "考评获奖"
    order = 12
    says = "在考核、评估里得到名次，或者得奖，一次登记一笔。"
    day = "公布日期"
    title = "title"
    sort = "sort"
    fields = (
        Field("title", "考评或者奖项", required=True, max_length=80),
        Field("sort", "哪一级的", type="choice", required=True, choices=(("nation", "国家"), ("province", "省"), ("city", "市"), ("county", "县（区）"), ("other", "社会评估"))),
        Field("result", "名次或者结果", required=True, max_length=40),
    )  # fmt: skip
    measures = (
        tally("honours.won", "考评获奖", "次", "本期在考核、评估里得到名次或者得奖的次数。", sorts=True),
    )  # fmt: skip


register(Honour, __name__)
