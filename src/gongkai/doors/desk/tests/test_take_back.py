"""Who may change a text that is on its way, and the author who takes it back."""

import pytest
from tests.plugins.cast import noon

from gongkai.doors.desk.tests.conftest import CLEARED, CONTENT, do, through
from gongkai.ground.ledger.models import Fact
from gongkai.ground.units.actions import appoint
from gongkai.kernel.flow.models import Duty
from gongkai.pure.declare import Role


def told(client, record) -> str:
    """What somebody reads who opens the editor of what cannot be edited now."""
    page = client.get(f"/desk/r/{record.pk}/edit/", follow=True)
    assert page.redirect_chain
    return page.content.decode()


def test_the_author_takes_back_what_nobody_has_passed(desk, drafted):
    record, author = drafted(), desk("wang_bianji")
    through(desk, record, ("wang_bianji", "submit"))
    assert "要改请先“取回”，或者请单位审核（李芳）退回。" in told(author, record)
    assert do(author, record, "take_back").status_code == 302
    record.refresh_from_db()
    assert record.state == "draft"
    assert "取回修改" in author.get(f"/desk/r/{record.pk}/").content.decode()
    assert Fact.objects.filter(ref=record.ref, name="record.taken_back").count() == 1
    assert list(Duty.objects.filter(ref=record.ref, closed_on=None).values_list("role", flat=True)) == ["editor"]
    assert author.get(f"/desk/r/{record.pk}/edit/").status_code == 200


def test_once_the_unit_has_passed_it_only_the_gate_returns_it(desk, drafted):
    record, author = drafted(), desk("wang_bianji")
    through(desk, record, *CLEARED[:2])
    assert do(author, record, "take_back").status_code == 422
    said = told(author, record)
    assert "要改请保密审查（吴建国）退回。" in said and "取回" not in said


def test_another_editor_does_not_take_it_back(desk, cast, drafted):
    record = drafted()
    appoint(person=cast.people["sun_bianji"], unit=cast.units["zjj"], role=Role.EDITOR, at=noon("2026-03-02"), by="lin")
    through(desk, record, ("wang_bianji", "submit"))
    other = desk("sun_bianji")
    assert do(other, record, "take_back").status_code == 404
    said = told(other, record)
    assert "请单位审核（李芳）退回" in said and "取回" not in said


@pytest.mark.parametrize(
    ("upto", "said"),
    [
        ("scheduled", "请签发人先“取消定时”，再退回"),
        ("published", "要改请先点“更正”"),
        ("withdrawn", "要重新公开请另外起草"),
    ],
)
def test_who_opens_the_editor_is_told_what_is_open_to_them(desk, drafted, upto, said):
    record, signer = drafted(), desk("liu_qianfa")
    through(desk, record, *CLEARED)
    later = {"when": "later", "day": "2026-3-5", "hour": "9:00"} if upto == "scheduled" else {"when": "now"}
    assert do(signer, record, "publish", channels=["website"], **later).status_code == 302
    if upto == "withdrawn":
        assert do(signer, record, "withdraw", ground="内容有误", sure="on").status_code == 302
    assert said in told(desk("wang_bianji"), record)


def test_who_does_not_edit_for_the_unit_is_told_whose_it_is(desk, cast, drafted):
    appoint(person=cast.people["li_shenhe"], unit=cast.units["wjw"], role=Role.EDITOR, at=noon("2026-03-02"), by="lin")
    said = f"{cast.units['zjj'].short_name}的信息由该单位的信息编辑来改"
    assert said in told(desk("li_shenhe"), drafted())


def test_two_versions_of_what_was_withdrawn_are_not_offered(desk, published):
    office, offered = desk("wang_bianji"), "对照两版"
    assert do(office, published, "revise", reason="更正错字").status_code == 302
    assert office.post(f"/desk/r/{published.pk}/edit/", CONTENT | {"title": "改过的标题"}).status_code == 302
    assert offered in office.get(f"/desk/r/{published.pk}/").content.decode()
    assert do(desk("liu_qianfa"), published, "withdraw", ground="内容有误", sure="on").status_code == 302
    assert offered not in office.get(f"/desk/r/{published.pk}/").content.decode()


def test_what_was_withdrawn_during_a_correction_shows_what_stood_on_the_web(desk, published):
    editor, signer = desk("wang_bianji"), desk("liu_qianfa")
    do(editor, published, "revise", reason="补助标准写错了")
    changed = CONTENT | {"title": "没有公开过的标题", "body": "<p>没有公开过的正文。</p>"}
    assert editor.post(f"/desk/r/{published.pk}/edit/", changed).status_code == 302
    assert do(signer, published, "withdraw", ground="内容有误", keep_title="on", sure="on").status_code == 302
    page = editor.get(f"/desk/r/{published.pk}/").content.decode()
    assert "撤下以前的内容" in page and "为了保障住房安全" in page and CONTENT["title"] in page
    assert "没有公开过的" not in page and "第1版（已撤下）、第2版（没有公开）" in page
    published.refresh_from_db()
    assert (published.author, published.reviewer, published.signatory) == ("wang_bianji", "li_shenhe", "liu_qianfa")
