"""Whether one is told of what happens is asked where it can be done, kept with the application, and changed on its page."""

import pytest
from tests.plugins.cast import noon

from gongkai.ground.outbox import actions as outbox
from gongkai.ground.outbox.models import Delivery
from gongkai.ground.parties import vault
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi.telling import told_how


@pytest.fixture
def by_mail(citizen):
    outbox.connect(
        code="mail", adapter="folder", name="政务邮箱", address="outbox/mail", by="lin_guanli", at=noon("2026-02-01")
    )
    return citizen


def test_where_no_channel_is_connected_nothing_is_asked(citizen):
    citizen.fill_all(until="how")
    assert "有进展要不要通知您" not in citizen.html
    citizen.fill("how")
    reference, code = citizen.send()
    assert "改通知方式" not in citizen.track(reference, code) and not Delivery.objects.exists()


def test_an_address_is_asked_for_and_kept_though_the_answer_goes_by_post(by_mail):
    by_mail.fill_all(until="how")
    assert "有进展要不要通知您" in by_mail.html and "短信" not in by_mail.html
    assert "请写电子邮箱" in by_mail.fill("how", tell_by="email")
    by_mail.fill("how", tell_by="email", email="ouyang@example.cn")
    assert "有进展通知" in by_mail.html and "ouyang@example.cn" in by_mail.html
    by_mail.send()
    case = Case.objects.get()
    assert vault.unseal(case.ref, "party")["email"] == "ouyang@example.cn"
    assert Delivery.objects.get().key == f"tell-{case.reference}-1-receipt"


def test_it_is_changed_on_the_page_where_one_follows_it(by_mail):
    by_mail.fill_all(until="how")
    by_mail.fill("how", tell_by="email", email="ouyang@example.cn")
    reference, code = by_mail.send()
    assert "改通知方式" in by_mail.track(reference, code)
    by_mail.press("/counter/track/act", act="telling")
    shown = by_mail.press("/counter/track/act", act="telling", sure="1", seen="1", way="")
    assert "通知方式已经改好。" in shown and told_how(Case.objects.get()) == ""
