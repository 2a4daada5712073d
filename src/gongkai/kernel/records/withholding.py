"""The negative list (负面清单): what a unit does not publish and why; looked at again on its day, and lifted when the reason lapses."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.acts import record as record_fact
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import SYSTEM, Actor
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import facts
from gongkai.kernel.records.guarding import check_sentence
from gongkai.kernel.records.models import Withholding
from gongkai.pure.declare import Role

KEEPERS = (Role.OFFICE_HEAD, Role.OPENNESS_OFFICE)
"""Who keeps a unit's negative list and guide: the head of its disclosure office, and the openness office above it."""
TOUCHES = ["withheld"]


def check_keeper(by: Actor, unit: Unit, what: str) -> None:
    """Raises NotAllowed."""
    if not by.holds_any(KEEPERS, unit.pk):
        raise NotAllowed(f"{unit.short_name}的{what}由该单位的公开机构负责人或者政务公开办来管")


@acting
def withhold(
    *, unit: Unit, title: str, ground: str, reason: str, review_on: date, by: Actor, at: datetime
) -> Withholding:
    """Put a kind of information on a unit's negative list. Raises StepRefused, NotAllowed."""
    check_keeper(by, unit, "负面清单")
    _check_day(review_on, at)
    _check_words(title, reason, at)
    item = Withholding.objects.create(
        unit=unit, title=title, ground=ground, reason=reason, listed_on=localdate(at), review_on=review_on
    )
    _tell(facts.WithholdingListed, item, by, at)
    return item


def _tell(fact: type, item: Withholding, by: Actor, at: datetime, **more: str) -> None:
    told = fact(item=item.pk, unit=item.unit.code, ground=item.ground, **more)
    record_fact(told, ref=f"withholding:{item.pk}", by=by.name, at=at, rows=[item], touches=TOUCHES)


def _check_day(review_on: date, at: datetime) -> None:
    if review_on <= localdate(at):
        raise StepRefused("再评估日期要在今天以后", "review_on")


def _check_words(title: str, reason: str, at: datetime) -> None:
    check_sentence(title, "title", localdate(at))
    check_sentence(reason, "reason", localdate(at))


def _check_listed(item: Withholding) -> None:
    if item.lifted_on:
        raise StepRefused("这一项已经移出负面清单，要再列入请另外增加")


@acting
def change(*, item: Withholding, title: str, ground: str, reason: str, by: Actor, at: datetime) -> Withholding:
    """Change how a line is worded. Raises StepRefused, NotAllowed."""
    check_keeper(by, item.unit, "负面清单")
    _check_listed(item)
    _check_words(title, reason, at)
    item.title, item.ground, item.reason = title, ground, reason
    item.save()
    _tell(facts.WithholdingChanged, item, by, at)
    return item


@acting
def fall_due(*, item: Withholding, at: datetime) -> Withholding:
    """The ticker's act on the day a line is to be looked at again: from then on the list says so. Raises StepRefused."""
    _check_listed(item)
    if item.due_since or item.review_on > localdate(at):
        raise StepRefused("还没有到再评估的日子，或者已经写明了")
    item.due_since = localdate(at)
    item.save()
    _tell(facts.WithholdingDue, item, SYSTEM, at)
    return item


@acting
def review(*, item: Withholding, review_on: date, by: Actor, at: datetime) -> Withholding:
    """Look at a line again: it stays, until another day (条例第18条). Raises StepRefused, NotAllowed."""
    check_keeper(by, item.unit, "负面清单")
    _check_listed(item)
    _check_day(review_on, at)
    item.review_on, item.due_since = review_on, None
    item.save()
    _tell(facts.WithholdingReviewed, item, by, at, review_on=review_on.isoformat())
    return item


@acting
def lift(*, item: Withholding, because: str, by: Actor, at: datetime) -> Withholding:
    """The reason has lapsed: take a line off the list; it stays on the page as lifted. Raises StepRefused, NotAllowed."""
    check_keeper(by, item.unit, "负面清单")
    _check_listed(item)
    if not because.strip():
        raise StepRefused("请写明为什么不再列入", "because")
    check_sentence(because, "because", localdate(at))
    item.lifted_on, item.lifted_because = localdate(at), because.strip()
    item.save()
    _tell(facts.WithholdingLifted, item, by, at)
    return item
