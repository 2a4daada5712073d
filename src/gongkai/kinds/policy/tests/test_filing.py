"""备案: the clock begins with publication, its lights around the last day, and what ends it."""

from datetime import date

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import filed, normative, policy, reworded, through, waived

from gongkai.engines.supervision import queries as watching
from gongkai.ground.ledger.verify import verify
from gongkai.ground.units.actions import close_unit
from gongkai.kernel.flow import clocks
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import ticker
from gongkai.kernel.records.models import Record
from gongkai.kinds.policy import filing, queries
from gongkai.pure.declare import Role

LAST = date(2026, 3, 17)
"""Fifteen days after 2 March 2026, on which the scenes publish."""


def duties(record: Record) -> list[str]:
    return [duty.kind for duty in open_duties(record.ref)]


def test_a_normative_document_owes_its_filing_from_publication_on(cast):
    record = normative(cast)
    (duty,) = open_duties(record.ref)
    assert (duty.kind, duty.role, duty.due_on) == ("filing", Role.LEGAL_REVIEWER, LAST)
    assert (duty.opened_on, clocks.clock_of(record.ref, "filing").started_on) == (date(2026, 3, 2), date(2026, 3, 2))
    assert verify().findings == []


def test_other_documents_and_those_older_than_the_rule_owe_none(cast):
    assert duties(through(cast, policy(cast), "published")) == []
    assert duties(through(cast, policy(cast, normative=True, formed_on="2018-05-15"), "published")) == []
    assert duties(through(cast, policy(cast, normative=True, formed_on="2018-05-16"), "published")) == ["filing"]


@pytest.mark.parametrize(
    "day, light",
    [("2026-03-13", "green"), ("2026-03-14", "yellow"), ("2026-03-16", "yellow"), ("2026-03-17", "yellow"), ("2026-03-18", "red")],
)  # fmt: skip
def test_lights_in_supervision_around_the_last_day(cast, day, light):
    normative(cast)
    (unit,) = watching.by_unit(cast.scope("he_jiancha"), date.fromisoformat(day), "record")
    assert (unit.unit.code, unit.counts[light], unit.total) == ("zjj", 1, 1)


def test_a_last_day_that_is_a_holiday_rolls_on(cast):
    """Published on Monday 20 April 2026; the fifteenth day is 5 May, a holiday as announced, so the 6th."""
    record = waived(cast, policy(cast, normative=True))
    at = noon("2026-04-20")
    for verb, who in (("submit", "wang_bianji"), ("pass_review", "li_shenhe"), ("clear", "wu_baomi"), ("publish", "liu_qianfa")):  # fmt: skip
        getattr(records, verb)(record=record, by=cast.actor(who), at=at)
    assert open_duties(record.ref)[0].due_on == date(2026, 5, 6)


@pytest.mark.parametrize("on, late", [("2026-03-16", 0), ("2026-03-17", 0), ("2026-03-18", 1)])
def test_sending_ends_the_term_in_time_or_not(cast, on, late):
    record, at = normative(cast), noon("2026-03-20")
    filing.send(
        record=record, authority="宁州市人民政府", on=date.fromisoformat(on), by=cast.actor("feng_fazhi"), at=at
    )
    reading = clocks.reading(clocks.clock_of(record.ref, "filing"), at.date())
    assert (duties(record), reading.light, reading.late_days) == ([], "done", late)
    assert verify().findings == []


@pytest.mark.parametrize("on, fine", [("2026-03-01", False), ("2026-03-02", True), ("2026-03-04", True), ("2026-03-05", False)])  # fmt: skip
def test_the_day_lies_between_publication_and_today(cast, on, fine):
    record, by, at = normative(cast), cast.actor("feng_fazhi"), noon("2026-03-04")

    def send():
        return filing.send(record=record, authority="宁州市人民政府", on=date.fromisoformat(on), by=by, at=at)

    if fine:
        assert send().sent_on == date.fromisoformat(on)
    else:
        with pytest.raises(StepRefused) as refused:
            send()
        assert refused.value.field == "on" and "2026年3月2日" in str(refused.value)


def test_the_number_follows_the_sending_and_is_given_once(cast):
    record, by, at = normative(cast), cast.actor("feng_fazhi"), noon("2026-03-10")

    def register(on: str = "2026-03-09"):
        return filing.register(record=record, number="宁府备〔2026〕3号", on=date.fromisoformat(on), by=by, at=at)

    with pytest.raises(StepRefused, match="还没有报送"):
        register()
    filed(cast, record)
    for day in ("2026-03-03", "2026-03-11"):
        with pytest.raises(StepRefused, match="备案日期"):
            register(day)
    register()
    assert queries.filings([record.pk])[record.pk].number == "宁府备〔2026〕3号"
    with pytest.raises(StepRefused, match="已经登记"):
        register()
    with pytest.raises(StepRefused, match="已经报过"):
        filed(cast, record)
    assert verify().findings == []


def test_only_the_legal_reviewer_of_the_unit_files(cast):
    record, at = normative(cast), noon("2026-03-04")
    for who in ("liu_qianfa", "wang_bianji", "ma_qianfa"):
        with pytest.raises(NotAllowed):
            filing.send(record=record, authority="宁州市人民政府", on=at.date(), by=cast.actor(who), at=at)
    with pytest.raises(StepRefused, match="规范性文件"):
        filed(cast, through(cast, policy(cast, document_number="明建〔2026〕3号"), "published"))


def test_a_correction_leaves_the_filing_open_and_a_withdrawal_ends_it(cast):
    record, at = normative(cast), noon("2026-03-05")
    records.revise(record=record, reason="错字", by=cast.actor("wang_bianji"), at=at)
    assert duties(record) == ["draft", "filing"] or duties(record) == ["filing", "draft"]
    reworded(cast, record, at)
    for verb, who in (("submit", "wang_bianji"), ("pass_review", "li_shenhe"), ("clear", "wu_baomi"), ("publish", "liu_qianfa")):  # fmt: skip
        getattr(records, verb)(record=record, by=cast.actor(who), at=at)
        assert "filing" in duties(record)
    assert duties(record) == ["filing"] and len(clocks.clocks_of(record.ref)) == 1
    fresh = Record.objects.select_related("unit", "section").get(pk=record.pk)
    records.withdraw(record=fresh, ground="发错了", keep_title=True, by=cast.actor("liu_qianfa"), at=at)
    assert duties(record) == [] and clocks.clock_of(record.ref, "filing").stopped_on == at.date()
    assert verify().findings == []


def test_the_filing_goes_over_to_the_successor_of_a_closed_unit(cast):
    record, at = normative(cast), noon("2026-03-05")
    close_unit(unit=cast.units["zjj"], successor=cast.units["wjw"], on=at.date(), at=at, by="lin")
    assert ticker.tick(at) == 1 and ticker.tick(at) == 0
    fresh = Record.objects.get(pk=record.pk)
    assert (fresh.unit_id, fresh.live, fresh.state) == (cast.units["zjj"].pk, True, "published")
    assert [(duty.kind, duty.unit_id) for duty in open_duties(record.ref)] == [("filing", cast.units["wjw"].pk)]
