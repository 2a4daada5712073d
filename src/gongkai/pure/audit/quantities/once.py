"""What an object works out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class once:
    """As `functools.cached_property`, without the lock that it takes in Python 3.11: most of what is kept here costs less than that."""

    def __init__(self, work: Callable[[Any], Any]):
        self.work = work
        self.__doc__ = work.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        found = instance.__dict__[self.name] = self.work(instance)
        return found
