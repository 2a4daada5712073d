"""Telling who writes a wish, before they send it, that it may be public already, or that another unit may have it."""

from dataclasses import dataclass
from hashlib import sha256
from types import ModuleType
from typing import Any

from gongkai.doors import throttle
from gongkai.engines.feeders import likely
from gongkai.engines.site import addresses
from gongkai.ground.search import places
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import unit_by_code

LOOKING = throttle.Brake("already", free=120, window=60)
SHORTEST = 4


@dataclass(frozen=True)
class Told:
    """What is public: (title, address, unit, day). ``organ``: who else may have it, by which ``words`` of its own."""

    found: list[tuple[str, str, str, Any]]
    organ: str = ""
    words: tuple[str, ...] = ()


def told_once(face: ModuleType, form: UiForm, draft: Any) -> Told | None:
    """What is to be told before going on from a page where something is wished for; of each wish once, so that who reads it can go on."""
    wish = form.wish() if getattr(form, "offers", False) else ""
    mark = sha256(wish.encode()).hexdigest()[:16]
    if not wish or draft.looked == mark:
        return None
    draft.looked = mark
    return told(wish, face.holder(form.answers))


def told(wish: str, asked: Unit | None, network: str = "") -> Told | None:
    """None where there is nothing to tell, or it cannot be told now: nobody is kept from asking by that."""
    if len(wish.strip()) < SHORTEST or asked is None or (network and LOOKING.pause(network)):
        return None
    if network:
        LOOKING.failed(network)
    try:
        hits, other = likely.public_already(wish), likely.elsewhere(wish, asked.code)
    except places.Unavailable:
        return None
    found = [
        ("".join(piece for piece, _ in hit.title), addresses.record(hit.row.key), hit.unit, hit.day) for hit in hits
    ]
    organ = unit_by_code(other.code) if other else None
    if organ is None or organ.closed_on:
        return Told(found) if found else None
    return Told(found, organ.name, other.words)
