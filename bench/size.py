"""How large a bench is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """``records`` and ``cases`` are multiplied from so many prototypes; ``seconds`` is how long one load lasts."""

    name: str
    records: int
    cases: int
    record_prototypes: int
    case_prototypes: int
    rounds: int
    builds: int
    acts: int
    seconds: int
    users: int


COUNTY = Size("county", 20_000, 200_000, 400, 600, rounds=5, builds=3, acts=200, seconds=8, users=16)
CITY = Size("city", 1_000_000, 1_000_000, 2_000, 2_000, rounds=5, builds=1, acts=200, seconds=8, users=16)
TINY = Size("tiny", 60, 60, 20, 20, rounds=2, builds=1, acts=4, seconds=1, users=2)
"""For the tests of the benches themselves."""
