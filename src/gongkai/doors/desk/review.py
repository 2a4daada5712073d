"""How records are reviewed: chains by unit and section, who stands in for whom, what waits for nobody, and the checklists in force."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.sending import take_once
from gongkai.doors.desk.shell import show
from gongkai.ground.ui.forms import DayField, UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.units import queries as units
from gongkai.ground.units.actions import UnitRefused
from gongkai.ground.units.models import Appointment, Person, Unit
from gongkai.ground.units.scope import Scope
from gongkai.ground.units.substitutes import ROLES, end_substitution, substitute
from gongkai.kernel.records import gates
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.models import ReviewChain
from gongkai.pure.declare import Role
from gongkai.pure.law.checklist_file import GATES
from gongkai.pure.law.review_chain import NAMES, USUAL, Chain, ChainError, of_lines

SETS = (Role.OPENNESS_OFFICE, Role.ADMINISTRATOR)
"""Who sets chains, and says who stands in for anybody of the units they cover."""
HOME = "/desk/review/"
ALL = "all"


def reach(scope: Scope) -> frozenset[int]:
    """The units for which this person sets how records are reviewed."""
    return frozenset().union(*(scope.by_role.get(role, frozenset()) for role in SETS))


def covers_all(scope: Scope) -> bool:
    """Does this person set how all units are reviewed?"""
    return {unit.pk for unit in units.units()} <= reach(scope)


class ChainForm(UiForm):
    unit = forms.ChoiceField(label="哪个单位")
    section = forms.ChoiceField(label="哪个栏目", help_text="栏目下面的栏目也按这条链走；下面的另外设了的，按下面的")
    stages = forms.CharField(
        label="一行一步",
        help_text=f"可以写{'、'.join(NAMES.values())}；同时办的写在一行，用“、”隔开；会签可以写明单位，如“会签（财政局，司法局）”，不写明的，送审的时候再写",
        widget=forms.Textarea({"rows": 6}),
    )

    def __init__(self, scope: Scope, data: Any = None) -> None:
        super().__init__(data, initial={"stages": "\n".join(USUAL.lines), "unit": ALL, "section": ALL})
        own = [(unit.code, unit.name) for unit in units.units() if unit.pk in reach(scope)]
        self.fields["unit"].choices = [*([(ALL, "各单位")] if covers_all(scope) else []), *own]
        self.fields["section"].choices = [(ALL, "全部栏目"), *((each.pk, each.name) for each in records.sections())]

    def clean_stages(self) -> Chain:
        codes = {each: unit.code for unit in units.units() for each in (unit.name, unit.short_name)}
        try:
            return of_lines(self.cleaned_data["stages"]).renamed(codes)
        except ChainError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


class LeaveForm(UiForm):
    who = forms.ChoiceField(label="代谁的事")
    substitute = forms.CharField(label="由谁来代", max_length=40, help_text="写姓名；同名的写登录名")
    from_on = DayField(label="从哪天起")
    to_on = DayField(label="到哪天为止", help_text="这一天还代；最多一年")
    reason = forms.CharField(label="为什么", max_length=100, help_text="比如休假、产假、调走了还没有补人")

    def __init__(self, choices: list[Appointment], today: date, data: Any = None) -> None:
        super().__init__(data, initial={"from_on": today})
        self.appointments = {str(each.pk): each for each in choices}
        self.fields["who"].choices = [
            ("", "请选一项"),
            *(
                (str(a.pk), f"{a.person.name}：{a.unit.short_name}的{a.get_role_display()}{_gone(a, today)}")
                for a in choices
            ),
        ]

    def clean_substitute(self) -> Person:
        return named_person(self.cleaned_data["substitute"])


def named_person(words: str) -> Person:
    """The one person of a name or sign-in name. Raises ValidationError."""
    found = units.people_called(words.strip())
    if not found:
        raise forms.ValidationError("没有找到这个人，请核对姓名，或者写登录名")
    if len(found) > 1:
        names = "、".join(person.username for person in found)
        raise forms.ValidationError(f"有{len(found)}个人叫这个名字，请写登录名：{names}")
    return found[0]


def _gone(appointment: Appointment, today: date) -> str:
    over = appointment.to_on is not None and appointment.to_on < today
    return "（已经离开）" if over or not appointment.person.active else ""


def _may_be_away(request: HttpRequest) -> list[Appointment]:
    """What this person may have stood in for: their own work; of the units they cover, anybody's."""
    covered, me = reach(request.scope), request.scope.person_id
    found = units.appointed(covered | request.scope.units, ROLES)
    latest: dict[tuple[int, int, str], Appointment] = {}
    for each in found:
        if each.unit_id in covered or each.person_id == me:
            latest.setdefault((each.person_id, each.unit_id, each.role), each)
    return list(latest.values())


@desk()
def review_home(request: HttpRequest) -> HttpResponse:
    """Chains, substitutes, what is unmanned, checklists."""
    scope, today = request.scope, request.today
    covered = reach(scope)
    seen = covered | scope.units | scope.overseen
    return show(
        request,
        "desk/review/home.html",
        "审核设置",
        chains=[_line(each, scope) for each in records.chains() if each.unit_id is None or each.unit_id in seen],
        usual=USUAL.lines,
        may_set=bool(covered),
        substitutions=[
            (each, each.unit_id in covered or each.person_id == scope.person_id, each.from_on <= today)
            for each in units.substitutions(seen, today)
        ],
        may_leave=bool(_may_be_away(request)),
        unmanned=_unmanned(seen, today),
        checklists=[(each, GATES[each.gate], each.checklist.asked) for each in records.checklists()],
        may_ask=bool(covered) and covers_all(scope),
    )


def _line(each: ReviewChain, scope: Scope) -> tuple[ReviewChain, str, list[str], bool]:
    return each, gates.whose(each.unit, each.section), gates.spoken(each.chain), _may_end(each, scope)


def _may_end(each: ReviewChain, scope: Scope) -> bool:
    return each.unit_id in reach(scope) if each.unit_id else covers_all(scope)


def _unmanned(unit_ids: frozenset[int], today: date) -> list[tuple[Unit, str, int]]:
    """Gates at which records wait for nobody: (unit, role, how many)."""
    manned, known = units.manned(today), units.units_by_id()
    return [
        (known[unit], Role(role).label, count)
        for unit, role, count in records.open_gates(gates.DUTIES)
        if unit in unit_ids and (unit, role) not in manned
    ]


@desk(*SETS, methods=("GET", "POST"))
def set_chain(request: HttpRequest) -> HttpResponse:
    """Set the chain of a unit and section."""
    form = ChainForm(request.scope, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        unit = units.unit_by_code(said["unit"]) if said["unit"] != ALL else None
        section = records.section_by_key(said["section"]) if said["section"] != ALL else None
        try:
            who = {"by": request.scope.username, "at": request.at}
            take_once(request, lambda: gates.set_chain(unit=unit, section=section, chain=said["stages"], **who))
        except gates.ChainRefused as refusal:
            form.refuse(str(refusal), "stages")
        else:
            messages.success(request, "审核链已经设好。从现在起送审的按它走，正在审的还走原来的。")
            return redirect(HOME)
    return _form(
        request, form, "设定审核链", "设定审核链", "从现在起第一次送审的按它走。正在审的，还按开始时的那条走完。"
    )


@desk(*SETS, methods=("POST",))
def end_chain(request: HttpRequest, key: int) -> HttpResponse:
    """Let a chain hold no more."""
    chain = next((each for each in records.chains() if each.pk == key), None)
    if chain is None or not _may_end(chain, request.scope):
        raise Http404
    gates.end_chain(chain=chain, by=request.scope.username, at=request.at)
    messages.success(request, "已经停用，正在审的还走原来的。")
    return redirect(HOME)


@desk(methods=("GET", "POST"))
def leave(request: HttpRequest) -> HttpResponse:
    """Let somebody stand in for a person on leave, or for one who has left."""
    choices = _may_be_away(request)
    if not choices:
        raise Http404
    form = LeaveForm(choices, request.today, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        away = form.appointments[said.pop("who")]
        try:
            who = {"by": request.scope.username, "at": request.at}
            take_once(
                request, lambda: substitute(person=away.person, unit=away.unit, role=Role(away.role), **who, **said)
            )
        except UnitRefused as refusal:
            form.refuse(str(refusal))
        else:
            messages.success(request, "已经设好，到那天就由他代办，“要我办的信息”里看得到。")
            return redirect(HOME)
    return _form(
        request,
        form,
        "请人代办",
        "请人代办",
        "代的是这一项职责、这一个单位。谁办的还写谁的名字；写过、审过这一篇的人照样不能办它。",
    )


@desk(methods=("POST",))
def end_leave(request: HttpRequest, key: int) -> HttpResponse:
    """Let somebody stand in no more."""
    found = units.substitution(key)
    if found is None or not (found.unit_id in reach(request.scope) or found.person_id == request.scope.person_id):
        raise Http404
    try:
        end_substitution(substitution=found, by=request.scope.username, at=request.at)
    except UnitRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "已经取消，从现在起不再代办。")
    return redirect(HOME)


def _form(request: HttpRequest, form: UiForm, heading: str, label: str, says: str) -> HttpResponse:
    form.take_focus()
    return show(
        request,
        "desk/review/form.html",
        heading,
        status=422 if request.method == "POST" else 200,
        form=form,
        label=label,
        says=says,
        back=Link("审核设置", HOME),
    )


review_urls = [
    path("review/", review_home),
    path("review/chain/", set_chain),
    path("review/chain/<int:key>/end", end_chain),
    path("review/leave/", leave),
    path("review/leave/<int:key>/end", end_leave),
]
