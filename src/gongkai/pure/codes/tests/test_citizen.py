from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pure.codes import CodeError, citizen

numbers = st.builds(
    citizen.make,
    st.just("990123"),
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.integers(0, 999),
)


@pytest.mark.parametrize(
    "number, born_on, sex",
    [
        ("990123199003071235", date(1990, 3, 7), "male"),
        ("990123201506014566", date(2015, 6, 1), "female"),
        ("99012319900307118X", date(1990, 3, 7), "female"),
        ("99012319900307118x", date(1990, 3, 7), "female"),
    ],
)
def test_numbers_tell_birth_and_sex(number, born_on, sex):
    assert citizen.parse(number) == citizen.Citizen(number.upper(), "990123", born_on, sex)


def test_the_worked_example():
    assert citizen.check_character("99012319900307123") == "5"
    assert citizen.make("990123", date(1990, 3, 7), 123) == "990123199003071235"


def test_the_old_form_is_lengthened():
    assert citizen.parse("990123900307123").number == "990123199003071235"


@given(numbers)
def test_what_is_made_is_valid(number):
    assert citizen.parse(number).number == number


@given(numbers, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_every_single_damaged_character_is_noticed(number, at, character):
    damaged = number[:at] + character + number[at + 1 :]

    assert citizen.is_valid(damaged) is (damaged == number)


@pytest.mark.parametrize(
    "number, position, says",
    [
        ("", None, "请填写"),
        ("99012319900307123", None, "少了1位"),
        ("9901231990030712355", 19, "多了1位"),
        ("99012319900307I235", 15, "“I”"),
        ("99012319900307123A", 18, "“A”"),
        ("090123199003071235", 1, "0"),
        ("990123119003071235", 7, "年份"),
        ("990123199013071235", 11, "没有这个月"),
        ("990123199000071235", 11, "没有这个月"),
        ("990123198502290016", 13, "没有这一天"),
        ("990123199003071234", 18, "末位"),
        ("99012390030712A", 15, "“A”"),
        ("990123901307123", 9, "第9、10位的出生月份"),
        ("990123850229001", 11, "第11、12位的出生日期"),
    ],
)
def test_the_refusal_names_the_character(number, position, says):
    with pytest.raises(CodeError) as refused:
        citizen.parse(number)

    assert refused.value.position == position
    assert says in refused.value.message_zh


def test_no_refusal_tells_the_right_check_character_or_the_number():
    with pytest.raises(CodeError) as refused:
        citizen.parse("990123199003071234")

    assert "5" not in refused.value.message_zh
    assert "990123" not in refused.value.message_zh


def test_29_february_exists_in_leap_years_only():
    leap = citizen.make("990123", date(1984, 2, 29), 1)

    assert citizen.parse(leap).born_on == date(1984, 2, 29)
    assert citizen.check_character("99012319850229001") == "6"
    assert not citizen.is_valid("990123198502290016")


@pytest.mark.parametrize(
    "today, granted", [(date(2015, 5, 31), False), (date(2015, 6, 1), True), (date(2015, 6, 2), True)]
)
def test_nobody_is_born_tomorrow(today, granted):
    if granted:
        assert citizen.parse("990123201506014566", today).born_on == date(2015, 6, 1)
    else:
        with pytest.raises(CodeError, match="还没有到"):
            citizen.parse("990123201506014566", today)


@pytest.mark.parametrize("day, age", [(date(2029, 5, 31), 13), (date(2029, 6, 1), 14), (date(2029, 6, 2), 14)])
def test_age_around_the_birthday(day, age):
    assert citizen.age_on(date(2015, 6, 1), day) == age


@pytest.mark.parametrize("sequence", [-1, 1000])
def test_a_sequence_that_does_not_fit_is_refused(sequence):
    with pytest.raises(CodeError, match="顺序码"):
        citizen.make("990123", date(1990, 3, 7), sequence)


def test_found_keeps_the_letter():
    assert citizen.found("990123198502290016").text == "990123198502290016"
    assert citizen.found("990123198502290016").warnings
    assert not citizen.found("990123199003071235").warnings
