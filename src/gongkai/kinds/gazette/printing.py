"""An issue as it is printed: cover, contents with page numbers, and the documents as they stand on the site, with their pictures."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.ground.documents.typesetting import NotRendered, typeset
from gongkai.ground.files.kinds import JPEG_MARK, PNG_MARK
from gongkai.ground.ui.words import zh_date

TEMPLATE = Path(__file__).parent / "templates" / "gazette" / "issue.typ"
HEADS = ("h2", "h3", "h4")
NOTE = "文字以网站上的为准；已经撤下的，不在本册里。"
LARGEST, MOST_OF_ALL, MOST_POINTS = 6_000_000, 40_000_000, 40_000_000
"""Bytes of a picture, of all pictures of an issue, and points of a picture unpacked."""
_WITHIN = ("ul", "ol", "blockquote", "thead", "tbody", "tfoot", "div")


def issue(
    view: dict[str, Any], documents: dict[str, dict[str, Any]], targets: dict[str, str], files: Mapping[str, Path]
) -> bytes:
    """An issue's PDF. ``documents``: by id the public views of what it prints; ``targets``: by number and title the ids; ``files``: their
    attachments by id. A picture that cannot be set leaves the issue whole without pictures. Raises NotRendered.
    """
    pictures = Pictures(files)
    values = _values(view, documents, targets, pictures)
    if not pictures.named:
        return typeset(TEMPLATE, values)
    try:
        return typeset(TEMPLATE, values, files=pictures.named)
    except NotRendered:
        return typeset(TEMPLATE, _values(view, documents, targets, Pictures({})))


class Pictures:
    """The pictures of an issue, each under a name of its own. What is too large to be set is left to the site."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self.files, self.named, self.room = files, dict[str, Path](), MOST_OF_ALL

    def name_of(self, file: str) -> str:
        """What a picture is called beside the template; "" for what is no picture, or too large."""
        path = self.files.get(file)
        size = path.stat().st_size if path and path.is_file() else 0
        if not 0 < size <= min(LARGEST, self.room):
            return ""
        with path.open("rb") as opened:
            suffix = _suffix(opened.read(24))
        name = f"{file}{suffix}" if suffix else ""
        if name and name not in self.named:
            self.named[name] = path
            self.room -= size
        return name


def _suffix(head: bytes) -> str:
    """By the first bytes: .png or .jpg; "" for what is neither, or would be too large unpacked."""
    if head.startswith(PNG_MARK):
        width, height = int.from_bytes(head[16:20]), int.from_bytes(head[20:24])
        return ".png" if width * height <= MOST_POINTS else ""
    return ".jpg" if head.startswith(JPEG_MARK) else ""


def _values(
    view: dict[str, Any], documents: dict[str, dict[str, Any]], targets: dict[str, str], pictures: Pictures
) -> dict[str, Any]:
    printed: list[str] = []
    rows = []
    for row in view["contents"]:
        found = targets.get(row["number"]) or targets.get(row["title"])
        if found in documents and found not in printed:
            printed.append(found)
        place = printed.index(found) if found in printed else None
        rows.append({"title": row["title"], "number": row["number"], "column": row["column"], "document": place})
    running = f"（总第{view['running']}期）" if view.get("running") else ""
    return {
        "title": view["title"], "name": f"{view['unit']['name']}公报", "issue": f"{view['year']}年第{view['issue']}期{running}",
        "issued": zh_date(date.fromisoformat(view["issued_on"])), "unit": f"{view['unit']['name']}主办", "note": NOTE, "rows": rows,
        "documents": [_document(documents[each], pictures) for each in printed],
    }  # fmt: skip


def _document(view: dict[str, Any], pictures: Pictures) -> dict[str, Any]:
    """Whose it is and when it was formed stand below, unless the text itself ends with a signature. Behind it its attachments: pictures that
    do not stand in the text, the others by name.
    """
    found = blocks(view.get("body") or "")
    for block in found:
        if block["kind"] == "picture":
            block["name"] = pictures.name_of(block["file"])
    signed = any(block["kind"] == "right" for block in found[-3:])
    within = {block["file"] for block in found if block["kind"] == "picture"}
    attached = [
        {"text": file["name"], "name": pictures.name_of(file["id"])}
        for file in view.get("attachments") or ()
        if file["id"] not in within
    ]
    return {
        "attached": attached, "signed": signed, "title": view["title"], "number": view.get("document_number") or "", "unit": view["unit"]["name"],
        "formed": zh_date(date.fromisoformat(view["formed_on"])), "blocks": found,
    }  # fmt: skip


def blocks(body: str) -> list[dict[str, Any]]:
    """A cleaned text as paragraphs, heads, items, tables and pictures (by the id of their file)."""
    root = LexborHTMLParser(f"<body>{body}</body>").body
    return list(_blocks(root)) if root else []


def _blocks(node: LexborNode) -> Any:
    for child in node.iter(include_text=True):
        if child.tag == "table":
            yield _table(child)
        elif child.tag in _WITHIN:
            yield from _blocks(child)
        else:
            if text := _text(child):
                yield {"kind": _kind(child), "text": text}
            for picture in [child] if child.tag == "img" else [] if child.tag == "-text" else child.css("img"):
                said = picture.attributes or {}
                yield {
                    "kind": "picture",
                    "text": said.get("alt") or "",
                    "file": (said.get("src") or "").removeprefix("attachment:"),
                }


def _kind(node: LexborNode) -> str:
    words = (node.attributes or {}).get("class") or ""
    if node.tag in HEADS:
        return "head"
    if node.tag == "li":
        return "item"
    if "align-right" in words or "signed" in words:
        return "right"
    return "center" if "align-center" in words else "par"


def _table(node: LexborNode) -> dict[str, Any]:
    """Merged cells stand in the first of the cells they took; the others are left empty."""
    rows = []
    for line in node.css("tr"):
        cells: list[str] = []
        for cell in line.iter():
            span = (cell.attributes or {}).get("colspan") or "1"
            cells += [_text(cell), *[""] * (int(span) - 1 if span.isdigit() else 0)]
        rows.append(cells)
    columns = max((len(row) for row in rows), default=0)
    return {"kind": "table", "columns": max(columns, 1), "rows": [row + [""] * (columns - len(row)) for row in rows]}


def _text(node: LexborNode) -> str:
    return " ".join((node.text(deep=True) or "").split())
