"""Forms of key points."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from gongkai.ground.files.fields import FilesField
from gongkai.ground.ui.forms import DayField, Picks, UiForm
from gongkai.ground.units.models import Unit
from gongkai.kernel.keypoints.actions import Task
from gongkai.kernel.keypoints.models import ABOVE, LEVELS, OWN, KeyPoint

HINTS = {ABOVE: "上级机关的要点分到本地的", OWN: "本级政府自己定的"}
EVIDENCE = "截图、文件、通知等；公开的信息、办件、登记簿里的登记，在“佐证”一栏加"


def _text(label: str, hint: str = "", *, rows: int = 4, most: int = 1000, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=required, widget=forms.Textarea({"rows": rows}), help_text=hint
    )


class TaskForm(UiForm):
    """What a key point says; ``units``: those that can lead and assist."""

    title = forms.CharField(label="任务", max_length=120, help_text="一句话：做什么、做到什么程度")
    text = _text("具体要求", required=False)
    level = forms.ChoiceField(label="来自", choices=LEVELS, widget=Picks(hints=HINTS))
    source = forms.CharField(label="来源文件", max_length=120, help_text="例如：2026年政务公开工作要点")
    source_number = forms.CharField(label="文号", max_length=60, required=False)
    number = forms.CharField(label="文件里的序号", max_length=20, required=False, help_text="例如：一（三）")
    lead = forms.ChoiceField(label="牵头单位")
    assisting = forms.CharField(
        label="协办单位", max_length=600, required=False, help_text="单位的简称，几个单位用顿号隔开"
    )
    due_on = DayField(label="完成时限", help_text="算在这天所在的年度；长期坚持的写12月31日")
    public = forms.BooleanField(
        label="在网站上公开", required=False, help_text="网站“年度工作要点”里显示任务、单位、时限和完成情况"
    )

    def __init__(self, units: Sequence[Unit], data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"level": OWN, "public": True} | (initial or {}))
        self.units = {name: each for each in units for name in (each.code, each.name, each.short_name)}
        self.fields["lead"].choices = [("", "请选一项"), *((each.code, each.short_name) for each in units)]

    def clean_assisting(self) -> tuple[Unit, ...]:
        names = [each for each in self.cleaned_data["assisting"].replace("，", "、").split("、") if each.strip()]
        unknown = next((each.strip() for each in names if each.strip() not in self.units), "")
        if unknown:
            raise forms.ValidationError(f"没有叫“{unknown}”的单位，请写单位的全称或者简称，几个单位用顿号隔开")
        return tuple(dict.fromkeys(self.units[each.strip()] for each in names))

    @property
    def task(self) -> Task:
        told = dict(self.cleaned_data)
        told.pop("because", None)
        return Task(unit=self.units[told.pop("lead")], **told)


class AmendForm(TaskForm):
    because = forms.CharField(label="为什么改", max_length=200, help_text="记入经过，例如：上级调整了时限")

    def __init__(self, units: Sequence[Unit], point: KeyPoint, assisting: Sequence[Unit], data: Any = None) -> None:
        told = {
            name: getattr(point, name)
            for name in ("title", "text", "level", "source", "source_number", "number", "due_on", "public")
        }
        told |= {"lead": point.unit.code, "assisting": "、".join(each.short_name for each in assisting)}
        super().__init__(units, data, initial=told)


class ReportForm(UiForm):
    text = _text("做到哪一步了", "写事实，不写个人姓名")
    evidence = FilesField(label="佐证文件", required=False, help_text=EVIDENCE)

    def __init__(self, point: KeyPoint, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)


class FinishForm(UiForm):
    text = _text("做了什么，结果怎样", "写事实，不写个人姓名")
    result = _text("公开的完成情况", "在网站上公开的一两句话；不写就只显示“已完成”", rows=2, most=300, required=False)
    evidence = FilesField(label="佐证文件", required=False, help_text=EVIDENCE)

    def __init__(self, point: KeyPoint, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        if not point.public:
            self.fields.pop("result")


class AgainForm(UiForm):
    """Returned, or taken up: why, and the new day."""

    text = _text("为什么", rows=3)
    due_on = DayField(label="新的完成时限")

    def __init__(self, point: KeyPoint, data: Any = None, files: Any = None) -> None:
        super().__init__(data, initial={"due_on": date(point.year, 12, 31)})


class PutOffForm(UiForm):
    because = _text("为什么暂缓", "公开的任务，理由也在网站上显示", rows=3, most=300)

    def __init__(self, point: KeyPoint, data: Any = None, files: Any = None) -> None:
        super().__init__(data)


class StrikeForm(UiForm):
    because = forms.CharField(label="为什么撤销", max_length=200, help_text="记入经过，例如：录重了")

    def __init__(self, point: KeyPoint, data: Any = None, files: Any = None) -> None:
        super().__init__(data)
