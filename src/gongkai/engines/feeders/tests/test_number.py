"""A number finds what bears it, alone; what names it or is near only when asked for, or where nothing bears it."""

import pytest

from gongkai.engines.feeders import following
from gongkai.engines.feeders.finding import find_public
from gongkai.engines.feeders.suggesting import suggest_public
from gongkai.ground.search.asking import Ask

TWELFTH, SECOND, READ, OTHER = "供水管理办法", "排水管理办法", "关于供水管理办法的解读", "收费2号窗口公告"


@pytest.fixture
def county(office, index):
    office.publish(TWELFTH, kind="policy", document_number="明建〔2026〕12号")
    office.publish(SECOND, "参照第12条。", kind="policy", document_number="明建〔2026〕2号")
    office.publish(READ, "明建〔2026〕12号已经印发。")
    office.publish(OTHER, "在12号楼2号窗口收费。")
    following.catch_up()
    return office


def titles(words: str, **more) -> list[str]:
    return ["".join(piece for piece, _ in hit.title) for hit in find_public(Ask(words, **more)).hits]


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "number", ["明建〔2026〕12号", "明建[2026]12号", "明建（2026）第12号", "明建2026年12号", "〔2026〕12号"]
)
def test_what_bears_it_stands_alone_and_what_names_it_is_counted(county, number):
    answer = find_public(Ask(number))
    assert titles(number) == [TWELFTH] and answer.bearing and answer.instead is None
    assert answer.mentioned == 1 and set(titles(number, literal=True)) == {TWELFTH, READ}


def test_the_index_number_stands_alone_too(county):
    record = county.publish("又一件")
    county.publish("提到它的", f"见{record.index_number}。")
    following.catch_up()
    answer = find_public(Ask(record.index_number))
    assert [hit.row.key for hit in answer.hits] == [record.pk] and answer.mentioned == 1


def test_the_beginning_of_a_number_finds_all_that_go_on_from_it(county):
    answer = find_public(Ask("明建〔2026〕"))
    assert answer.bearing and {hit.row.document_number for hit in answer.hits} == {
        "明建〔2026〕12号",
        "明建〔2026〕2号",
    }


def test_where_nothing_bears_it_what_names_it_is_shown_and_else_what_is_near_and_it_is_said(county):
    county.publish("转发的", "按明水〔2025〕9号办。")
    following.catch_up()
    named = find_public(Ask("明水〔2025〕9号"))
    assert titles("明水〔2025〕9号") == ["转发的"] and named.no_such_number and named.instead is None
    near = find_public(Ask("明建〔2026〕13号"))
    assert near.no_such_number and near.instead.near and set(titles("明建〔2026〕13号")) == {TWELFTH, SECOND}
    assert titles("明建〔2026〕13号", literal=True) == [] == titles("明水〔2024〕8号")


def test_a_facet_that_leaves_it_out_finds_nothing_else(county):
    answer = find_public(Ask("明建〔2026〕12号", chosen={"kind": "news"}))
    assert answer.total == 0 and answer.instead is None and not answer.no_such_number


def test_a_number_among_words_is_one_of_them(county):
    assert titles("明建〔2026〕12号 解读") == [READ]


@pytest.mark.parametrize("said, found", [("2号", {SECOND, OTHER}), ("第12号", {TWELFTH, READ, OTHER}), ("3号", set())])
def test_a_count_is_no_other_count(county, said, found):
    assert set(titles(said)) == found
    shown = [piece for hit in find_public(Ask(said)).hits for piece, asked in (*hit.title, *hit.excerpt) if asked]
    assert set(shown) <= {said, said.removeprefix("第")}


def test_numbers_are_suggested_by_year_and_then_with_their_titles(county):
    county.publish("去年的", kind="policy", document_number="明建〔2025〕40号")
    following.catch_up()
    for typed in ("明建", "明建〔20", "明建[20", "明建20"):
        assert [each.words for each in suggest_public(typed)][:2] == ["明建〔2026〕", "明建〔2025〕"], typed
    numbered = [f"明建〔2026〕12号 {TWELFTH}", f"明建〔2026〕2号 {SECOND}"]
    for typed in ("明建〔2026〕", "明建（2026）"):
        assert [each.words for each in suggest_public(typed) if each.record][:2] == numbered, typed
    assert [each.words for each in suggest_public("明建〔2026〕1") if each.record] == numbered[:1]
    assert [each.words for each in suggest_public("2026") if "〔" in each.words] == []
