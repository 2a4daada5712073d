"""An application as its citizen meets it: how to ask, what comes next, what they may do. See ``gongkai.doors.counter``."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from gongkai.ground.files.fields import Upload
from gongkai.ground.parties import vault
from gongkai.ground.rules import queries as rules
from gongkai.ground.ui.parts import Moment
from gongkai.ground.units.models import Unit as Office
from gongkai.ground.units.queries import government, reconsideration_organ, unit_by_code
from gongkai.ground.units.scope import APPLICANT
from gongkai.kernel.cases.actions import OPEN
from gongkai.kernel.cases.following import Card, OwnAct
from gongkai.kernel.cases.models import SPLIT, Case
from gongkai.kernel.cases.orders import orders_in, owed_in
from gongkai.kernel.cases.queries import about_of, steps_of
from gongkai.kernel.flow import clocks
from gongkai.procedures.foi import Foi, actions, excess, fees, paying, serving, telling
from gongkai.procedures.foi.faces.counter_forms import (
    Correction,
    How,
    Kind,
    Papers,
    Reasons,
    Recall,
    Telling,
    Unit,
    What,
    Who,
    closed,
)
from gongkai.procedures.foi.models import Excess
from gongkai.procedures.foi.queries import application_of
from gongkai.procedures.foi.receiving import Manner, name_of
from gongkai.procedures.foi.words import expected, told, zh
from gongkai.pure.clock import Light, Reading
from gongkai.pure.law.applicants import NATURAL
from gongkai.pure.law.outcomes import outcome

TITLE = "申请公开政府信息"
NOUN = "申请"
DUE = "最晚答复"
RECEIPT = "receipt"
PAGES = (Unit, What, Kind, Who, How)
ASIDE = "foi/counter/aside.html"
ALONG = Papers
CLOCK = actions.ANSWER
PAPERS, opened = serving.PAPERS, serving.note_access
"""A consultation goes to somebody else: the applicant is told of it, but does not read it (条例第32条)."""


def holder(answers: dict[str, dict[str, Any]]) -> Office | None:
    """The unit that is asked: what it has published may be what is wanted."""
    return unit_by_code(answers["unit"]["unit"]) if "unit" in answers else None


def gone(wished: dict[str, str]) -> str:
    """What is to be said where somebody comes to ask a unit that is there no more."""
    return closed(wished.get("unit", ""))


def send(
    answers: dict[str, dict[str, Any]], *, query_code: str, form_token: str, at: datetime, along: Sequence[Upload] = ()
) -> tuple[Case, str]:
    """Submit the application; the same form sent twice, even at once, gives the one case."""
    request = _request(answers)
    unit = unit_by_code(answers["unit"]["unit"])
    manner = Manner(
        stands="guardian" if "stand_in" in request.party else "", tell_by=answers["how"]["tell_by"], scans=along
    )
    made = actions.submit(
        unit=unit, request=request, at=at, query_code=query_code, form_token=form_token, manner=manner
    )
    return made.case, made.query_code


def _request(answers: dict[str, dict[str, Any]]) -> actions.Request:
    what, who, how = answers["what"], answers["who"], answers["how"]
    kind = answers["kind"]["kind"]
    party = {
        "name": who["name"],
        "organisation": "" if kind == NATURAL.key else who["organisation"],
        "id_number": who["id_number"] if kind == NATURAL.key else who["uscc"],
        "phone": who["phone"],
        "email": how["email"],
        "address": how["address"],
    }
    if who.get("guardian"):
        party |= {"stand_in": who["guardian"], "stand_in_phone": who["guardian_phone"]}
    return actions.Request(
        party_type=kind, party=party, subject=name_of(**what), wanted=what["wanted"],
        form_wanted=how["form_wanted"], delivery=how["delivery"],
    )  # fmt: skip


def next_steps(case: Case, today: date) -> list[str]:
    """What happens next and when, for the page that confirms the application; of one that has ended, that nothing will."""
    if case.closed:
        return [
            f"这张表以前已经交过，编号{case.reference}就是那一件。它已于{zh(case.closed_on)}结束，不会再答复。",
            "还需要这些信息的，请重新填写一份申请。",
        ]
    clock = clocks.clock_of(case.ref, CLOCK)
    reading = clocks.reading(clock, today) if clock else None
    by = actions.ask_by(case)
    lines = [f"{case.unit.name}先看内容是否清楚。需要您补充的，{f'最晚{told(by)}' if by else '会'}一次告诉您。"]
    if reading:
        lines.append(_until(reading))
    return [*lines, "记得不时来查一查：凭编号和查询码，随时看得到办到哪一步。"]


def _until(reading: Reading) -> str:
    if reading.due_on:
        return f"最晚{zh(reading.due_on)}答复您。"
    if reading.provisional:
        return f"{expected(reading.provisional)}。"
    return "收到意见以后，再告诉您答复的日期。"


def track_card(case: Case, reading: Reading | None, today: date) -> Card:
    """Where the application stands: one sentence with the date, who holds it, what the applicant must do."""
    asked = (
        _asked(case)
        if case.state == Foi.CORRECTING.code
        else _asked(case, Foi.ask_reasons.name)
        if _explains(case)
        else ""
    )
    light, tag, big, text = _says(case, reading, today)
    runs = case.state not in (Foi.CORRECTING.code, *actions.ENDED)
    made = fees.open_charge(case) if case.state == Foi.CHARGED.code else None
    pay = paying.paid_at(made) if made else ""
    return Card(light, tag, big, text, runs, asked, _coming(case, reading), _rights(case), pay)


_ENDED = {
    Foi.LAPSED.code: "到期没有收到您的补充说明，按规定视为放弃（条例第三十条）。",
    Foi.RECALLED.code: "您撤回了这件申请。",
    Foi.UNPAID.code: "到期没有缴清信息处理费，按规定不再处理（信息处理费管理办法第六条）。",
}
SUPPLEMENT = "已经告知您更改、补充申请，按2008年条例，这就是答复。"
"""Instead, of what lapsed before its receipt turned out to be of the Regulation that knew no lapse."""


def _says(case: Case, reading: Reading | None, today: date) -> tuple[Light, str, str, str]:
    unit, nothing = case.unit.name, "现在不需要您做什么。"
    if case.state == Foi.CORRECTING.code:
        until = application_of(case).correction_due_on
        if until and today > until:
            return (
                Light.PAUSED,
                "补充的日子已过",
                f"请您{told(until)}前补充说明，现在还没有收到。",
                f"没有办结以前，您还可以补充；没有正当理由一直不补充的，{unit}可以按放弃申请办结（条例第三十条）。",
            )
        return (
            Light.PAUSED,
            "等您补充",
            f"请您最晚{told(until)}补充说明。",
            f"{unit}收到补充以后，从第二天起重新计算答复期限。",
        )
    if case.state == Foi.CHARGED.code:
        made = fees.open_charge(case)
        until = f"最晚{told(made.due_on)}" if made.due_on else "在收到收费通知的次日起20个工作日内"
        text = "缴到哪里、怎么缴，见下面的收费通知书。缴清以后，从第二天起重新计算答复期限；逾期没有缴清的，不再处理。"
        return Light.PAUSED, "等您缴费", f"请您{until}缴纳信息处理费{made.amount}元。", text
    if case.state == Foi.ANSWERED.code and (again := [each for each in orders_in(case) if each.done_on]):
        text = f"{outcome(case.law, again[-1].outcome).finding}。答复书在下面。"
        return Light.DONE, "已重新答复", f"{zh(again[-1].done_on)}已经重新答复您。", text
    if case.state == Foi.ANSWERED.code:
        used = f"，用了{reading.spent}个工作日" if reading else ""
        text = f"{outcome(case.law, case.outcome).finding}。答复书在下面。"
        return Light.DONE, "已答复", f"{zh(case.closed_on)}已经答复您{used}。", text
    if owed := owed_in(case):
        text = f"{unit}正在按要求重新答复您。{nothing}"
        late = owed.due_on < today
        return (
            Light.RED if late else Light.GREEN,
            "重新办理",
            f"复议机关或者法院要求重新办理，最晚{told(owed.due_on)}。",
            text,
        )
    if case.closed:
        return (
            Light.DONE,
            "已结束",
            f"这件申请已于{zh(case.closed_on)}结束。",
            f"{SUPPLEMENT if case.outcome == 'c37' else _ENDED[case.state]}需要时，您可以重新提出申请。",
        )
    if reading is None:
        return (
            Light.PAUSED,
            "待确认",
            "正在与您确认收到申请的日期。",
            f"{unit}会打电话给您。确认以后，从第二天起计算答复期限。",
        )
    if explains := _explains(case):
        nothing = f"请您最晚{told(explains.due_on)}说明申请的理由。答复期限照常计算。"
    if reading.light is Light.PAUSED:
        text = f"{unit}正在征求有关方面的意见，这段时间不计入期限。收到意见以后继续计算，还剩{reading.term_days - reading.spent}个工作日。{nothing}"
        return Light.PAUSED, "期限暂停", "正在征求意见，答复期限暂停计算。", text
    last = reading.last_on
    if last and today > last:
        text = f"{unit}还没有答复。这是我们的责任，您可以打电话催办，也可以投诉。"
        return Light.RED, "已超期", f"本应在{told(last)}前答复您，已经超期{reading.overdue}个工作日。", text
    left = "今天是最后一天。" if reading.left == 0 else f"还剩{reading.left}个工作日。"
    big = f"最晚{zh(reading.due_on)}答复您，{left}" if reading.due_on else _until(reading)
    # Until the expected day nothing is late, whatever the lower bound says to the office (决定§5.7).
    light = Light.YELLOW if reading.light is Light.RED else reading.light
    return light, "正在办理", big, f"{unit}正在办理。{nothing}"


def _explains(case: Case) -> Excess | None:
    """What the applicant has still to explain of an open case (条例第35条)."""
    made = None if case.closed else excess.asked(case)
    return made if made and made.told_on is None else None


def _asked(case: Case, step: str = Foi.ask_correction.name) -> str:
    """What the office asked the applicant to add, or to explain."""
    taken = next((each for each in steps_of(case) if each.name == step), None)
    return vault.unseal(case.ref, f"step:{taken.seq}", "") if taken else ""


def _coming(case: Case, reading: Reading | None) -> Moment | None:
    if case.closed:
        return None
    if case.state == Foi.CORRECTING.code:
        return Moment("您补充说明", when=f"最晚{told(application_of(case).correction_due_on)}", state="next")
    last = reading.last_on if reading else None
    when = f"{'最晚' if reading.due_on else '暂定'}{zh(last)}" if last else ""
    return Moment("答复您", when=when, text="答复书会写明公开的内容；不公开的，写明理由和您可以怎么办。", state="next")


_GRIEVANCES = {
    Foi.ANSWERED.code: "您认为答复不对",
    Foi.LAPSED.code: "您认为不应当按放弃处理",
    Foi.UNPAID.code: "您认为不应当不再处理",
}


def _rights(case: Case) -> str:
    if case.state == Foi.RECALLED.code:
        return f"对办理有意见，可以向{case.unit.name}提出。"
    organ, wrong = reconsideration_organ(case.unit, government()), _GRIEVANCES.get(case.state)
    return f"{wrong or '到期没有答复，或者您认为答复不对'}，可以在知道之日起60日内向{organ}申请行政复议。"


def told_otherwise(case: Case, reading: Reading | None) -> dict[str, str]:
    """What is said of a step in the place of its own words: where a case was told apart from another, and where, by what became known later, the
    term had ended before it was extended."""
    first = about_of(case, SPLIT)
    said = {OPEN: f"从您的申请{first.reference}里分出来，单独办理、单独答复；收到日期不变。"} if first else {}
    return said | _extended_in_vain(case, reading)


def _extended_in_vain(case: Case, reading: Reading | None) -> dict[str, str]:
    clock = clocks.clock_of(case.ref, CLOCK)
    if reading is None or clock is None or clocks.extended_on(clock) is None:
        return {}
    if reading.term_days > rules.clock_rule(clock.rule).term.days:
        return {}
    return {Foi.extend.name: "决定延长答复期限；后来查明期限在这以前已经届满，这次延长不起作用。"}


def acts(case: Case) -> tuple[OwnAct, ...]:
    """What the applicant may do in the case's present state: no correction that could not start the term anew."""
    fitting = [step for step, _ in _ACTS if step.leads_from(case.state)]
    if Foi.receive_correction in fitting and actions.no_restart(case):
        fitting.remove(Foi.receive_correction)
    if Foi.tell_reasons in fitting and _explains(case) is None:
        fitting.remove(Foi.tell_reasons)
    if Foi.set_telling in fitting and not (telling.offered() or telling.told_how(case)):
        fitting.remove(Foi.set_telling)
    asks = {Foi.receive_correction.name: Foi.ask_correction.name, Foi.tell_reasons.name: Foi.ask_reasons.name}
    return tuple(
        replace(act, asked=_asked(case, asks[step.name])) if step.name in asks else act
        for step, act in _ACTS
        if step in fitting
    )


def acted(case: Case, name: str, posted: Mapping[str, str]) -> str:
    """What is said of an act that has been taken already with the very same words; "" if it has not."""
    act = next((each for _, each in _ACTS if each.name == name), None)
    form = act.form(posted) if act else None
    return act.done if form and form.is_valid() and act.taken(case, form.cleaned_data) else ""


def _correct(case: Case, values: dict[str, Any], seen: int | None, at: datetime) -> None:
    actions.receive_correction(case=case, text=values["text"], by=APPLICANT, at=at, seen=seen)


def _recall(case: Case, values: dict[str, Any], seen: int | None, at: datetime) -> None:
    actions.recall(case=case, by=APPLICANT, at=at, seen=seen)


def _corrected(case: Case, values: dict[str, Any]) -> bool:
    return vault.unseal(case.ref, "correction", "") == values["text"]


def _explain(case: Case, values: dict[str, Any], seen: int | None, at: datetime) -> None:
    excess.tell_reasons(case=case, text=values["text"], by=APPLICANT, at=at, seen=seen)


def _explained(case: Case, values: dict[str, Any]) -> bool:
    return vault.unseal(case.ref, "reasons", "") == values["text"]


def _recalled(case: Case, values: dict[str, Any]) -> bool:
    return case.state == Foi.RECALLED.code


def _tell(case: Case, values: dict[str, Any], seen: int | None, at: datetime) -> None:
    telling.set_telling(case=case, way=values["way"], by=APPLICANT, at=at, seen=seen)


def _told_so(case: Case, values: dict[str, Any]) -> bool:
    return telling.told_how(case) == values["way"]


_ACTS = (
    (
        Foi.receive_correction,
        OwnAct(
            "correct", "补充说明", "file-plus-2", "请写上要补充的内容", "写好以后直接提交，不用再跑一趟。", "提交补充说明",
            "收到您的补充说明了。答复期限从明天起重新计算。", Correction, _correct, _corrected,
        ),
    ),
    (
        Foi.tell_reasons,
        OwnAct(
            "reasons", "说明理由", "message-circle", "请说明申请的理由", "为什么需要这么多信息，写清楚就直接提交。答复期限照常计算。", "提交理由",
            "收到您说明的理由了。", Reasons, _explain, _explained,
        ),
    ),
    (
        Foi.set_telling,
        OwnAct(
            "telling", "改通知方式", "bell-ring", "有进展要不要通知您？", "只说办到哪一步、到哪里看，不写申请的内容。", "就这样通知",
            "通知方式已经改好。", Telling, _tell, _told_so,
        ),
    ),
    (
        Foi.recall,
        OwnAct(
            "recall", "撤回这件申请", "undo-2", "要撤回这件申请吗？", "撤回以后我们不再办理，也不能恢复。需要时您可以重新提出申请。", "撤回申请",
            "这件申请已经撤回。", Recall, _recall, _recalled, danger=True,
        ),
    ),
)  # fmt: skip
