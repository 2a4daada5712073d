"""How papers reach the applicant, on the desk."""

from collections.abc import Callable
from datetime import date
from typing import Any

from gongkai.ground.ui.parts import Offer
from gongkai.ground.ui.words import near_date
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.offering import verb
from gongkai.procedures.foi import Foi, serve_forms, serving, words
from gongkai.procedures.foi.faces.act import Act
from gongkai.pure.law.outcomes import outcome_by_code


def _on_service(does: Callable[..., Any]) -> Callable[..., Any]:
    def run(case: Case, values: dict[str, Any], **who: Any) -> Any:
        values = dict(values)
        return does(service=serving.service(case, int(values.pop("which"))), **values, **who)

    return run


ACTS = (
    Act("served", "登记文书送达", "mail-check", "r", "送达已经登记。", serve_forms.ServedForm.of, _on_service(serving.serve), "serve_paper", aside=True),
    Act("came_back", "登记文书退回", "mail", "k", "退回已经登记，请再送一次。", serve_forms.ReturnedForm.of, _on_service(serving.come_back), "return_paper", aside=True, says="登记以后，“重新送达文书”排进经办人的“要我办”，再发出一次为止。"),
    Act("send", "发出文书", "send", "a", "已经登记。", serve_forms.SendForm.of, verb(serving.send), "send_paper", aside=True, says="申请人要网上查看的不用登记：他凭编号和查询码第一次打开，系统自己记下。要邮件的，系统马上发出。"),
)  # fmt: skip
NAMES = {act.name for act in ACTS}


def fits(act: Act, case: Case) -> bool:
    """Is there something to hand over, or something on its way to tell of?"""
    if act.name == "send":
        return case.state not in (Foi.REGISTERED.code, Foi.RECEIVED.code)
    return act.name not in NAMES or bool(serving.open_services(case))


def unfit(act: Act, case: Case) -> str:
    """Why there is nothing to tell of; "" if there is, or the state says more."""
    nothing = act.name in ("served", "came_back") and case.state != Foi.REGISTERED.code and not fits(act, case)
    return "没有发出以后还没有结果的文书，不用登记。" if nothing else ""


def offer(act: Act, case: Case, today: date) -> Offer:
    back = [each for each in serving.services_of(case) if each.returned_on] if act.name == "send" else []
    return Offer(act, hint=f"上次{near_date(back[-1].returned_on, today)}退回。" if back else "")


def shares(case: Case, today: date) -> list[tuple[str, str]]:
    """How the answer reached the applicant, and until when reconsideration may be asked for."""
    answer = next((each for each in serving.papers_of(case) if each.kind == Foi.answer.notice), None)
    if answer is None:
        return []
    found = [_said(each, today) for each in serving.services_of(case) if each.notice == answer.number]
    told = [("答复书送达", "；".join(found) or "还没有登记，申请人也还没有在网上打开")]
    served = serving.served_on(case)
    if served and case.outcome and outcome_by_code(case.outcome).adverse:
        told.append(
            (
                "申请复议到",
                f"{words.told(serving.remedy_until(served))}（从送达第二天起{serving.REMEDY_DAYS}日，到期是休息日的顺延）",
            )
        )
    return told


def _said(each: Any, today: date) -> str:
    way = each.get_way_display()
    if each.served_on:
        return f"{way}，{near_date(each.served_on, today)}送达"
    if each.returned_on:
        return f"{way}，{near_date(each.returned_on, today)}退回"
    if each.appointed_on:
        return f"约定{near_date(each.appointed_on, today)}{each.hour}现场查阅"
    return f"{way}，{near_date(each.sent_on, today)}发出，还没有结果"
