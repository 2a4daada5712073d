"""Who was consulted, at the desk: what they are shown of a case, how they answer, how a letter's delivery is proved."""

import re

import pytest
from tests.plugins.cast import noon

from gongkai.doors.desk.tests.test_case import do, page
from gongkai.ground.documents.models import Notice
from gongkai.ground.documents.rendering import render_now
from gongkai.ground.files.actions import attach
from gongkai.ground.files.tests.samples import PNG
from gongkai.ground.ledger.models import Fact
from gongkai.procedures.foi import consulting


def test_a_consulted_unit_sees_the_case_and_gives_its_opinion(desk, application, cast):
    case, officer, asked = application(), desk("zhou_jingban"), desk("qian_jingban")
    do(officer, case, "accept")
    sent = do(officer, case, "consult", kind="third_party", unit=str(cast.units["wjw"].pk), whom="", letter="")
    assert sent.status_code == 302
    assert case.reference in asked.get("/desk/").content.decode()
    assert "已暂停" in page(asked, case) and "do/propose/" not in page(asked, case)
    opinion = {"which": "1", "consents": "yes", "opinion": "同意公开", "answered_on": "2026-03-02"}
    assert do(asked, case, "opinion", **opinion).status_code == 302
    assert "卫生健康委员会：同意公开" in page(officer, case)


def test_delivery_of_a_letter_is_proved(desk, application, cast, today):
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    do(officer, case, "consult", kind="third_party", unit="", whom="宁州远图设计公司", letter="")
    today("2026-03-04")
    assert do(officer, case, "delivered", which="1", on="2026-03-03").status_code == 302
    assert "3月24日前答复" in page(officer, case)
    no = {"which": "1", "consents": "none", "opinion": "", "answered_on": "2026-03-25"}
    today("2026-03-24")
    assert (
        "过了这天才能登记没有答复"
        in do(officer, case, "opinion", **no | {"answered_on": "2026-03-24"}).content.decode()
    )
    today("2026-03-25")
    assert do(officer, case, "opinion", **no).status_code == 302
    assert consulting.Consultation.objects.get(case=case).consents is None


@pytest.fixture
def asked_of_two(desk, application, cast):
    """A case in which a unit and a company outside were asked for their opinions: the case, and how each is known."""
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    do(officer, case, "note", text="先和当事人通个电话。")
    do(officer, case, "consult", kind="third_party", unit="", whom="宁州远图设计公司", letter="涉及贵公司的设计图。")
    do(officer, case, "consult", kind="joint_organ", unit=str(cast.units["wjw"].pk), whom="", letter="请贵委函复。")
    return case


def test_a_consulted_unit_is_shown_what_was_addressed_to_it_and_no_more(desk, asked_of_two):
    asked = desk("qian_jingban")
    shown = page(asked, asked_of_two)
    (own,) = re.findall(r"/n/(\d+)/", shown)
    assert "请贵委函复" in asked.get(f"/desk/c/{asked_of_two.reference}/n/{own}/").content.decode()
    for notice in Notice.objects.filter(ref=asked_of_two.ref):
        render_now(notice, noon("2026-03-02"))
        url, its_own = f"/desk/c/{asked_of_two.reference}/n/{notice.pk}/", notice.pk == int(own)
        assert asked.get(url).status_code == (200 if its_own else 404)
        paper = asked.post(f"{url}pdf")
        assert paper.status_code == (200 if its_own else 404) and paper.content.startswith(b"%PDF") is its_own
    assert not Fact.objects.filter(name="case.viewed").exists()
    assert "登记回执" not in shown and "远图" not in shown and "先和当事人" not in shown
    assert "发出前要过的关" not in shown and "受理" in shown
    assert "先和当事人" in page(desk("zhou_jingban"), asked_of_two)


def test_a_consulted_unit_answers_only_its_own_letter(desk, asked_of_two):
    asked, url = desk("qian_jingban"), f"/desk/c/{asked_of_two.reference}/do/opinion/"
    assert [key for key, _ in asked.get(url).context["form"].fields["which"].choices] == [2]
    others = {"which": "1", "consents": "yes", "opinion": "同意", "answered_on": "2026-03-02"}
    assert do(asked, asked_of_two, "opinion", **others).status_code == 422
    assert len(desk("zhou_jingban").get(url).context["form"].fields["which"].choices) == 3


def test_two_who_were_consulted_are_told_apart(desk, application, today):
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    do(officer, case, "consult", kind="third_party", unit="", whom="明川建筑公司", letter="")
    today("2026-03-03")
    do(officer, case, "consult", kind="third_party", unit="", whom="明川燃气公司", letter="")
    form = officer.get(f"/desk/c/{case.reference}/do/opinion/").content.decode()
    assert "第1份，第三方：明川建筑公司（3月2日发出）" in form and "第2份，第三方：明川燃气公司（3月3日发出）" in form
    shown = page(officer, case)
    assert (
        "征求意见书（第1份，第三方，致明川建筑公司）" in shown
        and "征求意见书（第2份，第三方，致明川燃气公司）" in shown
        and "登记回执<small>" in shown
    )
    assert "第1份，第三方，明川建筑公司：" in shown and "征求第三方意见（第2份），暂停计时" in shown
    answer = {"which": "2", "consents": "no", "opinion": "涉及报价", "answered_on": "2026-03-03"}
    do(officer, case, "opinion", **answer)
    assert "收到意见（第2份），还有1份没有答复" in page(officer, case)


def test_the_files_of_a_case_are_not_for_a_consulted_unit(desk, asked_of_two):
    file = attach(
        owner=asked_of_two.ref, name="身份证.png", data=PNG, by="zhou_jingban", at=noon("2026-03-02"), seal=True
    )
    assert desk("qian_jingban").get(f"/desk/files/{file.public_id}").status_code == 404
    assert desk("zhou_jingban").get(f"/desk/files/{file.public_id}").status_code == 200
    assert "身份证.png" not in page(desk("qian_jingban"), asked_of_two)


def test_a_consulted_unit_gives_its_opinion_while_the_answer_waits_for_its_signature(desk, asked_of_two):
    case = asked_of_two
    officer = desk("zhou_jingban")
    do(officer, case, "propose", outcome="3_1", text="您申请的信息答复如下，请查收。", sure="on")
    case.refresh_from_db()
    assert case.state == "signing"
    consulted = desk("qian_jingban")
    assert "登记意见" in page(consulted, case)
    posted = do(consulted, case, "opinion", which=2, consents="yes", opinion="同意公开", answered_on="2026-03-02")
    assert posted.status_code == 302
    case.refresh_from_db()
    assert case.state == "signing" and "都有结果" not in page(officer, case)


@pytest.mark.parametrize(("day", "asked"), [("2026-03-23", False), ("2026-03-24", False), ("2026-03-25", True)])
def test_a_delivery_by_which_the_term_is_over_is_asked_about(desk, application, today, day, asked):
    """Delivered on 3 March: the consulted had until 24 March."""
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    do(officer, case, "consult", kind="third_party", unit="", whom="宁州远图设计公司", letter="")
    today(day)
    answer = do(officer, case, "delivered", which="1", on="2026-03-03")
    assert answer.status_code == (422 if asked else 302)
    if asked:
        told = answer.content.decode()
        assert "答复期限2026年3月24日已满" in told and "来了意见的，先用“登记意见”登记" in told
        came = {"which": "1", "consents": "no", "opinion": "不同意", "answered_on": "2026-03-20"}
        assert do(officer, case, "delivered", which="1", on="2026-03-03", sure="on").status_code == 302
        assert do(officer, case, "opinion", **came).status_code == 302


def test_under_2008_no_late_delivery_is_asked_about(desk, application, today):
    today("2019-05-14")
    case, officer = application(at="2019-05-14"), desk("zhou_jingban")
    do(officer, case, "accept")
    do(officer, case, "consult", kind="third_party", unit="", whom="宁州远图设计公司", letter="")
    today("2019-09-02")
    assert do(officer, case, "delivered", which="1", on="2019-05-15").status_code == 302
