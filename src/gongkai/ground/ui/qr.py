"""Squares that a telephone or a scanner reads, drawn into the page."""

import segno
from django.utils.safestring import SafeString, mark_safe


def picture(text: str, scale: int = 4) -> SafeString:
    """A text as a QR code: black on white whatever the theme, or no reader finds it."""
    return mark_safe(segno.make(text, error="m").svg_inline(scale=scale, dark="#000", light="#fff", border=2))
