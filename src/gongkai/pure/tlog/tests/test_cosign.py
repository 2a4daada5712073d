"""What a witness answers to each kind of request, and that it never cosigns two histories."""

from base64 import b64encode
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pure.tlog import merkle
from gongkai.pure.tlog.checkpoint import Checkpoint, sign
from gongkai.pure.tlog.cosign import EMPTY, Head, cosign, encode_request, handle_add_checkpoint, verify_cosignature
from gongkai.pure.tlog.errors import NoteError, SignatureError
from gongkai.pure.tlog.note import Note, Signature, Verifier, cosigned_message
from gongkai.pure.tlog.tests.sample import (
    LOG,
    ORIGIN,
    WITNESS,
    changed,
    checkpoint_of,
    leaves,
    node_of,
    plain_root,
    seeded,
)

NOW = 1_790_000_000
KNOWN = {ORIGIN: (LOG.verifier,)}

# A checkpoint of a public Certificate Transparency log with cosignatures of witnesses in service.
PUBLISHED = """arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
"""
PUBLISHED_KEYS = [
    "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f",
    "transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM",
    "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO",
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
    "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv",
]


def ask(hashes, old, new, state=None, **changes):
    """Answer to the honest request from size `old` to `new` of the tree over `hashes`, but for the changes."""
    proof = changes.get("proof", merkle.consistency_proof(old, new, node_of(hashes)) if old <= new else [])
    note = changes.get("note", checkpoint_of(hashes, new))
    seen = state if state is not None else {ORIGIN: Head(old, plain_root(hashes[:old]))}
    return handle_add_checkpoint(encode_request(old, proof, note), seen, KNOWN, WITNESS, NOW)


def test_cosignatures_of_witnesses_in_service_verify():
    note, keys = Note.parse(PUBLISHED), [Verifier.parse(each) for each in PUBLISHED_KEYS]
    assert note.format() == PUBLISHED
    assert note.verified_by(keys) == tuple(keys)
    forged = Note(note.text.replace("1432088532", "1432088533"), note.signatures)
    for key in keys:
        with pytest.raises(SignatureError):
            forged.verified_by([key])


def test_a_cosignature_says_when():
    note = checkpoint_of(leaves(3))
    assert verify_cosignature(note, cosign(note, WITNESS, NOW), WITNESS.verifier) == NOW


@given(st.integers(0, 71))
def test_a_cosignature_changed_anywhere_is_refused(at):
    note = checkpoint_of(leaves(3))
    genuine = cosign(note, WITNESS, NOW)
    with pytest.raises(SignatureError):
        verify_cosignature(note, Signature(genuine.name, genuine.key_id, changed(genuine.blob, at)), WITNESS.verifier)


@pytest.mark.parametrize(("at", "stands"), [(0, True), (2**63 - 1, True), (2**63, False)])
def test_the_last_time_that_a_cosignature_can_bear(at, stands):
    note = checkpoint_of(leaves(3))
    blob = at.to_bytes(8, "big") + WITNESS.raw_sign(cosigned_message(note.text, at))
    signature = Signature(WITNESS.name, WITNESS.verifier.key_id, blob)
    if stands:
        assert verify_cosignature(note, signature, WITNESS.verifier) == at
    else:
        with pytest.raises(SignatureError):
            verify_cosignature(note, signature, WITNESS.verifier)


def test_a_log_key_does_not_cosign():
    note = checkpoint_of(leaves(3))
    with pytest.raises(NoteError):
        cosign(note, LOG, NOW)
    with pytest.raises(NoteError):
        verify_cosignature(note, note.signatures[0], LOG.verifier)


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_tree_that_only_grew_is_cosigned(one, other):
    old, new = sorted((one, other))
    answer = ask(leaves(new), old, new)
    assert answer.status == 200
    assert answer.state == {ORIGIN: Head(new, plain_root(leaves(new)))}
    cosignature = Signature.parse(answer.body.removesuffix("\n"))
    assert verify_cosignature(checkpoint_of(leaves(new)), cosignature, WITNESS.verifier) == NOW


def test_the_first_request_of_a_log_starts_at_zero():
    assert ask(leaves(5), 0, 5, state={}).status == 200


def test_the_same_checkpoint_again_is_cosigned_again():
    first = ask(leaves(5), 0, 5, state={})
    assert ask(leaves(5), 5, 5, state=first.state).status == 200


def test_409_tells_the_size_when_the_old_size_is_not_what_it_holds():
    state = {ORIGIN: Head(4, plain_root(leaves(4)))}
    for old in (0, 3, 5):
        answer = ask(leaves(8), old, 8, state=state)
        assert (answer.status, answer.body, answer.state) == (409, "4\n", state)


def test_409_for_another_root_at_the_same_size():
    other = [merkle.leaf_hash(b"other"), *leaves(5)[1:]]
    state = {ORIGIN: Head(5, plain_root(leaves(5)))}
    answer = ask(other, 5, 5, state=state)
    assert (answer.status, answer.state) == (409, state)


@given(st.integers(1, 40), st.integers(1, 40), st.data())
def test_422_for_a_rewritten_past(old, more, data):
    rewritten = leaves(old + more)
    rewritten[data.draw(st.integers(0, old - 1))] = merkle.leaf_hash(b"rewritten")
    state = {ORIGIN: Head(old, plain_root(leaves(old)))}
    answer = ask(rewritten, old, old + more, state=state)
    assert (answer.status, answer.state) == (422, state)


def test_422_for_a_proof_where_none_belongs():
    assert ask(leaves(5), 0, 5, state={}, proof=[bytes(32)]).status == 422
    assert ask(leaves(5), 5, 5, proof=[bytes(32)]).status == 422


def test_the_empty_tree_has_one_root():
    note = sign(Checkpoint(ORIGIN, 0, bytes(32)), LOG)
    assert ask([], 0, 0, state={}, note=note).status == 409
    assert ask([], 0, 0, state={}).state == {ORIGIN: EMPTY}


def test_404_for_an_unknown_log():
    stranger = seeded("log.example/other")
    note = sign(Checkpoint(stranger.name, 5, plain_root(leaves(5))), stranger)
    assert ask(leaves(5), 0, 5, state={}, note=note).status == 404


def test_403_when_no_known_key_signed_or_a_known_one_fails():
    genuine = checkpoint_of(leaves(5))
    (signature,) = genuine.signatures
    stranger = Note(genuine.text, (seeded("stranger").sign(genuine.text),))
    failing = Note(genuine.text, (Signature(signature.name, signature.key_id, bytes(64)),))
    for note in (stranger, failing):
        answer = ask(leaves(5), 0, 5, state={}, note=note)
        assert (answer.status, answer.state) == (403, {})


def test_400_when_the_old_size_is_larger_than_the_new():
    assert ask(leaves(5), 5, 4).status == 400


GOOD = encode_request(2, merkle.consistency_proof(2, 5, node_of(leaves(5))), checkpoint_of(leaves(5))).decode()


@pytest.mark.parametrize(
    "request_text",
    [
        "",
        "old 2\n",
        GOOD.replace("old 2", "old 02"),
        GOOD.replace("old 2", "old -2"),
        GOOD.replace("old 2", "size 2"),
        GOOD.replace("old 2\n", "old 2\nAAAA\n"),
        GOOD.replace("\n\n", "\n", 1),
        GOOD.replace("old 2\n", "old 2\n" + (b64encode(bytes(32)).decode() + "\n") * 64),
        GOOD.replace("old 2", "öld 2"),
        GOOD.removesuffix("\n"),
        GOOD + "x" * 200_000,
    ],
)
def test_400_for_what_is_no_request(request_text):
    answer = handle_add_checkpoint(request_text.encode(), {}, KNOWN, WITNESS, NOW)
    assert (answer.status, answer.state) == (400, {})


@given(st.binary(max_size=200))
def test_400_for_noise(data):
    assert handle_add_checkpoint(data, {}, KNOWN, WITNESS, NOW).status == 400


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.booleans()), max_size=12))
def test_whatever_is_asked_all_cosigned_trees_are_one_history(requests):
    honest, forked = leaves(12), [*leaves(6), *[merkle.leaf_hash(b"fork") for _ in range(6)]]
    state, cosigned = {}, []
    for old, new, fork in requests:
        tree = forked if fork else honest
        answer = ask(tree, old, new, state=state)
        state = answer.state
        if answer.status == 200:
            cosigned.append(tree[:new])
    for earlier, later in pairwise(cosigned):
        assert later[: len(earlier)] == earlier
