"""培训: courses for those who do the disclosure work (条例第48条)."""

from gongkai.pure.declare import Field, Logbook, register
from gongkai.pure.declare.logbooks import tally


class Training(Logbook):
    """A course."""

    code = "trainings"
    name = "培训"
    order = 1
    says = "举办一次培训登记一笔。几个单位合办的，由主办单位登记。"
    day = "举办日期"
    title = "title"
    fields = (
        Field("title", "培训名称", required=True, max_length=80),
        Field("attendees", "参加人次", type="whole", required=True, heads=("接受培训人员数", "人次", "参加人数")),
        Field("days", "天数", type="amount", help="半天写0.5"),
        Field("about", "内容", type="text", max_length=500),
    )  # fmt: skip
    measures = (
        tally("trainings.held", "培训班", "期", "举办的政府信息公开培训班期数，按举办日期计。"),
        tally("trainings.attendees", "接受培训人员", "人次", "培训班参加的人次。", "attendees"),
    )  # fmt: skip


register(Training, __name__)
