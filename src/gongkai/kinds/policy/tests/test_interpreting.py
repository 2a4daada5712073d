"""解读: in step with the document, in the same act; or a reason. Shown both ways."""

import json
import re

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import DAY, LATER, interpretation, joined, policy, through, waived

from gongkai.doors.desk.tests.conftest import do
from gongkai.engines.site import build
from gongkai.engines.site.tests.helpers import page
from gongkai.ground.ledger.models import Fact
from gongkai.ground.ledger.verify import verify
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import ticker
from gongkai.kernel.records.course import Unready
from gongkai.kernel.records.models import Outlet, Record
from gongkai.kernel.records.queries import version_of
from gongkai.kinds.policy import REASONS, interpreting, queries


def document(cast, **more) -> Record:
    return through(cast, policy(cast, normative=True, **more), "cleared")


def publish(cast, record: Record, at=DAY) -> Record:
    return records.publish(record=record, by=cast.actor("liu_qianfa"), at=at)


def now(record: Record) -> Record:
    return Record.objects.select_related("unit", "section").get(pk=record.pk)


def test_without_an_interpretation_or_a_reason_it_does_not_go_out(cast):
    record = document(cast)
    for act in (publish, lambda c, r: records.schedule(record=r, publish_at=LATER, by=c.actor("liu_qianfa"), at=DAY)):
        with pytest.raises(Unready, match="解读"):
            act(cast, record)
    assert not now(record).live
    waived(cast, record)
    assert publish(cast, now(record)).live and queries.not_interpreted([record.pk]) == {record.pk: "内容单一"}


def test_every_policy_document_is_asked_not_normative_ones_alone(cast):
    record = through(cast, policy(cast, no_interpretation=None), "cleared")
    with pytest.raises(Unready, match="解读"):
        publish(cast, record)
    assert not now(record).live
    waived(cast, record)
    assert publish(cast, now(record)).live


def test_the_reason_may_stand_in_the_document_and_is_told_wherever_it_is(cast, home):
    record = publish(cast, through(cast, policy(cast, no_interpretation=REASONS[2]), "cleared"))
    build.catch_up()
    text = page(f"r/{record.pk}/index.html")
    assert "不另作解读的理由" in text and text.count(REASONS[2]) == 1
    assert json.loads(page(f"r/{record.pk}/index.json"))["no_interpretation"] == REASONS[2]


@pytest.mark.parametrize("normative", [True, False])
def test_what_was_formed_before_anything_was_entered_here_is_old_stock_and_not_asked(cast, normative):
    said = {"normative": normative, "no_interpretation": None}
    # The county's first fact is of 2 January 2025.
    assert publish(cast, through(cast, policy(cast, formed_on="2025-01-01", **said), "cleared")).live
    later = policy(cast, formed_on="2025-01-02", document_number="明建〔2025〕3号", **said)
    with pytest.raises(Unready, match="解读"):
        publish(cast, through(cast, later, "cleared"))


@pytest.mark.parametrize(("formed_on", "asked"), [("2016-11-09", False), ("2016-11-10", True)])
def test_nor_is_what_is_older_than_the_rule(cast, monkeypatch, formed_on, asked):
    monkeypatch.setattr(queries, "began_at", lambda: noon("2010-01-01"))
    queries.forget()
    record = through(cast, policy(cast, formed_on=formed_on, no_interpretation=None), "cleared")
    if asked:
        with pytest.raises(Unready, match="解读"):
            publish(cast, record)
    else:
        assert publish(cast, record).live
    queries.forget()


@pytest.mark.parametrize(("reason", "fine"), [(REASONS[2], True), ("另有图解", True), (None, False)])
def test_a_correction_does_not_take_the_reason_away(cast, reason, fine):
    record = publish(cast, through(cast, policy(cast, no_interpretation=REASONS[2]), "cleared"))
    records.revise(record=record, reason="漏写一处", by=cast.actor("wang_bianji"), at=DAY)
    said = version_of(now(record)).values() | {"no_interpretation": reason, "body": "<p>补上漏写的一处</p>"}
    records.save(record=now(record), content=said, by=cast.actor("wang_bianji"), at=DAY)
    cleared = through(cast, now(record), "cleared")
    if fine:
        assert publish(cast, cleared).live
    else:
        with pytest.raises(Unready, match="不能把理由去掉"):
            publish(cast, cleared)


def test_usual_reasons_are_offered_where_one_writes_and_where_one_signs(cast, desk):
    record = through(cast, policy(cast, no_interpretation=None), "cleared")
    for client, address in (
        (desk("wang_bianji"), "/desk/r/new/policy/?unit=zjj"),
        (desk("liu_qianfa"), f"/desk/r/{record.pk}/do/no_interpretation/"),
    ):
        text = client.get(address, follow=True).content.decode()
        ids = re.findall(r'<input[^>]* list="(\w+)"', text)
        assert len(ids) == 1 and f'<datalist id="{ids[0]}">' in text
        assert all(f'<option value="{each}">' in text for each in REASONS)


@pytest.mark.parametrize("gate", ["unit_review", "secrecy_review", "cleared"])
def test_an_interpretation_on_its_way_is_not_enough(cast, gate):
    record = document(cast)
    interpretation(cast, record, gate)
    with pytest.raises(Unready):
        publish(cast, record)


def test_both_go_out_in_one_act(cast):
    record = document(cast)
    told = joined(cast, record)
    assert (now(told).state, now(told).signatory, ticker.tick(LATER)) == ("joined", "liu_qianfa", 0)
    publish(cast, record, LATER)
    told = now(told)
    assert told.live and told.published_on == now(record).published_on and told.signatory == "liu_qianfa"
    assert list(Outlet.objects.filter(record=told).values_list("channel", flat=True)) == ["website"]
    ats = Fact.objects.filter(name="record.published").order_by("idx").values_list("ref", "actor")
    assert list(ats) == [(record.ref, "liu_qianfa"), (told.ref, "system")]
    assert verify().findings == []


def test_if_one_cannot_go_out_neither_does(cast, monkeypatch):
    record = document(cast)
    told = joined(cast, record)

    def refuse(each, content, at):
        if each.kind == "interpretation":
            raise StepRefused("不行")

    monkeypatch.setattr("gongkai.kernel.records.course.may_publish", refuse)
    with pytest.raises(StepRefused, match="不行"):
        publish(cast, record)
    assert not now(record).live and now(told).state == "joined"


def test_with_a_scheduled_document_it_goes_out_at_that_instant(cast):
    record = document(cast)
    told = joined(cast, record)
    records.schedule(record=record, publish_at=LATER, by=cast.actor("liu_qianfa"), at=DAY)
    ticker.tick(LATER)
    assert now(record).live and now(told).live and verify().findings == []


def test_a_scheduled_document_whose_interpretation_was_taken_back_waits_for_signature_again(cast):
    record = document(cast)
    told = joined(cast, record)
    records.schedule(record=record, publish_at=LATER, by=cast.actor("liu_qianfa"), at=DAY)
    records.unjoin(record=told, by=cast.actor("liu_qianfa"), at=DAY)
    ticker.tick(LATER)
    assert (now(record).state, now(record).live) == ("cleared", False) and ticker.tick(LATER) == 0


def test_it_is_not_published_before_its_document_and_freely_after_it(cast):
    record = document(cast)
    told = interpretation(cast, record)
    with pytest.raises(Unready, match="随文件公开"):
        publish(cast, told)
    waived(cast, record)
    publish(cast, now(record))
    with pytest.raises(StepRefused, match="直接签发"):
        records.join(record=told, by=cast.actor("liu_qianfa"), at=DAY)
    assert publish(cast, now(told)).live


def test_who_drafted_it_does_not_sign_it_and_a_reason_is_given_before_publication(cast):
    record = document(cast)
    with pytest.raises(NotAllowed):
        records.join(record=interpretation(cast, record), by=cast.actor("wang_bianji"), at=DAY)
    with pytest.raises(NotAllowed):
        interpreting.waive(record=record, because="内容单一", by=cast.actor("sun_bianji"), at=DAY)
    with pytest.raises(StepRefused, match="写明"):
        interpreting.waive(record=record, because=" ", by=cast.actor("wang_bianji"), at=DAY)
    waived(cast, record)
    publish(cast, record)
    with pytest.raises(StepRefused, match="已经公开"):
        waived(cast, now(record))


def test_a_film_and_a_picture_are_what_they_say(cast):
    from gongkai.kinds.interpretation import Interpretation
    from gongkai.pure.declare.kinds import FieldErrors

    base = {"title": "解读", "formed_on": "2026-03-02", "body": "<p>说明</p>"}
    for form, more, wrong in (
        ("video", {}, {"video"}),
        ("video", {"video": "http://v.example/1"}, {"video"}),
        ("video", {"video": "https://v.example/1"}, set()),
        ("picture", {}, {"form"}),
        ("picture", {"body": '<p>图解</p><p><img src="x"></p>'}, set()),
        ("text", {}, set()),
        ("", {}, {"form"}),
    ):
        try:
            Interpretation.clean(base | {"form": form} | more)
            found = set()
        except FieldErrors as errors:
            found = set(errors.errors)
        assert found == wrong, (form, more)


def test_on_the_desk_and_on_both_pages(cast, desk, home):
    record = document(cast)
    told = interpretation(cast, record)
    signatory = desk("liu_qianfa")
    refused = do(signatory, record, "publish", channels=["website"], when="now")
    assert refused.status_code == 422 and "要和解读一起公开" in refused.content.decode()
    shown = signatory.get(f"/desk/r/{record.pk}/").content.decode()
    assert "待签发" in shown and "危房改造办法解读" in shown
    assert do(signatory, told, "join", channels=["website"]).status_code == 302
    assert "解读已经备齐" in signatory.get(f"/desk/r/{record.pk}/").content.decode()
    assert "随文件公开" in signatory.get(f"/desk/r/{told.pk}/").content.decode()
    assert do(signatory, record, "publish", channels=["website"], when="now").status_code == 302
    build.catch_up()
    assert f'href="/r/{told.pk}/"' in page(f"r/{record.pk}/index.html")
    there = page(f"r/{told.pk}/index.html")
    assert f'href="/r/{record.pk}/"' in there and "文字解读" in there


def test_a_reason_is_told_on_the_public_page(cast, desk, home, today):
    record = document(cast)
    assert do(desk("wang_bianji"), record, "no_interpretation", because="内部程序").status_code == 302
    do(desk("liu_qianfa"), record, "publish", channels=["website"], when="now")
    build.catch_up()
    assert "不另作解读：内部程序" in page(f"r/{record.pk}/index.html")
