"""Key points: the openness office lays them down; the units report, name what shows it, and say that they are done; the office returns, puts off, strikes."""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from gongkai.ground.files import actions as files
from gongkai.ground.ledger.acts import acting, hold, record
from gongkai.ground.ledger.facts import FactBase
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import change, insert
from gongkai.ground.rules.terms import working_days_ago
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import root_unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.duties import close_duties, hand_over_duties, open_duty, retime_duties
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.kernel.keypoints import facts, queries
from gongkai.kernel.keypoints.models import (
    DELAYED,
    DONE,
    FINISHED,
    LEVELS,
    NOT_BEGUN,
    PHASE_OF,
    PUT_OFF,
    REPORTED,
    RETURNED,
    STRUCK,
    TAKEN_UP,
    UNDER_WAY,
    Assist,
    KeyPoint,
    Proof,
    Turn,
)
from gongkai.pure.declare import Phase, Role
from gongkai.pure.guard.sentences import first_personal

OFFICE = (Role.OPENNESS_OFFICE,)
"""Who lays key points down, returns, puts off and strikes them."""
REPORTERS = (Role.EDITOR, Role.OFFICE_HEAD, Role.OPENNESS_OFFICE)
"""Who reports for a unit and names what shows it."""
FINISHERS = (Role.OFFICE_HEAD, Role.OPENNESS_OFFICE)
"""Who says for the leading unit that one is done: who answers for it."""
DUTY = "keypoint"
"""The kind of the duty that an open key point is, and the procedure that it stands under in lists."""
WARNED = 10
"""From so many working days before its day on the light is yellow."""
MOST_ASSISTING, MOST_PROOFS, MOST_FILES = 30, 50, 20
SHORTEST = 5
TOUCHES = "keypoints"
Upload = tuple[str, bytes]
_ALPHABET, _LENGTH = "0123456789abcdefghjkmnpqrstvwxyz", 12


@dataclass(frozen=True)
class Task:
    """What a key point says: its words, its units, its day."""

    title: str
    unit: Unit
    due_on: date
    level: str
    source: str
    source_number: str = ""
    number: str = ""
    text: str = ""
    assisting: tuple[Unit, ...] = ()
    public: bool = True

    @property
    def columns(self) -> dict[str, Any]:
        told = ("title", "due_on", "level", "source", "source_number", "number", "text", "public")
        return {name: getattr(self, name) for name in told} | {"unit_id": self.unit.pk}


WORDS = ("title", "text", "source", "source_number", "number", "result", "because")
"""What the site's column tells of a task in words."""


def _check_words(said: Mapping[str, Any], at: datetime) -> None:
    name, refusal = first_personal(said, WORDS, localdate(at))
    if refusal:
        raise StepRefused(refusal, name)


@acting
def lay_down(*, year: int, task: Task, by: Actor, at: datetime, code: str = "") -> KeyPoint:
    """Enter a task of a year: the leading unit owes it from now on. Raises StepRefused, NotAllowed."""
    on = localdate(at)
    if refusal := out_of_reach(year, task.due_on, on):
        raise StepRefused(refusal, "due_on")
    _check_task(year, task, by)
    _check_words(task.columns, at)
    hold(f"key points:{year}/{task.source}")
    made = KeyPoint(
        code=code or "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)), year=year, seat=queries.last_seat(year, task.source) + 1,
        state=NOT_BEGUN, phase=PHASE_OF[NOT_BEGUN].value, laid_on=on, by=by.name, **task.columns,
    )  # fmt: skip
    made.unit = task.unit
    _save_once(made)
    rows = [made, _owed(made, on), *_assisted(made, task.assisting, on)]
    return _tell(
        facts.PointLaid(made.code, task.unit.code, task.unit.short_name, zh_date(task.due_on)), made, by, at, rows
    )


def out_of_year(year: int, due_on: date) -> str:
    """Why a task of a year can't be due on this day; "" where it can."""
    return "" if due_on.year == year else f"完成时限要在{year}年里；长期坚持的写{year}年12月31日"


def out_of_reach(year: int, due_on: date, on: date) -> str:
    """Why a task of this year can't be laid down on a day; "" where it can. The latest year that has any is the one that the site shows first."""
    if refusal := out_of_year(year, due_on):
        return refusal
    if abs(year - on.year) <= 1:
        return ""
    return f"现在下达{on.year - 1}年到{on.year + 1}年的任务，完成时限写的是{due_on.year}年，请核对"


def _check_task(year: int, task: Task, by: Actor) -> None:
    if not by.holds_any(OFFICE, task.unit.pk):
        raise NotAllowed(f"{task.unit.short_name}的要点任务由政务公开办下达")
    if task.level not in dict(LEVELS):
        raise StepRefused("请选来自上级要点还是本级要点", "level")
    for name, label in (("title", "任务"), ("source", "来源文件")):
        if not getattr(task, name).strip():
            raise StepRefused(f"请写{label}", name)
    if refusal := out_of_year(year, task.due_on):
        raise StepRefused(refusal, "due_on")
    if task.unit.closed_on:
        raise StepRefused(f"{task.unit.short_name}已经撤销，请选承接单位", "unit")
    if task.unit in task.assisting:
        raise StepRefused(f"{task.unit.short_name}已经是牵头单位，不用再写成协办单位", "assisting")
    if closed := next((each for each in task.assisting if each.closed_on), None):
        raise StepRefused(f"{closed.short_name}已经撤销，请选承接单位", "assisting")
    if len(task.assisting) > MOST_ASSISTING:
        raise StepRefused(f"协办单位最多{MOST_ASSISTING}个", "assisting")


def _save_once(point: KeyPoint) -> None:
    try:
        with transaction.atomic():
            point.save(force_insert=True)
    except IntegrityError:
        raise StepRefused(f"{point.year}年《{point.source}》里已经有“{point.title}”这一项", "title") from None


def _owed(point: KeyPoint, on: date) -> Ledgered:
    """The duty of the unit that leads: it has a light like all that is owed."""
    warn_on = working_days_ago(point.due_on, WARNED)
    return open_duty(point, DUTY, role=Role.OFFICE_HEAD, on=on, procedure=DUTY, due_on=point.due_on, warn_on=warn_on)


def _assisted(point: KeyPoint, units: Collection[Unit], on: date) -> list[Assist]:
    """Let just these assist; the rows that changed."""
    wanted = {each.pk: each for each in units}
    known = {each.unit_id: each for each in queries.assists(point)}
    rows = []
    for key, each in known.items():
        if (each.ended_on is None) != (key in wanted):
            change(each, {"ended_on": None if key in wanted else on})
            rows.append(each)
    return rows + [
        insert(Assist(point=point, unit=each, since_on=on)) for key, each in wanted.items() if key not in known
    ]


def _tell(
    fact: FactBase, point: KeyPoint, by: Actor, at: datetime, rows: Sequence[Ledgered], was_public: bool = False
) -> KeyPoint:
    touches = [TOUCHES] if point.public or was_public else []
    record(fact, ref=point.ref, by=by.name, at=at, rows=rows, touches=touches)
    return point


def _change(point: KeyPoint, values: Mapping[str, Any], seen: int | None) -> None:
    """Raises Overtaken."""
    revision = point.revision if seen is None else seen
    if "state" in values:
        values = {**values, "phase": PHASE_OF[values["state"]].value}
    if not change(point, {**values, "revision": revision + 1}, seen={"revision": revision}):
        raise Overtaken(own=False)


def _check_office(by: Actor, point: KeyPoint) -> None:
    if not by.holds_any(OFFICE, point.unit_id):
        raise NotAllowed("这一步由政务公开办来办")


def _check_reporter(by: Actor, point: KeyPoint) -> Unit:
    """The unit for which somebody reports: the leading one, or one that assists."""
    if by.holds_any(REPORTERS, point.unit_id):
        return point.unit
    own = next((a.unit for a in queries.assists(point) if not a.ended_on and by.holds_any(REPORTERS, a.unit_id)), None)
    if own is None:
        raise NotAllowed("由牵头单位、协办单位的信息员或者公开机构负责人来报")
    return own


def _check_open(point: KeyPoint) -> None:
    if Phase(point.phase) is not Phase.OPEN:
        raise StepRefused(f"这一项现在是“{point.state_label}”，不用再报")


def _said(text: str, what: str, field: str = "text") -> str:
    if len(text.strip()) < SHORTEST:
        raise StepRefused(f"请写清楚{what}，至少{SHORTEST}个字", field)
    return text.strip()


def _turn(point: KeyPoint, what: str, text: str, unit: Unit, by: Actor, on: date) -> Turn:
    seq = queries.turns(point) + 1
    return insert(Turn(point=point, seq=seq, what=what, on=on, unit=unit, by=by.name, text=text))


@acting
def amend(*, point: KeyPoint, task: Task, because: str, by: Actor, at: datetime, seen: int | None = None) -> KeyPoint:
    """Change a task, with a reason: what it says, who leads, who assists, by when. Raises StepRefused, NotAllowed, Overtaken."""
    _check_office(by, point)
    _check_task(point.year, task, by)
    _check_words(task.columns, at)
    if point.state == STRUCK:
        raise StepRefused("这一项已经撤销，不能再改")
    if point.state == DONE and (task.due_on, task.unit.pk) != (point.due_on, point.unit_id):
        raise StepRefused("已经完成的不改牵头单位和完成时限；要改，先退回", "due_on")
    because, on, source, public = _said(because, "为什么改", "because"), localdate(at), point.unit, point.public
    if task.due_on < on and task.due_on != point.due_on:
        raise StepRefused("新的完成时限已经过了，请写今天以后的日期", "due_on")
    hold(f"key points:{point.year}/{task.source}")
    rows: list[Ledgered] = []
    try:
        with transaction.atomic():
            _change(point, task.columns, seen)
    except IntegrityError:
        raise StepRefused(f"{point.year}年《{task.source}》里已经有“{task.title}”这一项", "title") from None
    point.unit = task.unit
    rows += [point, *_assisted(point, task.assisting, on)]
    if task.unit.pk != source.pk:
        rows += hand_over_duties(point.ref, source, task.unit)
    rows += retime_duties(point, DUTY, due_on=point.due_on, warn_on=working_days_ago(point.due_on, WARNED))
    told = facts.PointAmended(point.code, point.unit.code, because)
    return _tell(told, point, by, at, _each_once(rows), was_public=public)


def _each_once(rows: Iterable[Ledgered]) -> list[Ledgered]:
    """Rows that were changed twice, as they were left."""
    return list({row.ledger_name(): row for row in rows}.values())


@acting
def report(
    *, point: KeyPoint, text: str, evidence: Sequence[Upload] = (), by: Actor, at: datetime, seen: int | None = None
) -> KeyPoint:
    """Say how far a task is; it is under way then. Raises StepRefused, NotAllowed, FileRefused."""
    unit = _check_reporter(by, point)
    _check_open(point)
    text, on = _said(text, "做到哪一步了"), localdate(at)
    kept = _kept(point, evidence)
    _change(point, {"state": UNDER_WAY}, seen)
    rows = [point, _turn(point, REPORTED, text, unit, by, on), *kept]
    return _tell(facts.PointReported(point.code, unit.code), point, by, at, rows)


def _kept(point: KeyPoint, evidence: Sequence[Upload]) -> list[Any]:
    if len(queries.evidence_of(point)) + len(evidence) > MOST_FILES:
        raise StepRefused(f"佐证文件最多{MOST_FILES}件，请合并后再加", "evidence")
    return [files.put(owner=point.ref, name=name, data=data) for name, data in evidence]


@acting
def prove(*, point: KeyPoint, about: Sequence[str], by: Actor, at: datetime) -> KeyPoint:
    """Name records, cases and entries (``about``: their names in the ledger) that show what was done; whoever calls has held that this person
    sees them. What is named already is left as it is. Raises StepRefused, NotAllowed."""
    unit = _check_reporter(by, point)
    if point.state == STRUCK:
        raise StepRefused("这一项已经撤销，不用佐证")
    hold(f"proofs:{point.code}")
    there = {each.about for each in queries.proofs_of(point)}
    new = [each for each in dict.fromkeys(about) if each not in there]
    if not new:
        raise StepRefused("请选一项还不在佐证里的", "about")
    if len(there) + len(new) > MOST_PROOFS:
        raise StepRefused(f"佐证最多{MOST_PROOFS}项，请留最能说明问题的", "about")
    on, last = localdate(at), queries.last_proof(point)
    rows = [
        insert(Proof(point=point, seq=last + n, about=each, on=on, unit=unit, by=by.name))
        for n, each in enumerate(new, start=1)
    ]
    return _tell(facts.PointProved(point.code, unit.code, len(rows)), point, by, at, rows)


@acting
def unprove(*, proof: Proof, point: KeyPoint, by: Actor, at: datetime) -> KeyPoint:
    """Something shows no more what was done. Raises StepRefused, NotAllowed."""
    unit = _check_reporter(by, point)
    if proof.unit_id != unit.pk and not by.holds_any(REPORTERS, point.unit_id):
        raise NotAllowed("别的单位加的佐证，由加的单位或者牵头单位来取消")
    hold(f"proofs:{point.code}")
    if queries.proof(point, proof.seq) is None:
        raise Overtaken(own=False)
    if point.state == DONE and _count(point) < 2:
        raise StepRefused("已经完成的至少留一项佐证；要换，先加新的")
    change(proof, {"off_on": localdate(at), "off_by": by.name})
    return _tell(facts.PointUnproved(point.code, unit.code), point, by, at, [proof])


def _count(point: KeyPoint) -> int:
    return len(queries.proofs_of(point)) + len(queries.evidence_of(point))


@acting
def finish(
    *, point: KeyPoint, text: str, result: str = "", evidence: Sequence[Upload] = (), by: Actor, at: datetime, seen: int | None = None
) -> KeyPoint:  # fmt: skip
    """Say that a task is done, with something that shows it; late it is recorded as such. Raises StepRefused, NotAllowed, FileRefused."""
    if not by.holds_any(FINISHERS, point.unit_id):
        raise NotAllowed(f"要由牵头单位{point.unit.short_name}的公开机构负责人来报完成")
    _check_open(point)
    text, on = _said(text, "做了什么、结果怎样"), localdate(at)
    _check_words({"result": result}, at)
    kept = _kept(point, evidence)
    if not _count(point):
        raise StepRefused("还没有佐证：请先加公开的信息、办件或者登记，或者在这里附文件", "evidence")
    late = on > point.due_on
    _change(point, {"state": DONE, "done_on": on, "kept": not late, "result": result.strip()}, seen)
    rows = [point, _turn(point, FINISHED, text, point.unit, by, on), *kept, *close_duties(point, on=on)]
    told = facts.PointFinished(point.code, point.unit.code, "，晚于时限" if late else "")
    return _tell(told, point, by, at, rows)


@acting
def send_back(
    *, point: KeyPoint, text: str, due_on: date, by: Actor, at: datetime, seen: int | None = None
) -> KeyPoint:
    """What was said to be done is not yet: the unit owes it again, by another day. Raises StepRefused, NotAllowed."""
    _check_office(by, point)
    if point.state != DONE:
        raise StepRefused("只有报了完成的可以退回")
    return _again(point, RETURNED, text, "还缺什么", due_on, by, at, seen)


@acting
def take_up(*, point: KeyPoint, text: str, due_on: date, by: Actor, at: datetime, seen: int | None = None) -> KeyPoint:
    """What was put off goes on, by a new day. Raises StepRefused, NotAllowed."""
    _check_office(by, point)
    if point.state != PUT_OFF:
        raise StepRefused("只有暂缓的可以恢复")
    return _again(point, TAKEN_UP, text, "为什么恢复", due_on, by, at, seen)


def _again(
    point: KeyPoint, what: str, text: str, asked: str, due_on: date, by: Actor, at: datetime, seen: int | None
) -> KeyPoint:
    text, on = _said(text, asked), localdate(at)
    if due_on < on:
        raise StepRefused("完成时限要在今天以后", "due_on")
    if due_on.year != point.year:
        raise StepRefused(f"完成时限要在{point.year}年里", "due_on")
    back = {"state": UNDER_WAY, "due_on": due_on, "done_on": None, "kept": None, "because": "", "result": ""}
    _change(point, back, seen)
    rows = [point, _turn(point, what, text, root_unit(), by, on), _owed(point, on)]
    fact = facts.PointReturned if what == RETURNED else facts.PointTakenUp
    return _tell(fact(point.code, point.unit.code, zh_date(due_on)), point, by, at, rows)


@acting
def put_off(*, point: KeyPoint, because: str, by: Actor, at: datetime, seen: int | None = None) -> KeyPoint:
    """A task rests, with a reason that the site's column tells too; nobody owes it meanwhile. Raises StepRefused, NotAllowed."""
    _check_office(by, point)
    _check_open(point)
    because, on = _said(because, "为什么暂缓", "because"), localdate(at)
    _check_words({"because": because}, at)
    _change(point, {"state": PUT_OFF, "because": because}, seen)
    rows = [point, _turn(point, DELAYED, because, root_unit(), by, on), *close_duties(point, on=on)]
    return _tell(facts.PointPutOff(point.code, point.unit.code, because), point, by, at, rows)


@acting
def strike(*, point: KeyPoint, because: str, by: Actor, at: datetime, seen: int | None = None) -> KeyPoint:
    """A task was entered by mistake: it stays to be read, and is not counted. Raises StepRefused, NotAllowed."""
    _check_office(by, point)
    if point.state == STRUCK:
        raise StepRefused("这一项已经撤销了")
    because, on = _said(because, "为什么撤销", "because"), localdate(at)
    _change(
        point,
        {"state": STRUCK, "struck_on": on, "struck_because": because, "done_on": None, "kept": None, "because": ""},
        seen,
    )
    rows = [point, *close_duties(point, on=on)]
    return _tell(facts.PointStruck(point.code, point.unit.code, because), point, by, at, rows)


@acting
def hand_over(*, point: KeyPoint, target: Unit, by: Actor, at: datetime) -> KeyPoint:
    """What a closed unit leads goes over to its successor, which assists in it no more."""
    source, on = point.unit, localdate(at)
    _change(point, {"unit_id": target.pk}, None)
    point.unit = target
    ended = [each for each in queries.assists(point) if each.unit_id == target.pk and not each.ended_on]
    for each in ended:
        change(each, {"ended_on": on})
    rows = [point, *ended, *hand_over_duties(point.ref, source, target)]
    return _tell(facts.PointHandedOver(point.code, target.code, source.name, target.name), point, by, at, rows)
