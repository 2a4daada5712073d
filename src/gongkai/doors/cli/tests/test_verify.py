"""The commands verify and seal: what they print, and how they end."""

import json

import pytest
from django.db import connection

from gongkai.doors.cli import main
from gongkai.ground.ledger import triggers
from gongkai.ground.units.models import Person


@pytest.fixture
def tampered(cast):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE units_person SET name = '别人' WHERE username = 'wang_bianji'")
    return f"units.person/{Person.objects.get(username='wang_bianji').ledger_key()}"


def test_all_is_well(cast, home, capsys):
    assert main(["verify"]) == 0
    assert "all as the ledger says" in capsys.readouterr().out


def test_a_finding_is_a_line_and_exit_code_1(tampered, home, capsys):
    assert main(["verify"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"FINDING  {tampered}: name: not as fact ") and "1 finding." in lines[1]
    assert main(["verify", "--format", "json"]) == 1
    [finding] = json.loads(capsys.readouterr().out)["findings"]
    assert finding["where"] == tampered


def test_a_government_that_is_gone_is_named(cast, home, capsys):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM units_government")
    assert main(["verify"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("FINDING  units.government/") and "the row is missing" in line]


def test_sealing_then_verifying_from_there(cast, home, capsys):
    assert main(["seal"]) == 0
    size = int(capsys.readouterr().out.split()[-1])
    assert main(["verify", "--from-checkpoint", str(size), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["size"] == size
    assert main(["verify", "--from-checkpoint", str(size + 1)]) == 2
    assert "no signed checkpoint" in capsys.readouterr().err


def test_the_log_is_named_after_the_site(cast, home, capsys):
    assert main(["seal", "--init"]) == 0
    assert capsys.readouterr().out.startswith("www.mingchuan.gov.example/log+")
    assert main(["seal", "--init", "--origin", "other.example/log"]) == 2


def test_a_witness_that_is_no_witness(cast, home, capsys):
    main(["seal", "--init"])
    vkey = capsys.readouterr().out.strip()
    assert main(["seal", "--witness", "http://127.0.0.1:1", vkey]) == 2
    assert "not that of a witness" in capsys.readouterr().err
    assert main(["seal", "--witness", "127.0.0.1:1", vkey]) == 2
    assert "is not an address" in capsys.readouterr().err


def test_only_a_demonstration_has_its_own_witness(cast, home, capsys):
    assert main(["seal", "--demo-witness"]) == 2
    assert "proves nothing" in capsys.readouterr().err


def test_setup_puts_missing_triggers_back(cast, home, capsys):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ledger_fact_no_update")
    assert main(["verify"]) == 1
    triggers.install()
    assert main(["verify"]) == 0


def test_a_site_is_verified_where_there_is_no_home(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path / "none"))
    (tmp_path / "site").mkdir()
    assert main(["verify", "--site", str(tmp_path / "site")]) == 2
    said = capsys.readouterr().err
    assert "no site of this product" in said and "home" not in said
    assert not (tmp_path / "none").exists()
