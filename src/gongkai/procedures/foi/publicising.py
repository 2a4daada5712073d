"""What many apply for and are given is published for all (条例第44条): found by the words, decided by the openness office.

No mark of who applied is kept for this: the sealed data of the unit's latest answers is opened, compared and forgotten.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import escape
from typing import Any

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.ledger.rows import insert
from gongkai.ground.parties import vault
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import ended_with
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Section
from gongkai.procedures.foi import Foi, queries
from gongkai.procedures.foi.models import Publicising
from gongkai.procedures.foi.publicising_facts import FoiKeptApart, FoiOpenedUp
from gongkai.procedures.foi.repeats import ALIKE, pairs_of, same_applicant, share
from gongkai.pure.declare import Role
from gongkai.pure.guard.flat import flat
from gongkai.pure.guard.personal import find_personal
from gongkai.pure.guard.sorts import masked

GIVEN = ("3_1", "3_2", "c32", "c33")
"""Outcomes that give what was asked for, whole or in part."""
OFTEN = 3
"""From so many applicants on a group is shown."""
LOOKED_AT, DAYS = 400, 730
SHORTEST, LONGEST = 5, 300
SOMEBODY = "申请人"


@dataclass(frozen=True)
class Group:
    """Answers of a unit to similar applications of different applicants, the newest first."""

    unit: Unit
    cases: list[Case]
    subject: str
    applicants: int

    @property
    def references(self) -> list[str]:
        return [each.reference for each in self.cases]


def groups(unit: Unit, today: date) -> list[Group]:
    """What a unit was asked for often and gave, the most often first, but for what was decided about."""
    settled = {ref for each in Publicising.objects.filter(unit=unit) for ref in each.cases}
    found = ended_with(Foi.code, unit.pk, GIVEN, today - timedelta(DAYS), LOOKED_AT)
    cases = [each for each in found if each.reference not in settled]
    sealed = vault.unseal_some([each.ref for each in cases], "party", "subject", "wanted")
    gathered: list[tuple[set[str], list[Case], list[dict[str, Any]]]] = []
    for case in cases:
        party, subject = sealed["party"].get(case.ref), sealed["subject"].get(case.ref, "")
        if not party:
            continue
        words = pairs_of(f"{subject}{sealed['wanted'].get(case.ref, '')}")
        near = next((each for each in gathered if share(each[0], words) >= ALIKE), None)
        if near is None:
            near = (words, [], [])
            gathered.append(near)
        near[1].append(case)
        if not any(same_applicant(party, other) for other in near[2]):
            near[2].append(party)
    shown = [
        Group(unit, members, sealed["subject"].get(members[0].ref, ""), len(parties))
        for _, members, parties in gathered
        if len(parties) >= OFTEN
    ]
    return sorted(shown, key=lambda each: -each.applicants)


def group_of(unit: Unit, reference: str, today: date) -> Group | None:
    """The group whose newest case has this number."""
    return next((each for each in groups(unit, today) if each.references[0] == reference), None)


def proposed(group: Group, today: date) -> dict[str, str]:
    """Title and text with which a draft begins: the newest answer, without whom it answered and without people's data."""
    newest = group.cases[0]
    found = queries.latest_proposal(newest)
    return {"title": group.subject, "text": without_people(group, found.text if found else "", today)}


def without_people(group: Group, text: str, today: date) -> str:
    """A text without the applicants' names, and with what else is found of people covered."""
    for party in vault.unseal_some([each.ref for each in group.cases], "party")["party"].values():
        for name in (party.get("name"), party.get("organisation")):
            text = text.replace(name, SOMEBODY) if name and len(name) > 1 else text
    signs, places = flat(text)
    return masked(text, [each.moved(places) for each in find_personal(signs, on=today)])


@acting
def open_up(
    *, group: Group, kind: str, section: Section, title: str, text: str, by: Actor, at: datetime
) -> Publicising:  # fmt: skip
    """Draft what was given often for publication, in the unit's name: its editor goes on with it, and it passes the unit's gates as any other.

    Raises NotAllowed, StepRefused, FieldErrors.
    """
    _check(group, by, at)
    today = localdate(at)
    plain = without_people(group, text, today)
    body = "".join(f"<p>{escape(line.strip())}</p>" for line in plain.splitlines() if line.strip())
    content = {"title": without_people(group, title, today), "formed_on": today.isoformat(), "body": body}
    # The office has the draft begun for the unit; all that follows is the unit's own editors', reviewers' and signatories'.
    editor = Actor(by.name, by.label, {Role.EDITOR: frozenset({group.unit.pk})})
    made = records.draft(kind=kind, unit=group.unit, section=section, content=content, by=editor, at=at)
    return _note(group, by, at, record_id=made.pk)


@acting
def keep_apart(*, group: Group, reason: str, by: Actor, at: datetime) -> Publicising:
    """Note why what was given often is not published. Raises NotAllowed, StepRefused."""
    _check(group, by, at)
    if not SHORTEST <= len(reason.strip()) <= LONGEST:
        raise StepRefused(f"请写明为什么不宜主动公开，{SHORTEST}到{LONGEST}字", "reason")
    return _note(group, by, at, reason=reason.strip())


def _check(group: Group, by: Actor, at: datetime) -> None:
    if not by.holds(Role.OPENNESS_OFFICE, group.unit.pk):
        raise NotAllowed("常被申请的信息要不要主动公开，由政务公开办来定")
    now = group_of(group.unit, group.references[0], localdate(at))
    if now is None or now.references != group.references:
        raise StepRefused("这几件刚才有变化，或者已经定过，请回到单子里再看")


def _note(group: Group, by: Actor, at: datetime, *, record_id: str = "", reason: str = "") -> Publicising:
    seq = Publicising.objects.filter(unit=group.unit).count() + 1
    made = insert(Publicising(unit=group.unit, seq=seq, cases=group.references, record=record_id, reason=reason, by=by.name, on=localdate(at)))  # fmt: skip
    unit, count = group.unit.short_name, len(group.cases)
    told = FoiKeptApart(unit, count, reason) if reason else FoiOpenedUp(unit, count, record_id)
    record(told, ref=f"unit:{group.unit.code}", by=by.name, at=at, rows=[made])
    return made


def decided(units: list[Unit]) -> list[Publicising]:
    """What was decided, the newest first."""
    return list(Publicising.objects.filter(unit__in=units).select_related("unit").order_by("-on", "-pk")[:50])
