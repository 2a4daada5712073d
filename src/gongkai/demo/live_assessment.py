"""The assessment of the units: last year's is finished, with reports, checks, two objections and published ranks; this year's is simulated."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from gongkai.demo import county
from gongkai.demo.content import holders, people
from gongkai.demo.live import Counting, Life, Story, after, at_work, forward, instant
from gongkai.engines.assessment import acts
from gongkai.engines.measures.sheets import catch_up, counted
from gongkai.ground.units.models import Unit
from gongkai.kernel.assessments import actions, queries, schemes
from gongkai.kernel.assessments.models import Appraisal, SchemeVersion
from gongkai.pure.declare import Role
from gongkai.pure.law.scheme_file import parse, sample
from gongkai.pure.law.schemes import Indicator, Scheme

OFFICE = next(each for each in people() if Role.OPENNESS_OFFICE in each.roles)
DID = {
    "trained": ("参加县里的培训两期，本单位培训一期，签到表附后。", "本单位组织培训一期，到会四十余人。", "派人参加了县里的全部培训。"),
    "guarded": ("先审后发，每条都有审查记录；全年没有发生泄露。", "修订了审查制度，指定两名审查员。", "逐条审查，发现三处个人信息，发布前都遮盖了。"),
    "honoured": ("“一图读懂”的做法被市里转发推广。",),
}  # fmt: skip
NONE, YEAR = "今年没有。", "年初分了工，按月自查栏目，全年按要求公开，没有收到投诉；不足是解读的形式还少。"
LESS, MORE = "签到表只有一期，按一期计", "佐证不全，少了审查台账"
SITE = ("季度检查有一次栏目晚更新", "季度检查都按时更新", "两个栏目超期一周才更新")
OBJECTS, UPHELD, KEPT = (
    "另一份材料当时漏传了，现在补上，请复核。",
    "补来的材料核对属实，改按自评计。",
    "补来的材料不是今年的，不改。",
)


def begin_all(life: Life) -> None:
    for year in range(life.first.year, life.today.year + 1):
        life.begin(_year(life, year))


def _scheme(year: int, first: int) -> Scheme:
    """The first year's, and from the second on one that asks for more."""
    scheme = replace(parse(sample()), name=f"明川县{year}年政务公开工作考核方案", since=year)
    if year == first:
        return scheme
    harder = {"in_time": {"none": Decimal(90)}, "published": {"full": Decimal(40)}}
    groups = tuple(
        replace(group, indicators=tuple(replace(each, **harder.get(each.key, {})) for each in group.indicators))
        for group in scheme.groups
    )
    return replace(scheme, groups=groups)


def _year(life: Life, year: int) -> Story:
    rng, office = life.rng(f"assessment {year}"), county.actor(OFFICE.username)
    at = instant(forward(date(year, 1, 12), 1), 9, 30)
    yield at
    version = _adopted(_scheme(year, life.first.year), at)
    at = after(at, 3, rng)
    yield at
    assessment = actions.begin(year=year, version=version, by=office, at=at)
    at = instant(forward(date(year + 1, 1, 5), 1), 10, 0)
    yield at
    report_by = forward(at.date(), 12)
    acts.call(assessment=assessment, report_by=report_by, by=office, at=at)
    yield from _reports(year, at, report_by, rng)
    yield from _checks(year, report_by, rng)
    yield from _told(year, forward(report_by, 3 + len(queries.of_year(year)) // 8), rng)


def _adopted(scheme: Scheme, at: datetime) -> SchemeVersion:
    office = county.actor(OFFICE.username)
    version = schemes.draft(scheme=scheme, by=office, at=at)
    return acts.adopt(version=version, by=office, at=at + timedelta(minutes=20), seen=0)


def _own(unit: Unit, year: int) -> list[Indicator]:
    scheme = queries.assessment(year).scheme.scheme
    return [each for _, each in scheme.indicators(unit.level) if each.claimed]


def _reports(year: int, since: datetime, report_by: date, rng: Random) -> Story:
    """Each unit in some days of its own before the last one; one in nine forgets."""
    units = [each.unit for each in queries.of_year(year)]
    days = (report_by - since.date()).days
    planned = [
        (at_work(forward(since.date(), rng.randint(1, days // 2)), rng), n, unit) for n, unit in enumerate(units)
    ]
    for at, n, unit in sorted(planned, key=lambda each: (each[0], each[1])):
        if n % 9 == 5:
            continue
        yield at
        _report(unit, year, at, rng)


def _report(unit: Unit, year: int, at: datetime, rng: Random) -> None:
    appraisal = queries.of_unit(unit, year)
    editor, head = (county.actor(holders(role, unit.code)[0].username) for role in ("editor", "office_head"))
    for each in _own(unit, year):
        did = DID.get(each.key, (YEAR,)) if each.key != "honoured" or rng.random() < 0.15 else ()
        points = each.points * Decimal(rng.choice(("1", "1", "0.9", "0.8"))) if did else Decimal(0)
        text = rng.choice(did) if did else NONE
        shown = [(f"{each.name}.txt", f"{unit.name}{year}年{each.name}：{text}\n".encode())] if did else []
        actions.claim(appraisal=appraisal, key=each.key, points=points, text=text, evidence=shown, by=editor, at=at)
    actions.hand_in(appraisal=appraisal, text=YEAR, by=head, at=at + timedelta(minutes=40))


def _checks(year: int, report_by: date, rng: Random) -> Story:
    """The office, some units a day, from the day after the last one."""
    for n, appraisal in enumerate(queries.of_year(year)):
        at = instant(forward(report_by, 1 + n // 8), 9 + n % 8, 12)
        yield at
        marks = queries.marks_of([appraisal]).get(appraisal.pk, {})
        points = {each.key: _given(each, marks, rng) for _, each in _by_hand(appraisal)}
        actions.check(appraisal=appraisal, points=points, by=county.actor(OFFICE.username), at=at)


def _by_hand(appraisal: Appraisal) -> Iterator[tuple[object, Indicator]]:
    scheme = queries.assessment(appraisal.year).scheme.scheme
    return ((group, each) for group, each in scheme.indicators(appraisal.unit.level) if each.by_hand)


def _given(each: Indicator, marks: dict, rng: Random) -> tuple[Decimal, str]:
    mark = marks.get(each.key)
    if not each.claimed:
        if each.key != "site":
            return Decimal(0), ""
        return each.points - Decimal(rng.randint(0, 3)), rng.choice(SITE)
    if mark is None or not mark.claimed or rng.random() < 0.8:
        return (mark.claimed if mark else Decimal(0)), ""
    return mark.claimed - 1, LESS if each.key == "trained" else MORE


def _told(year: int, on: date, rng: Random) -> Story:
    """The scores are told; two units object, of which one is right; then they are published."""
    office = county.actor(OFFICE.username)
    at = instant(on, 10, 30)
    yield Counting(at)
    catch_up()
    acts.tell(assessment=queries.assessment(year), size=counted(), by=office, at=at)
    lower = [each for each in queries.taking_part(year) if _lowered(each)][:2]
    for each in lower:
        at = after(at, 1, rng)
        yield at
        head = county.actor(holders("office_head", each.unit.code)[0].username)
        each.refresh_from_db()
        actions.object_to(appraisal=each, keys=[_lowered(each)], text=OBJECTS, by=head, at=at)
    for n, each in enumerate(lower):
        at = after(at, 2, rng)
        yield at
        each.refresh_from_db()
        mark = queries.mark(each, each.objected_about)
        points, text = (mark.given, KEPT) if n else (mark.claimed, UPHELD)
        acts.decide(appraisal=each, points={mark.key: points}, text=text, by=office, at=at)
    at = max(after(at, 1, rng), instant(forward(queries.assessment(year).object_by, 2), 9, 0))
    yield at
    acts.publish(assessment=queries.assessment(year), by=office, at=at)


def _lowered(appraisal: Appraisal) -> str:
    """The indicator of which the office gave less than the unit claimed; "" if there is none."""
    marks = queries.marks_of([appraisal]).get(appraisal.pk, {})
    return next((key for key, each in sorted(marks.items()) if each.claimed and each.given < each.claimed), "")
