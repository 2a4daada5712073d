"""审一审: which figures of an annual report do not hold. Paste it, upload it, or choose one that stands on this site; nothing is kept."""

from collections.abc import Iterable
from html import escape
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe

from gongkai.doors import throttle
from gongkai.doors.counter.door import door
from gongkai.doors.frame import page
from gongkai.engines.site.reader import Reader
from gongkai.engines.site.rows import Row
from gongkai.ground.files.refusals import FileRefused
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.shell import Link
from gongkai.pure import declare
from gongkai.pure.audit.apart import SECONDS, sheet_of
from gongkai.pure.audit.document import Unreadable

TEXT, FILE, REPORT = "text", "file", "report"
LONGEST = 200_000
"""Signs of a pasted text."""
LARGEST = 20 * 1024 * 1024
KINDS = ".txt .md .html .htm .docx .pdf .xlsx"
BY_NETWORK = throttle.Brake("audit", free=10)
AT_WORK = "audit:at-work"
"""One at a time, over all web processes: each of them serves one visitor at once, and an audit may keep it for seconds."""

TOO_FAST = "审得太快了，请等{}秒再按。"
BUSY = "正在审另一份报告，请过几秒再按一次。"
TEXT_KEPT = "您贴的文字还在。"
FILE_AGAIN = "文件要请您重新选一次。"
CRUMBS = (Link("审一审", ""),)
KEPT_BY_THE_BROWSER = "private, no-cache"
"""Under ``no-store`` the browser's own Back could not show again what was pasted; see ``apply``."""


class Ask(UiForm):
    """Three ways to hand a report in. ``way``: which of them was pressed; the others may be empty, or hold anything."""

    text = forms.CharField(
        label="贴上报告的文字", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text="从网页或者文档里整篇复制过来，表格也一起复制",
        error_messages={"required": "请先贴上报告的文字，再按“审这段文字”"},
    )  # fmt: skip
    file = forms.FileField(
        label="上传报告的文件", allow_empty_file=True, widget=forms.FileInput(attrs={"accept": KINDS.replace(" ", ",")}),
        help_text="Word（docx）、PDF（扫描件读不了）、Excel（xlsx）、网页或者txt，不超过20 MB",
        error_messages={"required": "请先选一个文件，再按“审这个文件”"},
    )  # fmt: skip
    report = forms.ChoiceField(
        label="选一份本站公布的报告", error_messages={"required": "请先选一份报告，再按“审这份报告”"}
    )

    def __init__(self, *args: Any, published: Iterable[Row], way: str = TEXT, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.way = way
        self.fields[REPORT].choices = [("", "请选择"), *((row.id, row.title) for row in published)]
        if len(self.fields[REPORT].choices) == 1:
            del self.fields[REPORT]

    def clean_file(self) -> tuple[bytes, str]:
        """Its bytes, and a name that tells its kind alone."""
        file = self.cleaned_data[FILE]
        if file.size > LARGEST:
            raise forms.ValidationError("这个文件超过20 MB，请另存成小一些的，或者只贴文字")
        try:
            return file.read(), f"report{PurePath(file.name).suffix.lower()}"
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def clean(self) -> dict[str, Any]:
        for name in set(self.errors) - {self.way}:
            del self.errors[name]
        return super().clean()


@door("GET", "HEAD", "POST")
def audit(request: HttpRequest) -> HttpResponse:
    """The form, and after a POST the report with its figures marked, the form below it."""
    reader = Reader()
    published = reader.annual_reports()
    if request.method != "POST":
        return _ask(request, Ask(initial={REPORT: request.GET.get(REPORT, "")}, published=published))
    way = next((name for name in (FILE, REPORT) if request.POST.get("way") == name), TEXT)
    form = Ask(request.POST, request.FILES, published=published, way=way)
    if way not in form.fields:
        way = form.way = TEXT
    if not form.is_valid():
        return _ask(request, form)
    network = throttle.network_of(request)
    if pause := BY_NETWORK.pause(network):
        return _refused(request, form, TOO_FAST.format(pause), 429)
    if not cache.add(AT_WORK, 1, SECONDS + 5):
        return _refused(request, form, BUSY, 429)
    try:
        BY_NETWORK.failed(network)  # each audit counts: it costs this machine more than the one who asks
        told = sheet_of(*_content(form, way, reader))
    except Unreadable as refusal:
        form.add_error(way, refusal.zh)
        return _ask(request, form)
    finally:
        cache.delete(AT_WORK)
    title = (
        next((row.title for row in published if row.id == form.cleaned_data.get(REPORT)), "") if way == REPORT else ""
    )
    context = {"form": form, "told": told, "sheet": mark_safe(told.shown), "title": title}
    return _shown(request, context | {"page_title": "审读结果_审一审"})


def _content(form: Ask, way: str, reader: Reader) -> tuple[bytes, str]:
    """What was handed in as bytes, and a name for its kind."""
    values = form.cleaned_data
    if way == FILE:
        return values[FILE]
    if way == TEXT:
        return values[TEXT].encode(), "report.txt"
    whole = next(reader.wholes([values[REPORT]]))
    view = whole.versions[-1].view
    return (
        f'<meta charset="utf-8"><h1>{escape(view["title"])}</h1>{declare.kind(view["kind"]).text(view)}'.encode(),
        "report.html",
    )


def _refused(request: HttpRequest, form: Ask, said: str, status: int) -> HttpResponse:
    form.add_error(None, said + (FILE_AGAIN if form.way == FILE else TEXT_KEPT if form.way == TEXT else ""))
    return _ask(request, form, status)


def _ask(request: HttpRequest, form: Ask, status: int = 0) -> HttpResponse:
    return _shown(request, {"form": form}, status or form.status)


def _shown(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    made = page(request, "counter/audit.html", context, CRUMBS, status)
    made["Cache-Control"] = KEPT_BY_THE_BROWSER
    return made
