"""What is told of an interview."""

import pytest

from gongkai.kinds.interview import Interview
from gongkai.kinds.interview.faces import site
from gongkai.pure.declare.kinds import FieldErrors

ASKED = {
    "title": "公租房分配在线访谈", "formed_on": "2026-03-02", "body": "<p>介绍。</p>", "held_on": "2026-03-01", "subject": "公租房分配", "guests": "刘志远，县住建局局长",
    "questions": "网友｜问题｜嘉宾回答\n网友甲｜怎么申请？｜到社区。\n｜要多久？｜20个工作日。",
}  # fmt: skip


def wrong(**changes) -> set[str]:
    with pytest.raises(FieldErrors) as refused:
        Interview.clean(ASKED | changes)
    return set(refused.value.errors)


@pytest.mark.parametrize(("day", "fits"), [("2026-03-01", True), ("2026-03-02", True), ("2026-03-03", False)])
def test_it_was_held(day, fits):
    assert Interview.clean(ASKED | {"held_on": day}) if fits else wrong(held_on=day) == {"held_on"}


@pytest.mark.parametrize("name", ["subject", "guests", "questions"])
def test_what_every_interview_has(name):
    assert wrong(**{name: ""}) == {name}


def test_its_line_and_its_linked_data():
    view = Interview.clean(ASKED)
    assert site.line(view) == ["2026-03-01访谈", "嘉宾刘志远", "2个问答"] and len(site.linked(view)["mainEntity"]) == 2
