"""DOCX as passages: every paragraph of every part, what was struck out apart from what stands."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from gongkai.pure.audit.readers.numbering import W
from gongkai.pure.guard.aside import passages_aside
from gongkai.pure.guard.office import (
    Reading,
    Signs,
    parts_of,
    property_passages,
    put,
    repacked,
    tree_of,
    with_properties,
    xml_of,
)
from gongkai.pure.guard.passages import Passage, heads_of, is_named

_PARTS = re.compile(r"word/(?:(document|header|footer|footnotes|endnotes|comments|glossary/document)\d*)\.xml")
_WHERE = {"document": "正文", "header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注", "glossary/document": "自动图文集"}  # fmt: skip
_STRUCK = (f"{W}del", f"{W}moveFrom")
STANDS, STRUCK, HIDDEN = "t", "d", "h"


def read_word(data: bytes) -> Reading:
    """What a DOCX says, also where its readers do not look at once. Raises Unreadable."""
    parts = parts_of(data)
    reading = Reading()
    changes = comments = hidden = 0
    for name, what, root in _texts(parts):
        labels = _labels(root)
        for n, paragraph in enumerate(root.iter(f"{W}p")):
            label, named = labels.get(paragraph, ("", False))
            for form, nodes in _pieces(paragraph).items():
                where = (
                    what if form == STANDS else f"{what}{'的修订里删掉的文字' if form == STRUCK else '里隐藏的文字'}"
                )
                reading.passages.append(
                    Passage("".join(node.text or "" for node in nodes), where, label, named, f"{name}#{n}#{form}")
                )
                hidden += form == HIDDEN
        changes += sum(1 for tag in ("ins", "del", "moveFrom", "moveTo") for _ in root.iter(f"{W}{tag}"))
        comments += sum(1 for _ in root.iter(f"{W}comment"))
    reading.passages += property_passages(parts)
    reading.passages += passages_aside(parts, _is_read, but=lambda part: part.startswith("docProps/"))
    for n, told in ((changes, "处修订痕迹"), (comments, "条批注"), (hidden, "处隐藏的文字")):
        if n:
            reading.traces.append(f"文件里留着{n}{told}")
    return reading


def masked_word(data: bytes, signs: Signs) -> bytes:
    """The same file with signs covered."""
    parts = parts_of(data)
    changed = with_properties(parts, signs)
    for name, _, root in _texts(parts):
        paragraphs = list(root.iter(f"{W}p"))
        touched = False
        for key, covered in signs.items():
            part, _, rest = key.partition("#")
            if part != name:
                continue
            n, _, form = rest.partition("#")
            _cover(_pieces(paragraphs[int(n)]).get(form, []), covered)
            touched = True
        if touched:
            changed[name] = xml_of(root)
    return repacked(data, changed)


def _texts(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str, Any]]:
    for name in sorted(parts):
        if match := _PARTS.fullmatch(name):
            yield name, _WHERE[re.sub(r"\d+$", "", match[1])], tree_of(parts[name])


def _is_read(part: str, element: Any) -> bool:
    return element.tag in (f"{W}t", f"{W}delText") and bool(_PARTS.fullmatch(part))


def _pieces(paragraph: Any) -> dict[str, list[Any]]:
    """The text nodes of a paragraph by what becomes of them; those of a paragraph within it (a text box) are that one's own."""
    found: dict[str, list[Any]] = {}
    for node in paragraph.iter(f"{W}t", f"{W}delText"):
        above = list(node.iterancestors())
        if next(each for each in above if each.tag == f"{W}p") is not paragraph:
            continue
        inside = above[: above.index(paragraph)]
        run = next((each for each in inside if each.tag == f"{W}r"), None)
        vanish = run.find(f"{W}rPr/{W}vanish") if run is not None else None
        if node.tag == f"{W}delText" or any(each.tag in _STRUCK for each in inside):
            form = STRUCK
        elif vanish is not None and vanish.get(f"{W}val") not in ("0", "false", "off"):
            form = HIDDEN
        else:
            form = STANDS
        found.setdefault(form, []).append(node)
    return found


def _cover(nodes: list[Any], covered: Mapping[int, str]) -> None:
    at = 0
    for node in nodes:
        text = node.text or ""
        node.text = put(text, {n - at: sign for n, sign in covered.items() if at <= n < at + len(text)})
        at += len(text)


def _labels(root: Any) -> dict[Any, tuple[str, bool]]:
    """Of each paragraph in a table the head of its column, and whether its row names somebody."""
    found: dict[Any, tuple[str, bool]] = {}
    for table in root.iter(f"{W}tbl"):
        rows = [
            [(cell, _said(cell), _width(cell)) for cell in row.iter(f"{W}tc")] for row in table.iterchildren(f"{W}tr")
        ]
        grids = [[text for _, text, width in row for text in (text, *[""] * (width - 1))] for row in rows]
        first, heads = heads_of(grids)
        for n, (row, grid) in enumerate(zip(rows, grids, strict=True)):
            if n <= first or first < 0:
                continue
            named, column = is_named(heads, grid), 0
            for cell, _, width in row:
                label = heads[column] if column < len(heads) else ""
                found |= {paragraph: (label, named) for paragraph in cell.iter(f"{W}p")}
                column += width
    return found


def _said(cell: Any) -> str:
    return "".join(node.text or "" for node in cell.iter(f"{W}t"))


def _width(cell: Any) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = span.get(f"{W}val") if span is not None else "1"
    return max(1, min(int(value), 100)) if value and value.isdecimal() else 1
