"""Key points: laid down, reported, shown, done; returned, put off, taken up, struck; who may; what stands on the worklist meanwhile."""

from dataclasses import replace
from datetime import date

import pytest
from tests.plugins.acts.key_points import DONE_TEXT, TASK, finished, laid, proved
from tests.plugins.cast import noon

from gongkai.ground.units import actions as units
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.kernel.keypoints import actions, queries, ticker
from gongkai.kernel.keypoints.models import DONE, NOT_BEGUN, PUT_OFF, STRUCK, UNDER_WAY, KeyPoint

BY_END = date(2026, 12, 31)


def act(cast, verb, point, by="gao_gongkai", on="2026-03-04", **said):
    return verb(point=point, by=cast.actor(by), at=noon(on), **said)


def test_what_is_laid_down_is_owed_by_the_unit_that_leads_until_it_is_done(cast):
    point = laid(cast)
    assert (point.state, point.seat) == (NOT_BEGUN, 1)
    (duty,) = open_duties(point.ref)
    assert (duty.unit, duty.due_on, duty.warn_on) == (cast.units["zjj"], date(2026, 11, 30), date(2026, 11, 16))
    act(cast, actions.report, point, "wang_bianji", text="已经起草了清单。")
    assert point.state == UNDER_WAY and open_duties(point.ref)
    proved(cast, point)
    act(cast, actions.finish, point, "liu_qianfa", text=DONE_TEXT, result="清单已经公开。")
    assert (point.state, point.done_on, point.kept, point.result) == (DONE, date(2026, 3, 4), True, "清单已经公开。")
    assert not open_duties(point.ref)
    assert [each.what for each in queries.turns_of(point)] == ["finished", "reported"]


def test_nothing_is_done_without_something_that_shows_it(cast):
    point = laid(cast)
    with pytest.raises(StepRefused, match="还没有佐证"):
        act(cast, actions.finish, point, "liu_qianfa", text=DONE_TEXT)
    act(cast, actions.finish, point, "liu_qianfa", text=DONE_TEXT, evidence=[("清单.txt", b"x")])
    assert queries.count_of_proofs([point]) == {point.pk: 1}
    with pytest.raises(StepRefused, match="不用再报"):
        act(cast, actions.report, point, "liu_qianfa", text="再报一次进展。")


@pytest.mark.parametrize("on, kept", [("2026-11-29", True), ("2026-11-30", True), ("2026-12-01", False)])
def test_in_time_is_to_the_end_of_its_day(cast, on, kept):
    point = finished(cast, on=on)
    assert point.kept is kept


def test_the_last_thing_that_shows_it_stays_while_it_is_done(cast):
    point = finished(cast)
    (proof,) = queries.proofs_of(point)
    with pytest.raises(StepRefused, match="至少留一项"):
        act(cast, actions.unprove, point, "liu_qianfa", proof=proof)
    act(cast, actions.prove, point, "wang_bianji", about=["record:another"])
    act(cast, actions.unprove, point, "liu_qianfa", proof=proof)
    assert [each.about for each in queries.proofs_of(point)] == ["record:another"]
    with pytest.raises(Overtaken):
        act(cast, actions.unprove, point, "liu_qianfa", proof=proof)


def test_what_is_named_twice_is_named_once(cast):
    point = proved(cast)
    with pytest.raises(StepRefused, match="不在佐证里"):
        act(cast, actions.prove, point, "wang_bianji", about=[each.about for each in queries.proofs_of(point)])


def test_the_office_returns_what_is_not_done_and_it_is_owed_again(cast):
    point = finished(cast)
    act(cast, actions.send_back, point, text="清单里少了两类。", due_on=date(2026, 12, 10))
    assert (point.state, point.done_on, point.kept) == (UNDER_WAY, None, None)
    assert [each.due_on for each in open_duties(point.ref)] == [date(2026, 12, 10)]


def test_what_is_put_off_has_a_reason_and_is_owed_by_nobody_until_it_is_taken_up(cast):
    point = laid(cast)
    with pytest.raises(StepRefused, match="为什么暂缓"):
        act(cast, actions.put_off, point, because="等")
    act(cast, actions.put_off, point, because="上级平台推迟到明年上线。")
    assert point.state == PUT_OFF and not open_duties(point.ref)
    for day, words in ((date(2026, 3, 1), "今天以后"), (date(2027, 1, 5), "2026年里")):
        with pytest.raises(StepRefused, match=words):
            act(cast, actions.take_up, point, text="平台提前上线。", due_on=day)
    act(cast, actions.take_up, point, text="平台提前上线。", due_on=BY_END)
    assert (point.state, point.because) == (UNDER_WAY, "")
    assert [each.due_on for each in open_duties(point.ref)] == [BY_END]


def test_another_unit_that_leads_owes_it_by_the_new_day(cast):
    point = laid(cast, assisting=(cast.units["wjw"],))
    task = replace(TASK(cast), unit=cast.units["wjw"], due_on=BY_END)
    act(cast, actions.amend, point, task=task, because="职能划转到卫健委")
    assert [(each.unit.code, each.due_on) for each in open_duties(point.ref)] == [("wjw", BY_END)]
    assert queries.assists_of([point]) == {}
    with pytest.raises(NotAllowed):
        act(cast, actions.report, point, "wang_bianji", text="已经起草了清单。")


def test_what_was_entered_by_mistake_stays_and_may_be_entered_again(cast):
    point = laid(cast)
    with pytest.raises(StepRefused, match="已经有“编制主动公开事项清单”"):
        laid(cast)
    act(cast, actions.strike, point, because="录重了一项")
    assert point.state == STRUCK and not open_duties(point.ref) and KeyPoint.objects.count() == 1
    assert laid(cast).seat == 2


@pytest.mark.parametrize(
    "said, words",
    [
        ({"due_on": date(2027, 1, 31)}, "2026年12月31日"),
        ({"title": " "}, "请写任务"),
        ({"level": "other"}, "上级要点还是本级"),
    ],
)
def test_a_task_that_does_not_hold_is_refused_with_what_to_do(cast, said, words):
    with pytest.raises(StepRefused, match=words):
        laid(cast, **said)


def test_the_leading_unit_does_not_assist_itself(cast):
    with pytest.raises(StepRefused, match="不用再写成协办单位"):
        laid(cast, assisting=(cast.units["zjj"],))


def test_who_does_not_lead_assist_or_oversee_sees_nothing_and_does_nothing(cast):
    point = laid(cast)
    assert queries.get_visible(cast.scope("sun_bianji"), point.pk) is None
    for verb, said in ((actions.report, {"text": DONE_TEXT}), (actions.finish, {"text": DONE_TEXT}), (actions.prove, {"about": ["record:x"]})):  # fmt: skip
        with pytest.raises(NotAllowed):
            act(cast, verb, point, "ma_qianfa", **said)
    for verb, said in ((actions.put_off, {"because": "先放一放吧"}), (actions.strike, {"because": "不想办了"})):
        with pytest.raises(NotAllowed):
            act(cast, verb, point, "liu_qianfa", **said)


def test_a_unit_that_assists_reports_and_shows_but_does_not_finish(cast):
    point = laid(cast, assisting=(cast.units["wjw"],))
    assert queries.get_visible(cast.scope("sun_bianji"), point.pk) == point
    act(cast, actions.report, point, "sun_bianji", text="我委的部分已经报送。")
    act(cast, actions.prove, point, "sun_bianji", about=["record:theirs"])
    assert [each.unit.code for each in queries.proofs_of(point)] == ["wjw"]
    with pytest.raises(NotAllowed, match="牵头单位"):
        act(cast, actions.finish, point, "ma_qianfa", text=DONE_TEXT)


def test_whoever_comes_second_is_told_so(cast):
    point = laid(cast)
    act(cast, actions.report, point, "wang_bianji", text="已经起草了清单。", seen=0)
    with pytest.raises(Overtaken):
        act(cast, actions.report, point, "liu_qianfa", text="已经起草了清单。", seen=0)


def test_what_a_closed_unit_leads_goes_to_its_successor_which_assists_no_more(cast):
    point = laid(cast, assisting=(cast.units["wjw"],))
    on = noon("2026-04-01")
    units.close_unit(unit=cast.units["zjj"], successor=cast.units["wjw"], on=on.date(), at=on, by="setup")
    assert ticker.tick(on) == 1
    point.refresh_from_db()
    assert point.unit.code == "wjw" and queries.assists_of([point]) == {}
    assert [each.unit.code for each in open_duties(point.ref)] == ["wjw"]
