"""What a mean is of, told in the sentence before: the year of 「全年公开5384条。其中，网站3127条，月均260.6条」, the figure of
「村居代办点143个，…。村居代办点办件24560件，平均每个代办点172件」, and the act of 「新设企业7412户，…。按250个工作日计算，日均新设企业29.6户」."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.pure.audit.claims.naming import CHANGE, label
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import canonical, same

_AMONG = re.compile(r"^\s*其中")
_YEAR = re.compile("全年|年度|□{4}年")
_NO_YEAR = re.compile("□{1,2}月|季度|半年|以来|期间|累计|截至|[自从]□")


def among_the_year(sentence: Sentence, before: Sequence[Sentence]) -> bool:
    """Whether a sentence tells parts of what the one before tells of a whole year."""
    if not before or not _AMONG.match(sentence.text):
        return False
    return bool(_YEAR.search(before[-1].text)) and not _NO_YEAR.search(before[-1].text + sentence.text)


_EACH = re.compile(
    r"(?:平均|均)每(?:个|家|处|所)(?P<what>[\u4e00-\u9fff]{2,8}?)(?:[年月日])?(?:平均|均)?(?:办理|受理|接待|帮办代办|代办|办件|发布|公开)?(?:约|为|达|近|超过)*$"
)


def of_the_named(before: Sequence[Sentence], sentence: Sentence, total: Quantity, mean: Quantity) -> Quantity | None:
    """The one figure of the sentences before that is called what each one is, where the total's own words call it so as well."""
    told = _EACH.search(mean.lead)
    if told is None or told["what"] not in sentence.before(total):
        return None
    named = [
        each
        for one in before
        for each in one.counts
        if canonical(each.unit) in ("个", "家", "处", "所")
        and (label(each).endswith(told["what"]) or each.tail.strip("，。、；") == told["what"])
        and not CHANGE.search(each.lead)
    ]
    alone = len({each.value for each in named}) == 1 and named[0].value > 1 and not named[-1].approximation
    return named[-1] if alone else None


_RECKONED = re.compile(r"^\s*(?:若|如)?按(?:照)?(?:全年|实际)?\d+个工作日(?:计算?|平均)?，$")
_A_DAY = re.compile(r"日均(?P<what>[\u4e00-\u9fff]{2,8}?)(?:约|为|达|近)*$")


def of_the_act_before(
    sentence: Sentence, before: Sequence[Sentence], mean: Quantity
) -> tuple[Quantity, Quantity] | None:
    """The days told, and the one figure of the sentence before whose words hold all signs of what is told a day."""
    row = sentence.counts
    told = _A_DAY.search(mean.lead)
    if told is None or not before or len(row) < 2 or row[1] is not mean or canonical(row[0].unit) != "工作日":
        return None
    if not _RECKONED.match(sentence.before(mean)[: -len(mean.lead) or None]):
        return None
    such = [
        each
        for each in before[-1].counts
        if same(each.unit, mean.unit) and not CHANGE.search(each.lead) and _in_order(told["what"], each.lead)
    ]
    return (row[0], such[0]) if len(such) == 1 and such[0].value > mean.value else None


def _in_order(what: str, words: str) -> bool:
    """新设企业, of 新设立企业."""
    at = -1
    for sign in what:
        at = words.find(sign, at + 1)
        if at < 0:
            return False
    return True
