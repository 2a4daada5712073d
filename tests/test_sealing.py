"""Acts and sealing, stopped anywhere: no half act, no gap, one root for each size, and the next run goes on."""

import json
import os
import re
import shutil
import signal
import time

import pytest

from gongkai.ground.ledger.signer import STEPS
from tests.plugins.homes import ORIGIN

ALL_NAMES = """
import json
from gongkai.ground.units.models import Person
print(json.dumps([list(Person.objects.order_by("id").values_list("username", flat=True)), [str(f) for f in verify().findings]]))
"""


def test_killed_among_acts(live):
    """SIGKILL while acts come one after the other: those that were done are there, and nothing of another."""
    total = 0
    for _ in range(3):
        process = live.start(f"for n in range({total}, 100000): add(f'p{{n}}'); print(n, flush=True)")
        told = [process.stdout.readline() for _ in range(20)]
        process.kill()
        told += process.stdout.readlines()
        process.wait()
        last = int([line for line in told if line.endswith("\n")][-1])
        names, findings = json.loads(live.python(ALL_NAMES))
        assert names == [f"p{n}" for n in range(len(names))] and len(names) - last in (1, 2)
        assert findings == []
        total = len(names)


KILL = """
for name in ("one", "two", "three"): add(name)
steps = list(signer.STEPS)
steps.insert({after}, lambda job: os.kill(os.getpid(), signal.SIGKILL))
signer.STEPS = tuple(steps)
seal()
"""
ROOTS = "import json; print(json.dumps({row.size: bytes(row.root).hex() for row in Checkpoint.objects.all()}))"


@pytest.mark.parametrize("after", range(len(STEPS) + 1))
def test_killed_between_two_steps(live, watching, after):
    """SIGKILL before, between and after the steps of sealing; then more acts; then the signer runs again."""
    with watching(live.make_key()) as witness:
        live.name_witness(witness)
        live.python("seal()")
        before, _ = live.published()
        live.python(KILL.format(after=after), code=-signal.SIGKILL)
        assert live.published()[0] == (before + 3 if after == len(STEPS) else before)
        roots = json.loads(live.python(ROOTS))
        assert len(roots) == (1 if after == 0 else 2)
        again = json.loads(live.python("add('four'); seal(); seal(); assert not verify().findings\n" + ROOTS))
        assert live.published()[0] == before + 4 == witness.seen(ORIGIN)
        assert roots.items() <= again.items()


def test_killed_anywhere_while_acts_go_on(live, watching):
    """The signer is killed at arbitrary instants beside a stream of acts."""
    with watching(live.make_key()) as witness:
        live.name_witness(witness)
        acts = live.start("for n in range(100000): add(f'p{n}')")
        try:
            for wait in (0.05, 0.2, 0.4):
                sealing = live.start("print('up', flush=True)\nwhile True: seal()")
                sealing.stdout.readline()
                time.sleep(wait)
                sealing.kill()
                sealing.wait()
        finally:
            acts.kill()
            acts.wait()
        there = int(live.python("seal(); seal(); assert not verify().findings; print(log.leaf_count())"))
        assert live.published()[0] == there == witness.seen(ORIGIN)


def test_two_signers(live):
    live.make_key()
    first = live.start(
        "with signer.only_signer():\n  print('up', flush=True); sys.stdin.read(); import time; time.sleep(60)"
    )
    try:
        assert first.stdout.readline() == "up\n"
        assert "Another signer is at work" in live.gongkai("seal", code=1)
        assert live.published() == (0, "")
    finally:
        first.kill()
        first.wait()
    live.gongkai("seal")
    assert live.published()[0] > 0


def test_a_silent_witness_delays_the_log_and_no_act(live, watching):
    key = live.make_key()
    with watching(key) as witness:
        live.name_witness(witness)
        live.gongkai("seal")
    before, _ = live.published()
    live.add("sleeping")
    assert "did not answer" in live.gongkai("seal", code=1)
    live.add("still")
    assert live.published()[0] == before
    with watching(key) as witness:
        live.gongkai("seal", "--witness", witness.url, witness.vkey)
        live.gongkai("seal")
        assert live.published()[0] == before + 2 == witness.seen(ORIGIN)
        assert witness.vkey.split("+")[0] in (live.folder / "log" / "checkpoint").read_text()


def test_a_key_that_others_can_read_is_not_used(live):
    live.make_key()
    os.chmod(live.folder / "keys" / "log.skey", 0o644)
    assert "Others can read" in live.gongkai("seal", code=1)


def test_published_files_that_are_gone_or_damaged_are_made_again(live):
    live.make_key()
    live.python("seal()")
    size, _ = live.published()
    (live.folder / "log" / f"tile/0/000.p/{size}").write_bytes(b"x" * 32 * size)
    live.python("add('one'); seal()")
    shutil.rmtree(live.folder / "log")
    live.python("seal()")
    assert live.published()[0] == size + 1
    assert live.findings() == []


def test_the_demonstrations_own_witness(live):
    """It is made, named in the policy and asked, and has its port again after a restart."""
    live.python("from gongkai.ground.units.models import Government; Government.objects.update(demo=True)")
    vkey = live.gongkai("seal", "--init").strip()
    assert vkey.startswith(f"demo.{ORIGIN}+")
    policy, urls = live.folder / "keys" / "policy", []
    for n in range(2):
        witness = live.start("from gongkai.doors.cli import main; main(['seal', '--demo-witness'])")
        try:
            assert "listening" in witness.stdout.readline()
            urls.append(re.search(r"http://127\.0\.0\.1:\d+", policy.read_text())[0])
            live.python(f"add('p{n}'); sealed = seal(); assert not sealed.waiting, sealed")
        finally:
            witness.terminate()
            assert witness.wait() == 0
    assert urls[0] == urls[1]
    assert "\n— demo-witness.www.mingchuan.gov.example " in (live.folder / "log" / "checkpoint").read_text()
