"""Stages of one matter before 其中: 「收到申请86件，办结80件，结转6件。其中，甲收到申请21件，办结19件；乙…」.

What each part tells belongs to the stage that it names; what names none, to the first. What is left (结转, 未办结, 正在整改) has a
part only where the part says so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import takewhile

from gongkai.pure.audit.claims.naming import CHANGE, NAMED_SO, label, verb
from gongkai.pure.audit.claims.parts.breakdown import Breakdown, Opening
from gongkai.pure.audit.quantities import Quantity
from gongkai.pure.audit.quantities.units import same

_LEFT = re.compile(
    r"结转|[正尚仍现还]在|未(?!成年|来)|剩余|其余|余下|尚[有余需待]|仍有|(?:^|[，、])在[\u4e00-\u9fff]{1,2}$|待(?:办|整改|处理|审|结)|在[办审建途]|不(?![动锈])|遗留"
)
_DONE = re.compile(
    r"(?<![应未拟])(?:已|办结|办理答复|答复|回复|办复|审结|结案|整改|完成|合格|开工|复工|完工|销号|化解|达标|解决|采纳|采用|批准|验收|通过|处置|消除)"
)
_DUE = re.compile("应|计划|拟|需|交办|发现|排查|反馈")


def _stage(quantity: Quantity, acts: Collection[str]) -> str:
    words = NAMED_SO.sub("", quantity.lead)
    if _LEFT.search(words) or (not words.strip("，、；。 ") and _LEFT.match(quantity.tail)):
        return "left"
    if _act(quantity) in acts:
        return "done"
    done = _DONE.search(words)
    return "done" if done and not _DUE.search(words) else "first"


def by_stages(heads: Sequence[Quantity], members: Sequence[Quantity], opening: Opening) -> list[Breakdown]:
    """One breakdown for each stage, where something is left and the parts tell what was done or left; [] where not."""
    told = sorted((each for each in heads if not each.in_characters), key=lambda each: each.start)
    if len(told) < 2:
        return []
    row = list(takewhile(lambda each: told and same(each.unit, told[0].unit) and not CHANGE.search(each.lead), members))
    # 执结396件。其中，民事386件，执结372件: what both tell in the same words
    acts = {_act(each) for each in told[1:]} & {_act(each) for each in row} - {""}
    told = [each for each in told if row and same(each.unit, row[0].unit)]
    if over := _is_over(told, acts):
        acts.update(map(_act, told[1:-1]))
    heads_of = {name: [each for each in told if _stage(each, acts) == name] for name in _STAGES}
    first, done, left = ([*filter(lambda each: each is not over, heads_of[name])] for name in _STAGES)
    left.extend([over] if over else [])
    if not (first and left):
        return []
    parts = {name: tuple(each for each in row if _stage(each, acts) == name) for name in _STAGES}
    undone = tuple(each for each in parts["left"] if _says(each) == _says(left[-1]))
    if not (parts["first"] and (parts["done"] or parts["left"])) and not (row == [*undone] and _says(left[-1])):
        return []
    carried = tuple(each for each in left if _CARRIED_IN.search(each.lead))
    columns = [
        (_whole(first, parts["first"]), parts["first"], carried),
        (_whole(done, parts["done"]) if done else None, parts["done"], ()),
        (left[-1], undone, ()),
    ]
    columns = [(whole, column, others) for whole, column, others in columns if whole and column]
    adding = [sum(each.value for each in column) == whole.value for whole, column, _ in columns]
    return [
        Breakdown(whole, column, opening, others, len(column) > 1 and any((*adding[:n], *adding[n + 1 :])))
        for n, (whole, column, others) in enumerate(columns)
    ]


def _is_over(told: Sequence[Quantity], acts: Collection[str]) -> Quantity | None:
    """「任务86项，完成81项，跨年推进5项」: the last is what the others leave of the first, and no part bears its words."""
    if len(told) <= 2 or not acts or _act(told[-1]) in acts or _CARRIED_IN.search(told[-1].lead):
        return None
    return told[-1] if told[0].value == sum(each.value for each in told[1:]) else None


_STAGES = ("first", "done", "left")
_CARRIED_IN = re.compile("(?:上一?年|去年|往年|历年)[^，。；]{0,4}结转|结转(?:上|去|往)年")


def _act(quantity: Quantity) -> str:
    return label(quantity).lstrip("已均共全现")


def _says(quantity: Quantity) -> str:
    """The word by which something is left: 结转, 不合格; "" for what was carried in."""
    found = _LEFT.search(quantity.lead)
    return found[0] if found and not _CARRIED_IN.search(quantity.lead) else ""


def _whole(heads: Sequence[Quantity], parts: Sequence[Quantity]) -> Quantity:
    """The head that bears the parts' own verb, or else the first."""
    verbs = {verb(each) for each in parts} - {""}
    return next((each for each in heads if len(verbs) == 1 and verb(each) in verbs), heads[0])
