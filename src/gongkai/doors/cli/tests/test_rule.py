"""``gongkai rule``: an administrator's change of a term is a new dated row."""

import json
from datetime import date

import pytest

from gongkai.doors.cli import main
from gongkai.ground.rules import queries
from gongkai.ground.rules.terms import publish_term

CHANGE = date(2026, 7, 1)
FIFTEEN = {"days": 15, "counting": "working", "authority": "试"}


@pytest.fixture
def changed(cast, home, capsys, tmp_path):
    """``changed("publish", in_force_from=…)``: the path of a rule as shown, with changes."""

    def make(key: str, **values) -> str:
        capsys.readouterr()
        assert main(["rule", "show", key]) == 0
        path = tmp_path / "rule.json"
        path.write_text(json.dumps(json.loads(capsys.readouterr().out) | values), "utf-8")
        return str(path)

    return make


def test_what_is_shown_can_be_enacted_with_other_days(changed, capsys):
    file = changed("foi-2019", in_force_from="2026-07-01", term={"days": 15, "counting": "working", "authority": "试"})
    assert main(["rule", "enact", file, "--source", "国务院令第999号", "--by", "lin_guanli"]) == 0
    assert "foi-2019.2: enacted" in capsys.readouterr().out
    keys = [queries.rule_key("foi", day) for day in (date(2026, 6, 30), CHANGE, date(2026, 7, 2))]
    assert keys == ["foi-2019", "foi-2019.2", "foi-2019.2"]
    assert queries.clock_rule("foi-2019.2").term.days == 15 and queries.law_of("foi-2019.2") == "foi-2019"
    main(["rule", "list", "--format", "json"])
    row = next(r for r in json.loads(capsys.readouterr().out) if r["key"] == "foi-2019.2")
    assert (row["days"], row["from"], row["source"]) == (15, "2026-07-01", "国务院令第999号")


def test_the_term_of_publication_is_dated_too(changed):
    before = publish_term(date(2026, 6, 30)).due_on
    file = changed("publish", in_force_from="2026-07-01", term={"days": 7, "counting": "calendar", "authority": "试"})
    main(["rule", "enact", file, "--source", "试"])
    assert publish_term(date(2026, 6, 30)).due_on == before
    assert publish_term(CHANGE).due_on == date(2026, 7, 8)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"code": "foi-2050"}, "code is one of"),
        ({"term": {"days": 0, "counting": "working"}}, "a term is at least one day"),
        ({"term": {"days": "many", "counting": "working"}}, "days must be a whole number"),
        ({"term": {"counting": "working"}}, "days is missing"),
        ({"term": {"days": 5, "counting": "lunar"}}, "counting is working or calendar or month, not lunar"),
        ({"term": 5}, "term must be an object in braces"),
        ({"in_force_from": "soon"}, "in_force_from must be a day like 2027-02-05, not soon"),
        ({"restart_allowed": "no"}, "restart_allowed must be true or false"),
        ({"in_force_from": "2026-07-01", "in_force_to": "2026-06-30"}, "before in_force_from"),
        ({}, "foi-2019 is in force from 2019-05-15 on; a new version begins later"),
        ({"in_force_from": "2019-05-14", "term": FIFTEEN}, "a new version begins later than that, not on 2019-05-14"),
        ({"in_force_from": "2019-05-15", "term": FIFTEEN}, "a new version begins later than that, not on 2019-05-15"),
        ({"in_force_from": "2019-05-16"}, "it says nothing that foi-2019 does not say"),
        ({"in_force_from": "2030-01-01", "name": "x"}, "it says nothing that foi-2019 does not say"),
    ],
)
def test_a_file_that_won_t_do_is_told_and_enacts_nothing(changed, capsys, values, told):
    before = len(queries.versions())
    assert main(["rule", "enact", changed("foi-2019", **values), "--source", "试"]) == 2
    assert told in capsys.readouterr().err
    assert len(queries.versions()) == before


@pytest.mark.parametrize("text", ["[]", "5", "null"])
def test_a_file_without_a_rule_is_told_in_words(cast, home, tmp_path, capsys, text):
    (tmp_path / "rule.json").write_text(text, "utf-8")
    assert main(["rule", "enact", str(tmp_path / "rule.json"), "--source", "试"]) == 2
    assert "it is no JSON object in braces" in capsys.readouterr().err


def test_a_key_that_is_not_there(cast, home, capsys):
    assert main(["rule", "show", "foi-1999"]) == 2
    assert "no rule with the key foi-1999" in capsys.readouterr().err


def test_the_day_after_the_first_of_the_version_in_force_is_late_enough(changed, capsys):
    assert main(["rule", "enact", changed("foi-2019", in_force_from="2019-05-16", term=FIFTEEN), "--source", "试"]) == 0
    assert queries.rule_key("foi", date(2019, 5, 15)) == "foi-2019"
    assert queries.rule_key("foi", date(2019, 5, 16)) == "foi-2019.2"


def test_a_version_that_lies_ahead_may_be_replaced_before_it_begins(changed, capsys):
    ahead = {"in_force_from": "2199-01-01", "term": FIFTEEN}
    assert main(["rule", "enact", changed("foi-2019", **ahead), "--source", "试"]) == 0
    assert main(["rule", "enact", changed("foi-2019", **ahead), "--source", "试"]) == 2
    assert "nothing that foi-2019.2 does not say" in capsys.readouterr().err
    assert main(["rule", "enact", changed("foi-2019", **ahead, restart_allowed=False), "--source", "试"]) == 0


@pytest.mark.parametrize("latest", [9, 10, 11])
def test_versions_are_ordered_as_they_are_counted(changed, capsys, latest):
    """The tenth comes after the ninth, though its key as text stands before the second's."""
    for days in range(2, latest + 1):
        term = FIFTEEN | {"days": days}
        file = changed("foi-2019", in_force_from="2199-01-01", term=term)
        assert main(["rule", "enact", file, "--source", "试"]) == 0
    keys = [row.key for row in queries.versions() if row.key.startswith("foi-2019")]
    assert keys == ["foi-2019", *(f"foi-2019.{number}" for number in range(2, latest + 1))]
    key = queries.rule_key("foi", date(2199, 1, 1))
    assert key == f"foi-2019.{latest}" and queries.clock_rule(key).term.days == latest
    assert main(["rule", "enact", file, "--source", "试"]) == 2
    assert f"nothing that foi-2019.{latest} does not say" in capsys.readouterr().err


def test_the_list_has_a_head_and_says_once_where_a_rule_is_laid_down(cast, home, capsys):
    assert main(["rule", "list"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split("\t")[-2:] == ["name", "source"]
    assert rows and all(row.split("\t")[-1] == "" for row in rows)
