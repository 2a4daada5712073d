"""Taking an act: its form, what is refused, and how what was typed stays."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from gongkai.doors.desk import uploads
from gongkai.doors.desk.sending import same_again, take_once, taken_at, was_taken
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.timeline import since
from gongkai.ground.files.models import File
from gongkai.ground.files.queries import names_of
from gongkai.ground.files.refusals import FileRefused
from gongkai.ground.ui.forms import ONLY_LOOK, UiForm
from gongkai.ground.ui.shell import Link
from gongkai.kernel.flow.models import StepTaken, Subject
from gongkai.kernel.flow.steps import Overtaken, StepRefused, overtaken
from gongkai.pure.declare.kinds import FieldErrors


class Act(Protocol):
    """Something a person can do to a case or record. A drawer's desk face makes them (``acts()`` by name).

    ``form(subject, today, data, files=)`` is its form; ``run(subject, values, by=, at=, seen=)`` takes it; ``about(subject, today)`` is what to
    read first, as (label, text); ``papers(subject)`` the files to look at beside it; ``says`` what pressing the button brings; ``done`` is said afterwards, or says it of the subject; ``danger`` marks what cannot
    be undone; ``aside`` what never is the one act that the page proposes.
    """

    name: str
    label: str
    icon: str
    key: str
    done: str | Callable[[Any], str]
    danger: bool
    aside: bool
    says: str
    form: Callable[..., UiForm]
    run: Callable[..., Any]
    about: Callable[[Any, date], list[tuple[str, str]]]
    papers: Callable[[Any], list[File]]


@dataclass(frozen=True)
class LineAct:
    """Something that can be done to a line of a list that is neither case nor record: its form alone on a page. ``says`` and ``done`` as
    of ``Act``; what ``form`` and ``run`` are given is the list's own affair."""

    name: str
    label: str
    icon: str
    done: str
    form: Callable[..., UiForm]
    run: Callable[..., Any]
    says: str = ""


FROM = "from"
"""The word in the address that says from which act's form somebody comes to another's."""


def primary(offers: Iterable[Any]) -> str:
    """The name of the act that the page proposes: the first that can be taken now and moves things on."""
    return next((o.act.name for o in offers if not (o.reason or o.act.aside or o.act.danger)), "")


@dataclass(frozen=True)
class Refused:
    """Why an act was not taken; ``overtaken``: because another act was quicker; ``own``: it was the same person's."""

    sentence: str
    overtaken: bool = False
    own: bool = False

    @classmethod
    def by(cls, refusal: StepRefused) -> "Refused":
        return cls(str(refusal), isinstance(refusal, Overtaken), getattr(refusal, "own", False))


def number(text: str | None) -> int | None:
    """The revision that a page showed, from its hidden field."""
    return int(text) if text and text.isdigit() else None


def attempt(form: UiForm, take: Callable[[], Any]) -> Refused | None:
    """Take an act whose form is filled in; its refusal goes to the form, to the field it is about, and what was typed stays."""
    try:
        take()
    except FieldErrors as wrong:
        for name, sentence in wrong.errors.items():
            form.refuse(sentence, name)
        return Refused(str(wrong))
    except FileRefused as refusal:
        form.add_error(None, str(refusal))
        return Refused(str(refusal))
    except StepRefused as refusal:
        form.refuse(str(refusal), refusal.field)
        return Refused.by(refusal)
    return None


def attempt_once(request: HttpRequest, form: UiForm, take: Callable[[], Any]) -> Refused | None:
    """The same for an act that can be done a second time: a form sent twice is answered twice alike, and its act is done once."""
    return attempt(form, lambda: take_once(request, take))


def act_page(
    request: HttpRequest,
    act: Act,
    subject: Subject,
    *,
    back: str,
    title: str,
    state: Callable[[Subject], str],
    steps: Callable[[Any], list[StepTaken]],
    unfit: Callable[[Any], str],
    barred: Callable[[Any], str] = lambda subject: "",
    starts: dict[str, Any] | None = None,
    beside: Callable[[], dict[str, Any]] | None = None,
    instead: Act | None = None,
) -> HttpResponse:
    """Show an act's form, or take the act and go back to the subject.

    ``unfit`` says why the act has no place in the subject's present state, ``barred`` why it is not offered for another reason; what is
    sent all the same, the act judges. Where it can't succeed any more, the way to the subject stands in the place of its button, and
    what was typed stays to be copied. ``starts`` is what its form begins with for somebody who comes from the form of another act: it is
    shown, whatever was posted. ``beside`` gives what is judged, to be shown beside the form. ``instead`` is the act to which a form that
    ``stops`` leads on.
    """
    out_of_place = unfit(subject)
    if request.method != "POST" and (why_not := out_of_place or barred(subject)):
        messages.warning(request, why_not)
        return redirect(back)
    refused, shown = None, number(request.POST.get("seen"))
    posted = request.method == "POST" and starts is None
    came = uploads.arrived(request)
    form = act.form(subject, request.today, request.POST if posted else None, files=came.files if posted else None)
    form.initial |= starts or {}
    if out_of_place:
        moved_on = shown is not None and shown != subject.revision
        refused = Refused.by(overtaken(subject, request.scope.actor(), shown)) if moved_on else Refused(out_of_place)
        form.errors.clear()
        form.add_error(None, refused.sentence)
    elif posted and ONLY_LOOK in request.POST and shown not in (None, subject.revision):
        refused = Refused.by(overtaken(subject, request.scope.actor(), shown))
        form.errors.clear()
        form.add_error(None, refused.sentence)
    elif posted and form.is_valid() and (at := taken_at(request)):
        form.add_error(None, same_again(at))
    elif posted and form.is_valid():
        refused = attempt(
            form,
            lambda: act.run(subject, form.cleaned_data, by=request.scope.actor(), at=request.at, seen=shown),
        )
        if refused is None:
            uploads.settle(request)
            was_taken(request)
            messages.success(request, act.done(subject) if callable(act.done) else act.done)
            return redirect(back)
        subject.refresh_from_db()
    over = (unfit(subject) or barred(subject)) if posted else ""
    uploads.stay(request, form, came)
    form.take_focus()
    return show(
        request,
        "desk/act.html",
        act.label,
        over=over,
        typed=_typed(form) if over else [],
        status=422 if posted else 200,
        act=act,
        form=form,
        subject=subject,
        title=title,
        about=act.about(subject, request.today),
        papers=_named(act.papers(subject)),
        state=state(subject),
        overtaken=bool(refused and refused.overtaken),
        own=bool(refused and refused.own),
        changes=since(subject.ref, steps(subject), shown) if refused and refused.overtaken else [],
        back=Link(title, back),
        instead=instead if instead and getattr(form, "stops", False) else None,
        **(beside() if beside else {}),
    )


def _typed(form: UiForm) -> list[tuple[str, str]]:
    """The texts that somebody wrote into a form, with the labels of their fields."""
    texts = [(str(bound.label), bound.value()) for bound in form.visible_fields() if _is_written(bound.field.widget)]
    return [(label, text) for label, text in texts if isinstance(text, str) and text.strip()]


def _is_written(widget: forms.Widget) -> bool:
    return isinstance(widget, forms.TextInput | forms.Textarea) and not isinstance(widget, forms.PasswordInput)


def _named(files: list[File]) -> list[tuple[str, File]]:
    names = names_of(files) if files else {}
    return [(names[file.public_id], file) for file in files]
