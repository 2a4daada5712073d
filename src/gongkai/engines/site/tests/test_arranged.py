"""Pages that offices put together: in the order they gave, and following is whole."""

import re

import pytest
from tests.plugins.scenes import office as head

from gongkai.engines.site import build
from gongkai.kernel.portal import actions
from gongkai.kernel.portal.blocks import HOME, Block, model_of
from gongkai.kernel.records import catalogue
from gongkai.kernel.records.models import Section

from .helpers import Office, files, page

pytestmark = pytest.mark.one_engine


@pytest.fixture
def office(cast, home) -> Office:
    found = Office(cast)
    found.publish("2026-03-02", title="甲号办法")
    found.publish("2026-03-03", title="乙号办法")
    found.publish("2026-03-04", section="notices", kind="notice", title="丙号公告")
    build.catch_up()
    return found


def followed(full: bool = False) -> None:
    done = build.catch_up()
    assert done is not None and done.full == full
    tree = files()
    build.full()
    assert tree == files()


def headings(path: str) -> list[str]:
    return re.findall(r"<h2>(.*?)</h2>", page(path))


def test_the_home_page_has_the_blocks_in_their_order(office, cast):
    before = page("index.html")
    blocks = [Block("找单位", "units"), Block("通知", "section:notices", 3), Block("只看一条", "kind:policy", 1)]
    actions.arrange(place=HOME, blocks=blocks, **head(cast))
    followed()
    assert headings("index.html") == ["找单位", "通知", "只看一条"]
    text = page("index.html")
    assert "乙号办法" in text and "甲号办法" not in text and "丙号公告" in text
    actions.leave(place=HOME, **head(cast))
    followed()
    assert page("index.html") == before


def test_a_section_that_closed_leaves_its_block_and_a_merged_one_leads_on(office, cast):
    who = {"by": head(cast)["by"], "at": head(cast)["at"]}
    for key in ("one", "two"):
        catalogue.add(key=key, parent=None, name=f"栏目{key}", **who)
    blocks = [Block("甲栏", "section:one", 3), Block("乙栏", "section:two", 3), Block("通知", "kind:notice", 3)]
    actions.arrange(place=HOME, blocks=blocks, **who)
    one, two = (Section.objects.get(pk=key) for key in ("one", "two"))
    catalogue.close(section=one, **who)
    catalogue.merge(section=two, into=Section.objects.get(pk="notices"), **who)
    followed(full=True)
    assert headings("index.html") == ["乙栏", "通知"]
    assert page("index.html").count("丙号公告") == 2


def test_a_model_holds_for_its_level_and_an_own_page_goes_before(office, cast):
    before = page("u/wjw/index.html")
    model = [Block("最新文件", "kind:policy", 1), Block("怎么找我们", "facts")]
    actions.arrange(place=model_of("department"), blocks=model, **head(cast))
    followed()
    assert headings("u/zjj/index.html")[:1] == ["最新文件"]
    text = page("u/zjj/index.html")
    assert "乙号办法" in text and "甲号办法" not in text and "丙号公告" not in text
    assert text.index("乙号办法") < text.index(">怎么找我们</h2>") < text.index("机构名称")
    assert page("u/wjw/index.html") != before
    own = [Block("通知", "section:notices", 5), Block("目录", "catalogue")]
    actions.arrange(place="", unit=cast.units["zjj"], blocks=own, **head(cast))
    followed()
    assert headings("u/zjj/index.html")[:2] == ["通知", "目录"] and "机构名称" not in page("u/zjj/index.html")
    assert 'href="/u/zjj/s/notices/">“公告公示”的全部信息</a>' in page("u/zjj/index.html")
    actions.leave(place="", unit=cast.units["zjj"], **head(cast))
    actions.leave(place=model_of("department"), **head(cast))
    followed()
    assert page("u/wjw/index.html") == before
