"""催办、督办、内部会商、转交 on the desk: who is offered what, what the asked one sees and does."""

import pytest
from tests.plugins.cast import noon

from gongkai.kernel.cases import demands
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi.tests.scenes import handled

WORDS = "还有三天到期，请抓紧办。"


def url(case, act=""):
    return f"/desk/c/{case.reference}/{f'do/{act}/' if act else ''}"


def act(client, case, name, **values):
    return client.post(url(case, name), {"seen": Case.objects.get(pk=case.pk).revision} | values)


def whom(cast, unit="zjj", role="case_officer"):
    return f"{cast.units[unit].pk}:{role}"


@pytest.mark.parametrize(
    "username, offered",
    [
        ("he_jiancha", {"催办", "督办"}), ("gao_gongkai", {"催办", "督办"}), ("liu_qianfa", {"催办", "转交经办人"}),
        ("zhou_jingban", {"内部会商", "转交经办人"}), ("chen_chuangkou", set()),
    ],
)  # fmt: skip
def test_each_is_offered_what_falls_to_them(cast, desk, username, offered):
    page = desk(username).get(url(handled(cast)))
    labels = {offer.act.label for offer in page.context["offers"]}
    assert labels & {"催办", "督办", "内部会商", "转交经办人"} == offered


def test_who_is_urged_finds_it_first_and_replies(cast, desk):
    case = handled(cast)
    assert act(desk("he_jiancha"), case, "urge", whom=whom(cast), text=WORDS, days=1).status_code == 302
    officer = desk("zhou_jingban")
    assert "答复督办" in officer.get("/desk/").content.decode()
    assert WORDS in officer.get(url(case, "reply_demand")).content.decode()
    assert act(officer, case, "reply_demand", which="1", text="今天下午送签。").status_code == 302
    told = desk("he_jiancha").get(url(case)).content.decode()
    assert WORDS in told and "今天下午送签。" in told
    overview = desk("he_jiancha").get("/desk/supervision/").content.decode()
    assert "催办、督办" in overview
    assert "按期答复" in desk("he_jiancha").get("/desk/supervision/urged/").content.decode()


def test_a_unit_that_is_conferred_with_sees_the_question_and_not_who_applied(cast, desk):
    case = handled(cast)
    page = act(desk("zhou_jingban"), case, "confer", whom=whom(cast, "wjw"), text="名单里有没有贵单位的人？", days=3)
    assert page.status_code == 302
    guest = desk("qian_jingban")
    seen = guest.get(url(case)).content.decode()
    assert "名单里有没有贵单位的人？" in seen and "张三" not in seen and "答复会商" in seen
    assert act(guest, case, "reply_demand", which="1", text="没有我们的人。").status_code == 302
    assert "没有我们的人。" in desk("zhou_jingban").get(url(case)).content.decode()


def test_another_unit_is_not_told_who_applied_unless_it_was_asked_about(cast, desk):
    case, officer = handled(cast), desk("zhou_jingban")
    asked = act(officer, case, "confer", whom=whom(cast, "wjw"), text="张三要的名单里有没有贵单位的人？", days=3)
    assert asked.status_code == 422 and "申请人的信息（姓名）" in asked.content.decode()
    own = whom(cast, role="legal_reviewer")
    assert act(officer, case, "confer", whom=own, text="张三要的名单能不能公开？", days=3).status_code == 302


def test_a_guest_sees_what_was_asked_of_their_own_unit_alone(cast, desk):
    case = handled(cast)
    act(desk("zhou_jingban"), case, "confer", whom=whom(cast, "wjw"), text="名单里有没有贵单位的人？", days=3)
    act(desk("he_jiancha"), case, "urge", whom=whom(cast), text=WORDS, days=3)
    assert WORDS not in desk("qian_jingban").get(url(case)).content.decode()


def test_a_wrong_form_says_what_to_do_and_keeps_what_was_typed(cast, desk):
    page = act(desk("he_jiancha"), handled(cast), "urge", whom=whom(cast), text=WORDS, days=40)
    assert page.status_code == 422 and "请写1到15个工作日" in page.content.decode() and WORDS in page.content.decode()


def test_a_case_is_handed_to_a_colleague(cast, desk):
    case = handled(cast)
    assert act(desk("zhou_jingban"), case, "assign", officer="zheng_jingban", reason="休假").status_code == 302
    assert case.reference not in desk("zhou_jingban").get("/desk/").content.decode()
    assert case.reference in desk("zheng_jingban").get("/desk/").content.decode()
    assert "转交郑凯经办" in desk("liu_qianfa").get(url(case)).content.decode()


def test_who_is_late_with_a_reply_has_a_red_light(cast, desk, today):
    case = handled(cast, "2026-03-02")
    demands.demand(case=case, kind="urge", unit=cast.units["zjj"], role="case_officer", text=WORDS, days=1, by=cast.actor("he_jiancha"), at=noon("2026-03-02"))  # fmt: skip
    today("2026-03-05")
    listed = desk("he_jiancha").get("/desk/supervision/list/?light=red").content.decode()
    assert "答复督办" in listed and case.reference in listed
    assert "过了期限还没有答复" in desk("he_jiancha").get("/desk/supervision/urged/").content.decode()
