"""What is asked of other holders and assisting units, on the desk: theirs and the lead unit's."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from gongkai.ground.documents.queries import issued
from gongkai.ground.ui.parts import Offer
from gongkai.ground.ui.words import near_date
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import Foi, assisting, assisting_forms, queries
from gongkai.procedures.foi.assisting import ASSIST, RETRIEVE
from gongkai.procedures.foi.faces.act import Act
from gongkai.procedures.foi.faces.consulted import wanted
from gongkai.procedures.foi.models import Assistance
from gongkai.pure.declare import Role

REPLY = "assisted"
LABELS = {RETRIEVE: "答复调取", ASSIST: "答复协办"}
RUNS_ON = "时钟照走：条例第33条第3款只扣征求第三方和其他机关意见的时间，调取、协办不在内。要停时钟的，用“征求意见”。"


def _ask(case: Case, values: dict[str, Any], *, kind: str, **who: Any) -> Assistance:
    return assisting.ask(case=case, kind=kind, **values, **who)


def _reply(case: Case, values: dict[str, Any], **who: Any) -> Assistance:
    values = dict(values)
    which = values.pop("which")
    found = next(each for each in assisting.assistances_of(case) if each.seq == which)
    return assisting.answer(assistance=found, **values, **who)


ACTS = (
    Act(REPLY, "答复协办、调取", "file-check", "6", "已经答复。", assisting_forms.ReplyForm.of, _reply),
    Act(RETRIEVE, "向其他保管单位调取", "files", "7", "调取函已经发出，时钟照走。", assisting_forms.to_retrieve, partial(_ask, kind=RETRIEVE), Foi.ask_assistance.name, aside=True, says=f"材料在档案馆、承接撤销单位的单位、下级单位那里的，发调取函。{RUNS_ON}"),
    Act(ASSIST, "请其他单位协办", "hand-helping", "8", "协办函已经发出，时钟照走。", assisting_forms.to_assist, partial(_ask, kind=ASSIST), Foi.ask_assistance.name, aside=True, says=f"要别的单位帮着查、帮着写的，发协办函；答复申请人的仍是本单位。对方看不到申请人是谁。{RUNS_ON}"),
)  # fmt: skip


def may(case: Case, scope: Scope) -> bool:
    """Does replying fall to this person at all?"""
    officer_of = scope.by_role.get(Role.CASE_OFFICER, frozenset())
    asked = {each.unit_id for each in assisting.assistances_of(case)}
    return case.unit_id in officer_of or bool(asked & officer_of)


def unfit(case: Case) -> str:
    return "" if assisting.awaited(case) else "没有还在等答复的协办、调取。"


def offer(act: Act, case: Case, scope: Scope) -> Offer | None:
    """Replying, named by what waits; None where nothing does."""
    waiting = assisting.answers_to(case, scope.actor())
    if not waiting:
        return None
    own = case.unit_id in scope.by_role.get(Role.CASE_OFFICER, frozenset())
    return Offer(replace(act, label="登记协办、调取的答复" if own else LABELS[waiting[0].kind]))


def at_hand(act: Act, case: Case, scope: Scope) -> Act:
    """With its form as it is for this person, and what they were asked above it."""
    by = scope.actor()

    def about(case: Case, today: date) -> list[tuple[str, str]]:
        named = assisting.asked_of(case)
        waiting = assisting.answers_to(case, by)
        return [
            (assisting_forms.heading(each, named, today), named.get(each.seq, {}).get("asked", "")) for each in waiting
        ]

    return replace(act, form=partial(act.form, by=by), about=about)


def letters(case: Case) -> list[tuple[int, Assistance]]:
    """Each with its letter's key: they are issued together, so both stand in one order."""
    found = assisting.assistances_of(case)
    sent = issued(case.ref, [RETRIEVE, ASSIST]) if found else []
    return [(letter.pk, each) for letter, each in zip(sent, found, strict=True)]


def told_guest(case: Case, today: date, asked: frozenset[int]) -> list[tuple[str, str]]:
    """To units that have no part but this what was asked of them, in the lead unit's words: what the applicant wrote may tell who they are."""
    own = told(case, today, asked)
    if own and not any(each.unit_id in asked for each in queries.consultations_of(case)):
        return own
    return [*wanted(case, today), *own]


def told_after(case: Case, today: date, scope: Scope) -> list[tuple[str, str]]:
    """What a unit keeps of its help once it replied: the letters to it and its own replies, for its officers."""
    return told(case, today, scope.by_role.get(Role.CASE_OFFICER, frozenset()))


def still_waits(case: Case, opinions: int) -> str:
    """What has not come yet when an answer is put forward; "" if nothing is waited for."""
    letters = [f"{opinions}份征求意见书"] if opinions else []
    if waiting := len(assisting.awaited(case)):
        letters.append(f"{waiting}份协办、调取的函")
    return f"还有{'、'.join(letters)}没有答复。" if letters else ""


def told(
    case: Case, today: date, asked: frozenset[int] | None = None, *, watching: bool = False
) -> list[tuple[str, str]]:
    """What was asked and replied; ``asked``: of these units alone. Who only watches is told in a line (``shares``)."""
    if watching:
        return []
    found = [each for each in assisting.assistances_of(case) if asked is None or each.unit_id in asked]
    if not found:
        return []
    named, replies = assisting.asked_of(case), assisting.replies_of(case)
    return [
        (
            assisting_forms.heading(each, named, today),
            f"{named.get(each.seq, {}).get('asked', '（已清除）')}\n{_came(each, replies, today)}",
        )
        for each in found
    ]


def _came(each: Assistance, replies: dict[int, str], today: date) -> str:
    if each.answered_on is None:
        return "办结时还没有答复。" if each.case.closed and not assisting.awaited(each.case) else "还没有答复。"
    late = "，晚于期限" if each.kept is False else ""
    brought = (
        f"，附材料{len(each.materials)}份（拟公开的材料第{'、'.join(map(str, each.materials))}份）"
        if each.materials
        else ""
    )
    said = replies.get(each.seq, "")
    return f"{assisting.CAME[each.came]}（{near_date(each.answered_on, today)}{late}{brought}）：{said}"


def shares(case: Case, today: date, asked: frozenset[int] | None = None) -> list[tuple[str, str]]:
    """Who has a part by this, in a line each."""
    named, found = assisting.asked_of(case), []
    for each in assisting.assistances_of(case):
        if asked is not None and each.unit_id not in asked:
            continue
        came = f"，{assisting.CAME[each.came]}（{near_date(each.answered_on, today)}）" if each.answered_on else ""
        found.append((each.get_kind_display(), f"{assisting_forms.heading(each, named, today)}{came}"))
    return found
