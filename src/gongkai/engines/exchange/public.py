"""Public records as tables: what anybody may take out, the frozen public view of each, with the columns of all kinds among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.engines.exchange import tables
from gongkai.engines.exchange.columns import NUMBER, SECTION, UNIT, Column, columns_of, to_cell
from gongkai.engines.exchange.outward import CSV, laid_out
from gongkai.kernel.records.models import VALIDITY
from gongkai.kernel.records.queries import published_views
from gongkai.pure import declare
from gongkai.pure.declare import Kind

KIND = Column("kind", "类别", told=True)
LEFT_OUT = ("state",)
"""Columns of the desk's table that say nothing here: all of it is public."""


def columns_for(kinds: Sequence[type[Kind]]) -> list[Column]:
    """The columns of some kinds together; what several have stands once. Of none: those that all kinds have."""
    kinds = kinds or [Kind]
    found = {column.key: column for kind in kinds for column in columns_of(kind) if column.key not in LEFT_OUT}
    told = {key: column for key, column in found.items() if column.told}
    kept = {key: column for key, column in found.items() if not column.told and key != "body"}
    body = {"body": found["body"]} if "body" in found else {}
    return [*kept.values(), *([KIND] if len(kinds) > 1 else []), *body.values(), *told.values()]


@dataclass(frozen=True)
class Taken:
    """A live record that is taken out: what is not frozen in its public view."""

    id: str
    section: str
    validity: str


def table(taken: Sequence[Taken], form: str, name: str, origin: str) -> bytes:
    """A file of live records in this order. ``name``: of the sheet; ``origin``: of the site, for addresses."""
    views = published_views([each.id for each in taken])
    shown = [(each, views[each.id]) for each in taken if each.id in views]
    columns = columns_for([declare.kind(code) for code in dict.fromkeys(view["kind"] for _, view in shown)])
    heads, rows, looks = laid_out(columns, [_line(each, view, origin) for each, view in shown])
    return tables.as_csv(heads, rows) if form == CSV else tables.xlsx(name, heads, rows, looks)


def _line(taken: Taken, view: dict[str, Any], origin: str) -> dict[str, str]:
    kind = declare.kind(view["kind"])
    fields = {spec.name: to_cell(spec, view.get(spec.name)) for spec in kind.all_fields() if spec.public}
    return fields | {
        NUMBER: view["index_number"] or "",
        UNIT: view["unit"]["name"],
        SECTION: taken.section,
        KIND.key: kind.name,
        "published_on": view["published_on"] or "",
        "validity": dict(VALIDITY)[taken.validity] if taken.validity else "",
        "attachments": "；".join(file["name"] for file in view["attachments"]),
        "address": f"{origin}/r/{taken.id}/",
    }
