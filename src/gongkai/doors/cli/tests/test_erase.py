"""``gongkai erase --expired``: what is personal of all cases whose term of retention is over, and of no other."""

import pytest
from tests.plugins.cast import noon

from gongkai.doors.cli import erase, main
from gongkai.ground.parties.vault import is_erased
from gongkai.procedures.foi.tests.scenes import answered, handled


@pytest.fixture
def run(monkeypatch, home, capsys):
    monkeypatch.setattr(erase.timezone, "now", lambda: noon("2037-01-04"))
    # It works outside transactions only, in which tests run.
    monkeypatch.setattr(erase, "scrub", lambda: None)

    def command(*words: str, code: int = 0) -> str:
        assert main(["erase", *words]) == code
        return "".join(capsys.readouterr())

    return command


def test_those_whose_term_is_over_are_erased_at_once(cast, run):
    over, longer, still_open = answered(cast, "2026-02-10", "2026-02-12"), answered(cast, "2026-02-10", "2026-02-12", "3_2"), handled(cast)  # fmt: skip
    said = run("--expired", "--by", "lin_guanli", "--yes")
    assert f"{over.reference}: closed on 2026-02-12, kept until 2036-12-31" in said and "1 cases erased." in said
    assert [is_erased(each.ref) for each in (over, longer, still_open)] == [True, False, False]
    assert "No case's term" in run("--expired", "--by", "lin_guanli", "--yes")


@pytest.mark.parametrize(
    "words, told",
    [
        (("--expired", "--by", "nobody"), "nobody with the sign-in name"),
        (("2026-0001", "--expired", "--by", "lin_guanli"), "name one case"),
        (("--by", "lin_guanli"), "name one case"),
    ],
)
def test_what_is_not_clear_is_asked_for(cast, run, words, told):
    assert told in run(*words, code=2)


def test_without_yes_the_number_is_typed_again(cast, run, monkeypatch):
    case = answered(cast, "2026-02-10", "2026-02-12")
    monkeypatch.setattr("builtins.input", lambda asked: "7")
    assert "Nothing was erased." in run("--expired", "--by", "lin_guanli", code=1)
    assert not is_erased(case.ref)


def test_who_administers_nothing_erases_nothing(cast, run):
    case = answered(cast, "2026-02-10", "2026-02-12")
    assert "No case's term" in run("--expired", "--by", "zhou_jingban", "--yes")
    assert not is_erased(case.ref)
