"""How a record looks on each channel, before it goes there; and its own words for one of them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.safestring import mark_safe

from gongkai.doors.desk.acting import attempt_once
from gongkai.doors.desk.catalogue import data_of, form_page
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.record_acts import record_or_404
from gongkai.doors.desk.shell import show
from gongkai.engines.channels import actions
from gongkai.engines.channels.queries import post_for
from gongkai.engines.channels.shapes import SHAPES, Post, Shape
from gongkai.ground.outbox import queries
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.shell import Link
from gongkai.kernel.records.flow import RecordFlow
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import version_of
from gongkai.pure.declare import Role


class WordsForm(UiForm):
    title = forms.CharField(label="标题", required=False)
    summary = forms.CharField(label="摘要", required=False, widget=forms.Textarea({"rows": 4}))

    def __init__(self, shape: Shape, initial: dict[str, str], data: Any = None) -> None:
        super().__init__(data, initial=initial)
        for name, most in (("title", shape.title), ("summary", shape.summary)):
            self.fields[name].help_text = f"最多{most}字。不填就用系统截取的"


@desk()
def looks(request: HttpRequest, record_id: str) -> HttpResponse:
    """A preview for each channel, of what is drafted or of what stands on the site; and what came of it."""
    record = record_or_404(request, record_id)
    version = version_of(record, record.published if record.live else None)
    connected, said = queries.channels(), queries.wordings(record.ref)
    deliveries = queries.of(record.ref)
    return show(
        request,
        "desk/outbox/looks.html",
        f"各渠道的样子：{record.title}",
        back=Link(record.title, f"/desk/r/{record.pk}/"),
        shown=[
            _look(post_for(record, shape, version), shape, connected.get(shape.code), shape.code in said, deliveries)
            for shape in SHAPES.values()
        ] if version.values() else [],
        base=f"/desk/r/{record.pk}/channels/",
        may=_may(request, record),
        live=record.live,
    )  # fmt: skip


def _look(post: Post, shape: Shape, channel: Any, own: bool, deliveries: list[Any]) -> dict[str, Any]:
    return {
        "post": post,
        "shape": shape,
        "channel": channel,
        "own": own,
        # Cleaned by the kernel before it was hashed; without links and pictures.
        "html": mark_safe(post.html),
        "cover": f"/desk/files/{post.cover}" if post.cover else "",
        "deliveries": [each for each in deliveries if each.channel == shape.code],
    }


def _may(request: HttpRequest, record: Record) -> bool:
    return record.state == RecordFlow.DRAFT.code and record.unit_id in request.scope.by_role.get(Role.EDITOR, ())


@desk(Role.EDITOR, methods=("GET", "POST"))
def words(request: HttpRequest, record_id: str, channel: str) -> HttpResponse:
    """Write how a record is told on a channel."""
    record, shape = record_or_404(request, record_id), SHAPES.get(channel)
    if shape is None or record.unit_id not in request.scope.by_role.get(Role.EDITOR, ()):
        raise Http404
    base = f"/desk/r/{record.pk}/channels/"
    if request.method != "POST" and not _may(request, record):
        messages.warning(request, "送审以后不能再改，后面的人要看到一样的内容。要改请先退回。")
        return redirect(base)
    said = queries.wordings(record.ref).get(channel)
    form = WordsForm(shape, {"title": said.title, "summary": said.summary} if said else {}, data_of(request))
    if request.method == "POST" and form.is_valid():
        by, at = request.scope.actor(), request.at
        if (
            attempt_once(
                request, form, lambda: actions.word(record=record, channel=channel, by=by, at=at, **form.cleaned_data)
            )
            is None
        ):
            messages.success(request, "已经写好，送审的人和您看到的一样。")
            return redirect(base)
    back = Link(f"各渠道的样子：{record.title}", base)
    return form_page(request, f"在{shape.label}上怎么说", form, back=back, button="保存", icon="check")


telling_urls = [
    path("r/<slug:record_id>/channels/", looks),
    path("r/<slug:record_id>/channels/<slug:channel>/", words),
]
