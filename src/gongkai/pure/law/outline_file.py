"""An outline of an office's own, as a TOML file with a version: parts, what people are asked to write in them, and sentences with figures.

What is wrong is told line by line, all of it at once.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gongkai.pure.law.catalogue_file import KEY, VERSION
from gongkai.pure.law.outlines import KEY_POINTS, OPENING, TOKEN, Part, Passage

MOST_SIGNS, MOST_PARTS, MOST_PASSAGES, LONGEST_HEAD, LONGEST = 200_000, 40, 300, 60, 500
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_BRACES = re.compile(r"[{}]")
_OUTER = ("outline", "version", "name", "opening", "part")
_PART = ("title", "passage")
_PASSAGE = ("head", "sentences", "ask", "needs", "lists")
_LISTS = (KEY_POINTS.lists,)


class BadOutline(ValueError):
    """A file that is no outline; ``errors`` are its lines (0: the file as a whole), each with a sentence."""

    def __init__(self, errors: list[tuple[int, str]]) -> None:
        self.errors = sorted(set(errors))
        super().__init__("；".join(self.lines))

    @property
    def lines(self) -> list[str]:
        return [f"第{line}行：{told}" if line else told for line, told in self.errors]


@dataclass(frozen=True)
class Outline:
    """An outline: how it begins, with ``{year}`` in it, and its parts."""

    key: str
    version: str
    name: str
    opening: str
    parts: tuple[Part, ...]


def parse(text: str, is_figure: Callable[[str], bool]) -> Outline:
    """Read an outline; ``is_figure`` knows which tokens name a figure. Raises BadOutline with everything that is wrong."""
    if len(text) > MOST_SIGNS:
        raise BadOutline([(0, f"文件太长，最多{MOST_SIGNS // 10_000}万字")])
    try:
        told = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        line = int(at[1]) if at else len(text.splitlines())
        raise BadOutline(
            [(line, "写法不对：看看引号、方括号是不是成对，等号前面是不是英文的名字，同一个名字是不是写了两次")]
        ) from None
    return _Reading(text, is_figure).outline(told)


class _Reading:
    def __init__(self, text: str, is_figure: Callable[[str], bool]) -> None:
        self.lines, self.is_figure = text.splitlines(), is_figure
        self.errors: list[tuple[int, str]] = []
        self.heads = self._places(r"\s*\[\[\s*part\s*\]\]")
        self.passages = self._places(r"\s*\[\[\s*part\s*\.\s*passage\s*\]\]")
        self.seen = 0

    def _places(self, pattern: str) -> list[int]:
        return [n for n, line in enumerate(self.lines, start=1) if re.match(pattern, line)]

    def at(self, words: str, since: int = 1) -> int:
        """The line at which something stands, from a line on; that line itself where it is not found as it is written."""
        return next((n for n in range(since, len(self.lines) + 1) if words in self.lines[n - 1]), since)

    def wrong(self, line: int, told: str) -> None:
        self.errors.append((line, told))

    def outline(self, told: dict[str, Any]) -> Outline:
        self._known(told, _OUTER, 1)
        key, version, name = (
            self._text(told, each, 1, LONGEST_HEAD, needed=True) for each in ("outline", "version", "name")
        )
        if key and not KEY.fullmatch(key):
            self.wrong(self.at("outline"), "outline是提纲的代码，用小写字母、数字、-和_，最多40个，例如bureau-2026")
        if version and not VERSION.fullmatch(version):
            self.wrong(self.at("version"), 'version是版本，用数字和点，加引号，例如"2026.1"')
        opening = self._text(told, "opening", 1, LONGEST) or OPENING
        if _BRACES.search(opening.replace("{year}", "")):
            self.wrong(self.at("opening"), "opening里花括号只能写{year}")
        found = told.get("part")
        if not isinstance(found, list) or not found or not all(isinstance(each, dict) for each in found):
            self.wrong(0, '没有写各部分：每一部分以单独一行[[part]]开头，下面写title = "一、概述"')
            found = []
        if len(found) > MOST_PARTS:
            self.wrong(self.heads[MOST_PARTS] if len(self.heads) > MOST_PARTS else 0, f"最多{MOST_PARTS}个部分")
        parts = tuple(self._part(each, self.heads[n] if n < len(self.heads) else 0) for n, each in enumerate(found))
        titles = [each.title for each in parts if each.title]
        for n, title in enumerate(titles):
            if title in titles[:n]:
                self.wrong(self.at(title, self.at(title) + 1), f"“{title}”写了两次，各部分的标题不能一样")
        if self.seen > MOST_PASSAGES:
            self.wrong(0, f"最多{MOST_PASSAGES}段")
        if self.errors:
            raise BadOutline(self.errors)
        return Outline(key, version, name, opening, parts)

    def _known(self, told: dict[str, Any], names: tuple[str, ...], since: int) -> None:
        for name in told:
            if name not in names:
                self.wrong(self.at(name, since), f"不认得“{name}”，这里可以写的是{'、'.join(names)}")

    def _text(self, told: dict[str, Any], name: str, since: int, most: int, *, needed: bool = False) -> str:
        text = told.get(name)
        if text is None or text == "":
            if needed:
                self.wrong(since if since > 1 else 0, f"没有写{name}")
            return ""
        if not isinstance(text, str):
            self.wrong(self.at(name, since), f'{name}要写成文字，加引号，例如{name} = "…"')
            return ""
        if len(text) > most:
            self.wrong(self.at(name, since), f"{name}有{len(text)}个字，最多{most}个")
        return text.strip()

    def _part(self, told: dict[str, Any], since: int) -> Part:
        self._known(told, _PART, since)
        title = self._text(told, "title", since, LONGEST_HEAD, needed=True)
        found = told.get("passage", [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            self.wrong(self.at("passage", since), "每一段以单独一行[[part.passage]]开头")
            found = []
        made = []
        for each in found:
            line = self.passages[self.seen] if self.seen < len(self.passages) else since
            self.seen += 1
            made.append(self._passage(each, line))
        return Part(title, tuple(made))

    def _passage(self, told: dict[str, Any], since: int) -> Passage:
        self._known(told, _PASSAGE, since)
        head = self._text(told, "head", since, LONGEST_HEAD)
        ask = self._text(told, "ask", since, LONGEST)
        needs = self._text(told, "needs", since, LONGEST_HEAD)
        lists = self._text(told, "lists", since, LONGEST_HEAD)
        sentences = told.get("sentences", [])
        if not isinstance(sentences, list) or not all(isinstance(each, str) for each in sentences):
            self.wrong(self.at("sentences", since), 'sentences是一句一句的文字，写成["第一句，", "第二句。"]')
            sentences = []
        for sentence in sentences:
            line = self.at(sentence[:12], since)
            if len(sentence) > LONGEST:
                self.wrong(line, f"这一句有{len(sentence)}个字，最多{LONGEST}个")
            self._figures(sentence, line)
        if needs and not self.is_figure(needs):
            self.wrong(self.at("needs", since), f"没有“{needs}”这个指标，指标的代码见“指标”页")
        if lists and lists not in _LISTS:
            self.wrong(self.at("lists", since), f"lists只能写{'、'.join(_LISTS)}")
        if not (sentences or ask or lists):
            self.wrong(since, "这一段是空的：写上sentences（带指标的句子）或者ask（请人写什么）")
        return Passage(tuple(sentences), head, ask, needs, lists)

    def _figures(self, sentence: str, line: int) -> None:
        for token in TOKEN.findall(sentence):
            if not self.is_figure(token):
                self.wrong(line, f"没有“{token}”这个指标，指标的代码见“指标”页")
        if _BRACES.search(TOKEN.sub("", sentence)):
            self.wrong(line, "花括号里写指标的代码，例如{foi.received}；别的地方不要用花括号")
