"""The forms of the acts on a request to correct one's own records."""

from typing import Any

from django import forms

from gongkai.ground.ui.forms import Picks
from gongkai.ground.units import queries as units
from gongkai.kernel.cases.offering import ActForm, text_field
from gongkai.procedures.rectification import WITHDRAWN, Rectification, actions


class ProposeForm(ActForm):
    outcome = forms.ChoiceField(
        label="处理结果",
        choices=[(key, label) for key, label in Rectification.outcomes.items() if key != WITHDRAWN],
        widget=Picks(),
    )
    text = text_field(
        "核实的情况", rows=8, most=5000, help_text="核对了什么、怎么更正的；不更正的，写明理由。告知书上照写"
    )
    organ = forms.TypedChoiceField(
        label="转送给本级政府的单位",
        required=False,
        empty_value=None,
        coerce=int,
        help_text="签发以后那个单位自动收到这一件，申请人会知道转到了哪里",
    )
    where = text_field(
        "有权更正的机关和联系方式", rows=2, most=300, required=False, help_text="告知申请人自己去提出的才写"
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        others = [(unit.pk, unit.name) for unit in units.units() if unit.pk != self.case.unit_id]
        self.fields["organ"].choices = [("", "不转送"), *others]

    def starts_with(self) -> dict[str, Any]:
        return actions.proposed(self.case) or {}

    def clean_organ(self) -> Any:
        organ = self.cleaned_data["organ"]
        return units.unit_by_id(organ) if organ else None


class SignForm(ActForm):
    """Nothing to fill in: pressing the button is the act."""


class ReturnForm(ActForm):
    reason = text_field("退回的原因", rows=4, most=2000)


class RecallForm(ActForm):
    how = text_field("申请人怎么说的", rows=3, most=500, help_text="写清是谁、哪天、用什么办法说要撤回")


class NoteForm(ActForm):
    text = text_field("办理记录", most=5000, help_text="只有主办单位办这一件的人看得到，随案保存")
