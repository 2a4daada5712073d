"""How words sound: what is the same to many, where syllables end, what is entered into the dictionary of the index."""

import pytest

from gongkai.ground.search import sound


@pytest.mark.parametrize("one, other, near", [
    ("公记金", "公积金", True), ("公积", "公积金", True), ("公积金", "公积", True), ("金公积", "公积金", False), ("公金积", "公积金", True),
    ("公积金", "公积金", False), ("abcd", "abxy", False), ("", "a", True), ("公积金", "公积金提取", False),
])  # fmt: skip
def test_one_edit(one, other, near):
    assert sound.one_edit(one, other) is near and sound.one_edit(other, one) is near


@pytest.mark.parametrize("one, other", [("gongjijing", "gongjijin"), ("zaoseng", "zhaosheng"), ("lanchou", "lancou")])
def test_what_many_do_not_tell_apart_is_near(one, other):
    assert sound.near(one) == sound.near(other)


@pytest.mark.parametrize("one, other", [("gongjijin", "gongjiji"), ("banli", "benli"), ("zhongxin", "chongxin")])
def test_other_sounds_are_not(one, other):
    assert sound.near(one) != sound.near(other)


@pytest.mark.parametrize("letters, bounds", [
    ("gonjijin", [0, 3, 5, 8]), ("xian", [0, 2, 4]), ("a", [0, 1]), ("ppp", []), ("excel", []), ("", [0]),
])  # fmt: skip
def test_where_syllables_begin_and_end(letters, bounds):
    assert sound.bounds(letters) == bounds


def test_words_are_entered_by_sound_and_those_of_a_title_by_beginning_and_end_as_well():
    entered = set(sound.entries(["学生资助办法"], ["公积金", "的", "2026"]).split())
    assert {
        "gonjijin:公积金",
        "gjj:公积金",
        "xuesenzizu:学生资助",
        "xszz:学生资助",
        "^学生资助",
        "~助资生学",
        "^办法",
    } <= entered
    assert not {"^公积金", "~金积公"} & entered and not [entry for entry in entered if "的" in entry or "2026" in entry]
