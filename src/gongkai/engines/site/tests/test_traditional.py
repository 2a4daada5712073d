"""Pages in traditional script: the same page, its links among such pages, and the way back."""

from gongkai.engines.site import build
from gongkai.engines.site.serve import SiteApp
from gongkai.engines.site.traditional import converted

from .helpers import Office, page


def ask(app: SiteApp, path: str, **more: str) -> tuple[str, dict[str, str], str]:
    told: list = []
    environ = {"PATH_INFO": path, "REQUEST_METHOD": "GET"} | more
    body = b"".join(app(environ, lambda status, headers: told.extend((status, dict(headers)))))
    return told[0][:3], told[1], body.decode()


def test_a_page_is_the_same_in_traditional_script(cast, home):
    record = Office(cast).publish("2026-03-02", title="农村危房改造补助办法")
    build.full()
    seen: list[str] = []
    app = SiteApp(lambda environ, start: [], lambda path, agent: seen.append(path))
    address = f"/r/{record.pk}/"
    status, headers, text = ask(app, f"/hant{address}")
    assert (
        status == "200" and "農村危房改造補助辦法" in text and '<html lang="zh-Hant">' in text and "以簡體為準" in text
    )
    assert f'<a href="{address}" lang="zh-Hans">简体</a>' in text and 'href="/hant/u/zjj/"' in text
    assert (
        'href="/counter/foi/apply' in text
        and "/hant/counter/foi" not in text
        and 'action="/hant/counter/search"' in text
        and "/hant/assets" not in text
        and "/hant/hant" not in text
    )
    assert f'<link rel="canonical" href="https://www.mingchuan.gov.example{address}">' in text
    assert (
        len(text.encode()) == int(headers["Content-Length"])
        and "script-src 'self'" in headers["Content-Security-Policy"]
    )
    assert ask(app, f"/hant{address}", HTTP_IF_NONE_MATCH=headers["ETag"])[0] == "304"
    assert "农村危房改造补助办法" in ask(app, address)[2] and seen == [address] * 3
    assert ask(app, address)[1]["ETag"] != headers["ETag"]
    assert ask(app, f"/hant{address}index.json")[2] == ask(app, f"{address}index.json")[2]
    assert ask(app, "/hant/nothing/")[0] == "404" and ask(app, "/hant/../etc/passwd")[0] == "404"
    assert 'href="/hant/" lang="zh-Hant" data-script>' in page(f"r/{record.pk}/index.html")


def test_a_page_that_changed_is_converted_anew(cast, home):
    office = Office(cast)
    record = office.publish("2026-03-02", title="农村办法")
    build.catch_up()
    app = SiteApp(lambda environ, start: [])
    assert "農村辦法" in ask(app, f"/hant/r/{record.pk}/")[2]
    office.correct(record, "2026-03-03", title="城乡办法")
    build.catch_up()
    assert "城鄉辦法" in ask(app, f"/hant/r/{record.pk}/")[2]


def test_links_that_are_pages_stay_among_such_pages():
    told = converted(
        '<a href="/">首页</a><a class="x" href="/s/a/#b">页</a><a href="/r/x/a/1/某.pdf">件</a><link href="/x/">'.encode(),
        "/",
    )
    assert told.decode() == (
        '<a href="/hant/">首頁</a><a class="x" href="/hant/s/a/#b">頁</a><a href="/r/x/a/1/某.pdf">件</a><link href="/x/">'
    )
