"""The forms of the catalogue: a section, its place, where it merges into."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from gongkai.ground.ui.forms import Ticks, UiForm
from gongkai.ground.units import queries as units
from gongkai.ground.units.models import Unit
from gongkai.kernel.records.models import Section
from gongkai.pure.law.catalogue import AUDIENCES, INTERVALS
from gongkai.pure.law.sitemeta import COLUMN_TYPES

LEVELS = [(code, label) for code, label in Unit.LEVELS if code != "government"]
EVERY = {"": "没有要求", **{code: each.label for code, each in INTERVALS.items()}}
_BETWEEN = re.compile(r"[、，,；;\s]+")


class SectionForm(UiForm):
    """What a section says of itself; with ``new`` its key too, which never changes."""

    key = forms.CharField(
        label="栏目代码", max_length=40, help_text="写进网址，定了不能改。用小写字母、数字、短横，例如 water"
    )
    name = forms.CharField(label="名称", max_length=60)
    name_en = forms.CharField(
        label="英文名称", max_length=120, required=False, help_text="最上级栏目的写在网站的英文页上，可以不写"
    )
    description = forms.CharField(label="说明", max_length=200, required=False, help_text="一句话说清楚这里放什么")
    basis = forms.CharField(
        label="公开依据",
        max_length=200,
        required=False,
        help_text="法律、法规或者文件的哪一条，例如 条例第二十条第（七）项",
    )
    update_every = forms.ChoiceField(label="更新要求", required=False, choices=list(EVERY.items()))
    levels = forms.MultipleChoiceField(
        label="哪几类单位在这里公开", required=False, widget=Ticks, choices=LEVELS, help_text="都不勾就是各类单位都可以"
    )
    units = forms.CharField(
        label="责任单位",
        required=False,
        help_text="指定由哪几个单位负责更新，写简称，用顿号隔开；不写就由上面勾的各单位负责",
    )
    audience = forms.CharField(
        label="公开对象", max_length=60, required=False, help_text=f"例如 {'、'.join(AUDIENCES[:5])}，用顿号隔开"
    )
    column_type = forms.ChoiceField(label="栏目类别", required=False, help_text="网页标签用，国办发〔2017〕47号")
    keywords = forms.CharField(label="关键词", max_length=200, required=False, help_text="用分号隔开")
    key_area = forms.BooleanField(label="列入重点领域", required=False, help_text="首页和目录页的“重点领域”里会有它")

    def __init__(self, section: Section | None, data: Any = None) -> None:
        self.by_name = {name: unit for unit in units.units() for name in (unit.code, unit.name, unit.short_name)}
        super().__init__(data, initial=self._shown(section) if section else {})
        types = [*COLUMN_TYPES, *([section.column_type] if section and section.column_type else [])]
        self.fields["column_type"].choices = [("", "不选"), *((each, each) for each in dict.fromkeys(types))]
        if section:
            del self.fields["key"]

    def _shown(self, section: Section) -> dict[str, Any]:
        names = [self.by_name[code].short_name if code in self.by_name else code for code in section.named_units]
        found = {name: getattr(section, name) for name in self.base_fields}
        return found | {"levels": section.levels.split(","), "units": "、".join(names)}

    def clean_units(self) -> str:
        named = [each for each in _BETWEEN.split(self.cleaned_data["units"]) if each]
        strange = [each for each in named if each not in self.by_name]
        if strange:
            raise forms.ValidationError(f"没有叫“{'”“'.join(strange)}”的单位，请写单位的简称或者代码")
        return ",".join(dict.fromkeys(self.by_name[each].code for each in named))

    def clean_levels(self) -> str:
        return ",".join(self.cleaned_data["levels"])

    def clean_audience(self) -> str:
        return "、".join(filter(None, _BETWEEN.split(self.cleaned_data["audience"])))


def paths(sections: Iterable[Section]) -> dict[str, str]:
    """Where each section stands, in words: 民生保障 › 教育."""
    known = {each.key: each for each in sections}

    def path(section: Section, deep: int = 0) -> str:
        above = known.get(section.parent_key)
        return f"{path(above, deep + 1)} › {section.name}" if above and deep < 10 else section.name

    return {key: path(section) for key, section in known.items()}


class MergeForm(UiForm):
    into = forms.ChoiceField(label="并入哪个栏目")
    sure = forms.BooleanField(
        label="我知道：信息都移过去，移过去以后不能一次移回来",
        error_messages={"required": "并入以后不能一次移回来，知道后果的请打钩"},
    )

    def __init__(self, section: Section, ordered: list[Section], data: Any = None) -> None:
        super().__init__(data)
        names = paths(ordered)
        others = [(each.key, names[each.key]) for each in ordered if each.key != section.key and not each.closed_on]
        self.fields["into"].choices = [("", "请选一个"), *others]


class MoveForm(UiForm):
    """One choice says both: below which section, and behind which one."""

    place = forms.ChoiceField(label="移到哪里")

    def __init__(self, section: Section, ordered: list[Section], data: Any = None) -> None:
        super().__init__(data)
        names, own = paths(ordered), {section.key}
        choices = [("", "请选一个"), ("|", "最上级，排第一")]
        for each in ordered:  # each stands behind the one it is below
            if each.closed_on or each.key in own or each.parent_key in own:
                own |= {each.key} if each.parent_key in own else set()
                continue
            choices.append((f"{each.parent_key}|{each.key}", f"排在“{names[each.key]}”后面"))
            choices.append((f"{each.key}|", f"放到“{names[each.key]}”下面，排第一"))
        self.fields["place"].choices = choices


class PressForm(UiForm):
    """Nothing to fill in."""

    def __init__(self, section: Section, ordered: list[Section], data: Any = None) -> None:
        super().__init__(data)
