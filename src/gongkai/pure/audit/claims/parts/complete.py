"""Whether parts are all that their whole has, because the text says so or because nothing else can be: for `sums.py`.

A list that the text numbers (三类诉求, 三个查阅点, 培训3期), shares that make a hundred, two levels of one administration, the last 其他 of what
the whole is called, a 共 with no object of its own.
"""

from __future__ import annotations

import re
from decimal import Decimal

from gongkai.pure.audit.claims.parts import families, people
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.claims.parts.nearly import one_digit
from gongkai.pure.audit.claims.parts.totals import of_bodies
from gongkai.pure.audit.claims.share import fits
from gongkai.pure.audit.quantities import Quantity, numerals
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage
from gongkai.pure.audit.slips import one_slip, swapped


def all_there(passage: Passage, told: Breakdown) -> bool:
    """Whether nothing of the whole is left over beside the parts."""
    return (
        told.beside
        or told.opening in ("respectively", "all")
        or _rest_of_it(told)
        or _told_again(passage, told)
        or _in_all(passage, told)
        or _a_partition(told)
        or _so_many(passage, told)
        or _of_two_levels(passage, told)
        or _of_kinds_of_bodies(passage, told)
        or _of_one_act(told)
        or _digits_changed_places(told)
        or people.all_roles(told)
        or shares_make_all(passage, told.parts)
    )


_REST_OF = re.compile(r"其[他它余](?:的|各类)?(?P<what>[\u4e00-\u9fff]{2,8})$")


def _rest_of_it(told: Breakdown) -> bool:
    """「行政权力事项3186项，其中行政许可214项，…，其他行政权力167项」: 其他 of what the whole is called leaves nothing over."""
    rest = _REST_OF.match(told.labels()[-1])
    named = rest is not None and rest["what"] in told.whole.lead + told.whole.tail
    return named and len(told.parts) > 2 and told.opening in ("其中", "list", "bracket") and not told.others


_TOTAL_BEHIND = re.compile("[，、；]?(?:共计|合计|总计|合共)")


def _told_again(passage: Passage, told: Breakdown) -> bool:
    """「按渠道分：网站215条，公开栏168条，…，明白纸36条，合计486条」: the whole once more, as the total of the list."""
    row, last = passage.quantities, told.parts[-1]
    behind = next((each for each in row if each.start >= last.end), None)
    if behind is None or behind.value != told.whole.value or not same(behind.unit, told.whole.unit):
        return False
    return len(told.parts) > 2 and _TOTAL_BEHIND.fullmatch(behind.lead) is not None


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
_PROJECTS = re.compile(
    r"(?:项目|工程)(\d{1,2}|[两二三四五六七八九十])个|(\d{1,2}|[两二三四五六七八九十])个[^，。；：、\d]{0,6}(?:项目|工程)"
)
"""公开项目3个，总投资42.8亿元，其中甲项目…"""
_THINGS = re.compile(r"(?:类|型|方面|申请|信息|方式|办结|采用)$|女|党员")


_STOP = re.compile("[；。：]")
_A_MONTH = re.compile("□+月份?")
_ADDED_UP = re.compile("累计|合计|总计")


def _so_many(passage: Passage, told: Breakdown) -> bool:
    """「培训3期，参训251人次（第一期86、第二期92、第三期63）」, 「三个查阅点共接待1135人次，其中…」: as many parts as were counted before."""
    labels = told.labels()
    if told.opening not in ("其中", "list", "bracket", "after") or told.others:
        return False
    sentence = next((each for each in passage.sentences if each.start <= told.whole.start < each.end), None)
    if sentence is None:
        return False
    first = told.parts[0] if told.opening == "after" else told.whole
    front = _STOP.split(sentence.before(first))[-1]
    if same(told.whole.unit, "元") and all(each.endswith(("项目", "工程")) for each in labels):
        return told.opening != "after" and any(
            _number(each[1] or each[2]) == len(labels) for each in _PROJECTS.finditer(front)
        )
    in_order = [_ORDINAL.match(each) for each in labels]
    ordinals = [numerals.number(each[1]) for each in in_order if each]
    if ordinals:
        terms = [_number(each[1]) for each in _TERMS.finditer(front)]
        return ordinals == list(range(1, len(labels) + 1)) and (len(labels) in terms or not terms)
    if told.opening == "after":
        return _of_each_term(front, told)
    if any(_number(each[1]) == len(labels) for each in _TERMS.finditer(front)):
        months = all(_A_MONTH.fullmatch(each) for each in labels)
        return told.opening in ("list", "bracket") and (months or families.excluding(labels))
    places = [_number(each[1]) for each in _PLACES.finditer(front.split("，")[-1])]
    apart = all(labels) and len(set(labels)) == len(labels) and not any(_THINGS.search(each) for each in labels)
    added = _ADDED_UP.search(told.whole.lead) is not None  # 三个平台累计: each platform's own
    return len(labels) in places and apart and (added or not families.overlapping(labels))


_IN_TURN = re.compile(
    r"(?:(?P<n>\d{1,2}|[两二三四五六七八九十])个?(?:期|批|次|场|轮|季度)|(?P<halves>上、?下半年))(?P<act>[^。；：\d]{0,16})分别(?P<did>[\u4e00-\u9fff]{0,10})$"
)


def _of_each_term(front: str, told: Breakdown) -> bool:
    """「培训3次，参加人员分别为42人次、38人次、51人次，累计培训141人次」: one figure of each term, and what they make.

    Of another act than theirs it can be less, but no more (检查发现8个、5个、3个，累计整改12个).
    """
    turn = _IN_TURN.search(front)
    if turn is None or (2 if turn["halves"] else _number(turn["n"])) != len(told.parts):
        return False
    act = _TOTAL.sub("", told.whole.lead)
    return act in front or told.whole.value > sum(each.value for each in told.parts)


_TOTAL = re.compile("^.*(?:共计|合计|累计|总计|共)")
_VERB = re.compile("^(?:办理|受理|处理|收到|接收|接待|发布|公开|报送)(?=..)")


def _number(printed: str) -> int | None:
    return int(printed) if printed.isdecimal() else numerals.number(printed)


def _of_two_levels(passage: Passage, told: Breakdown) -> bool:
    """「其中市直单位72个、县（区）74个」: two levels of one administration, or 县级1个、乡镇级15个、村级170个, unless another figure at hand is what is missing."""
    gap = abs(told.whole.value - sum(each.value for each in told.parts))
    levels = families.two_levels(told.labels()) or families.three_levels(told.labels())
    return levels and gap * 10 <= told.whole.value and not told_apart(passage, told)


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
    added = sum(each.value for each in told.parts)
    near = abs(told.whole.value - added) * 4 <= told.whole.value
    # 14个乡镇、3个街道和41个县直单位共28个单位: none of them is among the others, so it is a slip for 58
    beside = told.opening == "after" and told.whole.clause == told.parts[-1].clause
    near = near or (beside and told.whole.value < added and one_slip(told.whole.value, Decimal(added)))
    return near and not _LEFT_OUT.search(words) and not told_apart(passage, told)


def told_apart(passage: Passage, told: Breakdown) -> bool:
    """Whether a figure that is no part is just what is missing: 另有公共企事业单位200条."""
    gap = abs(told.whole.value - sum(each.value for each in told.parts))
    return any(
        each.value == gap and each not in told.parts and same(each.unit, told.whole.unit) for each in passage.quantities
    )


def _of_one_act(told: Breakdown) -> bool:
    """「小学招生462人、初中招生435人，共招生879人」: the total is of the parts' own act, and not far off."""
    if told.opening != "after":
        return False
    act = _TOTAL.sub("", told.whole.lead)
    act = (
        _VERB.sub("", act) if told.labels()[0].endswith(_VERB.sub("", act)) else act
    )  # 县长信箱来信236件，共办理来信343件
    apart = len(act) > 1 and all(each.endswith(act) and each != act for each in told.labels())
    near = abs(told.whole.value - sum(each.value for each in told.parts)) * 10 <= told.whole.value
    return apart and (near or one_digit(told.whole, told.parts)) and not families.overlapping(told.labels())


def _digits_changed_places(told: Breakdown) -> bool:
    """「行政许可信息9863条、行政处罚信息1745条，“双公示”信息共11068条」: 11608, which no chance makes of so many digits."""
    if told.opening != "after" or not all(each.is_whole for each in (told.whole, *told.parts)):
        return False
    return told.whole.value >= _MANY and swapped(told.whole.digits, str(sum(each.value for each in told.parts)))


_MANY = 1000
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
        and not told_apart(passage, told)
    )
    return near and of_bodies((told.whole, *told.parts))


def shares_make_all(passage: Passage, parts: tuple[Quantity, ...]) -> bool:
    """Whether the shares told behind the parts make a hundred: then these are all there is."""
    shares = _shares_behind(passage, parts)
    return len(shares) == len(parts) > 1 and abs(sum(each.value for each in shares) - shares[0].whole_is) <= Decimal(
        "0.2"
    )


def with_own_shares(passage: Passage, whole: Quantity, parts: tuple[Quantity, ...]) -> bool:
    """Whether each part's own share fits the whole, though they make more than all of it: the writer knew that they overlap."""
    shares = _shares_behind(passage, parts)
    return len(shares) == len(parts) > 1 and all(
        fits(share, part, whole) for part, share in zip(parts, shares, strict=True)
    )


_SHARE = re.compile(r"占|^$")


def _shares_behind(passage: Passage, parts: tuple[Quantity, ...]) -> list[Quantity]:
    """The shares told right behind the parts, of those that have one."""
    row = passage.quantities
    behind = [row[row.index(each) + 1] if row.index(each) + 1 < len(row) else None for each in parts]
    return [each for each in behind if each is not None and each.is_percent and _SHARE.search(each.lead)]
