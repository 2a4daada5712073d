"""要求说明 and 整改建议书: what those who oversee ask of a unit, with a day; the unit replies with what it did and what shows it; they close it, or
return it. A suggestion goes out as a paper with a number."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from gongkai.ground.documents import actions as documents
from gongkai.ground.files import actions as files
from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.ledger.facts import FactBase
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import change, insert
from gongkai.ground.parties import vault
from gongkai.ground.rules.terms import last_working_day
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.kernel.oversight import facts, queries
from gongkai.kernel.oversight.actions import check_overseer, said
from gongkai.kernel.oversight.models import (
    ANSWERED,
    CLOSED,
    ENDED,
    EXPLAIN,
    MADE,
    REPLIED,
    RETURNED,
    SORTS,
    SUGGEST,
    WAITING,
    Finding,
    Turn,
)
from gongkai.pure.declare import Notice, Role

ANSWERERS = (Role.OFFICE_HEAD,)
"""Who answers for a unit: the head of its disclosure office."""
USUAL = {EXPLAIN: 5, SUGGEST: 15}
"""Working days that are proposed for a reply."""
LONGEST_TERM = 60
LONGEST_TITLE, LONGEST = 60, 3000
MOST_ABOUT, MOST_FILES = 50, 20
PAPER = Notice("suggestion", "整改建议书", "整")
Upload = tuple[str, bytes]
_ALPHABET, _LENGTH = "0123456789abcdefghjkmnpqrstvwxyz", 12


@acting
def make(
    *, sort: str, unit: Unit, office: Unit, title: str, text: str, about: Sequence[str], days: int, by: Actor, at: datetime, code: str = ""
) -> Finding:  # fmt: skip
    """Ask a unit to explain or to put right what was found, within working days. ``office``: in whose name. Raises StepRefused, NotAllowed."""
    check_overseer(by, unit)
    check_overseer(by, office)
    if unit.pk == office.pk:
        raise StepRefused("不能向提出的单位自己发", "unit")
    if unit.closed_on:
        raise StepRefused(f"{unit.short_name}已经撤销，请发给承接单位", "unit")
    if len(about) > MOST_ABOUT:
        raise StepRefused(f"涉及的件和栏目最多{MOST_ABOUT}项，请分开发", "about")
    if not 1 <= days <= LONGEST_TERM:
        raise StepRefused(f"请写1到{LONGEST_TERM}个工作日", "days")
    title, text = said(title, "题目", "title"), said(text, "发现了什么、要单位做什么")
    on = localdate(at)
    made = Finding(
        code=code or "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)), sort=sort, unit=unit, office=office,
        about=sorted(set(about)), state=WAITING, made_on=on, due_on=last_working_day(on, days), by=by.name,
    )  # fmt: skip
    made.save(force_insert=True)
    key = vault.new_key(made.ref)
    rows = [made, vault.seal(made.ref, "finding", {"title": title, "text": text}, key=key)]
    rows += _turn(made, MADE, {"text": text}, office, by, on)
    if sort == SUGGEST:
        rows += documents.issue(
            ref=made.ref, notice=PAPER, office=office.doc_prefix or office.short_name, data=_paper(made, title, text), on=on, step_seq=1,
            sealed_by=office, signed=True,
        )  # fmt: skip
    return _tell(
        facts.FindingMade(made.code, unit.code, sort, dict(SORTS)[sort], zh_date(made.due_on)), made, by, at, rows
    )


def _paper(made: Finding, title: str, text: str) -> Mapping[str, Any]:
    """What the paper says; of cases and sections it names how many, for the paper may be laid before others."""
    closing = f"请于{zh_date(made.due_on)}前将整改情况和佐证材料在系统中书面回复。"
    return {
        "unit": made.office.name, "to": made.unit.name, "phone": made.office.phone, "address": made.office.address,
        "paragraphs": [f"关于{title}，经监督检查，提出如下整改建议：", text, closing],
    }  # fmt: skip


@acting
def answer(
    *, finding: Finding, text: str, evidence: Sequence[Upload] = (), by: Actor, at: datetime, seen: int | None = None
) -> Finding:
    """The unit says what it did, with what shows it. Late it is recorded as such. Raises NotAllowed, StepRefused, FileRefused."""
    if not by.holds_any(ANSWERERS, finding.unit_id):
        raise NotAllowed(f"要由{finding.unit.short_name}的公开机构负责人来回复")
    _check_state(finding, WAITING, "已经回复过了，等监督的一方核查")
    text = said(text, "做了什么、结果怎样")
    if len(queries.evidence_of(finding)) + len(evidence) > MOST_FILES:
        raise StepRefused(f"佐证材料最多{MOST_FILES}件，请合并后再加", "evidence")
    on = localdate(at)
    kept = [files.put(owner=finding.ref, name=name, data=data, seal=True) for name, data in evidence]
    late = on > finding.due_on
    first = {"answered_on": on, "kept": not late} if finding.answered_on is None else {}
    _change(finding, {"state": ANSWERED, **first}, seen)
    words = {"text": text, "files": [each.public_id for each in kept]}
    rows = [finding, *_turn(finding, REPLIED, words, finding.unit, by, on), *kept]
    return _tell(
        facts.FindingAnswered(finding.code, finding.unit.code, "，晚于期限" if late else ""), finding, by, at, rows
    )


@acting
def send_back(*, finding: Finding, text: str, days: int, by: Actor, at: datetime, seen: int | None = None) -> Finding:
    """What the unit did is not enough: it is asked again, by another day. Raises NotAllowed, StepRefused."""
    check_overseer(by, finding.unit)
    _check_state(finding, ANSWERED, "单位还没有回复，没有可以退回的")
    if not 1 <= days <= LONGEST_TERM:
        raise StepRefused(f"请写1到{LONGEST_TERM}个工作日", "days")
    text, on = said(text, "还缺什么"), localdate(at)
    _change(finding, {"state": WAITING, "due_on": last_working_day(on, days)}, seen)
    rows = [finding, *_turn(finding, RETURNED, {"text": text}, finding.office, by, on)]
    return _tell(facts.FindingReturned(finding.code, finding.unit.code, zh_date(finding.due_on)), finding, by, at, rows)


@acting
def close(*, finding: Finding, text: str, by: Actor, at: datetime, seen: int | None = None) -> Finding:
    """What was asked is done, or needs to be done no more: it is closed, with what was checked. Raises NotAllowed, StepRefused."""
    check_overseer(by, finding.unit)
    if finding.state == CLOSED:
        raise StepRefused("已经销号了")
    text, on = said(text, "核查的情况"), localdate(at)
    _change(finding, {"state": CLOSED, "closed_on": on}, seen)
    rows = [finding, *_turn(finding, ENDED, {"text": text}, finding.office, by, on)]
    return _tell(facts.FindingClosed(finding.code, finding.unit.code), finding, by, at, rows)


@acting
def hand_over(*, finding: Finding, target: Unit, by: Actor, at: datetime) -> Finding:
    """What a closed unit was asked goes over to its successor."""
    source = finding.unit
    _change(finding, {"unit_id": target.pk}, None)
    finding.unit = target
    told = facts.FindingHandedOver(finding.code, target.code, source.name, target.name)
    return _tell(told, finding, by, at, [finding])


def _check_state(finding: Finding, state: str, otherwise: str) -> None:
    if finding.state == CLOSED:
        raise StepRefused("已经销号了，没有要办的")
    if finding.state != state:
        raise StepRefused(otherwise)


def _turn(finding: Finding, what: str, words: Mapping[str, Any], unit: Unit, by: Actor, on: date) -> list[Ledgered]:
    seq = queries.turns(finding) + 1
    made = insert(Turn(finding=finding, seq=seq, what=what, on=on, unit=unit, by=by.name))
    return [made, vault.seal(finding.ref, f"turn:{seq}", dict(words))]


def _change(finding: Finding, values: dict[str, Any], seen: int | None) -> None:
    """Raises Overtaken."""
    revision = finding.revision if seen is None else seen
    if not change(finding, values | {"revision": revision + 1}, seen={"revision": revision}):
        raise Overtaken(own=False)


def _tell(fact: FactBase, finding: Finding, by: Actor, at: datetime, rows: Sequence[Ledgered]) -> Finding:
    record(fact, ref=finding.ref, by=by.name, at=at, rows=rows)
    return finding
