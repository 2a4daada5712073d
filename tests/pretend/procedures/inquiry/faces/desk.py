"""The desk's face of an inquiry (pretend)."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from gongkai.procedures.inquiry import Inquiry, actions

from gongkai.ground.ui.forms import UiForm
from gongkai.kernel.flow.steps import out_of_place
from gongkai.pure.declare import Role, Screen


class ReplyForm(UiForm):
    text = forms.CharField(label="答复的内容", widget=forms.Textarea)

    @classmethod
    def of(cls, case, today, data=None, files=None):
        return cls(data)


@dataclass(frozen=True)
class Act:
    name: str = "reply"
    label: str = "答复"
    icon: str = "send"
    key: str = "s"
    done: str = "已经答复。"
    danger: bool = False
    aside: bool = False
    says: str = ""
    form: Any = ReplyForm.of
    run: Any = field(default=lambda case, values, **who: actions.reply(case=case, **values, **who))
    about: Any = field(default=lambda case, today: [])
    papers: Any = field(default=lambda case: [])


@dataclass(frozen=True)
class Offer:
    act: Act
    reason: str = ""
    hint: str = ""


def acts():
    return {"reply": Act()}


def may(act, case, scope):
    return case.unit_id in scope.by_role.get(Role.CASE_OFFICER, ())


def unfit(act, case):
    return out_of_place(case, Inquiry.reply, Inquiry.states)


def at_hand(act, case, scope):
    return act


def offers(case, scope, today):
    return [Offer(Act())] if may(Act(), case, scope) and not unfit(Act(), case) else []


def told(case, today, *, asked=None, watching=False):
    return []


def addressed(case, units):
    return set()


def parts(case):
    return {}


def shares(case, today, asked=None):
    return []


def gates(case, today):
    return []


def waiting(case, today):
    return None


def facts(case):
    return []


def overview(request, scope=None) -> HttpResponse:
    return render(request, "ui/plain.html", request.shell("问询一览") | {"title": "问询一览"})


SCREENS = (Screen("overview", "问询一览", overview, (Role.CASE_OFFICER,)),)
