"""By how much in the end: 「新开9个，关停4个，净增5个」, 「比年初的41人净减少5人」. Kind `difference`, or `change` for its rate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.intervals import Interval, total
from gongkai.pure.audit.judge import places, plainly, verdict
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import canonical, same
from gongkai.pure.audit.repair import one_digit_repair

REASONS = {
    "net": ("按所列数字净增减应为{expected}，文中写{stated}", "The figures make {expected} in the end; the text says {stated}"),
    "net-holds": ("净增减数与所列数字相符", "What came or went in the end agrees with the figures"),
    "left-over": ("收入减支出应结余{expected}，文中写{stated}", "Income less spending leaves {expected}; the text says {stated}"),
    "left-over-holds": ("结余与收支数相符", "What is left agrees with income and spending"),
    "net-rate": ("按所列数字增减幅度应为{expected}，文中写{stated}", "The figures make a rate of {expected}; the text says {stated}"),
    "net-rate-holds": ("增减幅度与所列数字相符", "The rate agrees with the figures"),
}  # fmt: skip

_NET = re.compile(r"净(?:(?P<up>增)|(?P<down>减))(?:加|长|少)?了?(?:各类)?(?:[^，。；：\d]{0,6})$")
_CAME = re.compile(
    r"(?:新增|增加|新登记|登记|新设|新建|新开[设通]?|新制定?|新成立|新纳入|新注册|新认定|新出台|制定|制发|出台|承接|增设|调入|招录|新招|招聘|录用|转入|纳入|引进)(?!.*[为至成])[^，。；：\d]{0,10}$"
)
_WENT = re.compile(
    r"(?:撤销|撤并|关停|关闭|注销|废止|宣布失效|失效|取消|退出|停用|清退|清理|减少|调出|调离|退休|辞职|离职|转出|迁出|核减|下放)(?!.*[为至成])[^，。；：\d]{0,10}$"
)
_BASE = re.compile(r"[较比](?:上一?年度?|去年|年初|上年|□{4}年)(?:同期|[末底])?(?:[^，。；：\d]{0,4})$")
_NOW = re.compile(r"(?:年[末底]|现有|实有|目前|达到?|共有?|总数|合计|为|至)[^，。；：\d]{0,12}$|^[^较比]{0,16}$")
_LEVEL = re.compile(r"(?:[由从为至到共有]|年[初末底]|达到|总数|合计|原|现)[^，。；：\d]{0,8}$")
_VAGUE = re.compile("部分|一批|若干|整合|合并|划转|改版|调整|更名|等")
_AT_LAST = re.compile("年[末底]|现行有效|现有|实有|目前")
_FEW = 5


_EARNED = re.compile("(?:征缴|收缴|收入|征收|筹集|募集|归集)[^，。；：\\d]{0,12}$")
_SPENT = re.compile("(?:支付|支出|发放|使用|拨付)[^，。；：\\d]{0,12}$")
_LEFT = re.compile("^[，、]?(?:当[期年]|本[期年]|年度|收支)(?:收支)?结余(?:为|达|了)?$")


def left_over(sentence: Sentence) -> Iterator[Finding]:
    """「征缴社会保险费31.46亿元，支付待遇28.73亿元，当期结余2.73亿元」: what is left of the year; 累计结余 and 结余 alone may hold what was there before."""
    if "结余" not in sentence.text:
        return
    counts = sentence.counts
    for one, other, by in zip(counts, counts[1:], counts[2:], strict=False):
        told = _EARNED.search(one.lead) and _SPENT.search(other.lead) and _LEFT.match(by.lead)
        money = all(canonical(each.unit) == "元" for each in (one, other, by))
        if told and money and by.clause - one.clause == len((one, other)) and one.value > other.value:
            yield from _difference(sentence, [one], [other], by, "left-over")


def net(sentence: Sentence) -> Iterator[Finding]:
    """Each such figure of a sentence against what came and went, or against what there was and is."""
    if "净" not in sentence.text:
        return
    counts = sentence.counts
    for at, by in enumerate(counts):
        told = _NET.search(by.lead)
        if told is None:
            continue
        segment = sentence.before(by).rfind("；")
        row = [q for q in counts[:at] if same(q.unit, by.unit) and q.start - sentence.start > segment][-_FEW:]
        up = told["up"] is not None
        base = (
            row[-1]
            if row and _BASE.search(row[-1].lead) and sentence.between(row[-1], by).lstrip("的，").startswith("净")
            else None
        )
        moved = [q for q in row if q is not base]
        came = [q for q in moved if _CAME.search(q.lead)]
        went = [q for q in moved if _WENT.search(q.lead)]
        levels = [q for q in moved if q not in came and q not in went]
        if not row:
            behind = [q for q in counts[at + 1 :] if same(q.unit, by.unit)]
            came, went = (
                [q for q in behind if _CAME.search(q.lead)][:1],
                [q for q in behind if _WENT.search(q.lead)][:1],
            )
            if (
                not behind
                or behind[:2] not in (came + went, went + came)
                or "其中" not in sentence.between(by, behind[0])
            ):
                continue
            levels = []
        now = levels[-1] if base is not None and came and levels else None
        if base is not None and now is not None and len(levels) == 1 and _AT_LAST.search(now.lead):
            yield from _of_levels(sentence, now, base, by, up)
        if came and went and all(_LEVEL.search(q.lead) for q in levels):
            yield from _difference(sentence, came if up else went, went if up else came, by)
        elif base is not None and len(moved) == 1 and _NOW.search(moved[0].lead) and not came and not went:
            yield from _of_levels(sentence, moved[0], base, by, up)
            if (moved[0].value > base.value) == up:
                yield from _rate(sentence, moved[0], base, by)


def _of_levels(sentence: Sentence, now: Quantity, base: Quantity, by: Quantity, up: bool) -> Iterator[Finding]:
    """「制发12件，废止7件，年末68件，较上年末的65件净增5件」: what there is and what there was."""
    if (now.value > base.value) == up:
        yield from _difference(sentence, [now] if up else [base], [base] if up else [now], by)


def _difference(
    sentence: Sentence, more: Sequence[Quantity], less: Sequence[Quantity], by: Quantity, reason: str = "net"
) -> Iterator[Finding]:
    """more − less = by."""
    figures = (*more, *less, by)
    n = len(more)
    expected = _made(figures, n)
    found = verdict(by, expected)
    first, last = min(figures, key=_place), max(figures, key=_place)
    beyond = by.value > max(
        sum(q.value for q in side) for side in (more, less)
    )  # 登记1280户，注销420户，净增3860户: of something else
    added = by.value == sum(q.value for q in (*more, *less))
    if found == "contradicts" and ((beyond and not added) or _VAGUE.search(sentence.between(first, last))):
        return
    made = sum(each.value for each in more) - sum(each.value for each in less)
    told = telling.like(made, by)
    line = "+".join(map(telling.shown, more)) + "".join(f"−{telling.shown(each)}" for each in less)
    line += f"={told}" + ("" if made == by.value else f"{telling.sign(found, False)}{telling.shown(by)}")
    repair = one_digit_repair(figures, lambda q: q[-1].interval.meets(_made(q, n))) if found == "contradicts" else None
    yield Finding(
        "difference", found, *telling.quote(sentence, figures), tuple(q.figure for q in sorted(figures, key=_place)),
        by.printed, f"{told}{by.unit}", line, reason if found == "contradicts" else f"{reason}-holds",
        {"stated": by.printed, "expected": f"{told}{by.unit}"}, repair, 0.85,
    )  # fmt: skip


def _made(figures: Sequence[Quantity], n: int) -> Interval:
    return total([q.interval for q in figures[:n]]) - total([q.interval for q in figures[n:-1]])


_RATE_TOLD = re.compile(r"(?:增长|增幅|下降|降幅|减少)率?(?:为|达)?")


def _rate(sentence: Sentence, now: Quantity, base: Quantity, by: Quantity) -> Iterator[Finding]:
    """「比上年末的38.26万户净增3.57万户，增长9.3%」."""
    behind = next((q for q in sentence.quantities if q.start > by.end), None)
    if behind is None or not behind.is_percent or not _RATE_TOLD.fullmatch(behind.lead):
        return
    gap = now.interval - base.interval if now.value > base.value else base.interval - now.interval
    quotient = gap.over(base.interval)
    if quotient is None:
        return
    found = verdict(behind, quotient.scaled(Decimal(behind.whole_is)))
    shown = plainly(abs(now.value - base.value) / base.value * behind.whole_is, places(behind)) + behind.unit
    high, low = (now, base) if now.value > base.value else (base, now)
    figures = (now, base, behind)
    yield Finding(
        "change", found, *telling.quote(sentence, figures), tuple(q.figure for q in figures), behind.printed, shown,
        f"({telling.shown(high)}−{telling.shown(low)})÷{telling.shown(base)}={shown}{'→' if found != 'contradicts' else '≠'}{behind.printed}",
        "net-rate" if found == "contradicts" else "net-rate-holds", {"stated": behind.printed, "expected": shown}, None, 0.85,
    )  # fmt: skip


def _place(quantity: Quantity) -> int:
    return quantity.start
