from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pure.codes import CodeError, citizen

numbers = st.builds(
    citizen.make,
    st.just("110100"),
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.integers(0, 999),
)


@pytest.mark.parametrize(
    "number, born_on, sex",
    [
        ("110100199003071237", date(1990, 3, 7), "male"),
        ("110100201506014568", date(2015, 6, 1), "female"),
        ("11010019900307004X", date(1990, 3, 7), "female"),
        ("11010019900307004x", date(1990, 3, 7), "female"),
    ],
)
def test_numbers_tell_birth_and_sex(number, born_on, sex):
    assert citizen.parse(number) == citizen.Citizen(number.upper(), "110100", born_on, sex)


def test_the_worked_example():
    assert citizen.check_character("11010019900307123") == "7"
    assert citizen.make("110100", date(1990, 3, 7), 123) == "110100199003071237"


@pytest.mark.parametrize("blank", [" ", "  ", "\u3000", "\u00a0", "\t"])
def test_blanks_between_the_groups_are_taken_off(blank):
    assert citizen.parse(blank.join(("", "110100", "19900307", "1237", ""))).number == "110100199003071237"
    assert citizen.parse(blank.join(("110100", "900307", "123"))).number == "110100199003071237"


def test_the_old_form_is_lengthened():
    assert citizen.parse("110100900307123").number == "110100199003071237"


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
        ("11010019900307123", None, "少了1位"),
        ("1101001990030712377", 19, "多了1位"),
        ("11010019900307I235", 15, "“I”"),
        ("11010019900307123A", 18, "“A”"),
        ("090123199003071235", 1, "0"),
        ("110100119003071235", 7, "早于1900年"),
        ("110100199013071235", 11, "没有这个月"),
        ("110100199000071235", 11, "没有这个月"),
        ("110100198502290018", 13, "没有这一天"),
        ("110100199003071234", 18, "末位"),
        ("11010090030712A", 15, "“A”"),
        ("110100901307123", 9, "第9、10位的出生月份"),
        ("110100850229001", 11, "第11、12位的出生日期"),
    ],
)
def test_the_refusal_names_the_character(number, position, says):
    with pytest.raises(CodeError) as refused:
        citizen.parse(number)

    assert refused.value.position == position
    assert says in refused.value.message_zh


def test_no_refusal_tells_the_right_check_character_or_the_number():
    with pytest.raises(CodeError) as refused:
        citizen.parse("110100199003071234")

    assert "7" not in refused.value.message_zh
    assert "110100" not in refused.value.message_zh


def test_29_february_exists_in_leap_years_only():
    leap = citizen.make("110100", date(1984, 2, 29), 1)

    assert citizen.parse(leap).born_on == date(1984, 2, 29)
    assert citizen.check_character("11010019850229001") == "8"
    assert not citizen.is_valid("110100198502290018")


@pytest.mark.parametrize(
    "today, granted", [(date(2015, 5, 31), False), (date(2015, 6, 1), True), (date(2015, 6, 2), True)]
)
def test_nobody_is_born_tomorrow(today, granted):
    if granted:
        assert citizen.parse("110100201506014568", today).born_on == date(2015, 6, 1)
    else:
        with pytest.raises(CodeError, match="还没有到"):
            citizen.parse("110100201506014568", today)


@pytest.mark.parametrize("day, age", [(date(2029, 5, 31), 13), (date(2029, 6, 1), 14), (date(2029, 6, 2), 14)])
def test_age_around_the_birthday(day, age):
    assert citizen.age_on(date(2015, 6, 1), day) == age


@pytest.mark.parametrize("sequence", [-1, 1000])
def test_a_sequence_that_does_not_fit_is_refused(sequence):
    with pytest.raises(CodeError, match="顺序码"):
        citizen.make("110100", date(1990, 3, 7), sequence)


def test_found_keeps_the_letter():
    assert citizen.found("110100198502290018").text == "110100198502290018"
    assert citizen.found("110100198502290018").warnings
    assert not citizen.found("110100199003071237").warnings


@pytest.mark.parametrize(
    ("day", "granted"), [(date(1899, 12, 31), False), (date(1900, 1, 1), True), (date(1900, 1, 2), True)]
)
def test_nobody_who_was_born_before_1900_applies(day, granted):
    assert citizen.is_valid(citizen.make("110100", day, 1)) is granted


def test_a_number_of_fifteen_digits_is_of_the_1900s():
    assert citizen.parse("110100001231001").born_on == date(1900, 12, 31)
    assert citizen.parse("110100991231001", date(2026, 3, 2)).born_on == date(1999, 12, 31)


@pytest.mark.parametrize(
    ("division", "known"),
    [
        ("110100", True),
        ("150100", True),
        ("160100", False),
        ("650100", True),
        ("660100", False),
        ("710000", True),
        ("720000", False),
        ("830000", True),
        ("840000", False),
        ("990023", False),
        ("990123", True),
        ("990223", False),
    ],
)
def test_it_begins_with_a_province_that_there_is(division, known):
    number = citizen.make(division, date(1990, 3, 7), 1)
    if known:
        assert citizen.parse(number).division == division
        return
    with pytest.raises(CodeError, match="没有这样的省份") as refused:
        citizen.parse(number)
    assert refused.value.position == 1


@pytest.mark.parametrize(
    "number, sex", [("990123199003071235", "male"), ("990123201506014566", "female"), ("99012319900307118X", "female")]
)
def test_the_numbers_of_examples_are_of_a_place_that_nobody_comes_from(number, sex):
    assert citizen.parse(number).sex == sex


def test_a_day_that_never_was_is_named_though_the_last_character_fits():
    with pytest.raises(CodeError, match="第13、14位的出生日期不对，没有这一天") as refused:
        citizen.parse("990123198502290016")
    assert refused.value.position == 13


def test_the_number_of_a_foreigners_residence_permit_has_its_province_behind_the_nine():
    assert citizen.parse("911124198108030024").sex == "female"
    assert not citizen.is_valid(citizen.make("991124", date(1981, 8, 3), 2))
    assert not citizen.is_valid("911124810803002")
