"""A year's assessment: begun by the office, reported by the units, checked, told, objected to, decided, published."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from gongkai.ground.files import actions as files
from gongkai.ground.ledger.acts import acting, hold, record
from gongkai.ground.ledger.facts import FactBase
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import change, insert
from gongkai.ground.rules.terms import last_working_day, working_days_ago
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import root_unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.assessments import facts, queries
from gongkai.kernel.assessments.models import (
    ADOPTED,
    ASKED,
    CALLED,
    CHECKED,
    DECIDED,
    HANDED_IN,
    LEFT_OUT,
    OBJECTED,
    PUBLISHED,
    RETURNED,
    RUNNING,
    TOLD,
    Appraisal,
    Assessment,
    Mark,
    Proof,
    SchemeVersion,
    Turn,
    code_of,
    stored,
)
from gongkai.kernel.assessments.schemes import OFFICE, check_office
from gongkai.kernel.flow.duties import close_duties, open_duty
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.pure.declare import Role
from gongkai.pure.law.schemes import BASE, CENT, NOTHING, Group, Indicator, plain

REPORTERS = (Role.EDITOR, Role.OFFICE_HEAD)
"""Who says for a unit what it deserves, and names what shows it."""
HEADS = (Role.OFFICE_HEAD,)
"""Who hands in for a unit, and objects: who answers for it."""
DUTY, OBJECTION = "appraisal", "objection"
"""The kinds of the duties; they stand in lists under ``PROCEDURE``."""
PROCEDURE = "assessment"
WARNED, SHORTEST = 5, 5
MOST_PROOFS, MOST_FILES = 30, 10
Upload = tuple[str, bytes]
Points = Mapping[str, tuple[Decimal, str]]
"""By indicator the points that somebody gives, and why."""


def _change(row: Any, values: Mapping[str, Any], seen: int | None = None) -> None:
    """Raises Overtaken."""
    revision = row.revision if seen is None else seen
    if not change(row, {**values, "revision": revision + 1}, seen={"revision": revision}):
        raise Overtaken(own=False)


def _said(text: str, what: str, field: str = "text") -> str:
    if len(text.strip()) < SHORTEST:
        raise StepRefused(f"请写清楚{what}，至少{SHORTEST}个字", field)
    return text.strip()


def _tell(fact: FactBase, about: Assessment | Appraisal, by: Actor, at: datetime, rows: Sequence[Ledgered]) -> None:
    record(fact, ref=about.ref, by=by.name, at=at, rows=rows)


@acting
def begin(*, year: int, version: SchemeVersion, by: Actor, at: datetime) -> Assessment:
    """Begin a year's assessment with a version of the scheme, which it keeps: scores are simulated from now on. Raises StepRefused, NotAllowed."""
    check_office(by)
    if version.state != ADOPTED:
        raise StepRefused(f"考核方案第{version.number}版{version.state_label}，请选已经启用的一版", "version")
    if version.since > year:
        raise StepRefused(f"考核方案第{version.number}版从{version.since}年起，不能用在{year}年", "version")
    if year > localdate(at).year:
        raise StepRefused(f"{year}年还没有到")
    made = Assessment(year=year, scheme=version, stage=RUNNING, begun_on=localdate(at), by=by.name)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise StepRefused(f"{year}年度考核已经开始了") from None
    _tell(facts.AssessmentBegun(year, version.number), made, by, at, [made])
    return made


@acting
def call(*, assessment: Assessment, units: Iterable[Unit], report_by: date, by: Actor, at: datetime, seen: int | None = None) -> Assessment:  # fmt: skip
    """Ask the units for their own reports by a day: each owes one from now on. Raises StepRefused, NotAllowed."""
    check_office(by)
    on = localdate(at)
    if assessment.stage != RUNNING:
        raise StepRefused(f"{assessment.year}年度考核现在是“{assessment.stage_label}”，不用再要求自评")
    if report_by <= on:
        raise StepRefused("自评期限要在今天以后", "report_by")
    found = list(units)
    if not found:
        raise StepRefused(f"{assessment.year}年没有按考核方案参加考核的单位")
    _change(assessment, {"stage": CALLED, "report_by": report_by}, seen)
    rows: list[Ledgered] = [assessment]
    for unit in found:
        made = Appraisal(code=code_of(assessment.year, unit), year=assessment.year, unit=unit, state=ASKED, asked_on=on)
        made.save(force_insert=True)
        rows += [made, _owed(made, report_by, on)]
    _tell(facts.AssessmentCalled(assessment.year, len(found), zh_date(report_by)), assessment, by, at, rows)
    return assessment


def _owed(appraisal: Appraisal, by_day: date, on: date) -> Ledgered:
    warn_on = working_days_ago(by_day, WARNED)
    return open_duty(appraisal, DUTY, role=Role.OFFICE_HEAD, on=on, procedure=PROCEDURE, due_on=by_day, warn_on=warn_on)


def _check_member(by: Actor, appraisal: Appraisal, roles: tuple[Role, ...], what: str) -> None:
    if not by.holds_any(roles, appraisal.unit_id):
        who = "信息员或者公开机构负责人" if len(roles) > 1 else "公开机构负责人"
        raise NotAllowed(f"要由{appraisal.unit.short_name}的{who}{what}")


def _check_state(appraisal: Appraisal, *states: str) -> None:
    if appraisal.state not in states:
        raise StepRefused(f"{appraisal.unit.short_name}现在是“{appraisal.state_label}”，不能办这一步")


def indicator_of(assessment: Assessment, key: str) -> Indicator:
    """Raises StepRefused for one that the year's scheme does not have."""
    try:
        return assessment.scheme.scheme.indicator(key)[1]
    except LookupError:
        raise StepRefused("考核方案里没有这一项指标") from None


def _claimable(appraisal: Appraisal, key: str) -> Indicator:
    each = indicator_of(queries.assessment(appraisal.year), key)
    if not each.claimed or not each.concerns(appraisal.unit.level):
        raise StepRefused(f"“{each.name}”不用自评")
    return each


def _fits(points: Decimal, each: Indicator, field: str) -> Decimal:
    """The points as they are kept: the fact's image and the row have the same digits."""
    if not 0 <= points <= each.points:
        raise StepRefused(f"“{each.name}”写0到{plain(each.points)}分", field)
    return points.quantize(CENT)


@acting
def claim(
    *, appraisal: Appraisal, key: str, points: Decimal, text: str, evidence: Sequence[Upload] = (), by: Actor, at: datetime
) -> Mark:  # fmt: skip
    """Say what the unit deserves for an indicator, and why. Raises StepRefused, NotAllowed, FileRefused."""
    _check_member(by, appraisal, REPORTERS, "自评")
    _check_state(appraisal, ASKED)
    each = _claimable(appraisal, key)
    points = _fits(points, each, "points")
    if points:
        text = _said(text, "做了什么，凭什么得这些分")
    hold(f"marks:{appraisal.code}")
    known = queries.mark(appraisal, key)
    mark = known or Mark(appraisal=appraisal, key=key)
    if len(queries.evidence_of(appraisal, key)) + len(evidence) > MOST_FILES:
        raise StepRefused(f"一项指标的佐证文件最多{MOST_FILES}件，请合并后再加", "evidence")
    kept = [files.put(owner=mark.ref, name=name, data=data) for name, data in evidence]
    mark.claimed, mark.text = points, text.strip()
    mark.save()
    told = facts.MarkClaimed(appraisal.year, appraisal.unit.code, each.name, plain(points))
    _tell(told, appraisal, by, at, [mark, *kept])
    return mark


@acting
def prove(*, appraisal: Appraisal, key: str, about: Sequence[str], by: Actor, at: datetime) -> None:
    """Name records, cases and entries (``about``: their names in the ledger) that show what the unit claims; whoever calls has held that this
    person sees them. Raises StepRefused, NotAllowed."""
    _check_member(by, appraisal, REPORTERS, "加佐证")
    _check_state(appraisal, ASKED)
    each = _claimable(appraisal, key)
    hold(f"marks:{appraisal.code}")
    there = {one.about for one in queries.proofs_of(appraisal, key)}
    new = [one for one in dict.fromkeys(about) if one not in there]
    if not new:
        raise StepRefused("请选一项还不在佐证里的", "about")
    if len(there) + len(new) > MOST_PROOFS:
        raise StepRefused(f"一项指标的佐证最多{MOST_PROOFS}项，请留最能说明问题的", "about")
    last, on = queries.last_proof(appraisal, key), localdate(at)
    rows = [
        insert(Proof(appraisal=appraisal, key=key, seq=last + n, about=one, on=on, by=by.name))
        for n, one in enumerate(new, start=1)
    ]
    _tell(facts.MarkProved(appraisal.year, appraisal.unit.code, each.name, len(rows)), appraisal, by, at, rows)


@acting
def unprove(*, appraisal: Appraisal, proof: Proof, by: Actor, at: datetime) -> None:
    """Something shows no more what the unit claims. Raises StepRefused, NotAllowed, Overtaken."""
    _check_member(by, appraisal, REPORTERS, "取消佐证")
    _check_state(appraisal, ASKED)
    each = _claimable(appraisal, proof.key)
    hold(f"marks:{appraisal.code}")
    if queries.proof(appraisal, proof.key, proof.seq) is None:
        raise Overtaken(own=False)
    change(proof, {"off_on": localdate(at), "off_by": by.name})
    _tell(facts.MarkUnproved(appraisal.year, appraisal.unit.code, each.name), appraisal, by, at, [proof])


def _turn(appraisal: Appraisal, what: str, text: str, unit: Unit, by: Actor, on: date) -> Turn:
    return insert(
        Turn(appraisal=appraisal, seq=queries.turns(appraisal) + 1, what=what, on=on, unit=unit, by=by.name, text=text)
    )


@acting
def hand_in(*, appraisal: Appraisal, text: str, by: Actor, at: datetime, seen: int | None = None) -> Appraisal:
    """Hand a unit's own report in: every indicator that it judges itself has points by now; late it is recorded as such. Raises StepRefused, NotAllowed."""
    _check_member(by, appraisal, HEADS, "报送自评")
    _check_state(appraisal, ASKED)
    assessment, on = queries.assessment(appraisal.year), localdate(at)
    marks = queries.marks_of([appraisal]).get(appraisal.pk, {})
    own = [each for _, each in assessment.scheme.scheme.indicators(appraisal.unit.level) if each.claimed]
    left = [each.name for each in own if each.key not in marks or marks[each.key].claimed is None]
    if left:
        raise StepRefused(f"还有{len(left)}项没有自评：{'、'.join(left[:5])}；没有可以得分的写0分")
    _change(appraisal, {"state": HANDED_IN, "handed_on": on}, seen)
    turn = _turn(appraisal, HANDED_IN, _said(text, "一年的工作"), appraisal.unit, by, on)
    rows = [appraisal, turn, *close_duties(appraisal, DUTY, on=on)]
    then = "，晚于期限" if on > assessment.report_by else ""
    _tell(facts.AppraisalHandedIn(appraisal.year, appraisal.unit.code, then), appraisal, by, at, rows)
    return appraisal


@acting
def send_back(
    *, appraisal: Appraisal, text: str, due_on: date, by: Actor, at: datetime, seen: int | None = None
) -> Appraisal:
    """Ask for a unit's report once more, by another day. Raises StepRefused, NotAllowed."""
    check_office(by)
    _check_state(appraisal, HANDED_IN)
    text, on = _said(text, "要补什么"), localdate(at)
    if due_on <= on:
        raise StepRefused("再报的期限要在今天以后", "due_on")
    _change(appraisal, {"state": ASKED, "handed_on": None}, seen)
    rows = [appraisal, _turn(appraisal, RETURNED, text, root_unit(), by, on), _owed(appraisal, due_on, on)]
    _tell(facts.AppraisalReturned(appraisal.year, appraisal.unit.code, zh_date(due_on)), appraisal, by, at, rows)
    return appraisal


def expected(group: Group, each: Indicator, claimed: Decimal | None) -> Decimal:
    """What the office gives without a word: what the unit claims; of what it judges alone all of a basic indicator, nothing added or taken."""
    if each.claimed:
        return claimed or NOTHING
    return each.points if group.sort == BASE else NOTHING


@acting
def check(
    *, appraisal: Appraisal, points: Points, text: str = "", by: Actor, at: datetime, seen: int | None = None
) -> Appraisal:
    """Accept or change what a unit claims; ``points``: of every indicator that is judged by hand. What is not ``expected`` has a reason. Without a report only once its day is over. Raises StepRefused, NotAllowed."""
    check_office(by)
    assessment, on = queries.assessment(appraisal.year), localdate(at)
    if assessment.stage != CALLED:
        raise StepRefused(f"{assessment.year}年度考核现在是“{assessment.stage_label}”，不能再核评")
    _check_state(appraisal, ASKED, HANDED_IN, CHECKED)
    unreported = appraisal.state == ASKED
    if unreported and on <= assessment.report_by:
        raise StepRefused(f"{appraisal.unit.short_name}还没有报送自评，{zh_date(assessment.report_by)}以后才能直接核评")
    hold(f"marks:{appraisal.code}")
    known = queries.marks_of([appraisal]).get(appraisal.pk, {})
    rows: list[Ledgered] = [appraisal]
    changed = 0
    for group, each in assessment.scheme.scheme.indicators(appraisal.unit.level):
        if not each.by_hand:
            continue
        if each.key not in points:
            raise StepRefused(f"“{each.name}”还没有评分", f"points_{each.key}")
        given, because = points[each.key]
        given = _fits(given, each, f"points_{each.key}")
        mark = known.get(each.key) or Mark(appraisal=appraisal, key=each.key)
        differs = given != expected(group, each, mark.claimed)
        if differs and len(because.strip()) < SHORTEST:
            raise StepRefused(
                f"“{each.name}”和自评不一样，请写理由" if each.claimed else f"“{each.name}”请写理由",
                f"because_{each.key}",
            )
        changed += differs
        mark.given, mark.because = given, because.strip()
        mark.save()
        rows.append(mark)
    _change(appraisal, {"state": CHECKED}, seen)
    if text.strip():
        rows.append(_turn(appraisal, CHECKED, text.strip(), root_unit(), by, on))
    rows += close_duties(appraisal, DUTY, on=on)
    told = facts.AppraisalChecked(appraisal.year, appraisal.unit.code, changed, "，没有报送自评" if unreported else "")
    _tell(told, appraisal, by, at, rows)
    return appraisal


@acting
def leave_out(*, appraisal: Appraisal, because: str, by: Actor, at: datetime, seen: int | None = None) -> Appraisal:
    """A unit is not assessed in the year: it closed, or was founded late in it. Raises StepRefused, NotAllowed."""
    check_office(by)
    _check_state(appraisal, ASKED, HANDED_IN, CHECKED)
    if queries.assessment(appraisal.year).stage != CALLED:
        raise StepRefused("得分已经告知各单位，不能再去掉单位")
    because, on = _said(because, "为什么不参加", "because"), localdate(at)
    _change(appraisal, {"state": LEFT_OUT}, seen)
    rows = [appraisal, _turn(appraisal, LEFT_OUT, because, root_unit(), by, on), *close_duties(appraisal, on=on)]
    _tell(facts.AppraisalLeftOut(appraisal.year, appraisal.unit.code, because), appraisal, by, at, rows)
    return appraisal


@acting
def tell(
    *, assessment: Assessment, results: Mapping[str, Mapping[str, Any]], size: int, by: Actor, at: datetime, seen: int | None = None
) -> Assessment:  # fmt: skip
    """Tell the units their scores (``results`` by code, with ``total``), counted up to ``size``; they may object within the scheme's term of
    working days. Told again while nobody has objected, the term begins anew. Raises StepRefused, NotAllowed."""
    check_office(by)
    on, year = localdate(at), assessment.year
    if assessment.stage not in (CALLED, TOLD):
        raise StepRefused(f"{year}年度考核现在是“{assessment.stage_label}”，不能告知得分")
    found = queries.taking_part(year)
    if left := [each.unit.short_name for each in found if each.state in (ASKED, HANDED_IN)]:
        raise StepRefused(f"还有{len(left)}个单位没有核评：{'、'.join(left[:5])}")
    if said := [each.unit.short_name for each in found if each.state in (OBJECTED, DECIDED)]:
        raise StepRefused(f"{'、'.join(said[:5])}已经提过异议，得分不能再重新算")
    object_by = last_working_day(on, assessment.scheme.scheme.objection_days)
    _change(assessment, {"stage": TOLD, "size": size, "told_on": on, "object_by": object_by}, seen)
    rows: list[Ledgered] = [assessment]
    for each in found:
        result = results[each.pk]
        _change(each, {**stored(result), "score": Decimal(result["total"]).quantize(CENT)})
        rows.append(each)
    _tell(facts.AssessmentTold(year, len(found), size, zh_date(object_by)), assessment, by, at, rows)
    return assessment


@acting
def object_to(
    *, appraisal: Appraisal, keys: Sequence[str], text: str, by: Actor, at: datetime, seen: int | None = None
) -> Appraisal:
    """Object to the points of some indicators, once, within the term; the office owes a decision. Raises StepRefused, NotAllowed."""
    _check_member(by, appraisal, HEADS, "提异议")
    assessment, on = queries.assessment(appraisal.year), localdate(at)
    if assessment.stage != TOLD:
        raise StepRefused(f"{assessment.year}年度考核现在是“{assessment.stage_label}”，不能提异议")
    if appraisal.objected_on:
        raise StepRefused(f"{zh_date(appraisal.objected_on)}已经提过异议，只能提一次")
    _check_state(appraisal, CHECKED)
    if on > assessment.object_by:
        raise StepRefused(f"异议期限到{zh_date(assessment.object_by)}，已经过了")
    named = [each for _, each in assessment.scheme.scheme.indicators(appraisal.unit.level) if each.key in keys]
    if not named:
        raise StepRefused("请选对哪几项有异议", "keys")
    text = _said(text, "哪里不对，应当是多少，凭什么")
    about = ",".join(each.key for each in named)
    _change(appraisal, {"state": OBJECTED, "objected_on": on, "objected_about": about}, seen)
    due_on = last_working_day(on, assessment.scheme.scheme.decision_days)
    duty = open_duty(
        appraisal, OBJECTION, role=OFFICE[0], on=on, procedure=PROCEDURE, unit_id=root_unit().pk, due_on=due_on,
        warn_on=working_days_ago(due_on, 3),
    )  # fmt: skip
    rows = [appraisal, _turn(appraisal, OBJECTED, text, appraisal.unit, by, on), duty]
    _tell(facts.AppraisalObjected(appraisal.year, appraisal.unit.code, len(named)), appraisal, by, at, rows)
    return appraisal


def decided(appraisal: Appraisal, points: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    """What of these points is not what was told."""
    told = {each["key"]: each["points"] for each in appraisal.told["lines"]}
    return {key: n for key, n in points.items() if told.get(key) is None or Decimal(told[key]) != n}


@acting
def decide(
    *, appraisal: Appraisal, points: Mapping[str, Decimal], text: str, result: Mapping[str, Any], by: Actor, at: datetime, seen: int | None = None
) -> Appraisal:  # fmt: skip
    """Decide on an objection, with a reason: ``points`` of the indicators that it is about, and the ``result`` they make. Raises StepRefused, NotAllowed."""
    check_office(by)
    _check_state(appraisal, OBJECTED)
    text, on = _said(text, "怎样复核的，为什么改或者不改"), localdate(at)
    assessment = queries.assessment(appraisal.year)
    named = appraisal.objected_about.split(",")
    if strange := set(points) - set(named):
        raise StepRefused(f"“{indicator_of(assessment, min(strange)).name}”没有提异议，不能改")
    new = decided(appraisal, points)
    known = queries.marks_of([appraisal]).get(appraisal.pk, {})
    rows: list[Ledgered] = [appraisal]
    for key, given in new.items():
        given = _fits(given, indicator_of(assessment, key), f"points_{key}")
        mark = known.get(key) or Mark(appraisal=appraisal, key=key)
        mark.decided, mark.decided_because = given, text[:500]
        mark.save()
        rows.append(mark)
    _change(appraisal, {"state": DECIDED, **stored(result), "score": Decimal(result["total"]).quantize(CENT)}, seen)
    rows += [_turn(appraisal, DECIDED, text, root_unit(), by, on), *close_duties(appraisal, OBJECTION, on=on)]
    _tell(facts.AppraisalDecided(appraisal.year, appraisal.unit.code, len(new)), appraisal, by, at, rows)
    return appraisal


@acting
def publish(
    *, assessment: Assessment, ranks: Mapping[str, int], by: Actor, at: datetime, seen: int | None = None
) -> Assessment:
    """The scores are final, with their ``ranks`` by code: after the last day of objections, when all are decided. Raises StepRefused, NotAllowed."""
    check_office(by)
    on, year = localdate(at), assessment.year
    if assessment.stage != TOLD:
        raise StepRefused(f"{year}年度考核现在是“{assessment.stage_label}”，不能公布")
    found = queries.taking_part(year)
    if still := [each.unit.short_name for each in found if each.state == OBJECTED]:
        raise StepRefused(f"{'、'.join(still[:5])}的异议还没有复核")
    if on <= assessment.object_by:
        raise StepRefused(f"异议期限到{zh_date(assessment.object_by)}，过了才能公布")
    _change(assessment, {"stage": PUBLISHED, "published_on": on}, seen)
    rows: list[Ledgered] = [assessment]
    for each in found:
        _change(each, {"rank": ranks[each.pk]})
        rows.append(each)
    _tell(facts.AssessmentPublished(year, len(found), assessment.size), assessment, by, at, rows)
    return assessment
