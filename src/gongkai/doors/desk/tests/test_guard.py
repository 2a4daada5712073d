"""On the desk what the guard found is marked where it stands, masked with one press, or justified in writing."""

import re
from dataclasses import replace

from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.ground.guard.actions import load_words
from gongkai.ground.guard.models import Justification
from gongkai.kernel.records import guarding
from gongkai.kernel.records.models import Version
from gongkai.pure.guard.tests.files import PHONE, comments, paragraph, run, word
from gongkai.pure.guard.wording import Person, WordList

from .conftest import AT, do, through

BODY = "<p>申请人手机13812345678。</p><p>身份证990123199003071235。</p><p>认真布署。</p>"


def sent_up(desk, drafted, body: str = BODY):
    record = drafted(body=body)
    through(desk, record, ("wang_bianji", "submit"), ("li_shenhe", "pass_review"))
    record.refresh_from_db()
    return record


def shown(client, record):
    return client.get(f"/desk/r/{record.pk}/").context["guard"].shown


def press(client, record, *hits):
    return client.post(
        f"/desk/r/{record.pk}/guard/mask",
        {"seen": record.revision, "hit": [each.hit.key for each in hits]},
        follow=True,
    )


def test_hits_are_marked_in_the_text_and_listed_masked(desk, drafted):
    record = sent_up(desk, drafted)
    page = desk("wu_baomi").get(f"/desk/r/{record.pk}/").content.decode()
    assert '<mark class="hit hit--stop" id="hit-0">13812345678</mark>' in page
    assert '<mark class="hit hit--stop">138****5678</mark>' in page
    assert '<mark class="hit hit--hint" id="hit-2">布署</mark>' in page
    assert "有2处要先遮盖" in page and "2处要处理" in page


def test_the_review_is_refused_in_words_until_each_is_dealt_with(desk, drafted):
    record, reviewer = sent_up(desk, drafted), desk("wu_baomi")
    refused = do(reviewer, record, "clear")
    assert refused.status_code == 422 and "有2处要先遮盖，或者由审核的人写明" in refused.content.decode()
    phone, identity, _ = shown(reviewer, record)
    assert "遮盖了1处" in press(reviewer, record, identity).content.decode()
    url = f"/desk/r/{record.pk}/guard/{phone.hit.key}/"
    assert "138****5678" in (form := reviewer.get(url).content.decode()) and "13812345678" not in form
    record.refresh_from_db()
    sent = {"seen": record.revision, "usual": "own", "reason": ""}
    assert "请写明为什么可以公开" in reviewer.post(url, sent).content.decode()
    assert reviewer.post(url, sent | {"reason": "村里公布的值班电话"}).status_code == 302
    assert Justification.objects.get().reason == "村里公布的值班电话"
    assert "村里公布的值班电话" in reviewer.get(f"/desk/r/{record.pk}/").content.decode()
    assert do(reviewer, record, "clear").status_code == 302


def test_all_at_once(desk, drafted):
    record, reviewer = sent_up(desk, drafted), desk("wu_baomi")
    page = reviewer.get(f"/desk/r/{record.pk}/")
    assert "全部遮盖（2处）" in page.content.decode()
    reviewer.post(
        f"/desk/r/{record.pk}/guard/mask", {"seen": record.revision, "hit": page.context["guard"].all_maskable}
    )
    stored = Version.objects.get(record=record, number=2).values()["body"]
    assert stored == "<p>申请人手机138****5678。</p><p>身份证990123***********5。</p><p>认真布署。</p>"


def test_the_editor_takes_the_list_s_word(desk, drafted):
    record, editor = drafted(body="<p>认真布署。</p>"), desk("wang_bianji")
    assert "改为“部署”" in editor.get(f"/desk/r/{record.pk}/").content.decode()
    assert "已经改好" in press(editor, record, *shown(editor, record)).content.decode()
    assert Version.objects.get(record=record, number=2).values()["body"] == "<p>认真部署。</p>"


def test_the_author_is_offered_no_reason_and_nobody_else_s_hits_exist(desk, drafted):
    record = sent_up(desk, drafted)
    assert not any(each.justifiable or each.maskable for each in shown(desk("wang_bianji"), record))
    assert all(each.justifiable and each.maskable for each in shown(desk("wu_baomi"), record)[:2])
    key = shown(desk("wu_baomi"), record)[0].hit.key
    for who in ("ma_qianfa", "sun_bianji", "wang_bianji"):
        assert desk(who).get(f"/desk/r/{record.pk}/guard/{key}/").status_code == 404
        refused = desk(who).post(f"/desk/r/{record.pk}/guard/mask", {"hit": [key]})
        assert refused.status_code == (302 if who == "wang_bianji" else 404)
    assert Version.objects.filter(record=record).count() == 1


def test_what_is_gone_meanwhile_is_said(desk, drafted):
    record, reviewer = sent_up(desk, drafted), desk("wu_baomi")
    hits = shown(reviewer, record)
    press(reviewer, record, hits[0])
    assert "请看最新" in press(reviewer, record, hits[1]).content.decode()


POSTS = WordList("posts", "title", "职务", "1", "", (), (Person("邵怀安", ("县长",)),))


def test_what_nothing_can_be_put_in_the_place_of_is_told_where_it_stands(desk, drafted):
    record, editor = drafted(body="<p>县住建局局长邵怀安到会。</p>"), desk("wang_bianji")
    steps = (("wang_bianji", "submit"), ("li_shenhe", "pass_review"), ("wu_baomi", "clear"), ("liu_qianfa", "publish"))

    def told() -> str:
        page = editor.get(f"/desk/r/{record.pk}/").content.decode()
        assert "原文件" not in page
        return re.search("这一处系统改不了，([^。]*)", page)[1]

    load_words(words=POSTS, by="lin_guanli", at=AT)
    assert told() == "请起草人在正文里改好"
    through(desk, record, steps[0])
    assert told() == "请退回起草人，在正文里改好"
    load_words(words=replace(POSTS, version="2", people=()), by="lin_guanli", at=AT)
    through(desk, record, *steps[1:3])
    assert do(desk("liu_qianfa"), record, "publish", channels=["website"], when="now").status_code == 302
    load_words(words=replace(POSTS, version="3"), by="lin_guanli", at=AT)
    assert told() == "请更正，在正文里改好"


def test_a_name_of_a_file_is_changed_with_the_file(desk, drafted):
    record = with_file(drafted, word("公示"), name=f"联系{PHONE}.docx")
    assert "请把文件改名再上传" in desk("wang_bianji").get(f"/desk/r/{record.pk}/").content.decode()


REVISED = paragraph(f'<w:del w:id="1" w:author="x">{run(PHONE, "delText")}</w:del>{run("电话略")}')


def with_file(drafted, data: bytes, name: str = "名单.docx"):
    record = drafted(uploads=SimpleUploadedFile(name, data))
    guarding.search_attachments(record)
    return record


def test_in_a_file_each_hit_says_where_it_lies_and_the_file_is_replaced_there(desk, drafted):
    data = word("公示", author=f"张三{PHONE}", xml={"": REVISED, "comments.xml": comments(f"电话{PHONE}")})
    record, editor = with_file(drafted, data), desk("wang_bianji")
    found = {each.hit.where for each in shown(editor, record) if each.hit.stops}
    assert found == {f"附件“名单.docx”，{where}" for where in ("正文的修订里删掉的文字", "批注", "文件属性“作者”")}
    hit = next(each.hit for each in shown(editor, record) if each.hit.sort.code == "trace")
    url = f"/desk/r/{record.pk}/guard/{hit.key}/replace/"
    assert url in editor.get(f"/desk/r/{record.pk}/").content.decode()
    form = editor.get(url).content.decode()
    assert "在这个附件里找到" in form and "正文的修订里删掉的文字" in form and PHONE not in form
    assert "请选改好的文件" in editor.post(url, {"seen": record.revision}).content.decode()
    bad = {"seen": record.revision, "file": SimpleUploadedFile("坏.docx", b"MZ\x90" * 99)}
    assert editor.post(url, bad).status_code == 422
    before = record.current
    good = {"seen": record.revision, "file": SimpleUploadedFile("名单（定稿）.docx", word("公示"))}
    assert "也重新查过" in editor.post(url, good, follow=True).content.decode()
    record.refresh_from_db()
    assert record.current == before + 1 and not guarding.look(record, Version.objects.get(record=record, number=record.current)).hits  # fmt: skip
    page = editor.get(f"/desk/r/{record.pk}/").content.decode()
    assert "名单（定稿）.docx" in page and "名单.docx" not in page.replace("名单（定稿）.docx", "").split("经过")[0]


def test_a_file_is_replaced_by_the_editor_of_a_draft_alone(desk, drafted):
    record = with_file(drafted, word("公示", xml={"comments.xml": comments(f"电话{PHONE}")}))
    hit = shown(desk("wang_bianji"), record)[0].hit
    url = f"/desk/r/{record.pk}/guard/{hit.key}/replace/"
    through(desk, record, ("wang_bianji", "submit"))
    for client in (desk("li_shenhe"), desk("sun_bianji")):
        assert [client.get(url).status_code, client.post(url).status_code] == [404, 404]
    assert url not in desk("wang_bianji").get(f"/desk/r/{record.pk}/").content.decode()
    sent = {"seen": record.revision, "file": SimpleUploadedFile("另.docx", word("公示"))}
    late = desk("wang_bianji").post(url, sent)
    assert late.status_code == 422 and "要换请先退回" in late.content.decode()
