"""The forms by which an application is told apart into its parts, papers are added to it, and what an old register said of it is mended."""

from datetime import date
from typing import Any

from django import forms

from gongkai.ground.files.fields import FilesField
from gongkai.ground.ui.forms import AsksTwice, DayField
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import unit_by_id
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import Foi, queries
from gongkai.procedures.foi.act_form import ActForm, text_field
from gongkai.procedures.foi.importing import kept
from gongkai.procedures.foi.mending import COLUMNS, Mended
from gongkai.procedures.foi.receiving import MOST_PAPERS, name_of
from gongkai.procedures.foi.splitting import LONGEST, LONGEST_NAME, Part
from gongkai.pure.law.applicants import APPLICANT_TYPES, CHANNELS, as_choices
from gongkai.pure.law.outcomes import FOI_2019, RULES, outcomes_for

SHOWN = 5
"""Parts that the form has room for; a letter with more is told apart once more from its last part's paper."""


class SplitForm(ActForm):
    """Each part with its name; what is left empty is no part."""

    def __init__(self, case: Case, today: date, data: Any = None, **more: Any) -> None:
        super().__init__(case, today, data, **more)
        for number in range(1, SHOWN + 1):
            needed = number <= 2
            which = "留在这一件" if number == 1 else "另外编号"
            said = "照申请书写，只写这一件事" if number <= 2 else ""
            self.add(
                f"wanted_{number}",
                text_field(f"第{number}件（{which}）", rows=4, most=LONGEST, required=needed, help_text=said),
            )
            self.add(
                f"subject_{number}",
                forms.CharField(
                    label=f"第{number}件的名称", max_length=LONGEST_NAME, required=False,
                    help_text="不写就用上面的开头几个字" if number == 1 else "",
                ),
            )  # fmt: skip

    def starts_with(self, case: Case, today: date) -> dict[str, Any]:
        return {"wanted_1": queries.texts_of(case).get("wanted", "")}

    def clean(self) -> dict[str, Any]:
        values, parts = super().clean(), []
        for number in range(1, SHOWN + 1):
            wanted, subject = values.get(f"wanted_{number}", ""), values.get(f"subject_{number}", "")
            if wanted:
                parts.append(Part(name_of(wanted, subject), wanted))
            elif subject and f"wanted_{number}" not in self.errors:
                self.add_error(f"wanted_{number}", f"第{number}件写了名称，请写内容；不是一件的，删去名称")
        if len(parts) > 1 and len({each.wanted for each in parts}) < len(parts):
            self.add_error(None, "有两件写得一样，请看看是不是分好了")
        return {"parts": parts}


class MendForm(AsksTwice, ActForm):
    """What an application from an old register counts for."""

    received_on = DayField(label="收到日期")
    closed_on = DayField(label="办结日期")
    channel = forms.ChoiceField(label="方式", choices=as_choices(CHANNELS))
    party_type = forms.ChoiceField(label="申请人类别", choices=as_choices(APPLICANT_TYPES))
    outcome = forms.ChoiceField(label="结果", help_text="按收到那天的条例选")
    recalled = forms.BooleanField(label="是申请人撤回的", required=False, help_text="结果选“其他”一类的才打钩")
    extended = forms.BooleanField(label="延长过期限", required=False)
    on_time = forms.TypedChoiceField(
        label="按期", choices=(("", "按日期算"), ("yes", "按期"), ("no", "超期")), required=False, empty_value=None,
        coerce={"yes": True, "no": False}.get,
    )  # fmt: skip
    reason = text_field("为什么更正", rows=3, most=500, help_text="例如：旧台账第12行抄错了年份")

    def __init__(self, case: Case, today: date, data: Any = None, **more: Any) -> None:
        super().__init__(case, today, data, **more)
        self.fields["outcome"].choices = [
            (
                f"收到日期在2019年5月15日以{'后' if law == FOI_2019 else '前'}的",
                [(each.code, each.short) for each in outcomes_for(law)],
            )
            for law in RULES[::-1]
        ]

    def starts_with(self, case: Case, today: date) -> dict[str, Any]:
        if not case.closed:
            return {}
        # What follows from the days goes on following from them once they are mended; only what the register said otherwise is said again.
        by_days = kept(case.received_on, case.closed_on, case.extended, None)[1]
        on_time = "" if case.on_time in (None, by_days) else "yes" if case.on_time else "no"
        now = {name: getattr(case, name) for name in COLUMNS}
        return now | {"on_time": on_time, "recalled": case.state == Foi.RECALLED.code}

    def doubts(self, values: dict[str, Any]) -> dict[str, str]:
        """That another year's table changes is said once."""
        on, closed = values.get("received_on"), values.get("closed_on")
        if not self.case.closed:
            return {}
        years = {self.case.received_on.year, self.case.closed_on.year, on and on.year, closed and closed.year} - {None}
        moved = on and closed and (on.year, closed.year) != (self.case.received_on.year, self.case.closed_on.year)
        return (
            {"received_on": f"更正以后，{'、'.join(f'{year}年' for year in sorted(years))}的统计跟着变。"}
            if moved
            else {}
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if self.errors:
            return values
        reason = values.pop("reason")
        return {"mended": Mended(**values), "reason": reason}


class PassOnForm(ActForm):
    organ = forms.TypedChoiceField(label="转送哪个单位", coerce=int, help_text="由它答复的单位（条例第36条第5项）")
    consented_on = DayField(label="申请人哪天同意的")
    how = text_field(
        "申请人怎么同意的",
        rows=3,
        most=500,
        help_text="写清是谁、用什么办法说的，例如：本人3月2日电话里同意转送。不同意的，不要转送，只在答复书里告知该找的机关",
    )

    def __init__(self, case: Case, today: date, data: Any = None, **more: Any) -> None:
        super().__init__(case, today, data, **more)
        others = [(unit.pk, unit.name) for unit in queries.receivers() if unit.pk != case.unit_id]
        self.fields["organ"].choices = [("", "请选一个单位"), *others]

    def starts_with(self, case: Case, today: date) -> dict[str, Any]:
        return {"consented_on": today}

    def clean_organ(self) -> Unit:
        return unit_by_id(self.cleaned_data["organ"])


class PapersForm(ActForm):
    scans = FilesField(
        label="来件材料",
        help_text=f"申请书原件、委托书、户口簿、申请人签过名的口头申请记录的扫描件或者照片，一次最多{MOST_PAPERS}份，每份不超过20 MB；加密随案保存",
    )
    what = forms.CharField(label="附的是什么", max_length=100, required=False, help_text="例如：委托书、签过名的记录")
