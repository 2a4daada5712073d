"""What a restore may touch: the very case that was erased and no other, numbers that nobody holds, nothing that was withdrawn."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.plugins.homes import Live
from tests.plugins.served import ROOT

CAST = """
from gongkai.ground.parties import vault
from gongkai.ground.units.models import Person, Unit
from gongkai.kernel.cases.models import Case
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Record
from tests.plugins.cast import Cast, noon
from tests.plugins.scenes import DAY, applied, draft, through
cast = Cast({u.code: u for u in Unit.objects.all()}, {p.username: p for p in Person.objects.all()})
def withdraw(record):
    records.withdraw(record=record, ground="含个人信息", keep_title=False, by=cast.actor("liu_qianfa"), at=DAY)
"""


@pytest.fixture(scope="module")
def sealed(founded_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Live:
    made = tmp_path_factory.mktemp("sealed") / "home"
    home = Live(Path(shutil.copytree(founded_once, made, symlinks=True)), {"PYTHONPATH": str(ROOT)})
    home.gongkai("seal")
    return home


@pytest.fixture
def home(sealed: Live, tmp_path: Path) -> Live:
    return replace(sealed, folder=Path(shutil.copytree(sealed.folder, tmp_path / "home", symlinks=True)))


def acts(home: Live, script: str) -> str:
    return home.python(CAST + script)


def restored(home: Live, tmp_path: Path, name: str, *more: object, code: int = 0) -> tuple[Live, str]:
    """The backup in a new home, with the key and the lists of the last one."""
    fresh = replace(home, folder=tmp_path / name)
    words = ["--signing-key", tmp_path / "log.skey", "--published", home.folder / "log", *more]
    return fresh, fresh.gongkai("restore", tmp_path / "backup", *words, code=code)


def backed_up(home: Live, tmp_path: Path) -> None:
    home.gongkai("backup", tmp_path / "backup", "--export-signing-key", tmp_path / "log.skey")


def test_an_erasure_never_meets_a_case_that_got_the_number_later(home, tmp_path):
    """Also where numbers were given again, as releases before this one did, and a list of theirs bears no marks."""
    backed_up(home, tmp_path)
    number = acts(home, "case = applied(cast, 'answered'); print(case.reference); seal()").strip()
    home.gongkai("erase", number, "--by", "lin_guanli", "--yes")
    [line] = (home.folder / "erasures.log").read_text().splitlines()
    lists = ["--erasures", home.folder / "erasures.log"]
    second, told = restored(home, tmp_path, "second", *lists)
    assert f"Erasures made again: 0 of 1.\nNot erased: case:{number} is not in this backup." in told
    assert (second.folder / "erasures.log").read_text() == f"waits {line}\n"

    reused = "from gongkai.ground.documents.models import Register; Register.objects.all().delete()\n"
    assert acts(second, reused + "print(applied(cast, 'answered').reference)").split() == [number]
    second.gongkai("seal")
    (tmp_path / "old.log").write_text(f"case:{number}\n")
    second.gongkai("backup", tmp_path / "backup-2")
    for words in (second.folder / "erasures.log", tmp_path / "old.log"):
        third = replace(second, folder=tmp_path / f"third-{words.name}")
        told = third.gongkai("restore", tmp_path / "backup-2", "--erasures", words)
        assert "Erasures made again: 0 of 1." in told and f"case:{number} " in told and "another one here" in told
        assert acts(third, f"print(vault.is_erased('case:{number}'))").strip() == "False"


@pytest.mark.parametrize("upto", ["handling", "answered"])
def test_only_what_is_closed_is_erased_again(home, tmp_path, upto):
    number = acts(home, f"print(applied(cast, {upto!r}).reference)").strip()
    backed_up(home, tmp_path)
    if upto == "handling":
        close = """
from gongkai.procedures.foi import answering
case = Case.objects.get()
answering.propose(case=case, outcome="3_1", text="予以公开，名单附后。", by=cast.actor("zhou_jingban"), at=DAY)
answering.answer(case=case, by=cast.actor("liu_qianfa"), at=DAY)
"""
        acts(home, close)
    home.gongkai("erase", number, "--by", "lin_guanli", "--yes")
    home.gongkai("seal")
    fresh, told = restored(home, tmp_path, "fresh", "--erasures", home.folder / "erasures.log")
    erased = acts(fresh, f"print(vault.is_erased('case:{number}'))").strip()
    if upto == "handling":
        assert erased == "False" and f"Not erased: case:{number} is still open here" in told
        assert (fresh.folder / "erasures.log").read_text().startswith(f"waits case:{number} ")
        fresh.gongkai("worker", "--once")
        assert acts(fresh, f"print(vault.is_erased('case:{number}'))").strip() == "False"
        acts(fresh, close)
        fresh.gongkai("worker", "--once")
        assert acts(fresh, f"print(vault.is_erased('case:{number}'))").strip() == "True"
    else:
        assert erased == "True" and "Erasures made again: 1 of 1." in told
    last = (fresh.folder / "erasures.log").read_text().splitlines()[-1]
    assert re.fullmatch(rf"case:{number} [0-9a-f]{{64}}", last) and fresh.findings() == []


def test_a_line_of_an_older_release_is_taken_for_what_was_here_all_along(home, tmp_path):
    number = acts(home, "print(applied(cast, 'answered').reference)").strip()
    backed_up(home, tmp_path)
    acts(home, "applied(cast); seal()")
    (tmp_path / "old.log").write_text(f"case:{number}\n")
    _, told = restored(home, tmp_path, "fresh", "--erasures", tmp_path / "old.log")
    assert "Erasures made again: 1 of 1." in told


def test_numbers_of_lost_acts_are_not_given_again(home, tmp_path):
    """Nor in a register that the lost acts began."""
    backed_up(home, tmp_path)
    lost = acts(home, "for _ in range(3): print(applied(cast).reference)\nseal()").split()
    fresh, told = restored(home, tmp_path, "fresh")
    gap = int(re.search(r"goes on (\d+) numbers further up", told)[1])
    assert gap >= 100 + len(lost)
    again = acts(fresh, "for _ in range(2): print(applied(cast).reference)").split()
    serials = [int(reference.rpartition("-")[2]) for reference in again]
    assert serials == [gap + 1, gap + 2] and not set(again) & set(lost)
    fresh.gongkai("seal")
    assert fresh.findings() == []


def test_what_was_withdrawn_since_is_withdrawn_again(home, tmp_path):
    """And what was corrected or published since is told by name."""
    ids = "print(*(through(cast, draft(cast), 'published').pk for _ in range(3)))"
    gone, corrected, stays = acts(home, ids).split()
    backed_up(home, tmp_path)
    new = acts(
        home,
        f"""
from tests.plugins.scenes import LATER
withdraw(Record.objects.get(pk={gone!r}))
record = Record.objects.get(pk={corrected!r})
records.revise(record=record, reason="人数写错", by=cast.actor("wang_bianji"), at=LATER)
content = {{"title": record.title, "formed_on": "2026-03-02", "body": "<p>共32户。</p>"}}
records.save(record=record, content=content, by=cast.actor("wang_bianji"), at=LATER)
for verb, who in (("submit", "wang_bianji"), ("pass_review", "li_shenhe"), ("clear", "wu_baomi"), ("publish", "liu_qianfa")):
    getattr(records, verb)(record=record, by=cast.actor(who), at=LATER)
brief = through(cast, draft(cast), 'published')
withdraw(brief)
print(brief.pk)
print(through(cast, draft(cast), 'published').pk)
seal()
""",
    )
    brief, new = new.split()
    fresh, told = restored(home, tmp_path, "fresh")
    assert re.search(rf"record:{gone} \(\S+\) was withdrawn since the backup, and is withdrawn again", told)
    assert (
        re.search(rf"record:{corrected} \(\S+\) was corrected since", told)
        and f"record:{new} was published since" in told
    )
    assert f"record:{brief} was published and withdrawn since the backup" in told
    fresh.gongkai("seal")
    fresh.gongkai("build", "--out", tmp_path / "copy")
    pages = {each: (tmp_path / "copy" / "r" / each / "index.html") for each in (gone, stays)}
    assert "撤下" in pages[gone].read_text() and "公租房" not in pages[gone].read_text()
    assert "公租房" in pages[stays].read_text() and not (tmp_path / "copy" / "r" / gone / "index.json").exists()
    assert fresh.findings() == []
    # Whoever reads the files alone is told of the loss, and takes it for none of the publisher's making.
    assert "all as signed for; 2 records lost in a restore" in fresh.gongkai("verify", "--site", tmp_path / "copy")
    (tmp_path / "copy" / "r" / stays / "index.json").unlink()
    assert f"r/{stays}/index.json: is missing" in fresh.gongkai("verify", "--site", tmp_path / "copy", code=1)


def test_a_version_that_was_erased_since_takes_its_record_off_the_site(home, tmp_path):
    """Its correction is lost: what would stand there is empty."""
    record = acts(home, "print(through(cast, draft(cast), 'published').pk)").strip()
    backed_up(home, tmp_path)
    digest = acts(
        home, f"from gongkai.kernel.records.models import Version; print(Version.objects.get(record={record!r}).digest)"
    )
    (tmp_path / "list").write_text(f"record:{record}@1 {digest.strip()}\n")
    fresh, told = restored(home, tmp_path, "fresh", "--erasures", tmp_path / "list")
    assert "Erasures made again: 1 of 1." in told and f"record:{record} " in told
    fresh.gongkai("build", "--out", tmp_path / "copy")
    assert "公租房" not in (tmp_path / "copy" / "r" / record / "index.html").read_text()
    assert fresh.findings() == []


@pytest.mark.parametrize(
    "words, told",
    [
        (["--signing-key", "missing"], "missing can't be read: No such file or directory."),
        (["--signing-key", "erasures"], "holds no signing key"),
        (["--published", "."], "holds no published log"),
        (["--erasures", "log.skey"], "is no list of erasures: line 1 is none"),
        (["--erasures", "missing"], "missing is not a file"),
    ],
)
def test_what_will_not_do_is_told_before_anything_is_restored(live, tmp_path, words, told):
    live.make_key()
    backed_up(live, tmp_path)
    (tmp_path / "erasures").write_text("case:2026-0001\n")
    option, name = words
    fresh = replace(live, folder=tmp_path / "new")
    said = fresh.gongkai("restore", tmp_path / "backup", option, tmp_path / name, code=2)
    assert told in said and len(said.splitlines()) == 1 and "Errno" not in said
    assert not fresh.folder.exists()


def test_a_home_that_holds_anything_is_no_empty_home(live, tmp_path):
    live.make_key()
    backed_up(live, tmp_path)
    fresh = replace(live, folder=tmp_path / "new")
    fresh.folder.mkdir()
    (fresh.folder / "notes.txt").write_text("x")
    assert "is not empty: it holds notes.txt" in fresh.gongkai("restore", tmp_path / "backup", code=2)
    assert not (fresh.folder / "gongkai.sqlite3").exists()


def test_a_site_is_as_good_as_the_log_in_it(live, tmp_path):
    live.add("a")
    live.gongkai("seal")
    live.gongkai("build", "--out", tmp_path / "site")
    assert "Nothing that was published is missing" in live.gongkai("seal", "--adopt-published", tmp_path / "site")
    (tmp_path / "empty").mkdir()
    assert "neither there nor in log/ below" in live.gongkai("seal", "--adopt-published", tmp_path / "empty", code=2)
