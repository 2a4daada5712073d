"""The sentences of findings about prescribed tables: reason -> (Chinese, English), filled in with the finding's args.
No full stop; `say` makes sentences of them.

args: form (the table's title), id and rule (what must hold), at (which column or row, "" where there is only one) and its
key where; missing, source, cell, told, whole.
"""

from __future__ import annotations

import re

from gongkai.pure.audit.tables.cells import smooth
from gongkai.pure.law.layout import Table
from gongkai.pure.law.relations import Relation, WholeNumbers

REASONS: dict[str, tuple[str, str]] = {
    "relation.holds": ("《{form}》{at}：{rule}", "table “{form}”{at_en}: {rule_en}"),
    "relation.broken": (
        "《{form}》{at}应当满足：{rule}；表中的数不满足",
        "table “{form}”{at_en}: {rule_en}; the figures don't fit that",
    ),
    "relation.broken-blank": (
        "《{form}》{at}应当满足：{rule}；表中其他合计表明空白就是零，照此核算，表中的数不满足",
        "table “{form}”{at_en}: {rule_en}; other sums of the table show that its blanks stand for zero, and read so, the figures don't fit",
    ),
    "relation.follows": (
        "《{form}》{at}应当满足：{rule}；表中的数不满足，差额与{source}相同",
        "table “{form}”{at_en}: {rule_en}; the figures don't fit, by the same difference as in {source}",
    ),
    "relation.warning": (
        "《{form}》{at}通常满足：{rule}；这里不满足，也许另有原因，不下结论",
        "table “{form}”{at_en}: usually {rule_en}; not here, and there may be a reason, so nothing is concluded",
    ),
    "relation.strange-rows": (
        "《{form}》{at}应当满足：{rule}；这张表在其中另有别的行，或者少了行，不是这样合计的，不下结论",
        "table “{form}”{at_en}: {rule_en}; this table has other rows among them, or lacks some, and was not added up so: nothing is concluded",
    ),
    "relation.unknown": (
        "《{form}》{at}：{rule}；无法核对，缺{missing}",
        "table “{form}”{at_en}: {rule_en}; that can't be checked, for want of {missing}",
    ),
    "bound.negative": ("《{form}》的{cell}是负数", "table “{form}”: {cell} is negative"),
    "bound.decimal": ("《{form}》的{cell}应当是整数", "table “{form}”: {cell} should be a whole number"),
    "cross.table-holds": ("文字与《{form}》的{cell}一致", "the text agrees with {cell} of table “{form}”"),
    "cross.table": (
        "文字写的是{told}，《{form}》的{cell}是{whole}",
        "the text says {told}; {cell} of table “{form}” is {whole}",
    ),
    "cross.table-mended": (
        "文字写的是{told}，《{form}》的{cell}是{whole}；表内的勾稽关系照{whole}不成立，照{told}成立",
        "the text says {told}; {cell} of table “{form}” is {whole}; a relation of the table's own fails with {whole} and holds with {told}",
    ),
    "cross.table-unclear": (
        "文字写的是{told}，《{form}》的{cell}是{whole}；两处说的也许不是同一范围，不下结论",
        "the text says {told}; {cell} of table “{form}” is {whole}; the two may not count the same, so nothing is concluded",
    ),
}  # fmt: skip

# What each relation says, in English; the Chinese stands with the relation itself.
RULES_EN: dict[str, str] = {
    "T14-a1n": "the normative documents published are no more than all items published",
    "T14-a1m": "the normative documents published are no more than those issued",
    "T14-a1-max": "no channel published more items than were published in all",
    "T14-a1-sum": "the items published in all are no more than the channels' together",
    "T14-b21": "a part of the press conferences is no more than all of them",
    "T14-b22": "a part of the online interviews is no more than all of them",
    "T14-b1": "the topics responded to are no more than the responses",
    "T14-c1": "applications received are the sum over the ways they came in",
    "T14-c2": "applications closed are those in time plus those extended",
    "T14-c3": "replies are the sum of the eight kinds of reply",
    "T14-c34": "refusals are the sum of the six grounds",
    "T14-c3-c2": "replies equal applications closed",
    "T14-c2-c1": "applications closed are no more than those received plus those carried in",
    "T14-d": "reviews are the sum of the three results",
    "T14-e": "lawsuits are the sum of the three results",
    "T14-h3": "the staff is full-time plus part-time",
    "T14-neg": "counts are whole numbers, none negative",
    "T2-published": "items newly published this year are no more than all published",
    "T2-stock": "what is in force is last year's stock plus issued minus repealed",
    "T2-neg": "counts are whole numbers, none negative",
    "T3-col": "item one plus item two equals item three plus item four",
    "T3-sum": "the total of results is the sum of all results",
    "T3-row": "the total is natural persons plus the five kinds of organisations",
    "T3-carry": "carried in from last year is what last year's report carried out",
    "T3-neg": "counts are whole numbers, none negative",
    "T4-sum": "the total is upheld plus corrected plus other results plus pending",
    "T4-carry": "what was pending last year is in this year's total",
    "T4-neg": "counts are whole numbers, none negative",
}


def rule_args(form: Table, relation: Relation | WholeNumbers) -> dict[str, str]:
    """What every sentence about a relation needs."""
    return {"form": title(form), "id": relation.id, "rule": relation.text_zh, "rule_en": RULES_EN[relation.id]}


def title(form: Table) -> str:
    """The form's title without the part's number."""
    return form.title.partition("、")[2] or form.title


def row_name(form: Table, row: str) -> str:
    """A row as printed, with the head it stands under where its own label says too little."""
    found = form.row(row)
    says_little = found.parent is not None and found.label[0].isdigit() and len(found.label) <= len("3.其他")
    above = form.row(found.parent) if says_little else None
    return f"{_quoted(above.label)}之{_quoted(found.label)}" if above else _quoted(found.label)


def _quoted(label: str) -> str:
    return f"“{label.replace('“', '‘').replace('”', '’')}”"


_LONGEST = 24
_SIGNS = re.compile(r"[\s　|]")


def _as_printed(form: Table, row: str, printed: str) -> str:
    """The row's name: what the report itself prints, where that is other than the form's (二、收到申请数 for （一）收到申请数)."""
    own = _SIGNS.sub("", printed)
    alike = smooth(own) == smooth(_SIGNS.sub("", form.row(row).label))
    by_itself = row_name(form, row) == _quoted(form.row(row).label)
    return _quoted(own) if own and by_itself and not alike and len(own) <= _LONGEST else row_name(form, row)


def cell_name(form: Table, row: str, column: str, printed: str = "") -> str:
    """A cell by its row and, where there are several, its column. printed: the row's label in the report."""
    name = _as_printed(form, row, printed)
    return name if len(form.columns) == 1 else f"{name}的“{form.column(column).label}”"
