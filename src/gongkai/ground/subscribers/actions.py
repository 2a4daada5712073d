"""Subscribing, confirming, changing, leaving."""

import secrets
from datetime import datetime
from hmac import compare_digest

from django.utils.timezone import localdate

from gongkai.ground.home.paths import home_path
from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.ledger.models import Fact
from gongkai.ground.ledger.rows import change as change_row
from gongkai.ground.parties import vault
from gongkai.ground.parties.actions import forget_key, scrub
from gongkai.ground.subscribers import facts
from gongkai.ground.subscribers.models import ACTIVE, ASKED, LEFT, Subscriber
from gongkai.ground.subscribers.queries import WISH, Wish

SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
UNSCRUBBED = ("run", "unscrubbed")
BY = "subscriber"
"""Who acts, in the ledger: they have no name there."""


class NotAsked(ValueError):
    """There is no such subscription any more, or it is not in the state that this needs."""


@acting
def ask(*, wish: Wish, rhythm: str, at: datetime) -> Subscriber:
    """Enter an address that is still to be confirmed. The secret of its links is made here."""
    code = "".join(secrets.choice(SIGNS) for _ in range(10))
    made = Subscriber.objects.create(code=code, rhythm=rhythm, asked_on=localdate(at))
    key = vault.new_key(made.ref)
    sealed = vault.seal(made.ref, WISH, wish.with_secret(secrets.token_urlsafe(24)).values(), key=key)
    record(facts.SubscriberAsked(code), ref=made.ref, by=BY, at=at, rows=[made, sealed])
    return made


@acting
def confirm(*, subscriber: Subscriber, at: datetime) -> Subscriber:
    """Begin to tell them, from the next fact on. Raises NotAsked."""
    last = Fact.objects.order_by("-idx").values_list("idx", flat=True).first()
    values = {"state": ACTIVE, "since": 0 if last is None else last + 1, "confirmed_on": localdate(at)}
    if not change_row(subscriber, values, seen={"state": ASKED}):
        raise NotAsked(subscriber.code)
    record(facts.SubscriberConfirmed(subscriber.code), ref=subscriber.ref, by=BY, at=at, rows=[subscriber])
    return subscriber


@acting
def change(
    *, subscriber: Subscriber, wish: Wish, rhythm: str, told_upto: int | None = None, at: datetime
) -> Subscriber:
    """Tell them of something else, or otherwise; address and secret stay as they are. ``told_upto``: the number of the first fact that they
    were not told of yet. Raises NotAsked.
    """
    held = Wish.read(vault.unseal(subscriber.ref, WISH))
    values = {"rhythm": rhythm} | ({} if told_upto is None else {"told_upto": told_upto})
    if held is None or not change_row(subscriber, values, seen={"state": ACTIVE}):
        raise NotAsked(subscriber.code)
    kept = Wish(held.email, wish.sections, wish.words, held.secret)
    sealed = vault.seal(subscriber.ref, WISH, kept.values(), seq=vault.next_seq(subscriber.ref, WISH))
    record(facts.SubscriberChanged(subscriber.code), ref=subscriber.ref, by=BY, at=at, rows=[subscriber, sealed])
    return subscriber


@acting
def leave(*, subscriber: Subscriber, because: str, by: str = BY, at: datetime) -> Subscriber:
    """End it and erase who they are and what they wished. Raises NotAsked if they have left already."""
    seen = {"state": subscriber.state}
    if subscriber.state == LEFT or not change_row(subscriber, {"state": LEFT, "ended_on": localdate(at)}, seen=seen):
        raise NotAsked(subscriber.code)
    home_path(*UNSCRUBBED).touch()
    forget_key(subscriber.ref)
    record(facts.SubscriberLeft(subscriber.code, because), ref=subscriber.ref, by=by, at=at, rows=[subscriber])
    return subscriber


def opens(wish: Wish | None, secret: str) -> bool:
    """Is this the secret of their links? Nobody's, once they have left."""
    return wish is not None and compare_digest(wish.secret.encode(), secret.encode())


def scrub_left() -> bool:
    """Remove what the database keeps of keys of those who left; False if nobody has since it was last done. Outside any transaction."""
    mark = home_path(*UNSCRUBBED)
    if not mark.exists():
        return False
    # First the mark: who leaves while it is being done leaves a new one.
    mark.unlink(missing_ok=True)
    try:
        scrub()
    except BaseException:
        mark.touch()
        raise
    return True
