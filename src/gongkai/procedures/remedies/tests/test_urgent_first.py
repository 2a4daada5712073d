"""A case in which several things are owed: its line shows the most urgent that is ours, and what was ordered late is late whatever else it has."""

import pytest
from tests.plugins.cast import noon

from gongkai.engines.supervision import queries as watching
from gongkai.ground.units.scope import scope_of
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import consulting
from gongkai.procedures.foi.tests.test_opposed import refused
from gongkai.procedures.remedies.tests.scenes import OFFICER, REQUEST, answered, day, decided, owed, received, replied
from gongkai.procedures.remedies.tests.test_desk import desk, text

assert desk


def order(cast, application, on, *, came="2026-03-02", outcome="rec_redo", days=5):
    case = replied(cast, received(cast, came, about=application), came)
    decided(cast, case, outcome, on, days=days)
    application.refresh_from_db()
    return case


@pytest.fixture
def waiting(cast):
    """Ordered to perform until the 2nd of February; a third party is waited for until the 26th of January, and the clock rests."""
    case = foi.submit(unit=cast.units["zjj"], request=REQUEST, at=noon("2026-01-06")).case
    officer = cast.actor(OFFICER)
    foi.accept(case=case, by=officer, at=noon("2026-01-06"))
    consulting.consult(
        case=case, kind="third_party", unit=None, whom="甲公司", letter="", by=officer, at=noon("2026-01-12")
    )
    order(cast, case, "2026-01-19", came="2026-01-12", outcome="rec_perform", days=10)
    return case


def lines_on(desk, case, on):
    shown = desk(OFFICER, on).get("/desk/").context["groups_of_lines"]
    return [(heading, line) for heading, group in shown for line in group if line.reference == case.reference]


@pytest.mark.parametrize(
    "on, heading, words",
    [
        ("2026-01-20", "在期限内", "还剩9天"),
        ("2026-01-26", "在期限内", "还剩5天"),
        ("2026-02-03", "已超期", "超期1天"),
        ("2026-02-04", "已超期", "超期2天"),
    ],
)
def test_what_was_ordered_is_not_hidden_by_what_is_waited_for(desk, waiting, on, heading, words):
    ((under, line),) = lines_on(desk, waiting, on)
    assert (under[: len(heading)], line.state, line.seen.words) == (heading, "责令办理", words)
    assert line.due == day("2026-02-02") and any("意见" in word for word in line.also)


def test_a_wait_that_is_over_and_the_ordered_term_stand_beside_each_other(desk, waiting):
    ((_, line),) = lines_on(desk, waiting, "2026-01-28")
    assert line.state == "等征求的意见" and line.seen.words == "意见没来，送达没有登记"
    assert "责令办理：还剩3天" in line.also
    ((_, line),) = lines_on(desk, waiting, "2026-02-03")
    assert "意见没来，送达没有登记" in line.also


def test_it_is_overdue_for_supervision_too(waiting, cast):
    scope = scope_of(cast.people[OFFICER], day("2026-02-03"))
    assert [duty.kind for duty in watching.listed(scope, day("2026-02-03"), light=watching.RED)] == ["perform"]


def test_the_letter_to_a_third_party_is_the_officers_own_and_can_be_late(desk, cast):
    case = refused(cast)
    assert owed(case) == [("tell_third", "case_officer", "2026-02-27", False)]
    for on, words in (("2026-02-25", "还剩2天"), ("2026-02-27", "今天到期"), ("2026-02-28", "超期1天")):
        ((_, line),) = lines_on(desk, case, on)
        assert (line.state, line.seen.words, line.waits) == ("告知第三方公开决定", words, ""), on
    scope = scope_of(cast.people[OFFICER], day("2026-02-28"))
    assert [duty.kind for duty in watching.listed(scope, day("2026-02-28"), light=watching.RED)] == ["tell_third"]


def test_beside_it_the_ordered_term_is_told(desk, cast):
    case = refused(cast)
    order(cast, case, "2026-03-10")
    ((_, line),) = lines_on(desk, case, "2026-03-18")
    assert (line.state, line.seen.words) == ("告知第三方公开决定", "超期14天")
    assert line.also == ("责令办理：超期1天",)


@pytest.mark.parametrize(
    "on, late", [("2026-03-17", ""), ("2026-03-18", "责令办理已超期1天"), ("2026-03-19", "责令办理已超期2天")]
)
def test_a_closed_case_says_first_that_what_was_ordered_is_late(desk, cast, on, late):
    application = answered(cast)
    order(cast, application, "2026-03-10")
    page = text(desk(OFFICER, on).get(f"/desk/c/{application.reference}/"))
    assert (late or "按期办结") in page and ("按期办结" in page) is not bool(late)
