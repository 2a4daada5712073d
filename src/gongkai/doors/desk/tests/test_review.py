"""Chains and substitutes on the desk: set by those who cover the unit, followed by records that begin, told where nobody stands."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.doors.cli import main
from gongkai.doors.desk.tests.conftest import CONTENT, do, through
from gongkai.ground.units import actions as units
from gongkai.ground.units import substitutes
from gongkai.ground.units.models import Substitution
from gongkai.kernel.records.models import Record, ReviewChain
from gongkai.pure.declare import Role

AT = noon("2026-03-02")
FULL = "单位审核\n保密审查、会签\n政务公开办审核\n签发"


@pytest.fixture
def organ(cast):
    person = units.add_person(username="he_shenhe", name="何晴", at=AT, by="setup")
    units.appoint(person=person, unit=cast.units["wjw"], role="reviewer", at=AT, by="setup")
    cast.people["he_shenhe"] = person


@pytest.fixture
def set_chain(desk):
    def put(stages=FULL, unit="zjj", section="all", who="gao_gongkai"):
        return desk(who).post("/desk/review/chain/", {"unit": unit, "section": section, "stages": stages})

    return put


def test_the_office_sets_a_chain_and_a_record_goes_it(desk, drafted, set_chain, organ):
    assert set_chain().status_code == 302
    home = desk("gao_gongkai").get("/desk/review/").content.decode()
    assert "住房和城乡建设局的全部信息" in home and "保密审查、会签" in home
    record = drafted()
    editor = desk("wang_bianji")
    assert "请哪些单位会签" in editor.get(f"/desk/r/{record.pk}/do/submit/").content.decode()
    assert "没有找到“卫健局”" in do(editor, record, "submit", organs="卫健局").content.decode()
    assert do(editor, record, "submit", organs="卫生健康委员会").status_code == 302
    assert do(desk("li_shenhe"), record, "pass_review").status_code == 302
    page = desk("wu_baomi").get(f"/desk/r/{record.pk}/").content.decode()
    assert "会签（卫生健康委员会）" in page and "并行审核" in page and "由何晴办" in page
    asked = desk("he_shenhe")
    assert "会签同意" in asked.get(f"/desk/r/{record.pk}/").content.decode()
    assert "审查通过" not in asked.get(f"/desk/r/{record.pk}/").context["primary"]
    assert do(asked, record, "agree", opinion="没有意见").status_code == 302
    assert "没有意见" in desk("wu_baomi").get(f"/desk/r/{record.pk}/").content.decode()
    through(desk, record, ("wu_baomi", "clear"))
    office = desk("gao_gongkai")
    assert "审核同意" in office.get(f"/desk/r/{record.pk}/").content.decode()
    returned = do(office, record, "send_back", to="1", reason="请会签单位再看第二条")
    assert returned.status_code == 302
    assert "退回，请再审一遍" in desk("wu_baomi").get(f"/desk/r/{record.pk}/").content.decode()
    assert do(asked, record, "agree").status_code == 302
    through(desk, record, ("wu_baomi", "clear"), ("gao_gongkai", "approve"))
    assert do(desk("liu_qianfa"), record, "publish", channels=["website"], when="now").status_code == 302
    assert Record.objects.get().live


def test_an_organ_does_not_act_at_other_gates_nor_edit(desk, drafted, set_chain, organ):
    set_chain()
    record = drafted()
    do(desk("wang_bianji"), record, "submit", organs="卫生健康委员会")
    other = desk("he_shenhe")
    assert other.get(f"/desk/r/{record.pk}/").status_code == 404, "not asked yet"
    do(desk("li_shenhe"), record, "pass_review")
    assert other.get(f"/desk/r/{record.pk}/").status_code == 200
    for name in ("pass_review", "clear", "publish", "submit", "withdraw", "discard", "mask"):
        assert do(other, record, name).status_code in (404, 422), name
    assert other.post(f"/desk/r/{record.pk}/edit/", CONTENT | {"seen": record.revision}).status_code in (404, 422)
    record.refresh_from_db()
    assert record.state == "parallel" and record.current == 1


@pytest.mark.parametrize(
    ("who", "unit", "status"),
    [("gao_gongkai", "zjj", 302), ("gao_gongkai", "all", 302), ("lin_guanli", "wjw", 302), ("wang_bianji", "zjj", 404), ("liu_qianfa", "zjj", 404)],
)  # fmt: skip
def test_who_covers_a_unit_sets_its_chain(set_chain, who, unit, status):
    assert set_chain(who=who, unit=unit).status_code == status
    assert ReviewChain.objects.count() == (status == 302)


def test_an_administrator_of_one_unit_sets_its_own_alone(desk, cast, set_chain):
    units.appoint(person=cast.people["zhou_jingban"], unit=cast.units["zjj"], role="administrator", at=AT, by="setup")
    for unit in ("wjw", "all"):
        assert set_chain(who="zhou_jingban", unit=unit).status_code == 422
    assert set_chain(who="zhou_jingban").status_code == 302
    set_chain(unit="wjw")
    key = ReviewChain.objects.get(unit=cast.units["wjw"]).pk
    assert desk("zhou_jingban").post(f"/desk/review/chain/{key}/end").status_code == 404
    assert desk("gao_gongkai").post(f"/desk/review/chain/{key}/end").status_code == 302
    assert ReviewChain.objects.get(pk=key).ended_on == date(2026, 3, 2)


def test_a_chain_that_cannot_be_says_why_and_keeps_what_was_typed(set_chain):
    refused = set_chain("单位审核\n签发")
    assert refused.status_code == 422 and "条例第17条" in refused.content.decode() and "单位审核" in refused.content.decode()  # fmt: skip
    assert "没有代码为“某局”的单位" in set_chain("保密审查、会签（某局）\n签发").content.decode()


LEAVE = {"substitute": "周敏", "from_on": "2026-03-02", "to_on": "2026-03-06", "reason": "休假"}


def appointment(client, name: str) -> str:
    return next(key for key, words in client.get("/desk/review/leave/").context["form"].fields["who"].choices if name in words)  # fmt: skip


@pytest.mark.parametrize(("day", "may"), [("2026-03-01", False), ("2026-03-02", True), ("2026-03-06", True), ("2026-03-07", False)])  # fmt: skip
def test_a_substitute_has_the_power_on_those_days_alone(desk, drafted, cast, today, day, may):
    today("2026-03-01")
    record = drafted(formed_on="2026-3-1", effective_on="2026-04-15")
    do(desk("wang_bianji"), record, "submit")
    client = desk("li_shenhe")
    assert client.post("/desk/review/leave/", LEAVE | {"who": appointment(client, "李芳")}).status_code == 302
    today(day)
    page = desk("zhou_jingban").get(f"/desk/r/{record.pk}/").content.decode()
    assert ("周敏（代李芳）" in page) is may
    assert (do(desk("zhou_jingban"), record, "pass_review").status_code == 302) is may


def test_whoever_left_is_stood_in_for_and_what_waits_for_nobody_is_told(desk, drafted, cast):
    record = drafted()
    do(desk("wang_bianji"), record, "submit")
    units.retire(person=cast.people["li_shenhe"], at=noon("2026-02-27"), by="setup")
    office = desk("gao_gongkai")
    assert len(office.get("/desk/supervision/").context["stranded"]) == 1
    home = office.get("/desk/review/").content.decode()
    assert "住房和城乡建设局没有单位审核，1条信息在等" in home
    assert "李芳：住房和城乡建设局的单位审核（已经离开）" in office.get("/desk/review/leave/").content.decode()
    assert office.post("/desk/review/leave/", LEAVE | {"who": appointment(office, "李芳")}).status_code == 302
    assert "条信息在等" not in office.get("/desk/review/").content.decode()
    assert not office.get("/desk/supervision/").context["stranded"]
    assert do(desk("zhou_jingban"), record, "pass_review").status_code == 302


def test_who_wrote_it_does_not_pass_it_as_a_substitute(desk, drafted, cast):
    record = drafted()
    do(desk("wang_bianji"), record, "submit")
    client = desk("li_shenhe")
    client.post("/desk/review/leave/", LEAVE | {"who": appointment(client, "李芳"), "substitute": "wang_bianji"})
    assert Substitution.objects.count() == 1
    assert do(desk("wang_bianji"), record, "pass_review").status_code == 422


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"substitute": "没有这个人"}, "没有找到这个人"),
        ({"substitute": "李芳"}, "请选另一个"),
        ({"to_on": "2026-03-01"}, "不能早于"),
        ({"to_on": "2027-03-03"}, "最长代一年"),
        ({"reason": ""}, "请写明为什么"),
    ],
)
def test_what_cannot_be_is_told(desk, changes, told):
    client = desk("li_shenhe")
    refused = client.post("/desk/review/leave/", LEAVE | {"who": appointment(client, "李芳")} | changes)
    assert refused.status_code == 422 and told in refused.content.decode() and not Substitution.objects.exists()


@pytest.mark.parametrize(("last", "taken"), [("2027-03-01", True), ("2027-03-02", True), ("2027-03-03", False)])
def test_a_year_at_most(desk, last, taken):
    client = desk("li_shenhe")
    answer = client.post("/desk/review/leave/", LEAVE | {"who": appointment(client, "李芳"), "to_on": last})
    assert (answer.status_code == 302) is taken


def test_nobody_gives_away_what_is_not_theirs(desk, cast):
    client = desk("li_shenhe")
    assert [words for _, words in client.get("/desk/review/leave/").context["form"].fields["who"].choices if "李芳" not in words] == ["请选一项"]  # fmt: skip
    other = str(units.Appointment.objects.get(person=cast.people["wu_baomi"]).pk)
    assert client.post("/desk/review/leave/", LEAVE | {"who": other}).status_code == 422
    for role in (Role.ADMINISTRATOR, Role.OPENNESS_OFFICE, Role.SUPERVISOR):
        with pytest.raises(units.UnitRefused):
            substitutes.substitute(
                person=cast.people["lin_guanli"], substitute=cast.people["zhou_jingban"], unit=cast.units["xzf"], role=role,
                from_on=AT.date(), to_on=AT.date(), reason="休假", by="lin_guanli", at=AT,
            )  # fmt: skip
    with pytest.raises(units.UnitRefused, match="动态验证码"):
        substitutes.substitute(
            person=cast.people["liu_qianfa"], substitute=cast.people["zhou_jingban"], unit=cast.units["zjj"], role=Role.SIGNATORY,
            from_on=AT.date(), to_on=AT.date(), reason="休假", by="lin_guanli", at=AT,
        )  # fmt: skip


def test_it_ends_at_once(desk, cast, drafted):
    client = desk("li_shenhe")
    client.post("/desk/review/leave/", LEAVE | {"who": appointment(client, "李芳")})
    key = Substitution.objects.get().pk
    assert desk("wu_baomi").post(f"/desk/review/leave/{key}/end").status_code == 404
    assert client.post(f"/desk/review/leave/{key}/end").status_code == 302
    assert not cast.scope("zhou_jingban").by_role.get(Role.REVIEWER)


CHAINS = "chains:\n  - {unit: zjj, stages: [单位审核, 保密审查、会签（wjw）, 签发]}\n  - {section: policy, stages: [单位审核, 保密审查, 政务公开办审核, 签发]}\n"


def test_the_command_sets_all_of_a_file_or_nothing(cast, tmp_path, capsys):
    file = tmp_path / "chains.yaml"
    file.write_text(CHAINS + "  - {unit: none, stages: [保密审查, 签发]}\n", "utf-8")
    assert main(["review", "chain", str(file), "--by", "lin_guanli"]) == 2 and not ReviewChain.objects.exists()
    file.write_text(CHAINS, "utf-8")
    assert main(["review", "chain", str(file), "--by", "lin_guanli"]) == 0
    assert main(["review", "chain", str(file), "--by", "lin_guanli"]) == 0
    assert main(["review", "chains"]) == 0
    out = capsys.readouterr().out
    assert (
        "2 set" in out and "Nothing to change." in out and "政务公开办审核" in out and ReviewChain.objects.count() == 2
    )


def test_the_command_lets_somebody_stand_in(cast, capsys):
    said = ["person", "substitute", "li_shenhe", "zhou_jingban", "--unit", "zjj", "--role", "reviewer", "--reason", "休假", "--by", "lin_guanli"]  # fmt: skip
    assert main([*said, "--from", "2026-03-02", "--to", "2999-03-06"]) == 2
    assert main([*said, "--from", "2999-03-02", "--to", "2999-03-06"]) == 0
    assert "in the place of li_shenhe" in capsys.readouterr().out
