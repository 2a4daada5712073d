"""docs/ledger.md tells the truth: each of its examples is what the code makes, and its verifier verifies."""

import re
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from gongkai.pure.tlog import merkle
from gongkai.pure.tlog.checkpoint import Checkpoint, sign
from gongkai.pure.tlog.cosign import cosign, encode_request
from gongkai.pure.tlog.entry import Opening, Public, canonical, encode_entry, encode_opening
from gongkai.pure.tlog.policy import Policy
from gongkai.pure.tlog.proof import TlogProof
from gongkai.pure.tlog.tests.sample import LOG, ORIGIN, WITNESS
from gongkai.pure.tlog.wire import b64

PAGE = Path(__file__).parents[5] / "docs" / "ledger.md"
COSIGNED_AT = 1_772_416_800

SALTS = [sha256(f"salt {index}".encode()).digest() for index in range(3)]
VIEW = canonical({"id": "r7kq2mxw4a", "title": "明川县河道管理办法", "formed_on": "2026-02-27"})
BODIES = [
    canonical(
        {
            "at": "2026-03-02T02:20:00.000000Z",
            "by": "applicant",
            "fact": {"case": "2026-0037", "on": "2026-03-02"},
            "name": "foi.received",
            "ref": "case:2026-0037",
            "rows": {"cases.case/2026-0037": {"channel": "web", "state": "received", "unit_id": 19}},
            "touches": [],
        }
    ),
    canonical(
        {
            "at": "2026-03-02T03:00:00.000000Z",
            "by": "liu",
            "fact": {"record": "r7kq2mxw4a"},
            "name": "record.published",
            "ref": "record:r7kq2mxw4a",
            "rows": {},
            "touches": ["record:r7kq2mxw4a"],
        }
    ),
    canonical(
        {
            "at": "2026-03-03T01:05:00.000000Z",
            "by": "zhou",
            "fact": {"case": "2026-0037"},
            "name": "foi.accepted",
            "ref": "case:2026-0037",
            "rows": {"cases.case/2026-0037": {"state": "handling"}},
            "touches": [],
        }
    ),
]
PUBLIC = Public("record.published", "record:r7kq2mxw4a", date(2026, 3, 2), sha256(VIEW).digest())


def examples() -> dict[str, str]:
    """The page's example: a log of three leaves, and the receipt that the applicant of the first holds."""
    entries = [encode_entry(salt, body) for salt, body in zip(SALTS, BODIES, strict=True)]
    entries[1] = encode_entry(SALTS[1], BODIES[1], PUBLIC)
    leaves = [merkle.leaf_hash(entry) for entry in entries]

    def node(level: int, index: int) -> bytes:
        return merkle.root(leaves[index << level : (index + 1) << level])

    note = sign(Checkpoint(ORIGIN, 3, merkle.root(leaves)), LOG)
    witnessed = note.signed(cosign(note, WITNESS, COSIGNED_AT))
    path = tuple(merkle.inclusion_proof(0, 3, node))
    receipt = TlogProof(0, path, witnessed, encode_opening(Opening(entries[0], SALTS[0], BODIES[0])))
    policy = f"log {LOG.vkey}\nwitness neighbour {WITNESS.vkey}\ngroup outside 1 neighbour\nquorum outside\n"
    receipt.verify(entries[0], Policy.parse(policy))
    return {
        "keys": f"{LOG.vkey}\n{WITNESS.vkey}\n",
        "body": f"{BODIES[0].decode()}\n",
        "salt": f"{b64(SALTS[0])}\n",
        "entry": f"{entries[0].decode()}\n",
        "view": f"{VIEW.decode()}\n",
        "public": f"{entries[1].decode()}\n",
        "leaves": "".join(f"{index} {b64(leaf)}\n" for index, leaf in enumerate(leaves)),
        "checkpoint": note.format(),
        "cosignature": f"{witnessed.signatures[1]}\n",
        "request": encode_request(2, merkle.consistency_proof(2, 3, node), note).decode(),
        "receipt": receipt.format(),
        "policy": policy,
    }


def blocks() -> dict[str, str]:
    return dict(re.findall(r"<!-- example: (\w+) -->\n```\w*\n(.*?)```\n", PAGE.read_text("utf-8"), re.DOTALL))


@pytest.mark.parametrize("name", examples())
def test_the_page_shows_what_the_code_makes(name):
    assert blocks()[name] == examples()[name]


def test_the_page_shows_no_example_that_is_not_checked():
    assert set(blocks()) == {*examples(), "verifier"}


def verifier_says(tmp_path: Path, receipt: str, *keys: str) -> subprocess.CompletedProcess:
    script, proof = tmp_path / "verify.py", tmp_path / "receipt.tlog-proof"
    script.write_text(blocks()["verifier"], "utf-8")
    proof.write_text(receipt, "utf-8")
    return subprocess.run([sys.executable, script, proof, *keys], capture_output=True, text=True)


def test_the_verifier_on_the_page_accepts_the_receipt_on_the_page(tmp_path):
    done = verifier_says(tmp_path, examples()["receipt"], LOG.vkey, WITNESS.vkey)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{ORIGIN}: leaf 0 of 3" in done.stdout and '"case":"2026-0037"' in done.stdout


@pytest.mark.parametrize(("old", "new"), [("index 0", "index 1"), ("\n3\n", "\n4\n"), ("extra eyJ", "extra eyI")])
def test_the_verifier_on_the_page_refuses_a_changed_receipt(tmp_path, old, new):
    receipt = examples()["receipt"]
    assert old in receipt
    assert verifier_says(tmp_path, receipt.replace(old, new), LOG.vkey, WITNESS.vkey).returncode != 0


def test_the_verifier_on_the_page_needs_every_key_it_is_given(tmp_path):
    receipt = examples()["receipt"].split("\n— witness.example/one")[0] + "\n"
    assert verifier_says(tmp_path, receipt, LOG.vkey).returncode == 0
    assert verifier_says(tmp_path, receipt, LOG.vkey, WITNESS.vkey).returncode != 0
