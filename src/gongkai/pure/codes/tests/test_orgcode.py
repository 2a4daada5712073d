import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pure.codes import CodeError, orgcode


@pytest.mark.parametrize("code", ["12345678-8", "123456788", "00001434-9", "56883603-8", "01441633-0", "mb1a2b3cx"])
def test_codes_in_use_are_valid(code):
    assert orgcode.parse(code) == code.replace("-", "").upper()


@pytest.mark.parametrize("body, check", [("12345678", "8"), ("MB1A2B3C", "X"), ("01441633", "0")])
def test_check_character(body, check):
    assert orgcode.make(body) == body + check


def test_printed_form():
    assert orgcode.hyphenated("123456788") == "12345678-8"


@given(st.text(orgcode.ALPHABET, min_size=8, max_size=8))
def test_what_is_made_is_valid_with_and_without_hyphen(body):
    code = orgcode.make(body)

    assert orgcode.parse(orgcode.hyphenated(code)) == orgcode.parse(code) == code


@pytest.mark.parametrize(
    "code, position, says",
    [
        ("", None, "请填写"),
        ("12345678", None, "少了1位"),
        ("12345678-88", 10, "多了2位"),
        ("1234?6788", 5, "“?”"),
        ("12345678A", 9, "“A”"),
        ("035210000", 9, "应为“8”"),
    ],
)
def test_the_refusal_names_the_character(code, position, says):
    with pytest.raises(CodeError) as refused:
        orgcode.parse(code)

    assert refused.value.position == position
    assert says in refused.value.message_zh


def test_a_prefix_that_is_no_code_is_kept_and_warned_about():
    found = orgcode.found("035210000")

    assert found.text == "035210000"
    assert len(found.warnings) == 1
