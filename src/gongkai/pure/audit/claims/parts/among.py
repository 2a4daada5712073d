"""Lists that 其中 opens: 「共T，其中A、B、C」, whose whole stands before the word and whose members go on until another matter begins."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise, takewhile

from gongkai.pure.audit.claims.naming import CHANGE, label, verb
from gongkai.pure.audit.claims.parts import families
from gongkai.pure.audit.claims.parts.axes import not_divided
from gongkai.pure.audit.claims.parts.breakdown import (
    BESIDES,
    RECEIVED,
    Breakdown,
    Opening,
    adds_again,
    bracket,
    goes_on,
    is_mean,
    is_moved,
    is_planned,
    without_descriptions,
)
from gongkai.pure.audit.claims.parts.stages import by_stages
from gongkai.pure.audit.claims.parts.totals import counters, in_several_counters, subtotal
from gongkai.pure.audit.claims.parts.within import anew, shared_of
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import alike, canonical, same, same_thing

_AMONG = re.compile(
    r"(?<!参与)(?<!融入)(?<!投入)(?<!贯穿)(?<!渗透)(?<!身处)(?<!置身)(?<!加入)(?<!生活)其中(?!之一|的|包括但不限于)"
)
_SMALLEST_TOTAL = 10

# 其中网上申请20件，办结30件: an act of its own begins, where the parts before were things.
_ACTS = re.compile(
    r"[，、并还同时]*已|[，、并还同时]*(?:均|全部|共|累计)?(?:开展|组织|召开|举办|印发|下发|制定|制发|开通|编发|发放|收到|答复|办结|回复|拍摄|征集|刊登|出动|接待|新增|注销|清理(?:关停|注销|僵尸|不规范)|关停|更名|停用|年[末底]|检出|查出|惠及|带动)"
)
_SHARED = re.compile(r"，?(?:约)?占(?:比|总数的?|总量的?)?\d")
_CARRIED = re.compile("结转")
_ENDED = re.compile("(?<!未)审结")
_AGAIN = re.compile("[一二再]审")
_ALL_OF_THEM = re.compile(r"所有|全部|均|都|上述|以上")
_ALL_SUCH = re.compile(
    r"(?:^|[，；])(?:全部|所有|上述|以上|收到的|受理的)(?:的)?(?P<what>申请|诉求|来信|建议|提案)(?:件)?[^，。；：]{0,4}(?:均|都|全部|已)[^，。；：]*(?:答复|办结|回复|办理)[^，。；：\d]{0,4}，$"
)
_ANSWERED = re.compile("办结|答复|审结")
_MEAN = re.compile("平均|均$")
_FEWER = re.compile(r"(?:减少|精简|压减|压缩|缩减|削减)了?$")
_TAKEN = re.compile(r"取消|下放|合并|归并|整合|撤销|调整|转移|废止|移交|停止|转为|冻结")


def among(
    sentence: Sentence, before: Sentence | None, earlier: Sequence[Quantity], taken: Collection[Quantity]
) -> Iterator[Breakdown]:
    openings = [match.start() for match in _AMONG.finditer(sentence.text)]
    for at in openings:
        inside, again = bracket(sentence.text, at), None
        heads = [each for each in sentence.quantities if each.start - sentence.start < at]
        if inside:
            heads = [each for each in heads if each.counts][-1:]
        elif not heads and before and not sentence.text[:at].strip(" □年、，：（）0123456789."):
            # Rather the whole than one of its parts, unless that is what was answered.
            again = _whole_above(before, earlier, taken)
            heads = sorted(before.quantities, key=lambda each: each not in taken or bool(_ANSWERED.search(each.lead)))
        elif (all_of := _ALL_SUCH.search(sentence.text[:at])) and not any(each.unit == "件" for each in heads):
            heads = _such(all_of["what"], earlier, taken)
        elif not any(each.counts for each in heads) and before and _ALL_OF_THEM.search(sentence.text[:at]):
            heads = [each for each in before.quantities if RECEIVED.search(each.lead)][-1:]
        segment = sentence.text.rfind("；", 0, at)  # 复议14件，其中…；诉讼8件，其中…: the second is of the 8
        heads = [each for each in heads if each.start - sentence.start > segment] or heads
        heads = [each for each in heads if not _of_an_earlier_year(sentence, before, each)] or heads
        heads = not_divided(sentence, at, heads)
        stop = inside[1] if inside else _next_opening(sentence.text, openings, at)
        members = [each for each in sentence.counts if at <= each.start - sentence.start < stop]
        members = [each for each in members if bracket(sentence.text, each.start - sentence.start) == inside]
        if all(sum(bool(_OF_A_YEAR.search(each.lead)) for each in row) > 1 for row in (heads, members)):
            continue  # 2022年公开682条，2021年公开815条；其中重点领域2022年公开110条，2021年公开74条
        if at_total := subtotal(members):
            yield Breakdown(members[at_total], tuple(members[:at_total]), "after")
            members = members[at_total:]
        if again and not any(each.value == sum(member.value for member in members) for each in heads):
            heads = [again]
        members = _up_to_other_bodies(heads, _of_one_list(sentence, members, heads))
        members = _up_to_another_matter(sentence, members, stop)
        yield from _columns(_heads_of(members, heads), members, sentence, "其中")


def _whole_above(before: Sentence, earlier: Sequence[Quantity], taken: Collection[Quantity]) -> Quantity | None:
    """「收到29件。其中网上17件，信函9件，当面3件。全部按期答复。其中予以公开15件，…」: what the list before divided is divided once more, none of its members."""
    row = before.counts
    if not row or not all(each in taken and same(each.unit, row[0].unit) for each in row):
        return None
    told = (each for each in earlier if each.start < before.start and each.counts and each not in taken)
    front = [each for each in told if not CHANGE.search(each.lead)]
    added = sum(each.value for each in row)
    return next((each for each in front[::-1][:1] if same(each.unit, row[0].unit) and each.value == added), None)


_EARLIER_YEAR = re.compile(
    "^(?:□{4}年度?|上一?年度?|去年|前年)(?:同期|全年)?(?:[为是]|公开|发布|受理|收到)*$|^同期[为是]?$"
)


def _of_an_earlier_year(sentence: Sentence, before: Sentence | None, each: Quantity) -> bool:
    """「10428条，同比增长6.1%（2021年为9829条）。其中…」: what a bracket tells of another year is no whole of what follows."""
    told = sentence if each.start >= sentence.start else before
    at = each.start - told.start if told else -1
    inside = bracket(told.text, at) if told and at >= 0 else None
    return inside is not None and told is not None and _EARLIER_YEAR.match(told.text[inside[0] + 1 : at]) is not None


def _such(what: str, earlier: Sequence[Quantity], taken: Collection[Quantity]) -> list[Quantity]:
    """「收到申请31件。…全部申请均在15个工作日内答复，其中…」: how many of them came, however many sentences before, and were carried in."""
    row = [each for each in earlier if each.unit == "件" and each not in taken and not CHANGE.search(each.lead)]
    carried = [each for each in row if _CARRIED.search(each.lead)]
    return carried + [e for e in row if e not in carried and what in e.lead and RECEIVED.search(e.lead)][-1:]


def _heads_of(members: list[Quantity], heads: list[Quantity]) -> list[Quantity]:
    """What members may be parts of: of growth only growth is, and what was taken away is of the decrease right before."""
    counts = [each for each in heads if each.counts and not is_planned(each) and not is_mean(each)]
    counts = [
        each for each in counts if not _HELD_AGAINST.match(each.lead) and not _BY_HOW_MUCH.fullmatch(each.lead)
    ] or counts
    if len(members) > 1 and counts and _FEWER.search(counts[-1].lead) and all(_TAKEN.match(label(e)) for e in members):
        return counts[-1:]  # 保留218项，较上年的263项减少45项，其中取消26项、下放11项、合并8项
    growing = bool(members) and all(CHANGE.search(each.lead) for each in members)
    return [each for each in counts if bool(CHANGE.search(each.lead)) == growing]


_HELD_AGAINST = re.compile("[，、]?[比较](?![例重赛])[^，。；：\\d]{1,12}$")
_BY_HOW_MUCH = re.compile("[少多低高省]了?")
"""14.37亿立方米，比控制指标15亿立方米少0.63亿立方米，其中…: neither is a whole."""


def _next_opening(text: str, openings: list[int], at: int) -> int:
    """Where the next 其中 outside brackets begins, or the end."""
    return next((each for each in openings if each > at and not bracket(text, each)), len(text))


def _up_to_another_matter(sentence: Sentence, members: list[Quantity], stop: int) -> list[Quantity]:
    """Without what comes after 另有, and without a whole that has parts of its own (；行政诉讼3件，其中…)."""
    things = (
        bool(members) and not _ACTS.match(label(members[0])) and "；" not in sentence.between(members[0], members[-1])
    )
    for number, each in enumerate(members):
        if (
            (number and BESIDES.search(each.lead))
            or (not number and BESIDES.search(each.lead) and not CHANGE.search(each.lead))
            or (number and things and _ACTS.match(each.lead))
            or (number and _MEAN.search(each.lead))
            or (number and _is_of_one(members[:number], each))
            or (number and "；" in sentence.between(members[number - 1], each) and _begins_anew(members, each))
            or (number and shared_of(sentence, members[:number], each))
            or (number and anew(sentence, members[number - 1], each))
            or (number and _done_once(sentence, members, each))
            or (number and is_moved(sentence, each))
            or (number > 1 and adds_again(members[:number], each))
        ):
            members = members[:number]
            break
    if len(members) > 1 and stop < len(sentence.text) and "；" in sentence.between(members[-2], members[-1]):
        gap = sentence.text[members[-1].end - sentence.start : stop]
        if len(gap) < 15:
            return members[:-1]
    return members


_BODY = re.compile("乡镇|镇街|街道|社区|行政村|村|部门|单位|学校|医院|企业|园区")


def _up_to_other_bodies(heads: Sequence[Quantity], members: list[Quantity]) -> list[Quantity]:
    """「28个乡镇建成专区，其中18个乡镇被评为示范，44个村同步推进」: villages are none of the towns that whole and first part count."""
    counted = [each and each[0] for each in map(_BODY.match, (each.tail for each in members))]
    if not any(counted) or not any((own := _BODY.match(each.tail)) and own[0] == counted[0] for each in heads):
        return members
    return list(takewhile(lambda each: not (own := _BODY.match(each.tail)) or own[0] == counted[0], members))


def _without_acts(members: list[Quantity]) -> list[Quantity]:
    """「其中建议756件，已解决8件；提案66件，已解决26件」: the things alone, without what was done with each."""
    if _ACTS.match(label(members[0])):
        return members
    return list(takewhile(lambda each: not _ACTS.match(each.lead), members))


_NARROWED = re.compile("[中的里已按全均未当超提]|及时|受理|办结|答复|公开|整改|解决")


def _is_of_one(members: Sequence[Quantity], each: Quantity) -> bool:
    """「其中有效诉求376件，有效诉求按时办结376件」: what bears the whole name of a part before it and goes on is some of that part."""
    name = label(each)
    held = [own for own in map(label, members) if len(own) > 2 and name.startswith(own)]
    return any(_NARROWED.match(name, len(own)) for own in held)


def _begins_anew(members: Sequence[Quantity], each: Quantity) -> bool:
    """…；2022年网上156件, …；全年网上受理138件: of another time than the list."""
    dated = _OF_A_YEAR.search(each.lead) and not _OF_A_YEAR.search(members[0].lead)
    return bool(dated) or _IN_ALL.match(each.lead) is not None


_IN_ALL = re.compile("^[；，]?(?:全年|合计|总计|累计|两年|全[县市区省])")
_OF_A_YEAR = re.compile("□{4}年|今年|去年|上年")
_JOINED, _PARTED = re.compile(r"、|[和与及]|以及"), re.compile("，")
_BRACKETS = re.compile(r"（[^（）]*）")


def _of_one_list(sentence: Sentence, members: list[Quantity], heads: Sequence[Quantity]) -> list[Quantity]:
    """「其中乡镇22家、部门51家，评为优秀的38家」: what 、 joins is the list, and a comma behind it begins another matter.

    Unless its name is one of theirs (微信…、微博…，抖音…; …，其他…), or they make the whole with it.
    """
    row = [each for each in members if same(each.unit, members[0].unit)] if members else []
    joints = [_BRACKETS.sub("", sentence.between(one, two)) for one, two in pairwise(row)]
    commas = [at for at, joint in enumerate(joints, 1) if _PARTED.search(joint)]
    in_all = any(head.value == sum(part.value for part in row) for head in heads)
    if len(row) >= _LIST and len(commas) == len(joints) and not in_all and _is_told_of_all(row[:-1], row[-1]):
        return members[: members.index(row[-1])]
    if not commas or commas[0] < _LIST - 1 or not all(map(_JOINED.search, joints[: commas[0] - 1])):
        return members
    ends = [*commas, len(row)]
    if len({stop - start for start, stop in zip([0, *commas], ends, strict=True)}) == 1:
        return members  # 一审受理38件、审结33件，二审受理16件、审结12件
    sums = list(accumulate(part.value for part in row))
    for at in commas:
        added = any(head.value in sums[at:] for head in heads)
        if not added and not _is_of_them(row[: commas[0]], row[at]):
            return members[: members.index(row[at])]
    return members


def _is_told_of_all(row: Sequence[Quantity], last: Quantity) -> bool:
    """「其中涉企42件，涉农18件，涉法96件，满意36件」, 「…，点击过千的68条」: what may be said of any of them."""
    described = last.lead.endswith("的") and not any(part.lead.endswith("的") for part in row)
    return described or families.of_another_state([label(part) for part in row], label(last))


def _is_of_them(row: Sequence[Quantity], each: Quantity) -> bool:
    """Whether a figure is named as those before it are: 203个村（社区）实现全覆盖 is told otherwise than 示范村73个."""
    named = [bool(part.lead.strip("，、和及与")) for part in row]
    alike = bool(each.lead.strip("，、和及与")) == all(named) or _UNDONE.match(each.tail) is not None
    return alike and families.goes_with([label(part) for part in row], label(each))


_LIST = 3
_UNDONE = re.compile("正在|尚|未|待|仍|结转")
"""维持2件、撤回2件，1件正在审理."""
_ALREADY = re.compile(r"[，、]*已")


def _done_once(sentence: Sentence, members: list[Quantity], each: Quantity) -> bool:
    """…市直62个、县区74个，已整改141个；…: what was done with all of them, where no column behind the semicolon tells it again."""
    done = [other for other in members if _ALREADY.match(other.lead)]
    return done == [each] and "；" not in sentence.between(members[0], each)


def _columns(
    heads: list[Quantity], members: list[Quantity], sentence: Sentence, opening: Opening
) -> Iterator[Breakdown]:
    """One breakdown for each whole among the heads that has parts among the members."""
    members = without_descriptions(members)
    if not heads or not members:
        return
    if opening == "其中" and (staged := by_stages(heads, members, opening)):
        yield from staged
        return
    groups = _groups(sentence, members)
    if len(groups) > 1 and opening == "其中" and _is_one_list(heads, groups):
        groups = [members]
    if len(groups) > 1 and len(groups[0]) > 1:
        aligned = list(_aligned(heads, groups, opening)) if len({len(g) for g in groups}) == 1 else []
        if aligned:
            yield from aligned
            return
        if opening == "其中" and (by_names := _by_their_names(heads, groups)):
            yield from by_names
            return
        for group in groups[1:]:  # the same whole divided once more (当面7件，网上19件), or another matter
            if families.excluding([label(each) for each in group]):
                yield from _columns(heads, group, sentence, opening)
        members = _without_acts(groups[0])
    elif len(groups) > 1 and opening == "其中" and not _parted_by_semicolons(sentence, heads, members):
        members = groups[0]
    if len(heads) == 1 and not heads[0].in_characters and not any(same(heads[0].unit, each.unit) for each in members):
        # 共5837件，其中…2068项，…3769次: the same thing in three words.
        parts = tuple(each for each in members if alike(each.unit, heads[0].unit))
        if parts:
            yield Breakdown(heads[0], parts, opening, ())
        return
    if by_verbs := _by_verbs(heads, members, opening):
        yield from by_verbs
        return
    if opening == "其中" and (mixed := _in_other_counters(sentence, heads, members)):
        yield Breakdown(heads[-1], mixed, opening, mixed=in_several_counters(sentence, heads[-1]))
        return
    yield from _beside(list(_by_units(heads, members, opening)))


def _in_other_counters(
    sentence: Sentence, heads: Sequence[Quantity], members: Sequence[Quantity]
) -> tuple[Quantity, ...]:
    """「回应73次，其中发布会4场，访谈1次，解读稿件21篇，其他9次」: a list in several counters is a list of them all; () where it is of one."""
    if len(heads) != 1 or heads[0].in_characters:
        return ()
    own = [each for each in members if same(each.unit, heads[0].unit)]
    if not own or sum(each.value for each in own) == heads[0].value:
        return ()
    clauses = {each.clause for each in own}
    if in_several_counters(sentence, heads[0]):  # 补贴612台（件），其中彩电187台，…，其他68件
        units = counters(sentence, heads[0])
        row = list(takewhile(lambda each: any(same(each.unit, unit) for unit in units), members))
        return tuple(row) if len({canonical(each.unit) for each in row}) > 1 else ()
    row = [each for each in members if each.start <= own[-1].start and alike(each.unit, heads[0].unit)]
    others = [each for each in row if each not in own and each.unit and each.clause not in clauses]
    return tuple(each for each in row if each in own or each in others) if others else ()


def _by_units(heads: Sequence[Quantity], members: Sequence[Quantity], opening: Opening) -> Iterator[Breakdown]:
    """One breakdown for each unit that heads and members share."""
    seen: list[str] = []
    for member in members:
        if any(same(member.unit, unit) for unit in seen):
            continue
        seen.append(member.unit)
        parts = [each for each in members if same(each.unit, member.unit)]
        wholes = [each for each in heads if same(each.unit, member.unit)]
        if not wholes:  # a unit was lost on one side
            wholes = [each for each in heads if not (each.unit and member.unit) and alike(each.unit, member.unit)]
            wholes = wholes or [each for each in heads if same_thing(each.unit, member.unit)]
        if wholes:
            parts = _until_full(wholes, parts)
            whole, others = _whole(wholes, parts)
            yield Breakdown(whole, tuple(parts), opening, others)


def _beside(found: list[Breakdown]) -> Iterator[Breakdown]:
    """「2436宗、184.62亿元，其中甲1024宗86.35亿元，乙…」: where the amounts make theirs, the parts are all there is."""
    for each in found:
        adding = any(
            other is not each
            and len(other.parts) == len(each.parts)
            and (len(each.parts) > 2 or families.paired(other.labels()) or _above(each))
            and sum(part.value for part in other.parts) == other.whole.value
            and (
                all(one.clause == two.clause for one, two in zip(each.parts, other.parts, strict=True))
                or _in_turn(each, other)
            )
            for other in found
        )
        yield replace(each, beside=True) if adding else each


_TURN = re.compile("[，；、]?[\u4e00-\u9fff]{2,6}分别(?:为|是|达到?)")


def _in_turn(told: Breakdown, other: Breakdown) -> bool:
    """「其中审批214项、核准97项、备案285项，投资额分别为168.3亿元、79.6亿元和164.8亿元」: told behind the things, in their order."""
    first, *rest = told.parts
    behind = other.parts[-1].end <= first.start and first.clause - other.parts[-1].clause <= 1
    return behind and bool(_TURN.fullmatch(first.lead)) and all(e.lead in ("、", "和", "与", "及", "") for e in rest)


def _above(told: Breakdown) -> bool:
    return sum(part.value for part in told.parts) > told.whole.value


def _parted_by_semicolons(sentence: Sentence, heads: Sequence[Quantity], members: Sequence[Quantity]) -> bool:
    """「其中：甲5件；乙30件」. 「发布会2次，其中负责人出席1次；访谈4次；解读11篇」: 其中 ends at the first, for the others are things of their own."""
    if "其中" not in members[0].lead:
        return True  # a colon stands behind it
    if all(_SHARED.match(sentence.text[each.end - sentence.start :]) for each in members):
        return True  # 已解决157件，占73.7%；列入计划41件，占19.2%
    names = [label(each) for each in members]
    adding = any(each.value == sum(part.value for part in members) for each in heads)
    return adding or (families.excluding(names) and not any(_ACTS.match(each) for each in names[1:]))


def _until_full(wholes: Sequence[Quantity], parts: list[Quantity]) -> list[Quantity]:
    """48场，其中市级21场、县级27场，部门负责人出席19场: what comes after the whole is full divides it in another way, or nothing."""
    if len(parts) > 2 and families.of_both_suits([label(each) for each in parts[:2]]):
        return parts[:2]
    for length in range(2, len(parts)):
        added = sum(each.value for each in parts[:length])
        full = any(each.value == added and each.value >= _SMALLEST_TOTAL for each in wholes)
        ended = families.ways_to_end([label(each) for each in parts[: length + 1]])
        if full and not ended and not goes_on(parts[:length], parts[length]):
            return parts[:length]
    return parts


def _whole(wholes: list[Quantity], parts: Sequence[Quantity]) -> tuple[Quantity, tuple[Quantity, ...]]:
    """The figure that the parts belong to: the one they add up to; else that with their own verb; else the nearest that can hold them.

    How cases ended is told of those that did (被诉8件，审结7件，其中维持5件…), whatever else the parts make.
    """
    ended = [each for each in wholes if _ENDED.search(each.lead)] if len(wholes) > 1 else []
    if ended and families.decided([label(each) for each in parts]) and not any(_AGAIN.search(e.lead) for e in parts):
        return ended[-1], tuple(each for each in wholes if each is not ended[-1])
    verbs = {verb(each) for each in parts} - {""}
    adding = [each for each in wholes if each.value == sum(part.value for part in parts)]
    fitting = [each for each in wholes if len(verbs) == 1 and verb(each) in verbs]
    holding = [
        each for each in wholes if each.value >= max(part.value for part in parts) and not _CARRIED.search(each.lead)
    ]
    whole = (adding or fitting or holding or wholes)[-1]
    return whole, tuple(each for each in wholes if each is not whole)


def _is_one_list(heads: Sequence[Quantity], groups: Sequence[Sequence[Quantity]]) -> bool:
    """「其中予以公开15件，部分公开3件；不予公开2件，信息不存在4件」: whatever signs part them, where they make the whole, or are of one kind and nearer to it than any of them."""
    members = [each for group in groups for each in group]
    if len(heads) != 1 or not all(same(each.unit, heads[0].unit) for each in members):
        return False
    off = [abs(heads[0].value - sum(each.value for each in row)) for row in (members, *groups)]
    names = [label(each) for each in members]
    nearest = off[0] < min(off[1:]) and len(set(names)) == len(names) and families.excluding(names)
    return not off[0] or nearest or families.of_a_form(names)


def _groups(sentence: Sentence, members: list[Quantity]) -> list[list[Quantity]]:
    """Members between semicolons."""
    groups: list[list[Quantity]] = []
    for number, each in enumerate(members):
        if number == 0 or "；" in sentence.between(members[number - 1], each):
            groups.append([])
        groups[-1].append(each)
    return groups


def _by_verbs(heads: list[Quantity], members: list[Quantity], opening: Opening) -> list[Breakdown]:
    """「受理54件，审结47件，其中一审受理38件、审结33件，二审受理16件、审结12件」: each whole takes the parts of its own verb."""
    wholes = {verb(each): each for each in heads if verb(each)}
    columns = {name: tuple(each for each in members if verb(each) == name) for name in wholes}
    widths = {len(column) for column in columns.values()}
    if (
        len(wholes) < 2
        or widths != {len(members) // len(wholes)}
        or min(widths) < 2
        or sum(map(len, columns.values())) < len(members)
    ):
        return []
    adding = {name: sum(each.value for each in columns[name]) == whole.value for name, whole in wholes.items()}
    return [
        Breakdown(whole, columns[name], opening, (), any(adds for other, adds in adding.items() if other != name))
        for name, whole in wholes.items()
    ]


def _aligned(heads: list[Quantity], groups: list[list[Quantity]], opening: Opening) -> Iterator[Breakdown]:
    """「受理T件，办结U件。其中：甲受理a件，办结b件；乙受理c件，办结d件」: the n-th of each group belongs to the n-th whole."""
    width = len(groups[0])
    heads = [each for each in heads if not each.in_characters] or heads  # 围绕四个重点，受理5873人次，其中…
    columns = [tuple(group[n] for group in groups) for n in range(width)]
    if len(heads) >= width and all(
        alike(h.unit, c[0].unit) or _scaled(h, c[0]) for h, c in zip(heads[-width:], columns, strict=True)
    ):
        wholes = heads[-width:]
    else:
        wholes = [next((h for h in reversed(heads) if same(h.unit, c[0].unit)), None) for c in columns]
        if len({id(each) for each in wholes}) < len(wholes):
            wholes = [
                each if each and verb(each) and all(verb(p) == verb(each) for p in column) else None
                for each, column in zip(wholes, columns, strict=True)
            ]
    told = [(whole, column) for whole, column in zip(wholes, columns, strict=True) if whole is not None]
    adding = [sum(each.value for each in column) == whole.value for whole, column in told]
    for number, (whole, column) in enumerate(told):
        beside = any(adds for n, adds in enumerate(adding) if n != number) and len(column) > 1
        yield Breakdown(whole, column, opening, (), beside)


def _by_their_names(heads: Sequence[Quantity], groups: Sequence[Sequence[Quantity]]) -> list[Breakdown]:
    """「622宗，成交41.36亿元。其中工程284宗，成交25.37亿元；采购233宗，预算6.18亿元，成交5.93亿元；…」: of each group the one figure of the head's unit, or of its name as well."""
    units = {canonical(each.unit) for each in heads}
    if len(heads) < 2 or len(units) < len(heads) or len(groups) <= 2:
        return []
    columns: list[tuple[Quantity, ...]] = []
    for head in heads:
        told = [[each for each in group if same(each.unit, head.unit)] for group in groups]
        named = [row if len(row) == 1 else [e for e in row if label(e) and label(e) == label(head)] for row in told]
        if any(len(row) != 1 for row in named):
            return []
        columns.append(tuple(row[0] for row in named))
    adding = [sum(p.value for p in column) == head.value for head, column in zip(heads, columns, strict=True)]
    return [
        Breakdown(head, column, "其中", (), any(adds for n, adds in enumerate(adding) if n != number))
        for number, (head, column) in enumerate(zip(heads, columns, strict=True))
    ]


def _scaled(head: Quantity, member: Quantity) -> bool:
    return head.scale != member.scale and alike(head.unit, member.unit)
