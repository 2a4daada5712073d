"""The forms of how papers reach the applicant."""

import re
from datetime import date, time
from typing import Any

from django import forms

from gongkai.ground.rules.terms import day_or_next_working
from gongkai.ground.ui.forms import AsksTwice, DayField, HourField, Picks
from gongkai.ground.ui.words import near_date, weekday, zh_date
from gongkai.ground.units.queries import government
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import serving
from gongkai.procedures.foi.forms import ActForm, text_field
from gongkai.procedures.foi.models import Service
from gongkai.procedures.foi.queries import application_of

WISHED = {"email": "email", "post": "post", "pick_up": "in_person", "fax": "fax"}
"""The way of handing over that fits how the applicant wants it."""


class SendForm(AsksTwice, ActForm):
    paper = forms.ChoiceField(label="哪一份文书")
    way = forms.ChoiceField(
        label="送达方式",
        choices=[each for each in Service.WAYS if each[0] != serving.WEB],
        widget=Picks(hints={"post": "写邮件单号；签收、退回以后再登记", "in_person": "写谁签收", "email": "系统发出文书和附件，邮件服务器收下那天算送达", "on_site": "写约定的日期和时间；看过以后再登记送达", "fax": "电话确认收到以后再登记送达"}),
    )  # fmt: skip
    on = DayField(label="日期", help_text="发出、交付那天；现场查阅的写约定的那天")
    hour = HourField(label="约定的时间", required=False, help_text="现场查阅的写，例如 9:00")
    posting = forms.CharField(label="邮件单号", required=False, max_length=40, help_text="邮寄的写；加密随案保存")
    signer = forms.CharField(
        label="谁签收的", required=False, max_length=60, help_text="当面交付的写；不是本人的，写明和申请人的关系"
    )

    def __init__(self, case: Case, today: date, data: Any = None, **more: Any) -> None:
        self.papers = serving.papers_of(case)
        super().__init__(case, today, data, **more)
        self.fields["paper"].choices = [
            (each.number, f"{each.title}（{each.number}，{near_date(each.dated_on, today)}）") for each in self.papers
        ]

    def starts_with(self, case: Case, today: date) -> dict[str, Any]:
        way = WISHED.get(application_of(case).delivery, "")
        return {"on": today, "paper": self.papers[0].number if self.papers else "", "way": way}

    def doubts(self, values: dict[str, Any]) -> dict[str, str]:
        """An appointment on a day off, or when the office is closed by its own hours."""
        on, hour, asked = values.get("on"), values.get("hour"), {}
        if values.get("way") != serving.ON_SITE:
            return asked
        if on and day_or_next_working(on) != on:
            asked["on"] = f"{zh_date(on)}（{weekday(on)}）不上班。"
        hours = self.case.unit.hours or getattr(government(), "hours", "")
        if hour and not within(hour, hours):
            asked["hour"] = f"这个时间不在公布的办公时间里（{hours}）。"
        return asked


SPAN = re.compile(r"(\d{1,2})[:：](\d{2})\s*(?:-|—|–|－|~|～|至|到)+\s*(\d{1,2})[:：](\d{2})")


def within(hour: time, hours: str) -> bool:
    """Does an hour lie in one of the spans that a unit's hours tell (8:30-12:00，14:30-17:30)? True where they tell none."""
    spans = [tuple(map(int, each.groups())) for each in SPAN.finditer(hours)]
    at = (hour.hour, hour.minute)
    return not spans or any((a, b) <= at < (c, d) for a, b, c, d in spans)


class OfService(ActForm):
    """An act on one of those that are on their way."""

    which = forms.ChoiceField(label="哪一次")

    def __init__(self, case: Case, today: date, data: Any = None, **more: Any) -> None:
        super().__init__(case, today, data, **more)
        titles = {each.number: each.title for each in serving.papers_of(case)}
        found = serving.open_services(case)
        self.fields["which"].choices = [
            *([("", "请选一次")] if len(found) > 1 else []),
            *(
                (each.seq, f"{titles.get(each.notice, '')}，{each.get_way_display()}，{near_date(each.sent_on, today)}")
                for each in found
            ),
        ]

    def starts_with(self, case: Case, today: date) -> dict[str, Any]:
        return {"on": today}


class ServedForm(OfService):
    on = DayField(label="送达日期", help_text="签收那天；现场查阅的写看的那天；传真的写对方确认收到那天")
    signer = forms.CharField(
        label="谁签收的", required=False, max_length=60, help_text="不是本人的，写明和申请人的关系"
    )


class ReturnedForm(OfService):
    on = DayField(label="退回日期")
    reason = text_field("为什么退回", rows=3, most=500, help_text="例如：收件人不在此地址，电话打不通")
