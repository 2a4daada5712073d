"""What is mistyped, spelled, asked in sentences or too narrowly is found all the same, and it is said how; within scope."""

import pytest

from gongkai.engines.feeders import following
from gongkai.engines.feeders.finding import find_at_desk, find_public
from gongkai.engines.feeders.suggesting import suggest_at_desk, suggest_public
from gongkai.engines.feeders.tests.conftest import DAY
from gongkai.ground.search.asking import Ask
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Section

GRANTS, READ, SCHOOLS, HOUSES = (
    "学生资助管理办法",
    "《学生资助管理办法》政策解读",
    "义务教育招生办法",
    "关于调整缴存基数的通知",
)


@pytest.fixture
def county(office, index):
    office.publish(GRANTS, "家庭经济困难的学生可以申请资助。", kind="policy", document_number="明建〔2026〕12号")
    office.publish(READ, "为什么制定。")
    office.publish(SCHOOLS, "小学报名带户口簿。")
    office.publish(HOUSES, "住房公积金的缴存基数由中心公布。")
    following.catch_up()
    return office


def titles(words: str, **more) -> set[str]:
    return {"".join(piece for piece, _ in hit.title) for hit in find_public(Ask(words, **more)).hits}


@pytest.mark.one_engine
@pytest.mark.parametrize("wrong, meant, found", [
    ("学生姿助", "学生资助", GRANTS), ("政策解毒", "政策解读", READ), ("招升办法", "招生办法", SCHOOLS), ("公绩金", "公积金", HOUSES), ("公机金", "公积金", HOUSES),
    ("缴存鸡数", "缴存基数", HOUSES), ("义务较育招生", "义务教育招生", SCHOOLS), ("学生资肋", "学生资助", GRANTS), ("义务育教", "义务教育", SCHOOLS),
    ("xueshengzizu", "", GRANTS), ("yiwujiaoyi", "义务教育", SCHOOLS), ("公积 金", "", HOUSES), ("学生姿助 管理", "学生资助 管理", GRANTS),
])  # fmt: skip
def test_a_mistyped_word_is_put_right(county, wrong, meant, found):
    answer = find_public(Ask(wrong))
    assert found in titles(wrong), wrong
    assert (answer.instead.corrected if answer.instead else "") == meant


@pytest.mark.one_engine
@pytest.mark.parametrize("letters, found", [
    ("gongjijin", HOUSES), ("gjj", HOUSES), ("gonjijin", HOUSES), ("xueshengzizhu", GRANTS), ("xszz", GRANTS), ("zhaoshengbanfa", SCHOOLS),
    ("jiaocunjishu", HOUSES), ("ywjy", SCHOOLS),
])  # fmt: skip
def test_letters_are_pinyin_or_initials_of_words_in_titles_and_texts(county, letters, found):
    assert found in titles(letters) and find_public(Ask(letters)).sounding


@pytest.mark.one_engine
@pytest.mark.parametrize("words, found", [
    ("招 生", SCHOOLS), ("学 生 资 助", GRANTS), ("学生资助怎么申请", GRANTS), ("请问在哪里能申请资助呢？", GRANTS), ("公积金缴存基数是多少", HOUSES),
])  # fmt: skip
def test_blanks_within_words_and_what_only_asks_do_not_count(county, words, found):
    answer = find_public(Ask(words))
    assert found in titles(words) and answer.instead is None


def test_where_all_words_find_nothing_fewer_do_and_it_says_which_are_left_out(county):
    answer = find_public(Ask("公积金怎么提取"))
    assert titles("公积金怎么提取") == {HOUSES}
    assert (answer.instead.words, answer.instead.left_out, answer.instead.corrected) == ("公积金", ("提取",), "")
    answer = find_public(Ask("公积金 招生"))
    assert answer.instead.left_out == ("招生",) and answer.fewer == [("招生", 1)]
    both = find_public(Ask("学生姿助 火星"))
    assert (both.instead.corrected, both.instead.left_out) == ("学生资助 火星", ("火星",)) and titles(
        "学生姿助 火星"
    ) == {GRANTS, READ}


def test_what_is_really_another_word_is_not_put_right(county):
    """火星 sounds like 活性 and is a word; 法 alone says too little to be what is left."""
    county.publish("活性炭采购公告")
    following.catch_up()
    for words in ("火星", "法桐街法"):
        answer = find_public(Ask(words))
        assert answer.total == 0 and answer.instead is None, words


def test_as_typed_nothing_is_asked_in_its_place_and_it_is_still_offered(county):
    answer = find_public(Ask("学生姿助", literal=True))
    assert (answer.total, answer.instead, answer.meant) == (0, None, ["学生资助"])
    assert find_public(Ask("公积金提取", literal=True)).fewer == [("公积金", 1)]
    assert ("policy", "政策文件") in find_public(Ask("公积金 政策 火星", literal=True)).sections


def test_few_answers_and_something_likelier_is_offered_beside_them(county):
    county.publish("解毒药品储备公示", "救治政策。")
    for n in range(12):
        county.publish(f"第{n}份政策解读", "说明。")
    following.catch_up()
    answer = find_public(Ask("政策解毒"))
    assert (answer.total, answer.instead, answer.meant) == (1, None, ["政策解读"])
    assert find_public(Ask("政策解读")).meant == []


@pytest.mark.parametrize("typed, words", [("学生姿助", ["学生资助"]), ("公绩金", ["公积金"]), ("火星", []), ("姿", [])])
def test_what_is_mistyped_is_put_right_while_it_is_typed(county, typed, words):
    assert [each.words for each in suggest_public(typed)] == words


def test_facets_hold_for_what_is_asked_in_the_place(county):
    assert titles("学生姿助", chosen={"kind": "policy"}) == {GRANTS}
    assert titles("学生姿助", chosen={"kind": "news"}) == set()


def test_what_is_withdrawn_is_not_put_right_to_nor_suggested(county):
    record = county.publish("梧桐街改造方案")
    following.catch_up()
    assert find_public(Ask("梧铜街")).instead.corrected == "梧桐街" and suggest_public("wut")
    county.withdraw(record)
    following.catch_up()
    assert (
        find_public(Ask("梧铜街")).instead is None
        and find_public(Ask("梧铜街")).meant == []
        and suggest_public("wut") == []
    )


@pytest.mark.parametrize(
    "who, exists", [("wang_bianji", True), ("gao_gongkai", True), ("sun_bianji", False), ("qian_jingban", False)]
)
def test_at_the_desk_only_what_exists_for_a_person_is_put_right_to(county, cast, who, exists):
    county.draft("梧桐街改造草案", "紫藤长廊。", kind="policy", document_number="明梧〔2026〕7号")
    following.catch_up()
    scope = cast.scope(who)
    for wrong in ("梧铜街", "梧桐接", "wutongjiee", "紫滕"):
        answer = find_at_desk(Ask(wrong), scope)
        assert bool(answer.instead) == bool(answer.total) == exists and (exists or answer.meant == []), wrong
    for letters in ("wutongjie", "zitengchanglang"):
        assert bool(find_at_desk(Ask(letters), scope).sounding) == exists, letters
    for typed in ("wut", "明梧", "明梧〔2026〕", "梧", "梧铜街"):
        assert bool(suggest_at_desk(typed, scope)) == exists, typed
    assert find_at_desk(Ask("明梧〔2026〕8号"), scope).total == (1 if exists else 0)


def test_at_the_desk_a_word_that_stands_before_the_public_is_no_mistake(county, cast):
    """Those of another unit have nothing on 资助, and something on 自助; 资助 is right all the same."""
    content = {
        "title": "学生自助查询机采购",
        "formed_on": "2026-03-02",
        "body": "<p>设自助查询机。</p>",
        "attachments": [],
    }
    section, by = Section.objects.get(pk="notices"), cast.actor("sun_bianji")
    records.draft(kind="notice", unit=cast.units["wjw"], section=section, content=content, by=by, at=DAY)
    following.catch_up()
    assert find_at_desk(Ask("学生姿助"), cast.scope("sun_bianji")).instead.corrected == "学生自助"
    answer = find_at_desk(Ask("学生资助"), cast.scope("sun_bianji"))
    assert (answer.instead.corrected, answer.instead.left_out) == ("", ("资助",))
