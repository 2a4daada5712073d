"""Sealing: size and root before the signature, tiles before the checkpoint, never two roots for one size."""

import pytest
from tests.plugins.cast import noon

from gongkai.ground.ledger import keys, log, signer
from gongkai.ground.ledger.models import Checkpoint
from gongkai.ground.ledger.receipts import receipt_for
from gongkai.ground.ledger.tests.sample import do
from gongkai.pure.tlog.entry import decode_opening
from gongkai.pure.tlog.policy import Policy
from gongkai.pure.tlog.proof import TlogProof

pytestmark = pytest.mark.django_db

AT = noon("2026-03-02")
ORIGIN = "www.mingchuan.gov.example/log"


@pytest.fixture(autouse=True)
def key(home):
    return keys.make_key(ORIGIN)


def test_nothing_to_seal():
    assert signer.seal(at=AT).size == 0
    assert log.published() is None


@pytest.mark.parametrize("counts", [(1,), (1, 1, 1), (255, 1, 1), (256,), (257, 300, 513)])
def test_every_leaf_is_sealed_and_has_a_receipt(counts, key):
    total = 0
    for count in counts:
        do(*map(str, range(count)), at=AT)
        total += count
        assert signer.seal(at=AT).size == total
        assert log.published().size == total
    policy = Policy.parse(f"log {key.vkey}\nquorum none\n")
    for idx in {0, total // 2, total - 1}:
        proof = TlogProof.parse(receipt_for(idx, opening=True))
        opening = decode_opening(proof.extra)
        proof.verify(opening.entry, policy)
        assert proof.checkpoint.size == min(row.size for row in Checkpoint.objects.filter(size__gt=idx))
    do("not sealed yet", at=AT)
    assert receipt_for(total, opening=True) is None
