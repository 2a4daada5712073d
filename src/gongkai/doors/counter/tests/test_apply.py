"""An application goes in page by page and comes back as a number and a query code."""

from gongkai.doors.counter.tests.conftest import APPLY, WANTED
from gongkai.ground.parties import vault
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
