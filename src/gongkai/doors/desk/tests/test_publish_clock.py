"""The 20 working days from making to publishing (条例第26条): a clock with lights on the desk and in supervision; what was late stays listed."""

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import WITHHELD, kept_back, policy, reworded, through

from gongkai.doors.desk.tests.conftest import do
from gongkai.engines.supervision import queries as watching
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import determining
from gongkai.kernel.records.content import current_version
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import let_off, published_late
from gongkai.pure.declare.kinds import FieldErrors


# Formed on Monday 2 March 2026: the twentieth working day is Monday 30 March, and yellow begins three working days before the end.
@pytest.mark.parametrize(
    ("day", "light", "words"),
    [
        ("2026-03-24", "green", "还剩4天"),
        ("2026-03-25", "yellow", "还剩3天"),
        ("2026-03-26", "yellow", "还剩2天"),
        ("2026-03-27", "yellow", "还剩1天"),
        ("2026-03-30", "yellow", "今天到期"),
        ("2026-03-31", "red", "超期1天"),
    ],
)
@pytest.mark.parametrize("gate", ["draft", "unit_review", "secrecy_review", "cleared"])
def test_it_is_the_same_on_the_desk_and_in_supervision(cast, desk, today, day, light, words, gate):
    record = policy(cast)
    if gate != "draft":
        through(cast, record, gate)
    today(day)
    supervisor = desk("he_jiancha")
    lamps = {lamp["light"]: lamp["count"] for lamp in supervisor.get("/desk/supervision/?p=record").context["lamps"]}
    assert {each for each, count in lamps.items() if count} == {light}
    assert watching.lamps(watching.by_unit(cast.scope("he_jiancha", day), noon(day).date(), "record"))[light] == 1
    holder = {"draft": "wang_bianji", "unit_review": "li_shenhe", "secrecy_review": "wu_baomi", "cleared": "liu_qianfa"}[gate]  # fmt: skip
    for page in ("/desk/?p=record", "/desk/r/"):
        assert words in desk(holder).get(page).content.decode(), page


@pytest.mark.parametrize(("day", "late"), [("2026-03-27", ""), ("2026-03-30", ""), ("2026-03-31", "晚1天"), ("2026-04-01", "晚2天")])  # fmt: skip
def test_what_was_published_late_stays_listed(cast, desk, today, day, late):
    record = policy(cast)
    through(cast, record, "cleared")
    records.publish(record=record, by=cast.actor("liu_qianfa"), at=noon(day))
    today("2026-05-06")
    supervisor = desk("he_jiancha")
    overview = supervisor.get("/desk/supervision/")
    assert overview.context["published_late"] == bool(late) and ("逾期公开的信息" in overview.content.decode()) is bool(late)  # fmt: skip
    page = supervisor.get("/desk/supervision/published-late/").content.decode()
    assert (record.title in page and late in page) is bool(late) or not late
    if late:
        through_desk = desk("liu_qianfa")
        do(through_desk, record, "withdraw", ground="内容有误", keep_title="on", sure="on")
        assert record.title in supervisor.get("/desk/supervision/published-late/").content.decode()
        assert record.title not in desk("sun_bianji").get("/desk/supervision/published-late/").content.decode()


@pytest.mark.parametrize(("on", "listed"), [("2027-03-30", 1), ("2027-03-31", 1), ("2027-04-01", 0)])
def test_it_is_listed_for_a_year(cast, on, listed):
    record = policy(cast)
    through(cast, record, "cleared")
    records.publish(record=record, by=cast.actor("liu_qianfa"), at=noon("2026-03-31"))
    since = noon(on).date().replace(year=2026)
    assert published_late(cast.scope("he_jiancha"), since).count() == listed


@pytest.mark.parametrize(
    ("published", "then", "listed"), [("2026-03-31", "2026-03-20", 1), ("2026-03-31", "2026-02-02", 1), ("2026-03-30", "2026-02-27", 1), ("2026-03-30", "2026-03-03", 0)]
)  # fmt: skip
def test_a_day_of_formation_corrected_afterwards_makes_late_but_not_timely(cast, published, then, listed):
    record = through(cast, policy(cast), "cleared")
    records.publish(record=record, by=cast.actor("liu_qianfa"), at=noon(published))
    records.revise(record=record, reason="成文日期写错", by=cast.actor("wang_bianji"), at=noon("2026-04-01"))
    content = current_version(record).values() | {"formed_on": then}
    records.save(record=record, content=content, by=cast.actor("wang_bianji"), at=noon("2026-04-01"))
    through(cast, record, "published", at=noon("2026-04-01"))
    assert record.formed_on.isoformat() == then
    assert published_late(cast.scope("he_jiancha"), noon("2026-01-01").date()).count() == listed


def test_a_correction_years_later_is_not_overdue(cast):
    record = policy(cast)
    through(cast, record, "published")
    records.revise(record=Record.objects.get(pk=record.pk), reason="改一处", by=cast.actor("wang_bianji"), at=noon("2026-09-01"))  # fmt: skip
    found = watching.by_unit(cast.scope("he_jiancha", "2026-09-01"), noon("2026-09-01").date(), "record")
    assert [each.counts["red"] for each in found] == [0]
    assert not published_late(cast.scope("he_jiancha"), noon("2026-01-01").date()).exists()


def test_what_is_kept_back_is_not_urged(cast, desk, today):
    record = kept_back(cast)
    today("2026-06-01")
    page = desk("wu_baomi").get("/desk/?p=record").content.decode()
    assert "超期" not in page.partition("<table")[2] and record.state == "kept_back"


@pytest.mark.parametrize(("day", "then", "listed"), [("2026-03-30", "2026-03-10", 0), ("2026-03-31", "2026-03-10", 1), ("2026-04-01", "2026-03-10", 1), ("2026-04-01", "2026-02-20", 0)])  # fmt: skip
def test_a_later_day_of_formation_once_the_term_is_over_is_listed(cast, desk, today, day, then, listed):
    record = policy(cast)
    content = current_version(record).values() | {"formed_on": then}
    records.save(record=record, content=content, by=cast.actor("wang_bianji"), at=noon(day))
    today("2026-05-06")
    supervisor = desk("he_jiancha")
    assert supervisor.get("/desk/supervision/").context["let_off"] == listed
    page = supervisor.get("/desk/supervision/let-off/").content.decode()
    assert (
        f"成文日期由2026年3月2日改为2026年3月10日的时候已经超期{1 if day.endswith('31') else 2}个工作日（王" in page
    ) is bool(listed)
    assert record.title not in desk("sun_bianji").get("/desk/supervision/let-off/").content.decode()


@pytest.mark.parametrize(("then", "taken"), [("2026-03-02", True), ("2026-03-03", False), ("2026-03-04", False)])
def test_what_is_published_was_formed_by_that_day(cast, then, taken):
    record = through(cast, policy(cast), "published")
    records.revise(record=record, reason="成文日期写错", by=cast.actor("wang_bianji"), at=noon("2026-04-01"))
    content = current_version(record).values() | {"formed_on": then, "title": "改过的标题"}
    try:
        records.save(record=record, content=content, by=cast.actor("wang_bianji"), at=noon("2026-04-01"))
    except FieldErrors as refusal:
        assert not taken and "不能晚于公开的那天（2026年3月2日）" in str(refusal)
    else:
        assert taken


@pytest.mark.parametrize(("day", "listed"), [("2026-03-30", 0), ("2026-03-31", 1), ("2026-04-01", 1)])
def test_an_overdue_draft_that_is_discarded_is_listed(cast, day, listed):
    records.discard(record=policy(cast), by=cast.actor("wang_bianji"), at=noon(day))
    assert len(let_off(cast.scope("he_jiancha"), noon("2026-01-01"))) == listed


@pytest.mark.parametrize(("day", "listed"), [("2026-03-30", 0), ("2026-03-31", 1), ("2026-04-01", 1)])
def test_an_overdue_draft_that_is_not_to_be_published_after_all_is_listed(cast, day, listed):
    record = through(cast, policy(cast), "secrecy_review")
    chosen = WITHHELD | {"review_on": noon("2026-09-01").date()}
    determining.keep_back(record=record, by=cast.actor("wu_baomi"), at=noon(day), **chosen)
    assert len(let_off(cast.scope("he_jiancha"), noon("2026-01-01"))) == listed


@pytest.mark.parametrize("end", ["call_off", "publish", "withdraw"])
@pytest.mark.parametrize(("day", "listed"), [("2026-04-29", 0), ("2026-04-30", 0), ("2026-05-06", 1)])
def test_a_correction_that_ends_late_is_listed(cast, end, day, listed):
    """Begun on 1 April: with the days off from 4 to 6 April the twentieth working day is Thursday 30 April, and 6 May the next one."""
    record = through(cast, policy(cast), "published")
    records.revise(record=record, reason="改一处", by=cast.actor("wang_bianji"), at=noon("2026-04-01"))
    assert record.revision_due_on.isoformat() == "2026-04-30"
    if end == "call_off":
        records.call_off(record=record, by=cast.actor("wang_bianji"), at=noon(day))
    elif end == "withdraw":
        records.withdraw(record=record, ground="内容有误", keep_title=True, by=cast.actor("liu_qianfa"), at=noon(day))
    else:
        reworded(cast, record, noon("2026-04-02"))
        through(cast, record, "published", at=noon(day))
    found = let_off(cast.scope("he_jiancha"), noon("2026-01-01"))
    assert len(found) == listed
    assert not listed or "的时候已经超期" in found[0][1][0][0]
