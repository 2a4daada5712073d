"""Whose signatures a policy file takes for enough."""

import pytest

from gongkai.pure.tlog.cosign import cosign
from gongkai.pure.tlog.errors import PolicyError
from gongkai.pure.tlog.note import COSIGNATURE, Note, Signature, Verifier
from gongkai.pure.tlog.policy import Policy
from gongkai.pure.tlog.tests.sample import LOG, checkpoint_of, leaves, seeded

WITNESSES = {name: seeded(f"witness.example/{name}", COSIGNATURE) for name in ("x1", "x2", "x3", "y1", "y2", "y3")}
W = "".join(f"witness {name} {signer.vkey}\n" for name, signer in WITNESSES.items())
L = f"log {LOG.vkey}\n"
# The example of c2sp.org/tlog-policy.
TWO_LEVELS = L + W + "group X 2 x1 x2 x3\ngroup Y any y1 y2 y3\ngroup both all X Y\nquorum both\n"


def cosigned_by(*names: str) -> Note:
    note = checkpoint_of(leaves(3))
    return note.signed(*(cosign(note, WITNESSES[name], 1) for name in names))


@pytest.mark.parametrize(
    ("names", "enough"),
    [
        ((), False),
        (("x1", "x2"), False),
        (("x1", "y1"), False),
        (("y1", "y2", "y3"), False),
        (("x1", "x3", "y2"), True),
        (("x1", "x2", "x3", "y1", "y2", "y3"), True),
    ],
)
def test_groups_of_groups(names, enough):
    assert Policy.parse(TWO_LEVELS).satisfied(cosigned_by(*names)) is enough


def test_it_tells_who_signed():
    checkpoint, log, witnesses = Policy.parse(TWO_LEVELS).check(cosigned_by("y2", "x3", "x1"))
    assert (checkpoint.size, log, witnesses) == (3, LOG.verifier, ("x1", "x3", "y2"))


def test_the_refusal_tells_who_did_sign():
    with pytest.raises(PolicyError, match="quorum both has not cosigned this checkpoint; cosigned by: x1, y1"):
        Policy.parse(TWO_LEVELS).check(cosigned_by("x1", "y1"))


def test_quorum_none_needs_the_log_alone():
    policy = Policy.parse(L + "quorum none\n")
    assert policy.satisfied(cosigned_by())
    stranger = seeded("log.example/other")
    assert not policy.satisfied(Note(cosigned_by().text, (stranger.sign(cosigned_by().text),)))


def test_a_quorum_of_one_witness():
    policy = Policy.parse(L + W + "quorum x2\n")
    assert policy.satisfied(cosigned_by("x2"))
    assert not policy.satisfied(cosigned_by("x1", "x3"))


def test_witnesses_without_the_log_are_not_enough():
    note = cosigned_by("x1", "x2", "y1")
    assert not Policy.parse(TWO_LEVELS).satisfied(Note(note.text, note.signatures[1:]))


def test_a_log_key_signs_only_for_the_origin_of_its_name():
    other = seeded("log.example/other")
    text = cosigned_by().text
    policy = Policy.parse(f"log {other.vkey}\nquorum none\n")
    assert not policy.satisfied(Note(text, (other.sign(text),)))


def test_a_failing_signature_of_a_known_witness_refuses_the_note():
    note = cosigned_by("x1", "x2", "y1")
    failing = Signature("witness.example/x3", WITNESSES["x3"].verifier.key_id, bytes(72))
    assert not Policy.parse(TWO_LEVELS).satisfied(note.signed(failing))


def test_one_witness_key_under_another_name_is_not_two():
    doubled = Verifier("witness.example/double", COSIGNATURE, WITNESSES["x1"].verifier.public)
    with pytest.raises(PolicyError, match=r"line 8.*already listed"):
        Policy.parse(L + W + f"witness double {doubled.vkey}\nquorum none\n")


def test_a_policy_without_log_needs_to_be_given_one():
    policy = Policy.parse("quorum none\n")
    assert not policy.satisfied(cosigned_by())
    assert policy.satisfied(cosigned_by(), log=LOG.verifier)


def test_a_log_given_narrows_the_listed_ones():
    other = seeded("log.example/other")
    policy = Policy.parse(L + f"log {other.vkey}\nquorum none\n")
    assert policy.satisfied(cosigned_by())
    assert not policy.satisfied(cosigned_by(), log=other.verifier)


def test_a_witness_key_of_the_same_name_is_no_log():
    note = checkpoint_of(leaves(3))
    impostor = seeded(LOG.name, COSIGNATURE)
    assert not Policy.parse("quorum none\n").satisfied(note.signed(cosign(note, impostor, 1)), log=impostor.verifier)


def test_spaces_tabs_comments_urls_and_any_octets():
    text = f" # 政策\xff\n\n\tlog\t{LOG.vkey}   https://log.example/ \nwitness \xff见证 {WITNESSES['x1'].vkey} https://w\nquorum \xff见证"
    raw = text.encode("utf-8").replace("\xff".encode(), b"\xff")
    policy = Policy.parse(raw)
    assert policy.logs[0].url == "https://log.example/"
    assert policy.satisfied(cosigned_by("x1"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "no quorum line"),
        (L, "no quorum line"),
        ("quorum none\nquorum none\n", "line 2: There is more than one quorum"),
        ("quorum x1\n" + W, "line 1: The name x1 is not defined"),
        (W + "group g 0 x1 x2\nquorum g\n", "line 7: A group of 2 can't need 0"),
        (W + "group g 3 x1 x2\nquorum g\n", "can't need 3"),
        (W + "group g 02 x1 x2\nquorum g\n", "leading zeroes"),
        (W + "group g some x1 x2\nquorum g\n", "Not a decimal"),
        (W + "group g any\nquorum g\n", "The form is"),
        (W + "group g any none\nquorum g\n", "The name none is not defined"),
        (W + "group none any x1\nquorum none\n", "already taken"),
        (W + "group x1 any x2\nquorum x1\n", "already taken"),
        (W + "group g any x1 x1\nquorum g\n", "already a member"),
        (W + "group g any x1\ngroup h any g x1\nquorum h\n", "already a member"),
        (W + "group g any g\nquorum g\n", "g is not defined"),
        (L + L + "quorum none\n", "already listed"),
        (f"log {WITNESSES['x1'].vkey}\nquorum none\n", "not an Ed25519 note key"),
        (f"witness w {LOG.vkey}\nquorum w\n", "not an Ed25519 cosignature key"),
        ("log nonsense\nquorum none\n", "line 1: A verifier key has the form"),
        ("trust me\nquorum none\n", "begins with log, witness, group or quorum"),
        ("quorum none\r\n", "control characters"),
        ("# \x7f\nquorum none\n", "control characters"),
        ("#" * 300_000, "larger than"),
        ("\n" * 5000 + "quorum none\n", "larger than"),
    ],
)
def test_a_malformed_policy_is_refused_with_its_line(text, sentence):
    with pytest.raises(PolicyError, match=sentence):
        Policy.parse(text)


def test_32_logs_witnesses_and_groups_are_read():
    logs = "".join(f"log {seeded(f'log.example/{each}').vkey}\n" for each in range(32))
    names = [f"w{each}" for each in range(32)]
    witnesses = "".join(f"witness {name} {seeded(name, COSIGNATURE).vkey}\n" for name in names)
    groups = (
        "".join(f"group g{each} any w{each}\n" for each in range(31))
        + "group all 16 g0 g1 "
        + " ".join(f"g{each}" for each in range(2, 31))
    )
    policy = Policy.parse(logs + witnesses + groups + "\nquorum all\n")
    assert (len(policy.logs), len(policy.witnesses), len(policy.groups)) == (32, 32, 32)
