"""Papers of a case as its applicant may have them: notices addressed to them, and receipts from the public log."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse

from gongkai.ground.documents.letter import letter
from gongkai.ground.documents.models import Notice
from gongkai.ground.documents.queries import Enclosed, data_of, enclosed_with, issued
from gongkai.ground.ledger.facts import fact_types
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import ledger_of


@dataclass(frozen=True)
class Paper:
    """A notice as it is listed, with the files that went out with it."""

    row: Notice
    title: str
    number: str
    dated_on: date
    enclosed: list[Enclosed]


@dataclass(frozen=True)
class Proof:
    """A fact of the case whose receipt can be had."""

    idx: int
    label: str
    at: datetime


def notices_of(case: Case, kinds: Collection[str]) -> list[Paper]:
    """Notices of those kinds, in the order of their issue."""
    rows = issued(case.ref, kinds)
    enclosed = enclosed_with(rows)
    return [Paper(row, row.title, row.number, row.dated_on, enclosed.get(row.pk, [])) for row in rows]


def notice_of(case: Case, kinds: Collection[str], number: str) -> Paper | None:
    return next((each for each in notices_of(case, kinds) if each.number == number), None)


def text_of(paper: Paper) -> dict[str, Any]:
    """What a notice says, in the words of the paper itself; {} once the applicant's data has been erased."""
    data = data_of(paper.row)
    return letter(paper.row.kind, data) if data else {}


def proofs_of(case: Case) -> list[Proof]:
    """The facts an applicant may want to prove: that the application came, and how it ended."""
    facts = ledger_of(case.ref)
    found = [Proof(facts[-1][0], "收到申请", facts[-1][1].at)] if facts else []
    if case.closed:
        ends = [(idx, fact) for idx, fact, _ in facts if fact.name == "case.closed" and fact.name in fact_types()]
        found += [Proof(idx, "办结", fact.at) for idx, fact in ends[:1]]
    return found


def attachment(data: bytes, name: str, content_type: str) -> HttpResponse:
    """A download under a name that may be Chinese."""
    answer = HttpResponse(data, content_type=content_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer
