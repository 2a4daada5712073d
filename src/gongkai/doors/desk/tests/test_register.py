"""Registering what came over the counter."""

import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents.queries import data_of, issued
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import by_code
from gongkai.procedures.foi import actions as foi

URL = "/desk/p/foi/register/"


def test_a_paper_sent_twice_is_one_case_with_one_code(desk, paper):
    client = desk("chen_chuangkou")
    response = client.post(URL, paper)
    opened = response.context["opened"]
    assert opened.query_code in response.content.decode() and opened.case.reference in response.content.decode()
    assert by_code(opened.case.reference, opened.query_code) == opened.case
    again = client.post(URL, paper)
    assert "没有登记第二次" in again.content.decode() and opened.query_code in again.content.decode()
    assert Case.objects.count() == 1


def test_a_letter_may_wait_for_its_day(desk, paper):
    desk("chen_chuangkou").post(URL, paper | {"channel": "letter", "received_on": ""})
    case = Case.objects.get()
    assert (case.state, case.received_on) == ("registered", None)
    officer = desk("zhou_jingban")
    assert "等确认收到日期" in officer.get(f"/desk/c/{case.reference}/").content.decode()
    officer.post(f"/desk/c/{case.reference}/do/confirm/", {"seen": case.revision, "received_on": "2026-03-02"})
    case.refresh_from_db()
    assert case.state == "received"


def test_only_their_own_unit_is_offered(desk, paper, cast):
    client = desk("chen_chuangkou")
    assert "卫生健康委员会" not in client.get(URL).content.decode()
    assert client.post(URL, paper | {"unit": str(cast.units["wjw"].pk)}).status_code == 422
    assert not Case.objects.exists()


def test_a_day_ahead_is_refused_and_what_was_typed_stays(desk, paper):
    response = desk("chen_chuangkou").post(URL, paper | {"received_on": "2026-03-03"})
    assert response.status_code == 422
    assert "收到日期不能晚于今天" in response.content.decode() and "李四光" in response.content.decode()
    assert response.context["form"].errors == {"received_on": ["收到日期不能晚于今天"]}


@pytest.mark.parametrize(("received_on", "asked"), [("2026-1-26", True), ("2026-1-27", False), ("2026-1-28", False)])
def test_a_receipt_day_by_which_the_term_is_over_is_asked_about(desk, paper, received_on, asked):
    client, typed = desk("chen_chuangkou"), paper | {"channel": "letter", "received_on": received_on}
    assert 'name="sure"' not in client.get(URL).content.decode()
    answer = client.post(URL, typed)
    assert (answer.status_code == 422) is asked
    if asked:
        shown = answer.content.decode()
        assert "就到期了。请再看看；没有写错的，请在下面打钩" in shown and 'name="sure"' in shown
        assert not Case.objects.exists()
        assert client.post(URL, typed | {"sure": "on"}).status_code == 200
    assert Case.objects.get().received_on.isoformat() == f"2026-01-{received_on[-2:]}"


@pytest.mark.parametrize(
    "way", [{"phone": "13900001111"}, {"email": "li@example.cn"}, {"address": "明川县河西街道1号"}, {}]
)
def test_one_way_to_reach_the_applicant_is_enough(desk, paper, way):
    answer = desk("chen_chuangkou").post(URL, paper | {"phone": ""} | way)
    if way:
        assert answer.status_code == 200 and Case.objects.count() == 1
    else:
        assert answer.status_code == 422 and not Case.objects.exists()
        assert "请写怎么联系申请人：电话、电子邮箱、通信地址，至少一样" in answer.content.decode()


def test_an_address_written_wrong_is_told_once(desk, paper):
    shown = desk("chen_chuangkou").post(URL, paper | {"phone": "", "email": "li@"}).content.decode()
    assert "请看看邮箱是否写全" in shown and "请写怎么联系申请人" not in shown


def test_an_organisation_must_be_named(desk, paper):
    response = desk("chen_chuangkou").post(URL, paper | {"party_type": "business"})
    assert response.status_code == 422 and "请写单位名称" in response.content.decode()


@pytest.mark.parametrize("username", ["wang_bianji", "liu_qianfa", "he_jiancha"])
def test_it_is_not_there_for_others(desk, cast, username):
    assert desk(username).get(URL).status_code == 404


@pytest.mark.parametrize(
    "way, status",
    [({"phone": "12"}, 422), ({"phone": "12", "email": "li@example.cn"}, 200), ({"phone": "0558-4412345"}, 200)],
)
def test_a_number_that_is_the_only_way_to_reach_the_applicant_has_to_be_one(desk, paper, way, status):
    answer = desk("chen_chuangkou").post(URL, paper | way)
    assert answer.status_code == status and Case.objects.exists() is (status == 200)
    assert ("只有这一样联系方式" in answer.content.decode()) is (status == 422)


def test_the_receipt_promises_no_new_code(desk, paper):
    client = desk("chen_chuangkou")
    for _ in range(2):
        assert "凭编号和身份证件到受理单位查询" in client.post(URL, paper).content.decode()


@pytest.mark.parametrize(
    "party_type, organisation, asked",
    [("natural", "", False), ("natural", "李记五金店", True), ("business", "李记五金店", False)],
)
def test_a_person_with_an_organisation_is_asked_about(desk, paper, party_type, organisation, asked):
    answer = desk("chen_chuangkou").post(URL, paper | {"party_type": party_type, "organisation": organisation})
    assert answer.status_code == (422 if asked else 200) and Case.objects.exists() is not asked
    shown = answer.content.decode()
    assert ("请看清是谁申请：个人申请的，删去单位名称；单位申请的，改选申请人类别" in shown) is asked
    if asked:
        assert "李记五金店" in shown and "李四光" in shown


@pytest.mark.parametrize(
    "party_type, to, asker", [("natural", "李四光", "李某"), ("business", "李记五金店", "李记五金店")]
)
def test_letters_and_lists_name_whom_the_application_comes_from(desk, cast, party_type, to, asker):
    """An application taken down with both, before the form asked."""
    party = {"name": "李四光", "organisation": "李记五金店", "phone": "13900001111"}
    request = foi.Request(party_type, party, "供水合同", "申请公开供水合同。", "paper", "pick_up")
    case = foi.submit(unit=cast.units["zjj"], request=request, at=noon("2026-03-02")).case
    assert data_of(issued(case.ref, ["receipt"])[0])["to"] == to
    shown = desk("zhou_jingban").get("/desk/").content.decode()
    assert f"{asker} · " in shown


def test_what_is_too_long_is_told_and_not_cut(desk, paper):
    client, long = desk("chen_chuangkou"), "长" * 500
    assert "maxlength" not in client.get(URL).content.decode()
    shown = client.post(URL, paper | {"name": long, "subject": long[:81]}).content.decode()
    assert "最多40字，现在有500字，请删短一些" in shown and "最多80字，现在有81字，请删短一些" in shown
    assert f'value="{long}"' in shown and "maxlength" not in shown


@pytest.mark.parametrize(
    "delivery, given, named",
    [
        ("email", {"phone": "", "email": "lisiguang", "address": ""}, "email"),
        ("email", {"phone": "", "email": "", "address": ""}, "email"),
        ("fax", {"phone": "", "address": "明川县河西街道1号"}, "phone"),
        ("fax", {"phone": "没有", "address": "明川县河西街道1号"}, "phone"),
        ("post", {"address": ""}, "address"),
    ],
)
def test_an_answer_needs_where_it_is_to_go_and_one_fault_is_told_once(desk, paper, delivery, given, named):
    response = desk("chen_chuangkou").post(URL, paper | {"delivery": delivery} | given)
    errors = response.context["form"].errors
    assert response.status_code == 422 and list(errors) == [named] and len(errors[named]) == 1
    assert Case.objects.count() == 0


def test_the_slip_tells_what_was_asked_for_and_by_when_it_is_answered(desk, paper):
    slip = desk("chen_chuangkou").post(URL, paper).content.decode()
    assert paper["subject"] in slip and "最晚答复</dt><dd>2026年" in slip
    waits = (
        desk("chen_chuangkou")
        .post(URL, paper | {"channel": "fax", "received_on": "", "token": "another"})
        .content.decode()
    )
    assert "确认收到日期以后" in waits
