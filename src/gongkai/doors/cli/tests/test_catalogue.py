"""``gongkai catalogue``: what loading would do, told by section; what is wrong, told by line."""

import json

import pytest

from gongkai.doors.cli import main
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.records.models import Section

HEAD = 'template: ours\nname: 我县目录\nversion: "2026.1"\nsections:\n'


@pytest.fixture
def file(tmp_path):
    def write(text: str | bytes) -> str:
        path = tmp_path / "ours.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def test_a_dry_run_says_what_would_happen_and_does_nothing(cast, home, capsys):
    before = Fact.objects.count()
    assert main(["catalogue", "load", "key-areas-2018", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "add\tkey_ppp\t政府和社会资本合作（PPP）项目\tbelow key_areas" in out
    assert "key-areas-2018 2018.2, 12 sections: 11 added, 0 changed, 0 the same, 1 left; would do this." in out
    assert Fact.objects.count() == before


def test_loading_says_who_and_again_does_nothing(cast, home, capsys):
    assert main(["catalogue", "load", "art20-2019", "--by", "gao_gongkai"]) == 0
    assert Section.objects.get(pk="art20_07").update_every == "year"
    assert Fact.objects.latest("idx").actor == "gao_gongkai"
    capsys.readouterr()
    assert main(["catalogue", "load", "art20-2019"]) == 0
    assert capsys.readouterr().out.endswith("0 added, 0 changed, 27 the same, 0 left; nothing to do.\n")


def test_the_list_tells_shipped_and_loaded(cast, home, file, capsys):
    main(["catalogue", "load", file(HEAD + "  - key: water\n    name: 饮用水水质\n    units: [wjw]\n")])
    capsys.readouterr()
    assert main(["catalogue", "list", "--format", "json"]) == 0
    rows = {row["key"]: row for row in json.loads(capsys.readouterr().out)}
    assert (rows["ours"]["loaded"], rows["ours"]["shipped"]) == ("2026.1", "")
    assert (rows["seventeen-2009"]["sections"], rows["seventeen-2009"]["loaded"]) == (17, "")


@pytest.mark.parametrize(
    "text, told",
    [
        (
            HEAD + "  - key: water\n    every: daily\n",
            ["line 5: this section lacks `name:`", "line 6: `every` is one of"],
        ),
        (
            HEAD + "  - key: water\n    name: 水\n    units: [nobody]\n",
            ["line 5: there is no unit with the code nobody"],
        ),
        (b"\xff\xfe\x00", ["is not a text in UTF-8"]),
        (HEAD + "  - key: [\n", ["this is not YAML"]),
    ],
)
def test_what_is_wrong_is_told_by_line_and_nothing_done(cast, home, file, capsys, text, told):
    before = Fact.objects.count()
    assert main(["catalogue", "load", file(text)]) == 2
    err = capsys.readouterr().err
    assert all(each in err for each in told), err
    assert Fact.objects.count() == before


def test_what_is_neither_file_nor_template_is_told(cast, home, capsys):
    assert main(["catalogue", "load", "nowhere.yaml"]) == 2
    assert (
        "neither a file nor a shipped template (art20-2019, key-areas-2018, seventeen-2009)" in capsys.readouterr().err
    )


def test_an_older_version_is_refused(cast, home, file, capsys):
    section = "  - key: water\n    name: 水\n"
    main(["catalogue", "load", file(HEAD + section)])
    assert main(["catalogue", "load", file(HEAD.replace("2026.1", "2025.9") + section)]) == 2
    assert "version 2026.1 of ours is loaded; 2025.9 is older" in capsys.readouterr().err
