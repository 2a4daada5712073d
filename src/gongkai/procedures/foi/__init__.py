"""依申请公开: applications for information, chapter four of the Regulation (2019); the 2008 rules for old cases."""

from typing import ClassVar

from gongkai.procedures.foi.measures import MEASURES
from gongkai.pure.declare import (
    DONE,
    OPEN,
    VOID,
    WAITING,
    ClockEffect,
    Notice,
    Procedure,
    Role,
    State,
    Step,
    Watch,
    register,
)
from gongkai.pure.law.outcomes import RULES, outcomes_for

REVIEWED_BY = (Role.LEGAL_REVIEWER, Role.CASE_OFFICER, Role.OPENNESS_OFFICE)
"""Who notes what a reviewing organ or a court ordered."""


class Foi(Procedure):
    """Terms and outcomes come from the dated rule that the receipt day chooses."""

    code = "foi"
    name = "依申请公开"
    prefix = ""
    rule_family = "foi"
    measures = MEASURES
    outcomes: ClassVar = {each.code: each.short for rule in RULES for each in outcomes_for(rule)}
    challengeable = True
    rated = True
    confers = True
    watch = Watch(refused=tuple(each.code for rule in RULES for each in outcomes_for(rule) if each.refuses))
    notices = (
        Notice("receipt", "登记回执", "登"),
        Notice("correction", "补正告知书", "补"),
        Notice("consultation", "征求意见书", "征"),
        Notice("extension", "延期答复告知书", "延"),
        Notice("answer", "政府信息公开申请答复书", "答"),
        Notice("lapse", "视为放弃申请告知书", "终"),
        Notice("recall", "终止办理告知书", "撤"),
        Notice("reasons", "要求说明理由告知书", "理"),
        Notice("delay", "延迟答复告知书", "迟"),
        Notice("charge", "信息处理费收费通知书", "费"),
        Notice("withdraw_charge", "撤回收费通知告知书", "免"),
        Notice("unpaid", "不再处理告知书", "止"),
        Notice("split", "分件办理告知书", "分"),
        Notice("told_third", "公开决定告知书", "告"),
        Notice("passed_on", "转送告知书", "转"),
        Notice("retrieve", "调取函", "调", internal=True),
        Notice("assist", "协办函", "协", internal=True),
    )

    REGISTERED = State("待确认收到日期", WAITING)
    RECEIVED = State("已收到", OPEN)
    CORRECTING = State("待补正", WAITING)
    HANDLING = State("办理中", OPEN)
    CHARGED = State("待缴费", WAITING)
    REVIEWING = State("待法制审核", OPEN)
    SIGNING = State("待签发", OPEN)
    ANSWERED = State("已答复", DONE)
    LAPSED = State("视为放弃", VOID)
    RECALLED = State("已撤回", VOID)
    UNPAID = State("逾期未缴费", VOID)
    REOPENED = State("重新办理中", DONE)
    REVIEWING_ANEW = State("重新答复待法制审核", DONE)
    SIGNING_ANEW = State("重新答复待签发", DONE)

    PAPERS_OUT = (
        RECEIVED, CORRECTING, HANDLING, CHARGED, REVIEWING, SIGNING, ANSWERED, LAPSED, RECALLED, UNPAID, REOPENED, REVIEWING_ANEW, SIGNING_ANEW,
    )  # fmt: skip

    # 条例第31条: fax and ordinary mail are received on the day both sides confirm.
    confirm_receipt = Step(
        REGISTERED,
        RECEIVED,
        by=(Role.CASE_OFFICER, Role.WINDOW_CLERK),
        label="确认收到日期",
        clock=ClockEffect.START,
        public="和您确认了收到申请的日期，从第二天起计算期限。",
    )
    accept = Step(RECEIVED, HANDLING, by=Role.CASE_OFFICER, label="受理", public="内容明确，已经受理。")
    # 一事一申请 is a practice that no article demands of an applicant: the office tells the parts of a letter apart, each with a number of its own,
    # from the same day on.
    split = Step(
        (RECEIVED, HANDLING), None, by=Role.CASE_OFFICER, label="分件办理", notice="split", once=True,
        public="您的申请里有几件事，分开办理、分别答复：这一件照旧，另外编号{numbers}，查询码和这一件的一样。",
    )  # fmt: skip
    # 条例第36条第5项 has the applicant told whose it is; to hand it over there is a service, for which they are asked first.
    pass_on = Step(
        (RECEIVED, HANDLING, ANSWERED), None, by=Role.CASE_OFFICER, label="转送别的单位", notice="passed_on", once=True,
        public="经您同意，把您的申请转送{unit}，那里的编号是{number}，查询码和这一件的一样。",
    )  # fmt: skip
    # 条例第30条: once, within 7 working days; the term starts anew from the corrected application.
    ask_correction = Step(
        RECEIVED,
        CORRECTING,
        by=Role.CASE_OFFICER,
        label="要求补正",
        notice="correction",
        once=True,
        public="请您补充说明。",
        within="correction_request",
    )
    receive_correction = Step(
        CORRECTING, HANDLING, by=(Role.APPLICANT, Role.CASE_OFFICER, Role.WINDOW_CLERK), label="收到补正", clock=ClockEffect.RESTART,
        public="收到您的补充说明，期限重新计算。",
    )  # fmt: skip
    lapse = Step(
        CORRECTING,
        LAPSED,
        by=Role.CASE_OFFICER,
        label="视为放弃",
        outcome=True,
        notice="lapse",
        public="逾期没有补正，视为放弃申请。",
    )
    # 条例第32、33、34条: the time of consultation does not count.
    consult = Step(
        HANDLING,
        HANDLING,
        by=Role.CASE_OFFICER,
        label="征求意见",
        clock=ClockEffect.PAUSE,
        notice="consultation",
        public="正在征求有关方面的意见；期限没有满的，这段时间不计入。",
    )
    # What was asked may come back while the answer waits for its signature; signing ends what still waits.
    record_opinion = Step(
        (HANDLING, CHARGED, REVIEWING, SIGNING), None, by=(Role.CASE_OFFICER, Role.SYSTEM), label="收到意见", clock=ClockEffect.RESUME, public="收到征求的意见；都收到以后恢复计时。"
    )  # fmt: skip
    opinion_lapsed = Step(
        (HANDLING, CHARGED, REVIEWING, SIGNING), None, by=(Role.CASE_OFFICER, Role.SYSTEM), label="征求意见期满", clock=ClockEffect.RESUME, public="征求意见期满，没有收到答复；都有结果以后恢复计时。"
    )  # fmt: skip
    prove_delivery = Step((HANDLING, CHARGED, REVIEWING, SIGNING), None, by=Role.CASE_OFFICER, label="登记送达")
    undelivered = Step(
        (HANDLING, CHARGED, REVIEWING, SIGNING), None, by=Role.CASE_OFFICER, label="登记没能送达", clock=ClockEffect.RESUME, public="征求意见书没能送达；都有结果以后恢复计时。"
    )  # fmt: skip
    # 条例第33条: once, on or before the due day, by the office's head, with notice.
    extend = Step(
        (RECEIVED, HANDLING, REVIEWING, SIGNING),
        None,
        by=Role.OFFICE_HEAD,
        label="延长期限",
        clock=ClockEffect.EXTEND,
        notice="extension",
        once=True,
        public="延长答复期限。",
    )
    # 条例第35条: reasons may be asked for what is clearly beyond reason; nothing rests meanwhile. Good reasons, but too much for the term of
    # 第33条: a reasonable delayed term.
    ask_reasons = Step(
        HANDLING, HANDLING, by=Role.CASE_OFFICER, label="要求说明理由", notice="reasons", once=True, public="请您说明申请的理由；期限照常计算。"
    )  # fmt: skip
    tell_reasons = Step(
        (HANDLING, REVIEWING, SIGNING), None, by=(Role.APPLICANT, Role.CASE_OFFICER, Role.WINDOW_CLERK), label="收到理由", once=True,
        public="收到您说明的理由。",
    )  # fmt: skip
    delay = Step(
        (HANDLING, REVIEWING, SIGNING), None, by=Role.OFFICE_HEAD, label="确定延迟期限", clock=ClockEffect.DELAY, notice="delay", once=True,
        public="申请的数量、频次较多，确定了延迟答复的合理期限。",
    )  # fmt: skip
    # 国办函〔2020〕109号第6条: a notice within the term; paid in full, the term runs anew; unpaid, nothing is done any more.
    charge = Step(
        HANDLING, CHARGED, by=Role.OFFICE_HEAD, label="通知缴费", clock=ClockEffect.PAUSE, notice="charge",
        public="通知您缴纳信息处理费；等候缴费的时间不计入期限。",
    )  # fmt: skip
    prove_charge = Step(CHARGED, None, by=(Role.CASE_OFFICER, Role.WINDOW_CLERK, Role.SYSTEM), label="登记收费通知送达")
    pay = Step(
        CHARGED, HANDLING, by=(Role.CASE_OFFICER, Role.WINDOW_CLERK, Role.SYSTEM), label="登记缴清", clock=ClockEffect.RENEW,
        public="费用已经缴清，从第二天起重新计算期限。",
    )  # fmt: skip
    withdraw_charge = Step(
        CHARGED, HANDLING, by=Role.OFFICE_HEAD, label="撤回收费通知", clock=ClockEffect.RESUME, notice="withdraw_charge",
        public="撤回了收费通知，不用缴费；期限照常计算。",
    )  # fmt: skip
    unpaid = Step(
        CHARGED, UNPAID, by=Role.CASE_OFFICER, label="逾期未缴费", outcome=True, notice="unpaid", public="逾期没有缴费，不再处理这件申请。",
    )  # fmt: skip
    draft_answer = Step((HANDLING, REOPENED), None, by=Role.CASE_OFFICER, label="起草答复书")
    # Where a unit has its answers seen by its legal reviewer first, they go there on their way to the signatory.
    propose = Step(HANDLING, SIGNING, by=Role.CASE_OFFICER, label="送签答复书", ways=(REVIEWING,))
    pass_review = Step(
        REVIEWING, SIGNING, by=Role.LEGAL_REVIEWER, label="法制审核通过", apart_from=("propose", "draft_answer")
    )
    return_review = Step(REVIEWING, HANDLING, by=(Role.LEGAL_REVIEWER, Role.CASE_OFFICER), label="退回修改")
    return_answer = Step(SIGNING, HANDLING, by=Role.SIGNATORY, label="退回重拟")
    # 条例第36、37条.
    answer = Step(
        SIGNING,
        ANSWERED,
        by=Role.SIGNATORY,
        label="签发答复",
        clock=ClockEffect.STOP,
        outcome=True,
        notice="answer",
        apart_from=("propose", "pass_review"),
        public="已经答复。",
    )
    recall = Step(
        (REGISTERED, RECEIVED, CORRECTING, HANDLING, CHARGED, REVIEWING, SIGNING), RECALLED, by=(Role.APPLICANT, Role.CASE_OFFICER), label="撤回申请",
        clock=ClockEffect.STOP, outcome=True, public="申请人撤回了申请。",
    )  # fmt: skip
    # A term that was missed is made kept, or less late, only by the office's head, who did not handle the case (correcting.eased).
    correct_receipt = Step(
        (RECEIVED, CORRECTING, HANDLING, CHARGED, REVIEWING, SIGNING, ANSWERED, LAPSED, RECALLED, UNPAID), None, by=(Role.CASE_OFFICER, Role.OFFICE_HEAD),
        label="更正收到日期", clock=ClockEffect.CORRECT, public="收到日期由{old}更正为{new}，期限按更正后的日期计算。",
    )  # fmt: skip
    # 条例第37条: what can be told apart is given away, the rest is covered.
    add_material = Step((HANDLING, REOPENED), None, by=Role.CASE_OFFICER, label="加拟公开的材料")
    redact = Step((HANDLING, REOPENED), None, by=Role.CASE_OFFICER, label="遮盖材料")
    # The day on which the applicant has a paper; closed, a case's papers are still on their way.
    send_paper = Step(
        PAPERS_OUT, None, by=(Role.CASE_OFFICER, Role.WINDOW_CLERK), label="发出文书", public="{paper}：{how}。"
    )
    serve_paper = Step(
        PAPERS_OUT, None, by=(Role.CASE_OFFICER, Role.WINDOW_CLERK, Role.SYSTEM), label="文书送达", public="{paper}已于{on}送达（{way}）。"
    )  # fmt: skip
    return_paper = Step(
        PAPERS_OUT, None, by=(Role.CASE_OFFICER, Role.WINDOW_CLERK, Role.SYSTEM), label="文书退回",
        public="{paper}没有送到（{way}），我们会再送一次。",
    )  # fmt: skip
    read_paper = Step(PAPERS_OUT, None, by=Role.APPLICANT, label="网上取阅", public="您第一次打开了{paper}。")
    # 条例第32条: who refused is told in writing what is disclosed all the same, and why.
    tell_third = Step(
        (ANSWERED, REOPENED, REVIEWING_ANEW, SIGNING_ANEW),
        None,
        by=Role.CASE_OFFICER,
        label="告知第三方",
        notice="told_third",
    )
    set_telling = Step(
        (REGISTERED, RECEIVED, CORRECTING, HANDLING, CHARGED, REVIEWING, SIGNING), None, by=Role.APPLICANT, label="改通知方式"
    )  # fmt: skip
    mend_import = Step(
        (ANSWERED, LAPSED, RECALLED, UNPAID), None, by=(Role.OFFICE_HEAD, Role.OPENNESS_OFFICE), label="更正导入的内容", public="更正了从旧台账导入的内容。",
        ways=(ANSWERED, LAPSED, RECALLED, UNPAID),
    )  # fmt: skip
    # 条例第10条: what another keeps is fetched, what another knows is asked for; 第33条第3款 leaves none of that time out of the term.
    ask_assistance = Step(
        (HANDLING, REOPENED), None, by=Role.CASE_OFFICER, label="请其他单位协助", public="正在请有关单位协助查找、提供材料；期限照常计算。"
    )  # fmt: skip
    assisted = Step(
        (HANDLING, CHARGED, REVIEWING, SIGNING, REOPENED, REVIEWING_ANEW, SIGNING_ANEW), None, by=Role.CASE_OFFICER, label="收到协办、调取的答复"
    )  # fmt: skip
    # What belongs to the application itself: the scanned letter, proof of who may act, the record that was signed.
    file_papers = Step(
        (REGISTERED, RECEIVED, CORRECTING, HANDLING, CHARGED, REVIEWING, SIGNING), None, by=(Role.CASE_OFFICER, Role.WINDOW_CLERK), label="附来件材料"
    )  # fmt: skip
    note = Step(
        (RECEIVED, CORRECTING, HANDLING, CHARGED, REVIEWING, SIGNING), None, by=Role.CASE_OFFICER, label="写办理记录"
    )
    # 行政复议法第64、66、77条, 行政诉讼法第70、72条: what a reviewing organ or a court ordered. A case that was closed stays closed, with the
    # outcome that its year counts; it is answered anew beside that.
    ordered = Step(
        (RECEIVED, CORRECTING, HANDLING, CHARGED, REVIEWING, SIGNING), None, by=REVIEWED_BY, label="登记责令办理", public="复议机关或者法院要求限期办理。"
    )  # fmt: skip
    reopen = Step(
        (ANSWERED, LAPSED, UNPAID), REOPENED, by=REVIEWED_BY, label="登记责令重新办理", public="复议机关或者法院要求重新办理，我们正在办理。"
    )  # fmt: skip
    propose_anew = Step(
        REOPENED, SIGNING_ANEW, by=Role.CASE_OFFICER, label="送签重新作出的答复书", ways=(REVIEWING_ANEW,)
    )
    pass_review_anew = Step(
        REVIEWING_ANEW, SIGNING_ANEW, by=Role.LEGAL_REVIEWER, label="法制审核通过", apart_from=("propose_anew",)
    )
    return_review_anew = Step(REVIEWING_ANEW, REOPENED, by=(Role.LEGAL_REVIEWER, Role.CASE_OFFICER), label="退回修改")
    return_anew = Step(SIGNING_ANEW, REOPENED, by=Role.SIGNATORY, label="退回重拟")
    answer_anew = Step(
        SIGNING_ANEW, ANSWERED, by=Role.SIGNATORY, label="签发重新作出的答复", notice="answer", apart_from=("propose_anew", "pass_review_anew"), public="已经重新答复。"
    )  # fmt: skip


register(Foi, __name__)
