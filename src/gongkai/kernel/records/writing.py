"""What somebody types is kept between two savings, and the editor of a record is held by one person at a time.

Neither is an act, so neither leaves a fact. A fact says what the government did: that Wang had half a sentence in a form at 10:31 is nothing it
did, nobody can rely on it, and a ledger that kept it could never forget what was typed by mistake and never saved. What is typed becomes an act when
its writer saves it: then there is a version and a fact. Holding the editor is a courtesy as well, told to the second person before they write; what
keeps a text from being lost is the revision, which every saving asks for. So these rows may be deleted, and a backup without them lacks nothing done.
"""

import json
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from gongkai.kernel.records.models import Writing

LAPSES = timedelta(minutes=15)
"""Nothing typed for so long, and somebody else may take the editor over."""
KEPT = timedelta(days=90)
"""What was typed and never saved waits so long for its writer."""
MOST = 4_000_000
"""Signs of a form that are kept: a long document with its tables."""


class TooLong(ValueError):
    """More was typed than is kept between two savings."""


def enter(*, record_id: str, person: str, kind: str, unit: str, base: int, at: datetime) -> Writing | None:
    """Open the editor: this person holds it now, under a new token. None if somebody else does, or has left in it what is not saved: then
    it is taken over in so many words (``take_over``).
    """
    other = _holder(record_id, person)
    if other and (other.touched_at + LAPSES > at or other.typed):
        return None
    return _hold(record_id, person, kind, unit, base, at)


def take_over(*, record_id: str, person: str, kind: str, unit: str, base: int, at: datetime) -> Writing | None:
    """Take the editor over from somebody who has typed nothing for a while; None if they have, or somebody else was quicker."""
    other = _holder(record_id, person)
    return None if other and other.touched_at + LAPSES > at else _hold(record_id, person, kind, unit, base, at)


def _hold(record_id: str, person: str, kind: str, unit: str, base: int, at: datetime) -> Writing | None:
    try:
        with transaction.atomic():
            # As it was seen: of two who take it over at once, one finds it still held.
            lapsed = Writing.objects.filter(record_id=record_id, holds=True, touched_at__lte=at - LAPSES)
            lapsed.exclude(person=person).update(holds=False)
            mine, _ = Writing.objects.get_or_create(
                record_id=record_id, person=person,
                defaults={"kind": kind, "unit": unit, "base": base, "since": at, "touched_at": at},
            )  # fmt: skip
            if not (mine.holds and mine.touched_at + LAPSES > at):
                mine.since = at
            # What is typed stays a text on the revision that its writer had before them.
            mine.base = mine.base if mine.typed else base
            mine.holds, mine.token, mine.touched_at = True, secrets.token_hex(8), at
            mine.save()
            return mine
    except IntegrityError:
        return None


def _holder(record_id: str, but: str = "") -> Writing | None:
    return Writing.objects.filter(record_id=record_id, holds=True).exclude(person=but).first()


def held_by_another(record_id: str, person: str, at: datetime) -> Writing | None:
    """Who else holds the editor and has typed lately; None if nobody does."""
    other = _holder(record_id, person)
    return other if other and other.touched_at + LAPSES > at else None


def left_by_another(record_id: str, person: str) -> Writing | None:
    """Who else holds the editor, lately or not."""
    return _holder(record_id, person)


def keep(*, record_id: str, person: str, token: str, values: Iterable[tuple[str, str]], at: datetime) -> bool:
    """Keep what was typed in an editor that was opened under a token. False if it is no longer that one's: its text was saved meanwhile, or
    the same person opened the record in another window. Raises TooLong.
    """
    mine = Writing.objects.filter(record_id=record_id, person=person, token=token).exclude(token="")
    return bool(mine.update(typed=_packed(values), touched_at=at))


def keep_new(
    *, record_id: str, person: str, kind: str, unit: str, values: Iterable[tuple[str, str]], at: datetime
) -> None:
    """Keep what was typed for a record that is not there yet. Raises TooLong."""
    now = {"kind": kind, "unit": unit, "typed": _packed(values), "touched_at": at}
    Writing.objects.update_or_create(
        record_id=record_id, person=person, defaults=now, create_defaults=now | {"since": at}
    )


def _packed(values: Iterable[tuple[str, str]]) -> str:
    packed = json.dumps([[name, value] for name, value in values], ensure_ascii=False)
    if len(packed) > MOST:
        raise TooLong
    return packed


def leave(record_id: str, person: str, token: str) -> None:
    """The editor was closed: nobody holds it. What was typed stays."""
    Writing.objects.filter(record_id=record_id, person=person, token=token, holds=True).exclude(token="").update(
        holds=False
    )


def rebase(record_id: str, person: str, base: int) -> None:
    """Its writer has seen what was saved meanwhile, and goes on with their own text on top of it."""
    Writing.objects.filter(record_id=record_id, person=person).update(base=base)


def saved(record_id: str, person: str) -> None:
    """What was typed is saved, or not wanted any more."""
    Writing.objects.filter(record_id=record_id, person=person).delete()


def forget_all(record_id: str) -> None:
    """The record's content must not be found any more, in nobody's half-written text either."""
    Writing.objects.filter(record_id=record_id).delete()


def of(record_id: str, person: str) -> Writing | None:
    """What this person has typed there and not saved."""
    return Writing.objects.filter(record_id=record_id, person=person).exclude(typed="").first()


def not_saved(record_id: str) -> list[Writing]:
    """What anybody has typed there and not saved, the latest first."""
    return list(Writing.objects.filter(record_id=record_id).exclude(typed="").order_by("-touched_at"))


def unfinished(person: str) -> list[Writing]:
    """All that this person has typed and not saved, newest first."""
    return list(Writing.objects.filter(person=person).exclude(typed="").order_by("-touched_at", "pk")[:20])


def clear(at: datetime) -> int:
    """Let go of what waited too long, and of editors that were opened and left without a word; how many."""
    empty = Writing.objects.filter(typed="", touched_at__lt=at - timedelta(days=1)).delete()[0]
    return empty + Writing.objects.filter(touched_at__lt=at - KEPT).delete()[0]
