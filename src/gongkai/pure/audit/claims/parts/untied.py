"""Lists that no 其中 opens: behind a colon or 包括, in brackets, before their total, in the clauses that follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.pure.audit.claims.naming import is_total, label
from gongkai.pure.audit.claims.parts import families
from gongkai.pure.audit.claims.parts.breakdown import Breakdown, Opening, goes_on, is_moved, without_descriptions
from gongkai.pure.audit.claims.parts.totals import all_above, all_before, in_several_counters, of_bodies, totalled
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import canonical, same
from gongkai.pure.audit.report import Passage

_TELLING = 100
"""A sum of two small numbers is met by chance too often to say that the text means it."""
_INTRODUCES = re.compile(r"[^，。；]{0,12}(?:：|[，：]?(?:主要)?(?:包括|包含|分为|分别是|具体为|含))")


def introduced(sentence: Sentence) -> Iterator[Breakdown]:
    """「T件：A a件，B b件」, 「T件（A a件、B b件）」, 「T件，包括A a件、B b件」."""
    counts = sentence.counts
    for number, whole in enumerate(counts[:-2]):
        first = counts[number + 1]
        gap = sentence.between(whole, first)
        if "其中" in gap or len(gap) > 40 or _COMPARED.search(gap) or _WITHOUT.search(gap):
            continue
        place = whole.end - sentence.start
        if gap.lstrip().startswith("（") or (gap.find("（") in range(0, 12) and "）" not in gap):
            close = sentence.text.find("）", place)
            parts = [each for each in counts[number + 1 :] if each.start - sentence.start < close]
            opening: Opening = "bracket"
        elif _INTRODUCES.match(gap):
            stop = min(x for x in (sentence.text.find("；", place), len(sentence.text)) if x >= 0)
            if gap.find("：") >= 0:
                stop = len(sentence.text)
            parts = [each for each in counts[number + 1 :] if each.start - sentence.start < stop]
            opening = "list"
        else:
            continue
        stop_at = next((n for n, each in enumerate(parts) if n > 1 and _AGAINST.match(each.lead)), len(parts))
        parts = [
            each
            for each in without_descriptions(parts[:stop_at])
            if same(each.unit, whole.unit) or of_bodies((whole, each))
        ]
        if len(parts) > 1:
            yield Breakdown(whole, tuple(parts), opening)


_WITHOUT = re.compile(r"(?:不|未)(?:包括|包含|含|计)|除(?!了)[^，。；]{0,20}外|除外|扣除")
_AGAINST = re.compile("[，、]?(?:同比|[较比](?:上一?年|去年|□|同期|年初))")
_COMPARED = re.compile(r"分别|上年|去年|□年|目标|任务|计划|同期|同比|比|较")


def of_all_above(passage: Passage, sentence: Sentence, before: Sentence | None) -> Iterator[Breakdown]:
    above = all_above(sentence, before)
    for whole, parts in [above] if above else all_before(sentence, passage.sentences):
        yield Breakdown(whole, tuple(parts), "all", mixed=in_several_counters(sentence, whole))


def behind(sentence: Sentence, taken: set[Quantity]) -> Iterator[Breakdown]:
    """「A a件、B b件，共T件」: the chain of figures right before a 共."""
    counts = sentence.counts
    for number, whole in enumerate(counts):
        ahead = without_descriptions(counts[:number])
        free = next((n for n, each in enumerate(reversed(ahead)) if each in taken), len(ahead))
        parts = totalled(sentence, whole, counts[number - 1], ahead[len(ahead) - free :]) if free > 1 else []
        if len(parts) > 1 and not any(is_moved(sentence, each) for each in parts):
            several = len({canonical(each.unit) for each in parts}) > 1 and in_several_counters(sentence, whole)
            yield Breakdown(whole, tuple(parts), "after", mixed=several)


_ENDS_A_ROW = re.compile(r"[；。：（）]|(?<!公)共(?!青)")


_WANTED = re.compile("计划|目标|任务|预计|拟[^，。；]{0,6}$")
"""全年计划培训320人次，上半年培训120人次: what was wanted is no whole of what was done."""
_WITH_SHARE = re.compile(r"[^，]*，占|（占")


def following(sentence: Sentence, taken: set[Quantity], earlier: Sequence[Quantity]) -> Iterator[Breakdown]:
    """「T件，A a件，B b件」 without any word that says so: only told where it adds up, or the parts divide by nature."""
    counts = sentence.counts
    for number, whole in enumerate(counts):
        if whole in taken or _WANTED.search(whole.lead):
            continue
        parts: list[Quantity] = []
        for each in counts[number + 1 :]:
            gap = sentence.between(parts[-1] if parts else whole, each)
            if each in taken or not same(each.unit, whole.unit) or _ENDS_A_ROW.search(gap) or len(gap) > 30:
                break
            parts.append(each)
        if len(parts) < 2:
            continue
        adding = next((n for n in range(len(parts), 1, -1) if sum(e.value for e in parts[:n]) == whole.value), 0)
        further = adding and adding < len(parts) and goes_on(parts[:adding], parts[adding])
        front = [each for each in counts[: number + 1] if same(each.unit, whole.unit)]
        lists = {sum(each.value for each in (*front[at:], *parts)) for at in range(len(front))}
        if not adding and any(each.value in lists and same(each.unit, whole.unit) for each in earlier):
            continue  # 收到64件。涉及征收35件，规划13件，其他16件: the first of the list is one of them
        names = [label(each) for each in parts[: adding or None]]
        adding = 0 if further else adding
        telling = families.exhausting(names) or (
            (adding or further) and (whole.value >= _TELLING or families.excluding(names))
        )
        holding = all(each.value < whole.value for each in parts[: adding or None])
        if _WITH_SHARE.match(sentence.between(whole, parts[0])):
            continue  # 同意公开36件，占52.9%，部分公开8件，占11.8%: the first of several parts
        if families.excluding([label(whole), *names]) and not is_total(whole):
            continue  # 同意公开6件，部分公开1件，其他5件: the first of the list is one of them
        if holding and telling and not sentence.between(whole, parts[0]).startswith("、"):
            yield Breakdown(whole, tuple(parts[: adding or None]), "shared")
