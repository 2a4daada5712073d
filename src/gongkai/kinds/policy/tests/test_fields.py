"""What a policy document must say of itself before it can be kept."""

import pytest

from gongkai.kinds.policy import Policy
from gongkai.pure.declare.kinds import FieldErrors

WHOLE = {
    "title": "危房改造办法",
    "formed_on": "2026-03-02",
    "body": "<p>第一条</p>",
    "document_number": "明建〔2026〕2号",
}


def wrong(**changes) -> set[str]:
    with pytest.raises(FieldErrors) as refused:
        Policy.clean(WHOLE | changes)
    return set(refused.value.errors)


def test_a_whole_document_is_kept_as_it_was_typed():
    content = Policy.clean(WHOLE | {"normative": "on", "keywords": "住房；危房、改造"})
    assert content["keywords"] == ["住房", "危房", "改造"]
    assert content["normative"] is True and content["effective_on"] is None


@pytest.mark.parametrize("name", ["title", "formed_on", "body"])
def test_what_every_document_has(name):
    assert wrong(**{name: ""}) == {name}


@pytest.mark.parametrize("empty", ["<p></p>", "<p>&nbsp;</p>", "<p> </p><p><br></p>"])
def test_a_body_without_a_word_is_none(empty):
    assert wrong(body=empty) == {"body"}


@pytest.mark.parametrize(("expires", "fits"), [("2026-03-31", False), ("2026-04-01", True), ("2026-04-02", True)])
def test_the_last_day_is_not_before_the_first(expires, fits):
    days = {"effective_on": "2026-04-01", "expires_on": expires}
    if fits:
        assert Policy.clean(WHOLE | days)["expires_on"] == expires
    else:
        assert wrong(**days) == {"expires_on"}


def test_a_normative_document_has_a_number():
    assert wrong(normative=True, document_number="") == {"document_number"}


@pytest.mark.parametrize(
    ("number", "section", "asked"),
    [
        ("明政办规〔2026〕97号", "其他政策文件", True),
        ("明建规〔2026〕2号", "", True),
        ("明建〔2026〕2号", "行政规范性文件", True),
        ("明建〔2026〕2号", "其他政策文件", False),
        ("明规划〔2026〕2号", "其他政策文件", False),
        ("", "其他政策文件", False),
    ],
)
def test_what_is_most_likely_a_normative_document_is_asked_about(number, section, asked):
    content = Policy.clean(WHOLE | {"document_number": number})
    assert set(Policy.doubts(content, section)) == ({"normative"} if asked else set())
    if number:
        assert not Policy.doubts(Policy.clean(WHOLE | {"document_number": number, "normative": "on"}), section)


def test_brackets_of_a_number_become_the_standard_ones():
    assert Policy.clean(WHOLE | {"document_number": "明建[2026]2号"})["document_number"] == "明建〔2026〕2号"


def test_all_that_is_wrong_is_told_at_once():
    assert wrong(title="", body="", formed_on="2026-02-30") == {"title", "body", "formed_on"}
