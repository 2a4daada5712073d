"""The forms of the acts on a complaint. Each is made by ``Form.of(case, today, data)``."""

from typing import Any

from django import forms

from gongkai.ground.files.fields import FilesField
from gongkai.ground.ui.forms import Picks
from gongkai.kernel.cases.offering import ActForm, days_field, text_field
from gongkai.procedures.complaints import actions, queries
from gongkai.pure.law.applicants import as_choices
from gongkai.pure.law.grievances import FOUND, UPHELD

LONG = 10_000


class AcceptForm(ActForm):
    pass


class DeclineForm(ActForm):
    reason = text_field("不予受理的理由", most=2000, help_text="写明为什么，可以到哪里去反映、电话和地址；告知书上照写")


class AskForm(ActForm):
    letter = text_field(
        "要说明什么",
        most=5000,
        help_text="用本单位自己的话写，不照抄来件，不写是谁反映的；被反映的单位只看得到这里写的",
    )
    days = days_field("几个工作日内答复")

    def starts_with(self) -> dict[str, Any]:
        return {"days": actions.EXPLAIN_WITHIN}


class ExplainForm(ActForm):
    text = text_field("说明", rows=8, most=LONG, help_text="写事实、依据和已经采取的措施")
    files = FilesField(label="有关材料", required=False)


class ExtendForm(ActForm):
    days = days_field("延长几日", help_text="最多30日，只能延长1次")
    ground = text_field("延长的理由", rows=3, most=1000, help_text="告知书上照写")

    def starts_with(self) -> dict[str, Any]:
        return {"days": 30}


class DecideForm(ActForm):
    outcome = forms.ChoiceField(label="查下来", choices=as_choices(FOUND), widget=Picks())
    text = text_field("查到什么，怎么处理", rows=8, most=5000, help_text="处理结果告知书上照写")
    published = text_field(
        "公开的处理结果", rows=3, most=actions.LONGEST_PUBLIC, help_text="公开在网站上，不写举报投诉人是谁，也不写别人的个人信息"
    )  # fmt: skip
    days = days_field("限几个工作日内改正", required=False, help_text="属实、部分属实，要单位改正并报告的才写")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("days") and values.get("outcome") and values["outcome"] not in UPHELD:
            self.add_error("days", "不属实的不用改正，请把期限删去，或者改选结果")
        if values.get("days") and queries.grievance_of(self.case).about_id == self.case.unit_id:
            self.add_error("days", "反映的就是本单位，马上改正就是，请把期限删去")
        return values


class RectifyForm(ActForm):
    text = text_field("怎么改正的", rows=6, most=5000, help_text="写做了什么、什么时候做的，以后怎么防止")


class WithdrawForm(ActForm):
    reason = text_field("怎么知道要撤回的", rows=2, most=500, help_text="例如：本人来电，已核对编号和电话")


class NoteForm(ActForm):
    text = text_field("办理记录", rows=4, most=5000)
