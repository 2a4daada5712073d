"""Word, Excel, PDF and text files as passages, with all that a reader of the file could come upon: properties, headers and footers, notes,
comments, what was struck out under tracked changes, hidden text, hidden sheets, rows and columns, pivot caches; and the same files with
signs of it covered.

Parts are read as XML with the auditor's limits; a part is never handed to a library that would fetch or run anything.
"""

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from gongkai.pure.audit.document import Unreadable
from gongkai.pure.audit.readers.package import unpacked
from gongkai.pure.guard.passages import Passage

Signs = Mapping[str, Mapping[int, str]]
"""By a passage's key, and by the sign's place in it, what is put there."""
_XML = re.compile(r"(?:\.xml|\.rels)$")
_PARSER = {"resolve_entities": False, "no_network": True, "huge_tree": False}


@dataclass
class Reading:
    """What a file says. ``traces``: what of its past it carries along; ``unread``: why not all of it could be searched, "" if it could."""

    passages: list[Passage] = field(default_factory=list)
    traces: list[str] = field(default_factory=list)
    unread: str = ""


def tree_of(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(**_PARSER))


def parts_of(data: bytes) -> dict[str, bytes]:
    """The XML parts of a package. Raises Unreadable."""
    with zipfile.ZipFile(unpacked(data, _XML)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if _XML.search(name)}


def repacked(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with some parts replaced, all others as they were."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            target.writestr(part, changed.get(part.filename, source.read(part.filename)), zipfile.ZIP_DEFLATED)
    return made.getvalue()


_PROPERTIES = {
    "title": "标题", "subject": "主题", "creator": "作者", "keywords": "关键词", "description": "备注", "lastModifiedBy": "最后编辑的人",
    "category": "类别", "Company": "单位", "Manager": "经理", "contentStatus": "状态",
}  # fmt: skip


def properties(parts: Mapping[str, bytes]) -> Iterator[tuple[str, etree._Element, str]]:
    """The texts of a package's properties: part, element, what it is called."""
    for name in sorted(parts):
        if name.startswith("docProps/"):
            for element in tree_of(parts[name]).iter():
                if isinstance(element.tag, str) and (element.text or "").strip():
                    local = etree.QName(element).localname
                    yield name, element, _PROPERTIES.get(local, local)


def property_passages(parts: Mapping[str, bytes]) -> Iterator[Passage]:
    for n, (_, element, called) in enumerate(properties(parts)):
        label = {"lpwstr": "自定义属性", "Template": "模板", "HyperlinkBase": "超链接基础"}.get(called, called)
        label = "其他" if label.isascii() else label
        yield Passage(element.text, f"文件属性“{label}”", key=f"property:{n}")


def with_properties(parts: Mapping[str, bytes], signs: Signs) -> dict[str, bytes]:
    """The parts of properties in which signs are covered."""
    changed: dict[str, bytes] = {}
    found = list(properties(parts))
    for n, (name, element, _) in enumerate(found):
        if covered := signs.get(f"property:{n}"):
            element.text = put(element.text, covered)
            changed[name] = xml_of(element.getroottree().getroot())
    return changed


def put(text: str, signs: Mapping[int, str]) -> str:
    return "".join(signs.get(n, sign) for n, sign in enumerate(text))


def xml_of(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


# Text files.


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file and the encoding it is in."""
    for encoding in ("utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8", "gb18030"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise Unreadable(
        "encoding", "这个文本文件的编码认不出来，请另存为UTF-8再上传", "The encoding is not known; save it as UTF-8"
    )


def read_text(data: bytes) -> Reading:
    """A text, a line a passage; of lines parted by commas or tabs the first heads the columns."""
    text, _ = decoded(data)
    lines = text.splitlines()
    heads = _cells(lines[0]) if lines else []
    return Reading([Passage(line, f"第{n + 1}行", key=str(n)) for n, line in enumerate(lines)] + _columns(lines, heads))


def _columns(lines: list[str], heads: list[str]) -> list[Passage]:
    """Cells whose column says what they are; their key tells line and where in it they begin."""
    from gongkai.pure.guard.passages import is_named

    made: list[Passage] = []
    if len(heads) < 2:
        return made
    for n, line in enumerate(lines[1:], start=1):
        row, at = _cells(line), 0
        if len(row) != len(heads):
            continue
        for head, cell in zip(heads, row, strict=True):
            start = line.find(cell, at)
            if cell.strip() and start >= 0:
                made.append(Passage(cell, f"第{n + 1}行“{head}”", head, is_named(heads, row), f"{n}:{start}"))
                at = start + len(cell)
    return made


def _cells(line: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter="\t" if "\t" in line else ","), [])]
    except csv.Error:
        return []


def masked_text(data: bytes, signs: Signs) -> bytes:
    text, encoding = decoded(data)
    lines = text.splitlines(keepends=True)
    for key, covered in signs.items():
        n, _, start = key.partition(":")
        lines[int(n)] = put(lines[int(n)], {int(start or 0) + at: sign for at, sign in covered.items()})
    return "".join(lines).encode(encoding)
