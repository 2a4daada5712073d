"""What rooms derive from facts and rows, found by folder: held against these by verification, made anew by ``gongkai rebuild``.

A room that derives rows on which figures or scope rest has a module ``derived`` with ``Held`` and ``rebuild`` as below.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from django.apps import apps
from django.utils.module_loading import module_has_submodule

Find = Callable[[str, str], None]
"""Takes where and what, as ``Result.find``."""


class Held(Protocol):
    """One reading of all facts, at the end of which the derived rows are compared. ``folder`` is for temporary files."""

    def __init__(self, folder: Path) -> None: ...

    def size(self) -> int:
        """How many rows are to be compared."""

    def add(self, idx: int, rows: dict[str, Any]) -> None:
        """Take in the images of one fact; they come in the facts' order."""

    def finish(self, find: Find, tick: Callable[[int], None]) -> None:
        """Compare; ``tick`` is told how many rows were looked at."""

    def close(self) -> None:
        """Let go of what was opened."""


class RowsAlone:
    """A ``Held`` that needs no facts: only ``finish`` is left to say."""

    def __init__(self, folder: Path) -> None:
        pass

    def size(self) -> int:
        return 0

    def add(self, idx: int, rows: dict[str, Any]) -> None:
        pass

    def close(self) -> None:
        pass


class Derivation(Protocol):
    """A room's module ``derived``."""

    Held: type[Held]

    def rebuild(self) -> str:
        """Throw the rows away and derive them again; what was done, in English."""


def derivations() -> list[Derivation]:
    """All of them, floor by floor."""
    rooms = [config.name for config in apps.get_app_configs() if module_has_submodule(config.module, "derived")]
    return [import_module(f"{room}.derived") for room in rooms if room != __package__]
