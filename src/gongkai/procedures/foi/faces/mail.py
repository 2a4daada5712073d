"""A paper of an application as an e-mail to its applicant; put together when it goes. See ``gongkai.engines.channels.deliver``."""

from email.utils import format_datetime

from django.utils.timezone import localtime

from gongkai.ground.documents.queries import enclosed_with, pdf_of
from gongkai.ground.files.queries import read_bytes
from gongkai.ground.outbox.models import Delivery
from gongkai.ground.outbox.sending import Parcel, Pointless, TryLater
from gongkai.ground.parties import vault
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import telling, words
from gongkai.procedures.foi.serving import papers_of, service


def _message(case: Case, delivery: Delivery) -> Parcel:
    """That something happened, to who wished to be told by mail."""
    to, text = telling.message(case, delivery)
    body = {
        "to": to, "sender": case.unit.short_name, "subject": f"您的政府信息公开申请{case.reference}有新的进展", "leave": "",
        "text": f"{text}\n\n不想再收到这样的邮件，在“查进度”里点“改通知方式”。\n", "date": format_datetime(localtime(delivery.queued_at)),
    }  # fmt: skip
    return Parcel(delivery.key, "", body)


def pack(case: Case, delivery: Delivery) -> Parcel:
    """The mail as things stand now, the paper and what goes out with it attached. Raises Pointless, TryLater."""
    if telling.is_message(delivery):
        return _message(case, delivery)
    made = service(case, int(delivery.key.rpartition("-")[2]))
    notice = next((each for each in papers_of(case) if made and each.number == made.notice), None)
    party = vault.unseal(case.ref, "party", {})
    if made is None or notice is None or not party.get("email"):
        raise Pointless("申请人的信息已经清除")
    paper = pdf_of(notice)
    if paper is None:
        raise TryLater("文书的PDF还没有排好")
    enclosed = enclosed_with([notice]).get(notice.pk, [])
    files = {"paper": (f"{notice.title}.pdf", paper)}
    files |= {f"enclosed-{each.place}": (each.name, read_bytes(each.file)) for each in enclosed}
    to = words.salutation(party, case.party_type)
    text = (
        f"{to}：\n\n您的政府信息公开申请（登记号{case.reference}），现发给您{notice.title}（{notice.number}），在附件里"
        f"{f'，连同{len(enclosed)}个附件' if enclosed else ''}。\n\n凭登记号和查询码，在网站上也能查到。\n\n{case.unit.name}\n{case.unit.phone}\n"
    )
    body = {
        "to": party["email"], "sender": case.unit.short_name, "subject": f"{notice.title}（登记号{case.reference}）", "text": text, "leave": "",
        "date": format_datetime(localtime(delivery.queued_at)),
    }  # fmt: skip
    return Parcel(delivery.key, "", body, files)
