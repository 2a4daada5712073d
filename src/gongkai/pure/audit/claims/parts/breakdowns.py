"""Which figures of a passage are parts of which: 「共T，其中A、B、C」 and its cousins.

One place reads the structure; sums, shares, bounds and units are judged from it.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.pure.audit.claims.parts.adding import adding_up, bodies_adding_up, of_a_paragraph_before
from gongkai.pure.audit.claims.parts.among import among
from gongkai.pure.audit.claims.parts.breakdown import (
    Breakdown,
    leaves_what_it_lacks,
    of_one_matter,
    of_the_divided,
    without_carried_in,
    without_carried_on,
    without_halves,
    without_moved,
)
from gongkai.pure.audit.claims.parts.dividedagain import once_each
from gongkai.pure.audit.claims.parts.levels import of_two_levels, one_uncounted, with_those_below
from gongkai.pure.audit.claims.parts.opened import counted, divided, headed, of_those, opened
from gongkai.pure.audit.claims.parts.quarters import of_the_year, quarters
from gongkai.pure.audit.claims.parts.respectively import named_in_turn, respectively
from gongkai.pure.audit.claims.parts.results import results
from gongkai.pure.audit.claims.parts.sortsof import by_openness, of_an_act, of_one_noun, three_expenses
from gongkai.pure.audit.claims.parts.states import states
from gongkai.pure.audit.claims.parts.totals import in_two_counters
from gongkai.pure.audit.claims.parts.twins import named_together, twins
from gongkai.pure.audit.claims.parts.untied import behind, following, introduced, of_all_above
from gongkai.pure.audit.claims.parts.withchanges import with_changes
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.report import MANY_FIGURES, Passage


def breakdowns(passage: Passage) -> tuple[Breakdown, ...]:
    """All breakdowns of a passage, in its order; last those that only their adding up shows."""
    if "breakdowns" not in passage.memo:
        read = filter(None, map(without_carried_in, filter(None, map(of_one_matter, _breakdowns(passage)))))
        read = map(named_in_turn, map(without_halves, map(without_carried_on, read)))
        read = (moved for each in read if (moved := without_moved(passage, each)))
        read = (part for each in read for part in once_each(passage, each))
        found = tuple(e for e in read if not (leaves_what_it_lacks(passage, e) or one_uncounted(passage, e)))
        passage.memo["breakdowns"] = (*found, *twins(passage, found), *named_together(found, passage))
    return passage.memo["breakdowns"]


def _breakdowns(passage: Passage) -> Iterator[Breakdown]:
    if len(passage.quantities) > MANY_FIGURES:
        return  # no paragraph that a person wrote; what is told of each pair would take for ever
    taken: set[Quantity] = set()
    told: list[Breakdown] = []
    before: Sentence | None = None  # the last one that counts anything
    earlier: list[Quantity] = list(passage.earlier)
    for sentence in passage.sentences:
        if not sentence.counts:
            earlier.extend(sentence.quantities)
            continue
        structured = (
            *of_two_levels(passage, sentence),
            *with_those_below(sentence),
            *of_the_year(sentence),
            *of_one_noun(sentence),
            *of_an_act(sentence),
            *counted(sentence),
            *states(sentence),
            *opened(sentence, earlier, passage.paragraph.start),
            *results(sentence, before),
            *among(sentence, before, earlier, taken),
            *introduced(sentence),
            *respectively(sentence),
            *by_openness(sentence),
            *of_those(sentence),
            *quarters(sentence, earlier),
            *in_two_counters(sentence),
            *with_changes(sentence),
            *of_all_above(passage, sentence, before),
        )
        for found in structured:
            if not taken & set(found.parts):
                taken.update(found.parts)
                yield of_the_divided(found, told)
                told.append(found)
        for found in (
            *divided(passage, sentence, earlier, taken),
            *headed(passage, sentence, taken),
            *behind(sentence, taken),
            *following(sentence, taken, earlier),
        ):
            if not taken & set(found.parts):
                taken.update(found.parts)
                yield found
                told.append(found)
        before = sentence
        earlier.extend(sentence.quantities)
    yield from (each for each in three_expenses(passage) if not taken & set(each.parts))
    yield from bodies_adding_up(passage, taken)
    yield from adding_up(passage, taken)
    yield from of_a_paragraph_before(passage, taken)
