"""The story told through the actions alone, on whatever database the tests run on."""

import json
from datetime import date

import pytest

from gongkai.ground.files.fields import Upload
from gongkai.ground.ledger.models import Fact, Leaf
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Section, Version
from gongkai.kinds.policy import interpreting
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering, consulting
from tests.plugins.cast import noon
from tests.plugins.scenes import lawful, passed

BODY = "<p>第一条 为了保障住房安全，制定本办法。</p><script>alert(1)</script>"


def published(cast):
    policy = Section.objects.get(pk="policy")
    content = {
        "title": "明川县农村危房改造补助办法",
        "formed_on": "2026-03-02",
        "document_number": "明建〔2026〕2号",
        "normative": True,
        "effective_on": "2026-04-15",
        "body": BODY,
    }
    record = records.draft(
        kind="policy",
        unit=cast.units["zjj"],
        section=policy,
        content=content,
        by=cast.actor("wang_bianji"),
        at=noon("2026-03-02"),
    )
    interpreting.waive(record=record, because="内容单一", by=cast.actor("wang_bianji"), at=noon("2026-03-02"))
    records.submit(record=record, by=cast.actor("wang_bianji"), at=noon("2026-03-02"))
    records.pass_review(record=record, by=cast.actor("li_shenhe"), at=noon("2026-03-03"))
    lawful(cast, record, at=noon("2026-03-03"))
    passed(cast, record, at=noon("2026-03-03"))
    records.clear(record=record, by=cast.actor("wu_baomi"), at=noon("2026-03-03"))
    return records.publish(
        record=record, by=cast.actor("liu_qianfa"), at=noon("2026-03-04"), channels=("website", "wechat")
    )


def test_a_policy_goes_through_every_gate(cast):
    record = published(cast)
    assert record.live and record.index_number == "MB1A2B3CX/2026-00001"
    assert record.validity == "pending"
    view = json.loads(bytes(Version.objects.get(record=record).public))
    assert "script" not in view["body"] and view["published_on"] == "2026-03-04"
    owed = Duty.objects.filter(ref=record.ref, closed_on=None)
    assert [duty.kind for duty in owed] == ["filing"]  # with the superior, within fifteen days


def test_an_application_is_answered_within_its_clock(cast):
    request = foi.Request(
        "natural",
        {"name": "张三", "phone": "13800000000"},
        "危房改造补助名单",
        "申请公开2025年危房改造补助名单。",
        "electronic",
        "online",
    )
    opened = foi.submit(unit=cast.units["zjj"], request=request, at=noon("2026-02-10"))
    case = opened.case
    foi.accept(case=case, by=cast.actor("zhou_jingban"), at=noon("2026-02-11"))
    consultation = consulting.consult(
        case=case,
        kind="third_party",
        whom="",
        letter="",
        unit=cast.units["wjw"],
        by=cast.actor("zhou_jingban"),
        at=noon("2026-03-02"),
    )
    duty = Duty.objects.get(ref=case.ref, kind="handle", closed_on=None)
    assert duty.paused and duty.due_on is None
    consulting.record_opinion(
        consultation=consultation,
        consents=True,
        opinion="同意公开",
        by=cast.actor("qian_jingban"),
        at=noon("2026-03-13"),
    )
    duty.refresh_from_db()
    assert duty.due_on == date(2026, 3, 27)
    answering.propose(
        case=case,
        outcome="3_1",
        text="您申请的信息予以公开，名单附后。",
        by=cast.actor("zhou_jingban"),
        at=noon("2026-03-20"),
        files=[Upload("补助名单.csv", "户主,金额\n张某,14000\n".encode())],
    )
    answering.answer(case=case, by=cast.actor("liu_qianfa"), at=noon("2026-03-23"))
    assert (case.phase, case.outcome, case.on_time, case.within_term) == ("done", "3_1", True, True)
    assert not Duty.objects.filter(ref=case.ref, closed_on=None).exists()


def test_facts_are_dense_and_each_has_its_leaf(cast):
    published(cast)
    indices = list(Fact.objects.order_by("idx").values_list("idx", flat=True))
    assert indices == list(range(len(indices))) == list(Leaf.objects.order_by("idx").values_list("idx", flat=True))


def test_two_officers_pressing_at_once(cast):
    request = foi.Request("natural", {"name": "张三"}, "名单", "申请公开名单。", "electronic", "online")
    case = foi.submit(unit=cast.units["zjj"], request=request, at=noon("2026-02-10")).case
    seen = case.revision
    foi.accept(case=case, by=cast.actor("zhou_jingban"), at=noon("2026-02-11"), seen=seen)
    with pytest.raises(foi.StepRefused):
        foi.ask_correction(
            case=case, items="请写明年份", days=7, by=cast.actor("zheng_jingban"), at=noon("2026-02-11"), seen=seen
        )
