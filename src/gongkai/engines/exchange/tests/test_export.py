"""What went out as a table comes back in unchanged, whatever stands in it."""

from html import escape
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.plugins.cast import noon

from gongkai.engines.exchange import actions, columns, outward, tables
from gongkai.engines.exchange.planning import NEW, SAME, WRONG, plan
from gongkai.ground.files.actions import attach
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.clean import clean_html
from gongkai.kernel.records.content import current_version
from gongkai.kernel.records.models import Record, Section
from gongkai.kernel.records.queries import visible_to
from gongkai.pure import declare
from gongkai.pure.declare.kinds import BODY as BODY_FIELD

DAY = noon("2026-03-02")
BODY = '<h2>一、要求</h2><p>第一条 <strong>要</strong>做“好”。</p><table><tbody><tr><th colspan="2">名单</th></tr><tr><td>甲</td><td>1</td></tr></tbody></table><ul><li><p>一</p></li></ul>'
POLICY = declare.kind("policy")


def drafted(cast, **more) -> Record:
    content = {"title": "危房改造办法", "formed_on": "2026-03-01", "body": "<p>第一条</p><p>第二条</p>", "document_number": "明建〔2026〕1号", "no_interpretation": "内容单一"} | more  # fmt: skip
    section = Section.objects.get(pk="policy")
    return records.draft(kind="policy", unit=cast.units["zjj"], section=section, content=content, by=cast.actor("wang_bianji"), at=DAY)  # fmt: skip


def exported(cast, form: str, username: str = "wang_bianji") -> bytes:
    found = outward.exportable(visible_to(cast.scope(username)), POLICY)
    return outward.table(POLICY, found, form)[0]


def back(cast, content: bytes, form: str):
    return plan(kind=POLICY, unit=cast.units["zjj"], content=content, form=form, at=DAY)


def cells(content: bytes) -> list[dict]:
    heads, *rows = load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_it_comes_back_unchanged_through_the_reading_process(cast, home, form):
    drafted(cast, body=BODY, keywords=["住房", "危房"], effective_on="2026-04-01", normative=True)
    drafted(cast, title="=1+1", document_number="明建〔2026〕2号", body="<p>@甲 +乙 -丙</p>")
    drafted(cast, title="长文", document_number="明建〔2026〕3号", body="".join(f"<p>第{n}条{'长' * 90}</p>" for n in range(1000)))  # fmt: skip
    found = back(cast, exported(cast, form), form)
    assert [(row.what, row.told) for row in found.rows] == [(SAME, [])] * 3 and not found.notes


def test_a_published_record_comes_back_by_its_index_number(cast, home):
    record = drafted(cast)
    for verb, who in (("submit", "wang_bianji"), ("pass_review", "li_shenhe"), ("clear", "wu_baomi"), ("publish", "liu_qianfa")):  # fmt: skip
        getattr(records, verb)(record=record, by=cast.actor(who), at=DAY)
    drafted(cast, title="改了名的", document_number=None)
    (line, _) = sorted(cells(exported(cast, "xlsx")), key=lambda line: not line["索引号"])
    assert line["索引号"] == record.index_number and line["公开日期"] == "2026-03-02" and line["环节"] == "已公开"
    assert [row.what for row in back(cast, exported(cast, "xlsx"), "xlsx").rows] == [SAME, SAME]


def test_attachments_are_named_and_stay(cast, home):
    record = drafted(cast)
    file = attach(owner=record.ref, name="名单.txt", data=b"abc", by="wang_bianji", at=DAY)
    content = current_version(record).values() | {"attachments": [file.public_id]}
    records.save(record=record, content=content, by=cast.actor("wang_bianji"), at=DAY)
    out = exported(cast, "xlsx")
    assert cells(out)[0]["附件"] == "名单.txt" and back(cast, out, "xlsx").rows[0].what == SAME
    book = load_workbook(BytesIO(out))
    place = [cell.value for cell in book.worksheets[0][1]].index("标题") + 1
    book.worksheets[0].cell(row=2, column=place).value = "新名字"
    buffer = BytesIO()
    book.save(buffer)
    actions.enter(plan=back(cast, buffer.getvalue(), "xlsx"), by=cast.actor("wang_bianji"), at=DAY)
    assert current_version(Record.objects.get()).values()["attachments"] == [file.public_id]


def test_what_somebody_may_not_see_is_not_exported(cast, home):
    drafted(cast)
    assert cells(exported(cast, "xlsx", "sun_bianji")) == []
    assert len(cells(exported(cast, "xlsx", "he_jiancha"))) == 1


def test_neither_withdrawn_nor_discarded_is_exported(cast, home):
    records.discard(record=drafted(cast), by=cast.actor("wang_bianji"), at=DAY)
    assert cells(exported(cast, "xlsx")) == []


def test_a_private_field_does_not_go_out(cast, home, monkeypatch):
    from gongkai.pure.declare import Field

    monkeypatch.setattr(POLICY, "fields", (*POLICY.fields, Field("note", "内部备注")))
    drafted(cast, note="不外传")
    out = exported(cast, "csv").decode("utf-8-sig")
    assert "内部备注" not in out and "不外传" not in out
    assert back(cast, out.encode(), "csv").rows[0].content["note"] == "不外传"


def test_no_cell_is_a_formula(cast, home):
    drafted(cast, title="=HYPERLINK(1)", document_number=None)
    (cell,) = [c for row in load_workbook(BytesIO(exported(cast, "xlsx"))).worksheets[0].iter_rows(min_row=2) for c in row if c.value == "=HYPERLINK(1)"]  # fmt: skip
    assert cell.data_type == "s"
    assert "'=HYPERLINK(1)" in exported(cast, "csv").decode("utf-8-sig")


def test_a_template_explains_its_columns_and_asks_for_rows(cast, home):
    book = load_workbook(BytesIO(outward.template(POLICY, ["政策文件"])))
    heads = [cell.value for cell in book.worksheets[0][1]]
    assert heads[:4] == ["索引号", "公开目录", "标题", "成文日期"] and "网址" not in heads
    told = dict(row[:2] for row in book.worksheets[1].iter_rows(values_only=True))
    assert told["标题"] == "必填；最多120字" and "填“是”或者“否”" in told["是行政规范性文件"]
    assert book.worksheets[0].data_validations.dataValidation[0].formula1 == '"是,否"'


def test_taking_out_leaves_a_fact(cast, home):
    actions.export(what="政策文件 XLSX", count=3, by=cast.actor("wang_bianji"), at=DAY)
    assert Fact.objects.latest("idx").name == "records.exported"


WRITTEN = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(WRITTEN, min_size=1, max_size=4))
def test_any_text_comes_back_as_it_was(texts, reads_at_once):
    """Through a cell of an XLSX and of a CSV, as the text that a record may hold."""
    from gongkai.ground.ui.legible import legible

    kept = [legible(text).strip() for text in texts]
    heads, rows = ["标题", "成文日期"], [[text, "x"] for text in kept]
    (sheet,), _ = tables.read(tables.xlsx("表", heads, rows, [tables.Look()] * 2), "xlsx")
    assert all(columns.same_text(cells[0], text) for (_, cells), text in zip(sheet.rows[1:], kept, strict=True))
    (sheet,), _ = tables.read(tables.as_csv(heads, rows), "csv")
    assert all(
        columns.same_text(tables.unguarded(cells[0]), text)
        for (_, cells), text in zip(sheet.rows[1:], kept, strict=True)
    )


@settings(max_examples=100, deadline=None)
@given(lines=st.lists(st.text("甲<>&\"' b/p", max_size=12), max_size=4))
def test_a_body_as_text_is_that_body_again(lines):
    html = clean_html("".join(f"<p>{escape(line)}</p>" for line in lines if line.strip()))
    assert clean_html(columns.from_cell(BODY_FIELD, columns.plain_text(html)) or "") == html


@pytest.mark.parametrize("what", [NEW, WRONG])
def test_a_row_is_new_or_wrong_elsewhere(cast, home, what, reads_at_once):
    """The same file at another unit: what has a number there is unknown, what has none would be new."""
    record = drafted(cast)
    if what == WRONG:
        for verb, who in (("submit", "wang_bianji"), ("pass_review", "li_shenhe"), ("clear", "wu_baomi"), ("publish", "liu_qianfa")):  # fmt: skip
            getattr(records, verb)(record=record, by=cast.actor(who), at=DAY)
    (line,) = cells(exported(cast, "xlsx"))
    out = tables.as_csv(["索引号", "标题", "成文日期", "公开目录", "正文"], [[line[h] or "" for h in ("索引号", "标题", "成文日期", "公开目录", "正文")]])  # fmt: skip
    assert plan(kind=POLICY, unit=cast.units["wjw"], content=out, form="csv", at=DAY).rows[0].what == what


def test_looking_and_exporting_ask_as_often_for_many_rows_as_for_few(cast, home, reads_at_once):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counted = []
    for done, many in ((0, 5), (5, 25)):
        for n in range(done, many):
            drafted(cast, document_number=f"明建〔2026〕{n + 1}号", title=f"第{n}个")
        with CaptureQueriesContext(connection) as seen:
            out = exported(cast, "xlsx")
            assert back(cast, out, "xlsx").count(SAME) == many
        counted.append(len(seen))
    assert counted[0] == counted[1]
