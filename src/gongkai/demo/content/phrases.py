"""The little language in which the fictional county's documents are written down.

A *phrase* is plain Chinese with two marks: ``[a|b|]`` picks one of the alternatives (nesting is
allowed, an empty one may be picked) and ``{slot}`` asks the document for a value. ``{+slot}`` draws a
fresh value, different from those already drawn under that name in the same document.

A *body* is lines of phrases, each line opening with what it becomes:

========== =====================================================
``# t``    a heading of the first level (h2); ``## t`` of the second (h3)
``* t``    an item of a list (ul)
``| a | b`` a row of a table; the first row of a table is its head
``%3-6 | a`` a row repeated, each time with fresh slots
``? t``    a paragraph that half of the documents have
``章 t``    a chapter (h2), ``§ t`` an article; both number themselves
``@p 2-4 一、`` two to four parts of the pool ``p``, numbered as shown (``（一）``, ``1.``, ``*``, ``§``, ``-`` for none)
other      a paragraph
========== =====================================================
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from itertools import groupby
from random import Random

_IS_NUMBER = re.compile(r"[\d.,，]+%?")
_RIGHT = ' class="align-right"'
_DIGITS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")
NUMERALS = tuple(
    (("" if n < 20 else _DIGITS[n // 10]) + "十" if n >= 10 else "") + _DIGITS[n % 10] for n in range(1, 100)
)
_POOL = re.compile(r"@(\w+) (\d+)-(\d+) ?(\S*)$")
_REPEAT = re.compile(r"%(\d+)-(\d+) (\|.*)$")


class PhraseError(ValueError):
    """A phrase that does not parse: the brackets do not match, or a line is unknown."""


@dataclass(frozen=True, slots=True)
class Slot:
    name: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class Choice:
    options: tuple["Phrase", ...]


Phrase = tuple["str | Slot | Choice", ...]
Lookup = Callable[[str, bool], str]


def parse(source: str) -> Phrase:
    """Parse one phrase; raises `PhraseError` when its brackets do not match."""
    phrase, end = _parse(source, 0, nested=False)
    if end != len(source):
        raise PhraseError(f"a bracket too many at {end}: {source!r}")
    return phrase[0]


def _parse(source: str, at: int, *, nested: bool) -> tuple[tuple[Phrase, ...], int]:
    options: list[Phrase] = []
    parts: list[str | Slot | Choice] = []
    text: list[str] = []

    def close_text() -> None:
        if text:
            parts.append("".join(text))
            text.clear()

    while at < len(source):
        char = source[at]
        if char == "[":
            close_text()
            inner, at = _parse(source, at + 1, nested=True)
            parts.append(Choice(inner))
        elif char == "{":
            end = source.find("}", at)
            if end < 0:
                raise PhraseError(f"a slot without its end: {source!r}")
            close_text()
            name = source[at + 1 : end]
            parts.append(Slot(name.lstrip("+"), name.startswith("+")))
            at = end + 1
        elif nested and char in "|]":
            close_text()
            options.append(tuple(parts))
            parts.clear()
            at += 1
            if char == "]":
                return tuple(options), at
        elif char == "]":
            break
        else:
            text.append(char)
            at += 1
    if nested:
        raise PhraseError(f"a choice without its end: {source!r}")
    close_text()
    return (tuple(parts),), at


def render(phrase: Phrase, rng: Random, lookup: Lookup) -> str:
    """Say a phrase: choices drawn from `rng`, slots asked of `lookup`."""
    out: list[str] = []
    _render(phrase, rng, lookup, out)
    return "".join(out)


def _render(phrase: Phrase, rng: Random, lookup: Lookup, out: list[str]) -> None:
    for part in phrase:
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, Slot):
            out.append(lookup(part.name, part.fresh))
        else:
            options = part.options
            _render(options[int(rng.random() * len(options))], rng, lookup, out)


def slots(phrase: Phrase) -> frozenset[str]:
    """The names of all slots a phrase may ask for."""
    found: set[str] = set()
    for part in phrase:
        if isinstance(part, Slot):
            found.add(part.name)
        elif isinstance(part, Choice):
            found |= {name for option in part.options for name in slots(option)}
    return frozenset(found)


def prune(phrase: Phrase, unfit: Callable[[str], object]) -> Phrase | None:
    """The phrase without the alternatives that hold unfit text; None if nothing is left to say."""
    kept: list[str | Slot | Choice] = []
    for part in phrase:
        if isinstance(part, str) and unfit(part):
            return None
        if isinstance(part, Choice):
            options = tuple(option for each in part.options if (option := prune(each, unfit)) is not None)
            if not options:
                return None
            part = Choice(options)
        kept.append(part)
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a body: what it becomes, its phrases (the cells of a row), how often."""

    mark: str
    phrases: tuple[Phrase, ...]
    low: int = 1
    high: int = 1
    pool: str = ""
    numbering: str = ""


def parse_body(source: str) -> tuple[Line, ...]:
    """Parse a body, line by line; empty lines are only for the eye."""
    return tuple(_parse_line(line.strip()) for line in source.splitlines() if line.strip())


def _parse_line(line: str) -> Line:
    if found := _POOL.match(line):
        pool, low, high, numbering = found.groups()
        return Line("@", (), int(low), int(high), pool, numbering or "-")
    if found := _REPEAT.match(line):
        return Line("|", _cells(found[3]), int(found[1]), int(found[2]))
    if line.startswith("|"):
        return Line("|", _cells(line))
    for mark in ("# ", "## ", "* ", "? ", "章 ", "§ "):
        if line.startswith(mark):
            return Line(mark.strip(), (parse(line[len(mark) :]),))
    if line[0] in "@%":
        raise PhraseError(f"not a line of a body: {line!r}")
    return Line("p", (parse(line),))


def _cells(line: str) -> tuple[Phrase, ...]:
    """Cells stand between bars that are outside of choices."""
    cells, depth, start = [], 0, 1
    for at, char in enumerate(line[1:], 1):
        depth += (char == "[") - (char == "]")
        if char == "|" and depth == 0:
            cells.append(line[start:at])
            start = at + 1
    cells.append(line[start:])
    return tuple(parse(cell.strip()) for cell in cells if cell.strip())


Pools = dict[str, tuple[Phrase, ...]]


def write(lines: tuple[Line, ...], rng: Random, lookup: Lookup, pools: Pools) -> str:
    """Write a body as HTML of headings, paragraphs, lists and tables only."""
    blocks: list[tuple[str, str]] = []
    chapters = articles = 0
    for line in lines:
        if line.mark == "@":
            drawn = _draw_pool(line, rng, lookup, pools)
            if line.numbering == "§":
                drawn = [("p", f"第{NUMERALS[articles + at]}条　{text}") for at, (_, text) in enumerate(drawn)]
                articles += len(drawn)
            blocks += drawn
        elif line.mark == "章":
            blocks.append(("h2", f"第{NUMERALS[chapters]}章　{render(line.phrases[0], rng, lookup)}"))
            chapters += 1
        elif line.mark == "§":
            blocks.append(("p", f"第{NUMERALS[articles]}条　{render(line.phrases[0], rng, lookup)}"))
            articles += 1
        elif line.mark == "|":
            repeats = line.low if line.low == line.high else rng.randint(line.low, line.high)
            for _ in range(repeats):
                cells = "\x1f".join(render(cell, rng, lookup) for cell in line.phrases)
                blocks.append(("tr", cells))
        elif line.mark != "?" or rng.random() < 0.5:
            tag = {"#": "h2", "##": "h3", "*": "li"}.get(line.mark, "p")
            blocks.append((tag, render(line.phrases[0], rng, lookup)))
    return _html(blocks)


def _draw_pool(line: Line, rng: Random, lookup: Lookup, pools: Pools) -> list[tuple[str, str]]:
    pool = pools[line.pool]
    wanted = min(len(pool), rng.randint(line.low, line.high))
    drawn = sorted(rng.sample(range(len(pool)), wanted))
    said = [_stop(render(pool[index], rng, lookup)) for index in drawn]
    if line.numbering == "*":
        return [("li", text) for text in said]
    if line.numbering in "-§":
        return [("p", text) for text in said]
    if line.numbering == "1.":
        return [("p", f"{place}.{text}") for place, text in enumerate(said, 1)]
    return [("p", line.numbering.replace("一", NUMERALS[place]) + text) for place, text in enumerate(said)]


def _stop(text: str) -> str:
    return text if text[-1] in "。！？；：" else text + "。"


def _html(blocks: list[tuple[str, str]]) -> str:
    out: list[str] = []
    for place, (tag, run) in enumerate(groupby(blocks, key=lambda block: block[0])):
        texts = [escape(text, quote=False) for _, text in run]
        if tag == "tr":
            out.append(_table([text.split("\x1f") for text in texts]))
        elif tag == "li":
            out.append("<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>")
        else:
            # Whom a document addresses stands at the margin.
            if place == 0 and tag == "p" and texts[0].endswith("：") and "如下" not in texts[0]:
                out.append(f'<p class="align-left">{texts.pop(0)}</p>')
            out += [f"<{tag}>{text}</{tag}>" for text in texts]
    return "".join(out)


def _table(rows: list[list[str]]) -> str:
    """The first row is the head; columns of nothing but numbers stand right, head and all."""
    number = [len(rows) > 1 and all(_IS_NUMBER.fullmatch(row[at]) for row in rows[1:]) for at in range(len(rows[0]))]

    def line(tag: str, cells: list[str]) -> str:
        marked = zip(cells, number, strict=True)
        return "<tr>" + "".join(f"<{tag}{_RIGHT if right else ''}>{cell}</{tag}>" for cell, right in marked) + "</tr>"

    body = "".join(line("td", row) for row in rows[1:])
    return f"<table><thead>{line('th', rows[0])}</thead><tbody>{body}</tbody></table>"
