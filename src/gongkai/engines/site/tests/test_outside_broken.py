"""What cannot be read in a copy is one finding, accuses nobody, and keeps nothing else from being verified."""

import os
import shutil
import socket
from hashlib import sha256
from pathlib import Path

import pytest
from tests.plugins.cast import noon

from gongkai.doors.cli import main
from gongkai.engines.site import build, tree
from gongkai.engines.site.copying import copy_to
from gongkai.engines.site.outside import verify_site
from gongkai.engines.site.place import Place, shown
from gongkai.engines.site.signing import sign_manifest, site_signer
from gongkai.engines.site.wholes import PAGE_FACTS, earlier_receipts
from gongkai.ground.ledger import keys, signer
from gongkai.ground.ledger.receipts import write_public_receipts
from gongkai.ground.ledger.tests.sample import do
from gongkai.pure.tlog.merkle import leaf_hash
from gongkai.pure.tlog.tiles import decode_bundle, encode_bundle

from .helpers import Office
from .test_outside import copy, found, published, resign, served

__all__ = ["copy", "published"]

pytestmark = pytest.mark.one_engine
AT = noon("2026-03-05")


@pytest.fixture
def office(cast) -> Office:
    return Office(cast)


@pytest.fixture
def bundles(office: Office, home, tmp_path) -> tuple[Path, list[str]]:
    """A copy whose log has three bundles: in the first two records are published, in the last two others, and the first is withdrawn."""
    records = [office.publish("2026-03-02", title=f"第{n}号办法") for n in "一二"]
    do(*(str(n) for n in range(512)), at=AT)
    records += [office.publish("2026-03-04", title=f"第{n}号办法") for n in "三四"]
    office.withdraw(records[0], "2026-03-04")
    build.full()
    keys.make_key("www.mingchuan.gov.example/log")
    signer.seal(at=AT)
    sign_manifest(site_signer())
    write_public_receipts(tree.current(), PAGE_FACTS, earlier_receipts)
    copy_to(tmp_path / "out")
    assert found(tmp_path / "out") == []
    return tmp_path / "out", [record.pk for record in records]


def bundle(folder: Path, n: int) -> Path:
    whole = folder / f"log/tile/entries/{n:03d}"
    return whole if whole.exists() else next((folder / "log/tile/entries" / f"{n:03d}.p").iterdir())


@pytest.mark.parametrize("n", [0, 1, 2])
@pytest.mark.parametrize("broken", ["a byte more", "missing", "a pipe"])
def test_a_bundle_that_cannot_be_read_is_one_finding(bundles, n, broken):
    folder, _ = bundles
    path = bundle(folder, n)
    data = path.read_bytes()
    path.unlink()
    if broken == "a byte more":
        path.write_bytes(data + b"x")
    elif broken == "a pipe":
        os.mkfifo(path)
    [(where, what), *more] = verify_site(str(folder)).findings
    assert where == f"log/tile/entries, bundle {n}" and "the entries that it holds cannot be checked" in what
    assert [each for each, _ in more] == ([str(path.relative_to(folder))] if broken == "a pipe" else [])


@pytest.mark.parametrize("path", ["entries/000.p/2", "0/000.p/2"])
def test_a_tile_of_an_earlier_size_begins_as_the_fuller_one(bundles, path):
    folder, _ = bundles
    earlier, level = folder / "log/tile" / path, path.partition("/")[0]
    earlier.parent.mkdir(exist_ok=True)
    entries = decode_bundle((folder / "log/tile/entries/000").read_bytes())[:2]
    right = encode_bundle(entries) if level == "entries" else b"".join(map(leaf_hash, entries))
    earlier.write_bytes(right)
    assert found(folder) == []
    earlier.write_bytes(right[:-1] + bytes([right[-1] ^ 1]))
    assert found(folder) == [f"log/tile/{path}"]


def test_what_can_be_read_is_held_against_the_log_all_the_same(bundles):
    folder, ids = bundles
    with open(bundle(folder, 1), "ab") as file:
        file.write(b"x")
    shutil.copy(folder / "r" / ids[2] / "proof", folder / "r" / ids[3] / "proof")
    page = f"r/{ids[2]}/index.json"
    resign(folder, page, (folder / page).read_bytes().replace("第三号".encode(), "第五号".encode()))
    assert sorted(found(folder)) == sorted(["log/tile/entries, bundle 1", page, f"r/{ids[3]}/proof"])


def test_neither_bundle_nor_tile(bundles):
    """Where a place of the tree cannot be known at all, what stands behind it cannot be checked either: still one finding."""
    folder, _ = bundles
    bundle(folder, 1).unlink()
    (folder / "log/tile/0/001").unlink()
    [(where, what)] = verify_site(str(folder)).findings
    assert where == "log/tile/entries, bundle 1" and "nor those behind it" in what


def test_a_changed_entry_beside_a_bundle_that_cannot_be_read(bundles):
    folder, _ = bundles
    with open(bundle(folder, 1), "ab") as file:
        file.write(b"x")
    path = bundle(folder, 0)
    data = bytearray(path.read_bytes())
    at = data.index(b'"h":"') + 6
    data[at] = ord("A") if data[at] != ord("A") else ord("B")
    path.write_bytes(bytes(data))
    assert {"log/tile/entries", "log/tile/0/000"} <= set(found(folder))


@pytest.mark.parametrize(
    "content, why", [(b"[" * 2000, "is nested too deeply"), (b"\xff", "is no text in UTF-8"), (b"", "is no JSON")]
)
@pytest.mark.parametrize("signed", [True, False])
def test_data_that_cannot_be_read(copy, content, why, signed):
    folder, ids = copy
    page = f"r/{ids[0]}/index.json"
    resign(folder, page, content) if signed else (folder / page).write_bytes(content)
    (folder / "r" / ids[1] / "index.html").write_bytes(b"")
    findings = verify_site(str(folder)).findings
    assert {where for where, _ in findings} == {page, f"r/{ids[1]}/index.html"}
    assert any(where == page and what.startswith(why) for where, what in findings)


@pytest.mark.parametrize(
    "name, told",
    [(b"\xff\xfe.html", r"\xff\xfe.html"), (b"a\nFINDING.html", r"a\nFINDING.html"), ("页.html".encode(), "页.html")],
)
def test_a_stray_name_of_any_bytes_is_told_in_one_line(copy, capsys, name, told):
    folder, ids = copy
    Path(os.fsdecode(os.fsencode(folder) + b"/r/" + name)).touch()
    (folder / "r" / ids[0] / "index.html").write_bytes(b"")
    assert sorted(found(folder)) == sorted([f"r/{told}", f"r/{ids[0]}/index.html"])
    for form in ("text", "json"):
        assert main(["verify", "--site", str(folder), "--format", form]) == 1
        assert (told if form == "text" else told.replace("\\", "\\\\")) in capsys.readouterr().out


def pipe(path: Path) -> None:
    os.mkfifo(path)


def link(path: Path) -> None:
    path.symlink_to("index.json")


def folder_there(path: Path) -> None:
    path.mkdir()


def listening(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # the name of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


SORTS = {pipe: "a named pipe", link: "a link", folder_there: "a folder", listening: "a socket"}


@pytest.mark.parametrize("make", SORTS)
def test_only_regular_files_are_read(copy, make):
    folder, ids = copy
    page = folder / "r" / ids[0] / "index.html"
    page.unlink()
    make(page)
    told = (f"r/{ids[0]}/index.html", f"is no regular file but {SORTS[make]}")
    assert verify_site(str(folder)).findings == [told]


@pytest.mark.parametrize("make", [pipe, link, listening])
@pytest.mark.parametrize("place", ["stray", "site-manifest/stray", "log/policy", "r/x/proof"])
def test_a_stray_that_is_no_file(copy, make, place):
    folder, _ = copy
    (folder / place).parent.mkdir(exist_ok=True)
    make(folder / place)
    assert [where for where, _ in verify_site(str(folder)).findings] == [place]


@pytest.mark.parametrize("name", ["/etc/hostname", "../beside", "a/../../beside", "a\0b"])
def test_a_manifest_that_leads_out_of_the_site(copy, tmp_path, name):
    folder, _ = copy
    (tmp_path / "beside").write_bytes(b"x")
    shard = folder / "site-manifest" / sha256(name.encode()).hexdigest()[:2]
    shard.write_bytes(shard.read_bytes() + f"{sha256(b'x').hexdigest()}  {name}\n".encode())
    resign(folder, "extra.html", b"x")
    assert verify_site(str(folder)).findings == [(shown(name), "cannot be read: it names no place in a site")]


@pytest.mark.parametrize("more", [0, 1, 2])
def test_a_file_has_a_size(tmp_path, monkeypatch, more):
    monkeypatch.setattr("gongkai.engines.site.place.MAX_BYTES", 9)
    (tmp_path / "x").write_bytes(b"x" * (8 + more))
    if more < 2:
        assert Place(str(tmp_path)).read("x")
    else:
        with pytest.raises(OSError, match="larger than 9 bytes"):
            Place(str(tmp_path)).read("x")


def test_an_address_in_capitals(copy):
    folder, _ = copy
    with served(folder) as address:
        assert main(["verify", "--site", address.replace("http", "HTTP")]) == 0


def test_a_checkpoint_is_for_the_database(copy, capsys):
    for size in ("0", "5"):
        assert main(["verify", "--site", str(copy[0]), "--from-checkpoint", size]) == 2
        assert "--from-checkpoint does not go with --site" in capsys.readouterr().err
