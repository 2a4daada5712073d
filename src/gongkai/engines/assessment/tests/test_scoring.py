"""Scores from live measures: simulated any day, told as counted on a day and kept so, put together anew when an objection is decided, ranked."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from tests.plugins.acts import assessments as scenes
from tests.plugins.acts.logbooks import TRAINING, entered
from tests.plugins.cast import noon

from gongkai.engines.assessment import acts, scoring
from gongkai.engines.measures import sheets
from gongkai.ground.units import actions as units
from gongkai.kernel.assessments import queries
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.logbooks import actions as logbooks
from gongkai.procedures.foi.tests.scenes import answered
from gongkai.pure.law.scheme_file import SchemeErrors, parse


def trained(cast, unit="zjj", by="wang_bianji", on=date(2025, 5, 8)):
    return entered(cast, TRAINING, on=on, unit=cast.units[unit], by=cast.actor(by))


def result(cast, unit="zjj", year=2025, size=None):
    sheets.catch_up()
    assessment = queries.assessment(year)
    found = scoring.assessed(assessment.scheme.scheme, year)
    return scoring.results(assessment, found, size)[cast.units[unit].pk]


def lines(found):
    return {each.indicator.key: (each.points, each.scored.words) for each in found.lines}


def test_a_score_is_simulated_from_what_stands_in_the_ledger_today(cast):
    scenes.begun(cast)
    assert lines(result(cast)) == {
        "in_time": (None, "没有可以计的"), "held": (None, "没有登记过"), "rules": (None, "待评"), "site": (None, "待评"), "urged": (0, "0次"),
    }  # fmt: skip
    trained(cast)
    answered(cast, "2025-03-03", "2025-03-10")
    answered(cast, "2025-03-03", "2025-06-10")
    found = result(cast)
    assert lines(found) | {"rules": 0, "site": 0} == {
        "in_time": (0, "50%（1/2）"), "held": (10, "1期"), "rules": 0, "site": 0, "urged": (0, "0次"),
    }  # fmt: skip
    assert (found.total, found.sums.pending, found.sums.void) == (10, 40, 0)


def test_without_a_case_in_the_year_its_weight_goes_to_the_rest(cast):
    scenes.called(cast, ("zjj", "wjw"))
    trained(cast)
    trained(cast)
    scenes.checked(cast, scenes.handed_in(cast, scenes.claimed(cast, scenes.part(cast))))
    found = result(cast)
    assert (found.sums.void, found.sums.base) == (40, D(20 + 25 + 9) * 100 / 60)


def test_what_is_told_stays_as_counted_then_and_what_comes_later_is_shown(cast):
    scenes.called(cast, ("zjj", "wjw"))
    trained(cast)
    scenes.checked(cast, scenes.handed_in(cast, scenes.claimed(cast, scenes.part(cast))))
    scenes.checked(cast, scenes.part(cast, "wjw"))
    sheets.catch_up()
    acts.tell(assessment=queries.assessment(2025), size=sheets.counted(), **scenes.office(cast, scenes.TOLD))
    told = scenes.part(cast).told
    assert [each["points"] for each in told["lines"]] == [None, "10", "25", "9", "0"] and told["total"] == "73.33"
    late = trained(cast)
    now = result(cast)
    (drift,) = scoring.drifted(scenes.part(cast), now)
    assert (drift.name, drift.told, drift.now) == ("培训", "1期", "2期")
    assert result(cast, size=queries.assessment(2025).size).total == D("73.33")
    logbooks.strike(entry=late, because="录重了一次", by=cast.actor("wang_bianji"), at=noon("2026-03-02"))
    assert scoring.drifted(scenes.part(cast), result(cast)) == []


def test_a_decision_moves_even_what_was_counted_and_the_score_is_put_together_anew(cast):
    scenes.called(cast, ("zjj", "wjw"))
    trained(cast)
    scenes.checked(cast, scenes.handed_in(cast, scenes.claimed(cast, scenes.part(cast))))
    scenes.checked(cast, scenes.part(cast, "wjw"))
    sheets.catch_up()
    acts.tell(assessment=queries.assessment(2025), size=sheets.counted(), **scenes.office(cast, scenes.TOLD))
    appraisal, by = scenes.part(cast), cast.actor("liu_qianfa")
    scenes.actions.object_to(appraisal=appraisal, keys=["held", "rules"], text="还有一期培训没有登记。", by=by, at=noon("2026-02-05"))  # fmt: skip
    given = {"points": {"held": D(20), "rules": D(25)}, "text": "核对过签到表，确有两期。"}
    acts.decide(appraisal=appraisal, **given, **scenes.office(cast, noon("2026-02-09")))
    appraisal = scenes.part(cast)
    assert {each["key"]: each["points"] for each in appraisal.told["lines"]}["held"] == "20"
    assert appraisal.score == 90 and queries.mark(appraisal, "rules").decided is None
    acts.publish(assessment=queries.assessment(2025), **scenes.office(cast, scenes.OVER))
    assert (scenes.part(cast).rank, scenes.part(cast, "wjw").rank) == (1, 2)
    assert '<td class="align-right">90</td>' in acts.notice(queries.assessment(2025))


def test_scores_are_not_told_before_the_year_is_over(cast):
    scenes.begun(cast, 2026, parse(scenes.SCHEME))
    with pytest.raises(StepRefused, match="2026年还没有结束"):
        acts.tell(assessment=queries.assessment(2026), size=1, **scenes.office(cast, scenes.TOLD))


def test_units_led_from_above_are_not_assessed_and_count_for_nobody(cast):
    opened = {"org_code": "12345679-6", "opened_on": date(2020, 1, 1), "at": noon("2025-02-02"), "by": "setup"}
    units.open_unit(code="sws", name="税务局", short_name="税务局", level="department", parent_code="zjj", in_totals=False, **opened)  # fmt: skip
    inside = units.open_unit(code="zjz", name="质监站", short_name="质监站", level="institution", parent_code="zjj", **opened)  # fmt: skip
    scenes.begun(cast)
    assessment = queries.assessment(2025)
    scheme = assessment.scheme.scheme
    assert [each.code for each in scoring.assessed(scheme, 2025)] == ["zjj", "wjw"]
    sets = scoring.counting.counted_units_of([cast.units["zjj"].pk], date(2025, 12, 31))
    assert sets[cast.units["zjj"].pk] == {cast.units["zjj"].pk, inside.pk}
    assert sets[cast.units["zjj"].pk] == scoring.counting.counted_units(cast.units["zjj"], date(2025, 12, 31))
    assert [each.code for each in scoring.assessed(replace(scheme, levels=("institution",)), 2025)] == ["zjz"]


def test_places_are_within_a_level_and_ties_share_them(cast):
    scenes.begun(cast)
    assert (result(cast).rank, result(cast, "wjw").rank) == (1, 1)
    trained(cast)
    assert (result(cast).rank, result(cast, "wjw").rank) == (1, 2)


def test_a_measure_that_is_none_or_cannot_be_split_so_is_named_before_a_version_is_adopted(cast):
    for old, new, words in (
        ('"trainings.held"', '"trainings.hold"', "“培训”：没有叫“trainings.hold”的指标代码"),
        ("per = 10", "per = 10\nwhere = { on_time = true }", "不能按“on_time”分"),
    ):
        scheme = parse(scenes.SCHEME.replace(old, new))
        with pytest.raises(SchemeErrors, match=words):
            scoring.check(scheme)
    version = scenes.drafted(cast, scheme)
    with pytest.raises(StepRefused, match="不能按"):
        acts.adopt(version=version, seen=0, **scenes.office(cast))


def test_what_is_narrowed_counts_only_that(cast):
    late = scenes.SCHEME.replace(
        'of = "foi.closed"\nnone = 50', 'where = { applicant = "legal" }\nof = "foi.closed"\nnone = 0\nfull = 50'
    )
    late = (
        late.replace('measure = "foi.closed_in_time"', 'measure = "foi.closed"')
        .replace("applicant", "on_time")
        .replace('"legal"', "false")
    )
    scenes.begun(cast, scheme=parse(late))
    answered(cast, "2025-03-03", "2025-03-10")
    answered(cast, "2025-03-03", "2025-06-10")
    assert lines(result(cast))["in_time"] == (40, "50%（1/2）")


def test_many_units_are_counted_in_as_many_queries_as_one(cast, django_assert_max_num_queries):
    scenes.begun(cast)
    sheets.catch_up()
    scheme = queries.assessment(2025).scheme.scheme
    for units_ in ([cast.units["zjj"]], [cast.units["zjj"], cast.units["wjw"]]):
        with django_assert_max_num_queries(8):
            scoring.values(scheme, units_, 2025)
