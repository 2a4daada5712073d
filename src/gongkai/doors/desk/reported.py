"""Numbers of outside systems on the desk: a unit's head enters one for a cell of the unit's tables, the openness office accepts or declines it."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.accounts import account_unit, account_url
from gongkai.doors.desk.acting import attempt, attempt_once
from gongkai.doors.desk.catalogue import data_of, form_page
from gongkai.doors.desk.entry import desk
from gongkai.engines.measures.sheets import counted
from gongkai.engines.reporting import signing
from gongkai.engines.reporting.fill import Filled
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.shell import Link
from gongkai.kernel.statements import queries as statements
from gongkai.kernel.statements import reported as acts
from gongkai.kernel.statements.actions import SIGNERS
from gongkai.kernel.statements.models import ACCEPTED, ENTERED, Reported
from gongkai.kernel.statements.reported import OFFICE
from gongkai.pure.law.layout import VALUE


class FigureField(forms.CharField):
    """A figure as a table has it: not below nothing, with at most six decimals."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=16, widget=forms.TextInput({"class": "input--s", "inputmode": "decimal"}), **more)

    def clean(self, value: Any) -> Decimal:
        try:
            figure = Decimal(super().clean(value))
            if not figure.is_finite() or figure < 0 or figure >= 10**9 or figure != round(figure, 6):
                raise InvalidOperation
        except InvalidOperation:
            raise ValidationError("请写数字，例如 12 或者 3.5，不带单位") from None
        return figure


class EnterForm(UiForm):
    cell = forms.ChoiceField(label="哪一格", help_text="括号里是系统现在算出来的数")
    figure = FigureField(label="外部系统的数")
    system = forms.CharField(label="哪个系统", max_length=60, help_text="例如：省政务服务平台、市行政执法系统")
    explained = forms.CharField(
        label="为什么和系统的数不一样", max_length=500, widget=forms.Textarea({"rows": 4}), help_text="写清楚哪些件只在那个系统里，写事实，不写个人姓名"
    )  # fmt: skip

    def __init__(self, filled: list[Filled], data: Any = None) -> None:
        super().__init__(data)
        self.cells: dict[str, tuple[Filled, Any, Any]] = {}
        groups = []
        for one in filled:
            choices = []
            for row, column, _ in one.table.cells():
                if row.kind == "aside":
                    continue
                key = f"{one.table.key}/{row.key}/{column.key}"
                self.cells[key] = (one, row, column)
                figure = one.counted(row, column.key)
                choices.append((key, f"{_label(row, column)}（{'空白' if figure is None else figure}）"))
            groups.append((one.table.title, choices))
        self.fields["cell"].choices = [("", "请选一项"), *groups]

    @property
    def said(self) -> dict[str, Any]:
        """What is entered, with what the system counts there."""
        told = dict(self.cleaned_data)
        one, row, column = self.cells[told.pop("cell")]
        ours = one.counted(row, column.key)
        return {**told, "cell": (one.table.key, row.key, column.key), "label": _label(row, column), "ours": None if ours is None else Decimal(ours)}  # fmt: skip


def _label(row: Any, column: Any) -> str:
    return row.label if column.key == VALUE else f"{row.label}·{column.label}"


class BecauseForm(UiForm):
    because = forms.CharField(label="为什么", max_length=200, help_text="记入经过")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)


class PressForm(UiForm):
    def __init__(self, data: Any = None) -> None:
        super().__init__(data)


@dataclass(frozen=True)
class CellAct:
    """What can be done to a number of an outside system: by whom, in which states."""

    label: str
    icon: str
    done: str
    says: str
    by: tuple[Any, ...]
    states: tuple[str, ...]
    form: Callable[[Any], UiForm]
    run: Callable[..., Any]


ACTS = {
    "accept": CellAct("认定", "circle-check", "已经认定，统计表从现在起取外部系统的数。", "认定以后，这个单位的统计表和全县的汇总都取外部系统的数；系统的数还留着，两个都看得到。勾稽关系按取的数核对。", OFFICE, (ENTERED,), PressForm, acts.accept),
    "decline": CellAct("不认定", "x", "没有认定，统计表还是取系统的数。", "统计表还是取系统的数；单位写清楚以后可以再填。", OFFICE, (ENTERED,), BecauseForm, acts.decline),
    "withdraw": CellAct("撤回", "undo-2", "已经撤回，统计表取系统的数。", "撤回以后统计表取系统的数；填过、撤回都留着。", SIGNERS, (ENTERED, ACCEPTED), BecauseForm, acts.withdraw),
}  # fmt: skip


def offered(request: HttpRequest, reported: Reported) -> list[tuple[str, CellAct]]:
    """What this person can do with a number now."""
    by = request.scope.actor()
    return [(n, a) for n, a in ACTS.items() if reported.state in a.states and by.holds_any(a.by, reported.unit_id)]


@desk(*SIGNERS, methods=("GET", "POST"))
def enter(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """Enter the number of an outside system for a cell of the unit's own tables."""
    found = account_unit(request, year, unit)
    if not request.scope.actor().holds_any(SIGNERS, found.pk):
        raise Http404
    form, back = EnterForm(signing.account(found, year, counted()), data_of(request)), account_url(year, found)
    if request.method == "POST" and form.is_valid():
        who = {"unit": found, "year": year, "by": request.scope.actor(), "at": request.at}
        if attempt_once(request, form, lambda: acts.enter(**form.said, **who)) is None:
            messages.success(request, "已经填好，等政务公开办认定；认定以前统计表取系统的数。")
            return redirect(back)
    return form_page(
        request, f"填外部系统的数：{found.short_name}{year}年", form, back=Link("年度统计", back), button="填好", icon="check",
        says="两个数都留着，都看得到。政务公开办认定说明以后，统计表才取外部系统的数；合计的格不会自己跟着变，要一起填，不然勾稽关系不成立。",
    )  # fmt: skip


@desk(*OFFICE, *SIGNERS, methods=("GET", "POST"))
def take(request: HttpRequest, year: int, unit: str, code: str, name: str) -> HttpResponse:
    """Accept, decline, withdraw."""
    found, reported, act = account_unit(request, year, unit), statements.reported(code), ACTS.get(name)
    there = reported is not None and reported.unit_id == found.pk and reported.year == year
    if act is None or not there or not request.scope.actor().holds_any(act.by, found.pk):
        raise Http404
    back = account_url(year, found)
    if reported.state not in act.states:
        messages.warning(request, f"这个数现在是“{reported.state_label}”，不能办“{act.label}”")
        return redirect(back)
    form = act.form(data_of(request))
    if request.method == "POST" and form.is_valid():
        who = {"by": request.scope.actor(), "at": request.at}
        if attempt(form, lambda: act.run(reported=reported, **form.cleaned_data, **who)) is None:
            messages.success(request, act.done)
            return redirect(back)
    return form_page(
        request, f"{act.label}：{reported.label}", form, back=Link("年度统计", back), button=act.label, icon=act.icon, says=act.says,
        danger=name != "accept",
    )  # fmt: skip


reported_urls = [
    path("accounts/<int:year>/<slug:unit>/reported/", enter),
    path("accounts/<int:year>/<slug:unit>/reported/<slug:code>/do/<slug:name>/", take),
]
