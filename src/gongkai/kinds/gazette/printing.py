"""An issue as it is printed: cover, contents with page numbers, and the documents as they stand on the site."""

from datetime import date
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.ground.documents.typesetting import typeset
from gongkai.ground.ui.words import zh_date

TEMPLATE = Path(__file__).parent / "templates" / "gazette" / "issue.typ"
HEADS = ("h2", "h3", "h4")
NOTE = "文字以网站上的为准；已经撤下的，不在本册里。"
_WITHIN = ("ul", "ol", "blockquote", "thead", "tbody", "tfoot", "div")


def issue(view: dict[str, Any], documents: dict[str, dict[str, Any]], targets: dict[str, str]) -> bytes:
    """An issue's PDF. ``documents``: by id the public views of what it prints; ``targets``: by number and title the ids. Raises NotRendered."""
    printed: list[str] = []
    rows = []
    for row in view["contents"]:
        found = targets.get(row["number"]) or targets.get(row["title"])
        if found in documents and found not in printed:
            printed.append(found)
        place = printed.index(found) if found in printed else None
        rows.append({"title": row["title"], "number": row["number"], "column": row["column"], "document": place})
    running = f"（总第{view['running']}期）" if view.get("running") else ""
    values = {
        "title": view["title"], "name": f"{view['unit']['name']}公报", "issue": f"{view['year']}年第{view['issue']}期{running}",
        "issued": zh_date(date.fromisoformat(view["issued_on"])), "unit": f"{view['unit']['name']}主办", "note": NOTE, "rows": rows,
        "documents": [_document(documents[each]) for each in printed],
    }  # fmt: skip
    return typeset(TEMPLATE, values)


def _document(view: dict[str, Any]) -> dict[str, Any]:
    """Whose it is and when it was formed stand below, unless the text itself ends with a signature."""
    found = blocks(view.get("body") or "")
    signed = any(block["kind"] == "right" for block in found[-3:])
    return {
        "signed": signed, "title": view["title"], "number": view.get("document_number") or "", "unit": view["unit"]["name"],
        "formed": zh_date(date.fromisoformat(view["formed_on"])), "blocks": found,
    }  # fmt: skip


def blocks(body: str) -> list[dict[str, Any]]:
    """A cleaned text as paragraphs, heads, items and tables. Pictures stay on the site."""
    root = LexborHTMLParser(f"<body>{body}</body>").body
    return list(_blocks(root)) if root else []


def _blocks(node: LexborNode) -> Any:
    for child in node.iter(include_text=True):
        if child.tag == "table":
            yield _table(child)
        elif child.tag in _WITHIN:
            yield from _blocks(child)
        elif text := _text(child):
            yield {"kind": _kind(child), "text": text}


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
