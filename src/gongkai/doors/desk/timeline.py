"""What happened to a case or record, from its facts: each with its place in the ledger and the note of its step."""

import json

from gongkai.ground.ledger.models import Fact
from gongkai.ground.ui.parts import Moment
from gongkai.ground.units.queries import names_of
from gongkai.kernel.cases.queries import ledger_of
from gongkai.kernel.flow.models import StepTaken

NOT_ACTS = {"notice.rendered"}


def moments(ref: str, steps: list[StepTaken], notes: dict[int, str], *, done: bool) -> list[Moment]:
    """Newest first, without what the system does of itself afterwards. ``notes`` by the step's number; ``done``: nothing is marked as the present."""
    facts, by_name = (
        [each for each in ledger_of(ref) if each[1].name not in NOT_ACTS],
        {step.ledger_name(): step for step in steps},
    )
    names = names_of({fact.actor for _, fact, _ in facts})
    found = []
    for place, (idx, fact, sentence) in enumerate(facts):
        step = _step_of(fact, by_name)
        state = "paused" if step and step.name == "consult" else "now" if place == 0 and not done else ""
        note = notes.get(step.seq, "") if step else ""
        who = f"{names.get(fact.actor, fact.actor)} · 台账{idx}"
        found.append(Moment(sentence, fact.at, text=note, who=who, state=state))
    return found


def _step_of(fact: Fact, by_name: dict[str, StepTaken]) -> StepTaken | None:
    """The step that a fact recorded: its row stands in the fact's body (an instant may be shared by several acts)."""
    rows = json.loads(bytes(fact.body))["rows"]
    return next((by_name[name] for name in rows if name in by_name), None)
