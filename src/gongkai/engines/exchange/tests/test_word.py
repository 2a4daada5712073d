"""A Word document comes in: title, number, day and issuer are recognised, and what went out comes back in unchanged."""

from base64 import b64decode
from io import BytesIO

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from tests.plugins.cast import noon

from gongkai.engines.exchange import actions, papers, word, word_out
from gongkai.engines.exchange.documents import plan_documents
from gongkai.engines.exchange.folders import Filed
from gongkai.engines.exchange.planning import CHANGE, NEW, SAME, WRONG
from gongkai.engines.exchange.tables import TableRefused
from gongkai.ground.files.queries import by_ids
from gongkai.kernel.records.clean import clean_html
from gongkai.kernel.records.models import Record, Section
from gongkai.kernel.records.queries import version_of
from gongkai.pure import declare

pytestmark = pytest.mark.usefixtures("reads_at_once")
DAY = noon("2026-03-02")
POLICY = declare.kind("policy")
CENTER, RIGHT = ALIGN.CENTER, ALIGN.RIGHT
PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
PAPER = (
    ("明川县住房和城乡建设局文件", CENTER),
    ("明建〔2026〕3号", CENTER),
    ("明川县住房和城乡建设局", CENTER),
    ("关于印发《明川县危房改造办法》的通知", CENTER),
    ("各乡镇人民政府，县政府各部门：", None),
    ("现将《办法》印发给你们，请认真贯彻执行。", None),
    ("明川县住房和城乡建设局", RIGHT),
    ("2026年3月1日", RIGHT),
    ("抄送：县委办公室。", None),
    ("明川县住房和城乡建设局办公室 2026年3月2日印发", None),
)


def saved(paper) -> bytes:
    buffer = BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def paper(*lines) -> docx.document.Document:
    made = docx.Document()
    for text, align in lines:
        made.add_paragraph(text).alignment = align
    return made


def read(*lines) -> word.Document:
    return word.read(saved(paper(*lines)))


def planned(cast, *files: bytes, unit: str = "zjj", **more):
    named = [Filed(f"{n}.docx", content) for n, content in enumerate(files, start=1)]
    return plan_documents(kind=POLICY, unit=cast.units[unit], files=named, at=DAY, **more)


def policies() -> Section:
    return Section.objects.get(pk="policy")


def test_a_paper_in_the_standard_layout():
    found = read(*PAPER)
    assert (found.title, found.number) == (
        "明川县住房和城乡建设局关于印发《明川县危房改造办法》的通知",
        "明建〔2026〕3号",
    )
    assert (found.formed_on, found.issuer) == ("2026-03-01", "明川县住房和城乡建设局")
    assert found.body == (
        "<p>各乡镇人民政府，县政府各部门：</p><p>现将《办法》印发给你们，请认真贯彻执行。</p>"
        '<p class="signed">明川县住房和城乡建设局</p><p class="signed">2026年3月1日</p>'
    )
    assert found.notes == ["版记（抄送、印发）没有放进正文"]


@pytest.mark.parametrize(
    "day, iso",
    [
        ("二〇二六年三月二日", "2026-03-02"),
        ("二○二五年十二月二十一日", "2025-12-21"),
        ("2026 年 2 月 28 日", "2026-02-28"),
        ("２０２６年３月１０日", "2026-03-10"),
        ("2026年2月30日", ""),
    ],
)
def test_days_in_words_and_digits(day, iso):
    assert (
        read(("关于公租房分配的公告", CENTER), ("现予公告。", None), ("明川县住建局", RIGHT), (day, RIGHT)).formed_on
        == iso
    )


@pytest.mark.parametrize(
    "lines, title",
    [
        ([("公租房分配公示", CENTER), ("现予公示。", None)], "公租房分配公示"),
        ([("关于调整窗口时间的通告", None), ("自3月起调整。", None)], "关于调整窗口时间的通告"),
        ([("明川县2026年第一批", CENTER), ("公租房分配结果公示", CENTER), ("现予公示。", None)], "明川县2026年第一批公租房分配结果公示"),
        ([("公租房分配结果公示", None), ("现将名单公示如下。", None)], "公租房分配结果公示"),
        ([("关于房租的通知", CENTER), ("（2026年2月3日）", CENTER), ("第一条。", None)], "关于房租的通知"),
        ([("这一段很长，没有标题，是正文。", None)], ""),
    ],
)  # fmt: skip
def test_titles(lines, title):
    found = read(*lines)
    assert found.title == title and found.body


@pytest.mark.parametrize("issue", ["〔2026〕18号", "第18期"])
def test_minutes_have_their_title_below_the_masthead(issue):
    head = [("明川县人民政府常务会议纪要", CENTER), (issue, CENTER), ("明川县人民政府办公室　　2026年11月26日", None)]
    found = read(
        *head, ("县十八届人民政府第42次常务会议纪要", CENTER), ("现纪要如下：", None), ("一、安全生产。", None)
    )
    assert (found.title, found.number) == ("县十八届人民政府第42次常务会议纪要", "")
    assert (found.issuer, found.formed_on) == ("明川县人民政府办公室", "2026-11-26")
    assert any(issue in note for note in found.notes) and "现纪要如下" in found.body and issue not in found.body
    found = read(*head, ("会议研究了安全生产工作，现纪要如下。", None))
    assert (found.title, found.formed_on) == ("明川县人民政府常务会议纪要", "2026-11-26")


def test_a_chapter_below_a_day_is_no_title():
    found = read(("明川县危房改造办法", CENTER), ("明川县住房和城乡建设局　2026年3月1日", None), ("第一章 总则", CENTER), ("为了住房安全。", None))  # fmt: skip
    assert found.title == "明川县危房改造办法" and "第一章 总则" in found.body


def test_a_day_below_the_title():
    assert read(("关于房租的通知", CENTER), ("（2026年2月3日）", CENTER), ("第一条。", None)).formed_on == "2026-02-03"


def test_who_signed_above_an_annex():
    found = read(*PAPER[:8], ("附件1", None), ("名单", CENTER), ("甲、乙、丙。", None))
    assert found.formed_on == "2026-03-01" and found.body.endswith("<p>甲、乙、丙。</p>")


def test_tables_pictures_marks_links_and_headings_come_along():
    made = paper(("关于房租的通知", CENTER))
    made.add_heading("一、总则", level=1)
    line = made.add_paragraph()
    line.add_run("重").bold = True
    line.add_run("要").bold = True
    line.add_run("H")
    line.add_run("2").font.subscript = True
    table = made.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "横"
    table.cell(0, 2).merge(table.cell(1, 2)).text = "竖"
    table.cell(1, 0).text = "甲"
    made.add_paragraph().add_run().add_picture(BytesIO(PNG))
    found = word.read(saved(made))
    assert "<h2>一、总则</h2><p><strong>重要</strong>H<sub>2</sub></p>" in found.body
    assert '<tr><td colspan="2">横</td><td rowspan="2">竖</td></tr><tr><td>甲</td><td></td></tr>' in found.body
    (digest,) = found.pictures
    assert f'<img src="attachment:{digest}" alt="图1">' in found.body and found.pictures[digest] == PNG
    assert word.picture_name(1, PNG) == "图1.png"


def test_what_is_not_seen_does_not_come_along():
    made = paper(("关于房租的通知", CENTER), ("第一条。", None))
    line = made.add_paragraph("留下")
    line.add_run("藏起").font.hidden = True
    struck = OxmlElement("w:del")
    run = line.add_run("删去")
    struck.append(run._r)
    line._p.append(struck)
    made.sections[0].header.paragraphs[0].text = "内部资料"
    found = word.read(saved(made))
    assert "留下" in found.body and not any(text in found.body for text in ("藏起", "删去", "内部资料"))
    assert found.notes == ["有1处隐藏的文字，没有读", "有1处修订时删去的文字，没有读"]


def test_numbers_that_word_gives_are_written_out():
    made = paper(("关于房租的通知", CENTER), ("说明如下。", None))
    for text in ("甲", "乙"):
        made.add_paragraph(text, style="List Number")
    assert "甲" in word.read(saved(made)).body


@pytest.mark.parametrize("content, sentence", [(b"PK\x03\x04", "损坏"), (saved(docx.Document()), "没有正文")])
def test_what_cannot_be_read(content, sentence):
    with pytest.raises(TableRefused, match=sentence):
        word.read(content)


BODIES = [
    "<p>第一条</p><p>第二条</p>",
    "<h2>一、总则</h2><p><strong>要</strong>和<em>斜</em>、<u>线</u>、H<sub>2</sub>O、m<sup>2</sup></p><h3>（一）</h3><p>二</p>",
    '<p class="align-center">附表</p><table><tbody><tr><th>名</th><th>数</th></tr><tr><td rowspan="2">甲</td><td>1</td></tr><tr><td>2</td></tr></tbody></table>',
    '<p><a href="https://www.example.gov.cn/a?b=1&amp;c=2" rel="noopener nofollow">办法</a>全文</p>',
    "<ul><li><p>甲</p></li><li><p>乙</p></li></ul><ol><li>丙</li></ol><blockquote><p>引</p></blockquote>",
    '<p>一行<br>两行</p><p class="signed">明川县住房和城乡建设局</p><p class="signed">2026年3月1日</p>',
    "<p>a &lt; b &amp; c</p><table><tbody><tr><td><p>一</p><p>二</p></td></tr></tbody></table>",
]


@pytest.mark.parametrize("body", BODIES)
def test_what_went_out_as_a_document_comes_back_in_unchanged(cast, home, body):
    from gongkai.kernel.records import actions as records

    content = {"title": "危房改造办法", "formed_on": "2026-03-01", "body": clean_html(body), "document_number": "明建〔2026〕1号", "keywords": ["住房", "危房"], "effective_on": "2026-04-01"}  # fmt: skip
    record = records.draft(kind="policy", unit=cast.units["zjj"], section=policies(), content=content, by=cast.actor("wang_bianji"), at=DAY)  # fmt: skip
    out = papers.of_record(POLICY, record, version_of(record).values())
    found = planned(cast, out)
    assert [(row.what, row.told) for row in found.rows] == [(SAME, [])]


@pytest.mark.parametrize("body", [BODIES[0], BODIES[1], BODIES[5], BODIES[6]])
def test_a_text_is_read_as_it_was_written(body):
    assert clean_html(word.read(word_out.document("关于房租的通知", [("索引号", "A"), ("文号", "B")], clean_html(body))).body) == clean_html(body)  # fmt: skip


def test_documents_become_drafts_with_their_pictures(cast, home):
    made = paper(*PAPER[:6])
    made.add_paragraph().add_run().add_picture(BytesIO(PNG))
    for line in PAPER[6:8]:
        made.add_paragraph(line[0]).alignment = line[1]
    found = planned(
        cast, saved(made), saved(paper(("关于房租的公告", CENTER), ("现予公告。", None))), section=policies()
    )
    assert [row.what for row in found.rows] == [NEW, WRONG] and found.rows[1].told == ["请填写成文日期"]
    actions.enter(plan=found, by=cast.actor("wang_bianji"), at=DAY)
    record = Record.objects.get()
    content = version_of(record).values()
    (file,) = by_ids(content["attachments"])
    assert record.document_number == "明建〔2026〕3号" and f'src="attachment:{file.public_id}"' in content["body"]
    assert file.name == "图1.png" and planned(cast, saved(made), section=policies()).rows[0].what == SAME
    out = papers.of_record(POLICY, record, content)
    assert planned(cast, out).rows[0].what == SAME
    edited = docx.Document(BytesIO(out))
    edited.paragraphs[1].runs[0].text = "各镇人民政府："
    changed = planned(cast, saved(edited))
    assert (changed.rows[0].what, changed.rows[0].told) == (CHANGE, ["改：正文"])
    actions.enter(plan=changed, by=cast.actor("wang_bianji"), at=DAY)
    assert version_of(Record.objects.get()).values()["attachments"] == [file.public_id]


def test_a_paper_of_another_organ_is_asked_about(cast, home):
    (row,) = planned(cast, saved(paper(*PAPER)), unit="wjw", section=policies()).rows
    assert row.doubtful and row.told[0] == "落款是明川县住房和城乡建设局，您在为卫生健康委员会导入"


def test_the_table_at_its_head_says_what_the_page_says():
    made = docx.Document()
    table = made.add_table(2, 4)
    for cell, text in zip([c for row in table.rows for c in row.cells], ("索 引 号：", "MC/2026-1", "文号", "明建〔2026〕3号", "成文日期", "2026年3月1日", "主题词", "住房；危房"), strict=True):  # fmt: skip
        cell.text = text
    made.add_paragraph("危房改造办法").alignment = CENTER
    made.add_paragraph("第一条。")
    found = word.read(saved(made))
    assert found.said == {
        "索引号": "MC/2026-1",
        "文号": "明建〔2026〕3号",
        "成文日期": "2026年3月1日",
        "主题词": "住房；危房",
    }
    assert found.title == "危房改造办法" and found.body == "<p>第一条。</p>"


def test_tables_with_merged_heads_are_read_as_the_kind_s():
    made = docx.Document()
    made.add_paragraph("2026年部门预算公开说明")
    for lines, merged in (
        ([["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"], ["一、一般公共预算拨款收入", "1,200.00", "一、基本支出", "1200"], ["收入总计", "1200", "支出总计", "1200"]],
         [((0, 0), (0, 1)), ((0, 2), (0, 3))]),
        ([["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"], ["", "", "小计", "公务用车购置费", "公务用车运行维护费", ""], ["32", "0", "19", "0", "19", "13"]],
         [((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 4)), ((0, 5), (1, 5))]),
    ):  # fmt: skip
        made.add_paragraph("说明如下。")
        table = made.add_table(len(lines), len(lines[0]))
        for first, last in merged:
            table.cell(*first).merge(table.cell(*last))
        for row, line in enumerate(lines):
            for column, text in enumerate(line):
                if text:
                    table.cell(row, column).text = text
    tables, body = word.without_tables(word.read(saved(made)), declare.kind("budget"))
    assert set(tables) == {"balance", "three"} and "<table" not in body and body.count("说明如下") == 2
    assert [row["this"] for row in tables["three"]] == ["32", "0", "19", "0", "19", "13"]


def test_properties_of_the_file_name_nobody(cast, home):
    out = docx.Document(BytesIO(word_out.document("题", [], "<p>一</p>")))
    assert (out.core_properties.author, out.core_properties.comments) == ("", "")
    assert out.styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"
