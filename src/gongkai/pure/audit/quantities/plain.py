"""Text in one width, character for character: offsets into it are offsets into the text as read."""

import re

_FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_KEPT = "，。；：（）！？"
_PLAIN = {code: to for code, to in _FULL.items() if chr(code) not in _KEPT} | {
    ord("　"): " ",
    ord("\u00a0"): " ",
    ord("﹪"): "%",
    ord("‰"): "‰",
    ord("·"): "·",
    ord(","): "，",
    ord(";"): "；",
    ord(":"): "：",
    ord("("): "（",
    ord(")"): "）",
}
_TO_CHANGE = re.compile(f"[{re.escape(''.join(chr(code) for code, to in _PLAIN.items() if chr(code) != to))}]")


def plain(text: str) -> str:
    """Digits, letters and signs in half width, Chinese punctuation in full width; as long as the text."""
    return text.translate(_PLAIN) if _TO_CHANGE.search(text) else text
