"""The policy library: all of a kind, narrowed by validity, issuer, subject and year; by links alone."""

import pytest
from django.core.cache import cache
from django.test import Client
from tests.plugins.scenes import DAY, draft, policy, through

from gongkai.engines.feeders import rebuilding
from gongkai.engines.site import build
from gongkai.engines.site.tests.helpers import page
from gongkai.kernel.records import validity

LIBRARY = "/counter/library/policy"


@pytest.fixture
def library(cast, home):
    """Three policies, one of them repealed, and a notice."""
    cache.clear()
    through(
        cast,
        policy(cast, title="义务教育招生办法", document_number="明建〔2026〕1号", subject="科技、教育"),
        "published",
    )
    through(cast, policy(cast, title="危房改造办法", subject="城乡建设、环境保护"), "published")
    old = policy(cast, title="旧的危房改造办法", formed_on="2025-03-03", document_number="明建〔2025〕2号")
    validity.repeal(record=through(cast, old, "published"), by=cast.actor("liu_qianfa"), at=DAY)
    through(cast, draft(cast), "published")
    rebuilding.rebuild()

    def ask(**asked):
        return Client().get(LIBRARY, asked).content.decode()

    return ask


def test_all_of_it_and_nothing_else(library):
    shown = library()
    assert shown.count('class="t"') == 3 and "公租房轮候公示" not in shown
    assert "已废止" in shown and "现行有效" in shown and "主题分类" in shown


@pytest.mark.parametrize(
    "asked, found",
    [
        ({"validity": "repealed"}, ["旧的危房改造办法"]),
        ({"validity": "effective"}, ["义务教育招生办法", "危房改造办法"]),
        ({"subject": "科技、教育"}, ["义务教育招生办法"]),
        ({"unit": "zjj", "q": "招生"}, ["义务教育招生办法"]),
        ({"unit": "wjw"}, []),
        ({"q": "明建〔2025〕2号"}, ["旧的危房改造办法"]),
        ({"q": "公租房"}, []),
        ({"kind": "notice"}, ["义务教育招生办法", "危房改造办法", "旧的危房改造办法"]),
    ],
)
def test_narrowed(library, asked, found):
    shown = library(**asked).replace("<mark>", "").replace("</mark>", "")
    titles = [title for title in ("义务教育招生办法", "危房改造办法", "旧的危房改造办法") if f'"t">{title}<' in shown]
    assert sorted(titles) == sorted(found)


def test_each_choice_is_a_link_into_the_library_that_keeps_the_others(library):
    shown = library(subject="城乡建设、环境保护", q="改造")
    assert f'{LIBRARY}?q=%E6%94%B9%E9%80%A0"' in shown and "kind=policy" not in shown
    assert 'name="subject" value="城乡建设、环境保护"' in shown


def test_without_an_index_it_says_so_and_leads_to_the_list(cast, home):
    cache.clear()
    answer = Client().get(LIBRARY)
    assert answer.status_code == 503 and 'href="/k/policy/"' in answer.content.decode()


def test_kinds_without_a_library_have_none(cast, home):
    assert Client().get("/counter/library/notice").status_code == 404
    assert Client().get("/counter/library/nothing").status_code == 404


def test_the_home_page_and_the_list_lead_to_it(library):
    build.catch_up()
    for path in ("index.html", "k/policy/index.html"):
        assert f'href="{LIBRARY}"' in page(path)
    assert LIBRARY not in page("k/notice/index.html")
