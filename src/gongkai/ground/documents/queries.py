"""Asking for notices."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from gongkai.ground.documents.models import Enclosure, Notice, Rendering
from gongkai.ground.files.models import File
from gongkai.ground.files.queries import by_ids, names_of, read_bytes
from gongkai.ground.parties import vault


@dataclass(frozen=True)
class NoticeView:
    """A notice as it is listed; ``rendered`` says whether its PDF is ready."""

    notice: Notice
    title: str
    rendered: bool


def notices_of(ref: str) -> list[NoticeView]:
    """The notices of a case in the order of their issue."""
    rows = list(Notice.objects.filter(ref=ref).order_by("id"))
    ready = set(Rendering.objects.filter(notice__in=rows).values_list("notice_id", flat=True))
    return [NoticeView(row, row.title, row.pk in ready) for row in rows]


def issued(ref: str, kinds: Collection[str]) -> list[Notice]:
    """The notices of those kinds in the order of their issue."""
    return list(Notice.objects.filter(ref=ref, kind__in=kinds).order_by("id"))


def notice_of(ref: str, number: str) -> Notice | None:
    """The notice of that number, if it belongs to the case."""
    return Notice.objects.filter(ref=ref, number=number).first()


def papers(ref: str) -> set[str]:
    """The ids of the files that are a case's rendered notices: they name the applicant, so that each opening is a fact."""
    return set(Rendering.objects.filter(notice__ref=ref).values_list("file_id", flat=True))


@dataclass(frozen=True)
class Enclosed:
    """A file that went out with a notice, under the name by which the notice lists it."""

    place: int
    name: str
    file: File


def enclosed_with(notices: Collection[Notice]) -> dict[int, list[Enclosed]]:
    """The files that went out with each of some notices, by the notice's key, in the order in which it lists them."""
    rows = list(Enclosure.objects.filter(notice__in=notices).order_by("place")) if notices else []
    files = {file.public_id: file for file in by_ids([row.file_id for row in rows])}
    names = names_of(files.values()) if files else {}
    found: dict[int, list[Enclosed]] = {}
    for row in rows:
        if row.file_id in files:
            found.setdefault(row.notice_id, []).append(Enclosed(row.place, names[row.file_id], files[row.file_id]))
    return found


def data_of(notice: Notice) -> dict[str, Any]:
    """What a notice says; {} once its subject is erased."""
    return vault.unseal(notice.ref, _sealed_as(notice), {})


def addressee(notice: Notice, sealed: dict[str, Any]) -> str:
    """Whom a notice addresses, from all that is sealed of its subject; "" once that is erased."""
    return sealed.get(_sealed_as(notice), {}).get("to", "")


def _sealed_as(notice: Notice) -> str:
    return f"notice:{notice.number}"[:40]


def pdf_of(notice: Notice) -> bytes | None:
    """The PDF as it was rendered; None if that is still to come, or its subject is erased."""
    row = Rendering.objects.filter(notice=notice).first()
    if row is None:
        return None
    try:
        return read_bytes(File.objects.get(public_id=row.file_id))
    except vault.Erased:
        return None
