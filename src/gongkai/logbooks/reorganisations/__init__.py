"""机构调整: changes of the offices that do the disclosure work, and of their leading groups."""

from gongkai.pure.declare import Field, Logbook, register
from gongkai.pure.declare.logbooks import tally


class Reorganisation(Logbook):
    """A change of offices or leading groups."""

    code = "reorganisations"
    name = "机构调整"
    order = 11
    says = "公开工作的领导小组、工作机构设立、调整一次登记一笔。"
    day = "调整日期"
    title = "title"
    fields = (
        Field("title", "调整事项", required=True, max_length=80),
        Field("about", "怎样调整", type="text", required=True, max_length=500),
        Field("document_number", "文号", max_length=40),
    )  # fmt: skip
    measures = (
        tally("reorganisations.made", "机构调整", "次", "本期公开工作领导小组、工作机构设立或者调整的次数。"),
    )  # fmt: skip


register(Reorganisation, __name__)
