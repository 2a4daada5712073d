"""Totals told behind their parts: 「A a件、B b件，共T件」, 「…，前两类合计T件」, 「…，共计T篇（条）」."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongkai.pure.audit.claims.naming import CHANGE, verb
from gongkai.pure.audit.claims.parts.breakdown import Breakdown, bracket
from gongkai.pure.audit.claims.parts.nearly import closed_by_a_slip
from gongkai.pure.audit.quantities import Quantity, Sentence, numerals
from gongkai.pure.audit.quantities.units import canonical, same

_TOTALLED = re.compile(
    r"^(?:[^\d，。；：]{1,14}(?=，))?[、，；\s]*[^\d，。；]{0,10}?(?:共计|合计|总计|总共|合共|累计|(?<!公)共)[^\d，。；]{0,16}$"
)
_DOUBLE = re.compile(r"（(?P<bracket>[^（）]{1,3})）|/(?P<beside>[\u4e00-\u9fff]{1,2})")
_SO_MANY = re.compile(
    r"(?P<which>前|后|上述|以上)?(?P<n>[两二三四五六七八九十])(?:大?类|项|者|种|个?方面|个?渠道|个?平台|家|个)[^，；：\d]{0,8}$"
)


_SUBTOTAL = re.compile(r"^(?:以上|上述|两项|三项)?(?:合计|共计|总计|小计)$")
_ALL_ABOVE = re.compile(
    r"(?:^|[。；，])\s*(?:以上|上述|前述)(?P<n>[两二三四五六七八九十]|各)(?:项|类|种|个?方面|笔)[^，。；\d]{0,8}?(?:共计|合计|总计|累计|(?<!公)共)[^，。；\d]{0,10}$"
)
_NO_AMOUNT = re.compile(rf"均|每|标准|最高|最低|其中|{CHANGE.pattern}")
_ALL_OF_THEM = 3
_BRACKETED = re.compile(r"（[^（）\d□]*）")
_BODIES = re.compile("(?:[省市县区乡镇街村]级|公开)?(?:单位|机构|部门和?单位)")
_BODY = re.compile(
    "(?:[县市区镇乡村局]|街道|部门|单位|企业|公司|机构|社区|学校|医院|园区|管委会|办事处|政府)(?:[、，和与及等]|以及|共计?|合计|总计)*$"
)
_NAMED_BODY = re.compile("(?:[局办委院厅处室会社部]|公司|中心)(?:、|和|与|及|以及|会同|联合|牵头)[^、，]{0,4}$")
_GENERAL = frozenset(["个", "家", "处"])


def subtotal(members: Sequence[Quantity]) -> int:
    """Where in a list 合计T stands that is the sum of the figures before it: 其中加固412栋、重建358栋，合计770栋. 0: nowhere."""
    return next(
        (
            at
            for at, each in enumerate(members)
            if at > 1 and _SUBTOTAL.match(each.lead) and all(same(each.unit, part.unit) for part in members[:at])
        ),
        0,
    )


def all_above(sentence: Sentence, before: Sentence | None) -> tuple[Quantity, list[Quantity]] | None:
    """「甲…4862.5万元；乙…638.4万元；丙…1121.4万元。以上三项合计6622.3万元」: one figure of its unit from each part of the sentence."""
    for whole in sentence.counts:
        told = _ALL_ABOVE.search(sentence.before(whole))
        if told is None or whole.in_characters:
            continue
        front = [each for each in sentence.counts if each.start - sentence.start < told.start()]
        source = sentence if front else before
        if source is None:
            return None
        row = [each for each in source.counts if each.start < whole.start and same(each.unit, whole.unit)]
        row = [each for each in row if not _NO_AMOUNT.search(each.lead)]
        stretches = [source.before(each).count("；") for each in row]
        wanted = numerals.number(told["n"]) or max(_ALL_OF_THEM, len(row))
        if len(row) == wanted and stretches == list(range(stretches[0], stretches[0] + wanted)):
            return whole, row
    return None


_OF_ALL_BEFORE = re.compile(
    r"^\s*(?:(?:以上|上述|前述)(?P<n>[两二三四五六七八九十\d])?|(?P<bare>[两二三四五六七八九十]))(?:大?类|个?方面|项|种|者|级|笔)?"
    r"[^，。；：\d]{0,8}?(?:共计|合计|总计|累计|总共|(?<!公)共)(?:公开|发布|受理|收到|接待|办理|举办|开展)?$"
)


def all_before(sentence: Sentence, sentences: Sequence[Sentence]) -> Iterator[tuple[Quantity, list[Quantity]]]:
    """「甲类9条，乙类7条。以上两类合计16条」: a sentence that begins with the total of those before it, as many as it says.

    Without a number it is of the one sentence right before, if that counts nothing else.
    """
    front = [each for each in sentences if each.start < sentence.start and each.counts][::-1]
    if (told := told_above(sentence)) is None:
        yield from _of_each_level(sentence, front[0]) if front else ()
        yield from _of_each_sentence(sentence, front)
        return
    whole, wanted = told
    row: list[Quantity] = []
    for each in front if wanted else front[:1]:
        row = [*addends(sentence, whole, each), *row]
        if len(row) >= (wanted or 2):
            break
    if wanted and len(row) > wanted:
        yield from _verb_by_verb(sentence, whole, wanted, row)
        return
    whole_list = len(row) == wanted if wanted else len(row) > 1 and len(row) == len(front[0].counts)
    if whole_list and len({each.lead for each in row}) == len(row):
        yield whole, row


def _verb_by_verb(
    sentence: Sentence, whole: Quantity, wanted: int, row: Sequence[Quantity]
) -> Iterator[tuple[Quantity, list[Quantity]]]:
    """「甲受理1236件，办结1198件；乙受理2418件，办结2390件。两项合计受理3654件，办结3588件」: each total is of those of its own verb."""
    for total in (whole, *_done_with_all(sentence, whole)):
        parts = [each for each in row if verb(total) and verb(each) == verb(total)]
        if len(parts) == wanted:
            yield total, parts


_TOTAL_WITH_ACT = re.compile("(?:共|已|全部)?[\u4e00-\u9fff]{2}")


def _done_with_all(sentence: Sentence, whole: Quantity) -> list[Quantity]:
    """两项合计受理3654件，办结3588件: what is told right behind the total of what was done with it."""
    return [
        each for each in sentence.counts[1:2] if _TOTAL_WITH_ACT.fullmatch(each.lead) and same(each.unit, whole.unit)
    ]


_OF_ALL_LEVELS = re.compile(
    r"^\s*(?:全[县市区省州盟]|两级|各级)(?P<sum>共计|合计|总计|累计|共)(?P<act>[\u4e00-\u9fff]{2,8})$"
)


def _of_each_level(sentence: Sentence, front: Sentence) -> Iterator[tuple[Quantity, list[Quantity]]]:
    """「市本级…，培训486人次；各县区…，培训2240人次。全市合计培训2726人次」: one figure of the act from each part of the sentence.

    全区共受理, without 合计, may be of others too: only where they make it but for one slip.
    """
    whole = next(iter(sentence.counts), None)
    told = _OF_ALL_LEVELS.match(sentence.before(whole)) if whole else None
    if whole is None or told is None:
        return
    for total, act in ((whole, told["act"]), *((each, verb(each)) for each in _done_with_all(sentence, whole))):
        row = [
            each
            for each in addends(sentence, total, front)
            if (each.lead.endswith(act) or verb(each) == act) and "分别" not in each.lead
        ]
        stretches = [front.before(each).count("；") for each in row]
        gap = abs(total.value - sum(each.value for each in row))
        near = told["sum"] != "共" or not gap or (gap * 20 <= total.value and closed_by_a_slip(total, row))
        if len(row) > 1 and stretches == list(range(front.text.count("；") + 1)) and near:
            yield total, row


_DONE_IN_ALL = re.compile(r"\s*(?:两[项者类])?(?:合计|共计|总计)[\u4e00-\u9fff]{0,8}")


def _of_each_sentence(sentence: Sentence, front: Sequence[Sentence]) -> Iterator[tuple[Quantity, list[Quantity]]]:
    """「县中心受理126538件。各乡镇受理53214件。合计受理179752件」: what each sentence right before opens with, done alike. front: from the nearest on."""
    whole = next(iter(sentence.counts), None)
    if whole is None or not verb(whole) or not _DONE_IN_ALL.fullmatch(sentence.before(whole)):
        return
    row: list[Quantity] = []
    for each in front:
        first, *others = each.counts
        again = [q for q in others if same(q.unit, whole.unit) and "其中" not in each.between(first, q)]
        if again or verb(first) != verb(whole) or not same(first.unit, whole.unit) or CHANGE.search(first.lead):
            break
        row.insert(0, first)
        if sum(q.value for q in row) == whole.value and len(row) > 1:
            break
    apart = len({q.lead for q in row}) == len(row) > 1
    if apart and (sum(q.value for q in row) == whole.value or closed_by_a_slip(whole, row)):
        yield whole, row


def told_above(sentence: Sentence) -> tuple[Quantity, int] | None:
    """The figure of 「以上四类信息合计623条」 at the head of a sentence, and how many it says it is the sum of; 0: it does not say."""
    whole = next(iter(sentence.counts), None)
    told = _OF_ALL_BEFORE.match(sentence.before(whole)) if whole else None
    if whole is None or told is None:
        return None
    number = told["n"] or told["bare"]
    return whole, (numerals.number(number) or int(number)) if number else 0


def addends(sentence: Sentence, whole: Quantity, front: Sentence) -> list[Quantity]:
    """The figures of a sentence that a whole told behind it can be the sum of."""
    units = counters(sentence, whole)
    return [
        each
        for each in front.counts
        if any(_same_people(each.unit, unit) for unit in units)
        and not _NO_AMOUNT.search(each.lead)
        and not front.text[: each.start - front.start].endswith("（")
    ]


_OPEN_ENDED = re.compile("等[，、]?(?:共计?|合计|总计)?$")


def totalled(sentence: Sentence, whole: Quantity, last: Quantity, ahead: Sequence[Quantity]) -> list[Quantity]:
    """The figures that a total is the sum of, if its words say that it is one. last: the figure right before it."""
    words = sentence.between(last, whole)
    if not _TOTALLED.match(words):
        return []
    if _bracketed(sentence, last):
        return _each_in_brackets(sentence, whole, words, ahead)
    units = counters(sentence, whole)
    parts: list[Quantity] = []
    broken = False
    inside = bracket(sentence.text, whole.start - sentence.start)
    for each in reversed(ahead):
        if "累计" in each.lead and "累计" in words:
            return []  # 一季度401条，二季度累计1316条，三季度累计1882条: each of all so far
        if parts and (around := bracket(sentence.text, each.start - sentence.start)) and around != inside:
            continue  # 乡镇18个（含街道4个）、企业12个
        chained = not parts or _chained(sentence, each, parts[0])
        if not chained or not (any(_same_people(each.unit, unit) for unit in units) or of_bodies((whole, each))):
            broken = chained and {each.unit, whole.unit} <= _GENERAL
            break
        parts.insert(0, each)
    if not parts and whole.unit in _GENERAL:  # 24所中心校和7所学校共31个单位
        last_two = list(ahead[-2:])
        of_one = len(last_two) == 2 and same(last_two[0].unit, last_two[1].unit) and whole.is_whole
        if of_one and sum(each.value for each in last_two) == whole.value and last_two[0].clause + 1 >= whole.clause:
            return last_two
    if len(units) > 1:
        near = [each for each in ahead if "；" not in sentence.between(each, whole)]
        of_both = [each for each in near if any(_same_people(each.unit, unit) for unit in units)]
        if sum(each.value for each in of_both) == whole.value:
            return of_both
        if not all(any(_same_people(each.unit, unit) for each in parts) for unit in units):
            return []  # 来访26批58人次，来信40件，共计66件（批）: the chain broke at what counts neither
    open_ = parts and _OPEN_ENDED.search(parts[-1].tail)
    if (broken or open_ or _beside_named(sentence, parts)) and sum(each.value for each in parts) != whole.value:
        return []  # 14个乡镇、28家单位、6家企业，共48家: the first may be one of them; 县司法局会同12个乡镇、26个部门共39家
    own = next((n for n in range(1, len(parts) - 1) if sum(each.value for each in parts[n:]) == whole.value), 0)
    return _so_many(parts[own:], whole, words)  # 注销8个，保留1个街道公众号和4个社区公众号，合计5个


_BARE_TOTAL = re.compile("）[，、]?(?:共计?|合计|总计|合共|总共)$")
_NEXT_MEMBER = re.compile(r"）(?:[、，和与及]|以及)+[^，。；：、（）\d]{1,15}（")


def _bracketed(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a figure stands alone in brackets: （18件）."""
    return sentence.before(quantity).endswith("（") and sentence.text.startswith("）", quantity.end - sentence.start)


def _each_in_brackets(sentence: Sentence, whole: Quantity, words: str, ahead: Sequence[Quantity]) -> list[Quantity]:
    """「征地拆迁（18件）、城乡规划（9件）、其他（11件），共38件」: figures that stand alone in brackets behind their names."""
    parts: list[Quantity] = []
    for each in reversed(ahead if _BARE_TOTAL.match(words) else ()):
        if (parts and not _NEXT_MEMBER.fullmatch(sentence.between(each, parts[0]))) or not same(each.unit, whole.unit):
            break
        parts.insert(0, each)
    return parts if parts and sentence.before(parts[0]).endswith("（") else []


_OTHER_LIST = re.compile("[。：]|其中")


def in_two_counters(sentence: Sentence) -> Iterator[Breakdown]:
    """「城镇低保64户97人，农村低保412户683人，合计476户780人」: each counter by itself. Where the one adds up, the parts are all that there are."""
    row = sentence.counts
    told = [(one, two) for one, two in pairwise(row) if _two_counters(sentence, one, two)]
    for at, total in enumerate(told):
        parts: list[tuple[Quantity, Quantity]] = []
        for pair in told[:at][::-1]:
            near = parts[0] if parts else total
            alike = all(same(each.unit, whole.unit) for each, whole in zip(pair, total, strict=True))
            if (
                not alike
                or row.index(pair[1]) + 1 != row.index(near[0])
                or _OTHER_LIST.search(sentence.between(pair[1], near[0]))
            ):
                break
            parts.insert(0, pair)
        if len(parts) < 2 or not _TOTALLED.match(sentence.between(parts[-1][1], total[0])):
            continue
        ones, twos = (tuple(column) for column in zip(*parts, strict=True))
        adding = [
            sum(p.value for p in column) == whole.value for whole, column in zip(total, (ones, twos), strict=True)
        ]
        yield Breakdown(total[0], ones, "after", beside=adding[1])
        yield Breakdown(total[1], twos, "after", beside=adding[0])


def _two_counters(sentence: Sentence, one: Quantity, two: Quantity) -> bool:
    """97户118人; 97户、118人."""
    return sentence.between(one, two) in ("", "、") and one.unit != two.unit


_SIGN = re.compile("[，；。：]")


def _beside_named(sentence: Sentence, parts: Sequence[Quantity]) -> bool:
    """Whether bodies called by their names stand right before those that are counted."""
    if not parts or parts[0].unit not in _GENERAL:
        return False
    return _NAMED_BODY.search(_SIGN.split(sentence.before(parts[0]))[-1]) is not None


def is_of_bodies(whole: Quantity) -> bool:
    """Whether a figure may count bodies of several kinds: 49个单位, 48家."""
    return bool(_BODIES.match(whole.tail) or (whole.unit == "家" and not whole.tail.rstrip("。")))


def of_bodies(figures: Sequence[Quantity]) -> bool:
    """Whether a whole and its parts count bodies: 43个部门 and 6家企业 are 49个单位."""
    return (
        is_of_bodies(figures[0])
        and all(each.unit in _GENERAL for each in figures)
        and all(_BODY.search(_BRACKETED.sub("", each.tail).rstrip("。")) for each in figures[1:])
    )


_SLASH = re.compile("[、/]")


def counters(sentence: Sentence, whole: Quantity) -> tuple[str, ...]:
    """133篇（条）, 65件（次） and 55件/次 count both."""
    double = _DOUBLE.match(sentence.text[whole.end - sentence.start :])
    return (*whole.unit.split("/"), *(_SLASH.split(double["bracket"] or double["beside"]) if double else ()))


def in_several_counters(sentence: Sentence, whole: Quantity) -> bool:
    """合计1513人（个、条）次 adds what these counters count."""
    return len(counters(sentence, whole)) > 1


def _so_many(parts: list[Quantity], whole: Quantity, words: str) -> list[Quantity]:
    """前两类合计 is of the first two, 上述三项合计 of three. None where the words leave open which."""
    told = _SO_MANY.search(words)
    if told is None:
        return [] if "其中" in words else parts
    number = numerals.number(told["n"]) or 0
    if told["which"] == "前":
        return parts[:number]
    last = parts[-number:]
    sure = told["which"] == "后" or len(parts) == number or sum(each.value for each in last) == whole.value
    return last if sure else []


def _same_people(one: str, other: str) -> bool:
    return same(one, other) or {canonical(one), canonical(other)} == {"人", "人次"}


_IN_BRACKETS = re.compile("（[^（）]*）")
_NO_CHAIN = re.compile(r"[；。：]|其中|[（）]|\d")


def _chained(sentence: Sentence, one: Quantity, other: Quantity) -> bool:
    gap = _IN_BRACKETS.sub("", sentence.between(one, other))  # 9个县（市、区）、43个部门
    return not _NO_CHAIN.search(gap) and len(gap) < 40
