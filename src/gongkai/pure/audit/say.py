"""Findings in words: what cannot all be true, the arithmetic, what one change would make it hold. Never who erred.

A rule words its own reasons: a module below ``claims`` or ``tables`` has ``REASONS = {code: (zh, en)}``, sentences without
a full stop, whose ``{names}`` are the keys of `Finding.args`, or ``stated`` and ``expected``. A finding whose reason is
unknown is told by its kind and verdict.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module, util
from typing import Literal

from gongkai.pure.audit.document import Document
from gongkai.pure.audit.finding import Audit, Figure, Finding

Lang = Literal["zh", "en"]
Pair = tuple[str, str]

RULES = ("gongkai.pure.audit.claims", "gongkai.pure.audit.tables", "gongkai.pure.audit.slips")
KIND_WORDS: dict[str, Pair] = {
    "sum": ("合计", "sum"),
    "percent": ("占比", "percentage"),
    "change": ("增减", "change"),
    "difference": ("差额", "difference"),
    "relation": ("勾稽关系", "table relation"),
    "cross": ("前后对照", "same measure twice"),
    "bound": ("范围", "bound"),
    "unit": ("单位", "unit"),
    "reachable": ("比率", "reachable rate"),
    "words": ("文字", "words"),
}
VERDICT_WORDS: dict[str, Pair] = {
    "contradicts": ("对不上", "contradicts"),
    "rounding": ("舍入", "rounding"),
    "holds": ("对得上", "holds"),
    "unclear": ("拿不准", "unclear"),
}
OFF: dict[str, Pair] = {
    "sum": ("各部分加起来是{expected}，写的总数是{stated}", "the parts add up to {expected}; the total is given as {stated}"),
    "percent": ("按写明的数算是{expected}，写的是{stated}", "the stated numbers give {expected}; the text says {stated}"),
    "change": ("按前后两个数算是{expected}，写的是{stated}", "the two numbers give {expected}; the text says {stated}"),
    "difference": ("两数相减是{expected}，写的是{stated}", "the difference is {expected}; the text says {stated}"),
    "relation": ("按表的勾稽关系应为{expected}，填的是{stated}", "the table's relation asks for {expected}; the cell says {stated}"),
    "cross": ("同一项数据一处是{expected}，一处是{stated}", "the same measure is {expected} in one place and {stated} in another"),
    "bound": ("{stated}超出了可能的范围", "{stated} lies outside what is possible"),
    "unit": ("换成写明的单位，{stated}与{expected}差得太远", "in the stated unit, {stated} is too far from {expected}"),
    "reachable": ("用写明的底数算不出{stated}", "{stated} can't be reached from the stated whole number"),
    "words": ("文字与数字对不上：{stated}，{expected}", "words and figures differ: {stated}, {expected}"),
}  # fmt: skip
"""What a contradiction of each kind says when its own reason has no words."""
OFF_BARE: Pair = ("这几个数对不上", "these figures don't agree")
ROUNDED: Pair = (
    "算出来是{expected}，写的是{stated}，四舍五入或去掉尾数就能得到，不算错",
    "it comes to {expected}; {stated} is what rounding or truncation makes of it, so it is no error",
)
ROUNDED_BARE: Pair = (
    "差别在四舍五入或去掉尾数以内，不算错",
    "the difference is within rounding or truncation, so it is no error",
)
HELD: Pair = ("算得上", "it works out")
UNCLEAR: Pair = ("没有写明是怎么算的，不下结论", "the text doesn't tell how it was counted, so nothing is concluded")

FEW = 6
"""How many figures are named one by one."""
QUOTE = 100
"""Signs of a quote; of a longer one only what stands around its figures."""


def pick(pair: Pair, lang: Lang) -> str:
    return pair[lang == "en"]


@cache
def reasons() -> Mapping[str, Pair]:
    """The wordings of all rules, by reason. Raises ValueError if two rules word one reason differently."""
    found: dict[str, Pair] = {}
    for module in _modules():
        for code, pair in getattr(import_module(module), "REASONS", {}).items():
            if found.setdefault(code, pair) != pair:
                raise ValueError(f"two wordings of {code}")
    return found


def _modules() -> Iterator[str]:
    for name in RULES:
        if util.find_spec(name) is None:
            continue
        package = import_module(name)
        yield name
        for each in pkgutil.walk_packages(getattr(package, "__path__", ()), f"{name}."):
            if ".tests" not in each.name:
                yield each.name


def sentence(finding: Finding, lang: Lang = "zh") -> str:
    """What the finding says, with the change that would make it hold, if exactly one would."""
    said = _reason(finding, lang)
    if finding.verdict == "contradicts" and finding.kind != "words":
        said += _not_all(finding.figures, lang)
    if finding.repair and finding.mends_all:
        figure, value = finding.repair
        said += (
            f"若只有一处不对，“{oneline(figure.text)}”写作“{value}”就都对得上。"
            if lang == "zh"
            else f" If exactly one figure is off, “{value}” in place of “{oneline(figure.text)}” would make all of it hold."
        )
    return said


def others(group: Sequence[Finding], lang: Lang = "zh") -> str:
    """What else the one change of a group would mend, behind the first finding: the arithmetic of the rest; "" if it is alone."""
    if len(group) < 2:
        return ""
    sums = ("；" if lang == "zh" else "; ").join(oneline(each.arithmetic) for each in group[1:])
    return f"{with_others(group[0], len(group) - 1, lang)}{sums}{'。' if lang == 'zh' else '.'}"


def with_others(finding: Finding, many: int, lang: Lang = "zh") -> str:
    """How many more of its cause there are."""
    text = oneline(finding.repair[0].text) if finding.repair else ""
    if lang == "zh":
        return f"与同一个“{text}”对不上的另有{many}处："
    return f" {many} more disagree{'s' * (many == 1)} with the same “{text}”: "


def _reason(finding: Finding, lang: Lang) -> str:
    known = {"stated": finding.stated, "expected": finding.expected, **finding.args}
    if worded := reasons().get(finding.reason):
        with suppress(KeyError):  # a rule gave fewer args than its wording asks for
            return _ended(pick(worded, lang).format_map(known), lang)
    return _ended(pick(_by_kind(finding), lang).format_map(known), lang)


def _by_kind(finding: Finding) -> Pair:
    told = bool(finding.stated and finding.expected)
    if finding.verdict == "contradicts":
        return OFF[finding.kind] if told or (finding.kind in ("bound", "reachable") and finding.stated) else OFF_BARE
    if finding.verdict == "rounding":
        return ROUNDED if told else ROUNDED_BARE
    return HELD if finding.verdict == "holds" else UNCLEAR


def _ended(said: str, lang: Lang) -> str:
    if lang == "zh":
        return said.rstrip("。") + "。"
    said = said.rstrip(".")
    return said[:1].upper() + said[1:] + "."


def _not_all(figures: tuple[Figure, ...], lang: Lang) -> str:
    """That these can't all be true; a single figure needs no such sentence."""
    if len(figures) < 2:
        return ""
    texts = list(dict.fromkeys(oneline(each.text) for each in figures))
    named, more = texts[:FEW], len(figures) > FEW
    if lang == "zh":
        return f"{'、'.join(named)}{f'等{len(figures)}个数' if more else ''}不能同时成立。"
    if more:
        return f" {', '.join(named)} and {len(figures) - FEW} more can't all be true."
    if len(named) == 1:
        return f" The {len(figures)} times {named[0]} stands there can't all be true."
    return f" {', '.join(named[:-1])} and {named[-1]} can't {'both' if len(named) == 2 else 'all'} be true."


_BROKEN = re.compile(r"(?<=[^\sA-Za-z])\s*\n\s*(?=[^\sA-Za-z])")


def oneline(text: str) -> str:
    """Without line breaks, and without what a terminal would obey; a break within a figure or a word of Chinese leaves no blank."""
    text = _BROKEN.sub("", text) if "\n" in text else text
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def shortened(text: str, longest: int) -> str:
    """The text, its middle left out if it is longer: a sum keeps its first parts and what it comes to."""
    return text if len(text) <= longest else f"{text[: longest * 2 // 3]}…{text[-longest // 3 :]}"


def pieces(document: Document, finding: Finding, longest: int = QUOTE) -> Iterator[tuple[str, Figure | None]]:
    """The quote in order, each piece with the figure it is, or None; line breaks are spaces, and "…" stands for what is left out."""
    figures = sorted((f for f in finding.figures if f.start < f.end), key=lambda f: f.start)
    start = min([finding.start, *(f.start for f in figures)])
    end = max([finding.end, *(f.end for f in figures)])
    text = document.text
    room = max(longest - sum(f.end - f.start for f in figures), 0) // (len(figures) + 1)
    whole = end - start <= longest
    at, last = start, len(figures) - 1
    for n, figure in enumerate(figures):
        if figure.start < at:  # overlaps the one before
            continue
        yield _between(text[at : figure.start], room, whole, first=n == 0), None
        yield oneline(text[figure.start : figure.end]), figure
        at = figure.end
        if n >= 40 and n < last:
            yield "…", None
            return
    yield _between(text[at:end], room, whole, final=True), None


def _between(text: str, room: int, whole: bool, *, first: bool = False, final: bool = False) -> str:
    """Text between two figures, shortened if the quote is too long: what stands before a figure matters most."""
    inner = oneline(text)
    text = f"{' ' * text[:1].isspace()}{inner}{' ' * text[-1:].isspace()}" if inner else " " * bool(text)
    room = max(room, 8)
    if whole or len(text) <= room + 1:
        return text
    if final:
        return text[:room] + "…"
    kept = room if first else room * 2 // 3
    return ("" if first else text[: room - kept]) + "…" + text[-kept:]


def quote(document: Document, finding: Finding, mark: tuple[str, str] = ("**", "**"), longest: int = QUOTE) -> str:
    """The quote in one line, its figures between marks."""
    marked = (f"{mark[0]}{text}{mark[1]}" if figure else text for text, figure in pieces(document, finding, longest))
    return "".join(marked).strip()


def line_of(document: Document, finding: Finding) -> int:
    """The line of the text as read, from 1, in which the finding begins."""
    return document.text.count("\n", 0, finding.start) + 1


def place(document: Document, finding: Finding, lang: Lang = "zh") -> str:
    """Where it stands, as a person counts: paragraph, or table and row; "" outside of all of them."""
    for number, table in enumerate(document.tables, 1):
        if table.start <= finding.start < table.end:
            row = max((c.row for c in table.cells if c.start <= finding.start), default=0) + 1
            return f"表{number}第{row}行" if lang == "zh" else f"table {number}, row {row}"
    for number, each in enumerate(document.paragraphs, 1):
        if each.start <= finding.start < max(each.end, each.start + 1):
            return f"第{number}段" if lang == "zh" else f"paragraph {number}"
    return ""


def line(
    name: str, document: Document, finding: Finding, lang: Lang = "zh", mark: tuple[str, str] = ("**", "**")
) -> str:
    """One line: file and line, verdict, kind, quote, arithmetic, sentence."""
    head = f"{name}:{line_of(document, finding)}"
    verdict, kind = pick(VERDICT_WORDS[finding.verdict], lang), pick(KIND_WORDS[finding.kind], lang)
    quoted = quote(document, finding, mark)
    if lang == "zh":
        return f"{head} {verdict}（{kind}）「{quoted}」{detail(finding, lang)}"
    return f"{head} {verdict} ({kind}) “{quoted}” {detail(finding, lang)}"


def detail(finding: Finding, lang: Lang = "zh") -> str:
    """The arithmetic and the sentence, in one line."""
    arithmetic = oneline(finding.arithmetic)
    stop = "" if not arithmetic else "。" if lang == "zh" else ". "
    return f"{arithmetic}{stop}{sentence(finding, lang)}"


def counts(audit: Audit, lang: Lang = "zh") -> str:
    """How many figures were read, checked and left; what a text without any is told."""
    read, left = len(audit.figures), len(audit.unchecked)
    if not read:
        return "没有可核对的数字" if lang == "zh" else "No checkable claim: the text has no figures"
    if left == read:
        return f"读到{read}个数字，没有可核对的说法" if lang == "zh" else f"{_figures(read)} read; no checkable claim"
    if lang == "zh":
        return f"读到{read}个数字，核对了{read - left}个，{left}个未核对"
    return f"{_figures(read)} read, {read - left} checked, {left} left unchecked"


def _figures(many: int) -> str:
    return f"{many} figure{'s' * (many != 1)}"


def verdicts(audit: Audit, lang: Lang = "zh") -> str:
    """How many claims came to each verdict, the worst first; contradictions of one cause are one."""
    many = {verdict: sum(group[0].verdict == verdict for group in audit.by_cause) for verdict in VERDICT_WORDS}
    if lang == "zh":
        return "，".join(f"{words[0]}{many[verdict]}处" for verdict, words in VERDICT_WORDS.items())
    return ", ".join(f"{words[1]} {many[verdict]}" for verdict, words in VERDICT_WORDS.items())
