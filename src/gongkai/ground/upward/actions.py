"""What happens to submissions. Who may decide it is judged above (engines/channels)."""

import secrets
from collections.abc import Callable
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.ledger.rows import change
from gongkai.ground.upward import facts
from gongkai.ground.upward.models import ADOPTED, DECLINED, Submission

SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"


def new_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """A submission's permanent code."""
    return "".join(choose(SIGNS) for _ in range(10))


class Moved(ValueError):
    """A submission is not as it was seen any more."""


@acting
def submit(*, ref: str, unit_id: int, destination: str, name: str, by: str, at: datetime, code: str = "") -> Submission:
    """Report a record. ``name``: how the destination is called; ``code``: its permanent code, if it is not to be drawn. Raises IntegrityError if it
    was reported there before."""
    code = code or new_code()
    made = Submission.objects.create(
        code=code, ref=ref, unit_id=unit_id, destination=destination, reported_on=localdate(at)
    )
    record(facts.SubmissionMade(code, name, ref), ref=made.history, by=by, at=at, rows=[made])
    return made


@acting
def adopt(*, submission: Submission, on: date, place: str, how: str, name: str, by: str, at: datetime) -> Submission:
    """It was adopted there on a day; ``place`` is where it stands, or "". What was said before is put right by it. Raises Moved."""
    values = {"state": ADOPTED, "decided_on": on, "how": how, "place": place, "because": ""}
    _decide(submission, values)
    fact = facts.SubmissionAdopted(submission.code, name, on.isoformat(), how)
    record(fact, ref=submission.history, by=by, at=at, rows=[submission])
    return submission


@acting
def decline(*, submission: Submission, because: str, how: str, name: str, by: str, at: datetime) -> Submission:
    """It was not adopted there. Raises Moved."""
    values = {"state": DECLINED, "decided_on": localdate(at), "how": how, "place": "", "because": because}
    _decide(submission, values)
    fact = facts.SubmissionDeclined(submission.code, name, because, how)
    record(fact, ref=submission.history, by=by, at=at, rows=[submission])
    return submission


def _decide(submission: Submission, values: dict) -> None:
    if not change(submission, values, seen={"state": submission.state}):
        raise Moved(submission.code)
