"""Lists as JSON beside their pages, and the changes by which another keeps up: nothing is missed, nothing told is told otherwise."""

import json

import pytest

from gongkai.engines.site import build, corrections, data, listings, queries, reader, tree
from gongkai.ground.ledger.models import Fact

from .helpers import Office, files


@pytest.fixture
def small(monkeypatch):
    for module in (reader, listings, corrections):
        monkeypatch.setattr(module, "PER_PAGE", 2)
    for module in (queries, data):
        monkeypatch.setattr(module, "SPAN", 8)


def read(address: str) -> dict:
    root = tree.current()
    assert root is not None
    return json.loads((root / address.lstrip("/")).read_text("utf-8"))


def walk(address: str | None, what: str) -> list[dict]:
    found = []
    while address:
        told = read(address)
        found += told[what]
        address = told["next"]
    return found


def test_the_years_of_a_list_hold_all_of_it(cast, home, small):
    office = Office(cast)
    records = [office.publish(day, title=day) for day in ("2025-12-30", "2025-12-31", "2026-01-01", "2026-03-02", "2026-03-03")]  # fmt: skip
    office.withdraw(records[3], "2026-03-05")
    build.full()
    for head in ("s/policy", "u/zjj", "k/policy"):
        told = read(f"/{head}/index.json")
        assert [year["year"] for year in told["years"]] == [2026, 2025]
        assert [each["id"] for each in told["latest"]] == [records[n].pk for n in (4, 2, 1, 0)]
        lines = [line for year in told["years"][::-1] for line in walk(year["first"], "records")]
        assert [line["id"] for line in lines] == [records[n].pk for n in (0, 1, 2, 4)]
    assert "2026-03-02" not in "".join(content.decode() for path, content in files().items() if path.endswith("index.json"))  # fmt: skip


def test_a_section_leads_to_those_below_it_and_on_when_it_merges(cast, home):
    from tests.plugins.cast import SETUP, noon

    from gongkai.kernel.records import catalogue
    from gongkai.kernel.records.models import Section

    office = Office(cast)
    catalogue.place_section(key="rules", name="规章", parent_key="policy", by=SETUP, at=noon("2026-03-02"))
    record = office.publish("2026-03-02", section="rules")
    build.full()
    told = read("/s/policy/index.json")
    assert told["below"] == [{"key": "rules", "name": "规章", "json": "/s/rules/index.json"}]
    assert [line["section"] for line in told["latest"]] == ["rules"]
    into = Section.objects.get(pk="notices")
    catalogue.merge(section=Section.objects.get(pk="rules"), into=into, by=cast.actor("gao_gongkai"), at=noon("2026-03-03"))  # fmt: skip
    build.catch_up()
    assert read("/s/rules/index.json") == read("/s/notices/index.json")
    assert [line["id"] for line in read("/s/rules/index.json")["latest"]] == [record.pk]


def test_who_keeps_up_by_the_last_page_misses_nothing(cast, home, small):
    """A mirror asks for the page it read last, and follows what has come behind it, whatever happened between."""
    office = Office(cast)
    build.full()
    assert read("/open/changes.json") == {"latest": None, "first": None, "last": None}
    records = [office.publish("2026-03-02", title="第0号")]
    build.catch_up()
    place = read("/open/changes.json")["first"]
    seen: dict[int, dict] = {}
    kept: dict[str, list] = {}
    for n in range(1, 6):
        records.append(office.publish("2026-03-02", title=f"第{n}号"))
        if n % 2:
            office.correct(records[n - 1], "2026-03-03")
        if n == 4:
            office.withdraw(records[0], "2026-03-04", keep_title=False)
        build.catch_up()
        while True:
            told = read(place)
            assert told["changes"][: len(kept.get(place, []))] == kept.get(place, []), "what was told is told otherwise"
            kept[place] = told["changes"]
            seen |= {each["index"]: each for each in told["changes"]}
            if not told["next"]:
                break
            place = told["next"]
    names = list(queries.CHANGES)
    happened = {fact.idx: fact.name for fact in Fact.objects.filter(name__in=names)}
    assert {idx: f"record.{each['act']}" for idx, each in seen.items()} == happened
    assert place == read("/open/changes.json")["last"] and len(kept) > 2
    assert walk(read("/open/changes.json")["first"], "changes") == [seen[idx] for idx in sorted(seen)]
    (gone,) = (each for each in seen.values() if each["act"] == "withdrawn")
    assert gone["ground"] == "条例第十五条" and gone["url"] == f"/r/{records[0].pk}/"
    assert "第0号" not in json.dumps(list(seen.values()), ensure_ascii=False)


def test_a_publication_writes_only_the_last_pages_of_changes(cast, home, small):
    office = Office(cast)
    for n in range(6):
        office.publish("2026-03-02", title=f"第{n}号")
    build.full()
    before = {path: content for path, content in files().items() if path.startswith("open/")}
    office.publish("2026-03-03")
    done = build.catch_up()
    assert done is not None and not done.full
    after = {path: content for path, content in files().items() if path.startswith("open/")}
    changed = {path for path in after if after[path] != before.get(path)}
    assert "open/changes.json" in changed and len(changed - {"open/changes.json", "open/catalog.jsonld"}) <= 2
    assert set(before) <= set(after)


def test_the_catalogue_of_data_sets_leads_to_what_there_is(cast, home):
    office = Office(cast)
    office.publish("2026-03-02")
    office.correct(office.publish("2026-03-03"), "2026-03-09")
    office.withdraw(office.publish("2026-03-04", section="notices", kind="notice"), "2026-03-05")
    build.full()
    told = read("/open/catalog.jsonld")
    (dataset,) = told["dcat:dataset"]
    assert dataset["dct:identifier"] == "policy"
    for each in (dataset, told):
        assert (each["dct:issued"]["@value"], each["dct:modified"]["@value"]) == ("2026-03-02", "2026-03-09")
    assert told["dct:license"]["@id"].endswith("/open/#licence") and 'id="licence"' in page("open/index.html")
    urls = [each["dcat:accessURL"]["@id"].partition(".example")[2] for each in dataset["dcat:distribution"]]
    assert urls == ["/s/policy/index.json", "/api/records.csv?section=policy", "/api/records.xlsx?section=policy", "/s/policy/feed.xml", "/s/policy/rss.xml", "/s/policy/feed.json"]  # fmt: skip
    assert {"s/policy/index.json", "s/policy/feed.xml", "s/policy/rss.xml", "s/policy/feed.json"} <= set(files())


def test_a_data_set_was_changed_when_something_was_taken_out_of_it_or_of_what_stands_below(cast, home):
    from tests.plugins.cast import SETUP, noon

    from gongkai.kernel.records import catalogue

    office = Office(cast)
    catalogue.place_section(key="rules", name="规章", parent_key="policy", by=SETUP, at=noon("2026-03-01"))
    office.publish("2026-03-02")
    office.publish("2026-03-05", section="rules")
    office.withdraw(office.publish("2026-03-03", section="rules"), "2026-03-08")
    build.full()
    held = read("/open/catalog.jsonld")["dcat:dataset"]
    days = {each["dct:identifier"]: (each["dct:issued"]["@value"], each["dct:modified"]["@value"]) for each in held}
    assert days == {"policy": ("2026-03-02", "2026-03-08"), "rules": ("2026-03-05", "2026-03-08")}


def page(path: str) -> str:
    root = tree.current()
    assert root is not None
    return (root / path).read_text("utf-8")
