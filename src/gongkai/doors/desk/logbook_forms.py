"""Forms of logbooks: an entry's, made from the declared fields, and those of the acts on one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from gongkai.doors.desk.record_forms import form_field
from gongkai.ground.files.fields import FilesField
from gongkai.ground.ui.forms import DayField, UiForm
from gongkai.ground.units.models import Unit
from gongkai.kernel.logbooks.models import Entry
from gongkai.pure.declare import Logbook

EVIDENCE = "照片、通知、签到表、文件等；一次可以选几个"


class DeclaredForm(UiForm):
    """A form with a logbook's declared fields among its own."""

    declaration: type[Logbook]

    @property
    def content(self) -> dict[str, Any]:
        return {each.name: self.cleaned_data.get(each.name) for each in self.declaration.fields}


class EntryForm(DeclaredForm):
    """What every entry says: of which unit, on which day; the declared fields come in between."""

    unit = forms.ChoiceField(label="哪个单位")
    on = DayField(label="日期")
    evidence = FilesField(label="佐证材料", required=False, help_text=EVIDENCE)

    def __init__(self, declaration: type[Logbook], units: Sequence[Unit], data: Any = None, files: Any = None, *, unit: str = "", today: date | None = None) -> None:  # fmt: skip
        super().__init__(data, files, initial={"unit": unit, "on": today})
        self.declaration = declaration
        self.fields["on"].label = declaration.day
        if len(units) > 1:
            self.fields["unit"].choices = [("", "请选一项"), *((each.code, each.short_name) for each in units)]
        else:
            self.fields.pop("unit")
        self.order_fields(["unit", "on", *(each.name for each in declaration.fields), "evidence"])


class AmendForm(DeclaredForm):
    """An entry as it is, to be put right."""

    on = DayField(label="日期")
    because = forms.CharField(label="为什么改", max_length=200, help_text="记入经过，例如：人数写错了")

    def __init__(self, entry: Entry, data: Any = None) -> None:
        super().__init__(data, initial=entry.values | {"on": entry.on})
        self.declaration = entry.declaration
        self.fields["on"].label = self.declaration.day
        self.order_fields(["on", *(each.name for each in self.declaration.fields), "because"])


class StrikeForm(UiForm):
    because = forms.CharField(label="为什么撤销", max_length=200, help_text="记入经过，例如：登记重了")

    def __init__(self, entry: Entry, data: Any = None) -> None:
        super().__init__(data)


class EndForm(UiForm):
    last_on = DayField(label="最后一天", help_text="过了这天就不再计入；有新情况的不用登记结束，直接登记新的一笔")

    def __init__(self, entry: Entry, data: Any = None) -> None:
        super().__init__(data)


class EvidenceForm(UiForm):
    evidence = FilesField(label="佐证材料", help_text=EVIDENCE)

    def __init__(self, entry: Entry, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)


class NothingForm(UiForm):
    unit = forms.ChoiceField(label="哪个单位")
    year = forms.ChoiceField(label="哪一年")

    def __init__(self, units: Sequence[Unit], years: Sequence[int], data: Any = None, *, unit: str, year: int) -> None:
        super().__init__(data, initial={"unit": unit, "year": str(year)})
        self.fields["unit"].choices = [(each.code, each.short_name) for each in units]
        self.fields["year"].choices = [(str(each), f"{each}年") for each in years]


def entry_form(declaration: type[Logbook]) -> type[EntryForm]:
    """The form class of a logbook's entry."""
    return type(f"{declaration.__name__}Form", (EntryForm,), {s.name: form_field(s) for s in declaration.fields})


def amend_form(declaration: type[Logbook]) -> type[AmendForm]:
    return type(f"{declaration.__name__}Amend", (AmendForm,), {s.name: form_field(s) for s in declaration.fields})
