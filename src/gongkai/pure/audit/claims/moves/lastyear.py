"""Last year's figure told, and by how much this year's is more: 与上年的8116条相比增加1311条，增幅16.2%.

The three figures of such a clause must agree by themselves; this year's own may stand in the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.claims.moves.growth import OBJECTS, SUBJECTS, against, called
from gongkai.pure.audit.claims.moves.movement import Movement, lead_as_read, movement, one_measure
from gongkai.pure.audit.claims.naming import CHANGE, VERBS, label
from gongkai.pure.audit.claims.naming import verb as verb_of
from gongkai.pure.audit.claims.parts.breakdowns import breakdowns
from gongkai.pure.audit.claims.share import fits
from gongkai.pure.audit.finding import Finding, Kind, Verdict
from gongkai.pure.audit.intervals import HUNDRED, Interval
from gongkai.pure.audit.judge import places, verdict
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.repair import one_digit_repair
from gongkai.pure.audit.report import Passage

_BASE = re.compile(
    r"(?:与|同|和|较|比)(?:上一?年度?|去年|20\d\d年度?|(?:清理|改革|调整|精简|整合|优化|梳理|压减|规范|改版|整治)之?前)(?:同期)?(?:新收|收到|受理|公开|发布)?(?:总数|总量)?(?:的|为|是|（)*$"
    r"|(?:比|较)(?:法定|规定|原定|承诺|年初|招标|项目)?的?(?:办理|审批|办结|答复)?(?:时限|期限|时间|预算|控制价)?(?:总?额|价)?的?(?<=[定限间算价的诺])$"
    r"|^(?:而)?(?:上一?年度?|去年)(?:同期)?(?:仅为|仅有|只有|仅|为|是|有)?$"
)


def against_base(passage: Passage, sentence: Sentence, used: set[int]) -> Iterator[Finding]:
    """used: where the figures stand that pairs of this sentence, and their rates, have told of."""
    quantities = sentence.quantities
    for at, base in enumerate(quantities[:-1]):
        if not base.counts or base.value <= 0 or not _BASE.search(_words_before(sentence, base)):
            continue
        by, rate, down = _told(sentence, at)
        if down is None:
            continue
        ahead = [each for each in quantities[:at] if each.counts and one_measure(each, base)]
        now = None
        if base.start not in used:
            now = _of_one_verb(ahead, sentence, base) if ahead else _head(passage, sentence, base)
        if by and rate and rate.start not in used:
            if now and fits(rate, by, now):  # 84件。与上年的57件相比增加27件，增长32.1%: of this year's
                yield from _rate_of_both(sentence, now, base, rate, down)
            else:
                yield _rate_of_base(sentence, base, by, rate, down)
        if now and by:
            yield from _difference(sentence, now, base, by, down)
        elif now and rate:
            yield from _rate_of_both(sentence, now, base, rate, down)


_THEN_TOLD = re.compile(r"^（(?:上一?年度?|去年|20\d\d年度?)(?:同期)?(?:为|是)?$")
_GREW = re.compile("^）?，?(?:增长率|增幅|增长|上升|(?P<down>降幅|下降|减少))(?:为|达|了)?$")


def by_in_front(sentence: Sentence, used: set[int]) -> Iterator[Finding]:
    """「总量增加238条（2022年1688条），增幅14.1%」: the change, last year's figure in brackets, the rate."""
    for by, base, rate in zip(sentence.quantities, sentence.quantities[1:], sentence.quantities[2:], strict=False):
        move = movement(by.lead) if base.counts and one_measure(by, base) and rate.is_percent else None
        opened = f"（{lead_as_read(sentence, base)}" if sentence.clause_of(base).before == "（" else ""
        grew = _GREW.match(rate.lead) if move and _THEN_TOLD.match(opened) and rate.start not in used else None
        if move is None or grew is None or move.down is None or move.down != bool(grew["down"]) or move.level:
            continue
        if by.value < base.value and rate.clause - base.clause <= 2:
            yield _rate_of_base(sentence, base, by, rate, move.down)


_NONE_BETWEEN = re.compile(r"[，、\s以上左右]*（[^（）]*")


def with_base_behind(passage: Passage, sentence: Sentence, used: set[int]) -> Iterator[Finding]:
    """「公开3457条。与上年相比增加539条，增幅18.5%（2018年公开2918条）」: the bracket tells what the change is of; this year's stands in a sentence before, if anywhere."""
    row = sentence.quantities if "（" in sentence.text else ()
    for at, (by, rate, base) in enumerate(zip(row, row[1:], row[2:], strict=False)):
        if not (by.counts and rate.is_percent and base.counts and one_measure(by, base) and by.unit and base.value > 0):
            continue
        opened = f"（{lead_as_read(sentence, base)}" if sentence.clause_of(base).before == "（" else ""
        if not _THEN_WAS.match(opened) or not _NONE_BETWEEN.fullmatch(sentence.between(rate, base)):
            continue
        moved, rated = movement(by.lead), movement(rate.lead)
        told = moved and rated and moved.down is not None and not (moved.level or rated.level or moved.partly)
        if not told or rated.down not in (None, moved.down) or rate.clause - by.clause != 1 or by.value >= base.value:
            continue
        if any(one_measure(each, base) and not movement(each.lead) for each in row[:at] if each.counts):
            continue  # this year's is told in the sentence itself
        down = bool(moved.down)
        if rate.start not in used:
            yield _rate_of_base(sentence, base, by, rate, down)
        if now := _head(passage, sentence, base):
            yield from _difference(sentence, now, base, by, down)


_THEN_WAS = re.compile(
    r"^（(?:上一?年度?|去年|20\d\d年度?)(?:同期|全年)?(?:为|是)?(?:主动)?(?:公开|发布|受理|收到|新收|办理|办结|办件|接待|接听|实际|立案|推送|编发|处罚|培训|举办|召开|完成)?(?:政府信息|信息|申请|量|数)?(?:为|是)?$"
)


_OPENS = re.compile(
    r"^\s*(?:而)?(?P<year>上一?年度?|去年|20\d\d年度?|前一年)(?:同期|全年)?[，：]?(?P<what>[^\d，；：]{2,24})$"
)
_NOW = re.compile(
    r"^\s*(?:而)?(?P<year>今年|本年度?|全年|20\d\d年度?)(?:全年|以来)?[，：]?(?P<what>[^\d，；：]{2,24})$"
)


def against_told_year(sentence: Sentence, before: Sentence | None, used: set[int]) -> Iterator[Finding]:
    """「去年公开信息1200条。今年公开信息1380条，增长18%」: each year's figure opens a sentence, or a clause, of its own in the same words."""
    quantities = sentence.quantities
    for at, moved in enumerate(quantities[1:], 1):
        now, move = quantities[at - 1], movement(moved.lead)
        if not (now.counts and move and _bare(move, None) and move.down is not None):
            continue
        told = moved.is_percent or (one_measure(moved, now) and moved.unit)
        if not told or moved.start in used or moved.clause - now.clause != 1:
            continue
        front = quantities[: at - 1] or (before.quantities if before else ())
        of_now = _NOW.match(_squeezed_before(sentence, now, quantities[at - 2] if at > 1 else None))
        source = sentence if at > 1 else before
        if of_now is None or source is None or len(front) != 1 or not one_measure(front[0], now):
            continue
        of_then = _OPENS.match(_squeezed_before(source, front[0], None))
        if of_then and _follow(of_then["year"], of_now["year"]) and _alike(of_then["what"], of_now["what"]):
            judge = _rate_of_both if moved.is_percent else _difference
            yield from judge(sentence, now, front[0], moved, move.down)


def _squeezed_before(sentence: Sentence, figure: Quantity, last: Quantity | None) -> str:
    """The words of the sentence before a figure, years in them, since the figure before it."""
    start = last.end - sentence.start if last else 0
    return "".join(sentence.read[start : figure.start - sentence.start].split()).lstrip("，；")


def _follow(then: str, now: str) -> bool:
    """Whether the one year is the other's last: 去年 and 今年, 2022年 and 2023年."""
    years = [int(each[:4]) for each in (then, now) if each[:2] == "20"]
    return years[0] + 1 == years[1] if len(years) == len((then, now)) else not years


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) > 1 and long.endswith(short)


_IN_TURN = re.compile(r"分别(?:增长|增加|上升|提高|(?P<down>下降|减少|降低))了?$")
_LAST = re.compile("上一?年度?|去年|□{4}年?度?|同期|全年")
_THEN = re.compile(r"\s*（(?:上一?年度?|去年|□{4}年?度?)(?:同期)?(?:分别)?(?:为|是)?")


_ONLY_JOINED = re.compile(r"\s*[、，和及与]\s*")


def in_turn(sentence: Sentence) -> Iterator[Finding]:
    """「26批94人次，分别下降18.8%和25.4%（2011年为32批126人次）」: the n-th of each belong together."""
    quantities = sentence.quantities
    for at, first in enumerate(quantities):
        opened = _IN_TURN.search(sentence.before(first)) if first.is_percent else None
        if not opened:
            continue
        rates = [first]
        for each in quantities[at + 1 :]:
            if not each.is_percent or not _ONLY_JOINED.fullmatch(sentence.between(rates[-1], each)):
                break
            rates.append(each)
        behind = quantities[at + len(rates) : at + 2 * len(rates)]
        front = quantities[max(0, at - len(rates)) : at]
        if not behind or not _THEN.match(sentence.between(rates[-1], behind[0])):
            continue
        if len(front) < len(rates):
            continue
        pairs = list(zip(front, behind, strict=False))
        if [each.unit for each in front] != [each.unit for each in behind]:
            pairs = [pair for pair in _by_name(front, behind) if one_measure(*pair)]
        for now, then in pairs:
            yield from _rate_of_both(sentence, now, then, rates[front.index(now)], bool(opened["down"]))


_COMPARED_IN_TURN = re.compile(r"(?:分别|各)[较比](?:上一?年度?|去年|20\d\d年度?)(?:同期)?的?$")
_MOVED_IN_TURN = re.compile(r"(?:分别|各)?(?:增长|增加|上升|提高|(?P<down>下降|减少|降低))了?$")
_JOINED = re.compile(r"\s*[、，和及与]\s*")


def against_in_turn(sentence: Sentence) -> Iterator[Finding]:
    """「微博2317条，微信1845条，分别比上年的1985条和1203条增长16.7%和53.4%」: the n-th of each belong together."""
    if "分别" not in sentence.text and "各" not in sentence.text:
        return
    quantities = sentence.quantities
    for at, first in enumerate(quantities):
        if not first.counts or not _COMPARED_IN_TURN.search(lead_as_read(sentence, first)):
            continue
        thens = _chain(sentence, quantities[at:])
        moved = quantities[at + len(thens) :]
        told = _MOVED_IN_TURN.match(moved[0].lead) if moved else None
        bys = _chain(sentence, moved) if told else []
        nows = quantities[max(0, at - len(thens)) : at]
        alike = all(one_measure(now, then) and now.counts for now, then in zip(nows, thens, strict=False))
        if told is None or len(thens) < 2 or not len(thens) == len(bys) == len(nows) or not alike:
            continue
        for now, then, by in zip(nows, thens, bys, strict=True):
            judge = _rate_of_both if by.is_percent else _difference
            if by.is_percent or one_measure(by, then):
                yield from judge(sentence, now, then, by, bool(told["down"]))


def _chain(sentence: Sentence, row: Sequence[Quantity]) -> list[Quantity]:
    """The first of a row, and those that only a comma or 和 parts from the one before."""
    found = list(row[:1])
    for each in row[1:]:
        if not _JOINED.fullmatch(sentence.between(found[-1], each)) or each.is_percent != found[0].is_percent:
            break
        found.append(each)
    return found


def _by_name(front: Sequence[Quantity], behind: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """「微信1186条，微博832条，分别增长8.4%和13.0%（上年微博736条）」: last year's of only some of them."""
    for then in behind:
        words = _LAST.sub("", label(then))
        named = [each for each in front if words and _LAST.sub("", label(each)).startswith(words)]
        if len(named) == 1:
            yield named[0], then


def _words_before(sentence: Sentence, base: Quantity) -> str:
    """Its lead; for a figure that a bracket opens with, the clause before: 较2018年（78件）."""
    lead = lead_as_read(sentence, base)
    if sentence.clause_of(base).before != "（" or lead:
        return lead
    clause = sentence.clauses[base.clause - 1]
    return "".join(sentence.read[clause.start - sentence.start : clause.end - sentence.start].split())


def _told(sentence: Sentence, at: int) -> tuple[Quantity | None, Quantity | None, bool | None]:
    """By how many, by how many per cent, and which way: the one or two figures right behind the base."""
    by = rate = down = None
    last = sentence.quantities[at]
    for each in sentence.quantities[at + 1 : at + 3]:
        bracketed = each.is_percent and by is not None and each.lead == ""
        move = movement(each.lead)
        if each.clause - last.clause > 1 or not (bracketed or (move and _bare(move, down))):
            break
        if each.is_percent and rate is None:
            rate = each
        elif each.counts and by is None and one_measure(each, sentence.quantities[at]) and each.unit:
            by = each
        else:
            break
        down = move.down if move and move.down is not None else down
        last = each
    return by, rate, down


_AMOUNT = re.compile("(?:申请|受理|公开|发布|办理|推送|访问|总)(?:[件条人]?[量数]|数量|总量)")


_OF_LAST_YEAR = re.compile("同比|上一?年|去年|□")


def _bare(move: Movement, down: bool | None) -> bool:
    alike = down is None or move.down is None or move.down == down
    of_last_year = not move.base or _OF_LAST_YEAR.search(move.base)
    return bool(
        alike
        and of_last_year
        and not (move.level or move.partly)
        and (move.subject in SUBJECTS or _AMOUNT.fullmatch(move.subject))
        and move.object in OBJECTS
    )


_COMPARED = re.compile("与|同|和|较|比")
_SPAN = re.compile(r"^(?:全年|年度|其中|而)|\s")
_OTHER_DAYS = re.compile("上一?年|去年|结转|累计|截至|以来|日均|平均")
_SHARED = re.compile(r"(?:^|[，；])\s*(?P<what>[^，；。\d]{2,10})占[^，；]*，[^，；\d]*(?:\d|□)[^，；]*$")
"""网站占总量的60.2%，较2020年的3390条增长13.9%: what the share was of grew."""


_OF_DEEDS = re.compile("(?<=..)(?:公开|发布|受理|申请)?(?:数|量|数量)?(?:仅|只)?$")


def _head(passage: Passage, sentence: Sentence, base: Quantity) -> Quantity | None:
    """This year's figure in the nearest sentence before that has one: the only one of its unit that is no part."""
    subject = _SPAN.sub("", _COMPARED.split(_clause(sentence, base))[0])
    shared = None if subject else _SHARED.search(sentence.before(base))
    if shared:
        subject = _OF_DEEDS.sub("", shared["what"])  # 门户网站公开量占总量的: of what a list calls 局门户网站
    parts = {part for each in breakdowns(passage) for part in each.parts}
    before = [each for each in passage.sentences if each.start < sentence.start][-2:]
    for each in reversed(before):
        if subject not in SUBJECTS:  # 微信发布量比上年的1000条增长20%: of the figure whose words these are
            named = [q for q in each.counts if one_measure(q, base) and not movement(q.lead) and called(subject, q)]
            if named or shared:
                return named[0] if len(named) == 1 else None
        told = [
            q
            for q in each.counts
            if one_measure(q, base) and q.unit and not CHANGE.search(q.lead) and not movement(q.lead)
        ]
        if named := _of_one_verb(told, sentence, base):
            return named  # 收到7件，上年结转1件，共8件。与上年收到的5件相比: of the 7
        heads = [q for q in told if q not in parts]
        if heads:
            of_other_days = _OTHER_DAYS.search(heads[0].lead)
            return heads[0] if len(heads) == 1 and not of_other_days else None
    return None


_SIGN = re.compile("[，；。：]")


def _clause(sentence: Sentence, base: Quantity) -> str:
    """The words of its clause before it."""
    return _SIGN.split(sentence.before(base))[-1]


def _of_one_verb(several: Sequence[Quantity], sentence: Sentence, base: Quantity) -> Quantity | None:
    """新收77件，上年结转3件，较上年新收的64件…: the only one that was done as the words around last year's say."""
    words = _clause(sentence, base)
    done = [verb for verb in VERBS if verb in words]
    found = [each for each in several if done and verb_of(each) in done]
    return found[0] if len(found) == 1 else None


def _rate_of_base(sentence: Sentence, base: Quantity, by: Quantity, rate: Quantity, down: bool) -> Finding:
    expected = _over(by.interval, base)
    found = verdict(rate, expected) if expected else "unclear"
    value = round(by.value / base.value * rate.whole_is, places(rate))
    line = f"{telling.shown(by)}÷{telling.shown(base)}{against(value, rate.unit, rate, found)}"
    return _finding(
        "change", sentence, (base, by, rate), rate, f"{telling.number(value)}{rate.unit}", line, found,
        lambda q: (made := _over(q[1].interval, q[0])) is not None and verdict(q[2], made) != "contradicts",
    )  # fmt: skip


def _over(part: Interval, base: Quantity) -> Interval | None:
    quotient = part.over(base.interval)
    return quotient and quotient.scaled(HUNDRED)


def _gap(now: Quantity, base: Quantity, down: bool) -> Interval:
    return base.interval - now.interval if down else now.interval - base.interval


def _wrong_way(now: Quantity, base: Quantity, down: bool) -> bool:
    """Whether this year's figure moved the other way: then the words may be of something else."""
    return now.value >= base.value if down else now.value <= base.value


def _difference(sentence: Sentence, now: Quantity, base: Quantity, by: Quantity, down: bool) -> Iterator[Finding]:
    found = verdict(by, _gap(now, base, down))
    if _wrong_way(now, base, down):
        return
    high, low = (base, now) if down else (now, base)
    value = high.value - low.value
    exactly = value == by.value
    line = f"{telling.shown(high)}−{telling.shown(low)}={telling.like(value, by)}"
    line += "" if exactly else f"{telling.sign(found, exactly)}{telling.shown(by)}"
    yield _finding(
        "difference", sentence, (now, base, by), by, f"{telling.like(value, by)}{by.unit}", line, found,
        lambda q: verdict(q[2], _gap(q[0], q[1], down)) != "contradicts",
    )  # fmt: skip


def _rate_of_both(sentence: Sentence, now: Quantity, base: Quantity, rate: Quantity, down: bool) -> Iterator[Finding]:
    expected = _over(_gap(now, base, down), base)
    if expected is None or _wrong_way(now, base, down):
        return
    found = verdict(rate, expected)
    value = round(abs(now.value - base.value) / base.value * rate.whole_is, places(rate))
    a, b = (base, now) if down else (now, base)
    line = f"({telling.shown(a)}−{telling.shown(b)})÷{telling.shown(base)}{against(value, rate.unit, rate, found)}"
    yield _finding(
        "change", sentence, (now, base, rate), rate, f"{telling.number(value)}{rate.unit}", line, found,
        lambda q: (made := _over(_gap(q[0], q[1], down), q[1])) is not None and verdict(q[2], made) != "contradicts",
    )  # fmt: skip


def _finding(
    kind: Kind,
    sentence: Sentence,
    figures: tuple[Quantity, ...],
    stated: Quantity,
    expected: str,
    line: str,
    found: Verdict,
    fits: Callable[[Sequence[Quantity]], bool],
) -> Finding:
    repair = one_digit_repair(figures, fits) if found == "contradicts" else None
    inside = [each for each in figures if sentence.start <= each.start < sentence.end]
    start, end = telling.quote(sentence, inside)
    return Finding(
        kind, found, min(start, figures[0].start), end, tuple(each.figure for each in figures), stated.printed, expected,
        line, kind, {"stated": stated.printed, "expected": expected}, repair, 0.9,
    )  # fmt: skip
