"""What shows that a key point is done, or what a unit claims: records, cases and entries of logbooks, searched for within scope, named, and taken off
again."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.finding import cases_with, records_with
from gongkai.doors.desk.sending import take_once
from gongkai.doors.desk.shell import show
from gongkai.ground.search.asking import LONGEST
from gongkai.ground.ui.legible import legible
from gongkai.ground.ui.shell import Link
from gongkai.ground.ui.words import iso_date
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.keypoints import actions
from gongkai.kernel.keypoints import queries as keypoints
from gongkai.kernel.keypoints.actions import REPORTERS
from gongkai.kernel.keypoints.models import STRUCK, KeyPoint
from gongkai.kernel.logbooks import queries as logbooks
from gongkai.kernel.logbooks.models import Entry
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.flow import STATES
from gongkai.kernel.records.models import Record
from gongkai.pure import declare

BASE = "/desk/key-points/"
MOST = 20
"""Of each sort that are found."""


@dataclass(frozen=True)
class Thing:
    """Something that can show what was done, as its reader sees it."""

    about: str
    sort: str
    title: str
    small: str
    url: str


def _of_record(record: Record) -> Thing:
    small = (
        f"{record.unit.short_name} · {STATES[record.state].label} · {iso_date(record.published_on or record.formed_on)}"
    )
    return Thing(record.ref, declare.kind(record.kind).name, record.title, small, f"/desk/r/{record.pk}/")


def _of_cases(found: list[Case]) -> list[Thing]:
    subjects = cases.subjects_of(found) if found else {}
    return [
        Thing(
            each.ref, declare.procedure(each.procedure).name, subjects.get(each.ref, cases.ERASED), f"{each.reference} · {each.unit.short_name}",
            f"/desk/c/{each.reference}/",
        )
        for each in found
    ]  # fmt: skip


def _of_entry(entry: Entry) -> Thing:
    small = f"{entry.unit.short_name} · {iso_date(entry.on)}"
    return Thing(entry.ref, entry.declaration.name, entry.title, small, f"/desk/logbooks/e/{entry.code}/")


def things_named(request: HttpRequest, refs: Iterable[str]) -> dict[str, Thing]:
    """Of these names what exists for this person; as many queries for many as for one."""
    keys: dict[str, list[str]] = {"record": [], "case": [], "entry": []}
    for ref in refs:
        sort, _, key = ref.partition(":")
        if sort in keys:
            keys[sort].append(key)
    scope, found = request.scope, []
    if keys["record"]:
        found += [_of_record(each) for each in records.visible_to(scope).filter(pk__in=keys["record"])]
    if keys["case"]:
        seen = cases.visible_to(scope).filter(reference__in=keys["case"]).select_related("unit")
        found += _of_cases([each for each in seen if not cases.is_guest(scope, each)])
    if keys["entry"]:
        found += [_of_entry(each) for each in logbooks.visible_to(scope).filter(pk__in=keys["entry"])]
    return {each.about: each for each in found}


class Shows(Protocol):
    """What names by ``about`` something that shows what was done."""

    about: str
    seq: int


S = TypeVar("S", bound=Shows)


def proofs_told(request: HttpRequest, proofs: list[S]) -> tuple[list[tuple[S, Thing]], int]:
    """What shows a key point, or a unit's claim, as far as this person may see it, and how much more there is."""
    known = things_named(request, [each.about for each in proofs])
    told = [(each, known[each.about]) for each in proofs if each.about in known]
    return told, len(proofs) - len(told)


def found_by(request: HttpRequest, said: str) -> list[Thing]:
    """What somebody may mean by some words: records by everything in them, cases by number and subject, entries by what they say."""
    if not said:
        return []
    entries = logbooks.saying(request.scope, said)[:MOST]
    seen = [each for each in cases_with(request, said)[:MOST] if not cases.is_guest(request.scope, each)]
    return [
        *(_of_record(each) for each in records_with(request, said)[:MOST]),
        *_of_cases(seen),
        *(_of_entry(each) for each in entries),
    ]


def _point(request: HttpRequest, code: str) -> KeyPoint:
    """A key point for which this person reports; 404 for any other."""
    point = keypoints.get_visible(request.scope, code)
    by = request.scope.actor()
    own = frozenset().union(*(by.holds_for.get(role, frozenset()) for role in REPORTERS))
    if point is None or point.state == STRUCK or not (point.unit_id in own or keypoints.is_assisted_by(point, own)):
        raise Http404
    return point


@desk(methods=("GET", "POST"))
def evidence(request: HttpRequest, code: str) -> HttpResponse:
    """Search for what shows it (``?q``), and name it."""
    point = _point(request, code)
    said = legible(request.GET.get("q", ""), lines=False).strip()[:LONGEST]
    refused = ""
    if request.method == "POST":
        chosen = list(things_named(request, request.POST.getlist("about")[: actions.MOST_PROOFS]))
        who = {"by": request.scope.actor(), "at": request.at}
        try:
            take_once(request, lambda: actions.prove(point=point, about=chosen, **who))
        except StepRefused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, "已经加为佐证。")
            return redirect(f"{BASE}{code}/")
    there = {each.about for each in keypoints.proofs_of(point)}
    return show(
        request, "desk/key_points/evidence.html", "加佐证", status=422 if refused else 200, back=Link(point.title, f"{BASE}{code}/"),
        point=point, said=said, found=[(each, each.about in there) for each in found_by(request, said)], refused=refused,
    )  # fmt: skip


@desk(methods=("POST",))
def take_off(request: HttpRequest, code: str, seq: int) -> HttpResponse:
    """Something shows it no more."""
    point = _point(request, code)
    proof = keypoints.proof(point, seq)
    if proof is None:
        raise Http404
    try:
        actions.unprove(proof=proof, point=point, by=request.scope.actor(), at=request.at)
    except StepRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "已经取消这项佐证；加过、取消过都记在经过里。")
    return redirect(f"{BASE}{code}/")


proving_urls = [
    path("key-points/<slug:code>/evidence/", evidence),
    path("key-points/<slug:code>/evidence/<int:seq>/off", take_off),
]
