"""What is said of a record after it was written, bound to what it is: remarks, grounds of withdrawal, faults to correct."""

import re
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from gongkai.demo.content.compose import Text
from gongkai.demo.content.context import Context, in_words, workday_before
from gongkai.demo.content.foi import remarks
from gongkai.demo.content.phrases import render
from gongkai.demo.content.places import towns
from gongkai.demo.content.registry import Unit

_ORDINALS = ("二", "三", "四", "五", "六")
_MASKED = re.compile(r"<td>(.)某某?</td>")
_ROW = re.compile(r"<tr>(?:<td[^>]*>[^<]*</td>)+</tr>")
_AMOUNT = re.compile(r'<td class="align-right">(\d[\d.]*)</td>')
_UNTIL = re.compile(r"(公示时间|公示期|征求意见期限|公告期)([^。]*?至)(\d{4})年(\d+)月(\d+)日")


def matter(text: Text) -> str:
    """What the patterns of remarks are looked for in."""
    return f"{text.kind} {text.section_key}\n{text.title}\n{text.body_html}"


def record_remark(rng: Random, name: str, unit: Unit, on: date, text: Text) -> str:
    """A remark that suits the record: "return_record" (by the unit's reviewer) or "secrecy_return"."""
    return render(rng.choice(_suiting(name, text)), rng, _context(rng, unit, on, text))


def withdrawal(rng: Random, unit: Unit, on: date, text: Text) -> tuple[str, bool]:
    """A ground of withdrawal that suits the record, and whether its title may stay."""
    stays, goes = _suiting("withdrawal", text), _suiting("withdrawal_with_title", text)
    if goes and rng.random() < 0.8:
        return render(rng.choice(goes), rng, _context(rng, unit, on, text)), False
    # The ground that suits anything comes first; one of the record's own is better.
    return render(rng.choice(stays[1:] or stays), rng, _context(rng, unit, on, text)), True


def _suiting(name: str, text: Text) -> list:
    words = matter(text)
    return [said.phrase for said in remarks()[name] if said.suits(words)]


def _context(rng: Random, unit: Unit, on: date, text: Text) -> Context:
    last = max(2, min(len(_ORDINALS), text.body_html.count("<p") - 1))
    first, second = sorted(rng.sample(range(last), 2))
    given = {"nth": _ORDINALS[first], "nth2": _ORDINALS[second]}
    return Context(rng, unit, workday_before(on, 0), given)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that was published wrong in a field ("title", "body", "keywords") and how it is put right.

    `hides`: the wrong version must not be shown any more.
    """

    field: str
    wrong: str
    right: str
    reason: str
    hides: bool = False

    def plant(self, text: Text) -> Text:
        """The text with the fault in it."""
        if self.field == "title":
            return replace(text, title=text.title.replace(self.right, self.wrong, 1))
        if self.field == "keywords":
            return replace(text, keywords=tuple(word for word in text.keywords if word != self.right))
        return replace(text, body_html=text.body_html.replace(self.right, self.wrong, 1))

    def mend(self, value: str | list[str]) -> str | list[str]:
        """The field's value put right."""
        return [*value, self.right] if isinstance(value, list) else value.replace(self.wrong, self.right, 1)


def faults(rng: Random, unit: Unit, text: Text) -> list[Fault]:
    """The faults that such a record can have, one of each kind."""
    found = (_phone(unit, text), _number(rng, text), _name(rng, text), _deadline(text), _town(text), _keyword(text))
    return [fault for fault in found if fault]


def _phone(unit: Unit, text: Text) -> Fault | None:
    right = unit.phone
    wrong = right[:-1] + str((int(right[-1]) + 3) % 10)
    if right not in text.body_html or wrong in text.body_html:
        return None
    return Fault("body", wrong, right, f"联系电话有一位数字误写，现更正为{right}。")


def _number(rng: Random, text: Text) -> Fault | None:
    """A number of a table, as its row stands there."""
    rows = [row for row in _ROW.findall(text.body_html) if _AMOUNT.search(row)]
    if not rows:
        return None
    right = rng.choice(rows)
    number = _AMOUNT.search(right)
    good = number[1]
    bad = str((int(good[0]) % 9) + 1) + good[1:]
    wrong = right[: number.start(1)] + bad + right[number.end(1) :]
    return Fault("body", wrong, right, f"表格中有一处数字录入有误，由{bad}更正为{good}，其他内容不变。")


def _name(rng: Random, text: Text) -> Fault | None:
    found = _MASKED.search(text.body_html)
    if not found:
        return None
    wrong = f"<td>{found[1]}{rng.choice(('建国', '秀英', '志强', '玉兰', '春燕'))}</td>"
    reason = "表格中有一人的姓名没有隐去部分字，现改正，原来的版本不再显示。"
    return Fault("body", wrong, found[0], reason, hides=True)


def _deadline(text: Text) -> Fault | None:
    found = _UNTIL.search(text.body_html)
    if not found:
        return None
    day = date(int(found[3]), int(found[4]), int(found[5]))
    earlier = workday_before(day, 1)
    if earlier <= text.formed_on:
        return None
    front = found[1] + found[2]
    reason = f"截止日期误写为{in_words(earlier)}，应为{in_words(day)}。"
    return Fault("body", front + in_words(earlier), found[0], reason)


def _town(text: Text) -> Fault | None:
    for town, villages in towns().items():
        right = next((town + village for village in villages if town + village in text.title), "")
        if right and town in text.body_html:
            return Fault("title", right.removeprefix(town), right, f"标题漏写{town}，现补上。")
    return None


def _keyword(text: Text) -> Fault | None:
    if len(text.keywords) < 2:
        return None
    return Fault("keywords", "", text.keywords[-1], f"主题词漏填“{text.keywords[-1]}”，现补上，其他内容不变。")
