"""The running text held against the cells of the prescribed tables.

A sentence contradicts a cell only if its words name that cell, for the whole body and the year of the report, as an exact
figure. Where they may mean a part of the body, or another year, a difference is unclear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import combinations

from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.intervals import Interval
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import canonical
from gongkai.pure.audit.report import Report
from gongkai.pure.audit.slips import FEW, apart, swapped
from gongkai.pure.audit.tables.cells import plain
from gongkai.pure.audit.tables.common import FAMILIES, MERGED, WHOLES, names
from gongkai.pure.audit.tables.equations import own_equations
from gongkai.pure.audit.tables.forms import REVIEWS
from gongkai.pure.audit.tables.measures import APPLICATIONS, ISSUED, MEASURES, Measure
from gongkai.pure.audit.tables.nonetold import none_told
from gongkai.pure.audit.tables.recognised import Place, Recognised
from gongkai.pure.audit.tables.scope import Scope, bare, body, may_be_some, scope, without_whole
from gongkai.pure.audit.tables.words import cell_name, title
from gongkai.pure.audit.value import value
from gongkai.pure.law.layout import VALUE
from gongkai.pure.law.table2021 import TOTAL

CONFIDENCE, DOUBTFUL = 0.9, 0.5
_HEADING = 30
# 其中，通过邮寄收到申请3件: one way, one field, one kind.
_NARROWED = re.compile(
    r"其中|通过|以|经|邮|函|网|当面|现场|系统|传真|窗口|涉及|关于|有关|针对|来自|方面|领域|类|自然人|法人|企业|律师|公民"
)
# 全文电子化的主动公开信息: of what is disclosed, so much is such.
_QUALIFIED = re.compile(r"[\u4e00-\u9fff]{2,}(?<![县市区州镇乡局年度内位])的(?=主动公开)")
_ABOUT_DISCLOSURE = re.compile(
    r"(?:涉及|关于|有关|针对|通过)?(?:依申请公开|政府信息公开|信息公开)(?:方面|领域|类)?|各类|公民、法人(?:和|或|或者|及|与)其[他它]组织"
)
# Without one of these in the words around it, no wording fits a figure.
_KEYS = re.compile(
    "申请|公开|办结|办理|答复|结转|新收|受理|处理|提供|复议|诉讼|维持|驳回|纠|撤销|情形|结果|审结|规范性|废止|有效|许可|处罚|强制|收费"
    "|微博|微信|网站|公报|方式|推送|发布|访谈|解读|回应|当面|现场|窗口|传真|网|在线|信|书面|邮|延期|延长|按|信息|更改|补|其[他它]|秘密|隐私|危及|条例|举报"
    "|机构|单位|主体|属于|权益|事务|过程|案卷|查询|掌握|现成|出版|起诉|查阅|人员|专职|兼职|经费|会|训|自然人|公民|个人|法人|企业|组织|负责|领导"
)
# So many neighbours must agree before common words name a cell; one more for each other that does not.
_NEIGHBOURS = 2
_SLIP = 3
_AROUND = 40
_STRANGE = 3
_MANY = 100
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]+[）)、.．]")
_BRACKETS = re.compile(r"（[^（）]*）")


def told(report: Report, recognised: Sequence[Recognised]) -> Iterator[Finding]:
    """What the report's sentences say of the tables' cells."""
    tables = [_filled(found) for found in recognised if found.form.key in MEASURES]
    if not tables:
        return
    name = body(report)
    read = [each for sentence in _sentences(report) for each in _read(report, tables, sentence, name)]
    strange = _strange(each for each, _ in read)
    surely = {each.match.cells for each, verdict in read if verdict == "contradicts" and each.match.firm}
    for each, verdict in read:
        if verdict == "contradicts" and not each.match.firm and each.match.cells in surely:
            continue  # told once more in common words
        doubtful = verdict == "contradicts" and each.match.table in strange
        yield _finding(report, each, "unclear" if doubtful else verdict)
    yield from none_told(report, [table for table in tables if table not in strange])


def _filled(found: Recognised) -> Recognised:
    """With zeros for blanks, where the table's own sums show that they stand for such."""
    if found.blanks == "unknown":
        return found
    zero = Decimal(0)
    cells = {
        at: replace(item, low=zero, high=zero) if item.state == "blank" else item for at, item in found.cells.items()
    }
    return replace(found, cells=cells)


@value
class _Said:
    """A sentence with what it stands under (headings, also one run into the paragraph) and the sentence before it."""

    sentence: Sentence
    heading: str
    before: str


@value
class _Match:
    """A cell, or a sum of cells, that the words name: the one that agrees, or the likeliest.

    firm: the words can mean nothing else; else they are common ones. near: their sentence, or the section's heading, says
    what it is about. narrowed: they tell one way, field or kind of it.
    """

    table: Recognised
    cells: tuple[Place, ...]
    agrees: bool
    firm: bool
    near: bool
    narrowed: bool = False

    @property
    def group(self) -> str:
        """Cells of one group are told together, and of the same body."""
        return f"{self.table.form.key} {self.cells[0][0][0]}"

    @property
    def value(self) -> Decimal:
        found = _sum(self.table, self.cells)
        return Decimal(0) if found is None else found


@dataclass(frozen=True)
class _Read:
    sentence: Sentence
    quantity: Quantity
    match: _Match
    scope: Scope

    @property
    def clause(self) -> int:
        """Which of the parts between semicolons it stands in."""
        return self.sentence.before(self.quantity).count("；")


def _sentences(report: Report) -> Iterator[_Said]:
    heading = ""
    for passage in report.passages:
        text = report.plain[passage.paragraph.start : passage.paragraph.end].strip()
        if len(text) <= _HEADING and not passage.quantities and "报告" not in text:
            heading = f"§{text}。"
        before, under = "", heading
        for sentence in passage.sentences:
            yield _Said(sentence, under, before)
            before = sentence.text
            if sentence is passage.sentences[0] and len(before) <= _HEADING and _NUMBERED.match(before.strip()):
                under = f"{heading}§{before.strip()}"


def _read(report: Report, tables: Sequence[Recognised], said: _Said, name: str) -> Iterator[tuple[_Read, str]]:
    """The figures of a sentence that the tables tell too, each with its verdict."""
    found = []
    for quantity in said.sentence.quantities:
        match = _matched(tables, said, quantity)
        about = match and scope(report, said.sentence, quantity, name)
        if match and about:
            found.append(_Read(said.sentence, quantity, match, about))
    for each in found:
        verdict = "holds" if each.match.agrees else _accused(each, found)
        if verdict:
            yield each, verdict


def _matched(tables: Sequence[Recognised], said: _Said, quantity: Quantity) -> _Match | None:
    if (
        not quantity.counts
        or quantity.in_characters
        or not _KEYS.search(said.sentence.before(quantity)[-_AROUND:] + quantity.tail)
    ):
        return None
    matches = [each for table in tables for each in _one(table, said, quantity)]
    agreeing = [each for each in matches if each.agrees]
    if agreeing:
        return agreeing[0]
    firm = [each for each in matches if each.firm] or matches
    return firm[0] if firm and all(each.table is firm[0].table for each in firm) else None


def _accused(read: _Read, found: Sequence[_Read]) -> str | None:
    """The verdict on a figure that is not the cell's."""
    match, others = read.match, [each for each in found if each is not read and each.match.group == read.match.group]
    if any(each.match.agrees and each.match.cells == match.cells for each in others):
        return None  # told right in the same sentence: this is something else
    if _before_a_clearing(read):
        return None
    if read.match.cells[0][0] in _REVIEWED and _asked_for(read):
        return None
    if match.narrowed or read.scope.apart or (read.scope.own and match.firm):
        return "unclear" if match.firm else None
    if _merged(read, found) or _mended(read) == "sum":
        return "unclear"
    against = sum(not each.match.agrees for each in others)
    agreeing = [each for each in others if each.match.agrees and each.match.value and _listed(each, read)]
    neighbours = len({each.match.cells for each in agreeing})
    if neighbours >= _NEIGHBOURS + against or (not against and any(_is_whole(each, read) for each in agreeing)):
        return "contradicts"
    if not against and any(_is_tied(each, read) for each in agreeing):
        return "contradicts"
    if not match.firm:
        return "contradicts" if _is_slip(read.quantity, match) else None
    near = match.near or any(each.match.firm and each.match.cells[0][0] in _CARRIED for each in agreeing)
    sure = near and not read.scope.clause and (neighbours > 0 or against < _NEIGHBOURS)
    return "contradicts" if sure else "unclear"


_CLEARING = re.compile(r"清理|审查|梳理|评估|排查|审核|拟(?:修[订改]|废止)|(?<!予以)保留")
_AFTER_IT = re.compile(r"(?:目前|截至|截止|年[末底]|现有|至今|清理后|后)[^，。；]*$")


def _before_a_clearing(read: _Read) -> bool:
    """「对现行的38件逐件审查，废止6件；新制定5件」, 「继续有效19件，拟修订3件」: what was gone through, or kept of it, is not what is in force at the year's end."""
    if not any(column in ("in_force", "published_in_all") for _, column in read.match.cells):
        return False
    if read.quantity.tail.startswith("现行有效"):
        return False  # 对文件进行了清理，9件现行有效的规范性文件集中公布
    return bool(_CLEARING.search(read.sentence.text)) and not _AFTER_IT.search(
        f"{read.sentence.before(read.quantity).rpartition('，')[2]}"
    )


_REVIEWED = ("d", "reconsideration")
_ASKED, _TAKEN_ON = re.compile("复议申请$"), re.compile("，[^；。]{0,12}?受理(?:的|了)?\\d")
_OTHERS_TOOK = re.compile("[\u4e00-\u9fff]{2,}受理")


def _asked_for(read: _Read) -> bool:
    """「收到行政复议申请8件，依法受理6件」: more are asked for than are taken on; 省政府受理9件 are those of one reviewing body."""
    lead = bare(read.quantity.lead)
    behind = read.sentence.text[read.quantity.end - read.sentence.start :]
    return bool((_ASKED.search(lead) and _TAKEN_ON.match(behind)) or _OTHERS_TOOK.match(without_whole(lead)))


def _is_whole(other: _Read, read: _Read) -> bool:
    """Whether the other figure surely is the whole that this one is a part of, or stands beside it in its row."""
    cells, others = read.match.cells, other.match.cells
    if read.match.table.form.key == REVIEWS.key:
        of_all = {column for _, column in others} == {TOTAL} and {row for row, _ in cells} <= {row for row, _ in others}
    elif set(cells) < set(others) or {cells[0], others[0]} == set(ISSUED):
        return read.match.near  # both papers are said to be made
    elif cells[0][1] not in (TOTAL, VALUE):
        return others[0][0] == cells[0][0] and others != cells
    else:
        of_all = others[0][0] in WHOLES.get(_row(cells[0]), ())
    return of_all and other.match.firm and other.match.near


# What is told with all that was closed, of applications alone.
_CARRIED = ("r2", "r4")
# Trainings and who was trained, staff and its two kinds: told together, and of nothing else.
_TIED = ("h3", "h31", "h32"), ("i1", "i2", "i3")


def _is_tied(other: _Read, read: _Read) -> bool:
    """Whether the other figure stands for what is always told with this one, and this one is nearly the cell's, or was but for a digit."""
    rows = {other.match.cells[0][0], read.match.cells[0][0]}
    told, cell = read.quantity.digits, plain(read.match.value)
    trainings = read.match.cells[0][0] == "i2" and other.match.cells[0][0] == "i3" and "各类" in read.quantity.lead
    many = min(read.quantity.value, read.match.value) >= _MANY
    courses = many and read.match.cells[0][0] == "i3" and other.match.cells[0][0] == "i2" and read.match.near
    near = abs(read.quantity.value - read.match.value) <= FEW or (trainings and other.match.value >= _MANY)
    near = near or (courses and other.match.near and other.match.value > FEW and read.scope == Scope(False, False))
    slipped = swapped(told, cell) or (len(told) >= _SLIP and len(apart(told, cell)) == 1)
    return bool(read.quantity.is_whole and read.match.value and (near or slipped)) and any(
        rows <= set(tied) for tied in _TIED
    )


def _listed(other: _Read, read: _Read) -> bool:
    """Whether nothing between two figures, nor before the later one, turns to a part of the body."""
    if read.scope.clause and other.clause != read.clause:
        return False
    lead = "" if read.match.firm else read.quantity.lead
    between = read.sentence.between(other.quantity, read.quantity) if other.quantity.start < read.quantity.start else ""
    return not may_be_some(f"{between} {lead}")


def _merged(read: _Read, found: Sequence[_Read]) -> bool:
    """Whether the figure is that of the cell and its likes together, which the sentence doesn't tell: 同意公开 with 部分公开."""
    told_too = {place for each in found for place in each.match.cells}
    likes = [
        value
        for row in MERGED.get(_row(read.match.cells[0]), ())
        for cells in [_cells_of(read.match.table, row)]
        if told_too.isdisjoint(cells) and (value := _sum(read.match.table, cells))
    ]
    more = {sum(some) for count in range(1, len(likes) + 1) for some in combinations(likes, count)}
    return read.quantity.value - read.match.value in more


def _row(place: Place) -> str:
    return "_".join(place[0].split("_")[:2])


def _cells_of(table: Recognised, row: str) -> tuple[Place, ...]:
    """The cells of a row's grand total, or of its parts'."""
    column = table.form.columns[-1].key
    rows = [each.key for each in table.form.rows if each.kind != "head" and _row((each.key, "")) == row]
    return tuple((each, column) for each in rows)


def _mended(read: _Read) -> str:
    """ "cell" or "sum" if the figure, put in place of the table's, would mend a relation that the table breaks; else ""."""
    table, cells = read.match.table, read.match.cells
    if not read.quantity.is_whole:
        return ""
    for place in cells:
        value = table.value(*place)
        if value is not None:
            told_instead = {place: value + read.quantity.value - read.match.value}
            touched = [each for each in own_equations(table) if place in each.places and each.outcome == "broken"]
            if any(each.outcome_with(told_instead) == "holds" for each in touched):
                return "cell" if len(cells) == 1 else "sum"
    return ""


def _is_slip(quantity: Quantity, match: _Match) -> bool:
    """Two neighbouring digits changed places: no other number of so many digits comes so near by chance."""
    return not quantity.approximation and len(quantity.digits) >= _SLIP and swapped(quantity.digits, plain(match.value))


def _strange(read: Iterable[_Read]) -> list[Recognised]:
    """Tables of which the text tells more cells otherwise than alike: they may be of another body than the text."""
    others: dict[int, int] = {}
    tables: dict[int, Recognised] = {}
    for each in read:
        if each.match.firm:
            tables[id(each.match.table)] = each.match.table
            others[id(each.match.table)] = others.get(id(each.match.table), 0) + (-1 if each.match.agrees else 1)
    return [table for key, table in tables.items() if others[key] >= _STRANGE]


def _one(table: Recognised, said: _Said, quantity: Quantity) -> Iterator[_Match]:
    lead, tail = bare(quantity.lead) or _before_remark(said.sentence, quantity), quantity.tail.lstrip()
    yield from _measured(table, said, quantity, f"{lead}#", tail)
    context = None
    units = {quantity.unit, canonical(quantity.unit)}
    for name in names(without_whole(lead) or _before_bracket(said.sentence, quantity), tail):
        for family in FAMILIES.get(table.form.key, ()) if name else ():
            if family.units.isdisjoint(units):
                continue
            sums = family.sums(name)
            if not sums:
                continue
            if family.topic and context is None:
                context = _BRACKETS.sub("", said.heading + said.sentence.before(quantity))
            if family.topic is None or family.topic.search(context or ""):
                match = _weighed(table, sums, quantity)
                if match:
                    yield match


_REMARK = re.compile(
    "(?P<what>[^，。；：、]{4,20}?)(?:数量|占比|比例)?(?:仍|依然|还|较为|比较|相对)?(?:偏多|较多|偏高|较高|较大)，共?$"
)


def _before_remark(sentence: Sentence, quantity: Quantity) -> str:
    """不予公开的案件偏多，共19件: what is counted stands before the comma."""
    said = _REMARK.search(sentence.before(quantity)[-_AROUND:]) if quantity.lead.strip("，") in ("", "共") else None
    return bare(said["what"]) if said else ""


_SIGN = re.compile("[，。；：、）]")


def _before_bracket(sentence: Sentence, quantity: Quantity) -> str:
    """查阅点（全区共44个）: what is counted stands before the bracket."""
    clause = sentence.clause_of(quantity)
    if clause.before != "（":
        return ""
    return bare(_SIGN.split(sentence.text[: clause.start - sentence.start - 1])[-1])


def _measured(table: Recognised, said: _Said, quantity: Quantity, before: str, behind: str) -> Iterator[_Match]:
    around = f"{before}{behind}"
    for measure, ends in _in_this_unit(table.form.key, quantity.unit):
        # A wording that ends with the figure leaves open what follows.
        if not measure.words.search(before if ends else around):
            continue
        context = said.heading + said.sentence.text[: quantity.end - said.sentence.start] + quantity.tail
        near = measure.about is None or measure.about.search(context) is not None
        if not near and measure.cells[0][0][0] in _TIED[1]:
            near = measure.about is not None and measure.about.search(said.before) is not None
        if not near and measure.whole and not (measure.about is APPLICATIONS and measure.about.search(said.before)):
            continue
        narrowed = measure.whole and _narrowed(quantity.lead)
        match = _weighed(table, measure.cells, quantity)
        if match:
            firm = measure.firm and not _ONE_OF_THEM.search(quantity.lead)
            yield replace(match, firm=firm, near=near, narrowed=narrowed)


# One portal of the government sites that a row counts; one kind of meeting, of which other levels hold others; one kind of reading places.
_ONE_OF_THEM = re.compile(
    r"[县市区州旗](?:人民)?政府门户网站|召开全[县市区州旗省镇乡]|(?:村级|社区|村居|标准化|示范|电子|流动|固定|新[建增设])[^，。；\d]{0,8}查阅"
)


@cache
def _in_this_unit(form: str, unit: str) -> tuple[tuple[Measure, bool], ...]:
    """A form's measures that may be told in a unit, and whether their wording ends with the figure."""
    units = {unit, canonical(unit)}
    return tuple(
        (each, each.words.pattern.endswith("#$")) for each in MEASURES[form] if not each.units.isdisjoint(units)
    )


def _narrowed(lead: str) -> bool:
    """Whether the words before a figure tell one way, field or kind of what is measured."""
    return bool(_NARROWED.search(_ABOUT_DISCLOSURE.sub("", lead)) or _QUALIFIED.search(without_whole(lead)))


def _weighed(table: Recognised, choices: Sequence[tuple[Place, ...]], quantity: Quantity) -> _Match | None:
    """As of common words: neither firm nor near."""
    sums = [(cells, value) for cells in choices if (value := _sum(table, cells)) is not None]
    for cells, value in sums:
        if quantity.interval.meets(Interval.exact(_in_unit(table, cells, value))):
            return _Match(table, cells, True, False, False)
    return _Match(table, sums[0][0], False, False, False) if sums else None


def _in_unit(table: Recognised, cells: tuple[Place, ...], value: Decimal) -> Decimal:
    """万元 in the table, 元 with its scale in the text."""
    return value * 10_000 if table.form.row(cells[0][0]).unit == "万元" else value


def _sum(table: Recognised, cells: tuple[Place, ...]) -> Decimal | None:
    values = [table.value(*place) for place in cells]
    return None if any(value is None for value in values) else sum(values, Decimal(0))


# Findings ------------------------------------------------------------------------------------------------------------


def _printed(report: Report, table: Recognised, row: str) -> str:
    start, end = table.labels.get(row, (0, 0))
    return report.document.text[start:end]


def _finding(report: Report, read: _Read, verdict: str) -> Finding:
    match, sentence, quantity = read.match, read.sentence, read.quantity
    table, cells = match.table, match.cells
    figures = [figure for figure in (table.figure(*place) for place in cells) if figure]
    value = plain(sum((Decimal(figure.value) for figure in figures), Decimal(0)))
    names = "、".join(cell_name(table.form, *place, _printed(report, table, place[0])) for place in cells)
    value += "万元" if table.form.row(cells[0][0]).unit == "万元" and figures else ""
    spelt = value if len(figures) < 2 else f"{'+'.join(figure.value for figure in figures)}={value}"
    sign = "=" if verdict == "holds" else "≠"
    reason = {"holds": "cross.table-holds", "contradicts": "cross.table", "unclear": "cross.table-unclear"}[verdict]
    if verdict == "contradicts" and _mended(read):
        reason = "cross.table-mended"
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
