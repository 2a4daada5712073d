"""年度报告: the year's account of a unit or of the whole government (条例第49条、第50条), its tables counted by the system."""

import re
from collections.abc import Mapping
from typing import Any

from gongkai.kinds.annual import weaving
from gongkai.kinds.annual.checking import contradictions
from gongkai.kinds.annual.grids import GRIDS, field_of, rows_of, tables_of
from gongkai.pure.declare import Field, FieldError, Kind, charts, register
from gongkai.pure.declare.accounts import COVERS
from gongkai.pure.law.tables import TABLES

_YEAR = re.compile(r"((?:19|20)\d\d)\s*年?(?:度)?")


def _year(text: str) -> str:
    found = _YEAR.fullmatch(text.strip())
    if not found:
        raise ValueError("年度请写成2026这样")
    return found[1]


class Annual(Kind):
    """An annual report. The text holds figures by their tokens; the tables stand in fields of their own, and are set into the text where
    their part begins. A report that was written elsewhere has its tables in its text, and none here."""

    code = "annual"
    name = "年度报告"
    standing = 0.5
    group = "规划、财政和项目"
    account = True
    schema = 2
    settled = ("year", "covers", "size", "outline", "charts", *map(field_of, GRIDS))
    fields = (
        Field("year", "年度", required=True, public=True, max_length=8, check=_year, heads=("年份", "报告年度")),
        Field("covers", "统计范围", type="choice", public=True, choices=COVERS, help="本级政府的报告由承办单位编制，数的是各部门、乡镇的全部"),
        Field("size", "算到台账第几条", type="whole", public=True, help="表里的数和正文里带虚线的数，是台账有这么多条的时候数的"),
        *(Field(field_of(key), f"{grid_title}（{key}）", type="table", public=True, grid=grid) for key, (grid_title, grid) in GRIDS.items()),
        Field("outline", "提纲", max_length=160, help="起草的时候用的提纲；空着的是那一年规定的"),
        Field("charts", "图里的数", type="table", public=True, grid=charts.GRID),
        Field("explained", "数据说明", type="text", public=True, max_length=2000, help="有对不上的地方，写明为什么；和报告一起公开"),
    )  # fmt: skip

    @classmethod
    def check(cls, content: dict[str, Any]) -> None:
        if content.get("formed_on") and content.get("year") and content["formed_on"][:4] <= content["year"]:
            raise FieldError("formed_on", f"{content['year']}年度的报告要在{content['year']}年结束以后编制")

    @classmethod
    def text(cls, content: dict[str, Any]) -> str:
        return weaving.woven(content)

    @classmethod
    def figures(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        return tables_of(content)

    @classmethod
    def tabled(cls, figures: Mapping[str, Any]) -> dict[str, Any]:
        return {field_of(key): rows_of(TABLES[key], figures[key]) if key in figures else None for key in TABLES}

    @classmethod
    def wrong(cls, content: dict[str, Any]) -> list[str]:
        return contradictions(content)


register(Annual, __name__)
