"""The acts of assessment that need its figures: adopting a scheme, calling for reports, telling scores, deciding, publishing, and drafting a notice of the
result. What changes is the kernel's; here it is counted."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from html import escape

from django.utils.timezone import localdate

from gongkai.engines.assessment import scoring
from gongkai.engines.reporting.annual import maker
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.scope import Actor
from gongkai.kernel.assessments import actions, schemes
from gongkai.kernel.assessments import queries as assessments
from gongkai.kernel.assessments.models import PUBLISHED, Appraisal, Assessment, SchemeVersion
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import leaf_sections
from gongkai.pure import declare
from gongkai.pure.law.scheme_file import SchemeErrors
from gongkai.pure.law.schemes import LEVELS, plain


def adopt(*, version: SchemeVersion, by: Actor, at: datetime, seen: int) -> SchemeVersion:
    """Adopt a draft whose measures all exist. Raises StepRefused."""
    try:
        scoring.check(version.scheme)
    except SchemeErrors as wrong:
        raise StepRefused(str(wrong)) from wrong
    return schemes.adopt(version=version, by=by, at=at, seen=seen)


def call(*, assessment: Assessment, report_by: date, by: Actor, at: datetime, seen: int | None = None) -> Assessment:
    """Ask all units that the scheme assesses for their own reports. Raises StepRefused."""
    units = scoring.assessed(assessment.scheme.scheme, assessment.year)
    return actions.call(assessment=assessment, units=units, report_by=report_by, by=by, at=at, seen=seen)


def tell(*, assessment: Assessment, size: int, by: Actor, at: datetime, seen: int | None = None) -> Assessment:
    """Count all scores up to ``size`` and tell them. Raises StepRefused: a year that is not over."""
    if localdate(at).year <= assessment.year:
        raise StepRefused(f"{assessment.year}年还没有结束，年度结束以后才能告知得分；现在看的是模拟得分")
    found = assessments.taking_part(assessment.year)
    counted = scoring.results(assessment, [each.unit for each in found], size)
    told = {each.pk: counted[each.unit_id].as_data() for each in found}
    return actions.tell(assessment=assessment, results=told, size=size, by=by, at=at, seen=seen)


def decide(
    *, appraisal: Appraisal, points: Mapping[str, Decimal], text: str, by: Actor, at: datetime, seen: int | None = None
) -> Appraisal:
    """Decide on an objection; the score is put together anew from the same count. Raises StepRefused."""
    assessment = assessments.assessment(appraisal.year)
    new = actions.decided(appraisal, points)
    made = scoring.computed(
        assessment.scheme.scheme, assessment.year, [appraisal.unit], [appraisal], assessment.size, new
    )
    result = made[appraisal.unit_id].as_data()
    return actions.decide(appraisal=appraisal, points=points, text=text, result=result, by=by, at=at, seen=seen)


def publish(*, assessment: Assessment, by: Actor, at: datetime, seen: int | None = None) -> Assessment:
    """Make the scores final, with their ranks. Raises StepRefused."""
    ranks = scoring.final_ranks(assessments.taking_part(assessment.year)) if assessment.size is not None else {}
    return actions.publish(assessment=assessment, ranks=ranks, by=by, at=at, seen=seen)


def draft_notice(*, assessment: Assessment, by: Actor, at: datetime) -> Record:
    """Begin a record of the unit that compiles what the government tells, with the result for everybody: it goes through the gates of any other.
    Raises StepRefused, NotAllowed."""
    unit = maker()
    if assessment.stage != PUBLISHED:
        raise StepRefused("公布以后才能起草通报")
    sections = leaf_sections(unit)
    if not sections:
        raise StepRefused(f"公开目录里没有{unit.short_name}可以放的栏目，请在“公开目录”里设一个")
    kind = next((each for each in declare.kinds() if each.declaration.announces), None)
    if kind is None:
        raise StepRefused("系统里没有可以用来通报的信息类别")
    content = {
        "title": f"{assessment.year}年度政务公开工作考核结果", "formed_on": localdate(at).isoformat(), "body": notice(assessment),
    }  # fmt: skip
    place = next((each for each in sections if "公告" in each.name), sections[0])
    return records.draft(kind=kind.code, unit=unit, section=place, content=content, by=by, at=at)


def notice(assessment: Assessment) -> str:
    """The text of a notice: by which scheme, how it was counted, and the units by rank, those of each level for themselves."""
    found, scheme = assessments.taking_part(assessment.year), assessment.scheme
    parts = [
        f"<p>按照{escape(scheme.name)}（第{scheme.number}版），对{assessment.year}年度政务公开工作进行了考核。得分按{zh_date(assessment.told_on)}"
        f"的台账计算，已经告知各单位，异议期限到{zh_date(assessment.object_by)}，异议已经复核。结果如下。</p>"
    ]
    for level, label in LEVELS.items():
        ones = sorted(
            (each for each in found if each.unit.level == level), key=lambda each: (each.rank, each.unit.position)
        )
        if not ones:
            continue
        rows = "".join(
            f'<tr><td class="align-right">{each.rank}</td><th>{escape(each.unit.short_name)}</th><td class="align-right">{plain(each.score)}</td></tr>'
            for each in ones
        )
        parts.append(
            f"<h2>{label}</h2><table><thead><tr><th>名次</th><th>单位</th><th>总分</th></tr></thead><tbody>{rows}</tbody></table>"
        )
    return "".join(parts)
