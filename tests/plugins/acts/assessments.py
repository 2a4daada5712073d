"""Scenes of assessment: a scheme adopted, a year begun with it, the housing bureau's part from its report to the published score."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.kernel.assessments import actions, queries, schemes
from gongkai.kernel.assessments.models import Appraisal, Assessment, SchemeVersion
from gongkai.pure.law.scheme_file import parse
from gongkai.pure.law.schemes import Scheme
from tests.plugins.acts.scene import scene
from tests.plugins.cast import noon

SCHEME = """
name = "明川县政务公开工作考核方案"
since = 2025
objection_days = 5

[[group]]
name = "依申请公开"
sort = "base"

[[group.indicator]]
key = "in_time"
name = "按期办结"
points = 40
rule = "rate"
measure = "foi.closed_in_time"
of = "foi.closed"
none = 50

[[group.indicator]]
key = "held"
name = "培训"
points = 20
rule = "earn"
measure = "trainings.held"
per = 10

[[group]]
name = "制度和保障"
sort = "base"

[[group.indicator]]
key = "rules"
name = "制度"
points = 30
rule = "by_hand"
asks = "制度文件"

[[group.indicator]]
key = "site"
name = "栏目维护"
points = 10
rule = "by_hand"
judge = "office"

[[group]]
name = "扣分"
sort = "deduction"

[[group.indicator]]
key = "urged"
name = "被催办"
points = 5
rule = "lose"
measure = "cases.urged"
"""
BEGUN, CALLED, CLAIMED, CHECKED, TOLD = (noon(f"2026-{day}") for day in ("01-05", "01-06", "01-20", "02-02", "02-04"))
OVER = noon("2026-02-12")
REPORT_BY = date(2026, 1, 31)
DONE = "修订了三项制度，全部公开。"
RESULT = {
    "total": "85", "base": "85", "bonus": "0", "deduction": "0", "void": "0",
    "lines": [
        {"key": "rules", "name": "制度", "group": "制度和保障", "sort": "base", "most": "30", "points": "25", "words": "核评", "rule": "单位先自评"},
        {"key": "in_time", "name": "按期办结", "group": "依申请公开", "sort": "base", "most": "40", "points": "40", "words": "100%", "rule": "比率"},
    ],
}  # fmt: skip


def office(cast: Any, at: Any = BEGUN) -> dict[str, Any]:
    return {"by": cast.actor("gao_gongkai"), "at": at}


def drafted(cast: Any, scheme: Scheme | None = None) -> SchemeVersion:
    return schemes.draft(scheme=scheme or parse(SCHEME), **office(cast))


def adopted(cast: Any, scheme: Scheme | None = None) -> SchemeVersion:
    return schemes.adopt(version=drafted(cast, scheme), seen=0, **office(cast))


def begun(cast: Any, year: int = 2025, scheme: Scheme | None = None) -> Assessment:
    return actions.begin(year=year, version=adopted(cast, scheme), **office(cast))


def called(cast: Any, units: tuple[str, ...] = ("zjj",), year: int = 2025) -> Assessment:
    assessment = begun(cast, year)
    return actions.call(
        assessment=assessment, units=[cast.units[each] for each in units], report_by=REPORT_BY, **office(cast, CALLED)
    )


def part(cast: Any, unit: str = "zjj", year: int = 2025) -> Appraisal:
    return queries.of_unit(cast.units[unit], year)


def asked(cast: Any) -> Appraisal:
    called(cast)
    return part(cast)


def claimed(cast: Any, appraisal: Appraisal, points: str = "30", by: str = "wang_bianji", **said: Any) -> Appraisal:
    told = {"key": "rules", "text": DONE, "points": Decimal(points)} | said
    actions.claim(appraisal=appraisal, by=cast.actor(by), at=CLAIMED, **told)
    return appraisal


def handed_in(cast: Any, appraisal: Appraisal | None = None, by: str = "liu_qianfa", at: Any = CLAIMED) -> Appraisal:
    appraisal = appraisal or claimed(cast, asked(cast))
    return actions.hand_in(appraisal=appraisal, text="一年的工作都做完了。", by=cast.actor(by), at=at)


POINTS: Mapping[str, tuple[Decimal, str]] = {
    "rules": (Decimal(25), "少一项制度没有公开"),
    "site": (Decimal(9), "有一个栏目晚更新"),
}


def checked(cast: Any, appraisal: Appraisal | None = None, at: Any = CHECKED, **said: Any) -> Appraisal:
    appraisal = appraisal or handed_in(cast)
    return actions.check(appraisal=appraisal, points={**POINTS, **said}, **office(cast, at))


def told(cast: Any, appraisal: Appraisal | None = None) -> Appraisal:
    appraisal = appraisal or checked(cast)
    assessment = queries.assessment(appraisal.year)
    actions.tell(assessment=assessment, results={appraisal.pk: RESULT}, size=7, **office(cast, TOLD))
    return part(cast)


def objected(cast: Any, appraisal: Appraisal | None = None, at: Any = noon("2026-02-06")) -> Appraisal:
    appraisal = appraisal or told(cast)
    by = cast.actor("liu_qianfa")
    return actions.object_to(appraisal=appraisal, keys=["rules"], text="三项制度都已经公开。", by=by, at=at)


def decided(cast: Any, points: str = "30") -> Appraisal:
    appraisal = objected(cast)
    given = {"points": {"rules": Decimal(points)}, "text": "核对过，确实已经公开。", "result": RESULT | {"total": "90"}}
    return actions.decide(appraisal=appraisal, **given, **office(cast, noon("2026-02-10")))


def published(cast: Any) -> Appraisal:
    appraisal = decided(cast)
    actions.publish(assessment=queries.assessment(appraisal.year), ranks={appraisal.pk: 1}, **office(cast, OVER))
    return part(cast)


def owing(cast: Any, year: int) -> Appraisal:
    """The bureau's part in a year with a version of its own: claimed and shown, and not handed in yet."""
    version = adopted(cast, parse(SCHEME.replace("since = 2025", f"since = {year}")))
    assessment = actions.begin(year=year, version=version, **office(cast))
    units = [cast.units["zjj"]]
    actions.call(assessment=assessment, units=units, report_by=REPORT_BY, **office(cast, CALLED))
    appraisal, by = part(cast, year=year), cast.actor("wang_bianji")
    actions.prove(appraisal=appraisal, key="rules", about=["record:somewhere"], by=by, at=CLAIMED)
    return claimed(cast, appraisal)


def lived(cast: Any, year: int) -> Appraisal:
    """The same, handed in."""
    return handed_in(cast, owing(cast, year))


@scene("schemes.draft")
def _(cast):
    return lambda: drafted(cast)


@scene("schemes.edit")
def _(cast):
    version, scheme = drafted(cast), parse(SCHEME.replace("points = 5", "points = 6"))
    return lambda: schemes.edit(version=version, scheme=scheme, what="被催办", seen=0, **office(cast))


@scene("schemes.adopt")
def _(cast):
    version = drafted(cast)
    return lambda: schemes.adopt(version=version, seen=0, **office(cast))


@scene("schemes.drop")
def _(cast):
    version = drafted(cast)
    return lambda: schemes.drop(version=version, seen=0, **office(cast))


@scene("assessments.begin")
def _(cast):
    version = adopted(cast)
    return lambda: actions.begin(year=2025, version=version, **office(cast))


@scene("assessments.call")
def _(cast):
    assessment, units = begun(cast), [cast.units["zjj"], cast.units["wjw"]]
    return lambda: actions.call(assessment=assessment, units=units, report_by=REPORT_BY, **office(cast, CALLED))


@scene("assessments.claim")
def _(cast):
    appraisal = asked(cast)
    return lambda: claimed(cast, appraisal, evidence=[("制度.txt", b"x")])


@scene("assessments.prove")
def _(cast):
    appraisal, by = asked(cast), cast.actor("wang_bianji")
    return lambda: actions.prove(appraisal=appraisal, key="rules", about=["record:somewhere"], by=by, at=CLAIMED)


@scene("assessments.unprove")
def _(cast):
    appraisal, by = asked(cast), cast.actor("wang_bianji")
    actions.prove(appraisal=appraisal, key="rules", about=["record:somewhere"], by=by, at=CLAIMED)
    (proof,) = queries.proofs_of(appraisal)
    return lambda: actions.unprove(appraisal=appraisal, proof=proof, by=by, at=CLAIMED)


@scene("assessments.hand_in")
def _(cast):
    appraisal = claimed(cast, asked(cast))
    return lambda: handed_in(cast, appraisal)


@scene("assessments.send_back")
def _(cast):
    appraisal = handed_in(cast)
    due_on = date(2026, 2, 10)
    return lambda: actions.send_back(appraisal=appraisal, text="缺制度的文号。", due_on=due_on, **office(cast, CHECKED))


@scene("assessments.check")
def _(cast):
    appraisal = handed_in(cast)
    return lambda: checked(cast, appraisal)


@scene("assessments.leave_out")
def _(cast):
    appraisal = asked(cast)
    return lambda: actions.leave_out(appraisal=appraisal, because="年中撤销了", **office(cast, CHECKED))


@scene("assessments.tell")
def _(cast):
    appraisal = checked(cast)
    return lambda: told(cast, appraisal)


@scene("assessments.object_to")
def _(cast):
    appraisal = told(cast)
    return lambda: objected(cast, appraisal)


@scene("assessments.decide")
def _(cast):
    appraisal = objected(cast)
    given = {"points": {"rules": Decimal(30)}, "text": "核对过，确实已经公开。", "result": RESULT | {"total": "90"}}
    return lambda: actions.decide(appraisal=appraisal, **given, **office(cast, noon("2026-02-10")))


@scene("assessments.publish")
def _(cast):
    appraisal = decided(cast)
    assessment = queries.assessment(appraisal.year)
    return lambda: actions.publish(assessment=assessment, ranks={appraisal.pk: 1}, **office(cast, OVER))
