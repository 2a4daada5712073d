"""Logbooks on the desk: entered by the unit's editor, put right, struck, said to be none; seen by the unit and those above it."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from gongkai.kernel.logbooks.models import Entry

TRAINING = {"on": "2026-2-26", "title": "政务公开业务培训", "attendees": "1,286", "days": "1.5"}
BASE = "/desk/logbooks/"


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def editor(desk, today):
    return desk("wang_bianji")


@pytest.fixture
def office(desk, today):
    return desk("gao_gongkai")


def entered(client, code: str = "trainings", **said: str) -> Entry:
    page = text(client.post(f"{BASE}{code}/new/", TRAINING | said, follow=True))
    assert "已经登记。" in page
    return Entry.objects.latest("pk") if Entry.objects.count() == 1 else Entry.objects.order_by("-on", "-code")[0]


def test_entered_put_right_and_struck(editor):
    sheet = SimpleUploadedFile("签到表.txt", "王敏".encode())
    page = text(editor.post(f"{BASE}trainings/new/", TRAINING | {"evidence": sheet}, follow=True))
    assert "政务公开业务培训" in page and "1,286" in page and "2026年合计 1笔" in page
    entry = Entry.objects.get()
    base = f"{BASE}e/{entry.code}/"
    page = text(editor.get(base))
    assert "签到表.txt" in page and "登记一笔" in page and "王敏" in page
    page = text(
        editor.post(
            f"{base}do/amend/", TRAINING | {"attendees": "128", "because": "多写了一位", "seen": "0"}, follow=True
        )
    )
    assert "已经改好" in page and "128" in page and "改了登记：多写了一位" in page
    page = text(editor.post(f"{base}do/amend/", TRAINING | {"because": "旧页面", "seen": "0"}), 422)
    assert "刚才" in page and "旧页面" in page
    page = text(editor.post(f"{base}do/strike/", {"because": "登记重了"}, follow=True))
    assert "已撤销" in page and "没有要您办的事" in page
    assert "2026年合计 0笔" in text(editor.get(f"{BASE}trainings/"))


def test_what_is_wrong_stays_on_the_form(editor):
    page = text(editor.post(f"{BASE}trainings/new/", TRAINING | {"attendees": "约一千", "on": "2026-3-3"}), 422)
    assert "参加人次请写成12这样的整数" in page and "约一千" in page and "举办日期还没有到" in page
    assert not Entry.objects.exists()


def test_nothing_in_a_year_is_said_and_gives_way(editor, office):
    page = text(office.get(f"{BASE}trainings/"))
    assert "2026年还没有登记的单位（2个）" in page
    page = text(editor.post(f"{BASE}trainings/none/", {"unit": "zjj", "year": "2026"}, follow=True))
    assert "2026年没有" in page
    assert "2026年还没有登记的单位（1个）" in text(office.get(f"{BASE}trainings/"))
    entered(editor)
    page = text(editor.post(f"{BASE}trainings/none/", {"unit": "zjj", "year": "2026"}), 422)
    assert "不能说没有" in page


def test_the_office_sees_all_and_another_unit_nothing(editor, office, desk):
    entry = entered(editor)
    assert "政务公开业务培训" in text(office.get(f"{BASE}trainings/"))
    assert "已登记" in text(editor.get(BASE)) and "2个单位没登记" in text(office.get(BASE))
    other = desk("sun_bianji")
    assert "政务公开业务培训" not in text(other.get(f"{BASE}trainings/"))
    assert [other.get(f"{BASE}e/{entry.code}/{rest}").status_code for rest in ("", "do/amend/")] == [404, 404]
    watcher = desk("he_jiancha")
    assert "没有要您办的事" in text(watcher.get(f"{BASE}e/{entry.code}/"))
    assert watcher.get(f"{BASE}trainings/new/").status_code == 404


def test_staff_stand_until_the_next_and_end(editor):
    staff = {"office_name": "政务公开股", "special": "on", "full_time": "2", "part_time": "5"}
    text(editor.post(f"{BASE}staff/new/", staff | {"on": "2025-1-1"}, follow=True))
    page = text(editor.post(f"{BASE}staff/new/", staff | {"on": "2025-7-1", "full_time": "3"}, follow=True))
    assert "到2025-07-01前" in page
    assert "政务公开股" in text(editor.get(f"{BASE}staff/?year=2026"))
    entry = Entry.objects.get(until=None)
    page = text(editor.post(f"{BASE}e/{entry.code}/do/end/", {"last_on": "2026-2-28"}, follow=True))
    assert "到2026年2月28日为止" in page


def test_exported_it_holds_what_the_page_shows_and_no_formula(editor):
    entered(editor, title="=1+1")
    response = editor.post(f"{BASE}trainings/export?year=2026")
    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
    assert rows[3][:4] == ("举办日期", "单位", "培训名称", "参加人次")
    assert rows[4][:4] == ("2026-02-26", "住房和城乡建设局", "=1+1", "1286")


def sheet(*rows: list[str]) -> SimpleUploadedFile:
    book = Workbook()
    for row in (["举办日期", "培训名称", "人次", "天数"], *rows):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile("培训.xlsx", out.getvalue())


def kept(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def test_a_sheet_comes_in_after_it_was_looked_at_and_never_twice(editor):
    rows = (
        ["2026年2月5日", "审核培训", "40", "1"],
        ["2026/2/6", "答复培训", "许多人", ""],
        ["2026-4-1", "还没有办", "3", ""],
    )
    path = f"{BASE}trainings/import/"
    page = text(editor.post(path, {"file": sheet(*rows)}))
    assert "参加人次请写成12这样的整数" in page and "举办日期还没有到" in page and not Entry.objects.exists()
    said = {"do": "enter", "unit": "zjj", "kept_file": kept(page, "kept_file"), "mark": kept(page, "mark")}
    page = text(editor.post(path, said))
    assert "导入了1行" in page
    assert [(e.title, e.values["attendees"], e.on.isoformat()) for e in Entry.objects.all()] == [
        ("审核培训", 40, "2026-02-05")
    ]
    page = text(editor.post(path, {"file": sheet(rows[0])}))
    assert "已经有了" in page and "都导入了" in page and Entry.objects.count() == 1


@pytest.mark.parametrize(
    "path", ["no-such/", "trainings/?year=1999", "trainings/?year=2027", "e/0123/", "e/0123/do/amend/"]
)
def test_what_is_not_there(editor, path):
    assert editor.get(f"{BASE}{path}").status_code == 404
