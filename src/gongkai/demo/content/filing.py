"""Of what kind a composed document is beside policy and notice, and what its text says of the fields of that kind."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

from gongkai.demo.content.compose import Text
from gongkai.demo.content.context import quarter_before
from gongkai.pure import declare
from gongkai.pure.declare.kinds import FieldErrors

_DAY = r"(\d{4})年(\d{1,2})月(\d{1,2})日"
Fields = dict[str, Any] | None


def filed(text: Text, content: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The kind's code and the content with its fields; what does not fit its kind stays a notice."""
    if text.kind in ("policy", "news"):
        return text.kind, content
    code, read = _BY_SECTION.get(text.section_key, ("", None))
    found = read(text) if read and text.kind == "notice" else None
    if not found:
        return "notice", content
    try:
        declare.kind(code).clean(content | found)
    except FieldErrors:
        return "notice", content
    if "figures" in found:
        # They are a table of their own on the page; the text has them no second time.
        found["body"] = re.sub(r"<table>.*?</table>", "", content["body"])
    return code, content | found


def _procurement(text: Text) -> Fields:
    stages = (("意向", "intention"), ("合同", "contract"), ("验收", "acceptance"), ("结果|成交|中标", "result"), ("采购公告|询价|磋商", "call"))  # fmt: skip
    stage = _which(text.title, stages)
    method = _which(text.title, (("询价", "inquiry"), ("磋商", "consultation"), ("采购公告", "open")))
    return stage and {
        "stage": stage,
        "method": method if stage == "call" else None,
        "budget": _one(text, r"预算(?:金额</td><td>)?(\d+(?:\.\d+)?)万元"),
        "deadline": _day(text, rf"{_DAY}上午九时前递交"),
        "supplier": _one(text, r"(?:成交供应商</td><td>|供应商：)([^<。]{4,40})"),
        "amount": _one(text, r"成交金额</td><td>(\d+(?:\.\d+)?)万元"),
    }


def _personnel(text: Text) -> Fields:
    stages = (("任前|拟任职|评审", "publicity"), ("任职|任免", "appointment"), ("拟聘", "selected"), ("成绩|体检", "exam"), ("招聘|选聘", "recruit"))  # fmt: skip
    stage = _which(text.title, stages)
    apply_until = None
    if stage == "recruit" and (found := re.search(r"报名：\d+月\d+日至(\d+)月(\d+)日", text.body_html)):
        month, day = map(int, found.groups())
        apply_until = date(text.formed_on.year + (month < text.formed_on.month), month, day).isoformat()
    return stage and {
        "stage": stage,
        "posts": _one(text, r'<td class="align-right">(\d+)</td>') if stage == "recruit" else None,
        "apply_until": apply_until,
        "until": _day(text, rf"{_DAY}至{_DAY}", last=True) if stage in ("publicity", "selected", "exam") else None,
    }


def _meeting(text: Text) -> Fields:
    held = re.search(r"^<p>(\d+)月(\d+)日，[^，]*?(?:召开|组织)([^，]+)会议，(.+?)参加。", text.body_html)
    if not held:
        return None
    month, day = int(held[1]), int(held[2])
    topic = unescape(held[3])
    return {
        "sort": _which(text.title, (("座谈会", "hearing"), ("专题会", "special"), ("意见", "decision"))) or "other",
        "met_on": date(text.formed_on.year - (month > text.formed_on.month), month, day).isoformat(),
        "agenda": f"{topic}情况介绍\n{topic}方案讨论",
        "attending": unescape(held[4]),
    }


def _emergency(text: Text) -> Fields:
    title = text.title
    if cut := re.search(r"停水|停电|停气", title):
        area = _one(text, r"二、范围：([^，。]+沿线)") or _one(text, r"二、范围：([^，。]+)")
        begins = _day(text, rf"一、时间：{_DAY}")
        found = {"stage": "warning", "hazard": cut[0], "area": area, "begins_on": begins, "ends_on": begins}
    elif warned := re.search(r"(?:做好|防范)(.+?)一带(.+?)的(?:提示|通告)", title):
        level = "yellow" if "较高" in text.body_html[:120] else "blue"
        begins = text.formed_on
        found = {
            "stage": "warning", "level": level, "area": warned[1], "hazard": warned[2], "begins_on": begins.isoformat(),
            "ends_on": (begins + timedelta(3)).isoformat(),
        }  # fmt: skip
    elif re.search(r"演练|值守|安排|防范", title):
        found = {"stage": "response"}
    else:
        return None
    return found | {"hotline": _one(text, r"(?:险情报告|火情报告|抢修电话|举报电话)：([\d-]{7,})")}


def _faq(text: Text) -> Fields:
    return {
        "short": _one(text, r"<ul><li>([^<]+?)。?</li>"),
        "phone": _one(text, r"可以拨打([\d-]{7,})"),
        "asked_at": _one(text, r"，([^，]+?)整理答复如下"),
        "checked_on": text.formed_on.isoformat(),
    }


def _statistics(text: Text) -> Fields:
    period, ends_on = quarter_before(text.formed_on)
    rows = re.findall(r"<tr><td>([^<]+)</td><td[^>]*>(增长|下降)([\d.]+)%</td><td[^>]*>([^<]+)</td>", text.body_html)
    return rows and {
        "sort": "quarterly",
        "period": period,
        "ends_on": ends_on.isoformat(),
        "source": _one(text, r"。([^。，<]+)对\d+个波动超过三成的样本"),
        "preliminary": True,
        "figures": [
            {"figure": unescape(item), "change": ("-" if way == "下降" else "") + by, "note": f"比上期{rest}"}
            for item, way, by, rest in rows
        ],
    }


def _which(title: str, words: tuple[tuple[str, str], ...]) -> str | None:
    return next((code for pattern, code in words if re.search(pattern, title)), None)


def _one(text: Text, pattern: str) -> str | None:
    found = re.search(pattern, text.body_html)
    return unescape(found[1]) if found else None


def _day(text: Text, pattern: str, *, last: bool = False) -> str | None:
    found = re.search(pattern, text.body_html)
    if not found:
        return None
    parts = found.groups()[-3:] if last else found.groups()[:3]
    return date(*map(int, parts)).isoformat()


_BY_SECTION: dict[str, tuple[str, Callable[[Text], Fields]]] = {
    "zhengfucaigou": ("procurement", _procurement),
    "renshi": ("personnel", _personnel),
    "zhaokao": ("personnel", _personnel),
    "huiyi": ("meeting", _meeting),
    "yujing": ("emergency", _emergency),
    "wenda": ("faq", _faq),
    "tongji": ("statistics", _statistics),
}
