"""An outsider verifies a copy of the site from its files alone; each kind of tampering is named."""

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.plugins.cast import noon

from gongkai.doors.cli import main
from gongkai.engines.site import build, tree
from gongkai.engines.site.copying import copy_to
from gongkai.engines.site.outside import Unreadable, verify_site
from gongkai.engines.site.signing import sign_manifest, site_signer
from gongkai.engines.site.wholes import PAGE_FACTS, earlier_receipts
from gongkai.ground.home.memory import forget_everything
from gongkai.ground.ledger import keys, signer
from gongkai.ground.ledger.models import Fact
from gongkai.ground.ledger.receipts import public_receipt, write_public_receipts
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.validity import come_into_force
from gongkai.pure.tlog.note import Signer

from .helpers import Office

pytestmark = pytest.mark.one_engine
WITNESS = Signer.generate("witness.example/one", kind=4).vkey


@pytest.fixture(scope="module")
def published(lasting_cast, tmp_path_factory) -> Iterator[tuple[Path, Office, list[str]]]:
    """A home and its copy, ``home`` and ``out`` in the folder, with three live records and a withdrawn one; the ids of the live
    ones, then of the withdrawn."""
    folder = tmp_path_factory.mktemp("published")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GONGKAI_HOME", str(folder / "home"))
        office = Office(lasting_cast)
        records = [office.publish("2026-03-02", title=f"第{n}号办法") for n in "一二三四"]
        office.withdraw(records[3], "2026-03-04", keep_title=False)
        build.full()
        keys.make_key("www.mingchuan.gov.example/log")
        signer.seal(at=noon("2026-03-05"))
        sign_manifest(site_signer())
        write_public_receipts(tree.current(), PAGE_FACTS, earlier_receipts)
        copy_to(folder / "out")
        yield folder, office, [record.pk for record in records]


@pytest.fixture
def copy(published, db, tmp_path, monkeypatch) -> tuple[Path, list[str]]:
    """What was published, untouched by other tests: the copy and the ids in it. Its home is there to go on with."""
    made, _, ids = published
    for each in ("home", "out"):
        shutil.copytree(made / each, tmp_path / each, symlinks=True)
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path / "home"))
    forget_everything()
    return tmp_path / "out", ids


@pytest.fixture
def office(published, copy) -> Office:
    return deepcopy(published[1])


def found(folder: Path) -> list[str]:
    return [where for where, _ in verify_site(str(folder)).findings]


def test_an_untouched_copy_holds(copy):
    folder, ids = copy
    verdict = verify_site(str(folder))
    assert verdict.findings == [] and verdict.records == 3 and verdict.size > 0
    assert all((folder / "r" / i / "proof").exists() for i in ids)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The copy as any web server shows it."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


def test_from_an_address_it_sees_what_it_sees_in_a_folder(copy):
    folder, ids = copy
    with served(folder) as address:
        assert verify_site(address) == verify_site(str(folder))
        page = folder / "r" / ids[0] / "index.html"
        page.write_text(page.read_text("utf-8").replace("第一号办法", "第一号规定"), "utf-8")
        (folder / "r" / ids[1] / "index.html").unlink()
        assert set(verify_site(address).findings) == {
            (f"r/{ids[0]}/index.html", "differs from what the site signed for"),
            (f"r/{ids[1]}/index.html", "is missing"),
        }


def test_the_command_tells_it_with_its_exit_code(copy, capsys):
    folder, ids = copy
    policy, vkey = folder / "site-manifest" / "policy", site_signer().vkey
    assert main(["verify", "--site", str(folder), "--policy", str(policy), "--vkey", vkey]) == 0
    assert "by keys given by the verifier: all as signed for." in capsys.readouterr().out
    page = folder / "r" / ids[0] / "index.html"
    page.write_text(page.read_text("utf-8") + " ", "utf-8")
    with served(folder) as address:
        assert main(["verify", "--site", address]) == 1
        assert f"FINDING  r/{ids[0]}/index.html: " in capsys.readouterr().out
        assert main(["verify", "--site", address, "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["size", "files", "records", "lost", "witnesses", "trusts", "findings"]
    assert [each["where"] for each in told["findings"]] == [f"r/{ids[0]}/index.html"]


@pytest.mark.parametrize("vkey", ["nonsense", "www.mingchuan.gov.example/site+00000000+AAAA"])
def test_a_key_that_is_none_is_told(copy, capsys, vkey):
    assert main(["verify", "--site", str(copy[0]), "--vkey", vkey]) == 2
    out, err = capsys.readouterr()
    assert not out and err.startswith("gongkai: --vkey: ") and err.count("\n") == 1


GIVEN, TOLD = "keys given by the verifier", "keys that the site publishes about itself"


def test_it_says_whose_keys_were_taken_for_what(copy, capsys):
    folder, _ = copy
    policy, vkey = str(folder / "site-manifest" / "policy"), site_signer().vkey
    for given, said in (
        ([], f"by {TOLD}: "),
        (["--vkey", vkey], f"by {TOLD} (log and witnesses) and {GIVEN} (pages): "),
        (["--policy", policy], f"by {GIVEN} (log and witnesses) and {TOLD} (pages): "),
        (["--vkey", vkey, "--policy", policy], f"by {GIVEN}: "),
    ):
        assert main(["verify", "--site", str(folder), *given]) == 0
        assert said in capsys.readouterr().out


def test_a_policy_that_is_none_is_not_blamed_on_the_site(copy, tmp_path, capsys):
    bad = tmp_path / "policy"
    for text, told in (("nonsense\n", "Policy, line 1: "), ("", "no quorum line")):
        bad.write_text(text, "utf-8")
        assert main(["verify", "--site", str(copy[0]), "--policy", str(bad)]) == 2
        out, err = capsys.readouterr()
        assert (
            not out and err.startswith(f"gongkai: {bad} is not a policy: ") and told in err and str(copy[0]) not in err
        )


def test_an_empty_place_is_bad_usage_and_not_the_database(capsys):
    with pytest.raises(SystemExit) as end:
        main(["verify", "--site", ""])
    out, err = capsys.readouterr()
    assert end.value.code == 2 and not out and "--site: it is given, and empty" in err


def test_a_changed_page_is_named_though_its_data_are_not(copy):
    folder, ids = copy
    page = folder / "r" / ids[0] / "index.html"
    page.write_text(page.read_text("utf-8").replace("第一号办法", "第一号规定"), "utf-8")
    assert found(folder) == [f"r/{ids[0]}/index.html"]


def test_changed_data_are_named_even_if_the_manifest_is_made_to_fit(copy):
    """Somebody who holds the site's key can sign for any page, but not change what the log committed to."""
    folder, ids = copy
    path = f"r/{ids[0]}/index.json"
    forged = (folder / path).read_bytes().replace("第一号办法".encode(), "第一号规定".encode())
    resign(folder, path, forged)
    assert found(folder) == [path]


def resign(folder: Path, path: str, content: bytes) -> None:
    (folder / path).write_bytes(content)
    shard = folder / "site-manifest" / sha256(path.encode()).hexdigest()[:2]
    lines = [line for line in shard.read_text("utf-8").splitlines() if line[66:] != path]
    shard.write_text(
        "".join(
            f"{line}\n" for line in sorted([*lines, f"{sha256(content).hexdigest()}  {path}"], key=lambda x: x[66:])
        ),
        "utf-8",
    )
    from gongkai.engines.site.signing import manifest_text
    from gongkai.pure.tlog.note import Note

    key = site_signer()
    size = int(Note.parse((folder / "site-manifest/manifest").read_bytes()).text.splitlines()[2])
    text = manifest_text(folder, key.name, size)
    (folder / "site-manifest/manifest").write_text(Note(text).signed(key.sign(text)).format(), "utf-8")


def test_a_file_that_is_missing_is_named_once_whoever_looks_for_it(copy):
    folder, ids = copy
    (folder / "r" / ids[1] / "index.json").unlink()
    assert [where for where, _ in verify_site(str(folder)).findings] == [f"r/{ids[1]}/index.json"]


def test_a_missing_page_and_a_smuggled_one_are_named(copy):
    folder, ids = copy
    (folder / "r" / ids[1] / "index.html").unlink()
    (folder / "extra.html").write_text("<p>不是我们发的</p>", "utf-8")
    assert sorted(found(folder)) == ["extra.html", f"r/{ids[1]}/index.html"]


@pytest.mark.parametrize(
    "planted", ["site-manifest/evil.html", "site-manifest/0a0", "log/evil.html", "log/tile/0/evil", ".hidden", "u/.x/index.html", "r/x/proof",
                "log/.proofs"],
)  # fmt: skip
def test_a_file_that_nothing_accounts_for_is_named(copy, planted):
    folder, _ = copy
    (folder / planted).parent.mkdir(parents=True, exist_ok=True)
    (folder / planted).write_text("<script>alert(1)</script>", "utf-8")
    assert found(folder) == [planted]


def test_a_receipt_out_of_its_place_and_a_linked_folder_are_named(copy, tmp_path):
    folder, ids = copy
    astray = folder / "r" / ids[0] / "x" / "proof"
    astray.parent.mkdir()
    shutil.copy(folder / "r" / ids[0] / "proof", astray)
    (folder / "elsewhere").symlink_to(tmp_path, target_is_directory=True)
    assert found(folder) == ["elsewhere", f"r/{ids[0]}/x/proof"]


def test_what_a_killed_copy_left_is_taken_away_by_the_next(copy):
    folder, _ = copy
    (folder / "r" / ".index.html.new").write_text("half", "utf-8")
    assert found(folder) == ["r/.index.html.new"]
    copy_to(folder)
    assert found(folder) == []


@pytest.mark.parametrize(
    "told",
    [None, "nonsense\n", Signer.generate("www.mingchuan.gov.example/log").vkey],
    ids=["none", "nonsense", "another"],
)
def test_what_the_log_says_of_its_key_is_the_key_that_signs_it(copy, told):
    folder, _ = copy
    path = folder / "log/log.vkey"
    path.unlink() if told is None else path.write_text(told, "utf-8")
    assert found(folder) == ["log/log.vkey"]


def test_a_policy_beside_the_log_takes_its_checkpoint(copy):
    folder, _ = copy
    path = folder / "log/policy"
    path.write_bytes((folder / "site-manifest/policy").read_bytes())
    assert found(folder) == []
    for told in (
        "<script>alert(1)</script>",
        path.read_text("utf-8").replace("quorum none", f"witness one {WITNESS}\nquorum one"),
    ):
        path.write_text(told, "utf-8")
        assert found(folder) == ["site-manifest/policy", "log/policy"]


def test_an_emptied_file_is_not_called_missing(copy):
    folder, ids = copy
    (folder / "r" / ids[0] / "index.html").write_bytes(b"")
    assert verify_site(str(folder)).findings == [(f"r/{ids[0]}/index.html", "differs from what the site signed for")]


def test_a_withdrawn_record_that_comes_back_is_named(copy):
    folder, ids = copy
    path = f"r/{ids[3]}/index.json"
    resign(folder, path, json.dumps({"id": ids[3]}).encode())
    assert path in found(folder)


def test_a_changed_entry_of_the_log_is_named(copy):
    folder, _ = copy
    bundle = next(p for p in (folder / "log/tile/entries").rglob("*") if p.is_file())
    data = bytearray(bundle.read_bytes())
    at = data.index(b'"h":"') + 6
    data[at] = ord("A") if data[at] != ord("A") else ord("B")
    bundle.write_bytes(bytes(data))
    assert any(where.startswith("log/tile") for where in found(folder))


def test_a_changed_tile_is_named(copy):
    folder, _ = copy
    tile = next(p for p in (folder / "log/tile/0").rglob("*") if p.is_file())
    data = bytearray(tile.read_bytes())
    data[5] ^= 1
    tile.write_bytes(bytes(data))
    assert [w for w in found(folder) if w.startswith("log/tile/0")]


def test_a_checkpoint_of_another_key_is_refused(copy):
    folder, _ = copy
    path = folder / "log/checkpoint"
    lines = path.read_text("utf-8").split("\n")
    stranger = Signer.generate(lines[0])
    text = "\n".join([*lines[:3], ""])
    path.write_text(f"{text}\n{stranger.sign(text)}\n", "utf-8")
    assert "log/checkpoint" in found(folder)


def test_a_shorter_log_does_not_prove_the_newest_records(copy):
    folder, _ = copy
    shutil.rmtree(folder / "log")
    assert "log/checkpoint" in found(folder)


@pytest.mark.parametrize("number", [0, 3], ids=["live", "withdrawn"])
def test_a_receipt_of_another_record_or_none_is_named(copy, number):
    folder, ids = copy
    path = f"r/{ids[number]}/proof"
    shutil.copy(folder / "r" / ids[1] / "proof", folder / path)
    assert found(folder) == [path]
    (folder / path).unlink()
    assert found(folder) == [path]
    with served(folder) as address:
        assert [where for where, _ in verify_site(address).findings] == [path]


@pytest.mark.parametrize(
    "change",
    [lambda line: None, lambda line: b"extra cnViYmlzaA==", lambda line: line[:-9] + bytes([line[-9] ^ 1]) + line[-8:]],
    ids=["gone", "rubbish", "a bit"],
)
def test_a_receipt_whose_own_entry_is_not_that_of_the_log_is_named(copy, change):
    """It is what somebody without the log reads."""
    folder, ids = copy
    path = folder / "r" / ids[0] / "proof"
    first, extra, rest = path.read_bytes().split(b"\n", 2)
    changed = change(extra)
    path.write_bytes(b"\n".join([first, *([changed] if changed else []), rest]))
    assert found(folder) == [f"r/{ids[0]}/proof"]


def test_the_receipt_of_an_earlier_state_is_named(copy):
    """A withdrawn record's publication does not prove that it was withdrawn."""
    folder, ids = copy
    first = Fact.objects.get(ref=f"record:{ids[3]}", name="record.published")
    (folder / "r" / ids[3] / "proof").write_bytes(public_receipt(first.idx))
    [(where, what)] = verify_site(str(folder)).findings
    assert where == f"r/{ids[3]}/proof" and "is the latest on this page" in what


def test_only_what_was_sealed_after_the_checkpoint_has_no_receipt_yet(copy, office):
    folder, _ = copy
    office.publish("2026-03-06", title="第五号办法")
    build.catch_up()
    sign_manifest(site_signer())
    copy_to(folder)
    [(where, what)] = verify_site(str(folder)).findings
    assert where.endswith("/index.json") and "may be sealed in a moment" in what
    signer.seal(at=noon("2026-03-06"))
    copy_to(folder)
    [(where, what)] = verify_site(str(folder)).findings
    assert where.endswith("/proof") and "is missing" in what
    write_public_receipts(tree.current(), PAGE_FACTS, earlier_receipts)
    copy_to(folder)
    assert found(folder) == []


def test_a_log_older_than_a_receipt_is_named(copy, office):
    folder, ids = copy
    held = (folder / "log/checkpoint").read_bytes()
    office.withdraw(Record.objects.get(pk=ids[0]), "2026-03-06", keep_title=True)
    signer.seal(at=noon("2026-03-06"))
    write_public_receipts(tree.current(), PAGE_FACTS, earlier_receipts)
    copy_to(folder)
    (folder / "log/checkpoint").write_bytes(held)
    assert "log/checkpoint" in found(folder)


def test_a_copy_made_by_the_command_holds_its_receipts(copy, capsys):
    """Also of a generation in which the signer has laid none yet."""
    folder, ids = copy
    assert main(["build", "--full", "--out", str(folder)]) == 0
    assert main(["verify", "--site", str(folder)]) == 0
    assert (folder / "r" / ids[0] / "proof").exists()


def test_a_receipt_of_another_fact_of_the_same_record_is_named(copy):
    """Coming into force is public too, but commits to nothing that stands on the page."""
    folder, ids = copy
    come_into_force(record=Record.objects.get(pk=ids[0]), at=noon("2026-03-06"))
    signer.seal(at=noon("2026-03-06"))
    copy_to(folder.parent / "later")
    newest = Fact.objects.order_by("-idx").first()
    (folder.parent / "later/r" / ids[0] / "proof").write_bytes(public_receipt(newest.idx))
    assert found(folder.parent / "later") == [f"r/{ids[0]}/proof"]


def test_a_policy_that_wants_a_witness_is_not_satisfied_without(copy):
    folder, _ = copy
    policy = (folder / "site-manifest/policy").read_text("utf-8")
    log_line = next(line for line in policy.splitlines() if line.startswith("log "))
    verdict = verify_site(str(folder), policy=f"{log_line}\nwitness one {WITNESS}\nquorum one\n")
    assert next(where for where, _ in verdict.findings) == "log/checkpoint"


@pytest.mark.parametrize("missing", [False, True])
def test_a_shard_that_is_not_as_signed_accuses_none_of_its_pages(copy, missing):
    folder, ids = copy
    name = f"site-manifest/{sha256(f'r/{ids[0]}/index.html'.encode()).hexdigest()[:2]}"
    (folder / name).unlink() if missing else (folder / name).write_text("", "utf-8")
    what = "is missing" if missing else "differs from what the site signed for"
    assert verify_site(str(folder)).findings == [(name, f"{what}; the files that it lists cannot be checked")]


@pytest.mark.parametrize("name", ["manifest", "vkey"])
@pytest.mark.parametrize("content", [None, "nonsense\n"])
def test_a_manifest_that_cannot_be_read_is_one_finding_in_words(copy, name, content):
    folder, _ = copy
    path = folder / "site-manifest" / name
    path.unlink() if content is None else path.write_text(content, "utf-8")
    [(where, what)] = verify_site(str(folder)).findings
    assert where == f"site-manifest/{name}" and what.endswith("; the site's files cannot be checked")
    assert "Errno" not in what and ("is missing" in what) is (content is None)


def test_a_folder_that_is_no_site_is_told(tmp_path):
    with pytest.raises(Unreadable, match="site-manifest/policy"):
        verify_site(str(tmp_path))


def _spread(folder: Path, day: str) -> None:
    """Build, seal and copy what happened on a day, as builder and signer do."""
    build.catch_up()
    signer.seal(at=noon(day))
    sign_manifest(site_signer())
    write_public_receipts(tree.current(), PAGE_FACTS, earlier_receipts)
    copy_to(folder)


@pytest.fixture
def corrected(copy, office) -> tuple[Path, str, Record]:
    """The copy after its first record was corrected, the folder of the old version in it, and the record."""
    folder, ids = copy
    record = office.correct(Record.objects.get(pk=ids[0]), "2026-03-06")
    _spread(folder, "2026-03-06")
    return folder, f"r/{ids[0]}/v/1", record


def test_a_version_that_stays_on_show_keeps_the_receipt_of_its_own_publication(corrected):
    folder, old, record = corrected
    first = Fact.objects.get(ref=record.ref, name="record.published")
    assert (folder / old / "proof").read_bytes() == public_receipt(first.idx)
    page = (folder / old / "index.html").read_text("utf-8")
    assert f'href="/verify/#{record.pk}/v/1"' in page and f'href="/{old}/proof"' in page
    assert found(folder) == []
    build.full()
    assert (tree.current() / old / "proof").exists()


def test_a_wrong_or_missing_receipt_of_an_earlier_version_is_named(corrected):
    folder, old, record = corrected
    shutil.copy(folder / "r" / record.pk / "proof", folder / old / "proof")
    assert found(folder) == [f"{old}/proof"]
    (folder / old / "proof").unlink()
    assert found(folder) == [f"{old}/proof"]
    (folder / f"r/{record.pk}/v/7").mkdir()
    shutil.copy(folder / "r" / record.pk / "proof", folder / f"r/{record.pk}/v/7/proof")
    assert sorted(found(folder)) == [f"{old}/proof", f"r/{record.pk}/v/7/proof"]


def test_with_an_earlier_version_goes_its_receipt(corrected, office):
    folder, old, record = corrected
    office.withdraw(record, "2026-03-07")
    _spread(folder, "2026-03-07")
    assert found(folder) == [] and not (folder / old).exists()
    tombstone = (folder / "r" / record.pk / "index.html").read_text("utf-8")
    assert f'href="/verify/#{record.pk}"' in tombstone and f'href="/r/{record.pk}/proof"' in tombstone


def test_a_weaker_policy_beside_the_logs_own_is_named(copy):
    """By it a visitor would take a page that no witness has seen."""
    folder, _ = copy
    (folder / "log" / "policy").write_bytes((folder / "site-manifest" / "policy").read_bytes())
    assert found(folder) == []
    with open(folder / "site-manifest" / "policy", "a", encoding="utf-8") as out:
        out.write("\n# and nothing more\n")
    assert found(folder) == ["site-manifest/policy"]
