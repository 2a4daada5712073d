"""What happened to a case or record, from its facts: each with its place in the ledger and the note of its step."""

import json
from collections.abc import Callable, Container, Mapping
from typing import Any

from gongkai.ground.files import queries as files
from gongkai.ground.ledger.models import Fact
from gongkai.ground.ui.parts import Moment
from gongkai.ground.ui.words import zh_time
from gongkai.ground.units.queries import names_of, unit_by_id
from gongkai.ground.units.scope import APPLICANT, SYSTEM
from gongkai.kernel.cases.queries import ledger_of
from gongkai.kernel.flow.models import StepTaken

NOT_ACTS = {"notice.rendered"}
BESIDE = {"oversight.alerted", "oversight.alert_seen"}
"""What was told beside the course of a case: it is no new place at which the case stands."""
STORED = "file.stored"


def moments(
    ref: str,
    steps: list[StepTaken],
    notes: dict[int, str],
    *,
    done: bool,
    shown: Callable[[StepTaken], bool] | None = None,
    lead: int | None = None,
    late: Mapping[int, str] | None = None,
    named: Container[str] | None = None,
) -> list[Moment]:
    """Newest first, without what the system does of itself afterwards. ``notes`` by the step's number; ``done``: nothing is marked as
    the present; ``shown``: of the steps only these, and nothing that is no step; ``lead``: the unit that handles it, so that another one
    which took a step is named; ``late``: of steps that came too late by how much, in words, by their number; ``named``: facts of these
    names alone."""
    facts, by_name = (
        [each for each in ledger_of(ref) if each[1].name not in NOT_ACTS and (named is None or each[1].name in named)],
        {s.ledger_name(): s for s in steps},
    )
    names = names_of({fact.actor for _, fact, _ in facts})
    stored = _stored([fact for _, fact, _ in facts if fact.name == STORED])
    present = next((idx for idx, fact, _ in facts if fact.name not in BESIDE), None)
    found = []
    for idx, fact, sentence in facts:
        step = _step_of(fact, by_name)
        if shown and not (step and shown(step)):
            continue
        state = "paused" if step and step.name == "consult" else "now" if idx == present and not done else ""
        note = notes.get(step.seq, "") if step else ""
        who = f"{names.get(fact.actor, fact.actor)}{_elsewhere(step, lead)} · 台账{idx}"
        lamp = (late or {}).get(step.seq, "") if step else ""
        found.append(Moment(stored.get(idx, sentence), fact.at, text=note, who=who, state=state, late=lamp))
    return found


def _elsewhere(step: StepTaken | None, lead: int | None) -> str:
    """The unit of a step that was taken elsewhere than where the case is handled: a hall's window, a unit that has closed since."""
    if step is None or None in (step.unit_id, lead) or step.unit_id == lead or step.by in (APPLICANT.name, SYSTEM.name):
        return ""
    return f"（{unit_by_id(step.unit_id).short_name}）"


def since(ref: str, steps: list[StepTaken], seen: int | None) -> list[str]:
    """What was done after the revision that somebody had before them, newest first: who, when, what."""
    newer = {step.ledger_name(): step for step in steps if seen is not None and step.seq > seen}
    facts = [(fact, sentence) for _, fact, sentence in ledger_of(ref) if newer and _step_of(fact, newer)]
    names = names_of({fact.actor for fact, _ in facts})
    return [f"{zh_time(fact.at)} {names.get(fact.actor, fact.actor)}：{sentence}" for fact, sentence in facts]


def _body(fact: Fact) -> dict[str, Any]:
    return json.loads(bytes(fact.body))


def _step_of(fact: Fact, by_name: dict[str, StepTaken]) -> StepTaken | None:
    """The step that a fact recorded: its row stands in the fact's body (an instant may be shared by several acts)."""
    return next((by_name[name] for name in _body(fact)["rows"] if name in by_name), None)


def _stored(facts: list[Fact]) -> dict[int, str]:
    """Facts of stored files, by index, with the file's name: the fact itself holds only its id, for a name may have to go."""
    ids = {fact.idx: _body(fact)["fact"]["public_id"] for fact in facts}
    names = files.names_of(files.by_ids(list(ids.values()))) if ids else {}
    return {idx: f"加附件“{names.get(public_id, files.ERASED_NAME)}”" for idx, public_id in ids.items()}
