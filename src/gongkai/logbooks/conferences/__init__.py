"""工作会议: meetings on the disclosure work, as the table of 2014 counts them."""

from gongkai.pure.declare import Field, Logbook, register
from gongkai.pure.declare.logbooks import tally


class Conference(Logbook):
    """A meeting."""

    code = "conferences"
    name = "工作会议"
    order = 2
    says = "专门研究或者部署政府信息公开工作的会议，开一次登记一笔。政府常务会议研究公开工作的也算。"
    day = "召开日期"
    title = "title"
    sort = "sort"
    fields = (
        Field("title", "会议名称", required=True, max_length=80),
        Field("sort", "会议类别", type="choice", required=True, choices=(("work", "工作会议"), ("topic", "专题会议"), ("standing", "常务会议研究"))),
        Field("attendees", "参加人数", type="whole"),
        Field("about", "议题", type="text", max_length=500),
    )  # fmt: skip
    measures = (
        tally("conferences.held", "政府信息公开工作会议", "次", "召开的政府信息公开工作会议或者专题会议次数，按召开日期计。", sorts=True),
    )  # fmt: skip


register(Conference, __name__)
