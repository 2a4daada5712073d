"""Laws of interval arithmetic: what follows from figures holds every true value that they may stand for."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gongkai.pure.audit.intervals import Interval, total

numbers = st.decimals(min_value=0, max_value=10**6, places=2)


@st.composite
def intervals_with_a_value(draw):
    low, high = sorted([draw(numbers), draw(numbers)])
    value = draw(st.decimals(min_value=low, max_value=high, places=2))
    return Interval(low, high), value


def holds(interval, value):
    return interval.meets(Interval.exact(value))


@given(st.lists(intervals_with_a_value(), max_size=6))
def test_a_sum_holds_the_sum_of_the_values(pairs):
    assert holds(total([interval for interval, _ in pairs]), sum((value for _, value in pairs), Decimal(0)))


@given(intervals_with_a_value(), intervals_with_a_value())
def test_a_difference_holds_the_difference(one, other):
    assert holds(one[0] - other[0], one[1] - other[1])


@given(intervals_with_a_value(), intervals_with_a_value())
def test_a_quotient_holds_the_quotient(one, other):
    quotient = one[0].over(other[0])
    if quotient is not None:
        exact = one[1] / other[1]
        assert quotient.low - Decimal("1e-15") <= exact <= quotient.high + Decimal("1e-15")


@given(intervals_with_a_value(), intervals_with_a_value())
def test_below_and_meets_exclude_each_other(one, other):
    assert one[0].meets(other[0]) != (one[0].below(other[0]) or other[0].below(one[0]))


def test_an_open_end_does_not_meet_what_begins_there():
    half = Interval(Decimal("68.65"), Decimal("68.75"), high_open=True)
    assert not half.meets(Interval.exact(Decimal("68.75")))
    assert half.meets(Interval.exact(Decimal("68.65")))


def test_a_divisor_that_may_be_zero_divides_nothing():
    assert Interval.exact(Decimal(1)).over(Interval(Decimal(0), Decimal(2))) is None
