"""Topics, notices, key areas, archived pages and former addresses on the site; following is whole."""

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import moved_here, posted, topical
from tests.plugins.scenes import office as head

from gongkai.engines.site import build
from gongkai.engines.site.serve import SiteApp
from gongkai.kernel.portal import actions, former, topics
from gongkai.kernel.portal.blocks import Block, page_of
from gongkai.kernel.records import catalogue
from gongkai.kernel.records.models import Section

from .helpers import Office, files, page

pytestmark = pytest.mark.one_engine


@pytest.fixture
def office(cast, home) -> Office:
    build.catch_up()
    return Office(cast)


def followed(full: bool = False) -> None:
    done = build.catch_up()
    assert done is not None and done.full == full
    tree = files()
    build.full()
    assert tree == files()


def test_a_topic_follows_what_it_shows(office, cast):
    picked = office.publish("2026-03-02", section="notices", kind="notice", title="甲号公告")
    topic = topical(cast)
    topics.change_topic(
        topic=topic,
        name="避暑",
        lead="凉快的地方",
        begins_on=topic.begins_on,
        ends_on=topic.ends_on,
        picked=[picked.pk],
        **head(cast),
    )
    followed()
    assert (
        "甲号公告" in page("topics/bishu/index.html")
        and "避暑" in page("topics/index.html")
        and "避暑" in page("index.html")
    )
    office.publish("2026-03-03", title="乙号办法")
    followed()
    assert "乙号办法" not in page("topics/bishu/index.html")
    blocks = [Block("文件", "section:policy", 5), Block("选的", "picked")]
    actions.arrange(place=page_of("bishu"), blocks=blocks, **head(cast))
    followed()
    text = page("topics/bishu/index.html")
    assert text.index("乙号办法") < text.index("甲号公告") and "<h2>选的</h2>" in text
    office.publish("2026-03-04", title="丙号办法")
    office.withdraw(picked, "2026-03-04")
    followed()
    assert "丙号办法" in page("topics/bishu/index.html") and "甲号公告" not in page("topics/bishu/index.html")


def test_a_record_says_of_which_topics_it_is(office, cast):
    one = office.publish("2026-03-02", section="notices", kind="notice", title="甲号公告")
    other = office.publish("2026-03-02", section="notices", kind="notice", title="乙号公告")
    topic = topical(cast, begins_on=noon("2026-03-20").date())
    said = {"name": "避暑纳凉", "lead": "", "ends_on": topic.ends_on}
    topics.change_topic(topic=topic, begins_on=topic.begins_on, picked=[one.pk], **said, **head(cast))
    followed()
    assert "避暑纳凉" not in page(f"r/{one.pk}/index.html"), "it is yet to come"
    topics.change_topic(topic=topic, begins_on=noon("2026-03-02").date(), picked=[one.pk], **said, **head(cast))
    followed()
    assert '<a href="/topics/bishu/"><span>避暑纳凉</span>' in page(f"r/{one.pk}/index.html")
    topics.change_topic(topic=topic, begins_on=topic.begins_on, picked=[other.pk], **said, **head(cast))
    followed()
    assert "避暑纳凉" not in page(f"r/{one.pk}/index.html") and "避暑纳凉" in page(f"r/{other.pk}/index.html")
    actions.arrange(place=page_of("bishu"), blocks=[Block("文件", "section:policy", 5)], **head(cast))
    followed()
    assert "避暑纳凉" not in page(f"r/{other.pk}/index.html"), "its page shows it no more"
    actions.arrange(place=page_of("bishu"), blocks=[Block("选的", "picked")], **head(cast))
    topics.end_topic(topic=topic, **head(cast))
    followed()
    assert "避暑纳凉<small>2026年3月2日结束" in page(f"r/{other.pk}/index.html")


def test_what_is_over_leaves_the_home_page_and_stays_where_it_was(office, cast):
    topic = topical(cast)
    followed()
    assert "夏季避暑" in page("index.html") and "夏季避暑" not in page("archive/index.html")
    actions.arrange(place=page_of("bishu"), blocks=[Block("文件", "section:policy", 5)], **head(cast))
    office.publish("2026-03-02", title="甲号办法")
    topics.end_topic(topic=topic, **head(cast))
    later = office.publish("2026-03-03", title="乙号办法")
    followed()
    assert "甲号办法" in page("topics/bishu/index.html") and "乙号办法" not in page("topics/bishu/index.html")
    office.withdraw(later, "2026-03-04")
    followed()
    assert "夏季避暑" not in page("index.html") and "夏季避暑" in page("archive/index.html")
    assert "这个专题已在2026年3月2日结束" in page("topics/bishu/index.html")
    assert "/topics/bishu/" in page("sitemap/pages.xml")


def test_a_topic_to_come_is_not_there(office, cast):
    topical(cast, begins_on=noon("2026-03-20").date())
    followed()
    assert "topics/bishu/index.html" not in files() and "夏季避暑" not in page("topics/index.html") + page(
        "map/index.html"
    )


def test_a_notice_stands_on_the_home_page_while_it_holds(office, cast):
    notice = posted(cast)
    followed()
    assert "周末窗口不办公。" in page("index.html") and "周末窗口不办公。" in page("site-notices/index.html")
    topics.take_down(notice=notice, **head(cast))
    followed()
    assert "周末窗口不办公。" not in page("index.html") and "已经过了" in page("site-notices/index.html")


def test_key_areas_tell_when_they_were_brought_up_to_date(office, cast):
    who = {"by": head(cast)["by"], "at": head(cast)["at"]}
    catalogue.add(key="water", parent=None, name="饮用水水质", key_area=True, update_every="quarter", **who)
    followed(full=True)
    assert "还没有公开" in page("key-areas/index.html") and "每季度" in page("key-areas/index.html")
    office.publish("2026-03-05", section="water", kind="notice", title="一季度水质")
    followed()
    assert "一季度水质" in page("key-areas/index.html") and "2026年3月5日" in page("key-areas/index.html")


def test_closed_sections_are_named_among_what_is_archived(office, cast):
    who = {"by": head(cast)["by"], "at": head(cast)["at"]}
    catalogue.add(key="old", parent=None, name="旧栏目", **who)
    catalogue.close(section=Section.objects.get(pk="old"), **who)
    followed(full=True)
    assert "旧栏目" in page("archive/index.html") and "2026年3月2日停用" in page("archive/index.html")


def test_former_addresses_lead_on(office, cast):
    moved_here(cast)
    former.lead_on(text="/show.aspx?id=3 /units/\n/公告/1.html /catalogue/\n/list.asp?c=1&p=2 /guide/", **head(cast))
    followed()
    app = SiteApp(lambda environ, start: [])

    def ask(path: str, query: str = "") -> tuple[str, str]:
        told: list = []
        environ = {"PATH_INFO": path.encode().decode("latin-1"), "QUERY_STRING": query, "REQUEST_METHOD": "GET"}
        app(environ, lambda status, headers: told.extend((status, dict(headers).get("Location", ""))))
        return told[0][:3], told[1]

    assert ask("/art/1.html") == ask("/art/1.html", "from=x") == ("301", "/s/policy/")
    assert ask("/show.aspx", "id=3") == ("301", "/units/") and ask("/公告/1.html") == ("301", "/catalogue/")
    assert ask("/list.asp", "p=2&from=x&c=1") == ("301", "/guide/")
    assert ask("/show.aspx", "id=4")[0] == ask("/show.aspx")[0] == ask("/art/2.html")[0] == "404"
    former.lead_on(text="/art/1.html /catalogue/", **head(cast))
    followed()
    assert ask("/art/1.html") == ("301", "/catalogue/")


def test_pages_say_what_they_are_where_they_are_shared(office):
    record = office.publish("2026-03-02", title="甲号“办法”", body="<p>第一条 为了保障住房安全，制定本办法。</p>")
    office.correct(record, "2026-03-05")
    build.catch_up()
    text = page(f"r/{record.pk}/index.html")
    url = f"https://www.mingchuan.gov.example/r/{record.pk}/"
    assert f'<link rel="canonical" href="{url}">' in text and f'<meta property="og:url" content="{url}">' in text
    assert '<meta property="og:type" content="article">' in text and "<dt>更新日期</dt>" in text
    assert f'<link rel="canonical" href="{url}">' in page(f"r/{record.pk}/v/1/index.html")
    assert "<dt>更新日期</dt>" not in page(f"r/{record.pk}/v/1/index.html")
    assert '<meta property="og:type" content="website">' in page("s/policy/index.html")
    assert "最近更新2026年3月5日" in page("s/policy/index.html") and "最近更新2026年3月5日" in page("u/zjj/index.html")
