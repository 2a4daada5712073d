"""Two versions of a record side by side, or one text with what was edited between them; and the page of whoever was overtaken: what was saved meanwhile beside what they wrote."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.record_acts import record_or_404
from gongkai.doors.desk.shell import show
from gongkai.ground.files.queries import by_ids
from gongkai.ground.files.queries import names_of as file_names
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.queries import names_of
from gongkai.ground.units.scope import Scope
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.comparing import Compared, compare, near_changes
from gongkai.kernel.records.models import Record, Version
from gongkai.kernel.records.tracking import Edit, Paragraph, tracked
from gongkai.pure import declare
from gongkai.pure.guard.markup import blocks_of


def may_see_private(record: Record, scope: Scope) -> bool:
    """Fields that are not public are the unit's own; an organ that is only asked about it sees what will be public."""
    return scope.whole or record.unit_id in scope.units | scope.overseen


def with_files(contents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Contents with the names of their attachments, for comparing."""
    ids = list(dict.fromkeys(each for content in contents for each in content.get("attachments") or []))
    files = by_ids(ids) if ids else []
    names = file_names(files) if files else {}
    return [
        content | {"files": [names.get(each, "附件") for each in content.get("attachments") or []]}
        for content in contents
    ]


def compared(record: Record, scope: Scope, left: dict[str, Any], right: dict[str, Any]) -> list[Compared]:
    """What differs between two contents of a record, as far as this person may see it."""
    left, right = with_files([left, right])
    return compare(declare.kind(record.kind), left, right, private=may_see_private(record, scope))


@desk()
def compare_versions(request: HttpRequest, record_id: str) -> HttpResponse:
    """``?left=1&right=3``; by default what is on the site, or else the version before, and the latest."""
    record = record_or_404(request, record_id)
    versions = {version.number: version for version in records.versions_of(record)}
    right = _asked(request, "right", versions, record.current)
    before = max((n for n in versions if n < right), default=right)
    usual = record.published if record.published in versions and record.published != right else before
    left = _asked(request, "left", versions, usual)
    erased = [n for n in (left, right) if not versions[n].content]
    return show(
        request,
        "desk/compare.html",
        "版本对照",
        record=record,
        left=left,
        right=right,
        versions=[(number, _called(record, version)) for number, version in versions.items()],
        left_name=f"第{left}版",
        right_name=f"第{right}版",
        names=_who(versions[left], versions[right]),
        erased=[f"第{n}版的内容已经清除，不能对照。" for n in dict.fromkeys(erased)],
        compared=[] if erased else compared(record, request.scope, versions[left].values(), versions[right].values()),
        back=Link(record.title, f"/desk/r/{record.pk}/"),
    )


@dataclass(frozen=True)
class Saved:
    """A version between two: who saved it, when, and what of the text came and went with it."""

    number: int
    who: str
    at: datetime | None
    added: int
    struck: int


@desk()
def tracked_edits(request: HttpRequest, record_id: str) -> HttpResponse:
    """A record's text with what was added and struck out between two versions (``?left=1&right=3``), each with who did so and when."""
    record = record_or_404(request, record_id)
    versions = {version.number: version for version in records.versions_of(record)}
    right = _asked(request, "right", versions, record.current)
    left = _asked(request, "left", versions, min(versions))
    left, right = sorted((left, right))
    between = [versions[n] for n in sorted(versions) if left < n <= right]
    erased = [version.number for version in (versions[left], *between) if not version.content]
    texts = {each.number: _paragraphs(each) for each in (versions[left], *between)}
    found = [] if erased else tracked(texts[left], [(each.number, texts[each.number]) for each in between])
    names, at = names_of({each.by for each in between}), records.saved_at(record)
    edits = [edit for paragraph in found for edit in paragraph]
    saved = {
        each.number: Saved(
            each.number,
            names.get(each.by, each.by),
            at.get(each.number),
            sum(len(edit.text) for edit in edits if edit.added == each.number),
            sum(len(edit.text) for edit in edits if edit.struck == each.number),
        )
        for each in between
    }
    return show(
        request,
        "desk/tracked.html",
        "修订",
        record=record,
        left=left,
        right=right,
        versions=[(number, _called(record, version)) for number, version in versions.items()],
        erased=[f"第{n}版的内容已经清除，不能看修订。" for n in erased],
        saved=list(saved.values()),
        paragraphs=list(_with_folds(found, saved)),
        compare_url=f"/desk/r/{record.pk}/compare/?left={left}&right={right}",
        back=Link(record.title, f"/desk/r/{record.pk}/"),
    )


def _paragraphs(version: Version) -> list[str]:
    return [text for block in blocks_of(version.values().get("body") or "") if (text := block.text.strip())]


def _with_folds(
    found: list[Paragraph], saved: dict[int, Saved]
) -> Iterator[tuple[list[tuple[Edit, Saved | None]], int]]:
    """Paragraphs, each edit with the version that it is of; long stretches in which nothing changed as their length alone."""
    for n, folded in near_changes([any(not edit.same for edit in paragraph) for paragraph in found]):
        yield [] if n is None else [(edit, saved.get(edit.struck or edit.added)) for edit in found[n]], folded


def _asked(request: HttpRequest, name: str, versions: dict[int, Version], usual: int) -> int:
    wanted = request.GET.get(name, "")
    if not wanted:
        return usual
    if not wanted.isdigit() or int(wanted) not in versions:
        raise Http404(wanted)
    return int(wanted)


def _called(record: Record, version: Version) -> str:
    if version.number == record.published:
        return f"第{version.number}版（{'网上' if record.live else '撤下前'}）"
    return f"第{version.number}版"


def _who(left: Version, right: Version) -> tuple[str, str]:
    names = names_of({left.by, right.by})
    return names.get(left.by, left.by), names.get(right.by, right.by)


compare_urls = [
    path("r/<slug:record_id>/compare/", compare_versions),
    path("r/<slug:record_id>/tracked/", tracked_edits),
]
