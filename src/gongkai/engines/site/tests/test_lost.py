"""What a restore lost is read from the log's own declaration, and from nothing else."""

from dataclasses import asdict
from hashlib import sha256

import pytest

from gongkai.engines.site.lost import DECLARES, lost_before
from gongkai.ground.ledger.declared import LedgerRestored
from gongkai.pure.tlog.entry import Public, canonical

ROOT = sha256(b"tree").digest()


def declared(first: int, last: int, size: int, root: bytes = ROOT) -> Public:
    said = asdict(LedgerRestored(first, last, size, root.hex()))
    return Public(DECLARES, "ledger:log", None, sha256(canonical(said)).digest())


@pytest.mark.parametrize("first", [0, 6, 9])
def test_the_declaration_bounds_what_was_lost(first):
    lost = lost_before(10, declared(first, 9, 10), ROOT)
    assert [index in lost for index in (first - 1, first, 9, 10)] == [False, True, True, False]


@pytest.mark.parametrize(
    "public", [declared(6, 8, 10), declared(6, 9, 11), declared(6, 9, 10, bytes(32)), declared(10, 9, 10)]
)
def test_one_that_does_not_fit_its_place_declares_nothing(public):
    lost = lost_before(10, public, ROOT)
    assert not any(index in lost for index in range(12))
