"""What is sent along with an answer to somebody who wants an electronic copy: a table, as a spreadsheet program opens it."""

import csv
import io
import re
from random import Random

from gongkai.demo.content.foi import Application
from gongkai.demo.content.places import towns
from gongkai.demo.content.registry import unit

YEARS = 5
_MATERIALS = re.compile(r"、|和(?!解)")


def electronic_copy(rng: Random, application: Application) -> tuple[str, bytes] | None:
    """Name and bytes of a CSV: the figures that were asked for, else a list of what is given; None unless an electronic copy is wanted."""
    if application.form_wanted != "electronic":
        return None
    item = application.said.get("stat_item", "")
    if item and f"近五年{item}数据" in application.info:
        return f"各乡镇近五年{item}指数.csv", _csv(_figures(rng, application.on.year))
    return "公开材料目录.csv", _csv(_materials(rng, application))


def _figures(rng: Random, year: int) -> list[list[str]]:
    years = range(year - YEARS, year)
    rows = [[town, *(f"{rng.uniform(94, 112):.1f}" for _ in years)] for town in towns()]
    return [["乡镇（街道）", *(f"{each}年（上年=100）" for each in years)], *rows]


def _materials(rng: Random, application: Application) -> list[list[str]]:
    names = [name for name in _MATERIALS.split(application.info) if name]
    holder = unit(application.unit).short_name
    rows = [[str(n), name, holder, str(rng.randint(2, 38)), "全部公开"] for n, name in enumerate(names, start=1)]
    return [["序号", "材料名称", "形成单位", "页数", "公开情况"], *rows]


def _csv(rows: list[list[str]]) -> bytes:
    """With the mark by which spreadsheet programs know UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")
