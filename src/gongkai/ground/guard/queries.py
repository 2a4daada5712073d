"""Which lists hold, what was found in files, and which reasons were given."""

import hmac
import json
from collections.abc import Iterable
from functools import cache
from hashlib import sha256

from gongkai.ground.guard.models import Inspection, Justification, LoadedWords
from gongkai.ground.home.memory import remembers
from gongkai.ground.home.paths import key
from gongkai.pure.guard.wording import WordList, restored, shipped

FINDERS = "7"
"""Raised when the finders change: files are searched anew then."""


@cache
def lists() -> tuple[WordList, ...]:
    """The lists in force by key: of each the version loaded last, or the shipped one."""
    found = dict(shipped())
    for row in LoadedWords.objects.order_by("pk"):
        found[row.key] = restored(row.key, row.sort, row.name, row.version, json.loads(row.content))
    return tuple(found[each] for each in sorted(found))


@cache
def rules() -> str:
    """A mark of all that decides what is found in a text."""
    said = [FINDERS, *(f"{each.key}/{each.version}/{json.dumps(each.content())}" for each in lists())]
    return sha256("\n".join(said).encode()).hexdigest()


@remembers
def forget() -> None:
    lists.cache_clear()
    rules.cache_clear()


def loaded() -> list[LoadedWords]:
    """All versions that were loaded, the newest first."""
    return list(LoadedWords.objects.order_by("-pk"))


def latest(list_key: str) -> LoadedWords | None:
    return LoadedWords.objects.filter(key=list_key).order_by("-pk").first()


@cache
def _secret() -> bytes:
    return key("guard")


def mark_of(owner: str, part: str, sort: str, value: str) -> str:
    """How what was found is known again without its words: by a secret of this home, within one part of one record."""
    return hmac.new(_secret(), "\n".join((owner, part, sort, value)).encode(), sha256).hexdigest()


def justified(owner: str) -> dict[str, Justification]:
    """The reasons that were given for a record, by mark; of several the latest."""
    return {row.mark: row for row in Justification.objects.filter(owner=owner).order_by("pk") if row.mark}


def justifications(owner: str) -> list[Justification]:
    return list(Justification.objects.filter(owner=owner).order_by("-pk"))


def inspections(file_ids: Iterable[str]) -> dict[str, Inspection]:
    """What was found in files by the finders and lists in force, by file; a file that is missing is yet to be searched."""
    wanted = list(file_ids)
    if not wanted:
        return {}
    return {row.file_id: row for row in Inspection.objects.filter(file_id__in=wanted, rules=rules())}
