"""What a unit is there for (机构职能), which the law has it publish: duties, sections within, who answers for it, how to reach it."""

from html import escape

from gongkai.demo.content.registry import Unit, holders, load

SECTION = "zhineng"


def duties(unit: Unit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The duties of a unit, and the sections within it; raises `KeyError` if nobody wrote them down."""
    table = load("duties.toml")
    row = table.get(unit.code) or table[unit.tag]
    return tuple(row["duties"]), tuple(row["within"].split())


def functions(unit: Unit) -> tuple[str, str]:
    """Title and body (HTML) of the unit's functions."""
    own, within = duties(unit)
    items = "".join(f"<li>{escape(duty)}。</li>" for duty in own)
    head = holders("signatory", unit.code)[0]
    answers = f"{head.name}（{head.post}）签发本单位公开的信息。" if head.unit == unit.code else ""
    reach = (
        ("办公地址", unit.address),
        ("办公时间", unit.hours),
        ("联系电话", unit.phone),
        ("传真", unit.fax),
        ("电子信箱", unit.email),
    )
    rows = "".join(f"<tr><td>{label}</td><td>{escape(value)}</td></tr>" for label, value in reach)
    return f"{unit.name}机构职能", (
        f"<h2>一、主要职责</h2><ul>{items}</ul>"
        f"<h2>二、内设机构</h2><p>{unit.name}设{'、'.join(within)}。{answers}</p>"
        f"<h2>三、联系方式</h2><table><thead><tr><th>项目</th><th>内容</th></tr></thead><tbody>{rows}</tbody></table>"
        "<p>以上内容有变化的，自变化之日起20个工作日内更新。</p>"
    )
