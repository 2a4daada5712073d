"""Before, after, and by how much: 原…1002个，现…782个，简化220个; 满意率由71.1%提升到89.5%，提升18.4个百分点."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.claims.moves.inorder import fewer_told_first, kinds_merged, rates_in_order
from gongkai.pure.audit.claims.moves.movement import (
    BARE,
    EARLIER,
    LATER,
    Movement,
    Pair,
    about_the_pair,
    before_parts,
    from_the_first,
    further,
    lead_as_read,
    movement,
    pairings,
)
from gongkai.pure.audit.claims.moves.net import left_over, net
from gongkai.pure.audit.claims.moves.toldapart import told_apart
from gongkai.pure.audit.finding import Finding, Verdict
from gongkai.pure.audit.intervals import Interval, total
from gongkai.pure.audit.judge import verdict
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import canonical
from gongkai.pure.audit.repair import one_digit_repair
from gongkai.pure.audit.report import Report
from gongkai.pure.audit.slips import one_slip

REASONS = {
    "difference": (
        "前后两数相差{expected}，文中写{stated}",
        "The figures before and after differ by {expected}; the text says {stated}",
    ),
    "direction": (
        "文中说“{word}”，但前数{before}、后数{after}，方向相反",
        "The text says “{word}”, but {before} became {after}: the other way",
    ),
}
CUMULATED = re.compile("累计|合计|总计|(?<!公)共|[两二三]年|[两二三]轮|[两二三]次")
_WHOLE = re.compile("净|共|合计|总")
_COMES = re.compile("新增|增加|承接|纳入|增设|新设|新建|新开|转入")
_GOES = re.compile("撤销|关停|关闭|注销|取消|合并|下放|退出|整合|减少|转出|停用|划转|冻结|暂停|移交")


def differences(report: Report, previous: Report | None = None) -> Iterator[Finding]:
    """Differences of counts, and of rates in percentage points, against the two figures that they lie between."""
    for passage in report.passages:
        for sentence in passage.sentences:
            if len(sentence.quantities) > 1:
                yield from _of_sentence(sentence)
                yield from _in_two_measures(sentence)


def _of_sentence(sentence: Sentence) -> Iterator[Finding]:
    """Each difference once; one figure is accused by the first that finds it false alone."""
    seen: set[tuple[int, ...]] = set()
    accused: set[tuple[str, int]] = set()
    for number, (quantities, found) in enumerate(pairings(sentence)):
        of_pairs = [_of_pair(sentence, quantities, pair) for pair in found]
        of_all = (
            ()
            if number
            else (_apart(sentence), _of_two_rates(sentence), _in_kinds(sentence), net(sentence), left_over(sentence))
        )
        for findings in (*of_pairs, _between(sentence, quantities), *of_all):
            for finding in findings:
                key = tuple(figure.start for figure in finding.figures)
                stated = {(each.text, each.start) for each in finding.figures if each.text == finding.stated}
                wrong = finding.verdict == "contradicts"
                if key in seen or (wrong and stated & accused):
                    continue
                seen.add(key)
                if wrong:
                    accused |= stated
                yield finding


def following(quantities: Sequence[Quantity], pair: Pair) -> Iterator[tuple[Quantity, Movement]]:
    """The figures right behind a pair of which the words say that they are by how much it changed."""
    clause, inside = quantities[pair.last].clause, False
    for quantity in quantities[pair.last + 1 :]:
        move = movement(quantity.lead)
        bracketed = quantity.lead == "" and not quantity.counts
        if (not move and not bracketed) or quantity.clause - clause > 2:
            return
        inside = inside or "其中" in quantity.lead
        if move and (not inside or _WHOLE.search(quantity.lead)):
            yield quantity, move
        clause = quantity.clause


def _of_pair(sentence: Sentence, quantities: Sequence[Quantity], pair: Pair) -> Iterator[Finding]:
    run = told(quantities, pair)
    if run and not _of_all_pairs(sentence, pair, run[0][0]):
        finding = _judged(sentence, pair, run)
        if finding and finding.verdict == "contradicts":
            # 经费8633.7万元，其中…公务用车5219.8万元；与上年10164.2万元相比，减少1530.5万元: said of the head
            others = (
                _judged(sentence, replace(pair, after=each, others=()), run)
                for each in (*pair.others, *before_parts(sentence, pair))
            )
            finding = next((each for each in others if each and each.verdict == "holds"), finding)
        if finding:
            yield finding


def _of_all_pairs(sentence: Sentence, pair: Pair, saved: Quantity) -> bool:
    """「由12个精简为9个，…由86个精简为68个，共减少21个」: whether it is what all pairs of the sentence make together."""
    pairs = {
        (each.before, each.after) for _, found in pairings(sentence) for each in found if each.after.start < saved.start
    }
    alike = [each for each in pairs if canonical(each[0].unit) == canonical(pair.before.unit)]
    return len(alike) > 1 and "共" in saved.lead and sum(abs(a.value - b.value) for a, b in alike) == saved.value


_TWO_MEASURES = 6


_BY_IN_TURN = re.compile(r"(?:共|各)?分别(?P<word>减少|下降|增加|增长)了?")
_HELD_AGAINST = re.compile(r"[，、]?(?:比|较)[^，。；\d]{1,10}$")


def _in_two_measures(sentence: Sentence) -> Iterator[Finding]:
    """「1052户1893人，比年初的1128户2016人分别减少76户、123人」: what is, what was and the difference, each in two counters."""
    counts = sentence.counts
    for at in range(len(counts) - _TWO_MEASURES + 1):
        six = counts[at : at + _TWO_MEASURES]
        told = _BY_IN_TURN.fullmatch(six[4].lead)
        units = [canonical(each.unit) for each in six]
        alike = units[:2] == units[2:4] == units[4:] and units[0] != units[1]
        base = _HELD_AGAINST.match(six[2].lead)
        if not told or not alike or not base or six[4].clause - six[0].clause > 2 or six[1].lead or six[3].lead:
            continue
        down = told["word"] in ("减少", "下降")
        for after, before, saved in zip(six[:2], six[2:4], six[4:], strict=True):
            pair = Pair(before, after, None, 0, False, "")
            if not _wrong_way(pair, down):
                yield _finding(sentence, pair, [saved], verdict(saved, _difference(before, after, down)), down)


def _of_two_rates(sentence: Sentence) -> Iterator[Finding]:
    for pair, by in rates_in_order(sentence):
        down = bool(by[1].down)
        if not _wrong_way(pair, down):
            yield _finding(sentence, pair, [by[0]], verdict(by[0], _difference(pair.before, pair.after, down)), down)


def _in_kinds(sentence: Sentence) -> Iterator[Finding]:
    for pair, by in (*kinds_merged(sentence), *fewer_told_first(sentence)):
        if not _wrong_way(pair, True):
            yield _finding(sentence, pair, [by], verdict(by, _difference(pair.before, pair.after, True)), True)


def _apart(sentence: Sentence) -> Iterator[Finding]:
    for told_ in told_apart(sentence):
        if _fits(told_.by, told_.move, told_.pairs[0]):
            finding = told_.judged(partial(_judged, sentence, run=[(told_.by, told_.move)]))
            if finding:
                yield finding


def _between(sentence: Sentence, quantities: Sequence[Quantity]) -> Iterator[Finding]:
    """原有网站32家，撤并11家，现有网站21家: what went stands between before and after."""
    for at, before in enumerate(quantities):
        if not EARLIER.search(before.lead) or not before.counts:
            continue
        gone: list[Quantity] = []
        doubtful = False
        for quantity in quantities[at + 1 : at + 5]:
            move = movement(quantity.lead)
            if canonical(quantity.unit) != canonical(before.unit) or quantity.clause - before.clause > 4:
                break
            if gone and LATER.search(quantity.lead):
                yield from _gone(sentence, before, gone, quantity, doubtful)
                break
            if move and move.down and not move.level and "其中" not in move.subject:
                gone.append(quantity)
            else:
                doubtful = True


def _gone(
    sentence: Sentence, before: Quantity, gone: Sequence[Quantity], after: Quantity, doubtful: bool
) -> Iterator[Finding]:
    pair = Pair(before, after, True, 0, False, "")
    expected = _difference(before, after, True)
    for part in (gone, gone[:1]):
        found = verdict(part[0], expected) if len(part) == 1 else "contradicts"
        if len(part) > 1 and total([each.interval for each in part]).meets(expected):
            found = "holds"
        if found != "contradicts":
            yield _finding(sentence, pair, part, found, True)
            return
    if len(gone) == 1 and not doubtful and not _wrong_way(pair, True) and not _COMES.search(sentence.text):
        yield _finding(sentence, pair, gone, "contradicts", True)


def told(quantities: Sequence[Quantity], pair: Pair) -> list[tuple[Quantity, Movement]]:
    """The figures that say by how much a pair changed, in its own unit: those right behind it, else the one right before."""
    behind = [(q, move) for q, move in following(quantities, pair) if _fits(q, move, pair)]
    in_the_end = [(q, move) for q, move in behind if "净" in q.lead]
    if not in_the_end and (before := _told_before(quantities, pair)):
        return before
    return in_the_end or behind or list(_announced(quantities, pair)) or list(_came(quantities, pair))


def _told_before(quantities: Sequence[Quantity], pair: Pair) -> list[tuple[Quantity, Movement]]:
    """「取消收费23项，收费项目由186项减少到163项，降低收费标准17项」: what is told right before it and makes it; what is behind is another matter."""
    at = pair.last - 2
    if at < 0 or quantities[at + 1] is not pair.before or pair.before.clause - quantities[at].clause != 1:
        return []
    by = quantities[at]
    move = movement(by.lead) if by.value == abs(pair.before.value - pair.after.value) else None
    return [(by, move)] if move and _fits(by, move, pair) else []


def _fits(quantity: Quantity, move: Movement, pair: Pair) -> bool:
    if move.level or about_the_pair(move, pair, quantity.tail) is False:
        return False
    if pair.before.is_percent:
        return quantity.is_points
    return quantity.counts and canonical(quantity.unit) in {canonical(pair.before.unit), canonical(pair.after.unit)}


def _announced(quantities: Sequence[Quantity], pair: Pair) -> Iterator[tuple[Quantity, Movement]]:
    """减少220个（由1002个减至782个）: the difference told first; only where the pair has no subject of its own."""
    at = pair.last - 2
    if at < 0 or not BARE.match(pair.before.lead):
        return
    move = movement(quantities[at].lead)
    if move and pair.before.clause - quantities[at].clause == 1 and _fits(quantities[at], move, pair):
        yield quantities[at], move


_TOTAL_FROM = re.compile("(?:总数|总量|累计数?)[由从]")


def _came(quantities: Sequence[Quantity], pair: Pair) -> Iterator[tuple[Quantity, Movement]]:
    """新增187项，总数由1642项增加到1829项: no fewer than the total grew by."""
    at = pair.last - 2
    if at < 0 or pair.down is not False or not _TOTAL_FROM.fullmatch(pair.before.lead.lstrip("，使其")):
        return
    move = movement(quantities[at].lead)
    new = move is not None and move.partly and not move.down and not move.level
    if (
        new
        and pair.before.clause - quantities[at].clause == 1
        and canonical(quantities[at].unit) == canonical(pair.before.unit)
    ):
        yield quantities[at], Movement(False, "", "", "", "", False, False, True)


def _judged(sentence: Sentence, pair: Pair, run: Sequence[tuple[Quantity, Movement]]) -> Finding | None:
    down = next((move.down for _, move in run if move.down is not None and not move.partly), pair.down)
    if down is None and run[0][1].partly:
        down = run[0][1].down
        if _wrong_way(pair, down):
            return None  # some went, more came
    expected = _difference(pair.before, pair.after, down)
    saved, move = run[0]
    found = verdict(saved, expected)
    if (found == "contradicts" or CUMULATED.search(saved.lead)) and (steps := from_the_first(sentence, pair)):
        whole = _judged(sentence, steps, run)
        if whole and (whole.verdict == "holds" or CUMULATED.search(saved.lead)):
            return whole
    if found == "contradicts" and len(run) > 1:
        every = [q for q, _ in run]
        if total([q.interval for q in every]).meets(expected):
            return _finding(sentence, pair, every, "holds", down)
        return None
    if found == "contradicts" and of_another_year(sentence, pair, saved):
        return None
    if found == "contradicts":
        if (later := further(sentence, pair, saved)) is not None:
            whole = _judged(sentence, replace(pair, after=later), run)
            return whole if whole and (whole.verdict == "holds" or CUMULATED.search(saved.lead)) else None
        if _wrong_way(pair, down):
            return _direction(sentence, pair, saved, bool(down))
        announced = saved.start < pair.before.start
        slipped = announced and one_slip(saved.value, abs(pair.before.value - pair.after.value))
        if about_the_pair(move, pair, saved.tail) is None and not announced:
            return None
        if _may_be_part(sentence, pair, saved, move) and not slipped:
            return None
        if _offset(sentence, saved):
            return None
    if found != "contradicts" and _wrong_way(pair, down):
        return _direction(sentence, pair, saved, bool(down))
    return _finding(sentence, pair, [saved], found, down)


_AGAINST_YEAR, _A_YEAR = re.compile(r"[较比](20\d\d)年"), re.compile(r"20\d\d")


def of_another_year(sentence: Sentence, pair: Pair, saved: Quantity) -> bool:
    """「2022年71.1%，2023年89.5%，较2021年提升」: what is compared with a year that neither figure is of."""
    named = _AGAINST_YEAR.search(lead_as_read(sentence, saved))
    told = _A_YEAR.findall(lead_as_read(sentence, pair.before))
    return named is not None and bool(told) and named[1] not in told


def _difference(before: Quantity, after: Quantity, down: bool | None) -> Interval:
    if down is None:
        down = before.value > after.value
    return before.interval - after.interval if down else after.interval - before.interval


def _wrong_way(pair: Pair, down: bool | None) -> bool:
    if down is None:
        return False
    less, more = (pair.after, pair.before) if down else (pair.before, pair.after)
    return more.interval.below(less.interval)


def _may_be_part(sentence: Sentence, pair: Pair, saved: Quantity, move: Movement) -> bool:
    """取消30项 of 40 fewer may leave 10 to be merged; 40 of 30 can only where others came in. 新增: the other way about."""
    if not move.partly:
        return False
    gap = abs(pair.before.value - pair.after.value)
    return saved.value > gap if not move.down else saved.value < gap or bool(_COMES.search(sentence.text))


def _offset(sentence: Sentence, saved: Quantity) -> bool:
    """Whether the next figure is of others that came or went: 新增10个，撤销2个."""
    at = bisect_right(sentence.quantities, saved.start, key=lambda q: q.start)
    for quantity in sentence.quantities[at : at + 1]:
        goes = _GOES.search(quantity.lead) or _COMES.search(quantity.lead)
        return canonical(quantity.unit) == canonical(saved.unit) and bool(goes) and "其中" not in quantity.lead
    return False


def _finding(sentence: Sentence, pair: Pair, saved: Sequence[Quantity], found: Verdict, down: bool | None) -> Finding:
    high, low = (
        (pair.before, pair.after)
        if down or (down is None and pair.before.value > pair.after.value)
        else (pair.after, pair.before)
    )
    gap = high.value - low.value
    unit = saved[0].unit
    figures = (pair.before, pair.after, *saved)
    sums = "+".join(telling.shown(q) for q in saved)
    exactly = gap == sum((q.value for q in saved), Decimal(0))
    arithmetic = f"{telling.shown(high)}−{telling.shown(low)}={telling.like(gap, saved[0])}".replace("%", "").replace(
        "‰", ""
    )
    arithmetic += "" if exactly and len(saved) == 1 else f"{telling.sign(found, exactly)}{sums}"
    repair = None
    if found == "contradicts":
        repair = one_digit_repair(
            figures, lambda each: verdict(each[2], _difference(each[0], each[1], down)) != "contradicts"
        )
    start, end = telling.quote(sentence, figures)
    expected = f"{telling.like(gap, saved[0])}{unit}"
    stated = saved[0].printed if len(saved) == 1 else sums
    return Finding(
        "difference", found, start, end, tuple(q.figure for q in sorted(figures, key=lambda q: q.start)),
        stated, expected, arithmetic, "difference", {"stated": stated, "expected": expected}, repair, 0.95,
    )  # fmt: skip


def _direction(sentence: Sentence, pair: Pair, saved: Quantity, down: bool) -> Finding:
    start, end = telling.quote(sentence, (pair.before, pair.after, saved))
    word = "减少" if down else "增加"
    less = "<" if down else ">"
    arithmetic = f"{telling.shown(pair.before)}{less}{telling.shown(pair.after)}"
    figures = tuple(q.figure for q in sorted((pair.before, pair.after), key=lambda q: q.start))
    args = {"word": word, "before": pair.before.printed, "after": pair.after.printed}
    return Finding("difference", "contradicts", start, end, figures, word, "", arithmetic, "direction", args, None, 0.9)
