"""A chart placed in a report's draft: of which figure, by what, in which form, where."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.acting import attempt, number
from gongkai.doors.desk.catalogue import data_of, form_page
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.record_acts import may_edit, record_or_404
from gongkai.engines.reporting import charts
from gongkai.engines.reporting.chapters import chapters
from gongkai.engines.reporting.figures import Counting, of
from gongkai.ground.ui.forms import Picks, UiForm
from gongkai.ground.ui.shell import Link
from gongkai.kernel.records import queries as records
from gongkai.pure import declare
from gongkai.pure.declare import Role
from gongkai.pure.declare.charts import FORMS

REPORTS = "/desk/annual/r/"
HINTS = {
    "month": "看一年里什么时候多",
    "unit": "看哪些单位多，横着排，数多的在上面；超过15个单位，后面的合在一起",
    "before": "每个月旁边是上年同一个月",
}


class ChartForm(UiForm):
    measure = forms.ChoiceField(label="画哪个数")
    by = forms.ChoiceField(label="怎么分", widget=Picks(hints=HINTS))
    form = forms.ChoiceField(
        label="什么图", choices=list(FORMS.items()), widget=Picks(), help_text="按单位分的都画成横着的柱"
    )
    chapter = forms.ChoiceField(
        label="放在哪一部分", help_text="放在这一部分的最后，以后可以在“写文字”里剪切、粘贴到别处"
    )

    def __init__(self, figures: Counting, body: str, data: Any = None) -> None:
        parted = charts.breakdowns(figures)
        super().__init__(data, initial={"form": "bar", "by": next(iter(parted), "")})
        known = [(each.token, f"{each.label}（{each.value}{each.unit}）") for each in charts.offered(figures)]
        self.fields["measure"].choices = [("", "请选一项"), *known]
        self.fields["by"].choices = list(parted.items())
        self.fields["chapter"].choices = [("", "请选一项"), *((each, each) for each in chapters(body))]


@desk(Role.EDITOR, methods=("GET", "POST"))
def place(request: HttpRequest, record_id: str) -> HttpResponse:
    """Place a chart in a draft."""
    record = record_or_404(request, record_id)
    if not declare.kind(record.kind).account or record.unit_id not in request.scope.by_role.get(Role.EDITOR, ()):
        raise Http404
    content = records.version_of(record).values()
    back = Link(record.title, f"{REPORTS}{record.pk}/")
    figures = of(content, record.unit)
    if not may_edit(record, request.scope) or not content.get("size") or not charts.breakdowns(figures):
        messages.warning(
            request, "现在不能放图：草稿里才能放；数还没有从台账里取的、只有一个单位一个月的，没有可以画的。"
        )
        return redirect(back.url)
    form = ChartForm(figures, content["body"] or "", data_of(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        token = charts.token_of(said["form"], said["by"], said["measure"])
        who = {"by": request.scope.actor(), "at": request.at, "seen": number(request.POST.get("seen"))}
        where = {"record": record, "content": content, "token": token, "chapter": said["chapter"]}
        if attempt(form, lambda: charts.place(**where, **who)) is None:
            messages.success(request, "图放好了，存成新的一版。重新取数，图跟着变；公开以后不变。")
            return redirect(back.url)
    return form_page(
        request, "放一张图", form, back=back, button="放进正文", icon="chart-column", seen=str(record.revision),
        says="图由系统按台账里的数画，网页、Word和PDF里一样；图后面附着图里的数，看不见图的人听得到。",
    )  # fmt: skip


chart_urls = [path("annual/r/<slug:record_id>/chart/", place)]
