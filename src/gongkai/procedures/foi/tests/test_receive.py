"""Receipt by every door, with its legal day."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents.models import Notice
from gongkai.ground.parties.models import Sealed
from gongkai.kernel.cases.codes import code_of_form
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import by_code
from gongkai.kernel.flow.clocks import clock_of
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi.tests.scenes import REQUEST, due, submitted


def test_the_web_confirms_itself_at_any_hour(cast):
    at = noon("2026-02-10").replace(hour=23, minute=59)
    case = foi.submit(unit=cast.units["zjj"], request=REQUEST, at=at).case
    assert (case.received_on, case.law, case.channel, due(case)) == (
        date(2026, 2, 10),
        "foi-2019",
        "web",
        date(2026, 3, 16),
    )


def test_a_form_sent_twice_makes_one_case_with_one_code(cast):
    first = foi.submit(
        unit=cast.units["zjj"], request=REQUEST, at=noon("2026-02-10"), query_code="AAAA-BBBB-CCCC", form_token="t1"
    )
    second = foi.submit(
        unit=cast.units["zjj"], request=REQUEST, at=noon("2026-02-10"), query_code="AAAA-BBBB-CCCC", form_token="t1"
    )
    assert (first.case, first.query_code) == (second.case, second.query_code) and second.repeated
    assert Case.objects.count() == 1


@pytest.mark.parametrize("channel", ["web", "counter"])
def test_two_forms_that_both_looked_before_either_was_sent_make_one_case(cast, monkeypatch, channel):
    def send() -> foi.Opened:
        unit, at = cast.units["zjj"], noon("2026-02-10")
        if channel == "web":
            return foi.submit(unit=unit, request=REQUEST, at=at, query_code="AAAA-BBBB-CCCC", form_token="t1")
        by = cast.actor("chen_chuangkou")
        return foi.register(unit=unit, request=REQUEST, channel=channel, by=by, at=at, form_token="t1")

    first, looks = send(), iter((None, first_case := Case.objects.get()))
    monkeypatch.setattr(foi, "by_token", lambda token: next(looks))
    second = send()
    assert (second.case, second.repeated, Case.objects.get()) == (first.case, True, first_case)
    assert second.query_code == first.query_code and by_code(first_case.reference, second.query_code) == first_case


def test_what_is_kept_of_a_window_form_does_not_give_its_code(cast):
    clerk, at = cast.actor("chen_chuangkou"), noon("2026-02-10")
    opened = foi.register(unit=cast.units["zjj"], request=REQUEST, channel="counter", by=clerk, at=at, form_token="t1")
    kept = Case.objects.get().form_token
    assert code_of_form("t1") == opened.query_code != code_of_form(kept)
    assert code_of_form("t2") != opened.query_code


def test_number_and_code_open_the_case_and_nothing_else_does(cast):
    opened = foi.submit(unit=cast.units["zjj"], request=REQUEST, at=noon("2026-02-10"))
    assert by_code(opened.case.reference, opened.query_code.lower().replace("-", " ")) == opened.case
    assert by_code(opened.case.reference, foi.new_code()) is None
    assert by_code("2026-9999", opened.query_code) is None
    assert opened.query_code not in opened.case.query_hash


def test_references_count_within_a_year(cast):
    assert [submitted(cast, day).reference for day in ("2025-12-30", "2026-01-05", "2026-01-06")] == [
        "2025-0001",
        "2026-0001",
        "2026-0002",
    ]


def test_a_letter_waits_until_its_receipt_is_confirmed(cast):
    case = foi.register(
        unit=cast.units["zjj"],
        request=REQUEST,
        channel="letter",
        by=cast.actor("chen_chuangkou"),
        at=noon("2026-02-10"),
    ).case
    assert (case.state, case.phase, case.received_on, case.rule) == ("registered", "waiting", None, "")
    assert clock_of(case.ref, "answer") is None
    assert Duty.objects.get(ref=case.ref, closed_on=None).kind == "confirm_receipt"
    foi.confirm_receipt(case=case, received_on=date(2026, 2, 11), by=cast.actor("zhou_jingban"), at=noon("2026-02-12"))
    assert (case.received_on, due(case)) == (date(2026, 2, 11), date(2026, 3, 17))


def test_at_the_counter_the_day_of_submission_counts(cast):
    case = foi.register(
        unit=cast.units["zjj"],
        request=REQUEST,
        channel="counter",
        by=cast.actor("chen_chuangkou"),
        at=noon("2026-02-10"),
    ).case
    assert case.received_on == date(2026, 2, 10)


@pytest.mark.parametrize(
    "day, received_on", [("2019-05-13", date(2019, 5, 13)), ("2019-05-14", date(2019, 5, 14)), ("2019-05-15", None)]
)
def test_a_fax_is_received_as_it_arrives_until_the_regulation_of_2019(cast, day, received_on):
    case = foi.register(
        unit=cast.units["zjj"], request=REQUEST, channel="fax", by=cast.actor("chen_chuangkou", day), at=noon(day)
    ).case
    assert (case.received_on, case.law) == (received_on, "foi-2008" if received_on else "")
    assert clock_of(case.ref, "correction_request") is None


@pytest.mark.parametrize("day, allowed", [("2008-04-30", False), ("2008-05-01", True), ("2008-05-02", True)])
def test_nothing_was_received_before_there_was_a_regulation(cast, day, allowed):
    def register():
        return foi.register(
            unit=cast.units["zjj"], request=REQUEST, channel="letter", by=cast.actor("chen_chuangkou"), at=noon("2026-02-10"),
            received_on=date.fromisoformat(day),
        ).case  # fmt: skip

    if allowed:
        assert register().law == "foi-2008"
    else:
        with pytest.raises(StepRefused, match="2008年5月1日起施行"):
            register()


def test_what_is_taken_back_before_its_receipt_was_confirmed_is_received_and_closed_that_day(cast):
    case = foi.register(
        unit=cast.units["zjj"],
        request=REQUEST,
        channel="letter",
        by=cast.actor("chen_chuangkou"),
        at=noon("2026-02-10"),
    ).case
    foi.recall(case=case, by=foi.APPLICANT, at=noon("2026-02-12"))
    assert case.received_on == case.first_received_on == case.closed_on == date(2026, 2, 12)
    assert (case.law, case.outcome) == ("foi-2019", "3_6_3")


@pytest.mark.parametrize(
    ("day", "law"), [("2019-05-14", "foi-2008"), ("2019-05-15", "foi-2019"), ("2019-05-16", "foi-2019")]
)
def test_the_receipt_day_chooses_the_regulation(cast, day, law):
    case = submitted(cast, day)
    assert case.law == law
    assert (
        due(case)
        == {"2019-05-14": date(2019, 6, 4), "2019-05-15": date(2019, 6, 13), "2019-05-16": date(2019, 6, 14)}[day]
    )


def test_a_receipt_in_the_future_is_refused(cast):
    with pytest.raises(StepRefused, match="不能晚于今天"):
        foi.register(
            unit=cast.units["zjj"], request=REQUEST, channel="counter", by=cast.actor("chen_chuangkou"), at=noon("2026-02-10"),
            received_on=date(2026, 2, 11),
        )  # fmt: skip
    assert not Case.objects.exists()


def test_only_the_units_own_people_register(cast):
    with pytest.raises(NotAllowed):
        foi.register(
            unit=cast.units["zjj"],
            request=REQUEST,
            channel="counter",
            by=cast.actor("qian_jingban"),
            at=noon("2026-02-10"),
        )


def test_everybody_gets_a_numbered_receipt(cast):
    case = submitted(cast)
    assert Notice.objects.get(ref=case.ref, kind="receipt").number == "明建公开登〔2026〕1号"


def test_nothing_personal_stands_in_clear(cast):
    case = submitted(cast)
    for row in Sealed.objects.filter(ref=case.ref):
        assert "张三".encode() not in bytes(row.ciphertext) and b"13800000000" not in bytes(row.ciphertext)


def test_a_december_application_has_a_provisional_day_until_the_year_is_announced(cast):
    from gongkai.ground.rules.actions import load_year
    from gongkai.kernel.flow.clocks import reread_clocks
    from gongkai.kernel.flow.models import NEVER

    case = submitted(cast, "2026-12-07")
    clock = clock_of(case.ref, "answer")
    assert clock.due_on is None and clock.provisional_on is not None and clock.bound_on <= clock.provisional_on
    duty = Duty.objects.get(ref=case.ref, closed_on=None)
    assert duty.due_on is None and duty.sort_on == clock.bound_on != NEVER
    load_year(
        year=2027, holidays=[date(2027, 1, 1)], workdays=[], source="国办发明电", by="lin",
        at=noon("2026-12-10"),
    )  # fmt: skip
    assert reread_clocks(at=noon("2026-12-10"), by="system") == 1
    clock.refresh_from_db()
    duty.refresh_from_db()
    assert clock.due_on == duty.due_on == date(2027, 1, 5)
    assert reread_clocks(at=noon("2026-12-10"), by="system") == 0
