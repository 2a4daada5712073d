"""The files of a record are those that the log committed to, whoever has signed the site for others; others are not published."""

import shutil
from pathlib import Path

import pytest
from tests.plugins.cast import noon

from gongkai.engines.site import build, tree
from gongkai.engines.site.outside import verify_site
from gongkai.engines.site.tests.test_outside import _spread, copy, found, office, published, resign
from gongkai.ground.files.actions import attach
from gongkai.ground.files.models import File
from gongkai.kernel.records.models import Record

pytestmark = pytest.mark.one_engine
__all__ = ["copy", "office", "published"]


@pytest.fixture
def attached(copy, office) -> tuple[Path, str, str]:
    """The copy after its first record was corrected twice, each time with the same file: the file's path below the record, and the record's id."""
    folder, ids = copy
    record = Record.objects.get(pk=ids[0])
    file = attach(owner=record.ref, name="申请表.txt", data="姓名：".encode(), by="wang_bianji", at=noon("2026-03-06"))
    for day in ("2026-03-06", "2026-03-09"):
        record = office.correct(record, day, title=f"{day}办法", attachments=[file.public_id])
        _spread(folder, day)
    return folder, f"r/{ids[0]}/a/{file.public_id}/申请表.txt", ids[0]


def test_an_untouched_one_holds(attached):
    folder, path, _ = attached
    assert (folder / path).read_text("utf-8") == "姓名：" and found(folder) == []


def test_one_that_the_site_was_signed_for_anew_is_named(attached):
    folder, path, record = attached
    resign(folder, path, "姓名、证件号码：".encode())
    told = verify_site(str(folder)).findings
    assert told and {where for where, _ in told} == {path}
    assert (path, f"is not the file that r/{record}/index.json names, by its digest") in told


def test_one_that_is_gone_from_the_signed_site_is_named(attached):
    folder, path, record = attached
    shard = next(each for each in (folder / "site-manifest").iterdir() if path in each.read_text("utf-8"))
    shard.write_text("".join(f"{line}\n" for line in shard.read_text("utf-8").splitlines() if line[66:] != path))
    (folder / path).unlink()
    resign(folder, f"r/{record}/index.json", (folder / f"r/{record}/index.json").read_bytes())
    assert path in found(folder)


@pytest.mark.parametrize("how", ["changed", "missing"])
def test_what_is_not_as_its_row_says_is_not_published(attached, how, caplog):
    folder, path, _ = attached
    stored = File.objects.get().path
    stored.unlink() if how == "missing" else stored.write_bytes(b"x")
    build.full()
    assert not (tree.current() / path).exists() and File.objects.get().public_id in caplog.text
    shutil.rmtree(folder)
    _spread(folder, "2026-03-10")
    assert path in found(folder)
