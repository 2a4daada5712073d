"""The prescribed forms as they are looked for in a text: the labels of their rows, bare of numbering, signs and blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gongkai.pure.law.layout import Row, Table
from gongkai.pure.law.tables import TABLES

# A label is known by so many of its characters, where a narrow column wraps the rest of it around the figures.
ENOUGH = 7
_NUMBERING = re.compile(r"^(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、|(?P<digits>\d+)[.．、])")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_DROPPED = re.compile(r"[^\u4e00-\u9fff0-9A-Za-z]+")

# What some places print instead. Keys: form, row.
_VARIANTS: dict[tuple[str, str], tuple[str, ...]] = {
    ("2014", "c13"): ("网上申请数", "网络申请件数"),
    ("2014", "c14"): ("信函申请件数", "信件申请数"),
    ("2014", "d"): ("行政复议数",),
    ("2014", "e"): ("行政诉讼数",),
    ("2014", "f"): ("举报投诉数",),
    ("2014", "i3"): ("接受培训人数", "接受培训人次"),
    ("2021-2", "p20_1_normative"): ("规范性文件",),
    ("2019-2", "p20_1_normative"): ("行政规范性文件",),
}
# Heads of columns that are not among the figures'.
_HEADS = (
    "统计指标单位统计数",
    "指标名称计量单位数量",
    "信息内容",
    "申请人情况",
    "本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和",
    "其中续表附件备注说明",
)


def squeezed(text: str) -> str:
    """Only what is said: no blanks, no signs."""
    return _DROPPED.sub("", text)


@dataclass(frozen=True)
class Label:
    """A row as printed. whole: the label squeezed; note: what stands in brackets behind it; digits: its number, 1.–8., or ""."""

    row: Row
    whole: str
    note: str
    digits: str

    @property
    def is_head(self) -> bool:
        return self.row.kind == "head"

    @property
    def short(self) -> bool:
        """Whether the label says too little to be known without its number or its figures."""
        return len(self.whole) <= 2


@dataclass(frozen=True)
class Form:
    """A prescribed table with its labels in order.

    gates: words without which a text can't have it. rows_wanted: so many rows with figures make a table; an extract will do.
    """

    table: Table
    gates: tuple[str, ...]
    rows_wanted: int

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        return tuple(_label(row) for row in self.table.rows)

    @cached_property
    def by_words(self) -> dict[str, tuple[int, ...]]:
        """What a pattern may find -> the places, in `labels`, that it may be."""
        found: dict[str, tuple[int, ...]] = {}
        for place, label in enumerate(self.labels):
            for words in self._words(label):
                found[words] = (*found.get(words, ()), place)
        return found

    def _words(self, label: Label) -> Iterator[str]:
        yield label.whole
        yield from _VARIANTS.get((self.table.key, label.row.key), ())
        start = self._start(label)
        if start != label.whole:
            yield start

    def _start(self, label: Label) -> str:
        others = [each.whole for each in self.labels if each.whole != label.whole]
        for length in range(ENOUGH, len(label.whole)):
            if not any(label.whole[:length] in other for other in others):
                return label.whole[:length]
        return label.whole

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        notes = {label.whole: label.note for label in self.labels if label.note}
        words = sorted(self.by_words, key=len, reverse=True)
        return re.compile("|".join(f"{each}(?:{notes[each]})?" if each in notes else each for each in words))

    @cached_property
    def fragments(self) -> str:
        """All heads that stand beside rows: pieces of them may come between a row's figures."""
        return "\n".join(label.whole for label in self.labels if label.is_head)

    @cached_property
    def beside(self) -> str:
        """What is printed above the rows, and again on each page."""
        heads = [squeezed(part) for column in self.table.columns for part in (column.label, column.group or "")]
        return "\n".join((squeezed(self.table.title), *map(squeezed, self.table.notes), *heads, *_HEADS))

    def columns(self, label: Label) -> tuple[str, ...]:
        """The keys of the columns in which the row has a figure."""
        if label.is_head:
            return ()
        return label.row.columns or tuple(each.key for each in self.table.columns)


def _label(row: Row) -> Label:
    numbering = _NUMBERING.match(row.label)
    bare = row.label[numbering.end() :] if numbering else row.label
    bare = bare.removeprefix("其中：").replace("其它", "其他")
    note = squeezed("".join(_BRACKETS.findall(bare)) or row.note)
    digits = numbering["digits"] if numbering and numbering["digits"] else ""
    return Label(row, squeezed(_BRACKETS.sub("", bare)), note, digits)


FORMS: tuple[Form, ...] = (
    Form(TABLES["2014"], (), 3),
    Form(TABLES["2019-2"], ("本年新公开数", "对外公开总数"), 3),
    Form(TABLES["2021-2"], ("本年废止件数", "现行有效件数"), 3),
    Form(TABLES["2019-3"], ("本年新收政府", "上年结转政府"), 3),
    Form(TABLES["2021-3"], ("本年新收政府", "上年结转政府"), 3),
)
# Part four is one line of fifteen figures; both years print the same.
REVIEWS = TABLES["2021-4"]
