"""What an issue says, and where its contents lead."""

import re
import struct
import zlib

import pytest
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE
from tests.plugins.cast import noon
from tests.plugins.scenes import policy, reworded, through

from gongkai.engines.site import build, tree
from gongkai.ground.files.actions import attach
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Relation, Section
from gongkai.kernel.records.queries import version_of
from gongkai.kinds.gazette import Gazette, printing
from gongkai.kinds.gazette.faces import site
from gongkai.pure.declare.kinds import FieldErrors

DAY = noon("2026-03-02")
ISSUE = {
    "title": "县住建局公报2026年第1期", "formed_on": "2026-03-02", "body": "<p>本期共2篇。</p>", "year": "2026年", "issue": "第1期", "running": "37", "issued_on": "2026-03-01",
    "contents": "文件名称｜文号｜栏目｜页码\n危房改造办法｜明建[2026]2号｜部门文件｜3\n大事记｜｜大事｜9",
}  # fmt: skip


def wrong(**changes) -> dict[str, str]:
    with pytest.raises(FieldErrors) as refused:
        Gazette.clean(ISSUE | changes)
    return refused.value.errors


@pytest.mark.parametrize(("day", "fits"), [("2026-03-01", True), ("2026-03-02", True), ("2026-03-03", False)])
def test_it_is_printed_before_it_is_told_of(day, fits):
    assert Gazette.clean(ISSUE | {"issued_on": day}) if fits else set(wrong(issued_on=day)) == {"issued_on"}


def test_its_contents_name_each_document_once():
    assert set(wrong(contents="")) == {"contents"} and set(wrong(issue="零期")) == {"issue"}
    assert "写了两次" in wrong(contents=ISSUE["contents"] + "\n再一次｜明建[2026]2号｜｜12")["contents"]


def test_its_line_and_its_linked_data():
    view = Gazette.clean(ISSUE) | {"unit": {"name": "县住建局"}}
    assert site.line(view) == ["2026年第1期（总第37期）", "2篇"] and site.state(view)[1] == "2026年第1期"
    assert site.linked(view)["issueNumber"] == "1" and len(site.linked(view)["hasPart"]) == 2


def test_its_contents_lead_to_the_documents_and_back_until_they_are_withdrawn(cast, home):
    document, by = policy(cast), cast.actor("wang_bianji")
    through(cast, document, "published")
    issue = records.draft(
        kind="gazette", unit=cast.units["zjj"], section=Section.objects.get(pk="notices"), content=ISSUE, by=by, at=DAY
    )
    through(cast, issue, "published")
    assert [(each.kind, each.target_id) for each in Relation.objects.all()] == [("prints", document.pk)]
    build.full()
    page, back = (tree.current() / "r" / each.pk / "index.html" for each in (issue, document))
    assert f'<a href="/r/{document.pk}/">危房改造办法</a>' in page.read_text()
    assert "刊登本件的公报" in back.read_text() and f"/r/{issue.pk}/" in back.read_text()
    records.withdraw(
        record=document, ground="错发", keep_title=True, by=cast.actor("liu_qianfa"), at=noon("2026-03-04")
    )
    build.catch_up()
    assert f'href="/r/{document.pk}/"' not in page.read_text() and "危房改造办法" in page.read_text()


def test_a_correction_makes_no_relation_twice(cast, home):
    through(cast, policy(cast), "published")
    by = cast.actor("wang_bianji")
    issue = records.draft(
        kind="gazette", unit=cast.units["zjj"], section=Section.objects.get(pk="notices"), content=ISSUE, by=by, at=DAY
    )
    through(cast, issue, "published")
    records.revise(record=issue, reason="补目录", hide_old=False, by=by, at=DAY)
    reworded(cast, issue)
    through(cast, issue, "published")
    assert Relation.objects.count() == 1


def text_of(path) -> list[str]:
    pdf = PdfDocument(path.read_bytes())
    return [page.get_textpage().get_text_range() for page in pdf]


def test_it_is_printed_with_contents_and_page_numbers_and_without_what_was_withdrawn(cast, home):
    by, section = cast.actor("wang_bianji"), Section.objects.get(pk="notices")
    long = "<p>第一条#为了*保障$住房。</p>" * 120 + "<table><tr><td>甲</td><td>乙</td></tr></table>"
    document = policy(cast, body=long)
    through(cast, document, "published")
    shown = records.draft(kind="notice", unit=cast.units["zjj"], section=section, by=by, at=DAY, content={"title": "大事记", "formed_on": "2026-03-02", "body": "<p>三月大事。</p><p class='align-right'>三月编</p>"})  # fmt: skip
    through(cast, shown, "published")
    contents = f"文件名称｜文号｜栏目｜页码\n危房改造办法｜{document.document_number}｜部门文件｜3\n大事记｜{shown.index_number}｜大事｜9\n没有上网的｜｜大事｜12"
    issue = records.draft(
        kind="gazette", unit=cast.units["zjj"], section=section, content=ISSUE | {"contents": contents}, by=by, at=DAY
    )
    through(cast, issue, "published")
    build.full()
    paper = tree.current() / "r" / issue.pk / "paper.pdf"
    cover, listed, first, *rest, last = text_of(paper)
    assert "2026年第1期（总第37期）" in cover and "明川县住房和城乡建设局公报" in cover
    assert "第一条#为了*保障$住房。" in first and "三月大事。" in last and len(rest) >= 1
    pages = re.findall(r"(危房改造办法|大事记|没有上网的).*?(\d+|未收全文)\s*$", listed, re.MULTILINE)
    assert pages == [("危房改造办法", "1"), ("大事记", str(len(rest) + 2)), ("没有上网的", "未收全文")]
    assert f"— {len(rest) + 2} —" in last
    assert "2026年3月2日" in rest[-1] and "2026年3月2日" not in last, "what ends with a signature is not signed again"
    assert f"/r/{issue.pk}/paper.pdf" in (paper.parent / "index.html").read_text("utf-8")
    before = paper.read_bytes()
    build.full()
    assert (tree.current() / "r" / issue.pk / "paper.pdf").read_bytes() == before
    records.withdraw(record=shown, ground="个人隐私", keep_title=False, by=cast.actor("liu_qianfa"), at=DAY)
    build.catch_up()
    assert "三月大事" not in "".join(text_of(tree.current() / "r" / issue.pk / "paper.pdf"))
    records.withdraw(record=document, ground="个人隐私", keep_title=False, by=cast.actor("liu_qianfa"), at=DAY)
    build.catch_up()
    assert not (tree.current() / "r" / issue.pk / "paper.pdf").exists()


def png(width: int, height: int, *, broken: bool = False) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([n % 251, 90, 160]) * width for n in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = b"\0" * 9 if broken else zlib.compress(rows)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def pictures_in(pdf: PdfDocument) -> int:
    return sum(found.type == FPDF_PAGEOBJ_IMAGE for page in pdf for found in page.get_objects())


def test_pictures_are_printed_where_they_stand_and_attachments_behind_the_text(cast, home):
    by, document = cast.actor("wang_bianji"), policy(cast)
    files = {"流程.png": png(1200, 300), "现场.png": png(40, 900), "名单.txt": "甲、乙".encode()}
    stored = [attach(owner=document.ref, name=name, data=data, by=by.name, at=DAY) for name, data in files.items()]
    body = f'<p>流程如下：</p><p><img src="attachment:{stored[0].public_id}" alt="办理流程图"></p><p>请照此办理。</p>'
    content = version_of(document).values() | {"body": body, "attachments": [each.public_id for each in stored]}
    records.save(record=document, content=content, by=by, at=DAY)
    document.refresh_from_db()
    through(cast, document, "published")
    contents = f"文件名称｜文号｜栏目｜页码\n危房改造办法｜{document.document_number}｜｜"
    issue = records.draft(kind="gazette", unit=cast.units["zjj"], section=Section.objects.get(pk="notices"), content=ISSUE | {"contents": contents}, by=by, at=DAY)  # fmt: skip
    through(cast, issue, "published")
    build.full()
    paper = tree.current() / "r" / issue.pk / "paper.pdf"
    text = "".join(text_of(paper))
    assert pictures_in(PdfDocument(paper.read_bytes())) == 2
    assert text.index("流程如下") < text.index("办理流程图") < text.index("请照此办理")
    assert re.search(r"附件：\s*1. 现场.png", text) and "2. 名单.txt（见网站）" in text and "流程.png" not in text


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        (png(9, 9), 1),
        (png(9, 9, broken=True), 0),
        (png(1, 1)[:16] + struct.pack(">II", 90_000, 90_000) + png(1, 1)[24:], 0),
    ],
    ids=["good", "broken", "too large unpacked"],
)
def test_a_picture_that_cannot_be_set_is_left_to_the_site_and_the_issue_is_whole(tmp_path, picture, shown):
    (path := tmp_path / "stored").write_bytes(picture)
    unit = {"name": "县住建局"}
    body = '<p>流程如下：</p><img src="attachment:p1" alt="办理流程图"><p>请照此办理。</p>'
    document = {"title": "办法", "document_number": "明建〔2026〕2号", "unit": unit, "formed_on": "2026-03-02", "body": body, "attachments": []}  # fmt: skip
    issue = Gazette.clean(ISSUE) | {"unit": unit}
    made = [printing.issue(issue, {"d": document}, {"危房改造办法": "d"}, {"p1": path}) for _ in range(2)]
    assert made[0] == made[1], "the same bytes from the same documents"
    pdf = PdfDocument(made[0])
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert (
        pictures_in(pdf) == shown and ("（图见网站：办理流程图）" in text) is not bool(shown) and "请照此办理" in text
    )
