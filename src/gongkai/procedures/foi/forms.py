"""The forms of the acts on an application. Each is made by ``Form.of(case, today, data)``."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator

from gongkai.ground.files.fields import FilesField
from gongkai.ground.files.queries import by_ids, names_of
from gongkai.ground.rules import queries as rules
from gongkai.ground.rules.terms import term_of
from gongkai.ground.ui.forms import AsksTwice, DayField, Picks, Ticks
from gongkai.ground.ui.words import near_date, zh_date
from gongkai.ground.units import queries as units
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.clocks import clock_of, extended_on
from gongkai.procedures.foi import Foi, checking, consulting, correcting, queries, words
from gongkai.procedures.foi.act_form import ActForm, text_field
from gongkai.procedures.foi.actions import ANSWER
from gongkai.procedures.foi.guiding_forms import Guided, lacking
from gongkai.procedures.foi.models import Consultation
from gongkai.pure.clock import Term
from gongkai.pure.law.articles import legal_basis
from gongkai.pure.law.outcomes import outcome_by_code


class AcceptForm(ActForm):
    """Nothing to fill in: pressing the button is the act."""


class SignForm(ActForm):
    """Nothing to fill in: pressing the button is the act."""


class RecallForm(ActForm):
    how = text_field(
        "申请人怎么说的",
        rows=3,
        most=500,
        help_text="写清是谁、哪天、用什么办法说要撤回，例如：本人3月2日来电话说已经查到",
    )


def run_out(case: Case, due: date) -> str:
    """That by a day entered the term of the answer is over, and with it an extension that was decided afterwards."""
    clock = clock_of(case.ref, ANSWER)
    extended = clock and extended_on(clock)
    lost = f"，{zh_date(extended)}的延期不起作用" if extended and extended > due else ""
    return f"按这一天算，{zh_date(due)}就到期了{lost}。"


def due_already(due: date | None, today: date) -> dict[str, str]:
    """The doubt about a day of receipt by which a case is overdue already."""
    return {"received_on": f"按这一天算，{zh_date(due)}就到期了。"} if due and due < today else {}


class ConfirmForm(AsksTwice, ActForm):
    received_on = DayField(
        label="双方确认的收到日期", help_text="传真、平信和没有签收的来件，以双方确认的日子为收到日期（条例第31条）"
    )

    def starts_with(self, case: Case, today: date) -> dict[str, Any]:
        return {"received_on": today}

    def doubts(self, values: dict[str, Any]) -> dict[str, str]:
        on = values.get("received_on")
        return due_already(on and term_of(Foi.rule_family, on).last_on, self.today)


class ReceiptForm(AsksTwice, ActForm):
    received_on = DayField(label="正确的收到日期")
    reason = text_field("为什么更正", rows=3, most=500)
    outcome = forms.ChoiceField(
        label="按另一部条例重新选办理结果", required=False, help_text="只有已经办结、更正后又适用另一部条例的才选"
    )

    def __init__(self, case: Case, today: date, data: Any = None, *, by: Actor, **more: Any) -> None:
        self.by = by
        super().__init__(case, today, data, **more)
        if case.state != Foi.ANSWERED.code:
            del self.fields["outcome"]
            return
        other = "foi-2008" if case.law == "foi-2019" else "foi-2019"
        self.fields["outcome"].choices = [
            ("", "不换"),
            *((o.code, o.short) for o in queries.answers_under(case, other)),
        ]

    def clean_outcome(self) -> str | None:
        return self.cleaned_data["outcome"] or None

    def doubts(self, values: dict[str, Any]) -> dict[str, str]:
        """What the act refuses anyway is not asked about first."""
        on, outcome = values.get("received_on"), values.get("outcome")
        if not on or correcting.refusal(self.case, on, outcome, by=self.by, today=self.today):
            return {}
        if self.case.closed:
            doubts = {"received_on": self._runs_out(on) + self._of_closed(on, outcome)}
            return doubts | (unasked_third_party(self.case, outcome) if outcome else {})
        said = self._changes_law(on) + self._runs_out(on) + self._relieves(on)
        return {"received_on": said} if said else {}

    def _runs_out(self, on: date) -> str:
        due = correcting.run_out_after(self.case, on, self.today)
        return run_out(self.case, due) if due else ""

    def _of_closed(self, on: date, outcome: str | None) -> str:
        """What a correction makes of a case that is closed and counted."""
        law = rules.law_of(correcting.rule_on(on))
        stays = {True: "仍是按期办结", False: "仍是超期办结", None: ""}[self.case.on_time]
        turns = correcting.turns(self.case, on, self.today)
        made = ["" if correcting.ANSWER in turns else stays, *turns.values()]
        if on.year != self.case.first_received_on.year:
            made.append(f"改计为{on.year}年新收的申请")
        if law != self.case.law:
            made.append(f"改为适用{legal_basis(law)}")
            now = outcome or correcting.outcome_under(self.case, law)
            made.append(f"办理结果由“{outcome_by_code(self.case.outcome).short}”改计“{outcome_by_code(now).short}”")
        return f"这一件已经办结，更正以后{'，'.join(filter(None, made)) or '统计不变'}。"

    def _relieves(self, on: date) -> str:
        """What an open case missed and then would not have, or by fewer days; who may do that is asked whether it is right."""
        if not correcting.eased(self.case, on, self.today):
            return ""
        return f"{correcting.told_of(self.case, on, self.today)}。"

    def _changes_law(self, on: date) -> str:
        """That another Regulation applies to an open case from then on."""
        law = rules.law_of(correcting.rule_on(on))
        if law == self.case.law:
            return ""
        terms = rules.clock_rule(correcting.rule_on(on))
        return (
            f"按这一天算，这一件改为适用{legal_basis(law)}：答复期限{terms.term.days}{terms.term.counting.unit_zh}，"
            f"最多延长{terms.extension.days}{terms.extension.counting.unit_zh}，办理结果也按那部条例选。"
        )


def unasked_third_party(case: Case, outcome: str) -> dict[str, str]:
    """The doubt about an outcome that protects a third party whom nobody asked."""
    rests_on = queries.unasked(case, outcome)
    asked = f"涉及第三方合法权益的，要书面征求第三方的意见（{rests_on}），这一件没有征求过。"
    return {"outcome": asked} if rests_on else {}


class CorrectionForm(ActForm):
    items = text_field("请申请人补充什么", help_text="一次说全：哪里不明确，怎么补（条例第30条，只能要求1次）")
    days = forms.IntegerField(
        label="给几个工作日", min_value=1, max_value=60, widget=forms.NumberInput({"class": "input--s"})
    )

    def starts_with(self, case: Case, today: date) -> dict[str, Any]:
        return {"days": 15}


class ReceiveForm(AsksTwice, ActForm):
    text = text_field("申请人补充的内容")
    received_on = DayField(label="收到补正的日期", help_text="期限从第二天起重新计算")

    def starts_with(self, case: Case, today: date) -> dict[str, Any]:
        return {"received_on": today}

    def doubts(self, values: dict[str, Any]) -> dict[str, str]:
        on = values.get("received_on")
        return due_already(on and term_of(Foi.rule_family, on).last_on, self.today)


class ConsultForm(ActForm):
    kind = forms.ChoiceField(
        label="征求谁的意见",
        choices=Consultation.KINDS,
        widget=Picks(hints={"third_party": "公开会损害其合法权益的人（条例第32条）", "joint_organ": "由牵头机关答复，征求共同制作机关的意见（条例第34条）"}),
    )  # fmt: skip
    unit = forms.TypedChoiceField(label="本级政府的单位", required=False, empty_value=None, coerce=int)
    whom = forms.CharField(label="本级政府以外的人或单位", required=False, max_length=100)
    letter = text_field("征求意见书里要说明的", required=False, help_text="征求的事由和答复期限由系统写入")

    def __init__(self, case: Case, today: date, data: Any = None, **more: Any) -> None:
        super().__init__(case, today, data, **more)
        others = [(unit.pk, unit.name) for unit in units.units() if unit.pk != case.unit_id]
        self.fields["unit"].choices = [("", "不是本级政府的单位"), *others]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not values.get("unit") and not values.get("whom") and "whom" not in self.errors:
            self.add_error("whom", "请选一个单位，或者写明征求谁的意见")
        if values.get("unit") and values.get("whom"):
            self.add_error("whom", consulting.ONE_LETTER)
        values["unit"] = units.unit_by_id(values["unit"]) if values.get("unit") else None
        return values


TOLD_ALREADY = (
    "选的这一份刚才已经登记过了，没有再登记一次。还有别的要登记的，请重新选一份，并核对下面写的是不是那一份的"
)


class OfConsultation(ActForm):
    """An act on one of the consultations that still wait; ``units``: of these units alone."""

    which = forms.ChoiceField(label="哪一份征求意见书")

    def __init__(
        self, case: Case, today: date, data: Any = None, units: frozenset[int] | None = None, **more: Any
    ) -> None:
        super().__init__(case, today, data, **more)
        names = queries.consulted_names(case)
        which = self.fields["which"]
        which.error_messages["invalid_choice"] = TOLD_ALREADY
        open_ones = [
            (c.seq, f"第{c.seq}份，{c.get_kind_display()}：{names.get(c.seq, '（已清除）')}（{near_date(c.dispatched_on, today)}发出）")
            for c in self.telling(queries.awaited(case))
            if units is None or c.unit_id in units
        ]  # fmt: skip
        # Where there was another one, none is chosen beforehand: what was written of a letter that somebody else has told of since, or what a
        # browser brings back, must not go to the next.
        letters = [c for c in queries.consultations_of(case) if units is None or c.unit_id in units]
        several = len(open_ones) != 1 or len(letters) > 1
        which.choices = [*([("", "请选一份")] if several else []), *open_ones]

    def telling(self, awaited: list[Consultation]) -> list[Consultation]:
        """Those of which the act can tell."""
        return awaited

    def letter(self, values: dict[str, Any]) -> Consultation | None:
        """The one that was chosen."""
        return queries.consultation(self.case, int(values["which"])) if values.get("which") else None


class OfDelivery(OfConsultation):
    """Whether a letter came is told only until that is known."""

    def telling(self, awaited: list[Consultation]) -> list[Consultation]:
        return [each for each in awaited if each.received_on is None]


class UndeliveredForm(OfDelivery):
    reason = text_field(
        "为什么送不到", rows=3, most=1000, help_text="写清试过哪些办法，例如：按登记的地址寄了两次都退回，电话是空号"
    )


class DeliveredForm(AsksTwice, OfDelivery):
    on = DayField(label="送达日期", help_text="被征求意见的人收到那天；15个工作日从第二天起算（条例第32、34条）")

    def starts_with(self, case: Case, today: date) -> dict[str, Any]:
        return {"on": today}

    def doubts(self, values: dict[str, Any]) -> dict[str, str]:
        """Registered when their term is over, it is noted at once that no opinion came, and none can be entered any more."""
        letter, on = self.letter(values), values.get("on")
        last = letter and on and consulting.silent_after(letter, on)
        if not last or last >= self.today:
            return {}
        said = f"按这一天算，答复期限{zh_date(last)}已满，登记以后系统就记没有答复。来了意见的，先用“登记意见”登记。"
        due = consulting.run_out_if_over(letter, last, self.today)
        return {"on": said + (run_out(self.case, due) if due else "")}


class OpinionForm(AsksTwice, OfConsultation):
    consents = forms.TypedChoiceField(
        label="意见",
        choices=(("yes", "同意公开"), ("no", "不同意公开"), ("none", "没有答复")),
        coerce={"yes": True, "no": False, "none": None}.get,
        empty_value=None,
        widget=Picks(
            hints={"none": "登记过送达、过了答复期限的才能选，从期满那天起接着计时；送不到的，用“登记没能送达”"}
        ),
    )
    opinion = text_field("意见的内容", required=False)
    answered_on = DayField(label="答复日期")

    def starts_with(self, case: Case, today: date) -> dict[str, Any]:
        return {"answered_on": today}

    def doubts(self, values: dict[str, Any]) -> dict[str, str]:
        """By an answer that came so early the term is over; a silence is noted by itself when its term is."""
        letter, on = self.letter(values), values.get("answered_on")
        if not letter or not on or values.get("consents") is None or not letter.dispatched_on <= on <= self.today:
            return {}
        due = consulting.run_out_if_over(letter, on, self.today)
        return {"answered_on": run_out(self.case, due)} if due else {}


class ExtendForm(ActForm):
    days = forms.IntegerField(label="延长几个工作日", min_value=1, widget=forms.NumberInput({"class": "input--s"}))
    ground = text_field("延长的理由", rows=4, most=1000, help_text="会写进给申请人的告知书")

    def __init__(self, case: Case, today: date, data: Any = None, **more: Any) -> None:
        super().__init__(case, today, data, **more)
        days, most = self.fields["days"], _most(case)
        days.validators.append(MaxValueValidator(most.days))
        days.widget.attrs["max"] = most.days
        days.help_text = f"最多{most.days}个（{words.article(most.authority)}）"

    def starts_with(self, case: Case, today: date) -> dict[str, Any]:
        return {"days": _most(case).days}


def _most(case: Case) -> Term:
    """The most by which a case may be extended; nothing before its receipt is confirmed."""
    return rules.clock_rule(case.rule).extension if case.rule else Term(0)


class ProposeForm(AsksTwice, Guided):
    field_order = ("outcome", "text", "organ", "where", "earlier")

    outcome = forms.ChoiceField(label="拟作出的决定")
    text = text_field(
        "答复书正文",
        rows=12,
        help_text="公开什么、怎么取得；不公开的，写明理由；不归本机关的，写明该找哪个机关和它的联系方式。法条和救济途径由系统按决定写入",
    )

    copies = forms.MultipleChoiceField(
        label="遮盖后的副本", required=False, widget=Ticks(), help_text="每份连同它的不公开内容清单一起发给申请人"
    )
    keep = forms.MultipleChoiceField(
        label="上次送签时附的文件", required=False, widget=Ticks(), help_text="这次不再附的，把勾去掉"
    )
    files = FilesField(
        label="随答复书附的文件",
        required=False,
        help_text="申请人要电子件的附在这里：PDF、Word、Excel、图片、文本，一次可以选几个。签发以后申请人凭编号和查询码下载；里面不能公开的先处理掉",
    )

    def __init__(self, case: Case, today: date, data: Any = None, **more: Any) -> None:
        self.before = queries.latest_proposal(case)
        super().__init__(case, today, data, **more)
        self._offer("keep", self._kept(case))
        ready = queries.ready_copies(case)
        names = names_of(by_ids([each.file_id for each in ready])) if ready else {}
        self._offer(
            "copies",
            [(each.file_id, f"{names[each.file_id]}，遮盖{each.boxes}处") for each in ready if each.file_id in names],
        )
        answers = [(each.code, each.short) for each in queries.answers_open_to(case)]
        self.fields["outcome"].choices = [("", "请选一项"), *answers]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        if choices:
            self.fields[name].choices = choices
        else:
            del self.fields[name]

    def _kept(self, case: Case) -> list[tuple[str, str]]:
        """The files of the proposal before, but for redacted copies and their lists: those are chosen anew."""
        made = {public_id for each in queries.copies_of(case) for public_id in (each.file_id, each.list_id)}
        files = [file for file in self.before.files if file.public_id not in made] if self.before else []
        names = names_of(files) if files else {}
        return [(file.public_id, names[file.public_id]) for file in files]

    def doubts(self, values: dict[str, Any]) -> dict[str, str]:
        outcome = values.get("outcome", "")
        refused = words.doubts_of_consulted(self.case, outcome)
        asked = unasked_third_party(self.case, outcome) | ({"outcome": refused} if refused else {})
        asked |= lacking(self.case, outcome, values.get("text", ""), self.today) if outcome else {}
        if outcome and values.get("text"):
            for each in self._checked(outcome, values):
                name = each.field if each.field in self.fields else "text"
                if each.stops:
                    self.add_error(name, each.said)
                else:
                    asked[name] = f"{asked.get(name, '')}{each.said}。"
        return asked

    def _checked(self, outcome: str, values: dict[str, Any]) -> list[checking.Finding]:
        """What does not agree in the answer as it would go out; that it is late is told elsewhere."""
        lists = {each.file_id: each.list_id for each in queries.ready_copies(self.case)}
        copies = [public_id for each in values.get("copies", []) for public_id in (each, lists.get(each, each))]
        files = [*by_ids([*values.get("keep", []), *copies]), *values.get("files", [])]
        found = checking.check(self.case, outcome, values["text"], files, self.today)
        return [each for each in (*found, *checking.in_files(self.case, files, self.today)) if each.field]

    def starts_with(self, case: Case, today: date) -> dict[str, Any]:
        ready = [each.file_id for each in queries.ready_copies(case)]
        if self.before is None:
            return {"copies": ready}
        kept = [file.public_id for file in self.before.files]
        return {"outcome": self.before.row.outcome, "text": self.before.text, "keep": kept, "copies": ready}


class ReturnForm(ActForm):
    reason = text_field("退回的原因", rows=4, most=2000)


class ConcealForm(ActForm):
    reason = text_field("为什么涉密", rows=3, most=500, help_text="随案保存，只有看得到这一件的人看得到")
    officer = forms.ChoiceField(label="由谁接着办", help_text="别的经办人从现在起看不到这一件")

    def __init__(self, case: Case, today: date, data: Any = None, **more: Any) -> None:
        super().__init__(case, today, data, **more)
        if case.closed:
            del self.fields["officer"]
        else:
            officers = [(person.username, person.name) for person in cases.officers_of(case, today)]
            self.fields["officer"].choices = [("", "请选一位"), *officers]


class RevealForm(ActForm):
    reason = text_field("为什么不再涉密", rows=3, most=500)


class NoteForm(ActForm):
    text = text_field("办理记录", help_text="只有主办单位办这一件的人看得到，随案保存")
