"""The one change that a finding offers, tried on the report: all that it touches must then hold, and nothing else be wrong.

「974项，其中472项，占50.0%」 alone would hold of 944; where the 974 are also the sum of their parts, one change mends nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from gongkai.pure.audit.document import Document, Paragraph
from gongkai.pure.audit.finding import Figure, Finding
from gongkai.pure.audit.quantities.plain import plain
from gongkai.pure.audit.report import Report

Judged = Callable[[Report], Sequence[Finding]]
Change = tuple[Figure, str]
Key = frozenset[int]

_BEFORE, _BEHIND = 2, 1
"""So many paragraphs around those that a change touches may tell more of them."""


def tried(report: Report, findings: Sequence[Finding], judged: Judged) -> Iterator[Finding]:
    """The findings, each with whether its repair mends all. judged: what the rules for sentences find in a report."""
    known: dict[Change, bool] = {}
    for each in findings:
        if each.repair is None:
            yield each
            continue
        if each.repair not in known:
            known[each.repair] = _mends_all(report, each.repair, findings, judged)
        yield replace(each, mends_all=known[each.repair])


def _mends_all(report: Report, change: Change, findings: Sequence[Finding], judged: Judged) -> bool:
    figure, _ = change
    touched = [each for each in findings if figure in each.figures and each.verdict != "unclear"]
    spans = [*report.covered, *((each.start, each.end) for each in report.document.tables)]
    if any(start <= figure.start < end for start, end in spans):
        # Relations were tried with all of their table already.
        return all(each.repair == change or each.kind == "relation" for each in touched)
    if any(each.verdict == "contradicts" and each.repair != change and each.kind == "relation" for each in touched):
        return False
    mine = {_key(each) for each in touched}
    wrong = {_key(each) for each in findings if each.verdict == "contradicts"} - mine
    then = [(_key(each, change), each.verdict) for each in judged(_changed(report, change, touched))]
    holding = {key for key, verdict in then if verdict in ("holds", "rounding")}
    return mine <= holding and {key for key, verdict in then if verdict == "contradicts"} <= wrong


def _key(found: Finding, change: Change | None = None) -> Key:
    """What a finding is of: where its figures stand in the report as it is. change: after which it was found."""
    starts = [each.start for each in found.figures]
    if change:
        figure, instead = change
        longer = len(instead) - len(figure.text)
        starts = [start - longer if start > figure.start else start for start in starts]
    return frozenset(starts)


def _changed(report: Report, change: Change, touched: Sequence[Finding]) -> Report:
    """The report with the figure as it would be printed, and of its paragraphs those that the findings touch, and some around."""
    figure, instead = change
    longer = len(instead) - len(figure.text)

    def moved(place: int) -> int:
        return place + longer if place > figure.start else place

    text = report.document.text
    near = _near(report.document, touched)
    paragraphs = tuple(
        Paragraph(moved(each.start), moved(each.end if number in near else each.start), each.kind)
        for number, each in enumerate(report.document.paragraphs)
    )
    covered = tuple((moved(start), moved(end)) for start, end in report.covered)
    made = Report(Document(text[: figure.start] + instead + text[figure.end :], paragraphs), covered)
    # Known already: its title may not be among the paragraphs, and a text of other length would be made plain once more.
    vars(made)["year"] = report.year
    vars(made)["plain"] = report.plain[: figure.start] + plain(instead) + report.plain[figure.end :]
    return made


def _near(document: Document, touched: Sequence[Finding]) -> set[int]:
    places = [figure.start for each in touched for figure in each.figures]
    hit = [
        number
        for number, each in enumerate(document.paragraphs)
        if any(each.start <= place < each.end for place in places)
    ]
    return {near for number in hit for near in range(number - _BEFORE, number + _BEHIND + 1)}
