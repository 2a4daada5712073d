"""DOCX: body text in its order with headings, automatic numbers, tables and text boxes.

python-docx opens the package; the body is walked on its XML, since the library's own paragraphs leave out insertions,
content controls and text boxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import docx

from gongkai.pure.audit.document import Document, Unreadable
from gongkai.pure.audit.readers.builder import Builder, Field, Kind
from gongkai.pure.audit.readers.limits import MAX_CELLS
from gongkai.pure.audit.readers.numbering import Numbering, W
from gongkai.pure.audit.readers.package import unpacked
from gongkai.pure.audit.readers.refusals import refuse

_WANTED: Final = re.compile(r"(?:\.xml|\.rels)$")
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TRANSPARENT: Final = frozenset(
    {f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "customXml", "sdtContent", "hyperlink", "fldSimple", "rubyBase", "dir", "bdo")}
    | {f"{_M}oMath", f"{_M}oMathPara"}
)  # fmt: skip
_OFF: Final = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True)
class _Style:
    name: str
    outline: int | None
    number: tuple[str, int] | None
    base: str
    hidden: bool | None = None


_CONTENTS_STYLE = re.compile(r"(?i)toc\s?\d")
_TITLE_STYLE = re.compile(r"(?i)title|标题|文档标题")


class _Reader:
    def __init__(self, package: Any) -> None:
        self.builder = Builder()
        self.styles = _styles(package.styles.element)
        self.numbering = Numbering(_related(package.part, "/numbering"))
        self.counts = dict.fromkeys(
            ("boxes", "pictures", "hidden", "deleted", "notes", "numbers", "contents", "nested"), 0
        )

    # ---- blocks

    def blocks(self, parent: Any) -> None:
        for child in parent.iterchildren():
            tag = child.tag
            if tag == f"{W}p":
                self.paragraph(child)
            elif tag == f"{W}tbl":
                self.table(child)
            elif tag == f"{W}sdt":
                if child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery[@{W}val='Table of Contents']") is not None:
                    self.counts["contents"] += 1
                    continue
                for content in child.iterchildren(f"{W}sdtContent"):
                    self.blocks(content)
            elif tag == f"{_MC}AlternateContent":
                for choice in _choice(child):
                    self.blocks(choice)
            elif tag in _TRANSPARENT:
                self.blocks(child)

    def paragraph(self, element: Any) -> None:
        text, kind, boxes = self.words(element)
        self.builder.paragraph(text, kind)
        for box in boxes:
            self.counts["boxes"] += 1
            self.blocks(box)

    def words(self, element: Any) -> tuple[str, Kind, list[Any]]:
        """A paragraph's text with its automatic number, its kind, and the text boxes anchored in it."""
        style = self.style(element)
        if style and _CONTENTS_STYLE.match(style.name):
            self.counts["contents"] += 1
            return "", "text", []
        parts: list[str] = []
        boxes: list[Any] = []
        self.runs(element, parts, boxes)
        text = "".join(parts).strip()
        kind: Kind = "text"
        outline = self.outline(element, style)
        number = self.number(element, style)
        if style and _TITLE_STYLE.fullmatch(style.name):
            kind = "title"
        elif outline is not None and outline < 9:
            kind = "heading"
        elif number:
            kind = "item"
        if number and text:
            mark = self.numbering.mark(*number)
            self.counts["numbers"] += bool(mark)
            text = mark + text
        return text, kind, boxes

    def style(self, element: Any) -> _Style | None:
        named = element.find(f"{W}pPr/{W}pStyle")
        return self.styles.get(named.get(f"{W}val")) if named is not None else None

    def chain(self, style: _Style | None) -> Iterator[_Style]:
        for _ in range(12):
            if style is None:
                return
            yield style
            style = self.styles.get(style.base)

    def outline(self, element: Any, style: _Style | None) -> int | None:
        own = element.find(f"{W}pPr/{W}outlineLvl")
        if own is not None:
            return int(own.get(f"{W}val") or 9)
        return next((each.outline for each in self.chain(style) if each.outline is not None), None)

    def number(self, element: Any, style: _Style | None) -> tuple[str, int] | None:
        own = _number(element.find(f"{W}pPr"))
        found = own or next((each.number for each in self.chain(style) if each.number), None)
        return found if found and found[0] != "0" else None

    # ---- runs

    def runs(self, parent: Any, parts: list[str], boxes: list[Any]) -> None:
        for child in parent.iterchildren():
            tag = child.tag
            if tag == f"{W}r" or tag == f"{_M}r":
                self.run(child, parts, boxes)
            elif tag in (f"{W}del", f"{W}moveFrom"):
                self.counts["deleted"] += 1
            elif tag == f"{W}sdt":
                for content in child.iterchildren(f"{W}sdtContent"):
                    self.runs(content, parts, boxes)
            elif tag == f"{_MC}AlternateContent":
                for choice in _choice(child):
                    self.runs(choice, parts, boxes)
            elif tag in _TRANSPARENT or (isinstance(tag, str) and tag.startswith(_M)):
                self.runs(child, parts, boxes)

    def hidden(self, run: Any) -> bool:
        """By itself, or by the style of its words or of its paragraph."""
        own = _vanishes(run.find(f"{W}rPr"))
        named = run.find(f"{W}rPr/{W}rStyle")
        above = next(run.iterancestors(f"{W}p"), None)
        styles = [
            self.styles.get(named.get(f"{W}val")) if named is not None else None,
            self.style(above) if above is not None else None,
        ]
        told = [each.hidden for style in styles for each in self.chain(style)]
        return next((each for each in (own, *told) if each is not None), False)

    def run(self, run: Any, parts: list[str], boxes: list[Any]) -> None:
        if self.hidden(run):
            self.counts["hidden"] += any((each.text or "").strip() for each in run.iter(f"{W}t"))
            return
        for child in run.iterchildren():
            tag = child.tag
            if tag == f"{W}t" or tag == f"{_M}t":
                parts.append(child.text or "")
            elif tag == f"{W}tab":
                parts.append("\t")
            elif tag in (f"{W}br", f"{W}cr"):
                parts.append("" if child.get(f"{W}type") == "page" else "\n")
            elif tag == f"{W}noBreakHyphen":
                parts.append("-")
            elif tag == f"{W}sym":
                parts.append("\ufffd")
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self.counts["notes"] += 1
            elif tag == f"{W}ruby":
                self.runs(child, parts, boxes)
            elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                self.drawing(child, boxes)
            elif tag == f"{_MC}AlternateContent":
                for choice in _choice(child):
                    for drawing in choice.iterchildren():
                        self.drawing(drawing, boxes)

    def drawing(self, drawing: Any, boxes: list[Any]) -> None:
        found = list(drawing.iter(f"{W}txbxContent"))
        # A box within a box is read with the outer one.
        boxes += [box for box in found if not any(each in found for each in box.iterancestors(f"{W}txbxContent"))]
        self.counts["pictures"] += not found

    # ---- tables

    def table(self, table: Any) -> None:
        rows = [row for row in _within(table, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]
        nested = next(table.iterdescendants(f"{W}tbl"), None) is not None
        cells = sum(1 for row in rows for _ in _within(row, f"{W}tc"))
        if cells > MAX_CELLS:
            raise refuse("too-long", limit=f"{MAX_CELLS // 10000} 万个单元格", limit_en=f"{MAX_CELLS:,} cells")
        if nested or cells < 2:
            self.counts["nested"] += nested
            for row in rows:
                for cell in _within(row, f"{W}tc"):
                    self.blocks(cell)
            return
        self.builder.table(self.fields(rows))

    def fields(self, rows: list[Any]) -> list[Field]:
        fields: list[Field] = []
        open_cells: dict[int, int] = {}
        for number, row in enumerate(rows):
            column = _value(row.find(f"{W}trPr/{W}gridBefore"), 0)
            for cell in _within(row, f"{W}tc"):
                width = max(1, min(_value(cell.find(f"{W}tcPr/{W}gridSpan"), 1), 200))
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and merge.get(f"{W}val") != "restart" and column in open_cells:
                    above = fields[open_cells[column]]
                    fields[open_cells[column]] = Field(
                        above.text, above.row, above.column, number - above.row + 1, above.columns
                    )
                else:
                    open_cells.pop(column, None)
                    if merge is not None:
                        open_cells[column] = len(fields)
                    fields.append(Field(self.cell(cell), number, column, 1, width))
                column += width
        return fields

    def cell(self, cell: Any) -> str:
        lines = []
        for element in _within(cell, f"{W}p"):
            text, _, boxes = self.words(element)
            lines.append(text)
            for box in boxes:
                self.counts["boxes"] += 1
                lines += [self.words(each)[0] for each in box.iter(f"{W}p")]
        return "\n".join(line for line in lines if line)

    # ---- what is to be said

    def notes(self) -> None:
        for key, code, zh, en in (
            ("numbers", "list-numbers", "有 {n} 个段落序号由 Word 自动编排，已按显示的样子写出。", "{n} paragraph numbers are automatic; they are written out as Word shows them."),
            ("boxes", "text-boxes", "有 {n} 个文本框，其文字排在所在段落之后。", "{n} text boxes; their text follows the paragraph that holds them."),
            ("nested", "nested-tables", "有 {n} 个表格里套着表格，外层按段落读取。", "{n} tables hold tables; the outer ones were read as paragraphs."),
            ("pictures", "skipped-pictures", "有 {n} 张图片、图表或公式对象没有读取，其中的数字没有核对。", "{n} pictures, charts or objects were not read; figures in them are not checked."),
            ("hidden", "dropped-hidden", "有 {n} 处隐藏文字，没有读取。", "{n} hidden pieces of text were not read."),
            ("deleted", "tracked-changes", "文件带有修订痕迹（{n} 处删除），按接受修订后的文字读取。", "The file has tracked changes ({n} deletions); it was read as if they were accepted."),
            ("notes", "skipped-footnotes", "有 {n} 个脚注或尾注没有读取。", "{n} footnotes or endnotes were not read."),
            ("contents", "dropped-contents", "目录没有当作正文。", "The table of contents was passed over."),
        ):  # fmt: skip
            if n := self.counts[key]:
                self.builder.note(code, zh.format(n=n), en.format(n=n))


def read_word(data: bytes) -> Document:
    """Bytes of a DOCX -> Document. Raises Unreadable."""
    copy = unpacked(data, _WANTED)
    try:
        package = docx.Document(copy)
        reader = _Reader(package)
        reader.blocks(package.element.body)
    except (Unreadable, MemoryError):
        raise
    except Exception:
        # Whatever a broken or hostile package makes of the libraries: it can't be opened.
        raise refuse("damaged") from None
    reader.notes()
    if not reader.builder:
        raise refuse("no-text")
    return reader.builder.document()


def _related(part: Any, kind: str) -> Any | None:
    for relation in part.rels.values():
        if relation.reltype.endswith(kind) and not relation.is_external:
            return getattr(relation.target_part, "element", None)
    return None


def _styles(element: Any) -> dict[str, _Style]:
    found = {}
    for style in element.iter(f"{W}style"):
        name, base, outline = style.find(f"{W}name"), style.find(f"{W}basedOn"), style.find(f"{W}pPr/{W}outlineLvl")
        found[style.get(f"{W}styleId") or ""] = _Style(
            (name.get(f"{W}val") or "") if name is not None else "",
            _value(outline, 9) if outline is not None else None,
            _number(style.find(f"{W}pPr")),
            (base.get(f"{W}val") or "") if base is not None else "",
            _vanishes(style.find(f"{W}rPr")),
        )
    return found


def _vanishes(properties: Any | None) -> bool | None:
    """Do these properties of words hide them? None where they do not say."""
    vanish = properties.find(f"{W}vanish") if properties is not None else None
    return None if vanish is None else vanish.get(f"{W}val") not in _OFF


def _number(properties: Any | None) -> tuple[str, int] | None:
    listed = properties.find(f"{W}numPr") if properties is not None else None
    number = listed.find(f"{W}numId") if listed is not None else None
    if number is None:
        return None
    return number.get(f"{W}val") or "0", _value(listed.find(f"{W}ilvl"), 0)


def _value(element: Any | None, default: int) -> int:
    text = (element.get(f"{W}val") or "") if element is not None else ""
    return int(text) if text.isdecimal() and len(text) < 7 else default


def _choice(alternate: Any) -> list[Any]:
    """The same content twice, for new and old programs: one of them."""
    return list(alternate.iterchildren(f"{_MC}Choice"))[:1] or list(alternate.iterchildren(f"{_MC}Fallback"))


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """Children of this kind, content controls and insertions looked into."""
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag == f"{W}sdt":
            for content in child.iterchildren(f"{W}sdtContent"):
                yield from _within(content, tag)
        elif child.tag in _TRANSPARENT:
            yield from _within(child, tag)
