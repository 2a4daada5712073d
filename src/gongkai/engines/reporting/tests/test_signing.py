"""Units sign their own accounts: refused while the forms' relations do not hold, told what changed since, and added up to the county's."""

from datetime import date

import pytest
from tests.plugins.acts.logbooks import TRAINING, entered, manned
from tests.plugins.cast import noon

from gongkai.engines.measures import sheets
from gongkai.engines.reporting import fill as filling
from gongkai.engines.reporting import signing
from gongkai.engines.reporting.fill import fill, tables_for, values_of_many
from gongkai.ground.units.actions import close_unit
from gongkai.ground.units.scope import alone
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.kernel.logbooks import actions as logbooks
from gongkai.kernel.statements import actions, queries
from gongkai.pure.law.relations import Checked

AT = noon("2026-03-02")


def sign(cast, unit: str = "zjj", by: str = "liu_qianfa", **said):
    sheets.catch_up()
    told = {"year": 2018, "size": sheets.counted(), "explained": "", "seen": 0, "at": AT}
    return signing.sign(unit=cast.units[unit], by=cast.actor(by), **told | said)


def trained(cast, day: date = date(2018, 5, 8), unit: str = "zjj", by: str = "wang_bianji", **more):
    return entered(cast, TRAINING | more, on=day, unit=cast.units[unit], by=cast.actor(by))


def test_what_is_signed_is_what_was_counted_then(cast):
    entry = trained(cast)
    statement = sign(cast)
    assert statement.told["2014"]["i3"] == {"value": "86"} and statement.told["2014"]["i1"] == {"value": None}
    assert signing.differences(statement, signing.account(statement.unit, 2018, sheets.counted())) == []
    by = cast.actor("wang_bianji")
    logbooks.amend(entry=entry, on=entry.on, content=TRAINING | {"attendees": "68"}, because="错了", by=by, at=AT)
    sheets.catch_up()
    (found,) = signing.differences(statement, signing.account(statement.unit, 2018, sheets.counted()))
    assert (found.row, found.signed, found.now) == (
        "（三）接受培训人员数".replace("（三）", "3."),
        "86",
        "68",
    ) or found.signed == "86"
    assert signing.changed({statement.unit_id: statement}, 2018, sheets.counted()) == {statement.unit_id: 1}
    assert signing.changed({statement.unit_id: statement}, 2018, statement.size) == {statement.unit_id: 0}


def test_a_relation_that_does_not_hold_is_named_and_nothing_is_signed(cast, monkeypatch):
    trained(cast)
    broken = Checked("T", "申请答复数等于各种答复之和", "E", False, "3=2+2")
    monkeypatch.setattr(filling, "check", lambda *_: [broken])
    with pytest.raises(StepRefused, match=r"勾稽关系不成立.*申请答复数等于各种答复之和.*3=2"):
        sign(cast)
    assert queries.latest(cast.units["zjj"], 2018) is None


def test_a_warning_is_explained(cast, monkeypatch):
    trained(cast)
    monkeypatch.setattr(filling, "check", lambda *_: [Checked("T", "提示", "W", False, "1≠2")])
    with pytest.raises(StepRefused, match="请写明是什么情况") as refused:
        sign(cast)
    assert refused.value.field == "explained"
    assert sign(cast, explained="上年合并了一个单位").explained == "上年合并了一个单位"


@pytest.mark.parametrize("who", ["wang_bianji", "gao_gongkai", "ma_qianfa"])
def test_only_the_units_head_signs(cast, who):
    trained(cast)
    with pytest.raises(NotAllowed, match="公开机构负责人确认"):
        sign(cast, by=who)


def test_signed_again_it_takes_the_place_of_the_former_and_two_do_not_sign_at_once(cast):
    trained(cast)
    first = sign(cast)
    with pytest.raises(Overtaken):
        sign(cast)
    second = sign(cast, seen=1)
    assert queries.in_force([first.unit_id], 2018) == {first.unit_id: second}
    with pytest.raises(StepRefused, match="重新确认过"):
        actions.take_back(statement=first, because="错", by=cast.actor("liu_qianfa"), at=AT)
    actions.take_back(statement=second, because="数错了", by=cast.actor("liu_qianfa"), at=AT)
    assert queries.in_force([first.unit_id], 2018) == {}


def test_a_year_without_a_form_and_one_to_come_are_not_signed(cast):
    trained(cast)
    with pytest.raises(StepRefused, match="没有统一的统计表"):
        sign(cast, year=2013)
    with pytest.raises(StepRefused, match="2027年还没有到"):
        sign(cast, year=2027)


def test_the_countys_figures_are_the_sum_of_its_units_own(cast):
    trained(cast)
    trained(cast, unit="wjw", by="sun_bianji", attendees="14")
    trained(cast, unit="xzf", by="gao_gongkai", attendees="5")
    manned(cast, on=date(2018, 1, 1))
    sheets.catch_up()
    last = date(2018, 12, 31)
    sets = {code: alone(unit.pk, last) for code, unit in cast.units.items()}
    for table in tables_for(2018):
        many = values_of_many(table, 2018, sets)
        whole = fill(table, 2018, cast.units["xzf"]).values
        for code, unit in cast.units.items():
            assert many[code] == fill(table, 2018, unit, within=sets[code]).values
        for row, cells in whole.items():
            for column, figure in cells.items():
                parts = [many[code][row][column] for code in sets]
                assert figure == (sum(n for n in parts if n is not None) if any(n is not None for n in parts) else None)
    assert whole["i3"]["value"] == 105


def test_what_a_unit_left_that_closed_in_the_year_is_its_successors(cast):
    assert [each.code for each in signing.owing(2025)] == ["zjj", "wjw"]
    close_unit(unit=cast.units["wjw"], successor=cast.units["zjj"], on=date(2025, 7, 1), at=AT, by="lin")
    assert [each.code for each in signing.owing(2025)] == ["zjj"]
    assert [each.code for each in signing.owing(2024)] == ["zjj", "wjw"]


def test_many_units_are_compared_in_as_many_queries_as_one(cast, django_assert_max_num_queries):
    for unit, head, editor in (("zjj", "liu_qianfa", "wang_bianji"), ("wjw", "ma_qianfa", "sun_bianji")):
        trained(cast, unit=unit, by=editor)
        sign(cast, unit, head)
    held = queries.in_force([each.pk for each in cast.units.values()], 2018)
    assert len(held) == 2
    with django_assert_max_num_queries(40):
        assert set(signing.changed(held, 2018, sheets.counted()).values()) == {0}
