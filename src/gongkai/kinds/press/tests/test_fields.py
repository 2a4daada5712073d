"""What is told of a press conference."""

import pytest

from gongkai.kinds.press import Press
from gongkai.kinds.press.faces import site
from gongkai.pure.declare.kinds import FieldErrors

TOLD = {
    "title": "明川县住房保障新闻发布会", "formed_on": "2026-03-02", "body": "<p>各位记者朋友。</p>", "held_on": "2026-03-01", "subject": "住房保障",
    "spokesperson": "刘志远，县住建局局长\n周敏，房产股股长",
    "questions": "记者｜问｜答问人｜答\n宁州日报记者｜公租房什么时候分？｜刘志远｜四月开始。↵名单先公示。",
}  # fmt: skip


def wrong(**changes) -> set[str]:
    with pytest.raises(FieldErrors) as refused:
        Press.clean(TOLD | changes)
    return set(refused.value.errors)


@pytest.mark.parametrize(("day", "fits"), [("2026-03-01", True), ("2026-03-02", True), ("2026-03-03", False)])
def test_it_was_held(day, fits):
    assert Press.clean(TOLD | {"held_on": day}) if fits else wrong(held_on=day) == {"held_on"}


def test_no_question_without_an_answer():
    assert wrong(questions="问题｜答复\n为什么？｜") == {"questions"} and wrong(spokesperson="") == {"spokesperson"}


def test_its_line_and_its_linked_data():
    view = Press.clean(TOLD) | {"unit": {"name": "县住建局"}}
    assert site.line(view) == ["2026-03-01召开", "刘志远等", "1个问答"]
    assert site.linked(view)["hasPart"][0]["acceptedAnswer"]["text"] == "四月开始。\n名单先公示。"
