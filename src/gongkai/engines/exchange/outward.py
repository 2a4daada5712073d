"""Records as tables: what is exported is what the desk shows of them, their public fields."""

from collections.abc import Iterator, Sequence
from itertools import islice

from django.db.models import QuerySet

from gongkai.engines.exchange import tables
from gongkai.engines.exchange.columns import (
    FILE,
    NUMBER,
    RESULT,
    SECTION,
    UNIT,
    WHY,
    Column,
    columns_of,
    pieces,
    to_cell,
)
from gongkai.engines.exchange.planning import WORDS, WRONG, Plan, Planned
from gongkai.ground.files.queries import by_ids
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.flow import STATES
from gongkai.kernel.records.models import Record
from gongkai.pure.declare import Kind
from gongkai.pure.declare.grid import BAR

AT_ONCE = 500
WIDTHS = {"title": 48, "body": 60, NUMBER: 28, UNIT: 22, SECTION: 18, "document_number": 22, "attachments": 30}
XLSX, CSV = "xlsx", "csv"


def exportable(found: QuerySet[Record], kind: type[Kind]) -> QuerySet[Record]:
    """Of the records that somebody may see, those of a kind; neither withdrawn nor discarded: of these not even the title may stand."""
    return found.filter(kind=kind.code).exclude(phase="void").order_by("-formed_on", "-pk")


def table(kind: type[Kind], found: QuerySet[Record], form: str, origin: str = "") -> tuple[bytes, int]:
    """A file of records in their order, and how many they are. ``origin``: of the site, for addresses."""
    lines = list(_lines(kind, found, origin))
    columns = columns_of(kind)
    heads, rows, looks = laid_out(columns, lines)
    if form == CSV:
        return tables.as_csv(heads, rows), len(rows)
    return tables.xlsx(kind.name, heads, rows, looks, explained(columns)), len(rows)


def _lines(kind: type[Kind], found: QuerySet[Record], origin: str) -> Iterator[dict[str, str]]:
    remaining = found.iterator(chunk_size=AT_ONCE)
    while some := list(islice(remaining, AT_ONCE)):
        contents = records.current_contents(some)
        named = by_ids([i for content in contents.values() for i in content.get("attachments") or []])
        names = {file.public_id: file.name for file in named}
        for record in some:
            content = contents.get(record.pk, {})
            yield {spec.name: to_cell(spec, content.get(spec.name)) for spec in kind.all_fields() if spec.public} | {
                NUMBER: record.index_number or "",
                UNIT: record.unit.name,
                SECTION: record.section.name,
                "state": STATES[record.state].label,
                "published_on": record.published_on.isoformat() if record.published_on else "",
                "validity": record.get_validity_display() if record.validity else "",
                "attachments": "；".join(names.get(i, "") for i in content.get("attachments") or []),
                "address": f"{origin}/r/{record.pk}/" if record.live else "",
            }


def laid_out(
    columns: Sequence[Column], lines: list[dict[str, str]]
) -> tuple[list[str], list[list[str]], list[tables.Look]]:
    """Heads, rows and looks; a long text takes as many columns as its longest one needs."""
    heads: list[str] = []
    looks: list[tables.Look] = []
    cut: list[tuple[str, int]] = []
    for column in columns:
        most = max((len(pieces(line.get(column.key, ""))) for line in lines), default=1)
        for piece in range(most):
            heads.append(column.label if not piece else f"{column.label}（续{piece + 1}）")
            choices = [label for _, label in column.field.choices] if column.field else []
            if column.field and column.field.type == "bool":
                choices = ["是", "否"]
            looks.append(tables.Look(WIDTHS.get(column.key, 14), choices, column.required and not piece))
            cut.append((column.key, piece))
    rows = []
    for line in lines:
        parts = {key: pieces(line.get(key, "")) for key, _ in cut}
        rows.append([parts[key][piece] if piece < len(parts[key]) else "" for key, piece in cut])
    return heads, rows, looks


def explained(columns: Sequence[Column]) -> list[tuple[str, str]]:
    """A line for each column: what belongs in it."""
    lines = [("列", "怎么填")]
    for column in columns:
        spec, said = column.field, [column.help] if column.help else []
        if column.told:
            said = ["系统写的，导入时不看"]
        elif column.required:
            said.insert(0, "必填")
        if spec and spec.type == "date":
            said.append("如2026-03-31或者2026年3月31日")
        elif spec and spec.type == "choice":
            said.append(f"填{'、'.join(label for _, label in spec.choices)}之一")
        elif spec and spec.type == "bool":
            said.append("填“是”或者“否”")
        elif spec and spec.type == "html":
            said.append("一行是一段；有表格、小标题的写成HTML，或者导入以后在编辑页里改")
        elif spec and spec.grid:
            heads = BAR.join(column.label for column in spec.grid.columns)
            said.append(f"一行写成一行，格子之间用“{BAR}”隔开，也可以从表格里复制过来；第一行写列名：{heads}")
            if spec.grid.lines:
                said.append(f"各行是{'、'.join(line.label for line in spec.grid.lines)}")
            if spec.grid.adds_up:
                said.append("合计要对得上")
        elif spec and spec.type in ("line", "text"):
            said.append(f"最多{spec.max_length}字")
        if spec and spec.offers:
            said.append(f"常用的有：{'、'.join(f'“{each}”' for each in spec.offers)}")
        lines.append((column.label, "；".join(said)))
    return lines


def template(kind: type[Kind], section_names: Sequence[str] = ()) -> bytes:
    """An empty sheet to fill in: the columns that are read, with a sheet that explains them."""
    columns = [column for column in columns_of(kind) if not column.told and column.key != UNIT]
    heads, rows, looks = laid_out(columns, [])
    notes = explained(columns)
    if section_names:
        notes.append(("栏目", "、".join(section_names)))
    return tables.xlsx(kind.name, heads, rows, looks, notes)


def given_back(plan: Plan, what: Sequence[str] = (WRONG,)) -> bytes:
    """The rows of a file as they came in, with what became of each and what is to be mended, and what was not read of it: to be mended and sent again."""
    chosen = [row for row in plan.rows if row.what in what or (row.doubtful and WRONG in what)]
    width = max(len(plan.heads), *(len(row.cells) for row in plan.rows))
    filed = [FILE] if any(row.source for row in plan.rows) else []
    heads = [WHY, RESULT, *filed, *plan.heads, *[""] * (width - len(plan.heads))]
    rows = [_given_back(row, width, with_file=bool(filed)) for row in chosen]
    looks = [tables.Look(60), tables.Look(12), *[tables.Look(30) for _ in filed], *[tables.Look(18)] * width]
    return tables.xlsx(plan.kind.name, heads, rows, looks, [("导入时", note) for note in plan.notes])


def _given_back(row: Planned, width: int, *, with_file: bool) -> list[str]:
    result = "要再看看" if row.doubtful else WORDS[row.what]
    file = [row.source] if with_file else []
    return ["；".join(row.told), result, *file, *row.cells, *[""] * (width - len(row.cells))]
