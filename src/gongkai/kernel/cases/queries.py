"""Questions about cases. ``visible_to`` is the one door for staff; a citizen comes with number and query code."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, Substr

from gongkai.ground.ledger.facts import fact_types, sentence
from gongkai.ground.ledger.models import Fact
from gongkai.ground.parties import vault
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases.actions import may_view_party
from gongkai.kernel.cases.codes import matches
from gongkai.kernel.cases.facts import MayRelieve
from gongkai.kernel.cases.models import PASSED_ON, SPLIT, Case, CaseLink
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.duties import TAKEN_DOWN, had_to_discharge, open_duties
from gongkai.kernel.flow.models import Duty, StepTaken
from gongkai.pure.declare import ClockEffect, Role, procedure
from gongkai.pure.guard.flat import flat


def visible_to(scope: Scope) -> QuerySet[Case]:
    """Included if, and only if: its lead unit is one whose cases somebody handles, or oversees; or it ever fell to them to discharge a duty in
    it, or to oversee who had to; and it is not confidential, unless they sign for its unit, head its openness office, or are the officer
    who was named to handle it."""
    cases = Case.objects.select_related("unit")
    if not scope.whole:
        had = had_to_discharge(scope, "case:").annotate(subject=Substr("ref", len("case:") + 1)).values("subject")
        cases = cases.filter(_led(scope) | Q(reference__in=had))
    return cases.filter(_not_confidential_to(scope))


def led_in(scope: Scope) -> QuerySet[Case]:
    """The visible cases without those of other units, in which one was only asked something."""
    cases = Case.objects.select_related("unit").filter(_not_confidential_to(scope))
    return cases if scope.whole else cases.filter(_led(scope))


def _led(scope: Scope) -> Q:
    return Q(unit_id__in=scope.handled | scope.overseen)


def _not_confidential_to(scope: Scope) -> Q:
    heads = scope.by_role.get(Role.SIGNATORY, frozenset()) | scope.by_role.get(Role.OFFICE_HEAD, frozenset())
    officer_of = scope.by_role.get(Role.CASE_OFFICER, frozenset())
    named = Duty.objects.filter(ref=Concat(Value("case:"), OuterRef("reference")), person=scope.username)
    return Q(confidential=False) | Q(unit_id__in=heads) | (Q(unit_id__in=officer_of) & Exists(named))


def get_visible(scope: Scope, reference: str) -> Case | None:
    return visible_to(scope).filter(reference=reference).first()


@dataclass(frozen=True)
class Linked:
    """A case that belongs with another, and how: ``words`` as seen from that other one. One that is ``named`` alone does not open to them."""

    case: Case
    words: str
    named: bool = False


def linked_with(case: Case, scope: Scope) -> list[Linked]:
    """The cases linked with one that exist for somebody, in the order of their links; nothing for who is only asked something in it. What was
    handed to another unit, or came from one, is named to those who handle this one: its number stands in their own papers.
    """
    if is_guest(scope, case):
        return []
    links = list(CaseLink.objects.filter(Q(case=case) | Q(about=case)).order_by("id"))
    others = {link.about_id if link.case_id == case.pk else link.case_id: link for link in links}
    shown = {each.pk: each for each in visible_to(scope).filter(pk__in=others)} if others else {}
    passed = [pk for pk, link in others.items() if link.sort == PASSED_ON and pk not in shown]
    named = {}
    if passed and handles(scope, case):
        named = {
            each.pk: each for each in Case.objects.select_related("unit").filter(pk__in=passed, confidential=False)
        }
    return [
        Linked(
            shown.get(pk) or named[pk],
            _from_above(link) if link.case_id == case.pk else link.get_sort_display(),
            named=pk in named,
        )
        for pk, link in others.items()
        if pk in shown or pk in named
    ]


def _from_above(link: CaseLink) -> str:
    """What the other case is to the one whose link this is."""
    return {SPLIT: "同一份申请的第一件", PASSED_ON: "转送来的那一件"}.get(link.sort, "针对的办件")


TELLING = {"name": "姓名", "organisation": "单位", "id_number": "证件号码", "phone": "电话", "email": "邮箱"}
TELLING |= {"stand_in": "代为申请的人", "stand_in_id": "代为申请的人证件号码", "stand_in_phone": "代为申请的人电话"}


def tells_who(case: Case, text: str) -> str:
    """Asks whoever writes to another unit about words that tell it who applied; "" if none do. The system knows them, so it looks."""
    written, party = _bare(text), vault.unseal(case.ref, "party", {})
    known = [(label, party.get(name) or "") for name, label in TELLING.items()]
    known += [("共同申请人", (line.split() or [""])[0]) for line in (party.get("others") or "").splitlines()]
    found = dict.fromkeys(label for label, value in known if len(value) > 1 and _bare(value) in written)
    return f"里面有申请人的信息（{'、'.join(found)}），对方看得到，请删去。" if found else ""


def _bare(text: str) -> str:
    """Without what may stand between the signs of a name or a number."""
    return re.sub(r"[\s-]", "", flat(text)[0]).lower()


def about_of(case: Case, sort: str) -> Case | None:
    """The case that another one is about in a certain way."""
    link = CaseLink.objects.filter(case=case, sort=sort).select_related("about", "about__unit").first()
    return link.about if link else None


def made_from(case: Case, sort: str) -> Case | None:
    """The case that is about this one in a certain way."""
    link = CaseLink.objects.filter(about=case, sort=sort).select_related("case", "case__unit").first()
    return link.case if link else None


def is_guest(scope: Scope, case: Case) -> bool:
    """Does somebody see a case only because their unit was asked something in it? Then they are shown what was addressed to it, and
    the case's public story (个人信息保护法第6条: no more than the purpose needs)."""
    return not scope.whole and case.unit_id not in scope.handled | scope.overseen


def only_watches(scope: Scope, case: Case) -> bool:
    """Does somebody see a case only because they oversee its unit? Then they are shown what happened in it, and neither the notes of
    those who handle it nor an answer before it is signed."""
    return not handles(scope, case) and not is_guest(scope, case)


def handles(scope: Scope, case: Case) -> bool:
    """Do they have a part in handling a case at its lead unit?"""
    by = procedure(case.procedure).handled_by
    return case.unit_id in scope.handled or any(case.unit_id in scope.by_role.get(role, ()) for role in by)


def is_asked(scope: Scope, case: Case) -> bool:
    """Does a unit that somebody acts for owe something in a case now? A guest who does not is shown what was asked and answered, no more."""
    return any(duty.unit_id in scope.units for duty in open_duties(case.ref))


def took_down(scope: Scope, case: Case) -> bool:
    """Did a window of somebody's take the case down for another unit, and had they no other part in it?"""
    kinds = set(had_to_discharge(scope, "case:").filter(ref=case.ref).values_list("kind", flat=True))
    return is_guest(scope, case) and kinds == {TAKEN_DOWN}


def taken_down(scope: Scope) -> QuerySet[Case]:
    """The cases that somebody's window took down for other units, the newest first."""
    windows = scope.by_role.get(Role.HALL_CLERK, frozenset())
    taken = Duty.objects.filter(unit_id__in=windows, kind=TAKEN_DOWN, closed_on__isnull=False)
    refs = taken.annotate(subject=Substr("ref", len("case:") + 1)).values("subject")
    return Case.objects.select_related("unit").filter(_not_confidential_to(scope), reference__in=refs).order_by("-id")


def administered(scope: Scope, reference: str) -> Case | None:
    """A case by number for the administrator of its unit, who may erase it without seeing what stands in it."""
    return (
        Case.objects.select_related("unit")
        .filter(reference=reference, unit_id__in=scope.by_role.get(Role.ADMINISTRATOR, ()))
        .first()
    )


def by_reference(reference: str) -> Case | None:
    """A case by number, for a citizen who has shown its query code before."""
    return Case.objects.select_related("unit").filter(reference=reference).first()


def before(case: Case, most: int) -> list[Case]:
    """The latest cases of the same procedure at the same unit before one, newest first, without those that are confidential."""
    found = Case.objects.filter(procedure=case.procedure, unit_id=case.unit_id, confidential=False, pk__lt=case.pk)
    return list(found.order_by("-pk")[:most])


def by_code(reference: str, code: str) -> Case | None:
    """The case of that number if the query code fits. An unknown number costs as much as a wrong code."""
    case = by_reference(reference.strip().upper())
    fits = matches(code, case.query_hash if case else "")
    return case if case and fits else None


def by_token(token: str) -> Case | None:
    """The case that a form, sent before, has already made."""
    return Case.objects.filter(form_token=token).first()


def tokens_among(tokens: list[str]) -> set[str]:
    """Which of these have made a case."""
    return set(Case.objects.filter(form_token__in=tokens).values_list("form_token", flat=True))


def ended_with(procedure: str, unit_id: int, outcomes: Collection[str], since: date, most: int) -> list[Case]:
    """The latest cases of a procedure and unit that ended so since a day, newest first, without those that are confidential."""
    found = Case.objects.filter(procedure=procedure, unit_id=unit_id, outcome__in=outcomes, closed_on__gte=since)
    return list(found.filter(confidential=False).select_related("unit").order_by("-closed_on", "-pk")[:most])


def count_ended_with(procedure: str, outcomes: Collection[str], since: date) -> dict[int, int]:
    """How many such cases each unit has, by the unit's key."""
    found = Case.objects.filter(procedure=procedure, outcome__in=outcomes, closed_on__gte=since, confidential=False)
    return dict(found.order_by().values_list("unit_id").annotate(n=Count("pk")))


OLD_NUMBER = "old_number"
"""Under what a case keeps, sealed, the number that it had in an old register."""
ERASED = "（申请内容已清除）"


def subjects_of(cases: list[Case]) -> dict[str, str]:
    """What each case is about, by ref; ERASED after erasure."""
    found = vault.unseal_many([c.ref for c in cases], "subject")
    return {c.ref: found.get(c.ref, ERASED) for c in cases}


def old_numbers(refs: Collection[str]) -> dict[str, str]:
    """Under which number each case that came in from an old register stood there, by ref."""
    return vault.unseal_many(refs, OLD_NUMBER)


def steps_of(case: Case) -> list[StepTaken]:
    """What happened to a case, newest first."""
    return list(StepTaken.objects.filter(ref=case.ref).order_by("-seq"))


@dataclass(frozen=True)
class Late:
    """A step that was taken after the term it has of its own (``Step.within``): its last day, and how many of its own ``unit`` past it. ``ran_out``: by
    how many the term of the whole had run out then, though it began anew afterwards; ``reread``: 后 if the receipt was
    corrected since and the term read again; 前 if it was not, for the Regulation of the corrected day knows no such term.
    """

    taken: StepTaken
    label: str
    last_on: date
    days: int
    ran_out: int = 0
    reread: str = ""
    unit: str = "个工作日"

    @property
    def words(self) -> str:
        """How late it was, by what is known now: the receipt may have been corrected since it was told first."""
        by = f"按更正{self.reread}的收到日期，" if self.reread else ""
        return f"{by}逾期{self.days}{self.unit}{self.over}"

    @property
    def over(self) -> str:
        return f"，那时答复期限已过{self.ran_out}个工作日" if self.ran_out else ""


def taken_late(case: Case) -> list[Late]:
    """The steps of a case that were taken late, newest first; by the terms as they are read now, for a corrected receipt moves them."""
    declared, steps = procedure(case.procedure).steps, steps_of(case)
    corrected = {name for name, step in declared.items() if step.clock is ClockEffect.CORRECT}
    found = []
    for taken in steps:
        step = declared.get(taken.name)
        clock = clocks.clock_of(case.ref, step.within) if step and step.within else None
        reading = clocks.reading(clock, taken.on) if clock else None
        if reading and reading.overdue:
            reread = any(later.name in corrected and later.seq > taken.seq for later in steps)
            how = "" if not reread else "后" if reading.received_on == case.first_received_on else "前"
            found.append(
                Late(
                    taken,
                    step.label,
                    clock.last_on,
                    reading.overdue,
                    _ran_out(case, step.within, taken.on),
                    how,
                    clocks.unit_of(clock),
                )
            )
    return found


def _ran_out(case: Case, but: str, on: date) -> int:
    """By how many working days a term of the case had run out on a day, as it then was; ``but``: one that is told of itself."""
    return max(
        (clocks.overdue_before_anew(each, on) for each in clocks.clocks_of(case.ref) if each.name != but), default=0
    )


def accepted_by(refs: list[str]) -> dict[str, str]:
    """Who took each case on, by ref: the officer who has it while no duty names another; nobody before."""
    taken = StepTaken.objects.filter(ref__in=refs, name="accept").order_by("seq")
    return dict(taken.values_list("ref", "by"))


def may_bundle(scope: Scope, case: Case) -> bool:
    """Is the whole file of a case theirs to take out? It is of those who handle it at its lead unit, and of nobody who only oversees it."""
    return handles(scope, case) and may_view_party(case, scope.actor())


def rows_of(ref: str) -> dict[int, list[str]]:
    """The ledger's names of the rows that each fact of a subject recorded, by its index."""
    found = Fact.objects.filter(ref=ref).values_list("idx", "body")
    return {idx: list(json.loads(bytes(body))["rows"]) for idx, body in found}


def recorded_at(ref: str) -> dict[str, int]:
    """The index of the first fact of a subject that recorded each row, by the row's name."""
    found: dict[str, int] = {}
    for idx, names in sorted(rows_of(ref).items()):
        for name in names:
            found.setdefault(name, idx)
    return found


def ledger_of(ref: str) -> list[tuple[int, Fact, str]]:
    """The facts of a subject, newest first, each with its index and sentence."""
    facts = Fact.objects.filter(ref=ref).order_by("-idx")
    return [(f.idx, f, sentence(f.name, json.loads(bytes(f.body))["fact"])) for f in facts]


def said_of_steps(ref: str) -> dict[str, dict[str, Any]]:
    """What the facts of a subject say, by the ledger's name of each row that they recorded, its steps among them."""
    bodies = [json.loads(bytes(body)) for body in Fact.objects.filter(ref=ref).values_list("body", flat=True)]
    return {name: body["fact"] for body in bodies for name in body["rows"]}


@dataclass(frozen=True)
class Relief:
    """That a term which was missed was made kept, or less late: of which case, what of it, by whom (sign-in name), when."""

    reference: str
    said: str
    by: str
    at: datetime


def reliefs() -> list[Relief]:
    """All of them, the last first, whatever came of the cases since."""
    names = [name for name, cls in fact_types().items() if issubclass(cls, MayRelieve)]
    found = []
    for fact in Fact.objects.filter(name__in=names).order_by("-idx").iterator():
        told = json.loads(bytes(fact.body))["fact"]
        if told.get("relieved"):
            said = told.get("eased") or sentence(fact.name, told)
            found.append(Relief(fact.ref.removeprefix("case:"), said, fact.actor, fact.at))
    return found


def by_refs(refs: list[str], *conditions: Q) -> dict[str, Case]:
    """Cases by reference, whoever asks: for the system's own acts."""
    references = [ref.removeprefix("case:") for ref in refs if ref.startswith("case:")]
    return {c.ref: c for c in Case.objects.filter(*conditions, reference__in=references).select_related("unit")}


def of_duties(scope: Scope, refs: list[str]) -> dict[str, Case]:
    """Cases by reference for a worklist. Its duties stand in the scope's units already: left out is what is confidential, and what
    was asked of colleagues in another unit's case."""
    found = by_refs(refs, _not_confidential_to(scope))
    asked = {ref for ref, case in found.items() if is_guest(scope, case)}
    if asked:
        shown = visible_to(scope).filter(reference__in=[found[ref].reference for ref in asked])
        asked -= {case.ref for case in shown}
    return {ref: case for ref, case in found.items() if ref not in asked}
