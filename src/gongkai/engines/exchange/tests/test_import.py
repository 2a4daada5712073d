"""A sheet comes in: what is said of each row, what is entered, and what happens when it comes again."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from tests.plugins.cast import noon

from gongkai.engines.exchange import actions, outward
from gongkai.engines.exchange.planning import CHANGE, NEW, SAME, WRONG, Plan, plan
from gongkai.engines.exchange.tables import TableRefused
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.course import Unready
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import version_of
from gongkai.pure import declare

DAY, LATER = noon("2026-03-02"), noon("2026-03-03")
HEADS = ["标题", "发文字号", "发文日期", "栏目", "内容", "不解读的理由"]


pytestmark = pytest.mark.usefixtures("reads_at_once")


def sheet(*rows, heads=HEADS, above=(), kind=None) -> bytes:
    book = Workbook()
    for row in (*above, heads, *rows):
        book.active.append(list(row))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def row(number: int, **more) -> list:
    """A row that can be taken."""
    said = {"title": f"第{number}号办法", "document": f"明建〔2026〕{number}号", "day": "2026-03-01", "section": "政策文件", "body": "第一条\n第二条", "why_not": "内容单一"}  # fmt: skip
    return list((said | more).values())


def planned(cast, content: bytes, kind: str = "policy", form: str = "xlsx", unit: str = "zjj", at=DAY, **more) -> Plan:
    return plan(kind=declare.kind(kind), unit=cast.units[unit], content=content, form=form, at=at, **more)


def entered(cast, content: bytes, at=DAY, **more) -> Plan:
    found = planned(cast, content, at=at)
    actions.enter(plan=found, by=cast.actor("wang_bianji"), at=at, **more)
    return found


def published(cast, record: Record) -> Record:
    for verb, who in (("submit", "wang_bianji"), ("pass_review", "li_shenhe"), ("clear", "wu_baomi"), ("publish", "liu_qianfa")):  # fmt: skip
        getattr(records, verb)(record=record, by=cast.actor(who), at=DAY)
    return record


def told(found: Plan) -> list[tuple[int, str, str]]:
    return [(row.number, row.what, "；".join(row.told)) for row in found.rows]


def test_rows_become_drafts_of_the_unit(cast, home):
    entered(cast, sheet(row(1), row(2)))
    one, two = Record.objects.order_by("title")
    assert (one.title, one.document_number, one.state) == ("第1号办法", "明建〔2026〕1号", "draft")
    assert (one.unit, one.section_id, one.author) == (cast.units["zjj"], "policy", "wang_bianji")
    assert version_of(two).values()["body"] == "<p>第一条</p><p>第二条</p>"


def test_a_policy_document_without_a_reason_is_told_what_it_will_need_and_comes_in(cast, home):
    rows = [
        row(1, why_not=""),
        row(2),
        row(3, why_not="", day="2024-06-30", document="明建〔2024〕3号"),
    ]  # of the third there was nothing here yet
    found = planned(cast, sheet(*rows))
    needs = "没有写“不另作解读的理由”：签发以前要有和它一起公开的解读，或者写明理由"
    assert told(found) == [(2, NEW, needs), (3, NEW, ""), (4, NEW, "")] and not any(r.doubtful for r in found.rows)
    assert actions.enter(plan=found, by=cast.actor("wang_bianji"), at=DAY) == 3
    one, two, three = Record.objects.order_by("title")
    with pytest.raises(Unready, match="解读"):
        published(cast, one)
    assert published(cast, two).live and published(cast, three).live


def test_nothing_is_written_by_looking(cast, home):
    facts = Fact.objects.count()
    assert planned(cast, sheet(row(1))).count(NEW) == 1
    assert not Record.objects.exists() and Fact.objects.count() == facts


def test_a_part_leaves_one_fact_of_its_own_beside_those_of_its_records(cast, home, monkeypatch):
    monkeypatch.setattr(actions, "PART", 2)
    before = Fact.objects.count()
    heard = []
    entered(cast, sheet(*(row(n) for n in range(1, 6))), told=heard.append)
    names = list(Fact.objects.filter(idx__gte=before).order_by("idx").values_list("name", flat=True))
    assert names.count("records.imported") == 3 and names.count("record.drafted") == 5 and heard == [2, 4, 5]


def test_two_thousand_rows_with_thirty_bad_ones(cast, home):
    bad = {n: {"day": "2026年13月1日"} for n in range(1, 300, 20)} | {n: {"title": ""} for n in range(1001, 1300, 20)}
    content = sheet(*(row(n, **bad.get(n, {})) for n in range(1, 2001)))
    found = planned(cast, content)
    assert (found.count(NEW), found.count(WRONG), len(bad)) == (1970, 30, 30)
    assert all(r.told for r in found.of(WRONG))
    assert "成文日期请写成2026-03-31这样的日期" in found.of(WRONG)[0].told
    assert "请填写标题" in found.of(WRONG)[-1].told
    assert not Record.objects.exists()
    back = load_workbook(BytesIO(outward.given_back(found))).active
    lines = list(back.iter_rows(values_only=True))
    assert lines[0][:3] == ("怎么改", "处理结果", "标题") and len(lines) == 31 and all(line[0] for line in lines[1:])
    assert actions.enter(plan=found, by=cast.actor("wang_bianji"), at=DAY) == 1970
    assert Record.objects.count() == 1970
    again = planned(cast, content, at=LATER)
    assert (again.count(SAME), again.count(WRONG)) == (1970, 30) and not again.to_enter()


def test_what_is_given_back_and_mended_comes_in(cast, home):
    found = planned(cast, sheet(row(1), row(2, day="昨天")))
    book = load_workbook(BytesIO(outward.given_back(found)))
    book.active["E2"] = "2026/3/1"
    buffer = BytesIO()
    book.save(buffer)
    mended = planned(cast, buffer.getvalue())
    assert told(mended) == [(2, NEW, "")] and mended.rows[0].content["formed_on"] == "2026-03-01" and not mended.notes


def test_what_broke_off_goes_on(cast, home, monkeypatch):
    monkeypatch.setattr(actions, "PART", 2)
    content = sheet(*(row(n) for n in range(1, 6)))
    found = planned(cast, content)
    real, calls = records.draft, []

    def breaks(**kwargs):
        calls.append(1)
        if len(calls) == 4:
            raise RuntimeError("the machine went off")
        return real(**kwargs)

    monkeypatch.setattr(records, "draft", breaks)
    with pytest.raises(RuntimeError):
        actions.enter(plan=found, by=cast.actor("wang_bianji"), at=DAY)
    assert Record.objects.count() == 2
    monkeypatch.setattr(records, "draft", real)
    again = planned(cast, content)
    assert (again.count(SAME), again.count(NEW)) == (2, 3)
    actions.enter(plan=again, by=cast.actor("wang_bianji"), at=DAY)
    assert Record.objects.count() == 5


@pytest.mark.parametrize("parts", [2, 100])
def test_what_came_in_since_it_was_looked_at_comes_in_no_second_time(cast, home, monkeypatch, parts):
    monkeypatch.setattr(actions, "PART", parts)
    content = sheet(*(row(n, document="") for n in range(1, 5)))
    looked, again = planned(cast, content), planned(cast, content)
    assert actions.enter(plan=looked, by=cast.actor("wang_bianji"), at=DAY) == 4
    with pytest.raises(StepRefused, match="看过以后有了变化"):
        actions.enter(plan=again, by=cast.actor("wang_bianji"), at=DAY)
    assert Record.objects.count() == 4 and planned(cast, content).count(SAME) == 4


def test_what_was_changed_since_it_was_looked_at_stays(cast, home):
    entered(cast, sheet(row(1)))
    looked = planned(cast, sheet(row(1, body="第三条")))
    entered(cast, sheet(row(1, title="第1号办法（试行）")))
    with pytest.raises(StepRefused, match="看过以后有了变化"):
        actions.enter(plan=looked, by=cast.actor("wang_bianji"), at=DAY)
    assert "第一条" in version_of(Record.objects.get()).values()["body"]


def test_rows_alike_in_several_parts_are_no_change_of_each_other(cast, home, monkeypatch):
    monkeypatch.setattr(actions, "PART", 1)
    content = sheet(row(1, document=""), row(1, document="", body="第三条"), row(2))
    entered(cast, content, doubtful=True, submit=True)
    assert Record.objects.count() == 3


def test_what_its_kind_takes_for_a_slip_is_asked_about(cast, home):
    found = planned(cast, sheet(row(1, document="明建规〔2026〕1号")))
    assert found.rows[0].doubtful and "没有勾“是行政规范性文件”" in found.rows[0].told[0] and not found.to_enter()


def test_heads_are_found_below_a_title_and_by_their_other_names(cast, home):
    content = sheet(row(1), above=[["明川县住建局2026年文件清单"], []])
    assert told(planned(cast, content)) == [(4, NEW, "")]


def test_columns_that_nobody_knows_are_named(cast, home):
    content = sheet([*row(1), "李某"], heads=[*HEADS, "经办人"])
    assert planned(cast, content).notes == ["这些列认不出来，没有读：经办人"]


@pytest.mark.parametrize(
    "more, sentence",
    [
        ({"title": ""}, "请填写标题"),
        ({"day": ""}, "请填写成文日期"),
        ({"day": "2026-02-30"}, "成文日期请写成2026-03-31这样的日期"),
        ({"day": "2026-03-03"}, "成文日期不能晚于今天"),
        ({"day": "1949-09-30"}, "成文日期不能早于1949年10月1日，请再看看"),
        ({"body": ""}, "请填写正文"),
        ({"section": "政策法规"}, "住房和城乡建设局没有“政策法规”这个栏目，请写成：政策文件、公告公示"),
        ({"section": ""}, "没有写公开目录，请写上，或者选一个栏目放没有写的"),
        ({"document": "明建2026第5号"}, "文号缺少年份的括号，应写作“机关代字〔2019〕3号”。"),
    ],
)
def test_a_bad_row_is_told_what_to_do(cast, home, more, sentence):
    assert told(planned(cast, sheet(row(5, **more)))) == [(2, WRONG, sentence)]


@pytest.mark.parametrize("day", ["2026年3月1日", "2026/3/1", "2026.3.1", "20260301", "２０２６－０３－０１"])
def test_days_as_offices_write_them(cast, home, day):
    assert planned(cast, sheet(row(1, day=day))).rows[0].content["formed_on"] == "2026-03-01"


def test_everything_wrong_with_a_row_is_told_at_once(cast, home):
    (found,) = planned(cast, sheet(row(1, title="", day="x", section="没有的"))).rows
    assert len(found.told) == 3


def test_a_row_of_another_unit_is_not_taken(cast, home):
    heads = ["发布机构", *HEADS]
    rows = [["明川县卫生健康委员会", *row(1)], ["住房和城乡建设局", *row(2)], ["", *row(3)]]
    assert [line[1] for line in told(planned(cast, sheet(*rows, heads=heads)))] == [WRONG, NEW, NEW]


def test_another_units_index_number_is_as_unknown_as_none(cast, home):
    entered(cast, sheet(row(1)))
    record = published(cast, Record.objects.get())
    heads = ["索引号", *HEADS]
    for number in (record.index_number, "没有的号"):
        (line,) = told(planned(cast, sheet([number, *row(1)], heads=heads), unit="wjw"))
        assert line[2] == f"卫生健康委员会没有索引号是{number}的信息；新信息请把索引号这一格空着"


def test_a_changed_row_changes_its_draft(cast, home):
    entered(cast, sheet(row(1)))
    found = entered(cast, sheet(row(1, body="第一条\n改过的第二条")), at=LATER)
    assert told(found) == [(2, CHANGE, "改：正文")]
    record = Record.objects.get()
    assert record.current == 2 and version_of(record).values()["body"].endswith("<p>改过的第二条</p>")


def test_what_is_published_is_corrected_with_a_reason_and_goes_through_the_gates(cast, home):
    entered(cast, sheet(row(1)))
    published(cast, Record.objects.get())
    content = sheet(row(1, title="第1号办法（修正）"))
    found = planned(cast, content)
    assert told(found) == [(2, CHANGE, "改：标题")] and found.rows[0].published
    with pytest.raises(StepRefused, match="为什么更正"):
        actions.enter(plan=found, by=cast.actor("wang_bianji"), at=LATER)
    actions.enter(plan=found, by=cast.actor("wang_bianji"), at=LATER, reason="标题漏字")
    record = Record.objects.get()
    assert (record.state, record.live, record.published, record.current) == ("draft", True, 1, 2)


def test_what_stands_at_a_gate_is_left_alone(cast, home):
    entered(cast, sheet(row(1)))
    records.submit(record=Record.objects.get(), by=cast.actor("wang_bianji"), at=DAY)
    ((_, what, sentence),) = told(planned(cast, sheet(row(1, body="改了"))))
    assert what == WRONG and sentence == "这一条正在“待单位审核”环节，不能改；请先取回，或者请审核的人退回"
    assert [r.what for r in planned(cast, sheet(row(1))).rows] == [SAME]


def test_rows_without_a_number_are_known_by_title_and_day(cast, home):
    content = sheet(row(1, document=""), row(1, document="", body="另一份"), row(3, document=""))
    found = planned(cast, content)
    assert [r.what for r in found.rows] == [NEW, NEW, NEW] and found.rows[1].doubtful
    assert found.rows[1].told == ["标题和成文日期跟第2行一样"]
    actions.enter(plan=found, by=cast.actor("wang_bianji"), at=DAY, doubtful=True)
    assert Record.objects.count() == 3
    assert [r.what for r in planned(cast, content).rows] == [SAME, SAME, SAME]
    changed = planned(cast, sheet(row(1, document=""), row(1, document="", body="第三份"), row(3, document="")))
    assert [r.what for r in changed.rows] == [SAME, CHANGE, SAME]


def test_doubtful_rows_stay_out_until_somebody_says_that_they_are_right(cast, home):
    found = planned(cast, sheet(row(1), row(1, title="另一个"), row(2, document="明建〔2027〕2号")))
    assert [r.doubtful for r in found.rows] == [False, True, True]
    assert actions.enter(plan=found, by=cast.actor("wang_bianji"), at=DAY) == 1
    assert Record.objects.count() == 1


def test_one_record_is_not_written_twice_by_one_file(cast, home):
    entered(cast, sheet(row(1)))
    found = planned(cast, sheet(row(1, body="甲"), row(1, body="乙")))
    assert told(found)[1] == (3, WRONG, "和第2行是同一条信息，请只留一行")


def test_only_an_editor_of_the_unit_enters(cast, home):
    found = planned(cast, sheet(row(1)))
    with pytest.raises(StepRefused, match="信息编辑来办"):
        actions.enter(plan=found, by=cast.actor("sun_bianji"), at=DAY)
    assert not Record.objects.exists()


def test_the_mark_changes_with_what_would_happen(cast, home):
    content = sheet(row(1))
    before = planned(cast, content).mark
    assert planned(cast, content).mark == before
    entered(cast, content)
    assert planned(cast, content).mark != before


@pytest.mark.parametrize(
    "content, form, sentence",
    [
        (b"PK\x03\x04broken", "xlsx", "损坏"),
        (b"\x81\xff,\xfe", "csv", "编码"),
        ("姓名,年龄\n甲,3\n".encode(), "csv", "没有找到列名"),
        ("标题,成文日期,正文\n".encode(), "csv", "没有数据"),
    ],
)
def test_a_file_that_is_no_table_of_ours_is_refused(cast, home, content, form, sentence):
    with pytest.raises(TableRefused, match=sentence):
        planned(cast, content, form=form)


@pytest.mark.parametrize("rows, fits", [(4, True), (5, True), (6, False)])
def test_so_many_rows_and_no_more(cast, home, monkeypatch, rows, fits):
    from gongkai.engines.exchange import tables

    monkeypatch.setattr(tables, "MOST_ROWS", 5)
    content = sheet(*(row(n) for n in range(1, rows + 1)))
    if fits:
        assert planned(cast, content).count(NEW) == rows
    else:
        with pytest.raises(TableRefused, match="最多导入5行"):
            planned(cast, content)


def test_hidden_rows_formulas_and_sheets_are_told(cast, home):
    book = load_workbook(BytesIO(sheet(row(1), row(2))))
    book.active.row_dimensions[3].hidden = True
    book.active["E2"] = "=A2"
    book.create_sheet("底稿").sheet_state = "hidden"
    buffer = BytesIO()
    book.save(buffer)
    found = planned(cast, buffer.getvalue())
    assert any("隐藏的工作表“底稿”没有读" in note for note in found.notes)
    assert any("公式没有算出结果" in note for note in found.notes)
    assert any("第3行在表里是隐藏的" in note for note in found.notes)


def test_a_csv_in_the_encoding_of_excel(cast, home):
    text = "标题,文号,成文日期,公开目录,正文,不解读的理由\n办法,明建〔2026〕1号,2026/3/1,政策文件,第一条,内容单一\n"
    for encoded in (text.encode("gb18030"), text.encode("utf-8-sig"), text.replace(",", "\t").encode()):
        assert told(planned(cast, encoded, form="csv")) == [(2, NEW, "")]


def test_what_is_entered_may_go_to_review_at_once(cast, home):
    entered(cast, sheet(row(1)))
    entered(cast, sheet(row(1, body="改了"), row(2)), submit=True)
    assert {r.state for r in Record.objects.all()} == {"unit_review"} and Record.objects.count() == 2
    assert Fact.objects.filter(name="record.submitted").count() == 2
