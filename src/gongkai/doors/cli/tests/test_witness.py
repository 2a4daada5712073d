"""A witness over real HTTP: it cosigns what grew, remembers it across restarts, and bounds what it reads."""

import argparse
import http.client
import json
import os
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest

from gongkai.doors.cli import witness as door
from gongkai.pure.tlog import merkle, witness_client
from gongkai.pure.tlog.cosign import Head
from gongkai.pure.tlog.errors import WitnessError, WitnessRefused, WitnessSilent
from gongkai.pure.tlog.note import COSIGNATURE, Note, Signature, Signer
from gongkai.pure.tlog.tests.sample import LOG, ORIGIN, checkpoint_of, leaves, node_of, plain_root, seeded

NAME = "witness.example/test"
NOW = 1_790_000_000


def command(*words: str) -> int:
    parser = argparse.ArgumentParser()
    door.add_parser(parser.add_subparsers())
    args = parser.parse_args(["witness", *words])
    return args.run(args)


@contextmanager
def running(home):
    """A witness of `LOG` on this home, as (url, public key); stopped and released at the end."""
    place = door.Home(home)
    with place.locked():
        signer = place.signer_made_if_needed(NAME)
        at_work = door.Witness(place, signer, door.known_logs([LOG.vkey]))
        with door.Server(("127.0.0.1", 0), at_work, clock=lambda: NOW) as server:
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            try:
                yield f"http://127.0.0.1:{server.server_address[1]}", signer.verifier
            finally:
                server.shutdown()
                thread.join()


def submit(url, key, old, new, hashes=None):
    hashes = hashes or leaves(new)
    proof = merkle.consistency_proof(old, new, node_of(hashes))
    return witness_client.submit(url, checkpoint_of(hashes, new).format(), old, proof, witness=key)


def post(url, body, **headers):
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
    connection.request("POST", "/add-checkpoint", body, headers)
    response = connection.getresponse()
    return response.status, response.headers, response.read().decode()


def test_it_cosigns_a_log_as_it_grows(tmp_path):
    with running(tmp_path) as (url, key):
        for old, new in ((0, 5), (5, 5), (5, 300)):
            cosignature = Signature.parse(submit(url, key, old, new))
            note = Note(checkpoint_of(leaves(new)).text, (cosignature,))
            assert note.verified_by([key]) == (key,)


def test_it_remembers_across_a_restart_and_refuses_another_past(tmp_path):
    with running(tmp_path) as (url, key):
        submit(url, key, 0, 5)
    with running(tmp_path) as (url, again):
        assert again == key
        with pytest.raises(WitnessRefused) as refusal:
            submit(url, key, 0, 5)
        assert (refusal.value.status, refusal.value.size) == (409, 5)
        forked = [merkle.leaf_hash(b"rewritten"), *leaves(9)[1:]]
        with pytest.raises(WitnessRefused) as refusal:
            submit(url, key, 5, 9, forked)
        assert (refusal.value.status, refusal.value.size) == (422, None)
        submit(url, key, 5, 9)


def test_it_stores_before_it_answers(tmp_path, monkeypatch):
    with running(tmp_path) as (url, key):
        monkeypatch.setattr(door.Home, "store", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(WitnessSilent, match="status 500"):
            submit(url, key, 0, 5)
        monkeypatch.undo()
        submit(url, key, 0, 5)
        assert door.Home(tmp_path).head(ORIGIN) == Head(5, plain_root(leaves(5)))


def test_of_two_histories_at_once_only_one_is_cosigned(tmp_path):
    histories = [[merkle.leaf_hash(bytes([each]))] * 3 for each in range(8)]
    cosigned = []

    def ask(url, key, hashes):
        try:
            cosigned.append(submit(url, key, 0, 3, hashes))
        except WitnessRefused as refusal:
            assert (refusal.status, refusal.size) == (409, 3)

    with running(tmp_path) as (url, key):
        askers = [threading.Thread(target=ask, args=(url, key, each)) for each in histories]
        for each in askers:
            each.start()
        for each in askers:
            each.join()
    assert len(cosigned) == 1


def test_409_has_the_content_type_of_the_specification(tmp_path):
    with running(tmp_path) as (url, key):
        submit(url, key, 0, 5)
        status, headers, body = post(url, b"old 0\n\n" + checkpoint_of(leaves(6)).format().encode())
        assert (status, headers["Content-Type"], body) == (409, "text/x.tlog.size", "5\n")


def test_requests_on_one_connection_are_answered_in_turn(tmp_path):
    with running(tmp_path) as (url, _):
        connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
        for _ in range(3):
            connection.request("POST", "/add-checkpoint", b"old 0\n\n" + checkpoint_of(leaves(6)).format().encode())
            response = connection.getresponse()
            response.read()
            assert response.status in (200, 409) and not response.will_close


@pytest.mark.parametrize(
    ("length", "status"), [(str(128 * 1024), 400), (str(128 * 1024 + 1), 413), ("-1", 411), ("x", 411), ("9" * 40, 411)]
)
def test_the_length_of_a_request_is_bounded(tmp_path, length, status):
    with running(tmp_path) as (url, _), socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1])), 10) as wire:
        wire.sendall(f"POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: {length}\r\n\r\n".encode())
        if status == 400:
            wire.sendall(b"x" * int(length))
        assert wire.recv(100).startswith(f"HTTP/1.1 {status} ".encode())


def test_other_paths_and_verbs(tmp_path):
    with running(tmp_path) as (url, _):
        connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
        for verb, path, status in (("GET", "/", 404), ("POST", "/other", 404), ("PUT", "/add-checkpoint", 501)):
            connection.request(verb, path, body=b"" if verb == "POST" else None)
            response = connection.getresponse()
            response.read()
            assert response.status == status


def test_the_key_is_made_once_and_is_the_owners_alone(tmp_path, capsys):
    home = tmp_path / "a" / "home"
    assert command("--home", str(home), "--name", NAME, "--init", "--format", "json") == 0
    made = json.loads(capsys.readouterr().out)
    assert made["name"] == NAME
    assert oct((home / "witness.key").stat().st_mode & 0o777) == "0o600"
    assert command("--home", str(home), "--init") == 0
    assert command("--home", str(home), "--show-key") == 0
    assert capsys.readouterr().out.split() == [made["vkey"]] * 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--show-key"], "There is no key"),
        (["--init"], "needs --name"),
        (["--init", "--name", "two words"], "no space"),
        (["--name", NAME], "at least one log"),
        (["--name", NAME, "--log", "nonsense"], "--log nonsense"),
        (["--name", NAME, "--log", seeded("w", COSIGNATURE).vkey], "key of a witness"),
        (["--name", NAME, "--log", LOG.vkey, "--host", "203.0.113.1"], "Can't listen"),
    ],
)
def test_bad_usage_is_told_in_a_sentence(tmp_path, capsys, words, sentence):
    assert command("--home", str(tmp_path), *words) == 2
    assert sentence in capsys.readouterr().err


def test_a_home_that_is_a_file(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert command("--home", str(tmp_path / "file"), "--name", NAME, "--init") == 2
    assert "can't be used as a home" in capsys.readouterr().err


def test_a_key_of_another_name(tmp_path, capsys):
    command("--home", str(tmp_path), "--name", NAME, "--init")
    assert command("--home", str(tmp_path), "--name", "other.example", "--init") == 2
    assert f"is named {NAME}" in capsys.readouterr().err


def test_two_witnesses_do_not_share_a_home(tmp_path, capsys):
    with running(tmp_path):
        assert command("--home", str(tmp_path), "--init") == 2
    assert "Another witness runs" in capsys.readouterr().err


def damage_key(home):
    (home / "witness.key").write_text("PRIVATE+KEY+x\n")


def open_key(home):
    os.chmod(home / "witness.key", 0o640)


def lose_key(home):
    (home / "witness.key").unlink()


def log_key(home):
    (home / "witness.key").write_text(Signer.generate(NAME).skey + "\n")


def damage_head(home):
    (head,) = (home / "heads").glob("*.json")
    head.write_bytes(head.read_bytes().replace(b'"size":5', b'"size":05'))


def head_of_another_log(home):
    (head,) = (home / "heads").glob("*.json")
    head.write_bytes(head.read_bytes().replace(ORIGIN.encode(), b"log.example/other"))


@pytest.mark.parametrize("damage", [damage_key, open_key, lose_key, log_key, damage_head, head_of_another_log])
def test_it_does_not_run_on_a_damaged_home(tmp_path, capsys, damage):
    with running(tmp_path) as (url, key):
        submit(url, key, 0, 5)
    damage(tmp_path)
    assert command("--home", str(tmp_path), "--name", NAME, "--log", LOG.vkey, "--port", "0") == 1
    assert "gongkai witness: " in capsys.readouterr().err


def test_as_a_process_it_prints_its_key_and_address_and_needs_no_django(tmp_path):
    script = (
        "import argparse, sys\n"
        "from gongkai.doors.cli import witness\n"
        "parser = argparse.ArgumentParser()\n"
        "witness.add_parser(parser.add_subparsers())\n"
        "args = parser.parse_args(sys.argv[1:])\n"
        "assert 'django' not in sys.modules\n"
        "sys.exit(args.run(args))\n"
    )
    words = ["witness", "--home", str(tmp_path), "--name", NAME, "--log", LOG.vkey, "--port", "0"]
    process = subprocess.Popen([sys.executable, "-c", script, *words], stdout=subprocess.PIPE, text=True)
    try:
        vkey = process.stdout.readline().removeprefix("witness ").strip()
        url = process.stdout.readline().removeprefix("listening ").strip()
        key = door.Home(tmp_path).signer(NAME).verifier
        assert vkey == key.vkey
        submit(url, key, 0, 3)
    finally:
        process.kill()
        process.communicate()
    assert door.Home(tmp_path).head(ORIGIN) == Head(3, plain_root(leaves(3)))


def test_a_silent_witness_is_not_a_refusal():
    note = checkpoint_of(leaves(3)).format()
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        with pytest.raises(WitnessSilent, match="did not answer"):
            witness_client.submit(url, note, 0, [], witness=seeded("w", COSIGNATURE).verifier, timeout=0.05)
    with pytest.raises(WitnessSilent, match="did not answer"):
        witness_client.submit(url, note, 0, [], witness=seeded("w", COSIGNATURE).verifier)


@contextmanager
def answering(answer: bytes, pieces: int = 1):
    """A server that answers one request with these bytes, in so many pieces, and goes silent within the last."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            wire, _ = server.accept()
            with wire:
                wire.recv(65_536)
                for _ in range(pieces):
                    wire.sendall(answer)
                    gone.wait(0.02)

        gone = threading.Event()
        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        gone.set()
        thread.join()


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.0 200 OK\r\n\r\n" + bytes(70_000),
        b"HTTP/1.0 200 OK\r\n\r\nnothing of the kind\n",
        b"HTTP/1.0 200 OK\r\n\r\n\xff\n",
        b"HTTP/1.0 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n",
        b"HTTP/1.0 409 Conflict\r\n\r\nmany\n",
        b"HTTP/1.0 503 Busy\r\n\r\n",
        b"noise\r\n\r\n",
        b"",
    ],
)
def test_what_is_no_answer_is_silence(answer):
    with answering(answer) as url, pytest.raises(WitnessSilent):
        submit(url, seeded("w", COSIGNATURE).verifier, 0, 3)


def test_a_witness_that_answers_drop_by_drop_is_silent():
    note = checkpoint_of(leaves(3)).format()
    with answering(b"H", pieces=100) as url, pytest.raises(WitnessSilent, match="too slow"):
        witness_client.submit(url, note, 0, [], witness=seeded("w", COSIGNATURE).verifier, timeout=0.2)


def test_a_cosignature_by_another_key_is_no_answer(tmp_path):
    with running(tmp_path) as (url, _), pytest.raises(WitnessSilent, match="no cosignature"):
        submit(url, seeded("other.example/w", COSIGNATURE).verifier, 0, 3)


def test_only_web_addresses_are_asked():
    with pytest.raises(WitnessError, match="begins with http"):
        submit("file:///etc", LOG.verifier, 0, 3)
