"""One value has one text, so nothing signed can be written in two ways."""

import pytest

from gongkai.pure.tlog.errors import WireError
from gongkai.pure.tlog.wire import b64, decimal, unb64


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("1", 1), ("10", 10), ("9223372036854775807", 2**63 - 1)])
def test_decimals(text, number):
    assert decimal(text) == number


@pytest.mark.parametrize(
    "text", ["", "00", "01", "-1", "+1", " 1", "1\n", "1_0", "٣", "9223372036854775808", "9" * 5000]
)
def test_what_is_no_decimal_here(text):
    with pytest.raises(WireError):
        decimal(text)


@pytest.mark.parametrize("data", [b"", b"\0", b"ab", b"abc"])
def test_base64_comes_back(data):
    assert unb64(b64(data)) == data


@pytest.mark.parametrize("text", ["A", "AA", "AA=", "AB==", "A A=", "AA==\n", "AA==AA==", "-_A=", "é"])
def test_what_is_no_base64_here(text):
    with pytest.raises(WireError):
        unb64(text)


@pytest.mark.parametrize("length", [31, 33])
def test_a_hash_has_32_bytes(length):
    with pytest.raises(WireError, match="Expected 32 bytes"):
        unb64(b64(bytes(length)), 32)
