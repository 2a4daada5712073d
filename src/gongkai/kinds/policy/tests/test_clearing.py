"""清理: a scope, document by document, with pauses; signed once, by what is published; what it says comes true with it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.plugins.scenes import DAY, LATER, begun, normative, policy, through

from gongkai.engines.site import build
from gongkai.engines.site.tests.helpers import Office, page
from gongkai.ground.ledger.models import Fact
from gongkai.ground.ledger.verify import verify
from gongkai.ground.units import actions as units
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.course import Unready
from gongkai.kernel.records.models import Record, Section
from gongkai.kernel.records.queries import version_of
from gongkai.kinds.policy import clearing, queries
from gongkai.kinds.policy.models import Clearing
from gongkai.pure.declare import Role

HERE = "/desk/p/policy/clearing/"
FATES = (("keep", ""), ("amend", "上位法已经修改"), ("repeal", "任务已经完成"), ("expire", "适用期已过"))


def four(cast) -> list[Record]:
    """Four normative documents in force."""
    titles = ("公租房办法", "危房改造办法", "物业办法", "绿化办法")
    return [
        normative(cast, title=title, document_number=f"明建〔2026〕{n}号") for n, title in enumerate(titles, start=11)
    ]


def decide(cast, found: Clearing, *fates: tuple[str, str]) -> None:
    keys = [item.pk for item in queries.items_of(found)]
    clearing.decide(clearing=found, decisions=dict(zip(keys, fates, strict=False)), by=cast.actor("feng_fazhi"), at=DAY)


def drawn_up(cast, found: Clearing) -> Record:
    return clearing.draw_up(
        clearing=found, section=Section.objects.get(pk="policy"), by=cast.actor("wang_bianji"), at=DAY
    )


def now(record: Record) -> Record:
    return Record.objects.select_related("unit", "section").get(pk=record.pk)


def test_what_is_in_force_in_the_scope_is_listed(cast):
    found = four(cast)
    through(cast, policy(cast, document_number="明建〔2026〕15号"), "published")  # no normative document
    through(cast, policy(cast, document_number="明建〔2026〕16号", normative=True), "unit_review")
    normative(cast, document_number="明建〔2025〕1号", formed_on="2025-12-31", title="去年的办法")
    made = begun(cast, first=2026, last=2026)
    assert {item.record_id for item in queries.items_of(made)} == {each.pk for each in found}
    assert made.scope.endswith("2026年成文") and queries.decided([made.pk]) == {made.pk: {"": 4}}


@pytest.mark.parametrize("first, last, count", [(2026, None, 1), (2025, 2025, 1), (None, 2025, 1), (None, None, 2), (2027, None, 0)])  # fmt: skip
def test_years_are_those_of_formation(cast, first, last, count):
    normative(cast, document_number="明建〔2025〕1号", formed_on="2025-12-31", title="去年的办法")
    normative(cast, document_number="明建〔2026〕1号", formed_on="2026-01-01", title="今年的办法")
    if count:
        assert len(queries.items_of(begun(cast, first=first, last=last))) == count
    else:
        with pytest.raises(StepRefused, match="没有要清理"):
            begun(cast, first=first, last=last)


def test_a_subject_narrows_it(cast):
    normative(cast, document_number="明建〔2026〕1号", subject="科技、教育")
    normative(cast, document_number="明建〔2026〕2号", title="别的办法")
    assert len(queries.items_of(begun(cast, subject="科技、教育"))) == 1


def test_what_is_being_cleared_is_not_cleared_twice(cast):
    four(cast)
    begun(cast)
    with pytest.raises(StepRefused, match="另一次清理"):
        begun(cast)


def test_who_clears_what(cast):
    four(cast)
    for who in ("wang_bianji", "liu_qianfa", "sun_bianji"):
        with pytest.raises(NotAllowed):
            begun(cast, by=cast.actor(who))
    with pytest.raises(NotAllowed, match="政务公开办"):
        begun(cast, whole=True)
    county = begun(cast, whole=True, by=cast.actor("gao_gongkai"))
    assert len(queries.items_of(county)) == 4 and county.scope == "明川县各单位"
    county = Clearing.objects.create(
        unit=cast.units["wjw"], title="卫健委清理", scope="卫健委", begun_on=DAY.date(), by="x"
    )
    with pytest.raises(NotAllowed):
        clearing.decide(clearing=county, decisions={}, by=cast.actor("feng_fazhi"), at=DAY)


def test_it_stops_anywhere_and_goes_on(cast):
    four(cast)
    found = begun(cast)
    decide(cast, found, *FATES[:2])
    with pytest.raises(StepRefused, match="还有2件没有定"):
        drawn_up(cast, found)
    found = Clearing.objects.select_related("unit", "result").get()
    assert queries.decided([found.pk])[found.pk] == {"": 2, "keep": 1, "amend": 1}
    decide(cast, found, ("repeal", "改主意了"))  # anew, as long as the result is not drawn up
    decide(cast, found, *FATES)
    assert queries.decided([found.pk])[found.pk] == dict.fromkeys(("keep", "amend", "repeal", "expire"), 1)
    with pytest.raises(StepRefused, match="没有改动"):
        decide(cast, found, *FATES)


@pytest.mark.parametrize("fate", ["amend", "repeal", "expire"])
def test_each_but_what_is_kept_has_a_reason(cast, fate):
    four(cast)
    found = begun(cast)
    with pytest.raises(StepRefused, match="请写明为什么") as refused:
        decide(cast, found, ("keep", ""), (fate, " "))
    assert refused.value.field.startswith("reason-") and queries.decided([found.pk])[found.pk] == {"": 4}


def test_a_reason_may_have_so_many_characters(cast):
    four(cast)
    found = begun(cast)
    with pytest.raises(StepRefused, match="理由最多200个字，现在有201个字"):
        decide(cast, found, ("repeal", "由" * 201))
    decide(cast, found, ("repeal", "由" * 200))


def test_it_is_signed_by_what_is_published_and_comes_true_with_it(cast):
    documents, found = four(cast), None
    found = begun(cast)
    decide(cast, found, *FATES)
    fates = {item.record_id: item.fate for item in queries.items_of(found)}
    result = drawn_up(cast, found)
    assert all(each.title in version_of(result).values()["body"] for each in documents)
    through(cast, result, "cleared")
    assert {now(each).validity for each in documents} == {"effective"}
    records.publish(record=result, by=cast.actor("liu_qianfa"), at=LATER)
    became = {fates[each.pk]: now(each).validity for each in documents}
    assert became == {"keep": "effective", "amend": "effective", "repeal": "repealed", "expire": "expired"}
    told = Fact.objects.get(name="policy.clearing_signed")
    assert told.actor == "liu_qianfa" and told.ref == result.ref
    assert Clearing.objects.get().signed_on == LATER.date() and verify().findings == []
    assert len(queries.items_of(begun(cast))) == 2  # the next one begins with what is left


def test_what_has_gone_meanwhile_stays_as_it_is(cast):
    documents = four(cast)
    found = begun(cast)
    decide(cast, found, *[("repeal", "任务已经完成")] * 4)
    result = through(cast, drawn_up(cast, found), "cleared")
    records.withdraw(record=documents[0], ground="条例第十五条", keep_title=True, by=cast.actor("liu_qianfa"), at=DAY)
    records.publish(record=result, by=cast.actor("liu_qianfa"), at=LATER)
    assert now(documents[0]).validity == "effective" and not now(documents[0]).live
    assert {now(each).validity for each in documents[1:]} == {"repealed"}


def test_if_one_cannot_be_put_out_nothing_is_published(cast, monkeypatch):
    documents = four(cast)
    found = begun(cast)
    decide(cast, found, *FATES)
    result = through(cast, drawn_up(cast, found), "cleared")

    def refuse(*given, **named):
        raise StepRefused("不行")

    monkeypatch.setattr("gongkai.kernel.records.validity.put_out", refuse)
    with pytest.raises(StepRefused, match="不行"):
        records.publish(record=now(result), by=cast.actor("liu_qianfa"), at=LATER)
    assert not now(result).live and Clearing.objects.get().signed_on is None
    assert {now(each).validity for each in documents} == {"effective"}


def test_the_result_names_all_that_was_decided_on(cast):
    four(cast)
    found = begun(cast)
    decide(cast, found, *FATES)
    result = drawn_up(cast, found)
    content = version_of(result).values()
    content["body"] = content["body"].replace("绿化办法", "某办法")
    records.save(record=result, content=content, by=cast.actor("wang_bianji"), at=DAY)
    with pytest.raises(Unready, match="少了“绿化办法”"):
        through(cast, result, "published")


def test_nothing_changes_once_the_result_is_drawn_up_unless_it_is_given_up(cast):
    four(cast)
    found = begun(cast)
    decide(cast, found, *FATES)
    result = drawn_up(cast, found)
    found = Clearing.objects.select_related("unit", "result").get()
    for act in (lambda: decide(cast, found, ("keep", "")), lambda: drawn_up(cast, found)):
        with pytest.raises(StepRefused, match="已经起草"):
            act()
    records.discard(record=result, by=cast.actor("wang_bianji"), at=DAY)
    found = Clearing.objects.select_related("unit", "result").get()
    decide(cast, found, ("repeal", "不再执行"))
    through(cast, drawn_up(cast, found), "published")
    assert verify().findings == []


def test_documents_of_all_units_together(cast):
    units.appoint(person=cast.people["feng_fazhi"], unit=cast.units["wjw"], role=Role.LEGAL_REVIEWER, at=DAY, by="lin")
    theirs = Office(cast).publish("2026-03-02", unit="wjw", normative=True, document_number="明卫〔2026〕1号")
    documents, office = [*four(cast), theirs], cast.actor("gao_gongkai")
    found = begun(cast, whole=True, by=office)
    said = {item.pk: ("repeal", "机构改革以后由新办法代替") for item in queries.items_of(found)}
    clearing.decide(clearing=found, decisions=said, by=office, at=DAY)
    through(cast, drawn_up(cast, found), "published")
    assert {now(each).validity for each in documents} == {"repealed"} and verify().findings == []


def test_on_the_desk(cast, desk, today, home):
    documents = four(cast)
    today("2026-03-05")
    client = desk("feng_fazhi")
    assert "还没有清理过" in client.get(HERE).content.decode()
    form = {"unit": cast.units["zjj"].pk, "title": "2026年清理", "first": "", "last": "", "subject": ""}
    wrong = client.post(HERE, form | {"first": "2027"})
    assert (
        wrong.status_code == 422 and "没有要清理" in wrong.content.decode() and "2026年清理" in wrong.content.decode()
    )
    begun_at = client.post(HERE, form)
    assert begun_at.status_code == 302
    one, keys = begun_at.url, [item.pk for item in queries.items_of(Clearing.objects.get())]
    shown = client.get(one).content.decode()
    assert all(each.title in shown for each in documents) and "还有4件没有定" in shown
    refused = client.post(one, {"decide": "1", f"fate-{keys[0]}": "keep", f"fate-{keys[1]}": "repeal", f"reason-{keys[1]}": ""})  # fmt: skip
    text = refused.content.decode()
    assert refused.status_code == 422 and "请写明为什么废止" in text and 'value="repeal" checked' in text
    half = {"decide": "1", f"fate-{keys[0]}": "keep", f"fate-{keys[1]}": "amend", f"reason-{keys[1]}": "上位法已经修改"}
    assert client.post(one, half).status_code == 302
    assert "还有2件没有定" in client.get(one).content.decode()
    left = client.get(f"{one}&only=left").content.decode()
    assert (
        left.count('value="repeal"') == 2
        and client.get(f"{one}&only=keep").content.decode().count('value="repeal"') == 1
    )
    rest = {"decide": "1"}
    for key in keys[2:]:
        rest |= {f"fate-{key}": "repeal", f"reason-{key}": "任务已经完成"}
    assert client.post(one, rest).status_code == 302
    editor = desk("wang_bianji")
    assert "起草清理结果" in editor.get(one).content.decode()
    assert editor.post(one, {"draw_up": "1", "section": ""}).status_code == 422
    drawn = editor.post(one, {"draw_up": "1", "section": "policy"})
    assert drawn.status_code == 302 and drawn.url.startswith("/desk/r/")
    assert client.post(one, rest | {f"reason-{keys[2]}": "改"}).status_code == 422
    result = through(cast, now(Clearing.objects.get().result), "published")
    assert "已经公布" in client.get(HERE).content.decode()
    build.catch_up()
    gone = page(f"r/{now(queries.items_of(Clearing.objects.get())[3].record).pk}/index.html")
    assert "已废止" in gone and "清理：废止" in gone and f'href="/r/{result.pk}/"' in gone
    kept = page(f"r/{queries.items_of(Clearing.objects.get())[0].record_id}/index.html")
    assert "清理：继续有效" in kept
    build.full()
    assert page(f"r/{queries.items_of(Clearing.objects.get())[0].record_id}/index.html") == kept


def test_the_result_and_what_it_decides_on_lead_to_each_other(cast, home):
    documents, found = four(cast), None
    found = begun(cast)
    decide(cast, found, *FATES)
    repealed = next(item.record for item in queries.items_of(found) if item.fate == "repeal")
    result = drawn_up(cast, found)
    through(cast, result, "cleared")
    build.full()
    records.publish(record=result, by=cast.actor("liu_qianfa"), at=LATER)
    build.catch_up()
    announced, gone = page(f"r/{result.pk}/index.html"), page(f"r/{repealed.pk}/index.html")
    assert all(f'href="/r/{each.pk}/"' in announced for each in documents)
    assert "废止的文件" in announced and "被废止" in gone and f'href="/r/{result.pk}/"' in gone
    build.full()
    assert (page(f"r/{result.pk}/index.html"), page(f"r/{repealed.pk}/index.html")) == (announced, gone)
    assert verify().findings == []


def test_others_do_not_find_it(cast, desk, today):
    four(cast)
    today("2026-03-05")
    found = begun(cast)
    stranger = desk("sun_bianji")
    assert stranger.get(f"{HERE}?c={found.pk}").status_code == 404
    assert "2026年清理" not in stranger.get(HERE).content.decode()
    for wrong in ("999", "x", "-1"):
        assert desk("feng_fazhi").get(f"{HERE}?c={wrong}").status_code == 404


def test_a_page_asks_the_database_as_often_whatever_stands_on_it(cast, desk, today):
    today("2026-03-05")
    client, asked = desk("feng_fazhi"), []
    for count in (1, 4):
        for n in range(count):
            normative(cast, title=f"办法{count}{n}", document_number=f"明建〔2026〕{count}{n}号")
        one = f"{HERE}?c={begun(cast).pk}"
        client.get(one)
        with CaptureQueriesContext(connection) as found:
            assert client.get(one).content.decode().count("fate-") >= 4 * count
        asked.append(len(found))
    assert asked[0] == asked[1]
