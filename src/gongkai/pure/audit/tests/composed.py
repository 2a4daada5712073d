"""A short report composed for tests, with the findings that a careful reader would write beside it."""

import re

from gongkai.pure.audit.document import Cell, Document, Note, Paragraph, Table
from gongkai.pure.audit.finding import Audit, Figure, Finding

TEXT = """云溪县2017年政府信息公开工作年度报告
一、主动公开情况
全县主动公开政府信息3601条，其中网站公开2199条，微博公开1502条。
二、依申请公开情况
全年收到申请105件，办结94件，办结率89.5%，按时办结率99%，满意率100.0%。
指标
数量
1.窗口<b>
12
2.电话
7
合计
20
全年举办培训3期，咨询<script>alert(1)</script>46件。"""
TABLE = range(5, 13)
"""The lines that are cells of a table of two columns."""


def _figure(text: str, unit: str, after: str = "") -> Figure:
    start = TEXT.index(text, TEXT.index(after))
    return Figure(text, re.sub(r"[^\d.]", "", text), unit, start, start + len(text))


TOTAL, SITE, WEIBO = _figure("3601条", "条"), _figure("2199条", "条"), _figure("1502条", "条")
RECEIVED, CLOSED, RATE = _figure("105件", "件"), _figure("94件", "件"), _figure("89.5%", "%")
IN_TIME, PLEASED = _figure("99%", "%"), _figure("100.0%", "%")
WINDOW, PHONE, ALL = _figure("12", "", "窗口"), _figure("7", "", "电话\n"), _figure("20", "", "合计")
COURSES, ASKED = _figure("3期", "期"), _figure("46件", "件")


def _finding(kind, verdict, figures, stated="", expected="", arithmetic="", reason="", **more) -> Finding:
    start, end = min(each.start for each in figures) - 4, max(each.end for each in figures) + 1
    return Finding(kind, verdict, start, end, figures, stated, expected, arithmetic, reason, **more)


SUM = _finding(
    "sum",
    "contradicts",
    (TOTAL, SITE, WEIBO),
    "3601",
    "3701",
    "2199+1502=3701≠3601",
    repair=(WEIBO, "1402条"),
    mends_all=True,
)
SHARE = _finding("percent", "holds", (RECEIVED, CLOSED, RATE), "89.5%", "89.52%", "94÷105=89.52%")
CUT = _finding("percent", "rounding", (CLOSED, IN_TIME), "99%", "99.96%", "93.96÷94=99.96%")
UNTOLD = _finding("percent", "unclear", (PLEASED,))
STAFF = _finding("relation", "contradicts", (WINDOW, PHONE, ALL), "20", "19", "12+7=19≠20")
FINDINGS = (SUM, SHARE, CUT, UNTOLD, STAFF)


def _document() -> Document:
    paragraphs, cells, at = [], [], 0
    for number, line in enumerate(TEXT.split("\n")):
        end = at + len(line)
        if number in TABLE:
            cells.append(Cell(at, end, (number - TABLE[0]) // 2, (number - TABLE[0]) % 2))
        else:
            kind = "title" if number == 0 else "heading" if line[1] == "、" else "text"
            paragraphs.append(Paragraph(at, end, kind))
        at = end + 1
    table = Table(cells[0].start, cells[-1].end, tuple(cells))
    return Document(TEXT, tuple(paragraphs), (table,), (Note("lost", "有2个<字>没读出来。", "Two signs <were> lost."),))


DOCUMENT = _document()
AUDIT = Audit(
    FINDINGS,
    tuple(sorted({*(f for each in FINDINGS for f in each.figures), COURSES, ASKED}, key=lambda each: each.start)),
)
NOTHING = Audit((), ())
