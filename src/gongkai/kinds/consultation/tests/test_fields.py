"""What a consultation has to say, at each stage."""

import pytest

from gongkai.kinds.consultation import Consultation
from gongkai.pure.declare.kinds import FieldErrors

BASE = {"title": "危房改造办法征求意见", "formed_on": "2026-03-02", "body": "<p>草案</p>"}
CALL = {"stage": "call", "starts_on": "2026-03-02", "ends_on": "2026-04-01", "ways": "电话：0000-0066128"}
OUTCOME = {"stage": "outcome", "received": "12条", "adopted": "5", "partly": "3", "declined": "4"}


def wrong(**said) -> dict[str, str]:
    try:
        Consultation.clean(BASE | said)
    except FieldErrors as errors:
        return errors.errors
    return {}


def test_a_call_says_from_when_to_when_and_how():
    assert wrong(**CALL) == {}
    for name in ("starts_on", "ends_on", "ways"):
        assert set(wrong(**CALL | {name: ""})) == {name}
    assert set(wrong()) == {"stage"}


@pytest.mark.parametrize("ends_on, fits", [("2026-03-01", False), ("2026-03-02", True), ("2026-03-03", True)])
def test_it_does_not_end_before_it_begins(ends_on, fits):
    assert (wrong(**CALL | {"ends_on": ends_on}) == {}) is fits


@pytest.mark.parametrize("received, fits", [("11", False), ("12", True), ("13", False)])
def test_what_came_of_the_opinions_adds_up(received, fits):
    errors = wrong(**OUTCOME | {"received": received})
    assert (errors == {}) is fits
    if not fits:
        assert "5＋3＋4＝12条" in errors["received"]


def test_numbers_are_read_as_people_write_them_and_none_is_left_out():
    assert Consultation.clean(BASE | OUTCOME)["received"] == "12"
    assert Consultation.clean(BASE | OUTCOME | dict.fromkeys(("received", "adopted", "partly", "declined"), "0"))
    assert set(wrong(**OUTCOME | {"declined": ""})) == {"declined"}
    assert "整数" in wrong(**OUTCOME | {"adopted": "若干"})["adopted"]
