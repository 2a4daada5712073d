"""What becomes of a published document's force: it comes into force, lapses, is amended or repealed. Each is one act with one fact."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.facts import FactBase
from gongkai.ground.ledger.rows import change
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.scope import SYSTEM, Actor
from gongkai.kernel.flow.steps import NotAllowed, StepRefused, overtaken
from gongkai.kernel.records import facts, queries
from gongkai.kernel.records.guarding import check_sentence
from gongkai.kernel.records.models import ENDED, IN_FORCE, UNTIL, VALIDITY, Record
from gongkai.kernel.records.telling import tell
from gongkai.pure import declare
from gongkai.pure.declare import Role

NOT_IN_FORCE = {key: words for key, words in VALIDITY if key and key not in UNTIL}


def titled(title: str, validity: str) -> str:
    """A title where nothing stands beside it, in feeds, mails and on large screens: 办法【已废止】, so that nobody takes it for what is in force."""
    return f"{title}【{NOT_IN_FORCE[validity]}】" if validity in NOT_IN_FORCE else title


@acting
def come_into_force(*, record: Record, at: datetime) -> Record:
    """The ticker's act on the day a document comes into force, or the day comes whose text a consolidated one is."""
    _turn(record, "effective" if record.validity == "pending" else "", facts.RecordEffective(record.pk), SYSTEM, at)
    carry_out(record, by=SYSTEM, at=at)
    return record


@acting
def expire(*, record: Record, at: datetime) -> Record:
    """The ticker's act on the day after a document's last, or the last on which opinions are taken."""
    if record.validity == "open":
        return _turn(record, "closed", facts.RecordClosed(record.pk), SYSTEM, at)
    told = {"ended_on": record.expires_on + timedelta(1)}
    return _turn(record, "expired", facts.RecordExpired(record.pk), SYSTEM, at, told=told)


@acting
def repeal(
    *, record: Record, because: str, by: Actor, at: datetime, on: date | None = None, seen: int | None = None
) -> Record:
    """A signatory marks a document repealed, from a day up to today, and says why: it stays listed, with both. Raises StepRefused,
    NotAllowed, LeakFound, Overtaken.
    """
    if not by.holds(Role.SIGNATORY, record.unit_id):
        raise NotAllowed("废止文件要由签发人来办")
    if not record.live or record.validity in ("", "repealed") or not declare.kind(record.kind).has_validity:
        raise StepRefused("只有已公开、有施行日期的文件可以废止")
    on, today = on or localdate(at), localdate(at)
    if on > today:
        raise StepRefused("废止的日子不能晚于今天：还没有废止的，到那天再标", "on")
    if on < record.formed_on:
        raise StepRefused(f"废止的日子不能早于成文那天（{zh_date(record.formed_on)}）", "on")
    if not because.strip():
        raise StepRefused("请写明为什么废止，会公布在网页上", "because")
    check_sentence(because, "because", today)
    told = {"ended_on": on, "ended_because": because.strip()}
    return _turn(record, "repealed", facts.RecordRepealed(record.pk), by, at, seen, told)


def carry_out(record: Record, *, by: Actor, at: datetime) -> None:
    """What a document that is in force says of others comes true: those it repeals and those it amends that are in force. Within the act
    by which it came into force, or by which it was said; each has its own fact."""
    if not record.live or record.validity not in IN_FORCE:
        return
    for relation in queries.changes_by(record):
        target = relation.target
        if relation.kind == "repeals" and target.validity in ("pending", *IN_FORCE):
            told = {"ended_on": _since(record, target, localdate(at))}
            _turn(target, "repealed", facts.RecordRepealed(target.pk), by, at, told=told)
        elif relation.kind == "amends" and target.validity == "effective":
            _turn(target, "amended", facts.RecordAmended(target.pk), by, at)


def _since(record: Record, target: Record, today: date) -> date:
    """Since when a document is repealed by another: from the day on which that came into force, however late it is carried out."""
    return max(min(record.effective_on or today, today), target.formed_on)


def put_out(record: Record, validity: str, *, by: Actor, at: datetime) -> None:
    """A document that is or would be in force is repealed, or declared expired, by what is published in this very act: who signed that
    answers for it, and whoever took this document up there had the say over it."""
    fact = {"repealed": facts.RecordRepealed, "expired": facts.RecordDeclaredExpired}[validity]
    _turn(record, validity, fact(record.pk), by, at)


def _turn(
    record: Record,
    validity: str,
    fact: FactBase,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    told: dict[str, Any] | None = None,
) -> Record:
    revision = record.revision if seen is None else seen
    over = {"ended_on": localdate(at)} if validity in ENDED else {}
    if not change(
        record, {"validity": validity} | over | (told or {}), seen={"validity": record.validity, "revision": revision}
    ):
        raise overtaken(record, by, revision)
    tell(fact, record, by=by, at=at, rows=[record], public=True)
    if validity in ENDED:
        for text in queries.sources_of(record, "consolidates"):
            # It has no force of its own: with the document's it is over.
            if text.live and text.validity not in ENDED:
                _turn(text, validity, type(fact)(text.pk), by, at, told={"ended_on": record.ended_on})
    return record
