"""What many apply for and are given is published for all (条例第44条): found by the words, decided by the openness office.

No mark of who applied is kept for this: the sealed data of the unit's latest answers is opened, compared and forgotten.
"""

import re
from collections import Counter
from collections.abc import Sequence
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
from gongkai.kernel.cases.queries import count_ended_with, ended_with
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Section
from gongkai.procedures.foi import Foi, queries
from gongkai.procedures.foi.models import Publicising
from gongkai.procedures.foi.publicising_facts import FoiKeptApart, FoiOpenedUp
from gongkai.procedures.foi.repeats import ALIKE, pairs_of, same_applicant, share
from gongkai.pure.codes.masks import DOUBLE_SURNAMES
from gongkai.pure.declare import Role
from gongkai.pure.guard.flat import flat
from gongkai.pure.guard.names import BEHIND, NAME, is_name, names_in
from gongkai.pure.guard.personal import find_personal
from gongkai.pure.guard.sorts import SORTS, masked

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


def with_enough(units: Sequence[Unit], today: date) -> list[tuple[Unit, int]]:
    """The units that gave often enough for there to be a group, and how many of their answers are looked at."""
    count = count_ended_with(Foi.code, GIVEN, today - timedelta(DAYS))
    return [(each, min(count[each.pk], LOOKED_AT)) for each in units if count.get(each.pk, 0) >= OFTEN]


@dataclass(frozen=True)
class Covered:
    """A text without people, and what was covered in it: (what, how often)."""

    text: str
    told: list[tuple[str, int]]


def proposed(group: Group, today: date) -> tuple[dict[str, str], list[tuple[str, int]]]:
    """Title and text with which a draft begins: the newest answer, without whom it answered, other people's names, and people's data; and
    what was covered."""
    found = queries.latest_proposal(group.cases[0])
    title, text = (covered(group, each, today, by_name=True) for each in (group.subject, found.text if found else ""))
    return {"title": title.text, "text": text.text}, text.told


def covered(group: Group, text: str, today: date, *, by_name: bool) -> Covered:
    """A text without the applicants' names, and with what else is found of people covered; ``by_name``: other people's names too."""
    told: Counter[str] = Counter()
    for party in vault.unseal_some([each.ref for each in group.cases], "party")["party"].values():
        name, organisation = party.get("name") or "", party.get("organisation") or ""
        family = next((each for each in DOUBLE_SURNAMES if name.startswith(each)), name[:1])
        spoken = [re.escape(each) for each in (organisation, name) if len(each) > 1]
        spoken += [f"{re.escape(family)}(?:先生|女士|同志|某某?)"] if family else []
        for pattern in spoken:
            text, count = re.subn(pattern, SOMEBODY, text)
            told[SOMEBODY] += count
    signs, places = flat(text)
    finds = [each.moved(places) for each in find_personal(signs, on=today)]
    for each in finds:
        told[SORTS[each.sort].label] += 1
    text = masked(text, finds)
    for match in reversed(list(_HOME.finditer(text))):
        if match["which"] not in (group.unit.address or ""):
            start, end = match.span("which")
            text = f"{text[:start]}{'*' * (end - start)}{text[end:]}"
            told["住址"] += 1
    if by_name:
        for start, end in sorted(_named(group, text), reverse=True):
            text = f"{text[:start]}{text[start]}某{text[end:]}"
            told["姓名"] += 1
    return Covered(text, [(what, count) for what, count in told.items() if count])


_HOME = re.compile(
    r"(?P<where>[\u4e00-\u9fff]{2,20}?(?:路|街|道|巷|村|组|社区|小区|苑|园|里|弄|镇))"
    r"(?P<which>[\d一二三四五六七八九十百]+(?:号楼|号|弄|栋|幢|座)?[^，。；、：\s（）()年月]{0,6}?[\d一二三四五六七八九十百]+(?:单元|室|号|栋|幢)(?:[\d一二三四五六七八九十百]+(?:室|号|户))?)"
)
"""An address down to the door: that of an office is not told so in an answer that many may be given."""
_CUES = "姓名|申请人|户主|联系人|法定代表人|负责人|经办人|当事人|居民|村民|业主|邻居|职工|学生|家长"
_BY_ITSELF = re.compile(
    rf"(?:(?<![\u4e00-\u9fff])|(?:{_CUES})[：:\s]{{0,2}})(?P<name>{NAME})(?=先生|女士|同志|{BEHIND.removeprefix('(?=')}"
)
"""A name that stands by itself, or behind a word for somebody; never the end of another word: 工程款 names nobody."""


def _named(group: Group, text: str) -> set[tuple[int, int]]:
    """Where people are named in a text; but for what is part of the unit's own name."""
    found = set(names_in(text))
    found |= {match.span("name") for match in _BY_ITSELF.finditer(text) if is_name(match["name"])}
    kept = {span for span in found if text[slice(*span)] not in group.unit.name and SOMEBODY not in text[slice(*span)]}
    return {span for span in kept if not any(a < span[1] and span[0] < b and (a, b) > span for a, b in kept)}


def names_told(group: Group, text: str) -> list[str]:
    """The names of people that a text still tells."""
    return sorted({text[slice(*span)] for span in _named(group, text)})


@acting
def open_up(
    *, group: Group, kind: str, section: Section, title: str, text: str, by: Actor, at: datetime, names_ok: bool = False
) -> Publicising:
    """Draft what was given often for publication, in the unit's name: its editor goes on with it, and it passes the unit's gates as any other.

    Raises NotAllowed, StepRefused, FieldErrors.
    """
    _check(group, by, at)
    today = localdate(at)
    plain = covered(group, text, today, by_name=False).text
    heading = covered(group, title, today, by_name=False).text
    if not names_ok and (names := names_told(group, f"{heading}\n{plain}")):
        raise StepRefused(
            f"还有像是姓名的：{'、'.join(names[:6])}。请改成“{names[0][0]}某”这样，或者删去；可以公开的，在下面打钩",
            "text",
        )
    body = "".join(f"<p>{escape(line.strip())}</p>" for line in plain.splitlines() if line.strip())
    content = {"title": heading, "formed_on": today.isoformat(), "body": body}
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
