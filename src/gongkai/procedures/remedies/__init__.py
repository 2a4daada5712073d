"""行政复议、行政诉讼: what applicants bring against what was done with their applications, seen from the desk of the organ that answers for it.

Two procedures in one drawer: an organ answers, proves, is heard and does as it is told in both, and drawers may not import each other (ADR 0024).
"""

from typing import ClassVar

from gongkai.procedures.remedies.measures import measures_of
from gongkai.pure.declare import DONE, OPEN, WAITING, ClockEffect, Notice, Procedure, Role, State, Step, register
from gongkai.pure.law.reviews import LITIGATION, RECONSIDERATION, RESULTS

HANDLERS = (Role.LEGAL_REVIEWER, Role.CASE_OFFICER, Role.OPENNESS_OFFICE)


class Reconsideration(Procedure):
    """Terms come from the dated rule that the day chooses on which the copy came."""

    code = RECONSIDERATION
    name = "行政复议"
    prefix = "FY-"
    rule_family = "reply"
    measures = measures_of(RECONSIDERATION, "reconsiderations", "行政复议")
    outcomes: ClassVar = {each.code: each.label for each in RESULTS[RECONSIDERATION]}
    notices = (
        Notice("reconsideration_reply", "行政复议答复书", "复"),
        Notice("reconsideration_evidence", "证据、依据清单", "证"),
    )

    REPLYING = State("待答复", OPEN)
    REVIEWING = State("复议审理中", WAITING)
    SUSPENDED = State("复议中止", WAITING)
    DECIDED = State("已审结", DONE)

    # 行政复议法第48、54条: an answer in writing, with evidence and grounds, within 10 days of the copy, or 5.
    reply = Step(
        REPLYING,
        REVIEWING,
        by=HANDLERS,
        label="提交答复",
        clock=ClockEffect.STOP,
        notice="reconsideration_reply",
        within="answer",
    )
    summon = Step((REPLYING, REVIEWING), None, by=HANDLERS, label="登记听证")
    attend = Step((REPLYING, REVIEWING, SUSPENDED), None, by=HANDLERS, label="登记听证情况")
    # 第62条: once, by at most 30 days, by the reviewing organ.
    prolong = Step((REPLYING, REVIEWING), None, by=HANDLERS, label="登记延长审理", once=True)
    # 第39条.
    suspend = Step(REVIEWING, SUSPENDED, by=HANDLERS, label="登记中止")
    resume = Step(SUSPENDED, REVIEWING, by=HANDLERS, label="登记恢复审理")
    # 第61到74条.
    decide = Step((REPLYING, REVIEWING, SUSPENDED), DECIDED, by=HANDLERS, label="登记结果", outcome=True)
    note = Step((REPLYING, REVIEWING, SUSPENDED), None, by=HANDLERS, label="写办理记录")


class Litigation(Procedure):
    """First and second instance; ``route`` of the case tells whether reconsideration came before."""

    code = LITIGATION
    name = "行政诉讼"
    brought_by = "原告"
    prefix = "SS-"
    rule_family = "defence"
    measures = measures_of(LITIGATION, "lawsuits", "行政诉讼")
    outcomes: ClassVar = {each.code: each.label for each in RESULTS[LITIGATION]}
    notices = (
        Notice("litigation_reply", "行政诉讼答辩状", "诉"),
        Notice("litigation_evidence", "证据、依据清单", "证"),
    )

    REPLYING = State("待答辩举证", OPEN)
    TRIAL = State("一审审理中", WAITING)
    SUSPENDED = State("诉讼中止", WAITING)
    JUDGED = State("一审已判，等生效", WAITING)
    APPEAL_REPLYING = State("待二审答辩", OPEN)
    APPEAL = State("二审审理中", WAITING)
    DECIDED = State("已审结", DONE)

    # 行政诉讼法第67条: within 15 days of the copy of the complaint; not submitted counts as no evidence (第34条).
    reply = Step(
        REPLYING,
        TRIAL,
        by=HANDLERS,
        label="提交答辩和证据",
        clock=ClockEffect.STOP,
        notice="litigation_reply",
        within="answer",
    )
    reply_appeal = Step(APPEAL_REPLYING, APPEAL, by=HANDLERS, label="提交二审答辩", notice="litigation_reply")
    summon = Step((REPLYING, TRIAL, APPEAL_REPLYING, APPEAL), None, by=HANDLERS, label="登记开庭")
    attend = Step(
        (REPLYING, TRIAL, SUSPENDED, JUDGED, APPEAL_REPLYING, APPEAL), None, by=HANDLERS, label="登记开庭情况"
    )
    suspend = Step((TRIAL, APPEAL), SUSPENDED, by=HANDLERS, label="登记中止")
    resume = Step(SUSPENDED, TRIAL, by=HANDLERS, label="登记恢复审理", ways=(APPEAL,))
    judge = Step((REPLYING, TRIAL), JUDGED, by=HANDLERS, label="登记一审裁判")
    # 第85条: within 15 days of the judgment, 10 of a ruling.
    appeal = Step(JUDGED, APPEAL, by=HANDLERS, label="登记上诉", ways=(APPEAL_REPLYING,))
    # 第89条第三、四项.
    remand = Step((APPEAL_REPLYING, APPEAL), TRIAL, by=HANDLERS, label="登记发回重审")
    conclude = Step(JUDGED, DECIDED, by=HANDLERS, label="登记裁判生效", outcome=True)
    decide = Step(
        (REPLYING, TRIAL, SUSPENDED, APPEAL_REPLYING, APPEAL), DECIDED, by=HANDLERS, label="登记结果", outcome=True
    )
    note = Step((REPLYING, TRIAL, SUSPENDED, JUDGED, APPEAL_REPLYING, APPEAL), None, by=HANDLERS, label="写办理记录")


register(Reconsideration, __name__)
register(Litigation, __name__)
