"""Numbers that look like somebody's are found in a text, and shown masked."""

import re

import pytest

from gongkai.doors.desk.personal import findings
from gongkai.pure.codes import citizen

WHOLE = "11010019900101001"
NUMBER = WHOLE + citizen.check_character(WHOLE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (NUMBER, True),
        (f"身份证{NUMBER}，", True),
        (f"<p>身份证</p><p>{NUMBER}</p>", True),
        (f"1{NUMBER}", False),
        (NUMBER[:-1], False),
        ("13812345678", True),
        ("12812345678", False),
        ("1381234567", False),
        ("138123456789", False),
        ("电话0000-0066128", False),
        ('<img data-id="13812345678">', False),
    ],
)
def test_what_is_found(text, found):
    assert bool(findings({"body": text})) is found


def test_it_is_sure_of_a_number_whose_check_character_fits():
    sure, unsure = findings({"a": NUMBER, "b": NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")})
    assert sure.sure and not unsure.sure


@pytest.mark.parametrize("between", ["，", "", "，身份证号", "，这是他本人现在用的电话："])
def test_nothing_found_is_shown_whole_nor_its_neighbour(between):
    found = findings({"body": f"张三13812345678{between or '，'}{NUMBER}{between or '、'}13987654321。"})
    assert [finding.what for finding in found] == ["手机号", "身份证号", "手机号"]
    for finding in found:
        assert finding.masked in finding.sentence
        assert not re.search(r"\d{7}", finding.where)
