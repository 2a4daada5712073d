"""Telling an applicant who wished it, by e-mail or short message, that something happened: what, and where to look; nothing that stands in the file.

A message goes by the outbox, once for each paper; it is put together when it goes. Who has it goes to the website with number and code.
"""

from datetime import datetime

from gongkai.ground.ledger.acts import acting
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.outbox import queries as outboxes
from gongkai.ground.outbox.models import POST, Delivery
from gongkai.ground.outbox.sending import Pointless
from gongkai.ground.parties import vault
from gongkai.ground.units.queries import government
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.actions import step, tell
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import facts
from gongkai.procedures.foi.models import Application
from gongkai.pure.codes import contact
from gongkai.pure.codes.errors import CodeError

PREFIX = "tell-"
CHANNELS = {"email": "mail", "sms": "sms"}
REACHED_BY = {"email": "email", "sms": "phone"}
SAID = {
    "receipt": "已经收到",
    "correction": "需要您补充说明",
    "reasons": "需要您说明申请的理由",
    "charge": "需要缴纳信息处理费",
    "extension": "延长了答复期限",
    "delay": "确定了延迟答复的期限",
    "answer": "已经答复",
    "split": "分成几件办理",
    "passed_on": "转送了别的单位",
}
OTHERWISE = "有新的文书"


def offered() -> list[tuple[str, str]]:
    """The ways that are open here: those whose channel is connected."""
    connected = outboxes.channels()
    return [(way, label) for way, label in Application.TELL_BY if CHANNELS[way] in connected]


def cannot_reach(way: str, party: dict[str, str]) -> str:
    """Why somebody cannot be told in a way; "" if they can."""
    if way == "email":
        return "" if party.get("email") else "请写电子邮箱"
    return "" if way != "sms" or _mobile(party.get("phone", "")) else "短信要发到手机，请写手机号"


def _mobile(phone: str) -> str:
    """A mobile number; "" of any other."""
    try:
        number = contact.parse_phone(phone)
    except CodeError:
        return ""
    return number if number.startswith("1") and len(number) == 11 else ""


def queue(case: Case, kind: str, at: datetime) -> None:
    """Have an applicant told of a paper that was just issued, inside the act, where they wished it and the channel is there."""
    way = Application.objects.filter(case=case).values_list("tell_by", flat=True).first()
    if way and CHANNELS[way] in outboxes.channels():
        key = f"{PREFIX}{case.reference}-{case.revision}-{kind}"
        outbox.queue(key=key, channel=CHANNELS[way], task=POST, ref=case.ref, unit_id=case.unit_id, version=None, at=at)


def is_message(delivery: Delivery) -> bool:
    return delivery.key.startswith(PREFIX)


def message(case: Case, delivery: Delivery) -> tuple[str, str]:
    """(to, text) as things stand now. Raises Pointless."""
    way = Application.objects.filter(case=case).values_list("tell_by", flat=True).first()
    if CHANNELS.get(way or "") != delivery.channel:
        raise Pointless("申请人不要再通知")
    party = vault.unseal(case.ref, "party", {})
    to = party.get("email", "") if way == "email" else _mobile(party.get("phone", ""))
    if not to:
        raise Pointless("申请人的信息已经清除")
    said = SAID.get(delivery.key.rpartition("-")[2], OTHERWISE)
    site = government()
    where = f"到{site.domain}" if site and site.domain else "在网上"
    return to, f"您的公开申请{case.reference}{said}。请凭编号和查询码{where}查看。{case.unit.short_name}"


@acting
def set_telling(*, case: Case, way: str, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """How an applicant is told from now on, "" for not at all. Raises StepRefused."""
    if way and way not in dict(offered()):
        raise StepRefused("这种通知方式现在用不了，请选别的", "way")
    if way and cannot_reach(way, vault.unseal(case.ref, "party", {})):
        left = {"email": "您没有留电子邮箱", "sms": "您留的电话不是手机，收不到短信"}[way]
        raise StepRefused(f"{left}，请选别的", "way")
    rows = step(case, "set_telling", by=by, at=at, seen=seen)
    application = Application.objects.select_related("case").get(case=case)
    application.tell_by = way
    application.save(update_fields=["tell_by"])
    label = dict(Application.TELL_BY).get(way, "不通知")
    tell(facts.FoiTellingSet(case.reference, label), case, by=by, at=at, rows=[*rows, application])
    return case


def told_how(case: Case) -> str:
    return Application.objects.filter(case=case).values_list("tell_by", flat=True).first() or ""
