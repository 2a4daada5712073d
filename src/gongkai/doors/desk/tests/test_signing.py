"""Signing on the desk: at once or later, past a term or a last day, and two signatories at it."""

from datetime import date

import pytest
from tests.plugins import scenes
from tests.plugins.cast import noon

from gongkai.doors.desk.tests.conftest import CLEARED, CONTENT, do, through
from gongkai.ground.ledger.models import Fact
from gongkai.ground.units.actions import appoint
from gongkai.kernel.flow.models import Duty
from gongkai.pure.declare import Role


def test_publication_can_be_set_for_later_and_undone(desk, drafted):
    record = drafted()
    through(desk, record, *CLEARED)
    client, later = desk("liu_qianfa"), {"channels": ["website"], "when": "later", "day": "2026-03-05", "hour": "9:30"}
    form = client.get(f"/desk/r/{record.pk}/do/publish/").context["form"]
    assert (form["day"].value(), form["hour"].value()) == ("2026-03-03", "9:00"), "a moment that is yet to come"
    assert form.fields["channels"].choices[0][0] == "website"
    assert do(client, record, "publish", **later | {"hour": ""}).status_code == 422
    assert do(client, record, "publish", **later | {"day": "2026-03-01"}).status_code == 422
    assert do(client, record, "publish", **later).status_code == 302
    record.refresh_from_db()
    assert record.state == "scheduled" and "09:30" in client.get(f"/desk/r/{record.pk}/").content.decode()
    assert do(client, record, "unschedule").status_code == 302


@pytest.mark.parametrize(
    ("day", "asked"), [("2026-3-29", False), ("2026-3-30", False), ("2026-3-31", True), ("2099-1-1", True)]
)
def test_a_day_past_the_term_of_publication_is_asked_about(desk, drafted, day, asked):
    record, signatory = drafted(), desk("liu_qianfa")
    through(desk, record, *CLEARED)
    record.refresh_from_db()
    assert record.publish_due_on == date(2026, 3, 30)
    set_for = {"channels": ["website"], "when": "later", "day": day, "hour": "9:00"}
    answer = do(signatory, record, "publish", **set_for)
    assert (answer.status_code == 422) is asked
    if asked:
        assert "按规定应当在2026年3月30日以前公开。请再看看" in answer.content.decode()
        assert do(signatory, record, "publish", **set_for, sure="on").status_code == 302
    record.refresh_from_db()
    assert record.state == "scheduled"


NOW = {"channels": ["website"], "when": "now"}
AT_NIGHT = {"channels": ["website", "wechat"], "when": "later", "day": "2026-3-2", "hour": "23:59"}


@pytest.fixture
def two_signers(cast):
    """A second signatory of the housing bureau beside liu_qianfa."""
    appoint(
        person=cast.people["ma_qianfa"], unit=cast.units["zjj"], role=Role.SIGNATORY, at=noon("2026-03-02"), by="lin"
    )


@pytest.fixture
def scheduled(desk, drafted, two_signers):
    """A record that ma_qianfa has set for 23:59 tonight, while liu_qianfa had its form open: the record, and the revision his form shows."""
    record = drafted()
    through(desk, record, *CLEARED)
    record.refresh_from_db()
    shown = record.revision
    assert do(desk("ma_qianfa"), record, "publish", **AT_NIGHT).status_code == 302
    record.refresh_from_db()
    return record, shown


def test_a_schedule_of_somebody_else_is_not_lifted_unasked(desk, scheduled):
    record, shown = scheduled
    liu, url = desk("liu_qianfa"), f"/desk/r/{record.pk}/do/publish/"
    for seen in (shown, record.revision):
        page = liu.post(url, NOW | {"seen": seen})
        assert page.status_code == 422
        assert "马骏定于2026年3月2日23:59公开，现在公开就取消这个定时。请再看看" in page.content.decode()
    record.refresh_from_db()
    assert (record.state, record.signatory) == ("scheduled", "ma_qianfa")


def test_the_form_says_who_scheduled_it_for_when_and_proposes_their_channels(desk, scheduled):
    page = desk("liu_qianfa").get(f"/desk/r/{scheduled[0].pk}/do/publish/")
    assert "马骏定于2026年3月2日23:59公开。现在公开就取消这个定时" in page.content.decode()
    assert page.context["form"].initial["channels"] == ["website", "wechat"]


def test_a_lifted_schedule_is_a_step_and_a_fact_of_its_own(desk, scheduled):
    record, _ = scheduled
    liu = desk("liu_qianfa")
    assert do(liu, record, "publish", **NOW, sure="on").status_code == 302
    record.refresh_from_db()
    assert (record.live, record.signatory, record.scheduled_at) == (True, "liu_qianfa", None)
    names = list(Fact.objects.filter(ref=record.ref).order_by("idx").values_list("name", flat=True))
    assert names[-3:] == ["record.scheduled", "record.unscheduled", "record.published"]
    assert "取消定时，原定2026年3月2日23:59发布" in liu.get(f"/desk/r/{record.pk}/").content.decode()
    assert not Duty.objects.filter(ref=record.ref, closed_on=None).exists()


def test_another_time_is_set_only_after_the_first_was_lifted(desk, scheduled):
    record, _ = scheduled
    page = do(desk("liu_qianfa"), record, "publish", **AT_NIGHT | {"hour": "23:58"}, sure="on")
    assert page.status_code == 422 and "要换时间，请先“取消定时”" in page.content.decode()


@pytest.mark.parametrize(("expires", "refused"), [("2026-3-1", True), ("2026-3-2", False), ("2026-3-3", False)])
def test_a_last_day_before_the_day_of_formation_is_refused(desk, expires, refused):
    content = CONTENT | {"effective_on": "", "expires_on": expires}
    page = desk("wang_bianji").post("/desk/r/new/policy/", content)
    assert (page.status_code == 422) is refused
    assert not refused or "失效日期不能早于成文日期" in page.content.decode()


@pytest.mark.parametrize("when", [NOW, AT_NIGHT | {"day": "2026-3-10"}])
def test_what_is_most_likely_a_normative_document_is_asked_about(desk, drafted, today, when):
    record = drafted(document_number="明建规〔2026〕9号", sure="on")
    through(desk, record, *CLEARED)
    today("2026-03-09")
    liu = desk("liu_qianfa")
    answer = do(liu, record, "publish", **when)
    assert answer.status_code == 422 and "却没有勾“是行政规范性文件”" in answer.content.decode()
    assert do(liu, record, "publish", **when, sure="on").status_code == 302


@pytest.mark.parametrize(
    ("day", "when", "asked"),
    [
        ("2026-03-09", NOW, False),
        ("2026-03-10", NOW, False),
        ("2026-03-11", NOW, True),
        ("2026-03-09", AT_NIGHT | {"day": "2026-3-10"}, False),
        ("2026-03-09", AT_NIGHT | {"day": "2026-3-11"}, True),
    ],
)
def test_what_has_lapsed_before_it_is_public_is_asked_about(desk, drafted, today, day, when, asked):
    record = drafted(effective_on="", expires_on="2026-3-10")
    through(desk, record, *CLEARED)
    today(day)
    liu = desk("liu_qianfa")
    answer = do(liu, record, "publish", **when)
    assert (answer.status_code == 422) is asked
    if asked:
        assert "失效日期是2026年3月10日，网页从公开那天起就写“已失效”。请再看看" in answer.content.decode()
        assert do(liu, record, "publish", **when, sure="on").status_code == 302


@pytest.mark.parametrize(
    ("until", "when", "said"),
    [
        ("2026-03-10", NOW, ""),
        ("2026-03-09", NOW, "“公示到哪天”是2026年3月9日，公开的时候已经过了。请再看看"),
        ("2026-03-10", AT_NIGHT | {"day": "2026-3-10"}, ""),
        ("2026-03-10", AT_NIGHT | {"day": "2026-3-11"}, "公开的时候已经过了"),
        ("2028-03-09", NOW, ""),
        ("2028-03-10", NOW, "离公开的时候有两年多，请再看看年份"),
    ],
)
def test_a_last_day_that_is_over_or_far_away_is_asked_about(cast, desk, today, until, when, said):
    record = scenes.through(cast, scenes.draft(cast, until=until), "cleared")
    today("2026-03-10")
    answer = do(desk("liu_qianfa"), record, "publish", **when)
    assert (answer.status_code == 422) is bool(said) and said in answer.content.decode()
    if said:
        assert do(desk("liu_qianfa"), record, "publish", **when, sure="on").status_code == 302
