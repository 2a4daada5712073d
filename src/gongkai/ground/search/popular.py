"""What many people look for, counted without keeping who asked what.

Nothing is kept of a question in clear until ``FLOOR`` different networks have asked it within ``DAYS`` days: until then there is only a
count under a keyed hash, which names nobody. Numbers, addresses and whatever might be a person's are never counted.
"""

import hmac
import re
import time
from hashlib import sha256

from django.core.cache import cache

from gongkai.ground.home.paths import key
from gongkai.ground.search import text

FLOOR = 5
DAYS = 30
SHOWN = 8
KEPT = 200
LONGEST = 20
PLACE = "popular"
DAY = 24 * 3600

_DIGITS = re.compile(r"\d{5,}")


def countable(said: str) -> bool:
    """May this be shown to others once enough have asked it? Not digits alone, nothing like an identity or telephone number, an
    address or a sentence; something has to be a word."""
    said = text.plain(said)
    return (
        2 <= len(said) <= LONGEST
        and bool(text.HAN.search(said))
        and not _DIGITS.search(re.sub(r"[\s\-.]", "", said))
        and "@" not in said
        and not text.looks_like_number(said)
    )


def _hashed(*what: str) -> str:
    return hmac.new(key("asked"), "\n".join(what).encode(), sha256).hexdigest()


def count(said: str, network: str) -> None:
    """Somebody asked this and something was found."""
    said = " ".join(text.plain(said).split())
    if not countable(said):
        return
    day = str(int(time.time() // DAY))
    # The same network counts once a day.
    if not cache.add(f"asked:{_hashed(said, network, day)}", 1, DAY):
        return
    place = f"asked:{_hashed(said)}"
    cache.add(place, 0, DAYS * DAY)
    try:
        times = cache.incr(place)
    except ValueError:  # it ran out between the two
        return
    if times >= FLOOR:
        known: dict[str, tuple[int, float]] = cache.get(PLACE) or {}
        known[said] = (times, time.time())
        kept = sorted(known.items(), key=lambda each: -each[1][0])[:KEPT]
        cache.set(PLACE, dict(kept), DAYS * DAY)


def popular() -> list[str]:
    """Most asked first; what nobody has asked for ``DAYS`` days is gone."""
    oldest = time.time() - DAYS * DAY
    known: dict[str, tuple[int, float]] = cache.get(PLACE) or {}
    found = [(times, said) for said, (times, last) in known.items() if last >= oldest]
    return [said for _, said in sorted(found, key=lambda each: (-each[0], each[1]))]
