"""Notes and keys are those of golang.org/x/mod/sumdb/note and c2sp.org/signed-note, byte for byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pure.tlog.errors import NoteError, SignatureError
from gongkai.pure.tlog.note import COSIGNATURE, NOTE, Note, Signature, Signer, Verifier
from gongkai.pure.tlog.tests.sample import LOG, changed, seeded

# From golang.org/x/mod/sumdb/note.
GO_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_SKEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_NOTE = (
    GO_TEXT
    + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_go_key_signs_go_note():
    signer = Signer.parse(GO_SKEY)
    assert Note(GO_TEXT, (signer.sign(GO_TEXT),)).format() == GO_NOTE
    assert (signer.vkey, signer.skey) == (GO_VKEY, GO_SKEY)


def test_go_note_verifies():
    verifier = Verifier.parse(GO_VKEY)
    assert Note.parse(GO_NOTE.encode()).verified_by([verifier]) == (verifier,)


@pytest.mark.parametrize(
    "vkey",
    [
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",  # c2sp.org/signed-note
        "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",  # a plus sign within the base64
        "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",  # a witness
    ],
)
def test_published_keys_are_written_as_read(vkey):
    assert Verifier.parse(vkey).vkey == vkey


@given(st.integers(0, len(GO_VKEY) - 1), st.characters())
def test_a_key_changed_anywhere_is_refused(at, other):
    vkey = GO_VKEY[:at] + other + GO_VKEY[at + 1 :]
    if vkey != GO_VKEY:
        with pytest.raises(NoteError):
            Verifier.parse(vkey)


def test_a_kind_that_is_not_known_is_refused():
    with pytest.raises(NoteError, match="0x06"):
        Verifier.parse(Verifier("a", 0x06, bytes(1312)).vkey)


def test_generated_keys_differ_and_come_back():
    one, other = Signer.generate("a/b"), Signer.generate("a/b", COSIGNATURE)
    assert one.seed != other.seed
    assert Signer.parse(one.skey) == one and Signer.parse(other.skey) == other


def test_a_private_key_is_never_shown():
    signer = Signer.generate("a/b")
    secret = signer.skey.split("+", 4)[-1]  # base64 may hold a + itself
    assert secret not in repr(signer) and signer.seed.hex() not in repr(signer)
    broken = signer.skey + "!"
    with pytest.raises(NoteError) as refusal:
        Signer.parse(broken)
    assert secret[:8] not in str(refusal.value) and refusal.value.__cause__ is None


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\tb", "a\u2003b", "a\u00a0b", "a\nb", "a\x01b"])
def test_names_that_no_key_can_have(name):
    with pytest.raises(NoteError):
        Signer.generate(name)


def test_the_last_empty_line_separates():
    text = "one\n\ntwo\n\n\n"
    note = Note.parse(Note(text, (LOG.sign(text),)).format())
    assert note.text == text
    assert note.verified_by([LOG.verifier]) == (LOG.verifier,)


lines = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=[chr(each) for each in range(32)]))


@given(st.lists(lines, min_size=1, max_size=6))
def test_whatever_can_be_a_text_comes_back(content):
    text = "\n".join(content) + "\n"
    note = Note(text, (LOG.sign(text),))
    assert Note.parse(note.format().encode()) == note


@given(st.integers(0), st.data())
def test_a_signature_or_text_changed_anywhere_is_refused(at, data):
    note = Note.parse(GO_NOTE)
    (signature,) = note.signatures
    forged = data.draw(
        st.sampled_from(
            [
                Note(note.text, (Signature(signature.name, signature.key_id, changed(signature.blob, at)),)),
                Note(changed(note.text.encode(), at).decode(), (signature,)),
            ]
        )
    )
    with pytest.raises(SignatureError):
        forged.verified_by([Verifier.parse(GO_VKEY)])


def test_unknown_keys_are_ignored():
    known, unknown = seeded("known"), seeded("unknown")
    text = "text\n"
    note = Note(text, (unknown.sign(text), known.sign(text)))
    assert note.verified_by([known.verifier]) == (known.verifier,)
    with pytest.raises(SignatureError, match="No known key"):
        Note(text, (unknown.sign(text),)).verified_by([known.verifier])


def test_a_shared_name_or_a_shared_id_alone_is_not_a_known_key():
    known, text = seeded("known"), "text\n"
    genuine = known.sign(text)
    same_name = Signature("known", b"\1\2\3\4", bytes(64))
    same_id = Signature("other", genuine.key_id, bytes(64))
    assert Note(text, (same_name, same_id, genuine)).verified_by([known.verifier]) == (known.verifier,)
    with pytest.raises(SignatureError, match="No known key"):
        Note(text, (same_name, same_id)).verified_by([known.verifier])


def test_one_failing_known_key_refuses_the_whole_note():
    one, two, text = seeded("one"), seeded("two"), "text\n"
    failing = Signature("two", two.verifier.key_id, bytes(64))
    with pytest.raises(SignatureError, match="two does not verify"):
        Note(text, (one.sign(text), failing)).verified_by([one.verifier, two.verifier])


@pytest.mark.parametrize(("count", "fits"), [(16, True), (63, True), (64, True), (65, False)])
def test_how_many_signatures_are_read(count, fits):
    text = "text\n"
    note = Note(text, tuple(Signature(f"key{each}", bytes(4), bytes(64)) for each in range(count))).format()
    if fits:
        assert len(Note.parse(note).signatures) == count
    else:
        with pytest.raises(NoteError, match="more than 64"):
            Note.parse(note)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text\n",
        b"text\n\n",
        "text\n\n— a AAAAAAA=".encode(),
        "text\n\n— a AAAAAA==\n".encode(),  # a key id and nothing signed
        "text\n\n— a AAAAAAB=\n".encode(),  # stray bits at the end of the base64
        b"text\n\n- a AAAAAAA=\n",
        "text\n\n—  a AAAAAAA=\n".encode(),
        "text\n\n— a AAAAAAA= \n".encode(),
        "text\n\n— a+b AAAAAAA=\n".encode(),
        "te\txt\n\n— a AAAAAAA=\n".encode(),
        "te\rxt\n\n— a AAAAAAA=\n".encode(),
        b"te\xffxt\n\n\xe2\x80\x94 a AAAAAAA=\n",
        ("x" * 300_000 + "\n\n— a AAAAAAA=\n").encode(),
    ],
)
def test_what_is_no_note_is_refused(data):
    with pytest.raises(NoteError):
        Note.parse(data)


def test_adding_a_signature_twice_changes_nothing():
    text = "text\n"
    note = Note(text, (LOG.sign(text),))
    assert note.signed(LOG.sign(text)) == note
    assert len(note.signed(seeded("other").sign(text)).signatures) == 2


def test_a_witness_key_does_not_sign_notes():
    with pytest.raises(NoteError, match="makes cosignatures"):
        seeded("witness", COSIGNATURE).sign("text\n")
    assert seeded("witness", NOTE).verifier.key_id != seeded("witness", COSIGNATURE).verifier.key_id
