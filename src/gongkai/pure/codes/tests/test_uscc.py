import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pure.codes import CodeError, uscc

FICTIONAL = ("119901231234567884", "12990123MB1A2B3CX5", "91990123MA0A1B2C2N")
PUBLISHED = ("11330700099033995K", "11441700007280420Y", "113325000026455663", "11370322004222241N")

organisations = st.text(uscc.ALPHABET, min_size=9, max_size=9)
codes = st.builds(
    uscc.make, st.sampled_from(list(uscc.KINDS)), st.text("0123456789", min_size=6, max_size=6), organisations
)


@pytest.mark.parametrize("code", FICTIONAL + PUBLISHED)
def test_codes_in_use_are_valid(code):
    assert uscc.parse(code).code == code
    assert uscc.found(code).warnings == ()


def test_the_worked_example_and_its_parts():
    assert uscc.check_character("11990123123456788") == "4"
    assert uscc.make("11", "990123", "123456788") == "119901231234567884"
    assert uscc.parse("119901231234567884") == uscc.Uscc(
        "119901231234567884", "机构编制", "机关", "990123", "123456788"
    )


def test_what_is_typed_with_blanks_small_or_wide_letters_is_read():
    assert uscc.parse(" 91990123ma0a1b2c2n ").code == "91990123MA0A1B2C2N"
    assert uscc.parse("１１９９０１２３１２３４５６７８８４").code == "119901231234567884"


@given(codes)
def test_what_is_made_is_valid(code):
    assert uscc.is_valid(code)


@given(codes, st.integers(0, 17), st.sampled_from(uscc.ALPHABET))
def test_every_single_damaged_character_is_noticed(code, at, character):
    damaged = code[:at] + character + code[at + 1 :]

    assert uscc.is_valid(damaged) is (damaged == code)


@pytest.mark.parametrize(
    "code, position, says",
    [
        ("", None, "请填写"),
        ("11990123123456788", None, "少了1位"),
        ("1199012312345678844", 19, "多了1位"),
        ("B19901231234567884", 1, "“B”"),
        ("1199O1231234567884", 5, "“O”"),
        ("11990123123456I884", 15, "“I”"),
        ("119901231234567885", 18, "应为“4”"),
    ],
)
def test_the_refusal_names_the_character(code, position, says):
    with pytest.raises(CodeError) as refused:
        uscc.parse(code)

    assert refused.value.position == position
    assert says in refused.value.message_zh


def test_a_published_code_with_two_wrong_check_characters_is_kept_and_warned_about():
    found = uscc.found("11341202MB1H41234X")

    assert found.text == "11341202MB1H41234X"
    assert [warning[:5] for warning in found.warnings] == ["统一社会信", "第9至17"]
    assert uscc.is_valid("11341202MB1H4123XR")


def test_found_keeps_the_letter():
    assert uscc.found(" 11990123 ").text == " 11990123 "
