"""The forms of the acts on records."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.timezone import make_aware

from gongkai.doors.desk.record_forms import UNCHOSEN, section_choices
from gongkai.ground.ui.forms import AsksTwice, DayField, HourField, Picks, Ticks, UiForm
from gongkai.ground.ui.words import zh_date, zh_time
from gongkai.ground.units.queries import named_units, names_of, units
from gongkai.kernel.records import queries as records
from gongkai.kernel.records import writing
from gongkai.kernel.records.checklists import asked_at, field_of, stopped
from gongkai.kernel.records.flow import RecordFlow
from gongkai.kernel.records.gates import earlier_stages, leaves_organs_open
from gongkai.kernel.records.models import CHANNELS, Record
from gongkai.pure import declare
from gongkai.pure.law.checklist_file import ANSWERS, NO, Checklist
from gongkai.pure.law.review_chain import MOST_ORGANS
from gongkai.pure.law.withholding import DETERMINATIONS, GROUNDS, ON_APPLICATION, grounds_for

STOPS = "答“否”的不能通过，要退回去改"
FAR = timedelta(days=730)
"""So far ahead lies no last day of what is published; it is a slip in the year."""


class ActForm(UiForm):
    """Base of the forms of acts on a record."""

    def __init__(self, record: Record, today: date, data: Any = None, files: Any = None) -> None:
        self.record, self.today = record, today
        super().__init__(data, files, initial=self.starts_with(record, today))

    @classmethod
    def of(cls, record: Record, today: date, data: Any = None, files: Any = None) -> "ActForm":
        return cls(record, today, data, files)

    def starts_with(self, record: Record, today: date) -> dict[str, Any]:
        return {}


class ReviewForm(ActForm):
    """An act that lets a record pass a gate, with what its checklists ask there; the answers come out as ``answers``."""

    gate = ""
    template_name = "desk/review/checks.html"

    def __init__(self, record: Record, today: date, data: Any = None, files: Any = None) -> None:
        super().__init__(record, today, data, files)
        self.lists = asked_at(record, self.gate)
        self.asked = [(asked, n, text) for asked in self.lists for n, text in enumerate(asked.items)]
        for asked, n, text in self.asked:
            name = field_of(asked, n)
            about = forms.ChoiceField(label=f"{n + 1}. {text}", choices=list(ANSWERS.items()), widget=Picks())
            if asked.is_stopping(n) and not all(stops for _, stops in asked.asked):
                about.help_text = STOPS
            why = forms.CharField(label="选了“否”的，写明为什么", required=False, max_length=300)
            about.error_messages["required"] = f"请回答：{text}"
            self.add(name, about)
            self.add(f"{name}-why", why)
        # They are looked at first, and then what is to be decided.
        checks = [name for name in self.fields if name.startswith("check-")]
        self.order_fields([*checks, *self.fields])

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        answers = {}
        for asked, n, _ in self.asked:
            name = field_of(asked, n)
            answers[asked.key, n] = values.pop(name, "") or "", values.pop(f"{name}-why", "") or ""
            if answers[asked.key, n][0] != NO:
                continue
            if not answers[asked.key, n][1].strip():
                self.add_error(f"{name}-why", "答了“否”，请写明为什么")
            if asked.is_stopping(n):
                self.add_error(name, stopped(asked, n))
        return values | {"answers": answers}

    def take_focus(self) -> None:
        """Not at once: what is judged is read first, and on a phone the questions stand below it."""

    @property
    def checks(self) -> list[tuple[Checklist, str, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """The lists in their order: each with what a no brings, if it brings the same at all of its questions, and its questions."""
        return [
            (
                asked,
                STOPS if all(stops for _, stops in asked.asked) else "",
                [(self[field_of(asked, n)], self[f"{field_of(asked, n)}-why"]) for n in range(len(asked.items))],
            )
            for asked in self.lists
        ]

    @property
    def others(self) -> list[forms.BoundField]:
        """What is asked besides."""
        return [bound for bound in self.visible_fields() if not bound.name.startswith("check-")]

    @property
    def stops(self) -> bool:
        """Was a question answered with no that lets nothing pass?"""
        return self.is_bound and any(
            asked.is_stopping(n) and self[field_of(asked, n)].value() == NO for asked, n, _ in self.asked
        )

    def objections(self) -> str:
        """What was answered with no and why, a line each: why a record is returned."""
        said = [
            (text, (self[f"{field_of(asked, n)}-why"].value() or "").strip())
            for asked, n, text in self.asked
            if self[field_of(asked, n)].value() == NO
        ]
        return "\n".join(f"“{text}”：否。{why}" for text, why in said)


class UnitReviewForm(ReviewForm):
    gate = RecordFlow.UNIT_REVIEW.code


class SecrecyReviewForm(ReviewForm):
    gate = RecordFlow.SECRECY_REVIEW.code


class PressForm(ActForm):
    """Nothing to fill in: pressing the button is the act."""


class SubmitForm(ActForm):
    """Nothing to fill in, unless the record's chain leaves open which units are asked, or somebody has typed what is not saved."""

    as_saved = forms.BooleanField(
        error_messages={"required": "有写了没有保存的：先点“接着写”，保存好再送审；不要了的，请打钩，按上次保存的送审"}
    )

    organs = forms.CharField(
        label="请哪些单位会签",
        required=False,
        help_text="内容涉及别的单位职责的，一行写一个单位；不涉及的空着，不用会签",
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, record: Record, today: date, data: Any = None, files: Any = None) -> None:
        super().__init__(record, today, data, files)
        if not leaves_organs_open(record):
            del self.fields["organs"]
        if left := writing.not_saved(record.pk):
            names = names_of([each.person for each in left])
            whose = "、".join(f"{names[each.person]}（{zh_time(each.touched_at)}）" for each in left)
            self.fields["as_saved"].label = f"{whose}写了没有保存的不算，按上次保存的送审"
        else:
            del self.fields["as_saved"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        values.pop("as_saved", None)
        return values

    def starts_with(self, record: Record, today: date) -> dict[str, Any]:
        return {"organs": "\n".join(unit.short_name for unit in named_units(record.organs.split(",")))}

    def clean_organs(self) -> list[str]:
        known = {each: unit.code for unit in units() for each in (unit.name, unit.short_name, unit.code)}
        typed = [line.strip() for line in re.split(r"[\n、，,；;]", self.cleaned_data["organs"]) if line.strip()]
        if wrong := [each for each in typed if each not in known]:
            raise forms.ValidationError(f"没有找到“{wrong[0]}”，请写单位的全称或者简称")
        codes = list(dict.fromkeys(known[each] for each in typed))
        if self.record.unit.code in codes:
            raise forms.ValidationError("不用和自己单位会签，请去掉")
        if len(codes) > MOST_ORGANS:
            raise forms.ValidationError(f"最多请{MOST_ORGANS}个单位会签")
        return codes


class OpinionForm(ActForm):
    opinion = forms.CharField(label="意见", required=False, max_length=300, widget=forms.Textarea({"rows": 3}))


class SendBackForm(ActForm):
    to = forms.TypedChoiceField(label="退回到哪里", required=False, coerce=int, empty_value=None, widget=Picks())
    reason = forms.CharField(label="退回的原因", max_length=2000, widget=forms.Textarea({"rows": 4}))

    def __init__(self, record: Record, today: date, data: Any = None, files: Any = None) -> None:
        super().__init__(record, today, data, files)
        earlier = earlier_stages(record)
        self.fields["to"].choices = [("", "起草人"), *((n, name) for n, name in earlier)]
        if not earlier:
            del self.fields["to"]


class JoinForm(ReviewForm):
    gate = RecordFlow.CLEARED.code
    channels = forms.MultipleChoiceField(label="公开渠道", choices=CHANNELS, widget=Ticks())

    def starts_with(self, record: Record, today: date) -> dict[str, Any]:
        return {"channels": ["website"]}


class KeepBackForm(ActForm):
    outcome = forms.ChoiceField(label="怎么定", choices=list(DETERMINATIONS.items()), widget=Picks(hints={"on_application": "不上网，有人申请再给", "withheld": "不上网，申请也不给"}))  # fmt: skip
    ground = forms.ChoiceField(label="依据")
    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea({"rows": 3}))
    review_on = DayField(label="哪天再评估", help_text="条例第十八条：不公开的信息定期评估，理由不在了就公开")

    def __init__(self, record: Record, today: date, data: Any = None, files: Any = None) -> None:
        super().__init__(record, today, data, files)
        self.fields["ground"].choices = [("", UNCHOSEN), *(ON_APPLICATION | GROUNDS).items()]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        outcome, ground = values.get("outcome"), values.get("ground")
        if outcome and ground and ground not in grounds_for(outcome):
            self.add_error("ground", f"这一条不是“{DETERMINATIONS[outcome]}”的依据，请另选")
        return values


class LookAgainForm(ActForm):
    reason = forms.CharField(label="为什么仍不公开", max_length=300, widget=forms.Textarea({"rows": 3}))
    review_on = DayField(label="下次哪天再评估")


class ReleaseForm(ActForm):
    because = forms.CharField(label="为什么可以公开了", max_length=300, widget=forms.Textarea({"rows": 3}))


class PublishForm(AsksTwice, ReviewForm):
    gate = RecordFlow.CLEARED.code
    channels = forms.MultipleChoiceField(label="公开渠道", choices=CHANNELS, widget=Ticks())
    when = forms.ChoiceField(label="什么时候公开", choices=(("now", "现在公开"), ("later", "定时公开")), widget=Picks(hints={"later": "到时候由系统公开在选定的渠道"}))  # fmt: skip
    day = DayField(label="定时公开的日期", required=False)
    hour = HourField(label="定时公开的时间", required=False, help_text="24小时制，如 9:00")

    def __init__(self, record: Record, today: date, data: Any = None, files: Any = None) -> None:
        super().__init__(record, today, data, files)
        if record.published_on:
            del self.fields["channels"]

    def starts_with(self, record: Record, today: date) -> dict[str, Any]:
        planned = record.planned_channels.split(",") if record.planned_channels else ["website"]
        return {"channels": planned, "when": "now", "day": today + timedelta(days=1), "hour": "9:00"}

    def doubts(self, values: dict[str, Any]) -> dict[str, str]:
        """Another signatory's schedule that would be lifted; a day later than the law has it (条例第26条); what has lapsed before it is public;
        what its kind takes for a slip."""
        later, due = values.get("when") == "later", self.record.term_due_on
        day = values.get("day") if later else self.today
        doubts = {}
        if self._scheduled and not later:
            doubts["when"] = f"{scheduled_by(self.record)}，现在公开就取消这个定时。"
        if later and day and due and day > due:
            doubts["day"] = f"按规定应当在{zh_date(due)}以前公开。"
        expires = records.version_of(self.record).values().get("expires_on")
        if day and expires and expires < day.isoformat() and self.record.validity not in ("expired", "repealed"):
            name = "day" if later else "when"
            said = f"失效日期是{zh_date(date.fromisoformat(expires))}，网页从公开那天起就写“已失效”。"
            doubts[name] = doubts.get(name, "") + said
        if said := self._ends(day) + self._slips():
            name = "day" if later else "when"
            doubts[name] = doubts.get(name, "") + said
        return doubts

    def _slips(self) -> str:
        if self.record.published_on:
            return ""
        content = records.version_of(self.record).values()
        return "".join(declare.kind(self.record.kind).doubts(content, self.record.section.name).values())

    def _ends(self, day: date | None) -> str:
        """What of its days is over by a day, or so far away that it is most likely a slip."""
        if day is None:
            return ""
        kind, content, said = declare.kind(self.record.kind), records.version_of(self.record).values(), ""
        for spec in kind.fields:
            last = content.get(spec.name) if spec.name in kind.ends else None
            if last and last < day.isoformat():
                said += f"“{spec.label}”是{zh_date(date.fromisoformat(last))}，公开的时候已经过了。"
            elif last and date.fromisoformat(last) - day > FAR:
                said += f"“{spec.label}”是{zh_date(date.fromisoformat(last))}，离公开的时候有两年多，请再看看年份。"
        return said

    @property
    def _scheduled(self) -> bool:
        return self.record.state == RecordFlow.SCHEDULED.code

    def clean_channels(self) -> list[str]:
        chosen = self.cleaned_data["channels"]
        if "website" not in chosen:
            raise forms.ValidationError("政府网站是必选的，请勾上")
        return chosen

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("when") == "later" and self._scheduled:
            self.add_error("when", f"{scheduled_by(self.record)}。要换时间，请先“取消定时”")
        elif values.get("when") == "later":
            for name, words in (("day", "请写哪一天公开"), ("hour", "请写几点公开")):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return values


def scheduled_by(record: Record) -> str:
    """Who had a record scheduled for when: 朱丹定于2026年3月5日09:30公开."""
    who = names_of({record.signatory}).get(record.signatory, record.signatory)
    return f"{who}定于{zh_date(record.scheduled_at)}{zh_time(record.scheduled_at)}公开"


def at(values: dict[str, Any]) -> datetime | None:
    """The instant that a publishing form sets; None for now."""
    return make_aware(datetime.combine(values["day"], values["hour"] or time(9))) if values["when"] == "later" else None


class ReviseForm(ActForm):
    reason = forms.CharField(
        label="为什么更正",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="更正公开以后，会公布在“撤下和更正”里；勾了下面一项的不公布",
    )
    hide_old = forms.BooleanField(
        label="更正后不再显示旧版",
        required=False,
        help_text="要拿掉的是不该公开的内容时勾上；只是改错、补充，就让旧版留着",
    )


class WithdrawForm(ActForm):
    ground = forms.CharField(label="撤下的依据", max_length=200, help_text="会公布在原来的网址上")
    keep_title = forms.BooleanField(label="标题照旧显示", required=False, help_text="标题本身也不能公开的，不勾")
    sure = forms.BooleanField(
        label="我知道：撤下以后，所有渠道都看不到正文，要重新公开得另起一条",
        error_messages={"required": "撤下不能反悔，知道后果的请打钩"},
    )

    def starts_with(self, record: Record, today: date) -> dict[str, Any]:
        return {"keep_title": True}


class RepealForm(ActForm):
    on = DayField(label="从哪天起废止")
    because = forms.CharField(
        label="为什么废止", max_length=200, help_text="会公布在网页上，如：规定的任务已经完成；上位法已经修改"
    )
    sure = forms.BooleanField(
        label="我知道：标为已废止以后不能改回",
        error_messages={"required": "标为已废止不能反悔，知道后果的请打钩"},
    )

    def starts_with(self, record: Record, today: date) -> dict[str, Any]:
        return {"on": today}

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        values.pop("sure", None)
        return values


class MoveForm(ActForm):
    section = forms.ChoiceField(label="移到哪个栏目")

    def __init__(self, record: Record, today: date, data: Any = None, files: Any = None) -> None:
        super().__init__(record, today, data, files)
        self.fields["section"].choices = [("", UNCHOSEN), *section_choices(record.unit, but=record.section_id)]
