"""How records are reviewed in the county: checklists at two gates since this autumn, and what reviewers answer to them."""

from datetime import datetime

from gongkai.demo import county
from gongkai.demo.live import Life, Story, at_work
from gongkai.kernel.records import checklists
from gongkai.kernel.records.models import Record
from gongkai.pure.law.checklist_file import NOT_APPLICABLE, YES, shipped

SINCE = 60
"""So many working days before today the checklists came."""
ELSEWHERE = "内容涉及别的单位的"


def begin_all(life: Life) -> None:
    """Let all of it begin."""
    life.begin(_checklists(life))


def _checklists(life: Life) -> Story:
    at = at_work(life.days[-min(SINCE, len(life.days))], life.rng("checklists"))
    yield at
    for each in shipped().values():
        checklists.load_checklist(checklist=each, by=county.actor("linzhixia").name, at=at)


def answers(record: Record) -> checklists.Answers:
    """What is answered at the gate where a record stands: everything is in order, and nearly nothing is another unit's."""
    asked = checklists.asked_at(record, record.state)
    return {
        (each.key, n): (NOT_APPLICABLE if text.startswith(ELSEWHERE) else YES, "")
        for each in asked
        for n, text in enumerate(each.items)
    }


def at_gate(verb, record: Record, *, by, at: datetime, **more):
    """Let a record pass the gate where it stands; handing it in is asked nothing."""
    said = {"answers": answers(record)} if record.state != "draft" else {}
    return verb(record=record, by=by, at=at, **said, **more)
