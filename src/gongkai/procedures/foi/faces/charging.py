"""The desk's acts on what is excessive: reasons, a delayed term, fees (条例第35、42条; 国办函〔2020〕109号)."""

from datetime import date

from gongkai.ground.ui.parts import Offer
from gongkai.ground.ui.words import near_date
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.offering import Wait, verb
from gongkai.kernel.cases.queries import steps_of
from gongkai.kernel.flow import clocks
from gongkai.procedures.foi import Foi, actions, excess, excess_forms, fees, forms, queries, repeats, words
from gongkai.procedures.foi.faces.act import Act
from gongkai.pure.declare import Role


def _asked_for(case: Case, today: date) -> list[tuple[str, str]]:
    texts = queries.texts_of(case)
    wanted = [
        (label, texts[name])
        for name, label in (("wanted", "申请人要什么"), ("reasons", "申请人说明的理由"))
        if name in texts
    ]
    return [*repeats.told(case, today), *wanted]


ACTS = (
    Act("pay", "登记缴清", "check", "p", "缴清已经登记，期限从第二天起重新计算。", excess_forms.PaidForm.of, verb(fees.pay), "pay", says="全部缴清了才登记（信息处理费管理办法第6条）。"),
    Act("prove_charge", "登记收费通知送达", "mail-check", "v", "送达已经登记，开始计缴费期限。", excess_forms.ChargeDeliveredForm.of, verb(fees.prove_charge), "prove_charge"),
    Act("ask_reasons", "要求说明理由", "message-circle-question-mark", "u", "告知书已经发出。", excess_forms.ReasonsForm.of, verb(excess.ask_reasons), "ask_reasons", aside=True, about=_asked_for, says="数量、频次明显超过合理范围的才用，只能1次（条例第35条）。告知书马上发出；答复期限照常计算，不停。"),
    Act("tell_reasons", "登记理由", "message-circle", "u", "申请人说明的理由已经登记。", excess_forms.ToldReasonsForm.of, verb(excess.tell_reasons), "tell_reasons", says="理由合理、期限内答复不了的，请公开机构负责人确定延迟期限；不合理的，送签答复书，结果选“不予处理：无正当理由大量反复申请”。"),
    Act("delay", "确定延迟期限", "calendar-plus", "o", "延迟期限已经确定，告知书已经发出。", excess_forms.DelayForm.of, verb(excess.delay), "delay", role=Role.OFFICE_HEAD, about=_asked_for, says="只能定1次，告知书马上发给申请人（条例第35条）。定了以后不能再延期。"),
    Act("charge", "通知缴费", "wallet", "c", "收费通知已经发出，时钟暂停。", excess_forms.ChargeForm.of, verb(fees.charge), "charge", aside=True, about=_asked_for, says="收费通知书马上发出，时钟暂停；缴清以后期限从零重新计算，逾期没有缴清的不再处理（条例第42条、信息处理费管理办法第6条）。按件、按量只能选一种。"),
    Act("withdraw_charge", "撤回收费通知", "undo-2", "x", "收费通知已经撤回，期限照常计算。", excess_forms.WithdrawChargeForm.of, verb(fees.withdraw_charge), "withdraw_charge", aside=True, role=Role.OFFICE_HEAD, says="告知书马上发给申请人。没有哪一条把白等的日子扣除，所以期限按没有收过费计算。"),
    Act("unpaid", "按逾期未缴费办结", "x", "z", "已经按逾期未缴费办结。", forms.SignForm.of, verb(fees.unpaid), "unpaid", danger=True, says="告知书马上发出，这一件办结，不能再改。"),
)  # fmt: skip
NAMES = {act.name for act in ACTS}


def offer(act: Act, case: Case, today: date) -> Offer:
    """An act of these as it stands now, with why it cannot be done, or until when it can."""
    if act.name in ("ask_reasons", "tell_reasons"):
        return Offer(act)
    if act.name == "delay":
        return Offer(
            act, f"{why}。" if (why := excess.cannot_delay(case)) else "", hint="" if why else _until(case, today)
        )
    if act.name == "charge":
        return Offer(act, f"{why}。" if (why := fees.cannot_charge(case, today)) else "")
    made = fees.open_charge(case)
    if act.name == "unpaid" and made and (why := fees.not_yet(made, today)):
        return Offer(act, f"{why}。")
    if act.name == "prove_charge" and made and made.received_on:
        return Offer(act, f"已经登记{near_date(made.received_on, today)}送达。")
    return Offer(act)


def fits(act: Act, case: Case) -> bool:
    """Is there a place for it beyond what the state says: reasons are told where they were asked for, and a delay follows them."""
    made = excess.asked(case) if act.name in ("ask_reasons", "tell_reasons", "delay") else None
    if act.name == "ask_reasons":
        return made is None
    if act.name in ("tell_reasons", "delay"):
        told = made is not None and made.told_on is not None
        return made is not None and told is (act.name == "delay") and not (act.name == "delay" and _delayed(case))
    return True


def _delayed(case: Case) -> bool:
    clock = clocks.clock_of(case.ref, actions.ANSWER)
    return clock is not None and any(event.kind == "delay" for event in clocks.events_of(clock))


def _until(case: Case, today: date) -> str:
    clock = clocks.clock_of(case.ref, actions.ANSWER)
    last = (clock.due_on or clock.bound_on) if clock else None
    return f"最晚{near_date(last, today)}办，只能定1次，要写理由并告知申请人。" if last else ""


def awaited(case: Case, today: date) -> tuple[str, str]:
    """What is said of a case that waits to be paid for: heading and text."""
    made = fees.open_charge(case)
    sent = f"收费通知{near_date(made.noticed_on, today)}发出，{made.amount}元，从第二天起不计。"
    if made.due_on is None:
        return "等申请人缴费", f"{sent}送达还没有登记，缴费期限没有起算。"
    if today > made.due_on:
        over = f"缴费期限已于{words.told(made.due_on)}过去，可以按逾期未缴费办结；缴清了的，照样登记。"
        return "缴费期已过", f"{sent}{over}"
    until = f"最晚{words.told(made.due_on)}缴清；缴清后从第二天起重新计算期限（信息处理费管理办法第6条）。"
    return "等申请人缴费", f"{sent}{until}"


def never_paid(case: Case) -> Wait | None:
    """What ended while a fee was waited for had no due day any more; None for anything else."""
    ended = next((each for each in steps_of(case) if each.target == case.state), None)
    if ended is None or ended.source != Foi.CHARGED.code:
        return None
    made = fees.charges_of(case)[-1]
    text = f"收费通知{words.zh(made.noticed_on)}发出，从第二天起不计期限，缴清才从零重新计算。到办结没有缴清，所以没有到期日。"
    return Wait("没有缴清", text, since=made.noticed_on)


def said(case: Case) -> list[tuple[str, str]]:
    """What a case's page tells of reasons and fees, beside the applicant."""
    found = []
    if made := excess.asked(case):
        state = f"{words.zh(made.told_on)}说明" if made.told_on else f"限{words.told(made.due_on)}前，还没有说明"
        found.append(("说明理由", f"{words.zh(made.asked_on)}要求，{state}"))
    for each in fees.charges_of(case):
        ended = f"{words.zh(each.withdrawn_on)}撤回" if each.withdrawn_on else "还没有缴清"
        if each.paid_on:
            ended = f"{words.zh(each.paid_on)}缴清" + (f"，票据号{each.voucher}" if each.voucher else "")
        elif case.state == Foi.UNPAID.code:
            ended = "逾期没有缴清"
        found.append(("信息处理费", f"{each.amount}元（{each.get_tariff_display()}），{ended}"))
    return found
