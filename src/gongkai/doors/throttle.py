"""Slowing those who guess: by what they guess at, and by the network they come from. Nobody is locked out.

Counts stand in the cache under keyed hashes, so that neither an address nor what was typed can be read there. A try that is due
to wait is answered later, right or wrong alike; a guesser who hammers somebody's number costs that person seconds, not the way in.
"""

import hmac
import os
import time
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address, ip_network
from threading import BoundedSemaphore

from django.core.cache import cache
from django.http import HttpRequest

from gongkai.ground.home.paths import key

FIRST, LONGEST = 0.5, 8.0
"""Seconds of the first delay, which doubles, and of the longest."""
_waiting = BoundedSemaphore(8)


class TooMany(RuntimeError):
    """So many tries wait already that this one is not taken in; the answer is 429."""


@dataclass(frozen=True)
class Brake:
    """Delays tries on one kind of thing. ``free`` failures cost nothing; counts are forgotten ``window`` seconds after the first."""

    name: str
    free: int
    window: int = 900

    def _place(self, what: str) -> str:
        return f"brake:{self.name}:{hmac.new(key('brake'), what.encode(), sha256).hexdigest()}"

    def delay(self, what: str) -> float:
        """Seconds that the next try has to wait."""
        over = cache.get(self._place(what), 0) - self.free
        return min(FIRST * 2 ** min(over, 20), LONGEST) if over >= 0 else 0.0

    def failed(self, what: str) -> None:
        place = self._place(what)
        cache.add(place, 0, self.window)
        try:
            cache.incr(place)
        except ValueError:  # it ran out between the two
            cache.add(place, 1, self.window)

    def succeeded(self, what: str) -> None:
        cache.delete(self._place(what))


def hold(seconds: float) -> None:
    """Wait before a try is looked at. Raises TooMany where waiting would take all threads from other visitors."""
    if seconds <= 0:
        return
    if not _waiting.acquire(blocking=False):
        raise TooMany
    try:
        time.sleep(seconds)
    finally:
        _waiting.release()


def network_of(request: HttpRequest) -> str:
    """The network a request comes from: an IPv4 address, or the /64 of an IPv6 address.

    ``GONGKAI_PROXIES`` (addresses or networks, with commas) names our own proxies; only behind one of them X-Forwarded-For is
    believed, read from its end up to the first address that is not ours.
    """
    here = request.META.get("REMOTE_ADDR", "")
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    while _is_ours(here) and hops:
        here = hops.pop()
    try:
        address = ip_address(here)
    except ValueError:
        return here[:64]
    if address.version == 6:
        return str(ip_network(f"{address}/64", strict=False))
    return str(address)


def _is_ours(hop: str) -> bool:
    try:
        address = ip_address(hop)
    except ValueError:
        return False
    trusted = [each.strip() for each in os.environ.get("GONGKAI_PROXIES", "").split(",") if each.strip()]
    return any(address in ip_network(each, strict=False) for each in trusted)
