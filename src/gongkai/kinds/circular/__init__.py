"""情况通报: how the disclosure work of a quarter or a month went, in one unit or in all; its figures and tables counted by the system."""

from collections.abc import Mapping
from html import escape
from typing import Any

from gongkai.pure.audit.contradictions import in_html
from gongkai.pure.declare import Col, Field, FieldError, Grid, Kind, charts, register
from gongkai.pure.declare.accounts import COVERS, PERIOD, begins, said
from gongkai.pure.declare.weaving import woven

MAIN_TITLE, UNITS_TITLE = "一、主要数据", "五、各单位情况"
MAIN = Grid(
    columns=(
        Col("item", "指标", required=True),
        Col("unit", "单位", max_length=10),
        Col("now", "本期", "number"),
        Col("before", "上期", "number"),
        Col("change", "增减", max_length=20),
        Col("token", "取自", max_length=80),
    )
)
UNITS = Grid(
    columns=(
        Col("unit", "单位", required=True),
        Col("code", "编码", max_length=40),
        Col("published", "公开（条）", "number"),
        Col("received", "新收申请（件）", "number"),
        Col("closed", "办结（件）", "number"),
        Col("in_time", "其中按期", "number"),
        Col("rank", "及时率位次", max_length=20),
        Col("urged", "催办督办（次）", "number"),
        Col("points", "到期要点（项）", "number"),
        Col("done", "其中完成", "number"),
        Col("late", "现在超期（项）", "number"),
        Col("stale", "超期栏目（个）", "number"),
    ),
    most=2_000,
)
TOKENS = {
    "published": "records.published", "received": "foi.received", "closed": "foi.closed", "in_time": "foi.closed_in_time", "urged": "cases.urged",
    "points": "keypoints.due", "done": "keypoints.done",
}  # fmt: skip
"""The columns that can be opened, by the measure that each is."""
SHOWN = [column for column in UNITS.columns if column.name != "code"]


def _period(text: str) -> str:
    if not PERIOD.fullmatch(text.strip()):
        raise ValueError("请写成2026-Q3（季度）或者2026-09（月份）这样")
    return text.strip()


class Circular(Kind):
    """A bulletin. The text holds figures by their tokens; the tables stand in fields of their own, counted again with them."""

    code = "circular"
    name = "情况通报"
    standing = 0.5
    group = "规划、财政和项目"
    account = True
    schema = 2
    spans = "period"
    settled = ("period", "covers", "size", "counted_on", "main", "units", "charts")
    fields = (
        Field("period", "通报的时期", required=True, public=True, max_length=8, check=_period, help="如2026-Q3、2026-09"),
        Field("covers", "统计范围", type="choice", public=True, choices=COVERS, help="本级政府的通报由承办单位编制"),
        Field("size", "算到台账第几条", type="whole", public=True),
        Field("counted_on", "取数日期", type="date", public=True),
        Field("main", "主要数据", type="table", public=True, grid=MAIN),
        Field("units", "各单位情况", type="table", public=True, grid=UNITS),
        Field("charts", "图里的数", type="table", public=True, grid=charts.GRID),
    )  # fmt: skip

    @classmethod
    def check(cls, content: dict[str, Any]) -> None:
        period, formed = content.get("period"), content.get("formed_on")
        if period and formed and formed < begins(period):
            raise FieldError("formed_on", f"{said(period)}还没有开始，通报要在这一期开始以后编制")

    @classmethod
    def text(cls, content: dict[str, Any]) -> str:
        tables = [(MAIN_TITLE, main_table(content))] if content.get("main") else []
        tables += [(UNITS_TITLE, units_table(content))] if content.get("units") else []
        return woven(charts.with_charts(content["body"] or "", content.get("charts")), tables)

    @classmethod
    def wrong(cls, content: dict[str, Any]) -> list[str]:
        return [*charts.told_undrawn(content), *in_html(cls.text(content))]


def main_table(content: Mapping[str, Any]) -> str:
    """What the period was in figures, beside the one before; each leads to what it counts."""
    rows = []
    for row in content["main"]:
        token = row.get("token") or ""
        now, before = _cell(row.get("now"), token), _cell(row.get("before"), f"before.{token}" if token else "")
        rows.append(
            f"<tr><th>{escape(row['item'])}</th><td>{escape(row.get('unit') or '')}</td>{now}{before}{_cell(row.get('change'), '')}</tr>"
        )
    head = "".join(f"<th>{label}</th>" for label in ("指标", "单位", "本期", "上期", "增减"))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def units_table(content: Mapping[str, Any]) -> str:
    """Each unit's figures; a column in which no unit has any is left out."""
    rows = []
    shown = [c for c in SHOWN[1:] if any(row.get(c.name) not in (None, "", "0") for row in content["units"])]
    for row in content["units"]:
        code = row.get("code") or ""
        cells = [
            _cell(row.get(c.name), f"unit.{code}.{TOKENS[c.name]}" if code and c.name in TOKENS else "") for c in shown
        ]
        rows.append(f'<tr><th class="nb">{escape(row["unit"])}</th>{"".join(cells)}</tr>')
    head = "".join(f"<th>{column.label}</th>" for column in (SHOWN[0], *shown))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _cell(figure: Any, token: str) -> str:
    text = escape(str(figure or ""))
    if token and text not in ("", "0"):
        text = f'<a href="figure:{token}">{text}</a>'
    return f'<td class="align-right">{text}</td>'


register(Circular, __name__)
