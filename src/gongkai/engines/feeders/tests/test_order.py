"""The best first: what has the words in its title, what is in force, what holds and explains before what tells of it, what is newer."""

from tests.plugins.cast import noon

from gongkai.engines.feeders import following
from gongkai.engines.feeders.finding import find_public
from gongkai.ground.search.asking import Ask
from gongkai.ground.search.index import Document, weighed
from gongkai.kernel.records import validity
from gongkai.pure import declare


def titles(words: str) -> list[str]:
    return ["".join(piece for piece, _ in hit.title) for hit in find_public(Ask(words)).hits]


def test_the_policy_in_force_comes_before_the_news_of_it(office, index):
    news = "县里学习贯彻农村供水管理办法"
    for n in range(3):
        office.publish(f"{news}之{n}", "农村供水，农村供水，管理办法。", kind="news", at=noon("2026-03-02"))
    office.publish(
        "明川县农村供水管理办法（试行）",
        "第一条 为规范供水。" * 40,
        kind="policy",
        document_number="明建〔2024〕3号",
        at=noon("2024-01-05"),
    )
    following.catch_up()
    assert titles("农村供水管理办法")[0] == "明川县农村供水管理办法（试行）"


def test_what_is_not_in_force_comes_after_what_is(office, index, cast):
    old = office.publish(
        "农村供水管理办法", "农村供水。", kind="policy", document_number="明建〔2026〕3号", effective_on="2026-03-02"
    )
    office.publish(
        "关于印发明川县农村供水管理实施细则的通知",
        "照办。",
        kind="policy",
        document_number="明建〔2025〕3号",
        effective_on="2025-03-02",
        at=noon("2025-03-02"),
    )
    following.catch_up()
    assert titles("农村供水管理")[0] == "农村供水管理办法", "its title is the words, and it is newer"
    validity.repeal(record=old, because="任务已经完成", by=cast.actor("liu_qianfa"), at=noon("2026-03-03"))
    following.catch_up()
    assert titles("农村供水管理") == ["关于印发明川县农村供水管理实施细则的通知", "农村供水管理办法"]


def test_a_title_comes_before_a_text(office, index):
    office.publish("工作安排", "农村供水。" * 30)
    office.publish("关于做好今年农村饮水安全巩固提升和供水保障工作有关事项的公告", "照办。")
    following.catch_up()
    assert titles("农村供水")[0].startswith("关于做好")


def test_weights():
    """In threes: more of it, the same, less."""
    new = Document("a", "", year=2026)
    for less in (
        Document("b", "", year=2025),
        Document("c", "", year=2026, in_force=False),
        Document("d", "", year=2026, standing=0.9),
    ):
        assert weighed(new) > weighed(less) > 0
    assert weighed(Document("e", "", year=1949)) == weighed(Document("f", "", year=2010)) > 0
    assert weighed(Document("g", "", year=2016)) > weighed(Document("h", "", year=2026, standing=0.75)), (
        "a policy of ten years ago before a notice of today"
    )


def test_every_kind_says_how_much_it_counts():
    standings = {drawer.code: drawer.declaration.standing for drawer in declare.kinds()}
    assert all(0 < each <= 1 for each in standings.values())
    assert standings["policy"] > standings["interpretation"] > standings["notice"] > standings["news"]
