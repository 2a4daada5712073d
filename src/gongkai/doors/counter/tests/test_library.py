"""The policy library: all of a kind, narrowed by validity, issuer, subject and year; by links alone."""

import pytest
from django.core.cache import cache
from django.test import Client
from tests.plugins.scenes import DAY, draft, policy, through

from gongkai.engines.feeders import rebuilding
from gongkai.engines.site import build
from gongkai.engines.site.serve import SiteApp
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
    validity.repeal(record=through(cast, old, "published"), because="任务已经完成", by=cast.actor("liu_qianfa"), at=DAY)
    through(cast, draft(cast), "published")
    rebuilding.rebuild()

    def ask(**asked):
        return Client().get(LIBRARY, asked).content.decode()

    return ask


def in_traditional(path: str, query: str = "") -> tuple[str, dict[str, str], str]:
    """As the server shows it below /hant/."""

    def django(environ, start):
        answer = Client().get(f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}")
        start(f"{answer.status_code} OK", list(answer.items()))
        return [answer.content]

    told: list = []
    environ = {"PATH_INFO": f"/hant{path}", "REQUEST_METHOD": "GET", "QUERY_STRING": query}
    body = b"".join(SiteApp(django)(environ, lambda status, headers: told.extend((status, dict(headers)))))
    return told[0][:3], told[1], body.decode()


def test_what_one_only_reads_is_there_in_traditional_script(library):
    """It is asked for in either script, and its links stay in it; one leads back."""
    assert '<a href="/hant/counter/library/policy?validity=repealed" lang="zh-Hant">繁體</a>' in library(
        validity="repealed"
    )
    status, headers, shown = in_traditional(LIBRARY, "validity=repealed")
    assert (
        status == "200"
        and "舊的危房改造辦法" in shown
        and "義務教育招生辦法" not in shown
        and '<html lang="zh-Hant">' in shown
    )
    assert '<a href="/counter/library/policy?validity=repealed" lang="zh-Hans">简体</a>' in shown
    assert 'href="/hant/counter/library/policy' in shown and 'action="/hant/counter/' in shown
    assert int(headers["Content-Length"]) == len(shown.encode())
    _, _, found = in_traditional("/counter/search", "q=%E7%BE%A9%E5%8B%99%E6%95%99%E8%82%B2")  # 義務教育
    assert "招生辦法" in found and "明建〔2026〕1號" in found
    assert in_traditional("/counter/foi/apply")[0] == "404"


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
        ({"section": "policy"}, ["义务教育招生办法", "危房改造办法", "旧的危房改造办法"]),
        ({"section": "notices"}, []),
        ({"section": "nothing"}, []),
        ({"audience": "老人"}, []),
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
