"""Small files of every kind, true and forged."""

import io
import zipfile
import zlib

import openpyxl

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xda\x00\x02\x11\x22\xff\xd9"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"


def _chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


PNG = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0") + _chunk(b"IEND", b"")


def seal_png(wide: int = 300, high: int = 300) -> bytes:
    """A red disc on nothing: what a unit's seal looks like from afar."""
    middle, radius = (wide / 2, high / 2), min(wide, high) / 2
    red, nothing = b"\xc0\x1c\x28\xff", b"\0\0\0\0"

    def line(y: int) -> bytes:
        inside = ((x - middle[0]) ** 2 + (y - middle[1]) ** 2 < radius**2 for x in range(wide))
        return b"\0" + b"".join(red if each else nothing for each in inside)

    head = wide.to_bytes(4, "big") + high.to_bytes(4, "big") + b"\x08\x06\0\0\0"
    pixels = zlib.compress(b"".join(line(y) for y in range(high)))
    return PNG[:8] + _chunk(b"IHDR", head) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def docx(extra: dict[str, bytes] | None = None, main: str = WORD) -> bytes:
    """The least that Word opens, with further parts."""
    parts = {
        "[Content_Types].xml": f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'.encode(),
        "word/document.xml": "<document>正文</document>".encode(),
    }
    return archive(parts | (extra or {}))


def archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def xlsx() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def relation(kind: str, target: str) -> dict[str, bytes]:
    text = f'<Relationships><Relationship Id="a" Type="http://x/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    return {"word/_rels/document.xml.rels": text.encode()}
