"""Import and export at the desk: looked at first, entered by consent, given back to be mended; the list goes out within scope."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook
from tests.plugins.cast import noon
from tests.plugins.scenes import draft
from tests.test_access import desk

from gongkai.doors import edge
from gongkai.engines.exchange.tests.conftest import reads_at_once  # noqa: F401
from gongkai.ground.files.tests.test_packs import packed
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.records.models import Record

HEADS = ["标题", "文号", "成文日期", "公开目录", "正文"]
GOOD, BAD = ["公租房公告", "", "2026-03-01", "公告公示", "现予公告。"], ["", "", "2026-03-01", "公告公示", "没有标题"]
URL = "/desk/r/import/notice/"


@pytest.fixture(autouse=True)
def day(monkeypatch, home, reads_at_once):  # noqa: F811
    monkeypatch.setattr(edge, "now", lambda: noon("2026-03-03"))


def sheet(*rows, name="公告.xlsx") -> SimpleUploadedFile:
    book = Workbook()
    for row in (HEADS, *rows):
        book.active.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return SimpleUploadedFile(name, buffer.getvalue())


def looked(client, *rows, **more):
    answer = client.post(URL, {"file": sheet(*rows)} | more)
    page = answer.content.decode()
    hidden = dict(re.findall(r'name="(kept_file|mark|unit|section)" value="([^"]*)"', page))
    return answer, page, hidden


def test_rows_are_shown_before_anything_happens(cast):
    answer, page, _ = looked(desk(cast, "wang_bianji"), GOOD, BAD)
    assert answer.status_code == 200 and not Record.objects.exists()
    assert "新增1行" in page and "要改1行" in page and "请填写标题" in page and "导入这1行" in page


def test_what_new_rows_will_yet_need_is_in_sight(cast):
    client, address, book = desk(cast, "wang_bianji"), URL.replace("notice", "policy"), Workbook()
    book.active.append(["标题", "成文日期", "公开目录", "正文"])
    for n in range(3):
        book.active.append([f"第{n}号办法", "2026-03-01", "政策文件", "第一条"])
    buffer = BytesIO()
    book.save(buffer)
    page = client.post(address, {"file": SimpleUploadedFile("政策.xlsx", buffer.getvalue())}).content.decode()
    assert '<details class="rows" open>' in page and "导入这3行" in page
    assert '<b class="n">3行</b>：没有写“不另作解读的理由”' in page
    assert '<details class="rows">' in looked(client, GOOD)[1]  # a notice needs none


def test_entering_needs_consent_and_leads_to_the_drafts(cast):
    client = desk(cast, "wang_bianji")
    _, _, hidden = looked(client, GOOD, BAD)
    answer = client.post(URL, hidden | {"do": "enter"})
    assert answer.headers["location"] == "/desk/r/?kind=notice&state=draft"
    assert [r.title for r in Record.objects.all()] == ["公租房公告"]
    assert "导入了1行" in client.get(answer.headers["location"]).content.decode()


def test_pressed_twice_enters_once(cast):
    client = desk(cast, "wang_bianji")
    _, _, hidden = looked(client, GOOD)
    client.post(URL, hidden | {"do": "enter"})
    again = client.post(URL, {"file": sheet(GOOD), "do": "enter", "mark": hidden["mark"]})
    page = again.content.decode()
    assert Record.objects.count() == 1 and "请再看一遍" in page and "没有变化1行" in page and "没有要导入的行" in page


def test_consent_is_to_what_was_shown(cast):
    """What changed meanwhile is looked at again."""
    client = desk(cast, "wang_bianji")
    _, _, hidden = looked(client, ["公租房轮候公示", "", "2026-03-02", "公告公示", "改过"])
    draft(cast)
    answer = client.post(URL, hidden | {"do": "enter"})
    assert answer.status_code == 200 and "请再看一遍" in answer.content.decode()
    assert Record.objects.count() == 1 and Record.objects.get().current == 1


def test_the_rows_to_mend_come_back_as_a_sheet(cast):
    client = desk(cast, "wang_bianji")
    _, _, hidden = looked(client, GOOD, BAD)
    answer = client.post(URL, hidden | {"do": "back"})
    heads, line = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    assert heads[:3] == ("怎么改", "处理结果", "标题") and line[0] == "请填写标题" and line[-1] == "没有标题"


@pytest.mark.parametrize(
    "name, data, sentence",
    [
        ("a.pdf", b"%PDF-1.7\n%%EOF\n", "不是表格"),
        ("a.xlsm", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版"),
        ("a.zip", b"PK\x03\x04broken", "重新压缩成zip"),
        ("a.zip", packed(("名单.txt", b"a")), "没有找到Word文件"),
        ("a.csv", "姓名,年龄\n甲,3\n".encode(), "没有找到列名"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(cast, name, data, sentence):
    answer = desk(cast, "wang_bianji").post(URL, {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_without_a_file_it_is_asked_for(cast):
    assert desk(cast, "wang_bianji").post(URL, {}).status_code == 422


def test_rows_without_a_section_go_where_the_form_says(cast):
    client = desk(cast, "wang_bianji")
    bare = [*GOOD[:3], "", GOOD[4]]
    assert "没有写公开目录，请写上" in looked(client, bare)[1]
    _, page, hidden = looked(client, bare, section="policy")
    assert "新增1行" in page and hidden["section"] == "policy"
    client.post(URL, hidden | {"do": "enter"})
    assert Record.objects.get().section_id == "policy"


def test_the_template_is_a_sheet_with_the_kinds_columns(cast):
    answer = desk(cast, "wang_bianji").get(f"{URL}template")
    assert [c.value for c in load_workbook(BytesIO(answer.content)).worksheets[0][1]][:3] == [
        "索引号",
        "公开目录",
        "标题",
    ]


def test_the_list_goes_out_within_scope_and_leaves_a_fact(cast):
    draft(cast)
    found = {}
    for username in ("wang_bianji", "sun_bianji", "gao_gongkai"):
        answer = desk(cast, username).post("/desk/r/export?kind=notice", {"form": "xlsx"})
        rows = load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(min_row=2, values_only=True) if answer.content else ()  # fmt: skip
        found[username] = [row[3] for row in rows]
    assert found == {"wang_bianji": ["公租房轮候公示"], "sun_bianji": [], "gao_gongkai": ["公租房轮候公示"]}
    assert Fact.objects.filter(name="records.exported").count() == 2


def test_the_list_as_csv_and_by_state(cast):
    draft(cast)
    client = desk(cast, "wang_bianji")
    assert "公租房轮候公示" in client.post("/desk/r/export?kind=notice", {"form": "csv"}).content.decode("utf-8-sig")
    answer = client.post("/desk/r/export?kind=notice&state=published", {"form": "csv"}, follow=True)
    assert "没有可以导出的信息" in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["/desk/r/export", "/desk/r/export?kind=none", "/desk/r/export?kind=notice&state=none"]
)
def test_an_export_of_nothing_in_particular_is_not_there(cast, path):
    assert desk(cast, "wang_bianji").post(path).status_code == 404


def test_too_many_to_take_out_at_once(cast, monkeypatch):
    from gongkai.doors.desk import tables

    draft(cast)
    client = desk(cast, "wang_bianji")
    for most, status in ((0, 302), (1, 200), (2, 200)):
        monkeypatch.setattr(tables, "MOST_OUT", most)
        assert client.post("/desk/r/export?kind=notice").status_code == status
    assert Fact.objects.filter(name="records.exported").count() == 2


def test_the_list_offers_its_export_once_a_kind_is_chosen(cast):
    draft(cast)
    client = desk(cast, "wang_bianji")
    assert "/desk/r/export?kind=notice" in client.get("/desk/r/?kind=notice").content.decode()
    assert "/desk/r/export" not in client.get("/desk/r/").content.decode()
    assert "/desk/r/export" not in client.get("/desk/r/?kind=notice&state=discarded").content.decode()


def test_what_is_entered_may_be_submitted_with_it(cast):
    client = desk(cast, "wang_bianji")
    _, _, hidden = looked(client, GOOD)
    answer = client.post(URL, hidden | {"do": "enter", "submit": "on"})
    assert answer.headers["location"] == "/desk/r/?kind=notice&state=unit_review"
    assert Record.objects.get().state == "unit_review"
