"""Registering what was brought by somebody else, said, passed on by another organ, or bears a number that does not add up."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.ground.files import scanning
from gongkai.ground.files.models import File
from gongkai.ground.files.tests.test_scanning import BY_COMMAND, EICAR
from gongkai.ground.home.paths import home_path
from gongkai.ground.parties import vault
from gongkai.ground.units.actions import change_unit
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi.queries import application_of

URL, CLERK = "/desk/p/foi/register/", "chen_chuangkou"
GOOD, WRONG_LAST, CHILD = "990123199003071235", "990123199003071236", "990123201506014566"


def scan(name: str = "委托书.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "委托李四代为申请".encode())


@pytest.mark.parametrize(
    "number, asked", [(GOOD, False), (WRONG_LAST, True), ("99012319900307123", False), ("E12345678", False)]
)
def test_a_number_that_does_not_add_up_is_warned_about_and_taken(desk, paper, number, asked):
    client = desk(CLERK)
    answer = client.post(URL, paper | {"id_number": number})
    assert (answer.status_code == 422) is asked
    if asked:
        shown = answer.content.decode()
        assert "末位与前面各位对不上" in shown and "证件上就是这样的也可以登记" in shown
        mark = answer.context["form"].data["asked"]
        assert client.post(URL, paper | {"id_number": number, "sure": "on", "asked": mark}).status_code == 200
    assert vault.unseal(Case.objects.get().ref, "party")["id_number"] == number


@pytest.mark.parametrize(
    "code, asked",
    [
        ("91990123MA0A1B2C2N", False),
        ("91990123MA0A1B2C2P", True),
        ("119901231234567884", False),
        ("工商注册号12345", False),
    ],
)
def test_an_organisation_s_code_is_held_against_its_own_rule(desk, paper, code, asked):
    firm = {"party_type": "business", "organisation": "李记五金店", "id_number": code}
    answer = desk(CLERK).post(URL, paper | firm)
    assert (answer.status_code == 422) is asked and ("证件上就是这样的也可以登记" in answer.content.decode()) is asked


def test_a_child_comes_with_a_guardian_or_is_asked_about(desk, paper):
    client = desk(CLERK)
    shown = client.post(URL, paper | {"id_number": CHILD}).content.decode()
    assert "申请人不满18岁" in shown and '<details class="more-of chosen" open>' in shown
    guardian = {"stands": "guardian", "stand_in": "李父", "authority": "seen"}
    assert client.post(URL, paper | {"id_number": CHILD} | guardian).status_code == 200
    assert application_of(Case.objects.get()).stands == "guardian"


@pytest.mark.parametrize(
    "more, said",
    [
        ({"stands": "agent"}, "请写代为申请的人的姓名"),
        ({"stands": "agent", "stand_in": "李四"}, "请选证明文件是附上了，还是查验过"),
        ({"stands": "agent", "stand_in": "李四", "authority": "filed"}, "请在“原件的扫描件”里选文件"),
        ({"stand_in": "李四"}, "请选是代理人还是监护人"),
        ({"oral": "on"}, "请念给申请人听，确认无误以后在这里打钩"),
        ({"oral": "on", "read_back": "on", "channel": "letter"}, "来件方式请选“当面”"),
        ({"others": "王五\n" * 50}, "最多写49人"),
        ({"channel": "transfer"}, "请写是哪个机关转来的"),
        ({"passed_on_by": "县信访局"}, "来件方式请选“其他机关转送”"),
    ],
)
def test_what_is_missing_is_said_where_it_is_and_nothing_typed_is_lost(desk, paper, more, said):
    answer = desk(CLERK).post(URL, paper | more)
    shown = answer.content.decode()
    assert answer.status_code == 422 and said in shown and "李四光" in shown and not Case.objects.exists()


def test_an_authority_is_scanned_and_lies_with_the_case(desk, paper):
    agent = {"stands": "agent", "stand_in": "李四", "authority": "filed", "scans": [scan(), scan("申请书.txt")]}
    assert desk(CLERK).post(URL, paper | agent).status_code == 200
    case = Case.objects.get()
    shown = desk("zhou_jingban").get(f"/desk/c/{case.reference}/").content.decode()
    for name in ("委托书.txt", "申请书.txt", "委托代理人，证明文件已附"):
        assert name in shown
    assert "李四</dd>" not in shown


def test_two_hundred_files_are_too_many_at_once_and_the_form_stays(desk, paper):
    answer = desk(CLERK).post(URL, paper | {"scans": [scan(f"{n}.txt") for n in range(200)]})
    shown = answer.content.decode()
    assert (
        answer.status_code == 422
        and "一次最多附20份" in shown
        and "李四光" in shown
        and shown.count("kept_file") == 200
    )


def test_what_was_said_is_printed_to_be_signed(desk, paper):
    shown = desk(CLERK).post(URL, paper | {"oral": "on", "read_back": "on"}).content.decode()
    assert "口头申请记录" in shown and "申请人签名或者按指印" in shown and paper["wanted"] in shown
    assert shown.count("<svg") > 2 and "扫码查进度" in shown
    plain = desk(CLERK).post(URL, paper | {"token": "another"}).content.decode()
    assert "口头申请记录" not in plain and "扫码查进度" in plain


def test_e_mail_is_offered_where_the_guide_names_a_mailbox(desk, paper, cast):
    assert 'value="email"' not in desk(CLERK).get(URL).content.decode().split("收到日期")[0]
    change_unit(unit=cast.units["zjj"], at=cast_day(), by="lin", email="zjj@mingchuan.gov.example")
    assert desk(CLERK).post(URL, paper | {"channel": "email", "received_on": ""}).status_code == 200
    assert Case.objects.get().state == "registered"


def cast_day():
    from tests.plugins.cast import noon

    return noon("2026-03-02")


def test_a_letter_is_told_apart_from_its_page(desk, paper):
    desk(CLERK).post(URL, paper)
    case = Case.objects.get()
    officer, act = desk("zhou_jingban"), f"/desk/c/{case.reference}/do/split/"
    assert paper["wanted"] in officer.get(act).content.decode()
    typed = {"seen": case.revision, "wanted_1": "合同全文", "wanted_2": "验收报告", "subject_3": "只有名称"}
    refused = officer.post(act, typed)
    assert (
        refused.status_code == 422
        and "第3件写了名称，请写内容" in refused.content.decode()
        and "验收报告" in refused.content.decode()
    )
    assert officer.post(act, typed | {"subject_3": ""}).status_code == 302
    shown = officer.get(f"/desk/c/{case.reference}/").content.decode()
    assert "从这一件分出" in shown and "2026-0002" in shown and f"原来的申请内容：{paper['wanted']}" in shown
    assert "分件办理只能办一次" in shown and 'do/split/"' not in shown
    assert "同一份申请的第一件" in officer.get("/desk/c/2026-0002/").content.decode()


def test_a_virus_is_refused_by_name_and_lies_nowhere(home, desk, paper, monkeypatch):
    monkeypatch.setenv(scanning.SETTING, BY_COMMAND)
    sent = {"scans": [scan(), SimpleUploadedFile("游戏.txt", EICAR)]}
    answer = desk(CLERK).post(URL, paper | sent)
    shown = answer.content.decode()
    assert answer.status_code == 422 and "“游戏.txt”：病毒检查发现这个文件有问题" in shown and "李四光" in shown
    assert "委托书.txt" in shown and not Case.objects.exists() and not File.objects.exists()
    assert [path.name for path in home_path("files").rglob("*") if path.is_file()] == []
    assert len([path for path in home_path("parked").rglob("*") if path.is_file()]) == 1


def test_a_child_whose_paper_was_printed_with_a_wrong_last_sign_is_asked_about_too(desk, paper):
    wrong = CHILD[:-1] + ("1" if CHILD[-1] != "1" else "2")
    shown = desk(CLERK).post(URL, paper | {"id_number": wrong}).content.decode()
    assert "证件上就是这样的也可以登记" in shown and "申请人不满18岁" in shown
