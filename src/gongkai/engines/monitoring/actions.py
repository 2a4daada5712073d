"""What is done about a look at a website: it begins and ends, what was found is asked to be looked at again, and is given to a unit."""

import secrets
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from gongkai.engines.monitoring import facts
from gongkai.engines.monitoring.judging import Seen, judge
from gongkai.engines.monitoring.models import GONE, OPEN, Fault, Page, Run, Snapshot
from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import change, insert
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import root_unit
from gongkai.ground.units.scope import SYSTEM, Actor
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.oversight import findings
from gongkai.kernel.oversight.actions import OVERSEERS, check_overseer
from gongkai.kernel.oversight.models import SUGGEST, Finding
from gongkai.pure.monitor.indicators import RULES, score

OWN_NAME = "本站"
MOST_PAGES, AT_ONCE = 20_000, 50
_ALPHABET, _LENGTH = "0123456789abcdefghjkmnpqrstvwxyz", 12


class Packed(Protocol):
    """Where the bytes of a run's pages lie while it is under way."""

    def packed(self, digest: str) -> bytes | None:
        """A page's bytes, packed; None where they are lost."""


def new_code() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


@acting
def begin(*, site: str, start: str, most: int, by: Actor, at: datetime) -> Run:
    """Begin to look at a site ("" for the own). Raises StepRefused if one is under way there, NotAllowed."""
    if by is not SYSTEM:
        check_overseer(by, root_unit())
    if not 1 <= most <= MOST_PAGES:
        raise StepRefused(f"页数请写1到{MOST_PAGES}")
    made = Run(code=new_code(), site=site, start=start, rules=RULES, most=most, begun_at=at, by=by.name)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise StepRefused("这个网站正在查，查完再开始下一次") from None
    Page.objects.create(run=made, address=start, inside=True, depth=0)
    record(facts.RunBegun(made.code, site or OWN_NAME, most), ref=made.ref, by=by.name, at=at, rows=[made])
    return made


@acting
def finish(*, run: Run, kept: Packed, owners: Callable[[Collection[str]], dict[str, Unit]], at: datetime) -> Run:
    """End a run: judge its pages, keep what was found with its evidence, close what is gone. ``owners``: whose the own site's pages are."""
    on, pages = localdate(at), list(Page.objects.filter(run=run))
    seen = {(each.indicator, each.mark): each for each in judge(pages, on)}
    open_ones = {(each.indicator, each.mark): each for each in Fault.objects.filter(site=run.site, state=OPEN)}
    mine = owners({each.page for each in seen.values()}) if not run.site else {}
    rows: list[Ledgered] = [run]
    for key, each in seen.items():
        if key in open_ones:
            rows.append(_changed(open_ones[key], seen_on=on, status=each.status, trouble=each.trouble, digest=each.digest, place=each.place[:300], again=False))  # fmt: skip
        else:
            rows.append(insert(_fault(run, each, mine.get(each.page), on)))
    gone = [each for key, each in open_ones.items() if key not in seen and _looked_at(each, run, pages, seen)]
    rows += [_changed(each, state=GONE, gone_on=on, again=False) for each in gone]
    rows += _evidence(pages, [each.digest for each in seen.values()], kept)
    counts: dict[str, int] = {}
    for each in seen.values():
        counts[each.indicator] = counts.get(each.indicator, 0) + 1
    points, vetoed = score(counts)
    visited = sum(each.inside and bool(each.status) for each in pages)
    change(run, {"finished_at": at, "visited": visited, "counts": counts, "score": points, "vetoed": vetoed})
    Page.objects.filter(run__site=run.site).exclude(run=run).delete()
    still = sum(key in open_ones for key in seen)
    told = facts.RunFinished(run.code, run.site or OWN_NAME, visited, len(seen) - still, still, len(gone))
    record(told, ref=run.ref, by=SYSTEM.name, at=at, rows=rows)
    return run


def _fault(run: Run, each: Seen, unit: Unit | None, on: date) -> Fault:
    return Fault(
        code=new_code(), run=run, site=run.site, indicator=each.indicator, mark=each.mark, page=each.page, target=each.target,
        place=each.place[:300], status=each.status, trouble=each.trouble, digest=each.digest, found_on=on, seen_on=on, unit=unit,
    )  # fmt: skip


def _changed(fault: Fault, **values: object) -> Fault:
    change(fault, values)
    return fault


def _looked_at(fault: Fault, run: Run, pages: list[Page], seen: Collection[tuple[str, str]]) -> bool:
    """Was the place of something looked at in this run, so that it is known to be gone? Not where the home page did not open, nor where the run
    left off before it came there."""
    if any(indicator == "unreachable" for indicator, _ in seen):
        return False
    reached = {each.address for each in pages if each.status or each.dead}
    return fault.page in reached or not run.left.get("pages")


def _evidence(pages: list[Page], digests: list[str], kept: Packed) -> list[Ledgered]:
    """The bytes of the pages in which something was found. Not of those that tell people's data: who keeps them leaks them again."""
    telling = {each.digest for each in pages if any(find["personal"] for find in each.told.get("finds", ()))}
    wanted = {each for each in digests if each} - telling
    known = set(Snapshot.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    found: list[Ledgered] = []
    for digest in sorted(wanted - known):
        packed = kept.packed(digest)
        if packed is not None:
            made = Snapshot(digest=digest, packed=packed)
            made.size = len(made.content)
            found.append(insert(made))
    return found


@acting
def ask_again(*, faults: Sequence[Fault], by: Actor, at: datetime) -> list[Fault]:
    """Have things that were found looked at again soon. Raises StepRefused, NotAllowed."""
    _check(faults, by)
    rows = [_changed(each, again=True) for each in faults]
    record(facts.AskedAgain(faults[0].run_id, len(rows)), ref=faults[0].ref, by=by.name, at=at, rows=rows)
    return rows


@acting
def keep_look(*, fault: Fault, still: Seen | None, told: str, by: Actor, at: datetime) -> Fault:
    """What came of looking again: ``still`` there, or gone. ``told``: in words."""
    on = localdate(at)
    if still is not None:
        _changed(fault, again=False, seen_on=on, status=still.status, trouble=still.trouble)
    else:
        _changed(fault, again=False, state=GONE, gone_on=on)
    said = facts.LookedAgain(fault.code, fault.indicator, told)
    record(said, ref=fault.ref, by=by.name, at=at, rows=[fault])
    return fault


@acting
def assign(
    *, faults: Sequence[Fault], unit: Unit, office: Unit, text: str, days: int, by: Actor, at: datetime
) -> Finding:  # fmt: skip
    """Ask a unit, by a rectification suggestion, to put right what was found. Raises StepRefused, NotAllowed."""
    _check(faults, by)
    if given := next((each for each in faults if each.finding), None):
        raise StepRefused(f"“{given.place[:40]}”已经派过了，请在“说明和整改”里看", "faults")
    title = f"网站监测发现的{len(faults)}处问题"
    made = findings.make(
        sort=SUGGEST, unit=unit, office=office, title=title, text=text, about=[], days=days, by=by, at=at
    )
    rows = [_changed(each, finding=made.code, unit_id=unit.pk) for each in faults]
    told = facts.FaultsAssigned(faults[0].run_id, made.code, unit.code, len(rows))
    record(told, ref=faults[0].ref, by=by.name, at=at, rows=rows)
    return made


def _check(faults: Sequence[Fault], by: Actor) -> None:
    root = root_unit()
    if not all(by.holds_any(OVERSEERS, each.unit_id or root.pk) for each in faults):
        raise NotAllowed("要由政务公开办或者监察人员来办")
    if not faults:
        raise StepRefused("请选一处问题", "faults")
    if len(faults) > AT_ONCE:
        raise StepRefused(f"一次最多选{AT_ONCE}处", "faults")
    if any(each.state == GONE for each in faults):
        raise StepRefused("有的问题已经消除了，请看最新的情况再选", "faults")
