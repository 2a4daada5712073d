"""Reports and supervision: each number opens its list, and only where the person's scope covers the units."""

import re
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from tests.plugins.cast import noon

from gongkai.doors.desk import reports, supervision
from gongkai.engines.measures import queries, sheets
from gongkai.ground.ledger.models import Fact
from gongkai.ground.units.actions import add_person, appoint, close_unit, open_unit
from gongkai.ground.units.models import Appointment
from gongkai.kernel.cases.actions import conceal
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering, consulting
from gongkai.procedures.foi.correcting import correct_receipt
from gongkai.procedures.foi.tests.scenes import HEAD, accepted, answer, answered, asked_to_correct, letter, second_head

TABLE = "/desk/reports/2021-3/2026"


@pytest.fixture(autouse=True)
def mounted(settings, monkeypatch):
    settings.ROOT_URLCONF = "gongkai.doors.desk.tests.watching_urls"
    monkeypatch.setattr(queries, "SNAPSHOT", "default")


def test_a_figure_opens_onto_the_applications_it_counts(desk, application):
    case = application()
    sheets.catch_up()
    page = desk("gao_gongkai").get(f"{TABLE}/xzf/r1/total/").content.decode()
    assert f"/desk/c/{case.reference}/" in page and "首次收到的申请件数" in page


def test_what_was_withdrawn_is_told_so_in_the_list_of_what_ended_otherwise(desk, application):
    foi.recall(case=application(), by=foi.APPLICANT, at=noon("2026-02-12"))
    sheets.catch_up()
    page = desk("gao_gongkai").get(f"{TABLE}/xzf/r3_6_3/total/")
    assert page.context["opened"]["total"] == 1
    assert "已撤回" in page.content.decode()


@pytest.mark.parametrize(
    "username, unit, status",
    [
        ("gao_gongkai", "xzf", 200),
        ("zhou_jingban", "zjj", 200),
        ("zhou_jingban", "xzf", 404),
        ("qian_jingban", "zjj", 404),
    ],
)
def test_figures_are_shown_where_the_scope_covers_the_units(desk, username, unit, status):
    assert desk(username).get(f"{TABLE}/{unit}/").status_code == status


@pytest.fixture
def station(cast):
    """A unit below the housing bureau, set up this year, with an officer and an application of its own."""
    at = noon("2026-01-05")
    cast.units["station"] = open_unit(
        code="zjj013", name="明川县建设工程站", short_name="建设工程站", level="department", parent_code="zjj", org_code="MB1A2B3C-X",
        opened_on=at.date(), at=at, by="setup",
    )  # fmt: skip
    cast.people["new_here"] = add_person(username="new_here", name="何新", at=at, by="setup")
    appoint(
        person=cast.people["new_here"], unit=cast.units["station"], role="case_officer", at=at, by="setup", from_on=at.date()
    )  # fmt: skip
    return cast.units["station"]


def test_who_acts_for_a_unit_with_others_below_sees_its_own_figures(desk, application, station):
    own, below = application(), application(unit="station")
    sheets.catch_up()
    client = desk("zhou_jingban")
    assert client.get("/desk/reports/", {"year": 2026}).url == f"{TABLE}/zjj/"
    page = client.get(f"{TABLE}/zjj/r1/total/")
    assert page.context["opened"]["total"] == 1
    assert own.reference in page.content.decode() and below.reference not in page.content.decode()
    assert "明川县住房和城乡建设局（本单位，不含下属）2026年" in page.content.decode()
    taken = load_workbook(BytesIO(client.post(f"{TABLE}/zjj/export").content)).active
    assert "（本单位，不含下属）" in taken.cell(row=1, column=1).value
    assert desk("gao_gongkai").get(f"{TABLE}/zjj/r1/total/").context["opened"]["total"] == 2


def test_a_unit_alone_is_alone_for_who_acts_for_some_below_it_too(desk, cast, application, station, today):
    """Not for all below it: then their sum would be theirs to see."""
    at = noon("2026-01-05")
    open_unit(
        code="zjj014", name="明川县房屋安全站", short_name="房屋安全站", level="department", parent_code="zjj", org_code="MB1A2B3C-X",
        opened_on=at.date(), at=at, by="setup",
    )  # fmt: skip
    appoint(person=cast.people["zhou_jingban"], unit=station, role="case_officer", at=at, by="setup", from_on=at.date())
    application(), application(unit="station")
    sheets.catch_up()
    page = desk("zhou_jingban").get(f"{TABLE}/zjj/r1/total/")
    assert page.context["asked"].within and page.context["opened"]["total"] == 1
    assert desk("zhou_jingban").get(f"{TABLE}/zjj013/r1/total/").context["opened"]["total"] == 1


@pytest.mark.parametrize(
    "username, url", [("zhou_jingban", "/desk/reports/2021-3/2025/zjj/"), ("new_here", f"{TABLE}/zjj013/")]
)
def test_the_way_to_reports_leads_everybody_somewhere(desk, station, username, url):
    """Also where a unit was set up this year and has no last year to show."""
    client = desk(username)
    assert client.get("/desk/reports/").url == url
    assert client.get(url).status_code == 200


def offered(client, year: int, unit: str = "xzf") -> list[str]:
    page = client.get(f"/desk/reports/2021-3/{year}/{unit}/").content.decode()
    return re.findall(r'<option value="(\w+)"', page)


@pytest.mark.parametrize("closed_on, in_2026", [("2026-01-01", False), ("2026-01-02", True), ("2026-03-02", True)])
def test_the_units_of_a_year_are_those_that_existed_in_it(desk, cast, today, closed_on, in_2026):
    """Closed on the first day of the year it had no day in it; the day after, one."""
    day = noon(closed_on)
    close_unit(unit=cast.units["wjw"], successor=cast.units["zjj"], on=day.date(), at=day, by="setup")
    client = desk("gao_gongkai")
    assert ("wjw" in offered(client, 2026)) is in_2026 and "wjw" in offered(client, 2025)
    assert "zjj" in offered(client, 2026) and "wjw" in offered(client, 2026, "wjw")
    assert ("卫生健康委员会（已撤销）" in client.get(f"{TABLE}/xzf/").content.decode()) is in_2026


@pytest.mark.parametrize("year, there", [(2025, False), (2026, True)])
def test_a_unit_is_offered_for_no_year_before_it_was_opened(desk, station, year, there):
    assert ("zjj013" in offered(desk("gao_gongkai"), year)) is there


def test_a_closed_unit_keeps_its_figures(desk, application, cast):
    application(unit="wjw")
    sheets.catch_up()
    day = noon("2026-03-02")
    close_unit(unit=cast.units["wjw"], successor=cast.units["zjj"], on=day.date(), at=day, by="setup")
    assert desk("gao_gongkai").get(f"{TABLE}/wjw/r1/total/").context["opened"]["total"] == 1


@pytest.mark.parametrize("year, status", [(2020, 404), (2021, 200)])
def test_a_table_is_not_there_for_a_year_it_does_not_belong_to(desk, year, status):
    assert desk("gao_gongkai").get(f"/desk/reports/2021-3/{year}/xzf/").status_code == status


@pytest.mark.parametrize("username, unit", [("gao_gongkai", "xzf"), ("zhou_jingban", "zjj")])
def test_the_chooser_goes_to_the_widest_table_a_person_may_see(desk, username, unit):
    assert desk(username).get("/desk/reports/").url == f"/desk/reports/2021-3/2025/{unit}/"


def test_a_confidential_application_is_counted_but_not_named(desk, application):
    case = application()
    sheets.catch_up()
    Case.objects.filter(pk=case.pk).update(confidential=True)
    page = desk("gao_gongkai").get(f"{TABLE}/xzf/r1/total/")
    assert len(page.context["opened"]["lines"]) == page.context["opened"]["total"] == 1
    assert case.reference not in page.content.decode()


def test_a_list_is_taken_out_with_a_fact(desk, application):
    application(subject="=1+1")
    sheets.catch_up()
    answer = desk("gao_gongkai").post(f"{TABLE}/xzf/r1/total/export")
    cell = load_workbook(BytesIO(answer.content)).active.cell(row=5, column=2)
    assert (cell.data_type, cell.value) == ("s", "=1+1")
    assert Fact.objects.filter(name="report.exported", actor="gao_gongkai").count() == 1


@pytest.mark.parametrize(
    "cell, figure", [("r1/total", 3), ("r1/natural", 3), ("r3_1/total", 1), ("r4/total", 2), ("r3_2/total", 0)]
)
def test_a_list_is_taken_out_as_long_as_its_figure(desk, application, cast, monkeypatch, cell, figure):
    monkeypatch.setattr(reports, "PAGE", 2)
    answered(cast, "2026-02-10", "2026-02-20")
    application()
    application()
    sheets.catch_up()
    client = desk("gao_gongkai")
    page = client.get(f"{TABLE}/xzf/{cell}/")
    answer = client.post(f"{TABLE}/xzf/{cell}/export")
    taken = [row for row in load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=5) if row[0].value]
    assert len(taken) == page.context["opened"]["total"] == figure


@pytest.mark.parametrize("day, light", [("2026-02-24", "green"), ("2026-04-10", "red")])
def test_lamps_count_what_their_lists_show(desk, application, today, day, light):
    application()
    today(day)
    client = desk("gao_gongkai")
    lamps = {lamp["light"]: lamp for lamp in client.get("/desk/supervision/").context["lamps"]}
    assert lamps[light]["count"] >= 1
    for lamp in lamps.values():
        assert (
            len([line for _, group in client.get(lamp["url"]).context["groups_of_lines"] for line in group])
            == lamp["count"]
        )


@pytest.mark.parametrize("secret", [False, True])
def test_what_was_made_timely_is_listed_though_it_may_be_confidential(desk, cast, today, secret):
    case = answer(cast, accepted(cast, letter(cast, "2026-02-12", "2026-02-10"), "2026-02-12"), "2026-03-17")
    today("2026-03-20")
    second_head(cast)
    watching, head = desk("he_jiancha"), cast.actor(HEAD)
    sheets.catch_up()
    assert "超期以后改了收到日期" not in watching.get("/desk/supervision/").content.decode()
    case = correct_receipt(case=case, received_on=date(2026, 2, 11), reason="邮戳看错", by=head, at=noon("2026-03-20"))
    if secret:
        conceal(case=case, reason="涉及国家秘密", by=head, at=noon("2026-03-20"))
    sheets.catch_up()
    # Who edits the unit's information has no part in its cases, and counts none of them.
    for username, sees in (("wang_bianji", 0), ("zheng_jingban", 1)):
        assert desk(username).get("/desk/supervision/").context["made_timely"] == sees
        assert (
            f"超期以后改了收到日期、登记撤回的{sees}件"
            in desk(username).get("/desk/supervision/made-timely/").content.decode()
        )
    shown = watching.get("/desk/supervision/")
    assert shown.context["made_timely"] == 1 and "/desk/supervision/made-timely/" in shown.content.decode()
    listed = watching.get("/desk/supervision/made-timely/").content.decode()
    assert (
        "超期以后改了收到日期、登记撤回的1件" in listed
        and (case.reference in listed) is not secret
        and ("（不便显示）" in listed) is secret
    )
    assert ("答复期限：超过1个工作日改为没有超过（马骏，2026年3月20日）" in listed) is not secret
    assert "住房和城乡建设局" in listed or "住建局" in listed


@pytest.mark.parametrize("on, late", [("2026-02-25", 0), ("2026-02-26", 0), ("2026-02-27", 1)])
@pytest.mark.parametrize("secret", [False, True])
def test_a_correction_asked_for_late_is_listed(desk, application, cast, today, on, late, secret):
    case, head = application(), cast.actor("liu_qianfa")
    asked_to_correct(cast, case, on)
    if secret:
        conceal(case=case, reason="涉及国家秘密", officer="zhou_jingban", by=head, at=noon("2026-03-02"))
    today("2026-03-02")
    for username, sees in (
        ("he_jiancha", late), ("gao_gongkai", late), ("zheng_jingban", late), ("qian_jingban", 0), ("wang_bianji", 0)
    ):  # fmt: skip
        shown = desk(username).get("/desk/supervision/")
        assert shown.context["taken_late"] == sees
        assert ("/desk/supervision/taken-late/" in shown.content.decode()) is bool(sees)
        listed = desk(username).get("/desk/supervision/taken-late/").content.decode()
        assert f"要求补正逾期的{sees}件" in listed and ("晚1天" in listed) is (bool(sees) and not secret)
        assert (case.reference in listed, "（不便显示）" in listed) == (
            bool(sees) and not secret,
            bool(sees) and secret,
        )


def test_supervision_ends_at_the_scope(desk, application):
    application()
    assert desk("zhou_jingban").get("/desk/supervision/").context["lines"]
    assert not desk("qian_jingban").get("/desk/supervision/").context["lines"]


@pytest.mark.parametrize("year, status", [(2025, 200), (2026, 200), (2027, 404), (9999, 404)])
def test_a_year_that_has_not_begun_has_no_table(desk, year, status):
    client = desk("gao_gongkai")
    assert client.get(f"/desk/reports/2021-3/{year}/xzf/").status_code == status
    chosen = client.get("/desk/reports/", {"year": year})
    if status == 404:
        assert chosen.status_code == 404 and f"{year}年还没有到" in chosen.content.decode()
    else:
        assert chosen.url == f"/desk/reports/2021-3/{year}/xzf/"


@pytest.mark.parametrize("path", ["/desk/supervision/", "/desk/supervision/list/"])
@pytest.mark.parametrize(("procedure", "status"), [("", 200), ("foi", 200), ("record", 200), ("nope", 404)])
def test_lights_are_there_only_of_procedures_that_there_are(desk, path, procedure, status):
    assert desk("he_jiancha").get(path, {"p": procedure}).status_code == status


@pytest.mark.parametrize(("year", "before"), [(2024, True), (2025, False), (2026, False)])
def test_of_a_year_before_the_system_it_is_said_that_it_knows_little(desk, application, year, before):
    for day in ("2025-12-31", "2026-01-05"):
        application(at=day)
    sheets.catch_up()
    page = desk("gao_gongkai").get(f"/desk/reports/2021-3/{year}/xzf/")
    html = page.content.decode()
    assert (f"本系统自2025年起有记录。{year}年的还没有录入系统" in html) is before
    assert ("勾稽关系，还无法核对" in html, "勾稽关系，全部成立" in html) == (before, not before)
    assert page.context["years"] == ([2026, 2025, 2024] if before else [2026, 2025])


def test_a_sheet_that_is_taken_out_has_the_name_of_its_list(desk, application):
    application()
    sheets.catch_up()
    book = load_workbook(BytesIO(desk("gao_gongkai").post(f"{TABLE}/xzf/r1/total/export").content))
    assert book.sheetnames[0] not in ("Sheet", "") and "总计" in book.sheetnames[0]


def test_what_nobody_can_do_is_named_until_somebody_is_appointed(desk, application, station, cast):
    case = application(unit="station")
    foi.accept(case=case, by=cast.actor("new_here"), at=noon("2026-02-12"))
    answering.propose(
        case=case, outcome="3_1", text="予以公开，名单附后。", by=cast.actor("new_here"), at=noon("2026-02-13")
    )
    page = desk("new_here").get(f"/desk/c/{case.reference}/").content.decode()
    assert "签发人（还没有这个岗位的人，请找系统管理员）" in page
    assert "由公开机构负责人办。本单位还没有这个岗位的人，请找系统管理员。" in page
    overview = desk("he_jiancha").get("/desk/supervision/").content.decode()
    assert "没有人能办" in overview and case.reference in overview.partition("没有人能办")[2]
    appoint(
        person=cast.people["liu_qianfa"],
        unit=cast.units["station"],
        role="signatory",
        at=noon("2026-02-14"),
        by="setup",
    )
    assert not desk("he_jiancha").get("/desk/supervision/").context["stranded"]
    assert "签发人（还没有这个岗位的人" not in desk("new_here").get(f"/desk/c/{case.reference}/").content.decode()


def test_the_unit_is_named_that_nobody_acts_for_also_where_it_is_only_consulted(desk, application, cast, station):
    case, officer = application(), cast.actor("zhou_jingban")
    foi.accept(case=case, by=officer, at=noon("2026-02-12"))
    Appointment.objects.filter(person=cast.people["new_here"]).delete()
    consulting.consult(
        case=case, kind="joint_organ", whom="", letter="", unit=cast.units["station"], by=officer, at=noon("2026-02-13")
    )
    shown = desk("he_jiancha").get("/desk/supervision/")
    assert [line.unit for line in shown.context["stranded"]] == ["建设工程站"]
    assert shown.context["without_head"] == ""


def test_a_unit_without_a_head_is_named_while_it_handles_something(desk, application, station, cast):
    case = application(unit="station")
    shown = desk("he_jiancha").get("/desk/supervision/")
    assert (
        shown.context["without_head"] == "建设工程站"
        and "没有公开机构负责人的单位：建设工程站" in shown.content.decode()
    )
    foi.recall(case=case, by=foi.APPLICANT, at=noon("2026-02-12"))
    assert desk("he_jiancha").get("/desk/supervision/").context["without_head"] == ""


def test_of_many_units_the_worst_are_shown_first_and_all_on_request(desk, application, monkeypatch):
    application()
    application(unit="wjw")
    monkeypatch.setattr(supervision, "WORST", 1)
    page = desk("gao_gongkai").get("/desk/supervision/")
    assert len(page.context["lines"]) == 1 and "全部2个单位" in page.content.decode()
    page = desk("gao_gongkai").get(page.context["left_out"])
    assert len(page.context["lines"]) == 2 and "全部2个单位" not in page.content.decode()
    monkeypatch.setattr(supervision, "WORST", 2)
    assert "全部2个单位" not in desk("gao_gongkai").get("/desk/supervision/").content.decode()
