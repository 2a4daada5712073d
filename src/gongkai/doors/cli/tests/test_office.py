"""``gongkai unit`` and ``gongkai person``: an office from the command line, without screens."""

import io
import json
import re

import pyotp
import pytest
from django.contrib.auth import authenticate
from django.utils import timezone

from gongkai.doors.cli import main
from gongkai.ground.ledger.models import Fact
from gongkai.ground.units.models import Person, Unit
from gongkai.ground.units.scope import scope_of
from gongkai.pure.declare import Role

ADD = ("person", "add", "zhao_qianfa", "--name", "赵敏", "--unit", "zjj", "--role", "signatory", "--role", "reviewer")


def scope(username: str):
    return scope_of(Person.objects.get(username=username), timezone.localdate())


def refused(capsys, *words: str) -> str:
    assert main(list(words)) == 2
    return capsys.readouterr().err


def test_whoever_is_added_can_sign_in_with_both_factors(cast, home, capsys):
    assert main([*ADD, "--by", "lin_guanli"]) == 0
    told = capsys.readouterr().out
    password = re.search(r"shown once\): (\S+)", told)[1]
    person = Person.objects.get(username="zhao_qianfa")
    assert authenticate(username="zhao_qianfa", password=password) == person
    assert pyotp.parse_uri(re.search(r"otpauth://\S+", told)[0]).secret == person.totp_secret
    assert scope("zhao_qianfa").by_role == {role: {cast.units["zjj"].pk} for role in (Role.SIGNATORY, Role.REVIEWER)}
    assert Fact.objects.filter(actor="lin_guanli").count() == 4
    assert password not in Fact.objects.filter(name="person.added").last().body.decode("latin-1")


def test_a_password_may_come_from_standard_input(cast, home, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("梧桐-4417-长桥-落日\n"))
    assert main([*ADD[:5], "--password-stdin"]) == 0
    assert "落日" not in capsys.readouterr().out
    assert authenticate(username="zhao_qianfa", password="梧桐-4417-长桥-落日")


def test_a_password_that_is_easily_guessed_is_refused(cast, home, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("12345678\n"))
    told = refused(capsys, *ADD[:5], "--password-stdin")
    assert "too short" in told and "entirely numeric" in told
    assert not Person.objects.filter(username="zhao_qianfa").exists()


def test_an_office_changes_hands(cast, home, capsys):
    main(list(ADD[:5]))
    assert main(["person", "appoint", "zhao_qianfa", "--unit", "wjw", "--role", "editor"]) == 0
    assert scope("zhao_qianfa").has(Role.EDITOR) and not Person.objects.get(username="zhao_qianfa").totp_secret
    assert main(["person", "relieve", "zhao_qianfa", "--unit", "wjw", "--role", "editor"]) == 0
    assert "does not hold editor" in refused(
        capsys, "person", "relieve", "zhao_qianfa", "--unit", "wjw", "--role", "editor"
    )
    assert main(["person", "retire", "zhao_qianfa"]) == 0
    assert "zhao_qianfa is retired already" in refused(capsys, "person", "retire", "zhao_qianfa")
    assert "nobody with the sign-in name" in refused(capsys, "person", "retire", "zhao")


@pytest.mark.parametrize("what, column", [("unit", "code"), ("person", "username")])
def test_a_list_has_a_head(cast, home, capsys, what, column):
    assert main([what, "list"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert main([what, "list", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert head.split("\t") == list(told[0]) and head.startswith(f"{column}\t") and len(rows) == len(told)


def test_new_credentials_end_the_old_ones(cast, home, capsys):
    main(list(ADD))
    old = Person.objects.get(username="zhao_qianfa")
    session = old.get_session_auth_hash()
    assert main(["person", "renew", "zhao_qianfa", "--second-factor"]) == 0
    new = Person.objects.get(username="zhao_qianfa")
    assert new.totp_secret != old.totp_secret and new.get_session_auth_hash() != session


def test_a_unit_is_opened_changed_and_closed(cast, home, capsys):
    assert (
        main(
            [
                "unit",
                "open",
                "zjz",
                "--name",
                "质量监督站",
                "--short-name",
                "质监站",
                "--level",
                "institution",
                "--parent",
                "zjj",
            ]
        )
        == 0
    )
    assert main(["unit", "change", "zjz", "--phone", "0000-0066130"]) == 0
    assert main(["unit", "list", "--format", "json"]) == 0
    rows = {row["code"]: row for row in json.loads(capsys.readouterr().out.split("changed.\n")[1])}
    assert rows["zjz"]["parent"] == "zjj" and rows["zjz"]["closed_on"] is None
    assert "close it first" in refused(capsys, "unit", "close", "zjj", "--successor", "wjw")
    Unit.objects.filter(code="zjz").update(opened_on="2020-01-01")
    assert main(["unit", "close", "zjz", "--successor", "zjj"]) == 0
    assert main(["unit", "close", "zjj", "--successor", "wjw", "--on", "2026-03-02"]) == 0
    assert Unit.objects.get(code="zjj").successor_code == "wjw"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((*ADD[:5], "--unit", "zjj"), "--unit and --role go together"),
        (("person", "add", "wang_bianji", "--name", "王"), "is taken"),
        (("person", "add", "Wang-1", "--name", "王"), "small letters"),
        (("person", "appoint", "wang_bianji", "--unit", "zjj", "--role", "editor"), "is editor for zjj already"),
        (("person", "appoint", "nobody", "--unit", "zjj", "--role", "editor"), "nobody with the sign-in name"),
        (("unit", "open", "zjj", "--name", "x", "--short-name", "x", "--level", "town"), "already; take another"),
        (("unit", "open", "x y", "--name", "x", "--short-name", "x", "--level", "town"), "small letters"),
        (("unit", "change", "zjj"), "say what to change"),
        (("unit", "close", "zjj", "--successor", "zjj"), "another unit that is open"),
        (("unit", "close", "zjj", "--successor", "wjw", "--on", "2099-01-01"), "today or earlier"),
        (("unit", "close", "zzz", "--successor", "wjw"), "no unit with the code zzz"),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(cast, home, capsys, words, told):
    before = Fact.objects.count()
    assert told in refused(capsys, *words)
    assert Fact.objects.count() == before


def test_only_who_is_known_can_have_decided_it(cast, home, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["person", "appoint", "wang_bianji", "--unit", "wjw", "--role", "editor", "--by", "nobody_here"])
    assert ended.value.code == 2 and "nobody with the sign-in name nobody_here" in capsys.readouterr().err
    assert not scope("wang_bianji").by_role[Role.EDITOR] & {cast.units["wjw"].pk}


@pytest.mark.parametrize(
    ("code", "warned"),
    [
        ("12345678-8", ""),
        ("12345678-0", "org_code 12345678-0 can't be right (character 9)"),
        ("1234", "can't be right"),
    ],
)
def test_a_code_that_cannot_be_right_is_kept_and_warned_about(cast, home, capsys, code, warned):
    words = [
        "unit",
        "open",
        "zjz",
        "--name",
        "质量监督站",
        "--short-name",
        "质监站",
        "--level",
        "town",
        "--org-code",
        code,
    ]
    assert main(words) == 0
    told = capsys.readouterr().err
    assert warned in told if warned else "org_code" not in told
    assert Unit.objects.get(code="zjz").org_code == code


def test_whom_a_unit_lacks_is_told(cast, home, capsys):
    """When it opens, and when the last of them goes."""
    assert (
        main(["unit", "open", "kqb", "--name", "明川县航空局", "--short-name", "县航空局", "--level", "department"])
        == 0
    )
    told = capsys.readouterr().err
    assert "kqb: nobody is editor, reviewer, secrecy_reviewer, case_officer, signatory, office_head yet" in told
    assert main(["person", "relieve", "zhou_jingban", "--unit", "zjj", "--role", "case_officer"]) == 0
    assert not capsys.readouterr().err
    assert main(["person", "relieve", "liu_qianfa", "--unit", "zjj", "--role", "signatory"]) == 0
    assert "zjj: nobody is signatory yet" in capsys.readouterr().err
    assert main(["person", "retire", "liu_qianfa"]) == 0
    assert "zjj: nobody is signatory, office_head yet" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["   ", "\u200b", " 李四", "李\n四", "名" * 31])
def test_a_name_that_nobody_could_read_is_refused(cast, home, capsys, name):
    assert main(["person", "add", "x", "--name", name, "--unit", "zjj", "--role", "editor"]) == 2
    assert main(["unit", "open", "newu", "--name", name * 2, "--short-name", "新", "--level", "department"]) == 2
    told = capsys.readouterr().err
    assert (
        "name" in told
        and not Person.objects.filter(username="x").exists()
        and not Unit.objects.filter(code="newu").exists()
    )


def test_two_open_units_have_two_names(cast, home, capsys):
    assert main(["unit", "change", "wjw", "--name", "明川县住房和城乡建设局"]) == 2
    assert (
        main(
            ["unit", "open", "newu", "--name", "明川县住房和城乡建设局", "--short-name", "新", "--level", "department"]
        )
        == 2
    )
    assert "zjj has the name" in capsys.readouterr().err
    assert main(["unit", "change", "wjw", "--name", "明川县卫生健康委员会", "--phone", "0558-1234567"]) == 0
    assert main(["unit", "change", "wjw", "--email", "x<y@z"]) == 2
    assert main(["unit", "change", "wjw", "--email", "wjw@mingchuan.gov.example"]) == 0
