"""Lists that are whole by what they name: the three expenses of “三公”经费, and bodies with one noun before their total."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.pure.audit.claims.naming import CHANGE, label
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.numerals import DIGITS
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage

_EXPENSES = (re.compile("因公出国|出国"), re.compile("公务用车|公车"), re.compile("公务接待"))
_OF_THREE = re.compile('三公[”"]?(?:经费|支出|消费)[^，。；（）]{0,8}$')


def three_expenses(passage: Passage) -> Iterator[Breakdown]:
    """「“三公”经费支出4862.5万元，…。“三公”经费中，因公出国（境）费…，公务用车…，公务接待费…」: all that there are, whatever stands between."""
    row = [each for each in passage.quantities if each.counts]
    for at, first in enumerate(row[:-2]):
        parts = tuple(row[at : at + 3])
        told = all(name.search(each.lead) for name, each in zip(_EXPENSES, parts, strict=True))
        if (
            not told
            or not all(same(each.unit, first.unit) for each in parts)
            or any(CHANGE.search(e.lead) for e in parts)
        ):
            continue
        ahead = [each for each in row[:at] if same(each.unit, first.unit) and not CHANGE.search(each.lead)]
        named = [each for each in ahead if _OF_THREE.search(each.lead)]
        spent = [each for each in ahead if named and each.start >= named[-1].start and not _BEFORE.search(each.lead)]
        made = [each for each in spent if each.value == sum(part.value for part in parts)]
        if made or len(spent) == 1:
            yield Breakdown((made or spent)[0], parts, "all")


_BEFORE = re.compile("预算|[上去]年|□{4}年(?:为|是)?$")


_ALL_OF_AN_ACT = re.compile("^[，、]?总(?P<act>[\u4e00-\u9fff]{2})(?:量|数|次数|件数)?(?:为|达到?|共)?$")
_SO_MANY = re.compile(
    "^[，、]?(?:这|以上)?(?P<n>[两二三四五六])(?:年|个月|季度|批|期|轮|场|镇|县|区|村|家|个(?:单位|部门|乡镇|镇|县|区|村|社区))(?:来)?(?:共计|合计|累计|总计|共)[\u4e00-\u9fff]{0,6}$"
)


def of_an_act(sentence: Sentence) -> Iterator[Breakdown]:
    """「网上咨询1860件，电话咨询3240件，现场咨询1420件，总咨询量6520件」, 「分别收到36件、48件、62件，三年合计146件」: all of a run right before."""
    counts = sentence.counts if "总" in sentence.text or "计" in sentence.text or "共" in sentence.text else ()
    for at, whole in enumerate(counts):
        act, many = _ALL_OF_AN_ACT.match(whole.lead), _SO_MANY.match(whole.lead)
        parts: list[Quantity] = []
        for each in counts[:at][::-1] if act or many else ():
            near = parts[0] if parts else whole
            if (
                not same(each.unit, whole.unit)
                or _PARTED.search(sentence.between(each, near))
                or CHANGE.search(each.lead)
            ):
                break
            if act and not label(each).endswith(act["act"]):
                break
            parts.insert(0, each)
        wanted = DIGITS[many["n"]] if many else len(parts)
        told_in_turn = act or (parts and "分别" in parts[0].lead and len(parts) == wanted)
        names = {label(each) for each in parts}
        if len(parts) > 1 and told_in_turn and (many or len(names) == len(parts)):
            yield Breakdown(whole, tuple(parts), "all")


_PARTED = re.compile("[；。：（）]|其中")
_TOTAL = re.compile("^[，、]?(?:共计|合计|总计|共有?|累计)$")
_BODIES = frozenset(["个", "处", "家"])
_JOINT = re.compile("[、和与及，]+$")
_NOUN = 3
_LIST = 3


def of_one_noun(sentence: Sentence) -> Iterator[Breakdown]:
    """「3处县级查阅点和22个乡镇查阅点、14个部门查阅点，共计39个」: bodies whose names end alike, in one clause right before their total."""
    counts = sentence.counts if "共" in sentence.text or "计" in sentence.text else ()
    for at, whole in enumerate(counts):
        if not _TOTAL.match(whole.lead) or whole.unit not in _BODIES or (whole.tail and whole.tail[0] not in "，。；"):
            continue
        parts: list[Quantity] = []
        noun = ""
        for each in counts[:at][::-1]:
            name = _JOINT.sub("", each.tail)
            noun = noun or name[-_NOUN:]
            if len(noun) < _NOUN or each.unit not in _BODIES or not name.endswith(noun) or len(name) == len(noun):
                break
            if each.clause != counts[at - 1].clause:
                break
            parts.insert(0, each)
        if (
            len(parts) >= _LIST
            and len({each.tail for each in parts}) == len(parts)
            and whole.clause - parts[-1].clause == 1
        ):
            yield Breakdown(whole, tuple(parts), "all", mixed=True)


_PAPERS = re.compile("(?:公文|文件|发文|信息)(?:公开属性)?(?:审[核查])?[^，。；：\\d]{0,4}$")
_OPENNESS = (re.compile("主动公开"), re.compile("依申请公开"), re.compile("不予?公开"))


def by_openness(sentence: Sentence) -> Iterator[Breakdown]:
    """「制发公文386件，主动公开143件，依申请公开87件，不予公开156件」: the three that a paper may be, right behind how many there are."""
    row = sentence.counts if "依申请公开" in sentence.text else ()
    for at, whole in enumerate(row[:-3]):
        parts = row[at + 1 : at + 4]
        named = all(name.fullmatch(label(each)) for name, each in zip(_OPENNESS, parts, strict=True))
        alike = named and all(same(each.unit, whole.unit) for each in parts) and _PAPERS.search(whole.lead)
        if alike and parts[0].clause - whole.clause == 1 and "；" not in sentence.between(whole, parts[-1]):
            yield Breakdown(whole, tuple(parts), "其中")
