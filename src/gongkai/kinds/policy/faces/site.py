"""A policy document on the public site: first in the navigation and on the home page, with its number and whether it holds."""

from collections.abc import Collection
from dataclasses import dataclass

from gongkai.ground.ui.words import zh_date
from gongkai.kinds.policy import queries
from gongkai.kinds.policy.models import ClearingItem, Filing

nav = "政策文件"
order = 1
news = "新发布的政策"
news_rows = 6
wide = True
aside = "policy/aside.html"
library = "政策文件库"


def state(view):
    """A normative document is marked as such (it binds citizens until it is repealed or lapses)."""
    return ("tag--info", "行政规范性文件") if view.get("normative") else None


@dataclass(frozen=True)
class Told:
    """What is told beside a document: its course as (label, words)."""

    course: tuple[tuple[str, str], ...]
    clearings: tuple[tuple[str, str, str], ...] = ()
    """What clearings decided on it: words, small words, the id of the result."""


def told(record_ids: Collection[str]) -> dict[str, Told]:
    """What happened to these documents besides their publication; nothing of those where nothing did."""
    filings, reasons = queries.filings(record_ids), queries.not_interpreted(record_ids)
    reviews, meetings = queries.passed_by(record_ids)
    course: dict[str, list[tuple[str, str]]] = {}
    for key, review in reviews.items():
        course.setdefault(key, []).append(("合法性审查", f"{zh_date(review.reviewed_on)}{review.organ}审查，合法"))
    for key, meeting in meetings.items():
        course.setdefault(key, []).append(("集体审议", f"{zh_date(meeting.held_on)}{meeting.meeting}审议通过"))
    for key, because in reasons.items():
        course.setdefault(key, []).append(("解读", f"不另作解读：{because}"))
    for key, filing in filings.items():
        course.setdefault(key, []).extend(_filing(filing))
    cleared = {key: tuple(_clearing(item) for item in items) for key, items in queries.cleared(record_ids).items()}
    return {key: Told(tuple(course.get(key, ())), cleared.get(key, ())) for key in course.keys() | cleared.keys()}


def _clearing(item: ClearingItem) -> tuple[str, str, str]:
    words = f"{zh_date(item.clearing.signed_on)}清理：{item.get_fate_display()}"
    return words, item.reason, item.clearing.result_id if item.clearing.result.live else ""


def _filing(filing: Filing) -> list[tuple[str, str]]:
    if not filing.number:
        return [("备案", f"{zh_date(filing.sent_on)}报{filing.authority}")]
    return [("备案", f"{filing.authority}{zh_date(filing.registered_on)}备案，备案号{filing.number}")]


def linked(view):
    """A document is what schema.org calls legislation: its number, who passed it, from when to when it holds."""
    validity = (
        "/".join((view.get("effective_on") or "", view.get("expires_on") or "..")) if view.get("effective_on") else None
    )
    return {
        "@type": "Legislation",
        "legislationIdentifier": view.get("document_number"),
        "legislationDate": view["formed_on"],
        "legislationDateOfApplicability": view.get("effective_on"),
        "temporalCoverage": validity,
    }
