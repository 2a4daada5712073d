"""The forms of records: an editor made from a kind's declared fields, and the forms of the acts."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.timezone import localdate, make_aware

from gongkai.ground.files.fields import FilesField
from gongkai.ground.ui.forms import AsksTwice, DayField, HourField, Offered, Picks, RichText, Ticks, UiForm
from gongkai.ground.ui.grids import GridField
from gongkai.ground.ui.words import zh_date, zh_time
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import named_units, names_of, units
from gongkai.kernel.records import queries as records
from gongkai.kernel.records import writing
from gongkai.kernel.records.checklists import asked_at, field_of, stopped
from gongkai.kernel.records.clean import as_html
from gongkai.kernel.records.content import check_formed
from gongkai.kernel.records.flow import RecordFlow
from gongkai.kernel.records.gates import earlier_stages, leaves_organs_open
from gongkai.kernel.records.models import CHANNELS, Record
from gongkai.pure import declare
from gongkai.pure.codes import document_number
from gongkai.pure.codes.errors import CodeError
from gongkai.pure.declare import Field, Kind
from gongkai.pure.declare.grid import GridRefused
from gongkai.pure.declare.kinds import FieldErrors
from gongkai.pure.law.checklist_file import ANSWERS, NO, Checklist
from gongkai.pure.law.review_chain import MOST_ORGANS
from gongkai.pure.law.withholding import DETERMINATIONS, GROUNDS, ON_APPLICATION, grounds_for

IMAGES = "/desk/files/ID"
UNCHOSEN = "请选一项"
STOPS = "答“否”的不能通过，要退回去改"
FAR = timedelta(days=730)
"""So far ahead lies no last day of what is published; it is a slip in the year."""
NO_SECTIONS = "这个单位还没有能发布的栏目，请找政务公开办"


def form_field(spec: Field) -> forms.Field:
    """The form field of a declared field. The kind itself checks what was typed; the form only shows and collects."""
    common = {"label": spec.label, "required": spec.required, "help_text": spec.help}
    if spec.type == "bool":
        return forms.BooleanField(**common | {"required": False})
    if spec.type == "date":
        return DayField(**common)
    if spec.type == "choice":
        empty = ("", UNCHOSEN if spec.required else "不选")
        return forms.ChoiceField(choices=[empty, *spec.choices], **common)
    if spec.grid:
        return GridField(spec.grid, **common)
    if spec.type == "html":
        return forms.CharField(widget=RichText({"rows": 18}, image_url=IMAGES), strip=False, **common)
    if spec.type == "text":
        return forms.CharField(widget=forms.Textarea({"rows": 5}), max_length=spec.max_length, **common)
    if spec.type in ("whole", "amount"):
        keys = {"inputmode": "numeric" if spec.type == "whole" else "decimal"}
        return forms.CharField(widget=forms.TextInput(keys), **common)
    if spec.offers:
        return forms.CharField(widget=Offered(spec.offers), **common)
    return forms.CharField(**common)


def section_choices(unit: Unit, *, but: str = "") -> list[tuple[str, Any]]:
    """The columns in which a unit publishes, each below the one that it stands under."""
    groups = records.grouped(each for each in records.leaf_sections(unit) if each.pk != but)
    return [
        (above.name, [(each.pk, each.name) for each in below]) if above else (below[0].pk, below[0].name)
        for above, below in groups
    ]


class RecordForm(AsksTwice):
    """The editor of a ``record``, or of a new one that will get ``record_id``. ``content()`` is what the kernel takes; what it will refuse is told with all else."""

    section = forms.ChoiceField(label="公开目录")
    uploads = FilesField(label="加附件", required=False, help_text="一次可以选几个，随草稿一起保存")

    def __init__(
        self,
        kind: type[Kind],
        unit: Unit,
        at: datetime,
        data: Any = None,
        files: Any = None,
        *,
        record_id: str,
        content: dict | None = None,
        record: Record | None = None,
    ) -> None:
        self.kind, self.unit, self.at, self.record, self.record_id = kind, unit, at, record, record_id
        self.earlier, choices = content or {}, section_choices(unit)
        section = record.section_id if record else records.usual_section(unit, kind.code)
        super().__init__(data, files, initial=_shown(content or {}) | {"section": section})
        self.fields["section"].choices = [("", UNCHOSEN if choices else NO_SECTIONS), *choices]
        # As they stand on the page, so that errors are told in that order.
        ticks = [name for name, each in self.fields.items() if each.ticks]
        tables = [spec.name for spec in kind.all_fields() if spec.grid and spec.name not in kind.settled]
        lines = [name for name in self.fields if name not in ("title", "section", "body", "uploads", *ticks, *tables)]
        self.order_fields(["title", "section", *lines, *ticks, "body", *tables, "uploads"])

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for name, sentence in self._refused(values.get("formed_on")).items():
            if name not in self.errors:
                self.add_error(name if name in self.fields else None, sentence)
        self._mark()
        return values

    def _mark(self) -> None:
        """Show in a table that does not hold which cells those are."""
        for spec in self.kind.all_fields():
            if spec.grid and spec.name in self.errors and spec.name in self.fields:
                try:
                    spec.grid.clean(self[spec.name].data)
                except GridRefused as refusal:
                    self.fields[spec.name].mark(refusal.faults)

    def _refused(self, formed_on: date | None) -> dict[str, str]:
        wrong: dict[str, str] = {}
        try:
            self.kind.clean(self.content())
        except FieldErrors as refusal:
            wrong |= refusal.errors
        try:
            if formed_on:
                published_on = self.record.published_on if self.record else None
                check_formed({"formed_on": formed_on.isoformat()}, self.at, published_on)
        except FieldErrors as refusal:
            wrong |= refusal.errors
        return wrong

    def doubts(self, values: dict[str, Any]) -> dict[str, str]:
        """What its kind takes for a slip, and of its number: asked when it is given or changed."""
        return self._of_kind(values) | self._of_number(values)

    def _of_kind(self, values: dict[str, Any]) -> dict[str, str]:
        section = records.any_section(values.get("section") or "")
        before = self.kind.doubts(self.earlier, self.record.section.name) if self.record else {}
        found = self.kind.doubts(self.content(), section.name if section else "")
        return {name: said for name, said in found.items() if before.get(name) != said}

    def _of_number(self, values: dict[str, Any]) -> dict[str, str]:
        """A document number that another record of the unit has, or of a year after that of the text."""
        typed = values.get("document_number") or ""
        try:
            number = document_number.parse(typed)
        except CodeError:
            number = None
        written = str(number or typed)
        if not written or (self.record and self.record.document_number == written):
            return {}
        doubts = [
            f"文号{written}已经用在“{other.title}”上{'（已撤下）' if other.withdrawn_on else ''}。"
            for other in records.numbered(self.unit, written)
            if other.pk != self.record_id
        ][:1]
        formed_on = values.get("formed_on") or localdate(self.at)
        if number and number.year and number.year > formed_on.year:
            doubts.append(f"文号写的是{number.year}年，比成文的{formed_on.year}年晚。")
        return {"document_number": "".join(doubts)} if doubts else {}

    def content(self) -> dict[str, Any]:
        """What was written; a text typed without the editor's help, a line a paragraph."""
        values = {
            spec.name: self.earlier.get(spec.name)
            if spec.name in self.kind.settled
            else self.cleaned_data.get(spec.name)
            for spec in self.kind.all_fields()
        }
        for spec in self.kind.all_fields():
            if spec.type == "html" and values[spec.name]:
                values[spec.name] = as_html(values[spec.name])
        return values


def editor_of(kind: type[Kind]) -> type[RecordForm]:
    """The form class of a kind: its declared fields, the body last; what the system counts is no field of a form."""
    specs = [spec for spec in kind.all_fields() if spec.name not in kind.settled]
    return type(f"{kind.__name__}Form", (RecordForm,), {s.name: form_field(s) for s in specs})


def _shown(content: dict[str, Any]) -> dict[str, Any]:
    return {
        name: "；".join(value) if isinstance(value, list) and all(isinstance(each, str) for each in value) else value
        for name, value in content.items()
    }


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
