"""Keeping a record back on the desk: its form, its page, and the day on which it is looked at again."""

import pytest

from .conftest import do, through

SENT = {"outcome": "withheld", "ground": "15", "reason": "涉及个人隐私", "review_on": "2027-03-02"}


@pytest.fixture
def waiting(desk, drafted):
    record = drafted()
    through(desk, record, ("wang_bianji", "submit"), ("li_shenhe", "pass_review"))
    record.refresh_from_db()
    return record


def test_kept_back_it_says_why_and_until_when(desk, waiting):
    reviewer = desk("wu_baomi")
    assert do(reviewer, waiting, "keep_back", **SENT).status_code == 302
    page = reviewer.get(f"/desk/r/{waiting.pk}/").content.decode()
    assert "定为不予公开" in page and "涉及个人隐私" in page and "2027年3月2日再评估" in page
    assert "没有上网的内容" in page and "天前公开" not in page and "转为公开" in page
    assert "转为公开" not in desk("wang_bianji").get(f"/desk/r/{waiting.pk}/").content.decode()


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"ground": "19"}, "不是“不予公开”的依据"),
        ({"review_on": "2026-03-02"}, "今天以后"),
        ({"reason": ""}, "请填写理由"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(desk, waiting, other, told):
    refused = do(desk("wu_baomi"), waiting, "keep_back", **SENT | other)
    page = refused.content.decode()
    assert refused.status_code == 422 and told in page
    assert other.get("reason") == "" or "涉及个人隐私" in page


def test_on_its_day_it_stands_on_the_worklist_and_is_looked_at_again(desk, waiting, today):
    do(desk("wu_baomi"), waiting, "keep_back", **SENT)
    today("2027-03-02")
    reviewer = desk("wu_baomi")
    assert waiting.title in reviewer.get("/desk/?p=record").content.decode()
    page = reviewer.get(f"/desk/r/{waiting.pk}/do/look_again/").content.decode()
    assert "定为不予公开" in page and "涉及个人隐私" in page
    sent = {"reason": "理由没有变", "review_on": "2028-03-01"}
    assert do(reviewer, waiting, "look_again", **sent).status_code == 302
    assert "2028年3月1日再评估" in reviewer.get(f"/desk/r/{waiting.pk}/").content.decode()


@pytest.mark.parametrize(("day", "come"), [("2027-03-01", False), ("2027-03-02", True), ("2027-03-03", True)])
def test_its_page_says_where_it_was_determined_and_whether_its_day_has_come(desk, waiting, today, day, come):
    do(desk("wu_baomi"), waiting, "keep_back", **SENT)
    today(day)
    page = desk("wu_baomi").get(f"/desk/r/{waiting.pk}/").content.decode()
    assert "不用签发" in page and "由吴建国办" not in page and page.count("定为不予公开") >= 2
    assert ("到了再评估的日子" in page) is come


def test_released_it_is_a_draft(desk, waiting):
    do(desk("wu_baomi"), waiting, "keep_back", **SENT)
    assert do(desk("wu_baomi"), waiting, "release", because="当事人同意公开").status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == "draft"
    assert "当事人同意公开" in desk("wang_bianji").get(f"/desk/r/{waiting.pk}/").content.decode()
