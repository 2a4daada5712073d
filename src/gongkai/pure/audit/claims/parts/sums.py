"""Parts and their whole: kind `sum`, and what the same structure shows of kinds `bound` and `unit`.

其中 need not exhaust: too few parts prove nothing by themselves. They do where the text says that these are all (分别为, a last
其他, a pair like 线上 and 线下), where another column by the same parts adds up, or where one slipped digit closes a gap that
could hardly be closed so by chance. Too many contradict if the parts exclude each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.pure.audit.claims.naming import is_total, label
from gongkai.pure.audit.claims.parts import families, people
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.claims.parts.breakdowns import breakdowns
from gongkai.pure.audit.claims.parts.nearly import (
    classed,
    closed_by_a_slip,
    just_above,
    little_above,
    nearly,
    one_digit,
    one_digit_short,
    one_slip_above,
)
from gongkai.pure.audit.claims.parts.remainders import is_undone
from gongkai.pure.audit.claims.parts.totals import of_bodies
from gongkai.pure.audit.claims.share import fits
from gongkai.pure.audit.finding import Finding, Kind, Verdict
from gongkai.pure.audit.intervals import total
from gongkai.pure.audit.judge import plainly
from gongkai.pure.audit.quantities import Quantity, numerals
from gongkai.pure.audit.quantities.units import canonical, same
from gongkai.pure.audit.repair import one_digit_repair
from gongkai.pure.audit.report import Passage, Report

REASONS = {
    "sum": (
        "各部分相加为{expected}，与所述的{stated}不符",
        "The parts add up to {expected}, not to the stated {stated}",
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
                yield found


def _judge(passage: Passage, told: Breakdown) -> Finding | None:
    whole, parts = told.whole, told.parts
    if any(_EACH.search(each.lead) for each in parts):
        return None
    added, stated = total([each.interval for each in parts]), whole.interval
    for other in (whole, *told.others):
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
        if is_total(part) or _other_thing(whole, part) or _COMPARED.search(part.lead):
            return None
        arithmetic = f"{part.number}＞{whole.number}"
        return Finding(
            "bound", "contradicts", *_span((whole, part)), (whole.figure, part.figure), whole.digits, "", arithmetic,
            "part-above-whole", {"part": part.printed, "stated": whole.printed}, None, 0.9,
        )  # fmt: skip
    if len(parts) == 1:
        return finding("sum", "holds", whole, parts, "within") if not added.low or not stated.below(added) else None
    if all(_PREDICATE.search(each.tail) and not each.lead for each in parts[1:]):
        return None  # 43个部门中，41个公开了预算，39个公开了决算: most did both
    labels = told.labels()
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
    ended = families.decided(labels) and re.search("审结|办结", whole.lead) is not None
    sure = strict and (form or ended or not rivals)
    all_there = (
        form
        or _rest_of_it(told)
        or told.beside
        or told.opening in ("respectively", "all")
        or _in_all(passage, told)
        or _a_partition(told)
        or _so_many(passage, told)
        or _of_two_levels(passage, told)
        or _of_kinds_of_bodies(passage, told)
        or _of_one_act(told)
        or people.all_roles(told)
        or _all_of_it(passage, parts)
    )
    added_value = sum(each.value for each in parts)
    together = sum(each.value for each in _parallel(told)) >= sum(each.value for each in parts)
    if rivals and strict and exact and _fits_none(told):
        nearest = min(_mended(told) or (whole, *rivals), key=lambda each: abs(each.value - added_value))
        return finding("sum", "contradicts", nearest, parts, "sum", 0.75)
    if above_it and (
        together
        or (
            _with_shares_of(passage, whole, parts)
            and not families.of_a_form(labels)
            and not classed(told)
            and not _all_of_it(passage, parts)
        )
    ):
        return finding("sum", "unclear", whole, parts, "may-overlap")
    if above_it:
        divided = families.excluding(labels) or (families.exhausting(labels) and not families.overlapping(labels))
        if sure and (all_there or (told.opening != "after" and (divided or _of_accounts(told) or _of_visits(told)))):
            nearest = min((whole, *told.others), key=lambda each: abs(each.value - added_value))
            return finding("sum", "contradicts", nearest if told.others and not ended else whole, parts, "sum", 0.9)
        if sure and (little_above(told) or (exact and (one_slip_above(told) or just_above(told)))):
            return finding("sum", "contradicts", whole, parts, "sum", 0.75)
        return finding("sum", "unclear", whole, parts, "may-overlap")
    half = told.opening != "after" or added_value * 2 > whole.value  # 新增专职3名、兼职5名，共有126名
    if sure and (all_there or (half and families.exhausting(labels))):
        return finding("sum", "contradicts", whole, parts, "sum", 0.9)
    if (
        sure
        and exact
        and one_digit_short(whole, parts)
        and families.excluding(labels)
        and not _told_apart(passage, told)
    ):
        return finding("sum", "contradicts", whole, parts, "sum", 0.8)
    if sure and nearly(told, breakdowns(passage)) and not _told_apart(passage, told):
        return finding("sum", "contradicts", whole, parts, "sum", 0.7)
    if told.opening == "after":
        return finding("sum", "unclear", whole, parts, "may-overlap")
    return finding("sum", "holds", whole, parts, "within")


def _rest_of_it(told: Breakdown) -> bool:
    """「行政权力事项3186项，其中行政许可214项，…，其他行政权力167项」: 其他 of what the whole is called leaves nothing over."""
    rest = re.match(r"其[他它余](?:的|各类)?(?P<what>[\u4e00-\u9fff]{2,8})$", told.labels()[-1])
    named = rest is not None and rest["what"] in told.whole.lead + told.whole.tail
    return named and len(told.parts) > 2 and told.opening in ("其中", "list", "bracket") and not told.others


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


def _of_visits(told: Breakdown) -> bool:
    """「接待查询8452人次，其中县级查阅点3176人次，乡镇查阅点5726人次」."""
    received = canonical(told.whole.unit) == "人次" and re.search("接待|来访|到访", told.whole.lead) is not None
    return received and families.visited(told.labels())


_BARE = re.compile("^(?:政务|官方|开通|开设|运营)+")


def _attended(whole: Quantity, parts: tuple[Quantity, ...]) -> bool:
    """第一期86人、第二期74人: each comes once more in the 人次 of all."""
    return canonical(whole.unit) == "人次" and all(canonical(each.unit) == "人" for each in parts)


_COMPARED = re.compile(r"(?:[较比与]|上一?年|去年|年初|预算|目标|任务|计划)[^，,、；;]{0,6}$")
"""What a figure is held against, no part: 较上年预算20.1万元下降7.5%."""
_EACH = re.compile(r"(?:各(?![类级项种])|每)[^，,、；;。]{0,14}$")
"""So many of each: how many there are of them stands elsewhere, if anywhere."""
_PREDICATE = re.compile(r"了|已|均|公开|发布|开通|建[成立设]|设[立置]|完成|实现|落实|开展|制定|配备")


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


def _other_thing(whole: Quantity, part: Quantity) -> bool:
    """8个栏目 and 18个子栏目: the words behind say that different things are counted. 13个社区 have 39个宣传栏."""
    fitted = re.match("社区|行政村|村|乡镇|街道|部门|单位", whole.tail) and re.search("[栏屏牌墙箱]$", label(part))
    return bool(fitted) or (bool(whole.tail and part.tail) and whole.tail[:2] != part.tail[:2])


def _shared(told: Breakdown) -> Finding | None:
    """Parts that follow without a word: they contradict only where they divide the whole by nature and leave nothing over."""
    labels = told.labels()
    whole = told.whole.interval
    added = total([each.interval for each in told.parts])
    if added.low is None or whole.low is None:
        return None
    divided = families.exhausting(labels) and (families.excluding(labels) or families.paired(labels))
    smaller = all(each.value < told.whole.value for each in told.parts)
    if not smaller or not (divided or families.left_over(labels)):
        return None
    if re.fullmatch("[尚还仍]有?", labels[-1]) and not is_undone(told.whole, *told.parts[-2:]):
        return None  # 已公开58个，尚有3个单位未公开决算
    near = abs(added.low - whole.low) * 10 <= whole.low
    return finding("sum", "contradicts", told.whole, told.parts, "sum", 0.7) if near else None


_ANSWERED = re.compile("办结|答复|办理")
_ACT = re.compile("(?<=..)(?:移送|公开|发布|推送|受理|接待|办理|收到)$")
_YEARS = re.compile(r"([两二三四五六七八九十])年(?:来|间)?(?:共|累计|总计|合计)")
_SO_MANY = re.compile(r"(?P<n>[两二三四五六七八九]|\d)(?:大)?(?P<of>类|级|种|项|方面|部分|个方面)")


def _a_partition(told: Breakdown) -> bool:
    """「三类诉求2316件：来访…，来电…，留言…」, 「四级河长2846名，其中市级…」: a list that the text itself numbers."""
    if (years := _YEARS.search(told.whole.lead)) and all("年" in each.lead for each in told.parts):
        return numerals.number(years[1]) == len(told.parts)
    names = [_ACT.sub("", each) for each in told.labels()]
    named = [each for each in names if each and each in told.whole.lead]
    if len(named) == len(told.parts) > 1:  # 新闻发布会、通气会9场，其中新闻发布会4场，通气会6场
        return len(set(named)) == len(named)
    if told.opening == "divided":
        return families.excluding(told.labels())
    counted = _SO_MANY.search(told.whole.lead) if told.opening in ("list", "bracket", "其中") else None
    if counted is None or _number(counted["n"]) != len(told.parts) or families.overlapping(told.labels()):
        return False
    return told.opening == "list" or (counted["of"] in "级类种" and families.excluding(told.labels()))


_TERMS = re.compile(r"(\d{1,2}|[两二三四五六七八九十])(期|批|次|场|轮|季度)")
_ORDINAL = re.compile(r"第([一二三四五六七八九十])(?:期|批|次|场|轮|季度|阶段)")
_PLACES = re.compile(
    r"(\d{1,2}|[两二三四五六七八九十])(?:个|家|处|大)[^，。；：、\d]{0,8}?(?:点|场所|部门|单位|平台|网站|渠道|账号|窗口|中心|乡镇|镇|街道|村|社区|馆)"
)
_THINGS = re.compile(r"(?:类|型|方面|申请|信息|方式|办结|采用)$|女|党员")


def _so_many(passage: Passage, told: Breakdown) -> bool:
    """「培训3期，参训251人次（第一期86、第二期92、第三期63）」, 「三个查阅点共接待1135人次，其中…」: as many parts as were counted before."""
    labels = told.labels()
    if told.opening not in ("其中", "list", "bracket", "after") or told.others:
        return False
    sentence = next((each for each in passage.sentences if each.start <= told.whole.start < each.end), None)
    if sentence is None:
        return False
    first = told.parts[0] if told.opening == "after" else told.whole
    front = re.split("[；。：]", sentence.before(first))[-1]
    in_order = [_ORDINAL.match(each) for each in labels]
    ordinals = [numerals.number(each[1]) for each in in_order if each]
    if ordinals:
        terms = [_number(each[1]) for each in _TERMS.finditer(front)]
        return ordinals == list(range(1, len(labels) + 1)) and (len(labels) in terms or not terms)
    if told.opening == "after":
        return False
    if any(_number(each[1]) == len(labels) for each in _TERMS.finditer(front)):
        months = all(re.fullmatch("□+月份?", each) for each in labels)
        return told.opening in ("list", "bracket") and (months or families.excluding(labels))
    places = [_number(each[1]) for each in _PLACES.finditer(front.split("，")[-1])]
    apart = all(labels) and len(set(labels)) == len(labels) and not any(_THINGS.search(each) for each in labels)
    added = re.search("累计|合计|总计", told.whole.lead) is not None  # 三个平台累计: each platform's own
    return len(labels) in places and apart and (added or not families.overlapping(labels))


def _number(printed: str) -> int | None:
    return int(printed) if printed.isdecimal() else numerals.number(printed)


def _of_two_levels(passage: Passage, told: Breakdown) -> bool:
    """「其中市直单位72个、县（区）74个」: two levels of one administration, unless another figure at hand is what is missing."""
    gap = abs(told.whole.value - sum(each.value for each in told.parts))
    return families.two_levels(told.labels()) and gap * 10 <= told.whole.value and not _told_apart(passage, told)


_LEFT_OUT = re.compile("等|其中|部分|另|除|牵头|责任|成员|主管")


def _of_kinds_of_bodies(passage: Passage, told: Breakdown) -> bool:
    """「9个园区、46个县直部门和12个乡镇，合计76个单位」, 「52家单位（36个部门、12个街道、4家企业）」: no body is of two kinds."""
    tails = [each.tail.rstrip("、，和与及以。") for each in told.parts]
    if (
        told.opening not in ("after", "bracket", "list")
        or told.others
        or len(set(tails)) < len(tails)
        or len(tails) < 3
    ):
        return False
    sentence = next((each for each in passage.sentences if each.start <= told.whole.start < each.end), None)
    if sentence is None or not of_bodies((told.whole, *told.parts)):
        return False
    figures = sorted((told.whole, *told.parts), key=lambda each: each.start)
    lead = figures[0].lead
    if lead.endswith(("、", "和", "与", "及")):
        return False  # 县政府办公室、9个园区…
    words = lead + sentence.text[figures[0].end - sentence.start : figures[-1].start - sentence.start]
    gap = abs(told.whole.value - sum(each.value for each in told.parts))
    return gap * 4 <= told.whole.value and not _LEFT_OUT.search(words) and not _told_apart(passage, told)


def _told_apart(passage: Passage, told: Breakdown) -> bool:
    """Whether a figure that is no part is just what is missing: 另有公共企事业单位200条."""
    gap = abs(told.whole.value - sum(each.value for each in told.parts))
    return any(
        each.value == gap and each not in told.parts and same(each.unit, told.whole.unit) for each in passage.quantities
    )


def _of_one_act(told: Breakdown) -> bool:
    """「小学招生462人、初中招生435人，共招生879人」: the total is of the parts' own act, and not far off."""
    if told.opening != "after":
        return False
    act = re.sub(r"^.*(?:共计|合计|累计|总计|共)", "", told.whole.lead)
    apart = len(act) > 1 and all(each.endswith(act) and each != act for each in told.labels())
    near = abs(told.whole.value - sum(each.value for each in told.parts)) * 10 <= told.whole.value
    return apart and (near or one_digit(told.whole, told.parts)) and not families.overlapping(told.labels())


_IN_ALL = re.compile(
    r"^[，、；\s]*(?:两项|三项|四项|以上|上述|全年|全县|全市|全区|全镇|本年度?|各类)*(?:受理|收到|接收|办理|处理|公开|发布)?(?:各类)?(?:申请|信息|诉求|事项|来信)?"
    r"(?:共计|合计|总计|总共|合共|共)(?:办理|处理|受理|公开|发布|接待|答复|回复|收费|收取|支出|投入)?$"
)


def _in_all(passage: Passage, told: Breakdown) -> bool:
    """「A248件、B226件，共474件」, where 共 has no object of its own; of 12个乡镇、35个部门 only bodies, and not many others."""
    if told.opening != "after" or not _IN_ALL.match(told.whole.lead):
        return False
    tail = told.parts[-1].tail.strip("，、；")
    if not tail or not told.whole.tail:
        return True
    gap = abs(told.whole.value - sum(each.value for each in told.parts))
    near = (
        (gap * 10 <= told.whole.value or one_digit(told.whole, told.parts))
        and not tail.endswith("中")
        and not _told_apart(passage, told)
    )
    return near and of_bodies((told.whole, *told.parts))


def _all_of_it(passage: Passage, parts: tuple[Quantity, ...]) -> bool:
    """Whether the shares told behind the parts make a hundred: then these are all there is."""
    shares = _shares_behind(passage, parts)
    return len(shares) == len(parts) > 1 and abs(sum(each.value for each in shares) - shares[0].whole_is) <= Decimal(
        "0.2"
    )


def _with_shares_of(passage: Passage, whole: Quantity, parts: tuple[Quantity, ...]) -> bool:
    """Whether each part's own share fits the whole, though they make more than all of it: the writer knew that they overlap."""
    shares = _shares_behind(passage, parts)
    return len(shares) == len(parts) > 1 and all(
        fits(share, part, whole) for part, share in zip(parts, shares, strict=True)
    )


def _shares_behind(passage: Passage, parts: tuple[Quantity, ...]) -> list[Quantity]:
    """The shares told right behind the parts, of those that have one."""
    row = passage.quantities
    behind = [row[row.index(each) + 1] if row.index(each) + 1 < len(row) else None for each in parts]
    return [each for each in behind if each is not None and each.is_percent and re.search(r"占|^$", each.lead)]


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
    left = sum_text if len(parts) == 1 or added == whole.value else f"{sum_text}={_plain(added)}"
    repair = None
    if verdict == "contradicts":
        exact = all(each.is_whole for each in (whole, *parts))
        repair = one_digit_repair((whole, *parts), _adds_up if exact else _may_add_up)
    return Finding(
        kind, verdict, *_span((whole, *parts)), (whole.figure, *(each.figure for each in parts)), whole.number,
        _plain(added), f"{left}{sign}{whole.number}", reason, {"stated": whole.printed, "expected": _plain(added)}, repair, confidence,
    )  # fmt: skip


def of_parts(whole: Quantity, parts: tuple[Quantity, ...]) -> Finding:
    """The finding over a whole and all its parts, where the text leaves no doubt that these are they."""
    holds = whole.interval.meets(total([each.interval for each in parts]))
    return finding("sum", "holds" if holds else "contradicts", whole, parts, "sum-holds" if holds else "sum", 0.85)


def _adds_up(figures: tuple[Quantity, ...]) -> bool:
    return figures[0].value == sum(each.value for each in figures[1:])


def _may_add_up(figures: tuple[Quantity, ...]) -> bool:
    return figures[0].interval.meets(total([each.interval for each in figures[1:]]))


def _plain(value: Decimal) -> str:
    return format(value.normalize() if value != value.to_integral_value() else value.quantize(Decimal(1)), "f")


def _span(quantities: tuple[Quantity, ...]) -> tuple[int, int]:
    return min(each.start for each in quantities), max(each.end for each in quantities)
