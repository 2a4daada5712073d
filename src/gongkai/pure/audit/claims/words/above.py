"""「一是…；二是…；三是…。针对上述三个问题」: how many a list above had, told again behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.pure.audit.claims.lines import Line
from gongkai.pure.audit.claims.words.members import N, finding, value
from gongkai.pure.audit.finding import Finding

_ABOVE = re.compile(
    rf"(?:以上|上述|前述)(?P<n>{N})(?P<measure>个方面|方面|个|点|项|类)(?:的|存在的)?(?:主要|突出)?(?:问题|不足|短板|差距|困难)"
)
_ONE_BY_ONE = re.compile(r"(?:(?<=[：，。；、\s])|^)([一二三四五六七八九])是")
_ORDINALS = "一二三四五六七八九"
_OF_PROBLEMS = re.compile("问题|不足|短板|差距|困难|薄弱|[有待][加提]")
_MORE = re.compile(r"同时|此外|另外|最后|还有|其次|再次|再者|以及|但")
_FAR = 40


def told_above(line: Line, heading: str) -> Iterator[Finding]:
    """Only of a list of problems in the same paragraph, whose last member nothing else follows. heading: the paragraph before."""
    for match in _ABOVE.finditer(line.text):
        front = line.text[: match.start()]
        marks = list(_ONE_BY_ONE.finditer(front))
        begin = next((n for n in range(len(marks) - 1, -1, -1) if marks[n][1] == "一"), None)
        stated = value(match["n"])
        if begin is None or stated is None:
            continue
        members = marks[begin:]
        in_order = [each[1] for each in members] == list(_ORDINALS[: len(members)])
        opening = front[max(0, members[0].start() - _FAR) : members[0].start()] or heading[-_FAR:]
        if len(members) < 2 or not in_order or not _OF_PROBLEMS.search(opening):
            continue
        if stated == len(members):
            yield finding(line, match, len(members), "holds", match.end())
        elif begin == 0 and not _MORE.search(front[members[-1].end() :]):
            yield finding(line, match, len(members), "contradicts", match.end())
