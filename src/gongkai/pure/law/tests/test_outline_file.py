"""Outlines of an office's own: read from TOML, and what is wrong in one told line by line, all at once."""

from pathlib import Path

import pytest

from gongkai.pure.law.outline_file import BadOutline, parse
from gongkai.pure.law.outlines import OPENING

KNOWN = {"foi.received", "records.published"}
FINE = """outline = "bureau"
version = "2026.1"
name = "局机关年度报告"

[[part]]
title = "一、概述"
[[part.passage]]
head = "（一）公开"
sentences = ["本年公开{records.published}条，", "收到申请{foi.received}件。"]
ask = "写总体情况"

[[part]]
title = "二、问题"
[[part.passage]]
ask = "写问题"
"""


def read(text: str):
    return parse(text, KNOWN.__contains__)


def wrong(text: str) -> list[str]:
    with pytest.raises(BadOutline) as refused:
        read(text)
    return refused.value.lines


def test_it_is_read():
    found = read(FINE.replace("\n", "\r\n"))
    assert (found.key, found.version, found.name, found.opening) == ("bureau", "2026.1", "局机关年度报告", OPENING)
    first, second = found.parts
    assert first.title == "一、概述" and first.passages[0].sentences[1] == "收到申请{foi.received}件。"
    assert second.passages[0].asks == "写问题" and first.passages[0].head == "（一）公开"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('name = "局机关年度报告"', "name = 局", "第3行：写法不对"),
        ('version = "2026.1"', "version = 2026.1", "第2行：version要写成文字"),
        ('outline = "bureau"', 'outline = "局"', "第1行：outline是提纲的代码"),
        ('outline = "bureau"\n', "", "没有写outline"),
        ("{foi.received}", "{foi.recieved}", "第9行：没有“foi.recieved”这个指标"),
        ("{foi.received}", "{收到}", "第9行：花括号里写指标的代码"),
        ('ask = "写问题"', "", "第14行：这一段是空的"),
        ("二、问题", "一、概述", "第13行：“一、概述”写了两次"),
        ('ask = "写问题"', 'asks = "写问题"', "第15行：不认得“asks”"),
        ('title = "二、问题"\n', "", "第12行：没有写title"),
        ('ask = "写问题"', 'ask = "写"\nneeds = "no.such"', "第16行：没有“no.such”"),
        ('ask = "写问题"', 'lists = "cases"', "第15行：lists只能写keypoints"),
        ("二、问题", "二" * 61, "第13行：title有61个字，最多60个"),
        ('ask = "写问题"', 'sentences = "一句"', "第15行：sentences是一句一句的文字"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old, new, told):
    assert old in FINE and any(line.startswith(told) for line in wrong(FINE.replace(old, new))), wrong(
        FINE.replace(old, new)
    )


def test_everything_is_told_at_once():
    text = FINE.replace("{foi.received}", "{a.b}").replace('ask = "写问题"', "").replace("2026.1", "x")
    assert [line[:4] for line in wrong(text)] == ["第2行：", "第9行：", "第14行"]


@pytest.mark.parametrize("text", ["", "part = 3", '[part]\ntitle = "一"', "x" * 200_001])
def test_what_is_no_outline_is_refused_and_nothing_breaks(text):
    assert wrong(text)


def test_the_example_in_the_documents_is_one():
    text = (Path(__file__).parents[5] / "docs" / "examples" / "outline-bureau.toml").read_text("utf-8")
    assert len(parse(text, lambda token: True).parts) == 13
