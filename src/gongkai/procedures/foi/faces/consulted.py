"""Who is consulted (条例第32、33、34条), on the desk: the letters, whether they came, what was answered."""

from collections.abc import Callable
from datetime import date
from typing import Any

from gongkai.ground.documents.queries import issued
from gongkai.ground.ui.words import near_date
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow import clocks
from gongkai.procedures.foi import Foi, actions, consulting, forms, queries, words
from gongkai.procedures.foi.faces.act import Act
from gongkai.procedures.foi.models import Consultation
from gongkai.pure.declare import Role

ON_CONSULTATIONS = ("delivered", "undelivered", "opinion")
TOLD = {"wanted": "申请人要什么", "correction": "申请人补充", "reasons": "申请人说明的理由"}


def wanted(case: Case, today: date) -> list[tuple[str, str]]:
    texts = queries.texts_of(case)
    return [(TOLD[name], texts[name]) for name in TOLD if name in texts]


def _consult(case: Case, values: dict[str, Any], **who: Any) -> Consultation:
    return consulting.consult(case=case, **values, **who)


def _on_consultation(verb: Callable[..., Any]) -> Callable[..., Any]:
    def run(case: Case, values: dict[str, Any], *, by: Any, at: Any, seen: int | None) -> Any:
        values = dict(values)
        return verb(consultation=queries.consultation(case, int(values.pop("which"))), by=by, at=at, **values)

    return run


def _opinion_done(case: Case) -> str:
    return f"意见已经登记，{consulting.clock_goes(case)}。"


def _undelivered_done(case: Case) -> str:
    return f"没能送达已经登记，{consulting.clock_goes(case)}。"


def _consult_done(case: Case) -> str:
    rests = clocks.clock_of(case.ref, actions.ANSWER).paused
    return f"征求意见书已经发出，{'时钟暂停' if rests else consulting.TERM_OVER}。"


def before(case: Case, today: date) -> list[tuple[str, str]]:
    """What is wanted; and that the clock will not stop, where no day of the term is left to rest."""
    if case.state != Foi.HANDLING.code or consulting.can_rest(case, today):
        return wanted(case, today)
    return [("期限已满", NO_REST), *wanted(case, today)]


NO_REST = "期限内的工作日已经用完，现在征求意见，时钟不再停，到期日不变（条例第33条只扣期限以内的日子）。请尽快答复。"


ACTS = (
    Act("consult", "征求意见", "git-branch", "b", _consult_done, forms.ConsultForm.of, _consult, "consult", about=before, says="征求意见书马上发出。期限没有满的，从第二天起不计入期限，收到意见后接着算。"),
    Act("delivered", "登记送达", "mail-check", "d", "送达已经登记。", forms.DeliveredForm.of, _on_consultation(consulting.prove_delivery)),
    Act("undelivered", "登记没能送达", "mail", "w", _undelivered_done, forms.UndeliveredForm.of, _on_consultation(consulting.record_undelivered), "undelivered", says="登记以后不再等这一份的意见，时钟接着走。没能送达不算同意：第三方的，由本单位决定是否公开（条例第32条）；共同制作机关的，也不视为同意公开（第34条）。"),
    Act("opinion", "登记意见", "file-check", "y", _opinion_done, forms.OpinionForm.of, _on_consultation(consulting.record_opinion), "record_opinion"),
)  # fmt: skip


def letters(case: Case) -> list[tuple[int, Consultation]]:
    """Each consultation with its letter's key: they are issued together, so both stand in one order."""
    letters = issued(case.ref, [Foi.consult.notice])
    return [(letter.pk, each) for letter, each in zip(letters, queries.consultations_of(case), strict=True)]


NOTHING_TO_TELL = {"opinion": "没有还在等答复的征求意见书，不用登记。"} | dict.fromkeys(
    ("delivered", "undelivered"), "没有还没送达的征求意见书，不用登记。"
)


def to_tell_of(name: str, awaited: list[Consultation]) -> list[Consultation]:
    """The letters of which an act can tell: whether one came only until that is known."""
    return [each for each in awaited if name == "opinion" or each.received_on is None]


def may_tell(name: str, consulted: list[Consultation], case: Case, scope: Scope, *, proved: bool = False) -> bool:
    """The lead unit's officer tells of any of these; a consulted unit's says that its own letter came, and gives its opinion.
    ``proved``: also of what is delivered."""
    officer_of = scope.by_role.get(Role.CASE_OFFICER, frozenset())
    if case.unit_id in officer_of:
        return proved or bool(to_tell_of(name, consulted))
    own = [each for each in consulted if each.unit_id in officer_of]
    return name != "undelivered" and bool(own if proved else to_tell_of(name, own))


def shares(case: Case, today: date, asked: frozenset[int] | None = None) -> list[tuple[str, str]]:
    """Who else has a part: the units and others that were consulted, and what came of it; ``asked``: only these units' share."""
    found, names = [], queries.consulted_names(case)
    for consultation in queries.consultations_of(case):
        if asked is not None and consultation.unit_id not in asked:
            continue
        known = names.get(consultation.seq, consultation.get_kind_display())
        known = consultation.unit.short_name if consultation.unit else known
        whom = f"第{consultation.seq}份，{consultation.get_kind_display()}，{known}"
        if consultation.answered_on:
            found.append(("征求意见", f"{whom}：{consultation.said}（{near_date(consultation.answered_on, today)}）"))
        else:
            came = f"，{near_date(consultation.received_on, today)}送达" if consultation.received_on else ""
            due = (
                f"，{words.told(consultation.due_on, near_date(consultation.due_on, today))}前答复"
                if consultation.due_on
                else ""
            )
            due = "，办结时还没有答复" if case.closed else due
            found.append(("征求意见", f"{whom}：{near_date(consultation.dispatched_on, today)}发出{came}{due}"))
    return found


def gate(case: Case, accepted: bool) -> tuple[str, bool, str]:
    consulted = queries.consultations_of(case)
    awaited = sum(c.answered_on is None for c in consulted)
    if not accepted:
        return "征求意见", False, "受理以后看需不需要"
    if not consulted:
        return "征求意见", True, "没有征求，不涉及第三方的不用"
    if case.closed and awaited:
        return "征求意见", True, f"{len(consulted)}份，办结时有{awaited}份没有答复"
    return "征求意见", not awaited, f"{len(consulted)}份，" + (f"还有{awaited}份没有答复" if awaited else "都有结果")
