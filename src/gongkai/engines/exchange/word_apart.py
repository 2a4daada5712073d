"""The paragraphs, tables and pictures of a DOCX as HTML, read in a process of its own: time and memory are bounded, nothing is written.

Run as ``python -m gongkai.engines.exchange.word_apart`` it reads a file from standard input and tells its blocks as JSON. What is not
seen in the text does not come along: deletions, hidden text, comments, heads and feet, the table of contents.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html import escape
from typing import Any

from gongkai.engines.exchange.apart import Refused, answer_with
from gongkai.pure.audit.document import Unreadable
from gongkai.pure.audit.readers.numbering import Numbering, W
from gongkai.pure.audit.readers.package import unpacked

DAMAGED = "这个Word文件打不开，文件可能损坏。请在Word或WPS里打开，另存为docx再上传"
MOST_CELLS = 50_000
LONGEST = 400_000
DIGEST = 40
"""Hex signs of a picture's SHA-256 by which the text refers to it until it is stored."""
PICTURES = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg"}
_WANTED = re.compile(r"(?:\.xml|\.rels)$|^word/media/")
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_INSIDE = frozenset(f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "customXml", "sdtContent", "fldSimple", "rubyBase", "dir", "bdo", "sdt"))  # fmt: skip
_OFF = frozenset({"0", "false", "off", "none"})
_ALIGN = {"center": "align-center", "right": "align-right", "end": "align-right"}
SAID = {
    "deleted": "有{n}处修订时删去的文字，没有读",
    "hidden": "有{n}处隐藏的文字，没有读",
    "notes": "有{n}个脚注或者尾注，没有读，请看看要不要写进正文",
    "pictures": "有{n}张图不是PNG或JPEG，没有读，请另存为图片以后在编辑页加上",
    "contents": "目录没有读",
    "boxes": "有{n}个文本框，文字排在所在的段落后面",
}


class Reader:
    """Walks a document's XML; ``blocks`` are what it found: {"kind": "p"|"table"|"picture", "html", "text", "align", "level"}."""

    def __init__(self, package: Any) -> None:
        self.part = package.part
        self.blocks: list[dict[str, Any]] = []
        self.pictures: dict[str, bytes] = {}
        self.counts: Counter[str] = Counter()
        self.styles = {style.style_id: style for style in package.styles if style.type == 1}
        self.numbering = Numbering(_related(package.part, "/numbering"))

    def walk(self, parent: Any) -> None:
        for child in parent.iterchildren():
            if child.tag == f"{W}p":
                self.paragraph(child)
            elif child.tag == f"{W}tbl":
                self.table(child)
            elif child.tag == f"{W}sdt" and child.find(f"{W}sdtPr/{W}docPartObj") is not None:
                self.counts["contents"] += 1
            elif child.tag in _INSIDE or child.tag == f"{_MC}AlternateContent":
                for inside in _chosen(child):
                    self.walk(inside)

    def paragraph(self, element: Any) -> None:
        style = self._style(element)
        if style and re.match(r"(?i)toc\s?\d|目录", style.name or ""):
            self.counts["contents"] += 1
            return
        boxes: list[Any] = []
        html, text = self._words(element, boxes)
        if text.strip() or "<img" in html:
            self.blocks.append(
                {
                    "kind": "p",
                    "html": html.strip(),
                    "text": text.strip(),
                    "align": self._align(element, style),
                    "level": self._level(element, style),
                }
            )
        for box in boxes:
            self.counts["boxes"] += 1
            self.walk(box)

    def _words(self, element: Any, boxes: list[Any]) -> tuple[str, str]:
        html, text = self._runs(element, boxes)
        number = element.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None and text.strip():
            level = element.find(f"{W}pPr/{W}numPr/{W}ilvl")
            mark = self.numbering.mark(number.get(f"{W}val") or "", int(level.get(f"{W}val") or 0) if level is not None else 0)  # fmt: skip
            html, text = escape(mark, quote=False) + html, mark + text
        return html, text

    def _runs(self, parent: Any, boxes: list[Any]) -> tuple[str, str]:
        html, text = [], []
        for child in parent.iterchildren():
            tag = child.tag
            if tag == f"{W}r":
                made = self._run(child, boxes)
            elif tag in (f"{W}del", f"{W}moveFrom"):
                self.counts["deleted"] += 1
                continue
            elif tag == f"{W}hyperlink":
                made = self._link(child, boxes)
            elif tag in _INSIDE or tag == f"{_MC}AlternateContent":
                parts = [self._runs(inside, boxes) for inside in _chosen(child)]
                made = "".join(h for h, _ in parts), "".join(t for _, t in parts)
            else:
                continue
            html.append(made[0])
            text.append(made[1])
        return _merged("".join(html)), "".join(text)

    def _link(self, element: Any, boxes: list[Any]) -> tuple[str, str]:
        html, text = self._runs(element, boxes)
        relation = self.part.rels.get(element.get(f"{_R}id") or "")
        if relation is not None and relation.is_external and text:
            html = f'<a href="{escape(relation.target_ref)}">{html}</a>'
        return html, text

    def _run(self, run: Any, boxes: list[Any]) -> tuple[str, str]:
        properties = run.find(f"{W}rPr")
        if _on(properties, "vanish"):
            self.counts["hidden"] += 1
            return "", ""
        html, text = [], []
        for child in run.iterchildren():
            tag = child.tag
            if tag == f"{W}t":
                html.append(escape(child.text or "", quote=False))
                text.append(child.text or "")
            elif tag in (f"{W}tab",):
                html.append("　")
                text.append("　")
            elif tag in (f"{W}br", f"{W}cr") and child.get(f"{W}type") != "page":
                html.append("<br>")
                text.append("\n")
            elif tag == f"{W}noBreakHyphen":
                html.append("-")
                text.append("-")
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self.counts["notes"] += 1
            elif tag in (f"{W}drawing", f"{W}pict"):
                html.append(self._drawing(child, boxes))
            elif tag == f"{_MC}AlternateContent":
                for inside in _chosen(child):
                    html += [self._drawing(each, boxes) for each in inside.iterchildren()]
        made = "".join(html)
        if made and "".join(text).strip():
            for name, mark in (("b", "strong"), ("i", "em"), ("u", "u")):
                if _on(properties, name):
                    made = f"<{mark}>{made}</{mark}>"
            raised = properties.find(f"{W}vertAlign") if properties is not None else None
            mark = {"superscript": "sup", "subscript": "sub"}.get(raised.get(f"{W}val") if raised is not None else "")
            made = f"<{mark}>{made}</{mark}>" if mark else made
        return made, "".join(text)

    def _drawing(self, drawing: Any, boxes: list[Any]) -> str:
        found = list(drawing.iter(f"{W}txbxContent"))
        if found:
            boxes += [box for box in found if not any(each in found for each in box.iterancestors(f"{W}txbxContent"))]
            return ""
        made = []
        for blip in drawing.iter(f"{_A}blip"):
            relation = self.part.rels.get(blip.get(f"{_R}embed") or "")
            data = relation.target_part.blob if relation is not None and not relation.is_external else b""
            if not any(data.startswith(mark) for mark in PICTURES):
                self.counts["pictures"] += 1
                continue
            digest = sha256(data).hexdigest()[:DIGEST]
            self.pictures[digest] = data
            made.append(f'<img src="attachment:{digest}" alt="图{list(self.pictures).index(digest) + 1}">')
        if not made and not list(drawing.iter(f"{_A}blip")):
            self.counts["pictures"] += 1
        return "".join(made)

    def table(self, table: Any) -> None:
        rows = [row for row in _within(table, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]
        if sum(1 for row in rows for _ in _within(row, f"{W}tc")) > MOST_CELLS:
            raise Refused("这个Word文件里的表格太大，请把表格放进Excel，作为附件")
        if next(table.iterdescendants(f"{W}tbl"), None) is not None:
            for row in rows:
                for cell in _within(row, f"{W}tc"):
                    self.walk(cell)
            return
        lines: list[list[dict[str, Any]]] = []
        open_cells: dict[int, dict[str, Any]] = {}
        placed: list[dict[int, str]] = []
        for row in rows:
            placed.append({})
            column, line = _whole(row.find(f"{W}trPr/{W}gridBefore"), 0), []
            head = row.find(f"{W}trPr/{W}tblHeader") is not None
            for cell in _within(row, f"{W}tc"):
                width = max(1, min(_whole(cell.find(f"{W}tcPr/{W}gridSpan"), 1), 100))
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and merge.get(f"{W}val") != "restart" and column in open_cells:
                    open_cells[column]["rows"] += 1
                else:
                    open_cells.pop(column, None)
                    html, text = self._cell(cell)
                    made = {"html": html, "text": text, "rows": 1, "columns": width, "head": head}
                    line.append(made)
                    placed[-1][column] = text
                    if merge is not None:
                        open_cells[column] = made
                column += width
            lines.append(line)
        self.blocks.append(
            {
                "kind": "table",
                "html": _table(lines),
                "text": "\t".join(cell["text"] for line in lines for cell in line),
                "cells": [[cell["text"] for cell in line] for line in lines],
                "grid": _grid(placed),
                "align": "",
                "level": 0,
            }
        )

    def _cell(self, cell: Any) -> tuple[str, str]:
        parts = []
        for element in _within(cell, f"{W}p"):
            boxes: list[Any] = []
            html, text = self._words(element, boxes)
            if text.strip() or "<img" in html:
                parts.append((html.strip(), text.strip()))
        if len(parts) > 1:
            return "".join(f"<p>{html}</p>" for html, _ in parts), "\n".join(text for _, text in parts)
        return parts[0] if parts else ("", "")

    def _style(self, element: Any) -> Any:
        named = element.find(f"{W}pPr/{W}pStyle")
        return self.styles.get(named.get(f"{W}val")) if named is not None else None

    def _chain(self, style: Any) -> list[Any]:
        found = []
        while style is not None and len(found) < 12:
            found.append(style)
            style = style.base_style
        return found

    def _align(self, element: Any, style: Any) -> str:
        own = element.find(f"{W}pPr/{W}jc")
        for each in self._chain(style) if own is None else ():
            own = own if own is not None else each.element.find(f"{W}pPr/{W}jc")
        return _ALIGN.get(own.get(f"{W}val"), "") if own is not None else ""

    def _level(self, element: Any, style: Any) -> int:
        """0 for text, 1 for a title, 2 to 4 for headings."""
        if style is not None and re.fullmatch(r"(?i)title|标题|文档标题", style.name or ""):
            return 1
        own = element.find(f"{W}pPr/{W}outlineLvl")
        for each in self._chain(style) if own is None else ():
            own = own if own is not None else each.element.find(f"{W}pPr/{W}outlineLvl")
        outline = _whole(own, 9) if own is not None else 9
        return min(outline + 2, 4) if outline < 9 else 0


def _grid(placed: list[dict[int, str]]) -> list[list[str]]:
    """Each cell's text in its column, and nothing where a cell that was merged goes on: all rows are as wide."""
    width = max((column + 1 for row in placed for column in row), default=0)
    return [[row.get(column, "") for column in range(width)] for row in placed]


def _table(lines: list[list[dict[str, Any]]]) -> str:
    rows = []
    for line in lines:
        cells = []
        for cell in line:
            tag = "th" if cell["head"] else "td"
            spans = "".join(
                f' {name}="{cell[key]}"' for name, key in (("colspan", "columns"), ("rowspan", "rows")) if cell[key] > 1
            )
            cells.append(f"<{tag}{spans}>{cell['html']}</{tag}>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def _merged(html: str) -> str:
    """Neighbours of one format as one: Word cuts runs wherever somebody once typed."""
    return re.sub(r"</(strong|em|u|sup|sub)><\1>", "", html)


def _on(properties: Any, name: str) -> bool:
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found is not None and found.get(f"{W}val") not in _OFF


def _whole(element: Any, default: int) -> int:
    text = (element.get(f"{W}val") or "") if element is not None else ""
    return int(text) if text.isdecimal() and len(text) < 7 else default


def _chosen(element: Any) -> list[Any]:
    """What is inside of a wrapper; of the same content told twice, for new and old programs, one."""
    if element.tag == f"{_MC}AlternateContent":
        return list(element.iterchildren(f"{_MC}Choice"))[:1] or list(element.iterchildren(f"{_MC}Fallback"))
    if element.tag == f"{W}sdt":
        return list(element.iterchildren(f"{W}sdtContent"))
    return [element]


def _within(parent: Any, tag: str) -> Any:
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _INSIDE:
            for inside in _chosen(child):
                yield from _within(inside, tag)


def _related(part: Any, kind: str) -> Any | None:
    for relation in part.rels.values():
        if relation.reltype.endswith(kind) and not relation.is_external:
            return getattr(relation.target_part, "element", None)
    return None


def read(content: bytes) -> dict[str, Any]:
    """{"blocks", "pictures": {digest: base64}, "notes"}. Raises Refused, Unreadable."""
    import docx

    copy = unpacked(content, _WANTED)
    try:
        package = docx.Document(copy)
        reader = Reader(package)
        reader.walk(package.element.body)
    except (Refused, Unreadable, MemoryError):
        raise
    except Exception:
        # Whatever a broken or hostile package makes of the library: it can't be opened.
        raise Refused(DAMAGED) from None
    if sum(len(block["html"]) for block in reader.blocks) > LONGEST:
        raise Refused("这个Word文件太长，请把长的附表放进附件，正文里只留要紧的")
    notes = [SAID[key].format(n=n) for key, n in reader.counts.items() if n]
    pictures = {digest: b64encode(data).decode() for digest, data in reader.pictures.items()}
    return {"blocks": reader.blocks, "pictures": pictures, "notes": notes}


if __name__ == "__main__":
    answer_with(read)
