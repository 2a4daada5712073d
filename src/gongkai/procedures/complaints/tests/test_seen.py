"""Who sees what of a complaint: the office all of it, the unit that it is about only what it was asked, the public only the result."""

import re

import pytest
from django.test import Client
from tests.plugins.acts.complaints import FOUND, asked, complained, taken_up, upheld
from tests.plugins.cast import noon

from gongkai.engines.site import faces
from gongkai.kernel.cases.models import Case
from gongkai.procedures.complaints import actions

REGISTER = "/desk/p/complaint/register/"
TOLD = {
    "matter": "unanswered", "text": "申请两个月没有答复，打电话没有人接。", "received_on": "2026-03-02", "channel": "counter",
    "party_type": "natural", "name": "李四维", "token": "t" * 32,
}  # fmt: skip


@pytest.fixture
def desk(cast, monkeypatch):
    def client(username: str, on: str = "2026-03-02") -> Client:
        monkeypatch.setattr("gongkai.doors.edge.now", lambda: noon(on))
        made = Client()
        made.force_login(cast.people[username])
        session = made.session
        session["second_factor"] = True
        session.save()
        return made

    return client


def text(answer) -> str:
    return re.sub(r"<[^>]+>", " ", answer.content.decode())


def test_the_office_takes_it_down_and_is_given_the_code_once(cast, desk):
    client = desk("gao_gongkai")
    done = client.post(REGISTER, TOLD | {"unit": cast.units["zjj"].pk})
    case = Case.objects.get()
    assert case.reference in text(done) and "查询码" in text(done)
    page = text(client.get(f"/desk/c/{case.reference}/"))
    for words in ("反映明川县住房和城乡建设局", "打电话没有人接", "等决定是否受理", "3月17日"):
        assert words in page, words
    assert case.reference in text(client.get("/desk/"))


def test_from_the_page_of_an_application_it_is_linked(cast, desk):
    from gongkai.procedures.remedies.tests.scenes import answered

    application, client = answered(cast), desk("gao_gongkai")
    assert (
        f"{REGISTER}?about={application.reference}" in client.get(f"/desk/c/{application.reference}/").content.decode()
    )
    client.post(f"{REGISTER}?about={application.reference}", TOLD)
    case = Case.objects.get(procedure="complaint")
    assert "反映这一件" in text(client.get(f"/desk/c/{application.reference}/"))
    assert application.reference in text(client.get(f"/desk/c/{case.reference}/"))
    assert case.reference not in text(desk("zhou_jingban").get(f"/desk/c/{application.reference}/"))


@pytest.mark.parametrize("username", ["zhou_jingban", "wang_bianji", "he_jiancha", "qian_jingban"])
def test_nobody_else_takes_one_down(desk, username):
    assert desk(username).get(REGISTER).status_code == 404


def test_what_was_typed_stays(cast, desk):
    answer = desk("gao_gongkai").post(REGISTER, TOLD | {"unit": cast.units["zjj"].pk, "received_on": "2026-03-09"})
    assert answer.status_code == 422 and "不能晚于今天" in text(answer) and "李四维" in answer.content.decode()


def test_the_unit_sees_what_it_was_asked_and_nothing_of_whoever_complained(cast, desk):
    case = asked(cast)
    client = desk("zhou_jingban")
    page = client.get(f"/desk/c/{case.reference}/").content.decode()
    assert "请说明这件申请的办理经过" in page and "说明情况" in page
    for hidden in ("李四维", "13800000000", "打电话没有人接", "查看联系方式"):
        assert hidden not in page, hidden
    done = client.post(
        f"/desk/c/{case.reference}/do/explain/", {"text": "经办人调岗，没有交接，现已补办。", "seen": case.revision + 0}
    )
    assert done.status_code in (302, 422)
    assert client.post(f"/desk/c/{case.reference}/do/decide/", {}).status_code == 404


def test_before_it_is_asked_it_does_not_exist_for_the_unit(cast, desk):
    case = taken_up(cast)
    assert desk("zhou_jingban").get(f"/desk/c/{case.reference}/").status_code == 404
    assert desk("qian_jingban").get(f"/desk/c/{asked(cast).reference}/").status_code == 404


def test_the_public_reads_the_result_and_no_more(cast):
    case = upheld(cast)
    complained(cast)
    code, face = faces.results()
    [row] = face.results()
    assert code == "complaint" and (row["text"], row["result"], row["unit"]) == (
        FOUND,
        "属实",
        cast.units["zjj"].short_name,
    )
    assert "李四维" not in str(row) and row["rectify_by"].isoformat() == "2026-03-09" and row["rectified"] is None
    actions.rectify(
        case=case, text="已经答复申请人，并向其致歉。", by=cast.actor("zhou_jingban"), at=noon("2026-03-05")
    )
    assert face.results()[0]["rectified"].isoformat() == "2026-03-05"
