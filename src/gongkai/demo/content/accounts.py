"""Budgets and final accounts of the county's units, in tables that add up (预算法第14条)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from gongkai.demo.content.context import workday_after
from gongkai.demo.content.items import Item
from gongkai.demo.content.registry import Unit, units

SECTION = "yusuan"
CODES = {
    "jyj": ("205", "教育支出"), "wjj": ("210", "卫生健康支出"), "zjj": ("212", "城乡社区支出"), "jtj": ("214", "交通运输支出"), "nyj": ("213", "农林水支出"),
    "slj": ("213", "农林水支出"), "rsj": ("208", "社会保障和就业支出"), "mzj": ("208", "社会保障和就业支出"), "hbj": ("211", "节能环保支出"),
    "gaj": ("204", "公共安全支出"), "wlj": ("207", "文化旅游体育与传媒支出"),
}  # fmt: skip
"""Of what an organ's work is, by the classes of government spending; 201 of all others."""
Row = dict[str, str]


def items(first: date, today: date, seed: int) -> Iterator[Item]:
    """Of each year that is lived: budgets in February and March, accounts of the year before in August and September."""
    chosen = [unit for unit in units() if unit.level in ("department", "town")]
    for year in range(first.year, today.year + 1):
        for place, unit in enumerate(chosen):
            rng = Random(f"{seed} accounts {unit.code} {year}")
            for stage, month, of in (("budget", 2 + place % 2, year), ("final", 8 + place % 2, year - 1)):
                on = workday_after(date(year, month, rng.randint(5, 25)), 0)
                if first <= on < today:
                    yield Item("budget", SECTION, unit.code, on, account(unit, of, stage, on, rng))


def account(unit: Unit, year: int, stage: str, on: date, rng: Random) -> dict[str, Any]:
    """The content of a budget or a final account."""
    word = "预算" if stage == "budget" else "决算"
    basic, project = _sum(rng, 320, 2400), _sum(rng, 90, 5200)
    spending, carried_in = basic + project, _sum(rng, 0, 60)
    carried_out = carried_in if stage == "budget" else _sum(rng, 0, 40)
    funds = _sum(rng, 0, 300) if rng.random() < 0.3 else Decimal(0)
    income = spending + carried_out - carried_in
    balance = [
        ("一般公共预算拨款收入", income - funds), ("政府性基金预算拨款收入", funds), ("国有资本经营预算拨款收入", 0), ("事业收入和其他收入", 0), ("本年收入合计", income),
        ("上年结转", carried_in), ("收入总计", income + carried_in), ("基本支出", basic), ("项目支出", project), ("其他支出", 0), ("本年支出合计", spending),
        ("结转下年", carried_out), ("支出总计", spending + carried_out),
    ]  # fmt: skip
    three = _three(rng)
    total, before = three[0]["this"], three[0]["last"]
    change = Decimal(three[0]["change"])
    compared = "与上年持平" if not change else f"比上年{'增加' if change > 0 else '减少'}{abs(change)}万元"
    body = (
        f"<h2>一、收支总体情况</h2><p>{unit.name}{year}年收入总计{income + carried_in}万元，支出总计{spending + carried_out}万元，"
        f"其中基本支出{basic}万元、项目支出{project}万元。</p><h2>二、“三公”经费</h2><p>{year}年“三公”经费{word}{total}万元，上年{before}万元，{compared}。"
        "坚持过紧日子，从严控制公务接待和公务用车支出。</p><h2>三、其他说明</h2><p>以上数据以万元为单位，由系统逐项核对。</p>"
    )
    return {
        "title": f"{unit.name}{year}年部门{word}", "body": body, "keywords": ["部门预算" if stage == "budget" else "部门决算", "“三公”经费"], "stage": stage,
        "scope": "town" if unit.level == "town" else "unit", "year": str(year), "approved_on": workday_after(on.replace(day=1), 0).isoformat(),
        "approved_by": "上级主管部门" if unit.vertical else "明川县财政局", "balance": [{"item": item, "amount": str(amount)} for item, amount in balance],
        "spending": _by_code(unit, basic, project), "three": three,
    }  # fmt: skip


def _sum(rng: Random, low: int, high: int) -> Decimal:
    return Decimal(rng.randint(low * 100, high * 100)) / 100


def _by_code(unit: Unit, basic: Decimal, project: Decimal) -> list[Row]:
    code, name = CODES.get(unit.tag, ("201", "一般公共服务支出"))
    housing = (basic / 20).quantize(Decimal("0.01"))
    lines = [
        ("", "合计", basic, project), (code, name, basic - housing, project), (f"{code}01", f"{name.removesuffix('支出')}管理事务", basic - housing, project),
        (f"{code}0101", "行政运行", basic - housing, Decimal(0)), (f"{code}0102", "一般行政管理事务", Decimal(0), project), ("221", "住房保障支出", housing, Decimal(0)),
        ("22102", "住房改革支出", housing, Decimal(0)), ("2210201", "住房公积金", housing, Decimal(0)),
    ]  # fmt: skip
    return [
        {"code": code, "name": name, "sum": str(one + other), "basic": str(one), "project": str(other)}
        for code, name, one, other in lines
    ]


def _three(rng: Random) -> list[Row]:
    run, guests = [_sum(rng, 2, 16) for _ in range(2)], [_sum(rng, 0, 6) for _ in range(2)]
    bought = [Decimal(0), Decimal("17.8") if rng.random() < 0.1 else Decimal(0)]
    cars = [one + other for one, other in zip(run, bought, strict=True)]
    lines = [
        ("合计", [one + other for one, other in zip(cars, guests, strict=True)]), ("因公出国（境）费", [Decimal(0)] * 2), ("公务用车购置和运行费", cars),
        ("公务用车购置费", bought), ("公务用车运行费", run), ("公务接待费", guests),
    ]  # fmt: skip
    return [
        {"item": item, "last": str(last), "this": str(this), "change": str(this - last)} for item, (last, this) in lines
    ]
