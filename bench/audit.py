"""The auditor on its labelled texts: how right, how much of them, how fast. Needs no home."""

import time
from collections.abc import Iterator

from bench.report import Line
from bench.size import Size
from gongkai.pure.audit.corpus.labels import PARTS, everything, reports
from gongkai.pure.audit.corpus.score import Score, audited, score, silent, take

PAGE = 2000
"""Characters of a page."""
PAGES_A_SECOND = 50
PRECISION, RECALL, RECOGNISED = 0.95, 0.8, 0.7
NAMES = {"shown": "texts that rule-writers see", "held": "texts held back", "later": "reports of other labellers"}


def measure(size: Size) -> Iterator[Line]:
    for part in PARTS:
        found = [take(each) for each in everything(part)[: size.texts]]
        yield from _rates(NAMES[part], score(found), score(map(silent, found)))
    yield _speed(size.seconds, size.texts)


def _rates(name: str, reached: Score, nothing: Score) -> Iterator[Line]:
    what = f"Audit, {reached.texts} {name}"
    yield _rate(f"{what}: precision of accusations", reached.precision, nothing.precision, PRECISION)
    yield _rate(f"{what}: recall of {reached.wrong} wrong claims", reached.recall, nothing.recall, RECALL)
    told = f"{what}: share of {reached.checkable} checkable claims recognised"
    yield _rate(told, reached.recognised, nothing.recognised, RECOGNISED)
    yield _rate(f"{what}: coverage of {reached.runs} figures of whole reports", reached.coverage, nothing.coverage)


def _rate(what: str, reached: float | None, nothing: float | None, floor: float | None = None) -> Line:
    target, met = ("", None) if floor is None else (f"≥ {floor:g}", (reached or 0) >= floor)
    return Line(what, _told(reached), f"{_told(nothing)} by saying nothing", None, target, met)


def _told(rate: float | None) -> str:
    return "–" if rate is None else f"{rate:.3f}"


def _speed(seconds: int, at_most: int | None) -> Line:
    """Reading and auditing whole reports (txt, HTML, Markdown) one after another, in time of one core."""
    texts = [each for part in PARTS for each in reports(part)[:at_most]]
    pages, begun = 0.0, time.process_time()
    while (taken := time.process_time() - begun) < seconds:
        pages += sum(len(audited(each)[0].text) for each in texts) / PAGE
    speed = pages / taken
    return Line(
        f"Audit of whole reports, pages of {PAGE} characters a second on one core",
        f"{speed:.0f} pages/s",
        target=f"≥ {PAGES_A_SECOND} pages/s",
        met=speed >= PAGES_A_SECOND,
    )
