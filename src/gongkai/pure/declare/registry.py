"""The registry of drawers, filled when their packages are imported."""

import importlib
from dataclasses import dataclass
from functools import cache
from pkgutil import iter_modules
from types import ModuleType

from gongkai.pure.declare.flow import Procedure
from gongkai.pure.declare.kinds import GROUPS, Kind
from gongkai.pure.declare.logbooks import Logbook

Declaration = type[Kind] | type[Procedure] | type[Logbook]


@dataclass(frozen=True)
class Drawer:
    """A registered kind, procedure or logbook and the package it lives in."""

    code: str
    package: str
    declaration: Declaration

    def face(self, door: str) -> ModuleType | None:
        """The drawer's module for a door ("desk", "counter", "site", "api"), or None if it has none."""
        return _module(f"{self.package}.faces.{door}")

    def module(self, name: str) -> ModuleType | None:
        """A module of the drawer ("actions", "measures"), or None if it has none."""
        return _module(f"{self.package}.{name}")

    def learn_facts(self) -> None:
        """Import every module in which the drawer says what happens in it: ``facts``, and those whose names end so. A fact is known by its import."""
        package = importlib.import_module(self.package)
        for each in iter_modules(package.__path__):
            if each.name == "facts" or each.name.endswith("_facts"):
                importlib.import_module(f"{self.package}.{each.name}")


_kinds: dict[str, Drawer] = {}
_procedures: dict[str, Drawer] = {}
_logbooks: dict[str, Drawer] = {}


@cache  # asked on each page; what is not there is searched for on the disk each time
def _module(dotted: str) -> ModuleType | None:
    try:
        return importlib.import_module(dotted)
    except ModuleNotFoundError as error:
        if error.name and dotted.startswith(error.name):
            return None
        raise


def _shelf_of(declaration: Declaration) -> dict[str, Drawer]:
    if issubclass(declaration, Logbook):
        return _logbooks
    return _kinds if issubclass(declaration, Kind) else _procedures


def register(declaration: Declaration, package: str) -> None:
    """Make a drawer known; called at the end of its ``__init__.py`` with ``__name__``. Raises ValueError on a taken code or an unknown group."""
    shelf = _shelf_of(declaration)
    if issubclass(declaration, Kind) and declaration.group not in GROUPS:
        raise ValueError(f"{package} is offered under {declaration.group!r}, which is none of {GROUPS}")
    known = shelf.get(declaration.code)
    if known and known.package != package:
        raise ValueError(f"{package} and {known.package} both claim the code {declaration.code!r}")
    shelf[declaration.code] = Drawer(declaration.code, package, declaration)


def kind(code: str) -> type[Kind]:
    """The kind of that code; raises KeyError."""
    return _kinds[code].declaration  # type: ignore[return-value]


def procedure(code: str) -> type[Procedure]:
    """The procedure of that code; raises KeyError."""
    return _procedures[code].declaration  # type: ignore[return-value]


def kinds() -> list[Drawer]:
    """All kinds, by code."""
    return [_kinds[code] for code in sorted(_kinds)]


def kinds_by_group() -> list[tuple[str, list[Drawer]]]:
    """All kinds under the heads under which they are offered; heads without one left out."""
    found = {group: [] for group in GROUPS}
    for drawer in kinds():
        found[drawer.declaration.group].append(drawer)
    return [(group, drawers) for group, drawers in found.items() if drawers]


def procedures() -> list[Drawer]:
    """All procedures, by code."""
    return [_procedures[code] for code in sorted(_procedures)]


def logbook(code: str) -> type[Logbook]:
    """The logbook of that code; raises KeyError."""
    return _logbooks[code].declaration  # type: ignore[return-value]


def logbooks() -> list[Drawer]:
    """All logbooks, in their order."""
    return sorted(_logbooks.values(), key=lambda drawer: (drawer.declaration.order, drawer.code))
