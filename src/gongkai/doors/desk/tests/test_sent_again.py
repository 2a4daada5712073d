"""Who goes back and presses once more is asked first: a form with the very same in it was taken just now."""

import re
from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.doors.desk.tests.conftest import do as do_record
from gongkai.doors.desk.tests.conftest import through
from gongkai.doors.desk.tests.test_case import do
from gongkai.ground.units.actions import appoint
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import consulting

REGISTER = "/desk/p/foi/register/"
ASKED = "交过一份一模一样的"


def page(client, url):
    """What a form carries of its own when its page is opened, or comes anew on the way back."""
    html = client.get(url).content.decode()
    return {name: value for name, value in re.findall(r'name="(token|once|seen)" value="([^"]*)"', html)}


def test_a_registration_after_going_back_is_asked_about(desk, paper):
    client = desk("chen_chuangkou")
    assert client.post(REGISTER, paper | page(client, REGISTER)).status_code == 200
    back = paper | page(client, REGISTER)
    asked = client.post(REGISTER, back)
    assert asked.status_code == 422 and ASKED in asked.content.decode() and Case.objects.count() == 1
    assert 'name="anyway"' in asked.content.decode()
    assert client.post(REGISTER, back | {"anyway": "1"}).status_code == 200 and Case.objects.count() == 2


def test_another_one_and_the_very_same_form_are_not(desk, paper):
    client = desk("chen_chuangkou")
    form = paper | page(client, REGISTER)
    client.post(REGISTER, form)
    assert "没有登记第二次" in client.post(REGISTER, form).content.decode()
    other = client.post(REGISTER, paper | page(client, REGISTER) | {"subject": "另一份合同"})
    assert other.status_code == 200 and Case.objects.count() == 2


def test_nor_somebody_else_nor_after_half_an_hour(desk, paper, monkeypatch):
    client, other = desk("chen_chuangkou"), desk("zhou_jingban")
    client.post(REGISTER, paper | page(client, REGISTER))
    assert other.post(REGISTER, paper | page(other, REGISTER)).status_code == 200
    monkeypatch.setattr("gongkai.doors.edge.now", lambda: noon("2026-03-03"))
    assert client.post(REGISTER, paper | page(client, REGISTER)).status_code == 200


def test_a_note_after_going_back_is_asked_about(desk, application):
    case, client = application(), desk("zhou_jingban")
    url = f"/desk/c/{case.reference}/do/note/"
    typed = {"text": "已经和档案室核对。"}
    assert client.post(url, typed | page(client, url)).status_code == 302
    back = typed | page(client, url)
    assert ASKED in client.post(url, back).content.decode()
    assert client.post(url, back | {"anyway": "1"}).status_code == 302


@pytest.fixture
def two_letters(desk, application):
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    for whom in ("甲公司", "乙公司"):
        do(officer, case, "consult", kind="third_party", unit="", whom=whom, letter="")
    return case, officer


OPINION = {"consents": "no", "opinion": "涉及本公司的报价。", "answered_on": "2026-03-02"}


@pytest.mark.parametrize(
    "act, values",
    [("opinion", OPINION), ("delivered", {"on": "2026-03-02"}), ("undelivered", {"reason": "电话是空号"})],
)
def test_what_was_written_of_one_letter_does_not_go_to_the_next(desk, two_letters, act, values):
    """Whoever was second, or came back, finds no letter chosen, and is told why."""
    case, officer = two_letters
    assert do(officer, case, act, which="1", **values).status_code == 302
    late = do(desk("zhou_jingban"), case, act, which="1", **values)
    html = late.content.decode()
    assert late.status_code == 422 and "选的这一份刚才已经登记过了" in html
    assert re.search(r'<option value=""[^>]*>请选一份', html) and not re.search(r'<option value="2" selected', html)
    fresh = officer.get(f"/desk/c/{case.reference}/do/{act}/").context["form"].fields["which"].choices
    assert [key for key, _ in fresh] == ["", 2]
    second = consulting.Consultation.objects.get(case=case, seq=2)
    assert (second.answered_on, second.received_on) == (None, None)


def test_with_one_letter_it_is_chosen(desk, application):
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    do(officer, case, "consult", kind="third_party", unit="", whom="甲公司", letter="")
    form = officer.get(f"/desk/c/{case.reference}/do/opinion/").context["form"]
    assert [key for key, _ in form.fields["which"].choices] == [1]


def test_who_returns_what_a_colleague_has_passed_meanwhile_is_told(desk, drafted, cast):
    record = drafted()
    through(desk, record, ("wang_bianji", "submit"))
    appoint(
        person=cast.people["qian_jingban"], unit=cast.units["zjj"], role="reviewer", at=noon("2026-03-01"), by="setup", from_on=date(2026, 3, 1)
    )  # fmt: skip
    seen = record.revision
    assert do_record(desk("li_shenhe"), record, "pass_review").status_code == 302
    url = f"/desk/r/{record.pk}/do/send_back/"
    late = desk("qian_jingban").post(url, {"seen": seen, "reason": "第三条的数字不对。"})
    html = late.content.decode()
    assert late.status_code == 422 and "刚才有别人办了这一件" in html and "第三条的数字不对。" in html
    assert desk("qian_jingban").get(url).status_code == 404
    assert desk("zhou_jingban").post(url, {"seen": seen, "reason": "不对。"}).status_code == 404


def test_a_tick_is_for_what_was_asked(desk, paper):
    client = desk("chen_chuangkou")
    asked = client.post(REGISTER, paper | {"received_on": "2026-01-05"})
    mark = asked.context["form"]["asked"].value()
    assert asked.status_code == 422 and mark and not asked.context["form"]["sure"].value()
    other = client.post(REGISTER, paper | {"received_on": "2018-01-05", "sure": "on", "asked": mark})
    assert other.status_code == 422 and "2018年" in other.content.decode() and Case.objects.count() == 0
    form = other.context["form"]
    assert form["asked"].value() != mark and not form["sure"].value()
    taken = client.post(REGISTER, paper | {"received_on": "2026-01-05", "sure": "on", "asked": mark})
    assert taken.status_code == 200 and Case.objects.count() == 1
