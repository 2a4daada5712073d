"""What was corrected and withdrawn stands there with its day and reason, and with no word that may not stand any more."""

import pytest
from tests.plugins.cast import noon

from gongkai.engines.site import build, corrections, queries
from gongkai.kernel.records import actions, validity

from .helpers import EDITOR, Office, files, page

HEAD, FEED = "corrections/index.html", "corrections/feed.xml"


def test_when_what_and_why(cast, home):
    office = Office(cast)
    record = office.publish("2026-03-02", title="供水管理办法")
    office.correct(record, "2026-03-09", title="供水管理办法")
    office.withdraw(office.publish("2026-03-03", title="过时的通知", unit="wjw"), "2026-03-10")
    build.full()
    told = page(HEAD)
    assert told.index("过时的通知") < told.index("供水管理办法"), "the newest first"
    for word in ("2026-03-09", "更正错字", "2026-03-10", "条例第十五条", "更正1次，撤下1条", f'href="/r/{record.pk}/"'):
        assert word in told, word
    assert page("corrections/2026/1/index.html").count("<li id=") == 2
    feed = page(FEED)
    assert "<title>更正：供水管理办法</title>" in feed and "2026年3月9日更正。原因：更正错字" in feed
    assert "<updated>2026-03-10T" in feed


def test_whether_what_was_corrected_holds_is_told(cast, home):
    office = Office(cast)
    record = office.publish("2026-03-02", title="供水管理办法", effective_on="2026-03-02")
    office.correct(record, "2026-03-09", title="供水管理办法")
    build.full()
    assert "现行有效" in page(HEAD)
    validity.repeal(record=record, because="任务已经完成", by=office.cast.actor("liu_qianfa"), at=noon("2026-03-10"))
    build.catch_up()
    assert all(
        "已废止" in page(path) and "现行有效" not in page(path) for path in (HEAD, "corrections/2026/1/index.html")
    )
    office.withdraw(record, "2026-03-11")
    build.catch_up()
    assert "已废止" not in page(HEAD)


def test_it_is_found_from_every_page(cast, home):
    build.full()
    assert all(b'href="/corrections/"' in content for path, content in files().items() if path in ("index.html", "about/index.html"))  # fmt: skip
    assert "还没有更正、撤下过" in page(HEAD)


def test_the_reason_of_each_correction_is_its_own(cast, home):
    """A correction that was begun and called off leaves no reason to the next one."""
    office = Office(cast)
    record = office.publish("2026-03-02", title="办法")
    for day, reason in (("2026-03-03", "表里的数写错了"), ("2026-03-04", "附件传错了")):
        if day == "2026-03-04":
            actions.revise(record=record, reason="不算数的理由", by=office.actors[EDITOR], at=noon(day))
            actions.call_off(record=record, by=office.actors[EDITOR], at=noon(day))
        actions.revise(record=record, reason=reason, by=office.actors[EDITOR], at=noon(day))
        office.save(record, day, body=f"<p>{reason}</p>")
        office.through_the_gates(record, day)
    assert [(str(each.on), each.why) for each in queries.mended_in(2026)] == [
        ("2026-03-03", "表里的数写错了"), ("2026-03-04", "附件传错了"),
    ]  # fmt: skip
    actions.revise(record=record, reason="正在改", by=office.actors[EDITOR], at=noon("2026-03-05"))
    build.full()
    assert not [
        path for path, content in files().items() if "不算数".encode() in content or "正在改".encode() in content
    ]


def test_why_something_was_removed_is_told_in_words_of_ours(cast, home):
    office = Office(cast)
    record = office.publish("2026-03-02", title="补助名单")
    actions.revise(
        record=record, reason="删去王小明的病情", hide_old=True, by=office.actors[EDITOR], at=noon("2026-03-03")
    )
    office.save(record, "2026-03-03", body="<p>名单。</p>")
    office.through_the_gates(record, "2026-03-03")
    build.full()
    assert queries.HIDDEN in page(HEAD) and queries.HIDDEN in page(FEED)
    assert not [path for path, content in files().items() if "王小明".encode() in content]


@pytest.mark.parametrize("keep", (True, False))
def test_a_title_that_may_not_stand_goes_from_older_years_too(cast, home, keep):
    office = Office(cast)
    record = office.publish("2025-03-02", title="不能提的名字")
    office.correct(record, "2025-12-31", title="不能提的名字")
    build.full()
    assert "不能提的名字" in page("corrections/2025/1/index.html")
    office.withdraw(record, "2026-03-03", keep_title=keep)
    done = build.catch_up()
    assert done is not None and not done.full
    for path in (HEAD, FEED, "corrections/2025/1/index.html", "corrections/2026/1/index.html"):
        assert ("不能提的名字" in page(path)) is keep, path
        assert record.index_number in page(path) or keep
    assert "后来撤下了" in page("corrections/2025/1/index.html")


def test_a_year_is_paged_from_its_oldest(cast, home, monkeypatch):
    monkeypatch.setattr(corrections, "PER_PAGE", 2)
    office = Office(cast)
    records = [office.publish("2026-03-02", title=f"第{n}号") for n in range(5)]
    for n in (0, 1, 2):
        office.withdraw(records[n], "2026-03-03")
    build.full()
    first = page("corrections/2026/1/index.html")
    assert 'href="/corrections/2026/2/"' in page(HEAD)
    office.withdraw(records[3], "2026-03-04")
    office.withdraw(records[4], "2026-03-04")
    build.catch_up()
    assert page("corrections/2026/1/index.html") == first and "第4号" in page("corrections/2026/3/index.html")
    followed = files()
    build.full()
    assert followed == files()


@pytest.mark.parametrize("day, year", [("2025-12-31", 2025), ("2026-01-01", 2026)])
def test_the_year_is_chinas(cast, home, day, year):
    """The last hour of a year in Greenwich is the next year here."""
    from datetime import datetime

    from gongkai.ground.ui.words import CHINA

    office = Office(cast)
    record = office.publish("2025-12-01")
    hour = 23 if year == 2025 else 1
    at = datetime.fromisoformat(f"{day}T{hour:02}:30:00").replace(tzinfo=CHINA)
    actions.withdraw(record=record, ground="过时", keep_title=True, by=office.actors["liu_qianfa"], at=at)
    assert list(queries.mended_by_year()) == [year] and len(queries.mended_in(year)) == 1
    assert queries.years_mended(record.pk) == {year}
