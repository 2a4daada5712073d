"""The desk's face of an inquiry (pretend)."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from gongkai.procedures.inquiry import Inquiry, actions

from gongkai.ground.ui.forms import UiForm
from gongkai.pure.declare import Role, Screen


class ReplyForm(UiForm):
    text = forms.CharField(label="答复的内容", widget=forms.Textarea)

    @classmethod
    def of(cls, case, today, data=None):
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


@dataclass(frozen=True)
class Offer:
    act: Act
    reason: str = ""
    hint: str = ""


def acts():
    return {"reply": Act()}


def offers(case, scope, today):
    fits = Inquiry.reply.leads_from(case.state) and case.unit_id in scope.by_role.get(Role.CASE_OFFICER, ())
    return [Offer(Act())] if fits else []


def told(case, today):
    return []


def waiting(case, today):
    return None


def facts(case):
    return []


shares = gates = facts


def overview(request, scope=None) -> HttpResponse:
    return render(request, "ui/plain.html", request.shell("问询一览") | {"title": "问询一览"})


SCREENS = (Screen("overview", "问询一览", overview, (Role.CASE_OFFICER,)),)
