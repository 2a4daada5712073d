"""解读: in step with the document, in the same act; or a reason. Shown both ways."""

import pytest
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
from gongkai.kinds.policy import interpreting, queries


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


def test_others_and_those_older_than_the_rule_go_out_without(cast):
    assert publish(cast, through(cast, policy(cast), "cleared")).live
    assert publish(cast, document(cast, formed_on="2016-11-09", document_number="明建〔2016〕2号")).live
    with pytest.raises(Unready):
        publish(cast, document(cast, formed_on="2016-11-10", document_number="明建〔2016〕3号"))


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
