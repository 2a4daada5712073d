"""An assisting unit at the desk: the matter on its list, what it sees of it, its reply with material, which the lead unit then covers."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.doors.desk.tests.test_case import do, page
from gongkai.ground.documents.tests.dirty import dirty_pdf
from gongkai.ground.files.models import File
from gongkai.procedures.foi import assisting, queries

ASKED = "请查2025年危房改造补助的发放花名册"


@pytest.fixture
def asked(desk, application, cast):
    """The housing bureau's case, in which the health commission is asked to help."""
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    do(officer, case, "retrieve", unit="", whom="宁州市档案馆", what="2008年的征地批复原件", days="10")
    sent = do(officer, case, "assist", unit=str(cast.units["wjw"].pk), what=ASKED, days="5")
    assert sent.status_code == 302
    return case


def test_the_assisting_unit_has_it_on_its_list_and_sees_what_it_needs(desk, asked):
    elsewhere = desk("qian_jingban")
    listed = elsewhere.get("/desk/").content.decode()
    assert asked.reference in listed and "答复协办" in listed
    shown = page(elsewhere, asked)
    assert (
        ASKED in shown and "答复协办" in shown and "协办函" in shown and "调取" not in shown and "档案馆" not in shown
    )
    assert "经过" in shown and "期限照常计算" not in shown
    # Neither who applied, nor what they wrote, nor what others did or were asked.
    for hidden in ("申请公开危房改造补助名单。", "张", "138", "自然人", "希望的形式", "内容明确", "登记回执"):
        assert hidden not in shown
    (own,) = re.findall(r"/n/(\d+)/", shown)
    assert ASKED in elsewhere.get(f"/desk/c/{asked.reference}/n/{own}/").content.decode()


@pytest.mark.parametrize("username", ["sun_bianji", "ma_qianfa"])
def test_colleagues_who_do_not_answer_see_nothing_of_it(desk, asked, username):
    assert desk(username).get(f"/desk/c/{asked.reference}/").status_code == 404


def test_it_replies_with_material_that_only_the_lead_unit_then_sees(desk, asked, home):
    elsewhere, officer = desk("qian_jingban"), desk("zhou_jingban")
    came = {
        "which": "2",
        "came": "all",
        "text": "花名册是本单位制作的，身份证号不宜公开。",
        "files": SimpleUploadedFile("花名册.pdf", dirty_pdf()),
    }
    assert do(elsewhere, asked, "assisted", **came).status_code == 302
    (material,) = queries.materials_of(asked)
    assert material.file_id == File.objects.filter(owner=asked.ref, media_type="application/pdf").latest("pk").public_id
    shown = page(elsewhere, asked)
    assert "本单位的已经办完" in shown and "希望的形式" not in shown
    assert ASKED in shown and "花名册是本单位制作的，身份证号不宜公开。" in shown and "宁州市档案馆" not in shown
    assert elsewhere.get(f"/desk/files/{material.file_id}").status_code == 404
    assert elsewhere.get(f"/desk/p/foi/release/?case={asked.reference}&m=1").status_code == 404
    mine = page(officer, asked)
    assert "身份证号不宜公开" in mine and "拟公开的材料（1份）" in mine and "有，都提供了" in mine
    assert officer.get(f"/desk/files/{material.file_id}").status_code == 200


def test_a_reply_that_comes_after_the_answer_is_told_no_more_than_its_page(desk, asked):
    elsewhere, officer = desk("qian_jingban"), desk("zhou_jingban")
    asked.refresh_from_db()
    before = asked.revision
    text = "检索了档案室和公文系统，没有找到。"
    form = {"outcome": "3_4_1", "text": text}
    (mark,) = re.findall(r'name="asked" value="(\w+)"', do(officer, asked, "propose", **form).content.decode())
    assert do(officer, asked, "propose", **form, sure="on", asked=mark).status_code == 302
    assert do(desk("liu_qianfa"), asked, "answer").status_code == 302
    late = elsewhere.post(
        f"/desk/c/{asked.reference}/do/assisted/",
        {"seen": before, "which": "2", "came": "none", "text": "库里查过两遍。"},
    )
    shown = late.content.decode()
    assert late.status_code == 422 and "库里查过两遍。" in shown
    for hidden in ("拟答复", "不掌握", "周敏", "刘志远"):
        assert hidden not in shown


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk, asked):
    posted = do(desk("qian_jingban"), asked, "assisted", which="2", came="none", text="没有")
    assert (
        posted.status_code == 422
        and "到哪里、怎么找过" in posted.content.decode()
        and "没有" in posted.content.decode()
    )


def test_who_oversees_reads_who_was_asked_and_nothing_of_what_was_said(desk, asked, cast):
    shown = page(desk("he_jiancha"), asked)
    assert "协办" in shown and ASKED not in shown
    assert "do/assisted/" not in shown


def test_the_lead_unit_notes_what_came_from_outside_or_that_it_waits_no_more(desk, asked):
    officer = desk("zhou_jingban")
    assert "宁州市档案馆" in page(officer, asked) and "登记协办、调取的答复" in page(officer, asked)
    done = do(officer, asked, "assisted", which="1", came="dropped", text="已经在本单位档案室找到。")
    assert done.status_code == 302 and [each.seq for each in assisting.awaited(asked)] == [2]
