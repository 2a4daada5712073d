"""What the pages have in common by which a citizen asks for something through the web: one thing a page (see ``gongkai.doors.counter``)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import unit_by_code
from gongkai.pure.codes import citizen, contact
from gongkai.pure.codes.errors import CodeError

Told = list[tuple[str, str]]
LEVELS = (("government", "政府"), ("department", "部门"), ("town", "乡镇街道"), ("institution", "公共企事业单位"))
SURE = "id_sure"


class Page(UiForm):
    """A page; ``answers`` are the values of the pages before it, by key. ``offers``: shown with what the unit has published already.
    ``personal``: tells who somebody is, or how to reach them: filled in, it is kept by no cache."""

    key = heading = lead = ""
    offers = personal = False

    def __init__(self, *args: Any, answers: dict[str, dict[str, Any]], today: date, **kwargs: Any) -> None:
        self.answers, self.today = answers, today
        super().__init__(*args, **kwargs)

    def told(self) -> Told:
        """Labels and values to be checked by whoever asks; only what was filled in."""
        filled = [
            (field.label, self.cleaned_data[name])
            for name, field in self.fields.items()
            if not isinstance(field, forms.BooleanField)
        ]
        return [(label, value) for label, value in filled if value]


def closed(code: str) -> str:
    """That a unit is there no more; "" of any other code."""
    unit = unit_by_code(code) if code else None
    if unit is None or not unit.closed_on:
        return ""
    return f"{unit.name}已于{zh_date(unit.closed_on)}撤销，请选承接它职责的单位。"


class UnitPage(Page):
    """Which of some units; told with the label of its field."""

    key = "unit"
    unit = forms.ChoiceField(label="单位")

    def offer(self, units: Iterable[Unit], levels: Iterable[tuple[str, str]] = LEVELS) -> None:
        """Have them stand there by level."""
        found = list(units)
        groups = [(label, [(u.code, u.name) for u in found if u.level == level]) for level, label in levels]
        self.fields["unit"].choices = [("", "请选择"), *((label, members) for label, members in groups if members)]
        self._names = {u.code: u.name for u in found}

    def told(self) -> Told:
        return [(self.fields["unit"].label, self._names[self.cleaned_data["unit"]])]


class Identified(Page):
    """Asks for a citizen's number and telephone. A number whose last sign is wrong is told so, and taken once its holder is sure: some old papers
    were printed like that. What else is wrong is no number at all."""

    id_number = forms.CharField(label="身份证号码", max_length=30)
    id_sure = forms.BooleanField(label="证件上就是这样的，没有写错", required=False)
    phone = forms.CharField(label="电话", max_length=30)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = (self.data if self.is_bound else self.initial).get("id_number", "")
        self.born_on, wrong = _read(typed, self.today)
        if not wrong:
            del self.fields[SURE]

    def clean_id_number(self) -> str:
        try:
            return citizen.parse(self.cleaned_data["id_number"], self.today).number
        except citizen.WrongCheck as error:
            if self.data.get(SURE):
                return error.number
            raise ValidationError(f"{error.message_zh}证件上就是这样的，请在下面打钩") from error
        except CodeError as error:
            raise ValidationError(error.message_zh.removesuffix("。")) from error

    def clean_phone(self) -> str:
        return checked_phone(self.cleaned_data["phone"])


def _read(number: str, today: date) -> tuple[date | None, bool]:
    """The day of birth that a number tells, and whether nothing but its last sign is wrong; (None, False) of what is no number."""
    try:
        return citizen.parse(number, today).born_on, False
    except citizen.WrongCheck as error:
        return error.born_on, True
    except CodeError:
        return None, False


def checked_phone(typed: str) -> str:
    """A number as it is kept. Raises ValidationError."""
    try:
        return contact.parse_phone(typed)
    except CodeError as error:
        raise ValidationError(error.message_zh.removesuffix("。")) from error
