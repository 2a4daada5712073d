"""An application goes in page by page and comes back as a number and a query code."""

from datetime import date

from tests.plugins.cast import noon

from gongkai.doors.counter.tests.conftest import APPLY, RECEIPT, WANTED, hidden
from gongkai.ground.parties import vault
from gongkai.ground.units.actions import close_unit
from gongkai.kernel.cases import codes
from gongkai.kernel.cases.models import Case


def test_all_pages_lead_to_one_registered_case(citizen):
    citizen.fill_all()
    assert "请核对一遍" in citizen.html and WANTED in citizen.html
    reference, code = citizen.send()
    case = Case.objects.get(reference=reference)
    assert codes.matches(code, case.query_hash)
    assert (case.unit.code, case.channel, case.party_type) == ("zjj", "web", "natural")
    assert vault.unseal(case.ref, "party")["name"] == "欧阳慕白"
    assert "最晚2026年3月30日答复您" in citizen.html


def test_what_the_unit_has_published_is_offered_before_asking(citizen):
    assert "也许已经公开了" not in citizen.get(APPLY)
    html = citizen.fill("unit")
    assert "先看住房和城乡建设局的公开目录" in html and 'href="/u/zjj/catalogue/" target="_blank"' in html
    assert "也许已经公开了" not in citizen.fill("what")


def test_a_unit_s_own_pages_lead_to_an_application_to_it(citizen):
    assert '<option value="zjj" selected>' in citizen.get(f"{APPLY}?unit=zjj")
    assert "selected" not in citizen.get(f"{APPLY}?unit=nowhere").replace('<option value="" selected>', "")


def test_only_what_nobody_can_be_known_by_is_kept_by_the_browser(citizen):
    """So its own Back shows a page again without asking whether to send a form twice; and nothing is kept on the way."""

    def kept() -> bool:
        caching = citizen.answer["Cache-Control"]
        assert caching in ("private, no-cache", "no-store")
        return caching != "no-store"

    citizen.get(APPLY)
    assert kept()
    for page in ("unit", "what", "kind", "who"):
        citizen.fill(page)
        assert kept()
    citizen.fill("how", address="")
    assert "请写收件地址" in citizen.html and not kept()
    citizen.fill("how")
    assert "请核对一遍" in citizen.html and not kept()
    citizen.fill("how", go="back")
    assert 'value="欧阳慕白"' in citizen.html and not kept()
    citizen.fill("who", go="back")
    assert "您以什么身份申请？" in citizen.html and kept()
    citizen.fill_all()
    citizen.send()
    assert not kept()


def test_what_is_said_of_the_typed_is_true(citizen):
    assert "每一步由系统检查，提交以前不保存" in citizen.get(APPLY)
    assert '<p class="cap" hidden>选好后本机会记住' in citizen.html


def test_a_unit_that_closed_meanwhile_says_who_took_over_and_nothing_is_lost(citizen, cast):
    citizen.fill_all()
    close_unit(
        unit=cast.units["zjj"], successor=cast.units["wjw"], on=date(2026, 3, 2), at=noon("2026-03-02"), by="lin"
    )
    said = "明川县住房和城乡建设局已于2026年3月2日撤销，由明川县卫生健康委员会承接，请选明川县卫生健康委员会"
    html = citizen.post(RECEIPT, draft=hidden(citizen.html, "draft"))
    assert said in html and not Case.objects.exists()
    assert "请核对一遍" in citizen.fill("unit", unit="wjw") or WANTED in citizen.html
    assert said in citizen.get(f"{APPLY}?unit=zjj")


def test_who_acts_for_somebody_or_applies_with_others_is_told_where_that_is_done(citizen):
    citizen.get(APPLY)
    for page in ("unit", "what", "kind"):
        html = citizen.fill(page)
    assert "受人委托代为申请的、几个人一起申请的，网上办不了" in html and "当面申请，或者寄去" in html
