"""Receipts: with the opening for whom the fact concerns, without it for everybody."""

import shutil

import pytest
from tests.plugins.cast import noon

from gongkai.ground.home import home_path
from gongkai.ground.ledger import keys, signer
from gongkai.ground.ledger.models import Leaf
from gongkai.ground.ledger.receipts import public_receipt, receipt_for, write_public_receipts
from gongkai.ground.ledger.tests.sample import do
from gongkai.pure.tlog.cosign import cosign
from gongkai.pure.tlog.entry import decode_opening
from gongkai.pure.tlog.note import COSIGNATURE, Note, Signer
from gongkai.pure.tlog.policy import Policy
from gongkai.pure.tlog.proof import TlogProof

pytestmark = pytest.mark.django_db

AT = noon("2026-03-02")
NAMES = ("test.declared",)


@pytest.fixture(autouse=True)
def policy(home) -> Policy:
    return Policy.parse(f"log {keys.make_key('www.mingchuan.gov.example/log').vkey}\nquorum none\n")


def said(receipt: bytes, policy: Policy):
    proof = TlogProof.parse(receipt)
    opening = decode_opening(proof.extra)
    proof.verify(opening.entry, policy)
    return proof, opening


def test_who_may_read_what(policy):
    do("a secret", at=AT, ref="case:1")
    assert receipt_for(0, opening=True) is None
    signer.seal(at=AT)
    _, opened = said(receipt_for(0, opening=True), policy)
    assert b"a secret" in opened.body
    _, closed = said(public_receipt(0), policy)
    assert (closed.salt, closed.body) == (None, None)
    with pytest.raises(Leaf.DoesNotExist):
        public_receipt(1)


def test_a_receipt_does_not_change_as_the_log_grows(policy):
    do("one", at=AT)
    signer.seal(at=AT)
    before = receipt_for(0, opening=True)
    do(*map(str, range(600)), at=AT)
    signer.seal(at=AT)
    assert receipt_for(0, opening=True) == before


def test_a_log_that_was_written_anew_still_gives_receipts_of_what_was_sealed_before(policy):
    """After a restore the published log has no partial tiles of the sizes before."""
    do("one", "two", at=AT)
    signer.seal(at=AT)
    before = receipt_for(0, opening=True)
    do("three", at=AT)
    signer.seal(at=AT)
    shutil.rmtree(home_path("log"))
    signer.seal(at=AT)
    do("four", at=AT)
    signer.seal(at=AT)
    assert receipt_for(0, opening=True) == before
    said(before, policy)


def test_each_public_record_gets_the_proof_of_the_latest_fact_that_commits_to_its_page(policy, tmp_path):
    do("published", at=AT, ref="record:aa", public=True)
    do("reviewed", at=AT, ref="record:aa")
    do("published", at=AT, ref="record:bb", public=True)
    do("elsewhere", at=AT, ref="unit:1", public=True)
    do("in force", at=AT, ref="record:bb", dated=True)
    assert write_public_receipts(tmp_path, NAMES) == 0
    signer.seal(at=AT)
    assert write_public_receipts(tmp_path, NAMES) == 2
    assert write_public_receipts(tmp_path, NAMES) == 0
    do("corrected", at=AT, ref="record:aa", public=True)
    signer.seal(at=AT)
    assert write_public_receipts(tmp_path, NAMES) == 1
    proofs = {path.parent.name: path.read_bytes() for path in tmp_path.rglob("proof")}
    assert {name: said(proof, policy)[0].index for name, proof in proofs.items()} == {"aa": 5, "bb": 2}
    assert said(proofs["aa"], policy)[1].salt is None
    write_public_receipts(tmp_path / "new", NAMES)
    assert (tmp_path / "new" / "r" / "bb" / "proof").read_bytes() == proofs["bb"]


def test_a_witness_that_is_named_later_is_in_every_proof_once_it_has_cosigned(policy, tmp_path, monkeypatch):
    do("published", at=AT, ref="record:aa", public=True)
    signer.seal(at=AT)
    write_public_receipts(tmp_path, NAMES)
    proof = tmp_path / "r" / "aa" / "proof"
    alone, witness = proof.read_bytes(), Signer("witness.example/one", COSIGNATURE, bytes(32))
    demanding = keys.add_witness("https://witness.example", witness.vkey)
    assert write_public_receipts(tmp_path, NAMES) == 0
    assert receipt_for(0, opening=False) == alone

    def answer(url, note, old, path, **_):
        return str(cosign(Note.parse(note), witness, 1_790_000_000))

    monkeypatch.setattr(signer, "submit", answer)
    do("another", at=AT)
    signer.seal(at=AT, compare=False)
    assert write_public_receipts(tmp_path, NAMES) == 1
    assert said(proof.read_bytes(), demanding)[0].index == 0
    assert said(receipt_for(0, opening=True), demanding)
    assert write_public_receipts(tmp_path, NAMES) == 0
    # Where the witness is reached is not a new policy.
    keys.add_witness("https://moved.example", witness.vkey)
    assert write_public_receipts(tmp_path, NAMES) == 0
