"""Bank cards: the check digit decides, and no message repeats the number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pure.codes import bankcard
from gongkai.pure.codes.errors import CodeError

BODIES = st.from_regex(r"62[0-9]{13,16}", fullmatch=True)


@pytest.mark.parametrize("number", ["6217000000000000012", "6222001234567890122", "4111111111111111"])
def test_worked_numbers(number):
    assert bankcard.parse(number) == number
    assert bankcard.parse(f" {number[:4]} {number[4:8]}-{number[8:]}") == number


@given(BODIES, st.integers(1, 9))
def test_one_check_digit_fits_and_no_other(body, by):
    right = bankcard.check_digit(body)
    assert bankcard.is_valid(body + right)
    assert not bankcard.is_valid(body + str((int(right) + by) % 10))


@given(BODIES, st.data())
def test_a_mistyped_digit_is_noticed(body, data):
    number = body + bankcard.check_digit(body)
    place = data.draw(st.integers(2, len(number) - 1))
    by = data.draw(st.integers(1, 9))
    assert not bankcard.is_valid(number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :])


@pytest.mark.parametrize("number", ["", "621700000000001", "62170000000000000121", "7217000000000000012", "62170000000000000a2", "6217000000000000013"])  # fmt: skip
def test_what_is_refused(number):
    with pytest.raises(CodeError) as refused:
        bankcard.parse(number)
    assert not number or number not in str(refused.value)
