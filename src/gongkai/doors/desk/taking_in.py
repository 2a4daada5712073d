"""Rows of a sheet are taken in: each is looked at before it is, what is to be mended is given back, and what breaks off goes on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse

from gongkai.doors.desk import uploads
from gongkai.doors.desk.acting import attempt
from gongkai.doors.desk.shell import show
from gongkai.engines.exchange import registers
from gongkai.engines.exchange.registers import Register
from gongkai.engines.exchange.tables import MOST_ROWS, TableRefused
from gongkai.ground.files.fields import FilesField, Upload
from gongkai.ground.files.kinds import XLSX, kind_of
from gongkai.ground.files.serving import download
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.ui.words import zh_number
from gongkai.ground.units.models import Unit
from gongkai.pure.tlog.entry import canonical

SHOWN = 60
"""Rows of a sort that are listed on the page; those to be mended all stand in the sheet that is given back."""
PART = 100
"""Rows taken in one transaction: no other act waits long."""
AT_ONCE = 500
"""Rows taken by one press: a long sheet goes in by several, each telling how far it is."""
LOOK, ENTER, BACK = "look", "enter", "back"


class Importer(Protocol):
    """What becomes of rows: a drawer's ``importing`` module, or an object. ``COLUMNS`` as ``exchange.registers`` reads them; ``plan`` writes nothing; ``take_in_part`` is
    one transaction; ``explained`` what can stand in columns, for the sheet that explains them."""

    NAME: str
    COLUMNS: Sequence[Any]
    plan: Any
    take_in_part: Any
    explained: Any


@dataclass(frozen=True)
class Told:
    """What the page says: its heading and label of the file, what a row is called by, what taking in brings, how to go about it, and the words of a sort of rows
    that are its own ("new": (label, says))."""

    heading: str
    label: str
    what: str
    says: str
    steps: tuple[str, ...]
    one: str
    back: Link
    seen_url: str
    groups: dict[str, tuple[str, str]]
    more: str = ""
    """What the page's own address asks for besides the unit."""


class SheetForm(UiForm):
    """The sheet."""

    file = FilesField(label="表格")

    def __init__(self, told: Told, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["file"].label = told.label
        self.fields[
            "file"
        ].help_text = f"一个表格（xlsx或csv），一行是{told.one}，最多{MOST_ROWS:,}行；更多的分成几个文件"

    def clean_file(self) -> list[Upload]:
        files = self.cleaned_data["file"]
        if len(files) > 1:
            raise forms.ValidationError("一次读一个表格，请去掉别的文件")
        if form_of(files[0]) is None:
            raise forms.ValidationError(f"“{files[0].name}”不是表格，请换成xlsx或csv")
        return files


def form_of(upload: Upload) -> str | None:
    return {"xlsx": "xlsx", "csv": "csv", "txt": "csv"}.get(kind_of(upload.data, upload.name).extension)


def take_in_page(request: HttpRequest, importer: Importer, choices: list[Unit], told: Told) -> HttpResponse:
    """Choose a sheet; see what each row would become; take them in, by some hundreds a press; or have back the rows that are to be mended."""
    wanted = request.POST.get("unit") or request.GET.get("unit") or choices[0].code
    unit = next((each for each in choices if each.code == wanted), None)
    if unit is None:
        raise Http404(wanted)
    came, do = uploads.arrived(request), request.POST.get("do", LOOK)
    form = SheetForm(told, request.POST if request.method == "POST" else None, came.files)
    found = _planned(form, importer, unit, request.at) if request.method == "POST" and form.is_valid() else None
    if found and do == BACK:
        rows = [(row, "；".join(_wrong(each))) for row, each in zip(found[0].rows, found[1], strict=True) if each.wrong]
        content = registers.given_back(importer.NAME, found[0], rows)
        return download(content, f"{importer.NAME}：要改的行.xlsx", XLSX.media_type)
    if found and do == ENTER:
        _enter(request, form, importer, *found, unit)
        found = _planned(form, importer, unit, request.at) if form.is_valid() else found
    uploads.stay(request, form, came)
    return _page(request, form, importer, unit, choices, found, told)


def template_of(importer: Importer) -> HttpResponse:
    """An empty sheet, with what can stand in its columns."""
    content = registers.template(importer.NAME, importer.COLUMNS, importer.explained())
    return download(content, f"{importer.NAME}模板.xlsx", XLSX.media_type, private=False)


def _planned(form: SheetForm, importer: Importer, unit: Unit, at: datetime) -> tuple[Register, list[Any]] | None:
    (file,) = form.cleaned_data["file"]
    try:
        register = registers.read(file.data, form_of(file), importer.COLUMNS)
    except TableRefused as refusal:
        form.add_error("file", f"“{file.name}”：{refusal}")
        return None
    return register, importer.plan(rows=register.rows, unit=unit, at=at)


def mark_of(register: Register, rows: list[Any], unit: Unit) -> str:
    """Of all that is planned, so that consent is to what was shown."""
    told = [[row.number, row.known, row.told, row.doubt, sorted(row.wrong)] for row in rows]
    return sha256(canonical([register.digest, unit.code, told])).hexdigest()[:20]


def _enter(
    request: HttpRequest, form: SheetForm, importer: Importer, register: Register, rows: list[Any], unit: Unit
) -> None:
    """Take in the next rows of what was shown, part by part; what is in stays in, whatever becomes of the rest."""
    if request.POST.get("mark") != mark_of(register, rows, unit):
        messages.warning(request, "看过以后有了变化（也可能刚才已经导入），请再看一遍")
        return
    waiting, by, done = to_take(rows), request.scope.actor(), 0
    for start in range(0, min(len(waiting), AT_ONCE), PART):
        part = waiting[start : min(start + PART, AT_ONCE)]
        if attempt(form, lambda part=part: importer.take_in_part(rows=part, by=by, at=request.at)) is not None:
            break
        done += len(part)
    left = len(waiting) - done
    if done:
        more = f"，还有{zh_number(left)}行，请接着导入" if left else ""
        messages.success(request, f"导入了{zh_number(done)}行{more}。")
    # What is to be mended is still to be had back.
    if not left and not any(row.wrong for row in rows):
        uploads.settle(request)


def to_take(rows: list[Any]) -> list[Any]:
    return [row for row in rows if not row.wrong and not row.known]


def _wrong(row: Any) -> list[str]:
    return [f"{label}：{sentence}" for label, sentence in row.wrong.items()]


GROUPS = (
    ("wrong", "red", "要改", "这些行不导入。照着改好，再导入一次；别的行不受影响。", True),
    ("doubt", "yellow", "要再看看", "", True),
    ("new", "green", "导入", "", False),
    ("known", "done", "已经在了", "不再导入。", False),
)  # fmt: skip


def _sort(row: Any) -> str:
    return "wrong" if row.wrong else "known" if row.known else "doubt" if row.doubt else "new"


def _groups(rows: list[Any], words: dict[str, tuple[str, str]]) -> list[dict[str, Any]]:
    by_name: dict[str, list[Any]] = {name: [] for name, *_ in GROUPS}
    for row in rows:
        by_name[_sort(row)].append(row)
    return [
        {
            "name": name, "light": light, "label": words.get(name, (label, says))[0], "says": words.get(name, (label, says))[1], "open": is_open, "count": len(by_name[name]),
            "often": _often(by_name[name]), "more": max(0, len(by_name[name]) - SHOWN),
            "rows": [{"number": r.number, "title": r.title, "told": _wrong(r) or [t for t in (r.told, r.doubt) if t]} for r in by_name[name][:SHOWN]],
        }
        for name, light, label, says, is_open in GROUPS
        if by_name[name]
    ]  # fmt: skip


def _often(rows: list[Any]) -> list[tuple[str, int]]:
    """What is wrong with many rows alike: told once, with how many there are."""
    return [(told, n) for told, n in Counter(told for row in rows for told in _wrong(row)).most_common(5) if n > 2]


def _page(
    request: HttpRequest, form: SheetForm, importer: Importer, unit: Unit, choices: list[Unit],
    found: tuple[Register, list[Any]] | None, told: Told,
) -> HttpResponse:  # fmt: skip
    rows = found[1] if found else []
    waiting, taking, known = form.fields["file"].widget.waiting, to_take(rows), sum(row.known for row in rows)
    return show(
        request,
        "desk/taking_in.html",
        told.heading,
        status=422 if form.errors else 200,
        form=form,
        told=told,
        unit=unit,
        units=choices,
        found=found is not None,
        notes=found[0].notes if found else [],
        mark=mark_of(*found, unit) if found else "",
        waiting=waiting,
        name=f"“{waiting[0].name}”" if waiting else "",
        groups_of_rows=_groups(rows, told.groups),
        taking=len(taking),
        next_ones=min(len(taking), AT_ONCE),
        known=known,
        wrong=sum(bool(row.wrong) for row in rows),
        whole=len(taking) + known,
        columns=[(column.label, column.required, column.help) for column in importer.COLUMNS],
        back=told.back,
    )
