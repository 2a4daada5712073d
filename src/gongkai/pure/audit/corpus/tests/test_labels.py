"""The labels themselves: their figures stand in their texts, and their arithmetic is right."""

import re
from collections import Counter

import pytest

from gongkai.pure.audit.corpus.labels import PARTS, everything, find
from gongkai.pure.audit.corpus.tests import calculator
from gongkai.pure.audit.finding import KINDS, VERDICTS

ALL = [each for part in PARTS for each in everything(part)]
CLAIMS = [
    pytest.param(each, label, id=f"{each.id}-{number}") for each in ALL for number, label in enumerate(each.labels)
]


def _text(each) -> str:
    return each.content.decode("gb18030" if "gb18030" in each.name else "utf-8")


def test_ids_are_unique():
    assert [name for name, times in Counter(each.id for each in ALL).items() if times > 1] == []


@pytest.mark.parametrize("each, label", CLAIMS)
def test_a_label_fits_its_text(each, label):
    assert label.kind in KINDS
    assert label.verdict in VERDICTS
    spans = label.spans(_text(each))
    assert len(set(spans)) == len(spans) > 0
    for figure in label.before:
        assert find(figure, each.previous.decode())


@pytest.mark.parametrize("each, label", CLAIMS)
def test_the_arithmetic_of_a_label_is_right(each, label):
    if label.check:
        assert calculator.verdict(label.check) == label.verdict
    if label.reach:
        rate, base = label.reach.split("% of ")
        ((value,),) = [calculator._tokens(f"{rate}%")]
        assert label.verdict == ("holds" if calculator.reachable(value, int(base)) else "contradicts")


@pytest.mark.parametrize("each, label", CLAIMS)
def test_the_arithmetic_speaks_of_the_figures(each, label):
    """Each number of a check is one of the label's figures, but for what words say (a half, twelve months, 365 days) and what is spelt in Chinese."""
    if any(re.search("[二三四五六七八九十百千]", figure) for figure in label.figures):
        return
    printed = [
        re.sub(r"[,， \n]", "", figure.partition("@")[0].partition("#")[0])
        for figure in (*label.figures, *label.before)
    ]
    spoken = {number for figure in printed for number in re.findall(r"\d+(?:\.\d+)?", _narrow(figure))}
    told = re.findall(r"\d+(?:\.\d+)?", label.check + label.reach)
    free = {"1", "2", "3", "10", "12", "365", "100", "0", "50"}
    assert [number for number in told if number not in spoken | free and not _bound(number, label.check)] == []


def _narrow(figure: str) -> str:
    return figure.translate(str.maketrans("０１２３４５６７８９．％", "0123456789.%"))


def _bound(number: str, check: str) -> bool:
    """A bound that an approximate word sets, 「540 <= 592 <= 600」, stands alone on its side."""
    return bool(re.search(rf"(?:^|[<>=])\s*{re.escape(number)}[%万亿]?\s*(?:[<>=]|$)", check)) and "<" in check


@pytest.mark.parametrize("each, label", CLAIMS)
def test_a_verdict_has_its_arithmetic(each, label):
    """Whoever says that figures contradict each other, or that rounding explains it, can show it."""
    if label.verdict in ("contradicts", "rounding") and label.kind != "words":
        assert label.check or label.reach


@pytest.mark.parametrize(
    "check, verdict",
    [
        ("20+17 = 37", "holds"),
        ("20+17 = 38", "contradicts"),
        ("1/3 = 33.3%", "holds"),
        ("2/3 = 66.6%", "rounding"),
        ("2/3 = 66.5%", "contradicts"),
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
