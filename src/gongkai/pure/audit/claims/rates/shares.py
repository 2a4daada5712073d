"""Shares and rates: kinds `percent` and `reachable`; rates that can't be (above all of it) are kind `bound`.

A rate is judged only against figures that the sentence makes its own. Where one of the two is missing, a whole number must
still exist that the printed rate can be reached from (GRIM).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import takewhile

from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.claims.parts.breakdowns import breakdowns
from gongkai.pure.audit.claims.parts.listed import lists
from gongkai.pure.audit.claims.parts.sums import of_parts
from gongkai.pure.audit.claims.rates.bases import shares
from gongkai.pure.audit.claims.rates.calledafar import called_afar, of_all_afar
from gongkai.pure.audit.claims.rates.failed import all_but, all_but_failed, without_failed
from gongkai.pure.audit.claims.rates.inturn import OF_ANOTHER_YEAR
from gongkai.pure.audit.claims.rates.overall import overall
from gongkai.pure.audit.claims.share import Share
from gongkai.pure.audit.finding import Finding, Verdict
from gongkai.pure.audit.intervals import Interval, total
from gongkai.pure.audit.judge import far, places, plainly, verdict
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.repair import one_digit_repair
from gongkai.pure.audit.report import Passage, Report

REASONS = {
    "share": ("按所列数字计算为{expected}，与所述的{stated}不符", "The figures make {expected}, not the stated {stated}"),
    "share-common-base": (
        "按所列数字计算为{expected}，与所述的{stated}不符；同组各占比都以{common}为基数时相符",
        "The figures make {expected}, not the stated {stated}; all shares of this group fit a base of {common}",
    ),
    "share-holds": ("占比与所列数字相符", "The share agrees with the figures"),
    "share-truncated": ("计算为{expected}，所述{stated}为舍去尾数所得", "The figures make {expected}; {stated} is that with digits cut off"),
    "share-adjusted": ("计算为{expected}，所述{stated}为使各项相加等于100%所作的尾数调整", "The figures make {expected}; {stated} is adjusted so that all add up to 100%"),
    "share-other-base": ("以另一总数为基数时相符，基数不明确", "It agrees with another base: which one is meant is not clear"),
    "share-of-that": ("以另一总数为基数时相符", "It agrees with another of the totals as its base"),
    "unreachable-base": ("以{base}为基数，没有任何整数能得出{stated}", "No whole number out of {base} makes {stated}"),
    "unreachable-part": ("没有任何整数作基数能使{part}占到{stated}", "There is no whole number of which {part} is {stated}"),
    "reachable": ("存在能得出该比率的整数", "A whole number makes this rate"),
    "above-all": ("{name}不应超过100%", "A rate of this kind can't exceed 100%"),
    "shares-add": ("各占比相加为{expected}", "The shares add up to {expected}"),
    "shares-exceed": ("同一基数的各占比相加为{expected}，超过100%", "Shares of one whole add up to {expected}, more than all of it"),
    "base-unknown": ("基数没有写明，无法核对", "The base is not told"),
}  # fmt: skip

_BOUNDED = re.compile(
    r"(?:办结|办理|回复|答复|满意|接通|采用|采纳|录用|覆盖|公开|及时|按时|按期|合格|办复|知晓|开通|占比|解决|整改|达标|优良|见面|销号)率?(?:已|均)?(?:为|达到|达|高达|：)*$|占[^，。；]{0,15}$"
)
_CARRIED = re.compile(r"结转|积案|遗留|往年|历年|存量|含上年|上年[^，。；]{0,6}件")
# Shares of one whole exceed it by a little when one is wrong; by much when they were shares of different things.
_LITTLE_ABOVE = Decimal("1.2")
_SEVERAL = 3
# Shares so many characters apart are of one row.
_ROW = 300
# A part of more than this can be any share to the printed places.
_BEFORE = re.compile(r"(?:上一?年|去年|原来|年初|此前|以前)的?$|[由从]$")
"""A share that was: 占比由上年的81.3%上升到85.5%."""
_FEW = 3000


def percentages(report: Report, last: Report | None) -> Iterator[Finding]:
    """All shares and rates of the running text."""
    over_paragraphs = [told for _, told in lists(report)]
    above: list[Breakdown] = []
    for number, passage in enumerate(report.passages):
        if not any(each.is_percent for each in passage.quantities):
            above.extend(() if passage.is_endless else breakdowns(passage))
            continue
        figures = set(passage.quantities)
        mine = [each for each in over_paragraphs if not figures.isdisjoint(each.parts)]
        told = (*mine, *breakdowns(passage))
        found = [] if passage.is_endless else list(shares(passage, told))
        failed = all_but(passage, found)
        found = without_failed(found, failed)
        judged = [(each, finding) for each in found if (finding := _judge(each, told))]
        front = report.passages[:number] if any(e.base is None for e in found) else ()
        for each in (
            () if passage.is_endless else (*called_afar(passage, found, above), *of_all_afar(passage, found, front))
        ):
            afar = _judge(each, told)
            yield from (replace(afar, start=each.percent.start - len(each.percent.lead)),) if afar else ()
        above.extend(() if passage.is_endless else breakdowns(passage))
        yield from _with_common_base(_as_their_list(_adjusted(judged)))
        yield from overall(passage, found, told)
        yield from all_but_failed(failed)
        yield from _dividing(passage, found)
        yield from _above_all(passage)
        yield from _together(passage)


def _adjusted(judged: list[tuple[Share, Finding]]) -> list[tuple[Share, Finding]]:
    """24.3% for 24.24%, where the shares of one base are made to add up to 100: a note, as cut off digits are."""
    groups: dict[int, list[Share]] = defaultdict(list)
    for share, _ in judged:
        if share.base and share.part and not share.less and not share.more:
            groups[share.base.start].append(share)
    adding = {
        start: len(group) > 1 and sum(each.percent.value for each in group) == group[0].percent.whole_is
        for start, group in groups.items()
    }
    return [
        (share, _note(share, found) if share.base and adding.get(share.base.start) else found)
        for share, found in judged
    ]


def _as_their_list(judged: list[tuple[Share, Finding]]) -> list[tuple[Share, Finding]]:
    """Of shares told in a row the base that all others fit is the base of the one that does not, though another would make it right."""
    found: list[tuple[Share, Finding]] = []
    for share, finding in judged:
        row = [
            other
            for each, other in judged
            if each is not share and each.base is share.base and abs(each.percent.start - share.percent.start) < _ROW
        ]
        alone = (
            finding.reason in ("share", "share-other-base", "share-of-that")
            and share.part
            and share.base
            and not share.more
        )
        if alone and share.part and share.base and len(row) > 2 and all(each.reason == "share-holds" for each in row):
            expected = _expected(share.parts, share.base, share.percent, share.less)
            if expected is not None and verdict(share.percent, expected) == "contradicts":
                finding = replace(_finding(share, share.base, expected, "contradicts", "share"), confidence=0.95)
        found.append((share, finding))
    return found


def _note(share: Share, found: Finding) -> Finding:
    """The finding as `rounding`, if the share is off by less than one of its last place."""
    percent = share.percent
    near = Interval(percent.value - percent.step, percent.value + percent.step, low_open=True, high_open=True)
    if found.reason != "share" or share.part is None or share.base is None or share.more:
        return found
    expected = _expected(share.parts, share.base, percent, share.less)
    if expected is None or not near.meets(expected):
        return found
    return replace(found, verdict="rounding", reason="share-adjusted", repair=None)


def _with_common_base(judged: list[tuple[Share, Finding]]) -> Iterator[Finding]:
    """Where several shares contradict one base and all fit one other whole number, each of them says so."""
    groups: dict[int, list[Share]] = defaultdict(list)
    for share, found in judged:
        if found.reason == "share" and share.base and not share.less and not share.more:
            groups[share.base.start].append(share)
    common = {start: _common_base(group) for start, group in groups.items() if len(group) >= _SEVERAL}
    for share, found in judged:
        number = share.base and not share.less and found.reason == "share" and common.get(share.base.start)
        if number and share.base:
            printed = share.base.printed.replace(share.base.digits, str(number), 1)
            args = {**found.args, "common": str(number)}
            yield replace(found, reason="share-common-base", args=args, repair=(share.base.figure, printed))
        else:
            yield found


def _common_base(several: list[Share]) -> int | None:
    """The one whole number that all these shares fit, None if there is none or more than one."""
    low, high = Decimal(1), Decimal(10**12)
    for each in several:
        if each.part is None or not (
            around := Interval.exact(each.part.value * each.percent.whole_is).over(each.percent.interval)
        ):
            return None
        low, high = max(low, around.low or low), min(high, around.high if around.high is not None else high)
    first, last = low.to_integral_value(ROUND_CEILING), high.to_integral_value(ROUND_FLOOR)
    return int(first) if first == last else None


def _judge(share: Share, told: Sequence[Breakdown]) -> Finding | None:
    if share.base is None:
        return _reach_part(share.percent, share.part) if share.part else None
    if share.part is None:
        return _reach_base(share.percent, share.base)
    expected = _expected(share.parts, share.base, share.percent, share.less)
    if expected is None:
        return None
    found = verdict(share.percent, expected)
    if found == "contradicts":
        for other in share.others:
            fits = _expected(share.parts, other, share.percent, ())
            if share.percent.approximation and other.value < share.part.value:
                continue  # any smaller figure would make 八成以上
            if fits and share.percent.interval.meets(fits):
                # Another figure at hand makes it right: the text may have meant that one.
                if "占" in share.percent.lead or share.sure == "named":
                    return _finding(share, other, fits, "unclear", "share-other-base")
                return _finding(share, other, fits, "holds", "share-of-that")
        if share.foreign and _one_of_several(share, told):
            return None  # 图解26篇，视频8篇，解读率100%: the rate is not said of the last of them
        if share.sure == "guessed" or (share.part.value > share.base.value and share.sure != "named"):
            return None
    reason = {"holds": "share-holds", "rounding": "share-truncated"}.get(found, "share")
    return _finding(share, share.base, expected, found, reason)


def _one_of_several(share: Share, told: Sequence[Breakdown]) -> bool:
    """Whether a rate follows a list of parts of which its numerator is only the last."""
    mine = next((each for each in told if share.part in each.parts), None)
    return mine is not None and len(mine.parts) > 1 and share.part is mine.parts[-1]


def _dividing(passage: Passage, found: Sequence[Share]) -> Iterator[Finding]:
    """「甲31件，占37.3%；乙10件，占12%；…」 whose base is told nowhere near: if the shares make all of it, it is the parts' sum.

    They may hold; where they do not, the parts may be incomplete, and nothing follows, unless all but one are of that sum.
    """
    chain = [each for each in found if each.base is None and each.part is not None]
    parts = [each.part for each in chain if each.part is not None]
    if len(chain) < 2:
        return
    whole, base = Decimal(chain[0].percent.whole_is), total([each.interval for each in parts])
    quotients = [part.interval.over(base) for part in parts]
    fit = [
        quotient is not None and verdict(each.percent, quotient.scaled(whole)) != "contradicts"
        for each, quotient in zip(chain, quotients, strict=True)
    ]
    if all(fit) and (behind := _total_behind(passage, chain[-1].percent, parts)):
        yield of_parts(behind, tuple(parts))
    all_but_one = len(chain) > 2 and sum(fit) == len(chain) - 1 and len(set(parts)) == len(parts)
    if not all_but_one and not total([each.percent.interval for each in chain]).meets(Interval.exact(whole)):
        return
    for each, part, holds in zip(chain, parts, fit, strict=True):
        if not holds and not all_but_one:
            continue
        shown = plainly(part.value / sum(p.value for p in parts) * whole, places(each.percent)) + each.percent.unit
        below = "+".join(other.number for other in parts)
        figures = tuple(f.figure for f in (part, *(other for other in parts if other is not part), each.percent))
        yield Finding(
            "percent", "holds" if holds else "contradicts", min(f.start for f in figures), max(f.end for f in figures), figures, each.percent.printed, shown,
            f"{part.number}÷({below})={shown}{'→' if holds else '≠'}{each.percent.digits}{each.percent.unit}", "share-holds" if holds else "share",
            {"stated": each.percent.printed, "expected": shown}, None, 0.7,
        )  # fmt: skip


_TOTAL = re.compile("(?:共计|合计|总计|共)")


def _total_behind(passage: Passage, last: Quantity, parts: Sequence[Quantity]) -> Quantity | None:
    """「公民36人次，占78.3%；法人10人次，占21.7%，共计46人次」: the total right behind shares that the parts' sum makes."""
    row = passage.quantities
    behind = row[row.index(last) + 1 :][:1]
    told = behind and _TOTAL.fullmatch(behind[0].lead) and behind[0].clause - last.clause == 1
    return behind[0] if told and same(behind[0].unit, parts[0].unit) else None


def _expected(
    parts: Sequence[Quantity], base: Quantity, percent: Quantity, less: Sequence[Quantity]
) -> Interval | None:
    whole = base.interval - total([each.interval for each in less]) if less else base.interval
    quotient = total([each.interval for each in parts]).over(whole)
    return quotient.scaled(Decimal(percent.whole_is)) if quotient else None


def _finding(share: Share, base: Quantity, expected: Interval, found: Verdict, reason: str) -> Finding:
    parts, percent, less = share.parts, share.percent, share.less
    middle = sum(each.value for each in parts) / (base.value - sum(each.value for each in less)) * percent.whole_is
    shown = plainly(middle, places(percent)) + percent.unit
    figures = (*parts, base, *less, percent)
    above = f"({'+'.join(each.number for each in parts)})" if share.more else parts[0].number
    below = f"({base.number}{''.join('−' + each.number for each in less)})" if less else base.number
    sign = {
        "holds": "=" if plainly(middle, places(percent)).rstrip("0").rstrip(".") == percent.digits else "≈",
        "rounding": "≈",
    }
    arithmetic = (
        f"{above}÷{below}={shown}{sign.get(found, '≠') if found != 'holds' else '→'}{percent.digits}{percent.unit}"
    )
    repair = None
    if found == "contradicts":
        n = len(parts)
        repair = one_digit_repair(figures, lambda q: _fits(q[:n], q[n], q[n + 1 : -1], q[-1]))
    confidence = {"named": 0.95, "structure": 0.9, "near": 0.8, "guessed": 0.6}[share.sure]
    return Finding(
        "percent", found, min(f.start for f in figures), max(f.end for f in figures), tuple(f.figure for f in figures),
        percent.printed, shown, arithmetic, reason, {"stated": percent.printed, "expected": shown}, repair, confidence,
    )  # fmt: skip


def _fits(parts: Sequence[Quantity], base: Quantity, less: Sequence[Quantity], percent: Quantity) -> bool:
    if not less and far(percent, parts, base):
        return False
    expected = _expected(parts, base, percent, less)
    return expected is not None and percent.interval.meets(expected)


# Whole numbers ---------------------------------------------------------------------------------------------------------


def _reach_base(percent: Quantity, base: Quantity) -> Finding | None:
    """Only the base is told: some whole number of it must make the rate."""
    if not base.is_whole or base.value <= 0 or percent.approximation:
        return None
    reached = [
        _whole_within(way.scaled(base.value / percent.whole_is)) for way in (percent.interval, percent.truncated)
    ]
    return _reached(
        reached, (base, percent), "unreachable-base", {"base": base.printed, "stated": percent.printed}, 0.85
    )


def _reach_part(percent: Quantity, part: Quantity) -> Finding | None:
    """Only the part is told: some whole number must exist of which it is that share."""
    if not part.is_whole or not 0 < part.value < _FEW or percent.approximation or percent.value <= 0:
        return None
    if _BEFORE.search(percent.lead):
        return None
    reached = []
    for way in (percent.interval, percent.truncated):
        around = Interval.exact(part.value * percent.whole_is).over(way)
        reached.append(around is None or _whole_within(around))
    if all(reached) and part.unit in ("", "元", "万元"):
        return None
    return _reached(
        reached,
        (part, percent),
        "unreachable-part",
        {"part": part.printed, "stated": percent.printed},
        0.75,
        told=False,
    )


def _reached(
    reached: list[bool],
    figures: tuple[Quantity, Quantity],
    reason: str,
    args: dict[str, str],
    confidence: float,
    told: bool = True,
) -> Finding | None:
    found: Verdict = "holds" if reached[0] else "rounding" if reached[1] else "contradicts"
    if found != "contradicts" and not told:
        found, reason = "unclear", "base-unknown"
    elif found != "contradicts":
        reason = "reachable"
    if found == "contradicts" and figures[0].unit in ("元", "公里", "亩", "吨", "平方米", ""):
        return None
    return Finding(
        "reachable", found, min(f.start for f in figures), max(f.end for f in figures), tuple(f.figure for f in figures),
        figures[1].printed, "", f"?÷{figures[0].number}" if told else f"{figures[0].number}÷?", reason, args, None, confidence,
    )  # fmt: skip


def _whole_within(interval: Interval) -> bool:
    """Whether a whole number lies in the interval."""
    if interval.low is None or interval.high is None:
        return True
    low = interval.low.to_integral_value(ROUND_CEILING)
    if low == interval.low and interval.low_open:
        low += 1
    high = interval.high.to_integral_value(ROUND_FLOOR)
    if high == interval.high and interval.high_open:
        high -= 1
    return low <= high


# More than all -----------------------------------------------------------------------------------------------------------


_HELD_AGAINST = re.compile(r"增长|提升|提高|同比|任务|目标|计划|预算")


def _above_all(passage: Passage) -> Iterator[Finding]:
    for sentence in passage.sentences:
        for percent in sentence.quantities:
            if percent.is_percent and percent.value > percent.whole_is and (found := _BOUNDED.search(percent.lead)):
                if _HELD_AGAINST.search(percent.lead):
                    continue
                if not found[0].startswith("占") and _CARRIED.search(sentence.text):
                    continue  # 办结率101.2%（含上年结转件）
                name = found[0].rstrip("为达到高：")
                yield Finding(
                    "bound", "contradicts", percent.start, percent.end, (percent.figure,), percent.printed, "",
                    f"{percent.digits}{percent.unit}＞100%", "above-all", {"name": name}, None, 0.9,
                )  # fmt: skip


_SHARE_ITEM = re.compile(r"占(?:比)?(?:总数的|总量的|全部的|全年的)?(?:为|达|约)?$")


def _is_item(share: Quantity) -> bool:
    """Whether it may be one of the shares of one whole: none of last year's."""
    now = not OF_ANOTHER_YEAR.search(share.lead)
    return now and _SHARE_ITEM.search(share.lead) is not None and not share.approximation


def _together(passage: Passage) -> Iterator[Finding]:
    """「甲占a%，乙占b%，丙占c%」 without a count: shares of one whole."""
    for sentence in passage.sentences:
        for told in _in_turn(sentence):
            if len(told) > 2:
                yield from _chain(told)
        chain: list[Quantity] = []
        for each in (*sentence.quantities, None):
            if each is not None and each.is_percent and _is_item(each):
                chain.append(each)
                continue
            if len(chain) > 1 and (each is None or each.is_percent):
                yield from _chain(chain)
            chain = []


_ALL_KINDS = re.compile("[、和及]其[他它](?:[两二三四五六七八九十](?:大?类|项))?[^，。；、]{0,4}分别占$")
_NEXT = re.compile("[、和及]")


def _in_turn(sentence: Sentence) -> Iterator[list[Quantity]]:
    """「征地拆迁、城市规划、其他三类分别占46.3%、21.0%、36.7%」: the kinds end in 其他, so each is of one of them."""
    if "分别占" not in sentence.text:
        return
    row = sentence.quantities
    for at, first in enumerate(row):
        if first.is_percent and _ALL_KINDS.search(sentence.before(first)):
            behind = takewhile(lambda each: each.is_percent and _NEXT.fullmatch(each.lead), row[at + 1 :])
            yield [first, *behind]


def _chain(chain: list[Quantity]) -> Iterator[Finding]:
    added = total([each.interval for each in chain])
    whole = Decimal(chain[0].whole_is)
    printed = sum(each.value for each in chain)
    args = {"expected": f"{printed}{chain[0].unit}"}
    arithmetic = "+".join(each.digits + each.unit for each in chain) + f"={printed}{chain[0].unit}"
    common = (chain[0].start, chain[-1].end, tuple(each.figure for each in chain), f"{printed}{chain[0].unit}", "100%")
    if printed == whole:
        yield Finding("percent", "holds", *common, arithmetic, "shares-add", args)
    elif added.meets(Interval.exact(whole)):
        yield Finding("percent", "rounding", *common, arithmetic, "shares-add", args)
    elif Interval.exact(whole).below(added) and printed <= whole * _LITTLE_ABOVE:
        yield Finding("percent", "contradicts", *common, f"{arithmetic}＞100%", "shares-exceed", args, None, 0.8)
