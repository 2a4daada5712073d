"""The one public view of a record: page, JSON, feed and export all show this and nothing else (decisions D1)."""

from dataclasses import dataclass
from typing import Any

from gongkai.ground.files import queries as files
from gongkai.ground.files.models import File
from gongkai.ground.units.models import Unit
from gongkai.kernel.records.models import Record, Section, Version
from gongkai.pure import declare
from gongkai.pure.declare.grid import Grid
from gongkai.pure.declare.shapes import Member, Shape, schema_of


@dataclass(frozen=True)
class _Frozen:
    record: Record
    version: Version
    unit: Unit
    section: Section
    files: list[File]


OF_UNIT = Shape(
    "UnitThen",
    "发布机构，名称是公开时的",
    (Member("code", "单位代码", lambda unit: unit.code), Member("name", "名称", lambda unit: unit.name)),
)
OF_SECTION = Shape(
    "SectionThen",
    "栏目，是公开时的",
    (Member("key", "栏目代码", lambda section: section.key), Member("name", "名称", lambda section: section.name)),
)
ATTACHMENT = Shape(
    "Attachment",
    "附件；网址是这条信息的网址加上 a/编号/名称",
    (
        Member("id", "编号", lambda file: file.public_id),
        Member("name", "名称", lambda file: file.name),
        Member("size", "字节数", lambda file: file.size, "integer"),
        Member("type", "媒体类型", lambda file: file.media_type),
        Member("sha256", "内容的SHA-256", lambda file: file.sha256, "sha256"),
    ),
)
VIEW = Shape(
    "View",
    "各类信息都有的",
    (
        Member("id", "永久编号", lambda v: v.record.pk),
        Member("kind", "类别代码", lambda v: v.record.kind),
        Member("version", "版本号", lambda v: v.version.number, "integer"),
        Member("schema", "字段的版本：这一类的字段改了就加1", lambda v: v.version.schema, "integer"),
        Member("index_number", "索引号", lambda v: v.record.index_number),
        Member("unit", "发布机构", lambda v: v.unit, "object", shape=OF_UNIT),
        Member("section", "栏目", lambda v: v.section, "object", shape=OF_SECTION),
        Member(
            "published_on", "公开日期", lambda v: v.record.published_on.isoformat() if v.record.published_on else None, "date"
        ),
        Member("attachments", "附件", lambda v: v.files, "list", shape=ATTACHMENT),
    ),
)  # fmt: skip


def public_view(record: Record, version: Version, unit: Unit, section: Section) -> dict[str, Any]:
    """What anybody may know of a version: kernel columns, the kind's public fields, attachments by digest."""
    content = version.values()
    attached = list(files.by_ids(content.get("attachments") or []))
    said = VIEW.of(_Frozen(record, version, unit, section, attached))
    return declare.kind(record.kind).public_fields(content) | said


def schema_of_kind(kind: type[declare.Kind]) -> dict[str, Any]:
    """What the public view of a kind's records is made of, as JSON Schema: from the same declarations as the view itself."""
    fields = [spec for spec in kind.all_fields() if spec.public]
    said = VIEW.schema
    return said | {
        "description": f"一条{kind.name}，公开那一刻存下的原样",
        "properties": said["properties"] | {spec.name: schema_of_field(spec) for spec in fields},
        "required": [*said["required"], *(spec.name for spec in fields)],
    }


def _schema_of_row(grid: Grid) -> dict[str, Any]:
    """Figures are digits in a text, so that none is rounded on the way."""
    told = {
        column.name: f"{column.label}（{grid.unit}）" if column.type == "number" and grid.unit else column.label
        for column in grid.columns
    }
    columns = {name: {"type": "string", "description": label} for name, label in told.items()}
    return {"type": "object", "required": list(columns), "properties": columns}


def schema_of_field(spec: declare.Field) -> dict[str, Any]:
    """A field of a content. What is not required may be null."""
    says = f"{spec.label}。{spec.help}" if spec.help else spec.label
    said = (
        schema_of("list", says) | {"items": _schema_of_row(spec.grid)}
        if spec.grid
        else schema_of(spec.type, says, spec.choices)
    )
    if spec.type in ("line", "text", "html"):
        said |= {"maxLength": spec.max_length} | ({"contentMediaType": "text/html"} if spec.type == "html" else {})
    if spec.required or spec.type == "bool":
        return said
    return said | {"type": [said["type"], "null"]} | ({"enum": [*said["enum"], None]} if "enum" in said else {})
