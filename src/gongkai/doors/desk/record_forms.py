"""The forms of records: an editor made from a kind's declared fields."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.timezone import localdate

from gongkai.ground.files.fields import FilesField
from gongkai.ground.ui.forms import AsksTwice, DayField, Offered, RichText
from gongkai.ground.ui.grids import GridField
from gongkai.ground.units.models import Unit
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.clean import as_html
from gongkai.kernel.records.content import check_formed
from gongkai.kernel.records.models import Record
from gongkai.pure.codes import document_number
from gongkai.pure.codes.errors import CodeError
from gongkai.pure.declare import Field, Kind
from gongkai.pure.declare.grid import GridRefused
from gongkai.pure.declare.kinds import FieldErrors

IMAGES = "/desk/files/ID"
UNCHOSEN = "请选一项"
NO_SECTIONS = "这个单位还没有能发布的栏目，请找政务公开办"


def form_field(spec: Field) -> forms.Field:
    """The form field of a declared field. The kind itself checks what was typed; the form only shows and collects."""
    common = {"label": spec.label, "required": spec.required, "help_text": spec.help}
    if spec.type == "bool":
        return forms.BooleanField(**common | {"required": False})
    if spec.type == "date":
        return DayField(**common)
    if spec.type == "choice":
        empty = ("", UNCHOSEN if spec.required else "不选")
        return forms.ChoiceField(choices=[empty, *spec.choices], **common)
    if spec.grid:
        return GridField(spec.grid, **common)
    if spec.type == "html":
        return forms.CharField(widget=RichText({"rows": 18}, image_url=IMAGES), strip=False, **common)
    if spec.type == "text":
        return forms.CharField(widget=forms.Textarea({"rows": 5}), max_length=spec.max_length, **common)
    if spec.type in ("whole", "amount"):
        keys = {"inputmode": "numeric" if spec.type == "whole" else "decimal"}
        return forms.CharField(widget=forms.TextInput(keys), **common)
    if spec.offers:
        return forms.CharField(widget=Offered(spec.offers), **common)
    return forms.CharField(**common)


def section_choices(unit: Unit, *, but: str = "") -> list[tuple[str, Any]]:
    """The columns in which a unit publishes, each below the one that it stands under."""
    groups = records.grouped(each for each in records.leaf_sections(unit) if each.pk != but)
    return [
        (above.name, [(each.pk, each.name) for each in below]) if above else (below[0].pk, below[0].name)
        for above, below in groups
    ]


class RecordForm(AsksTwice):
    """The editor of a ``record``, or of a new one that will get ``record_id``. ``content()`` is what the kernel takes; what it will refuse is told with all else."""

    section = forms.ChoiceField(label="公开目录")
    uploads = FilesField(label="加附件", required=False, help_text="一次可以选几个，随草稿一起保存")

    def __init__(
        self,
        kind: type[Kind],
        unit: Unit,
        at: datetime,
        data: Any = None,
        files: Any = None,
        *,
        record_id: str,
        content: dict | None = None,
        record: Record | None = None,
    ) -> None:
        self.kind, self.unit, self.at, self.record, self.record_id = kind, unit, at, record, record_id
        self.earlier, choices = content or {}, section_choices(unit)
        section = record.section_id if record else records.usual_section(unit, kind.code)
        super().__init__(data, files, initial=_shown(content or {}) | {"section": section})
        self.fields["section"].choices = [("", UNCHOSEN if choices else NO_SECTIONS), *choices]
        # As they stand on the page, so that errors are told in that order.
        ticks = [name for name, each in self.fields.items() if each.ticks]
        tables = [spec.name for spec in kind.all_fields() if spec.grid and spec.name not in kind.settled]
        lines = [name for name in self.fields if name not in ("title", "section", "body", "uploads", *ticks, *tables)]
        self.order_fields(["title", "section", *lines, *ticks, "body", *tables, "uploads"])

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for name, sentence in self._refused(values.get("formed_on")).items():
            if name not in self.errors:
                self.add_error(name if name in self.fields else None, sentence)
        self._mark()
        return values

    def _mark(self) -> None:
        """Show in a table that does not hold which cells those are."""
        for spec in self.kind.all_fields():
            if spec.grid and spec.name in self.errors and spec.name in self.fields:
                try:
                    spec.grid.clean(self[spec.name].data)
                except GridRefused as refusal:
                    self.fields[spec.name].mark(refusal.faults)

    def _refused(self, formed_on: date | None) -> dict[str, str]:
        wrong: dict[str, str] = {}
        try:
            self.kind.clean(self.content())
        except FieldErrors as refusal:
            wrong |= refusal.errors
        try:
            if formed_on:
                published_on = self.record.published_on if self.record else None
                check_formed({"formed_on": formed_on.isoformat()}, self.at, published_on)
        except FieldErrors as refusal:
            wrong |= refusal.errors
        return wrong

    def doubts(self, values: dict[str, Any]) -> dict[str, str]:
        """What its kind takes for a slip, and of its number: asked when it is given or changed."""
        return self._of_kind(values) | self._of_number(values)

    def _of_kind(self, values: dict[str, Any]) -> dict[str, str]:
        section = records.any_section(values.get("section") or "")
        before = self.kind.doubts(self.earlier, self.record.section.name) if self.record else {}
        found = self.kind.doubts(self.content(), section.name if section else "")
        return {name: said for name, said in found.items() if before.get(name) != said}

    def _of_number(self, values: dict[str, Any]) -> dict[str, str]:
        """A document number that another record of the unit has, or of a year after that of the text."""
        typed = values.get("document_number") or ""
        try:
            number = document_number.parse(typed)
        except CodeError:
            number = None
        written = str(number or typed)
        if not written or (self.record and self.record.document_number == written):
            return {}
        doubts = [
            f"文号{written}已经用在“{other.title}”上{'（已撤下）' if other.withdrawn_on else ''}。"
            for other in records.numbered(self.unit, written)
            if other.pk != self.record_id
        ][:1]
        formed_on = values.get("formed_on") or localdate(self.at)
        if number and number.year and number.year > formed_on.year:
            doubts.append(f"文号写的是{number.year}年，比成文的{formed_on.year}年晚。")
        return {"document_number": "".join(doubts)} if doubts else {}

    def content(self) -> dict[str, Any]:
        """What was written; a text typed without the editor's help, a line a paragraph."""
        values = {
            spec.name: self.earlier.get(spec.name)
            if spec.name in self.kind.settled
            else self.cleaned_data.get(spec.name)
            for spec in self.kind.all_fields()
        }
        for spec in self.kind.all_fields():
            if spec.type == "html" and values[spec.name]:
                values[spec.name] = as_html(values[spec.name])
        return values


def editor_of(kind: type[Kind]) -> type[RecordForm]:
    """The form class of a kind: its declared fields, the body last; what the system counts is no field of a form."""
    specs = [spec for spec in kind.all_fields() if spec.name not in kind.settled]
    return type(f"{kind.__name__}Form", (RecordForm,), {s.name: form_field(s) for s in specs})


def _shown(content: dict[str, Any]) -> dict[str, Any]:
    return {
        name: "；".join(value) if isinstance(value, list) and all(isinstance(each, str) for each in value) else value
        for name, value in content.items()
    }
