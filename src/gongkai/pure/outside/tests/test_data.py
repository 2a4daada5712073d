"""JSON that somebody else wrote is read, or is one sort of error that says why."""

import pytest

from gongkai.pure.outside.data import NotJson, read_json, read_object


@pytest.mark.parametrize(
    "data, why",
    [
        (b"\xff", "no text in UTF-8"),
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"[" * 2000, "nested too deeply"),
        (b"[" * 200_000 + b"]" * 200_000, "nested too deeply"),
        (b"9" * 5000, "no JSON"),
    ],
)
def test_what_is_no_json(data, why):
    with pytest.raises(NotJson, match=why):
        read_json(data)


@pytest.mark.parametrize("data", [b"[]", b"5", b"null", b'"x"'])
def test_what_is_no_object(data):
    read_json(data)
    with pytest.raises(NotJson, match="no JSON object"):
        read_object(data)


def test_what_is_one():
    assert read_object('{"名": [1]}'.encode()) == read_object('{"名": [1]}') == {"名": [1]}
