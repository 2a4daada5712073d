from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pure.codes import SCHEMES, CodeError
from gongkai.pure.codes.index_number import IndexNumber, found

SCHEME = SCHEMES["state-council"]


def test_the_state_council_form():
    assert SCHEME.make("000014349", date(2017, 6, 1), 110) == "000014349/2017-00110"
    assert SCHEME.parse("000014349/2017-00110") == IndexNumber("000014349/2017-00110", "000014349", 2017, 110)


@given(
    st.text("0123456789ABCDEFGHXY-", min_size=1, max_size=18),
    st.dates(date(1999, 1, 1), date(2099, 12, 31)),
    st.integers(1, 999_999),
)
def test_what_is_made_can_be_read(prefix, on, serial):
    number = SCHEME.parse(SCHEME.make(prefix, on, serial))

    assert (number.prefix, number.year, number.serial) == (prefix, on.year, serial)


def test_the_serial_counts_within_organ_and_year():
    scope = SCHEME.scope("000014349", date(2017, 12, 31))

    assert scope == SCHEME.scope("000014349", date(2017, 1, 1))
    assert scope != SCHEME.scope("000014349", date(2018, 1, 1))
    assert scope != SCHEME.scope("123456788", date(2017, 12, 31))


@pytest.mark.parametrize("serial, text", [(99999, "99999"), (100000, "100000")])
def test_a_full_year_goes_on_with_longer_numbers(serial, text):
    assert SCHEME.make("000014349", date(2017, 1, 1), serial) == f"000014349/2017-{text}"


@pytest.mark.parametrize("prefix, serial", [("000014349", 0), ("", 1), ("机关", 1), ("0000/4349", 1)])
def test_what_can_not_be_made_is_refused(prefix, serial):
    with pytest.raises(CodeError):
        SCHEME.make(prefix, date(2017, 1, 1), serial)


@pytest.mark.parametrize(
    "text, position, says",
    [
        ("", None, "请填写"),
        ("000014349-2017-00110", None, "斜线"),
        ("/2017-00110", 1, "机构代码"),
        ("0000_4349/2017-00110", 5, "“_”"),
        ("000014349/2017-0110", 11, "2017-0110"),
        ("000014349/1817-00110", 11, "1817"),
        ("000014349/2017-00000", 16, "零"),
        ("000014349/2017-000110", 16, "补零"),
    ],
)
def test_the_refusal_says_where(text, position, says):
    with pytest.raises(CodeError) as refused:
        SCHEME.parse(text)

    assert refused.value.position == position
    assert says in refused.value.message_zh


@pytest.mark.parametrize(
    "text",
    ["000014349/2017-00110", "014416330/2018-04736", "11330700099033995K/2023-00013", "11441700007280420Y/2021-00050"],
)
def test_good_numbers_in_print_have_no_warnings(text):
    assert found(text).warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        "11341202MB1H41234X/202103-00012",
        "11341202MB1H41234X/2021-00012",
        "035210000/2019-00001",
        "56883603-8-/2019-0111001",
        "S0E00-0000-2015-00009",
    ],
)
def test_other_numbers_in_print_are_kept_verbatim_and_warned_about(text):
    assert found(text).text == text
    assert found(text).warnings
