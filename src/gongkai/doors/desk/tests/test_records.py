"""A record from draft to page and off it again, through the desk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.plugins.cast import noon

from gongkai.doors.desk.tests.conftest import CLEARED, CONTENT, do, through
from gongkai.ground.files.tests.samples import PDF, PNG
from gongkai.ground.ledger.models import Fact
from gongkai.ground.units.actions import appoint
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.models import Outlet, Record, Version

NEW = "/desk/r/new/policy/"


def test_the_form_is_made_of_the_declared_fields(desk):
    page = desk("wang_bianji").get("/desk/r/new/policy/", follow=True).content.decode()
    for label in ("标题", "成文日期", "文号", "施行日期", "失效日期", "主题词", "正文", "公开目录"):
        assert label in page


def test_no_section_is_chosen_beforehand(desk):
    page = desk("wang_bianji").get("/desk/r/new/notice/", follow=True).content.decode()
    assert '<option value="" selected>请选一项</option>' in page
    refused = desk("wang_bianji").post("/desk/r/new/policy/", CONTENT | {"section": ""}).content.decode()
    assert "请选择公开目录" in refused and not Record.objects.exists()


def test_an_act_is_there_only_for_those_it_falls_to_and_in_its_state(desk, drafted):
    record = drafted()
    assert desk("wang_bianji").get(f"/desk/r/{record.pk}/do/publish/").status_code == 404
    assert do(desk("zhou_jingban"), record, "submit").status_code == 404
    early = desk("liu_qianfa").get(f"/desk/r/{record.pk}/do/publish/", follow=True)
    assert early.redirect_chain and "现在是“草稿”环节，不能签发公开。" in early.content.decode()
    posted = do(desk("liu_qianfa"), record, "send_back", reason="还缺附件")
    assert posted.status_code == 422 and "还缺附件" in posted.content.decode()


def test_all_that_is_wrong_is_said_at_once_and_stays(desk):
    wrong = CONTENT | {"expires_on": "2026-01-01", "document_number": "随便写的", "title": ""}
    wrong |= {"section": "", "normative": "on", "formed_on": "2026-3-3"}
    response = desk("wang_bianji").post("/desk/r/new/policy/", wrong)
    said = [line.text for line in response.context["form"].summary]
    assert response.status_code == 422 and "随便写的" in response.content.decode()
    assert said[:3] == ["请填写标题", "请选择公开目录", "成文日期不能晚于今天"]
    assert said[3].startswith("文号缺少年份的括号") and said[4] == "失效日期不能早于施行日期" and len(said) == 5
    assert not Record.objects.exists()


@pytest.mark.parametrize(
    ("day", "taken"), [("1900-1-1", False), ("1949-9-30", False), ("1949-10-1", True), ("1949-10-2", True)]
)
def test_nothing_was_formed_before_the_republic(desk, day, taken):
    sent = CONTENT | {"formed_on": day, "document_number": "", "sure": "on"}
    response = desk("wang_bianji").post(NEW, sent)
    assert (response.status_code == 302) is taken
    if not taken:
        assert response.context["form"].errors["formed_on"] == ["成文日期不能早于1949年10月1日，请再看看"]


@pytest.mark.parametrize(("length", "taken"), [(39, True), (40, True), (41, False)])
def test_a_keyword_is_a_word(desk, length, taken):
    response = desk("wang_bianji").post(NEW, CONTENT | {"keywords": f"危房；{'补' * length}"})
    assert (response.status_code == 302) is taken
    if not taken:
        said = response.context["form"].errors["keywords"][0]
        assert said.startswith("主题词每个最多40字") and "有41字" in said


def test_it_passes_every_gate_and_is_public(published):
    assert published.live and published.index_number
    assert set(Outlet.objects.values_list("channel", flat=True)) == {"website", "wechat"}


def test_the_draft_can_be_changed(desk, drafted):
    record = drafted()
    edit = f"/desk/r/{record.pk}/edit/"
    client = desk("wang_bianji")
    assert "第一条 为了保障住房安全" in client.get(edit).content.decode()
    assert client.post(edit, CONTENT | {"seen": record.revision, "title": "新标题"}).status_code == 302
    record.refresh_from_db()
    assert record.title == "新标题" and Version.objects.filter(record=record).count() == 2


def test_a_number_that_another_record_has_is_asked_about_once(desk, published):
    why = {"ground": "内容涉及个人隐私（条例第15条）", "keep_title": "on", "sure": "on"}
    assert do(desk("liu_qianfa"), published, "withdraw", **why).status_code == 302
    client, again = desk("wang_bianji"), CONTENT | {"title": "补助办法（修订）", "document_number": "明建[2026]2号"}
    asked = client.post(NEW, again)
    assert asked.status_code == 422 and Record.objects.count() == 1
    assert f"文号明建〔2026〕2号已经用在“{CONTENT['title']}”上（已撤下）。请再看看" in asked.content.decode()
    assert client.post(NEW, again | {"sure": "on"}).status_code == 302
    made = Record.objects.exclude(pk=published.pk).get()
    assert (
        client.post(f"/desk/r/{made.pk}/edit/", again | {"seen": made.revision, "title": "改了题目"}).status_code == 302
    )


def test_a_number_of_another_unit_or_of_what_was_discarded_is_not_asked_about(desk, drafted):
    record = drafted()
    other = desk("sun_bianji").post(NEW, CONTENT)
    assert other.status_code == 302 and Record.objects.count() == 2
    assert do(desk("wang_bianji"), record, "discard").status_code == 302
    assert desk("wang_bianji").post(NEW, CONTENT).status_code == 302


@pytest.mark.parametrize(
    ("number", "asked"), [("明建〔2025〕9号", False), ("明建〔2026〕9号", False), ("明建〔2027〕9号", True)]
)
def test_a_number_of_a_year_after_that_of_the_text_is_asked_about(desk, number, asked):
    client, typed = desk("wang_bianji"), CONTENT | {"document_number": number}
    answer = client.post(NEW, typed)
    assert (answer.status_code == 422) is asked
    if asked:
        assert "文号写的是2027年，比成文的2026年晚。请再看看" in answer.content.decode()
        assert client.post(NEW, typed | {"sure": "on"}).status_code == 302
    assert Record.objects.get().document_number == number


def test_what_is_most_likely_a_normative_document_is_asked_about_once(desk):
    client, typed = desk("wang_bianji"), CONTENT | {"document_number": "明建规[2026]9号"}
    typed.pop("normative", None)
    asked = client.post(NEW, typed)
    assert asked.status_code == 422 and "却没有勾“是行政规范性文件”" in asked.content.decode()
    assert client.post(NEW, typed | {"sure": "on"}).status_code == 302
    made = Record.objects.get()
    again = client.post(f"/desk/r/{made.pk}/edit/", typed | {"seen": made.revision, "title": "改了题目"})
    assert again.status_code == 302


def test_what_is_not_on_the_web_does_not_say_so(desk, published):
    why = {"ground": "内容涉及个人隐私（条例第15条）", "keep_title": "on", "sure": "on"}
    signatory = desk("liu_qianfa")
    assert "第1版（网上）" in signatory.get(f"/desk/r/{published.pk}/").content.decode()
    do(signatory, published, "withdraw", **why)
    page = signatory.get(f"/desk/r/{published.pk}/").content.decode()
    assert "第1版（已撤下）" in page and "（网上）" not in page


def test_a_discarded_draft_is_not_shown_as_if_it_would_go_on_the_web(desk, drafted):
    record, editor = drafted(), desk("wang_bianji")
    assert "网页上会这样显示" in editor.get(f"/desk/r/{record.pk}/").content.decode()
    do(editor, record, "discard")
    page = editor.get(f"/desk/r/{record.pk}/").content.decode()
    assert "作废以前的内容，没有上过网" in page and "会这样显示" not in page


def test_who_edits_for_several_units_begins_at_the_own_and_changes_without_losing_a_word(desk, cast, today):
    appoint(person=cast.people["wang_bianji"], unit=cast.units["xzf"], role="editor", at=noon("2026-03-01"), by="setup")
    client = desk("wang_bianji")
    assert client.get(NEW).url.startswith(f"{NEW}?unit=zjj&")
    changed = client.post(
        NEW, CONTENT | {"unit": "xzf", "change_unit": "1", "title": "写了一半", "document_number": "还没有"}
    )
    page = changed.content.decode()
    assert changed.status_code == 200 and not changed.context["form"].summary and not Record.objects.exists()
    assert "写了一半" in page and "还没有" in page and changed.context["unit"].code == "xzf"


def test_where_a_unit_has_no_section_the_choice_says_so(desk, monkeypatch):
    monkeypatch.setattr(records, "leaf_sections", lambda unit: [])
    assert "这个单位还没有能发布的栏目，请找政务公开办" in desk("wang_bianji").get(NEW, follow=True).content.decode()


def form_of(client) -> dict[str, str]:
    return CONTENT | {"reserved": client.get(NEW, follow=True).context["reserved"]}


def test_a_new_record_sent_twice_is_one(desk):
    client = desk("wang_bianji")
    form = form_of(client)
    first, second = client.post(NEW, form), client.post(NEW, form)
    assert second.url == first.url == f"/desk/r/{Record.objects.get().pk}/"
    assert "没有存第二份" in client.get(second.url).content.decode()
    assert client.post(NEW, form_of(client) | {"document_number": "明建〔2026〕3号"}).url != first.url


def test_of_two_that_are_sent_in_the_same_instant_one_is_stored(desk, monkeypatch):
    client, seen = desk("wang_bianji"), records.get_visible
    form = form_of(client)
    client.post(NEW, form)
    looks = iter((lambda *asked: None, seen))
    monkeypatch.setattr(records, "get_visible", lambda *asked: next(looks)(*asked))
    assert client.post(NEW, form).url == f"/desk/r/{Record.objects.get().pk}/"


def test_a_form_sent_again_with_another_text_loses_nothing_and_makes_no_second_record(desk):
    client = desk("wang_bianji")
    form = form_of(client)
    client.post(NEW, form)
    again = client.post(NEW, form | {"title": "后来改的题目"})
    shown = again.content.decode()
    assert again.status_code == 422 and "刚才已经存成一份草稿" in shown and "后来改的题目" in shown
    assert Record.objects.get().title == CONTENT["title"]


@pytest.mark.parametrize("forged", ["", "2345678923", "WzEsImFiYyJd:1:x"])
def test_nobody_chooses_the_id_of_a_record(desk, forged):
    made = desk("wang_bianji").post(NEW, CONTENT | {"reserved": forged})
    assert made.status_code == 302 and "2345678923" not in made.url


def test_the_slower_editor_loses_nothing(desk, drafted):
    record = drafted()
    seen = record.revision
    client, edit = desk("wang_bianji"), f"/desk/r/{record.pk}/edit/"
    client.post(edit, CONTENT | {"seen": seen, "title": "先存的"})
    response = client.post(edit, CONTENT | {"seen": seen, "title": "后存的"})
    shown = response.content.decode()
    assert response.status_code == 422 and "后存的" in shown
    assert "您刚才已经办过这一件" in shown and "别人" not in shown


def test_who_presses_twice_is_not_told_of_somebody_else(desk, drafted):
    record, client = drafted(), desk("wang_bianji")
    seen, url = record.revision, f"/desk/r/{record.pk}/do/submit/"
    assert client.post(url, {"seen": seen}).status_code == 302
    shown = client.post(url, {"seen": seen}).content.decode()
    assert "您刚才已经办过这一件" in shown and "王敏：" in shown and "别人" not in shown
    other = desk("li_shenhe").post(f"/desk/r/{record.pk}/do/pass_review/", {"seen": seen}).content.decode()
    assert "刚才有别人办了这一件" in other and "您刚才" not in other


@pytest.mark.parametrize("username", ["sun_bianji", "qian_jingban", "ma_qianfa"])
def test_it_does_not_exist_for_another_unit(desk, drafted, username):
    record, client = drafted(), desk(username)
    for path in ("", "edit/", "do/submit/"):
        assert client.get(f"/desk/r/{record.pk}/{path}").status_code == 404
    assert record.title not in client.get("/desk/r/").content.decode()
    assert do(client, record, "submit").status_code == 404


def test_what_looks_personal_is_pointed_out_masked(desk, drafted):
    record = drafted(body="<p>申请人身份证号990123199001010010，手机13812345678。</p>")
    page = desk("wang_bianji").get(f"/desk/r/{record.pk}/").content.decode()
    assert "身份证号990123***********0" in page and "私人电话138****5678" in page and "2处要处理" in page


def test_a_reviewer_sends_it_back_with_a_reason(desk, drafted):
    record = drafted()
    through(desk, record, ("wang_bianji", "submit"))
    client = desk("li_shenhe")
    assert do(client, record, "send_back", reason="").status_code == 422
    assert do(client, record, "send_back", reason="第三条的数字核对一下").status_code == 302
    assert "第三条的数字核对一下" in desk("wang_bianji").get(f"/desk/r/{record.pk}/").content.decode()


def test_a_correction_keeps_the_old_page_until_it_is_published(desk, published):
    editor = desk("wang_bianji")
    assert do(editor, published, "revise", reason="补助标准写错了").status_code == 302
    published.refresh_from_db()
    changed = CONTENT | {"seen": published.revision, "title": "改过的办法"}
    assert editor.post(f"/desk/r/{published.pk}/edit/", changed).status_code == 302
    published.refresh_from_db()
    assert published.live and published.title == CONTENT["title"]
    assert "网上是第1版" in editor.get(f"/desk/r/{published.pk}/").content.decode()
    through(desk, published, *CLEARED)
    assert do(desk("liu_qianfa"), published, "publish", when="now").status_code == 302
    published.refresh_from_db()
    assert published.title == "改过的办法"


def test_withdrawing_asks_first(desk, published):
    client, why = desk("liu_qianfa"), {"ground": "内容涉及个人隐私（条例第15条）", "keep_title": "on"}
    assert do(client, published, "withdraw", **why).status_code == 422
    assert do(client, published, "withdraw", sure="on", **why).status_code == 302
    published.refresh_from_db()
    assert not published.live and published.title_kept
    page = client.get(f"/desk/r/{published.pk}/").content.decode()
    assert "内容涉及个人隐私" in page
    assert "撤下以前的内容，网页上已经看不到" in page and "这样显示" not in page
    assert "<dt>有效性</dt><dd>撤下前：尚未施行</dd>" in page


def test_repeal_move_and_discard(desk, published, drafted):
    assert do(desk("wang_bianji"), published, "move", section="notices").status_code == 302
    signatory = desk("liu_qianfa")
    refused = do(signatory, published, "repeal", on="2026-3-3")
    text = refused.content.decode()
    assert refused.status_code == 422 and "不能反悔" in text and 'value="2026-3-3"' in text
    said = {"because": "规定的任务已经完成", "sure": "on"}
    assert "不能晚于今天" in do(signatory, published, "repeal", on="2026-3-3", **said).content.decode()
    assert do(signatory, published, "repeal", on="2026-3-2", **said).status_code == 302
    assert "已废止<br><span" in signatory.get(f"/desk/r/{published.pk}/").content.decode()
    published.refresh_from_db()
    assert (published.section_id, published.validity) == ("notices", "repealed")
    desk("wang_bianji").post("/desk/r/new/notice/", CONTENT | {"section": "notices", "document_number": ""})
    second = Record.objects.exclude(pk=published.pk).get()
    assert do(desk("wang_bianji"), second, "discard").status_code == 302


def test_the_list_is_filtered_and_paged_by_key(desk, drafted, cast):
    record = drafted()
    client = desk("wang_bianji")
    for query, shown in (("", True), ("state=draft", True), ("state=published", False), ("kind=notice", False)):
        assert (record.title in client.get(f"/desk/r/?{query}").content.decode()) is shown, query
    for n in range(30):
        client.post("/desk/r/new/policy/", CONTENT | {"title": f"办法{n}", "document_number": f"明建〔2026〕{n + 3}号"})
    first = client.get("/desk/r/")
    second = client.get(first.context["older_url"])
    titles = [row[0].pk for response in (first, second) for row in response.context["lines"]]
    assert len(titles) == len(set(titles)) == 31


def test_only_an_editor_drafts(desk, cast):
    assert desk("li_shenhe").get("/desk/r/new/").status_code == 404
    assert desk("li_shenhe").post("/desk/r/new/policy/", CONTENT).status_code == 404
    assert desk("wang_bianji").get("/desk/r/new/nothing/").status_code == 404


def test_attachments_come_with_the_draft_and_can_be_dropped(desk, cast):
    from django.core.files.uploadedfile import SimpleUploadedFile

    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c636060606000000005000157a9d6d00000000049454e44ae426082"
    )
    client = desk("wang_bianji")
    made = client.post("/desk/r/new/policy/", CONTENT | {"uploads": SimpleUploadedFile("轮候流程.png", png)})
    assert made.status_code == 302, made.context["form"].errors
    record = Record.objects.get()
    page = client.get(f"/desk/r/{record.pk}/").content.decode()
    file_id = Version.objects.get(record=record).values()["attachments"][0]
    assert "轮候流程.png" in page and f"/desk/files/{file_id}" in page
    assert client.get(f"/desk/files/{file_id}").content == png
    assert desk("sun_bianji").get(f"/desk/files/{file_id}").status_code == 404
    client.post(f"/desk/r/{record.pk}/edit/", CONTENT | {"seen": record.revision, "drop": file_id})
    assert Version.objects.get(record=record, number=2).values()["attachments"] == []


@pytest.fixture
def pictured(desk, drafted):
    """A draft with the attachments 流程.png and 名单.pdf, the picture in its text; and their ids."""
    record = drafted(uploads=[SimpleUploadedFile("流程.png", PNG), SimpleUploadedFile("名单.pdf", PDF)])
    picture, paper = Version.objects.get(record=record).values()["attachments"]
    body = f'<p>办理流程：</p><img src="attachment:{picture}" alt="流程图">'
    sent = CONTENT | {"seen": record.revision, "body": body}
    assert desk("wang_bianji").post(f"/desk/r/{record.pk}/edit/", sent).status_code == 302
    record.refresh_from_db()
    return record, picture, paper


def test_whoever_reviews_clears_or_signs_sees_the_pictures_in_the_text(desk, pictured):
    record, picture, _ = pictured
    for username, name in (("wang_bianji", "submit"), ("li_shenhe", "pass_review"), ("wu_baomi", "clear"), ("liu_qianfa", "send_back")):  # fmt: skip
        client = desk(username)
        page = client.get(f"/desk/r/{record.pk}/").content.decode()
        assert f'<img src="/desk/files/{picture}" alt="流程图">' in page and "attachment:" not in page
        assert client.get(f"/desk/files/{picture}").content == PNG
        assert do(client, record, name, reason="再看看").status_code == 302
    kept = Version.objects.get(record=record, number=2).values()["body"]
    assert f'src="attachment:{picture}"' in kept


def test_only_pictures_can_be_put_into_the_text(desk, pictured):
    record, picture, paper = pictured
    client = desk("wang_bianji")
    page = client.get(f"/desk/r/{record.pk}/edit/").content.decode()
    assert f'data-attachment-image="{picture}"' in page and f'data-attachment-image="{paper}"' not in page
    sent = CONTENT | {"seen": record.revision, "body": f'<p>名单</p><img src="attachment:{paper}" alt="名单">'}
    refused = client.post(f"/desk/r/{record.pk}/edit/", sent)
    assert refused.status_code == 422
    assert "“名单.pdf”不是图片，不能放进正文，请留在附件里，从正文里删掉" in refused.content.decode()
    sent["body"] = f'<p>见<a href="attachment:{paper}">名单</a></p>'
    assert client.post(f"/desk/r/{record.pk}/edit/", sent).status_code == 302


def test_a_file_that_is_refused_leaves_the_form_as_it_was(desk, cast):
    from django.core.files.uploadedfile import SimpleUploadedFile

    bad = SimpleUploadedFile("程序.exe", b"MZ" + b"\x00" * 80)
    response = desk("wang_bianji").post("/desk/r/new/policy/", CONTENT | {"uploads": bad})
    page = response.content.decode()
    assert response.status_code == 422 and CONTENT["title"] in page and "程序.exe" in page
    assert not Record.objects.exists()


def test_the_reason_of_a_return_stands_on_top_until_it_is_submitted_again(desk, drafted):
    record, editor = drafted(), desk("wang_bianji")
    through(desk, record, ("wang_bianji", "submit"))
    do(desk("li_shenhe"), record, "send_back", reason="第三条的数字核对一下")
    addresses = (f"/desk/r/{record.pk}/", f"/desk/r/{record.pk}/edit/")
    record.refresh_from_db()
    assert all("请改好再送审" in editor.get(url).content.decode() for url in addresses)
    editor.post(addresses[1], CONTENT | {"seen": record.revision})
    assert all("请改好再送审" in editor.get(url).content.decode() for url in addresses)
    through(desk, record, ("wang_bianji", "submit"))
    assert "请改好再送审" not in editor.get(addresses[0]).content.decode()


def test_gates_name_who_they_wait_for_but_never_the_author(desk, drafted):
    page = desk("wang_bianji").get(f"/desk/r/{drafted().pk}/")
    assert [gate.text for gate in page.context["gates"]] == ["由李芳办", "由吴建国办", "由刘志远办"]


def test_without_the_editor_a_line_is_a_paragraph(desk, drafted):
    record = drafted(body="第一条 为了保障\r\n\r\n第二条 5 < 6，A&B")
    stored = Version.objects.get(record=record).values()["body"]
    assert stored == "<p>第一条 为了保障</p><p>第二条 5 &lt; 6，A&amp;B</p>"


def test_an_attachment_stands_in_the_history_by_its_name(desk, drafted):
    from django.core.files.uploadedfile import SimpleUploadedFile

    record = drafted(uploads=SimpleUploadedFile("名单.txt", "张某".encode()))
    assert "加附件“名单.txt”" in desk("wang_bianji").get(f"/desk/r/{record.pk}/").content.decode()


@pytest.mark.parametrize(
    ("formed_on", "said"), [("2008-04-30", "没有期限"), ("2008-05-01", "超期"), ("2008-05-02", "超期")]
)  # the first Regulation came into force on 1 May 2008
def test_what_was_formed_before_the_first_regulation_has_no_term(desk, drafted, formed_on, said):
    record = drafted(formed_on=formed_on, document_number="")
    assert said in desk("wang_bianji").get("/desk/").context["groups_of_lines"][0][1][0].seen.words
    assert desk("wang_bianji").get(f"/desk/r/{record.pk}/").status_code == 200


@pytest.mark.parametrize(("size", "said"), [(21_000_000, "这个文件超过20 MB"), (31_500_000, "一共超过30 MB")])
def test_more_than_a_request_may_carry_is_said_and_not_just_left_out(desk, cast, size, said):
    from django.core.files.uploadedfile import SimpleUploadedFile

    heavy = SimpleUploadedFile("录像.bin", b"\x01\x02\x03\x04" * (size // 4))
    response = desk("wang_bianji").post("/desk/r/new/policy/", CONTENT | {"uploads": heavy})
    page = response.content.decode()
    assert response.status_code == 422 and said in page and "录像.bin" in page and CONTENT["title"] in page
    assert not Record.objects.exists()


def test_a_correction_that_was_begun_can_be_called_off(desk, published):
    editor, signed = desk("wang_bianji"), published.signatory
    assert do(editor, published, "call_off").status_code == 422
    assert do(editor, published, "revise", reason="错了一个字").status_code == 302
    assert editor.post(f"/desk/r/{published.pk}/edit/", CONTENT | {"title": "改了一半的标题"}).status_code == 302
    through(desk, published, ("wang_bianji", "submit"))
    assert do(desk("li_shenhe"), published, "send_back", reason="不用改").status_code == 302
    assert "不更正了" in editor.get(f"/desk/r/{published.pk}/").content.decode()
    assert do(editor, published, "call_off").status_code == 302
    published.refresh_from_db()
    assert (published.state, published.current, published.published, published.live) == ("published", 1, 1, True)
    assert (published.author, published.reviewer, published.signatory) == ("wang_bianji", "li_shenhe", signed)
    shown = editor.get(f"/desk/r/{published.pk}/").content.decode()
    assert "不更正了，网上的第1版不变" in shown and "改了一半的标题" not in shown
    assert Fact.objects.filter(name="record.revision_called_off").count() == 1
    assert not Duty.objects.filter(ref=published.ref, closed_on=None).exists()


def test_after_a_correction_was_called_off_another_can_be_begun(desk, published):
    editor = desk("wang_bianji")
    for title in ("第一次改的标题", "第二次改的标题"):
        do(editor, published, "revise", reason="改标题")
        editor.post(f"/desk/r/{published.pk}/edit/", CONTENT | {"title": title})
        if title.startswith("第一次"):
            do(editor, published, "call_off")
    through(desk, published, *CLEARED)
    assert do(desk("liu_qianfa"), published, "publish", when="now").status_code == 302
    published.refresh_from_db()
    assert (published.title, published.current, published.published) == ("第二次改的标题", 3, 3)


def test_a_draft_that_was_never_published_cannot_be_called_off(desk, drafted):
    record = drafted()
    assert "do/call_off/" not in desk("wang_bianji").get(f"/desk/r/{record.pk}/").content.decode()
    assert do(desk("wang_bianji"), record, "call_off").status_code == 422


def test_each_file_that_is_refused_is_named_in_the_same_round_as_the_fields(desk):
    files = [SimpleUploadedFile(name, b"MZ\x90\0") for name in ("程序.exe", "方案.docx")]
    page = desk("wang_bianji").post("/desk/r/new/policy/", CONTENT | {"title": "", "uploads": files}).content.decode()
    assert "“程序.exe”：" in page and "“方案.docx”：" in page and "请填写标题" in page
    assert not Record.objects.exists()
