"""The desk's face of requests to correct one's own records: what is shown of one, and what can be done to it."""

from datetime import date

from gongkai.ground.files.models import File
from gongkai.ground.files.queries import by_ids
from gongkai.ground.parties import vault
from gongkai.ground.ui.parts import Offer
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases import offering
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.offering import CaseAct, Wait, falls_to, unfit, verb
from gongkai.kernel.cases.queries import steps_of
from gongkai.procedures.rectification import Rectification, actions, forms
from gongkai.procedures.rectification.register import SCREENS
from gongkai.pure.declare import CONCEAL, REVEAL

__all__ = ["DUTIES", "SCREENS", "acts", "unfit"]

DUTIES: dict[str, str] = {}


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
    CaseAct("note", "写办理记录", "message-square-text", "n", "办理记录已经写入。", forms.NoteForm.of, verb(cases.add_note), ("note",), aside=True),
    CaseAct("conceal", "设为涉密件", "lock", "m", "这一件已经设为涉密件。", offering.ConcealForm.of, verb(cases.conceal), (CONCEAL,), aside=True, says="从现在起只有签发人、公开机构负责人和选定的经办人看得到。"),
    CaseAct("reveal", "取消涉密", "eye", "m", "已经取消涉密。", offering.RevealForm.of, verb(cases.reveal), (REVEAL,), aside=True, says="以前看得到这一件的人又看得到。"),
    CaseAct("recall", "登记申请人撤回", "undo-2", "h", "已经登记撤回，这一件办结了。", forms.RecallForm.of, verb(actions.recall), ("recall",), danger=True, aside=True, says="申请人自己说要撤回的才登记。告知书马上发出，这一件办结，不能再改。"),
)  # fmt: skip
"""In the order in which they are offered: what moves the case on comes first."""


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


def told(case: Case, today: date, *, guest: bool = False, watching: bool = False) -> list[tuple[str, str]]:
    """How it ended, what is asked, and the result that waits for a signature; no unsigned one to those who only watch."""
    ended = [("处理结果", Rectification.outcomes[case.outcome])] if case.outcome else []
    waits = _proposed(case, today) if case.state == Rectification.SIGNING.code and not watching else []
    return [*ended, *_wanted(case, today), *waits]


def waiting(case: Case, today: date) -> Wait | None:
    return None


def facts(case: Case) -> list[tuple[str, str]]:
    return []


def shares(case: Case, today: date, asked: frozenset[int] | None = None) -> list[tuple[str, str]]:
    return []


def gates(case: Case, today: date) -> list[tuple[str, bool, str]]:
    return []


def addressed(case: Case, units: frozenset[int]) -> set[int]:
    return set()


def parts(case: Case) -> dict[int, str]:
    return {}
