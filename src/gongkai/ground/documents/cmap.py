"""Which characters a TrueType font has (OpenType specification, table cmap, formats 4 and 12)."""

from struct import unpack_from


def characters(font: bytes) -> frozenset[str]:
    """All characters with a glyph. Raises ValueError for a font without a Unicode table of format 4 or 12."""
    for n in range(unpack_from(">H", font, 4)[0]):
        tag, _, at, _ = unpack_from(">4sIII", font, 12 + 16 * n)
        if tag == b"cmap":
            break
    else:
        raise ValueError("no cmap table")
    found: set[int] = set()
    for n in range(unpack_from(">H", font, at + 2)[0]):
        start = at + unpack_from(">I", font, at + 8 + 8 * n)[0]
        form = unpack_from(">H", font, start)[0]
        if form == 12:
            for g in range(unpack_from(">I", font, start + 12)[0]):
                first, last, _ = unpack_from(">III", font, start + 16 + 12 * g)
                found.update(range(first, last + 1))
        elif form == 4:
            found.update(_segments(font, start))
    if not found:
        raise ValueError("no Unicode cmap of format 4 or 12")
    return frozenset(chr(c) for c in found if not 0xD800 <= c < 0xE000)


def _segments(font: bytes, start: int) -> list[int]:
    count = unpack_from(">H", font, start + 6)[0] // 2
    last = unpack_from(f">{count}H", font, start + 14)
    first = unpack_from(f">{count}H", font, start + 16 + 2 * count)
    return [c for a, b in zip(first, last, strict=True) for c in range(a, b + 1) if c != 0xFFFF]
