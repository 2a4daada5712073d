"""As many of each kind: 「受理、拟批准、批复公告共438条，三类公告各146条」, 「科室17个，单位9个，信息员52名，每个科室、单位各2名」.
Kind `percent`: a product told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.claims.rates.roundmeans import rounded
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.quantities import Quantity, Sentence, numerals
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.repair import one_digit_repair

REASONS = {
    "kinds": ("每类数量相同，合计应为{expected}，所述为{stated}", "As many of each kind make {expected} in all, not {stated}"),
    "kinds-holds": ("每类数量与总数相符", "The number of each kind agrees with the total"),
    "bodies": ("按所说的各类单位合计计算，共{expected}，所述为{stated}", "Of all the bodies named that makes {expected} in all, not {stated}"),
    "bodies-holds": ("每个单位的数量与总数相符", "The number of each body agrees with the total"),
}  # fmt: skip

_KINDS = re.compile(r"(?:^|[，；：。（）])(?P<list>[^，；：。（）\d]{4,60})共计?$")
_OF_EACH = re.compile(
    r"^[，；（]?(?P<n>[两三四五六七八九])[类种者项](?P<what>[^，。；\d]{0,6})各(?:为|有|公开|发布|制发|办理)?$"
)
_FEWEST = 2
_SEASONS = "一二三四"
_QUARTERS = re.compile("^，(?:四个|每个?|各)季度各?(?:为|有|举办|召开|开展|组织)?$")
_ALL_YEAR = re.compile("(?:^|[，；：])全年[^，；：。其中]*共?$")


def of_kinds(sentence: Sentence) -> Iterator[Finding]:
    """Where the words before the total name as many kinds as those that each have so many, or those that each has so many of are all counted."""
    yield from _of_bodies(sentence)
    for whole, each in pairwise(sentence.counts) if "各" in sentence.text else ():
        gap = sentence.between(whole, each)
        of_a_year = _QUARTERS.match(gap) if whole.is_whole and each.is_whole and same(whole.unit, each.unit) else None
        if of_a_year and each.clause - whole.clause == 1 and _ALL_YEAR.search(sentence.before(whole)):
            yield _judged(whole, each, len(_SEASONS))
            continue
        told = _OF_EACH.match(gap) if whole.is_whole and each.is_whole and same(whole.unit, each.unit) else None
        named = _KINDS.search(sentence.before(whole)) if told else None
        if told is None or named is None or each.clause - whole.clause != 1:
            continue
        n, members = numerals.number(told["n"]) or 0, named["list"].split("、")
        if n < _FEWEST or len(members) != n or "等" in named["list"] or told["what"][-2:] not in named["list"]:
            continue
        yield _judged(whole, each, n)


_NAME = "[\u4e00-\u9fff]{1,7}?"
_ITEM, _JOINT = f"{_NAME}(?:（{_NAME}）)?", "(?:[、和与及]|以及)"
_SEVERAL = re.compile(
    f"每[个家]?(?P<names>{_ITEM}(?:{_JOINT}{_ITEM})+|{_NAME}（{_NAME}）)(?:平均|均|各|约|分别|都|配备|配有|设有|拥有|[有为达配设])*(?:各[\u4e00-\u9fff]{{1,8}})?$"
)
_JOINTS = re.compile(_JOINT)
_BODIES = frozenset(["个", "家", "处", "所"])
_SOME = re.compile("其中|另|除|至少|不少于|以上|部分|；")


def names_several(sentence: Sentence, mean: Quantity) -> bool:
    """「每个科室、单位各2名」, 「平均每个科室（单位）2名」: it is of all of them, and of none alone."""
    counted = any(each.unit in _BODIES and each.end <= mean.start for each in sentence.counts)
    return counted and _several(sentence, mean) is not None


def _several(sentence: Sentence, mean: Quantity) -> re.Match[str] | None:
    """Nothing where a count bears the very words: 203个村（社区）, 平均每个村（社区）."""
    front = sentence.before(mean)
    told = _SEVERAL.search(front)
    return None if told is None or told["names"] in front[: told.start()] else told


def _of_bodies(sentence: Sentence) -> Iterator[Finding]:
    """「12个街道、156个社区，共配备336人，每个街道、社区各2人」: one count of each name, and one figure alone of what each has."""
    for mean in sentence.counts if "每" in sentence.text else ():
        told = _several(sentence, mean)
        if told is None or mean.approximation:
            continue
        ahead = [each for each in sentence.counts if each.end <= mean.start]
        totals = [each for each in ahead if same(each.unit, mean.unit)]
        bodies = [each for each in ahead if each.unit in _BODIES and each not in totals]
        named = [[each for each in bodies if _is(name, each, sentence)] for name in _names(told["names"])]
        heads = tuple(found[0] for found in named if len(found) == 1)
        if len(totals) != 1 or len(heads) != len(named) or len(set(heads)) != len(heads):
            continue
        if not _SOME.search(sentence.text[heads[0].start - sentence.start : mean.start - sentence.start]):
            yield from _multiplied(
                totals[0], heads, mean, is_mean="均" in told[0] or sentence.before(mean)[: told.start()].endswith("均")
            )


def _names(told: str) -> list[str]:
    """乡镇（街道） is one name beside 村, and two by itself."""
    parts = _JOINTS.split(told)
    return parts if len(parts) > 1 else told.strip("）").split("（")


def _is(name: str, each: Quantity, sentence: Sentence) -> bool:
    behind = sentence.text[each.end - sentence.start :]
    return each.lead.endswith(name) or behind.startswith(name) or each.tail.endswith(name)


def _multiplied(whole: Quantity, heads: tuple[Quantity, ...], mean: Quantity, *, is_mean: bool) -> Iterator[Finding]:
    """What is the same for each makes the total exactly; a mean is rounded."""
    if whole.approximation or not any(each.value for each in heads):
        return
    fits = _mean_fits if is_mean else _product_fits
    figures = (*heads, whole, mean)
    holds = fits(figures)
    made = telling.like(mean.value * sum(each.value for each in heads), whole)
    added = "+".join(each.number for each in heads)
    yield Finding(
        "percent", "holds" if holds else "contradicts", min(f.start for f in figures), max(f.end for f in figures),
        tuple(each.figure for each in figures), whole.printed, made,
        f"({added})×{mean.number}={made}{'≈' if is_mean and holds else '=' if holds else '≠'}{whole.number}",
        "bodies-holds" if holds else "bodies", {"stated": whole.printed, "expected": made},
        None if holds else one_digit_repair(figures, fits), 0.85,
    )  # fmt: skip


def _product_fits(figures: tuple[Quantity, ...]) -> bool:
    *heads, whole, mean = figures
    return mean.value * sum(each.value for each in heads) == whole.value


def _mean_fits(figures: tuple[Quantity, ...]) -> bool:
    *heads, whole, mean = figures
    n = sum(each.value for each in heads)
    return n > 0 and rounded(mean).meets(whole.interval.scaled(1 / n))


def _judged(whole: Quantity, each: Quantity, n: int) -> Finding:
    made = each.value * Decimal(n)
    holds = made == whole.value
    shown = f"{made}{whole.unit}"
    return Finding(
        "percent", "holds" if holds else "contradicts", whole.start, each.end, (whole.figure, each.figure),
        whole.printed, shown, f"{each.number}×{n}={made}{'→' if holds else '≠'}{whole.number}",
        "kinds-holds" if holds else "kinds", {"stated": whole.printed, "expected": shown}, None, 0.85,
    )  # fmt: skip
