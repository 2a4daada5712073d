"""The labels themselves: their figures stand in their texts, and their arithmetic is right."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from gongkai.pure.audit.corpus.labels import PARTS, Label, Labelled, Part, everything, find
from gongkai.pure.audit.corpus.tests import calculator
from gongkai.pure.audit.finding import KINDS, VERDICTS

FREE = {"1", "2", "3", "10", "12", "365", "100", "0", "50"}
"""Numbers that a check takes from words: a half, twelve months, the days of a year."""


def _claims(part: Part) -> Iterator[tuple[str, Labelled, Label]]:
    for each in everything(part):
        for number, label in enumerate(each.labels):
            yield f"{each.id} {number}", each, label


def test_ids_are_unique():
    ids = Counter(each.id for part in PARTS for each in everything(part))
    assert [name for name, times in ids.items() if times > 1] == []


@pytest.mark.parametrize("part", PARTS)
def test_labels_fit_their_texts(part):
    """Kind and verdict exist, and each figure stands in the text, once."""
    for name, each, label in _claims(part):
        assert label.kind in KINDS, name
        assert label.verdict in VERDICTS, name
        spans = label.spans(each.content.decode())
        assert len(set(spans)) == len(spans) > 0, name
        assert all(find(figure, each.previous.decode()) for figure in label.before), name


@pytest.mark.parametrize("part", PARTS)
def test_the_arithmetic_of_labels_is_right(part):
    for name, _, label in _claims(part):
        if label.check:
            assert calculator.verdict(label.check) == label.verdict, name
        if label.reach:
            rate, base = label.reach.split(" of ")
            reachable = calculator.reachable(calculator.value(rate), int(base))
            assert label.verdict == ("holds" if reachable else "contradicts"), name


@pytest.mark.parametrize("part", ["shown", "held"])  # other labellers write out what they derive: 25% of 12 as 3
def test_the_arithmetic_speaks_of_the_figures(part):
    """Each number of a check is one of the label's figures, or a bound, or `FREE`; what is spelt in Chinese is trusted."""
    for name, _, label in _claims(part):
        figures = [_narrow(figure.partition("@")[0].partition("#")[0]) for figure in (*label.figures, *label.before)]
        if not any(re.search("[二三四五六七八九十百千]", figure) for figure in figures):
            known = FREE | {number for figure in figures for number in re.findall(r"\d+(?:\.\d+)?", figure)}
            told = re.findall(r"\d+(?:\.\d+)?", label.check + label.reach)
            assert [number for number in told if number not in known and not _bound(number, label.check)] == [], name


def _narrow(figure: str) -> str:
    return re.sub(r"[,， \n]", "", figure).translate(str.maketrans("０１２３４５６７８９．％", "0123456789.%"))


def _bound(number: str, check: str) -> bool:
    """A bound that an approximate word sets, 「540 <= 592 <= 600」, stands alone on its side."""
    return bool(re.search(rf"(?:^|[<>=])\s*{re.escape(number)}[%万亿]?\s*(?:[<>=]|$)", check)) and "<" in check


@pytest.mark.parametrize("part", PARTS)
def test_who_accuses_can_show_it(part):
    """Figures that contradict each other, or that only rounding explains, have their arithmetic."""
    bare = [
        name
        for name, _, label in _claims(part)
        if label.verdict in ("contradicts", "rounding") and label.kind != "words" and not (label.check or label.reach)
    ]
    assert bare == []


@pytest.mark.parametrize(
    "check, verdict",
    [
        ("20+17 = 37", "holds"),
        ("20+17 = 38", "contradicts"),
        ("1/3 = 33.3%", "holds"),
        ("2/3 = 66.6%", "rounding"),
        ("2/3 = 66.5%", "contradicts"),
        ("3301/5000 = 66.1%", "contradicts"),
        ("3301/5000 ~ 66.1%", "rounding"),
        ("3301/5000 ~ 66.2%", "contradicts"),
        ("33.3%+33.3%+33.3% = 1", "rounding"),
        ("1.26万+1.2万 = 2.4万", "rounding"),
        ("3.2万 = 32015", "holds"),
        ("3.2万 = 33515", "contradicts"),
        ("(90-75)/75 = 20%", "holds"),
        ("540 <= 592 <= 600", "holds"),
        ("540 <= 601 <= 600", "contradicts"),
    ],
)
def test_the_calculator_calculates(check, verdict):
    assert calculator.verdict(check) == verdict


def test_figures_are_found_whole():
    text = "共12件，其中2件，又2件；1,002件，2.2件"
    assert find("2件", text) == (7, 9)
    assert find("2件#2", text) == (11, 13)
    assert find("2件@又", text) == (11, 13)
