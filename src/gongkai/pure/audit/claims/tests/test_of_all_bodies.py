"""So many of each of two kinds of bodies: of all of them together, and never of the first alone."""

import pytest

from .texts import findings, verdicts


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("局机关设科室17个，下属事业单位9个，共有信息员{}名，每个科室、单位各2名。", "54", "52"),
        ("局机关设科室17个，下属事业单位9个，共有信息员52名，每个科室、单位各{}名。", "3", "2"),
        ("局机关设科室17个，下属事业单位9个，共有信息员{}名，平均每个科室（单位）2名。", "82", "56"),
        ("全市12个街道、156个社区均设置专区，共配备{}人，每个街道、社区各2人。", "338", "336"),
        ("全市12个街道、156个社区均设置专区，共配备{}人，平均每个街道和社区2人。", "636", "340"),
    ],
)
def test_a_wrong_one_is_accused_and_a_right_one_is_not(text, wrong, right):
    assert "contradicts" in verdicts(text.format(wrong))
    assert verdicts(text.format(right)) and "contradicts" not in verdicts(text.format(right))


def test_all_figures_are_shown():
    text = "局机关设科室17个，下属事业单位9个，共有信息员54名，每个科室、单位各2名。"
    assert ("contradicts", ["17个", "9个", "54名", "2名"]) in findings(text, "percent")


@pytest.mark.parametrize(
    "text",
    [
        "局机关设科室17个，下属事业单位9个，共有信息员52名，平均每个单位2名。",
        "全区机关科室12个、事业单位8个，共配备信息员40名，每个单位2名。",
        "局机关设科室17个，下属事业单位9个。共有信息员52名，每个科室、单位各2名。",
        "局机关设科室17个，共有信息员52名，每个科室、单位各2名。",
        "局机关设科室17个，下属事业单位9个，共有信息员60名，其中局办公室8名，其余每个科室、单位各2名。",
        "局机关设科室17个，下属事业单位9个，共有信息员70名，每个科室、单位至少2名。",
        "全市12个街道、156个社区，共召开会议456次，每个街道12次、社区各2次。",
        "全县16个乡镇、203个村（社区），每个乡镇、村（社区）各设公开栏1个，共219个。",
        "局机关科室17个、直属单位9个共52人参加，每个科室、单位2人，其中每个单位1名负责人。",
    ],
)
def test_where_the_bodies_are_not_all_counted_nothing_follows(text):
    assert "contradicts" not in verdicts(text)


def test_the_mean_of_one_kind_is_of_that_kind():
    text = "局机关设科室17个，下属事业单位9个，各科室发布信息340条，平均每个科室{}条。"
    assert "contradicts" in verdicts(text.format(200))
    assert "contradicts" not in verdicts(text.format(20))


def test_a_noun_with_a_bracket_that_a_count_bears_is_one_kind():
    text = "203个村（社区）共设公开栏{}个，平均每个村（社区）2个。"
    assert "contradicts" in verdicts(text.format(806))
    assert "contradicts" not in verdicts(text.format(406))
