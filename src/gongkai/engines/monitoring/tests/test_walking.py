"""A site is walked to its end whatever it holds, and goes on where it was broken off; what was planted is found, and nothing else."""

from datetime import timedelta
from decimal import Decimal

from gongkai.engines.monitoring import queries
from gongkai.engines.monitoring.models import Fault, Page, Run, Snapshot
from gongkai.engines.monitoring.tests.conftest import DAY
from gongkai.ground.ledger.models import Fact
from gongkai.ground.ledger.verify import verify
from gongkai.pure.monitor.tests.town import item, served

TODAY = DAY.date()
OLD = TODAY - timedelta(days=40)
VERY_OLD = TODAY - timedelta(days=200)


def found() -> set[tuple[str, str, str]]:
    return {(each.indicator, each.page, each.target) for each in Fault.objects.filter(state="open")}


def to_its_end(walk, at=DAY) -> Run:
    for _ in range(100):
        if walk.step(at, 5.0):
            return Run.objects.get(pk=walk.run.pk)
    raise AssertionError("it has no end")


def test_on_a_sound_site_nothing_is_found(town, walk):
    run = to_its_end(walk())
    assert found() == set()
    assert (run.score, run.vetoed, run.verdict, run.visited) == (100, False, "合格", 7)
    assert verify().findings == []


def test_what_was_planted_is_found_and_nothing_else(town, walk):
    with served() as other:
        other.page("/there")
        more = (
            "<p>认真布署防汛。</p><p>张三，身份证号110101199003077758，已经领取。</p><p>与港澳台等国家合作。</p>"
            f'<a href="/gone">旧的</a><a href="{other.url}/gone">站外旧的</a><a href="{other.url}/there">站外</a>'
            '<a href="/hang">慢</a><a href="/breaks">断</a><a href="/huge">大</a><a href="/private/x">不去</a><a href="mailto:a@b.cn">信</a>'
            '<a href="/blank">空</a><a href="/stale">要闻</a>'
        )
        town.page("/a/1", more)
        town.page("/blank", "<p>暂无信息</p>", column="招考录用")
        town.page("/stale", f"<ul>{item('/a/2', '旧闻', OLD)}</ul>", column="政务要闻")
        town.pages |= {"/hang": town.hanging, "/breaks": town.breaking, "/huge": town.huge(100_000_000)}
        run = to_its_end(walk(beside=(other.url,), seconds=0.3))
        assert found() == {
            ("writing", "/a/1", ""),
            ("personal", "/a/1", ""),
            ("grave", "/a/1", ""),
            ("dead_in", "/a/1", "/gone"),
            ("dead_in", "/a/1", "/hang"),
            ("dead_in", "/a/1", "/breaks"),
            ("dead_out", "/a/1", f"{other.url}/gone"),
            ("blank", "/blank", ""),
            ("stale", "/stale", ""),
        }
        assert Fault.objects.count() == 9
        # 个人信息、栏目、空白、三个站内、一个站外、错别字
        assert run.vetoed and run.score == Decimal("100") - 5 - 4 - 4 - Decimal("1.5") - Decimal("0.1") - Decimal("0.5")
        assert town.asked["/private/x"] == 0 and run.left == {"robots": 1}
        assert town.asked["/hang"] == 2, "who did not answer is asked once more"


def test_what_the_home_page_lacks_is_found(town, walk):
    news = item("/a/1", "县政府召开常务会议", OLD)
    town.page("/", f'<ul>{news}</ul><a href="/news">动态</a>', column="首页", labels="", foot="")
    to_its_end(walk())
    marks = {(each.indicator, each.place) for each in Fault.objects.all()}
    assert marks == {
        ("home_stale", f"首页最新的信息是{OLD}"),
        *(
            ("identifier", f"首页没有{each}")
            for each in ("政府网站标识码", "ICP备案号", "公安备案号", "党政机关网站标识")
        ),
        *(("labels", f"首页没有标签{each}") for each in ("SiteName", "SiteDomain", "SiteIDCode")),
        ("search", "首页没有搜索"),
    }


def test_fourteen_days_are_in_time_and_fifteen_are_not(town, walk):
    for days, told in ((14, set()), (15, {("stale", "/news", "")})):
        Fault.objects.all().delete()
        town.page("/news", f"<ul>{item('/a/2', '会', TODAY - timedelta(days=days))}</ul>", column="工作动态")
        to_its_end(walk())
        assert found() == told


def test_five_columns_that_stand_still_are_a_veto_and_four_are_not(town, walk):
    for many in (4, 5):
        links = "".join(f'<a href="/n/{n}">动态{n}</a>' for n in range(many))
        town.page("/a/2", links)
        for n in range(many):
            town.page(f"/n/{n}", f"<ul>{item('/a/2', '旧', OLD)}</ul>", column=f"第{n}处动态")
        run = to_its_end(walk())
        assert run.counts.get("stale") == many
        assert run.counts.get("columns_stale", 0) == (many == 5) and run.vetoed == (many == 5)


def test_a_search_that_finds_nothing_is_told(town, walk):
    town.page("/search", "<p>没有找到。</p>")
    to_its_end(walk())
    assert [(each.indicator, each.place) for each in Fault.objects.all()] == [
        ("search", "首页上的“县政府召开常务会议”搜不到")
    ]


def test_a_home_page_that_does_not_open_is_told_alone_and_closes_nothing(town, walk):
    town.page("/a/2", '<a href="/gone">旧的</a>')
    to_its_end(walk())
    home, town.pages["/"] = town.pages["/"], (500, "坏了")
    run = to_its_end(walk())
    assert run.counts == {"unreachable": 1} and run.vetoed
    assert found() == {("unreachable", "/", ""), ("dead_in", "/a/2", "/gone")}
    town.pages["/"] = home
    to_its_end(walk())
    assert found() == {("dead_in", "/a/2", "/gone")}


def test_a_loop_ends(town, walk):
    def deeper(handler):
        path = handler.path.partition("?")[0]
        body = f'<html><head><meta name="ArticleTitle" content="x"></head><body>{path}<a href="{path}deeper/">深</a><a href="{path}?n={town.asked.total()}">新</a></body></html>'
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.end_headers()
        handler.wfile.write(body.encode())

    town.page("/a/2", '<a href="/loop/">日历</a>')
    town.pages |= {f"/loop/{'deeper/' * n}": deeper for n in range(12)}
    run = to_its_end(walk())
    assert found() == set()
    assert run.left["loop"] >= 1 and sum(n for path, n in town.asked.items() if path.startswith("/loop/")) < 80


def test_pages_that_are_all_the_same_are_not_followed_for_ever(town, walk):
    same = "<html><body>同一页" + "".join(f'<a href="{each}/">下一页</a>' for each in "pqrs") + "</body></html>"
    town.page("/a/2", '<a href="/same/">同</a>')
    town.pages["*"] = (200, same)
    to_its_end(walk(depth=30))
    assert sum(town.asked.values()) < 40


def test_so_many_pages_and_no_more(town, walk):
    town.page("/a/2", "".join(f'<a href="/p/{n}">{n}</a>' for n in range(50)))
    town.pages["*"] = (200, "<html><body>一页</body></html>")
    run = to_its_end(walk(most=12))
    assert Page.objects.filter(run=run, inside=True).count() == 12 and run.left["pages"] >= 40


def test_broken_off_anywhere_it_goes_on_and_finds_the_same(town, walk):
    town.page("/a/2", '<a href="/gone">旧的</a><p>认真布署。</p>')
    first = walk()
    for _ in range(3):
        first.step(DAY, 0)
    asked = dict(town.asked)
    # Whoever walked is gone with all that they remembered: only the rows are left.
    run = to_its_end(walk(run=queries.under_way(town.url)))
    assert run.pk == first.run.pk
    assert found() == {("dead_in", "/a/2", "/gone"), ("writing", "/a/2", "")}
    assert all(town.asked[path] == n for path, n in asked.items() if path != "/robots.txt"), "nothing is asked twice"


def test_the_evidence_is_the_pages_bytes_but_never_those_that_tell_peoples_data(town, walk):
    town.page("/a/1", "<p>张三，身份证号110101199003077758。</p>")
    town.page("/a/2", "<p>认真布署。</p>")
    to_its_end(walk())
    written, leaked = Fault.objects.get(indicator="writing"), Fault.objects.get(indicator="personal")
    assert queries.snapshot(written.digest).content == town.pages["/a/2"][1].encode()
    assert leaked.digest and queries.snapshot(leaked.digest) is None
    assert "110101199003077758" not in leaked.place and leaked.place.startswith("张三，身份证号【110101")
    assert not any(b"199003077758" in bytes(each.body) for each in Fact.objects.all())
    assert verify().findings == []
    Snapshot.objects.update(packed=b"x")
    assert any("monitoring.snapshot" in str(each) for each in verify().findings)


def test_the_next_run_closes_what_is_gone_and_keeps_what_is_not(town, walk):
    town.page("/a/2", '<a href="/gone">旧的</a><a href="/gone-too">也旧</a>')
    to_its_end(walk())
    before = {each.target: each.pk for each in Fault.objects.all()}
    town.page("/a/2", '<a href="/gone">旧的</a>')
    to_its_end(walk(), DAY + timedelta(days=7))
    gone, still = Fault.objects.get(target="/gone-too"), Fault.objects.get(target="/gone")
    assert (gone.state, gone.gone_on) == ("gone", TODAY + timedelta(days=7))
    assert (still.pk, still.found_on, still.seen_on) == (before["/gone"], TODAY, TODAY + timedelta(days=7))
    town.page("/a/2", '<a href="/gone-too">也旧</a>')
    to_its_end(walk(), DAY + timedelta(days=14))
    assert Fault.objects.filter(target="/gone-too").count() == 2, "found again it is another"


def test_what_a_short_run_did_not_come_to_is_not_closed(town, walk):
    town.page("/a/2", '<a href="/gone">旧的</a>')
    to_its_end(walk())
    run = to_its_end(walk(most=2))
    assert run.left["pages"] and found() == {("dead_in", "/a/2", "/gone")}
