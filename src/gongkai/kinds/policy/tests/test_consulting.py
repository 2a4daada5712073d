"""征求意见: before its document goes out a call has ended, and what came of it is told; shown both ways."""

import json

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import DAY, policy, through

from gongkai.doors.desk.tests.conftest import do
from gongkai.engines.site import build
from gongkai.engines.site.tests.helpers import files, page
from gongkai.ground.ledger.verify import verify
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import relations, ticker, validity
from gongkai.kernel.records.course import Unready
from gongkai.kernel.records.models import Record, Relation, Section
from gongkai.kernel.records.queries import consultations_of

CALL = {"stage": "call", "starts_on": "2026-03-02", "ends_on": "2026-03-10", "ways": "电话：0000-0066128"}
OUTCOME = {"stage": "outcome", "received": "12", "adopted": "5", "partly": "3", "declined": "4"}
LAST, AFTER = noon("2026-03-10"), noon("2026-03-11")


def consultation(cast, document: Record, **said) -> Record:
    title = "危房改造办法征求意见" if said["stage"] == "call" else "危房改造办法意见采纳情况"
    content = {"title": title, "formed_on": "2026-03-02", "body": "<p>说明</p>", **said}
    section, by = Section.objects.get(pk="notices"), cast.actor("wang_bianji")
    made = records.draft(kind="consultation", unit=document.unit, section=section, content=content, by=by, at=DAY)
    relations.relate(record=made, kind="consults", target=document, by=by, at=DAY)
    return through(cast, made, "cleared")


def publish(cast, record: Record, at=DAY) -> Record:
    record = Record.objects.select_related("unit", "section").get(pk=record.pk)
    return records.publish(record=record, by=cast.actor("liu_qianfa"), at=at)


@pytest.mark.parametrize("at, ended", [(noon("2026-03-09"), False), (LAST, False), (AFTER, True)])
def test_a_call_runs_to_the_end_of_its_last_day(cast, at, ended):
    document = through(cast, policy(cast), "cleared")
    publish(cast, consultation(cast, document, **CALL))
    outcome = consultation(cast, document, **OUTCOME)
    if ended:
        assert publish(cast, outcome, at).live and publish(cast, document, at).live
        return
    with pytest.raises(Unready, match="截止以后才能公布采纳情况"):
        publish(cast, outcome, at)
    with pytest.raises(Unready, match="2026年3月10日截止"):
        publish(cast, document, at)


def test_what_came_of_it_is_told_before_the_document(cast):
    document = through(cast, policy(cast), "cleared")
    publish(cast, consultation(cast, document, **CALL))
    outcome = consultation(cast, document, **OUTCOME)
    with pytest.raises(Unready, match="采纳情况"):
        publish(cast, document, AFTER)
    publish(cast, outcome, AFTER)
    assert publish(cast, document, AFTER).live and verify().findings == []


def test_a_call_that_never_went_out_holds_up_nothing(cast):
    document = through(cast, policy(cast), "cleared")
    consultation(cast, document, **CALL)
    assert publish(cast, document).live


def test_only_a_consultation_consults(cast):
    document, other = policy(cast), policy(cast, document_number="明建〔2026〕3号", title="公租房办法")
    with pytest.raises(StepRefused, match="不能这样关联"):
        relations.relate(record=other, kind="consults", target=document, by=cast.actor("wang_bianji"), at=DAY)
    assert "consults" not in dict(relations.kinds_of(other)) and consultations_of(document) == []


def test_on_the_desk_and_on_all_three_pages(cast, desk, today, home):
    document = through(cast, policy(cast), "cleared")
    call = consultation(cast, document, **CALL)
    publish(cast, call)
    build.catch_up()
    alone = page(f"r/{call.pk}/index.html")
    assert "征求意见至2026年3月10日" in alone and "电话：0000-0066128" in alone and document.pk not in alone
    today("2026-03-11")
    client = desk("liu_qianfa")
    shown = client.get(f"/desk/r/{document.pk}/").content.decode()
    assert "2026年3月2日至2026年3月10日（已公开）" in shown and "请先公开意见采纳情况" in shown
    refused = do(client, document, "publish", channels=["website"], when="now")
    assert refused.status_code == 422 and "请先公开意见采纳情况" in refused.content.decode()
    outcome = consultation(cast, document, **OUTCOME)
    do(client, outcome, "publish", channels=["website"], when="now")
    assert do(client, document, "publish", channels=["website"], when="now").status_code == 302
    build.catch_up()
    there = page(f"r/{document.pk}/index.html")
    assert all(f'href="/r/{each.pk}/"' in there for each in (call, outcome)) and "意见征集" in there
    for each in (call, outcome):
        assert f'href="/r/{document.pk}/"' in page(f"r/{each.pk}/index.html")
    assert "<td>12</td><td>5</td><td>3</td><td>4</td>" in page(f"r/{outcome.pk}/index.html")
    followed = there
    build.full()
    assert page(f"r/{document.pk}/index.html") == followed


def test_a_call_that_has_ended_is_told_as_ended_on_its_page_in_lists_and_in_feeds(cast, home):
    call = publish(cast, consultation(cast, through(cast, policy(cast), "cleared"), **CALL))
    places = (f"r/{call.pk}/index.html", "s/notices/index.html", "k/consultation/index.html")
    for at, told, turned in ((LAST, "正在征求意见", 0), (AFTER, "征求意见已结束", 1)):
        assert ticker.tick(at) == turned
        build.catch_up()
        for place in places:
            assert f">{told}</span>" in page(place), place
        (listed,) = json.loads(page("s/notices/index.json"))["latest"]
        assert listed["validity"] == ("closed" if turned else "open")
        (entry,) = json.loads(page("s/notices/feed.json"))["items"]
        assert entry["title"] == (f"{call.title}【征求意见已结束】" if turned else call.title)
    assert "2026年3月10日结束" in page(places[0]) and "现在不再收意见" in page(places[0])
    assert "征求意见至" not in page(places[0])
    assert ticker.tick(noon("2026-03-12")) == 0 and verify().findings == []
    followed = files()
    build.full()
    assert files() == followed


def test_one_that_goes_out_after_its_last_day_stands_as_ended(cast):
    document = through(cast, policy(cast), "cleared")
    assert publish(cast, consultation(cast, document, **CALL), AFTER).validity == "closed"
    outcome = publish(cast, consultation(cast, document, **OUTCOME), AFTER)
    assert outcome.validity == "" and ticker.tick(AFTER) == 0
    with pytest.raises(StepRefused, match="只有已公开、有施行日期的文件可以废止"):
        validity.repeal(record=outcome, because="不用了", by=cast.actor("liu_qianfa"), at=AFTER)


def test_notice_and_outcome_lead_to_each_other_while_their_document_is_still_a_draft(cast, home):
    document = through(cast, policy(cast), "cleared")
    call, outcome = publish(cast, consultation(cast, document, **CALL)), consultation(cast, document, **OUTCOME)

    def leads() -> tuple[bool, bool]:
        build.catch_up()
        followed = files()
        build.full()
        assert files() == followed
        pairs = ((call, outcome), (outcome, call))
        return tuple(f'href="/r/{there.pk}/"' in page(f"r/{here.pk}/index.html") for here, there in pairs if Record.objects.get(pk=here.pk).live)  # fmt: skip

    assert leads() == (False,)
    publish(cast, outcome, AFTER)
    assert leads() == (True, True) and "采纳情况：危房改造办法意见采纳情况" in page(f"r/{call.pk}/index.html")
    relation = Relation.objects.get(source=outcome)
    signatory = cast.actor("liu_qianfa")
    relations.unrelate(relation=relation, by=signatory, at=AFTER)
    assert leads() == (False, False)
    relations.relate(record=relation.source, kind="consults", target=document, by=signatory, at=AFTER)
    assert leads() == (True, True)
    fresh = Record.objects.select_related("unit", "section").get(pk=outcome.pk)
    records.withdraw(record=fresh, ground="内容有误", keep_title=True, by=signatory, at=AFTER)
    assert leads() == (False,)
