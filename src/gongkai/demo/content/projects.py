"""The county's major construction projects: approved, begun, reported on each quarter until they are done."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from gongkai.demo.content.context import workday_after
from gongkai.demo.content.items import Item
from gongkai.demo.content.registry import Unit, units

SECTION = "pizhun"
PROJECTS = (
    ("slj", "第二水厂扩建工程", "河西街道", "日供水能力由3万吨扩到5万吨\n新建输水管道12公里", 6800),
    ("jyj", "河东小学新建工程", "河东街道", "36个班\n教学楼、食堂、操场", 9200),
    ("wjj", "县人民医院门诊综合楼工程", "河西街道", "建筑面积2.1万平方米\n日门诊1,500人次", 15600),
    ("jtj", "大桥至龙泉公路改建工程", "大桥镇、龙泉乡", "三级公路18公里\n桥梁4座", 12400),
    ("zjj", "公租房二期工程", "河东街道", "公租房240套\n配套道路1.2公里", 7350),
    ("nyj", "石门镇高标准农田建设工程", "石门镇", "1.2万亩\n灌溉渠46公里", 3100),
    ("hbj", "城区污水处理厂提标工程", "河西街道", "日处理2万吨\n出水达到一级A", 5400),
    ("mzj", "县中心敬老院改造工程", "柳湾镇", "床位180张\n电梯2部", 1680),
)
STEPS = ("完成招标，施工单位进场", "土方完成，基础施工", "主体施工过半", "主体完工，安装设备", "附属工程收尾，开始调试")


def items(first: date, today: date, seed: int) -> Iterator[Item]:
    """Of each project its approval and a report every quarter."""
    by_tag = {unit.tag: unit for unit in units()}
    for number, project in enumerate(PROJECTS):
        unit = by_tag.get(project[0])
        if unit is None:
            continue
        rng = Random(f"{seed} project {number}")
        approved = workday_after(date(first.year, 1 + number % 4, rng.randint(6, 24)), 0)
        told = _told(project, unit, approved, number, rng)
        yield Item("project", SECTION, unit.code, approved, told | {
            "title": f"{project[1]}可行性研究报告获批准", "stage": "approval", "begins_on": None, "ends_on": None, "funds": _funds(project[4], 0),
            "body": f"<p>{project[1]}可行性研究报告已经批准，总投资{project[4]:,}万元，建设工期20个月。</p>",
        })  # fmt: skip
        progress: list[dict[str, str]] = []
        paid = Decimal(0)
        for place, step in enumerate(STEPS):
            month = approved.month + 3 * (place + 1)
            on = workday_after(date(approved.year + (month - 1) // 12, (month - 1) % 12 + 1, 12), 0)
            if on >= today:
                break
            paid += Decimal(project[4]) * rng.randint(14, 19) / 100
            progress = [*progress, {"on": on.replace(day=1).isoformat(), "done": step, "paid": str(paid)}]
            yield Item("project", SECTION, unit.code, on, told | {
                "title": f"{project[1]}进展（{on.year}年第{(on.month - 1) // 3 + 1}季度）", "stage": "building", "progress": progress,
                "funds": _funds(project[4], place + 1), "body": f"<p>{project[1]}按计划推进：{step}。累计完成投资{paid}万元。</p>",
            })  # fmt: skip


def _told(
    project: tuple[str, str, str, str, int], unit: Unit, approved: date, number: int, rng: Random
) -> dict[str, Any]:
    return {
        "project_code": f"{approved:%y%m}-990123-04-01-{100000 + rng.randint(0, 899999)}", "owner": unit.name, "site": f"明川县{project[2]}", "scale": project[3],
        "approval": f"明发改审〔{approved.year}〕{number + 11}号", "approved_on": workday_after(approved.replace(day=max(1, approved.day - 4)), 0).isoformat(),
        "total": str(project[4]), "begins_on": date(approved.year, approved.month + 2, 1).isoformat(), "ends_on": date(approved.year + 1, 12, 20).isoformat(),
        "keywords": ["重大建设项目"],
    }  # fmt: skip


def _funds(total: int, quarters: int) -> list[dict[str, str]]:
    above = Decimal(total * 60 // 100)
    parts = [("上级专项资金", above), ("县级财政资金", (Decimal(total) - above))]
    rows = [(name, amount, (amount * min(quarters * 20, 100) / 100)) for name, amount in parts]
    rows.append(("合计", sum((a for _, a, _ in rows), Decimal(0)), sum((b for _, _, b in rows), Decimal(0))))
    return [{"source": name, "amount": str(amount), "arrived": str(arrived)} for name, amount, arrived in rows]
