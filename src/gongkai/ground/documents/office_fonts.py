"""Fonts that the office puts into its home (``GONGKAI_HOME/fonts``): which there are, and what each is used for in papers of its own.

The types of official documents (GB/T 9704—2012) are nobody's to give away: an office that has a licence for them puts them there.
"""

from collections.abc import Iterator
from pathlib import Path
from struct import error as TooShort
from struct import unpack_from

import typst

from gongkai.ground.documents.cmap import characters
from gongkai.ground.documents.typesetting import NotRendered
from gongkai.ground.home.paths import home_path

FOLDER = "fonts"
READ, OTHERS = (".ttf", ".otf"), (".ttc", ".woff", ".woff2", ".pfb", ".eot")
PARTS = {
    "title": ("小标宋", "xiaobiaosong"),
    "body": ("仿宋", "fangsong"),
    "head": ("黑体", "heiti", "simhei"),
    "subhead": ("楷体", "kaiti", "simkai"),
    "table": ("宋体", "simsun", "songti"),
}
"""By part of a paper: by which words in its names a font is told to be the one for it. 小标宋 and 仿宋 are asked for before 宋体."""
_NAMES = (1, 2, 4, 6, 16)
"""Family, style, full name, PostScript name, typographic family."""


class BadFont(NotRendered):
    """A file in the folder of fonts is none; the message says which, and what to do."""


def office_folder() -> Path:
    return home_path(FOLDER)


def office_fonts() -> dict[str, str]:
    """By part of a paper the family that is set there; parts for which the office has put no font are left out. Raises BadFont."""
    found: dict[str, str] = {}
    for family, called in sorted(_families()):
        part = next((part for part, words in PARTS.items() if any(word in called for word in words)), None)
        if part:
            found.setdefault(part, family)
    return found


def _families() -> Iterator[tuple[str, str]]:
    """Each family as the typesetter calls it, and all that it is called in small letters."""
    folder = office_folder()
    files = sorted(each for each in folder.glob("*") if each.is_file()) if folder.is_dir() else []
    if any(file.suffix.lower() in (*READ, *OTHERS) for file in files):
        known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
        by_file = {Path(str(each.path)).name: each.family for each in known.fonts() if each.path}
        for file in files:
            if file.suffix.lower() in OTHERS:
                raise BadFont(
                    f"字体文件“{file.name}”用不了：只认TTF和OTF。请换成TTF或者OTF的，或者从{FOLDER}文件夹里拿走"
                )
            if file.suffix.lower() in READ:
                yield _looked_at(file, by_file.get(file.name))


def _looked_at(file: Path, family: str | None) -> tuple[str, str]:
    try:
        font = file.read_bytes()
        _check_whole(font)
        known = characters(font)
        called = names(font)
    except OSError as error:
        raise BadFont(f"字体文件“{file.name}”打不开（{error.strerror}）。请改好它的权限，或者拿走") from error
    except (TooShort, ValueError, IndexError):
        family = None
    if family is None or not known:
        raise BadFont(f"字体文件“{file.name}”坏了，或者不是字体。请重新拷一份完整的，或者从{FOLDER}文件夹里拿走")
    return family, " ".join((family, *called)).lower()


def _check_whole(font: bytes) -> None:
    """The typesetter dies of a table that reaches beyond the end: of a file that was copied in part. Raises ValueError."""
    for n in range(unpack_from(">H", font, 4)[0]):
        _, _, at, length = unpack_from(">4sIII", font, 12 + 16 * n)
        if at + length > len(font):
            raise ValueError("a table is cut off")


def names(font: bytes) -> set[str]:
    """What a font is called, in all languages (OpenType specification, table name)."""
    found = set()
    for n in range(unpack_from(">H", font, 4)[0]):
        tag, _, at, _ = unpack_from(">4sIII", font, 12 + 16 * n)
        if tag == b"name":
            _, count, storage = unpack_from(">HHH", font, at)
            for k in range(count):
                platform, encoding, _, name, length, offset = unpack_from(">6H", font, at + 6 + 12 * k)
                if name in _NAMES:
                    start = at + storage + offset
                    found.add(_decoded(font[start : start + length], platform, encoding))
    return found


def _decoded(text: bytes, platform: int, encoding: int) -> str:
    """Microsoft and Unicode write UTF-16, or GBK for the Chinese of old; Apple the code of the script."""
    if platform == 1:
        code = "gb18030" if encoding == 25 else "mac-roman"
    else:
        code = "gb18030" if platform == 3 and encoding == 3 else "utf-16-be"
    return text.decode(code, "replace").replace("\0", "")
