"""制定程序: a normative document is found lawful and passed by a meeting before it is issued."""

from datetime import date, timedelta

import pytest
from tests.plugins.scenes import DAY, LATER, lawful, normative, passed, policy, reworded, through, unprepared, waived

from gongkai.doors.desk.tests.conftest import do
from gongkai.engines.site import build
from gongkai.engines.site.tests.helpers import page
from gongkai.ground.ledger.verify import verify
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.course import Unready
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import version_of
from gongkai.kinds.policy import preparing, queries

REVIEW = {
    "organ": "明川县司法局",
    "conclusion": "lawful",
    "opinion": "符合法定权限，内容合法。",
    "on": "2026-03-02",
}


def bare(cast, gate: str = "cleared", **more) -> Record:
    """A normative document without review and meeting, with a reason for going without an interpretation."""
    return through(cast, unprepared(cast, normative=True, no_interpretation="内容单一", **more), gate)


def publish(cast, record: Record) -> Record:
    record = Record.objects.select_related("unit", "section").get(pk=record.pk)
    return records.publish(record=record, by=cast.actor("liu_qianfa"), at=DAY)


def owed(record: Record) -> list[str]:
    return list(Duty.objects.filter(ref=record.ref, closed_on=None).order_by("kind").values_list("kind", flat=True))


def test_neither_goes_out_alone(cast):
    record = bare(cast)
    with pytest.raises(Unready, match=r"合法性审查.*集体审议"):
        publish(cast, record)
    with pytest.raises(Unready):
        records.schedule(record=record, publish_at=LATER, by=cast.actor("liu_qianfa"), at=DAY)
    lawful(cast, record)
    with pytest.raises(Unready, match="集体审议"):
        publish(cast, record)
    passed(cast, record, "postponed")
    with pytest.raises(Unready, match="暂不通过"):
        publish(cast, record)
    passed(cast, record, "amended")
    assert publish(cast, record).live and owed(record) == ["filing"] and verify().findings == []


@pytest.mark.parametrize("held_on, fits", [("2026-02-27", True), ("2026-02-28", True), ("2026-03-01", False)])
def test_it_is_formed_on_the_day_of_the_meeting_or_after_it(cast, held_on, fits):
    record = bare(cast, formed_on="2026-02-28")
    lawful(cast, record, on=date(2026, 2, 26))
    passed(cast, record, held_on=date.fromisoformat(held_on))
    if fits:
        assert publish(cast, record).live
    else:
        with pytest.raises(Unready, match="早于审议通过的那天（2026年3月1日）"):
            publish(cast, record)


@pytest.mark.parametrize("conclusion, words", [("amend", "修改后再审"), ("unlawful", "不合法")])
def test_what_was_not_found_lawful_is_not_deliberated_and_not_issued(cast, conclusion, words):
    record = bare(cast)
    lawful(cast, record, conclusion)
    with pytest.raises(StepRefused, match="不能提交集体审议"):
        passed(cast, record)
    with pytest.raises(Unready, match=words):
        publish(cast, record)
    lawful(cast, record)
    passed(cast, record)
    lawful(cast, record, conclusion)
    with pytest.raises(Unready, match=words):  # the latest opinion holds
        publish(cast, record)


@pytest.mark.parametrize("formed_on, asked", [("2018-05-15", False), ("2018-05-16", True), ("2018-05-17", True)])
def test_what_was_formed_before_the_rule_is_asked_for_nothing(cast, formed_on, asked):
    record = bare(cast, formed_on=formed_on, document_number="明建〔2018〕2号")
    assert preparing.is_due(record) is asked and ("legality" in owed(record)) is asked
    if asked:
        with pytest.raises(Unready):
            publish(cast, record)
    else:
        assert publish(cast, record).live


def test_a_text_that_is_saved_after_the_review_is_reviewed_again(cast):
    record = policy(cast, normative=True)
    content = version_of(record).values()
    records.save(record=record, content=content | {"body": "<p>改了</p>"}, by=cast.actor("wang_bianji"), at=DAY)
    record = through(cast, waived(cast, record), "cleared")
    assert owed(record) == ["legality", "sign"]
    with pytest.raises(Unready, match="又改过正文，"):
        publish(cast, record)
    lawful(cast, record)
    assert owed(record) == ["sign"] and publish(cast, record).live


def test_its_day_and_its_number_are_mended_without_another_review_what_it_orders_is_not(cast):
    record = policy(cast, normative=True, effective_on="2026-04-01", formed_on="2026-03-01")
    content = version_of(record).values() | {"formed_on": "2026-03-02", "document_number": "明建规〔2026〕2号"}
    records.save(record=record, content=content, by=cast.actor("wang_bianji"), at=DAY)
    assert preparing.lacks(record, DAY.date()) == []
    records.save(record=record, content=content | {"effective_on": "2026-05-01"}, by=cast.actor("wang_bianji"), at=DAY)
    assert preparing.lacks(record, DAY.date()) == ["合法性审查以后又改过施行日期，请法制审核的人再审一次"]
    record = through(cast, waived(cast, record), "cleared")
    lawful(cast, record)
    assert publish(cast, record).live


def test_the_review_is_owed_from_submission_until_it_is_made_or_the_draft_is_given_up(cast):
    record = through(cast, unprepared(cast, normative=True), "unit_review")
    assert owed(record) == ["legality", "review"]
    records.send_back(record=record, reason="再改改", by=cast.actor("li_shenhe"), at=DAY)
    assert owed(record) == ["draft", "legality"]
    records.submit(record=record, by=cast.actor("wang_bianji"), at=DAY)
    assert owed(record) == ["legality", "review"]
    records.take_back(record=record, by=cast.actor("wang_bianji"), at=DAY)
    records.discard(record=record, by=cast.actor("wang_bianji"), at=DAY)
    assert owed(record) == [] and verify().findings == []


def test_its_day_follows_the_day_of_formation(cast):
    record = through(cast, unprepared(cast, normative=True), "unit_review")
    records.take_back(record=record, by=cast.actor("wang_bianji"), at=DAY)
    content = version_of(record).values() | {"formed_on": "2026-02-27"}
    records.save(record=record, content=content, by=cast.actor("wang_bianji"), at=DAY)
    records.submit(record=record, by=cast.actor("wang_bianji"), at=DAY)
    days = {duty.kind: duty.due_on for duty in Duty.objects.filter(ref=record.ref, closed_on=None)}
    assert days["legality"] == days["review"] == record.publish_due_on and verify().findings == []


def test_what_is_a_normative_document_no_more_owes_none(cast):
    record = through(cast, unprepared(cast, normative=True), "unit_review")
    records.take_back(record=record, by=cast.actor("wang_bianji"), at=DAY)
    record = Record.objects.select_related("unit", "section").get(pk=record.pk)
    content = version_of(record).values()
    records.save(record=record, content=content | {"normative": False}, by=cast.actor("wang_bianji"), at=DAY)
    records.submit(record=record, by=cast.actor("wang_bianji"), at=DAY)
    assert owed(record) == ["review"]


def test_a_review_that_was_made_before_submission_is_not_owed_again(cast):
    assert owed(through(cast, policy(cast, normative=True), "unit_review")) == ["review"]


def test_who_and_when(cast):
    record = bare(cast, "unit_review")
    review = REVIEW | {"on": DAY.date()}
    for who in ("liu_qianfa", "li_shenhe", "sun_bianji"):
        with pytest.raises(NotAllowed):
            preparing.review_legality(record=record, by=cast.actor(who), at=DAY, **review)
    feng = {"record": record, "by": cast.actor("feng_fazhi"), "at": DAY}
    with pytest.raises(StepRefused, match="不能晚于今天"):
        preparing.review_legality(**feng, **review | {"on": LATER.date()})
    with pytest.raises(StepRefused, match="审查意见"):
        preparing.review_legality(**feng, **review | {"opinion": "  "})
    with pytest.raises(Overtaken):
        preparing.review_legality(**feng, **review, seen=record.revision - 1)
    lawful(cast, record)
    for held_on, fits in ((DAY - timedelta(1), False), (DAY, True), (LATER, False)):
        said = {"record": record, "meeting": "局长办公会议", "held_on": held_on.date(), "decision": "passed"}
        if fits:
            assert preparing.deliberate(**said, by=cast.actor("liu_qianfa"), at=DAY)
        else:
            with pytest.raises(StepRefused, match="会议日期"):
                preparing.deliberate(**said, by=cast.actor("liu_qianfa"), at=DAY)
    with pytest.raises(NotAllowed):
        preparing.deliberate(**said | {"held_on": DAY.date()}, by=cast.actor("sun_bianji"), at=DAY)


def test_after_publication_there_is_nothing_left_to_note(cast):
    record = normative(cast)
    for act in (lawful, passed):
        with pytest.raises(StepRefused, match="已经公开"):
            act(cast, record)


def test_a_correction_is_not_asked_again(cast):
    record = normative(cast)
    records.revise(record=record, reason="改错字", by=cast.actor("wang_bianji"), at=LATER)
    reworded(cast, record, LATER)
    assert through(cast, record, "published").live and queries.latest_review(record).version == 1


def test_on_the_desk(cast, desk, today):
    record = bare(cast, "unit_review")
    client = desk("feng_fazhi")
    listed = client.get("/desk/").content.decode()
    assert "合法性审查" in listed and f"/desk/r/{record.pk}/" in listed
    shown = client.get(f"/desk/r/{record.pk}/").content.decode()
    assert "制定程序" in shown and "review_legality" in shown and preparing.NOT_REVIEWED in shown
    wrong = do(client, record, "review_legality", **REVIEW | {"opinion": ""})
    assert wrong.status_code == 422 and "明川县司法局" in wrong.content.decode()
    assert do(client, record, "review_legality", **REVIEW).status_code == 302
    assert "合法性审查" not in client.get("/desk/").content.decode()
    editor = desk("wang_bianji")
    shown = editor.get(f"/desk/r/{record.pk}/").content.decode()
    assert "review_legality" not in shown and "deliberate" in shown and "明川县司法局：合法" in shown
    said = {"meeting": "局长办公会议", "held_on": "2026-03-02", "decision": "passed"}
    assert do(editor, record, "deliberate", **said).status_code == 302
    assert "制定程序已经走完" in editor.get(f"/desk/r/{record.pk}/").content.decode()
    for who in ("sun_bianji", "qian_jingban"):
        assert desk(who).get(f"/desk/r/{record.pk}/do/review_legality/").status_code == 404


def test_what_the_public_reads_of_it(cast, home):
    record = normative(cast)
    build.catch_up()
    shown = page(f"r/{record.pk}/index.html")
    assert "2026年3月2日明川县司法局审查，合法" in shown and "2026年3月2日局长办公会议审议通过" in shown
    assert "符合法定权限和程序" not in shown  # the opinion itself is not published
