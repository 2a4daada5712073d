"""What a clarification must be."""

import pytest

from gongkai.kinds.clarification import Clarification
from gongkai.kinds.clarification.faces import site
from gongkai.pure.declare.kinds import FieldErrors

SAID = {"title": "关于“城区要停水三天”的澄清", "formed_on": "2026-03-02", "body": "<p>没有停水三天的安排。</p>", "claim": "城区要停水三天", "verdict": "false", "truth": "只有东门片区3月3日停水4小时"}  # fmt: skip


def wrong(**changes) -> set[str]:
    with pytest.raises(FieldErrors) as refused:
        Clarification.clean(SAID | changes)
    return set(refused.value.errors)


@pytest.mark.parametrize("name", ["claim", "verdict", "truth"])
def test_it_says_what_is_said_and_what_holds(name):
    assert wrong(**{name: ""}) == {name}


@pytest.mark.parametrize(("day", "fits"), [("2026-03-01", True), ("2026-03-02", True), ("2026-03-03", False)])
def test_what_is_clarified_was_said_before(day, fits):
    assert Clarification.clean(SAID | {"found_on": day}) if fits else wrong(found_on=day) == {"found_on"}


def test_a_list_tells_what_holds_and_that_the_claim_does_not():
    content = Clarification.clean(SAID)
    assert site.line(content) == ["不实", "只有东门片区3月3日停水4小时"] and site.state(content)[1] == "不实"
    assert site.linked(content)["claimReviewed"] == "城区要停水三天"
