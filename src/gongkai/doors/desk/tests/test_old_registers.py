"""An old register comes in from a sheet: looked at first, by parts, going on where it broke off; what is to be mended is given back."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from gongkai.doors.desk import taking_in
from gongkai.ground.files.tests.samples import PNG
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import importing

PATH = "/desk/register/import/foi/"
HEADS = ("登记号", "受理日期", "来件方式", "申请人类别", "姓名", "申请公开内容", "答复日期", "办理结果", "备注")


def line(n: int, **changes) -> list[str]:
    values = dict(
        zip(
            HEADS,
            (str(n), "2018年3月2日", "信函", "公民", f"张{n}", f"第{n}份名单", "2018/3/9", "同意公开", "无"),
            strict=True,
        )
    )
    return list((values | changes).values())


def sheet(*rows, heads=HEADS, title=True) -> SimpleUploadedFile:
    book = Workbook()
    if title:
        book.active.append(["明川县住建局2018年申请台账"])
    for row in (heads, *rows):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile("旧台账.xlsx", out.getvalue())


@pytest.fixture
def head(desk):
    return desk("liu_qianfa")


def look(client, file):
    return client.post(PATH, {"file": file, "do": "look"})


def go_on(client, page, do="enter", **changes):
    """Press the button of a page that shows what would happen."""
    values = {"unit": page.context["unit"].code, "do": do, "mark": page.context["mark"]}
    return client.post(PATH, values | {"kept_file": [each.token for each in page.context["waiting"]]} | changes)


def sorts(page) -> dict[str, int]:
    return {group["name"]: group["count"] for group in page.context["groups_of_rows"]}


def test_nothing_is_taken_before_it_was_looked_at(head):
    page = look(head, sheet(line(1), line(2, 办理结果="不公开"), line(3, 答复日期="2018-05-30")))
    assert sorts(page) == {"wrong": 1, "doubt": 1, "new": 1} and not Case.objects.exists()
    said = page.content.decode()
    assert "这些列没有读：备注" in said and "结果：“不公开”不是2008年条例的办理结果" in said and "2018年收到" in said
    done = go_on(head, page)
    assert Case.objects.count() == 2 and sorts(done) == {"wrong": 1, "known": 2}
    assert "导入了2行" in done.content.decode()


def test_a_long_register_goes_in_by_presses_and_goes_on(head, monkeypatch):
    monkeypatch.setattr(taking_in, "PART", 2), monkeypatch.setattr(taking_in, "AT_ONCE", 3)
    page = look(head, sheet(*(line(n) for n in range(5))))
    page = go_on(head, page)
    assert Case.objects.count() == 3 and 'value="3">3/5</progress>' in page.content.decode()
    page = go_on(head, page)
    assert Case.objects.count() == 5 and "都导入了" in page.content.decode()
    assert sorts(look(head, sheet(*(line(n) for n in range(6))))) == {"new": 1, "known": 5}


def test_what_breaks_off_keeps_what_is_in_and_says_why(head, monkeypatch):
    monkeypatch.setattr(taking_in, "PART", 1)
    taken, real = [], importing.take_in_part

    def breaks(*, rows, **more):
        if taken:
            raise StepRefused("正在备份，请等一会儿")
        taken.append(rows)
        return real(rows=rows, **more)

    page = look(head, sheet(line(1), line(2)))
    monkeypatch.setattr(importing, "take_in_part", breaks)
    page = go_on(head, page)
    assert Case.objects.count() == 1 and "正在备份" in page.content.decode() and "还有1行" in page.content.decode()


def test_consent_is_to_what_was_shown(head):
    page = look(head, sheet(line(1)))
    again = go_on(head, page, mark="0" * 20)
    assert not Case.objects.exists() and "看过以后有了变化" in again.content.decode()
    go_on(head, page)
    twice = go_on(head, page)
    assert Case.objects.count() == 1 and twice.status_code == 422


def test_the_rows_to_be_mended_come_back_as_they_were_with_what_to_do(head):
    page = look(head, sheet(line(1), line(2, 来件方式="飞鸽", 姓名="+1+1")))
    back = load_workbook(BytesIO(go_on(head, page, do="back").content)).active
    rows = list(back.iter_rows(values_only=True))
    assert rows[0][:3] == ("怎么改", "处理结果", "登记号") and len(rows) == 2
    assert "方式：“飞鸽”认不出来" in rows[1][0] and rows[1][2] == "2" and back["G2"].data_type == "s"


@pytest.mark.parametrize(
    "file, said",
    [
        (sheet(line(1)[:3], heads=HEADS[:3]), "表里没有这几列：申请人类别"), (sheet(), "只有列名"), (sheet(["甲", "乙"], heads=("子", "丑")), "没有找到列名"),
        (SimpleUploadedFile("台账.png", PNG), "不是表格"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_register_is_told_so(head, file, said):
    file.seek(0)
    page = look(head, file)
    assert page.status_code == 422 and said in page.content.decode()


def test_the_template_comes_back_in(head):
    content = head.get(f"{PATH}template").content
    book = load_workbook(BytesIO(content))
    top = [cell.value for cell in book.worksheets[0][1]]
    assert top == [column.label for column in importing.COLUMNS]
    told = {row[0]: row[1] for row in book.worksheets[1].iter_rows(values_only=True)}
    assert "予以公开" in told["结果（2019年条例）"] and "必填" in told["登记号"]
    book.worksheets[0].append(["1", "2020-03-02", "网络", "自然人", "张三", "名单", "2020-03-20", "予以公开", "", ""])
    out = BytesIO()
    book.save(out)
    assert sorts(look(head, SimpleUploadedFile("模板.xlsx", out.getvalue()))) == {"new": 1}


@pytest.mark.parametrize("username, status", [("liu_qianfa", 200), ("gao_gongkai", 200), ("zhou_jingban", 404), ("he_jiancha", 404), ("wang_bianji", 404)])  # fmt: skip
def test_it_is_for_the_head_of_the_office_or_the_office_above(desk, username, status):
    assert {desk(username).get(url).status_code for url in (PATH, f"{PATH}template")} == {status}
    assert ("导入旧台账" in desk(username).get("/desk/register/").content.decode()) is (status == 200)


@pytest.mark.parametrize(
    "path", [f"{PATH}?unit=wjw", "/desk/register/import/litigation/", "/desk/register/import/none/"]
)
def test_what_is_not_theirs_is_not_there(head, path):
    assert head.get(path).status_code == 404


def test_what_came_in_is_marked_in_the_register_and_its_page_opens(head, application):
    application()
    go_on(head, look(head, sheet(line(1))))
    found = {
        query: [e.old for e in head.get(f"/desk/register/{query}").context["lines"]]
        for query in ("", "?came_in=yes", "?came_in=no")
    }
    assert found == {"": [True, False], "?came_in=yes": [True], "?came_in=no": [False]}
    case = Case.objects.get(reference="2018-0001")
    page = head.get(f"/desk/c/{case.reference}/")
    said = page.content.decode()
    assert (
        page.status_code == 200
        and "没有在这里计时" in said
        and "发出前要过的关" not in said
        and "更正收到日期" not in said
    )


def test_another_sheet_of_the_file_is_told_of(head):
    """An office keeps a sheet a year: none is to be missing from the tables without a word."""
    book = Workbook()
    for name, rows in (("2020年", [HEADS, line(1)]), ("2021年", [HEADS, line(2)]), ("说明", [["本表由办公室填写"]])):
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.remove(book.worksheets[0])
    out = BytesIO()
    book.save(out)
    shown = look(head, SimpleUploadedFile("旧台账.xlsx", out.getvalue())).content.decode()
    assert "只读了工作表“2020年”。“2021年”也是台账，没有读" in shown and "没有列名，没有读：“说明”" in shown


def test_the_old_number_stands_on_the_case_and_finds_it(head):
    go_on(head, look(head, sheet(line(1, 登记号="2018-14"), line(2, 登记号="2018-15"))))
    case = next(c for c in Case.objects.all() if cases.old_numbers([c.ref])[c.ref] == "2018-14")
    page = head.get(f"/desk/c/{case.reference}/").content.decode()
    assert "旧台账的登记号" in page and "2018-14" in page
    listed = head.get("/desk/register/?q=2018-14")
    assert [each.reference for each in listed.context["lines"]] == [case.reference]
    assert "原2018-14" in listed.content.decode()
    found = head.get("/desk/search?q=2018-14").content.decode()
    assert case.reference in found and found.count("/desk/c/") == 1
