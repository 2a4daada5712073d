"""A record as a document to be taken along: what the desk shows of it, its public fields, its text and the pictures in it."""

from typing import Any

from gongkai.engines.exchange import word_out
from gongkai.engines.exchange.columns import NUMBER, SECTION, UNIT, columns_of, to_cell
from gongkai.ground.files.queries import by_ids, read_bytes
from gongkai.kernel.records.clean import pictures_in
from gongkai.kernel.records.models import Record
from gongkai.pure.declare import Kind


def of_record(kind: type[Kind], record: Record, content: dict[str, Any]) -> bytes:
    """The DOCX of a content of a record."""
    body = content.get("body") or ""
    shown = {file.public_id: file for file in by_ids(sorted(pictures_in(body)))}
    kernel = {NUMBER: record.index_number or "", UNIT: record.unit.name, SECTION: record.section.name}
    said = []
    for column in columns_of(kind):
        if column.key in kernel:
            said.append((column.label, kernel[column.key]))
        elif column.field and column.field.type not in ("html", "table"):
            said.append((column.label, to_cell(column.field, content.get(column.key))))

    def picture(key: str) -> bytes | None:
        return read_bytes(shown[key]) if key in shown else None

    return word_out.document(
        content.get("title") or record.title,
        [pair for pair in said if pair[1]],
        body,
        picture,
        tables_of(kind, content),
    )


def tables_of(kind: type[Kind], content: dict[str, Any]) -> list[word_out.Table]:
    """The declared tables that a content has, with what stands above them."""
    found = []
    for spec in kind.all_fields():
        rows = content.get(spec.name)
        if spec.grid and spec.public and rows:
            lines = [[row.get(column.name) or "" for column in spec.grid.columns] for row in rows]
            heads = [column.label for column in spec.grid.columns]
            found.append(word_out.Table(spec.label, spec.grid.unit, [heads, *lines]))
    return found
