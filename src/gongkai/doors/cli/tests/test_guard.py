"""``gongkai guard``: lists are loaded with every error told, and everything published can be searched at once."""

import pytest
from django.utils.timezone import localdate

from gongkai.doors.cli import main
from gongkai.engines.sweep.beside import said_beside
from gongkai.ground.guard.models import LoadedWords

LIST = """
list: our-words
sort: writing
name: 本县常写错的
version: "1"
entries:
  - {wrong: 明川具, right: 明川县}
"""


@pytest.fixture
def file(tmp_path):
    def write(text: str = LIST) -> str:
        path = tmp_path / "words.yaml"
        path.write_text(text, "utf-8")
        return str(path)

    return write


def test_a_list_is_loaded_and_shown(cast, file, capsys):
    assert main(["guard", "load", file(), "--by", "lin_guanli"]) == 0
    assert "our-words 1: 1 entry, in force now." in capsys.readouterr().out
    assert main(["guard", "words"]) == 0
    shown = capsys.readouterr().out
    assert "our-words" in shown and "writings" in shown and "shipped" in shown


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LIST.replace("writing", "writign"), "line 3: `sort` is one of title, expression, writing"),
        (LIST.replace("wrong", "worng"), "line 7: `worng` is not known here"),
        ("", "line 1: begin with lines such as"),
        (LIST.replace("our-words", "expressions").replace('"1"', '"2099"'), "give this one another key"),
    ],
)
def test_what_is_wrong_is_told(cast, file, capsys, text, told):
    assert main(["guard", "load", file(text), "--by", "lin_guanli"]) == 2
    assert told in capsys.readouterr().err and not LoadedWords.objects.exists()


@pytest.mark.parametrize(
    ("version", "fine"), [("0.9", False), ("1", False), ("1.0", False), ("1.1", True), ("2", True)]
)
def test_only_a_higher_version_follows(cast, file, capsys, version, fine):
    main(["guard", "load", file(), "--by", "lin_guanli"])
    code = main(["guard", "load", file(LIST.replace('"1"', f'"{version}"')), "--by", "lin_guanli"])
    assert (code == 0) is fine and LoadedWords.objects.count() == 1 + fine


def test_search_everything(cast, capsys):
    assert main(["guard", "sweep"]) == 0
    told = capsys.readouterr().out
    assert "Searched 0 records: 0 with something to be dealt with, 0 with hints alone." in told
    count = len(said_beside(localdate()))
    assert f"Searched {count} texts beside the records: 0 with something to be dealt with, 0 with hints alone." in told
