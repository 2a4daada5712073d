"""Findings: a unit is asked, replies, is asked again, and it is closed; late is recorded; nobody else takes a part."""

from datetime import date

import pytest
from tests.plugins.acts.oversight import found
from tests.plugins.cast import noon

from gongkai.ground.documents.queries import data_of
from gongkai.ground.parties.models import Sealed
from gongkai.ground.units import actions as units
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.kernel.oversight import findings, ticker
from gongkai.kernel.oversight.models import CLOSED, WAITING, Finding
from gongkai.kernel.oversight.queries import (
    evidence_of,
    get_visible,
    paper_of,
    said_of,
    titles_of,
    to_answer,
    to_check,
)

DONE = "已经改了流转办法，附新的办法。"


def answer(cast, made, on="2026-03-04", by="liu_qianfa", text=DONE, **more):
    return findings.answer(finding=made, text=text, by=cast.actor(by), at=noon(on), **more)


def test_a_unit_is_asked_replies_is_asked_again_and_it_is_closed(cast):
    made, watch = found(cast), cast.actor("he_jiancha")  # 15 working days from 2 March 2026 on
    assert made.due_on == date(2026, 3, 23) and titles_of([made]) == {made.code: "多件申请在最后一天答复"}
    assert [each.code for each in to_answer(cast.scope("liu_qianfa"))] == [made.code]
    answer(cast, made, evidence=[("办法.txt", "新办法".encode())])
    assert made.kept and not to_answer(cast.scope("liu_qianfa"))
    assert [each.code for each in to_check(cast.scope("he_jiancha"))] == [made.code]
    findings.send_back(finding=made, text="没有说从哪天起。", days=5, by=watch, at=noon("2026-03-05"))
    assert (made.state, made.due_on) == (WAITING, date(2026, 3, 12))
    answer(cast, made, "2026-03-13", text="从4月1日起按新办法流转。")
    assert made.answered_on == date(2026, 3, 4) and made.kept, "the first reply was in time"
    findings.close(finding=made, text="已经核查，属实。", by=watch, at=noon("2026-03-16"))
    assert (made.state, made.closed_on) == (CLOSED, date(2026, 3, 16))
    said = said_of(made)
    assert [each.turn.what for each in said] == ["made", "replied", "returned", "replied", "ended"]
    assert said[1].text == DONE and [file.public_id for file in said[1].files] == [evidence_of(made)[0].public_id]


def test_a_late_reply_is_recorded_as_such(cast):
    made = found(cast)
    answer(cast, made, "2026-03-24")
    assert made.kept is False


def test_a_suggestion_is_a_paper_with_a_number_and_an_explanation_is_none(cast):
    paper = paper_of(found(cast))
    assert paper.number == "明政公开整〔2026〕1号"
    told = data_of(paper)
    assert told["to"] == "明川县住房和城乡建设局" and "请于2026年3月23日前" in told["paragraphs"][-1]
    assert paper_of(found(cast, sort="explain")) is None


def test_what_is_said_stands_nowhere_in_clear(cast):
    made = found(cast)
    assert Sealed.objects.filter(ref=made.ref).count() == 3
    assert not any("流转" in str(value) for row in Finding.objects.values() for value in row.values())


@pytest.mark.parametrize("username", ("zhou_jingban", "wang_bianji", "ma_qianfa", "he_jiancha"))
def test_only_the_head_of_the_unit_replies(cast, username):
    with pytest.raises(NotAllowed):
        answer(cast, found(cast), by=username)


@pytest.mark.parametrize("username", ("liu_qianfa", "zhou_jingban", "lin_guanli"))
def test_only_who_oversees_asks_returns_and_closes(cast, username):
    made, by = found(cast), cast.actor(username)
    answer(cast, made)
    for take in (
        lambda: findings.close(finding=made, text="已经核查，属实。", by=by, at=noon("2026-03-05")),
        lambda: findings.send_back(finding=made, text="还要补充。", days=5, by=by, at=noon("2026-03-05")),
        lambda: findings.make(
            sort="explain", unit=cast.units["wjw"], office=cast.units["xzf"], title="请说明情况", text="请说明情况。",
            about=[], days=5, by=by, at=noon("2026-03-05"),
        ),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            take()


@pytest.mark.parametrize(
    "wrong, field",
    [({"days": 0}, "days"), ({"days": 61}, "days"), ({"title": "改"}, "title"), ({"text": " 改 "}, "text"), ({"unit": "xzf"}, "unit")],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_field(cast, wrong, field):
    with pytest.raises(StepRefused) as refused:
        found(cast, **wrong)
    assert refused.value.field == field


def test_nothing_is_replied_twice_or_done_after_the_end_or_by_who_came_second(cast):
    made, watch = found(cast), cast.actor("he_jiancha")
    with pytest.raises(StepRefused, match="还没有回复"):
        findings.send_back(finding=made, text="还要补充。", days=5, by=watch, at=noon("2026-03-03"))
    with pytest.raises(Overtaken):
        answer(cast, made, seen=7)
    made.refresh_from_db()
    answer(cast, made)
    with pytest.raises(StepRefused, match="已经回复过"):
        answer(cast, made)
    findings.close(finding=made, text="已经核查，属实。", by=watch, at=noon("2026-03-05"))
    with pytest.raises(StepRefused, match="销号"):
        findings.close(finding=made, text="已经核查，属实。", by=watch, at=noon("2026-03-05"))


def test_it_exists_for_those_who_handle_the_units_cases_and_those_who_oversee_it(cast):
    made = found(cast)
    sees = {name: get_visible(cast.scope(name), made.code) is not None for name in cast.people}
    assert {name for name, seen in sees.items() if seen} == {
        "liu_qianfa", "feng_fazhi", "zhou_jingban", "zheng_jingban", "chen_chuangkou", "gao_gongkai", "he_jiancha",
    }  # fmt: skip


def test_what_a_closed_unit_was_asked_goes_over_to_its_successor(cast, monkeypatch):
    made, on = found(cast), noon("2026-03-10")
    monkeypatch.setattr(ticker, "_looked", [])
    units.close_unit(unit=cast.units["zjj"], successor=cast.units["wjw"], on=on.date(), at=on, by="setup")
    assert ticker.tick(on) == 1
    made.refresh_from_db()
    assert made.unit_id == cast.units["wjw"].pk
    answer(cast, made, "2026-03-11", by="ma_qianfa")
