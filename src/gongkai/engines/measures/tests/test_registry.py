"""The whole registry: each measure says what it is, means something that no other means, and is the length or the sum of its list."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from gongkai.engines.measures import breakdowns, forms
from gongkai.engines.measures import queries as counting
from gongkai.engines.measures.registry import BALANCES, DIMENSIONS, SOURCES, by_head, holds_in
from gongkai.engines.measures.tests.filled import FACTS, fill
from gongkai.pure.law.tables import TABLES

MEASURES = counting.measures()
PERIODS = ("2025", "2025-Q4")


@pytest.fixture
def county(cast, monkeypatch):
    monkeypatch.setattr(counting, "SNAPSHOT", "default")
    fill(cast)
    return cast


@pytest.mark.one_engine
def test_each_says_what_it_is():
    for each in MEASURES.values():
        assert each.label and each.unit and each.owner and each.definition.endswith("。"), each.key
        assert each.sheet in SOURCES and each.on and each.balance in ("", *BALANCES), each.key
        assert each.dimensions[0] == "unit" and set(each.dimensions) <= set(DIMENSIONS), each.key
        assert each.since >= date(2008, 5, 1) and (each.upto is None or each.upto > each.since), each.key
        columns = {*counting.SHEETS[each.sheet].COLUMNS, *forms.COLUMNS}
        assert {*each.where, *each.dimensions, each.on} <= columns | {"unit"}, each.key


@pytest.mark.one_engine
def test_no_two_mean_the_same_or_are_called_the_same():
    twice = {each for each, n in Counter(forms.meaning_of(each) for each in MEASURES.values()).items() if n > 1}
    assert not [each.key for each in MEASURES.values() if forms.meaning_of(each) in twice]
    assert not [name for name, n in Counter(each.label for each in MEASURES.values()).items() if n > 1]


@pytest.mark.one_engine
def test_every_cell_of_every_form_is_one_of_them():
    told = forms.places_of(MEASURES.values())
    assert sum(len(places) for places in told.values()) == len(forms.cells()) > 100
    third = TABLES["2021-3"]
    row, total, natural = third.row("r3_3_1"), third.column("total"), third.column("natural")
    one = forms.told_by(MEASURES, third, row, total)
    assert one.label == "不予公开：属于国家秘密" and "1.属于国家秘密" in one.definition and one.upto is None
    assert forms.told_by(MEASURES, third, row, natural) == one
    assert forms.told_by(MEASURES, third, third.row("r1"), total).key == "foi.received"
    with pytest.raises(LookupError):
        forms.told_by(MEASURES, third, third.row("r3"), total)


@pytest.mark.one_engine
def test_what_was_in_a_former_form_is_not_listed_for_a_later_year():
    def keys(year: int) -> set[str]:
        return {each.key for _, found in by_head(counting.year(year)) for each in found}

    assert "foi.answered.c31" in keys(2016) - keys(2025) and "foi.closed.3_6_1" in keys(2025) - keys(2016)
    assert not holds_in(MEASURES["foi.received"], counting.year(2007))
    assert {each.key for _, found in by_head() for each in found} == set(MEASURES)


def test_a_figure_is_its_list_and_its_parts_add_up(county):
    known, names = 0, {unit.pk: unit.short_name for unit in county.units.values()}
    for words in PERIODS:
        period = counting.period_of(words)
        units = counting.counted_units(county.units["xzf"], period.last)
        for size in (None, FACTS // 2):
            together = counting.values(MEASURES.values(), period, units, size)
            for key, measure in MEASURES.items():
                found = list(counting.rows(measure, period, units, None, size))
                amounts = [getattr(row, measure.total) if measure.total else 1 for row in found]
                whole = counting.plain(sum(amounts, Decimal())) if found or not measure.told else None
                assert counting.value(measure, period, units, None, size) == whole == together[key], key
                for name in measure.dimensions if size is None else ("unit", measure.dimensions[-1]):
                    parts = breakdowns.parts(measure, name, period, units, size, names=names)
                    assert counting.plain(sum((n for _, n in parts), Decimal())) == (whole or 0), (key, name)
                    # Codes are English, words are not.
                    assert not any(label.isascii() for label, _ in parts), (key, name, parts)
                known += bool(whole)
    assert known > len(MEASURES)


@pytest.mark.usefixtures("cast")
@pytest.mark.one_engine
def test_each_breakdown_has_words_for_its_codes():
    for key, measure in MEASURES.items():
        for name in set(measure.dimensions) - {"unit", *breakdowns.YES_NO}:
            words = breakdowns.words_of(measure, name)
            assert words and all(words.values()), (key, name)
            asked = measure.where.get(name, ())
            assert {*(asked if isinstance(asked, tuple) else (asked,))} - {"", None} <= set(words), (key, name)


def test_what_is_no_balance_adds_up_over_time(county):
    units = counting.counted_units(county.units["xzf"], date(2025, 12, 31))
    flows = [each for each in MEASURES.values() if not each.balance]
    year = counting.values(flows, counting.year(2025), units)
    quarters = [counting.values(flows, counting.period_of(f"2025-Q{n}"), units) for n in (1, 2, 3, 4)]
    for key, figure in year.items():
        assert (figure or 0) == counting.plain(sum((each[key] or 0 for each in quarters), Decimal())), key
