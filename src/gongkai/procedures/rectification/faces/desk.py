"""The desk's face of requests to correct one's own records: what is shown of one, and what can be done to it."""

from datetime import date

from gongkai.ground.files.models import File
from gongkai.ground.files.queries import by_ids
from gongkai.ground.parties import vault
from gongkai.ground.ui.parts import Offer
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases import offering
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.offering import CaseAct, Wait, falls_to, verb
from gongkai.kernel.cases.orders import last_day
from gongkai.kernel.cases.queries import steps_of
from gongkai.procedures.rectification import Rectification, actions, forms, serve_forms, serving
from gongkai.procedures.rectification.register import SCREENS
from gongkai.pure.clock import Counting
from gongkai.pure.declare import CONCEAL, REVEAL

__all__ = ["DUTIES", "SCREENS", "acts"]

REMEDY_DAYS = 60
"""行政复议法第20条."""
DUTIES = {serving.SERVE_AGAIN: "重新送达文书"}


def _wanted(case: Case, today: date) -> list[tuple[str, str]]:
    text = vault.unseal(case.ref, "wanted", "")
    return [("哪里不准确，应当是什么", text)] if text else []


def _evidence(case: Case) -> list[File]:
    return by_ids(vault.unseal(case.ref, "evidence", []))


def _proposed(case: Case, today: date) -> list[tuple[str, str]]:
    value = actions.proposed(case)
    return [("签发后发出的告知书", "\n".join(actions.paragraphs(case, value)))] if value else []


ACTS = (
    CaseAct("propose", "送签处理告知书", "send", "s", "处理告知书已经送签。", forms.ProposeForm.of, verb(actions.propose), ("propose",), about=_wanted, papers=_evidence, says="有权更正、核实属实的，先更正再送签；不归本单位的，转送或者告知向有权的机关提出（条例第41条）。"),
    CaseAct("decide", "签发处理告知书", "stamp", "s", "处理告知书已经发出，这一件办结了。", forms.SignForm.of, verb(actions.decide), ("decide",), about=_proposed, papers=_evidence, says="签发以后告知书马上编号发出，这一件办结，不能再改；转送的，那个单位马上收到。"),
    CaseAct("return", "退回重拟", "undo-2", "t", "已经退回经办人。", forms.ReturnForm.of, verb(actions.return_answer), ("return_answer",), about=_proposed),
    CaseAct("served", "登记文书送达", "mail-check", "r", "送达已经登记。", serve_forms.ServedForm.of, verb(serving.arrived), ("serve_paper",), aside=True),
    CaseAct("came_back", "登记文书退回", "mail", "k", "退回已经登记，请再送一次。", serve_forms.ReturnedForm.of, verb(serving.came_back), ("return_paper",), aside=True, says="登记以后，“重新送达文书”排进经办人的“要我办”，再发出一次为止。"),
    CaseAct("send", "发出文书", "send", "a", "已经登记。", serve_forms.SendForm.of, verb(serving.hand_over), ("send_paper",), aside=True, says="申请人要网上查看的不用登记：他凭编号和查询码第一次打开，系统自己记下。"),
    CaseAct("note", "写办理记录", "message-square-text", "n", "办理记录已经写入。", forms.NoteForm.of, verb(cases.add_note), ("note",), aside=True),
    CaseAct("conceal", "设为涉密件", "lock", "m", "这一件已经设为涉密件。", offering.ConcealForm.of, verb(cases.conceal), (CONCEAL,), aside=True, says="从现在起只有签发人、公开机构负责人和选定的经办人看得到。"),
    CaseAct("reveal", "取消涉密", "eye", "m", "已经取消涉密。", offering.RevealForm.of, verb(cases.reveal), (REVEAL,), aside=True, says="以前看得到这一件的人又看得到。"),
    CaseAct("recall", "登记申请人撤回", "undo-2", "h", "已经登记撤回，这一件办结了。", forms.RecallForm.of, verb(actions.recall), ("recall",), danger=True, aside=True, says="申请人自己说要撤回的才登记。告知书马上发出，这一件办结，不能再改。"),
)  # fmt: skip
"""In the order in which they are offered: what moves the case on comes first."""


def unfit(act: CaseAct, case: Case) -> str:
    """Why an act has no place now; "" if it has."""
    if act.name in ("served", "came_back") and not serving.open_services(case):
        return "没有发出以后还没有结果的文书，不用登记。"
    if act.name == "send" and vault.is_erased(case.ref):
        return "申请人的信息已经清除，不能再登记送达。"
    return offering.unfit(act, case)


def acts() -> dict[str, CaseAct]:
    return {act.name: act for act in ACTS}


def offers(case: Case, scope: Scope, today: date) -> list[Offer]:
    """What this person can do to a case now."""
    return [_offer(act, case, scope) for act in ACTS if may(act, case, scope) and not unfit(act, case)]


def _offer(act: CaseAct, case: Case, scope: Scope) -> Offer:
    apart = Rectification.decide.apart_from if act.name == "decide" else ()
    if any(taken.name in apart and taken.by == scope.username for taken in steps_of(case)):
        return Offer(act, "告知书是您拟的，要由另一个人签发。")
    return Offer(act)


def may(act: CaseAct, case: Case, scope: Scope) -> bool:
    return falls_to(act, case, scope)


def at_hand(act: CaseAct, case: Case, scope: Scope | None = None) -> CaseAct:
    return act


def told(
    case: Case, today: date, *, asked: frozenset[int] | None = None, watching: bool = False
) -> list[tuple[str, str]]:
    """How it ended, what is asked, and the result that waits for a signature; no unsigned one to those who only watch."""
    ended = [("处理结果", Rectification.outcomes[case.outcome])] if case.outcome else []
    waits = _proposed(case, today) if case.state == Rectification.SIGNING.code and not watching else []
    return [*ended, *_wanted(case, today), *waits]


def waiting(case: Case, today: date) -> Wait | None:
    return None


def facts(case: Case) -> list[tuple[str, str]]:
    return []


def shares(case: Case, today: date, asked: frozenset[int] | None = None) -> list[tuple[str, str]]:
    """How the result reached whoever asked, and until when reconsideration may be asked for."""
    result = next((each for each in serving.papers_of(case) if each.kind == "rectification_result"), None)
    if result is None or asked is not None:
        return []
    found = [each.told for each in serving.services_of(case) if each.paper == result.number]
    told = [("告知书送达", "；".join(found) or "还没有登记，申请人也还没有在网上打开")]
    served = serving.served_on(case)
    if served and case.outcome in actions.ADVERSE:
        until = zh_date(last_day(served, REMEDY_DAYS, Counting.CALENDAR))
        told.append(("申请复议到", f"{until}（从送达第二天起{REMEDY_DAYS}日，到期是休息日的顺延）"))
    return told


def gates(case: Case, today: date) -> list[tuple[str, bool, str]]:
    return []


def addressed(case: Case, units: frozenset[int]) -> set[int]:
    return set()


def parts(case: Case) -> dict[int, str]:
    return {}
