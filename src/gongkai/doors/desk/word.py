"""A draft from a Word document: what was recognised stands in the editor, to be looked at; and a record as a Word document."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from gongkai.doors.desk import uploads
from gongkai.doors.desk.editor import editor_page, kind_named, unit_asked
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.record_forms import editor_of
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.writing import reserve
from gongkai.engines.exchange import actions, papers, word
from gongkai.engines.exchange.documents import content_of
from gongkai.engines.exchange.tables import TableRefused
from gongkai.ground.files.fields import FilesField, Upload
from gongkai.ground.files.kinds import DOCX, kind_of
from gongkai.ground.files.serving import download
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.models import Unit
from gongkai.kernel.records import actions as record_actions
from gongkai.kernel.records import queries as records
from gongkai.pure import declare
from gongkai.pure.declare import Kind, Role


class WordForm(UiForm):
    """The document, and what is to be attached to it."""

    document = FilesField(label="Word文件", help_text="docx；带宏的、加了密码的、旧版doc不收")
    more = FilesField(label="附件", required=False, help_text="一次可以选几个，跟草稿一起保存")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].widget.allow_multiple_selected = False
        self.fields["document"].widget.attrs.pop("multiple", None)

    def clean_document(self) -> Upload:
        files = self.cleaned_data["document"]
        if len(files) != 1:
            raise forms.ValidationError("一次从一个Word文件起草；有许多件的，请用“批量导入”")
        if kind_of(files[0].data, files[0].name) is not DOCX:
            raise forms.ValidationError(f"“{files[0].name}”不是docx文件，请在Word或WPS里另存为docx")
        return files[0]


@desk(Role.EDITOR, methods=("GET", "POST"))
def from_word(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a document; then the editor of a new draft, filled in with what was recognised. Nothing is stored before that is saved."""
    kind, (choices, unit) = kind_named(code), unit_asked(request)
    came = uploads.arrived(request)
    form = WordForm(request.POST if request.method == "POST" else None, came.files)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["document"]
        try:
            return _filled_in(request, kind, unit, choices, sent.name, word.read(sent.data), form.cleaned_data["more"])
        except TableRefused as refusal:
            form.add_error("document", f"“{sent.name}”：{refusal}")
    uploads.stay(request, form, came)
    return show(
        request, "desk/from_word.html", f"从Word文件起草{kind.name}", status=422 if form.errors else 200, form=form, kind=kind,
        unit=unit, units=choices, back=Link("起草信息", "/desk/r/new/"),
    )  # fmt: skip


def _filled_in(
    request: HttpRequest,
    kind: type[Kind],
    unit: Unit,
    choices: list[Unit],
    name: str,
    found: word.Document,
    more: list[Upload],
) -> HttpResponse:
    """The editor of a new draft as it stands at its own address, where it is sent to; pictures and attachments wait for it there."""
    record_id = record_actions.new_id()
    address = f"/desk/r/new/{kind.code}/"
    pictures = [Upload(word.picture_name(n, data), data) for n, data in enumerate(found.pictures.values(), start=1)]
    form = editor_of(kind)(kind, unit, request.at, record_id=record_id, content=content_of(kind, found))
    form.fields["uploads"].widget.waiting = uploads.wait_at(request, address, "uploads", [*pictures, *more])
    reserved = reserve(request, record_id)
    return editor_page(
        request, f"起草{kind.name}", form, kind, status=200, unit=unit, units=choices, reserved=reserved, autosave=f"{address}autosave", action=f"{address}?{urlencode({'unit': unit.code})}",
        recognised=_recognised(kind, unit, found), from_file=name, notes=[*found.notes, *([f"有{len(pictures)}张图，保存以后在正文里看得到"] if pictures else [])],
    )  # fmt: skip


def _recognised(kind: type[Kind], unit: Unit, found: word.Document) -> list[tuple[str, str, str]]:
    """(label, what was recognised, what to look at) of title, number, day and issuer."""
    numbered = any(field.name == "document_number" for field in kind.fields)
    ours = not found.issuer or any(n in found.issuer or found.issuer in n for n in (unit.name, unit.short_name))
    day = zh_date(date.fromisoformat(found.formed_on)) if found.formed_on else ""
    lines = [("标题", found.title, ""), ("成文日期", day, "")]
    if numbered:
        lines.insert(1, ("文号", found.number, ""))
    lines.append(("落款", found.issuer, "" if ours else f"您在为{unit.short_name}起草，请核对单位"))
    return [
        (label, text, hint if text else "没有认出，请自己填写")
        for label, text, hint in lines
        if text or label != "落款"
    ]


@desk(methods=("POST",))
def export_record(request: HttpRequest, record_id: str) -> HttpResponse:
    """A record as a Word document, with its pictures."""
    record = records.get_visible(request.scope, record_id)
    if record is None or record.phase == "void":
        raise Http404
    kind = declare.kind(record.kind)
    content = papers.of_record(kind, record, records.version_of(record).values())
    actions.export(what=f"{kind.name}（DOCX）", count=1, by=request.scope.actor(), at=request.at)
    return download(content, f"{record.title[:60]}.docx", DOCX.media_type)


word_urls = [path("r/new/<slug:code>/word/", from_word), path("r/<slug:record_id>/export", export_record)]
