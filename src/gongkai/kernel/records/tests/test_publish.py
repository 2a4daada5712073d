"""What publication freezes, and what correction, withdrawal and the date change afterwards."""

import json
from datetime import date
from hashlib import sha256

import pytest
from tests.plugins.cast import noon

from gongkai.ground.ledger.acts import act
from gongkai.ground.ledger.models import Fact, Leaf
from gongkai.ground.ledger.verify import verify
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import queries, ticker, validity
from gongkai.kernel.records.models import Outlet, Record, Section, Version

DAY, NEXT = noon("2026-03-02"), noon("2026-03-05")
CONTENT = {
    "title": "明川县农村危房改造补助办法", "formed_on": "2026-03-02", "document_number": "明建[2026]2号",
    "effective_on": "2026-04-15", "expires_on": "2031-04-14", "keywords": "住房保障；危房", "no_interpretation": "内容单一", "body": "<p>第一条</p>",
}  # fmt: skip


def gates(cast, record, at):
    for verb, who in (("submit", "wang_bianji"), ("pass_review", "li_shenhe"), ("clear", "wu_baomi")):
        getattr(records, verb)(record=record, by=cast.actor(who), at=at)
    return record


def cleared(cast, **change) -> Record:
    section = Section.objects.get(pk="policy")
    record = records.draft(
        kind="policy",
        unit=cast.units["zjj"],
        section=section,
        content=CONTENT | change,
        by=cast.actor("wang_bianji"),
        at=DAY,
    )
    return gates(cast, record, DAY)


def published(cast, **change) -> Record:
    return records.publish(
        record=cleared(cast, **change), by=cast.actor("liu_qianfa"), at=DAY, channels=("website", "wechat")
    )


def test_the_public_view_is_frozen_and_its_digest_stands_in_the_public_leaf(cast):
    record = published(cast)
    version = Version.objects.get(record=record)
    view = json.loads(bytes(version.public))
    assert view["document_number"] == "明建〔2026〕2号" and view["keywords"] == ["住房保障", "危房"]
    fact = Fact.objects.get(name="record.published")
    leaf = json.loads(bytes(Leaf.objects.get(idx=fact.idx).entry))
    assert (leaf["fact"], leaf["ref"], leaf["on"]) == ("record.published", record.ref, "2026-03-02")
    assert (
        json.loads(bytes(fact.body))["fact"]["public_digest"]
        == version.public_digest
        == sha256(bytes(version.public)).hexdigest()
    )


def test_nothing_of_a_drafts_title_stands_in_any_leaf_or_body(cast):
    published(cast)
    for fact in Fact.objects.all():
        assert "危房改造".encode() not in bytes(fact.body)
    for leaf in Leaf.objects.all():
        assert "危房改造".encode() not in bytes(leaf.entry)


def test_private_fields_stay_out_of_the_public_view(cast):
    view = json.loads(bytes(Version.objects.get(record=published(cast)).public))
    assert not {"by", "author", "reviewer", "salt", "attachments_private"} & set(view)


def test_each_channel_is_an_outlet(cast):
    assert sorted(Outlet.objects.filter(record=published(cast)).values_list("channel", flat=True)) == [
        "website",
        "wechat",
    ]


def test_a_correction_keeps_number_and_day_and_the_old_version_until_it_is_out(cast):
    record = published(cast)
    records.revise(record=record, reason="金额写错", by=cast.actor("wang_bianji"), at=NEXT)
    assert record.live and record.state == "draft" and record.title == CONTENT["title"]
    records.save(
        record=record,
        content=CONTENT | {"title": "明川县危房改造补助办法（更正）"},
        by=cast.actor("wang_bianji"),
        at=NEXT,
    )
    record.refresh_from_db()
    assert record.title == CONTENT["title"] and record.published == 1
    gates(cast, record, NEXT)
    records.publish(record=record, by=cast.actor("liu_qianfa"), at=NEXT)
    assert (record.title, record.published, record.published_on) == ("明川县危房改造补助办法（更正）", 2, DAY.date())
    assert record.index_number == "MB1A2B3CX/2026-00001" and Outlet.objects.filter(record=record).count() == 2
    assert Fact.objects.filter(name="record.corrected").count() == 1
    assert not Version.objects.get(record=record, number=1).hidden


def test_a_correction_that_removes_something_hides_the_old_version(cast):
    record = published(cast)
    records.revise(record=record, reason="误公开身份证号", hide_old=True, by=cast.actor("wang_bianji"), at=NEXT)
    records.save(record=record, content=CONTENT, by=cast.actor("wang_bianji"), at=NEXT)
    with pytest.raises(StepRefused, match="还没有改动"):
        gates(cast, record, NEXT)
    content = CONTENT | {"body": "<p>删去了不该公开的。</p>"}
    records.save(record=record, content=content, by=cast.actor("wang_bianji"), at=NEXT)
    gates(cast, record, NEXT)
    records.publish(record=record, by=cast.actor("liu_qianfa"), at=NEXT)
    assert Version.objects.get(record=record, number=1).hidden


@pytest.mark.parametrize("keep_title", [True, False])
def test_a_withdrawal_takes_a_record_off_every_channel(cast, keep_title):
    record = published(cast)
    records.withdraw(record=record, ground="含有个人信息", keep_title=keep_title, by=cast.actor("liu_qianfa"), at=NEXT)
    assert not record.live and record.phase == "void" and record.title_kept is keep_title
    assert set(Outlet.objects.filter(record=record).values_list("withdrawn_on", flat=True)) == {NEXT.date()}
    assert not queries.live().filter(pk=record.pk).exists()


def test_a_withdrawal_needs_a_ground_and_something_live(cast):
    record = published(cast)
    with pytest.raises(StepRefused, match="依据"):
        records.withdraw(record=record, ground=" ", keep_title=True, by=cast.actor("liu_qianfa"), at=NEXT)
    with pytest.raises(StepRefused, match="没有公开"):
        records.withdraw(record=cleared(cast), ground="重复", keep_title=True, by=cast.actor("liu_qianfa"), at=NEXT)


def test_a_live_record_is_not_discarded(cast):
    record = published(cast)
    records.revise(record=record, reason="金额写错", by=cast.actor("wang_bianji"), at=NEXT)
    with pytest.raises(StepRefused, match="撤下"):
        records.discard(record=record, by=cast.actor("wang_bianji"), at=NEXT)


def test_a_scheduled_record_is_published_by_the_ticker_at_its_instant(cast):
    record = cleared(cast)
    records.schedule(
        record=record, publish_at=noon("2026-03-04"), channels=("website", "weibo"), by=cast.actor("liu_qianfa"), at=DAY
    )
    ticker.tick(noon("2026-03-03"))
    record.refresh_from_db()
    assert not record.live and record.state == "scheduled"
    ticker.tick(noon("2026-03-04"))
    record.refresh_from_db()
    assert record.live and record.published_on == date(2026, 3, 4) and record.signatory == "liu_qianfa"
    assert sorted(Outlet.objects.filter(record=record).values_list("channel", flat=True)) == ["website", "weibo"]


def test_a_schedule_lies_ahead_and_can_be_undone(cast):
    record = cleared(cast)
    with pytest.raises(StepRefused, match="晚于现在"):
        records.schedule(record=record, publish_at=DAY, by=cast.actor("liu_qianfa"), at=DAY)
    records.schedule(record=record, publish_at=NEXT, by=cast.actor("liu_qianfa"), at=DAY)
    records.unschedule(record=record, by=cast.actor("liu_qianfa"), at=DAY)
    assert (record.state, record.scheduled_at, record.signatory) == ("cleared", None, "")


@pytest.mark.parametrize(
    ("today", "validity"), [("2026-04-14", "pending"), ("2026-04-15", "effective"), ("2026-04-16", "effective")]
)
def test_a_document_comes_into_force_on_its_day(cast, today, validity):
    record = published(cast)
    ticker.tick(noon(today))
    record.refresh_from_db()
    assert record.validity == validity


@pytest.mark.parametrize(
    ("today", "validity"), [("2026-06-29", "effective"), ("2026-06-30", "effective"), ("2026-07-01", "expired")]
)
def test_a_document_lapses_the_day_after_its_last(cast, today, validity):
    record = published(cast, effective_on="2026-03-02", expires_on="2026-06-30")
    ticker.tick(noon(today))
    record.refresh_from_db()
    assert record.validity == validity


@pytest.mark.parametrize(
    ("before", "then", "ended", "left"),
    [
        ({"expires_on": None}, {}, "declared", "expired"),
        ({"expires_on": "2026-06-30"}, {"expires_on": "2027-06-30"}, "declared", "expired"),
        ({"expires_on": "2026-03-04"}, {"expires_on": "2027-03-04"}, "lapsed", "effective"),
        ({"expires_on": "2026-03-04"}, {}, "lapsed", "expired"),
    ],
)
def test_a_correction_puts_back_into_force_what_had_a_wrong_last_day_and_not_what_was_declared_expired(
    cast, before, then, ended, left
):
    record = published(cast, effective_on="2026-03-02", **before)
    if ended == "declared":
        with act():
            validity.put_out(record, "expired", by=cast.actor("liu_qianfa"), at=NEXT)
    else:
        ticker.tick(NEXT)
        record.refresh_from_db()
    assert record.validity == "expired"
    day = record.ended_on
    records.revise(record=record, reason="错字", by=cast.actor("wang_bianji"), at=NEXT)
    content = CONTENT | {"effective_on": "2026-03-02"} | before | {"body": "<p>第一条，改过。</p>"} | then
    records.save(record=record, content=content, section=record.section, by=cast.actor("wang_bianji"), at=NEXT)
    records.publish(record=gates(cast, record, NEXT), by=cast.actor("liu_qianfa"), at=NEXT, channels=("website",))
    assert (record.validity, record.ended_on) == (left, day if left == "expired" else None)
    assert verify().findings == []


def test_a_repealed_document_stays_live_and_is_repealed_once(cast):
    record = published(cast)
    validity.repeal(record=record, because="任务已经完成", by=cast.actor("liu_qianfa"), at=NEXT)
    assert record.live and record.validity == "repealed"
    with pytest.raises(StepRefused):
        validity.repeal(record=record, because="任务已经完成", by=cast.actor("liu_qianfa"), at=NEXT)


@pytest.mark.parametrize(
    ("said", "field"),
    [({"on": date(2026, 3, 6)}, "on"), ({"on": date(2026, 3, 1)}, "on"), ({"because": " "}, "because")],
)
def test_it_is_repealed_from_a_day_between_its_formation_and_today_and_for_a_reason(cast, said, field):
    record = published(cast)
    right = {"on": date(2026, 3, 2), "because": "任务已经完成"}
    with pytest.raises(StepRefused) as refused:
        validity.repeal(record=record, by=cast.actor("liu_qianfa"), at=NEXT, **right | said)
    assert refused.value.field == field
    validity.repeal(record=record, by=cast.actor("liu_qianfa"), at=NEXT, **right)
    assert (record.ended_on, record.ended_because) == (date(2026, 3, 2), "任务已经完成") and verify().findings == []


def test_an_erased_version_is_empty_and_its_digest_stays(cast):
    record = published(cast)
    before = Version.objects.get(record=record).digest
    records.withdraw(record=record, ground="含有个人信息", keep_title=False, by=cast.actor("liu_qianfa"), at=NEXT)
    version = records.erase_version(record=record, number=1, by=cast.actor("lin_guanli"), at=NEXT)
    version.refresh_from_db()
    assert (bytes(version.content), version.salt, version.public, version.digest) == (b"", None, None, before)
    assert version.ledger_faults() == [] and record.ledger_faults() == []
