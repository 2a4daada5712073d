"""The states and gates of every record (decisions §5.10): unit review, secrecy and personal-data review, signature."""

from gongkai.pure.declare import DONE, OPEN, VOID, WAITING, Flow, Role, State, Step


class RecordFlow(Flow):
    """A record returns to DRAFT when it is corrected; what is live stays live until the new version is published."""

    DRAFT = State("草稿", OPEN)
    UNIT_REVIEW = State("待单位审核", OPEN)
    SECRECY_REVIEW = State("待保密审查", OPEN)
    KEPT_BACK = State("不主动公开", WAITING)
    CLEARED = State("待签发", OPEN)
    SCHEDULED = State("定时发布", WAITING)
    JOINED = State("已签发，随文件公开", WAITING)
    PUBLISHED = State("已公开", DONE)
    WITHDRAWN = State("已撤下", VOID)
    DISCARDED = State("已作废", VOID)

    _AT_A_GATE = (UNIT_REVIEW, SECRECY_REVIEW, CLEARED)

    save = Step(DRAFT, DRAFT, by=Role.EDITOR, label="保存")
    submit = Step(DRAFT, UNIT_REVIEW, by=Role.EDITOR, label="送审")
    take_back = Step(UNIT_REVIEW, DRAFT, by=Role.EDITOR, label="取回")
    pass_review = Step(UNIT_REVIEW, SECRECY_REVIEW, by=Role.REVIEWER, label="审核通过")
    clear = Step(SECRECY_REVIEW, CLEARED, by=Role.SECRECY_REVIEWER, label="保密和个人信息审查通过")
    keep_back = Step(SECRECY_REVIEW, KEPT_BACK, by=Role.SECRECY_REVIEWER, label="定为不公开")
    look_again = Step(KEPT_BACK, KEPT_BACK, by=Role.SECRECY_REVIEWER, label="再评估，仍不公开")
    release = Step(KEPT_BACK, DRAFT, by=Role.SECRECY_REVIEWER, label="转为公开")
    send_back = Step(_AT_A_GATE, DRAFT, by=(Role.REVIEWER, Role.SECRECY_REVIEWER, Role.SIGNATORY), label="退回")
    mask = Step(_AT_A_GATE, None, by=(Role.REVIEWER, Role.SECRECY_REVIEWER, Role.SIGNATORY), label="遮盖")
    schedule = Step(CLEARED, SCHEDULED, by=Role.SIGNATORY, label="定时发布")
    unschedule = Step(SCHEDULED, CLEARED, by=(Role.SIGNATORY, Role.SYSTEM), label="取消定时")
    join = Step(CLEARED, JOINED, by=Role.SIGNATORY, label="签发，随文件公开")
    unjoin = Step(JOINED, CLEARED, by=Role.SIGNATORY, label="取消随文件公开")
    publish = Step((CLEARED, SCHEDULED, JOINED), PUBLISHED, by=(Role.SIGNATORY, Role.SYSTEM), label="签发公开")
    revise = Step(PUBLISHED, DRAFT, by=Role.EDITOR, label="更正")
    call_off = Step(DRAFT, PUBLISHED, by=Role.EDITOR, label="不更正")
    withdraw = Step(
        (PUBLISHED, DRAFT, *_AT_A_GATE, SCHEDULED), WITHDRAWN, by=(Role.SIGNATORY, Role.SYSTEM), label="撤下"
    )
    hand_over = Step((DRAFT, *_AT_A_GATE, SCHEDULED, JOINED, PUBLISHED), None, by=Role.SYSTEM, label="移交承接单位")
    discard = Step(DRAFT, DISCARDED, by=Role.EDITOR, label="作废")


GATE_ROLES = {
    RecordFlow.UNIT_REVIEW.code: Role.REVIEWER,
    RecordFlow.SECRECY_REVIEW.code: Role.SECRECY_REVIEWER,
    RecordFlow.CLEARED.code: Role.SIGNATORY,
}
"""Who stands at which gate."""
STATES = RecordFlow.states
STEPS = RecordFlow.steps
