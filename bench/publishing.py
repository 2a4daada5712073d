"""One publication: the signatory's act and the worker's round that follows, until all pages that show it are in place."""

from collections.abc import Iterator
from datetime import timedelta
from statistics import median
from time import perf_counter

from bench.acts import NOW
from bench.report import Line
from bench.size import Size
from gongkai.demo import county
from gongkai.demo.content import holders
from gongkai.demo.stage import Progress
from gongkai.doors.cli.worker import one_round
from gongkai.engines.site import tree
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Record

MOST = 2.0
NEVER = float("inf")


def measure(size: Size) -> Iterator[Line]:
    """Records that wait for their signature, one after another. The papers of notices are put off: they are no part of this."""
    one_round(NOW, {"notices": (1, NEVER)})
    progress, took, at = Progress(size.rounds, "Publishing"), [], NOW
    waiting = Record.objects.filter(state="cleared").select_related("unit", "section").order_by("pk")[: size.rounds]
    for record in waiting:
        at += timedelta(minutes=1)
        signatory = county.actor(
            next(p.username for p in holders("signatory", record.unit.code) if p.username != record.author)
        )
        begun = perf_counter()
        records.publish(record=record, by=signatory, at=at)
        fine = one_round(at, {"notices": (1, NEVER)})
        took.append(perf_counter() - begun)
        page = tree.site_path(tree.CURRENT, "r", record.pk, "index.html")
        if not (fine and page.exists()):
            raise RuntimeError(f"{record.pk} was published, and its page does not stand")
        progress.show(len(took))
    seconds = median(took)
    yield Line(
        f"One publication among {size.records:,} records: act, count sheets, pages", f"{seconds:.2f} s",
        "", None, f"< {MOST:g} s", seconds < MOST,
    )  # fmt: skip
