"""Places in a text that somebody still has to fill in: those that a wording asks to be, and those that people leave by custom."""

import re

_OPEN, _SHUT = "【［\\[〔", "】］\\]〕"
_NUMBER = "号条项款份页件元人个"
_CROSS = "XxＸｘ×✕"
ASKED = re.compile(
    rf"[{_OPEN}]\s*(?:请\s*填|请补|请写|待填|待补|待定|待核|待写|填写|此处|插入)[^{_SHUT}]*(?:[{_SHUT}]|\Z)"
    r"|[（(]\s*(?:请填[：:]|待填|待补)[^）)]*(?:[）)]|\Z)"
)
"""Written out, of any length and over any number of lines; one whose bracket nobody closed reaches to the end."""
CUSTOMARY = re.compile(
    r"【\s*】|［\s*］|\[\s*\]|[（(]\s*[）)]|《\s*》|“\s*”"
    rf"|〔[\s{_CROSS}_＿]*〕"
    rf"|[{_CROSS}]+\s*[年月日元份页]"
    rf"|(?<![0-9A-Za-z{_CROSS}])[{_CROSS}]{{3,}}(?![0-9A-Za-z{_CROSS}])"
    r"|(?<![\w*＊])[*＊]{3,}(?![\w*＊])"
    r"|年[ \u3000\t]+月|月[ \u3000\t]+日"
    rf"|[第共计为字][ \u3000\t]{{2,}}[{_NUMBER}]"
    r"|_{2,}|＿{2,}|…{4,}|\.{6,}"
)
"""What stands in forms and drafts where a number, a day or a name will be. 张×× and 138****5678 are no blanks: something is told there."""
SHOWN = 30


def blanks(text: str) -> list[str]:
    """The places still to be filled in, each as it can be quoted, in the order of the text."""
    found: list[tuple[int, str]] = []
    covered = 0
    for match in sorted(
        (*ASKED.finditer(text), *CUSTOMARY.finditer(text)), key=lambda each: (each.start(), -each.end())
    ):
        if match.start() >= covered:
            covered = match.end()
            found.append((match.start(), quoted(match[0])))
    return [said for _, said in found]


def quoted(said: str) -> str:
    """On one line, and no longer than can be read in a sentence."""
    flat = re.sub(r"\s+", " ", said)
    return flat if len(flat) <= SHOWN else f"{flat[: SHOWN - 1]}…"
