"""Forms of assessment: a year's stages, a unit's report, its check, an objection and the decision on it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.engines.assessment.scoring import Line
from gongkai.ground.files.fields import FilesField
from gongkai.ground.rules.terms import day_or_next_working
from gongkai.ground.ui.forms import DayField, Picks, Ticks, UiForm
from gongkai.kernel.assessments.models import Mark, SchemeVersion
from gongkai.pure.law.schemes import BASE, CENT, Indicator, plain


def text(label: str, hint: str = "", *, rows: int = 4, most: int = 1000, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=required, widget=forms.Textarea({"rows": rows}), help_text=hint
    )


class PointsField(forms.CharField):
    """Points, with at most two decimals; as text, so that what was typed stays as it was typed."""

    def __init__(self, label: str, most: Decimal, hint: str = "", initial: Decimal | None = None) -> None:
        self.most = most
        super().__init__(
            label=label, help_text=hint, max_length=10, initial=None if initial is None else plain(initial),
            widget=forms.TextInput({"class": "input--s", "inputmode": "decimal"}),
        )  # fmt: skip

    def clean(self, value: Any) -> Decimal:
        typed = super().clean(value)
        try:
            points = Decimal(typed)
            if not points.is_finite() or points != points.quantize(CENT):
                raise InvalidOperation
        except InvalidOperation:
            raise ValidationError("分数请写成 8 或者 7.5 这样，最多两位小数") from None
        if not 0 <= points <= self.most:
            raise ValidationError(f"请写0到{plain(self.most)}分")
        return points


class BeginForm(UiForm):
    version = forms.ChoiceField(
        label="用哪一版考核方案", widget=Picks, help_text="开始以后这一年一直用这一版；方案再改，从下一年起"
    )

    def __init__(self, versions: Sequence[SchemeVersion], data: Any = None) -> None:
        super().__init__(data, initial={"version": str(versions[0].number) if versions else ""})
        self.versions = {str(each.number): each for each in versions}
        self.fields["version"].choices = [
            (code, f"第{each.number}版：{each.name}（从{each.since}年起）") for code, each in self.versions.items()
        ]


class CallForm(UiForm):
    report_by = DayField(label="自评期限", help_text="各单位在这天以前报送自评")

    def __init__(self, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"report_by": day_or_next_working(today + timedelta(21))})


class NothingForm(UiForm):
    """Pressed, and no more."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)


class ClaimForm(UiForm):
    """What a unit says it deserves for an indicator."""

    def __init__(self, indicator: Indicator, mark: Mark | None, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.add("points", PointsField("自评分", indicator.points, f"0到{plain(indicator.points)}分", mark.claimed if mark else None))  # fmt: skip
        said = text("自评说明", "做了什么，凭什么得这些分；写事实，不写个人姓名。自评0分的可以不写", required=False)
        said.initial = mark.text if mark else ""
        self.add("text", said)
        self.add(
            "evidence", FilesField(label="佐证文件", required=False, help_text=indicator.asks or "文件、截图、通知等")
        )


class HandInForm(UiForm):
    text = text("一年的工作", "简要写一年做了什么、有什么不足", rows=6, most=2000)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)


class SendBackForm(UiForm):
    text = text("要补什么", rows=3)
    due_on = DayField(label="再报的期限")

    def __init__(self, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"due_on": day_or_next_working(today + timedelta(7))})


class LeaveOutForm(UiForm):
    because = forms.CharField(label="为什么不参加", max_length=200, help_text="例如：年中撤销、当年新设")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)


class CheckForm(UiForm):
    """The points of every indicator that is judged by hand, each with a reason where it is not what the unit claims."""

    def __init__(self, lines: Iterable[Line], data: Any = None) -> None:
        super().__init__(data)
        self.keys = []
        for line in lines:
            each, mark = line.indicator, line.mark
            claimed = mark.claimed if mark else None
            given = mark.given if mark and mark.given is not None else claimed
            told = f"自评{plain(claimed)}分" if claimed is not None else "没有自评" if each.claimed else "不用自评"
            most = {"bonus": "最多加", "deduction": "最多扣"}.get(line.group.sort, "满分")
            self.keys.append(each.key)
            hint = f"{told}，{most}{plain(each.points)}分"
            # What the office judges alone is written, not left at nothing.
            initial = Decimal(0) if given is None and not each.claimed and line.group.sort != BASE else given
            self.add(f"points_{each.key}", PointsField(each.name, each.points, hint, initial))
            because = forms.CharField(
                label=f"{each.name}：理由", required=False, max_length=500, initial=mark.because if mark else "",
                help_text="和自评不一样的写理由" if each.claimed else "不是满分的写理由" if line.group.sort == BASE else "不是0分的写理由",
            )  # fmt: skip
            self.add(f"because_{each.key}", because)
        self.add("text", text("总的意见", required=False, rows=3))

    @property
    def points(self) -> dict[str, tuple[Decimal, str]]:
        told = self.cleaned_data
        return {key: (told[f"points_{key}"], told[f"because_{key}"]) for key in self.keys}


class ObjectForm(UiForm):
    keys = forms.MultipleChoiceField(label="对哪几项有异议", widget=Ticks)
    text = text("异议", "哪里不对，应当是多少，凭什么", rows=5, most=2000)

    def __init__(self, lines: Iterable[dict[str, Any]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["keys"].choices = [(each["key"], f"{each['name']}（{_points(each)}）") for each in lines]


def _points(line: dict[str, Any]) -> str:
    return "没有计分" if line["points"] is None else f"{line['points']}分"


class DecideForm(UiForm):
    """The points of what was objected to, and why."""

    def __init__(self, lines: Iterable[dict[str, Any]], data: Any = None) -> None:
        super().__init__(data)
        self.keys = []
        for each in lines:
            self.keys.append(each["key"])
            initial = Decimal(each["points"]) if each["points"] is not None else Decimal(0)
            hint = f"告知的是{_points(each)}（{each['words']}），最多{each['most']}分；不改就不动"
            self.add(f"points_{each['key']}", PointsField(each["name"], Decimal(each["most"]), hint, initial))
        self.add("text", text("怎样复核的，为什么改或者不改", rows=4))

    @property
    def points(self) -> dict[str, Decimal]:
        return {key: self.cleaned_data[f"points_{key}"] for key in self.keys}
