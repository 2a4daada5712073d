"""A draft from a Word document at the desk: shown in the editor first, stored when it is saved; and a record taken along as one."""

import re
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.plugins.cast import noon
from tests.plugins.scenes import draft
from tests.test_access import desk

from gongkai.doors import edge
from gongkai.engines.exchange import word
from gongkai.engines.exchange.tests.conftest import reads_at_once  # noqa: F401
from gongkai.engines.exchange.tests.test_word import PAPER, PNG, paper, saved
from gongkai.ground.files.queries import by_ids
from gongkai.ground.files.tests import samples
from gongkai.ground.files.tests.test_packs import packed
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import version_of

URL = "/desk/r/new/policy/word/"


@pytest.fixture(autouse=True)
def day(monkeypatch, home, reads_at_once):  # noqa: F811
    monkeypatch.setattr(edge, "now", lambda: noon("2026-03-03"))


def sent(data: bytes, name: str = "通知.docx") -> dict:
    return {"document": SimpleUploadedFile(name, data)}


def with_picture() -> bytes:
    made = paper(*PAPER)
    made.add_paragraph().add_run().add_picture(BytesIO(PNG))
    return saved(made)


def fields(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if (
            name
            and name[1] not in ("csrfmiddlewaretoken", "drop_file", "uploads", "q")
            and 'type="checkbox"' not in tag
        ):
            found.setdefault(name[1], []).append(value[1] if value else "")
    return found


def test_what_was_recognised_stands_in_the_editor_and_nothing_is_stored(cast):
    answer = desk(cast, "wang_bianji").post(URL, sent(saved(paper(*PAPER))))
    page = answer.content.decode()
    assert answer.status_code == 200 and not Record.objects.exists()
    assert 'value="明川县住房和城乡建设局关于印发《明川县危房改造办法》的通知"' in page
    assert 'value="明建〔2026〕3号"' in page and 'value="2026-03-01"' in page and "还没有保存，请核对" in page
    assert "版记（抄送、印发）没有放进正文。" in page and 'action="/desk/r/new/policy/?unit=zjj"' in page


def test_saved_it_is_a_draft_with_its_pictures_and_attachments(cast):
    client = desk(cast, "wang_bianji")
    more = {"more": [SimpleUploadedFile("名单.txt", b"abc")]}
    page = client.post(URL, sent(with_picture()) | more).content.decode()
    body = word.read(with_picture()).body
    answer = client.post("/desk/r/new/policy/?unit=zjj", fields(page) | {"section": "policy", "body": body})
    record = Record.objects.get()
    assert answer.headers["location"] == f"/desk/r/{record.pk}/"
    content = version_of(record).values()
    picture, other = by_ids(content["attachments"])
    assert (picture.name, other.name) == ("图1.png", "名单.txt")
    assert f'src="attachment:{picture.public_id}"' in content["body"]
    again = client.post("/desk/r/new/policy/?unit=zjj", fields(page) | {"section": "policy", "body": body}, follow=True)
    assert "没有存第二份" in again.content.decode() and Record.objects.count() == 1


def test_what_was_not_recognised_is_told(cast):
    page = desk(cast, "wang_bianji").post(URL, sent(saved(paper(("现予公告，自3月起。", None))))).content.decode()
    assert page.count("没有认出，请自己填写") == 3


def test_another_organs_paper_is_told(cast):
    page = desk(cast, "sun_bianji").post(URL, sent(saved(paper(*PAPER)))).content.decode()
    assert "您在为卫生健康委员会起草，请核对单位" in page


@pytest.mark.parametrize(
    "data, name, sentence",
    [
        (samples.docx(main=samples.MACRO_WORD), "a.docm", "带有宏"),
        (samples.docx({"word/vbaProject.bin": b"x"}), "a.docx", "带有宏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "旧版Word"),
        (samples.PDF, "a.pdf", "不是docx文件"),
        (saved(docx.Document()), "空.docx", "没有正文"),
    ],
)
def test_a_file_that_is_not_taken_says_what_to_do(cast, data, name, sentence):
    answer = desk(cast, "wang_bianji").post(URL, sent(data, name))
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_a_record_is_taken_along_as_a_document_and_that_is_a_fact(cast):
    record = draft(cast)
    answer = desk(cast, "wang_bianji").post(f"/desk/r/{record.pk}/export")
    assert word.read(answer.content).said["发布机构"] == "明川县住房和城乡建设局"
    assert Fact.objects.latest("idx").name == "records.exported"
    assert desk(cast, "sun_bianji").post(f"/desk/r/{record.pk}/export").status_code == 404


def test_several_documents_are_rows_of_one_import(cast):
    files = [
        SimpleUploadedFile(f"{n}.docx", saved(paper((f"关于第{n}批公租房的公告", None), *PAPER[5:8]))) for n in (1, 2)
    ]
    client = desk(cast, "wang_bianji")
    page = client.post("/desk/r/import/notice/", {"file": files, "section": "notices"}).content.decode()
    assert "“1.docx”等2个文件" in page and "新增2行" in page
    client.post("/desk/r/import/notice/", fields(page) | {"do": "enter"})
    assert sorted(r.title for r in Record.objects.all()) == ["关于第1批公租房的公告", "关于第2批公租房的公告"]


def test_a_pack_of_documents_with_their_attachments_is_shown_and_entered(cast):
    lines = [(f"关于第{n}批公租房的公告", None) for n in (1, 2)]
    pack = packed(
        ("材料/第1批/公告.docx", saved(paper(lines[0], *PAPER[5:8]))),
        ("材料/第1批/名单.txt", "名单".encode()),
        ("材料/第2批/公告.docx", saved(paper(lines[1], *PAPER[5:8]))),
    )
    client = desk(cast, "wang_bianji")
    sent = {"file": SimpleUploadedFile("材料.zip", pack)}
    page = client.post("/desk/r/import/notice/", sent).content.decode()
    assert "要改2行" in page and "有2行没有写公开目录" in page
    (waiting,) = set(fields(page)["kept_file"])
    again = {"unit": "zjj", "kept_file": waiting, "section": "notices"}
    page = client.post("/desk/r/import/notice/", again).content.decode()
    assert (
        "新增2行" in page
        and "放到哪个栏目" not in page
        and "文件：第1批/公告.docx" in page
        and "附件1个：名单.txt" in page
    )
    (mark,) = fields(page)["mark"]
    client.post("/desk/r/import/notice/", again | {"mark": mark, "do": "enter"})
    found = {r.title: len(version_of(r).values()["attachments"]) for r in Record.objects.all()}
    assert found == {"关于第1批公租房的公告": 1, "关于第2批公租房的公告": 0}
