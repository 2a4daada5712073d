"""How large a bench is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """``records`` and ``cases`` are multiplied from so many prototypes; ``seconds`` is how long one load lasts.

    ``in_memory``: whether a built site and Hugo's fit on a memory disk; ``hugo_files``: Hugo keeps all its content in memory.
    ``documents``: synthetic ones in the search index that is measured beside the home's own.
    ``questions``: how many a search index is asked.
    ``postgresql``: are acts measured there too.
    ``units``: how many there are once a year's account is measured, over ``loaded`` cases (the home's among them, most of them narrow).
    ``millions``: are as many loaded into PostgreSQL.
    ``texts``: how many of each part of the auditor's labelled texts are audited, and as many whole reports; None for all.
    """

    name: str
    records: int
    cases: int
    documents: int
    record_prototypes: int
    case_prototypes: int
    rounds: int
    builds: int
    hugo_files: int
    in_memory: bool
    acts: int
    seconds: int
    users: int
    texts: int | None = None
    questions: int = 300
    postgresql: bool = True
    units: int = 1_000
    loaded: int = 1_000_000
    millions: int = 0


COUNTY = Size(
    "county",
    50_000,
    200_000,
    1_000_000,
    400,
    600,
    rounds=5,
    builds=3,
    hugo_files=50_000,
    in_memory=True,
    acts=200,
    seconds=8,
    users=16,
)
CITY = Size(
    "city",
    1_000_000,
    1_000_000,
    1_000_000,
    2_000,
    2_000,
    rounds=5,
    builds=1,
    hugo_files=100_000,
    in_memory=False,
    acts=200,
    seconds=8,
    users=16,
    millions=10_000_000,
)
TINY = Size(
    "tiny",
    60,
    60,
    60,
    20,
    20,
    rounds=2,
    builds=1,
    hugo_files=2_000,
    in_memory=True,
    acts=4,
    seconds=1,
    users=2,
    texts=4,
    questions=12,
    postgresql=False,
    units=108,
    loaded=200,
)
"""For the tests of the benches themselves."""
SIZES = {each.name: each for each in (COUNTY, CITY, TINY)}
