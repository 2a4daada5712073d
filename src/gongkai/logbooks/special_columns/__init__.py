"""专题专栏: special columns that were opened, on the website or elsewhere."""

from gongkai.pure.declare import Field, Logbook, register
from gongkai.pure.declare.logbooks import tally


class SpecialColumn(Logbook):
    """A column that was opened."""

    code = "special_columns"
    name = "专题专栏"
    order = 8
    says = "在网站、报纸、电视等开设一个专题专栏登记一笔。"
    day = "开设日期"
    title = "title"
    sort = "sort"
    fields = (
        Field("title", "专栏名称", required=True, max_length=80),
        Field("sort", "开在哪里", type="choice", required=True, choices=(("site", "政府网站"), ("paper", "报纸"), ("broadcast", "广播电视"), ("social", "微博微信"), ("other", "其他"))),
    )  # fmt: skip
    measures = (
        tally("special_columns.opened", "开设的专题专栏", "个", "本期开设的专题专栏数，按开设日期计。", sorts=True),
    )  # fmt: skip


register(SpecialColumn, __name__)
