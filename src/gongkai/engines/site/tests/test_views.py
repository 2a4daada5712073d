"""How often pages are looked at: counted by page and month, by day; nothing of who looked is kept."""

from datetime import datetime
from time import sleep
from zoneinfo import ZoneInfo

import pytest

from gongkai.engines.site import tree, views
from gongkai.engines.site.serve import SiteApp

READER = "Mozilla/5.0 (X11; Linux x86_64)"


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def site(home):
    root = tree.site_path("g0001")
    for path in ("index.html", "r/2nz/index.html", "404.html", "r/2nz/index.json"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("<p>一</p>")
    tree.database_of(root).touch()
    tree.switch_to(root)
    return home


def ask(app: SiteApp, path: str, agent: str = READER, method: str = "GET", **more: str) -> str:
    told: list[str] = []
    environ = {
        "PATH_INFO": path,
        "REQUEST_METHOD": method,
        "HTTP_USER_AGENT": agent,
        "REMOTE_ADDR": "203.0.113.77",
    } | more
    list(app(environ, lambda status, headers: told.append(status)))
    return told[0][:3]


def test_pages_that_people_look_at_are_counted_and_nothing_else(site):
    counted = views.Views(lambda: at("2026-03-31"))
    app = SiteApp(lambda environ, start: [], counted.count)
    assert [ask(app, path) for path in ("/", "/", "/r/2nz/")] == ["200"] * 3
    assert ask(app, "/", HTTP_IF_NONE_MATCH="*") == "304"
    for path, agent, method in (
        ("/", "Baiduspider/2.0", "GET"), ("/", "", "GET"), ("/", READER, "HEAD"), ("/r/2nz/index.json", READER, "GET"), ("/nothing/", READER, "GET"),
    ):  # fmt: skip
        ask(app, path, agent, method)
    assert views.by_day(9) == []
    counted.write()
    counted.write()
    assert views.by_day(9) == [("2026-03-31", 4)]
    assert views.most_seen("2026-03", 9) == [("/", 3), ("/r/2nz/", 1)]
    kept = (site / "cache" / "views.sqlite").read_bytes()
    assert b"203.0.113.77" not in kept and b"Mozilla" not in kept


def test_days_add_up_to_months_and_old_pages_are_told_apart_no_more(site):
    for day in ("2024-02-29", "2026-02-28", "2026-03-01", "2026-03-31"):
        counted = views.Views(lambda day=day: at(day))
        counted.count("/", READER)
        counted.write()
    assert views.by_month() == [("2026-03", 2), ("2026-02", 1), ("2024-02", 1)]
    assert views.by_day(2) == [("2026-03-31", 1), ("2026-03-01", 1)]
    assert views.most_seen("2026-03", 9) == [("/", 2)] and views.most_seen("2024-02", 9) == [("/", 1)]
    later = views.Views(lambda: at("2026-04-01"))
    later.count("/", READER)
    later.write()
    assert views.most_seen("2024-02", 9) == [] and ("2024-02", 1) in views.by_month()


def test_what_cannot_be_written_is_not_lost(site, monkeypatch):
    counted = views.Views(lambda: at("2026-03-31"))
    counted.count("/", READER)
    with monkeypatch.context() as broken:
        broken.setattr(views, "_TABLES", "no such words;")
        counted.write()
    assert views.by_day(9) == []
    counted.write()
    assert views.by_day(9) == [("2026-03-31", 1)]


def test_a_counter_writes_when_it_has_rested_though_nobody_else_comes(site, monkeypatch):
    monkeypatch.setattr(views, "REST", 0.2)
    counted = views.Views(lambda: at("2026-03-31"))
    for _ in range(2):
        counted.count("/", READER)
    assert views.by_day(9) == []
    for _ in range(100):
        if views.by_day(9):
            break
        sleep(0.05)
    assert views.by_day(9) == [("2026-03-31", 2)]
