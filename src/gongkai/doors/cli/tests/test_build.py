"""``gongkai build``: exit codes, JSON, a complete copy."""

import json

import pytest

from gongkai.doors.cli import Usage, build, main
from gongkai.engines.site import tree


class Args:
    def __init__(self, **given):
        self.full, self.out, self.format = False, None, "text"
        self.__dict__.update(given)


def test_builds_then_is_up_to_date(cast, home, capsys):
    assert build.run(Args(format="json")) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["built"]["full"] and told["built"]["files"] > 20 and told["copied"] is None
    assert build.run(Args()) == 0
    assert "up to date" in capsys.readouterr().out


def test_a_complete_copy(cast, home, tmp_path):
    (home / "log").mkdir(parents=True)
    (home / "log" / "checkpoint").write_text("checkpoint")
    out = tmp_path / "out"
    build.run(Args(out=str(out)))
    (out / "left-over.html").write_text("of an earlier copy")
    build.run(Args(out=str(out)))
    root = tree.current()
    expected = {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()} | {"log/checkpoint"}
    assert {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()} == expected
    assert (out / "index.html").read_bytes() == (root / "index.html").read_bytes()


@pytest.mark.parametrize(
    "make", [lambda p: p.write_text("a file"), lambda p: (p.mkdir(), (p / "thesis.txt").write_text("mine"))]
)
def test_somebody_elses_folder_is_left_alone(cast, home, tmp_path, make):
    make(tmp_path / "mine")
    with pytest.raises(Usage):
        build.run(Args(out=str(tmp_path / "mine")))
    assert (tmp_path / "mine").is_file() or (tmp_path / "mine" / "thesis.txt").exists()


@pytest.mark.parametrize("where", [".", "site/copy", "copy", ".."])
def test_a_copy_does_not_lie_in_the_home_nor_around_it(cast, home, capsys, where):
    assert main(["build", "--out", str(home / where)]) == 2
    assert "lie in one another; a copy belongs elsewhere" in capsys.readouterr().err
    assert tree.current() is None and not (home / "site/copy").exists()


def test_a_copy_may_lie_beside_the_home(cast, home, tmp_path):
    assert main(["build", "--out", f"{home}-copy"]) == 0
