"""What a leaf says, what it keeps to itself, and that canonical JSON has one text."""

import json
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pure.tlog.entry import (
    Entry,
    Opening,
    Public,
    canonical,
    commit,
    decode_entry,
    decode_opening,
    encode_entry,
    encode_opening,
    parse_canonical,
)
from gongkai.pure.tlog.errors import EntryError

SALT = bytes(range(32))
BODY = canonical({"case": "公开-2026-0001", "outcome": "3_1"})
PUBLIC = Public("record.published", "r7Kq2", date(2026, 3, 2), bytes(32))

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_canonical_json_comes_back_and_is_one_text(value):
    data = canonical(value)
    assert parse_canonical(data) == value == json.loads(data)
    assert canonical(parse_canonical(data)) == data


def test_canonical_json_word_for_word():
    assert (
        canonical({"b": [1, True, None], "a": "〔2019〕\n", "": {}})
        == '{"":{},"a":"〔2019〕\\n","b":[1,true,null]}'.encode()
    )


@pytest.mark.parametrize("value", [1.0, float("nan"), 2**53, -(2**53), {1: 2}, "\ud800", b"x", {"a": {1.5}}, date.min])
def test_what_has_no_canonical_text(value):
    with pytest.raises(EntryError):
        canonical(value)


def test_integers_at_the_edge():
    assert canonical(2**53 - 1) == b"9007199254740991"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b"1.0",
        b"1e2",
        b"NaN",
        b"-0",
        b"01",
        b'"\\u0061"',
        b"9007199254740992",
        b'"\\ud800"',
        b'"\xff"',
        b"\xef\xbb\xbf1",
        b"1\n",
        b"[" * 100_000,
        b"1" * 10_000,
    ],
)
def test_json_in_any_other_form_is_refused(data):
    with pytest.raises(EntryError):
        parse_canonical(data)


def test_a_key_twice_is_told_as_such():
    with pytest.raises(EntryError, match="key twice"):
        parse_canonical(b'{"a":1,"a":1}')


def test_a_bare_commitment_shows_nothing():
    data = encode_entry(SALT, BODY)
    assert set(json.loads(data)) == {"h", "v"}
    assert decode_entry(data) == Entry(commit(SALT, BODY))


def test_a_public_leaf_names_fact_reference_day_and_digest():
    data = encode_entry(SALT, BODY, PUBLIC)
    assert set(json.loads(data)) == {"fact", "h", "on", "public", "ref", "v"}
    assert decode_entry(data) == Entry(commit(SALT, BODY), PUBLIC)


def test_a_changed_public_view_is_found():
    view = canonical({"title": "明川县河道管理办法"})
    digest = sha256(view).digest()
    entry = decode_entry(encode_entry(SALT, BODY, Public("record.published", "r7Kq2", date(2026, 3, 2), digest)))
    entry.check_view(view)
    with pytest.raises(EntryError, match="was changed"):
        entry.check_view(view + b"\n")
    with pytest.raises(EntryError, match="names no public view"):
        decode_entry(encode_entry(SALT, BODY)).check_view(view)


def test_the_salt_decides_the_commitment():
    assert encode_entry(SALT, BODY) != encode_entry(bytes(32), BODY)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_salt_of_another_length_is_refused(length):
    with pytest.raises(EntryError, match="32 bytes"):
        encode_entry(bytes(length), BODY)


@pytest.mark.parametrize(
    "changes",
    [
        {"fact": "Published"},
        {"fact": "published"},
        {"fact": ""},
        {"ref": ""},
        {"ref": "x" * 5000},
        {"digest": b"short"},
    ],
)
def test_a_public_part_that_says_too_little_or_too_much_is_refused(changes):
    public = Public(**{"fact": PUBLIC.fact, "ref": PUBLIC.ref, "on": PUBLIC.on, "digest": PUBLIC.digest} | changes)
    with pytest.raises(EntryError):
        encode_entry(SALT, BODY, public)


WHOLE = json.loads(encode_entry(SALT, BODY, PUBLIC))


@pytest.mark.parametrize(
    "obj",
    [
        [],
        {},
        {"v": 1},
        {"h": WHOLE["h"]},
        {"h": WHOLE["h"], "v": 2},
        {"h": WHOLE["h"], "v": True},
        {"h": WHOLE["h"], "v": "1"},
        {"h": 1, "v": 1},
        {"h": "AAAA", "v": 1},
        {"h": WHOLE["h"], "v": 1, "ref": "r"},
        {"h": WHOLE["h"], "v": 1, "title": "x"},
        WHOLE | {"on": "2026-02-30"},
        WHOLE | {"on": "20260302"},
        WHOLE | {"on": None},
        WHOLE | {"public": "AAAA"},
        WHOLE | {"title": "x"},
    ],
)
def test_what_is_no_leaf_entry_is_refused(obj):
    with pytest.raises(EntryError):
        decode_entry(canonical(obj))


@pytest.mark.parametrize(
    "opening", [Opening(encode_entry(SALT, BODY), SALT, BODY), Opening(encode_entry(SALT, BODY, PUBLIC))]
)
def test_an_opening_comes_back(opening):
    assert decode_opening(encode_opening(opening)) == opening


def test_an_opening_of_another_body_is_refused():
    with pytest.raises(EntryError, match="do not fit"):
        decode_opening(encode_opening(Opening(encode_entry(SALT, BODY), SALT, BODY + b" ")))


@pytest.mark.parametrize(
    "obj",
    [
        {"v": 1},
        {"entry": "", "v": 1},
        {"entry": 1, "v": 1},
        {"entry": "!", "v": 1},
        {"entry": "e30=", "salt": "AAAA", "v": 1},
        {"entry": "e30=", "v": 2},
        [],
    ],
)
def test_what_is_no_opening_is_refused(obj):
    with pytest.raises(EntryError):
        decode_opening(canonical(obj))
