"""Consulting at the desk: what its forms say and refuse, and how its letters are told apart."""

import re

import pytest

from gongkai.doors.desk.tests.test_case import do, page
from gongkai.kernel.flow import clocks
from gongkai.procedures.foi.models import Consultation
from gongkai.procedures.foi.queries import consultations_of


def test_the_form_of_consulting_says_beforehand_that_the_clock_stops_no_more(desk, application, today):
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    url = f"/desk/c/{case.reference}/do/consult/"
    for day, over in (("2026-03-13", False), ("2026-03-16", True), ("2026-03-17", True)):
        today(day)
        assert ("时钟不再停" in officer.get(url).content.decode()) is over
    today("2026-03-18")
    assert do(officer, case, "consult", kind="third_party", unit="", whom="李四", letter="").status_code == 302
    text = page(officer, case)
    assert "征求意见书已经发出，期限已满，时钟不停。" in text
    assert "超期2个工作日" in text and "还剩 -" not in text and "<strong>等" not in text
    assert "那时期限已满，时钟没有停" in text


def test_a_unit_and_a_name_are_refused_and_both_stay(desk, application, cast):
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    values = {"kind": "third_party", "unit": cast.units["wjw"].pk, "whom": "明川建筑公司", "letter": "请答复"}
    form = do(officer, case, "consult", **values).content.decode()
    assert "一份征求意见书只发给一家" in form and "明川建筑公司" in form and "请答复" in form
    assert re.search(rf'<option value="{values["unit"]}"\s+selected', form)


def test_letters_are_told_apart_by_number_kind_and_whom(desk, application):
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    do(officer, case, "consult", kind="third_party", unit="", whom="明川建筑公司", letter="")
    do(officer, case, "consult", kind="joint_organ", unit="", whom="明川建筑公司", letter="")
    text = page(officer, case)
    for part in ("第1份，第三方，", "第2份，共同制作的机关，"):
        assert f"（{part}致明川建筑公司）" in text and f"{part}明川建筑公司：" in text
    for act in ("delivered", "undelivered", "opinion"):
        form = officer.get(f"/desk/c/{case.reference}/do/{act}/").content.decode()
        assert "第1份，第三方：明川建筑公司" in form and "第2份，共同制作的机关：明川建筑公司" in form


def test_a_letter_that_cannot_be_delivered_is_registered_with_its_reason(desk, application, today):
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    do(officer, case, "consult", kind="joint_organ", unit="", whom="邻县档案馆", letter="")
    refused = do(officer, case, "opinion", which="1", consents="none", opinion="", answered_on="2026-03-02")
    assert "先用“登记送达”" in refused.content.decode()
    assert "请写明为什么送不到" in do(officer, case, "undelivered", which="1", reason="").content.decode()
    done = do(officer, case, "undelivered", which="1", reason="按登记的地址寄了两次都退回")
    assert done.status_code == 302
    text = page(officer, case)
    assert "没能送达，不视为同意公开（3月2日）" in text and "按登记的地址寄了两次都退回" in text
    assert "征求意见书（第1份）没能送达，恢复计时" in text and "登记没能送达<kbd>" not in text


@pytest.mark.parametrize(
    "received, outcome, article",
    [
        ("2026-02-10", "3_3_4", "条例第32条"),
        ("2026-02-10", "3_3_5", ""),
        ("2019-05-14", "c342", "2008年条例第23条"),
        ("2019-05-14", "c343", "2008年条例第23条"),
        ("2019-05-14", "c344", ""),
    ],
)
def test_protecting_a_third_party_who_was_not_asked_is_asked_about(desk, application, received, outcome, article):
    case, officer = application(at=received), desk("zhou_jingban")
    do(officer, case, "accept")
    typed = {"outcome": outcome, "text": "您申请的信息涉及他人，不予公开。"}
    first = do(officer, case, "propose", **typed)
    assert first.status_code == (422 if article else 302)
    if article:
        shown = first.content.decode()
        assert f"要书面征求第三方的意见（{article}），这一件没有征求过" in shown and typed["text"] in shown
        assert do(officer, case, "propose", **typed, sure="on").status_code == 302


@pytest.mark.parametrize("kind, asked", [("third_party", False), ("joint_organ", True)])
def test_a_third_party_that_was_asked_is_not_asked_about(desk, application, kind, asked):
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    do(officer, case, "consult", kind=kind, unit="", whom="明川建筑公司", letter="")
    answer = do(officer, case, "propose", outcome="3_3_4", text="您申请的信息涉及他人，不予公开。")
    assert answer.status_code == (422 if asked else 302)


@pytest.mark.parametrize("outcome, asked", [("3_1", True), ("3_2", True), ("3_3_4", False)])
@pytest.mark.parametrize(
    "kind, said", [("third_party", "要把决定公开的内容和理由书面告知第三方（条例第32条）"), ("joint_organ", "第1份征求意见书的共同制作机关不同意公开")]
)  # fmt: skip
def test_going_over_a_refusal_is_asked_about_and_told_to_the_signatory(desk, application, kind, said, outcome, asked):
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    do(officer, case, "consult", kind="third_party", unit="", whom="明川建筑公司", letter="")
    if kind == "joint_organ":
        first = "no" if outcome == "3_3_4" else "yes"
        do(officer, case, "opinion", which="1", consents=first, opinion="", answered_on="2026-03-02")
        do(officer, case, "consult", kind=kind, unit="", whom="宁州市交通局", letter="")
    which = "2" if kind == "joint_organ" else "1"
    do(officer, case, "opinion", which=which, consents="no", opinion="不同意。", answered_on="2026-03-02")
    said = said.replace("第1份", f"第{which}份")
    refused = outcome == "3_3_4"
    typed = {"outcome": outcome, "text": "您申请的信息涉及他人，不予公开。" if refused else "您申请的信息如附件。"}
    first = do(officer, case, "propose", **typed)
    assert first.status_code == (422 if asked else 302)
    if asked:
        assert said in first.content.decode()
        assert do(officer, case, "propose", **typed, sure="on").status_code == 302
    signing = desk("liu_qianfa").get(f"/desk/c/{case.reference}/do/answer/")
    assert (said in signing.content.decode()) is asked


def test_a_unit_of_ours_registers_itself_that_its_own_letter_came(desk, application, cast):
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    do(officer, case, "consult", kind="third_party", unit="", whom="宁州远图设计公司", letter="")
    do(officer, case, "consult", kind="joint_organ", unit=str(cast.units["wjw"].pk), whom="", letter="")
    asked, url = desk("qian_jingban"), f"/desk/c/{case.reference}/do/delivered/"
    assert [key for key, _ in asked.get(url).context["form"].fields["which"].choices] == [2]
    assert do(asked, case, "delivered", which="1", on="2026-03-02").status_code == 422
    assert do(asked, case, "delivered", which="2", on="2026-03-02").status_code == 302
    assert [each.received_on is not None for each in consultations_of(case)] == [False, True]
    shown = page(asked, case)
    assert "登记送达<kbd>" not in shown and "登记意见<kbd>" in shown and "登记没能送达" not in shown
    assert asked.get(f"/desk/c/{case.reference}/do/undelivered/").status_code == 404


@pytest.mark.parametrize(
    ("day", "light"), [("2026-03-13", "paused"), ("2026-03-16", "paused"), ("2026-03-17", "yellow")]
)
def test_that_a_letter_to_a_unit_of_ours_came_is_looked_after_by_who_sent_it(
    desk, application, cast, today, day, light
):
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    do(officer, case, "consult", kind="joint_organ", unit=str(cast.units["wjw"].pk), whom="", letter="")
    today(day)
    shown = desk("zhou_jingban").get("/desk/").content.decode()
    assert ("送达没有登记" in shown) is (light == "yellow")
    do(desk("qian_jingban"), case, "delivered", which="1", on="2026-03-02")
    assert "送达没有登记" not in desk("zhou_jingban").get("/desk/").content.decode()


@pytest.mark.parametrize("consents, asked", [("yes", True), ("no", False)])
def test_withholding_for_the_sake_of_who_agreed_is_asked_about(desk, application, consents, asked):
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    do(officer, case, "consult", kind="third_party", unit="", whom="明川建筑公司", letter="")
    do(officer, case, "opinion", which="1", consents=consents, opinion="", answered_on="2026-03-02")
    answer = do(officer, case, "propose", outcome="3_3_4", text="涉及第三方商业秘密，不予公开。")
    assert ("第1份征求意见书的第三方同意公开" in answer.content.decode()) is asked
    assert answer.status_code == (422 if asked else 302)


@pytest.mark.parametrize(
    "whom, said",
    [
        ("明川县卫生健康委员会", "请在“本级政府的单位”里选它"), ("县卫生健康委员会（机关）", "请在“本级政府的单位”里选它"), ("卫生健康委员会", "请在“本级政府的单位”里选它"),
        ("明川县住房和城乡建设局", "不用征求本单位的意见"), ("住房和城乡建设局", "不用征求本单位的意见"), ("张三丰", "这是申请人自己"),
    ],
)  # fmt: skip
def test_a_letter_goes_to_a_unit_of_ours_as_to_one_and_to_nobody_concerned(desk, application, whom, said):
    """Written by name it would lie on nobody's desk while the clock rests; and an organ must not stop its own clock."""
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    answer = do(officer, case, "consult", kind="third_party", unit="", whom=whom, letter="")
    assert answer.status_code == 422 and said in answer.content.decode() and whom in answer.content.decode()
    assert not Consultation.objects.exists() and not clocks.clock_of(case.ref, "answer").paused
