"""What personnel information must say at its stage."""

import pytest

from gongkai.kinds.personnel import Personnel
from gongkai.kinds.personnel.faces import site
from gongkai.pure.declare.kinds import FieldErrors

CALL = {"title": "县教育局公开招聘教师公告", "formed_on": "2026-03-02", "body": "<p>公告如下。</p>", "stage": "recruit", "posts": "12名", "apply_until": "2026-03-20"}  # fmt: skip
SHOWN = CALL | {"stage": "publicity", "posts": "", "apply_until": "", "until": "2026-03-10"}


def wrong(content: dict, **changes) -> set[str]:
    with pytest.raises(FieldErrors) as refused:
        Personnel.clean(content | changes)
    return set(refused.value.errors)


def test_a_call_is_kept_with_its_number_of_posts():
    assert Personnel.clean(CALL)["posts"] == "12"


@pytest.mark.parametrize("posts", ["若干", "0", "-1", "十二"])
def test_posts_are_counted(posts):
    assert wrong(CALL, posts=posts) == {"posts"}


def test_what_each_stage_needs():
    assert wrong(CALL, apply_until="") == {"apply_until"}
    assert wrong(SHOWN, until="") == {"until"} == wrong(SHOWN, stage="selected", until="")
    assert Personnel.clean(SHOWN | {"stage": "appointment", "until": ""})["stage"] == "appointment"


@pytest.mark.parametrize("name", ["until", "apply_until"])
@pytest.mark.parametrize(("day", "fits"), [("2026-03-01", False), ("2026-03-02", True), ("2026-03-03", True)])
def test_no_last_day_lies_before_the_paper(name, day, fits):
    content = (CALL if name == "apply_until" else SHOWN) | {name: day}
    assert Personnel.clean(content) if fits else wrong(content) == {name}


def test_its_line_and_its_linked_data():
    call = Personnel.clean(CALL) | {"published_on": "2026-03-03", "unit": {"name": "明川县教育局"}}
    assert site.line(call) == ["招考公告", "12人", "报名截止2026-03-20"] and site.state(call) == (
        "tag--info",
        "招考公告",
    )
    told = site.linked(call)
    assert (told["@type"], told["totalJobOpenings"], told["validThrough"]) == ("JobPosting", 12, "2026-03-20")
    assert site.linked(Personnel.clean(SHOWN)) == {"expires": "2026-03-10"}
