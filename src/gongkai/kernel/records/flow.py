"""The states and gates of every record (decisions §5.10): unit review, secrecy and personal-data review, signature."""

from gongkai.pure.declare import DONE, OPEN, VOID, WAITING, Flow, Role, State, Step


class RecordFlow(Flow):
    """A record returns to DRAFT when it is corrected; what is live stays live until the new version is published."""

    DRAFT = State("草稿", OPEN)
    UNIT_REVIEW = State("待单位审核", OPEN)
    COORDINATION = State("待会签", OPEN)
    SECRECY_REVIEW = State("待保密审查", OPEN)
    OFFICE_REVIEW = State("待政务公开办审核", OPEN)
    PARALLEL = State("并行审核", OPEN)
    KEPT_BACK = State("不主动公开", WAITING)
    CLEARED = State("待签发", OPEN)
    SCHEDULED = State("定时发布", WAITING)
    JOINED = State("已签发，随文件公开", WAITING)
    PUBLISHED = State("已公开", DONE)
    WITHDRAWN = State("已撤下", VOID)
    DISCARDED = State("已作废", VOID)

    _AT_A_GATE = (UNIT_REVIEW, COORDINATION, SECRECY_REVIEW, OFFICE_REVIEW, PARALLEL, CLEARED)
    _REVIEWERS = (Role.REVIEWER, Role.SECRECY_REVIEWER, Role.OPENNESS_OFFICE, Role.SIGNATORY)

    save = Step(DRAFT, DRAFT, by=Role.EDITOR, label="保存")
    # Where a record goes from gate to gate is its chain's to say (``gates``); the target that stands here is that of the usual chain.
    submit = Step(DRAFT, UNIT_REVIEW, by=Role.EDITOR, label="送审", ways=_AT_A_GATE)
    take_back = Step(
        (UNIT_REVIEW, COORDINATION, SECRECY_REVIEW, OFFICE_REVIEW, PARALLEL), DRAFT, by=Role.EDITOR, label="取回"
    )
    pass_review = Step((UNIT_REVIEW, PARALLEL), SECRECY_REVIEW, by=Role.REVIEWER, label="审核通过", ways=_AT_A_GATE)
    agree = Step((COORDINATION, PARALLEL), SECRECY_REVIEW, by=Role.REVIEWER, label="会签同意", ways=_AT_A_GATE)
    clear = Step(
        (SECRECY_REVIEW, PARALLEL), CLEARED, by=Role.SECRECY_REVIEWER, label="保密和个人信息审查通过", ways=_AT_A_GATE
    )
    approve = Step((OFFICE_REVIEW, PARALLEL), CLEARED, by=Role.OPENNESS_OFFICE, label="审核同意", ways=_AT_A_GATE)
    keep_back = Step((SECRECY_REVIEW, PARALLEL), KEPT_BACK, by=Role.SECRECY_REVIEWER, label="定为不公开")
    look_again = Step(KEPT_BACK, KEPT_BACK, by=Role.SECRECY_REVIEWER, label="再评估，仍不公开")
    release = Step(KEPT_BACK, DRAFT, by=Role.SECRECY_REVIEWER, label="转为公开")
    send_back = Step(_AT_A_GATE, DRAFT, by=_REVIEWERS, label="退回", ways=_AT_A_GATE)
    mask = Step(_AT_A_GATE, None, by=_REVIEWERS, label="遮盖")
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


AT_A_GATE = frozenset(state.code for state in RecordFlow._AT_A_GATE)
STATES = RecordFlow.states
STEPS = RecordFlow.steps
