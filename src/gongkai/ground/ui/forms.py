"""Forms in the house style: hint above the field, the error between label and field, and words that say what to do.

A form that inherits from UiForm needs no template of its own: `{{ form }}` shows the summary and all fields,
`{{ form.phone.as_field_group }}` one field.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorList
from django.templatetags.static import static

from gongkai.ground.ui.legible import legible
from gongkai.ground.ui.words import how_many

DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")

# Replaces Django's own words wherever a field has not been given its own.
MESSAGES = {
    forms.Field: {"required": "这一项要填"},
    forms.CharField: {
        "max_length": "最多%(limit_value)d字，现在有%(show_value)d字，请删短一些",
        "min_length": "至少%(limit_value)d字，现在只有%(show_value)d字，请再写详细些",
    },
    forms.EmailField: {"invalid": "请看看邮箱是否写全，例如 zhang@example.cn"},
    forms.IntegerField: {
        "invalid": "请写整数，例如 3",
        "min_value": "请写不小于%(limit_value)s的数",
        "max_value": "请写不大于%(limit_value)s的数",
    },
    forms.DecimalField: {"invalid": "请写数字，例如 3.5"},
    forms.URLField: {"invalid": "请写完整的网址，以 https:// 开头"},
    forms.ChoiceField: {"invalid_choice": "请从列出的选项里选一个"},
    forms.MultipleChoiceField: {"invalid_choice": "请从列出的选项里选"},
    forms.ModelChoiceField: {"invalid_choice": "请从列出的选项里选一个"},
    forms.FileField: {
        "invalid": "文件没有传上来，请再选一次",
        "missing": "文件没有传上来，请再选一次",
        "empty": "这个文件是空的，请换一个",
        "max_length": "文件名太长，请改短以后再上传",
    },
}

EARLIEST = 1900
ONLY_LOOK = "only_look"
"""A form that waited for its writer is only shown again: nothing is done with it before it is sent from its own page."""
TOO_LONG = "too_long"
"""The code of the error of a field that is not even shown again whole."""


class Renderer(DjangoTemplates):
    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"


class Errors(ErrorList):
    template_name = "ui/forms/errors.html"


@dataclass(frozen=True)
class SummaryLine:
    """One thing to correct; `target` is the id of the control to go to, "" for the form as a whole."""

    text: str
    target: str


class Picks(forms.RadioSelect):
    """Radios as rows. `hints` says, by value, what a choice means."""

    template_name = "ui/forms/picks.html"

    def __init__(self, attrs=None, choices=(), hints: Mapping[str, str] | None = None):
        super().__init__(attrs, choices)
        self.hints = hints or {}

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        if option["index"] != "0":
            option["attrs"].pop("autofocus", None)
        return option


class Ticks(Picks):
    """Tick boxes as rows, any number of them; with hints like Picks."""

    input_type = "checkbox"
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name)

    def value_omitted_from_data(self, data, files, name):
        return False


class Offered(forms.TextInput):
    """A line that may say anything; what it usually says is offered to choose from."""

    template_name = "ui/forms/offered.html"

    def __init__(self, offers: Sequence[str], attrs=None):
        super().__init__(attrs)
        self.offers = offers

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["offers"] = self.offers
        widget["attrs"]["list"] = f"{widget['attrs'].get('id') or name}_offers"
        return context


class RichText(forms.Textarea):
    """A text with headings, lists and tables. Without script it stays a textarea.

    `image_url`: where an attachment's picture is shown, with ID in its place, e.g. "/desk/files/ID". The page needs
    lib/editor.js after lib/ui.js; pictures to choose from are its elements with data-attachment-image and -name.
    """

    def __init__(self, attrs=None, image_url: str = ""):
        super().__init__(attrs)
        self.image_url = image_url

    def build_attrs(self, base_attrs, extra_attrs=None):
        editor = {
            "data-controller": "editor",
            "data-editor-sprite-value": static("lib/icons.svg"),
            "data-editor-image-url-value": self.image_url,
        }
        return super().build_attrs(base_attrs, extra_attrs) | editor


class DayField(forms.DateField):
    """A day as people write it: 2026-3-1, 2026/3/1, 2026.3.1 or 2026年3月1日, full-width digits too."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": "日期请写成 2026-3-1 这样",
        "no_such_day": "日历上没有这一天，请再看看",
        "too_early": "年份太早了，请再看看",
    }

    def to_python(self, value) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        found = DAY.fullmatch(unicodedata.normalize("NFKC", str(value)).strip())
        if not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            day = date(*map(int, found.groups()))
        except ValueError:
            raise ValidationError(self.error_messages["no_such_day"], code="no_such_day") from None
        if day.year < EARLIEST:
            raise ValidationError(self.error_messages["too_early"], code="too_early")
        return day

    def prepare_value(self, value):
        return value.isoformat() if isinstance(value, date) else value

    def widget_attrs(self, widget):
        # Not autocomplete=off: the browser would not fill the field in again on Back either.
        return {"class": "input--s"}


class HourField(forms.TimeField):
    """A time of day as people write it: 9:00, full-width digits and colon too."""

    widget = forms.TextInput
    default_error_messages = {"invalid": "时间请写成 9:00 这样"}

    def to_python(self, value) -> time | None:
        return super().to_python(unicodedata.normalize("NFKC", value) if isinstance(value, str) else value)

    def widget_attrs(self, widget):
        return {"class": "input--s"}


class UiForm(forms.Form):
    """A form in the house style. The server checks; the browser's own bubbles stay off."""

    # One for all forms: a class would be made anew for each, and each would compile its templates again.
    default_renderer = Renderer()
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("error_class", Errors)
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _house_style(field)

    def is_valid(self) -> bool:
        """Whether it holds and is meant to be taken now, not only to be shown again as it was filled in (``ONLY_LOOK``)."""
        return ONLY_LOOK not in self.data and super().is_valid()

    def add(self, name: str, field: forms.Field) -> None:
        """Add a field that only this form has."""
        _house_style(field)
        self.fields[name] = field

    def take_focus(self) -> None:
        """Begin a page that is this form alone in its first field, unless something is to be corrected: the summary then comes first."""
        first = next(iter(self.visible_fields()), None)
        if first and not self.is_bound:
            first.field.widget.attrs["autofocus"] = True

    def refuse(self, sentence: str, field: str = "") -> None:
        """Tell why what was typed is not taken: at the field it is about, if the form has it, else of the form as a whole."""
        self.add_error(field if field in self.fields else None, sentence)

    @property
    def summary(self) -> tuple[SummaryLine, ...]:
        """All errors in the order of the fields, those of the whole form first."""
        lines = [SummaryLine(text, "") for text in self.non_field_errors()]
        for bound in self:
            lines += [SummaryLine(_placed(bound, error), _target(bound)) for error in bound.errors.as_data()]
        return tuple(lines)

    @property
    def status(self) -> int:
        """The status with which a public page shows the form again: too much was sent to take it in, or it is simply shown."""
        errors = (error.code for errors in self.errors.as_data().values() for error in errors)
        return 413 if TOO_LONG in errors else 200

    @property
    def asks(self) -> str:
        """The head above the summary: fields that were left empty are to be filled in, wrong ones corrected; else only to be read."""
        wrong = [
            error for name, errors in self.errors.as_data().items() if name != NON_FIELD_ERRORS for error in errors
        ]
        if not wrong:
            return "请再核对一下"
        count = how_many(len(self.summary))
        return f"还有{count}处要补上" if all(e.code == "required" for e in wrong) else f"有{count}处需要修改"


class AsksTwice(UiForm):
    """A form that asks about what can be, yet is most likely a slip: it is refused until the box that then appears is ticked. The tick is for
    what was asked: where what is typed now raises another doubt, that is asked anew.
    """

    sure = forms.BooleanField(label="看过了，没有写错", required=False)
    asked = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        only_bound = {name: self.fields.pop(name) for name in ("sure", "asked")}
        if self.is_bound:
            self.fields |= only_bound

    def doubts(self, values: dict[str, Any]) -> dict[str, str]:
        """What looks wrong: a sentence by the name of its field."""
        return {}

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        sure, asked, doubts = values.pop("sure", False), values.pop("asked", ""), self.doubts(values)
        if not doubts:
            del self.fields["sure"], self.fields["asked"]
            return values
        mark = sha256(json.dumps(doubts, sort_keys=True).encode()).hexdigest()[:32]
        if asked not in ("", mark):
            sure = False
        if not sure:
            for name, sentence in doubts.items():
                self.add_error(name, f"{sentence}请再看看；没有写错的，请在下面打钩")
        self.data = self.data.copy()
        self.data[self.add_prefix("asked")] = mark
        if not sure:
            self.data.pop(self.add_prefix("sure"), None)
        return values


def _placed(bound: forms.BoundField, error: ValidationError) -> str:
    """An error away from its field: one of the general words names the field; a sentence made for it does already."""
    text, label = "".join(error.messages), str(bound.label).rstrip("？?")
    general = error.code not in (None, "required") and not bound.field.ticks and not bound.is_hidden
    return f"{label}：{text}" if general and label and label not in text else text


def _target(bound: forms.BoundField) -> str:
    return bound.id_for_label or (f"{bound.auto_id}_0" if bound.auto_id else "")


def _house_style(field: forms.Field) -> None:
    _dress(field)
    _translate(field)
    _read_what_is_seen(field)
    _bound(field)


def _dress(field: forms.Field) -> None:
    """Put the classes and templates of the look on a field's widget."""
    widget = field.widget
    field.ticks = isinstance(widget, forms.CheckboxInput)
    written = isinstance(widget, forms.Textarea) and not isinstance(widget, RichText)
    field.counts = written and bool(getattr(field, "max_length", None))
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        widget.template_name = Picks.template_name
    elif not field.ticks:
        widget.attrs.pop("cols", None)
        widget.attrs["class"] = f"input {widget.attrs.get('class', '')}".strip()
    # A browser that cuts a pasted text at the limit loses words unseen; the server says how many are too many.
    widget.attrs.pop("maxlength", None)
    if field.counts:
        widget.attrs |= {"data-counter-target": "input", "data-action": "input->counter#count"}


def _read_what_is_seen(field: forms.Field) -> None:
    """Let a text field take in what can be seen, before it judges whether it is empty. A password is taken as it was typed."""
    if isinstance(field, forms.CharField) and not isinstance(field.widget, forms.PasswordInput):
        field.to_python = partial(_seen, field.to_python, isinstance(field.widget, forms.Textarea))


def _seen(to_python: Callable[[Any], Any], lines: bool, value: Any) -> Any:
    return to_python(legible(value, lines=lines) if isinstance(value, str) else value)


LINE, TEXT = 1_000, 20_000
"""Signs of a line and of a text that a form still shows again when they are too many: far more than anybody types, or lays by to shorten."""


def _bound(field: forms.Field) -> None:
    """Let a field that has a limit show again no more than what somebody may have typed, and say so: what a machine sends is not echoed."""
    if not isinstance(field, forms.CharField) or not field.max_length:
        return
    most = max(TEXT if isinstance(field.widget, forms.Textarea) else LINE, 2 * field.max_length)
    field.to_python = partial(_within, field.to_python, field.max_length, most)
    field.bound_data = partial(_beginning, field.bound_data, most)


def _within(to_python: Callable[[Any], Any], limit: int, most: int, value: Any) -> Any:
    if isinstance(value, str) and len(value) > most:
        told = f"最多{limit}字，现在有{len(value)}字，太多了：这里只留下了前面的{most}字，请删短以后再交"
        raise ValidationError(told, code=TOO_LONG)
    return to_python(value)


def _beginning(bound_data: Callable[[Any, Any], Any], most: int, data: Any, initial: Any) -> Any:
    shown = bound_data(data, initial)
    return shown[:most] if isinstance(shown, str) else shown


def _translate(field: forms.Field) -> None:
    """Give a field our words for each message that is still Django's own."""
    defaults, ours = {}, {}
    for kind in reversed(type(field).__mro__):
        defaults |= getattr(kind, "default_error_messages", {})
        ours |= MESSAGES.get(kind, {})
    ours["required"] = _required(field)
    for code, text in ours.items():
        if field.error_messages.get(code) == defaults.get(code):
            field.error_messages[code] = text


ASKING = ("请", "为什么", "怎么", "哪")


def _required(field: forms.Field) -> str:
    label = str(field.label or "")
    question = label.endswith(("？", "?"))
    if isinstance(field, forms.FileField):
        return "请选一个文件" if question or not label else f"请上传{label}"
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return "请选一项" if question or not label else f"请选{label}" if label.startswith(ASKING) else f"请选择{label}"
    if isinstance(field, forms.BooleanField):
        return f"请打钩：{label}" if label else "请打钩"
    if label.startswith(ASKING):
        return f"请写明{label.removeprefix('请')}"
    return "请写上您的回答" if question or not label else f"请填写{label}"
