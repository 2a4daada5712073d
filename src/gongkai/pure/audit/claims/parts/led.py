"""Proposals told by where they came from, then by who leads: 「建议14件，提案31件，主办27件，会办19件」. Kind `sum`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.repair import one_digit_repair
from gongkai.pure.audit.report import Report

REASONS = {
    "led": ("主办、会办共{expected}，多于建议、提案的{stated}", "Led and joined make {expected}, more than the {stated} proposals"),
    "led-holds": ("主办、会办之和等于建议、提案之和", "Led and joined make as many as the proposals"),
}  # fmt: skip
_CAME = (re.compile(r"建议[^，。；]{0,4}$"), re.compile(r"提案[^，。；]{0,4}$"))
_WORK = (re.compile(r"(?:主办|独办)(?:件)?$"), re.compile(r"(?:会办|协办|分办)(?:件)?$"))


def led(report: Report, last: Report | None) -> Iterator[Finding]:
    """Of each sentence: four figures in a row."""
    for passage in report.passages:
        for sentence in passage.sentences:
            counts = sentence.counts
            for four in zip(counts, counts[1:], counts[2:], counts[3:], strict=False):
                if _are(four[:2], _CAME) and _are(four[2:], _WORK) and _together(sentence, four):
                    yield from _judge(four)


def _are(pair: tuple[Quantity, ...], words: tuple[re.Pattern[str], re.Pattern[str]]) -> bool:
    one, other = pair
    first, second = words
    return bool(
        (first.search(one.lead) and second.search(other.lead)) or (second.search(one.lead) and first.search(other.lead))
    )


_STOP = re.compile("[；。]")


def _together(sentence: Sentence, four: tuple[Quantity, ...]) -> bool:
    whole = all(each.is_whole and same(each.unit, four[0].unit) for each in four)
    return whole and not _STOP.search(sentence.between(four[0], four[-1]))


def _judge(four: tuple[Quantity, ...]) -> Iterator[Finding]:
    came, work = four[0].value + four[1].value, four[2].value + four[3].value
    if work < came:
        return  # others may have been told elsewhere
    holds = work == came
    a, b, c, d = (each.number for each in four)
    sign = "=" if holds else "≠"
    repair = None if holds else one_digit_repair(four, lambda q: q[0].value + q[1].value == q[2].value + q[3].value)
    yield Finding(
        "sum", "holds" if holds else "contradicts", four[0].start, four[-1].end, tuple(each.figure for each in four),
        str(work), str(came), f"{a}+{b}={came}{sign}{work}={c}+{d}", "led-holds" if holds else "led",
        {"stated": str(came), "expected": str(work)}, repair, 0.85,
    )  # fmt: skip
