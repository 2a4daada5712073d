"""Rates whose own name says what they count: 「其中网上可办1547项，网上可办率99%」, 「24个所中有9个被通报，通报面37.5%」, 「属实的12件整改完成率」."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.pure.audit.claims.naming import CHANGE, label
from gongkai.pure.audit.claims.parts.breakdown import Breakdown, is_mean
from gongkai.pure.audit.claims.rates.joint import with_partly
from gongkai.pure.audit.claims.share import Share, fits
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same

_NAME = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,9}?)(?:率|度|面|比例)(?:为|达到?|是|约)*$")
_CLAUSE = re.compile(r"[，；：。（）]")
_LONG, _SHORT = 4, 2
"""Signs of a name that a figure bears by no chance, 网上可办, 提前办结; and of a bare stem."""
_STRUCTURED = ("其中", "list", "bracket")
_FEW = 3


def own_name(
    sentence: Sentence, percent: Quantity, told: Sequence[Breakdown], front: Sequence[Sentence] = ()
) -> Share | None:
    """The share that the rate's name, or the words before it, tie to figures of its sentence."""
    if units := _of_those_very_ones(sentence, percent) or with_partly(sentence, percent, told):
        return units
    found = _NAME.search(_CLAUSE.split(percent.lead)[-1])
    if found is None or CHANGE.search(percent.lead):
        return None
    counts = [each for each in sentence.counts if each.end <= percent.start and not CHANGE.search(each.lead)]
    name = found["name"]
    return (
        _told_behind(sentence, percent, name)
        or _in_its_signs(sentence, percent, name)
        or _among(sentence, percent, name)
        or _of_a_kind(sentence, percent, name, counts)
        or _turned(percent, name, told)
        or _of_what_was(percent, name, counts)
        or _graded(percent, name, counts, front)
        or _bearing(sentence, percent, name, told)
        or _beside(sentence, percent, name, counts)
    )


_ITEMS = frozenset(["件", "个", "项", "起", "宗", "条", "处"])
_DONE = re.compile(
    r"^(?:申请|建议|提案|投诉|举报|问题|线索|信访|事项|诉求|工单|案件)?(?:按期|按时|及时|限时)?"
    r"(?:答复|办结|办复|回复|整改(?:完成|到位)?|完成|结案|审结|销号|处置)率(?:均)?(?:为|达到?)?$"
)


def _of_those_very_ones(sentence: Sentence, percent: Quantity) -> Share | None:
    """「属实的12件整改完成率为93.0%」: no sign between the number and the rate, so it is of these."""
    at = sentence.quantities.index(percent)
    base = sentence.quantities[at - 1] if at else percent
    told = base.is_whole and base.lead.endswith("的") and base.unit in _ITEMS and _DONE.match(percent.lead)
    return Share(percent, None, base, "named") if told and sentence.between(base, percent) == percent.lead else None


_SOME_OF = re.compile(r"[^，。；：\d]{0,14}(?<![其高初])中(?![等学小心央])有?")


def _in_its_signs(sentence: Sentence, percent: Quantity, name: str) -> Share | None:
    """「培训7296人次，平均每期48人次，其中6712人次取得证书，取证率92.0%」: the name's two signs begin the words behind the part, and its whole is told before."""
    part = next((each for each in reversed(sentence.counts) if each.end <= percent.start), None)
    if part is None or len(name) != _SHORT or percent.clause - part.clause != 1 or CHANGE.search(part.lead):
        return None
    behind = part.tail.strip("，")
    told = behind[:1] == name[0] and name[1] in behind[1:_LONG] and name not in behind
    if not told or not _WITHOUT_WORDS.fullmatch(part.lead):
        return None
    ahead = [q for q in sentence.counts if q.end <= part.start and same(q.unit, part.unit)]
    ahead = [q for q in ahead if q.value >= part.value and not is_mean(q) and not CHANGE.search(q.lead)]
    ahead = [q for q in ahead if "；" not in sentence.between(q, part)]
    return Share(percent, part, ahead[-1], "structure", others=tuple(ahead[:-1])) if ahead else None


_WITHOUT_WORDS = re.compile("[，、]?(?:其中，?)?(?:已?有|共|共有)?")
_AMONG_THEM = re.compile(r"[^，。；：\d]{0,10}，其中(?:有)?")


def _among(sentence: Sentence, percent: Quantity, name: str) -> Share | None:
    """「24个国土所中有9个因更新超期被通报，通报面为37.5%」: the two figures right before, the second told of what the rate names."""
    at = sentence.quantities.index(percent)
    base, part = sentence.quantities[at - 2 : at] if at > 1 else (percent, percent)
    tied = same(base.unit, part.unit) and part.counts and part.value <= base.value
    gap = sentence.between(base, part)
    some = _SOME_OF.fullmatch(gap) or _AMONG_THEM.fullmatch(gap)  # 文件26份，其中23份编发了解读，解读比例
    told = tied and some and name[-2:] in part.tail
    return Share(percent, part, base, "named") if told and percent.clause - part.clause == 1 else None


def _told_behind(sentence: Sentence, percent: Quantity, name: str) -> Share | None:
    """「申请答复率为96.4%，55件申请中已答复53件」: the rate first, and both of its figures right behind it."""
    base, part = [*(each for each in sentence.counts if each.start >= percent.end), percent, percent][:2]
    near = base.counts and part.counts and base.clause - percent.clause == 1 and part.clause == base.clause
    told = near and same(base.unit, part.unit) and _SOME_OF.match(part.lead) and name[-2:] in part.lead
    return Share(percent, part, base, "named") if told and part.value <= base.value else None


_KIND_OF = re.compile(
    r"^(?P<kind>[\u4e00-\u9fff“”]{2,10}?)(?<![其高初])中(?![等学小心央])[，、]?(?:已|共|有)?(?P<what>[\u4e00-\u9fff]{2,8})$"
)


def _of_a_kind(sentence: Sentence, percent: Quantity, name: str, counts: Sequence[Quantity]) -> Share | None:
    """「即办件8432件，承诺件4433件；承诺件中提前办结4011件，提前办结率」: of the figure of that very name."""
    part = counts[-1] if counts else None
    told = _KIND_OF.match(part.lead) if part else None
    if part is None or told is None or name not in told["what"] or percent.clause - part.clause > 1:
        return None
    named = [each for each in counts[:-1] if label(each) == told["kind"] and same(each.unit, part.unit)]
    named = named or [each for each in counts[:-1] if _passed_on(told["kind"], each) and same(each.unit, part.unit)]
    if len(named) != 1 or named[0].value < part.value:
        return None
    others = tuple(each for each in counts[:-1] if each is not named[0] and same(each.unit, part.unit))
    return Share(percent, part, named[0], "named", (), tuple(each for each in others if each.start > named[0].start))


_PASSED_ON = re.compile("^(?:转[办交派送至]|交办|派发|移交)")
_KIND_PASSED_ON = re.compile("(?:转[办交派送]|交办|派发|移交)的?(?:件|工单|事项|诉求|来信|来电|案件)")


def _passed_on(kind: str, each: Quantity) -> bool:
    """转办件, of what is told as 转交责任单位办理10228件."""
    return bool(_KIND_PASSED_ON.fullmatch(kind) and _PASSED_ON.match(label(each)))


_TURN = re.compile("^转(?:化|换|变|正|公开)$")
_TURNED = re.compile("转[为换化变]|调整为|变更为")


def _turned(percent: Quantity, name: str, told: Sequence[Breakdown]) -> Share | None:
    """「审查文件3026件，将其中512件由依申请公开转为主动公开，转化率」."""
    if not _TURN.match(name):
        return None
    for each in told:
        part = each.parts[-1]
        near = len(each.parts) == 1 and part.end <= percent.start and percent.clause - part.clause == 1
        if near and _TURNED.search(part.tail) and not each.others:
            return Share(percent, part, each.whole, "structure")
    return None


_WAS = re.compile(r"前(?:原?(?:共有?|有)|总数为|为)|原有")


def _of_what_was(percent: Quantity, name: str, counts: Sequence[Quantity]) -> Share | None:
    """「关停整合网站57个，保留86个，整合前共有143个网站，关停整合比例」: of what there was, where what went and what stayed make it."""
    for base in counts:
        others = [each for each in counts if each is not base and same(each.unit, base.unit)]
        part = next((each for each in others if _of_the_deed(label(each), name)), None)
        stayed = part and any(each.value + part.value == base.value for each in others if each is not part)
        if part and stayed and _WAS.search(base.lead) and percent.clause - base.clause <= _FEW:
            return Share(percent, part, base, "named")
    return None


_THINGS = 6


def _of_the_deed(words: str, name: str) -> bool:
    """全市关停整合网站 of 关停整合比例."""
    return name in words and len(words.rpartition(name)[2]) <= _THINGS


_GRADE = re.compile(
    "^(?:其中|评定为?|评选为?|评为|获评|评出|达到|有|等次|等级)*(?P<grade>优秀|优等|优|良好|良等|良|较好|好|一般|中等|合格|基本合格|不合格|较差|差)(?:等次|等级|单位|部门|乡镇|的)?$"
)
_BEST, _GOOD = ("优秀", "优等", "优"), ("良好", "良等", "良")
_BOTH = {"优良": (_BEST, _GOOD), "优秀": (_BEST,)}


def _graded(percent: Quantity, name: str, counts: Sequence[Quantity], front: Sequence[Sentence]) -> Share | None:
    """「42个部门中优秀11个、良好24个、一般7个，优良率」: where the grades make the figure before them."""
    if name not in _BOTH:
        return None
    grades: dict[str, Quantity] = {}
    for each in reversed(counts[:-1] if counts and _IN_ALL.fullmatch(counts[-1].lead) else counts):
        found = _GRADE.match(_behind_the_body(each))
        if found is None or found["grade"] in grades:
            break
        grades[found["grade"]] = each
    best = [next((grades[word] for word in words if word in grades), None) for words in _BOTH[name]]
    before = [each for one in front[-2:] for each in one.counts] if len(grades) >= _FEW else []
    ahead = [*before, *(e for e in counts if e.end <= min((g.start for g in grades.values()), default=0))]
    made = sum(each.value for each in grades.values())
    whole = next(
        (each for each in reversed(ahead) if each.value == made and same(each.unit, best[0].unit if best[0] else "")),
        None,
    )
    found = [each for each in best if each is not None]
    if len(grades) < _FEW or len(found) < len(best):
        return None
    if whole is None and counts and _IN_ALL.fullmatch(counts[-1].lead) and counts[-1].value == made:
        whole = counts[-1]
    if whole is None and fits(percent, found[-1], replace(found[-1], digits=str(made), scale=1)):
        return Share(percent, found[-1], None)  # 对40个单位考核，县直优秀6个、良好10个、合格4个，优秀率30%: of these
    return Share(percent, found[-1], whole, "named", more=tuple(found[:-1])) if whole else None


_IN_ALL = re.compile("[，、]?(?:共|共计|合计)")


_BODY = re.compile("^(?:[\u4e00-\u9fff]{1,10}中(?=[优评获])|(?:[省市县区]直|乡镇|镇街|街道|机关)(?:单位|部门)?(?=优))")


def _behind_the_body(each: Quantity) -> str:
    """市直部门中优秀 -> 优秀."""
    return _BODY.sub("", each.lead.strip("，、：； "))


_QUALIFIED = re.compile("按[时期]|及时|限时|如期|满意")


def _bearing(sentence: Sentence, percent: Quantity, name: str, told: Sequence[Breakdown]) -> Share | None:
    """「服务事项1563项，其中网上可办1547项，网上可办率」: the part right before bears all of a long name, or its class is what the name says."""
    part = next((each for each in reversed(sentence.counts) if each.end <= percent.start), None)
    if part is None or percent.clause - part.clause != 1 or _QUALIFIED.search(name):
        return None
    for each in told:
        if each.opening in _STRUCTURED and part in each.parts and each.whole.start >= sentence.start:
            words = _AROUND.sub("", label(part))
            kind = len(name) > _SHORT and words.startswith(name)  # 标准化专区64个，标准化率
            if (
                (len(name) >= _LONG and words == _AROUND.sub("", name))
                or kind
                or (len(name) == _SHORT and f"{name}的" in words)
                or (len(name) == _SHORT and words == name and label(part) == f"可{name}")  # 可网办112项，网办率
            ):
                return Share(percent, part, each.whole, "structure", others=each.others)
    return None


_AROUND = re.compile("^(?:可|已|能|应|实现|属于)+(?=..)|的$")
_OTHER_RATES = re.compile("增|减|降|提|占|比|节|接通|知晓|访问|参与|好评|准确|使用|利用|贡献|完成")


def _beside(sentence: Sentence, percent: Quantity, name: str, counts: Sequence[Quantity]) -> Share | None:
    """「抽查案卷120份，发现问题案卷18份，问题率15%」: the two right before, the only ones of their unit, the second alone called so."""
    base, part = counts[-2:] if len(counts) > 1 else (percent, percent)
    near = same(base.unit, part.unit) and percent.clause - part.clause == 1 == part.clause - base.clause
    if not near or part.value > base.value or _QUALIFIED.search(name) or _OTHER_RATES.search(name):
        return None
    of_it = name in label(part) and name not in label(base) + base.tail and label(part).startswith(_FOUND)
    alone = sum(same(each.unit, part.unit) for each in counts) == len((base, part))
    return (
        Share(percent, part, base, "near") if of_it and alone and "；" not in sentence.between(base, percent) else None
    )


_FOUND = ("发现", "查出", "检出", "认定", "评出", "其中")


_CUT_DOWN = re.compile("^[，、]?(?:精简|压减|削减|取消|审减)(?:率|比例|幅度)(?:为|达到?)?$")
_KEPT = re.compile("保留|剩余|现有|精简后")
_GONE = re.compile("取消|下放|调整|合并|整合|精简|压减|削减|减少|废止")


def cut_down(sentence: Sentence, percent: Quantity) -> Iterator[Share]:
    """「清理权力4862项，取消和调整1247项，保留3615项，精简率25.6%」: what went, of what there was, where what stayed makes it."""
    at = sentence.quantities.index(percent)
    row = sentence.quantities[at - 3 : at] if at > 2 and _CUT_DOWN.match(percent.lead) else ()
    if not row or not all(each.counts and same(each.unit, row[0].unit) for each in row):
        return
    was, gone, kept = row
    told = _GONE.search(gone.lead) and _KEPT.search(kept.lead) and not CHANGE.search(was.lead)
    if told and was.value == gone.value + kept.value and percent.clause - was.clause == 3:
        yield Share(percent, gone, was, "named")
