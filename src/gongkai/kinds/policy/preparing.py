"""制定程序: before a normative document is issued its legality is reviewed, and it is deliberated in common; opinions that were asked for on
any document are answered first (国办发〔2018〕37号).
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, settle
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.rules.terms import publish_term
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.duties import close_duties, retime_duties
from gongkai.kernel.flow.steps import NotAllowed, StepRefused, born_here, overtaken
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import gates
from gongkai.kernel.records.course import Unready
from gongkai.kernel.records.guarding import check_sentence
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import consultations_of, version_of
from gongkai.kernel.records.telling import tell
from gongkai.kinds.policy import Policy, facts, queries
from gongkai.kinds.policy.models import PASSED, Deliberation, LegalityReview
from gongkai.pure.declare import Phase, Role

SINCE = date(2018, 5, 16)
"""Documents formed before 国办发〔2018〕37号 (day from memory) are asked for neither."""
LEGALITY = "legality"
"""Name of the duty."""
KEEPERS = (Role.EDITOR, Role.SIGNATORY)
RUNNING = "正在征求意见，到{}截止，截止以后才能公开"
UNANSWERED = "征求意见已经截止，请先公开意见采纳情况"
NOT_REVIEWED = "行政规范性文件公开以前要做合法性审查，请法制审核的人登记审查意见"
CHANGED_SINCE = "合法性审查以后又改过{}，请法制审核的人再审一次"
NOT_REVIEWED_FOR = ("formed_on", "document_number", "subject", "keywords", "no_interpretation")
"""Fields that say nothing of what a document orders: given, or mended, after it was found lawful."""
NOT_LAWFUL = "合法性审查的结论是“{}”，改好以后请法制审核的人再审一次"
NOT_DELIBERATED = "行政规范性文件要经集体审议，请登记哪次会议审议通过"
NOT_PASSED = "{}的结论是“{}”，审议通过以后才能公开"
FORMED_BEFORE = "成文日期（{}）早于审议通过的那天（{}）：文件审议通过以后才签发，请退回编辑核对成文日期"


def is_due(record: Record) -> bool:
    """Does a document that is not public yet have to be reviewed and deliberated first?"""
    return record.normative and record.published_on is None and record.formed_on >= SINCE


def lacks(record: Record, today: date) -> list[str]:
    """What still has to be done before it may be issued, each in a sentence."""
    if record.published_on is not None:
        return []
    found = [_lacks_answer(record, today)]
    if is_due(record):
        found += [_lacks_review(record), _lacks_deliberation(record)]
    return [each for each in found if each]


def _lacks_answer(record: Record, today: date) -> str:
    """A call for opinions runs to its end, and what became of them is told before the document itself."""
    told = [(each, said) for each, said in consultations_of(record) if each.live]
    calls = [said["ends_on"] for _, said in told if said["stage"] == "call"]
    if not calls:
        return ""
    if max(calls) >= today.isoformat():
        return RUNNING.format(zh_date(date.fromisoformat(max(calls))))
    return "" if any(said["stage"] == "outcome" for _, said in told) else UNANSWERED


def _lacks_review(record: Record) -> str:
    review = queries.latest_review(record)
    if review is None:
        return NOT_REVIEWED
    if review.conclusion != "lawful":
        return NOT_LAWFUL.format(review.get_conclusion_display())
    changed = _changed_since(record, review)
    return CHANGED_SINCE.format("、".join(changed)) if changed else ""


def _changed_since(record: Record, review: LegalityReview) -> list[str]:
    """What says something else than what was reviewed, by label. What the guard had masked since is no other text: what was saved is."""
    if not queries.saved_after(record, review.revision):
        return []
    then, now = version_of(record, review.version).values(), version_of(record).values()
    labels = {spec.name: spec.label for spec in Policy.all_fields()} | {"attachments": "附件"}
    return [label for name, label in labels.items() if name not in NOT_REVIEWED_FOR and then.get(name) != now.get(name)]


def _lacks_deliberation(record: Record) -> str:
    found = queries.latest_deliberation(record)
    if found is None:
        return NOT_DELIBERATED
    if found.decision not in PASSED:
        return NOT_PASSED.format(found.meeting, found.get_decision_display())
    if record.formed_on < found.held_on:
        return FORMED_BEFORE.format(zh_date(record.formed_on), zh_date(found.held_on))
    return ""


def check(record: Record, today: date) -> None:
    """Raises Unready."""
    if is_due(record):
        settle()
    if missing := lacks(record, today):
        raise Unready("。".join(missing))


def is_open(record: Record) -> bool:
    """Is it a draft, or at a gate, and due?"""
    return is_due(record) and record.phase == Phase.OPEN


@acting
def review_legality(
    *,
    record: Record,
    organ: str,
    conclusion: str,
    opinion: str,
    on: date,
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> LegalityReview:
    """Note the opinion on the legality of a document's text as it was seen. Of several the latest holds; by nobody who wrote at it.

    Raises StepRefused, NotAllowed, Overtaken.
    """
    if not by.holds(Role.LEGAL_REVIEWER, record.unit_id):
        raise NotAllowed("合法性审查要由该单位的法制审核人来登记")
    if by.name in records.writers(record):
        raise NotAllowed("自己起草的文件要由另一个人做合法性审查")
    if not is_open(record):
        raise StepRefused("这一件不用做合法性审查，或者已经公开")
    if seen is not None and seen != record.revision:
        raise overtaken(record, by, seen)
    if not opinion.strip():
        raise StepRefused("请写明审查意见", "opinion")
    if on > localdate(at):
        raise StepRefused("审查日期不能晚于今天", "on")
    made = LegalityReview.objects.create(
        record=record, organ=organ.strip(), conclusion=conclusion, opinion=opinion.strip(), reviewed_on=on,
        version=record.current, revision=record.revision, by=by.name,
    )  # fmt: skip
    closed = close_duties(record, LEGALITY, on=localdate(at))
    fact = facts.LegalityReviewed(record.pk, record.current, made.get_conclusion_display(), on.isoformat())
    tell(fact, record, by=by, at=at, rows=[made, *closed])
    return made


@acting
def deliberate(
    *, record: Record, meeting: str, held_on: date, decision: str, note: str = "", by: Actor, at: datetime
) -> Deliberation:
    """Note which meeting deliberated on a document, and how it decided; not before its legality was affirmed. Raises StepRefused, NotAllowed."""
    if not by.holds_any(KEEPERS, record.unit_id):
        raise NotAllowed("集体审议要由该单位的信息编辑或者签发人来登记")
    if not is_open(record):
        raise StepRefused("这一件不用集体审议，或者已经公开")
    review = queries.latest_review(record)
    if review is None or review.conclusion != "lawful":
        raise StepRefused("没有经过合法性审查、或者审查不合法的，不能提交集体审议。请先登记合法性审查")
    if not review.reviewed_on <= held_on <= localdate(at):
        raise StepRefused(f"会议日期要在合法性审查那天（{zh_date(review.reviewed_on)}）和今天之间", "held_on")
    check_sentence(meeting, "meeting", localdate(at))
    made = Deliberation.objects.create(
        record=record, meeting=meeting.strip(), held_on=held_on, decision=decision, note=note.strip(), by=by.name
    )
    fact = facts.Deliberated(record.pk, made.meeting, made.get_decision_display(), held_on.isoformat())
    tell(fact, record, by=by, at=at, rows=[made])
    return made


def submitted(record: Record, at: datetime) -> Iterable[Ledgered]:
    """With a draft that is handed to the unit's review the legal reviewer owes an opinion, unless there is one on this very text."""
    if not is_due(record):
        # It may have been a normative one when it was submitted before. An object that was born here knows the duties opened through it.
        return close_duties(record, LEGALITY, on=localdate(at), complete=born_here(record))
    settle()
    if not _lacks_review(record):
        return ()
    if queries.owes(record, LEGALITY):
        # Since it was submitted before, it may have been given another day of formation.
        warn_on = publish_term(record.term_from).warn_on
        return retime_duties(record, LEGALITY, due_on=record.term_due_on, warn_on=warn_on)
    return (gates.owe(record, LEGALITY, Role.LEGAL_REVIEWER, at),)


def ended(record: Record, at: datetime) -> list[Ledgered]:
    """Nobody owes an opinion on it any more."""
    return close_duties(record, LEGALITY, on=localdate(at))
