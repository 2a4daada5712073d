"""An applicant who wished it is told by e-mail or short message that something happened: once each, nothing of the file in it."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.plugins.cast import noon

from gongkai.engines.channels.deliver import deliver
from gongkai.engines.channels.tests.postbox import open_postbox
from gongkai.engines.channels.tests.servers import serving
from gongkai.ground.ledger.models import Fact
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.outbox import secrets
from gongkai.ground.outbox.models import SENT, VOID, Delivery
from gongkai.ground.units.scope import APPLICANT
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import telling
from gongkai.procedures.foi.receiving import Manner
from gongkai.procedures.foi.tests.scenes import OFFICER, REQUEST, answer, asked_to_correct

DAY = noon("2026-02-10")
PARTY = REQUEST.party | {"email": "zhang@example.cn"}


class Gateway:
    """The sandbox: a gateway of short messages as docs/channels.md describes it."""

    def __init__(self) -> None:
        self.sent: dict[str, dict] = {}

    def answer(self, path, query, body, media_type):
        told = json.loads(body) if body else {}
        if told:
            new = told["key"] not in self.sent
            self.sent.setdefault(told["key"], told)
            return (201 if new else 409), {"id": f"s-{len(self.sent)}"}
        return (200, {"id": "s-1"}) if query["key"] in self.sent else (404, {})


@pytest.fixture
def gateway(cast, home):
    with serving() as service:
        made = Gateway()
        service.answer = made.answer
        outbox.connect(code="sms", adapter="sms", name="政务短信平台", address=service.address, by="lin_guanli", at=noon("2026-02-01"))  # fmt: skip
        secrets.keep("sms", {"token": "hush"})
        yield made


def submitted(cast, way: str):
    request = replace(REQUEST, party=PARTY)
    return foi.submit(unit=cast.units["zjj"], request=request, at=DAY, manner=Manner(tell_by=way)).case


def test_each_paper_is_told_once_by_short_message(cast, gateway):
    case = asked_to_correct(cast, submitted(cast, "sms"), "2026-02-11")
    for minutes in (0, 1, 2, 60):
        deliver(noon("2026-02-11") + timedelta(minutes=minutes))
    texts = [each["text"] for each in gateway.sent.values()]
    assert [each["to"] for each in gateway.sent.values()] == ["13800000000"] * 2
    assert texts == [
        "您的公开申请2026-0001已经收到。请凭编号和查询码到www.mingchuan.gov.example查看。住房和城乡建设局",
        "您的公开申请2026-0001需要您补充说明。请凭编号和查询码到www.mingchuan.gov.example查看。住房和城乡建设局",
    ]
    assert all("张三" not in text and "危房" not in text and len(text) <= 70 for text in texts)
    assert set(Delivery.objects.values_list("state", flat=True)) == {SENT} and case.state == "correcting"
    bodies = b"".join(bytes(body) for body in Fact.objects.values_list("body", flat=True))
    assert b"13800000000" not in bodies


def test_by_mail_it_is_told_to_the_applicant_s_own_address(cast, home):
    with open_postbox() as box:
        outbox.connect(code="mail", adapter="smtp", name="政务邮箱", address=box.address, by="lin_guanli", at=noon("2026-02-01"))  # fmt: skip
        secrets.keep("mail", {"from": "no-reply@mingchuan.gov.example"})
        submitted(cast, "email")
        deliver(DAY)
        deliver(DAY + timedelta(hours=1))
        (mail,) = box.mails
        assert mail["To"] == "zhang@example.cn" and "2026-0001" in mail["Subject"]


def test_who_did_not_wish_it_is_told_nothing(cast, gateway):
    case = asked_to_correct(cast, submitted(cast, ""), "2026-02-11")
    foi.receive_correction(case=case, text="2025年", by=APPLICANT, at=noon("2026-02-12"))
    answer(cast, case, "2026-02-13")
    assert not Delivery.objects.exists()


def test_who_stops_it_gets_nothing_that_waits(cast, gateway):
    case = submitted(cast, "sms")
    telling.set_telling(case=case, way="", by=APPLICANT, at=DAY)
    deliver(DAY)
    assert Delivery.objects.get().state == VOID and not gateway.sent
    telling.set_telling(case=case, way="sms", by=APPLICANT, at=DAY)
    assert telling.told_how(case) == "sms"


def test_only_the_applicant_chooses_and_only_what_reaches_them(cast, gateway):
    case = foi.submit(unit=cast.units["zjj"], request=replace(REQUEST, party={"name": "张三", "phone": "0558-4412345"}), at=DAY).case  # fmt: skip
    with pytest.raises(NotAllowed):
        telling.set_telling(case=case, way="", by=cast.actor(OFFICER), at=DAY)
    for way, said in (("sms", "收不到短信"), ("email", "现在用不了"), ("pigeon", "现在用不了")):
        with pytest.raises(StepRefused, match=said):
            telling.set_telling(case=case, way=way, by=APPLICANT, at=DAY)
