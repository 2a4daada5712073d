"""Proofs verify for every leaf and every pair of sizes, and for nothing else."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pure.tlog import merkle
from gongkai.pure.tlog.errors import MerkleError
from gongkai.pure.tlog.tests.sample import changed, leaves, node_of, plain_root

# The reference tree of the Certificate Transparency code: eight entries, and the root after each.
CT_ENTRIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
CT_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
CT_FROM_6_TO_8 = [
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]
SIZES = st.integers(1, 600)


def test_the_empty_tree_is_sha256_of_nothing():
    assert merkle.root([]) == sha256(b"").digest() == merkle.EMPTY_ROOT


def test_roots_of_the_reference_tree():
    hashes = [merkle.leaf_hash(bytes.fromhex(each)) for each in CT_ENTRIES]
    assert [merkle.root(hashes[:size]).hex() for size in range(1, 9)] == CT_ROOTS


def test_consistency_proof_of_the_reference_tree():
    hashes = [merkle.leaf_hash(bytes.fromhex(each)) for each in CT_ENTRIES]
    assert [each.hex() for each in merkle.consistency_proof(6, 8, node_of(hashes))] == CT_FROM_6_TO_8


@given(st.integers(0, 600))
def test_the_frontier_has_the_root_of_the_tree(size):
    assert merkle.root(leaves(size)) == plain_root(leaves(size))


@given(st.integers(0, 600), st.integers(0, 40))
def test_a_frontier_read_from_nodes_or_from_bytes_goes_on_as_if_never_stopped(size, more):
    hashes = leaves(size + more)
    frontier = merkle.Frontier.of(size, node_of(hashes))
    frontier = merkle.Frontier.from_bytes(frontier.to_bytes())
    for each in hashes[size:]:
        frontier.append(each)
    assert (frontier.size, frontier.root()) == (size + more, plain_root(hashes))


@pytest.mark.parametrize("data", [b"", b"\0" * 7, (3).to_bytes(8, "big"), (0).to_bytes(8, "big") + b"\0" * 32])
def test_a_damaged_frontier_is_refused(data):
    with pytest.raises(MerkleError):
        merkle.Frontier.from_bytes(data)


def test_every_leaf_of_every_small_tree_is_proven():
    hashes = leaves(34)
    for size in range(1, 35):
        for index in range(size):
            path = merkle.inclusion_proof(index, size, node_of(hashes))
            merkle.verify_inclusion(index, size, hashes[index], path, plain_root(hashes[:size]))


def test_every_pair_of_small_trees_is_consistent():
    hashes = leaves(34)
    for new in range(35):
        for old in range(new + 1):
            proof = merkle.consistency_proof(old, new, node_of(hashes))
            merkle.verify_consistency(old, new, plain_root(hashes[:old]), plain_root(hashes[:new]), proof)


@given(SIZES, st.data())
def test_inclusion_fails_when_anything_is_changed(size, data):
    index = data.draw(st.integers(0, size - 1))
    hashes = leaves(size)
    path = merkle.inclusion_proof(index, size, node_of(hashes))
    root = plain_root(hashes)
    merkle.verify_inclusion(index, size, hashes[index], path, root)
    at = data.draw(st.integers(0, 31))
    forged = [
        (index, size, changed(hashes[index], at), path, root),
        (index, size, hashes[index], path, changed(root, at)),
        (index, size, hashes[index], [*path, root], root),
        (index + size, size, hashes[index], path, root),
    ]
    if path:
        which = data.draw(st.integers(0, len(path) - 1))
        forged.append((index, size, hashes[index], [*path[:which], changed(path[which], at), *path[which + 1 :]], root))
        forged.append((index, size, hashes[index], path[:-1], root))
        forged.append(((index + 1) % size, size, hashes[index], path, root))
    for each in forged:
        with pytest.raises(MerkleError):
            merkle.verify_inclusion(*each)


@given(SIZES, st.data())
def test_consistency_fails_when_anything_is_changed(new, data):
    old = data.draw(st.integers(0, new))
    hashes = leaves(new)
    proof = merkle.consistency_proof(old, new, node_of(hashes))
    old_root, new_root = plain_root(hashes[:old]), plain_root(hashes)
    merkle.verify_consistency(old, new, old_root, new_root, proof)
    at = data.draw(st.integers(0, 31))
    forged = [
        (old, new, changed(old_root, at), new_root, proof),
        (old, new, old_root, new_root, [*proof, new_root]),
        (new + 1, new, old_root, new_root, proof),
    ]
    if old:
        forged.append((old, new, old_root, changed(new_root, at), proof))
    if proof:
        which = data.draw(st.integers(0, len(proof) - 1))
        forged.append((old, new, old_root, new_root, [*proof[:which], changed(proof[which], at), *proof[which + 1 :]]))
        forged.append((old, new, old_root, new_root, proof[:-1]))
    for each in forged:
        with pytest.raises(MerkleError):
            merkle.verify_consistency(*each)


@pytest.mark.parametrize("size", [3, 4, 5])
def test_the_root_of_a_part_is_not_the_root_of_the_tree(size):
    hashes = leaves(2)
    merkle.verify_inclusion(0, 2, hashes[0], [hashes[1]], plain_root(hashes))
    merkle.verify_consistency(1, 2, hashes[0], plain_root(hashes), [hashes[1]])
    with pytest.raises(MerkleError, match="too short"):
        merkle.verify_inclusion(0, size, hashes[0], [hashes[1]], plain_root(hashes))
    with pytest.raises(MerkleError, match="too short"):
        merkle.verify_consistency(1, size, hashes[0], plain_root(hashes), [hashes[1]])


def test_the_root_of_a_larger_tree_is_not_the_root_of_the_tree():
    hashes, above = leaves(4), bytes(32)
    with pytest.raises(MerkleError, match="too long"):
        merkle.verify_inclusion(0, 2, hashes[0], [hashes[1], above], merkle.node_hash(plain_root(hashes[:2]), above))
    old, new = plain_root(hashes[:3]), plain_root(hashes)
    proof = merkle.consistency_proof(3, 4, node_of(hashes))
    merkle.verify_consistency(3, 4, old, new, proof)
    with pytest.raises(MerkleError, match="too long"):
        merkle.verify_consistency(3, 4, merkle.node_hash(above, old), merkle.node_hash(above, new), [*proof, above])


@given(SIZES, st.data())
def test_a_rewritten_past_has_no_consistency_proof(new, data):
    old = data.draw(st.integers(1, new))
    rewritten = leaves(new)
    rewritten[data.draw(st.integers(0, old - 1))] = merkle.leaf_hash(b"rewritten")
    proof = merkle.consistency_proof(old, new, node_of(rewritten))
    with pytest.raises(MerkleError):
        merkle.verify_consistency(old, new, plain_root(leaves(old)), plain_root(rewritten), proof)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (4, 3), (0, 0)])
def test_there_is_no_proof_outside_the_tree(index, size):
    with pytest.raises(MerkleError):
        merkle.inclusion_proof(index, size, node_of(leaves(3)))


@pytest.mark.parametrize(("old", "new"), [(-1, 3), (4, 3)])
def test_there_is_no_consistency_proof_backwards(old, new):
    with pytest.raises(MerkleError):
        merkle.consistency_proof(old, new, node_of(leaves(3)))
