"""What a unit is there for (机构职能), which the law has it publish: duties, sections within, who answers for it, how to reach it."""

from html import escape
from typing import Any

from gongkai.demo.content.registry import Unit, holders, load

SECTION = "zhineng"


def duties(unit: Unit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The duties of a unit, and the sections within it; raises `KeyError` if nobody wrote them down."""
    table = load("duties.toml")
    row = table.get(unit.code) or table[unit.tag]
    return tuple(row["duties"]), tuple(row["within"].split())


def functions(unit: Unit) -> dict[str, Any]:
    """The content of the unit's functions, without its day."""
    own, within = duties(unit)
    items = "".join(f"<li>{escape(duty)}。</li>" for duty in own)
    head = holders("signatory", unit.code)[0]
    return {
        "title": f"{unit.name}机构职能",
        "body": f"<h2>主要职责</h2><ul>{items}</ul><p>以上内容有变化的，自变化之日起20个工作日内更新。</p>",
        "street": unit.address,
        "hours": unit.hours,
        "phone": unit.phone,
        "fax": unit.fax,
        "email": unit.email,
        "head": f"{head.name}（{head.post}）" if head.unit == unit.code else None,
        "offices": [{"office": each, "duties": "", "head": "", "phone": ""} for each in within],
        "keywords": ["机构职能", "内设机构", "联系方式"],
    }
