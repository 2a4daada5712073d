"""The columns of a sheet that is taken in row by row."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column of the sheet: ``day`` if it holds one; ``heads`` are further names it is known by, ``choices`` what can stand in it."""

    key: str
    label: str
    help: str
    required: bool = True
    heads: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    day: bool = False
    width: int = 16
