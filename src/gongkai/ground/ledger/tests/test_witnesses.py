"""The signer and its witnesses: some silent, some behind, some who have seen another history."""

import pytest
from django.db import connection
from tests.plugins.cast import noon

from gongkai.ground.ledger import keys, log, signer, triggers
from gongkai.ground.ledger.models import Cosignature
from gongkai.ground.ledger.signer import ForkDanger
from gongkai.ground.ledger.tests.sample import do, drop_trigger
from gongkai.ground.ledger.verify import verify
from gongkai.pure.tlog.cosign import Head, encode_request, handle_add_checkpoint
from gongkai.pure.tlog.errors import PolicyError, WitnessRefused, WitnessSilent
from gongkai.pure.tlog.note import COSIGNATURE, Note, Signer
from gongkai.pure.tlog.tests.sample import seeded

pytestmark = pytest.mark.django_db

AT = noon("2026-03-02")
ORIGIN = "www.mingchuan.gov.example/log"
NAMES = ("witness.example/one", "witness.example/two", "witness.example/three")


class Neighbours:
    """Witnesses in this process, asked without a network; ``up`` are those who answer."""

    def __init__(self, log_key, names) -> None:
        self.log_key, self.up = log_key, set(names)
        self.keys = {name: seeded(name, COSIGNATURE) for name in names}
        self.state: dict[str, dict] = {name: {} for name in names}

    def submit(self, url, note, old_size, proof, *, witness, timeout=5.0) -> str:
        name = witness.name
        if name not in self.up:
            raise WitnessSilent(f"The witness {name} did not answer.")
        request = encode_request(old_size, proof, Note.parse(note))
        known = {ORIGIN: [self.log_key]} if self.log_key else {}
        answer = handle_add_checkpoint(request, self.state[name], known, self.keys[name], 1_772_416_800)
        self.state[name] = dict(answer.state)
        if answer.status != 200:
            size = int(answer.body) if answer.status == 409 else None
            raise WitnessRefused(f"{name}: {answer.status}", status=answer.status, size=size)
        return answer.body.removesuffix("\n")

    def sizes(self) -> list[int]:
        return [self.state[name].get(ORIGIN, Head(0, b"")).size for name in self.keys]


@pytest.fixture
def neighbours(home, monkeypatch):
    """Three witnesses, of whom two must cosign."""
    found = Neighbours(keys.make_key(ORIGIN), NAMES)
    for name in NAMES:
        keys.add_witness(f"https://{name}", found.keys[name].vkey)
    monkeypatch.setattr(signer, "submit", found.submit)
    return found


def grow(count: int) -> None:
    do(*map(str, range(count)), at=AT)


def test_two_of_three_are_enough(neighbours):
    for count, up in ((5, NAMES), (300, NAMES[:2]), (1, NAMES[1:]), (256, NAMES[::2]), (700, NAMES)):
        neighbours.up = set(up)
        grow(count)
        sealed = signer.seal(at=AT)
        assert not sealed.waiting and sealed.size == log.leaf_count() == log.published().size
        assert {name for name, size in zip(NAMES, neighbours.sizes(), strict=True) if size == sealed.size} == set(up)
        assert bool(sealed.reports) == (len(up) < 3)
    assert verify().findings == []


def test_one_of_three_is_not(neighbours):
    grow(3)
    signer.seal(at=AT)
    neighbours.up = {NAMES[0]}
    grow(3)
    assert signer.seal(at=AT).waiting
    assert signer.seal(at=AT, compare=False).waiting
    grow(300)
    assert log.published().size == 3 and verify().findings == []
    neighbours.up = set(NAMES)
    assert signer.seal(at=AT).size == 306, "one round is enough, though a smaller head stood from before"
    assert neighbours.sizes() == [306, 306, 306]


def test_with_nothing_new_nobody_is_waited_for(neighbours):
    grow(3)
    signer.seal(at=AT)
    neighbours.up = set()
    sealed = signer.seal(at=AT)
    assert (sealed.size, sealed.waiting, len(sealed.reports)) == (3, False, 3)


def test_nobody_knows_the_log(neighbours):
    neighbours.log_key = None
    grow(3)
    sealed = signer.seal(at=AT)
    assert sealed.waiting and len(sealed.reports) == 3 and log.published() is None


def test_a_witness_who_saw_a_larger_tree(neighbours):
    neighbours.state[NAMES[1]] = {ORIGIN: Head(4, b"r" * 32)}
    grow(3)
    for compare in (True, False):
        with pytest.raises(ForkDanger, match="does not know"):
            signer.seal(at=AT, compare=compare)


def test_a_witness_who_saw_another_history(neighbours):
    grow(3)
    signer.seal(at=AT)
    neighbours.state[NAMES[1]] = {ORIGIN: Head(3, b"r" * 32)}
    grow(3)
    with pytest.raises(ForkDanger, match="another history"):
        signer.seal(at=AT)
    assert log.published().size == 3


def test_a_witness_named_later_is_asked_from_the_beginning(home, monkeypatch):
    late = Neighbours(keys.make_key(ORIGIN), NAMES[:1])
    monkeypatch.setattr(signer, "submit", late.submit)
    grow(300)
    signer.seal(at=AT)
    keys.add_witness("https://late.example", late.keys[NAMES[0]].vkey)
    grow(5)
    assert signer.seal(at=AT).size == 305 == late.sizes()[0]
    assert verify().findings == []


def test_a_witness_named_on_a_quiet_log_is_asked_for_what_stands(home, monkeypatch):
    late = Neighbours(keys.make_key(ORIGIN), NAMES[:1])
    monkeypatch.setattr(signer, "submit", late.submit)
    grow(3)
    signer.seal(at=AT)
    keys.add_witness("https://late.example", late.keys[NAMES[0]].vkey)
    late.up = set()
    assert signer.seal(at=AT).waiting and [each.where for each in verify().findings] == ["log/checkpoint"]
    late.up = {NAMES[0]}
    for _ in range(2):
        sealed = signer.seal(at=AT)
        assert (sealed.size, sealed.waiting, late.sizes()) == (3, False, [3])
    assert Cosignature.objects.count() == 1 and verify().findings == []


@pytest.mark.parametrize("grown", [0, 1])
def test_a_witness_who_lost_its_memory_is_brought_up_to_date(neighbours, grown):
    grow(3)
    signer.seal(at=AT)
    neighbours.state[NAMES[0]] = {}
    grow(1 + grown)
    assert signer.seal(at=AT).size == 4 + grown and neighbours.sizes() == [4 + grown] * 3
    assert verify().findings == []


def test_a_conflict_is_named_by_verification_until_all_agree_again(neighbours):
    grow(3)
    signer.seal(at=AT)
    held, neighbours.state[NAMES[1]] = neighbours.state[NAMES[1]], {ORIGIN: Head(9, b"r" * 32)}
    with pytest.raises(ForkDanger, match=r"9 leaves .* has 3 leaves.*somebody else has signed"):
        signer.seal(at=AT)
    [finding] = verify().findings
    assert finding.where == "witnesses" and NAMES[1] in finding.what and "9 leaves" in finding.what
    neighbours.state[NAMES[1]] = held
    signer.seal(at=AT)
    assert verify().findings == []


def test_a_witness_that_is_replaced_has_another_name_and_its_cosignatures_go_on_to_verify(neighbours):
    grow(3)
    signer.seal(at=AT)
    policy = keys.policy_path().read_bytes()
    other = Signer.generate(NAMES[0], COSIGNATURE)
    with pytest.raises(PolicyError, match="known by another key"):
        keys.add_witness("https://other", other.vkey)
    assert keys.policy_path().read_bytes() == policy
    neighbours.keys["witness.example/four"] = seeded("witness.example/four", COSIGNATURE)
    neighbours.state["witness.example/four"] = {}
    neighbours.up |= {"witness.example/four"}
    keys.add_witness("https://four", neighbours.keys["witness.example/four"].vkey, instead_of=NAMES)
    assert [each.name for each in keys.policy().witnesses] == ["witness.example/four"]
    assert signer.seal(at=AT).size == 3 and verify().findings == []
    assert {each.name for each in keys.witness_keys()} == {*NAMES, "witness.example/four"}
    with connection.cursor() as cursor:
        drop_trigger("ledger_cosignature", "update")
        cursor.execute("UPDATE ledger_cosignature SET line = replace(line, 'A', 'B') WHERE witness = %s", [NAMES[0]])
    triggers.install()
    assert [each.where for each in verify().findings] == [f"cosignature of {NAMES[0]} at size 3"]


def test_another_address_changes_nothing_else_that_the_keeper_wrote(neighbours):
    keys.policy_path().write_text("# ours\n" + keys.policy_path().read_text().replace(" 2 ", " 3 "))
    keys.add_witness("https://moved.example", neighbours.keys[NAMES[1]].vkey)
    text = keys.policy_path().read_text()
    assert text.startswith("# ours\n") and " 3 " in text and text.count("https://moved.example") == 1


def test_a_cosignature_that_was_altered(neighbours):
    grow(3)
    signer.seal(at=AT)
    line = Cosignature.objects.get(witness=NAMES[0]).line
    altered = f"{line[:-9]}{'A' if line[-9] != 'A' else 'B'}{line[-8:]}"
    with connection.cursor() as cursor:
        drop_trigger("ledger_cosignature", "update")
        cursor.execute("UPDATE ledger_cosignature SET line = %s WHERE witness = %s", [altered, NAMES[0]])
    triggers.install()
    assert [each.where for each in verify().findings] == [f"cosignature of {NAMES[0]} at size 3"]


def test_a_published_checkpoint_without_its_witnesses(neighbours):
    grow(3)
    signer.seal(at=AT)
    note = log.published_note()
    log.write(log.CHECKPOINT, Note(note.text, note.signatures[:1]).format().encode())
    [finding] = verify().findings
    assert finding.where == "log/checkpoint" and "has not cosigned" in finding.what


DROPPED = {
    "all": ("DELETE FROM ledger_cosignature", NAMES),
    "the newest": ("DELETE FROM ledger_cosignature WHERE id = (SELECT MAX(id) FROM ledger_cosignature)", NAMES[2:]),
    "one that is not needed": (f"DELETE FROM ledger_cosignature WHERE witness = '{NAMES[0]}'", NAMES[:1]),
    "given to another": (f"UPDATE ledger_cosignature SET witness = 'x' WHERE witness = '{NAMES[1]}'", NAMES[1:2]),
}


@pytest.mark.parametrize("what", DROPPED)
def test_stored_cosignatures_of_what_is_published(neighbours, what):
    """The checkpoint file has them still; whoever makes a receipt or builds the site anew would lack them."""
    grow(3)
    signer.seal(at=AT)
    statement, lacking = DROPPED[what]
    with connection.cursor() as cursor:
        for kind in ("update", "delete"):
            drop_trigger("ledger_cosignature", kind)
        cursor.execute(statement)
    triggers.install()
    told = [f"the cosignature of {name} under the published checkpoint is not stored" for name in lacking]
    assert [each.what for each in verify().findings if each.where == "checkpoint 3"] == told
    moved = [each for each in verify().findings if each.where == "cosignature of x at size 3"]
    assert bool(moved) == (what == "given to another")


def test_a_published_checkpoint_whose_note_is_gone(neighbours):
    grow(3)
    signer.seal(at=AT)
    with connection.cursor() as cursor:
        drop_trigger("ledger_checkpoint", "update")
        cursor.execute("UPDATE ledger_checkpoint SET note = ''")
    triggers.install()
    assert "checkpoint 3" in [each.where for each in verify().findings]
