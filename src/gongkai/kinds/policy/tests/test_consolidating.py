"""修改后全文: the text as it stands on a day, beside the original, which stays as it was."""

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import DAY, LATER, arranged, consolidated, policy, related, through

from gongkai.doors.desk.tests.conftest import do
from gongkai.engines.site import build
from gongkai.engines.site.tests.helpers import page
from gongkai.ground.ledger.verify import verify
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.portal.blocks import Block
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import relations, ticker, validity
from gongkai.kernel.records.course import Unready
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import version_of
from gongkai.kinds.policy import consolidating

ORIGINAL = "<p>第一条 为了住房安全。</p><p>第二条 每户补助3万元。</p><p>第三条 本办法自公布之日起施行。</p>"
AMENDED = ORIGINAL.replace("3万元", "3.5万元")


def amended(cast) -> Record:
    """A document that another one, public too, has amended."""
    document = through(cast, policy(cast, body=ORIGINAL), "published")
    change = policy(
        cast, document_number="明建〔2026〕9号", title="关于修改危房改造办法的决定", effective_on="2026-03-02"
    )
    relations.relate(record=change, kind="amends", target=document, by=cast.actor("wang_bianji"), at=DAY)
    through(cast, change, "published")
    return Record.objects.select_related("unit", "section").get(pk=document.pk)


def written(cast, document: Record, **more) -> Record:
    made = consolidating.begin(record=document, as_of=DAY.date(), by=cast.actor("wang_bianji"), at=DAY)
    content = version_of(made).values() | {"body": AMENDED} | more
    records.save(record=made, content=content, by=cast.actor("wang_bianji"), at=DAY)
    return through(cast, made, "cleared")


def publish(cast, record: Record) -> Record:
    return records.publish(record=record, by=cast.actor("liu_qianfa"), at=DAY)


def test_it_begins_with_the_text_there_is(cast):
    document = amended(cast)
    made = consolidated(cast, document)
    content = version_of(made).values()
    assert (made.kind, made.state, content["as_of"]) == ("consolidated", "draft", "2026-03-02")
    assert content["body"] == ORIGINAL and content["title"] == "危房改造办法（2026年3月2日文本）"
    with pytest.raises(StepRefused, match="已经有一份"):
        consolidated(cast, document)


def test_a_later_one_begins_with_the_earlier(cast):
    document = amended(cast)
    publish(cast, written(cast, document))
    later = consolidating.begin(record=document, as_of=LATER.date(), by=cast.actor("wang_bianji"), at=LATER)
    assert "3.5万元" in version_of(later).values()["body"] and verify().findings == []


def test_what_nobody_amended_needs_none_and_strangers_write_none(cast):
    document = through(cast, policy(cast), "published")
    with pytest.raises(StepRefused, match="不用整理"):
        consolidated(cast, document)
    assert not consolidating.is_due(document)
    with pytest.raises(NotAllowed):
        consolidating.begin(record=document, as_of=DAY.date(), by=cast.actor("sun_bianji"), at=DAY)


def test_an_amendment_that_is_not_public_counts_for_nothing(cast):
    relation = related(cast, "amends")
    with pytest.raises(StepRefused, match="不用整理"):
        consolidated(cast, relation.target)


@pytest.mark.parametrize("as_of, fits", [("2026-03-01", False), ("2026-03-02", True), ("2026-03-03", True)])
def test_it_goes_out_for_a_day_on_which_the_amendment_holds(cast, as_of, fits):
    made = written(cast, amended(cast), as_of=as_of)
    if fits:
        assert publish(cast, made).live
    else:
        with pytest.raises(Unready, match="还没有被"):
            publish(cast, made)


def test_it_names_its_document(cast):
    made = written(cast, amended(cast))
    (relation,) = (each for each in relations.queries.relations_of(made) if each.kind == "consolidates")
    records.send_back(record=made, reason="再看看", by=cast.actor("liu_qianfa"), at=DAY)
    relations.unrelate(relation=relation, by=cast.actor("wang_bianji"), at=DAY)
    with pytest.raises(Unready, match="哪一份文件"):
        publish(cast, through(cast, made, "cleared"))


def test_on_the_desk_and_beside_the_original(cast, desk, home):
    document = amended(cast)
    build.catch_up()
    before = page(f"r/{document.pk}/index.html")
    client = desk("wang_bianji")
    assert "整理修改后全文" in client.get(f"/desk/r/{document.pk}/").content.decode()
    assert 'value="2026-03-02"' in client.get(f"/desk/r/{document.pk}/do/consolidate/").content.decode()
    assert do(client, document, "consolidate", as_of="2026-03-02").status_code == 302
    made = Record.objects.select_related("unit", "section").get(kind="consolidated")
    assert made.pk in client.get(f"/desk/r/{document.pk}/").content.decode()
    records.save(
        record=made, content=version_of(made).values() | {"body": AMENDED}, by=cast.actor("wang_bianji"), at=DAY
    )
    publish(cast, through(cast, made, "cleared"))
    build.catch_up()
    original = page(f"r/{document.pk}/index.html")
    assert f'href="/r/{made.pk}/"' in original and "修改后全文" in original and "每户补助3万元" in original
    assert f'href="/r/{made.pk}/"' not in before
    shown = page(f"r/{made.pk}/index.html")
    assert "1段不同" in shown and "<ins>.5</ins>" in shown and "关于修改危房改造办法的决定" in shown
    assert f'href="/r/{document.pk}/"' in shown and "2026年3月2日的文本" in shown
    build.full()
    assert page(f"r/{made.pk}/index.html") == shown and page(f"r/{document.pk}/index.html") == original


def test_a_text_of_a_day_to_come_says_so_until_that_day(cast, home):
    made = publish(cast, written(cast, amended(cast), as_of="2026-03-10"))
    arranged(cast, Block("修改后全文", "kind:consolidated", 5))
    places, ahead, there = (f"r/{made.pk}/index.html", f"s/{made.section_id}/index.html", "index.html", "u/zjj/index.html"), "将于2026年3月10日施行的文本", "截至2026年3月10日的文本"  # fmt: skip
    for day, comes in (("2026-03-09", True), ("2026-03-10", False)):
        ticker.tick(noon(day))
        build.catch_up()
        assert [ahead in page(place) for place in places] == [comes] * len(places)
        assert (there in page(places[0])) is not comes and ("按原件和已经施行的修改执行" in page(places[0])) is comes
    assert "起施行，" not in page(places[0]) and verify().findings == []


@pytest.mark.parametrize("as_of", ["2026-03-02", "2026-12-10"])
def test_with_the_document_its_texts_are_over(cast, as_of):
    """Today's text and that of a day to come; a correction of it brings nothing back."""
    document = amended(cast)
    text = publish(cast, written(cast, document, as_of=as_of))
    document.refresh_from_db()
    validity.repeal(record=document, because="另有规定", by=cast.actor("liu_qianfa"), at=LATER)
    text = Record.objects.select_related("unit", "section").get(pk=text.pk)
    assert (text.validity, text.ended_on) == ("repealed", LATER.date())
    ticker.tick(noon("2026-12-10"))
    records.revise(record=text, reason="更正错字", by=cast.actor("wang_bianji"), at=LATER)
    content = version_of(text).values() | {"body": f"{AMENDED}<p>附则。</p>"}
    records.save(record=text, content=content, by=cast.actor("wang_bianji"), at=LATER)
    through(cast, text, "published")
    text.refresh_from_db()
    assert (text.validity, text.ended_on) == ("repealed", LATER.date()) and verify().findings == []


def test_of_a_document_that_is_over_no_text_goes_out_any_more(cast):
    document = amended(cast)
    text = written(cast, document)
    document.refresh_from_db()
    validity.repeal(record=document, because="另有规定", by=cast.actor("liu_qianfa"), at=DAY)
    text = Record.objects.select_related("unit", "section").get(pk=text.pk)
    with pytest.raises(Unready, match="已经废止，不再公开它的修改后全文"):
        publish(cast, text)
    document.refresh_from_db()
    assert not consolidating.is_due(document)
    with pytest.raises(StepRefused, match="不用再整理"):
        consolidated(cast, document)
