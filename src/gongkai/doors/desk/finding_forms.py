"""Forms of findings."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms

from gongkai.ground.files.fields import FilesField
from gongkai.ground.ui.forms import Picks, UiForm
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Scope
from gongkai.kernel.oversight.actions import OVERSEERS
from gongkai.kernel.oversight.findings import LONGEST, LONGEST_TERM, LONGEST_TITLE, MOST_ABOUT, USUAL
from gongkai.kernel.oversight.models import EXPLAIN, SORTS, SUGGEST

HINTS = {EXPLAIN: "请单位说明情况，在系统里往来", SUGGEST: "有文号的文书，单位整改以后回复"}
NEW = "/desk/findings/new/"
About = Callable[[Unit, list[str]], tuple[list[str], list[str]]]


def url_to_ask(scope: Scope, unit: Unit, *, sort: str = SUGGEST, title: str = "", about: Sequence[str] = ()) -> str:
    """The form by which somebody asks a unit, begun with what it is about; "" where they do not oversee it."""
    if unit.closed_on or unit.pk == scope.home_unit or not scope.actor().holds_any(OVERSEERS, unit.pk):
        return ""
    named = {"sort": sort, "unit": unit.code, "title": title, "about": ",".join(about[:MOST_ABOUT])}
    return f"{NEW}?{urlencode({name: value for name, value in named.items() if value})}"


def _text(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea({"rows": 6}), help_text=hint)


def _days(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=1, max_value=LONGEST_TERM, widget=forms.TextInput({"inputmode": "numeric", "class": "input--s"}),
        help_text=f"最多{LONGEST_TERM}个",
    )  # fmt: skip


class FindingForm(UiForm):
    """``find`` gives the refs of what somebody named, and what was not found."""

    sort = forms.ChoiceField(label="种类", choices=SORTS, widget=Picks(hints=HINTS))
    unit = forms.ChoiceField(label="对哪个单位")
    title = forms.CharField(label="题目", max_length=LONGEST_TITLE, help_text="例如：多件申请在最后一天答复")
    text = _text("发现了什么，要单位做什么", "写清事实和要求，不写申请人的姓名")
    about = forms.CharField(
        label="涉及的办件和栏目", required=False, widget=forms.Textarea({"rows": 3}), help_text="一行一个：办件编号，或者公开目录里栏目的名字"
    )  # fmt: skip
    days = _days("几个工作日里回复")

    def __init__(self, units: Sequence[Unit], find: About, data: Any = None, *, starts: dict[str, str]) -> None:
        sort = starts.get("sort") if starts.get("sort") in dict(SORTS) else SUGGEST
        super().__init__(data, initial=starts | {"sort": sort, "days": USUAL[sort]})
        self.units, self.find = {each.code: each for each in units}, find
        self.fields["unit"].choices = [("", "请选一项"), *((each.code, each.short_name) for each in units)]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        unit = self.units.get(values.get("unit", ""))
        names = [each.strip() for each in (values.get("about") or "").splitlines() if each.strip()]
        refs, unknown = self.find(unit, names) if unit and names else ([], [])
        if unknown:
            self.add_error(
                "about", f"没有找到“{unknown[0]}”：请写这个单位的办件编号，或者公开目录里栏目的名字，一行一个"
            )
        values["about"] = refs
        return values


class AnswerForm(UiForm):
    text = _text("做了什么，结果怎样")
    evidence = FilesField(label="佐证材料", required=False, help_text="整改以后的截图、文件、通知等；一次可以选几个")


class CloseForm(UiForm):
    text = _text("核查的情况", "查了什么、认不认可；不用再办的写明为什么")

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data)


class ReturnForm(UiForm):
    text = _text("还缺什么")
    days = _days("几个工作日里再回复")

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, initial={"days": USUAL[EXPLAIN]})
