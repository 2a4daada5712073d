"""The browser's verifier agrees with the ledger's own: what one accepts the other does, and nothing else."""

import functools
import threading
from datetime import date
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gongkai.pure.tlog import merkle
from gongkai.pure.tlog.checkpoint import Checkpoint, sign
from gongkai.pure.tlog.cosign import cosign
from gongkai.pure.tlog.entry import (
    Opening,
    Public,
    canonical,
    decode_entry,
    decode_opening,
    encode_entry,
    encode_opening,
)
from gongkai.pure.tlog.errors import TlogError
from gongkai.pure.tlog.note import COSIGNATURE, NOTE, Note, Signature, Signer, Verifier
from gongkai.pure.tlog.policy import Policy
from gongkai.pure.tlog.proof import TlogProof

pytestmark = pytest.mark.browser

STATIC = Path(__file__).parents[1] / "static"
CSP = "default-src 'none'; script-src 'self'; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'"
PAGE = b"""<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>verify</title>
<form id="verify-form"><input type="file" data-into="proof"><textarea id="proof"></textarea>
<textarea id="policy"></textarea><textarea id="entry"></textarea><input id="log"><textarea id="view"></textarea>
<button>go</button></form><div id="result" aria-live="polite"></div>
<script type="module" src="/verify-page.js"></script></html>"""

ORIGIN = "log.example/mingchuan"
SALT = bytes(range(32))
BODY = canonical({"case": "r7Kq2", "outcome": "予以公开"})
VIEW = canonical({"title": "明川县河道管理办法"})
CASE_ENTRY = encode_entry(SALT, BODY)
PUBLIC_ENTRY = encode_entry(SALT, BODY, Public("record.published", "r7Kq2", date(2026, 3, 2), sha256(VIEW).digest()))
NOW = 1_790_000_000


def seeded(name: str, kind: int = NOTE) -> Signer:
    return Signer(name, kind, sha256(name.encode()).digest())


LOG = seeded(ORIGIN)
ONE, TWO = seeded("witness.example/one", COSIGNATURE), seeded("witness.example/two", COSIGNATURE)
POLICY = f"# 信任策略\nlog {LOG.vkey}\nwitness 一 {ONE.vkey}\nwitness 二 {TWO.vkey}\ngroup any-one any 一 二\nquorum any-one\n"


def receipt(entry: bytes, extra: bytes | None, index: int = 5, size: int = 21, witnesses=(ONE,)) -> str:
    """A receipt for this entry at this index among others."""
    hashes = [merkle.leaf_hash(entry if each == index else str(each).encode()) for each in range(size)]

    def node(level: int, at: int) -> bytes:
        return merkle.root(hashes[at << level : (at + 1) << level])

    note = sign(Checkpoint(ORIGIN, size, merkle.root(hashes)), LOG)
    note = note.signed(*(cosign(note, each, NOW) for each in witnesses))
    return TlogProof(index, tuple(merkle.inclusion_proof(index, size, node)), note, extra).format()


CASE = {"proof": receipt(CASE_ENTRY, encode_opening(Opening(CASE_ENTRY, SALT, BODY))), "policy": POLICY}
BARE = {"proof": receipt(CASE_ENTRY, None), "entry": CASE_ENTRY.decode(), "policy": POLICY}
RECORD = {
    "proof": receipt(PUBLIC_ENTRY, encode_opening(Opening(PUBLIC_ENTRY))),
    "policy": POLICY,
    "log": LOG.vkey,
    "view": VIEW.decode(),
}


def python_accepts(given: dict) -> bool:
    """What the ledger's own verifier says to the same input."""
    try:
        proof = TlogProof.parse(given["proof"])
        opening = decode_opening(proof.extra) if proof.extra else None
        entry = given["entry"].encode() if "entry" in given else opening.entry
        if opening and opening.entry != entry:
            return False
        proof.verify(entry, Policy.parse(given["policy"]), Verifier.parse(given["log"]) if "log" in given else None)
        if "view" in given:
            decode_entry(entry).check_view(given["view"].encode())
        return True
    except TlogError:
        return False


class Quiet(SimpleHTTPRequestHandler):
    """The static folder, and the page, under the policy of the public site."""

    def do_GET(self) -> None:
        if self.path != "/":
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CSP)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address():
    handler = functools.partial(Quiet, directory=str(STATIC))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def verify(page_at, address):
    """`verify(given)` runs the module in the page and returns its steps."""
    page = page_at(1280)
    page.goto(address)

    def run(given: dict) -> list[dict]:
        return page.evaluate("async given => (await import('/verify.js')).verifyReceipt(given)", given)

    run.page = page
    return run


def verdicts(steps: list[dict]) -> dict[str, bool | None]:
    return {each["step"]: each["ok"] for each in steps}


@pytest.mark.parametrize("given", [CASE, BARE, RECORD], ids=["case", "bare", "record"])
def test_a_genuine_receipt_passes_every_step(verify, given):
    assert python_accepts(given)
    steps = verify(given)
    expected = ["format", "entry", *(["view"] if "view" in given else []), "inclusion", "policy", "log", "witnesses"]
    assert [each["step"] for each in steps] == expected
    assert [each["text_zh"] for each in steps if each["ok"] is not True] == []


def test_the_steps_tell_what_was_found(verify):
    told = {each["step"]: each["text_zh"] for each in verify(RECORD)}
    assert "2026-03-02公开，编号r7Kq2" in told["view"]
    assert "第5号" in told["inclusion"] and "共21条" in told["inclusion"]
    assert ORIGIN in told["log"]
    assert "一 2026-09-21 22:13:20（北京时间）" in told["witnesses"]


def test_every_place_in_trees_of_many_sizes(verify):
    receipts = []
    for size in (1, 2, 3, 7, 8, 9, 31):
        for index in {0, size // 2, size - 1}:
            receipts.append(
                {"proof": receipt(CASE_ENTRY, None, index, size), "entry": CASE_ENTRY.decode(), "policy": POLICY}
            )
    for given in receipts:
        assert set(verdicts(verify(given)).values()) == {True}


def replaced(given: dict, old: str, new: str, field: str = "proof") -> dict:
    assert old in given[field]
    return given | {field: given[field].replace(old, new, 1)}


def unsigned_by(given: dict, name: str) -> dict:
    lines = given["proof"].split("\n")
    return given | {"proof": "\n".join(line for line in lines if not line.startswith(f"— {name} "))}


def failing(given: dict, signer: Signer) -> dict:
    proof = TlogProof.parse(given["proof"])
    forged = Signature(signer.name, signer.verifier.key_id, bytes(72 if signer.kind == COSIGNATURE else 64))
    others = tuple(each for each in proof.note.signatures if each.name != signer.name)
    note = Note(proof.note.text, (*others, forged))
    return given | {"proof": TlogProof(proof.index, proof.path, note, proof.extra).format()}


def first_hash(given: dict) -> str:
    lines = given["proof"].split("\n")
    return next(lines[at + 1] for at, line in enumerate(lines) if line.startswith("index "))


FORGED = {
    "body": (CASE | {"proof": receipt(CASE_ENTRY, encode_opening(Opening(CASE_ENTRY, SALT, BODY + b" ")))}, "entry"),
    "salt": (CASE | {"proof": receipt(CASE_ENTRY, encode_opening(Opening(CASE_ENTRY, bytes(32), BODY)))}, "entry"),
    "another entry": (BARE | {"entry": PUBLIC_ENTRY.decode()}, "inclusion"),
    "entry and receipt differ": (CASE | {"entry": PUBLIC_ENTRY.decode()}, "entry"),
    "entry with a key twice": (replaced(BARE, '"v":1', '"v":2,"v":1', "entry"), "entry"),
    "entry with a space": (replaced(BARE, '"v":1', '"v": 1', "entry"), "entry"),
    "view": (replaced(RECORD, "河道", "航道", "view"), "view"),
    "view of an entry without one": (CASE | {"view": VIEW.decode()}, "view"),
    "index": (replaced(CASE, "index 5", "index 4"), "inclusion"),
    "index outside": (replaced(CASE, "index 5", "index 21"), "inclusion"),
    "a hash less": (replaced(CASE, first_hash(CASE) + "\n", ""), "inclusion"),
    "a hash more": (replaced(CASE, first_hash(CASE) + "\n", 2 * (first_hash(CASE) + "\n")), "inclusion"),
    "another hash": (replaced(CASE, first_hash(CASE), "A" * 43 + "="), "inclusion"),
    "leading zero": (replaced(CASE, "index 5", "index 05"), "format"),
    "another version": (replaced(CASE, "@v1", "@v2"), "format"),
    "size": (replaced(CASE, "\n21\n", "\n22\n"), "log"),
    "origin": (replaced(CASE, f"\n{ORIGIN}\n", "\nlog.example/other\n"), "log"),
    "log does not sign": (unsigned_by(CASE, ORIGIN), "log"),
    "log signature fails": (failing(CASE, LOG), "log"),
    "no witness": (unsigned_by(CASE, ONE.name), "witnesses"),
    "witness fails": (failing(CASE, ONE), "witnesses"),
    "second witness fails": (failing(CASE, TWO), "witnesses"),
    "needs both": (replaced(CASE, "any-one any", "any-one all", "policy"), "witnesses"),
    "needs the other": (replaced(CASE, "quorum any-one", "quorum 二", "policy"), "witnesses"),
    "another log asked for": (RECORD | {"log": seeded("log.example/other").vkey}, "log"),
    "policy without quorum": (replaced(CASE, "quorum any-one\n", "", "policy"), "policy"),
    "policy with an unknown member": (replaced(CASE, "any 一 二", "any 一 三", "policy"), "policy"),
    "policy with one key twice": (replaced(CASE, "group", f"witness 三 {ONE.vkey}\ngroup", "policy"), "policy"),
    "policy with a wrong key id": (replaced(CASE, "+" + ONE.verifier.key_id.hex(), "+00000000", "policy"), "policy"),
    "noise": (CASE | {"proof": "c2sp.org/tlog-proof@v1\n\n"}, "format"),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_receipt_fails_at_its_step(verify, name):
    given, step = FORGED[name]
    assert not python_accepts(given)
    assert verdicts(verify(given))[step] is False


def test_a_browser_without_ed25519_says_so_and_passes_nothing(verify):
    verify.page.evaluate(
        "() => { SubtleCrypto.prototype.importKey = async () => { throw new DOMException('no', 'NotSupportedError'); }; }"
    )
    steps = verify(CASE)
    assert verdicts(steps) == {
        "format": True, "entry": True, "inclusion": True, "policy": True, "log": None, "witnesses": None
    }  # fmt: skip
    assert "不支持Ed25519" in steps[-1]["text_zh"]
    assert not verify.page.evaluate("async steps => (await import('/verify.js')).accepted(steps)", steps)


def test_a_page_that_is_not_secure_says_so(verify):
    verify.page.evaluate("() => Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })")
    steps = verify(CASE)
    assert True not in verdicts(steps[1:]).values() and "https" in steps[1]["text_zh"]


def test_the_form_shows_each_step(verify):
    page = verify.page
    page.fill("#policy", POLICY.strip())
    page.set_input_files(
        "input[type=file]", {"name": "a.tlog-proof", "mimeType": "text/plain", "buffer": CASE["proof"].encode()}
    )
    page.wait_for_function("document.getElementById('proof').value !== ''")
    page.click("button")
    page.wait_for_selector("#result li[data-step=witnesses]")
    assert page.inner_text(".verify-verdict") == "核验通过。"
    page.fill("#proof", replaced(CASE, "index 5", "index 4")["proof"])
    page.click("button")
    page.wait_for_selector("#result li[data-ok=false]")
    assert page.inner_text(".verify-verdict") == "核验未通过。"


def test_markup_in_what_was_pasted_is_shown_as_text(verify):
    page = verify.page
    page.fill("#proof", CASE["proof"])
    page.fill("#policy", POLICY.replace("一", "<img/src=x>"))
    page.click("button")
    page.wait_for_selector("#result li[data-step=witnesses]")
    assert "<img/src=x>" in page.inner_text("#result")
    assert page.query_selector("#result img") is None
