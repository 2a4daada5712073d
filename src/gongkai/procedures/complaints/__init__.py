"""举报投诉: what people tell the openness office of units that do not publish, or answer, as they should (条例第51条)."""

from typing import ClassVar

from gongkai.pure.declare import (
    DONE,
    OPEN,
    VOID,
    ClockEffect,
    Measure,
    Notice,
    Procedure,
    Role,
    State,
    Step,
    register,
)
from gongkai.pure.law.grievances import COMPLAINT, RESULTS

OFFICE = Role.OPENNESS_OFFICE


class Complaint(Procedure):
    """Handled by the openness office over the unit that it is about; that unit explains itself, and never learns who complained."""

    code = COMPLAINT
    name = "举报投诉"
    prefix = "TS-"
    rule_family = "complaint-accept"
    handled_by = (OFFICE,)
    rated = True
    brought_by = "举报投诉人"
    outcomes: ClassVar = {each.key: each.label for each in RESULTS}
    measures = (
        Measure(
            key="complaints.received", label="收到的举报投诉", definition="本期首次收到的政府信息公开举报投诉件数，按承办的政务公开办计。", unit="件", sheet="case",
            on="first_received_on", where={"procedure": COMPLAINT}, dimensions=("unit", "channel", "party_type"),
        ),
        Measure(
            key="complaints.closed", label="办结的举报投诉", definition="本期办结的政府信息公开举报投诉件数，每件只有一个结果。", unit="件", sheet="case",
            on="closed_on", where={"procedure": COMPLAINT}, dimensions=("unit", "outcome", "on_time"),
        ),
        Measure(
            "complaints.pending", "没有办结的举报投诉", "期末以前收到、到期末还没有办结的举报投诉件数。", "件", "case", "first_received_on", "out",
            where={"procedure": COMPLAINT}, dimensions=("unit", "channel"),
        ),
        *(
            Measure(
                f"complaints.{key}", label, definition, "次", "step", "on", where={"subject": "case", "sort": COMPLAINT, "step": step}, dimensions=("unit",),
            )
            for key, step, label, definition in (
                ("asked", "ask", "要求单位说明情况", "本期就举报投诉要求被反映的单位说明情况的次数。"),
                ("explained", "explain", "单位说明情况", "本期被反映的单位说明情况的次数。"),
                ("rectified", "rectify", "报告改正情况", "本期被反映的单位报告改正情况的次数。"),
            )
        ),
    )  # fmt: skip
    notices = (
        Notice("complaint_receipt", "举报投诉登记回执", "诉登"),
        Notice("complaint_accepted", "举报投诉受理告知书", "诉受"),
        Notice("complaint_declined", "举报投诉不予受理告知书", "诉拒"),
        Notice("complaint_asked", "请予说明情况的函", "诉函"),
        Notice("complaint_extended", "举报投诉延期办理告知书", "诉延"),
        Notice("complaint_result", "举报投诉处理结果告知书", "诉复"),
        Notice("complaint_order", "限期改正通知书", "诉改"),
    )

    RECEIVED = State("待受理", OPEN)
    HANDLING = State("调查处理中", OPEN)
    HANDLED = State("已办结", DONE)
    DECLINED = State("不予受理", DONE)
    WITHDRAWN = State("已撤回", VOID)

    accept = Step(
        RECEIVED, HANDLING, by=OFFICE, label="受理", clock=ClockEffect.START, notice="complaint_accepted", within="accept",
        public="已经受理，正在调查处理。",
    )  # fmt: skip
    decline = Step(
        RECEIVED, DECLINED, by=OFFICE, label="不予受理", outcome=True, notice="complaint_declined", within="accept", public="不予受理，理由见告知书。",
    )  # fmt: skip
    ask = Step(HANDLING, None, by=OFFICE, label="要求说明情况", notice="complaint_asked")
    explain = Step(HANDLING, None, by=Role.CASE_OFFICER, label="说明情况")
    extend = Step(
        HANDLING, None, by=OFFICE, label="延长办理期限", clock=ClockEffect.EXTEND, notice="complaint_extended", once=True,
        public="情况复杂，延长了办理期限。",
    )  # fmt: skip
    decide = Step(
        HANDLING, HANDLED, by=OFFICE, label="作出处理结果", clock=ClockEffect.STOP, notice="complaint_result", outcome=True,
        public="已经办结，处理结果见告知书。",
    )  # fmt: skip
    rectify = Step(HANDLED, None, by=Role.CASE_OFFICER, label="报告改正情况", public="被反映的单位已经报告改正情况。")
    withdraw = Step(
        (RECEIVED, HANDLING), WITHDRAWN, by=(Role.APPLICANT, OFFICE), label="撤回", outcome=True, public="您撤回了这一件。",
    )  # fmt: skip
    note = Step((RECEIVED, HANDLING, HANDLED), None, by=OFFICE, label="写办理记录")


register(Complaint, __name__)
