"""Facts are small documented dataclasses with dotted names and a Chinese sentence."""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from string import Formatter
from typing import Any, ClassVar, TypeVar

from django.apps import apps


@dataclass(frozen=True)
class FactBase:
    """Base of all facts. Values are text, whole numbers, booleans, None, or lists of these: they go into canonical JSON.

    A public fact's name, reference and day stand in its public leaf; if it has a field ``public_digest`` (hex), that too.
    """

    NAME: ClassVar[str] = ""
    SENTENCE: ClassVar[str] = ""
    PUBLIC: ClassVar[bool] = False

    def values(self) -> dict[str, Any]:
        return asdict(self)


# A day that is not yet certain says so behind it: 2027-01-19（暂定，…）.
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: (\d{2}:\d{2}))?(（暂定.*)?")
_registry: dict[str, type[FactBase]] = {}
F = TypeVar("F", bound=type[FactBase])


def fact(name: str, sentence: str, *, public: bool = False) -> Callable[[F], F]:
    """Register a fact under its dotted name with the Chinese sentence staff read; ``{field}`` is filled from the fact."""

    def enter(cls: F) -> F:
        if name in _registry and _registry[name].__module__ != cls.__module__:
            raise ValueError(f"two facts are called {name}")
        cls.NAME, cls.SENTENCE, cls.PUBLIC = name, sentence, public
        _registry[name] = cls
        return cls

    return enter


@cache
def _all_known() -> None:
    """Take in what every room declares. Whoever only reads the ledger has not come by most of them, and each fact is to read the same
    in every process, whatever was asked of it before."""
    for config in apps.get_app_configs():
        if config.name.startswith("gongkai."):
            for module in iter_modules([config.path]):
                if module.name.endswith("facts"):
                    import_module(f"{config.name}.{module.name}")


def fact_types() -> dict[str, type[FactBase]]:
    """All registered facts by name."""
    _all_known()
    return dict(sorted(_registry.items()))


def sentence(name: str, values: dict[str, Any]) -> str:
    """The sentence of a stored fact; an unknown name (of a later release) is shown as it stands."""
    if name not in _registry:
        _all_known()
    cls = _registry.get(name)
    if cls is None:
        return name
    return filled(cls.SENTENCE, {name: values.get(name) for name in _named(cls.SENTENCE)})


@cache
def _named(text: str) -> frozenset[str]:
    """What a sentence says of its fact, which may hold much more."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


def filled(text: str, values: dict[str, Any]) -> str:
    """A sentence with what a fact says in it, days as one reads them."""
    return text.format(**{name: _said(value) for name, value in values.items()})


def _said(value: Any) -> Any:
    """A value as a sentence says it: 2026-03-31 and 2026-03-31 10:00 become 2026年3月31日 and 2026年3月31日10:00; what follows of a
    provisional day stays."""
    if value is None:
        return ""
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return value
    year, month, day, time, mark = found.groups(default="")
    return f"{year}年{int(month)}月{int(day)}日{time}{mark}"
