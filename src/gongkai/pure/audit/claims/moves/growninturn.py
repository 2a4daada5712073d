"""Changes and their rates told in turn: 「避险27起，涉及1436人，同比分别增加5起、218人，分别增长22.7%、17.9%」. Kind `change`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.pure.audit.claims.moves.growth import growing, rate_of
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.judge import verdict
from gongkai.pure.audit.quantities import Sentence
from gongkai.pure.audit.quantities.units import PERCENT, same

_BY = re.compile(
    "^[，；]?(?:同比|[较比](?:上一?年度?|去年|□{4}年度?)(?:同期)?)(?:分别|各)?(?P<way>增加|减少|增长|下降|上升|多|少)了?$"
)
_RATES = re.compile("^[，；]?(?:同比)?分别(?P<way>增长|下降|上升|降低|增加|减少|提高)了?$")
_JOINED = re.compile(r"\s*[、和及与，]\s*")
_DOWN = frozenset(["减少", "下降", "降低", "少"])
_SIX = 6


def grown_in_turn(sentence: Sentence) -> Iterator[Finding]:
    """Each of two figures with its own change and rate; where one slip alone is between, or a rate of neither, it is the rate's."""
    row = sentence.quantities if "分别" in sentence.text else ()
    for at in range(len(row) - _SIX + 1):
        nows, bys, rates = row[at : at + 2], row[at + 2 : at + 4], row[at + 4 : at + _SIX]
        by, rate = _BY.match(bys[0].lead), _RATES.match(rates[0].lead)
        units = all(
            now.counts and each.counts and same(now.unit, each.unit) for now, each in zip(nows, bys, strict=True)
        )
        if not (by and rate and units) or any(each.unit != PERCENT for each in rates) or same(*(n.unit for n in nows)):
            continue
        down = by["way"] in _DOWN
        joined = all(_JOINED.fullmatch(sentence.between(*pair)) for pair in (bys, rates))
        if not joined or down != (rate["way"] in _DOWN) or nows[1].clause - nows[0].clause > 1:
            continue
        for now, change, percent in zip(nows, bys, rates, strict=True):
            expected = rate_of(now, change, down)
            if expected is not None:
                yield growing(sentence, now, change, percent, verdict(percent, expected), down)
