"""Setting pages: data in, PDF bytes out, the same for the same data. Fonts come along; a missing one is never replaced silently."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from gongkai.ground.documents.cmap import characters

FONTS = Path(__file__).parent / "fonts"
LACKING = "〓"  # what Chinese printers set for a type they lack

_typesetter = threading.local()
_begun = threading.Event()


class NotRendered(RuntimeError):
    """Something could not be set as it should be: a font is missing, or the template fails."""


def typeset(
    template: Path,
    values: dict[str, Any],
    fonts: Path = FONTS,
    form: str = "pdf",
    files: Mapping[str, Path | bytes] | None = None,
    more_fonts: Path | None = None,
) -> bytes:
    """What a template makes of values, which it is handed as JSON; ``files`` are pictures that it shows, by the names it knows them by;
    ``more_fonts``: a folder of fonts besides our own.

    Raises NotRendered.
    """
    glyphs = _glyphs(fonts) | (_glyphs_now(more_fonts) if more_fonts else frozenset())
    inputs = {"data": json.dumps(_printable(values, glyphs), ensure_ascii=False, sort_keys=True)}
    try:
        if files or more_fonts:
            with _beside(template, files or {}) as copied:
                compiler = _made(copied, fonts, *([more_fonts] if more_fonts else []))
                made, warnings = compiler.compile_with_warnings(format=form, sys_inputs=inputs)
        else:
            made, warnings = _compiler(template, fonts).compile_with_warnings(format=form, sys_inputs=inputs)
    except typst.TypstError as error:
        raise NotRendered(str(error)) from error
    if warnings:
        raise NotRendered("; ".join(warning.message for warning in warnings))
    return made


def _compiler(template: Path, fonts: Path) -> typst.Compiler:
    """One warm compiler per thread, template and font folder."""
    warm = _typesetter.__dict__.setdefault("warm", {})
    if (template, fonts) not in warm:
        warm[template, fonts] = _made(template, fonts)
    return warm[template, fonts]


def has_threads() -> bool:
    """Has anything been set in this process? The library then has threads of its own, which a forked child lacks: there it would wait for them
    for ever."""
    return _begun.is_set()


def _made(template: Path, *fonts: Path) -> typst.Compiler:
    _begun.set()
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[*map(str, fonts)])
    return typst.Compiler(str(template), root=str(template.parent), font_paths=found)


@contextmanager
def _beside(template: Path, files: Mapping[str, Path | bytes]) -> Iterator[Path]:
    """A template in a folder of its own, which it cannot leave, with files beside it."""
    with TemporaryDirectory() as folder:
        copied = Path(folder, template.name)
        copied.write_bytes(template.read_bytes())
        for name, content in files.items():
            Path(folder, name).write_bytes(content if isinstance(content, bytes) else content.read_bytes())
        yield copied


@cache
def _glyphs(fonts: Path) -> frozenset[str]:
    """The characters that one of the two fonts has; line breaks and tabs are none."""
    return frozenset("\n\t\r") | _glyphs_now(fonts)


def _glyphs_now(fonts: Path) -> frozenset[str]:
    files = [each for each in fonts.iterdir() if each.suffix.lower() in (".ttf", ".otf")]
    return frozenset().union(*(characters(font.read_bytes()) for font in files))


def _printable(value: Any, glyphs: frozenset[str]) -> Any:
    """The values with ``LACKING`` for each character that no font has: a name of the rarest characters or a picture that
    somebody typed holds up no page, and is not dropped unseen."""
    if isinstance(value, str):
        return "".join(c if c in glyphs else LACKING for c in value)
    if isinstance(value, dict):
        return {name: _printable(each, glyphs) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_printable(each, glyphs) for each in value]
    return value
