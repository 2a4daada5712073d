"""Entering, amending, striking and ending entries of logbooks; stating that a year had none."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from gongkai.ground.files import actions as files
from gongkai.ground.files.models import File
from gongkai.ground.ledger.acts import acting, hold, record
from gongkai.ground.ledger.facts import FactBase
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import change
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.kernel.logbooks import facts, queries
from gongkai.kernel.logbooks.models import Entry, columns_of
from gongkai.pure import declare
from gongkai.pure.declare import Role

KEEPERS = (Role.EDITOR, Role.OFFICE_HEAD, Role.OPENNESS_OFFICE)
"""Who enters for a unit: its editors, the head of its disclosure office, and the openness office above it."""
MOST_FILES = 20
Upload = tuple[str, bytes]
"""A file's name and bytes."""
_ALPHABET, _LENGTH = "0123456789abcdefghjkmnpqrstvwxyz", 12


def new_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """An entry's permanent code: 60 bits, so that it can't be guessed."""
    return "".join(choose(_ALPHABET) for _ in range(_LENGTH))


@acting
def enter(
    *,
    logbook: str,
    unit: Unit,
    on: date | None,
    content: Mapping[str, Any],
    by: Actor,
    at: datetime,
    evidence: Sequence[Upload] = (),
    code: str = "",
) -> Entry:
    """Enter something of a unit's own. In a standing logbook it takes the place of what held before; a statement that the year had none
    is struck. Raises StepRefused, FieldErrors, FileRefused."""
    declaration = declare.logbook(logbook)
    _check_keeper(by, unit)
    hold_entries(logbook, unit)
    told = declaration.clean(dict(content), on, localdate(at))
    rows: list[Ledgered] = []
    if declaration.standing:
        rows += _give_way(queries.standing(logbook, unit), on)
    for stated in queries.nothing_stated(logbook, unit, on.year):
        rows.append(_strike(stated, "又有了登记", at))
    entry = _new(code, logbook, unit, on, by, columns_of(declaration, told, secrets.token_hex(16)))
    entry.save(force_insert=True)
    rows += [entry, *_kept(entry, evidence)]
    return _tell(facts.EntryMade(logbook, unit.code), entry, by, at, rows)


def _new(code: str, logbook: str, unit: Unit, on: date, by: Actor, columns: dict[str, str], **more: Any) -> Entry:
    return Entry(code=code or new_code(), logbook=logbook, unit=unit, on=on, by=by.name, **columns, **more)


def hold_entries(logbook: str, unit: Unit) -> None:
    """One act after another on a unit's entries: each meets what the other left."""
    hold(f"logbook:{logbook}:{unit.code}")


def _check_keeper(by: Actor, unit: Unit) -> None:
    if not by.holds_any(KEEPERS, unit.pk):
        raise NotAllowed(f"{unit.short_name}的登记簿由该单位的信息员、公开机构负责人或者政务公开办来填")


def _give_way(held: Sequence[Entry], on: date) -> list[Entry]:
    """What held before holds until the new entry's day. Raises StepRefused where a later one is there: the order of days is the truth."""
    for each in held:
        if each.on >= on:
            raise StepRefused(
                f"已经登记了{each.on.isoformat()}起的情况，请填在它以后的日期；那一笔有错就改那一笔", "on"
            )
        _change(each, {"until": on})
    return list(held)


def _kept(entry: Entry, evidence: Sequence[Upload]) -> list[File]:
    if len(queries.evidence_of(entry)) + len(evidence) > MOST_FILES:
        raise StepRefused(f"佐证材料最多{MOST_FILES}件，请合并后再加", "evidence")
    return [files.put(owner=entry.ref, name=name, data=data) for name, data in evidence]


def _tell(fact: FactBase, entry: Entry, by: Actor, at: datetime, rows: Sequence[Ledgered]) -> Entry:
    record(fact, ref=entry.ref, by=by.name, at=at, rows=rows)
    return entry


def _change(entry: Entry, values: dict[str, Any], seen: int | None = None) -> None:
    """Raises Overtaken."""
    revision = entry.revision if seen is None else seen
    if not change(entry, values | {"revision": revision + 1}, seen={"revision": revision}):
        raise Overtaken(own=False)


def _check_counted(entry: Entry) -> None:
    entry.refresh_from_db()
    if entry.struck_on:
        raise StepRefused("这一笔已经撤销，要再登记请另外加一笔")


@acting
def amend(
    *,
    entry: Entry,
    on: date | None,
    content: Mapping[str, Any],
    because: str,
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> Entry:
    """Put an entry right, with a reason. Raises StepRefused, FieldErrors."""
    _check_keeper(by, entry.unit)
    hold_entries(entry.logbook, entry.unit)
    _check_counted(entry)
    if entry.nothing:
        raise StepRefused("登记的是“本年没有”，要改就撤销它")
    told = entry.declaration.clean(dict(content), on, localdate(at))
    if entry.until and on >= entry.until:
        raise StepRefused(f"这一笔到{entry.until.isoformat()}为止，开始的日期要在这以前", "on")
    earlier = queries.before(entry) if entry.declaration.standing else None
    if earlier and earlier.on >= on:
        raise StepRefused(f"{earlier.on.isoformat()}起另有一笔，这一笔要在它以后", "on")
    rows = [entry]
    if earlier and earlier.until and earlier.until == entry.on and on != entry.on:
        _change(earlier, {"until": on})
        rows.append(earlier)
    _change(entry, {"on": on} | columns_of(entry.declaration, told, secrets.token_hex(16)), seen)
    return _tell(facts.EntryAmended(entry.logbook, entry.unit.code, _reason(because)), entry, by, at, rows)


def _reason(because: str) -> str:
    if not because.strip():
        raise StepRefused("请写明为什么", "because")
    return because.strip()


@acting
def strike(*, entry: Entry, because: str, by: Actor, at: datetime, seen: int | None = None) -> Entry:
    """Strike out an entry: it stays to be read, and is not counted. In a standing logbook what held before it holds on. Raises StepRefused."""
    _check_keeper(by, entry.unit)
    hold_entries(entry.logbook, entry.unit)
    _check_counted(entry)
    rows = [_strike(entry, _reason(because), at, seen)]
    earlier = queries.before(entry) if entry.declaration.standing and not entry.nothing else None
    if earlier and earlier.until == entry.on:
        _change(earlier, {"until": entry.until})
        rows.append(earlier)
    return _tell(facts.EntryStruck(entry.logbook, entry.unit.code, entry.struck_because), entry, by, at, rows)


def _strike(entry: Entry, because: str, at: datetime, seen: int | None = None) -> Entry:
    _change(entry, {"struck_on": localdate(at), "struck_because": because}, seen)
    return entry


@acting
def end(*, entry: Entry, last_on: date, by: Actor, at: datetime, seen: int | None = None) -> Entry:
    """What an entry of a standing logbook says holds to the end of a day, and nothing takes its place. Raises StepRefused."""
    _check_keeper(by, entry.unit)
    hold_entries(entry.logbook, entry.unit)
    _check_counted(entry)
    if not entry.declaration.standing or entry.until:
        raise StepRefused("只有还在有效的情况可以登记结束")
    if last_on < entry.on:
        raise StepRefused(f"这一笔从{entry.on.isoformat()}开始，最后一天不能在这以前", "last_on")
    if last_on > localdate(at):
        raise StepRefused("最后一天还没有到，到了那天再登记", "last_on")
    _change(entry, {"until": last_on + timedelta(1)}, seen)
    return _tell(facts.EntryEnded(entry.logbook, entry.unit.code, last_on.isoformat()), entry, by, at, [entry])


@acting
def state_nothing(*, logbook: str, unit: Unit, year: int, by: Actor, at: datetime, code: str = "") -> Entry:
    """State that of a year there is nothing to enter: the figure is 0 then, and not unknown. Raises StepRefused."""
    declaration = declare.logbook(logbook)
    _check_keeper(by, unit)
    hold_entries(logbook, unit)
    if year > localdate(at).year:
        raise StepRefused(f"{year}年还没有到", "year")
    if queries.counted_in(logbook, unit, year):
        raise StepRefused(f"{year}年已经有登记，不能说没有；登记错了的请先撤销", "year")
    entry = _new(
        code, logbook, unit, date(year, 12, 31), by, columns_of(declaration, None, secrets.token_hex(16)), nothing=True
    )
    entry.until = date(year + 1, 1, 1) if declaration.standing else None
    entry.save(force_insert=True)
    return _tell(facts.NothingStated(logbook, unit.code, year), entry, by, at, [entry])


@acting
def add_evidence(*, entry: Entry, evidence: Sequence[Upload], by: Actor, at: datetime) -> Entry:
    """Add files that show what an entry says. Raises StepRefused, FileRefused."""
    _check_keeper(by, entry.unit)
    hold_entries(entry.logbook, entry.unit)
    _check_counted(entry)
    if not evidence:
        raise StepRefused("请选一个文件", "evidence")
    kept = _kept(entry, evidence)
    return _tell(facts.EvidenceAdded(entry.logbook, entry.unit.code, len(kept)), entry, by, at, kept)
