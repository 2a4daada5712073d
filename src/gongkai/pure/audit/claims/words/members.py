"""The number of members that a text states of a list, and the finding over both."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.pure.audit.claims.lines import Line
from gongkai.pure.audit.finding import Finding, Verdict
from gongkai.pure.audit.quantities import numerals
from gongkai.pure.audit.quantities.units import WORDS

REASONS = {
    "members": (
        "文中说{stated}，列出的是{listed}项",
        "The text says {stated}; {listed} are listed",
    ),
}
N = r"(?:\d{1,2}|[两二三四五六七八九十]{1,3})"
JOINED = re.compile("以及|和(?!谐)|(?<![参给])与(?!会)|(?<![涉普顾危波])及(?!时|格)")


_FIGURE = rf"[一两二三四五六七八九十百千\d]+(?:{'|'.join(WORDS)})"
_ENDS, _INSIDE, _OF = re.compile(f"{_FIGURE}$"), re.compile(f".+?{_FIGURE}"), re.compile(f"{_FIGURE}(.{{1,6}})$")


_MEASURE = 2


def tell_figures(members: Sequence[str], behind: str) -> bool:
    """Whether members have figures of their own: 「维持一件、撤销两件」 counts cases, 「甲镇一个村、乙镇两个村」 villages, and neither its members.

    behind: what stands behind the number. 「一个平台、一支队伍两项机制」 is a list of two.
    """
    counted = _OF.search(members[0])
    return (
        _ENDS.search(members[0]) is not None
        or any(map(_INSIDE.match, members[1:]))
        or (counted is not None and counted[1] in behind[: len(counted[1]) + _MEASURE])
    )


def value(printed: str) -> int | None:
    return int(printed) if printed.isdecimal() else numerals.number(printed)


def finding(
    line: Line,
    match: re.Match[str],
    listed: int,
    verdict: Verdict,
    last: int,
    figure: tuple[int, int] | None = None,
) -> Finding:
    """figure: the slogan that holds the number; else the number with its measure word."""
    groups = match.groupdict()
    if figure is None:
        measure = groups.get("measure") or "个"
        figure = match.start("n"), match.end("n") + (1 if measure.startswith("个") else len(measure))
    number = value(match["n"]) if "n" in groups else None
    stated = str(number if number is not None else line.text[slice(*figure)])
    mark = line.figure(*figure, stated)
    start, end = line.span(match.start(), max(match.end(), last))
    told = f"{listed}{'≠' if verdict == 'contradicts' else '='}{stated}"
    return Finding(
        "words", verdict, start, end, (mark,), mark.text, str(listed), told, "members",
        {"stated": mark.text, "listed": str(listed)}, None, 0.85,
    )  # fmt: skip
