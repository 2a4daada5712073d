"""Nothing that the guard stops goes out, by whichever door; masked or justified it does, and both are kept as facts."""

import json
from datetime import timedelta

import pytest
from tests.plugins.cast import noon

from gongkai.ground.files.actions import attach
from gongkai.ground.files.queries import by_ids, read_bytes
from gongkai.ground.files.tests.samples import PNG
from gongkai.ground.guard import actions as guard
from gongkai.ground.guard.models import Inspection, Justification
from gongkai.ground.ledger.models import Fact
from gongkai.ground.ledger.verify import verify
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import guarding, masking, ticker
from gongkai.kernel.records.guarding import LeakFound
from gongkai.kernel.records.models import Record, Section, Version
from gongkai.kernel.records.queries import version_of
from gongkai.pure import declare
from gongkai.pure.declare import Field
from gongkai.pure.guard.office import parts_of
from gongkai.pure.guard.tests.files import CITIZEN, PHONE, sheet, word
from gongkai.pure.guard.wording import parse

DAY = noon("2026-03-02")
BODY = "<p>联系人王某，手机13812345678。</p><p>身份证990123199003071235。</p>"
CLEAN = "<p>现予公示。</p>"


@pytest.fixture
def drafted(cast):
    def draft(**content) -> Record:
        said = {"title": "公租房轮候公示", "formed_on": "2026-03-02", "body": BODY} | content
        return records.draft(
            kind="notice", unit=cast.units["zjj"], section=Section.objects.get(pk="notices"), content=said, by=cast.actor("wang_bianji"), at=DAY
        )  # fmt: skip

    return draft


@pytest.fixture
def at_secrecy(cast, drafted):
    def bring(**content) -> Record:
        record = drafted(**content)
        records.submit(record=record, by=cast.actor("wang_bianji"), at=DAY)
        records.pass_review(record=record, by=cast.actor("li_shenhe"), at=DAY)
        return Record.objects.get(pk=record.pk)

    return bring


def keys(record: Record) -> list[str]:
    return [hit.key for hit in guarding.look(record, version_of(record)).hits]


def body(record: Record) -> str:
    return version_of(record).values()["body"]


def test_what_stops_is_told_masked_and_with_its_place(drafted):
    record = drafted(title="关于13812345678的公示")
    hits = guarding.look(record, version_of(record)).hits
    assert [(hit.sort.code, hit.where, hit.shown) for hit in hits] == [
        ("phone", "标题", "138****5678"),
        ("phone", "正文", "138****5678"),
        ("citizen", "正文", "990123***********5"),
    ]
    assert all("13812345678" not in f"{hit.before}{hit.shown}{hit.after}" for hit in hits)


def test_the_secrecy_review_is_not_passed_with_it(cast, at_secrecy):
    record = at_secrecy()
    with pytest.raises(LeakFound, match=r"有2处要先遮盖.*138\*\*\*\*5678（正文）"):
        records.clear(record=record, by=cast.actor("wu_baomi"), at=DAY)
    assert Record.objects.get(pk=record.pk).state == "secrecy_review"


def test_whoever_stands_at_the_gate_masks_it_and_it_goes_out(cast, at_secrecy):
    record = at_secrecy()
    masking.mask(record=record, keys=keys(record), by=cast.actor("wu_baomi"), at=DAY)
    assert body(record) == "<p>联系人王某，手机138****5678。</p><p>身份证990123***********5。</p>"
    assert Fact.objects.filter(name="record.masked").count() == 1
    records.clear(record=record, by=cast.actor("wu_baomi"), at=DAY)
    records.publish(record=record, by=cast.actor("liu_qianfa"), at=DAY)
    assert record.live and b"13812345678" not in bytes(
        Version.objects.get(record=record, number=record.published).public
    )
    assert verify().findings == []


def test_a_reason_lets_one_stand_and_only_that_one(cast, at_secrecy):
    record = at_secrecy()
    phone, identity = keys(record)
    masking.justify(record=record, key=phone, reason="单位公布的工作电话", by=cast.actor("wu_baomi"), at=DAY)
    with pytest.raises(LeakFound, match="有1处要先遮盖"):
        records.clear(record=record, by=cast.actor("wu_baomi"), at=DAY)
    masking.mask(record=record, keys=[identity], by=cast.actor("wu_baomi"), at=DAY)
    records.clear(record=record, by=cast.actor("wu_baomi"), at=DAY)
    records.publish(record=record, by=cast.actor("liu_qianfa"), at=DAY)
    assert "13812345678" in body(record)
    fact = json.loads(bytes(Fact.objects.get(name="record.hit_justified").body))["fact"]
    assert fact == {"record": record.pk, "sort": "私人电话", "where": "正文", "reason": "单位公布的工作电话"}


def test_a_reason_holds_for_the_same_words_in_later_versions_and_no_others(cast, at_secrecy):
    record = at_secrecy(body="<p>电话13812345678。</p>")
    masking.justify(record=record, key=keys(record)[0], reason="单位公布的工作电话", by=cast.actor("wu_baomi"), at=DAY)
    records.send_back(record=record, reason="改一改", by=cast.actor("wu_baomi"), at=DAY)
    for text, holds in (("<p>请打138 1234 5678。</p>", True), ("<p>电话13812345679。</p>", False)):
        content = version_of(record).values() | {"body": text}
        records.save(record=record, content=content, by=cast.actor("wang_bianji"), at=DAY)
        assert (guarding.look(record, version_of(record)).open == []) is holds


@pytest.mark.parametrize("who", ["wang_bianji", "li_shenhe", "liu_qianfa", "sun_bianji", "ma_qianfa"])
def test_only_who_stands_at_the_gate_may_mask_or_justify(cast, at_secrecy, who):
    record = at_secrecy()
    with pytest.raises(NotAllowed):
        masking.justify(record=record, key=keys(record)[0], reason="单位公布的工作电话", by=cast.actor(who), at=DAY)
    with pytest.raises(NotAllowed):
        masking.mask(record=record, keys=keys(record), by=cast.actor(who), at=DAY)
    assert not Justification.objects.exists() and "13812345678" in body(record)


@pytest.mark.parametrize("reason", ["", "   ", "可以", "长" * 301])
def test_a_reason_is_a_reason(cast, at_secrecy, reason):
    record = at_secrecy()
    with pytest.raises(StepRefused):
        masking.justify(record=record, key=keys(record)[0], reason=reason, by=cast.actor("wu_baomi"), at=DAY)


def test_the_editor_masks_in_the_draft(cast, drafted):
    record = drafted()
    masking.mask(record=record, keys=keys(record)[:1], by=cast.actor("wang_bianji"), at=DAY)
    assert "138****5678" in body(record) and "990123199003071235" in body(record)


def test_what_moved_meanwhile_is_not_masked_blindly(cast, drafted):
    record = drafted()
    seen, found = record.revision, keys(record)
    records.save(
        record=record, content=version_of(record).values() | {"body": CLEAN}, by=cast.actor("wang_bianji"), at=DAY
    )
    with pytest.raises(StepRefused, match="刚才找到的已经不在"):
        masking.mask(record=record, keys=found, by=cast.actor("wang_bianji"), at=DAY, seen=seen)
    records.save(
        record=record, content=version_of(record).values() | {"body": BODY}, by=cast.actor("wang_bianji"), at=DAY
    )
    with pytest.raises(Overtaken):
        masking.mask(record=record, keys=found, by=cast.actor("wang_bianji"), at=DAY, seen=seen)


def to_signature(cast, record: Record) -> Record:
    records.submit(record=record, by=cast.actor("wang_bianji"), at=DAY)
    records.pass_review(record=record, by=cast.actor("li_shenhe"), at=DAY)
    records.clear(record=record, by=cast.actor("wu_baomi"), at=DAY)
    return record


LEADERS = """
list: leaders
sort: title
name: 县领导职务
version: "1"
entries:
  - {name: 周启明, posts: [县长]}
"""


@pytest.mark.parametrize("verb", ["publish", "schedule"])
def test_neither_publishing_nor_scheduling_passes_what_was_forbidden_since(cast, drafted, verb):
    record = to_signature(cast, drafted(body="<p>副县长周启明到会。</p>"))
    guard.load_words(words=parse(LEADERS), by="gao_gongkai", at=DAY)
    more = {"publish_at": DAY + timedelta(hours=1)} if verb == "schedule" else {}
    with pytest.raises(LeakFound, match="领导职务副县长周启明（正文）"):
        getattr(records, verb)(record=record, by=cast.actor("liu_qianfa"), at=DAY, **more)
    assert not record.live


def test_what_was_scheduled_before_goes_back_to_the_signatory(cast, drafted):
    record = to_signature(cast, drafted(body="<p>副县长周启明到会。</p>"))
    records.schedule(record=record, publish_at=DAY + timedelta(hours=1), by=cast.actor("liu_qianfa"), at=DAY)
    guard.load_words(words=parse(LEADERS), by="gao_gongkai", at=DAY)
    ticker.tick(DAY + timedelta(hours=2))
    record = Record.objects.get(pk=record.pk)
    assert (record.state, record.live, record.scheduled_at) == ("cleared", False, None)
    assert [duty.kind for duty in open_duties(record.ref)] == ["sign"]
    ticker.tick(DAY + timedelta(hours=3))
    assert Fact.objects.filter(name="record.unscheduled").count() == 1


def test_a_reviewer_covers_and_words_nothing_anew(cast, at_secrecy):
    record = at_secrecy(body="<p>认真布署。</p>")
    with pytest.raises(StepRefused, match="只能遮盖个人信息"):
        masking.mask(record=record, keys=keys(record), by=cast.actor("wu_baomi"), at=DAY)
    records.clear(record=record, by=cast.actor("wu_baomi"), at=DAY)  # a mis-writing is a hint


def test_the_editor_words_it_as_the_list_says(cast, drafted):
    record = drafted(body="<p>认真<strong>布</strong>署。</p>")
    masking.mask(record=record, keys=keys(record), by=cast.actor("wang_bianji"), at=DAY)
    assert body(record) == "<p>认真<strong>部署</strong>。</p>"


def test_of_a_published_one_masking_begins_a_correction_that_hides_the_old(cast, drafted):
    record = to_signature(cast, drafted(body="<p>副县长周启明到会，电话0000-0066128。</p>"))
    records.publish(record=record, by=cast.actor("liu_qianfa"), at=DAY)
    guard.load_words(words=parse(LEADERS), by="gao_gongkai", at=DAY)
    record = Record.objects.get(pk=record.pk)
    masking.mask(record=record, keys=keys(record), by=cast.actor("wang_bianji"), at=DAY)
    assert record.state == "draft" and record.live and "县长周启明到会" in body(record)
    records.publish(record=to_signature(cast, record), by=cast.actor("liu_qianfa"), at=DAY)
    assert [version.hidden for version in Version.objects.filter(record=record).order_by("number")] == [True, False]


def test_once_its_content_is_erased_a_reason_says_no_more_of_what(cast, at_secrecy):
    record = at_secrecy()
    masking.justify(record=record, key=keys(record)[0], reason="单位公布的工作电话", by=cast.actor("wu_baomi"), at=DAY)
    masking.mask(record=record, keys=[keys(record)[1]], by=cast.actor("wu_baomi"), at=DAY)
    records.erase_version(record=record, number=1, by=cast.actor("lin_guanli"), at=DAY)
    row = Justification.objects.get()
    assert (row.salt, row.mark, row.reason) == (None, "", "单位公布的工作电话")
    assert verify().findings == []


def test_private_fields_are_not_searched(cast, drafted, monkeypatch):
    kind = declare.kind("notice")
    for public in (False, True):
        monkeypatch.setattr(kind, "fields", (*kind.fields[:-1], Field("inner", "备注", public=public)))
        record = drafted(body=CLEAN, inner="13812345678")
        assert len(guarding.look(record, version_of(record)).hits) == public


# Attachments.


def attached(cast, drafted, *given: tuple[str, bytes]) -> Record:
    record = drafted(body=CLEAN)
    made = [attach(owner=record.ref, name=name, data=data, by="wang_bianji", at=DAY).public_id for name, data in given]
    body = f'<p>见<a href="attachment:{made[0]}">附件</a></p>'
    content = version_of(record).values() | {"attachments": made, "body": body}
    records.save(record=record, content=content, by=cast.actor("wang_bianji"), at=DAY)
    return record


def test_an_attachment_is_searched_before_its_record_passes(cast, drafted):
    record = attached(cast, drafted, ("名册.xlsx", sheet([["公示"]], hidden=[["底稿"], [CITIZEN]])), ("图.png", PNG))
    assert guarding.look(record, version_of(record)).waiting == ("名册.xlsx", "图.png")
    with pytest.raises(LeakFound, match=r"身份证号990123\*{11}5（附件“名册.xlsx”，隐藏的工作表“底稿”A2）"):
        to_signature(cast, record)
    found = guarding.look(record, version_of(record))
    assert found.waiting == () and [name for name, _ in found.unread] == ["图.png"]
    assert not any(CITIZEN in str(row.finds) for row in Inspection.objects.all())


def test_masked_in_the_attachment_it_goes_out_without(cast, drafted):
    record = attached(cast, drafted, ("名册.docx", word(f"电话{PHONE}")), ("说明.txt", "说明".encode()))
    guarding.search_attachments(record)
    old = version_of(record).values()["attachments"]
    masking.mask(record=record, keys=keys(record), by=cast.actor("wang_bianji"), at=DAY)
    content = version_of(record).values()
    assert content["attachments"][1] == old[1] and content["attachments"][0] != old[0]
    assert f"attachment:{content['attachments'][0]}" in content["body"]
    file = by_ids(content["attachments"])[0]
    assert file.name == "名册.docx" and PHONE.encode() not in b"".join(parts_of(read_bytes(file)).values())
    records.publish(record=to_signature(cast, record), by=cast.actor("liu_qianfa"), at=DAY)
    assert record.live and verify().findings == []


def test_a_reason_outlives_what_is_masked_beside_it(cast, at_secrecy, drafted):
    record = attached(cast, drafted, ("名册.docx", word(f"电话{PHONE}", f"身份证{CITIZEN}")))
    records.submit(record=record, by=cast.actor("wang_bianji"), at=DAY)
    records.pass_review(record=record, by=cast.actor("li_shenhe"), at=DAY)
    guarding.search_attachments(record)
    phone, identity = keys(record)
    masking.justify(record=record, key=phone, reason="单位公布的工作电话", by=cast.actor("wu_baomi"), at=DAY)
    masking.mask(record=record, keys=[identity], by=cast.actor("wu_baomi"), at=DAY)
    assert guarding.look(record, version_of(record)).open == []
    records.clear(record=record, by=cast.actor("wu_baomi"), at=DAY)


def test_what_cannot_be_rewritten_is_to_be_replaced_by_hand(cast, drafted):
    record = attached(cast, drafted, ("名册.docx", word("公示")))
    files_hit = {"sort": "phone", "where": "第1页", "before": "", "shown": "138****5678", "after": "", "why": "", "better": "", "stops": True, "maskable": False, "mark": "x"}  # fmt: skip
    file_id = version_of(record).values()["attachments"][0]
    guard.keep_inspection(file_id=file_id, owner=record.ref, finds=[files_hit], unread="")
    with pytest.raises(StepRefused, match="请改好再上传"):
        masking.mask(record=record, keys=keys(record), by=cast.actor("wang_bianji"), at=DAY)


def test_the_name_of_an_attachment_is_searched(cast, drafted):
    record = attached(cast, drafted, (f"{CITIZEN}.txt", b"x"))
    guarding.search_attachments(record)
    assert [(hit.where, hit.shown, hit.maskable) for hit in guarding.look(record, version_of(record)).hits] == [
        ("附件名", "990123***********5", False)
    ]


def test_another_list_has_attachments_searched_anew(cast, drafted):
    record = attached(cast, drafted, ("名册.docx", word("副县长周启明到会")))
    guarding.search_attachments(record)
    assert guarding.look(record, version_of(record)).hits == ()
    guard.load_words(words=parse(LEADERS), by="gao_gongkai", at=DAY)
    with pytest.raises(LeakFound, match="副县长周启明"):
        to_signature(cast, record)


def test_what_will_be_public_of_an_act_holds_nobodys_data(cast, drafted):
    """The reason of a correction and the ground of a withdrawal; not the reason of one that removes something, for that is not told."""
    record = drafted(body="<p>公告正文。</p>")
    for verb, who in (("submit", "wang_bianji"), ("pass_review", "li_shenhe"), ("clear", "wu_baomi"), ("publish", "liu_qianfa")):  # fmt: skip
        getattr(records, verb)(record=record, by=cast.actor(who), at=DAY)
    said = f"删去{PHONE}"
    with pytest.raises(StepRefused, match="会公布，里面有私人电话") as refused:
        records.revise(record=record, reason=said, by=cast.actor("wang_bianji"), at=DAY)
    assert PHONE not in str(refused.value) and refused.value.field == "reason"
    with pytest.raises(StepRefused, match="会公布"):
        records.withdraw(record=record, ground=said, keep_title=True, by=cast.actor("liu_qianfa"), at=DAY)
    assert record.live
    records.revise(record=record, reason=said, hide_old=True, by=cast.actor("wang_bianji"), at=DAY)
