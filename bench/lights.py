"""Supervision's first page and its large screen, looked at over HTTP by those who oversee."""

import threading
import time
from collections.abc import Iterator
from random import Random
from statistics import median, quantiles

from bench.prototypes import TODAY
from bench.report import Line
from bench.served import web
from bench.size import Size
from bench.worklist import THINK, SignInFailed, Visitor, give_passwords
from gongkai.ground.units.models import Person
from gongkai.ground.units.scope import scope_of
from gongkai.kernel.flow.models import Duty

MOST_MS, PEOPLE = 200, 4
PAGES = {
    "The first page of supervision": ("/desk/supervision/", "/desk/supervision/?p=foi"),
    "The large screen": ("/desk/supervision/wall/",),
}


def lines(size: Size, cases: int) -> Iterator[Line]:
    """A line for each page: latencies at the client, of all people together."""
    people = [each for each in Person.objects.order_by("pk") if scope_of(each, TODAY).whole][: min(PEOPLE, size.users)]
    give_passwords(people)
    open_duties = Duty.objects.filter(closed_on=None).count()
    with web() as port:
        visitors = []
        for person in people:
            visitors.append(Visitor(port))
            visitors[-1].sign_in(person)
        for name, addresses in PAGES.items():
            took = _looked_at(visitors, addresses, size.seconds * 2)
            p50, p95 = median(took) * 1000, quantiles(took, n=20)[-1] * 1000
            yield Line(
                f"{name} at {cases:,} cases, {open_duties:,} open duties, {len(people)} people, {THINK:g} s between",
                f"p50 {p50:.0f} ms, p95 {p95:.0f} ms ({len(took)} pages)", "", None, f"p95 < {MOST_MS} ms", p95 < MOST_MS,
            )  # fmt: skip
        for visitor in visitors:
            visitor.close()


def _looked_at(visitors: list[Visitor], addresses: tuple[str, ...], seconds: float) -> list[float]:
    took: list[float] = []

    def work(visitor: Visitor, rng: Random) -> None:
        for address in addresses:  # The first look warms both processes.
            visitor.ask("GET", address)
        end = time.monotonic() + seconds
        while True:
            begun = time.perf_counter()
            status, _ = visitor.ask("GET", rng.choice(addresses))
            if status != 200:
                raise SignInFailed(f"{addresses[0]} was answered {status}")
            took.append(time.perf_counter() - begun)
            if time.monotonic() >= end and len(took) > 2:
                return
            time.sleep(THINK * rng.uniform(0.5, 1.5))

    threads = [threading.Thread(target=work, args=(visitor, Random(n))) for n, visitor in enumerate(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(took) < 3:
        raise RuntimeError("supervision answered too seldom to say anything")
    return took
