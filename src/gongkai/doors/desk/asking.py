"""What reviewers are asked at the gates: checklists are taken over, written and revised, a version each, by whoever sets how all units are reviewed."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.acting import attempt_once, number
from gongkai.doors.desk.catalogue import data_of, form_page
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.review import HOME, SETS, covers_all
from gongkai.doors.desk.sending import take_once
from gongkai.doors.desk.shell import show
from gongkai.ground.ui.forms import Picks, Ticks, UiForm
from gongkai.ground.ui.shell import Link
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import checklists, queries
from gongkai.kernel.records.models import LoadedChecklist
from gongkai.pure import declare
from gongkai.pure.law.checklist_file import GATES, LONGEST, MOST, STOPPING, Checklist, next_version, shipped

BASE = f"{HOME}checklists/"
BACK = Link("审核设置", HOME)
SPARE = 4
QUICKER = "您写的时候，别人已经把它改成了{version}版。请另开一页看看那一版，要改的再改上，然后再按一次"


class ChecklistForm(UiForm):
    """A checklist: of what it is asked, and its questions, each in a row of fields; one that is left empty is struck out."""

    name = forms.CharField(label="名称", max_length=200)
    gate = forms.ChoiceField(label="哪一关问", choices=list(GATES.items()), widget=Picks())
    basis = forms.CharField(label="依据", max_length=200, required=False, help_text="例如：条例第14条至第17条")
    kinds = forms.MultipleChoiceField(
        label="哪些类别", required=False, widget=Ticks(), help_text="一个都不勾，各类都问"
    )
    sections = forms.CharField(
        label="哪些栏目",
        required=False,
        help_text="一行写一个栏目，它下面的栏目也问；空着，各栏目都问",
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, known: Checklist | None, data: Any = None) -> None:
        self.known, names = known, {each.pk: each.name for each in queries.sections()}
        initial = {"gate": STOPPING[0]}
        if known:
            sections = "\n".join(names.get(key, key) for key in known.sections)
            initial = {"name": known.name, "gate": known.gate, "basis": known.basis, "kinds": known.kinds, "sections": sections}  # fmt: skip
        super().__init__(data, initial=initial)
        self.fields["kinds"].choices = [(drawer.code, drawer.declaration.name) for drawer in declare.kinds()]
        if known:
            del self.fields["gate"]  # the reviews that were made are of that one
        asked = known.asked if known else ()
        rows = number(data.get("rows")) if data is not None else None
        self.count = min(rows or len(asked) + SPARE, MOST + SPARE)
        for n in range(self.count):
            text, stops = asked[n] if n < len(asked) else ("", (known.gate if known else STOPPING[0]) in STOPPING)
            self.add(f"order-{n}", forms.IntegerField(label="第几", min_value=1, max_value=99, initial=n + 1))
            # Two lines, so that a telephone shows it whole.
            self.add(
                f"ask-{n}",
                forms.CharField(label="问什么", required=False, initial=text, widget=forms.Textarea({"rows": 2})),
            )
            self.add(f"stops-{n}", forms.BooleanField(label="答“否”不能通过", required=False, initial=stops))

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"{name}-{n}"] for name in ("order", "ask", "stops")] for n in range(self.count)]

    @property
    def about(self) -> list[forms.BoundField]:
        return [self[name] for name in ("name", "gate") if name in self.fields]

    @property
    def asked_of(self) -> list[forms.BoundField]:
        return [self[name] for name in ("basis", "kinds", "sections")]

    def clean_sections(self) -> tuple[str, ...]:
        known = {word: each.pk for each in queries.sections() for word in (each.pk, each.name)}
        lines = [line.strip() for line in self.cleaned_data["sections"].splitlines() if line.strip()]
        if wrong := [line for line in lines if line not in known]:
            raise forms.ValidationError(f"没有找到栏目“{wrong[0]}”，请照公开目录里的名称写")
        return tuple(dict.fromkeys(known[line] for line in lines))

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for n in range(self.count):
            values[f"ask-{n}"] = text = "".join((values.get(f"ask-{n}") or "").splitlines())
            if len(text) > LONGEST:
                self.add_error(f"ask-{n}", f"最多{LONGEST}字，现在有{len(text)}字，请删短一些")
        kept = [n for n in range(self.count) if values.get(f"ask-{n}")]
        seen: dict[str, int] = {}
        for n in kept:
            if (text := values[f"ask-{n}"]) in seen:
                self.add_error(f"ask-{n}", f"和上面的一样：{text}")
            seen[text] = n
        if not kept and not any(name.startswith("ask-") for name in self.errors):
            self.add_error("ask-0", "请至少写一个问题")
        if len(kept) > MOST:
            self.add_error(f"ask-{kept[MOST]}", f"最多{MOST}个问题，现在有{len(kept)}个：再多就没有人看了")
        return values

    def checklist(self, key: str, version: str) -> Checklist:
        """In the order asked for; where two questions ask for one place, as they stand."""
        said = self.cleaned_data
        kept = sorted(
            (n for n in range(self.count) if said[f"ask-{n}"]), key=lambda n: (said.get(f"order-{n}") or 99, n)
        )
        return Checklist(
            key, version, said["name"], self.known.gate if self.known else said["gate"], said["basis"], tuple(said["kinds"]), said["sections"],
            tuple(said[f"ask-{n}"] for n in kept), tuple(said[f"stops-{n}"] for n in kept),
        )  # fmt: skip


def may_set(request: HttpRequest) -> None:
    """Checklists are asked of all units: raises Http404 unless this person sets how all of them are reviewed."""
    if not covers_all(request.scope):
        raise Http404


def _in_force(key: str) -> LoadedChecklist:
    found = next((row for row in queries.checklists() if row.key == key), None)
    if found is None:
        raise Http404
    return found


@desk(*SETS, methods=("GET", "POST"))
def new_checklist(request: HttpRequest) -> HttpResponse:
    """Write a checklist; or take over one that comes with the product (``take``)."""
    may_set(request)
    held = {row.key for row in queries.checklists()}
    offered = [each for key, each in sorted(shipped().items()) if key not in held]
    if taken := shipped().get(request.POST.get("take", "")):
        if taken.key in held:
            messages.warning(request, f"“{taken.name}”已经在用了。")
            return redirect(HOME)
        before = queries.latest_checklist(taken.key)
        _load(request, replace(taken, version=next_version(before.version)) if before else taken)
        return redirect(HOME)
    form = ChecklistForm(None, data_of(request))
    if request.method == "POST" and form.is_valid():
        made = form.checklist(_free_key(), f"{request.today.year}.1")
        if attempt_once(request, form, lambda: _load(request, made)) is None:
            return redirect(HOME)
    return _page(request, form, "新的核对表", offered=offered)


def _free_key() -> str:
    n = 1
    while queries.latest_checklist(f"own-{n}"):
        n += 1
    return f"own-{n}"


@desk(*SETS, methods=("GET", "POST"))
def revise_checklist(request: HttpRequest, key: str) -> HttpResponse:
    """Change a checklist: its next version holds from now on; reviews that were made keep the one they were asked."""
    may_set(request)
    row = _in_force(key)
    form = ChecklistForm(row.checklist, data_of(request))

    def revise() -> None:
        known, made = row.checklist, form.checklist(key, next_version(row.version))
        if request.POST.get("seen") != row.version:
            raise StepRefused(QUICKER.format(version=row.version))
        if replace(made, version=known.version, stops=()) == replace(known, stops=()) and made.asked == known.asked:
            raise StepRefused("和现在的一样，没有改动")
        _load(request, made)

    if request.method == "POST" and form.is_valid() and attempt_once(request, form, revise) is None:
        return redirect(HOME)
    return _page(request, form, row.name, row=row)


def _load(request: HttpRequest, checklist: Checklist) -> None:
    """Put it in force, and say so. Raises StepRefused if somebody else was quicker by a moment."""
    try:
        checklists.load_checklist(checklist=checklist, by=request.scope.username, at=request.at)
    except checklists.ChecklistRefused as refusal:
        raise StepRefused("刚刚有人改过，请看看现在的样子再改") from refusal
    messages.success(
        request, f"“{checklist.name}”{checklist.version}版从现在起在{GATES[checklist.gate]}问；审过的还照当时的留着。"
    )


def _page(
    request: HttpRequest,
    form: ChecklistForm,
    heading: str,
    *,
    row: LoadedChecklist | None = None,
    offered: list[Checklist] | None = None,
) -> HttpResponse:
    return show(
        request,
        "desk/review/checklist.html",
        heading,
        status=422 if request.method == "POST" else 200,
        form=form,
        row=row,
        gate=GATES[row.gate] if row else "",
        offered=[(each, GATES[each.gate]) for each in offered or ()],
        back=BACK,
    )


class PressForm(UiForm):
    """Nothing to fill in."""


@desk(*SETS, methods=("GET", "POST"))
def end_checklist(request: HttpRequest, key: str) -> HttpResponse:
    """Ask it no more."""
    may_set(request)
    row = _in_force(key)
    if request.method == "POST":
        try:
            who = {"by": request.scope.username, "at": request.at}
            take_once(request, lambda: checklists.end_checklist(loaded=row, **who))
        except checklists.ChecklistRefused:
            messages.warning(request, f"“{row.name}”已经停用了。")
        else:
            messages.success(request, f"“{row.name}”不再问了；审过的还留着。")
        return redirect(HOME)
    says = f"从现在起，{GATES[row.gate]}不再问这{len(row.checklist.items)}项。审过的还照当时的留着。"
    return form_page(
        request, f"停用“{row.name}”", PressForm(), back=BACK, button="停用", icon="x", says=says, danger=True
    )


asking_urls = [
    path("review/checklists/new/", new_checklist),
    path("review/checklists/<slug:key>/", revise_checklist),
    path("review/checklists/<slug:key>/end/", end_checklist),
]
