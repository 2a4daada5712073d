"""本人信息更正: somebody shows that a record about themselves is not accurate (条例第41条); a procedure of its own, counted in no table."""

from typing import ClassVar

from gongkai.pure.declare import DONE, OPEN, VOID, ClockEffect, Measure, Notice, Procedure, Role, State, Step, register

RECTIFICATION = "rectification"
CORRECTED, ACCURATE, UNPROVED, PASSED_ON, POINTED, WITHDRAWN = (
    "rct_corrected", "rct_accurate", "rct_unproved", "rct_passed_on", "rct_pointed", "rct_withdrawn",
)  # fmt: skip
TAKERS = (Role.WINDOW_CLERK, Role.CASE_OFFICER)


class Rectification(Procedure):
    """The Regulation sets no term; ours is that of an application, so that nobody is left waiting."""

    code = RECTIFICATION
    name = "本人信息更正"
    prefix = "GZ-"
    rule_family = RECTIFICATION
    outcomes: ClassVar = {
        CORRECTED: "核实以后已经更正",
        ACCURATE: "核实以后没有错误，不更正",
        UNPROVED: "没有证据证明不准确，不更正",
        PASSED_ON: "无权更正，已经转送有权的机关",
        POINTED: "无权更正，告知向有权的机关提出",
        WITHDRAWN: "申请人撤回",
    }
    measures = (
        Measure(
            key="rectifications.received", label="收到的本人信息更正申请", definition="本期首次收到的本人信息更正申请件数（条例第41条），不计入政府信息公开申请。",
            unit="件", sheet="case", on="first_received_on", where={"procedure": RECTIFICATION}, dimensions=("unit", "channel", "party_type"),
        ),
        Measure(
            key="rectifications.closed", label="办结的本人信息更正申请", definition="本期办结的本人信息更正申请件数，每件只有一个结果。", unit="件", sheet="case",
            on="closed_on", where={"procedure": RECTIFICATION}, dimensions=("unit", "outcome", "on_time"),
        ),
        Measure(
            "rectifications.pending", "没有办结的本人信息更正申请", "期末以前收到、到期末还没有办结的本人信息更正申请件数。", "件", "case", "first_received_on", "out",
            where={"procedure": RECTIFICATION}, dimensions=("unit", "channel"),
        ),
    )  # fmt: skip
    notices = (
        Notice("rectification_receipt", "更正申请登记回执", "更登"),
        Notice("rectification_result", "更正申请处理告知书", "更复"),
        Notice("rectification_ended", "终止办理告知书", "更撤"),
    )

    RECEIVED = State("待核实", OPEN)
    SIGNING = State("待签发", OPEN)
    ANSWERED = State("已告知", DONE)
    RECALLED = State("已撤回", VOID)

    propose = Step(RECEIVED, SIGNING, by=Role.CASE_OFFICER, label="送签处理告知书")
    return_answer = Step(SIGNING, RECEIVED, by=Role.SIGNATORY, label="退回重拟")
    decide = Step(
        SIGNING, ANSWERED, by=Role.SIGNATORY, label="签发处理告知书", clock=ClockEffect.STOP, outcome=True, notice="rectification_result",
        apart_from=("propose",), public="已经告知处理结果。",
    )  # fmt: skip
    recall = Step(
        (RECEIVED, SIGNING), RECALLED, by=(Role.APPLICANT, Role.CASE_OFFICER), label="申请人撤回", clock=ClockEffect.STOP, outcome=True,
        notice="rectification_ended", public="申请人撤回了这一件。",
    )  # fmt: skip
    # Closed, a case's papers are still on their way.
    send_paper = Step(
        (RECEIVED, SIGNING, ANSWERED, RECALLED), None, by=(Role.CASE_OFFICER, Role.WINDOW_CLERK), label="发出文书", public="{paper}：{how}。"
    )  # fmt: skip
    serve_paper = Step(
        (RECEIVED, SIGNING, ANSWERED, RECALLED), None, by=(Role.CASE_OFFICER, Role.WINDOW_CLERK), label="文书送达",
        public="{paper}已于{on}送达（{way}）。",
    )  # fmt: skip
    return_paper = Step(
        (RECEIVED, SIGNING, ANSWERED, RECALLED), None, by=(Role.CASE_OFFICER, Role.WINDOW_CLERK), label="文书退回",
        public="{paper}没有送到（{way}），我们会再送一次。",
    )  # fmt: skip
    read_paper = Step(
        (RECEIVED, SIGNING, ANSWERED, RECALLED), None, by=Role.APPLICANT, label="网上取阅", public="您第一次打开了{paper}。"
    )  # fmt: skip
    note = Step((RECEIVED, SIGNING), None, by=Role.CASE_OFFICER, label="写办理记录")


register(Rectification, __name__)
