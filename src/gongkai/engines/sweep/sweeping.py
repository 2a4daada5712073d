"""Searching all that is published: a little each second, from where the last step ended; stopped anywhere and begun again, nothing is left out.

Each record is searched as it stands on the site, by the lists in force; of its attachments only those are read again that were searched by
others. At the end what is said beside the records is searched likewise.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from time import monotonic

from django.db import transaction
from django.utils.timezone import localdate, localtime

from gongkai.engines.sweep import queries
from gongkai.engines.sweep.beside import Said, said_beside
from gongkai.engines.sweep.models import Suspect, SuspectText, Sweep
from gongkai.ground.files.queries import by_ids
from gongkai.ground.guard.inspecting import inspect_missing
from gongkai.ground.guard.queries import lists, rules
from gongkai.kernel.flow import consumers
from gongkai.kernel.records.guarding import look
from gongkai.kernel.records.models import Record
from gongkai.pure.guard.passages import Passage, scan

CONSUMER = "guard"
BEGINS = 1
"""The hour of the night at which a search begins; missed, it begins as soon as the worker runs again."""
AT_ONCE = 20
SECONDS = 1.0
"""How long a step takes: others wait meanwhile."""
A_FILE = 20.0


def step(at: datetime, seconds: float = SECONDS) -> int:
    """Go on with the search that is under way, or begin one that is due; how many records were searched."""
    sweep = queries.latest()
    if sweep is None or sweep.finished_at:
        if not queries.due(localtime(at), BEGINS):
            return 0
        sweep = begin(at)
    return go_on(sweep, at, seconds)


def begin(at: datetime) -> Sweep:
    return Sweep.objects.create(started_at=at, rules=rules(), total=queries.how_many())


def go_on(sweep: Sweep, at: datetime, seconds: float) -> int:
    """Search for so long, from where the search stands; at its end it forgets what is not on the site any more."""
    until, done = monotonic() + seconds, 0
    while records := queries.next_live(sweep.last, AT_ONCE):
        # Outside the transaction: reading attachments may take long.
        found = [(record, *_searched(record)) for record in records]
        with transaction.atomic():
            for record, version, sorts, stops in found:
                _keep(record, version, sorts, stops, at)
            sweep.last, sweep.done = records[-1].pk, sweep.done + len(records)
            sweep.save(update_fields=["last", "done"])
        done += len(records)
        if monotonic() > until:
            return done
    if _search_beside(sweep, at, until):
        sweep.finished_at = at
        sweep.save(update_fields=["finished_at"])
        Suspect.objects.filter(found_at__lt=sweep.started_at).delete()
        SuspectText.objects.filter(found_at__lt=sweep.started_at).delete()
    return done


def _search_beside(sweep: Sweep, at: datetime, until: float) -> bool:
    """Go on with what is said beside the records; is all of it done?"""
    left = [said for said in said_beside(localdate(at)) if said.ref > sweep.last_said]
    for first in range(0, len(left), AT_ONCE):
        chunk = left[first : first + AT_ONCE]
        with transaction.atomic():
            for said in chunk:
                _keep_said(said, at)
            sweep.last_said, sweep.said = chunk[-1].ref, sweep.said + len(chunk)
            sweep.save(update_fields=["last_said", "said"])
        if monotonic() > until:
            return chunk[-1] is left[-1]
    return True


def _keep_said(said: Said, at: datetime) -> None:
    finds = [each.find for each in scan([Passage(text) for text in said.texts], on=said.on, lists=lists())]
    if not finds:
        SuspectText.objects.filter(pk=said.ref).delete()
        return
    values = {
        "mark": queries.mark_of_text(said), "sorts": dict(Counter(find.sort for find in finds)),
        "stops": sum(find.stops for find in finds), "found_at": at,
    }  # fmt: skip
    SuspectText.objects.update_or_create(pk=said.ref, defaults=values)


def search_new(seconds: float = SECONDS) -> int:
    """Search attachments of records that were stored since the last time, for so long, so that whoever opens the record finds it done; once a
    list of words was loaded, also those again of records on which somebody is at work.
    """
    until, place, count = monotonic() + seconds, consumers.place(CONSUMER), 0
    while news := queries.news_from(place, AT_ONCE):
        for idx, file, formed_on in news:
            if file and formed_on:
                inspect_missing([file], formed_on, A_FILE)
                count += 1
            while not file and (again := queries.outdated(AT_ONCE)):
                for each, on in again:
                    inspect_missing([each], on, A_FILE)
                    count += 1
                    if monotonic() > until:
                        return count  # the rest of them next time: the place has not moved
            place = idx + 1
            consumers.move_to(CONSUMER, place)
            if monotonic() > until:
                return count
    return count


def all_of_it(at: datetime, show: Callable[[int, int], None] = lambda done, total: None) -> Sweep:
    """Search everything at once: the search that is under way, or a new one."""
    sweep = queries.latest()
    if sweep is None or sweep.finished_at:
        sweep = begin(at)
    while not sweep.finished_at:
        go_on(sweep, at, SECONDS)
        show(sweep.done, max(sweep.total, sweep.done))
    return sweep


def recheck(record: Record, at: datetime) -> None:
    """Search one published record again, after something was done about it."""
    if record.live:
        _keep(record, *_searched(record), at)


def _searched(record: Record) -> tuple[int, Counter[str], int]:
    """The version that stands, how many of each sort were found in it and not dealt with, and how many stop."""
    version = queries.published_version(record)
    content = version.values()
    if attached := by_ids(content.get("attachments") or []):
        inspect_missing(attached, date.fromisoformat(content["formed_on"]), A_FILE)
    left = [hit for hit in look(record, version).hits if hit.given is None]
    return version.number, Counter(hit.sort.code for hit in left), sum(hit.stops for hit in left)


def _keep(record: Record, version: int, sorts: Counter[str], stops: int, at: datetime) -> None:
    if not sorts:
        Suspect.objects.filter(pk=record.pk).delete()
        return
    values = {"version": version, "sorts": dict(sorts), "stops": stops, "found_at": at}
    Suspect.objects.update_or_create(pk=record.pk, defaults=values)
