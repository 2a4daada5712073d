"""On the desk: the reviewer's form with what the check found, the versions with what changed, the office's wordings and setting."""

import pytest
from tests.plugins.cast import noon

from gongkai.doors import edge
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.flow.steps import NotAllowed
from gongkai.procedures.foi import answering, office, preparing
from gongkai.procedures.foi.models import AnswerWording
from gongkai.procedures.foi.prepare_page import changes
from gongkai.procedures.foi.tests.scenes import OFFICER, SIGNATORY, handled
from gongkai.procedures.foi.tests.test_release_page import desk

ON = noon("2026-03-02")
REVIEWER = "feng_fazhi"
TEXT = "您申请的信息予以公开，请查收。"
WORDED = "您申请的“{申请内容}”可以公开，现提供给您【请填：份数】份。"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(edge, "now", lambda: ON)


def under_review(cast, text=TEXT):
    office.set_review(unit=cast.units["zjj"], legal_review=True, by=cast.actor(SIGNATORY), at=ON)
    case = handled(cast)
    answering.propose(case=case, outcome="3_1", text=text, by=cast.actor(OFFICER), at=ON)
    return case


def test_the_reviewer_finds_it_on_their_list_with_the_check_and_passes_it(cast):
    case, client = under_review(cast, "您申请的信息予以公开，不予处理的除外。"), desk(cast, REVIEWER)
    assert case.reference in client.get("/desk/").content.decode()
    page = client.get(f"/desk/c/{case.reference}/").content.decode()
    assert "审核通过，送签" in page and "等法制审核" in page
    form = client.get(f"/desk/c/{case.reference}/do/pass_review/").content.decode()
    assert "签发前核对" in form and "正文却写着“不予处理”" in form and "签发后发出的答复书" in form
    sent = client.post(f"/desk/c/{case.reference}/do/pass_review/", {"comment": "可以", "seen": case.revision})
    assert sent.status_code == 302
    signing = desk(cast, SIGNATORY).get(f"/desk/c/{case.reference}/do/answer/").content.decode()
    assert "法制审核的意见" in signing and "可以" in signing and "签发前核对" in signing


def test_its_officer_is_told_whose_turn_it_is_and_why_it_came_back(cast):
    case = under_review(cast)
    assert (
        "答复书是您拟的，要由另一个人审核。" in desk(cast, OFFICER).get(f"/desk/c/{case.reference}/").content.decode()
    )
    preparing.return_review(case=case, reason="请补写取得的方式", by=cast.actor(REVIEWER), at=ON)
    form = desk(cast, OFFICER).get(f"/desk/c/{case.reference}/do/propose/").content.decode()
    assert "退回的原因" in form and "请补写取得的方式" in form


def test_an_answer_in_which_all_agrees_says_so_to_who_signs(cast):
    case = handled(cast)
    answering.propose(case=case, outcome="3_1", text=TEXT, by=cast.actor(OFFICER), at=ON)
    page = desk(cast, SIGNATORY).get(f"/desk/c/{case.reference}/do/answer/").content.decode()
    assert "没有发现问题" in page and "审核通过，送签" not in page


def test_versions_are_shown_with_what_changed_and_what_was_said(cast):
    case = under_review(cast)
    preparing.return_review(case=case, reason="请补写取得的方式", by=cast.actor(REVIEWER), at=ON)
    answering.propose(case=case, outcome="3_1", text=f"{TEXT[:-4]}凭本答复书领取。", by=cast.actor(OFFICER), at=ON)
    client = desk(cast, REVIEWER)
    url = f"/desk/p/foi/drafts/?case={case.reference}"
    assert url in client.get(f"/desk/c/{case.reference}/").content.decode()
    page = client.get(url).content.decode()
    assert (
        page.index("第2稿") < page.index("第1稿")
        and "<del>请查收</del>" in page
        and "<ins>凭本答复书领取</ins>" in page
    )
    assert "请补写取得的方式" in page and "style=" not in page


@pytest.mark.parametrize(
    "username", ["qian_jingban", "ma_qianfa", "wang_bianji", "he_jiancha", "gao_gongkai", "chen_chuangkou"]
)
def test_unsigned_versions_are_for_those_who_prepare_review_and_sign(cast, username):
    case = under_review(cast)
    client, before = desk(cast, username), Fact.objects.count()
    assert client.get(f"/desk/p/foi/drafts/?case={case.reference}").status_code == 404
    for act in ("pass_review", "return_review", "draft"):
        assert (
            client.post(f"/desk/c/{case.reference}/do/{act}/", {"reason": "x", "seen": case.revision}).status_code
            == 404
        )
    assert Fact.objects.count() == before


def test_the_head_of_the_office_words_and_sets(cast):
    client = desk(cast, SIGNATORY)
    page = client.get("/desk/p/foi/wordings/").content.decode()
    assert "予以公开" in page and "系统带的" in page and "2008年条例的件" in page
    url = "/desk/p/foi/wordings/?unit=zjj&key=3_3_5"
    page = client.get(url).content.decode()
    assert "处理结果：" in page and "行政复议" in page and "{申请内容}" in page
    sent = client.post(url, {"text": WORDED, "version": "0"})
    assert sent.status_code == 302 and AnswerWording.objects.get().text == WORDED
    assert "第1版" in client.get("/desk/p/foi/wordings/").content.decode()
    refused = client.post(url, {"text": f"{WORDED}{{没有的}}", "version": "1"})
    assert refused.status_code == 422 and "没有“{没有的}”这一项" in refused.content.decode()
    assert f"{WORDED}{{没有的}}" in refused.content.decode()
    assert client.post("/desk/p/foi/wordings/?unit=zjj", {"legal_review": "on"}).status_code == 302
    assert office.reviews(cast.units["zjj"])
    again = client.post("/desk/p/foi/wordings/?unit=zjj", {"legal_review": "on"})
    assert again.status_code == 422 and "和现在的一样" in again.content.decode()


@pytest.mark.parametrize("username", [OFFICER, REVIEWER, "he_jiancha", "wang_bianji"])
def test_nobody_else_does(cast, username):
    client, before = desk(cast, username), Fact.objects.count()
    for url in ("/desk/p/foi/wordings/", "/desk/p/foi/wordings/?unit=zjj&key=3_1"):
        assert client.get(url).status_code == 404 and client.post(url, {"text": WORDED}).status_code == 404
    assert Fact.objects.count() == before


@pytest.mark.parametrize("more", ["?unit=wjw", "?unit=zjj&key=9_9", "?unit=none"])
def test_another_unit_s_and_what_there_is_not(cast, more):
    client = desk(cast, SIGNATORY)
    assert client.get(f"/desk/p/foi/wordings/{more}").status_code == 404
    assert client.post(f"/desk/p/foi/wordings/{more}", {"text": WORDED, "version": "0"}).status_code == 404


def test_a_draft_is_begun_from_the_wording_and_waits_in_the_form(cast):
    case, client = handled(cast), desk(cast, OFFICER)
    sent = client.post(
        f"/desk/c/{case.reference}/do/draft/",
        {"outcome": "3_1", "text": "", "paragraphs": ["contact"], "seen": case.revision},
    )
    assert sent.status_code == 302
    form = client.get(f"/desk/c/{case.reference}/do/propose/").content.decode()
    assert "【请填：公开的信息名称、份数】" in form and "0000-0066128" in form
    case.refresh_from_db()
    refused = client.post(
        f"/desk/c/{case.reference}/do/propose/",
        {"outcome": "3_1", "text": "现提供【请填：名称】，请查收。", "seen": case.revision},
    )
    assert refused.status_code == 422 and "还有没填的地方" in refused.content.decode()


@pytest.mark.parametrize(
    "before, after",
    [
        ("", "甲乙"),
        ("甲乙", ""),
        ("您申请的信息予以公开，请查收。", "您申请的信息不予公开，请您谅解。"),
        ("同一句话", "同一句话"),
        ("甲的乙", "丙的丁"),
        ("一二三四五六。", "一二三四七六。"),
    ],
)
def test_the_pieces_make_both_texts_again(before, after):
    pieces = list(changes(before, after))
    assert "".join(text for how, text in pieces if how != "new") == before
    assert "".join(text for how, text in pieces if how != "gone") == after


def test_a_sign_that_happens_to_stand_on_both_sides_does_not_cut_what_changed():
    assert list(changes("甲的乙很多很多", "丙的丁很多很多")) == [
        ("gone", "甲的乙"),
        ("new", "丙的丁"),
        ("same", "很多很多"),
    ]


def test_what_the_county_words_holds_for_a_unit_until_it_words_its_own(cast):
    county, unit, at = cast.units["xzf"], cast.units["zjj"], ON
    made = office.set_wording(unit=county, key="3_1", text=WORDED, by=cast.actor("gao_gongkai"), at=at)
    assert office.wording(unit, "3_1") == made.text
    assert "全县统一的，2026年3月2日" in desk(cast, SIGNATORY).get("/desk/p/foi/wordings/").content.decode()
    own = office.set_wording(unit=unit, key="3_1", text=f"{WORDED}请查收。", by=cast.actor(SIGNATORY), at=at)
    assert (office.wording(unit, "3_1"), office.wording(cast.units["wjw"], "3_1")) == (own.text, made.text)
    page = desk(cast, "gao_gongkai").get("/desk/p/foi/wordings/").content.decode()
    assert "各单位没有改过的，就用这里的" in page and "存下设置" not in page


def test_the_openness_office_words_the_county_alone(cast):
    with pytest.raises(NotAllowed, match="公开机构负责人"):
        office.set_wording(unit=cast.units["zjj"], key="3_1", text=WORDED, by=cast.actor("gao_gongkai"), at=ON)
    assert desk(cast, "gao_gongkai").get("/desk/p/foi/wordings/?unit=zjj").status_code == 404


def test_a_paragraph_is_added_and_withdrawn_on_the_page(cast):
    client, url = desk(cast, SIGNATORY), "/desk/p/foi/wordings/?unit=zjj"
    assert "加一段" in client.get(url).content.decode()
    refused = client.post(f"{url}&add=1", {"name": "节假日取件", "text": "短"})
    assert (
        refused.status_code == 422
        and "至少写10个字" in refused.content.decode()
        and "节假日取件" in refused.content.decode()
    )
    assert (
        client.post(f"{url}&add=1", {"name": "节假日取件", "text": "节假日不办公，请在工作日来取。"}).status_code == 302
    )
    (key,) = office.own_paragraphs(cast.units["zjj"])
    assert "停用这一段" in client.get(f"{url}&key={key}").content.decode()
    assert "停用这一段" not in client.get(f"{url}&key=by_post").content.decode()
    assert client.post(f"{url}&key=by_post", {"do": "withdraw"}).status_code == 404
    for _ in range(2):  # in a second window too
        shown = client.post(f"{url}&key={key}", {"do": "withdraw"}, follow=True).content.decode()
        assert "已经停用" in shown
    assert desk(cast, OFFICER).get(f"{url}&add=1").status_code == 404
