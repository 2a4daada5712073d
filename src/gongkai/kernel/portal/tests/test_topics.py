"""Topics and notices: when they begin and end, by their days and by hand."""

from datetime import date

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import office, posted, topical

from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.portal import queries, ticker, topics
from gongkai.kernel.portal.models import SiteNotice, Topic
from gongkai.kernel.records.models import Record


def days(begins: str, ends: str) -> dict[str, date]:
    return {"begins_on": date.fromisoformat(begins), "ends_on": date.fromisoformat(ends)}


def states() -> list[str]:
    return [Topic.objects.get().state, SiteNotice.objects.get().state]


def test_the_day_before_the_days_and_the_day_after(cast):
    head = office(cast)
    topics.plan_topic(key="bishu", name="避暑", lead="", **days("2026-03-04", "2026-03-06"), **head)
    topics.post_notice(text="不办公", **days("2026-03-04", "2026-03-06"), **head)
    seen = []
    for day in ("2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06", "2026-03-07", "2026-03-08"):
        ticker.tick(noon(day))
        seen.append(states())
    assert seen == [["planned"] * 2, *[["shown"] * 2] * 3, *[["over"] * 2] * 2]
    topic = Topic.objects.get()
    assert topic.over_on == date(2026, 3, 7) and ticker.tick(noon("2026-03-09")) == 0
    assert topic.last_on == date(2026, 3, 6), (
        "it is told as over from its last day, not from the day after, on which that is seen"
    )


def test_what_has_come_is_shown_at_once_and_what_has_passed_is_not_taken(cast):
    topical(cast)
    posted(cast)
    assert states() == ["shown", "shown"]
    for begins, ends, sentence in (
        ("2026-02-01", "2026-03-01", "已经过了"),
        ("2026-03-05", "2026-03-04", "要在开始日期以后"),
    ):
        with pytest.raises(StepRefused, match=sentence) as refused:
            topics.plan_topic(key="other", name="某", lead="", **days(begins, ends), **office(cast))
        assert refused.value.field == "ends_on"
    made = topics.plan_topic(key="other", name="某", lead="", **days("2026-03-02", "2026-03-02"), **office(cast))
    assert made.state == "shown"


@pytest.mark.parametrize("key", ["", "A-b", "1bc", "b", "bi shu", "避暑", "b" * 41])
def test_keys_that_are_none(cast, key):
    with pytest.raises(StepRefused, match="专题代码"):
        topics.plan_topic(key=key, name="某", lead="", **days("2026-03-02", "2026-03-03"), **office(cast))


def test_one_that_was_ended_comes_back_with_a_later_day(cast):
    topic = topics.end_topic(topic=topical(cast), **office(cast))
    assert topic.state == "over"
    same = days("2026-03-02", "2026-03-31")
    topics.change_topic(topic=topic, name="改名", lead="", **same, **office(cast))
    assert Topic.objects.get().state == "over"
    topics.change_topic(topic=topic, name="改名", lead="", **days("2026-03-02", "2026-04-30"), **office(cast))
    assert Topic.objects.get().state == "shown" and Topic.objects.get().over_on is None
    with pytest.raises(StepRefused, match="没有要改的"):
        topics.change_topic(topic=topic, name="改名", lead="", **days("2026-03-02", "2026-04-30"), **office(cast))


def test_a_key_stands_for_one_topic_and_what_is_over_does_not_end_again(cast):
    topic = topical(cast)
    with pytest.raises(StepRefused, match="已经有这个代码"):
        topical(cast)
    topics.end_topic(topic=topic, **office(cast))
    notice = topics.take_down(notice=posted(cast), **office(cast))
    for again in (
        lambda: topics.end_topic(topic=topic, **office(cast)),
        lambda: topics.take_down(notice=notice, **office(cast)),
    ):
        with pytest.raises(StepRefused, match="现在没有在显示"):
            again()
    assert [each.state for each in queries.topics()] == ["over"] and not Record.objects.exists()


def test_nobody_else_may(cast):
    head = {"by": cast.actor("liu_qianfa"), "at": noon("2026-03-02")}
    topic, notice = topical(cast), posted(cast)
    for act in (
        lambda: topics.plan_topic(key="other", name="某", lead="", **days("2026-03-02", "2026-03-03"), **head),
        lambda: topics.change_topic(topic=topic, name="某", lead="", **days("2026-03-02", "2026-03-03"), **head),
        lambda: topics.end_topic(topic=topic, **head),
        lambda: topics.post_notice(text="某", **days("2026-03-02", "2026-03-03"), **head),
        lambda: topics.take_down(notice=notice, **head),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_no_more_are_chosen_than_may_be_and_none_twice(cast):
    head = office(cast) | {"name": "某", "lead": "", **days("2026-03-02", "2026-03-03")}
    with pytest.raises(StepRefused, match="最多选100条"):
        topics.plan_topic(key="much", picked=[str(n) for n in range(101)], **head)
    made = topics.plan_topic(key="much", picked=[*(str(n) for n in range(99)), "0"], **head)
    assert len(made.records) == 99
