"""Values that an audit makes by the ten thousand."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def value(cls: type[T]) -> type[T]:
    """A dataclass equal and hashed by its fields, to be left as it was made.

    Nothing but this word keeps it so: a frozen dataclass sets each field by a call of its own, a tenth of an audit's time.
    """
    return dataclass(unsafe_hash=True)(cls)
