"""The forms of the acts on a reconsideration or a lawsuit. Each is made by ``Form.of(case, today, data)``."""

from typing import Any

from django import forms

from gongkai.ground.files.fields import FilesField
from gongkai.ground.ui.forms import DayField, Picks
from gongkai.ground.ui.words import zh_date
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.models import CHALLENGES, DAYS
from gongkai.kernel.cases.offering import ActForm, text_field
from gongkai.kernel.cases.orders import MOST_DAYS
from gongkai.procedures.remedies import queries
from gongkai.procedures.remedies.models import Remedy
from gongkai.pure.clock import Counting
from gongkai.pure.law.reviews import COLUMNS, Result, result

LONG = 20_000


def grouped(results: tuple[Result, ...]) -> list[Any]:
    """Results under the columns of part four in which they are counted."""
    groups = [(head, [(r.code, r.label) for r in results if r.column == key]) for key, head in COLUMNS.items()]
    return [("", "请选择"), *((head, choices) for head, choices in groups if choices)]


class ReplyForm(ActForm):
    text = text_field("答复的内容", rows=10, most=LONG, help_text="写事实、依据和理由；抬头、文号、落款由系统写入")
    evidence = text_field(
        "证据和依据", rows=5, most=5000, help_text="一行一项，写名称和要证明什么，例如：登记回执，证明收到申请的日期"
    )
    files = FilesField(label="随证据清单提交的材料", required=False)


class SummonForm(ActForm):
    on = DayField(label="日期")
    place = text_field("时间、地点和事项", rows=2, most=500, help_text="照通知书写；被申请人的负责人应当参加")


class AttendForm(ActForm):
    which = forms.TypedChoiceField(label="哪一次", coerce=int)
    text = text_field("谁出席，说了什么", rows=5, most=5000)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["which"].choices = [(each.seq, zh_date(each.on)) for each in queries.untold(self.case)]


class ProlongForm(ActForm):
    days = forms.IntegerField(
        label="延长几日", min_value=1, widget=forms.NumberInput({"class": "input--s"}), help_text="照延期通知书写"
    )

    def starts_with(self) -> dict[str, Any]:
        return {"days": 30}


class SuspendForm(ActForm):
    on = DayField(label="中止的日期")
    reason = text_field("为什么中止", rows=3, most=1000, help_text="照中止通知书写")

    def starts_with(self) -> dict[str, Any]:
        return {"on": self.today}


class ResumeForm(ActForm):
    on = DayField(label="恢复审理的日期", help_text="中止的日子不算在审理期限里")

    def starts_with(self) -> dict[str, Any]:
        return {"on": self.today}


class NoteForm(ActForm):
    text = text_field("办理记录", rows=4, most=5000)


class Ordering(ActForm):
    """A result may order something within a term: asked only where that leads to a case here."""

    days = forms.IntegerField(
        label="限几日内重新办理", required=False, min_value=1, max_value=MOST_DAYS, widget=forms.NumberInput({"class": "input--s"}),
        help_text="责令限期履行、重新作出的才写，照决定书写；从收到决定的第二天起算",
    )  # fmt: skip
    counting = forms.ChoiceField(
        label="怎么计日", choices=[(each.value, {"working": "工作日", "calendar": "自然日"}[each.value]) for each in DAYS], widget=Picks()
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        if not self.may_order() or cases.about_of(self.case, CHALLENGES) is None:
            del self.fields["days"], self.fields["counting"]

    def may_order(self) -> bool:
        return True

    def starts_with(self) -> dict[str, Any]:
        return {"counting": Counting.WORKING.value}

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        code = values.get("outcome") or self.settled()
        orders = bool(code) and result(code).orders
        if "days" in self.fields and "days" not in self.errors:
            if orders and not values.get("days"):
                self.add_error("days", "请写明限几日内办，照决定书写")
            elif code and not orders and values.get("days"):
                self.add_error("days", "这个结果没有责令重新办理，请把日数删去，或者改选结果")
        return values

    def settled(self) -> str:
        return ""


def decision_files() -> FilesField:
    return FilesField(
        label="决定书、裁判文书的扫描件", required=False, help_text="PDF或者照片；加密随案保存，装订进全卷"
    )


class DecideForm(Ordering):
    outcome = forms.ChoiceField(label="结果")
    on = DayField(label="决定或者裁判的日期", help_text="年度报告按这一天计入哪一年")
    came_on = DayField(label="收到的日期")
    text = text_field("决定的要点", rows=4, most=5000, required=False)
    files = decision_files()
    field_order = ("outcome", "on", "came_on", "days", "counting", "text", "files")

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["outcome"].choices = grouped(queries.final_results(self.case))

    def starts_with(self) -> dict[str, Any]:
        return super().starts_with() | {"on": self.today, "came_on": self.today}


class ConcludeForm(Ordering):
    """The judgment of first instance is in force: nothing to choose any more."""

    def may_order(self) -> bool:
        return bool(self.settled()) and result(self.settled()).orders

    def settled(self) -> str:
        return queries.remedy_of(self.case).first_result


class JudgeForm(ActForm):
    outcome = forms.ChoiceField(label="一审结果")
    on = DayField(label="裁判的日期")
    served_on = DayField(
        label="收到裁判文书的日期", help_text="判决15日、裁定10日的上诉期限从第二天起算（行政诉讼法第85条）"
    )
    text = text_field("裁判的要点", rows=4, most=5000, required=False)
    files = decision_files()

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["outcome"].choices = grouped(queries.first_results(self.case))

    def starts_with(self) -> dict[str, Any]:
        return {"on": self.today, "served_on": self.today}


class ToCourt(ActForm):
    court = forms.CharField(label="审理的法院", max_length=60)
    number = forms.CharField(label="案号", max_length=60, required=False)


class AppealForm(ToCourt):
    appellant = forms.ChoiceField(label="谁上诉", choices=Remedy.APPELLANTS, widget=Picks())
    on = DayField(
        label="收到上诉状副本的日期",
        help_text="对方上诉的，15日内提交答辩，从第二天起算；本单位上诉的，写递交上诉状的日期",
    )
    field_order = ("appellant", "on", "court", "number")

    def starts_with(self) -> dict[str, Any]:
        return {"on": self.today}


class RemandForm(ToCourt):
    on = DayField(label="裁定发回的日期")
    field_order = ("on", "court", "number")

    def starts_with(self) -> dict[str, Any]:
        return {"on": self.today}
