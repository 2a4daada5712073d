"""How well the auditor does on the labels: ``python -m gongkai.pure.audit.corpus.score [--misses]``.

Precision and recall of `contradicts`, the share of checkable claims that were recognised, and coverage, each beside what
an auditor would get that says nothing. The held part is scored as the other, but its misses are not told.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.pure.audit import Audit, Document, audit
from gongkai.pure.audit.corpus.labels import PARTS, Labelled, Part, everything
from gongkai.pure.audit.corpus.matching import Placed, about, meets
from gongkai.pure.audit.coverage import Coverage, coverage
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.readers import read


@dataclass(frozen=True)
class Outcome:
    """A labelled text after its audit."""

    labelled: Labelled
    document: Document
    audit: Audit
    placed: tuple[Placed, ...]

    @property
    def missed(self) -> list[Placed]:
        """Labelled contradictions that no finding accuses."""
        return [each for each in self.wrong if not about(each, self.audit.contradictions)]

    @property
    def wrong(self) -> list[Placed]:
        return [each for each in self.placed if each.label.verdict == "contradicts"]

    @property
    def accused(self) -> list[Finding]:
        """Accusations of what no label calls wrong."""
        return [each for each in self.audit.contradictions if not any(meets(label, each) for label in self.wrong)]

    @property
    def checkable(self) -> list[Placed]:
        return [each for each in self.placed if each.label.verdict != "unclear"]

    @property
    def overlooked(self) -> list[Placed]:
        """Checkable claims of which no finding says whether they hold."""
        told = [each for each in self.audit.findings if each.verdict != "unclear"]
        return [each for each in self.checkable if not about(each, told)]

    @property
    def coverage(self) -> Coverage:
        return coverage(self.document.text, self.audit)


@dataclass(frozen=True)
class Score:
    """Counts, and the rates made of them; a rate of nothing is None. coverage: over whole reports only."""

    texts: int
    accusations: int
    accused: int
    wrong: int
    missed: int
    checkable: int
    overlooked: int
    runs: int
    covered: int

    @property
    def precision(self) -> float | None:
        return _share(self.accusations - self.accused, self.accusations)

    @property
    def recall(self) -> float | None:
        return _share(self.wrong - self.missed, self.wrong)

    @property
    def recognised(self) -> float | None:
        return _share(self.checkable - self.overlooked, self.checkable)

    @property
    def coverage(self) -> float | None:
        return _share(self.covered, self.runs)

    def as_row(self, name: str) -> str:
        rates = (self.precision, self.recall, self.recognised, self.coverage)
        cells = "".join(f"{'–' if rate is None else f'{rate:.3f}':>12}" for rate in rates)
        return f"{name:24}{cells}   {self.texts} texts, {self.wrong} of {self.checkable} claims wrong"


HEAD = f"{'':24}{'precision':>12}{'recall':>12}{'recognised':>12}{'coverage':>12}"


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def audited(labelled: Labelled) -> tuple[Document, Audit]:
    """The text as read, and its audit."""
    document = read(labelled.content, labelled.name)
    previous = read(labelled.previous, labelled.name) if labelled.previous else None
    return document, audit(document, previous)


def take(labelled: Labelled) -> Outcome:
    """Read, audit, and find the figures of the labels in the text as read. Raises NotInText."""
    document, found = audited(labelled)
    return Outcome(
        labelled, document, found, tuple(Placed(label, label.spans(document.text)) for label in labelled.labels)
    )


def outcomes(part: Part) -> list[Outcome]:
    return [take(each) for each in everything(part)]


def score(found: Iterable[Outcome]) -> Score:
    found = list(found)
    whole = [each for each in found if each.labelled.whole_report]
    return Score(
        texts=len(found),
        accusations=sum(len(each.audit.contradictions) for each in found),
        accused=sum(len(each.accused) for each in found),
        wrong=sum(len(each.wrong) for each in found),
        missed=sum(len(each.missed) for each in found),
        checkable=sum(len(each.checkable) for each in found),
        overlooked=sum(len(each.overlooked) for each in found),
        runs=sum(each.coverage.runs for each in whole),
        covered=sum(each.coverage.checked for each in whole),
    )


def silent(each: Outcome) -> Outcome:
    """The same text after an audit that says nothing."""
    return Outcome(each.labelled, each.document, Audit((), ()), each.placed)


def _misses(found: Iterable[Outcome]) -> Iterator[str]:
    for each in found:
        for placed in each.missed:
            yield _tell("MISSED", each, placed)
        for finding in each.accused:
            quote = each.document.text[finding.start : finding.end].replace("\n", "⏎")[:160]
            yield f"ACCUSED     {each.labelled.id}: {finding.kind} {finding.arithmetic}  「{quote}」"
        for placed in each.overlooked:
            if placed not in each.missed:
                yield _tell("OVERLOOKED", each, placed)


def _tell(what: str, each: Outcome, placed: Placed) -> str:
    label = placed.label
    return f"{what:11} {each.labelled.id}: {label.kind} {' '.join(label.figures)}  {label.check or label.reach or label.note}"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m gongkai.pure.audit.corpus.score", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was accused wrongly")
    parser.add_argument(
        "--held", action="store_true", help="with --misses: of the held part instead (not for rule-writers)"
    )
    args = parser.parse_args(arguments)
    found = {part: outcomes(part) for part in PARTS}
    if args.misses:
        for line in _misses(found["held" if args.held else "shown"]):
            print(line)
        print()
    print(HEAD)
    for part, of_part in found.items():
        whole = [each for each in of_part if each.labelled.whole_report]
        print(score(of_part).as_row(part))
        print(score(whole).as_row(f"{part}, reports only"))
        print(score(map(silent, of_part)).as_row(f"{part}, saying nothing"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
