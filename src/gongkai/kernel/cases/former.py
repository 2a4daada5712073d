"""What a term was before its first day was corrected, as the ledger has it: the old days stay to be seen beside the new."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from gongkai.ground.ledger.models import Fact
from gongkai.ground.parties import vault
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import ledger_of
from gongkai.kernel.flow.models import Clock, StepTaken
from gongkai.pure.clock import Event, EventKind


@dataclass(frozen=True)
class FormerTerm:
    """``last_on``: the day that was told as its last, None while it rested; ``corrected_to``: the day put in place of ``received_on``; ``seq``: the step that did."""

    received_on: date
    last_on: date | None
    corrected_to: date
    corrected_on: date
    seq: int | None = None


def was_corrected(events: Sequence[Event]) -> bool:
    """Was a first day put in place of another? A calendar that changed has it read again as it is."""
    days = [event.on for event in events if event.kind in (EventKind.START, EventKind.CORRECT)]
    return len(set(days)) > 1


def former_terms(case: Case, clock: Clock, entries: Sequence[tuple[int, Fact, str]] | None = None) -> list[FormerTerm]:
    """The terms that a clock had before corrections, the oldest first. ``entries``: the case's ledger, if it is at hand."""
    found, before = [], None
    for _, fact, _ in reversed(ledger_of(case.ref) if entries is None else entries):
        rows = json.loads(bytes(fact.body))["rows"]
        image = rows.get(clock.ledger_name())
        if image is None:
            continue
        if before and image["started_on"] != before["started_on"]:
            found.append(
                FormerTerm(
                    received_on=date.fromisoformat(before["started_on"]),
                    last_on=_day(before["due_on"] or before["provisional_on"]),
                    corrected_to=date.fromisoformat(image["started_on"]),
                    corrected_on=localdate(fact.at),
                    seq=_step(rows),
                )
            )
        before = image
    return found


def reason_of(case: Case, term: FormerTerm) -> str:
    """Why it was corrected, as was written then; "" once the case's data is erased."""
    if term.seq is None or vault.is_erased(case.ref):
        return ""
    return vault.unseal(case.ref, f"step:{term.seq}", "")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _step(rows: dict[str, object]) -> int | None:
    name = next((each for each in rows if each.startswith(f"{StepTaken._meta.label_lower}/")), "")
    return int(name.rpartition("#")[2]) if name else None
