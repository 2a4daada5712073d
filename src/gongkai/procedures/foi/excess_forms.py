"""The forms of reasons, delayed terms and fees."""

from datetime import date
from typing import Any

from django import forms

from gongkai.ground.ui.forms import AsksTwice, DayField, Picks
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import excess, fees, repeats
from gongkai.procedures.foi.forms import ActForm, run_out, text_field
from gongkai.procedures.foi.models import Charge
from gongkai.procedures.foi.words import zh
from gongkai.pure.clock.course import MOST_DELAY
from gongkai.pure.law.fees import ITEMS

SHORT = forms.NumberInput({"class": "input--s"})


class ReasonsForm(ActForm):
    why = text_field(
        "怎么明显超过合理范围",
        rows=4,
        most=1000,
        help_text="写进告知书：多少件、多长时间、内容是不是相同，例如：您本月已经申请63件，大多是同一批档案",
    )
    days = forms.IntegerField(
        label="给几个工作日",
        min_value=1,
        max_value=excess.MOST_DAYS,
        widget=SHORT,
        help_text="答复期限不停，请留出办理的时间",
    )

    def starts_with(self, case: Case, today: date) -> dict[str, Any]:
        return {"days": 5}


class ToldReasonsForm(ActForm):
    text = text_field("申请人说明的理由")
    told_on = DayField(label="说明理由的日期")

    def starts_with(self, case: Case, today: date) -> dict[str, Any]:
        return {"told_on": today}


class DelayForm(ActForm):
    days = forms.IntegerField(
        label="延迟几个工作日",
        min_value=1,
        max_value=MOST_DELAY,
        widget=SHORT,
        help_text="在原来的期限以外再加；条例只说合理，没有定数（条例第35条）",
    )
    ground = text_field("为什么期限内答复不了，为什么要这么多天", rows=4, most=1000, help_text="会写进给申请人的告知书")


class ChargeForm(AsksTwice, ActForm):
    tariff = forms.ChoiceField(
        label="怎么计收",
        choices=Charge.TARIFFS,
        widget=Picks(
            hints={
                "items": "同一申请人一个自然月内的件数，10件以内不收，第11件起每件100元，第31件起每10件加100元",
                "pages": "这件申请要提供的页数，30页以内不收；已经公开、只告知获取途径的，不能按量收",
            }
        ),
    )
    before = forms.IntegerField(
        label="这件以前，申请人本月已经申请了几件",
        min_value=0,
        max_value=fees.MOST,
        required=False,
        widget=SHORT,
        help_text="只有按件计收的才写",
    )
    count = forms.IntegerField(
        label="这次计收几件或者几页",
        min_value=1,
        max_value=fees.MOST,
        widget=SHORT,
        help_text="一份申请写了几项内容的，可以按最小的合理单位拆开算件数",
    )
    how = text_field(
        "到哪里、怎么缴", rows=3, most=500, help_text="写进通知书：缴款的窗口、账户或者缴款码。款项缴入本级国库"
    )

    def starts_with(self, case: Case, today: date) -> dict[str, Any]:
        return {"before": repeats.in_month(case, repeats.earlier(case)), "count": 1}

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        values["before"] = values.get("before") or 0
        return values

    def doubts(self, values: dict[str, Any]) -> dict[str, str]:
        """What it comes to is read once before it goes out."""
        if not values.get("tariff") or not values.get("count"):
            return {}
        before = (values.get("before") or 0) if values["tariff"] == ITEMS else 0
        yuan = fees.amount(values["tariff"], before, values["count"], self.today)
        return {"count": f"一共要收{yuan}元。"} if yuan else {}


class ChargeDeliveredForm(ActForm):
    on = DayField(label="申请人收到收费通知的日期", help_text="从第二天起20个工作日内缴清")

    def starts_with(self, case: Case, today: date) -> dict[str, Any]:
        made = fees.open_charge(case)
        return {"on": (made and fees.served_on(made)) or today}


class PaidForm(AsksTwice, ActForm):
    paid_on = DayField(label="缴清的日期", help_text="全部缴清那天；答复期限从第二天起重新计算")
    voucher = forms.CharField(label="财政票据号", max_length=40, required=False)

    def starts_with(self, case: Case, today: date) -> dict[str, Any]:
        return {"paid_on": today}

    def doubts(self, values: dict[str, Any]) -> dict[str, str]:
        made, on = fees.open_charge(self.case), values.get("paid_on")
        if made and made.due_on and on and on > made.due_on:
            return {"paid_on": f"缴费期限{zh(made.due_on)}已经过了，登记以后就按缴清的办。"}
        return {}


class WithdrawChargeForm(AsksTwice, ActForm):
    reason = text_field(
        "为什么不收了", rows=3, most=500, help_text="会写进给申请人的告知书，例如：件数数错了；申请人确有困难，决定免收"
    )

    def doubts(self, values: dict[str, Any]) -> dict[str, str]:
        due = fees.run_out_if_withdrawn(self.case, self.today)
        return {"reason": f"撤回以后，等候缴费的日子照样计入期限。{run_out(self.case, due)}"} if due else {}
