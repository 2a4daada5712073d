"""Whatever else a sentence's figures may mean by a percentage, before it is called wrong.

Reports leave out what a rate is of, tell the base in two figures (收到46件，上年结转2件), or the numerator (同意公开312件，摘要公开28件).
If any sensible pair makes the percentage, it holds by that pair; if two could be meant and none does, nothing follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from gongkai.pure.audit.claims.naming import CHANGE, label
from gongkai.pure.audit.claims.parts import families
from gongkai.pure.audit.claims.parts.breakdown import RECEIVED
from gongkai.pure.audit.claims.parts.breakdowns import breakdowns
from gongkai.pure.audit.claims.rates.bases import named_base
from gongkai.pure.audit.claims.rates.failed import is_not_so, is_some_of
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.intervals import total
from gongkai.pure.audit.judge import far, places, plainly, verdict
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import alike, canonical, same
from gongkai.pure.audit.report import Passage, Report

Rule = Callable[[Report, Report | None], Iterator[Finding]]
Run = tuple[Quantity, ...]

REASONS = {
    "other-reading": ("按{part}占{base}计算相符", "It holds as the share of {part} in {base}"),
    "share-of-other-part": (
        "按所列数字计算为{expected}，所述的{stated}是{part}与另一部分{other}之比",
        "The figures make {expected}; the stated {stated} is {part} by the other part, {other}",
    ),
    "several-readings": ("文中没有写明比率的分子或基数，不能据此判断", "What the rate is of is not told: nothing follows"),
}  # fmt: skip

_RECONSIDERED = frozenset(["share", "plan"])
_SURE = 0.9
"""Confidence of a share whose figures the text names or ties by its structure."""
_LONGEST = 5
_GAP = 24
_RATE = re.compile(r"(?:率|度)(?:已|均|都|分别|也|保持|平均)*(?:在)?(?:为|是|达到?|约为?|近|超过?|高达|到|：)*$")
# What is not yet or not at all so: no numerator of a rate of what is so.
_NOT_SO = re.compile(r"不予|不同意|未|尚|正在|在办|推进|延期|逾期|超期|退回|不满意|不合格|基本完成|结转|限期")
_OF_A_CHANGE = re.compile("(?:精简|压缩|压减|缩短|缩减|减少|审减|核减|下降|增长|提升|提速|[增减降])(?:率|幅度?|比例)")
_NAME_OF_RATE = re.compile("([\u4e00-\u9fff]{2})率")
_EXTENDED = re.compile(r"延期")
_IN_TIME = re.compile(r"按时|按期|及时|限时|如期")
# 下发整改通知9份: a paper about it, not the thing done.
_PAPERS = re.compile(
    r"(?:下发|印发|发出|制发|发放|送达|下达|移交|开具)[^，。；\d]{0,12}$|(?:通知|通报|建议|意见|督办|告知)[书函单]?$"
)


@dataclass(frozen=True)
class _Told:
    passage: Passage
    sentence: Sentence
    percent: Quantity


def considered(*rules: Rule) -> Rule:
    """One rule of several; what they accuse of a wrong percentage is read in all other ways first.

    A percentage that they say nothing of holds where some way makes it.
    """

    def rule(report: Report, last: Report | None) -> Iterator[Finding]:
        judged = set[int]()
        for each in rules:
            for found in each(report, last):
                said = _reconsidered(report, found) if _accuses(found) else found
                if said.verdict != "unclear" or _accuses(found) or found.reason == "share-other-base":
                    judged.update(figure.start for figure in said.figures)
                yield said
        for start, told in _percentages(report).items():
            if start not in judged and (holding := next(_guessed(told), None)):
                yield _holds(told.percent, *holding)

    return rule


def _guessed(told: _Told) -> Iterator[tuple[Run, Run]]:
    """The ways in which a percentage holds that no rule has judged."""
    if CHANGE.search(told.percent.lead) or told.percent.approximation:
        return
    if _RATE.search(told.percent.lead) or _in_turn(told):
        yield from (each for each in _of_a_rate(told, None, None) if _is_plain(told, *each))
        yield from _of_what_came(told)
    elif "占" in told.percent.lead:
        if again := _by_its_name(told):
            yield from again
            return
        ahead = [each for each in told.sentence.counts if each.end <= told.percent.start]
        ahead = [each for each in ahead if not _LIMIT.search(each.lead)] or ahead
        if ahead:
            yield from _of_a_share(told, ahead[-1], None)


def _is_plain(told: _Told, part: Run, base: Run) -> bool:
    """Whether it would not be chance: no 100% of a total and its own parts, nor several figures of several, unless something was carried in.

    A figure of the sentence before counts by the rate's own name alone (已办结62件。…，办结率), and a rate of change of what changed, right before.
    """
    above, below = sum(each.value for each in part), sum(each.value for each in base)
    if (above > below and told.percent.value <= told.percent.whole_is) or (
        len(part) + len(base) > 2 and above == below
    ):
        return False
    if not _of_one_counter(part, base):
        return False
    if len(part) > 1 and len(base) > 1 and not _carried(base) and not _side_by_side(part, base):
        return False
    if set(part) < set(base) and not any(_is_rest(told, part, each) for each in base if each not in part):
        return False
    ahead = [each for each in told.sentence.counts if each.end <= told.percent.start]
    if _OF_A_CHANGE.search(told.percent.lead):
        return part == tuple(ahead[-1:]) and base[0] in ahead
    named = _NAME_OF_RATE.search(told.percent.lead)
    return not ahead or part[0] in ahead or bool(named and named[1] in part[0].lead + part[0].tail)


def _is_rest(told: _Told, part: Run, other: Quantity) -> bool:
    """Whether the words make a figure what the part is not: 已答复45件，尚有5件未答复; two of one list."""
    beside = _beside(told, part[0])
    return (
        _paid_and_saved((*part, other))
        or other in beside
        or is_not_so(other)
        or bool(_NOT_SO.search(other.lead + other.tail))
    )


def _of_one_counter(*runs: Run) -> bool:
    """Whether nothing is added up that is counted in different ways."""
    return all(same(each.unit, run[0].unit) for run in runs for each in run)


def _side_by_side(part: Run, base: Run) -> bool:
    """13个镇、2个街道中，12个镇、2个街道."""
    kinds = [[each.tail[:1] for each in run] for run in (part, base)]
    return kinds[0] == kinds[1] and all(kinds[0])


def _of_what_came(told: _Told) -> Iterator[tuple[Run, Run]]:
    """「收到申请11件。内容涉及…。已答复11件，答复率100%」: what the rate names, of what came, however many sentences before."""
    named = _NAME_OF_RATE.search(told.percent.lead)
    ahead = [each for each in told.passage.quantities if each.counts and each.end <= told.percent.start]
    done = [each for each in ahead if named and named[1] in each.lead + each.tail and not _not_counted(told, each)][-1:]
    for part in done:
        came = [q for q in ahead if q.start < part.start and same(q.unit, part.unit) and RECEIVED.search(q.lead)]
        came = [q for q in came if not CHANGE.search(q.lead)]
        yield from (((part,), (base,)) for base in came[-1:] if _makes(told.percent, (part,), (base,)))


def _by_its_name(told: _Told) -> Sequence[tuple[Run, Run]]:
    """「涉及征地拆迁的9件，…其他3件，征地拆迁类申请占39.1%」: the part called by its name again, of its list's whole; () where none is or it does not make it."""
    name = _bare(told.percent.lead.partition("占")[0])
    for each in breakdowns(told.passage) if name else ():
        for part in each.parts:
            if part.end <= told.percent.start and _bare(label(part)) == name:
                return [((part,), (each.whole,))] if _makes(told.percent, (part,), (each.whole,)) else []
    return []


_COMMON = re.compile("[，、；的]|^(?:其中|涉及|关于)|类|方面|问题|申请|信息|诉求|事项|来信")


def _bare(name: str) -> str:
    return _COMMON.sub("", name)


def _accuses(found: Finding) -> bool:
    return found.kind == "percent" and found.verdict == "contradicts" and found.reason in _RECONSIDERED


def _reconsidered(report: Report, found: Finding) -> Finding:
    told = _percentages(report).get(found.figures[-1].start)
    if told is None:
        return found
    if len(found.figures) != 3:
        return found
    figures = [_quantities(report)[each.start] for each in found.figures[:2]]
    base, part = figures if found.reason == "plan" else figures[::-1]
    if holding := _whole_of_a_plan(told, part, base):
        return _holds(told.percent, *holding)
    if _SHARE.search(told.sentence.before(told.percent)) and not _RATE.search(told.percent.lead):
        if told.percent.approximation and found.confidence > _SURE:
            return found  # nearly any other base makes 六成以上
        holding = next(_of_a_share(told, part, base, found.confidence > _SURE or _settled(told, part, base)), None)
        return _holds(told.percent, *holding) if holding else found
    if found.reason != "plan" and not _RATE.search(told.percent.lead) and not _in_turn(told):
        return found
    doubtful = _not_counted(told, part) or _in_turn(told)
    named = found.confidence > _SURE and not doubtful
    ways = _of_a_rate(told, part if named else None, base if named else None)
    if part in told.sentence.counts and _bears(told.percent, part):
        ways = (each for each in ways if any(one in told.sentence.counts for one in each[0]))
    if same(part.unit, base.unit):  # 窗口46个、受理38620件 are no base of it
        ways = (each for each in ways if _of_one_counter(*each))
    holding = next((each for each in ways if _is_money(each[0][0]) == _is_money(part)), None)
    if holding:
        late = any(_EXTENDED.search(each.lead) for each in holding[0])
        return _unclear(found) if late or not _of_one_counter(*holding) else _holds(told.percent, *holding)
    if doubtful or (not named and _several_bases(told, part, base)):
        return _unclear(found)
    return _of_the_other(told, found, part, base)


def _bears(percent: Quantity, part: Quantity) -> bool:
    """当场答复3269件，当场答复率: the numerator stands where its rate does, and not in the sentence before."""
    named = _NAME_OF_RATE.search(percent.lead)
    return named is not None and named[1] in label(part)


def _of_the_other(told: _Told, found: Finding, part: Quantity, base: Quantity) -> Finding:
    """「7642人，其中集中供养2138人，分散供养5504人，集中供养率38.8%」: reckoned of the other part, and then it says so."""
    others = (q for q in told.sentence.counts if q is not base and _are_siblings(told, (part,), (q,)))
    other = next((q for q in others if _makes(told.percent, (part,), (q,))), None)
    if other is None:
        return found
    if _OF_A_CHANGE.search(told.percent.lead):
        return _unclear(found)  # 送审9.86亿元，审定8.57亿元，审减1.29亿元，审减率15.1%: accused as a change
    figures = (part.figure, base.figure, other.figure, told.percent.figure)
    start, end = min(found.start, other.start), max(found.end, other.end)
    args = {**found.args, "part": part.number, "other": other.number}
    return replace(found, figures=figures, start=start, end=end, reason="share-of-other-part", args=args)


def _whole_of_a_plan(told: _Told, part: Quantity, base: Quantity) -> tuple[Run, Run] | None:
    """「造林6.8万亩，其中甲3.3万亩，乙2.1万亩，丙1.4万亩，为年度任务6.5万亩的104.6%」: the whole of the list before, if that makes it."""
    if not _PLANNED.search(base.lead):
        return None
    wholes = [each.whole for each in breakdowns(told.passage) if part in each.parts and base not in each.parts]
    return next((((each,), (base,)) for each in wholes if _makes(told.percent, (each,), (base,))), None)


_PLANNED = re.compile("(?:任务|计划|目标|指标)(?:数|为|的)?$")


def _quantities(report: Report) -> dict[int, Quantity]:
    if "quantities" not in report.memo:
        report.memo["quantities"] = {each.start: each for passage in report.passages for each in passage.quantities}
    return report.memo["quantities"]


def _percentages(report: Report) -> dict[int, _Told]:
    """The percentages of the running text by their places."""
    if "percentages" not in report.memo:
        report.memo["percentages"] = {
            each.start: _Told(passage, sentence, each)
            for passage in report.passages
            if not passage.is_endless
            for sentence in passage.sentences
            for each in sentence.quantities
            if each.is_percent
        }
    return report.memo["percentages"]


def _of_a_share(told: _Told, part: Quantity, base: Quantity | None, sure: bool = False) -> Iterator[tuple[Run, Run]]:
    """占 said of the figure before it, or of the run that ends there; its base any told, or those in a row together.

    base: the one found; sure: by words that name it.
    """
    named = named_base(told.percent)
    beside = _beside(told, part)
    whole = [each for each in _counts(told) if each not in beside and not _has_a_share(told, each)]
    if named and base is None:
        wholes = [(each,) for each in whole if named[-2:] in label(each) + each.tail]
    elif named or sure:
        wholes = [run for run in _runs(told, whole) if run == (base,) or (base in run and _carried(run))]
    else:
        wholes = list(_runs(told, whole))
    for numerator in _runs(told, told.sentence.counts):
        if numerator[-1] is part and not any(_has_a_share(told, each) for each in numerator[:-1]):
            yield from ((numerator, below) for below in wholes if _makes(told.percent, numerator, below))


def _beside(told: _Told, part: Quantity | None) -> set[Quantity]:
    """The parts of one whole with a figure: none is a part of another."""
    return {each for found in breakdowns(told.passage) if part in found.parts for each in found.parts}


def _settled(told: _Told, part: Quantity, base: Quantity) -> bool:
    """Whether several other shares of the sentence fit the base: then it is that of the list."""
    shares = [
        (one, share) for one, share in pairwise(told.sentence.quantities) if one is not part and _has_a_share(told, one)
    ]
    return sum(_makes(share, (one,), (base,)) for one, share in shares) > 1


def _has_a_share(told: _Told, count: Quantity) -> bool:
    """Whether the next figure is a share of this one."""
    after = _shares(told.passage).get(count)
    return after is not None and after is not told.percent


def _shares(passage: Passage) -> dict[Quantity, Quantity]:
    """The figures of a passage that a share stands behind, each with it."""
    if "shares" not in passage.memo:
        told = [(one, after) for one, after in pairwise(passage.quantities) if after.is_percent and "占" in after.lead]
        passage.memo["shares"] = dict(told)
    return passage.memo["shares"]


def _carried(run: Run) -> bool:
    return any("结转" in each.lead for each in run)


def _of_a_rate(told: _Told, part: Quantity | None, base: Quantity | None) -> Iterator[tuple[Run, Run]]:
    """A rate of any figure before it or of several in a row, out of any other or of several in a row.

    part, base: those that the words name, which must then be among them.
    """
    counts = [each for each in _counts(told) if each.end <= told.percent.start]
    runs = list(_runs(told, counts))
    in_time = bool(_IN_TIME.search(told.percent.lead))
    beside = _beside(told, part)
    for numerator in (run for run in runs if _counted(told, run, in_time) and (part is None or part in run)):
        for below in (run for run in runs if base is None or base in run or _nearer(run, base, part, beside)):
            if numerator == below or not _makes(told.percent, numerator, below):
                continue
            if len(below) > 1 and any(_has_a_share(told, each) for each in below):
                continue  # 86个，其中大项目31个，占36%，开工58个: the 31 are of the 86
            if _are_siblings(told, numerator, below) or _is_turned(told, numerator, below):
                continue
            if set(numerator).isdisjoint(below) or set(numerator) < set(below):
                yield numerator, below


def _is_turned(told: _Told, part: Run, base: Run) -> bool:
    """收到1286件，办结1276件，办结率100%: no more than all of it is so much of it, with the digits cut off."""
    more = sum(each.value for each in part) > sum(each.value for each in base)
    return more and told.percent.value <= told.percent.whole_is


def _are_siblings(told: _Told, part: Run, base: Run) -> bool:
    """「7642人，其中集中供养2138人，分散供养5504人」: two that make a whole together; a rate is of the whole."""
    return (
        len(part) == len(base) == 1
        and part != base
        and any(
            part[0] in each.parts and base[0] in each.parts and sum(q.value for q in each.parts) == each.whole.value
            for each in breakdowns(told.passage)
            if each.opening != "adding" and (each.opening != "shared" or families.excluding(each.labels()))
        )
    )


def _nearer(run: Run, base: Quantity, part: Quantity | None, beside: set[Quantity]) -> bool:
    """受理11562件，其中转办4154件，转办件办结4082件: a figure between the two is as good a base."""
    return part is not None and len(run) == 1 and run[0] not in beside and base.end <= run[0].start < part.start


def _counted(told: _Told, run: Run, in_time: bool) -> bool:
    """Whether a rate may count these: nothing that is not so, an extended term only together with what was in time."""
    late = in_time and len(run) > 1
    return not any(_not_counted(told, each) and not (late and _EXTENDED.search(each.lead)) for each in run)


def _not_counted(told: _Told, part: Quantity) -> bool:
    """Whether a figure is of papers, or of what is not so; 退回率 does count what is 退回."""
    negated = _NOT_SO.search(part.lead)
    return bool(_PAPERS.search(part.lead)) or (negated is not None and negated[0] not in told.percent.lead)


def _several_bases(told: _Told, part: Quantity, base: Quantity) -> bool:
    """Whether there are other figures that it may be of; of 推送681条，其中原创397条 the 32518人 before are none."""
    of_it = same if same(base.unit, part.unit) else alike
    larger = [
        each
        for each in told.sentence.counts
        if each.end <= told.percent.start
        and each is not part
        and of_it(each.unit, part.unit)
        and each.value >= part.value
        and not _are_siblings(told, (part,), (each,))
        and "；" not in told.sentence.between(*sorted((each, part), key=lambda count: count.start))
    ]
    return len(larger) > 1


_RATES_IN_TURN = re.compile(r"率分别")


def _in_turn(told: _Told) -> bool:
    """「A、B，公开率分别为…」: told in turn, of figures in an order that only the writer knew."""
    return bool(_RATES_IN_TURN.search(told.sentence.before(told.percent)[-40:]))


def _counts(told: _Told) -> list[Quantity]:
    """The counts of the sentence and of the one before, without what tells a change."""
    index = told.passage.sentences.index(told.sentence)
    near = told.passage.sentences[max(0, index - 1) : index + 1]
    return [each for sentence in near for each in sentence.counts if not CHANGE.search(each.lead)]


def _runs(told: _Told, counts: Sequence[Quantity]) -> Iterator[Run]:
    """Each figure, and those of one unit in a row in one sentence; single ones first."""
    yield from ((each,) for each in counts)
    for length in range(2, _LONGEST + 1):
        for at in range(len(counts) - length + 1):
            run = tuple(counts[at : at + length])
            if (
                all(alike(each.unit, run[0].unit) for each in run)
                and _in_a_row(told, run)
                and not any(_goes_on(each) or _IS_SET.search(each.lead) for each in run)
                and (not any(_IS_LESS.search(each.lead) for each in run) or _paid_and_saved(run))
            ):
                yield run


_IS_SET = re.compile("预算|计划|目标|任务|法定|规定|承诺|限额|控制价|标底")
_IS_LESS = re.compile("节[约省支资余]|结余|缩短|压[缩减]|缩减|削减|提[前速]|减[少免负]?(?:了)?$")
"""What was set beforehand, and by how much less it became: neither makes anything with another figure."""
_SAVED, _PAID = re.compile("节[约省支资]"), re.compile("成交|中标|采购|合同|支付|实际|完成|交易")


def _paid_and_saved(run: Run) -> bool:
    """成交38.4亿元，节约2.1亿元，节约率5.2%: what was paid and what was saved make what was to be paid."""
    saved = [each for each in run if _SAVED.search(each.lead)]
    return len(saved) == len(run) - 1 == 1 and any(_PAID.search(e.lead) for e in run if e is not saved[0])


_SHARE = re.compile(r"占[^，。；]{0,24}$")
"""占全县322件的79.8%: with the base between."""
_GOES_ON = re.compile("结转(?:至|到|入)?(?:下|次|明)")


def _goes_on(quantity: Quantity) -> bool:
    """「答复181件，其余5件按规定结转下年度」: what is left for next year adds to none of what a share is of."""
    return bool(_GOES_ON.search(quantity.lead + quantity.tail))


_NO_ROW = re.compile(r"其中|[；。：（）]|共")


def _in_a_row(told: _Told, run: Run) -> bool:
    mine = next(
        (each for each in told.passage.sentences if each.start <= run[0].start and run[-1].end <= each.end), None
    )
    return mine is not None and not any(
        _NO_ROW.search(gap := mine.between(one, other)) or len(gap) > _GAP or is_some_of(mine, one, other)
        for one, other in pairwise(run)
    )


_LIMIT = re.compile("(?:不足|不到|未满|少于|低于|超过|多于|高于|大于|小于|达到?)$")


def _makes(percent: Quantity, part: Run, base: Run) -> bool:
    if not alike(part[0].unit, base[0].unit) or far(percent, part, base) or any(map(_one_sided, (*part, *base))):
        return False
    if any(_LIMIT.search(each.lead) and not same(each.unit, part[0].unit) for each in base) or part == base:
        return False  # 12个部门公开量不足50条，占20.7%: no share of the 50
    if any(_LIMIT.search(each.lead) for each in part):
        return False
    if percent.approximation and sum(e.value for e in part) > sum(e.value for e in base):
        return False  # any smaller figure would make 八成以上
    above, below = total([each.interval for each in part]), total([each.interval for each in base])
    if percent.approximation and percent.value <= percent.whole_is and below.below(above):
        return False  # 500人次 of 6个服务点 is no 八成以上
    quotient = above.over(below)
    return quotient is not None and verdict(percent, quotient.scaled(Decimal(percent.whole_is))) != "contradicts"


def _is_money(quantity: Quantity) -> bool:
    """项目86个，开工58个，开工率: no rate of the sums of money that the sentence before told."""
    return canonical(quantity.unit) == "元"


def _one_sided(quantity: Quantity) -> bool:
    """其中5亿元以上项目31个: a limit, of which any rate can be made."""
    return quantity.interval.low is None or quantity.interval.high is None


def _unclear(found: Finding) -> Finding:
    return replace(found, verdict="unclear", reason="several-readings", repair=None)


def _holds(percent: Quantity, part: Run, base: Run) -> Finding:
    figures = tuple(dict.fromkeys((*part, *base, percent)))
    above, below = _together(part), _together(base)
    value = sum(each.value for each in part) / sum(each.value for each in base) * percent.whole_is
    shown = plainly(value, places(percent)) + percent.unit
    return Finding(
        "percent", "holds", min(f.start for f in figures), max(f.end for f in figures), tuple(f.figure for f in figures),
        percent.printed, shown, f"{above}÷{below}={shown}→{percent.digits}{percent.unit}", "other-reading",
        {"part": above, "base": below}, None, 0.7,
    )  # fmt: skip


def _together(run: Run) -> str:
    told = "+".join(each.number for each in run)
    return f"({told})" if len(run) > 1 else told
