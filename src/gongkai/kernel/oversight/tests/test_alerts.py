"""Alerts: who is told when, each once for a due day, as the case's timeline shows; the head and the supervisor only if it goes on."""

import pytest
from tests.plugins.cast import noon

from gongkai.doors.cli import worker
from gongkai.kernel.cases.queries import ledger_of
from gongkai.kernel.flow.steps import NotAllowed
from gongkai.kernel.oversight import ticker
from gongkai.kernel.oversight.alerts import acknowledge, tell_all
from gongkai.kernel.oversight.models import Alert
from gongkai.kernel.oversight.queries import alerts_to
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import consulting
from gongkai.procedures.foi.tests.scenes import answered, handled

# Received on 10 February 2026: yellow from 11 March on, due on 16 March.


def told(day: str) -> list[str]:
    tell_all(noon(day))
    return list(Alert.objects.order_by("id").values_list("level", flat=True))


@pytest.mark.parametrize(
    "day, levels",
    [
        ("2026-03-10", []),
        ("2026-03-11", ["owing"]),
        ("2026-03-12", ["owing"]),
        ("2026-03-13", ["owing", "office_head"]),
        ("2026-03-17", ["owing", "office_head"]),
        ("2026-03-18", ["owing", "office_head", "supervisor"]),
    ],
)
def test_who_has_been_told_by_a_day(cast, day, levels):
    handled(cast)
    assert sorted(told(day)) == sorted(levels)


def test_each_is_told_once_and_the_timeline_says_it(cast):
    case = handled(cast)
    for day in ("2026-03-11", "2026-03-11", "2026-03-12", "2026-03-18", "2026-03-19"):
        told(day)
    assert Alert.objects.count() == 3
    said = [sentence for _, _, sentence in ledger_of(case.ref)]
    assert said[:3] == [
        "红灯提醒监察人员：2026年3月16日到期", "红灯提醒公开机构负责人：2026年3月16日到期", "黄灯提醒经办人：2026年3月16日到期",
    ]  # fmt: skip


def test_a_new_due_day_is_told_of_anew(cast):
    case = handled(cast)
    told("2026-03-11")
    foi.extend(case=case, days=20, ground="案情复杂", by=cast.actor("liu_qianfa"), at=noon("2026-03-12"))
    assert told("2026-03-13") == ["owing"]
    assert told("2026-04-10") == ["owing", "owing"]


def test_what_rests_or_is_answered_is_told_to_nobody(cast):
    case = handled(cast)
    consulting.consult(case=case, kind="third_party", whom="兴达公司", letter="", by=cast.actor("zhou_jingban"), at=noon("2026-02-12"))  # fmt: skip
    answered(cast, "2026-02-10", "2026-03-02")
    assert told("2026-03-18") == []


def test_it_stands_with_whom_it_was_told_until_they_saw_it_or_it_is_over(cast):
    handled(cast)
    told("2026-03-18")

    def stands(username: str) -> int:
        return alerts_to(cast.scope(username, "2026-03-18")).count()

    everybody = {"zhou_jingban": 1, "liu_qianfa": 1, "he_jiancha": 1, "gao_gongkai": 0, "qian_jingban": 0, "ma_qianfa": 0, "wang_bianji": 0}  # fmt: skip
    assert {name: stands(name) for name in everybody} == everybody
    acknowledge(alert=alerts_to(cast.scope("zhou_jingban")).get(), by=cast.actor("zhou_jingban"), at=noon("2026-03-18"))
    assert {name: stands(name) for name in everybody} == everybody | {"zhou_jingban": 0}


def test_what_was_answered_meanwhile_stands_with_nobody(cast):
    from gongkai.procedures.foi.tests.scenes import answer

    case = handled(cast)
    told("2026-03-18")
    answer(cast, case, "2026-03-18")
    assert not alerts_to(cast.scope("he_jiancha", "2026-03-18"))


@pytest.mark.parametrize("username", ("qian_jingban", "liu_qianfa", "gao_gongkai"))
def test_nobody_else_says_that_they_saw_it(cast, username):
    handled(cast)
    told("2026-03-11")
    with pytest.raises(NotAllowed):
        acknowledge(alert=Alert.objects.get(), by=cast.actor(username), at=noon("2026-03-11"))


def test_the_ticker_looks_when_a_day_begins_and_every_ten_minutes(cast, monkeypatch):
    monkeypatch.setattr(ticker, "_looked", [])
    at = noon("2026-03-11")
    assert ticker.tick(at) == 0
    handled(cast)
    assert ticker.tick(at + ticker.EVERY / 2) == 0
    assert ticker.tick(at + ticker.EVERY) == 1
    assert ticker.tick(noon("2026-03-13")) == 1
    worker.tick(noon("2026-03-18"))
    assert Alert.objects.count() == 3
