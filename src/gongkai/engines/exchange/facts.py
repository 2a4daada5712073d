"""Facts of what went in and out by the table. The records themselves have facts of their own in the same act."""

from dataclasses import dataclass

from gongkai.ground.ledger.facts import FactBase, fact


@fact("records.imported", "从表格导入{kind}：新增{added}条，改动{changed}条")
@dataclass(frozen=True)
class RecordsImported(FactBase):
    """Rows of a file, by the numbers of the first and the last, were entered as drafts; ``file`` is its SHA-256."""

    kind: str
    unit: str
    file: str
    first: int
    last: int
    added: int
    changed: int


@fact("records.exported", "导出{what}，{count}条")
@dataclass(frozen=True)
class RecordsExported(FactBase):
    """Records were taken out as a file; ``what`` names kind, form and what the list was narrowed to."""

    what: str
    count: int


@fact("record.received", "别的系统录入{kind}，编号{record}")
@dataclass(frozen=True)
class RecordReceived(FactBase):
    """Another system entered a record, or changed one, by a key of its unit."""

    kind: str
    unit: str
    key: str
    record: str
