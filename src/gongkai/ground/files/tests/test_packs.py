"""A ZIP of files: told from Word and Excel, its names read, opened with caps."""

import io
import zipfile

import pytest

from gongkai.ground.files import packs
from gongkai.ground.files.refusals import FileRefused


def packed(*files: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", how) as made:
        for name, data in files:
            made.writestr(name, data)
    return target.getvalue()


def as_windows(data: bytes, name: str) -> bytes:
    """The same pack with a name of that length in GBK, and nothing that says so."""
    stands = b"x" * len(name.encode("gb18030"))
    return data.replace(stands, name.encode("gb18030"))


def test_names_in_unicode_and_in_gbk():
    assert packs.unpack(packed(("材料/办法.docx", b"a"), ("空/", b""))) == [("材料/办法.docx", b"a")]
    old = as_windows(packed(("x" * len("办法.docx".encode("gb18030")), b"a")), "办法.docx")
    assert packs.unpack(old) == [("办法.docx", b"a")]
    assert packs.unpack(packed(("../../etc/办法.docx", b"a"), ("a\\b.docx", b"b"))) == [("etc/办法.docx", b"a"), ("a/b.docx", b"b")]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("办法", packed(("办法.docx", b"a")), True),
        ("a.docx", packed(("[Content_Types].xml", b"a")), False),
        ("a.zip", b"PK\x03\x04broken", True),
        ("a.pdf", b"%PDF-", False),
    ],
)
def test_what_is_a_pack(name, data, told):
    assert packs.is_pack(data) is told


def test_broken_swollen_and_locked():
    whole = packed(("办法.docx", bytes(range(256)) * 40))
    with pytest.raises(FileRefused, match="打不开"):
        packs.unpack(whole[: len(whole) // 2])
    with pytest.raises(FileRefused, match="太大"):
        packs.unpack(packed(("bomb", b"\0" * (packs.LARGEST + 1))))
    with pytest.raises(FileRefused, match="太大"):
        packs.unpack(packed(("bomb", b"\0" * packs.LARGEST)))
    with pytest.raises(FileRefused, match="太大"):
        packs.unpack(packed(*((f"{n}", b"") for n in range(packs.MOST_ENTRIES + 1))))
    locked = bytearray(packed(("a", b"a"), how=zipfile.ZIP_STORED))
    locked[6] |= 1
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(FileRefused, match="密码"):
        packs.unpack(bytes(locked))
