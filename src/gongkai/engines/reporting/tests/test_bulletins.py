"""Bulletins are begun with the figures of their period beside those of the one before, the units one below the other; every figure opens its list."""

from datetime import date

import pytest
from tests.plugins.acts.key_points import finished
from tests.plugins.cast import noon

from gongkai.engines.measures import sheets
from gongkai.engines.reporting import bulletins, reports
from gongkai.engines.reporting.figures import GOVERNMENT, OWN, Counting, meaning, named, of, parted
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.clean import figures_in
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi.tests.scenes import REQUEST, answered
from gongkai.pure.declare.accounts import before, said
from gongkai.pure.law.bulletins import BY_UNIT, LEADING, OUTLINE, RANKED_BY
from gongkai.pure.law.outlines import tokens

AT = noon("2026-07-06")


@pytest.fixture
def quarters(cast):
    """Of the housing bureau two applications in the first quarter of 2026, three in the second, one of them at the other unit; a key point done."""
    for day in ("2026-02-10", "2026-03-10"):
        answered(cast, day, f"{day[:8]}20")
    for day in ("2026-04-10", "2026-05-11"):
        answered(cast, day, f"{day[:8]}20")
    foi.submit(unit=cast.units["wjw"], request=REQUEST, at=noon("2026-06-10"))
    finished(cast, on="2026-05-20", due_on=date(2026, 6, 30))
    sheets.catch_up()
    return cast


def begin(cast, unit="zjj", by="wang_bianji", covers=OWN, period="2026-Q2"):
    sheets.catch_up()
    return reports.begin_bulletin(
        unit=cast.units[unit], period=period, covers=covers, size=sheets.counted(), by=cast.actor(by), at=AT
    )


def content(record) -> dict:
    return records.version_of(record).values()


def line(told: dict, item: str) -> dict:
    return next(each for each in told["main"] if each["item"] == item)


def test_it_tells_the_period_beside_the_one_before(quarters):
    told = content(begin(quarters))
    assert told["title"] == "明川县住房和城乡建设局2026年第二季度政务公开工作情况通报"
    row = line(told, "新收政府信息公开申请")
    assert (row["now"], row["before"], row["change"]) == ("2", "2", "持平")
    assert '其中按期办结<a href="figure:foi.closed_in_time" rel="noopener nofollow">2</a>件' in told["body"]
    assert '上期<a href="figure:before.foi.received" rel="noopener nofollow">2</a>件' in told["body"]
    assert '要点任务<a href="figure:keypoints.due" rel="noopener nofollow">1</a>项' in told["body"]
    assert told["units"] is None and bulletins.kind().wrong(told) == []


def test_the_governments_has_its_units_with_their_places_and_samples(quarters):
    maker = quarters.units["xzf"]
    told = bulletins.begun(maker, "2026-Q2", GOVERNMENT, AT.date(), sheets.counted())
    rows = {row["code"]: row for row in told["units"]}
    assert (rows["zjj"]["received"], rows["zjj"]["in_time"], rows["zjj"]["done"]) == ("2", "2", "1")
    assert rows["zjj"]["rank"] == "不排（2/2）", "two cases win no rank"
    assert rows["wjw"]["received"] == "1" and rows["wjw"]["rank"] == ""
    assert line(told, "新收政府信息公开申请")["now"] == "3"
    text = bulletins.kind().text(told)
    for token, written in figures_in(text):
        measure, found = of(told, maker).rows(token)
        assert str(found.count()) == written, (token, measure.key)
    assert "unit.zjj.foi.received" in dict(figures_in(text))


def test_it_is_counted_anew_whole_and_only_when_asked(quarters):
    record = begin(quarters)
    first = content(record)
    answered(quarters, "2026-06-15", "2026-06-25")
    sheets.catch_up()
    assert line(content(record), "新收政府信息公开申请")["now"] == "2"
    anew = reports.recounted(record, first, sheets.counted(), AT.date())
    row = line(anew, "新收政府信息公开申请")
    assert (row["now"], row["change"]) == ("3", "增加1")
    assert dict(figures_in(anew["body"]))["foi.received"] == "3"


@pytest.mark.parametrize("period", ["2026-Q1", "2026-Q2", "2026-Q3", "2026-02", "2026-06"])
def test_the_auditor_has_nothing_against_one_that_nobody_has_touched(quarters, period):
    for unit, covers in (("xzf", GOVERNMENT), ("zjj", OWN), ("wjw", OWN)):
        assert bulletins.kind().wrong(_begun(quarters, unit, period, covers)) == []


@pytest.mark.parametrize("done", [0, 1, 7])
@pytest.mark.parametrize(
    ("closed", "in_time", "in_hand"), [(0, 0, 4), (7, 7, 27), (12, 11, 3), (15, 15, 10), (1, 1, 1)]
)
def test_nor_whatever_the_figures_are(quarters, monkeypatch, closed, in_time, in_hand, done):
    told = {
        "foi.closed": closed,
        "foi.closed_in_time": in_time,
        "foi.carried_out": in_hand,
        "keypoints.due": 7,
        "keypoints.done": done,
    }
    told |= {
        "foi.rated": closed,
        "foi.rated_bad": in_time,
        "complaints.received": 1,
        "before.keypoints.done": 1,
        "before.complaints.received": 5,
    }
    monkeypatch.setattr(Counting, "value", lambda _, token: told.get(token, 0))
    assert bulletins.kind().wrong(_begun(quarters, "zjj", "2026-Q2", OWN)) == []


def _begun(cast, unit: str, period: str, covers: str) -> dict:
    return bulletins.begun(cast.units[unit], period, covers, AT.date(), sheets.counted())


def test_there_is_one_of_a_unit_and_a_period(quarters):
    begin(quarters)
    with pytest.raises(StepRefused, match="已经有了"):
        begin(quarters)
    assert begin(quarters, period="2026-06")


@pytest.mark.parametrize(
    ("period", "words", "earlier"),
    [("2026-Q1", "2026年第一季度", "2025-Q4"), ("2026-01", "2026年1月", "2025-12"), ("2026-10", "2026年10月", "2026-09"), ("2026", "2026年度", "2025")],
)  # fmt: skip
def test_a_period_in_words_and_the_one_before(period, words, earlier):
    assert (said(period), before(period)) == (words, earlier)


def test_a_token_is_of_a_unit_or_of_the_period_before():
    assert parted("before.foi.received") == (True, "", "foi.received")
    assert parted("unit.jyj-003.foi.received") == (False, "jyj-003", "foi.received")
    assert parted("2021-3.r1.total") == (False, "", "2021-3.r1.total")


def test_the_outline_names_figures_that_can_be_counted():
    for token in (*tokens(OUTLINE), *LEADING, *BY_UNIT.values(), RANKED_BY):
        measure, _ = meaning(parted(token)[2])
        assert measure.label and named(token)
