"""Numbers of outside systems: beside the system's own until the office accepts them, then taken in the unit's tables, the county's and the report's text;
relations are held against what is taken; an earlier count stays as it was."""

from datetime import date
from decimal import Decimal as D

import pytest
from tests.plugins.acts.logbooks import entered
from tests.plugins.acts.statements import accepted, reported
from tests.plugins.cast import noon

from gongkai.engines.measures import sheets
from gongkai.engines.reporting import forms, signing
from gongkai.engines.reporting.annual import begun
from gongkai.engines.reporting.figures import GOVERNMENT, OWN, Counting
from gongkai.engines.reporting.fill import fill, values_of_many
from gongkai.ground.units.scope import alone
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.kernel.statements import reported as acts
from gongkai.pure.law.tables import TABLES

TABLE = TABLES["2021-2"]
TOKEN = "2021-2.p20_5_permits.decisions"
AT = noon("2026-03-02")


def permitted(cast, unit, by, count):
    content = {"sort": "permit", "since": "2025-01-01", "count": count}
    return entered(cast, content, logbook="decisions", unit=cast.units[unit], by=cast.actor(by), on=date(2025, 12, 31))


@pytest.fixture
def both(cast):
    """Both units entered what they decided here: seven and five."""
    permitted(cast, "zjj", "wang_bianji", "7")
    permitted(cast, "wjw", "sun_bianji", "5")
    sheets.catch_up()
    return cast


def permits(cast, unit="xzf", size=None, within=None):
    sheets.catch_up()
    filled = fill(TABLE, 2025, cast.units[unit], size, within)
    return filled.values["p20_5_permits"]["decisions"], filled


def test_until_the_office_accepts_it_the_systems_number_is_taken_and_both_are_told(both):
    made = reported(both)
    figure, filled = permits(both)
    (beside,) = filled.beside
    assert (figure, beside.ours, beside.theirs, beside.taken) == (12, 7, 120, False)
    accepted(both, made)
    figure, filled = permits(both)
    (beside,) = filled.beside
    assert (figure, beside.ours, beside.theirs, beside.taken) == (125, 7, 120, True)
    for text in (forms.as_text(filled), "\n".join(f"{each}" for each in forms.as_data(filled)["outside"])):
        assert "120" in text and "7" in text and "省政务服务平台" in text
    assert permits(both, "zjj")[0] == 120 and permits(both, "wjw")[0] == 5


def test_the_countys_is_the_sum_of_its_units_as_they_are_taken(both):
    accepted(both)
    sets = {code: alone(unit.pk, date(2025, 12, 31)) for code, unit in both.units.items()}
    many = values_of_many(TABLE, 2025, sets)
    parts = {code: values["p20_5_permits"]["decisions"] for code, values in many.items()}
    assert parts == {"xzf": None, "zjj": 120, "wjw": 5} and permits(both)[0] == 125
    assert permits(both, "zjj", within=sets["zjj"])[0] == 120


def test_what_the_system_counts_later_moves_nothing_while_the_other_number_is_taken(both):
    accepted(both)
    permitted(both, "zjj", "wang_bianji", "3")
    figure, filled = permits(both)
    assert (figure, filled.beside[0].ours) == (125, 10)


def test_an_earlier_count_stays_as_it_was(both):
    made = reported(both)
    before = sheets.counted()
    sheets.catch_up()
    entered_ = sheets.counted()
    accepted(both, made)
    sheets.catch_up()
    taken = sheets.counted()
    acts.withdraw(reported=made, because="省平台的数改了", by=both.actor("liu_qianfa"), at=AT)
    assert permits(both)[0] == 12 and permits(both)[1].beside == ()
    assert [permits(both, size=size)[0] for size in (before, entered_, taken)] == [12, 12, 125]
    assert [[each.taken for each in permits(both, size=size)[1].beside] for size in (before, entered_, taken)] == [
        [],
        [False],
        [True],
    ]


def test_a_report_s_text_has_the_figure_of_its_table(both):
    accepted(both)
    sheets.catch_up()
    size = sheets.counted()
    whole, own = Counting(both.units["xzf"], "2025", GOVERNMENT, size), Counting(both.units["zjj"], "2025", OWN, size)
    assert (
        whole.value(TOKEN),
        own.value(TOKEN),
        whole.value(f"unit.wjw.{TOKEN}"),
        whole.value(f"unit.zjj.{TOKEN}"),
    ) == (125, 120, 5, 120)
    later = Counting(both.units["xzf"], "2026", GOVERNMENT, size)
    assert (later.value(f"before.{TOKEN}"), later.value(TOKEN)) == (125, None)


def test_a_measure_in_the_text_says_what_the_table_says(both):
    accepted(both, year=2026, cell=("2021-3", "r1", "total"), label="本年新收·总计", ours=D(0), figure=D(5))
    accepted(both, year=2026, cell=("2021-3", "r1", "natural"), label="本年新收·自然人", ours=D(0), figure=D(4))
    sheets.catch_up()
    size, key = sheets.counted(), "foi.received"
    whole, own = Counting(both.units["xzf"], "2026", GOVERNMENT, size), Counting(both.units["zjj"], "2026", OWN, size)
    tokens = (key, f"unit.zjj.{key}", f"unit.wjw.{key}", "2021-3.r1.total")
    assert [whole.value(each) for each in tokens] == [5, 5, 0, 5] and own.value(key) == 5
    assert [each.theirs for each in whole.taken(key)] == [5] and whole.taken(f"unit.wjw.{key}") == []
    (offered,) = [each for each in own.measures() if each.token == key]
    assert offered.value == 5
    assert ">5</a>件" in begun(both.units["zjj"], 2026, OWN, AT.date(), size)["body"]
    assert whole.by_unit(key) == {both.units["zjj"].pk: 5}, "a chart of the units too"
    later = Counting(both.units["xzf"], "2027", GOVERNMENT, size)
    assert (later.value(f"before.{key}"), later.value(key)) == (5, 0)
    quarter = Counting(both.units["xzf"], "2026-Q1", GOVERNMENT, size)
    assert (quarter.value(key), quarter.by_unit(key)) == (0, {}), "what a form tells is told of a whole year"


def test_a_cell_that_the_system_keeps_nothing_of_is_filled_by_what_was_reported(cast):
    accepted(cast, ours=None)
    figure, filled = permits(cast)
    assert (figure, filled.beside[0].ours) == (120, None)


def test_relations_are_held_against_what_is_taken_and_signing_names_the_two_figures(both):
    sheets.catch_up()
    said = {
        "unit": both.units["zjj"],
        "year": 2026,
        "explained": "",
        "by": both.actor("liu_qianfa"),
        "at": AT,
        "seen": 0,
    }
    accepted(both, year=2026, cell=("2021-3", "r1", "total"), label="本年新收·总计", ours=D(0), figure=D(5))
    sheets.catch_up()
    with pytest.raises(StepRefused, match=r"勾稽关系不成立.*5"):
        signing.sign(size=sheets.counted(), **said)
    accepted(both, year=2026, cell=("2021-3", "r1", "natural"), label="本年新收·自然人", ours=D(0), figure=D(5))
    accepted(both, year=2026, cell=("2021-3", "r4", "total"), label="结转·总计", ours=D(0), figure=D(5))
    accepted(both, year=2026, cell=("2021-3", "r4", "natural"), label="结转·自然人", ours=D(0), figure=D(5))
    sheets.catch_up()
    statement = signing.sign(size=sheets.counted(), **said)
    assert statement.told["2021-3"]["r1"]["natural"] == "5"


def test_what_was_signed_before_is_told_to_have_changed(both):
    said = {
        "unit": both.units["zjj"],
        "year": 2025,
        "explained": "",
        "by": both.actor("liu_qianfa"),
        "at": AT,
        "seen": 0,
    }
    statement = signing.sign(size=sheets.counted(), **said)
    accepted(both)
    sheets.catch_up()
    (found,) = signing.differences(statement, signing.account(both.units["zjj"], 2025, sheets.counted()))
    assert (found.signed, found.now) == ("7", "120")


@pytest.mark.parametrize(
    "said, words",
    [
        ({"figure": D(7)}, "和系统的数一样"),
        ({"figure": D(-1)}, "不能小于0"),
        ({"explained": "多"}, "为什么和系统的数不一样"),
        ({"system": " "}, "哪个系统"),
        ({"year": 2027}, "还没有到"),
    ],
)
def test_what_is_no_other_number_or_is_not_explained_is_refused(cast, said, words):
    with pytest.raises(StepRefused, match=words):
        reported(cast, **said)


def test_a_cell_has_one_and_each_does_their_own_part(cast):
    made = reported(cast)
    with pytest.raises(StepRefused, match="先撤回再填"):
        reported(cast)
    for by in ("liu_qianfa", "ma_qianfa", "wang_bianji"):
        with pytest.raises(NotAllowed, match="政务公开办认定"):
            acts.accept(reported=made, by=cast.actor(by), at=AT)
    for by in ("gao_gongkai", "ma_qianfa"):
        with pytest.raises(NotAllowed, match="公开机构负责人"):
            acts.withdraw(reported=made, because="省平台的数改了", by=cast.actor(by), at=AT)
    acts.decline(reported=made, because="没有写清楚是哪些件", by=cast.actor("gao_gongkai"), at=AT)
    with pytest.raises(Overtaken):
        accepted(cast, made)
    with pytest.raises(StepRefused, match="没有认定"):
        acts.withdraw(reported=made, because="省平台的数改了", by=cast.actor("liu_qianfa"), at=AT)
    assert reported(cast).state_label == "待认定"
