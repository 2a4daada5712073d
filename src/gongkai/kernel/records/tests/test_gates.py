"""A record passes its gates in order, by people who differ, and only then is public."""

import pytest
from django.db import IntegrityError, transaction
from tests.plugins.cast import noon

from gongkai.ground.files.models import File
from gongkai.ground.units.actions import appoint
from gongkai.kernel.flow.models import Duty, StepTaken
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Record, Section
from gongkai.pure.declare import Role
from gongkai.pure.declare.kinds import FieldErrors

DAY = noon("2026-03-02")
CONTENT = {
    "title": "2026年第一批公共租赁住房轮候对象公示",
    "formed_on": "2026-03-02",
    "body": "<p>经审核，下列家庭符合条件，现予公示。</p>",
}


@pytest.fixture
def record(cast) -> Record:
    return records.draft(
        kind="notice",
        unit=cast.units["zjj"],
        section=Section.objects.get(pk="notices"),
        content=CONTENT,
        by=cast.actor("wang_bianji"),
        at=DAY,
    )


def submitted(cast, record):
    records.submit(record=record, by=cast.actor("wang_bianji"), at=DAY)


def to_secrecy(cast, record):
    submitted(cast, record)
    records.pass_review(record=record, by=cast.actor("li_shenhe"), at=DAY)


def to_signing(cast, record):
    to_secrecy(cast, record)
    records.clear(record=record, by=cast.actor("wu_baomi"), at=DAY)


def owed(record) -> list[tuple[str, str]]:
    return list(Duty.objects.filter(ref=record.ref, closed_on=None).values_list("kind", "role"))


def test_each_gate_is_owed_by_its_role(cast, record):
    assert owed(record) == [("draft", "editor")]
    records.submit(record=record, by=cast.actor("wang_bianji"), at=DAY)
    assert owed(record) == [("review", "reviewer")]
    records.pass_review(record=record, by=cast.actor("li_shenhe"), at=DAY)
    assert owed(record) == [("secrecy", "secrecy_reviewer")]
    records.clear(record=record, by=cast.actor("wu_baomi"), at=DAY)
    assert owed(record) == [("sign", "signatory")]
    records.publish(record=record, by=cast.actor("liu_qianfa"), at=DAY)
    assert owed(record) == [] and record.live


def test_the_duty_is_due_twenty_working_days_after_formation(cast, record):
    assert Duty.objects.get(ref=record.ref).due_on.isoformat() == record.publish_due_on.isoformat() == "2026-03-30"


@pytest.mark.parametrize("gate", ["pass_review", "clear", "publish"])
def test_no_gate_can_be_jumped(cast, record, gate):
    actor = {"pass_review": "li_shenhe", "clear": "wu_baomi", "publish": "liu_qianfa"}[gate]
    with pytest.raises(StepRefused):
        getattr(records, gate)(record=record, by=cast.actor(actor), at=DAY)
    record.refresh_from_db()
    assert record.state == "draft" and not record.live


@pytest.mark.parametrize("username", ["sun_bianji", "li_shenhe", "gao_gongkai", "lin_guanli"])
def test_only_the_units_editor_may_submit(cast, record, username):
    with pytest.raises(NotAllowed):
        records.submit(record=record, by=cast.actor(username), at=DAY)


def test_the_author_may_not_review(cast, record):
    appoint(person=cast.people["wang_bianji"], unit=cast.units["zjj"], role=Role.REVIEWER, at=DAY, by="lin")
    records.submit(record=record, by=cast.actor("wang_bianji"), at=DAY)
    with pytest.raises(NotAllowed, match="另一个人"):
        records.pass_review(record=record, by=cast.actor("wang_bianji"), at=DAY)


@pytest.mark.parametrize("fresh", [False, True])
@pytest.mark.parametrize("gate", ["pass_review", "clear", "publish"])
def test_whoever_wrote_passes_no_gate_though_a_colleague_submits(cast, record, gate, fresh):
    role = {"pass_review": Role.REVIEWER, "clear": Role.SECRECY_REVIEWER, "publish": Role.SIGNATORY}[gate]
    writer = "liu_qianfa"
    for each in (Role.EDITOR, role):
        if not cast.actor(writer).holds(each, cast.units["zjj"].pk):
            appoint(person=cast.people[writer], unit=cast.units["zjj"], role=each, at=DAY, by="lin")
    records.save(record=record, content=CONTENT | {"body": "<p>另写了一段。</p>"}, by=cast.actor(writer), at=DAY)
    if fresh:
        record = Record.objects.get(pk=record.pk)
    {"pass_review": submitted, "clear": to_secrecy, "publish": to_signing}[gate](cast, record)
    assert record.author == "wang_bianji"
    with pytest.raises(NotAllowed):
        getattr(records, gate)(record=record, by=cast.actor(writer), at=DAY)


@pytest.mark.parametrize("username", ["wang_bianji", "li_shenhe"])
def test_author_and_reviewer_may_not_review_for_secrecy(cast, record, username):
    appoint(person=cast.people[username], unit=cast.units["zjj"], role=Role.SECRECY_REVIEWER, at=DAY, by="lin")
    to_secrecy(cast, record)
    with pytest.raises(NotAllowed, match="另一个人"):
        records.clear(record=record, by=cast.actor(username), at=DAY)


def test_the_signatory_may_be_the_reviewer_but_not_the_author(cast, record):
    for username in ("wang_bianji", "li_shenhe"):
        appoint(person=cast.people[username], unit=cast.units["zjj"], role=Role.SIGNATORY, at=DAY, by="lin")
    to_signing(cast, record)
    with pytest.raises(NotAllowed):
        records.publish(record=record, by=cast.actor("wang_bianji"), at=DAY)
    records.publish(record=record, by=cast.actor("li_shenhe"), at=DAY)
    assert record.live


def test_the_database_itself_refuses_one_person_at_two_gates(cast, record):
    for columns in (
        {"reviewer": "wang_bianji"},
        {"reviewer": "li_shenhe", "secrecy_reviewer": "li_shenhe"},
        {"signatory": "wang_bianji"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Record.objects.filter(pk=record.pk).update(**columns)


def test_a_returned_draft_goes_back_with_its_reason_and_starts_anew(cast, record):
    to_secrecy(cast, record)
    records.send_back(record=record, reason="第二段有完整的身份证号", by=cast.actor("wu_baomi"), at=DAY)
    assert record.state == "draft" and owed(record) == [("draft", "editor")]
    assert StepTaken.objects.get(ref=record.ref, name="send_back").note == "第二段有完整的身份证号"
    records.save(record=record, content=CONTENT | {"body": "<p>已改。</p>"}, by=cast.actor("wang_bianji"), at=DAY)
    records.submit(record=record, by=cast.actor("wang_bianji"), at=DAY)
    assert (record.reviewer, record.secrecy_reviewer) == ("", "") and record.state == "unit_review"


def test_only_the_gates_own_role_may_return(cast, record):
    to_secrecy(cast, record)
    with pytest.raises(NotAllowed):
        records.send_back(record=record, reason="不妥", by=cast.actor("li_shenhe"), at=DAY)


def test_a_return_needs_a_reason(cast, record):
    records.submit(record=record, by=cast.actor("wang_bianji"), at=DAY)
    with pytest.raises(StepRefused, match="原因"):
        records.send_back(record=record, reason="  ", by=cast.actor("li_shenhe"), at=DAY)


def test_two_signatories_press_at_once(cast, record):
    to_signing(cast, record)
    seen, other = record.revision, Record.objects.get(pk=record.pk)
    records.publish(record=record, by=cast.actor("liu_qianfa"), at=DAY, seen=seen)
    with pytest.raises((Overtaken, StepRefused)):
        records.publish(record=other, by=cast.actor("liu_qianfa"), at=DAY, seen=seen)
    assert StepTaken.objects.filter(ref=record.ref, name="publish").count() == 1


def test_a_change_behind_the_readers_back_is_told(cast, record):
    stale = Record.objects.get(pk=record.pk)
    records.save(record=record, content=CONTENT | {"title": "改过的标题"}, by=cast.actor("wang_bianji"), at=DAY)
    with pytest.raises(Overtaken):
        records.submit(record=stale, by=cast.actor("wang_bianji"), at=DAY)


def test_index_numbers_count_within_unit_and_year_and_are_never_given_twice(cast):
    numbers = []
    for year in ("2025", "2026", "2026"):
        at = noon(f"{year}-03-03")
        made = records.draft(
            kind="notice", unit=cast.units["zjj"], section=Section.objects.get(pk="notices"),
            content=CONTENT | {"formed_on": f"{year}-03-02"}, by=cast.actor("wang_bianji"), at=at,
        )  # fmt: skip
        for verb, who in (
            ("submit", "wang_bianji"),
            ("pass_review", "li_shenhe"),
            ("clear", "wu_baomi"),
            ("publish", "liu_qianfa"),
        ):
            getattr(records, verb)(record=made, by=cast.actor(who), at=at)
        numbers.append(made.index_number)
        if len(numbers) == 2:
            records.withdraw(record=made, ground="含个人信息", keep_title=True, by=cast.actor("liu_qianfa"), at=at)
    assert numbers == ["MB1A2B3CX/2025-00001", "MB1A2B3CX/2026-00001", "MB1A2B3CX/2026-00002"]


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"title": ""}, "title", "请填写标题"),
        ({"title": "题" * 121}, "title", "最多120字"),
        ({"formed_on": "2026-02-30"}, "formed_on", "2026-03-31这样的日期"),
        ({"formed_on": "2026-03-03"}, "formed_on", "不能晚于今天"),
        ({"body": "<p> </p>"}, "body", "请写正文"),
        ({"body": "<script>alert(1)</script>"}, "body", "写正文"),
        ({"body": '<p>图</p><img src="attachment:abcdefgh12">'}, "body", "重新插入"),
        ({"until": "2026-03-01"}, "until", "不能早于"),
    ],
)
def test_what_is_wrong_is_told_by_field(cast, change, field, sentence):
    with pytest.raises(FieldErrors) as refusal:
        records.draft(
            kind="notice", unit=cast.units["zjj"], section=Section.objects.get(pk="notices"), content=CONTENT | change,
            by=cast.actor("wang_bianji"), at=DAY,
        )  # fmt: skip
    assert sentence in refusal.value.errors[field]
    assert not Record.objects.exists()


@pytest.mark.parametrize("owner", ["record:zzzzzzzzzz", "case:2026-0001", "own, sealed"])
def test_a_foreign_or_sealed_file_is_not_published_by_its_id(cast, record, owner):
    File.objects.create(
        public_id="abcdefgh12", owner=record.ref if "own" in owner else owner, name="名单.pdf", size=3, media_type="application/pdf",
        sha256="", stored_sha256="", sealed="sealed" in owner,
    )  # fmt: skip
    with pytest.raises(FieldErrors, match="附件"):
        records.save(
            record=record, content=CONTENT | {"attachments": ["abcdefgh12"]}, by=cast.actor("wang_bianji"), at=DAY
        )
