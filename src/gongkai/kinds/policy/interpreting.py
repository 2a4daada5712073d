"""解读: a normative document goes out in step with its interpretation, or with a recorded reason why there is none (国办发〔2016〕80号)."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.units.scope import SYSTEM, Actor
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.course import Unready
from gongkai.kernel.records.flow import RecordFlow
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import interpretations_of
from gongkai.kernel.records.telling import tell
from gongkai.kinds.policy import facts, queries
from gongkai.kinds.policy.models import NoInterpretation
from gongkai.pure.declare import Role

SINCE = date(2016, 11, 10)
"""Documents formed before 国办发〔2016〕80号 (day from memory) are asked for none."""
KEEPERS = (Role.EDITOR, Role.SIGNATORY)
MISSING = "行政规范性文件要和解读一起公开。请先登记解读（解读走到“已签发，随文件公开”），或者写明不另作解读的理由"


def is_due(record: Record) -> bool:
    """Does a document that is not public yet have to go out with an interpretation?"""
    return record.normative and record.published_on is None and record.formed_on >= SINCE


def is_ready(record: Record) -> bool:
    """Is there an interpretation that is public or signed to go out with it, or a reason why there is none?"""
    if any(each.live or each.state == RecordFlow.JOINED.code for each in interpretations_of(record)):
        return True
    return queries.no_interpretation(record) is not None


def check(record: Record) -> None:
    """Raises Unready."""
    if is_due(record) and not is_ready(record):
        raise Unready(MISSING)


def publish_joined(record: Record, at: datetime) -> None:
    """Publish the interpretations that were signed to go out with it: in its own act, in the name of who signed them."""
    for each in interpretations_of(record):
        if each.state == RecordFlow.JOINED.code:
            records.publish(record=each, by=SYSTEM, at=at)


@acting
def waive(*, record: Record, because: str, by: Actor, at: datetime) -> NoInterpretation:
    """Say, before it is public, why a normative document goes out without an interpretation. Raises StepRefused, NotAllowed."""
    if not by.holds_any(KEEPERS, record.unit_id):
        raise NotAllowed("不另作解读的理由要由该单位的信息编辑或者签发人来写")
    if not is_due(record):
        raise StepRefused("这一件不用解读，或者已经公开")
    if not because.strip():
        raise StepRefused("请写明为什么不另作解读，会公布在网页上", "because")
    known = queries.no_interpretation(record) or NoInterpretation(record=record)
    known.because, known.on, known.by = because.strip(), localdate(at), by.name
    known.save()
    tell(facts.InterpretationWaived(record.pk), record, by=by, at=at, rows=[known])
    return known
