"""A repair is offered only where one figure alone can have slipped, by one digit, in one way."""

from gongkai.pure.audit.quantities import Quantity, sentences
from gongkai.pure.audit.repair import one_digit_repair, repair_of_sum


def read(text: str) -> list[Quantity]:
    return [quantity for sentence in sentences(text) for quantity in sentence.quantities]


def adds_up(figures: tuple[Quantity, ...]) -> bool:
    return sum(each.value for each in figures[:-1]) == figures[-1].value


def repaired(text: str) -> tuple[str, str] | None:
    figures = read(text)
    found = one_digit_repair(figures, adds_up)
    assert repair_of_sum(figures[-1], figures[:-1]) == found  # reckoned, not tried
    return (found[0].text, found[1]) if found else None


def test_a_slip_that_any_of_the_figures_may_have_had_is_told_of_none():
    assert repaired("受理30件，来信40件，共80件") is None


def test_a_slip_that_a_carry_leaves_to_one_figure_alone():
    # 714+825=1539: no digit of 714 or 825 gives 400 more.
    assert repaired("受理714件，来信825件，共1939件") == ("1939件", "1539件")


def test_another_slip_that_would_do_as_well_leaves_it_open():
    assert repaired("受理5件，来信98件，共203件") is None  # 98 may have been 198
    assert repaired("有效71件，废止17件，修改18件，共96件") is None  # 18 may have been 8, and 17 have been 7
    assert repaired("受理17件，来信34件，共105件") is None  # 17 may have been 71


def test_digits_keep_the_width_they_are_printed_in():
    assert repaired("受理７１４件，来信８２５件，共１９３９件") == ("１９３９件", "１５３９件")


def test_no_figure_is_repaired_to_begin_with_a_zero():
    # 12+9=21 and not 121: only a leading zero would do.
    assert repaired("受理12件，来信9件，共121件") is None


def test_two_digits_of_one_figure_that_would_both_do_are_no_repair():
    wide = read("受理55件")
    assert one_digit_repair(wide, lambda figures: figures[0].value in (56, 57)) is None
    assert one_digit_repair(wide, lambda figures: figures[0].value == 56) is not None


def test_a_claim_that_two_slips_are_needed_for_has_no_repair():
    assert repaired("受理5件，来信98件，共214件") is None
