"""What the review keeps back stays off the site on a legal ground, is looked at again on its day, and becomes a draft once the ground has lapsed."""

import json
from datetime import date

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import reworded

from gongkai.engines.supervision.queries import by_unit
from gongkai.ground.ledger.models import Fact
from gongkai.ground.ledger.verify import verify
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import determining
from gongkai.kernel.records.models import Determination, Record, Section
from gongkai.kernel.records.queries import determination_of, live

DAY = noon("2026-03-02")
CHOSEN = {"outcome": "withheld", "ground": "15", "reason": "涉及个人隐私", "review_on": date(2027, 3, 2)}


@pytest.fixture
def at_secrecy(cast) -> Record:
    record = records.draft(
        kind="notice", unit=cast.units["zjj"], section=Section.objects.get(pk="notices"), by=cast.actor("wang_bianji"), at=DAY,
        content={"title": "公示", "formed_on": "2026-03-02", "body": "<p>现予公示。</p>"},
    )  # fmt: skip
    records.submit(record=record, by=cast.actor("wang_bianji"), at=DAY)
    records.pass_review(record=record, by=cast.actor("li_shenhe"), at=DAY)
    return Record.objects.get(pk=record.pk)


def keep(cast, record: Record, who: str = "wu_baomi", **other) -> Determination:
    return determining.keep_back(record=record, by=cast.actor(who), at=DAY, **CHOSEN | other)


def owed(record: Record) -> list[tuple]:
    return [(duty.kind, duty.due_on, duty.role) for duty in open_duties(record.ref)]


def test_it_leaves_the_way_to_the_site_and_waits_for_its_day(cast, at_secrecy):
    keep(cast, at_secrecy)
    record = Record.objects.get(pk=at_secrecy.pk)
    assert (record.state, record.live, list(live())) == ("kept_back", False, [])
    assert owed(record) == [("reassess", date(2027, 3, 2), "secrecy_reviewer")]
    assert determination_of(record).basis.startswith("涉及商业秘密、个人隐私")
    with pytest.raises(StepRefused):
        records.publish(record=record, by=cast.actor("liu_qianfa"), at=DAY)
    assert verify().findings == []


@pytest.mark.parametrize(
    ("on", "light"), [("2027-03-01", "paused"), ("2027-03-02", "paused"), ("2027-03-03", "yellow")]
)
def test_it_rests_until_its_day(cast, at_secrecy, on, light):
    keep(cast, at_secrecy)
    (counted,) = by_unit(cast.scope("he_jiancha"), date.fromisoformat(on))
    assert {each: n for each, n in counted.counts.items() if n} == {light: 1}


def test_outcome_ground_reason_and_day_are_the_fact(cast, at_secrecy):
    keep(cast, at_secrecy, outcome="on_application", ground="19", reason="只涉及个别人")
    told = json.loads(bytes(Fact.objects.get(name="record.kept_back").body))["fact"]
    assert (told["outcome"], told["reason"], told["review_on"]) == ("依申请公开", "只涉及个别人", "2027-03-02")
    assert "条例第十三条" in told["ground"]


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"outcome": "withheld", "ground": "19"}, "依据"),
        ({"outcome": "on_application", "ground": "14-1"}, "依据"),
        ({"outcome": "open"}, "依据"),
        ({"reason": "  "}, "理由"),
        ({"review_on": date(2026, 3, 1)}, "今天以后"),
        ({"review_on": date(2026, 3, 2)}, "今天以后"),
    ],
)
def test_what_does_not_hold_is_refused(cast, at_secrecy, other, told):
    with pytest.raises(StepRefused, match=told):
        keep(cast, at_secrecy, **other)
    assert not Determination.objects.exists()


def test_the_day_after_today_is_the_first(cast, at_secrecy):
    assert keep(cast, at_secrecy, review_on=date(2026, 3, 3)).review_on == date(2026, 3, 3)


@pytest.mark.parametrize("who", ["wang_bianji", "li_shenhe", "liu_qianfa", "gao_gongkai"])
def test_only_the_secrecy_reviewer_keeps_back(cast, at_secrecy, who):
    with pytest.raises(NotAllowed):
        keep(cast, at_secrecy, who)


def test_looked_at_again_it_waits_for_another_day(cast, at_secrecy):
    keep(cast, at_secrecy)
    determining.look_again(
        record=at_secrecy,
        reason="理由没有变",
        review_on=date(2028, 3, 2),
        by=cast.actor("wu_baomi"),
        at=noon("2027-03-02"),
    )
    assert owed(at_secrecy) == [("reassess", date(2028, 3, 2), "secrecy_reviewer")]
    assert [(each.outcome, each.reason) for each in Determination.objects.order_by("pk")] == [
        ("withheld", "涉及个人隐私"),
        ("withheld", "理由没有变"),
    ]


def test_once_the_ground_has_lapsed_it_goes_through_every_gate_again(cast, at_secrecy):
    keep(cast, at_secrecy)
    record = Record.objects.get(pk=at_secrecy.pk)
    with pytest.raises(StepRefused, match="为什么可以公开"):
        determining.release(record=record, because="", by=cast.actor("wu_baomi"), at=DAY)
    determining.release(record=record, because="当事人同意公开", by=cast.actor("wu_baomi"), at=DAY)
    assert record.state == "draft" and [kind for kind, _, _ in owed(record)] == ["draft"]
    records.submit(record=record, by=cast.actor("wang_bianji"), at=DAY)
    records.pass_review(record=record, by=cast.actor("li_shenhe"), at=DAY)
    records.clear(record=record, by=cast.actor("wu_baomi"), at=DAY)
    records.publish(record=record, by=cast.actor("liu_qianfa"), at=DAY)
    assert record.live and verify().findings == []


def test_what_is_public_is_withdrawn_and_not_kept_back(cast, at_secrecy):
    records.clear(record=at_secrecy, by=cast.actor("wu_baomi"), at=DAY)
    records.publish(record=at_secrecy, by=cast.actor("liu_qianfa"), at=DAY)
    records.revise(record=at_secrecy, reason="更正", by=cast.actor("wang_bianji"), at=DAY)
    reworded(cast, at_secrecy)
    records.submit(record=at_secrecy, by=cast.actor("wang_bianji"), at=DAY)
    records.pass_review(record=at_secrecy, by=cast.actor("li_shenhe"), at=DAY)
    with pytest.raises(StepRefused, match="已经公开"):
        keep(cast, at_secrecy)
