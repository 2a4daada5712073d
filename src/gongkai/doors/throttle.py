"""Slowing those who guess: by what they guess at and the network they come from. Nobody is locked out, and nobody else waits.

After some failures a pause begins, longer with each further one. A try within the pause is not looked at, right or wrong
alike: the answer says when to come again. Nothing sleeps meanwhile: a web process has one thread, and whoever guesses must not
hold it up for the others. Counts stand in the cache under keyed hashes, so that neither an address nor what was typed can be
read there.
"""

import hmac
import os
import time
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address, ip_network
from math import ceil

from django.core.cache import cache
from django.http import HttpRequest

from gongkai.ground.home.paths import key

FIRST, LONGEST = 1, 8
"""Seconds of the first pause, which doubles, and of the longest."""


@dataclass(frozen=True)
class Brake:
    """Slows tries on one kind of thing. ``free`` failures cost nothing; counts are forgotten ``window`` seconds after the first."""

    name: str
    free: int
    window: int = 900

    def place(self, *what: str) -> str:
        told = "\n".join(what).encode()
        return f"brake:{self.name}:{hmac.new(key('brake'), told, sha256).hexdigest()}"

    def pause(self, *what: str) -> int:
        """Seconds until the next try is looked at; 0 if it may be now."""
        until = cache.get(f"{self.place(*what)}:until", 0.0)
        return max(0, ceil(until - time.time()))

    def failed(self, *what: str) -> None:
        place = self.place(*what)
        cache.add(place, 0, self.window)
        try:
            failures = cache.incr(place)
        except ValueError:  # it ran out between the two
            failures = 1
            cache.add(place, failures, self.window)
        over = failures - self.free
        if over >= 0:
            pause = min(FIRST * 2 ** min(over, 20), LONGEST)
            cache.set(f"{place}:until", time.time() + pause, pause)

    def succeeded(self, *what: str) -> None:
        place = self.place(*what)
        cache.delete_many([place, f"{place}:until"])


@dataclass(frozen=True)
class Quota:
    """At most so many of something within ``window`` seconds of the first, for what costs somebody else: a mail in a stranger's box."""

    name: str
    most: int
    window: int = 86400

    def take(self, *what: str) -> bool:
        """Use one; False if there is none left. What was refused is not counted."""
        place = Brake(self.name, 0).place(*what)
        if cache.get_or_set(place, 0, self.window) >= self.most:
            return False
        try:
            cache.incr(place)
        except ValueError:  # it ran out between the two
            cache.add(place, 1, self.window)
        return True


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
