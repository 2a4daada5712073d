"""解读: a document goes out in step with its interpretation, or with a recorded reason why there is none (国办发〔2016〕80号)."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.units.scope import SYSTEM, Actor
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.course import Unready
from gongkai.kernel.records.flow import RecordFlow
from gongkai.kernel.records.guarding import check_sentence
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import interpretations_of, published_contents
from gongkai.kernel.records.telling import tell
from gongkai.kinds.policy import Policy, facts, queries
from gongkai.kinds.policy.models import NoInterpretation
from gongkai.pure.declare import Role

SINCE = date(2016, 11, 10)
"""Documents formed before 国办发〔2016〕80号 (day from memory) are asked for none."""
KEEPERS = (Role.EDITOR, Role.SIGNATORY)
REASON = "no_interpretation"
"""The field in which whoever writes a document says why there is none."""
MISSING = "政策文件要和解读一起公开。请先登记解读（解读走到“已签发，随文件公开”），或者点“不另作解读”，写明理由"
TAKEN_AWAY = "这一件是写了“不另作解读的理由”公开的，更正不能把理由去掉：请把理由写回来，或者先登记解读（解读走到“已签发，随文件公开”）"
NOT_YET = "没有写“不另作解读的理由”：签发以前要有和它一起公开的解读，或者写明理由"


def is_due(record: Record) -> bool:
    """Does a document that is not public yet have to go out with an interpretation?"""
    return record.kind == Policy.code and record.published_on is None and _is_asked(record.formed_on)


def _is_asked(formed_on: date) -> bool:
    return formed_on >= SINCE and not queries.is_old_stock(formed_on)


def is_ready(record: Record, content: dict[str, Any]) -> bool:
    """Is there an interpretation that is public or signed to go out with it, or a reason why there is none?"""
    if content.get(REASON) or queries.no_interpretation(record) is not None:
        return True
    return any(each.live or each.state == RecordFlow.JOINED.code for each in interpretations_of(record))


def check(record: Record, content: dict[str, Any]) -> None:
    """Raises Unready."""
    if (is_due(record) or _gave_one(record)) and not is_ready(record, content):
        raise Unready(MISSING if record.published_on is None else TAKEN_AWAY)


def _gave_one(record: Record) -> bool:
    """Did what is public of it go out with a reason in the document?"""
    return bool(record.published and published_contents([record.pk]).get(record.pk, {}).get(REASON))


def still_needs(content: dict[str, Any], record: Record | None) -> list[str]:
    """What is told where a document is entered and nothing is said of its interpretation."""
    if record is not None:
        return [NOT_YET] if is_due(record) and not is_ready(record, content) else []
    return [NOT_YET] if _is_asked(date.fromisoformat(content["formed_on"])) and not content.get(REASON) else []


def publish_joined(record: Record, at: datetime) -> None:
    """Publish the interpretations that were signed to go out with it: in its own act, in the name of who signed them."""
    for each in interpretations_of(record):
        if each.state == RecordFlow.JOINED.code:
            records.publish(record=each, by=SYSTEM, at=at)


@acting
def waive(*, record: Record, because: str, by: Actor, at: datetime) -> NoInterpretation:
    """Say, before it is public, why a document goes out without an interpretation. Raises StepRefused, NotAllowed."""
    if not by.holds_any(KEEPERS, record.unit_id):
        raise NotAllowed("不另作解读的理由要由该单位的信息编辑或者签发人来写")
    if not is_due(record):
        raise StepRefused("这一件不用解读，或者已经公开")
    if not because.strip():
        raise StepRefused("请写明为什么不另作解读，会公布在网页上", "because")
    check_sentence(because, "because", localdate(at))
    known = queries.no_interpretation(record) or NoInterpretation(record=record)
    known.because, known.on, known.by = because.strip(), localdate(at), by.name
    known.save()
    tell(facts.InterpretationWaived(record.pk), record, by=by, at=at, rows=[known])
    return known
