"""Records by the table: a sheet comes in after its rows were looked at, and the list goes out as one."""

from collections import Counter
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk import uploads
from gongkai.doors.desk.acting import attempt
from gongkai.doors.desk.editor import kind_named, unit_asked
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.narrowing import Narrowed, narrowed
from gongkai.doors.desk.record_forms import section_choices
from gongkai.doors.desk.shell import show
from gongkai.engines.exchange import actions, outward
from gongkai.engines.exchange.columns import SECTION
from gongkai.engines.exchange.documents import plan_documents
from gongkai.engines.exchange.folders import Filed, sort_out
from gongkai.engines.exchange.planning import CHANGE, HOMELESS, NEW, SAME, WORDS, WRONG, Plan, plan
from gongkai.engines.exchange.tables import MOST_ROWS, TableRefused
from gongkai.ground.files.fields import FilesField, Upload, Waiting
from gongkai.ground.files.kinds import XLSX, FileKind, kind_of
from gongkai.ground.files.packs import is_pack, unpack
from gongkai.ground.files.refusals import FileRefused
from gongkai.ground.files.serving import download
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.ui.words import iso_date, zh_number
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import government, unit_by_code, units_for
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.flow import STATES, RecordFlow
from gongkai.kernel.records.models import Record
from gongkai.pure.declare import Kind, Role

SHOWN = 60
"""Rows of a sort that are listed on the page; all stand in the sheet that is given back."""
MOST_OUT = 5_000
WORD, PACK = "docx", "zip"
LOOK, ENTER, BACK = "look", "enter", "back"
CSV_TYPE = "text/csv; charset=utf-8"


class ImportForm(UiForm):
    """The file, and where its rows go; once they have been looked at, what is asked about them."""

    section = forms.ChoiceField(label="没有写公开目录的行放到", required=False)
    file = FilesField(
        packs=True,
        label="文件",
        help_text=f"一个表格（xlsx或csv，最多{MOST_ROWS:,}行）；或者若干Word文件（docx，一个是一条）；或者一个压缩包（zip），里面是Word文件和它们的附件",
    )
    reason = forms.CharField(
        label="为什么更正",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="会公布在“撤下和更正”里",
    )
    doubtful = forms.BooleanField(label="“要再看看”的行看过了，没有写错，也导入", required=False)

    submit = forms.BooleanField(
        label="导入以后一起送审", required=False, help_text="都看过了、不用再改的，勾上就不用一条一条送审"
    )

    def __init__(self, unit: Unit, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["section"].choices = [("", "都写了"), *section_choices(unit)]

    def clean_file(self) -> list[Upload]:
        files = self.cleaned_data["file"]
        for file in files:
            if (form := form_of(file)) is None:
                raise forms.ValidationError(
                    f"“{file.name}”不是表格、Word文件，也不是压缩包，请换成xlsx、csv、docx或zip"
                )
            if form != WORD and len(files) > 1:
                raise forms.ValidationError("表格、压缩包一次读一个，也不能和Word文件一起，请去掉别的文件")
        return files


def form_of(upload: Upload) -> str | None:
    """xlsx, csv, docx or zip; None for what is none of these."""
    if is_pack(upload.data):
        return PACK
    kind: FileKind = kind_of(upload.data, upload.name)
    return {"xlsx": "xlsx", "csv": "csv", "txt": "csv", "docx": WORD}.get(kind.extension)


@desk(Role.EDITOR, methods=("GET", "POST"))
def import_records(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a sheet; see row by row what would happen; let it happen, or have the rows back that are to be mended."""
    kind, (choices, unit) = kind_named(code), unit_asked(request)
    came, do = uploads.arrived(request), request.POST.get("do", LOOK)
    form = ImportForm(unit, request.POST if request.method == "POST" else None, came.files)
    found = _planned(form, kind, unit, request.at) if request.method == "POST" and form.is_valid() else None
    if found and do == BACK:
        name = f"{kind.name}：要改的行.xlsx"
        return download(outward.given_back(found), name, XLSX.media_type)
    if found and do == ENTER:
        if entered := _enter(request, form, found):
            return entered
        found = _planned(form, kind, unit, request.at)
    uploads.stay(request, form, came)
    return _page(request, form, kind, unit, choices, found)


def _planned(form: ImportForm, kind: type[Kind], unit: Unit, at: datetime) -> Plan | None:
    files, section = form.cleaned_data["file"], form.cleaned_data["section"]
    where = {"kind": kind, "unit": unit, "at": at, "section": records.section_by_key(section) if section else None}
    try:
        form_sent = form_of(files[0])
        if form_sent == PACK:
            documents, notes = sort_out(unpack(files[0].data))
            return plan_documents(files=documents, notes=notes, **where)
        if form_sent == WORD:
            return plan_documents(files=[Filed(file.name, file.data) for file in files], **where)
        return plan(content=files[0].data, form=form_sent, **where)
    except (TableRefused, FileRefused) as refusal:
        form.add_error("file", f"“{files[0].name}”：{refusal}" if len(files) == 1 else str(refusal))
    return None


def _enter(request: HttpRequest, form: ImportForm, found: Plan) -> HttpResponse | None:
    """Enter what was shown; None if it is not so any more, or was refused: the page is shown again then."""
    if request.POST.get("mark") != found.mark:
        messages.warning(request, actions.CHANGED_SINCE)
        return None
    values, done = form.cleaned_data, []
    by, at = request.scope.actor(), request.at
    refused = attempt(
        form,
        lambda: actions.enter(
            plan=found,
            by=by,
            at=at,
            reason=values["reason"],
            doubtful=values["doubtful"],
            submit=values["submit"],
            told=done.append,
        ),
    )
    if refused is not None:
        if done:
            messages.warning(request, f"前面{done[-1]}行已经导入，后面的没有；改好以后再导入一次，已经在的不会重复")
        return None
    uploads.settle(request)
    if values["submit"]:
        messages.success(request, f"导入了{zh_number(done[-1])}行，已经送单位审核。")
        return redirect(Narrowed(kind=found.kind.code, state=RecordFlow.UNIT_REVIEW.code).url())
    messages.success(request, f"导入了{zh_number(done[-1])}行，都是草稿。看一看，没有问题就送审。")
    return redirect(Narrowed(kind=found.kind.code, state=RecordFlow.DRAFT.code).url())


def _page(
    request: HttpRequest, form: ImportForm, kind: type[Kind], unit: Unit, choices: list[Unit], found: Plan | None
) -> HttpResponse:
    waiting = form.fields["file"].widget.waiting
    return show(
        request,
        "desk/import.html",
        f"批量导入{kind.name}",
        status=422 if form.errors else 200,
        form=form,
        kind=kind,
        unit=unit,
        units=choices,
        found=found,
        waiting=waiting,
        name=_called(waiting),
        groups_of_rows=_groups(found) if found else [],
        entering=len(found.to_enter()) if found else 0,
        doubtful=sum(row.doubtful for row in found.rows) if found else 0,
        published=sum(row.published for row in found.rows) if found else 0,
        homeless=sum(row.errors.get(SECTION) == HOMELESS for row in found.rows) if found else 0,
        to_mend=found.count(WRONG) + sum(row.doubtful for row in found.rows) if found else 0,
        back=Link("起草信息", "/desk/r/new/"),
    )


def _called(waiting: list[Waiting]) -> str:
    if len(waiting) > 1:
        return f"“{waiting[0].name}”等{len(waiting)}个文件"
    return f"“{waiting[0].name}”" if waiting else ""


GROUPS = (
    ("wrong", "red", "要改", "这些行不导入。照“怎么改”改好，再导入一次；别的行不受影响。", True),
    ("doubt", "yellow", "要再看看", "多半是写错了。没有写错的，在最下面打钩。", True),
    (CHANGE, "yellow", "改动", "已经有的信息，改成表里的样子。已经公开的，要再走一遍审核，网上的旧版到新版公开时才换。", True),
    (NEW, "green", "新增", "每行一份草稿，还要送审。", False),
    (SAME, "done", "没有变化", "已经有了，和表里一样，不动。", False),
)  # fmt: skip


def _groups(found: Plan) -> list[dict[str, Any]]:
    """The rows by what happens to them: what asks for something first, and open."""
    by_name: dict[str, list] = {name: [] for name, *_ in GROUPS}
    for row in found.rows:
        by_name["doubt" if row.doubtful and row.what != WRONG else row.what].append(row)
    return [
        {
            "name": name, "light": light, "label": label, "says": says, "count": len(by_name[name]),
            "open": is_open or (name == NEW and any(row.told for row in by_name[name])),
            "often": _often(by_name[name]) if name in ("wrong", NEW) else [],
            "rows": [_line(row) for row in by_name[name][:SHOWN]], "more": max(0, len(by_name[name]) - SHOWN),
        }
        for name, light, label, says, is_open in GROUPS
        if by_name[name]
    ]  # fmt: skip


def _often(rows: list[Any]) -> list[tuple[str, int]]:
    """What is wrong with many rows alike, or what they will need: told once, with how many there are."""
    return [(told, n) for told, n in Counter(told for row in rows for told in row.told).most_common(5) if n > 2]


def _line(row: Any) -> dict[str, Any]:
    content = row.content
    about = [content.get("document_number"), content.get("formed_on"), row.section.name if row.section else ""]
    return {
        "number": row.number,
        "title": row.title or "（没有标题）",
        "url": f"/desk/r/{row.record.pk}/" if row.record else "",
        "what": WORDS[row.what],
        "told": row.told,
        "file": f"文件：{row.source}" if row.source else "",
        "beside": f"附件{len(row.brought)}个：{'、'.join(each.name for each in row.brought)}" if row.brought else "",
        "about": " · ".join(filter(None, about)),
    }


@desk(Role.EDITOR)
def import_template(request: HttpRequest, code: str) -> HttpResponse:
    """An empty sheet of a kind, with the choices of its columns."""
    kind, choices = kind_named(code), units_for(request.scope, Role.EDITOR)
    names = list(dict.fromkeys(s.name for unit in choices for s in records.leaf_sections(unit)))
    return download(outward.template(kind, names), f"{kind.name}导入模板.xlsx", XLSX.media_type, private=False)


@desk(methods=("POST",))
def export_records(request: HttpRequest) -> HttpResponse:
    """The list as a sheet, narrowed as the address says, to one kind at least; what is neither withdrawn nor discarded."""
    wanted = narrowed(request)
    form = request.POST.get("form", outward.XLSX)
    if not wanted.kind or form not in (outward.XLSX, outward.CSV):
        raise Http404
    kind = kind_named(wanted.kind)
    found: QuerySet[Record] = outward.exportable(wanted.of(records.visible_to(request.scope), request.scope), kind)
    if found[MOST_OUT : MOST_OUT + 1]:
        messages.warning(
            request, f"一次最多导出{MOST_OUT:,}条。请按单位、年份或者环节分几次导出，或者请系统管理员用命令导出全部"
        )
        return redirect(wanted.url())
    if not found.exists():
        messages.warning(request, "没有可以导出的信息")
        return redirect(wanted.url())
    host = government()
    origin = f"https://{host.domain}" if host and host.domain else ""
    content, count = outward.table(kind, found, form, origin)
    actions.export(
        what=f"{kind.name}{_in_words(wanted)}（{form.upper()}）", count=count, by=request.scope.actor(), at=request.at
    )
    return download(content, f"{kind.name}{iso_date(request.today)}.{form}", XLSX.media_type if form == outward.XLSX else CSV_TYPE)  # fmt: skip


def _in_words(wanted: Narrowed) -> str:
    """To what an export is narrowed besides its kind, each behind a comma."""
    section = records.any_section(wanted.section) if wanted.section else None
    unit = unit_by_code(wanted.unit) if wanted.unit else None
    parts = (
        STATES[wanted.state].label if wanted.state else "", unit.short_name if unit else "", section.name if section else "",
        f"{wanted.year}年" if wanted.year else "", "本人起草" if wanted.mine else "",
    )  # fmt: skip
    return "".join(f"，{part}" for part in parts if part)


table_urls = [
    path("r/import/<slug:code>/", import_records),
    path("r/import/<slug:code>/template", import_template),
    path("r/export", export_records),
]
