"""Annual reports are begun with the figures of the ledger, counted anew in one version, and take up what was typed."""

from datetime import date

import pytest
from tests.plugins.acts.key_points import finished, laid
from tests.plugins.acts.logbooks import TRAINING, entered
from tests.plugins.cast import SETUP, noon

from gongkai.engines.measures import sheets
from gongkai.engines.measures.queries import of_rows
from gongkai.engines.reporting import annual, reports
from gongkai.engines.reporting.figures import GOVERNMENT, OWN, changes, meaning, of, offers
from gongkai.kernel.flow.steps import Overtaken, StepRefused
from gongkai.kernel.keypoints import actions as keypoints
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.catalogue import place_section
from gongkai.procedures.foi.tests.scenes import answered, submitted
from gongkai.pure.law.outlines import ASKS
from gongkai.pure.law.sitemeta import ANNUAL_TYPE

AT = noon("2027-01-11")
DAY = date(2027, 1, 11)


@pytest.fixture
def year(cast):
    """2026 with an application that was answered, one that was not, and a training."""
    place_section(key="annual", name="年度报告", column_type=ANNUAL_TYPE, position=9, by=SETUP, at=noon("2026-01-05"))
    answered(cast, "2026-02-10", "2026-02-20")
    submitted(cast, "2026-12-28")
    entered(cast, TRAINING)
    sheets.catch_up()
    return cast


def begin(cast, unit: str = "zjj", by: str = "wang_bianji", covers: str = OWN, year: int = 2026, at=AT):
    sheets.catch_up()
    who = {"by": cast.actor(by), "at": at}
    return reports.begin(unit=cast.units[unit], year=year, covers=covers, size=sheets.counted(), **who)


def content(record) -> dict:
    return records.version_of(record).values()


def test_it_begins_with_the_tables_and_the_sentences_whose_figures_are_known(year):
    said = content(begin(year))
    figures = annual.kind().figures(said)
    assert figures["2021-3"]["r1"]["total"] == 2 and figures["2021-3"]["r3_7"]["total"] == 1
    assert figures["2021-3"]["r4"]["total"] == 1
    assert '<a href="figure:foi.received" rel="noopener nofollow">2</a>件' in said["body"]
    assert "召开政府信息公开工作会议" not in said["body"], "nobody entered a meeting: nothing is told, not 0"
    assert annual.unwritten(said) and ASKS in said["body"]
    assert annual.kind().wrong(said) == []
    assert said["size"] == sheets.counted()


@pytest.mark.parametrize(("day", "fine"), [("2026-12-31", False), ("2027-01-01", True), ("2027-01-02", True)])
def test_the_year_is_over_first(year, day, fine):
    if fine:
        assert begin(year, at=noon(day))
    else:
        with pytest.raises(StepRefused, match="还没有结束"):
            begin(year, at=noon(day))


def test_there_is_one_of_a_unit_and_a_year_and_another_when_that_is_given_up(year):
    first = begin(year)
    with pytest.raises(StepRefused, match="已经有了"):
        begin(year)
    from gongkai.kernel.records import actions

    actions.discard(record=first, by=year.actor("wang_bianji"), at=AT)
    assert begin(year).pk != first.pk


def test_without_a_column_it_says_who_makes_one(cast):
    with pytest.raises(StepRefused, match="信息公开年报"):
        begin(cast)


def test_the_governments_adds_up_its_units_whoever_compiles_it(year):
    own, whole = content(begin(year)), content(begin(year, covers=GOVERNMENT))
    assert whole["title"].startswith("明川县人民政府2026年")
    assert annual.kind().figures(whole)["2021-3"]["r1"]["total"] == 2
    other = content(begin(year, unit="wjw", by="sun_bianji"))
    assert annual.kind().figures(other)["2021-3"]["r1"]["total"] == 0
    assert annual.due_on(2026, own["covers"]) == date(2027, 1, 31)
    assert annual.due_on(2026, whole["covers"]) == date(2027, 3, 31)


def test_a_late_fact_is_a_difference_until_it_is_counted_anew(year):
    record = begin(year)
    before = content(record)
    submitted(year, "2026-12-30")
    sheets.catch_up()
    now = annual.recounted(before, record.unit, sheets.counted())
    changed = {each.what: (each.before, each.now) for each in changes(annual.kind(), before, now)}
    assert changed["一、本年新收政府信息公开申请数量·总计"] == ("2", "3") and changed["新收政府信息公开申请"] == (
        "2",
        "3",
    )
    assert content(record) == before, "nothing changes by itself"
    assert annual.recounted(before, record.unit, before["size"]) == before, "as counted then it is the same"

    who = {"by": year.actor("wang_bianji"), "at": AT}
    reports.count_anew(record=record, content=before, size=sheets.counted(), seen=record.revision, **who)
    after = content(record)
    assert annual.kind().figures(after)["2021-3"]["r1"]["total"] == 3
    assert '<a href="figure:foi.received" rel="noopener nofollow">3</a>' in after["body"]
    with pytest.raises(Overtaken):
        reports.count_anew(record=record, content=before, size=sheets.counted(), seen=1, **who)


def test_a_typed_number_that_is_a_figure_is_offered_and_taken_up(year):
    record = begin(year)
    said = content(record)
    said["body"] = said["body"].replace(f"{ASKS}写网站", "今年收到公开申请2件，下乡2次，种树2件")
    who = {"by": year.actor("wang_bianji"), "at": AT}
    from gongkai.kernel.records import actions

    actions.save(record=record, content=said, **who)
    found = offers(said, of(said, record.unit))
    assert [(each.number, each.choices[0].token) for each in found] == [("2", "foi.received")], (
        "no tree is an application"
    )
    reports.take_up(record=record, content=said, place=found[0].at, token="foi.received", seen=record.revision, **who)
    assert '收到公开申请<a href="figure:foi.received" rel="noopener nofollow">2</a>件' in content(record)["body"]
    with pytest.raises(StepRefused, match="已经改过"):
        reports.take_up(record=record, content=content(record), place=99, token="foi.received", seen=None, **who)
    with pytest.raises(StepRefused, match="已经改过"):
        reports.take_up(record=record, content=content(record), place=0, token="foi.closed", seen=None, **who)


def test_a_figure_leads_to_what_it_counts(year):
    record = begin(year)
    figures = of(content(record), record.unit)
    for token in ("foi.received", "2021-3.r3_7.total", "2014.i3.value"):
        measure, rows = figures.rows(token)
        assert of_rows(measure, rows) == figures.value(token), token
    for wrong in ("no.such", "2021-3.r1.no", "2021-3.no.total", "2014.a.value"):
        with pytest.raises(LookupError):
            meaning(wrong)


def test_its_chapter_on_key_points_is_sentence_and_list_and_is_written_anew(year):
    assert "工作要点落实" not in content(begin(year, "wjw", "sun_bianji"))["body"], (
        "of a unit without any nothing is told, not 0"
    )
    finished(year, on="2026-12-01")
    hidden = laid(year, title="内部的一项", public=False)
    said = content(record := begin(year))
    assert '共<a href="figure:keypoints.due" rel="noopener nofollow">2</a>项任务' in said["body"]
    assert (
        "编制主动公开事项清单（" in said["body"]
        and "牵头，晚于时限完成）" in said["body"]
        and "内部的一项" not in said["body"]
    )
    keypoints.put_off(point=hidden, because="上级平台推迟上线。", by=year.actor("gao_gongkai"), at=AT)
    sheets.catch_up()
    who = {"by": year.actor("wang_bianji"), "at": AT, "seen": None}
    reports.write_key_points(record=record, content=said, size=sheets.counted(), **who)
    anew = content(record)["body"]
    assert anew.count("工作要点落实情况</h3>") == 1
    assert '暂缓<a href="figure:keypoints.put_off" rel="noopener nofollow">1</a>项' in anew
    assert annual.kind().wrong(content(record)) == []


def test_a_report_without_that_chapter_gets_it_at_the_end_of_its_first_part(year):
    laid(year)
    said = content(record := begin(year))
    bare = said | {"body": "<h2>一、总体情况</h2><p>一年的情况。</p><h2>二、主动公开</h2><p>公开。</p>"}
    anew = annual.with_key_points(bare, record.unit)["body"]
    assert anew.startswith("<h2>一、总体情况</h2><p>一年的情况。</p><h3>（六）工作要点落实情况</h3>") and anew.endswith(
        "<p>公开。</p>"
    )
