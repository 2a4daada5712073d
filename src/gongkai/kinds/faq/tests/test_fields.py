"""What a question and its answer must be."""

import pytest

from gongkai.kinds.faq import Faq
from gongkai.kinds.faq.faces import site
from gongkai.pure.declare.kinds import FieldErrors

ASKED = {"title": "新生儿怎么上户口？", "formed_on": "2026-03-02", "body": "<p>带上&lt;出生医学证明&gt;。</p>", "short": "出生一个月内到派出所办", "audience": "新生儿父母"}  # fmt: skip


def wrong(**changes) -> set[str]:
    with pytest.raises(FieldErrors) as refused:
        Faq.clean(ASKED | changes)
    return set(refused.value.errors)


@pytest.mark.parametrize(
    ("title", "fits"), [("怎么上户口？", True), ("要交钱吗", True), ("上户口?", True), ("户口办理", False)]
)
def test_its_title_asks(title, fits):
    assert Faq.clean(ASKED | {"title": title}) if fits else wrong(title=title) == {"title"}


@pytest.mark.parametrize(("day", "fits"), [("2026-03-01", False), ("2026-03-02", True), ("2026-03-03", True)])
def test_it_is_checked_after_it_was_written(day, fits):
    assert Faq.clean(ASKED | {"checked_on": day}) if fits else wrong(checked_on=day) == {"checked_on"}


def test_its_line_and_its_linked_data():
    asked = Faq.clean(ASKED)
    assert site.line(asked) == ["出生一个月内到派出所办", "新生儿父母"]
    (question,) = site.linked(asked)["mainEntity"]
    assert question["acceptedAnswer"]["text"] == "出生一个月内到派出所办"
    (question,) = site.linked(asked | {"short": None})["mainEntity"]
    assert question["acceptedAnswer"]["text"] == "带上<出生医学证明>。"
