"""Other systems of the county's units: one has a key by which it enters what it makes each week, and its unit reviews and publishes that."""

from datetime import date, datetime, timedelta

from gongkai.demo import county
from gongkai.demo.live import Life, Story, at_work
from gongkai.demo.live_records import crew_of, straight_through
from gongkai.engines.exchange.actions import receive
from gongkai.engines.exchange.entries import plan_entry
from gongkai.ground.keys.actions import make_key
from gongkai.ground.keys.models import ApiKey
from gongkai.kernel.records import actions as records
from gongkai.pure import declare

ADMINISTRATOR = "chengyiming"
UNIT, SECTION = "zjj013", "zhufang"
SINCE = 45
"""So many working days before today the key was made."""
ISSUES = 4


def begin_all(life: Life) -> None:
    """Let all of it begin."""
    life.begin(_system(life))


def _system(life: Life) -> Story:
    rng = life.rng("systems")
    days = life.days[-min(SINCE, len(life.days)) :]
    at = at_work(days[0], rng)
    yield at
    key, _ = make_key(
        unit=county.unit_of(UNIT), label="房地产市场监管平台", expires_on=at.date() + timedelta(365), may_submit=True,
        by=county.actor(ADMINISTRATOR), at=at, code=records.new_id(rng.choice)[:8],
    )  # fmt: skip
    for number in range(1, ISSUES + 1):
        place = number * len(days) // (ISSUES + 2)
        if place:
            at = max(at, at_work(days[place], rng))
            yield at
            yield from _issue(life, key, number, at)


def _issue(life: Life, key: ApiKey, number: int, at: datetime) -> Story:
    """One issue comes in and goes through the gates."""
    rng, unit = life.rng(f"systems {number}"), county.unit_of(UNIT)
    found = plan_entry(kind=declare.kind("notice"), unit=unit, entry=_entry(at.date(), number), at=at)
    record = receive(
        plan=found, key=key, token=f"monthly-{number:04}", digest=found.digest, submit=True, at=at, record_id=records.new_id(rng.choice)
    )  # fmt: skip
    crew = crew_of(UNIT, rng)
    yield from straight_through(record, crew, at, rng, submitted=True)


def _entry(on: date, number: int) -> dict[str, str]:
    projects = (("河畔雅苑一期", 186, 42), ("青石家园", 92, 17), ("云岭花园三期", 240, 63), ("枫林小区", 64, 9))
    lines = [f"{name}：可售{whole}套，本期网签{sold}套。" for name, whole, sold in projects[: 2 + number % 3]]
    return {
        "section": SECTION,
        "title": f"{on.year}年商品房网签情况通报（第{number}期）",
        "formed_on": on.isoformat(),
        "body": "\n".join(["现将本期商品房网签情况通报如下。", *lines]),
    }
