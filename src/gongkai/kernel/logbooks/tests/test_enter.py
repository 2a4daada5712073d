"""Entering in a logbook: what is taken, by whom, what gives way, what is put right and what is struck."""

from datetime import date

import pytest
from tests.plugins.acts.logbooks import STAFF, TRAINING, entered, manned
from tests.plugins.cast import noon
from tests.plugins.scenes import DAY

from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.kernel.logbooks import actions, queries
from gongkai.kernel.logbooks.models import Entry
from gongkai.pure.declare.kinds import FieldErrors


def held(cast, unit="zjj") -> list[tuple[str, str | None]]:
    rows = Entry.objects.filter(unit=cast.units[unit], logbook="staff", struck_on=None).order_by("on")
    return [(each.on.isoformat(), each.until.isoformat() if each.until else None) for each in rows]


def test_an_entry_says_what_was_entered_and_what_is_counted_of_it(cast):
    entry = entered(cast)
    assert (entry.title, entry.values["attendees"], entry.values["days"]) == ("政务公开业务培训", 86, "1.5")
    assert sorted(map(tuple, entry.counted)) == [("", "", "1"), ("attendees", "", "86"), ("days", "", "1.5")]


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"attendees": "八十六"}, "attendees", "写成12这样的整数"),
        ({"attendees": "-3"}, "attendees", "写成12这样的整数"),
        ({"attendees": "8.5"}, "attendees", "写成12这样的整数"),
        ({"attendees": ""}, "attendees", "请填写"),
        ({"attendees": "9999999999"}, "attendees", "太大了"),
        ({"days": "1.1234567"}, "days", "最多6位小数"),
        ({"title": " "}, "title", "请填写"),
    ],
)
def test_a_number_that_is_none_is_refused_with_a_sentence(cast, wrong, field, sentence):
    with pytest.raises(FieldErrors) as refused:
        entered(cast, TRAINING | wrong)
    assert sentence in refused.value.errors[field] and not Entry.objects.exists()


def test_full_width_and_grouped_figures_are_read(cast):
    assert entered(cast, TRAINING | {"attendees": "１，286"}).values["attendees"] == 1286


@pytest.mark.parametrize(("day", "taken"), [("2026-03-01", True), ("2026-03-02", True), ("2026-03-03", False)])
def test_not_before_its_day(cast, day, taken):
    on = date.fromisoformat(day)
    if taken:
        assert entered(cast, on=on).on == on
    else:
        with pytest.raises(FieldErrors, match="还没有到"):
            entered(cast, on=on)


@pytest.mark.parametrize("who", ["sun_bianji", "zhou_jingban", "he_jiancha"])
def test_only_who_keeps_the_units_logbooks(cast, who):
    with pytest.raises(NotAllowed, match="登记簿由该单位"):
        entered(cast, by=cast.actor(who))


@pytest.mark.parametrize("who", ["wang_bianji", "liu_qianfa", "gao_gongkai"])
def test_its_editor_its_head_and_the_office_may(cast, who):
    assert entered(cast, by=cast.actor(who)).by == who


def test_a_standing_entry_gives_way_to_the_next(cast):
    manned(cast, on=date(2025, 1, 1))
    manned(cast, on=date(2025, 7, 1))
    manned(cast, unit=cast.units["wjw"], on=date(2025, 3, 1), by=cast.actor("sun_bianji"))
    assert held(cast) == [("2025-01-01", "2025-07-01"), ("2025-07-01", None)]
    assert held(cast, "wjw") == [("2025-03-01", None)]


@pytest.mark.parametrize("day", ["2025-06-30", "2025-07-01"])
def test_the_next_begins_after_what_stands(cast, day):
    manned(cast, on=date(2025, 7, 1))
    with pytest.raises(StepRefused, match="填在它以后") as refused:
        manned(cast, on=date.fromisoformat(day))
    assert refused.value.field == "on" and held(cast) == [("2025-07-01", None)]


def test_struck_it_lets_what_held_before_hold_on(cast):
    manned(cast, on=date(2025, 1, 1))
    wrong = manned(cast, on=date(2025, 7, 1))
    actions.strike(entry=wrong, because="登记错了", by=cast.actor("wang_bianji"), at=DAY)
    assert held(cast) == [("2025-01-01", None)]


def test_begun_on_another_day_moves_the_end_of_what_held_before(cast):
    manned(cast, on=date(2025, 1, 1))
    entry = manned(cast, on=date(2025, 7, 1))
    told = {"content": STAFF, "because": "从八月起", "by": cast.actor("wang_bianji"), "at": DAY}
    actions.amend(entry=entry, on=date(2025, 8, 1), **told)
    assert held(cast) == [("2025-01-01", "2025-08-01"), ("2025-08-01", None)]
    with pytest.raises(StepRefused, match="要在它以后"):
        actions.amend(entry=entry, on=date(2025, 1, 1), **told)


@pytest.mark.parametrize(("day", "taken"), [("2025-06-30", False), ("2025-07-01", True), ("2026-03-03", False)])
def test_it_ends_on_a_day_between_its_first_and_today(cast, day, taken):
    entry = manned(cast, on=date(2025, 7, 1))
    told = {"entry": entry, "last_on": date.fromisoformat(day), "by": cast.actor("wang_bianji"), "at": DAY}
    if taken:
        assert actions.end(**told).until == date(2025, 7, 2)
    else:
        with pytest.raises(StepRefused):
            actions.end(**told)


def test_what_is_put_right_needs_a_reason_and_the_page_that_was_seen(cast):
    entry, by = entered(cast), cast.actor("wang_bianji")
    told = {"on": entry.on, "content": TRAINING | {"attendees": "68"}, "by": by, "at": DAY}
    with pytest.raises(StepRefused, match="写明为什么"):
        actions.amend(entry=entry, because=" ", **told)
    actions.amend(entry=entry, because="人数写错了", seen=0, **told)
    assert Entry.objects.get().values["attendees"] == 68
    with pytest.raises(Overtaken):
        actions.amend(entry=entry, because="又改", seen=0, **told)


def test_a_struck_entry_is_not_touched_again(cast):
    entry, by = entered(cast), cast.actor("wang_bianji")
    actions.strike(entry=entry, because="重了", by=by, at=DAY)
    for act in (
        lambda: actions.strike(entry=entry, because="再撤", by=by, at=DAY),
        lambda: actions.amend(entry=entry, on=entry.on, content=TRAINING, because="改", by=by, at=DAY),
        lambda: actions.add_evidence(entry=entry, evidence=[("a.txt", b"a")], by=by, at=DAY),
    ):
        with pytest.raises(StepRefused, match="已经撤销"):
            act()


def test_that_a_year_had_none_is_said_once_and_gives_way_to_an_entry(cast):
    unit, by = cast.units["zjj"], cast.actor("wang_bianji")
    told = {"logbook": "trainings", "unit": unit, "by": by, "at": DAY}
    stated = actions.state_nothing(year=2026, **told)
    with pytest.raises(StepRefused, match="已经有登记"):
        actions.state_nothing(year=2026, **told)
    entered(cast)
    stated.refresh_from_db()
    assert stated.struck_because == "又有了登记"
    with pytest.raises(StepRefused, match="不能说没有"):
        actions.state_nothing(year=2026, **told)
    with pytest.raises(StepRefused, match="还没有到"):
        actions.state_nothing(year=2027, **told)


def test_who_has_said_nothing(cast):
    both = [cast.units["zjj"], cast.units["wjw"]]

    def silent(logbook: str, year: int) -> list[str]:
        return [unit.code for unit in queries.silent(both, [logbook], year)[logbook]]

    assert silent("trainings", 2026) == ["zjj", "wjw"]
    entered(cast)
    manned(cast, on=date(2024, 5, 1))
    told = {"logbook": "trainings", "unit": cast.units["wjw"], "by": cast.actor("sun_bianji"), "at": DAY}
    actions.state_nothing(year=2026, **told)
    assert (silent("trainings", 2026), silent("trainings", 2025)) == ([], ["zjj", "wjw"])
    assert (silent("staff", 2023), silent("staff", 2025)) == (["zjj", "wjw"], ["wjw"])


def test_what_exists_for_whom(cast):
    entry = entered(cast)
    seen = {who: queries.get_visible(cast.scope(who), entry.code) is not None for who in cast.people}
    assert {who for who, each in seen.items() if not each} == {"sun_bianji", "qian_jingban", "ma_qianfa", "lin_guanli"}


def test_evidence_belongs_to_the_entry(cast):
    entry = entered(cast, evidence=[("通知.txt", "开会".encode())])
    actions.add_evidence(
        entry=entry, evidence=[("签到.txt", b"x")], by=cast.actor("wang_bianji"), at=noon("2026-03-03")
    )
    assert [each.name for each in queries.evidence_of(entry)] == ["通知.txt", "签到.txt"]
