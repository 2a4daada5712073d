"""Nothing typed is lost: it is kept between two savings, one person writes at a time, and whoever was overtaken sees both texts."""

import re
from datetime import timedelta

import pytest
from tests.plugins.cast import noon

from gongkai.doors import edge
from gongkai.doors.desk.tests.conftest import CONTENT, do
from gongkai.ground.ledger.models import Fact
from gongkai.ground.units.actions import add_person, appoint
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import writing
from gongkai.kernel.records.models import Record, Version, Writing

NEW = "/desk/r/new/policy/"


@pytest.fixture
def clock(monkeypatch, today):
    """``clock(minutes)``: so long after noon."""

    def fix(minutes: float) -> None:
        monkeypatch.setattr(edge, "now", lambda: noon("2026-03-02") + timedelta(minutes=minutes))

    fix(0)
    return fix


@pytest.fixture
def colleague(cast):
    """A second editor of the same unit."""
    person = add_person(username="zhao_bianji", name="赵宁", at=noon("2026-03-01"), by="setup")
    appoint(person=person, unit=cast.units["zjj"], role="editor", at=noon("2026-03-01"), by="setup")
    cast.people["zhao_bianji"] = person
    return person


def edit(record):
    return f"/desk/r/{record.pk}/edit/"


def open_editor(client, record):
    """The hidden fields of the editor's form."""
    page = client.get(edit(record))
    assert page.status_code == 200 and page.context["form"] is not None
    return {"token": page.context["token"], "seen": record.revision}


def autosave(client, record, **typed):
    return client.post(f"/desk/r/{record.pk}/autosave", CONTENT | typed).json()


def test_what_is_typed_is_kept_without_a_version_or_a_fact(desk, drafted, clock):
    record, client = drafted(), desk("wang_bianji")
    hidden = open_editor(client, record)
    facts = Fact.objects.count()
    clock(3)
    assert autosave(client, record, **hidden, title="写了一半的题目") == {"saved": "12:03"}
    assert Fact.objects.count() == facts and Version.objects.count() == 1
    record.refresh_from_db()
    assert record.title == CONTENT["title"]
    again = client.get(edit(record)).content.decode()
    assert "写了一半的题目" in again and "您12:03写的，还没有保存" in again


def test_what_was_kept_is_saved_as_a_version_and_waits_no_longer(desk, drafted, clock):
    record, client = drafted(), desk("wang_bianji")
    hidden = open_editor(client, record)
    autosave(client, record, **hidden, title="新题目")
    sent = client.get(edit(record)).context
    assert client.post(edit(record), CONTENT | {"title": "新题目", "seen": record.revision, "token": sent["token"]}).status_code == 302  # fmt: skip
    assert Version.objects.count() == 2 and not Writing.objects.exists()
    # What the closed page still sends comes too late to bring back the text as it was.
    late = autosave(client, record, **hidden, title="迟到的")
    assert "没有自动保存" in late["said"] and not Writing.objects.exists()


def test_it_can_be_thrown_away(desk, drafted, clock):
    record, client = drafted(), desk("wang_bianji")
    autosave(client, record, **open_editor(client, record), title="不要的题目")
    assert client.post(f"/desk/r/{record.pk}/throw-away").status_code == 302
    page = client.get(edit(record)).content.decode()
    assert "不要的题目" not in page and CONTENT["title"] in page


def test_a_new_record_that_was_never_saved_is_found_again(desk, clock):
    client = desk("wang_bianji")
    address = client.get(NEW).url
    reserved = client.get(address).context["reserved"]
    sent = CONTENT | {"reserved": reserved, "unit": "zjj", "title": "还没有存过"}
    assert client.post(f"{NEW}autosave", sent).json() == {"saved": "12:00"}
    assert not Record.objects.exists()
    for page in ("/desk/r/", "/desk/r/new/"):
        assert "还没有存过" in client.get(page).content.decode()
    (left,) = client.get("/desk/r/").context["unfinished"]
    back = client.get(left["url"])
    assert "还没有存过" in back.content.decode() and not back.context["form"].summary
    assert client.post(left["url"], sent | {"reserved": back.context["reserved"]}).status_code == 302
    assert Record.objects.get().title == "还没有存过" and not Writing.objects.exists()
    assert "已经存成草稿" in client.post(f"{NEW}autosave", sent).json()["said"] and not Writing.objects.exists()


def test_it_is_its_writers_alone(desk, drafted, clock, colleague):
    record, client = drafted(), desk("wang_bianji")
    autosave(client, record, **open_editor(client, record), title="只给自己看")
    clock(30)
    for path in (f"/desk/r/{record.pk}/", "/desk/r/", edit(record), f"/desk/r/{record.pk}/unsaved/"):
        assert "只给自己看" not in desk("zhao_bianji").get(path, follow=True).content.decode()
    assert desk("sun_bianji").post(f"/desk/r/{record.pk}/autosave", CONTENT).status_code == 404
    assert desk("li_shenhe").post(f"/desk/r/{record.pk}/autosave", CONTENT).status_code == 404
    stolen = desk("wang_bianji").get(NEW).url
    reserved = desk("wang_bianji").get(stolen).context["reserved"]
    assert desk("zhao_bianji").post(f"{NEW}autosave", CONTENT | {"reserved": reserved}).status_code == 404


@pytest.mark.parametrize(("after", "free"), [(14.9, False), (15, True), (15.1, True)])
def test_who_opens_it_second_sees_who_writes_and_takes_over_once_nothing_moves(
    desk, drafted, clock, colleague, after, free
):
    record, client, other = drafted(), desk("wang_bianji"), desk("zhao_bianji")
    hidden = open_editor(client, record)
    autosave(client, record, **hidden, title="王敏写的")
    clock(after)
    page = other.get(edit(record)).content.decode()
    assert "王敏12:00起在改" in page and ('form="over"' in page) is free and ("到12:15" in page) is not free
    taken = other.post(f"/desk/r/{record.pk}/unsaved/", {"what": "take_over"}, follow=True).content.decode()
    assert ("保存草稿" in taken) is free
    assert Writing.objects.get(holds=True).person == ("zhao_bianji" if free else "wang_bianji")


def test_an_editor_left_without_a_word_is_simply_free(desk, drafted, clock, colleague):
    record = drafted()
    hidden = open_editor(desk("wang_bianji"), record)
    assert "在改" in desk("zhao_bianji").get(edit(record)).content.decode()
    left = {"token": hidden["token"], "leaving": "1"}
    assert desk("wang_bianji").post(f"/desk/r/{record.pk}/autosave", left).status_code == 200
    assert "保存草稿" in desk("zhao_bianji").get(edit(record)).content.decode()


def test_a_page_closed_late_does_not_give_away_the_editor_that_was_opened_anew(desk, drafted, clock):
    record, client = drafted(), desk("wang_bianji")
    first = open_editor(client, record)
    open_editor(client, record)
    client.post(f"/desk/r/{record.pk}/autosave", {"token": first["token"], "leaving": "1"})
    assert Writing.objects.get().holds


def test_who_was_overtaken_loses_nothing_and_sees_both_texts(desk, drafted, clock, colleague):
    record, client, other = drafted(), desk("wang_bianji"), desk("zhao_bianji")
    hidden = open_editor(client, record)
    autosave(client, record, **hidden, title="王敏写的题目")
    clock(16)
    other.post(f"/desk/r/{record.pk}/unsaved/", {"what": "take_over"})
    theirs = open_editor(other, record)
    told = autosave(client, record, **hidden, title="王敏又写的题目")
    assert told["saved"] and "赵宁12:16起在改" in told["but"]
    sent = CONTENT | hidden | {"title": "王敏又写的题目"}
    held = client.post(edit(record), sent)
    assert held.status_code == 422 and "赵宁12:16起在改" in held.content.decode() and "王敏又写的题目" in held.content.decode()  # fmt: skip
    assert other.post(edit(record), CONTENT | theirs | {"title": "赵宁存的题目"}).status_code == 302
    late = client.post(edit(record), sent)
    page = late.content.decode()
    assert late.status_code == 422 and "刚才有别人办了这一件" in page
    assert [each.name for each in late.context["compared"]] == ["title"]
    assert "赵宁存" in page and "王敏又写的题目" in page
    # Coming back another day, with another browser: both are still there.
    record.refresh_from_db()
    back = desk("wang_bianji").get(edit(record), follow=True)
    assert back.redirect_chain[0][0] == f"/desk/r/{record.pk}/unsaved/"
    assert [each.name for each in back.context["compared"]] == ["title"] and "赵宁：" in back.content.decode()
    went_on = client.post(f"/desk/r/{record.pk}/unsaved/", {"what": "go_on"}, follow=True)
    assert "王敏又写的题目" in went_on.content.decode()
    again = sent | {"seen": record.revision, "token": went_on.context["token"]}
    assert client.post(edit(record), again).status_code == 302
    assert [v.values()["title"] for v in Version.objects.order_by("number")] == [CONTENT["title"], "赵宁存的题目", "王敏又写的题目"]  # fmt: skip


def test_what_was_typed_outlives_a_submission_by_somebody_else(desk, drafted, clock, colleague):
    record, client = drafted(), desk("wang_bianji")
    hidden = open_editor(client, record)
    autosave(client, record, **hidden, title="没来得及存")
    do(desk("zhao_bianji"), record, "submit", as_saved="on")
    assert "待单位审核" in autosave(client, record, **hidden, title="没来得及存")["but"]
    page = client.get(f"/desk/r/{record.pk}/").content.decode()
    assert "还没有保存" in page
    shown = client.get(f"/desk/r/{record.pk}/unsaved/").content.decode()
    assert "没来得及存" in shown and "接着改我写的" not in shown


def test_what_is_not_saved_is_asked_about_before_it_is_handed_in(desk, drafted, clock, colleague):
    record, client = drafted(), desk("wang_bianji")
    offered = client.get(f"/desk/r/{record.pk}/do/submit/").content.decode()
    assert "没有保存" not in offered
    hidden = open_editor(client, record)
    clock(3)
    autosave(client, record, **hidden, title="没来得及存")
    for username in ("wang_bianji", "zhao_bianji"):
        asked = desk(username).get(f"/desk/r/{record.pk}/do/submit/").content.decode()
        assert "王敏（12:03）写了没有保存的不算，按上次保存的送审" in asked
        refused = do(desk(username), record, "submit")
        assert refused.status_code == 422 and "先点“接着写”，保存好再送审" in refused.content.decode()
    record.refresh_from_db()
    assert record.state == "draft"
    do(client, record, "submit", as_saved="on")
    record.refresh_from_db()
    assert record.state == "unit_review" and record.title == CONTENT["title"]


def test_what_does_not_hold_is_kept_as_well(desk, drafted, clock):
    record, client = drafted(), desk("wang_bianji")
    hidden = open_editor(client, record)
    assert client.post(edit(record), CONTENT | hidden | {"title": "", "keywords": "只填了这个"}).status_code == 422
    assert "只填了这个" in client.get(edit(record)).content.decode()


def test_a_withdrawn_content_is_in_nobodys_half_written_text(desk, published, clock):
    editor = desk("wang_bianji")
    do(editor, published, "revise", reason="改一处")
    published.refresh_from_db()
    autosave(editor, published, **open_editor(editor, published), title="正在改")
    assert Writing.objects.exists()
    do(desk("liu_qianfa"), published, "withdraw", ground="涉及个人隐私", keep_title="on", sure="on")
    assert not Writing.objects.exists()


def test_more_than_is_kept_is_told(desk, drafted, clock, monkeypatch):
    record, client = drafted(), desk("wang_bianji")
    hidden = open_editor(client, record)
    monkeypatch.setattr(writing, "MOST", 200)
    assert "写得太长" in autosave(client, record, **hidden)["said"]


@pytest.mark.parametrize(("days", "left"), [(89, 1), (90, 1), (91, 0)])
def test_what_nobody_comes_back_for_is_let_go(desk, drafted, clock, days, left):
    record, client = drafted(), desk("wang_bianji")
    autosave(client, record, **open_editor(client, record), title="忘了的")
    writing.clear(noon("2026-03-02") + timedelta(days=days))
    assert Writing.objects.count() == left


def test_versions_are_compared_side_by_side(desk, drafted, clock):
    record, client = drafted(), desk("wang_bianji")
    client.post(edit(record), CONTENT | {"seen": 1, "title": "明川县农村危房改造补贴办法", "body": CONTENT["body"] + "<p>第二条 附则。</p>"})  # fmt: skip
    page = client.get(f"/desk/r/{record.pk}/compare/")
    assert [each.name for each in page.context["compared"]] == ["title", "body"]
    told = re.sub(r"\s+", "", page.content.decode())
    assert "删去：</span>助</del>" in told and "加上：</span>贴</ins>" in told and "没有这一段" in told
    assert client.get(f"/desk/r/{record.pk}/compare/?left=2&right=2").context["compared"] == []
    for wrong in ("left=9", "right=x"):
        assert client.get(f"/desk/r/{record.pk}/compare/?{wrong}").status_code == 404
    assert desk("sun_bianji").get(f"/desk/r/{record.pk}/compare/").status_code == 404


def test_edits_stand_in_the_text_with_who_made_them_and_when(desk, drafted, clock, cast):
    record, client = drafted(), desk("wang_bianji")
    body = CONTENT["body"]
    client.post(edit(record), CONTENT | {"seen": 1, "body": f"{body}<p>第二条 补贴按户发给。</p>"})
    client.post(edit(record), CONTENT | {"seen": 2, "body": f"{body}<p>第二条 补贴按人发给。</p>"})
    page = client.get(f"/desk/r/{record.pk}/tracked/")
    assert [(each.number, each.who, each.struck) for each in page.context["saved"]] == [(2, "王敏", 0), (3, "王敏", 0)]
    told = page.content.decode()
    assert 'title="王敏在第3版加上"' in told and ">按户<" not in told, "what came and went is not told"
    told = client.get(f"/desk/r/{record.pk}/tracked/?left=2&right=3").content.decode()
    assert 'title="王敏在第3版删去"><span class="vh">王敏删去：</span>户</del>' in told
    assert "2026年3月2日" in told
    assert client.get(f"/desk/r/{record.pk}/tracked/?left=9").status_code == 404
    assert desk("sun_bianji").get(f"/desk/r/{record.pk}/tracked/").status_code == 404


def test_an_erased_version_is_told_as_such(desk, published, cast):
    do(desk("wang_bianji"), published, "revise", reason="改一处")
    published.refresh_from_db()
    client = desk("wang_bianji")
    client.post(edit(published), CONTENT | {"seen": published.revision, "title": "第二版的题目"})
    published.refresh_from_db()
    do(desk("liu_qianfa"), published, "withdraw", ground="涉及个人隐私", keep_title="on", sure="on")
    published.refresh_from_db()
    records.erase_version(record=published, number=1, by=cast.actor("lin_guanli"), at=noon("2026-03-02"))
    page = client.get(f"/desk/r/{published.pk}/compare/?left=1&right=2").content.decode()
    assert "第1版的内容已经清除" in page and "为了保障住房安全" not in page
