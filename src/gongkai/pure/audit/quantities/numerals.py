"""Numbers written in Chinese characters: 四, 两, 二十, 一百零五, 三千."""

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
CHARACTERS = "〇零一二两三四五六七八九十百千"


def number(characters: str) -> int | None:
    """The number, or None if the characters make none; 一万二千三百 is one number, a last 万 or 亿 is a scale of its own."""
    above, found, below = characters.partition("万")
    if found:
        high, low = _below_ten_thousand(above), _below_ten_thousand(below.removeprefix("零"))
        return None if high is None or low is None else high * 10_000 + low
    return _below_ten_thousand(characters)


def _below_ten_thousand(characters: str) -> int | None:
    if not characters or characters[-1] in "零〇" or any(c not in CHARACTERS for c in characters):
        return None
    total = digit = 0
    seen = 10_000
    pending = False
    for c in characters:
        if c in _TENS:
            if _TENS[c] >= seen or (not pending and c != "十"):
                return None
            seen = _TENS[c]
            total += (digit if pending else 1) * seen
            digit, pending = 0, False
        elif DIGITS[c] == 0:
            pending = False
        else:
            if pending:
                return None
            digit, pending = DIGITS[c], True
    return total + digit
