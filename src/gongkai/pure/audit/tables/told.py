"""The running text held against the cells of the prescribed tables.

A sentence contradicts a cell only if its words name that cell, for the whole body and the year of the report, as an exact
figure. Where they may mean a part of the body, or another year, a difference is unclear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.intervals import Interval
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.plain import plain as in_one_width
from gongkai.pure.audit.quantities.units import canonical
from gongkai.pure.audit.report import Report
from gongkai.pure.audit.tables.cells import Item, plain
from gongkai.pure.audit.tables.equations import reads_blank_as_zero
from gongkai.pure.audit.tables.measures import APPLICATIONS, MEASURES, Measure
from gongkai.pure.audit.tables.recognised import Place, Recognised
from gongkai.pure.audit.tables.words import cell_name, title

_FILLERS = re.compile(
    r"(?:总?共计?|合计|总计|总数|数量|(?<!附)件数|达到?|为|是|有|约|大约|近|超过?|逾|多达|的|了|[:：“”\"\s])+$"
)
_ADVERBS = re.compile(
    r"^(?:其中|□年度?|全年|本年度?|今年|年度内?|当年|一年来|[一二三四五六七八九十]+是|[、:：\s“”\"])+|(?:总?共计?|累计|合计|全年|依法|按规定|均|已)(?=[\u4e00-\u9fff])"
)
_YEAR = re.compile(r"(20\d{2})年?(?!\d)")
_CARRIED_TO = re.compile(r"结转(?:至|到|入)?$")
# A difference, another span of time, a plan: not this year's count.
_OTHER = re.compile(
    r"同比|环比|增[加长]|减少|下降|上升|提高|较去年|比去年|去年|比上年|较上年|上半年|下半年|季度|月份|\d月|以来|历年|目标|计划|力争|不少于|平均|每"
)
# 45件（含上年结转2件）; 45件，其中涉及政府信息公开3件.
_WITH_OTHERS = re.compile(r"[（(][^）)]*(?:含|包括)|[，,]?其中[^。]{0,12}信息公开")
# 其中，通过邮寄收到申请3件: one way, one field, one kind.
_NARROWED = re.compile(
    r"其中|通过|以|经|邮|函|网|当面|现场|系统|传真|窗口|涉及|关于|有关|针对|来自|方面|领域|类|自然人|法人|企业|律师|公民"
)
_ABOUT_DISCLOSURE = re.compile(
    r"(?:涉及|关于|有关|针对|通过)?(?:依申请公开|政府信息公开|信息公开)(?:方面|领域|类)?|各类"
)
_LAST_YEAR = re.compile(r"上年|上一年")
_OTHER_SPAN = re.compile(r"上半年|下半年|季度|月份|\d月|以来|历年|目标|计划|力争")
_COMPARED_YEAR = re.compile(r"[比较与](20\d{2})年?")
_HEADING = 30
_CUMULATED = re.compile(r"累计")
_WHOLE = re.compile(
    r"全(?:县|市|区|省|州|盟|旗|局|镇|乡|街道|系统)(?:\d+个)?(?:各级|各|行政机关|政府机关|机关|部门|单位|乡镇|镇街|政府|街道|办事处|、|和|及)*"
    r"|[我本](?:县|市|区|省|州|局|委|办|厅|院|镇|乡|街道|中心|单位|机关|部门)(?:各级|行政机关|机关|部门|单位)*"
)  # fmt: skip
_PART = re.compile(
    r"办公室|政府办|[县市区省州]政府(?!信息|门户|网站|公报)|[县市区]人民政府|本级|乡镇|街道|镇|部门|单位|[^结]局|委|窗口|网站|平台|门户|直属|下属|公众号|微博|微信|热线|信箱|园区|线上|线下|线"
)
_OWN_WORDS = re.compile(
    r"(?:政府(?:门户)?网站|政务微博|政务微信(?:公众号)?)(?:主动)?公开|专门机构|行政机关|机关单位|委托|局面|格局|结局"
)
_NAME = re.compile(r"^\s*(?P<name>[\u4e00-\u9fff]{2,24}?)(?:关于)?(?:20\d{2}年?|政府信息公开|政务公开|信息公开)")
CONFIDENCE, DOUBTFUL = 0.9, 0.5


def told(report: Report, recognised: Sequence[Recognised]) -> Iterator[Finding]:
    """What the report's sentences say of the tables' cells."""
    tables = [found for found in recognised if found.form.key in MEASURES]
    if not tables:
        return
    name = _body(report)
    heading = ""
    for passage in report.passages:
        text = report.document.text[passage.paragraph.start : passage.paragraph.end].strip()
        if len(text) <= _HEADING and not passage.quantities:
            heading = f"§{in_one_width(text)}。"
        before = ""
        for sentence in passage.sentences:
            for quantity in sentence.quantities:
                finding = _held_against(report, tables, sentence, quantity, heading, before, name)
                if finding:
                    yield finding
            before = sentence.text


def _held_against(
    report: Report, tables: Sequence[Recognised], sentence: Sentence, quantity: Quantity, heading: str, before: str, name: str
) -> Finding | None:  # fmt: skip
    if not quantity.counts or quantity.in_characters:
        return None
    doubt = _doubt(report, sentence, quantity, name)
    if doubt is None:
        return None
    found = [each for each in (_one(table, sentence, quantity, heading, before) for table in tables) if each]
    agreeing = [each for each in found if each.agrees]
    if agreeing:
        return _finding(agreeing[0], sentence, quantity, "holds")
    if len(found) != 1:
        return None
    if not found[0].firm:
        return None
    return _finding(found[0], sentence, quantity, "unclear" if doubt or not found[0].near else "contradicts")


@dataclass(frozen=True)
class _Match:
    """A cell, or a sum of cells, that the words name: the one that agrees, or the likeliest.

    firm: the words can mean nothing else. near: their sentence, or the section's heading, says what it is about.
    """

    table: Recognised
    cells: tuple[Place, ...]
    agrees: bool
    firm: bool
    near: bool


def _one(table: Recognised, sentence: Sentence, quantity: Quantity, heading: str, before: str) -> _Match | None:
    said = f"{_bare(quantity.lead)}#{quantity.tail.lstrip()}"
    context = heading + sentence.text[: quantity.end - sentence.start] + quantity.tail
    for measure in MEASURES[table.form.key]:
        if not measure.words.search(_for_words(measure, said)):
            continue
        if canonical(quantity.unit) not in measure.units and quantity.unit not in measure.units:
            continue
        near = measure.about is None or measure.about.search(context) is not None
        if not near and measure.whole and not (measure.about is APPLICATIONS and measure.about.search(before)):
            continue
        narrowed = measure.whole and _NARROWED.search(_ABOUT_DISCLOSURE.sub("", quantity.lead)) is not None
        return _weighed(table, measure, quantity, near and not narrowed)
    return None


def _weighed(table: Recognised, measure: Measure, quantity: Quantity, near: bool) -> _Match | None:
    zero = reads_blank_as_zero(table)
    sums = [(cells, _sum(table, cells, zero)) for cells in measure.cells]
    if any(value is None for _, value in sums):
        return None
    for cells, value in sums:
        if quantity.interval.meets(Interval.exact(_in_unit(table, cells, value))):
            return _Match(table, cells, True, measure.firm, near)
    return _Match(table, sums[0][0], False, measure.firm, near)


def _for_words(measure: Measure, said: str) -> str:
    """Where the wording must be at the end of what is said, the text behind the figure does not matter."""
    return said if not measure.words.pattern.endswith("#$") else said.partition("#")[0] + "#"


def _in_unit(table: Recognised, cells: tuple[Place, ...], value: Decimal) -> Decimal:
    """万元 in the table, 元 with its scale in the text."""
    return value * 10_000 if table.form.row(cells[0][0]).unit == "万元" else value


def _sum(table: Recognised, cells: tuple[Place, ...], blank_is_zero: bool) -> Decimal | None:
    values = [_value(table.cells.get(place), blank_is_zero) for place in cells]
    return None if any(value is None for value in values) else sum(values, Decimal(0))


def _value(item: Item | None, blank_is_zero: bool) -> Decimal | None:
    if item is None:
        return None
    if item.state == "blank" and blank_is_zero:
        return Decimal(0)
    return item.low if item.low == item.high else None


# What a sentence speaks of --------------------------------------------------------------------------------------------


def _bare(lead: str) -> str:
    return _FILLERS.sub("", _ADVERBS.sub("", _FILLERS.sub("", lead.strip())))


def _doubt(report: Report, sentence: Sentence, quantity: Quantity, name: str) -> bool | None:
    """Whether the figure may be of a part of the body or of other years; None: it surely is of something else."""
    before = in_one_width(report.document.text[sentence.start : quantity.start])
    clause = before.rpartition("；")[2].rpartition(";")[2]
    near = clause[-40:].rpartition("，")[2].rpartition(",")[2]
    years = [int(match[1]) for match in _YEAR.finditer(clause) if not _CARRIED_TO.search(clause[: match.start()])]
    others = [int(match[1]) for match in _COMPARED_YEAR.finditer(clause)]
    years = [year for year in years if year not in others] + [year for year in others if str(year) in near]
    if years and report.year and years[-1] != report.year:
        return None
    if _OTHER.search(near) or (_LAST_YEAR.search(near) and "结转" not in near):
        return None
    after = in_one_width(report.document.text[quantity.end : quantity.end + 16])
    if _OTHER_SPAN.search(clause) or _WITH_OTHERS.match(after):
        return True
    if years and not report.year:
        return True
    if _CUMULATED.search(near) and not re.search(r"全年|本年|今年|年度|20\d{2}", clause):
        return True
    rest = _WHOLE.sub("", clause)
    for length in range(len(name), 2, -1):
        rest = rest.replace(name[-length:], "")
    return bool(_PART.search(_without_channel(rest)))


def _without_channel(text: str) -> str:
    """A table's own words name units and channels too."""
    return _OWN_WORDS.sub("", text)


def _body(report: Report) -> str:
    """The name of the body whose report it is, as its title says, without 人民政府; "" if no title does."""
    for paragraph in report.document.paragraphs[:12]:
        text = in_one_width(report.document.text[paragraph.start : paragraph.end])
        match = _NAME.match(text)
        if match and ("报告" in text or "年报" in text):
            return match["name"].removesuffix("人民政府").removesuffix("政府")
    return ""


# Findings ------------------------------------------------------------------------------------------------------------


def _finding(match: _Match, sentence: Sentence, quantity: Quantity, verdict: str) -> Finding:
    table, cells = match.table, match.cells
    figures = [figure for figure in (table.figure(*place) for place in cells) if figure]
    value = plain(sum((Decimal(figure.value) for figure in figures), Decimal(0)))
    names = "、".join(cell_name(table.form, *place) for place in cells)
    spelt = value if len(figures) < 2 else f"{'+'.join(figure.value for figure in figures)}={value}"
    sign = "=" if verdict == "holds" else "≠"
    reason = {"holds": "cross.table-holds", "contradicts": "cross.table", "unclear": "cross.table-unclear"}[verdict]
    return Finding(
        kind="cross",
        verdict=verdict,
        start=sentence.start,
        end=sentence.end,
        figures=(quantity.figure, *sorted(figures, key=lambda each: each.start)),
        stated=quantity.figure.value,
        expected=value,
        arithmetic=f"{quantity.printed}{sign}{spelt}",
        reason=reason,
        args={"form": title(table.form), "told": quantity.printed, "cell": names, "whole": value},
        confidence=CONFIDENCE if match.firm and verdict != "unclear" else DOUBTFUL,
    )
