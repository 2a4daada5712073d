"""Word and Excel files: zip archives, opened with caps. What is counted is what was really read, not what the archive says."""

import io
import posixpath
import zipfile
import zlib
from xml.parsers import expat

from gongkai.ground.files.refusals import FileRefused

MOST_ENTRIES = 2000
MOST_BYTES = 200 * 1024 * 1024
MOST_RATIO = 200
SMALL = 1024 * 1024
"""Below this many bytes a high ratio harms nobody: empty sheets compress well."""

CHUNK = 64 * 1024
MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}

PLAIN_ZIP = "压缩包不能上传，请解开后把里面的文件分别上传"
LOCKED = "这个文件加了密码，请去掉密码后再上传"
MACROS = "这个文件带有宏，请另存为不带宏的docx或xlsx后再上传"
EMBEDDED = "这个文件里嵌有别的文件或控件，请去掉后再上传"
OUTSIDE = "这个文件引用了外部的模板、图片或数据，请去掉引用后再上传"
SWOLLEN = "这个文件解开后太大，请分成几份上传"
BROKEN = "这个文件损坏或者不完整，请重新保存后再上传"


def office_kind(data: bytes) -> str:
    """docx or xlsx. Raises FileRefused for other archives, encryption, macros, embedded files, outside references, bombs."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _listing(parts, archive, data)
            kind, read = "", 0
            for part in parts:
                content = read_part(archive, part, MOST_BYTES - read)
                read += len(content)
                kind = _part(part.filename.lower(), content) or kind
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, expat.ExpatError):
        raise FileRefused(BROKEN) from None
    if not kind:
        raise FileRefused(PLAIN_ZIP)
    return kind


def _listing(parts: list[zipfile.ZipInfo], archive: zipfile.ZipFile, data: bytes) -> None:
    names = [part.filename.lower() for part in parts]
    if any(part.flag_bits & 0x1 for part in parts):
        raise FileRefused(LOCKED)
    if len(parts) > MOST_ENTRIES:
        raise FileRefused(SWOLLEN)
    if any(name.endswith("vbaproject.bin") for name in names):
        raise FileRefused(MACROS)
    if any("/embeddings/" in name or "/activex/" in name or "oleobject" in name for name in names):
        raise FileRefused(EMBEDDED)
    if "[content_types].xml" not in names:
        raise FileRefused(PLAIN_ZIP)
    strange = any(n.startswith("/") or "\\" in n or posixpath.normpath(n).startswith("..") for n in names)
    # The end record must be the last 22 bytes: a comment or a tail could be another file.
    if strange or len(set(names)) != len(names) or archive.comment or data[-22:-18] != b"PK\x05\x06":
        raise FileRefused(BROKEN)


def read_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> bytes:
    """A part of an archive, of at most ``left`` bytes. Raises FileRefused for more, and for what swells as only a bomb does."""
    content = bytearray()
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            content += chunk
            if len(content) > left:
                raise FileRefused(SWOLLEN)
            if len(content) > SMALL and len(content) > MOST_RATIO * max(part.compress_size, 1):
                raise FileRefused(SWOLLEN)
    return bytes(content)


def _part(name: str, content: bytes) -> str:
    """The kind, if this part tells it."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"%PDF-")):
        raise FileRefused(EMBEDDED)
    if name == "[content_types].xml":
        return _main_kind(content)
    if name.endswith(".rels"):
        for tag, found in _elements(content):
            if tag.endswith("Relationship") and found.get("TargetMode", "").lower() == "external":
                _outside(found)
    return ""


def _main_kind(content: bytes) -> str:
    kinds = set()
    for _, found in _elements(content):
        declared = found.get("ContentType", "")
        if "macroenabled" in declared.lower():
            raise FileRefused(MACROS)
        kinds.add(MAIN.get(declared, ""))
    kinds.discard("")
    return kinds.pop() if len(kinds) == 1 else ""


def _outside(relation: dict[str, str]) -> None:
    """A hyperlink does nothing until it is clicked; everything else would be fetched on opening."""
    link = relation.get("Type", "").endswith("/hyperlink")
    if not link or not relation.get("Target", "").lower().startswith(("http://", "https://", "mailto:")):
        raise FileRefused(OUTSIDE)


def _elements(content: bytes) -> list[tuple[str, dict[str, str]]]:
    """All elements with their attributes. A document type is refused: it could define entities."""
    found: list[tuple[str, dict[str, str]]] = []

    def doctype(*_: object) -> None:
        raise FileRefused(BROKEN)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = lambda tag, attributes: found.append((tag, attributes))
    parser.Parse(content, True)
    return found
