"""The stories of policy documents after they are public: filed with the superior government."""

from datetime import datetime, timedelta

from gongkai.demo.content import unit as unit_by_code
from gongkai.demo.live import Life, Story, after, at_work, forward, somebody
from gongkai.ground.units.queries import government
from gongkai.kernel.flow.clocks import clock_of
from gongkai.kernel.records.models import Record
from gongkai.kinds.policy import filing

NUMBERED = 0.85
"""How many of those sent for filing have got a number when the superior has had the time for it."""


def begin(life: Life, record: Record, unit: str, at: datetime) -> None:
    """Let what follows on the publication of a normative document begin."""
    life.begin(_filed(life, record.pk, unit, at))


def authority_of(unit: str) -> str:
    """With whom a unit files: the county's own documents, which its office makes, and those of organs led from above go to the city,
    all others to the county."""
    of = government()
    return of.superior if unit == "zfb001" or not unit_by_code(unit).in_totals else of.name


def _filed(life: Life, record_id: str, unit: str, published: datetime) -> Story:
    """Most within the fifteen days, one in twelve after them."""
    rng = life.rng(f"filing {record_id}")
    officer = somebody(rng, "legal_reviewer", unit)
    days = rng.randint(17, 24) if rng.random() < 1 / 12 else rng.randint(4, 13)
    at = at_work(forward(published.date() + timedelta(days - 1), 1), rng)
    yield at
    record = fresh(record_id)
    if not record.live or clock_of(record.ref, filing.FILING) is None:
        return
    filing.send(record=record, authority=authority_of(unit), on=at.date(), by=officer, at=at)
    if rng.random() > NUMBERED:
        return
    at = after(at, rng.randint(3, 12), rng)
    yield at
    record = fresh(record_id)
    series = f"{'明府备' if authority_of(unit) == government().name else '宁府备'}〔{at.year}〕"
    life.numbers[series] += 1
    number = f"{series}{life.numbers[series]}号"
    filing.register(record=record, number=number, on=at.date(), by=officer, at=at)


def fresh(record_id: str) -> Record:
    """The record as it is now."""
    return Record.objects.select_related("unit", "section").get(pk=record_id)
