"""The columns of a kind's sheet, and what stands in a cell."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

from gongkai.ground.ui.legible import legible
from gongkai.kernel.records.clean import as_html
from gongkai.pure.declare import Field, FieldError, Kind

NUMBER, UNIT, SECTION = "index_number", "unit", "section"
PIECE = 30_000
"""Signs of a cell; a spreadsheet takes 32,767. A longer text goes on in the columns beside."""
YES, NO = "是", "否"
SAID = {**dict.fromkeys(("是", "有", "√", "✓", "1", "y", "yes", "true", "对"), True), **dict.fromkeys(("否", "不是", "无", "×", "0", "n", "no", "false", "不"), False)}  # fmt: skip
_PIECES = re.compile(r"[（(]续(\d{1,2})[)）]$")
_ASIDE = re.compile(r"\s+|[*＊]|[（(](?:必填|选填|可不填)[)）]")
_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0?0:00(?::00)?)?|(\d{4})(\d{2})(\d{2})"
)
_PLAIN = re.compile(r"(?:<p>[^<]*</p>)+")
_PARAGRAPH = re.compile(r"<p>([^<]*)</p>")


@dataclass(frozen=True)
class Column:
    """One column. ``field`` is the declared field it holds, None for what is every record's; ``heads`` are further names it is known by.

    ``told``: it is written on the way out and passed over on the way in.
    """

    key: str
    label: str
    help: str = ""
    field: Field | None = None
    required: bool = False
    heads: tuple[str, ...] = ()
    told: bool = False


HEADS = {
    "title": ("名称", "题名", "信息标题", "文件标题", "信息名称", "文件名称"),
    "formed_on": ("发文日期", "印发日期", "形成日期", "生成日期", "成文时间", "发文时间", "日期"),
    "body": ("内容", "信息内容", "正文内容", "全文"),
    "document_number": ("发文字号", "文件编号", "发文号", "文件号"),
}
"""What offices call the fields that most kinds have."""


def columns_of(kind: type[Kind]) -> tuple[Column, ...]:
    """A kind's columns in order: whose and where, the declared public fields, and what the system adds of its own."""
    fields = [
        Column(spec.name, spec.label, spec.help, spec, spec.required, (*spec.heads, *HEADS.get(spec.name, ())))
        for spec in kind.all_fields()
        if spec.public
    ]
    return (
        Column(NUMBER, "索引号", "已经公开的信息凭它对上；新信息不填，公开那天编号", heads=("索引",)),
        Column(UNIT, "发布机构", "不填就是您选的单位", heads=("发文机关", "发文单位", "发布单位", "公开单位", "责任单位", "单位")),
        Column(SECTION, "公开目录", "栏目的名称", required=True, heads=("栏目", "所属栏目", "栏目名称", "信息分类", "目录")),
        *fields,
        Column("state", "环节", told=True, heads=("状态",)),
        Column("published_on", "公开日期", told=True, heads=("发布日期", "发布时间", "公开时间")),
        Column("validity", "有效性", told=True, heads=("效力状态", "时效性")),
        Column("attachments", "附件", told=True, heads=("附件名称",)),
        Column("address", "网址", told=True, heads=("链接", "页面地址")),
    )  # fmt: skip


RESULT, WHY, FILE = "处理结果", "怎么改", "文件"
"""Columns of a sheet that is given back; passed over when it comes in again."""


def plain_head(text: str) -> str:
    """A head as it is compared: without blanks, stars and 「（必填）」."""
    return _ASIDE.sub("", unicodedata.normalize("NFKC", text)).strip("：:")


def placed(heads: list[str], columns: tuple[Column, ...]) -> tuple[dict[int, tuple[Column, int]], list[str]]:
    """Which column stands at which place, with the piece of a long text it holds; and the heads that nobody knows."""
    names = {plain_head(name): column for column in columns for name in (*column.heads, column.label)}
    # The label of a column comes before another one's further name.
    names |= {plain_head(column.label): column for column in columns}
    found: dict[int, tuple[Column, int]] = {}
    unknown, taken = [], set()
    for place, head in enumerate(heads):
        piece = _PIECES.search(head)
        name = plain_head(_PIECES.sub("", head))
        column, number = names.get(name), int(piece[1]) if piece else 1
        if column is None or (column.key, number) in taken:
            if name and name not in (RESULT, WHY, FILE):
                unknown.append(head.strip())
            continue
        taken.add((column.key, number))
        found[place] = (column, number)
    return found, unknown


def to_cell(spec: Field, value: Any) -> str:
    """A value of a content as its cell says it."""
    if value in (None, "", []):
        return NO if spec.type == "bool" else ""
    if spec.type == "bool":
        return YES if value else NO
    if spec.type == "words":
        return "；".join(value)
    if spec.type == "choice":
        return dict(spec.choices).get(value, value)
    if spec.grid:
        return spec.grid.told(value)
    return plain_text(value) if spec.type == "html" else str(value)


def from_cell(spec: Field, text: str) -> Any:
    """What a cell says, as a kind's ``clean`` takes it; other text is handed on, for the field to refuse. Raises FieldError."""
    if spec.type == "html":
        return as_html(text) if text.strip() else None
    text = legible(text, lines=spec.type in ("text", "table")).strip()
    if not text:
        return None
    if spec.type == "bool":
        if text.lower() not in SAID:
            raise FieldError(spec.name, f"{spec.label}请写“是”或者“否”")
        return SAID[text.lower()]
    if spec.type == "date":
        return day_of(text)
    if spec.type == "choice":
        return {label: code for code, label in spec.choices}.get(text, text)
    return text


def day_of(text: str) -> str:
    """An ISO day from 「2026年3月2日」, 2026/3/2, 2026.3.2, 20260302; other text as it is."""
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        return date(*(int(part) for part in found.groups() if part)).isoformat() if found else text
    except ValueError:
        return text


def plain_text(html: str) -> str:
    """A text of plain paragraphs as lines, if it can be had back from them; any other as its HTML."""
    if _PLAIN.fullmatch(html):
        lines = "\n".join(unescape(line) for line in _PARAGRAPH.findall(html))
        if as_html(lines) == html:
            return lines
    return html


def pieces(text: str) -> list[str]:
    """A text cut to the size of cells."""
    return [text[at : at + PIECE] for at in range(0, len(text), PIECE)] or [""]


def same_text(one: str, other: str) -> bool:
    """Do two cells say the same? Line ends and blanks at the ends are a spreadsheet's own."""
    return _settled(one) == _settled(other)


def _settled(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
