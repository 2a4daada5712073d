"""What units write for another unit's account: with live figures of their own, taken into its text with one act."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongkai.engines.reporting.chapters import with_passage
from gongkai.engines.reporting.figures import OWN, Counted, Counting, of, parted, period_told
from gongkai.ground.ledger.acts import act
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.drafting import contributing, queries
from gongkai.kernel.drafting.models import Contribution, Passage
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import actions
from gongkai.kernel.records.clean import FIGURE, clean_html, figures_in
from gongkai.kernel.records.models import Record, Version


def offered_to(unit: Unit, content: Mapping[str, Any], size: int) -> list[Counted]:
    """The figures of its own that a unit can put into what it writes, those that are known: in the text they are that unit's of all that are counted."""
    figures = Counting(unit, period_told(content), OWN, size)
    found = []
    for each in figures.measures():
        token = f"unit.{unit.code}.{each.token}"
        if each.value is not None and FIGURE.fullmatch(f"figure:{token}"):
            found.append(Counted(token, each.label, each.value, each.unit, each.definition))
    return found


def hand_in(
    *, contribution: Contribution, content: Mapping[str, Any], body: str, size: int, by: Actor, at: datetime, seen: int | None
) -> Passage:  # fmt: skip
    """Hand in what a unit wrote, its figures as they are counted now, whatever the form said. Raises StepRefused: a figure that is not the
    unit's own, which its writer would be shown by it."""
    cleaned = clean_html(body)
    foreign = [written for token, written in figures_in(cleaned) if parted(token)[1] != contribution.unit.code]
    if foreign:
        told = "、".join(dict.fromkeys(re.sub(r"<[^>]*>", "", each) or "空白" for each in foreign))
        raise StepRefused(
            f"稿里带虚线的数（{told}）不是{contribution.unit.short_name}的。请删掉，从“系统里的数”里选，或者直接写数字",
            "body",
        )
    anew = of(content, contribution.record.unit, size).anew(cleaned)
    return contributing.hand_in(contribution=contribution, body=anew, size=size, by=by, at=at, seen=seen)


def take_in(
    *, record: Record, content: dict[str, Any], contribution: Contribution, by: Actor, at: datetime, seen: int | None
) -> Version:
    """Set what a unit handed in last into the draft, its figures counted where the draft's are: one version more. Raises StepRefused, Overtaken."""
    if not contribution.waits:
        raise StepRefused(f"{contribution.unit.short_name}没有新交的稿")
    found = queries.contributions(record)
    try:
        body = with_passage(content["body"] or "", contribution, found, queries.passages(found))
    except LookupError as refusal:
        raise StepRefused(str(refusal.args[0])) from None
    if content.get("size"):
        body = of(content, record.unit).anew(body)
    with act():
        version = actions.save(record=record, content=content | {"body": body}, by=by, at=at, seen=seen)
        contributing.take(taken=[contribution], by=by, at=at)
    return version
