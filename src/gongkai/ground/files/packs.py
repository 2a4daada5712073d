"""A ZIP of files, as somebody packed a folder: opened with caps, its names read as Windows and macOS write them."""

import io
import zipfile
import zlib

from gongkai.ground.files.kinds import LARGEST, ZIP_MARK
from gongkai.ground.files.office import LOCKED, MOST_BYTES, MOST_ENTRIES, SWOLLEN, read_part
from gongkai.ground.files.refusals import FileRefused

BROKEN = "这个压缩包打不开，可能没有传完整，请重新压缩成zip后再上传"
_UTF8_NAME = 0x800


def is_pack(data: bytes) -> bool:
    """Is it a ZIP that is no Word or Excel file?"""
    if not data.startswith(ZIP_MARK):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "[content_types].xml" not in {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError):
        return True


def unpack(data: bytes) -> list[tuple[str, bytes]]:
    """Its files, as (path, bytes); folders are no files. Raises FileRefused for what is broken, locked or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            if any(part.flag_bits & 0x1 for part in parts):
                raise FileRefused(LOCKED)
            if len(parts) > MOST_ENTRIES or any(part.file_size > LARGEST for part in parts):
                raise FileRefused(SWOLLEN)
            found, left = [], MOST_BYTES
            for part in parts:
                content = read_part(archive, part, left)
                left -= len(content)
                found.append((_name(part), content))
            return found
    except FileRefused:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise FileRefused(BROKEN) from None


def _name(part: zipfile.ZipInfo) -> str:
    """The path with slashes. Older Windows writes names in GBK and does not say so; zipfile then reads them as code page 437."""
    name = part.filename
    if not part.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return "/".join(each for each in name.replace("\\", "/").split("/") if each not in ("", ".", ".."))
