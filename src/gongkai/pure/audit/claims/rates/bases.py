"""Of what a percentage is a percentage: its numerator and its base, as the sentence says them.

「占X的P%」 names its base; 办结率 and its like name what is counted and, silently, what it is counted among.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongkai.pure.audit.claims.naming import is_total, label, verb
from gongkai.pure.audit.claims.parts.axes import divided
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.claims.parts.opened import opened_by
from gongkai.pure.audit.claims.parts.respectively import names_in_turn
from gongkai.pure.audit.claims.parts.within import inner
from gongkai.pure.audit.claims.rates import inturn
from gongkai.pure.audit.claims.rates.beside import (
    closed_ones,
    done_of,
    has_some,
    is_opposite,
    kind_of,
    so_called,
    some_of,
)
from gongkai.pure.audit.claims.rates.bracketed import before_the_bracket, explained, in_brackets
from gongkai.pure.audit.claims.rates.budgets import of_a_budget
from gongkai.pure.audit.claims.rates.called import base_above, granted, member, narrowed, of_a_quarter, of_the_largest
from gongkai.pure.audit.claims.rates.classes import is_of_a_class, of_a_class
from gongkai.pure.audit.claims.rates.joint import first_ones, joint
from gongkai.pure.audit.claims.rates.ofall import of_all
from gongkai.pure.audit.claims.rates.ownname import cut_down, own_name
from gongkai.pure.audit.claims.rates.ownsubject import of_their_own
from gongkai.pure.audit.claims.rates.rates import RATE, fitting, rate
from gongkai.pure.audit.claims.rates.settled import (
    complementary,
    list_of,
    of_the_whole,
    of_what_they_make,
    settled,
    with_a_share,
)
from gongkai.pure.audit.claims.rates.thenandnow import then_and_now
from gongkai.pure.audit.claims.share import NOT_SHARED, Share, fits
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import alike, canonical, same
from gongkai.pure.audit.report import Passage

_PART_OF_YEAR = re.compile("□月|季度|半年")
_BY_COUNTER = re.compile("(人次|场次)$")
_OF = re.compile(
    r"(?:约)?(?:分别)?占(?:比|到|据|了)?(?P<of>[^占，。；]{0,25}?)(?:的)?(?:比例|比重|比率|百分比|份额)?(?:为|是|达到|达|约为|约|近|超过|超|了|到|不足|不到|接近|将近|逾)*$"
)
_SEVERAL = re.compile(r"[和与及、]|合计|两|三类|四类|前.[类项位]|二者|三者|共同")
_OWNER = re.compile(r"部门|乡镇|街道|单位|窗口|网站|企业|农村|城镇|涉")
_COUNTED_IN = re.compile(r"(笔|户|件|人|条|项|场|份|篇)数$")
_WITHIN = re.compile(r"^[^，。；]{0,12}中|其中|里有")
_GENERIC = re.compile(
    r"总数|总量|总额|总体|总计|总件数|总|全部|全年|全县|全市|全区|全镇|全局|全省|同期|本年度?|当年|年度|所有|的|其|信息$|数量|数|量"
)

_BRACKETED = re.compile(r"（[^（），。\d]{1,4}）")
"""村（社区）, 村（居）务: a second name of the same, no clause."""
_REST = re.compile(r"其余|其他|剩余|余下")


def shares(passage: Passage, told: Sequence[Breakdown]) -> Iterator[Share]:
    """Each percentage of the passage whose numerator or base the text tells."""
    found = [of_the_whole(each, passage.quantities, told) for each in _found(passage, told)]
    found = of_what_they_make(list(complementary(passage, list(of_their_own(passage, found)))), told)
    yield from settled(passage, found)


def _found(passage: Passage, told: Sequence[Breakdown]) -> Iterator[Share]:
    bases: dict[int, Quantity] = {}  # the base that a sentence names once serves its later shares
    for index, sentence in enumerate(passage.sentences):
        before = passage.sentences[index - 1] if index else None
        in_turn: set[Quantity] = set()
        together = {each for row in inturn.rows(sentence) for each in row}
        for chain in inturn.chains(sentence):
            in_turn.update(chain)
            if NOT_SHARED.search(chain[0].lead):
                continue
            for percent, (part, base) in zip(chain, inturn.pairs_of(sentence, before, chain, told), strict=False):
                yield Share(percent, part, base, "structure")
        for percent in sentence.quantities:
            if not percent.is_percent or percent in in_turn:
                continue
            moved = then_and_now(sentence, percent)
            if moved or NOT_SHARED.search(percent.lead):
                yield from (moved,) if moved else cut_down(sentence, percent)
                continue
            if loose := in_brackets(sentence, percent, told):
                yield loose
                continue
            front = passage.sentences[:index]
            if again := of_all(sentence, front, percent, told) or of_a_budget(sentence, front, percent, told):
                yield again
            elif (
                direct := first_ones(sentence, percent) or _direct_base(sentence, percent) or _behind(sentence, percent)
            ):
                yield direct
            elif is_of_a_class(sentence, percent):
                yield from of_a_class(passage, sentence, percent)
            elif (
                own := own_name(sentence, percent, told, front)
                or of_a_quarter(sentence, percent, told)
                or of_the_largest(sentence, percent, told)
            ):
                yield own
            elif bracketed := _bracketed_base(sentence, percent):
                bases[index] = bracketed.base or percent
                yield bracketed
            elif several := joint(sentence, percent, told):
                yield several
            elif found := _OF.search(percent.lead):
                for share in _named(passage, sentence, before, percent, found["of"], told):
                    earlier = bases.get(index)
                    if (
                        share.base is None
                        and share.part is not None
                        and earlier is not None
                        and not found["of"].strip("的")
                    ):
                        share = Share(percent, share.part, earlier, "structure")
                    if share.base is not None and share.sure == "named" and not share.less:
                        bases[index] = share.base
                    yield share
            elif found := RATE.search(percent.lead):
                rates = list(rate(sentence, before, percent, found, told))
                if percent in together:
                    rates = [
                        each for each in rates if each.part
                    ]  # 办结率分别为56.6%、64.9%: each of a figure of its own
                yield from rates or fitting(sentence, percent)


_OF_THOSE = re.compile(r"[^，。；：\d]{0,14}(?<![其高初])中(?![等学小心央])[，、]?[^，。；：\d占]{0,12}")
_ITS_SHARE = re.compile(r"[^，。；\d]{0,8}，?占(?:比)?(?:为|达)?")
"""全年5件行政复议中有1件被纠正，占20%: the two figures stand in one clause, so no other is meant."""


def _two_before(sentence: Sentence, percent: Quantity) -> tuple[Quantity, Quantity] | None:
    """The two counts of one unit right before a percentage."""
    at = sentence.quantities.index(percent)
    part, base = (sentence.quantities[at - 2], sentence.quantities[at - 1]) if at > 1 else (percent, percent)
    if _LEAVES.match(sentence.between(part, base)):  # 3场（较去年的2场增加1场），占全部8场的37.5%: of the 3
        opened = sentence.start + sentence.before(part).rfind("（")
        part = next((each for each in sentence.quantities[at - 2 :: -1] if each.end <= opened), part)
    return (part, base) if part.counts and base.counts and same(part.unit, base.unit) else None


_LEAVES = re.compile(r"[^（）]{0,4}）")
_HALVES = re.compile("占")
_BASE_BETWEEN = re.compile(
    r"[^。；]{0,15}(?:占|为|完成|达到?)[^，。；\d]{1,15}|[^。；，]{0,4}，占[^，。；\d]{1,28}总[数量]"
)
_ITS = re.compile(r"[^，。；：（）]{0,8}的(?:近|约)?")


def _direct_base(sentence: Sentence, percent: Quantity) -> Share | None:
    """「签约1126户，占应签约1180户的95.4%」, 「完成目标任务6500人的104.8%」: the base stands between 占 and the percentage."""
    if (two := _two_before(sentence, percent)) is None:
        return None
    part, base = two
    if _SEVERAL.search(_HALVES.split(sentence.between(part, base))[0].lstrip("，、")):
        return None
    rate_of = RATE.search(percent.lead)
    its = _ITS_SHARE.fullmatch(percent.lead) or (rate_of and rate_of["stem"] in base.lead + base.tail)
    if its and "；" not in sentence.between(base, percent) and _OF_THOSE.fullmatch(sentence.between(part, base)):
        return Share(percent, base, part, "named") if base.value <= part.value else None
    tied = _BASE_BETWEEN.fullmatch(sentence.between(part, base))
    if percent.value < percent.whole_is and _BEYOND.search(sentence.between(part, base)):
        return None
    follows = _ITS.fullmatch(sentence.between(base, percent))
    return Share(percent, part, base, "named") if tied and follows else None


_PLANNED = re.compile(r"(?:占|为|完成|达到?)[^，。；\d]{0,10}(?:预算|任务|目标|计划|指标)[^，。；\d]{0,4}$")


_BEYOND = re.compile(r"超(?:额|出|过)?(?:完成|达到)?[^，。；\d]{0,10}$")
"""2428条，超额完成目标2000条的21.4%: what is beyond the plan, so no share of it."""


_COMMA = re.compile(r"，(?!\d{3}(?!\d))")
"""No comma between thousands."""


_BRACKET_BEHIND = re.compile(r"（([^（）]{2,30})）")
_WORDS = re.compile("[\u4e00-\u9fff]{2,}")


def _behind(sentence: Sentence, percent: Quantity) -> Share | None:
    """「完成年度任务的103.8%（目标1200套）」, 「纠正率达20%（5件复议案件纠正1件）」: a bracket right behind tells of what it is, or both figures."""
    at = sentence.quantities.index(percent)
    told = _BRACKET_BEHIND.match(sentence.text[percent.end - sentence.start :])
    inside = [e for e in sentence.quantities[at + 1 : at + 4] if told and e.end <= percent.end + told.end()]
    if told is None or not inside or not all(each.counts for each in inside) or _COMMA.search(told[1]):
        return None
    if len(inside) == 2 and same(inside[0].unit, inside[1].unit):
        base, part = inside
        rate_of = base.value >= part.value and _WORDS.match(base.tail) and RATE.search(percent.lead)
        return Share(percent, part, base, "named") if rate_of else None
    part = sentence.quantities[at - 1] if at else percent
    planned = len(inside) == 1 and part.counts and same(part.unit, inside[0].unit) and _PLANNED.search(percent.lead)
    return Share(percent, part, inside[0], "named") if planned else None


_BASE_IN_BRACKET = re.compile(r"[^。；]{0,20}占[^，。；（]{0,20}（[^）]{0,6}")
_BRACKET_CLOSES = re.compile(r"）的?(?:比例)?(?:为|达)?")


def _bracketed_base(sentence: Sentence, percent: Quantity) -> Share | None:
    """「19件，占申请总量（45件）的42.2%」."""
    if (two := _two_before(sentence, percent)) is None:
        return None
    part, base = two
    opened = _BASE_IN_BRACKET.fullmatch(sentence.between(part, base))
    closed = _BRACKET_CLOSES.fullmatch(sentence.between(base, percent))
    return Share(percent, part, base, "named") if opened and closed else None


# 占X的P% ---------------------------------------------------------------------------------------------------------------


_BRACKET_OPENS = re.compile(r"\s*（[^（），。；\d]{0,6}")
_TOTAL = re.compile(r"总|全")


def _named(
    passage: Passage, sentence: Sentence, before: Sentence | None, percent: Quantity, of: str, told: Sequence[Breakdown]
) -> Iterator[Share]:
    counts = sentence.counts
    ahead = [each for each in counts if each.end <= percent.start]
    behind = next((each for each in counts if each.start >= percent.end), None)
    if behind is not None and _BRACKET_OPENS.fullmatch(sentence.between(percent, behind)):
        part: Quantity | None = behind
    else:
        part = _part(sentence, ahead, percent)
    if part is None:
        yield from member(sentence, percent, _core(of), told)
        return
    if (counter := _COUNTED_IN.search(of)) and canonical(part.unit) != canonical(counter[1]):
        # 剔除23笔，金额4.8万元，占审核笔数的1.6%
        part = next((each for each in reversed(ahead) if canonical(each.unit) == canonical(counter[1])), None)
        if part is None:
            return
    if (said := _BY_COUNTER.search(percent.lead.rpartition("占")[0])) and canonical(part.unit) != said[1]:
        return  # 线上7期63人次，线下5期79人次，线上培训人次占44.4%
    core = _core(of)
    if not core and inturn.OF_ANOTHER_YEAR.search(part.lead):
        then = [e for e in ahead if inturn.OF_ANOTHER_YEAR.search(e.lead) and e.value > part.value]
        yield from (Share(percent, part, e, "guessed") for e in then[-1:] if same(e.unit, part.unit))
        return
    if not core and (outer := explained(sentence, part, percent)) is not None:
        yield Share(percent, part, outer, "structure")
        return
    begun, whole = inner(sentence, part) if not core else (False, None)
    if begun:
        yield Share(percent, part, whole, "structure")
        return
    mine = list_of(part, told)
    if mine and mine.opening == "all" and mine.whole.start > percent.start and not fits(percent, part, mine.whole):
        mine = None  # 信函19件，占10.2%；传真4件，占2.2%；两种合计23件: the shares may be of another whole
    if mine and _REST.search(of):
        earlier = tuple(mine.parts[: mine.parts.index(part)])
        if earlier:
            yield Share(percent, part, mine.whole, "named", earlier)
        return
    if mine and core in _CLOSED and _CLOSED_SO.search(mine.whole.lead) and _adds_up(mine):
        yield Share(
            percent, part, mine.whole, "named"
        )  # 办结62件。…同意公开22件，占答复总数的…: of the 62, not of the 64 received
        return
    candidates = [
        each for each in passage.quantities if each.counts and each is not part and alike(each.unit, part.unit)
    ]
    candidates = [each for each in candidates if not _WAS.search(each.lead)]
    if before and not ahead:
        candidates += [each for each in before.quantities if each.counts and each not in candidates]
    if "（" in core and (base := so_called(passage, core, part)):
        yield Share(percent, part, base, "named")
        return
    if core:
        parts = with_a_share(passage.quantities)
        named = [e for e in candidates if same(e.unit, part.unit) and e.value >= part.value and e not in parts]
        total = _TOTAL.search(of) is not None
        base = _by_name(core, [e for e in named if not (total and narrowed(e, core))], percent)
        below = base is not None and base.start > percent.end and not fits(percent, part, base)
        if below and mine and total:
            base = mine.whole  # 受理126538件；其中网上43027件，占中心受理总量的34.0%。各乡镇服务中心受理53214件
        if base is not None and "全年" in of and _PART_OF_YEAR.search(base.lead):
            return  # 1至6月受理854件；7至12月受理497件；…占全年受理总量的
        if base is not None:
            others = tuple(
                each
                for each in candidates
                if each is not base
                and same(each.unit, part.unit)
                and each.value > part.value
                and (not verb(base) or verb(base) not in core or core in label(each) + each.tail)
            )
            yield Share(percent, part, base, "named", (), others)
            return
        if mine is None and core in _CLOSED and (closed := closed_ones(passage, percent, part)):
            yield Share(percent, part, closed[0], "near", (), tuple(closed[1:]))
            return
        generic_whole = mine is not None and _TOTAL.search(of) and mine.opening in ("其中", "list", "bracket")
        if not (generic_whole and mine is not None and _subject(core, mine.whole) and not _elsewhere(core, mine.whole)):
            if (spent := granted(core, part, ahead)) is not None:
                yield Share(percent, part, spent, "named")
                return
            yield base_above(passage, percent, part, core, _TOTAL.search(of) is not None) or Share(percent, part, None)
            return
    totals = [each for each in candidates if is_total(each) and each.value >= part.value and same(each.unit, part.unit)]
    behind = mine is not None and mine.whole.start > percent.start and not fits(percent, part, mine.whole)
    if behind and mine is not None and mine.whole in with_a_share(passage.quantities):
        yield Share(percent, part, None)  # 甲占62%，乙占31%，合计4185人，占93%: what all three are of is not told
        return
    if mine:
        if percent.value == percent.whole_is and mine.whole.value != part.value:
            return  # 乡镇30个，占总数的100%: all of its own kind, not of the whole
        others = tuple(each for each in totals if each is not mine.whole)
        yield Share(percent, part, mine.whole, "structure", (), (*mine.others, *others))
        return
    first = _first_of_list(sentence, part)
    opened, named_so = opened_by(sentence, first, [each for each in passage.quantities if each.end <= sentence.start])
    if opened:
        yield Share(percent, part, named_so, "named") if named_so else Share(percent, part, None)
        return
    if anew := divided(passage, sentence, part):
        yield Share(percent, part, anew[0], "near" if is_total(anew[0]) else "guessed", (), tuple(anew[1:]))
        return
    close = [*sentence.quantities, *(before.quantities if before else ())]
    close, siblings = frozenset(close), frozenset(with_a_share(close))
    larger = [
        each
        for each in candidates
        if same(each.unit, part.unit) and each.value >= part.value and each in close and each not in siblings
    ]
    ahead_of = [each for each in larger if each.end <= part.start]
    sure = [each for each in ahead_of if is_total(each)] or [e for e in totals if e in close and e not in siblings]
    near = sure or ahead_of
    above = None
    if near and not of.strip() and not fits(percent, part, near[-1]):
        first = _of_the_first_share(passage, sentence, percent, part)
        above = _fitting_above(passage, percent, part) or (first if first in passage.earlier else None)
    if above is not None:
        yield Share(percent, part, above, "structure")
    elif near:
        between = sentence.text[max(0, near[-1].end - sentence.start) : max(0, part.start - sentence.start)]
        related = is_total(near[-1]) or _WITHIN.search(between) or some_of(part, near)
        related = related or done_of(sentence, part, percent, near, passage)
        others = (*near[:-1], *(e for e in siblings if e.end <= part.start and same(e.unit, part.unit)))
        yield Share(percent, part, near[-1], "near" if related else "guessed", (), others)
    else:
        yield Share(percent, part, _of_the_first_share(passage, sentence, percent, part))


_WAS = re.compile("(?:上一?年度?|去年|前年)(?:同期)?[为是]$")
_ALONE = re.compile("^[，、]?占$")
_HAD_COME = re.compile("收到|受理|接收|接到|新收|共|总")


def _fitting_above(passage: Passage, percent: Quantity, part: Quantity) -> Quantity | None:
    """「收到申请428件。」, 「已答复417件。申请内容中，征地拆迁最多，达146件，占34.1%」: what came, a paragraph above, where that makes it."""
    held = [each for each in passage.earlier if each.counts and same(each.unit, part.unit) and "." in percent.digits]
    held = [each for each in held if _HAD_COME.search(each.lead) and fits(percent, part, each)]
    return held[-1] if held else None


def _of_the_first_share(passage: Passage, sentence: Sentence, percent: Quantity, part: Quantity) -> Quantity | None:
    """「征地拆迁最多，达146件，占34.1%；其次是房产权属，97件，占22.7%」: the one figure above that the first share of the sentence fits."""
    for one, share in pairwise(sentence.quantities):
        alike_told = (
            share.is_percent and share.start < percent.start and _ALONE.match(share.lead) and "." in share.digits
        )
        if not alike_told or not _ALONE.match(percent.lead) or not one.counts or not same(one.unit, part.unit):
            continue
        above = [*passage.earlier, *(each for each in passage.quantities if each.end <= sentence.start)]
        held = [each for each in above if each.counts and same(each.unit, part.unit) and each.value > one.value]
        held = [each for each in held if _HAD_COME.search(each.lead) and fits(share, one, each)]
        if len({each.value for each in held}) == 1 and held[-1].value >= one.value + part.value:
            return held[-1]
    return None


def _adds_up(told: Breakdown) -> bool:
    return sum(each.value for each in told.parts) == told.whole.value


_CLOSED = frozenset(["答复", "办结", "办理", "已答复", "已办结"])
_CLOSED_SO = re.compile("(?<![期时未])(?:答复|办结)[^，。；]{0,6}$")


def named_base(percent: Quantity) -> str:
    """The name of what a share is of, "" where the words only say 总数 or nothing."""
    found = _OF.search(percent.lead)
    return _core(found["of"]) if found else ""


_MARKS = re.compile(r"[“”‘’\"\s]")


_MEASURED = re.compile("(?<=[\u4e00-\u9fff]{2})(?:面积|金额|资金额)$")


def _core(of: str) -> str:
    return _MEASURED.sub("", _GENERIC.sub("", _MARKS.sub("", _COUNTED_IN.sub("", of))))


def _first_of_list(sentence: Sentence, part: Quantity) -> Quantity:
    """The first figure of a sentence of the part's unit: where the words that open the list stand before."""
    return next((each for each in sentence.counts if same(each.unit, part.unit)), part)


_AROUND_PART = re.compile(r"^(?:，|、|其中|分别|约|并|共|均|已|仅|只)+|(?:信息|事项|数|数量|的)+$")
_SOME_OF = re.compile(r"(?<![其高初])中有?$")


def _part(sentence: Sentence, ahead: Sequence[Quantity], percent: Quantity) -> Quantity | None:
    """What the share is said of: the figure just before, unless the words before 占 name another (图文34篇、视频24篇，图文占比58.6%)."""
    subject = _AROUND_PART.sub(
        "",
        percent.lead.rpartition("占")[0].strip(),  # 占道经营类占…
    )
    if not subject and _IS_FIRST.search(sentence.before(percent)[: -len(percent.lead) or None]):
        return None  # 其他1308件，招生类咨询量居首，占总量的40.0%
    if _SEVERAL.search(subject):
        return None  # 予以公开和部分公开占…, 三类合计占…: more than one figure
    reached = [each for each in ahead if _reaches(sentence, each, percent)]
    among = [
        each for each in reached if _SOME_OF.search(each.lead) or has_some(sentence, each)
    ]  # 58个单位中有9个更新不足20条，占15.5%
    if len(subject) < 2:
        last = (among or reached)[-1:]
        return before_the_bracket(sentence, last[0], percent) if last else None
    in_turn = names_in_turn(sentence)
    named = [each for each in ahead if (subject in in_turn[each] if each in in_turn else _bears(each, subject))]
    if not named and (kind := kind_of(subject)):
        named = [
            each for each in ahead if kind_of(label(each)) == kind
        ]  # 涉及征地拆迁的15件，…，征地拆迁类占申请总量的
        named = named if len(named) == 1 else []
    named = [each for each in named if not is_opposite(label(each), subject)] or named
    if len(named) > 1 and all(label(each) == subject for each in named):
        return None  # 县直…，其中重点领域50条；乡镇…，其中重点领域308条；…重点领域占78.3%: of both, or of neither
    return named[-1] if named else None


def _bears(each: Quantity, subject: str) -> bool:
    name = label(each)
    return subject in name + each.tail or (len(name) > 1 and name in subject and f"{name}中" not in subject)


_IS_FIRST = re.compile(r"(?:^|[，；])[^，。；：\d]{3,14}(?:居首|最多|最大|最高|居多|第一)位?，?$")
_STOP = re.compile(r"[；。]")


def _reaches(sentence: Sentence, part: Quantity, percent: Quantity) -> bool:
    """Whether a count is what the percentage after it is said of: in the same or the neighbouring clause, nothing but words between."""
    gap = sentence.between(part, percent)
    near = percent.clause - part.clause <= 2 or ("（" in gap and _BRACKETED.sub("", gap).count("，") == 1)
    return len(gap) < 40 and not _STOP.search(gap) and near


def _by_name(core: str, candidates: Sequence[Quantity], percent: Quantity) -> Quantity | None:
    """The figure whose words hold the name of the base; the nearest before the percentage first."""
    near = sorted(candidates, key=lambda e: (e.start > percent.start, not is_total(e), abs(percent.start - e.start)))
    for each in near:
        words = label(each) + each.tail
        if (
            core in words
            or (_CASES.search(core) and core[:-1] in words)
            or (len(core) > 2 and core[-3:] in words and not _scoped(core))
        ):
            return each
    return None


_CASES = re.compile("(?<=主办|会办|协办|分办|承办|交办|转办)件$")


def _scoped(core: str) -> bool:
    """部门发布量 is not 发布量: a base with an owner must be found with its owner."""
    return bool(_OWNER.search(core))


def _elsewhere(core: str, whole: Quantity) -> bool:
    """占网站公开总量 is not of all that was published."""
    owner = _OWNER.search(core)
    return bool(owner) and owner[0] not in label(whole) + whole.tail


def _subject(core: str, whole: Quantity) -> bool:
    return bool(core) and core[-2:] in label(whole) + whole.tail
