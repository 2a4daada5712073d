"""Parts and their whole: kind `sum`, and what the same structure shows of kinds `bound` and `unit`.

其中 need not exhaust: too few parts prove nothing by themselves. They do where the text says that these are all (分别为, a last
其他, a pair like 线上 and 线下), where another column by the same parts adds up, or where one slipped digit closes a gap that
could hardly be closed so by chance. Too many contradict if the parts exclude each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.claims.naming import CHANGE, is_total, label, verb
from gongkai.pure.audit.claims.parts import families, people
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.claims.parts.breakdowns import breakdowns
from gongkai.pure.audit.claims.parts.checked import of_checks
from gongkai.pure.audit.claims.parts.complete import all_there, shares_make_all, told_apart, with_own_shares
from gongkai.pure.audit.claims.parts.nearly import (
    classed,
    closed_by_a_slip,
    far_above,
    just_above,
    little_above,
    nearly,
    one_digit_short,
    one_slip_above,
    turned,
    turned_part,
)
from gongkai.pure.audit.claims.parts.quarters import is_of_the_year
from gongkai.pure.audit.claims.parts.remainders import is_undone
from gongkai.pure.audit.claims.parts.respectively import of_kinds
from gongkai.pure.audit.claims.parts.totals import of_bodies
from gongkai.pure.audit.finding import Finding, Kind, Verdict
from gongkai.pure.audit.intervals import total
from gongkai.pure.audit.judge import plainly
from gongkai.pure.audit.quantities import Quantity
from gongkai.pure.audit.quantities.units import canonical, same
from gongkai.pure.audit.repair import one_digit_repair, repair_of_sum
from gongkai.pure.audit.report import Passage, Report
from gongkai.pure.audit.slips import one_slip

REASONS = {
    "sum": (
        "各部分相加为{expected}，与所述的{stated}不符",
        "The parts add up to {expected}, not to the stated {stated}",
    ),
    "of-year": (
        "各期相加为{expected}，与所述的全年{stated}不符",
        "The periods add up to {expected}, not to the year's {stated}",
    ),
    "sum-holds": ("各部分相加等于总数", "The parts add up to the whole"),
    "with-carried": ("各部分相加等于收到数加上年结转数", "The parts add up to what was received and carried in"),
    "one-more": (
        "各部分加上未写人数的一人等于总数",
        "With the one person told without a number the parts add up to the whole",
    ),
    "with-others": ("各部分相加等于前面几项之和", "The parts add up to the figures before them together"),
    "rounded": (
        "各部分相加为{expected}，与所述的{stated}相差在四舍五入之内",
        "The parts add up to {expected}; rounding explains the stated {stated}",
    ),
    "within": ("“其中”各项未超过总数", "The parts told do not exceed the whole"),
    "part-above-whole": ("“其中”的{part}大于总数{stated}", "The part {part} is more than the whole {stated}"),
    "scale": ("去掉“{scale}”字后各部分相加正好等于总数", "Without “{scale}” the parts add up to the whole exactly"),
    "may-overlap": (
        "各部分可能有重复或未列全，不能据此判断",
        "The parts may overlap or be incomplete: nothing follows",
    ),
}

_MANY = 3


def sums(report: Report, last: Report | None) -> Iterator[Finding]:
    """All breakdowns of the running text."""
    for passage in report.passages:
        for each in breakdowns(passage):
            if found := _judge(passage, each):
                by_name = found.verdict == "contradicts" and found.reason == "sum" and is_of_the_year(each)
                yield replace(found, reason="of-year") if by_name else found


_ENDED = re.compile("审结|办结")


def _judge(passage: Passage, told: Breakdown) -> Finding | None:
    whole, parts = told.whole, told.parts
    added, stated = total([each.interval for each in parts]), whole.interval
    of_each = "两级" not in whole.lead and any(_EACH.search(each.lead) for each in parts)
    if of_each and not (len(parts) >= _MANY and stated.meets(added)):
        return None
    ended = families.decided(told.labels()) and _ENDED.search(whole.lead) is not None
    for other in (whole, *(() if ended else told.others)):
        if len(parts) > 1 and (
            other.interval.meets(added)
            if other is whole
            else other.is_whole and added.is_exact and other.value == added.low
        ):
            rounded = (
                other.value != sum(each.value for each in parts)
                and not any(each.approximation for each in (other, *parts))
                and any(each.step >= other.step for each in parts)
            )
            return finding(
                "sum", "rounding" if rounded else "holds", other, parts, "rounded" if rounded else "sum-holds"
            )
    heads = (whole, *told.others)
    if len(parts) > 1 and told.others and added.is_exact and sum(each.value for each in heads) == added.low:
        return finding("sum", "holds", whole, parts, "with-others")
    carried = [each for each in told.others if "结转" in each.lead]
    if len(parts) > 1 and any(added.is_exact and whole.value + each.value == added.low for each in carried):
        return finding("sum", "holds", whole, parts, "with-carried")
    if told.opening == "after" and (others := _of_its_verb(passage, whole)):
        return finding("sum", "holds", whole, others, "sum-holds")
    if slipped := scale_slip(whole, parts):
        return slipped
    if told.opening == "shared":
        return _shared(told)
    if people.untold(passage, told):
        one_more = added.is_exact and whole.is_whole and added.low == whole.value - 1
        return finding("sum", "holds", whole, parts, "one-more") if one_more else None
    above = [each for each in parts if same(each.unit, whole.unit) and stated.below(each.interval)]
    if above and told.opening in ("其中", "bracket", "list", "divided"):
        if told.others:
            return None  # 建议63件、提案88件，其中协办件111件: of both together, perhaps
        part = above[0]
        if is_total(part) or _other_thing(whole, part) or _COMPARED.search(part.lead) or _of_its_own(told, part):
            kept = parts[
                : parts.index(part)
            ]  # 账号56个，其中…抖音号5个，检查4轮，发现问题83个: the list is what stands before it
            return _judge(passage, replace(told, parts=kept)) if len(kept) > 1 else None
        arithmetic = f"{part.number}＞{whole.number}"
        return Finding(
            "bound", "contradicts", *_span((whole, part)), (whole.figure, part.figure), whole.number, "", arithmetic,
            "part-above-whole", {"part": part.printed, "stated": whole.printed}, None, 0.9,
        )  # fmt: skip
    if len(parts) == 1:
        return finding("sum", "holds", whole, parts, "within") if not added.low or not stated.below(added) else None
    labels = told.labels()
    if all(_PREDICATE.search(each.tail) and not each.lead for each in parts[1:]) and not families.decided(labels):
        return None  # 43个部门中，41个公开了预算，39个公开了决算: most did both
    above_it = stated.below(added)
    summed = {e for other in breakdowns(passage) if other.whole is whole for e in other.parts}  # 建议98、提案115，共213
    rivals = [
        each
        for each in told.others
        if each not in summed and not each.approximation and not (above_it and each.interval.below(added))
    ]
    one_unit = all(same(each.unit, whole.unit) for each in parts)
    strict = told.mixed or one_unit or of_bodies((whole, *parts)) or _attended(whole, parts)
    exact = all(each.interval.is_exact for each in (whole, *parts))
    form = families.whole_form(labels) and _ANSWERED.search(whole.lead + whole.tail) is not None
    sure = strict and (form or ended or not rivals)
    complete = form or all_there(passage, told)
    added_value = sum(each.value for each in parts)
    together = sum(each.value for each in _parallel(told)) >= sum(each.value for each in parts)
    if rivals and strict and exact and _fits_none(told):
        nearest = min(_mended(told) or (whole, *rivals), key=lambda each: abs(each.value - added_value))
        return finding("sum", "contradicts", nearest, parts, "sum", 0.75)
    if above_it and (
        together
        or families.overlapping(told.in_turn)
        or (
            with_own_shares(passage, whole, parts)
            and not families.of_a_form(labels)
            and not classed(told)
            and not shares_make_all(passage, parts)
            and not families.paired(labels)
        )
    ):
        return finding("sum", "unclear", whole, parts, "may-overlap")
    if above_it:
        divided = families.excluding(labels) or (families.exhausting(labels) and not families.overlapping(labels))
        divided = (divided and not _said_of_them(told)) or of_kinds(told)
        if sure and (
            complete
            or (
                told.opening != "after"
                and (divided or _of_accounts(told) or _of_visits(told) or _of_staff(told) or of_checks(told))
            )
        ):
            nearest = min((whole, *told.others), key=lambda each: abs(each.value - added_value))
            return finding("sum", "contradicts", nearest if told.others and not ended else whole, parts, "sum", 0.9)
        spent = told.opening == "其中" and same(whole.unit, "元") and far_above(told) and one_slip_above(told)
        letters = exact and _of_letters(told) and one_digit_short(whole, parts) and added_value * 20 <= whole.value * 21
        slipped = exact and (one_slip_above(told) or just_above(told) or turned(told) or turned_part(told))
        slipped = slipped or spent or letters
        if sure and (little_above(told) or slipped):
            return finding("sum", "contradicts", whole, parts, "sum", 0.75)
        return finding("sum", "unclear", whole, parts, "may-overlap")
    half = told.opening != "after" or added_value * 2 > whole.value  # 新增专职3名、兼职5名，共有126名
    if sure and (complete or (half and families.exhausting(labels))):
        return finding("sum", "contradicts", whole, parts, "sum", 0.9)
    if (
        sure
        and exact
        and one_digit_short(whole, parts)
        and (whole.value - added_value) * 10 <= whole.value
        and families.excluding(labels)
        and not told_apart(passage, told)
    ):
        return finding("sum", "contradicts", whole, parts, "sum", 0.8)
    if sure and nearly(told, breakdowns(passage)) and not told_apart(passage, told) and not _may_go_on(passage, told):
        return finding("sum", "contradicts", whole, parts, "sum", 0.7)
    if sure and exact and _summed_up(passage, told):
        return finding("sum", "contradicts", whole, parts, "sum", 0.7)
    if told.opening == "after":
        return finding("sum", "unclear", whole, parts, "may-overlap")
    return finding("sum", "holds", whole, parts, "within")


def _of_its_verb(passage: Passage, whole: Quantity) -> tuple[Quantity, ...]:
    """「甲受理292件，办结40件；乙受理438件，办结217件；合计受理730件」: what was done alike and makes it; () where nothing does."""
    front = next((each.counts for each in passage.sentences if each.start <= whole.start < each.end), ())
    did = verb(whole)
    row = [q for q in front if q.end <= whole.start and did and verb(q) == did and same(q.unit, whole.unit)]
    return tuple(row) if len(row) > 1 and sum(each.value for each in row) == whole.value else ()


_FEW = 100


def _may_go_on(passage: Passage, told: Breakdown) -> bool:
    """「受理9326件，其中咨询4872件、…、建议337件，转办4454件」: who goes on with other figures of the same may have left out the little that is missing."""
    whole, last = told.whole, told.parts[-1]
    gap = (whole.value - sum(each.value for each in told.parts)) / min(each.step for each in (whole, *told.parts))
    row = passage.quantities
    behind = next((each for each in row if each.start >= last.end), None)
    if families.by_media(told.labels()):
        return False
    goes_on = behind is not None and behind.clause - last.clause == 1 and same(behind.unit, last.unit)
    return gap < _FEW and goes_on and behind is not None and not CHANGE.search(behind.lead)


_SUMMED_UP = re.compile("，(?:以上)?(?:合计|总计|共计)(?!占)[^，。；：]{0,4}")


def _summed_up(passage: Passage, told: Breakdown) -> bool:
    """「取消26项，下放14项，合计调整46项」: names of which none is in another, all that the sentence tells before, and one slip."""
    whole, parts = told.whole, told.parts
    # The whole may stand in a paragraph before: then nothing of this passage tells it.
    front = next((each.counts for each in passage.sentences if each.start <= whole.start < each.end), ())
    ahead = [each for each in front if each.start < whole.start]
    named = families.excluding(told.labels()) and _SUMMED_UP.fullmatch("，" + whole.lead.lstrip("，、 "))
    return bool(told.opening == "after" and named and ahead == list(parts)) and one_slip(
        whole.value, Decimal(sum(each.value for each in parts))
    )


def _of_its_own(told: Breakdown, part: Quantity) -> bool:
    """「发布会1次，其中负责人出席1次，在线访谈2次」: behind the first part another matter may begin, unless the names divide the whole or one slip makes the sum."""
    if told.opening != "其中" or part is told.parts[0] or families.excluding(told.labels()):
        return False
    rest = told.whole.value - sum(each.value for each in told.parts if each is not part)
    return rest <= 0 or not one_slip(part.value, rest)


_ACCOUNTS = re.compile("(?:新媒体|公众号)(?:账号|平台)?(?:共计?|总数|达到?|有)?$|账号(?:共计?|总数|达到?|有)?$")
_ACCOUNT = re.compile(
    "^(?:微信|微博|抖音|快手|头条|今日头条|视频号|公众号|订阅号|服务号|客户端|小程序|其他)[^，。；]{0,6}$"
)


def _of_accounts(told: Breakdown) -> bool:
    """「政务新媒体46个，其中微信34个、微博7个、抖音6个」: an account is of one kind, though what it tells may go out on several."""
    names = told.labels()
    counted = told.whole.unit in ("个", "家") and all(same(each.unit, told.whole.unit) for each in told.parts)
    whole = bool(_ACCOUNTS.search(told.whole.lead) or _ACCOUNTS.match(_BARE.sub("", told.whole.tail.strip("，：、"))))
    return counted and whole and len(set(names)) == len(names) and all(_ACCOUNT.match(_BARE.sub("", e)) for e in names)


_VISITS = re.compile("接待|来访|到访")


def _of_visits(told: Breakdown) -> bool:
    """「接待查询8452人次，其中县级查阅点3176人次，乡镇查阅点5726人次」."""
    received = canonical(told.whole.unit) == "人次" and _VISITS.search(told.whole.lead) is not None
    near = sum(each.value for each in told.parts) * 20 <= told.whole.value * 21
    return received and families.visited(told.labels()) and (near or not families.read_by_means(told.labels()))


_STAFF = re.compile("联络员|工作人员|信息员|专管员|专干|管理员|干部|职工|审核员")
_STAFF_OF = re.compile("(?:机关|单位|乡镇|部门|街道|村|社区|局|科室|窗口|中心|站所|镇街|街镇)$")


def _of_staff(told: Breakdown) -> bool:
    """「联络员46名，其中委机关19名，委属单位27名」: nobody is of two of them."""
    people = canonical(told.whole.unit) == "人" and _STAFF.search(told.whole.lead) is not None
    names = told.labels()
    return people and len(set(names)) == len(names) and all(map(_STAFF_OF.search, names))


_LETTERS = re.compile("留言|来信|信件|邮件|网民诉求")
_SENT = re.compile("(?:信箱|邮箱|咨询|投诉|举报|求助|建议|留言|来信|热线|感谢|其他)类?$")


def _of_letters(told: Breakdown) -> bool:
    """「收到群众留言1380条，其中领导信箱412条、在线咨询683条、网上投诉295条」: each came by one of these, or is of one kind."""
    names = told.labels()
    one_unit = all(same(each.unit, told.whole.unit) for each in told.parts)
    return one_unit and bool(_LETTERS.search(told.whole.lead)) and len(names) > 2 and all(map(_SENT.search, names))


_BARE = re.compile("^(?:政务|官方|开通|开设|运营)+")


def _attended(whole: Quantity, parts: tuple[Quantity, ...]) -> bool:
    """第一期86人、第二期74人: each comes once more in the 人次 of all."""
    return canonical(whole.unit) == "人次" and all(canonical(each.unit) == "人" for each in parts)


_COMPARED = re.compile(r"(?:[较比与]|上一?年|去年|年初|预算|目标|任务|计划)[^，,、；;]{0,6}$")
"""What a figure is held against, no part: 较上年预算20.1万元下降7.5%."""
_EACH = re.compile(
    r"(?:各(?![类级项种]|[^，,、；;。]{1,8}(?:公开|发布|受理|收到|办理|答复)(?:办件|信息|申请|来信|来电|诉求)?$)|每)[^，,、；;。]{0,14}$"
)
"""So many of each: how many there are of them stands elsewhere, if anywhere. 各乡镇公开6867条 is of all of them."""
_PREDICATE = re.compile(
    r"了|已|均|被|连续|受到|获|评为|参加|通过|公开|发布|开通|建[成立设]|设[立置]|完成|实现|落实|开展|制定|配备"
)


def _fits_none(told: Breakdown) -> bool:
    """Whether a list that leaves nothing over is near each of two wholes (收到65，新收62; 受理5364，办结5341), but makes neither."""
    labels = told.labels()
    added = sum(each.value for each in told.parts)
    closed = (
        told.opening == "其中"
        and families.closed_by_rest(labels)
        and len(labels) > _MANY
        and not families.overlapping(labels)
    )
    divided = told.opening == "divided" and families.excluding(labels)
    heads = (told.whole, *told.others)
    near = all(abs(each.value - added) * 20 <= each.value for each in heads)
    slipped = all(abs(each.value - added) * 8 <= each.value for each in heads) and bool(_mended(told))
    return (closed or divided) and (near or slipped) and len(told.others) <= _MANY - 1


def _mended(told: Breakdown) -> list[Quantity]:
    """The wholes that one slip makes the parts add up to, if that is not all of them."""
    heads = (told.whole, *told.others)
    found = [each for each in heads if closed_by_a_slip(each, told.parts)]
    return found if len(found) < len(heads) else []


def _parallel(told: Breakdown) -> list[Quantity]:
    """The wholes of one clause: 13个村、2个社区，其中12个村、2个社区 are of both together."""
    return [each for each in (told.whole, *told.others) if each.clause == told.whole.clause]


def _said_of_them(told: Breakdown) -> bool:
    """「12个乡镇，其中5个乡镇为省级示范，8个乡镇为市级示范」: what stands behind all figures is said of them, and of one thing much may be said.

    Unless it is of one family: 5件由公民提出，8件由法人提出.
    """
    behind = told.opening == "其中" and not told.in_turn
    behind = behind and all(each.tail and not _BEFORE_NONE.sub("", each.lead) for each in told.parts)
    return behind and not families.of_one_family([each.tail for each in told.parts])


_BEFORE_NONE = re.compile("其中|[，、；：和与及有]")
_BODIES = re.compile("社区|行政村|村|乡镇|街道|部门|单位")
_BOARDS = re.compile("[栏屏牌墙箱]$")


def _other_thing(whole: Quantity, part: Quantity) -> bool:
    """8个栏目 and 18个子栏目: the words behind say that different things are counted. 13个社区 have 39个宣传栏."""
    fitted = _BODIES.match(whole.tail) and _BOARDS.search(label(part))
    return bool(fitted) or (bool(whole.tail and part.tail) and whole.tail[:2] != part.tail[:2])


def _ends_early(told: Breakdown) -> bool:
    """「诉讼18件，维持15件、纠正1件、其他2件、未审结2件」: the first parts make the whole, and the list goes on."""
    sums = accumulate(each.value for each in told.parts)
    return told.whole.value in list(sums)[:-1]


_STILL_SOME = re.compile("[尚还仍]有?")


def _shared(told: Breakdown) -> Finding | None:
    """Parts that follow without a word: they contradict only where they divide the whole by nature and leave nothing over."""
    labels = told.labels()
    whole = told.whole.interval
    added = total([each.interval for each in told.parts])
    if added.low is None or whole.low is None:
        return None
    divided = families.exhausting(labels) and (families.excluding(labels) or families.paired(labels))
    smaller = all(each.value < told.whole.value for each in told.parts)
    if _ends_early(told):
        return finding("sum", "unclear", told.whole, told.parts, "may-overlap")
    if not smaller or not (divided or families.left_over(labels)):
        return None
    if _STILL_SOME.fullmatch(labels[-1]) and not is_undone(told.whole, *told.parts[-2:]):
        return None  # 已公开58个，尚有3个单位未公开决算
    near = abs(added.low - whole.low) * 10 <= whole.low
    return finding("sum", "contradicts", told.whole, told.parts, "sum", 0.7) if near else None


_ANSWERED = re.compile("办结|答复|办理")


def scale_slip(whole: Quantity, parts: tuple[Quantity, ...]) -> Finding | None:
    """A 万 too many or too few: without it, all adds up to the last digit."""
    digits = [Decimal(each.digits) for each in (whole, *parts)]
    if len(parts) < 2 or digits[0] != sum(digits[1:]) or len({each.scale for each in (whole, *parts)}) < 2:
        return None
    odd = [each for each in (whole, *parts) if each.scale != 1]
    plain = [each for each in (whole, *parts) if each.scale == 1]
    blamed = odd if len(odd) <= len(plain) else plain
    scale = odd[0].scale_word
    repair = None
    if blamed == odd and len(odd) == 1:
        repair = (odd[0].figure, odd[0].printed.replace(scale, "", 1))
    arithmetic = "＋".join(each.printed for each in parts) + "≠" + whole.printed
    return Finding(
        "unit", "contradicts", *_span((whole, *parts)), (whole.figure, *(each.figure for each in parts)), whole.printed,
        plainly(digits[0]), arithmetic, "scale", {"scale": scale}, repair, 0.95,
    )  # fmt: skip


_SIGNS = {"sum-holds": "≈", "rounded": "≈", "within": "≤", "with-carried": "≥", "with-others": "≥", "one-more": "＜"}


def finding(
    kind: Kind, verdict: Verdict, whole: Quantity, parts: tuple[Quantity, ...], reason: str, confidence: float = 1.0
) -> Finding:
    """The finding over a whole and its parts; a slip of one digit is looked for where they contradict."""
    added = sum(each.value for each in parts)
    sign = "=" if added == whole.value else _SIGNS.get(reason, "≠")
    sum_text = "+".join(each.number for each in parts)
    left = sum_text if len(parts) == 1 or added == whole.value else f"{sum_text}={telling.like(added, whole)}"
    # 2850≤2800 would be wrong as it stands, where the text says 2800余.
    right = whole.printed if added > whole.value and sign == "≤" else whole.number
    repair = None
    if verdict == "contradicts":
        exact = all(each.is_whole for each in (whole, *parts))
        repair = repair_of_sum(whole, parts) if exact else one_digit_repair((whole, *parts), _may_add_up)
    return Finding(
        kind, verdict, *_span((whole, *parts)), (whole.figure, *(each.figure for each in parts)), whole.number,
        telling.like(added, whole), f"{left}{sign}{right}", reason, {"stated": whole.printed, "expected": telling.like(added, whole)}, repair, confidence,
    )  # fmt: skip


def of_parts(whole: Quantity, parts: tuple[Quantity, ...]) -> Finding:
    """The finding over a whole and all its parts, where the text leaves no doubt that these are they."""
    holds = whole.interval.meets(total([each.interval for each in parts]))
    return finding("sum", "holds" if holds else "contradicts", whole, parts, "sum-holds" if holds else "sum", 0.85)


def _may_add_up(figures: tuple[Quantity, ...]) -> bool:
    return figures[0].interval.meets(total([each.interval for each in figures[1:]]))


def _span(quantities: tuple[Quantity, ...]) -> tuple[int, int]:
    return min(each.start for each in quantities), max(each.end for each in quantities)
