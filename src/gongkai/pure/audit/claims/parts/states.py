"""Lists that leave nothing over by the meaning of their words: finished and being built; what a clearing closed and what it kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.pure.audit.claims.naming import CHANGE, is_total
from gongkai.pure.audit.claims.parts.breakdown import Breakdown, bracket
from gongkai.pure.audit.claims.parts.nearly import closed_by_a_slip
from gongkai.pure.audit.claims.parts.remainders import of_one_kind
from gongkai.pure.audit.claims.parts.within import anew, shared_of
from gongkai.pure.audit.claims.share import fits
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same

_COMPLEMENTS = tuple(
    (re.compile(one), re.compile(other))
    for one, other in (
        ("完工|竣工|建成", "未完工|未竣工|未建成"),
        ("(?<!未)(?<!不予)(?<!未予)(?<!部分)(?:采纳|采用)", "未采纳|不予采纳|未采用|未予采纳"),
        ("实考|参加考试", "缺考"),
        ("实到|到会", "缺席|请假|未到"),
        ("(?<!未)(?<!不予)通过", "未通过|退回|不予通过"),
        ("(?<!不)(?<!未)(?:合格|达标)", "不合格|不达标|未达标"),
        ("(?<!未)(?<!正在)整改", "未整改"),
    )
)
"""What is one of a pair is not the other, and there is no third."""

_DENIED = re.compile("(?:不合格|不达标|未通过|未采纳|未整改)(?:的)?$")
"""What is so by its own word: 合格3381批次，合格率98.0%；不合格69批次."""
_STAGES = tuple(
    (re.compile(one), re.compile(other))
    for one, other in (
        ("完工|竣工|建成", "在建|正在建设|正在施工"),
        ("(?<!未)(?<!正在)整改", "正在整改|整改中|尚在整改"),
        ("关停|注销|关闭|撤销|取消|废止", "保留"),
    )
)
"""What is one of a pair is not the other; of a third (what was not begun) the text may say nothing."""

_CLEARED = re.compile(r"清理|梳理|清查|普查|整治|规范整合|评估|有效性|时效性|合法性审查")
_GONE = re.compile(r"(?:关停|关闭|注销|整合|合并|撤销|废止|失效|取消|迁移|归并|停用|移交)(?!.*[为成至])")
_KEPT = re.compile(r"保留|继续有效|继续执行|继续使用|^(?:标注|认定|确认|宣布|评定)?为?“?有效”?$")
_OTHERS_LEFT = re.compile(r"另有|其余|余下|剩余|尚有|还有|[待拟]")
_CHANGED = re.compile(r"(?:修改|修订)(?!.*[为成至])")


def states(sentence: Sentence) -> Iterator[Breakdown]:
    """The whole and its states, each told with a figure of its own."""
    yield from _complements(sentence)
    yield from _cleared(sentence)
    yield from _reduced(sentence)
    yield from _among_them(sentence)
    yield from _graded(sentence)
    yield from _proposals(sentence)
    yield from _rest_behind_a_share(sentence)


def _flat(sentence: Sentence) -> list[Quantity]:
    """The counts outside brackets that tell no change."""
    if "flat" not in sentence.memo:
        sentence.memo["flat"] = [
            each
            for each in sentence.counts
            if not bracket(sentence.text, each.start - sentence.start) and not CHANGE.search(each.lead)
        ]
    return sentence.memo["flat"]


def _complements(sentence: Sentence) -> Iterator[Breakdown]:
    """「项目36个，完工29个，在建7个」, 「报名6034人，实考5987人，缺考47人」."""
    counts = _flat(sentence)
    for at, whole in enumerate(counts):
        row = [each for each in counts[at + 1 :] if same(each.unit, whole.unit)]
        row = [each for each in row if "；" not in sentence.between(whole, each) or _DENIED.match(each.lead)]
        if len(row) != 2 or "其中" in whole.lead or whole.approximation:
            continue
        if sentence.between(whole, row[0]).startswith("、"):
            continue  # 良好9个、合格3个、不合格2个: the first of a list
        one, other = row
        above = one.value + other.value >= whole.value
        fits = any(
            a.search(one.lead)
            and b.search(other.lead)
            and not any(words.search(each.lead) for words, each in ((b, one), (a, whole), (b, whole)))
            for a, b in (*_COMPLEMENTS, *(_STAGES if above else ()))
        )
        if fits and whole.value >= max(one.value, other.value) and other.clause - whole.clause <= 4:
            yield Breakdown(whole, (one, other), "all")


_PASSED_ON = re.compile("下放|转移|移交|承接|划转|委托|冻结|暂停")
_VAGUELY = re.compile("一批|部分|若干")


def _cleared(sentence: Sentence) -> Iterator[Breakdown]:
    """「清理文件386件，废止29件，失效74件，继续有效283件」."""
    if not _CLEARED.search(sentence.text):
        return
    counts = _flat(sentence)
    for at, whole in enumerate(counts):
        if not _CLEARED.search(whole.lead + whole.tail):
            continue
        parts: list[Quantity] = []
        for each in counts[at + 1 :]:
            if "；" in sentence.between(whole, each) or not same(each.unit, whole.unit) or "其中" in each.lead:
                break
            if not any(words.search(each.lead) for words in (_GONE, _KEPT, _CHANGED, _PASSED_ON)):
                if parts and _OTHERS_LEFT.search(each.lead):
                    parts.append(each)
                break
            parts.append(each)
        kept, gone = (sum(bool(words.search(each.lead)) for each in parts) for words in (_KEPT, _GONE))
        if kept == 1 and gone and not _VAGUELY.search(sentence.text):
            yield Breakdown(whole, tuple(parts), "all")
            return


_MOVED_FROM = re.compile("(?:由|从)[^，]{0,6}$")
_TO_FEWER = re.compile(r"[^，。；]{0,4}(?:减|降|压缩|缩减|整合|精简)")
_CAME_NEW = re.compile("新增|新建|新开|新设")


def _reduced(sentence: Sentence) -> Iterator[Breakdown]:
    """「关停网站31个，保留5个，总数由36个减少为5个」: what there was is what went and what was kept."""
    if "保留" not in sentence.text and "继续" not in sentence.text:
        return
    counts = sentence.counts
    for gone, kept, before, after in zip(counts, counts[1:], counts[2:], counts[3:], strict=False):
        told = _GONE.search(gone.lead) and _KEPT.search(kept.lead) and _MOVED_FROM.search(before.lead)
        fewer = _TO_FEWER.match(sentence.between(before, after))
        alike = all(same(each.unit, gone.unit) for each in (kept, before, after))
        if told and fewer and alike and kept.value == after.value and not _CAME_NEW.search(sentence.text):
            yield Breakdown(before, (gone, kept), "all")


_AMONG_WHICH = re.compile(r"[^，。；：\d]{1,12}中有?")
_OTHERS_THAT = re.compile(r"[^。；]*[，]\s*(?:但|而)?(?:仍有|尚有|还有|其余|剩余)$")


def _among_them(sentence: Sentence) -> Iterator[Breakdown]:
    """「20个村中有13个按月公开，仍有8个公开不及时」: together no more than all; fewer may well be."""
    if "中" not in sentence.text:
        return
    counts = _flat(sentence)
    for whole, one, other in zip(counts, counts[1:], counts[2:], strict=False):
        named = same(whole.unit, one.unit) and same(one.unit, other.unit)
        if not named or not _AMONG_WHICH.fullmatch(sentence.between(whole, one)):
            continue
        rest = _OTHERS_THAT.match(sentence.between(one, other))
        if rest and one.value + other.value >= whole.value and of_one_kind(whole, other):
            yield Breakdown(whole, (one, other), "all")


_GRADE = re.compile(
    r"^(?:其中)?(?:共?(?:评出|评定|评选出|评为|被评为|获评|获得|评审出|认定)(?:为)?)?(?P<grade>优秀|优良|良好|合格|基本合格|不合格|较好|一般|较差|好|较好|差)(?:等次|等级|档次|单位|部门|案卷|网站|的|以上)?$"
)
_OF_GRADE = re.compile(r"(?:优秀|优良|良好|合格|较好|一般|较差)(?:等次|等级|档次|单位|部门|案卷|网站|的)*$")
_GRADES = re.compile("优秀|优良|合格|一般|[好差]")
_LOWEST = re.compile("不合格|较差|不达标|差等次")


_AROUND_GRADE = re.compile(r"\s|[“”、，]|^[和与及]|^(?:单位|部门|乡镇)中")
_STOP = re.compile("[；。]")
_QUOTES = re.compile("[“”]")


def _graded(sentence: Sentence) -> Iterator[Breakdown]:
    """「对46个单位考核，评出优秀12个、良好26个、合格9个」: each has one grade; fewer than all may be told."""
    if not _GRADES.search(sentence.text):
        return
    counts = _flat(sentence)
    for at, whole in enumerate(counts):
        row: list[Quantity] = []
        for each in counts[at + 1 :]:
            if not same(each.unit, whole.unit) or not _GRADE.match(_AROUND_GRADE.sub("", each.lead)):
                break
            if _STOP.search(sentence.between(row[-1] if row else whole, each)):
                break
            row.append(each)
        if len(row) < 2 or _OF_GRADE.search(_QUOTES.sub("", whole.lead)):
            continue  # 考评结果为优秀5个、良好9个: the first of the grades is none of them all
        added = sum(each.value for each in row)
        several = [each for each in counts[:at] if same(each.unit, whole.unit)]
        if added >= whole.value or _LOWEST.search(row[-1].lead):
            if added != whole.value and several and not (is_total(whole) or whole.lead.endswith("等")):
                continue  # 对9个县区和37个部门考核: of both together
            yield Breakdown(whole, tuple(row), "all")
        else:
            yield Breakdown(whole, tuple(row), "其中")


_NO_ROW = re.compile("[；。：（其]")


def _rest_behind_a_share(sentence: Sentence) -> Iterator[Breakdown]:
    """「接听418个，现场解答297个，占71.1%，会后办理121个」: one part with its share, then the other; only what adds up but for one slip."""
    row = sentence.quantities if "占" in sentence.text else ()
    for whole, part, share, rest in zip(row, row[1:], row[2:], row[3:], strict=False):
        told = whole.counts and part.counts and rest.counts and share.is_percent and share.lead.lstrip("，") == "占"
        alike = told and same(part.unit, whole.unit) and same(rest.unit, whole.unit)
        if (
            not alike
            or CHANGE.search(rest.lead)
            or anew(sentence, part, rest)
            or shared_of(sentence, (part,), rest)
            or _NO_ROW.search(sentence.between(whole, rest))
        ):
            continue
        gap = abs(whole.value - part.value - rest.value)
        near = rest.value < whole.value and gap * 20 <= whole.value and fits(share, part, whole)
        if near and (not gap or (gap >= _TELLING and closed_by_a_slip(whole, (part, rest)))):
            yield Breakdown(whole, (part, rest), "all")


_TELLING = 10
"""A smaller gap is closed by some slip always."""
_PROPOSALS = re.compile("建议|提案|议案|意见")
_SHARED = re.compile(r"占[^，；\d]{0,8}[\d.]+%；")
_SETTLED = tuple(
    re.compile(each)
    for each in (
        r"(?:已|得到|基本|全部)(?:经|以)?(?:得到|基本)?(?:解决|落实|采纳)",
        "列入计划|逐步解决|正在解决|计划解决|拟解决",
        "(?:不能|无法|难以|暂难|未能)(?:予以)?解决|留作参考|作参考|解释说明",
    )
)


def _proposals(sentence: Sentence) -> Iterator[Breakdown]:
    """「建议11件，已解决的8件，列入计划逐步解决的2件，暂时不能解决的1件」, each perhaps with its share: the three grades that a proposal's answer has."""
    if not _PROPOSALS.search(sentence.text):
        return
    counts = _flat(sentence)
    for at, whole in enumerate(counts):
        row = counts[at + 1 : at + 4]
        told = len(row) == len(_SETTLED) and all(
            words.search(each.lead) for words, each in zip(_SETTLED, row, strict=True)
        )
        if not told or not _PROPOSALS.search(whole.lead) or any(words.search(whole.lead) for words in _SETTLED):
            continue
        several = at and same(counts[at - 1].unit, whole.unit)  # 建议11件、提案9件: of both, perhaps
        close = not _STOP.search(_SHARED.sub("", sentence.between(whole, row[-1]))) and all(
            same(each.unit, whole.unit) for each in row
        )
        if close and (not several or sum(each.value for each in row) == whole.value):
            yield Breakdown(whole, tuple(row), "all")
