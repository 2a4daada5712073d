"""Opening, changing and closing reading points. The openness office keeps the register."""

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.points import facts
from gongkai.ground.points.models import ReadingPoint
from gongkai.ground.units.scope import Actor
from gongkai.pure.declare import Role
from gongkai.pure.guard.sentences import first_personal

TOUCHES = ["points"]
WORDS = ("name", "address", "hours", "holds")
"""What is said in words; the telephone is there to be called."""


class NotKept(ValueError):
    """Somebody may not do this, or there is nothing to do, or ``field`` is not right; the message says so in Chinese."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


def _check(by: Actor) -> None:
    if not by.holds_for.get(Role.OPENNESS_OFFICE):
        raise NotKept("查阅点由政务公开办来管")


def _check_words(said: dict[str, str | int], at: datetime) -> None:
    name, refusal = first_personal(said, WORDS, localdate(at))
    if refusal:
        raise NotKept(refusal, name)


def _tell(fact: type, point: ReadingPoint, by: Actor, at: datetime) -> ReadingPoint:
    record(fact(point.name), ref=point.ref, by=by.name, at=at, rows=[point], touches=TOUCHES)
    return point


@acting
def open_point(*, by: Actor, at: datetime, **said: str | int) -> ReadingPoint:
    """Open a reading point. ``said``: name, address, hours, phone, holds, position. Raises NotKept."""
    _check(by)
    _check_words(said, at)
    return _tell(facts.PointOpened, ReadingPoint.objects.create(opened_on=localdate(at), **said), by, at)


@acting
def change_point(*, point: ReadingPoint, by: Actor, at: datetime, **said: str | int) -> ReadingPoint:
    """Change what is said of it. Raises NotKept."""
    _check(by)
    _check_open(point)
    _check_words(said, at)
    for name, value in said.items():
        setattr(point, name, value)
    point.save()
    return _tell(facts.PointChanged, point, by, at)


@acting
def close_point(*, point: ReadingPoint, by: Actor, at: datetime) -> ReadingPoint:
    """It is not open any more, and leaves the public page. Raises NotKept."""
    _check(by)
    _check_open(point)
    point.closed_on = localdate(at)
    point.save()
    return _tell(facts.PointClosed, point, by, at)


def _check_open(point: ReadingPoint) -> None:
    point.refresh_from_db(fields=["closed_on"])
    if point.closed_on:
        raise NotKept("这个查阅点已经撤销，要再设请另外增加")
