"""Plans and statistics of the county and its departments."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

from gongkai.demo.content.context import workday_after
from gongkai.demo.content.items import Item
from gongkai.demo.content.registry import units

PLANS, STATISTICS = "fazhan", "tongji"
SPECIAL = (
    (
        "jtj",
        "农村公路发展规划",
        (("农村公路里程", "公里", "1862", "2050", "预期性"), ("建制村通客车率", "%", "96.5", "100", "约束性")),
    ),
    (
        "slj",
        "供水保障规划",
        (("农村自来水普及率", "%", "91", "97", "约束性"), ("万元产值用水量下降", "%", "—", "12", "约束性")),
    ),
    (
        "jyj",
        "学前教育发展规划",
        (("公办幼儿园在园幼儿占比", "%", "58", "66", "约束性"), ("普惠性幼儿园覆盖率", "%", "88", "93", "约束性")),
    ),
    (
        "wjj",
        "基层医疗卫生服务规划",
        (("每千人口床位", "张", "5.8", "6.6", "预期性"), ("村卫生室达标率", "%", "93", "100", "约束性")),
    ),
    (
        "nyj",
        "高标准农田建设规划",
        (("高标准农田", "万亩", "21.4", "28", "约束性"), ("粮食产量", "万吨", "19.6", "20.5", "预期性")),
    ),
    (
        "zjj",
        "城乡住房发展规划",
        (("保障性住房", "套", "640", "1200", "预期性"), ("老旧小区改造", "个", "12", "36", "约束性")),
    ),
)
_TARGET = ("target", "unit", "base", "aim", "sort")


def items(first: date, today: date, seed: int) -> Iterator[Item]:
    """A plan for five years by some departments, one for each year by all that are in the totals; statistics each month."""
    for item in (*_plans(first, seed), *_figures(first, today, seed)):
        if first <= item.on < today:
            yield item


def _plans(first: date, seed: int) -> Iterator[Item]:
    by_tag = {unit.tag: unit for unit in units()}
    for place, (tag, title, targets) in enumerate(SPECIAL):
        if tag in by_tag:
            years = (first.year + 1, first.year + 5)
            body = f"<h2>一、发展基础</h2><p>“十四五”期间，{title.removesuffix('规划')}工作完成了主要指标。</p><h2>二、主要任务</h2><p>到{years[1]}年，各项指标见下表。</p>"
            yield Item("plan", PLANS, by_tag[tag].code, workday_after(date(first.year, 9 + place % 3, 8), 0), {
                "title": f"明川县{title}（{years[0]}—{years[1]}年）", "body": body, "sort": "special", "first_year": str(years[0]), "last_year": str(years[1]),
                "approved_by": "明川县人民政府", "targets": [dict(zip(_TARGET, each, strict=True)) for each in targets], "keywords": ["专项规划"],
            })  # fmt: skip
    for year in (first.year, first.year + 1):
        for unit in units():
            if unit.level in ("department", "town") and unit.in_totals:
                rng = Random(f"{seed} plan {unit.code} {year}")
                body = f"<p>{year}年，{unit.short_name}围绕群众急难愁盼，抓好下面几项工作：</p><ol><li>办好{rng.randint(5, 12)}件民生实事。</li><li>办件按时办结。</li><li>政府信息按时公开。</li></ol>"
                yield Item("plan", PLANS, unit.code, workday_after(date(year, rng.randint(1, 3), rng.randint(8, 25)), 0), {
                    "title": f"{unit.name}{year}年工作要点", "body": body, "sort": "work", "first_year": str(year), "keywords": ["工作要点"],
                })  # fmt: skip


def _figures(first: date, today: date, seed: int) -> Iterator[Item]:
    organ = next((unit for unit in units() if unit.tag == "tjj"), None) or next(u for u in units() if u.tag == "fgj")
    for number in range((today.year - first.year) * 12 + today.month):
        year, month = first.year + (number - 1) // 12, (number - 1) % 12 + 1
        rng = Random(f"{seed} statistics {year} {month}")
        last = date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
        ends_on = date.fromordinal(last)
        share = Decimal(month) / 12
        rows = [
            (name, unit, _round(Decimal(size) * share * rng.randint(97, 104) / 100), f"{rng.uniform(*change):.1f}")
            for name, unit, size, change in (
                ("规模以上工业增加值", "亿元", "86.4", (2.0, 8.0)), ("固定资产投资", "亿元", "142", (-3.0, 7.0)), ("社会消费品零售总额", "亿元", "74.5", (1.0, 6.5)),
                ("一般公共预算收入", "亿元", "11.26", (-2.0, 6.0)), ("用电量", "万千瓦时", "98000", (1.0, 7.0)),
            )
        ]  # fmt: skip
        period = f"{year}年1月" if month == 1 else f"{year}年1—{month}月"
        body = f"<p>{period}，全县经济运行平稳，{rows[0][0]}{rows[0][2]}{rows[0][1]}，同比{'增长' if float(rows[0][3]) >= 0 else '下降'}{rows[0][3].lstrip('-')}%。</p>"
        yield Item("statistics", STATISTICS, organ.code, workday_after(date.fromordinal(last + 18), 0), {
            "title": f"{period}全县主要经济指标", "body": body, "sort": "monthly", "period": period, "ends_on": ends_on.isoformat(), "source": organ.name,
            "preliminary": month in (3, 6, 9, 12), "keywords": ["经济运行"],
            "figures": [{"figure": name, "unit": unit, "value": value, "change": change, "note": ""} for name, unit, value, change in rows],
        })  # fmt: skip


def _round(value: Decimal) -> str:
    return str(value.quantize(Decimal("0.01")))
