"""Rating how a case was handled, on the page where one follows it: once, and only who wants to (国办发〔2019〕51号)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms

from gongkai.ground.ui.forms import Picks, UiForm
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.scope import APPLICANT
from gongkai.kernel.cases import rating
from gongkai.kernel.cases.following import OwnAct
from gongkai.kernel.cases.models import Case
from gongkai.pure.law.applicants import as_choices, label_of
from gongkai.pure.law.ratings import BAD, CALLED, GRADES


class RateForm(UiForm):
    grade = forms.ChoiceField(
        label="您的评价", choices=as_choices(GRADES), widget=Picks(), error_messages={"required": "请选一个评价"}
    )
    words = forms.CharField(
        label="想说的话", required=False, max_length=rating.LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="哪里好、哪里不好，写了我们改进；不写也可以。",
    )  # fmt: skip


def _rate(case: Case, values: dict[str, Any], seen: int | None, at: datetime) -> None:
    rating.rate(case=case, by=APPLICANT, at=at, seen=seen, **values)


RATE = OwnAct(
    "rate", "评价这次办理", "message-square-text", "这次办得怎么样？", "一件只评一次，不想评可以不评。评的内容只给办这一件和监督的人看，不公开是谁评的。", "提交评价",
    "您的评价已经记下，谢谢。", RateForm, _rate,
)  # fmt: skip


def acts(case: Case) -> tuple[OwnAct, ...]:
    return (RATE,) if rating.may_rate(case) else ()


def acted(case: Case, name: str, grade: str) -> str:
    """What is said of a rating that was given already with the same grade; "" if none was."""
    given = rating.rating_of(case) if name == RATE.name else None
    return RATE.done if given and given.grade == grade else ""


@dataclass(frozen=True)
class Given:
    """A rating as who gave it sees it: its grade, what comes next or came of it, what they were told."""

    grade: str
    now: str
    reply: str


def given(case: Case, today: date) -> Given | None:
    found = rating.rating_of(case)
    if found is None:
        return None
    return Given(label_of(GRADES, found.grade), _now(found), rating.reply_to(case))


def _now(found: Any) -> str:
    if found.grade not in BAD:
        return ""
    if found.put_right_by:
        done = (
            f"{zh_date(found.put_right_on)}已经改正。"
            if found.put_right_on
            else f"最晚{zh_date(found.put_right_by)}改正。"
        )
        return f"{zh_date(found.called_on)}回访：{label_of(CALLED, found.result)}，{done}"
    if found.called_on:
        return f"{zh_date(found.called_on)}回访：{label_of(CALLED, found.result)}。"
    if found.adopted is False:
        return "经核实，这次评价没有采纳，不计入统计。"
    return "承办单位会核实，尽快告诉您结果。"
