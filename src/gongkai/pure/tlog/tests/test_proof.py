"""A receipt verifies offline for its entry, and for nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pure.tlog import merkle
from gongkai.pure.tlog.cosign import cosign
from gongkai.pure.tlog.errors import TlogError
from gongkai.pure.tlog.policy import Policy
from gongkai.pure.tlog.proof import TlogProof
from gongkai.pure.tlog.tests.sample import LOG, WITNESS, checkpoint_of, leaves, node_of

POLICY = Policy.parse(f"log {LOG.vkey}\nwitness w {WITNESS.vkey}\nquorum w\n")


def receipt(index: int, size: int, extra: bytes | None = None) -> TlogProof:
    hashes = leaves(size)
    note = checkpoint_of(hashes)
    path = merkle.inclusion_proof(index, size, node_of(hashes))
    return TlogProof(index, tuple(path), note.signed(cosign(note, WITNESS, 7)), extra)


@given(st.integers(1, 70), st.data(), st.none() | st.binary(max_size=50))
def test_it_comes_back_and_verifies(size, data, extra):
    index = data.draw(st.integers(0, size - 1))
    proof = TlogProof.parse(receipt(index, size, extra).format().encode())
    assert proof == receipt(index, size, extra)
    assert proof.verify(str(index).encode(), POLICY).witnesses == ("w",)


def test_the_text_is_that_of_the_specification():
    proof = receipt(2, 3, b"more")
    head, blank, rest = proof.format().partition("\n\n")
    assert head.split("\n")[:3] == ["c2sp.org/tlog-proof@v1", "extra bW9yZQ==", "index 2"]
    assert blank and rest == proof.note.format()


def test_another_entry_is_refused():
    with pytest.raises(TlogError, match="not at this place"):
        receipt(2, 9).verify(b"3", POLICY)


@given(st.data())
def test_any_one_character_changed_is_refused(data):
    text = receipt(5, 21).format()
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(codec="utf-8"))
    forged = text[:at] + other + text[at + 1 :]
    if forged != text:
        with pytest.raises(TlogError):
            TlogProof.parse(forged.encode()).verify(b"5", POLICY)


def test_a_receipt_without_the_witness_is_refused():
    proof = receipt(5, 21)
    unwitnessed = TlogProof(5, proof.path, checkpoint_of(leaves(21)))
    with pytest.raises(TlogError, match="quorum w"):
        unwitnessed.verify(b"5", POLICY)


GOOD = receipt(5, 21).format()
HASH = "A" * 43 + "=\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        GOOD.replace("@v1", "@v2"),
        GOOD.replace("index 5", "index 05"),
        GOOD.replace("index 5", "index -5"),
        GOOD.replace("index 5\n", ""),
        GOOD.replace("index 5\n", "index 5\nextra AAAA\n"),
        GOOD.replace("index 5\n", "extra AAA\nindex 5\n"),
        GOOD.replace("index 5\n", "extra AAAA\nextra AAAA\nindex 5\n"),
        GOOD.replace("index 5\n", "index 5\nAAAA\n"),
        GOOD.replace("index 5\n", "index 5\n" + 64 * HASH),
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n\n", "\n", 1),
        GOOD + "x" * 700_000,
    ],
)
def test_what_is_no_receipt_is_refused(text):
    with pytest.raises(TlogError):
        TlogProof.parse(text)
