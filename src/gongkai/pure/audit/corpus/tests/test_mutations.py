"""One digit, one unit, one word of a correct claim is changed; the verdict has to follow.

What is demanded is told by the calculator and by the words, and only of claims that are recognised as they stand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import pytest

from gongkai.pure.audit.corpus.labels import Label, Labelled, passages
from gongkai.pure.audit.corpus.matching import Placed, about
from gongkai.pure.audit.corpus.score import take
from gongkai.pure.audit.corpus.tests import calculator

CAUGHT = {"digit": 0.6, "unit": 0.75, "word": 0.9}
"""The shares of mutations that have to be seen; they go up and not down."""

TEXTS = {each.id: each for part in ("shown", "held") for each in passages(part)}


@dataclass(frozen=True)
class Mutation:
    labelled: Labelled
    label: Label
    start: int
    end: int
    to: str

    def applied(self) -> Labelled:
        text = self.labelled.content.decode()
        changed = text[: self.start] + self.to + text[self.end :]
        return replace(self.labelled, content=changed.encode(), labels=())


def _verdicts(mutation: Mutation) -> set[str]:
    """What is said of the label's figures once the text has changed: their places move by what was inserted."""
    outcome = take(mutation.applied())
    grown = len(mutation.to) - (mutation.end - mutation.start)
    spans = tuple(
        (start + grown * (start > mutation.start), end + grown * (end > mutation.start))
        for start, end in mutation.label.spans(mutation.labelled.content.decode())
    )
    return {each.verdict for each in about(Placed(mutation.label, spans), outcome.audit.findings)}


@cache
def _recognised() -> list[tuple[Labelled, Label]]:
    """Claims that hold, are an equation, and are seen to hold."""
    found = []
    for each in TEXTS.values():
        outcome = take(each)
        for placed in outcome.placed:
            seen = any(finding.verdict == "holds" for finding in about(placed, outcome.audit.findings))
            if seen and placed.label.verdict == "holds" and re.fullmatch(r"[^<>]+=[^<>]+", placed.label.check):
                found.append((each, placed.label))
    return found


def _one_digit(each: Labelled, label: Label) -> Iterator[Mutation]:
    """The first digit of a figure up by one, where that makes the equation fail whatever else there may be.

    Parts only grow: parts that fall short of their whole may have forgotten one.
    """
    text = each.content.decode()
    left, right = label.check.split("=")
    for figure, (start, _) in zip(label.figures, label.spans(text), strict=True):
        printed = figure.partition("#")[0]
        number = re.match(r"\d+(?:\.\d+)?", printed)
        if not number or number[0] not in re.findall(r"\d+(?:\.\d+)?", left if label.kind == "sum" else right):
            continue
        if printed[0] == "9" or label.check.count(number[0]) != 1:
            continue
        changed = str(int(printed[0]) + 1) + number[0][1:]
        if calculator.verdict(label.check.replace(number[0], changed)) == "contradicts":
            yield Mutation(each, label, start, start + len(number[0]), changed)


def _one_unit(each: Labelled, label: Label) -> Iterator[Mutation]:
    """A 万 too many behind the total of a sum."""
    text = each.content.decode()
    total = label.check.split("=")[1].strip()
    for figure, (start, _) in zip(label.figures, label.spans(text), strict=True):
        number = re.match(r"\d{4,}(?=[^\d万亿.,]|$)", figure.partition("#")[0])
        if label.kind == "sum" and number and number[0] == total and len(label.figures) > 2:
            yield Mutation(each, label, start, start + len(total), total + "万")


@pytest.mark.parametrize("what, mutate", [("digit", _one_digit), ("unit", _one_unit)])
def test_a_changed_figure_is_accused(what, mutate):
    mutations = [mutation for each, label in _recognised() for mutation in mutate(each, label)]
    overlooked = [
        f"{each.labelled.id}: {each.labelled.content.decode()[each.start : each.end]} -> {each.to}"
        for each in mutations
        if "contradicts" not in _verdicts(each)
    ]
    assert len(mutations) >= 10
    assert len(overlooked) <= len(mutations) * (1 - CAUGHT[what]), overlooked


ACQUITTED, NOT_HELD = "not accused", "not held"
WORDS = (
    ("sum-001", "其中", "另有", ACQUITTED),
    ("sum-002", "其中", "另有", ACQUITTED),
    ("sum-020", "其中", "另有", ACQUITTED),
    ("sum-032", "其中", "另有", ACQUITTED),
    ("sum-013", "合计", "另有公示", ACQUITTED),
    ("change-006", "由76.4%提升到88.2%", "由88.2%提升到76.4%", NOT_HELD),
    ("change-013", "压缩60%", "压缩到60%", "contradicts"),
    ("change-014", "压缩40%", "压缩到40%", "holds"),
    ("change-016", "是上年4058条的2倍", "比上年4058条增长2倍", "contradicts"),
    ("change-017", "比上年4058条增长了2倍", "是上年4058条的2倍", "holds"),
    ("percent-019", "95%以上", "90%以上", "holds"),
    ("percent-020", "90%以上", "95%以上", "contradicts"),
    ("percent-023", "占91.3%", "占89.1%", "holds"),
    ("unit-002", "36210万人次", "36210人次", "holds"),
    ("words-003", "\n2009年", "\n2010年", ACQUITTED),
    ("words-006", "四个到位", "三个到位", ACQUITTED),
    ("words-012", "共8个", "等8个", ACQUITTED),
)
"""Passage, words, other words, and what has to be said then of its first claim."""


def test_a_changed_word_changes_the_verdict():
    wrong = []
    for name, old, new, wanted in WORDS:
        each = TEXTS[name]
        start = each.content.decode().index(old)
        verdicts = _verdicts(Mutation(each, each.labels[0], start, start + len(old), new))
        right = {ACQUITTED: "contradicts" not in verdicts, NOT_HELD: "holds" not in verdicts}
        if not right.get(wanted, wanted in verdicts and not {"holds", "contradicts"} <= verdicts):
            wrong.append((name, new, verdicts))
    assert len(wrong) <= len(WORDS) * (1 - CAUGHT["word"]), wrong
