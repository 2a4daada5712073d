"""Who owes what in which section: from the last update, or from when it was asked for; within scope; in three queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.plugins.cast import SETUP, Cast, noon
from tests.plugins.scenes import draft, reworded, section, through

from gongkai.engines.supervision.coverage import Coverage
from gongkai.ground.units import actions as units
from gongkai.kernel.records import actions, catalogue
from gongkai.kernel.records.models import Record

SET = noon("2026-01-10")


@pytest.fixture
def office(cast: Cast) -> dict:
    return {"by": cast.actor("gao_gongkai"), "at": SET}


def asks(office, **values) -> None:
    """The office asks for updates of the section of notices."""
    catalogue.change(section=section("notices"), **({"update_every": "month"} | values), **office)


def coverage(cast, day: str, who: str = "gao_gongkai") -> Coverage:
    return Coverage(cast.scope(who, day), date.fromisoformat(day))


def seen(cast, day: str, who: str = "gao_gongkai") -> dict[str, tuple]:
    return {row.unit.code: (row.last, row.due_on.isoformat(), row.light) for row in coverage(cast, day, who).rows}


@pytest.mark.parametrize(
    "day, light",
    [
        ("2026-03-25", "green"),
        ("2026-03-26", "yellow"),
        ("2026-04-01", "yellow"),
        ("2026-04-02", "yellow"),
        ("2026-04-03", "red"),
    ],
)
def test_the_light_around_its_days(cast, office, day, light):
    asks(office)
    through(cast, draft(cast), "published")  # on 2 March
    assert seen(cast, day)["zjj"] == (date(2026, 3, 2), "2026-04-02", light)


@pytest.mark.parametrize("day, light", [("2026-02-10", "yellow"), ("2026-02-11", "red")])
def test_who_never_published_owes_from_when_it_was_asked_for(cast, office, day, light):
    asks(office)
    assert seen(cast, day)["wjw"] == (None, "2026-02-10", light)


def test_a_unit_that_opened_later_owes_from_then(cast, office):
    asks(office)
    opened = noon("2026-03-01")
    units.open_unit(code="new", name="新局", short_name="新局", level="department", parent_code="xzf", opened_on=opened.date(), at=opened, by=SETUP)  # fmt: skip
    assert seen(cast, "2026-03-10")["new"][1] == "2026-04-01"


def test_a_draft_is_no_update_and_a_correction_is(cast, office):
    asks(office)
    draft(cast)
    assert seen(cast, "2026-03-10")["zjj"][0] is None
    record = through(cast, draft(cast), "published")
    later = {"at": noon("2026-03-20")}
    actions.revise(record=record, reason="补充", hide_old=False, by=cast.actor("wang_bianji"), **later)
    reworded(cast, record, **later)
    for verb, who in (
        ("submit", "wang_bianji"),
        ("pass_review", "li_shenhe"),
        ("clear", "wu_baomi"),
        ("publish", "liu_qianfa"),
    ):
        getattr(actions, verb)(record=record, by=cast.actor(who), **later)
    assert seen(cast, "2026-03-21")["zjj"][0] == date(2026, 3, 20)


def test_what_is_withdrawn_counts_no_more(cast, office):
    asks(office)
    record = through(cast, draft(cast), "published")
    actions.withdraw(
        record=record, ground="条例第十五条", keep_title=True, by=cast.actor("liu_qianfa"), at=noon("2026-03-05")
    )
    assert seen(cast, "2026-03-10")["zjj"][0] is None


def test_an_update_below_is_one_above(cast, office):
    catalogue.change(section=section("policy"), update_every="year", **office)
    catalogue.move(section=section("notices"), parent=section("policy"), **office)
    through(cast, draft(cast), "published")
    assert seen(cast, "2026-03-10")["zjj"][0] == date(2026, 3, 2)


@pytest.mark.parametrize(
    "values, owe",
    [
        ({}, {"zjj", "wjw"}),
        ({"units": "wjw"}, {"wjw"}),
        ({"levels": "town"}, set()),
        ({"levels": "town", "units": "zjj"}, {"zjj"}),
        ({"levels": "government"}, {"xzf"}),
        ({"update_every": "on_change"}, set()),
        ({"update_every": ""}, set()),
    ],
)
def test_who_owes_it(cast, office, values, owe):
    asks(office, **values)
    assert set(seen(cast, "2026-03-10")) == owe


def test_nobody_owes_in_a_closed_section(cast, office):
    asks(office)
    catalogue.close(section=section("notices"), **office)
    assert seen(cast, "2026-03-10") == {}


def test_a_successor_stands_in_with_what_was_done_before(cast, office):
    asks(office, units="zjj")
    through(cast, draft(cast), "published")
    units.close_unit(
        unit=cast.units["zjj"], successor=cast.units["wjw"], on=date(2026, 3, 5), at=noon("2026-03-05"), by=SETUP
    )
    assert seen(cast, "2026-03-10") == {"wjw": (date(2026, 3, 2), "2026-04-02", "green")}


def test_a_unit_sees_its_own(cast, office):
    asks(office)
    assert set(seen(cast, "2026-03-10", "wang_bianji")) == {"zjj"}
    assert set(seen(cast, "2026-03-10", "ma_qianfa")) == {"wjw"}


def test_one_led_from_above_is_listed_and_not_counted_but_for_its_own(cast, office):
    asks(office)
    units.open_unit(code="tax", name="税务局", short_name="税务局", level="department", parent_code="xzf", in_totals=False, opened_on=date(2020, 1, 1), at=SET, by=SETUP)  # fmt: skip
    person = units.add_person(username="shui_bianji", name="税某", at=SET, by=SETUP)
    cast.people["shui_bianji"] = person
    tax = next(u for u in coverage(cast, "2026-03-10").units.values() if u.code == "tax")
    units.appoint(person=person, unit=tax, role="editor", at=SET, by=SETUP, from_on=date(2020, 1, 1))
    found = coverage(cast, "2026-03-10")
    assert {each.of.code for each in found.by_unit()} == {"zjj", "wjw", "tax"}
    assert found.totals()["red"] == 2 == len(found.listed(light="red")) == found.by_section()[0].lights["red"]
    assert [row.unit.code for row in found.listed(unit=tax)] == ["tax"]
    assert coverage(cast, "2026-03-10", "shui_bianji").totals()["red"] == 1


def test_each_figure_is_the_length_of_its_list(cast, office):
    asks(office)
    catalogue.change(section=section("policy"), update_every="year", **office)
    through(cast, draft(cast), "published")
    found = coverage(cast, "2026-03-28")
    for light in ("red", "yellow", "green"):
        assert found.totals()[light] == len(found.listed(light=light))
        for each in found.by_unit():
            assert each.lights[light] == len(found.listed(unit=each.of, light=light))
        for each in found.by_section():
            assert each.lights[light] == len(found.listed(section=each.of, light=light))
    keys = [row.key for row in found.listed()]
    assert keys == sorted(keys) and len(set(keys)) == len(keys)


def test_three_queries_whatever_there_is(cast, office):
    def asked() -> int:
        scope = cast.scope("gao_gongkai")
        with CaptureQueriesContext(connection) as queries:
            assert Coverage(scope, date(2026, 3, 10)).rows
        return len(queries)

    asks(office)
    assert asked() == 3
    for n in range(4):
        catalogue.add(key=f"more{n}", parent=None, name=f"栏目{n}", update_every="quarter", **office)
        opened = noon("2026-02-01")
        units.open_unit(code=f"u{n}", name=f"局{n}", short_name=f"局{n}", level="department", parent_code="xzf", opened_on=opened.date(), at=opened, by=SETUP)  # fmt: skip
        through(cast, draft(cast), "published")
    assert Record.objects.filter(live=True).count() == 4 and asked() == 3
