"""How a unit has its answers prepared: their wording by outcome, in versions; whether a legal reviewer sees them first. Its office's head decides."""

from collections.abc import Callable
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.ledger.rows import change, insert
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import holders, units
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import wordings
from gongkai.procedures.foi.models import AnswerPath, AnswerWording
from gongkai.procedures.foi.prepare_facts import FoiParagraphAdded, FoiParagraphWithdrawn, FoiReviewSet, FoiWordingSet
from gongkai.pure.declare import Role
from gongkai.pure.law.outcomes import RULES, outcomes_for

LONGEST_NAME = 20
REMEDY_WORDS = ("行政复议", "行政诉讼")


def labels(unit: Unit) -> dict[str, str]:
    """What a unit can word, by key: the outcomes that an answer gives, of both Regulations, then the standard paragraphs."""
    found = {each.code: each.short for rule in RULES[::-1] for each in outcomes_for(rule) if each.by == "answer"}
    return found | paragraphs(unit)


def paragraphs(unit: Unit) -> dict[str, str]:
    """The names of the standard paragraphs that a unit's officers choose from: the system's, the county's, its own."""
    above = county()
    owners = [each for each in (above, unit) if each is not None]
    own = {key: each.name for owner in owners for key, each in own_paragraphs(owner).items()}
    return {key: name for key, (name, _) in wordings.PARAGRAPHS.items()} | own


def own_paragraphs(unit: Unit) -> dict[str, AnswerWording]:
    """The paragraphs that a unit added and did not withdraw, by key."""
    newest = {
        each.key: each
        for each in AnswerWording.objects.filter(unit=unit, key__startswith=_own(unit)).order_by("version")
    }
    return {key: each for key, each in newest.items() if not each.withdrawn}


def _own(unit: Unit) -> str:
    """How the keys of its paragraphs begin: no other unit's do, so that a unit may word the county's its own way."""
    return f"own-{unit.pk}-"


def versions(unit: Unit, key: str) -> list[AnswerWording]:
    """How a unit worded it, the newest first."""
    return list(AnswerWording.objects.filter(unit=unit, key=key).order_by("-version"))


def own_wordings(unit: Unit) -> dict[str, AnswerWording]:
    """What a unit words by itself, the newest of each, by key."""
    return {each.key: each for each in AnswerWording.objects.filter(unit=unit).order_by("version")}


def county() -> Unit | None:
    """The government itself, whose wordings hold for every unit that words nothing of its own."""
    return next(iter(units("government")), None)


def inherited(unit: Unit, key: str) -> AnswerWording | None:
    """How the county words it for a unit, the newest; None where it does not."""
    above = county()
    if above is None or above.pk == unit.pk:
        return None
    return next(iter(versions(above, key)), None)


def came(unit: Unit, key: str) -> str:
    """What stands where a unit words nothing of its own: the county's, or what the system brings."""
    found = inherited(unit, key)
    return found.text if found else wordings.default(key)


def wording(unit: Unit, key: str) -> str:
    """How a unit words an outcome or a standard paragraph: by itself, or as it came."""
    own = next(iter(versions(unit, key)), None)
    return own.text if own else came(unit, key)


def reviews(unit: Unit) -> bool:
    """Do its answers go to the legal reviewer before they are signed?"""
    return AnswerPath.objects.filter(unit=unit, legal_review=True).exists()


def _check_head(by: Actor, unit: Unit) -> None:
    if not by.holds(Role.OFFICE_HEAD, unit.pk):
        raise NotAllowed("答复书的范本和审核，要由本单位的公开机构负责人来定")


def may_word(unit: Unit, holds: Callable[[Role, int], bool]) -> bool:
    """Is it somebody's to say how a unit words its answers? The county's are the openness office's too. ``holds``: do they hold a role for a unit?"""
    above = county()
    whole = above is not None and above.pk == unit.pk and holds(Role.OPENNESS_OFFICE, unit.pk)
    return whole or holds(Role.OFFICE_HEAD, unit.pk)


@acting
def set_wording(*, unit: Unit, key: str, text: str, by: Actor, at: datetime, seen: int | None = None) -> AnswerWording:
    """The next version of a wording; ``seen`` is the version that was seen (0: as it came). Raises StepRefused, KeyError for an unknown key."""
    _check_worder(unit, by)
    label, text = labels(unit)[key], text.strip()
    latest = AnswerWording.objects.filter(unit=unit, key=key).order_by("-version").first()
    version = latest.version if latest else 0
    if seen is not None and seen != version:
        raise StepRefused("刚才有别人改过这份范本，请看最新的再改", "text")
    if text == (latest.text if latest else came(unit, key)):
        raise StepRefused("和现在的一样，没有要改的", "text")
    _check_text(text)
    name = latest.name if latest else ""
    made = insert(
        AnswerWording(unit=unit, key=key, version=version + 1, text=text, by=by.name, on=localdate(at), name=name)
    )
    record(FoiWordingSet(unit.code, label, made.version), ref=f"unit:{unit.code}", by=by.name, at=at, rows=[made])
    return made


@acting
def add_paragraph(*, unit: Unit, name: str, text: str, by: Actor, at: datetime) -> AnswerWording:
    """A standard paragraph of a unit's own; the county's is every unit's. Raises StepRefused."""
    _check_worder(unit, by)
    name, text = name.strip(), text.strip()
    if not 2 <= len(name) <= LONGEST_NAME:
        raise StepRefused(f"名称请写2到{LONGEST_NAME}个字", "name")
    if name in paragraphs(unit).values():
        raise StepRefused("已经有叫这个名称的段落，请换一个名称，或者改那一段", "name")
    _check_text(text)
    own = AnswerWording.objects.filter(unit=unit, key__startswith=_own(unit)).values_list("key", flat=True)
    key = f"{_own(unit)}{len(set(own)) + 1}"
    made = insert(AnswerWording(unit=unit, key=key, version=1, text=text, by=by.name, on=localdate(at), name=name))
    record(FoiParagraphAdded(unit.code, name), ref=f"unit:{unit.code}", by=by.name, at=at, rows=[made])
    return made


@acting
def withdraw_paragraph(*, unit: Unit, key: str, by: Actor, at: datetime) -> AnswerWording:
    """A paragraph of a unit's own is chosen no more; drafts that have it keep it. Raises StepRefused."""
    _check_worder(unit, by)
    latest = own_paragraphs(unit).get(key)
    if latest is None:
        raise StepRefused("这一段不是本单位加的，或者刚才已经停用，请看最新情况")
    made = insert(
        AnswerWording(
            unit=unit, key=key, version=latest.version + 1, text=latest.text, by=by.name, on=localdate(at), name=latest.name, withdrawn=True
        )
    )  # fmt: skip
    record(FoiParagraphWithdrawn(unit.code, latest.name), ref=f"unit:{unit.code}", by=by.name, at=at, rows=[made])
    return made


def _check_worder(unit: Unit, by: Actor) -> None:
    if not may_word(unit, by.holds):
        raise NotAllowed("答复书的范本要由本单位的公开机构负责人来定，全县的由政务公开办来定")


def _check_text(text: str) -> None:
    """Raise StepRefused for a wording that could not stand in an answer."""
    if len(text) < 10:
        raise StepRefused("范本至少写10个字", "text")
    if len(text) > wordings.LONGEST:
        raise StepRefused(f"最多{wordings.LONGEST}字，现在有{len(text)}字，请删短一些", "text")
    if unknown := wordings.unknown_fields(text):
        known = "、".join(f"{{{name}}}" for name in wordings.FIELDS)
        raise StepRefused(f"没有“{{{unknown[0]}}}”这一项，能用的是{known}；要经办人填的写成【请填：…】", "text")
    if any(word in text for word in REMEDY_WORDS):
        raise StepRefused(
            "复议和诉讼的一段由系统按法律和日期写在每份答复书最后，范本里不要写，免得写重或者写错", "text"
        )


@acting
def set_review(*, unit: Unit, legal_review: bool, by: Actor, at: datetime) -> AnswerPath:
    """Have the unit's answers go to its legal reviewer before they are signed, or not any more. What is on its way goes on as it began."""
    _check_head(by, unit)
    if legal_review and not holders(Role.LEGAL_REVIEWER, unit.pk, localdate(at)):
        raise StepRefused("本单位还没有法制审核的人，请先请系统管理员任命", "legal_review")
    path = AnswerPath.objects.filter(unit=unit).select_related("unit").first()
    if (path.legal_review if path else False) is legal_review:
        raise StepRefused("和现在的一样，没有要改的", "legal_review")
    if path is None:
        path = insert(AnswerPath(unit=unit, legal_review=legal_review))
    else:
        change(path, {"legal_review": legal_review})
    fact = FoiReviewSet(unit.code, "要审" if legal_review else "不审")
    record(fact, ref=f"unit:{unit.code}", by=by.name, at=at, rows=[path])
    return path
