"""True sentences in the manner of civil servants' prose, with random figures: none of them may ever be accused."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from gongkai.pure.audit.auditing import FAILED, audit
from gongkai.pure.audit.claims.tests.texts import document
from gongkai.pure.audit.tests.true import bases, bulletins, dimensions, moves, others, prose, turns, wholes  # noqa: F401
from gongkai.pure.audit.tests.true.drawn import PATTERNS, Drawn, Pattern

HEAD = "某县2022年政府信息公开工作年度报告\n一、概述\n"


def sentences(seed: int) -> Iterator[str]:
    """One sentence of each pattern, each with figures of its own."""
    for told in PATTERNS:
        for number, _ in enumerate(told(_drawn(seed, told, 0))):
            yield next(islice(told(_drawn(seed, told, number)), number, None))


def _drawn(seed: int, told: Pattern, number: int) -> Drawn:
    return Drawn(f"{seed} {told.__module__} {told.__name__} {number}")


def accused(seed: int) -> Iterator[tuple[str, list[str]]]:
    """The sentences that are accused, or that a rule breaks down on, each with the arithmetic."""
    for sentence in sentences(seed):
        found = audit(document(HEAD + sentence))
        failed = [note.zh for note in found.notes if note.code == FAILED]
        if found.contradictions or failed:
            yield sentence, [*(each.arithmetic for each in found.contradictions), *failed]
