"""What importing a table would do, row by row: nothing is written here."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils.timezone import localdate

from gongkai.engines.exchange import papers, sheets_beside, tables, word
from gongkai.engines.exchange.columns import (
    NUMBER,
    SECTION,
    UNIT,
    Column,
    columns_of,
    day_of,
    from_cell,
    placed,
    same_text,
    to_cell,
)
from gongkai.engines.exchange.tables import HEAD_WITHIN, Sheet, TableRefused
from gongkai.ground.files.fields import Upload
from gongkai.ground.files.queries import by_ids
from gongkai.ground.units.models import Unit
from gongkai.kernel.records import course
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.clean import attachments_in, clean_html
from gongkai.kernel.records.content import check_formed
from gongkai.kernel.records.flow import STATES, RecordFlow
from gongkai.kernel.records.models import Record, Section
from gongkai.pure.codes import document_number
from gongkai.pure.codes.errors import CodeError
from gongkai.pure.declare import Field, FieldError, Kind
from gongkai.pure.declare.kinds import FieldErrors
from gongkai.pure.tlog.entry import canonical

NEW, CHANGE, SAME, WRONG = "new", "change", "same", "wrong"
"""What happens to a row: it becomes a draft; it changes a record; all is so already; it cannot be taken."""
WORDS = {NEW: "新增", CHANGE: "改动", SAME: "没有变化", WRONG: "要改"}
HOMELESS = "没有写公开目录，请写上，或者选一个栏目放没有写的"


@dataclass
class Planned:
    """One row of the file, or one of several documents, and what happens to it. ``told``: why not, what is doubted, or which fields change;
    ``errors``: why not, by the field that it is about ("" for none); ``pictures`` of its text by the digests by which that refers to them;
    ``brought``: files that come with it; ``source``: the document that it was read from, by its path; ``sought``: the index number, the
    document number and the title by which its record is looked for.
    """

    number: int
    cells: list[str]
    title: str = ""
    what: str = NEW
    told: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    doubtful: bool = False
    record: Record | None = None
    content: dict[str, Any] = field(default_factory=dict)
    section: Section | None = None
    pictures: dict[str, bytes] = field(default_factory=dict)
    brought: Sequence[Upload] = ()
    source: str = ""
    sought: tuple[str, str, str] = ("", "", "")

    @property
    def published(self) -> bool:
        """Would it begin the correction of what stands on the site?"""
        return self.what == CHANGE and self.record is not None and self.record.state == RecordFlow.PUBLISHED.code


@dataclass(frozen=True)
class Plan:
    """What importing a file does. ``digest``: of the file; ``mark`` of all that is planned, so that consent is to what was shown; ``seen``:
    the revisions of the records that its rows were held against.
    """

    kind: type[Kind]
    unit: Unit
    heads: list[str]
    rows: list[Planned]
    notes: list[str]
    digest: str
    seen: dict[str, int]

    def count(self, what: str) -> int:
        return sum(row.what == what for row in self.rows)

    def of(self, *what: str) -> list[Planned]:
        return [row for row in self.rows if row.what in what]

    def to_enter(self, doubtful: bool = False) -> list[Planned]:
        """The rows that are imported; those that are asked about only if somebody has said that they are right."""
        return [row for row in self.rows if row.what in (NEW, CHANGE) and (doubtful or not row.doubtful)]

    @property
    def mark(self) -> str:
        told = [[row.number, row.what, row.record.pk if row.record else "", row.told] for row in self.rows]
        return sha256(canonical([self.digest, self.unit.code, told])).hexdigest()[:20]


def plan(
    *, kind: type[Kind], unit: Unit, content: bytes, form: str, at: datetime, section: Section | None = None
) -> Plan:
    """What importing a file for a unit would do. ``section``: for rows that name none. Raises TableRefused."""
    sheets, notes = tables.read(content, form)
    sheet, heads, body = _table(sheets, kind)
    if len(body) > tables.MOST_ROWS:
        raise TableRefused(f"一次最多导入{tables.MOST_ROWS:,}行，这个表有{len(body):,}行，请分成几个文件")
    if form == "csv":
        body = [(number, [tables.unguarded(cell) for cell in cells]) for number, cells in body]
    beside = sheets_beside.of(sheets, sheet, kind)
    notes += beside.notes
    heads, body = _with_tables(beside.tables, kind, heads, body, notes)
    where, unknown = placed(heads, columns_of(kind))
    if unknown:
        notes.append(f"这些列认不出来，没有读：{'、'.join(unknown[:12])}")
    if hidden := [number for number in sheet.hidden if number in dict(body)]:
        notes.append(f"第{'、'.join(map(str, hidden[:12]))}{'等' if len(hidden) > 12 else ''}行在表里是隐藏的，也读了")
    planning = Planning(kind, unit, at, section, where)
    return Plan(kind, unit, heads, planning.plan(body), notes, sha256(content).hexdigest(), planning.seen)


def _table(sheets: Iterable[Sheet], kind: type[Kind]) -> tuple[Sheet, list[str], list[tuple[int, list[str]]]]:
    """The sheet that has our heads, its heads and the rows below. Raises TableRefused."""
    columns = columns_of(kind)
    for sheet in sheets:
        for place, (_, cells) in enumerate(sheet.rows[:HEAD_WITHIN]):
            known = {column.key for column, _ in placed(cells, columns)[0].values() if not column.told}
            if "title" in known and len(known) > 1:
                if len(sheet.rows) == place + 1:
                    raise TableRefused("表里只有列名，没有数据，请填好以后再上传")
                return sheet, cells, sheet.rows[place + 1 :]
    need = "、".join(column.label for column in columns if column.required)
    raise TableRefused(f"没有找到列名。第一行要写列名，至少要有：{need}。可以下载模板照着填")


def _with_tables(
    beside: Mapping[str, str],
    kind: type[Kind],
    heads: list[str],
    body: list[tuple[int, list[str]]],
    notes: list[str],
) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The heads and the one row of a workbook with the kind's tables that stand on sheets of their own, as columns behind its others."""
    if not beside:
        return heads, body
    labels = [column.label for column in columns_of(kind) if column.key in beside]
    if len(body) > 1:
        notes.append(f"工作表里的{'、'.join(labels)}没有读：表上只有一条信息的时候才知道是谁的，有几条的请写在那一行里")
        return heads, body
    told = {column.key for column, _ in placed(heads, columns_of(kind))[0].values()}
    more = {column.label: beside[column.key] for column in columns_of(kind) if column.key in beside.keys() - told}
    number, cells = body[0]
    cells = [*cells, *[""] * (len(heads) - len(cells))]
    return [*heads, *more], [(number, [*cells, *more.values()])]


def sought_by(kind: type[Kind], unit: Unit, rows: Iterable[Planned]) -> list[Record]:
    """The records that rows may be about, as they are now."""
    numbers, documents, titles = ({row.sought[n] for row in rows} - {""} for n in range(3))
    return records.known_by(unit, kind.code, numbers, documents, titles)


class Planning:
    def __init__(
        self,
        kind: type[Kind],
        unit: Unit,
        at: datetime,
        section: Section | None,
        where: dict[int, tuple[Column, int]],
        documents: Mapping[int, word.Document] | None = None,
    ) -> None:
        self.documents = documents or {}
        self.echoes: dict[str, str] = {}
        self.kind, self.unit, self.at, self.section, self.where = kind, unit, at, section, where
        self.columns = {column.key: column for column, _ in where.values() if not column.told}
        self.sections = {name: s for s in records.leaf_sections(unit) for name in (s.key, s.name)}
        self.taken: dict[str, int] = {}
        self.pictures: dict[str, bytes] = {}
        self.brought: Mapping[int, Sequence[Upload]] = {}

    def plan(self, body: list[tuple[int, list[str]]]) -> list[Planned]:
        rows = [Planned(number, cells, pictures=self.pictures) for number, cells in body]
        for row in rows:
            row.brought = self.brought.get(row.number, ())
            if row.number in self.documents:
                row.pictures = self.documents[row.number].pictures
        said = {row.number: self._said(row.cells) for row in rows}
        for row in rows:
            told = said[row.number]
            row.sought = (told.get(NUMBER, "").strip(), self._document(told), told.get("title", "").strip())
        self._look_up(rows)
        self._pair(rows, said)
        for row in rows:
            self._one(row, said[row.number])
        self._doubt(rows)
        return rows

    def _said(self, cells: list[str]) -> dict[str, str]:
        """The text of each column, the pieces of a long one together."""
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for place, (column, piece) in self.where.items():
            if not column.told:
                found[column.key].append((piece, cells[place] if place < len(cells) else ""))
        return {key: "".join(text for _, text in sorted(parts)) for key, parts in found.items()}

    def _look_up(self, rows: list[Planned]) -> None:
        known = sought_by(self.kind, self.unit, rows)
        self.seen = {r.pk: r.revision for r in known}
        self.contents = records.current_contents(known)
        self.attached = self._attached() if any(self.brought.values()) else {}
        self.by_number = {r.index_number: r for r in known if r.index_number}
        self.by_document, self.by_title = defaultdict(list), defaultdict(list)
        for record in known:
            if record.kind == self.kind.code and record.phase != "void":
                self.by_document[record.document_number].append(record)
                self.by_title[record.title, record.formed_on.isoformat()].append(record)

    def _attached(self) -> dict[str, set[str]]:
        """The SHA-256 of what is attached to each record that rows may be about."""
        ids = {key: content.get("attachments") or [] for key, content in self.contents.items()}
        known = {file.public_id: file.sha256 for file in by_ids([each for some in ids.values() for each in some])}
        return {key: {known[each] for each in some if each in known} for key, some in ids.items()}

    @staticmethod
    def _document(said: dict[str, str]) -> str:
        """A document number in the form in which it is stored."""
        text = said.get("document_number", "").strip()
        try:
            return document_number.normalise(text) if text else ""
        except CodeError:
            return text

    def _pair(self, rows: list[Planned], said: dict[int, dict[str, str]]) -> None:
        """Which record each row is about: by its index number, by its document number, else by title and day."""
        left: dict[tuple[str, str], list[Planned]] = defaultdict(list)
        for row in rows:
            told = said[row.number]
            number, document, row.title = row.sought
            if number:
                row.record = self.by_number.get(number)
                if row.record is None:
                    self._wrong(
                        row, f"{self.unit.short_name}没有索引号是{number}的信息；新信息请把索引号这一格空着", NUMBER
                    )
                elif row.record.kind != self.kind.code:
                    self._wrong(row, f"索引号是{number}的信息不是{self.kind.name}，请到那一类里导入", NUMBER)
            elif document and len(self.by_document[document]) == 1:
                row.record = self.by_document[document][0]
            elif document and self.by_document[document]:
                self._wrong(
                    row,
                    f"有{len(self.by_document[document])}条信息用文号{document}，请填索引号，说明是哪一条",
                    "document_number",
                )
            else:
                left[row.title, day_of(told.get("formed_on", "").strip())].append(row)
        claimed = {row.record.pk for row in rows if row.record}
        for key, same in left.items():
            candidates = [r for r in self.by_title[key] if r.pk not in claimed]
            self._pair_alike(same, candidates, said)
        for row in rows:
            if row.record is not None and row.what != WRONG:
                first = self.taken.setdefault(row.record.pk, row.number)
                if first != row.number:
                    self._wrong(row, f"和第{first}行是同一条信息，请只留一行")

    def _pair_alike(self, rows: list[Planned], candidates: list[Record], said: dict[int, dict[str, str]]) -> None:
        """Rows and records of one title and day: first those that say the same, then the one that is left with the one that is left."""
        for row in rows:
            equal = next((r for r in candidates if not self._changed(r, said[row.number])), None)
            if equal:
                row.record = equal
                candidates.remove(equal)
        rest = [row for row in rows if row.record is None]
        # A record with a document number is not meant by a row that has another one.
        fitting = {row.number: [r for r in candidates if not (self._document(said[row.number]) and r.document_number)] for row in rest}  # fmt: skip
        if len(rest) == 1 and len(fitting[rest[0].number]) == 1:
            rest[0].record = fitting[rest[0].number][0]
            return
        for row in rest:
            if len(fitting[row.number]) > 0:
                self._wrong(
                    row, f"标题和成文日期一样的信息已经有{len(fitting[row.number])}条，请填索引号或者文号，说明是哪一条"
                )

    def _changed(self, record: Record, said: dict[str, str]) -> list[Column]:
        """The columns in which a row says something else than the record as it would be exported."""
        content = self.contents.get(record.pk, {})
        return [
            column
            for key, column in self.columns.items()
            if column.field and not self._same(record, column.field, said.get(key, ""), content.get(key))
        ]

    def _same(self, record: Record, spec: Field, text: str, value: Any) -> bool:
        """Does a cell say what the export of the record would say? A text that went out as a document is held against what is read of that;
        what a document does not say at all stays.
        """
        if self.documents and not text:
            return True
        if spec.grid and text and value:
            with suppress(FieldError):
                return spec.clean(text) == value
        if not (self.documents and spec.type == "html"):
            return same_text(text or to_cell(spec, None), to_cell(spec, value))
        if record.pk not in self.echoes:
            echo = word.read(papers.of_record(self.kind, record, self.contents[record.pk]))
            self.echoes[record.pk] = word.without_tables(echo, self.kind)[1]
        return same_text(text, self.echoes[record.pk])

    def _stays(self, text: str, spec: Field, value: Any) -> bool:
        """Does a record keep what it has? A cell says so, and a document that does not name the field."""
        return same_text(text, to_cell(spec, value)) or bool(self.documents and not text)

    def _wrong(self, row: Planned, sentence: str, about: str = "") -> None:
        row.what = WRONG
        row.told.append(sentence)
        row.errors.setdefault(about, sentence)

    def _one(self, row: Planned, said: dict[str, str]) -> None:
        if row.what == WRONG:
            return
        self._check_unit(row, said)
        self._find_section(row, said)
        self._read_content(row, said)
        if row.what == WRONG or row.record is None:
            return
        changed = [column.label for column in self._changed(row.record, said)] if row.content else []
        changed = changed if row.content != self._kept(row.record) else []
        if row.section is not None and row.section.pk != row.record.section_id:
            if row.record.live:
                self._wrong(row, "已公开的信息不能在这里换栏目，请打开它，用“移到别的栏目”")
                return
            changed.append("公开目录")
        if row.brought and {sha256(each.data).hexdigest() for each in row.brought} - self.attached.get(
            row.record.pk, set()
        ):
            changed.append("附件")
        if not changed:
            row.what = SAME
        elif sentence := self._closed(row.record):
            self._wrong(row, sentence)
        else:
            row.what, row.told = CHANGE, [f"改：{'、'.join(changed)}"]

    @staticmethod
    def _closed(record: Record) -> str:
        """Why a record cannot be changed now; "" if it can."""
        if record.state in (RecordFlow.DRAFT.code, RecordFlow.PUBLISHED.code):
            return ""
        if record.phase == "void":
            return f"这一条{STATES[record.state].label}，不能再改；要重新公开，请把索引号这一格空着，作为新信息导入"
        return f"这一条正在“{STATES[record.state].label}”环节，不能改；请先取回，或者请审核的人退回"

    def _is_ours(self, issuer: str) -> bool:
        names = (self.unit.name, self.unit.short_name)
        return any(name in issuer or issuer in name for name in names)

    def _check_unit(self, row: Planned, said: dict[str, str]) -> None:
        named = said.get(UNIT, "").strip()
        if named and named not in (self.unit.name, self.unit.short_name, self.unit.code):
            self._wrong(
                row, f"发布机构写的是{named}，您在为{self.unit.short_name}导入；请改成本单位，或者删去这一行", UNIT
            )

    def _find_section(self, row: Planned, said: dict[str, str]) -> None:
        named = said.get(SECTION, "").strip()
        row.section = self.sections.get(named) if named else None
        if row.record is not None and (not named or named in (row.record.section.name, row.record.section_id)):
            # A section may have closed since, or its name may be another one's as well.
            row.section = None
        elif named and row.section is None:
            self._wrong(
                row, f"{self.unit.short_name}没有“{named}”这个栏目，请写成：{'、'.join(self._some_sections())}", SECTION
            )
        elif row.section is None:
            row.section = self.section
            if row.section is None:
                self._wrong(row, HOMELESS, SECTION)

    def _some_sections(self) -> list[str]:
        names = list(dict.fromkeys(section.name for section in self.sections.values()))
        return names[:8] + (["……"] if len(names) > 8 else [])

    def _kept(self, record: Record) -> dict[str, Any]:
        content = self.contents.get(record.pk, {})
        return {spec.name: content.get(spec.name) for spec in self.kind.all_fields()}

    def _read_content(self, row: Planned, said: dict[str, str]) -> None:
        """The row's content: what a cell does not change stays as the record has it."""
        before = self.contents.get(row.record.pk, {}) if row.record else {}
        raw = {spec.name: before.get(spec.name) for spec in self.kind.all_fields()}
        wrong: list[tuple[str, str]] = []
        for key, column in self.columns.items():
            if column.field and not (row.record and self._stays(said.get(key, ""), column.field, before.get(key))):
                try:
                    raw[key] = from_cell(column.field, said.get(key, ""))
                except FieldError as refusal:
                    wrong.append((key, refusal.message))
        if raw.get("body"):
            raw["body"] = clean_html(str(raw["body"]))
        try:
            row.content = self.kind.clean(raw)
            check_formed(row.content, self.at, row.record.published_on if row.record else None)
            if (
                missing := attachments_in(row.content["body"])
                - set(before.get("attachments") or [])
                - set(row.pictures)
            ):
                wrong.append(
                    ("body", f"正文里有{len(missing)}张图片不在这条信息的附件里，请删去，导入以后在编辑页加上")
                )
        except FieldErrors as refusal:
            wrong += refusal.errors.items()
        for key, sentence in wrong:
            self._wrong(row, sentence, key)

    def _doubt(self, rows: list[Planned]) -> None:
        """What can be, yet is most likely a slip: asked about, as the editor's form asks."""
        going = [row for row in rows if row.what in (NEW, CHANGE)]
        numbers = Counter(row.content.get("document_number") for row in going)
        seen: dict[Any, int] = {}
        today = localdate(self.at)
        for row in going:
            number, told = row.content.get("document_number"), []
            if number and numbers[number] > 1 and (first := seen.setdefault(number, row.number)) != row.number:
                told.append(f"文号{number}和第{first}行一样")
            if number and (parsed := _parsed(number)) and parsed.year and parsed.year > int((row.content["formed_on"] or str(today))[:4]):  # fmt: skip
                told.append(f"文号写的是{parsed.year}年，比成文的年份晚")
            same = (row.title, row.content["formed_on"])
            if row.what == NEW and not number and (first := seen.setdefault(same, row.number)) != row.number:
                told.append(f"标题和成文日期跟第{first}行一样")
            if self.documents and (issuer := self.documents[row.number].issuer) and not self._is_ours(issuer):
                told.append(f"落款是{issuer}，您在为{self.unit.short_name}导入")
            section = row.section or (row.record and row.record.section)
            told += [
                said.rstrip("。") for said in self.kind.doubts(row.content, section.name if section else "").values()
            ]
            if told:
                row.doubtful = True
                row.told += told
            if row.what == NEW:
                # No slip, and no reason to ask: a draft may have it later.
                row.told += course.still_needs(self.kind.code, row.content)


def _parsed(number: str) -> document_number.DocumentNumber | None:
    try:
        return document_number.parse(number)
    except CodeError:
        return None
