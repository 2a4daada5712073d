"""What a drawer's desk face offers to be done to a case, with which form, and whether that falls to somebody and has a place now."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms

from gongkai.ground.files.models import File
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases.actions import officers_of
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.steps import out_of_place
from gongkai.pure import declare
from gongkai.pure.declare import CONCEAL, REVEAL


def _nothing(case: Case, today: date) -> list[tuple[str, str]]:
    return []


@dataclass(frozen=True)
class CaseAct:
    """Something that can be done to a case; see the desk's protocol ``Act``. ``steps``: it takes the one of these that fits the case's state."""

    name: str
    label: str
    icon: str
    key: str
    done: str | Callable[[Case], str]
    form: Callable[..., Any]
    run: Callable[..., Any]
    steps: tuple[str, ...]
    danger: bool = False
    aside: bool = False
    says: str = ""
    about: Callable[[Case, date], list[tuple[str, str]]] = field(default=_nothing)
    papers: Callable[[Case], list[File]] = field(default=lambda case: [])


def verb(of: Callable[..., Any]) -> Callable[..., Any]:
    """Run a verb of the case with the form's values as its arguments."""

    def run(case: Case, values: dict[str, Any], **who: Any) -> Any:
        return of(case=case, **values, **who)

    return run


def step_of(act: CaseAct, case: Case) -> declare.Step | None:
    """The step that an act takes in this case: the one that fits its state, else the first that its procedure has."""
    steps = declare.procedure(case.procedure).steps
    known = [steps[name] for name in act.steps if name in steps]
    return next((each for each in known if each.leads_from(case.state)), known[0] if known else None)


def falls_to(act: CaseAct, case: Case, scope: Scope, unit_id: int | None = None) -> bool:
    """Does an act fall to this person, whatever state the case is in? ``unit_id``: for whom it is taken, if not for the lead unit."""
    step = step_of(act, case)
    return step is not None and any((unit_id or case.unit_id) in scope.by_role.get(role, ()) for role in step.roles)


def unfit(act: CaseAct, case: Case) -> str:
    """Why an act has no place in the case's present state; "" if it has."""
    step = step_of(act, case)
    if step is None:
        return f"{declare.procedure(case.procedure).name}没有这一步。"
    if step.name in (CONCEAL, REVEAL) and case.confidential is (step.name == CONCEAL):
        return "这一件已经是涉密件。" if case.confidential else "这一件不是涉密件。"
    sentence = out_of_place(case, step, declare.procedure(case.procedure).states)
    return f"{sentence}。" if sentence else ""


@dataclass(frozen=True)
class Wait:
    """What a case waits for, from outside. ``days``: of the term that starts only afterwards, to be drawn empty; ``heading``: "" where the
    clock runs all the same; ``since``: the day from which the answer clock therefore counted nothing; ``late``: what is to be said first
    of a closed case in which a term that was ordered is over."""

    heading: str
    text: str
    days: int = 0
    since: date | None = None
    late: str = ""


class ActForm(UiForm):
    """Base of the forms of acts: knows its case and the day. Made by ``Form.of(case, today, data, files)``."""

    def __init__(self, case: Case, today: date, data: Any = None, files: Any = None) -> None:
        self.case, self.today = case, today
        super().__init__(data, files, initial=self.starts_with())

    @classmethod
    def of(cls, case: Case, today: date, data: Any = None, files: Any = None) -> "ActForm":
        return cls(case, today, data, files)

    def starts_with(self) -> dict[str, Any]:
        return {}


def text_field(label: str, *, rows: int = 6, most: int, **more: Any) -> forms.CharField:
    """Several lines, at most so many signs."""
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea({"rows": rows}), **more)


def days_field(label: str, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, widget=forms.NumberInput({"class": "input--s"}), **more)


class ConcealForm(ActForm):
    """For ``cases.actions.conceal``."""

    reason = text_field("为什么涉密", rows=3, most=500)
    officer = forms.ChoiceField(label="由谁接着办", required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        people = [] if self.case.closed else officers_of(self.case, self.today)
        self.fields["officer"].choices = [("", "请选择"), *((each.username, each.name) for each in people)]
        if not people:
            del self.fields["officer"]


class RevealForm(ActForm):
    """For ``cases.actions.reveal``."""

    reason = text_field("为什么不再涉密", rows=3, most=500)
