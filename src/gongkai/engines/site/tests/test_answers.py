"""How applications fare is told in figures: those of the ledger's latest day, the bad ones too, and nothing of any case."""

import re
from datetime import date, timedelta

import pytest

from gongkai.engines.measures import queries
from gongkai.engines.measures.queries import Period
from gongkai.engines.site import build
from gongkai.engines.site.reader import Reader
from gongkai.procedures.foi.tests.scenes import REQUEST, answered, due, submitted

from .helpers import Office, files, page


def figures(html: str) -> list[str]:
    facts = re.search(r'<dl class="facts">(.*?)</dl>', html, re.DOTALL)[1]
    return re.findall(r'<dd><(?:a class="open"[^>]*|span(?: class="zero")?)>([\d,]+)<', facts)


def unit_line(html: str, name: str) -> list[str]:
    row = re.search(rf"<tr><th[^>]*>(?:<a[^>]*>)?{name}.*?</tr>", html, re.DOTALL)[0]
    return re.findall(r'<td class="n[^"]*">([\d,]+)</td>', row)


def test_four_figures_and_the_page_they_open_onto(cast, home):
    answered(cast, "2025-12-01", "2026-01-05")  # carried over, and late: it was due on 29 December
    answered(cast, "2026-02-02", "2026-02-04", "3_2")
    submitted(cast, "2026-02-10")
    build.catch_up()
    for shown in (page("index.html"), page("answers/index.html")):
        assert figures(shown) == ["2", "2", "1", "0"]
        assert "截至2月10日，另有上年结转1件" in shown and "予以公开和部分公开2件" in shown
    told = page("answers/index.html")
    assert unit_line(told, "住房和城乡建设局") == ["1", "2", "2", "1", "1", "0"]
    pending = queries.value(
        queries.measures()["foi.carried_out"],
        Period(date(2026, 1, 1), date(2026, 2, 10)),
        frozenset(unit.pk for unit in cast.units.values()),
    )
    assert f"1＋2＝2＋{pending}" in told and "部分公开" in told
    assert 'href="/answers/#units"' in page("index.html") and 'id="units"' in told
    # Figures in tables and captions open onto nothing: cases are not public. So the page does not promise that all do.
    assert '<a href="/answers/">看各单位办得怎么样</a>' in page("index.html")


@pytest.mark.parametrize("after, overdue", [(-1, "0"), (0, "0"), (1, "1")])
def test_overdue_from_the_day_after_the_due_day(cast, home, after, overdue):
    case = submitted(cast)
    office = Office(cast)
    build.catch_up()
    # The latest fact tells the day, whatever it is about.
    office.draft((due(case) + timedelta(after)).isoformat())
    done = build.catch_up()
    assert done is not None and not done.full
    assert figures(page("index.html"))[3] == overdue
    assert ('data-light="red"' in page("index.html")) is (overdue == "1")
    followed = files()
    build.full()
    assert files() == followed


@pytest.fixture
def counting(monkeypatch) -> list[str]:
    """The measures that were counted."""
    counted, original = [], Reader.counts
    monkeypatch.setattr(Reader, "counts", lambda self, key, *more: counted.append(key) or original(self, key, *more))
    return counted


def test_a_publication_counts_no_cases_again_until_one_moves_or_the_day_changes(cast, home, counting):
    answered(cast, "2026-02-02", "2026-02-04")
    office = Office(cast)
    office.publish("2026-02-05")
    build.catch_up()
    build.full()
    office.publish("2026-02-05")  # after a full build the first round counts
    build.catch_up()
    counting.clear()
    office.publish("2026-02-05")
    build.catch_up()
    assert not counting and figures(page("index.html")) == ["1", "1", "0", "0"]
    submitted(cast, "2026-02-05")
    build.catch_up()
    assert counting and figures(page("index.html")) == ["2", "1", "0", "0"]
    counting.clear()
    office.publish("2026-02-06")
    build.catch_up()
    assert counting and "截至2月6日" in page("answers/index.html")
    followed = files()
    build.full()
    assert files() == followed


def test_nothing_of_a_case_is_published(cast, home):
    case = submitted(cast)
    build.full()
    everything = b"".join(files().values()).decode(errors="replace")
    for secret in (case.reference, case.ref, REQUEST.subject, REQUEST.party["name"], REQUEST.party["phone"]):
        assert secret not in everything


def test_before_anybody_applied(cast, home):
    Office(cast).publish("2026-03-02")
    build.catch_up()
    assert "我们答复得怎么样" not in re.search(r"<main.*</main>", page("index.html"), re.DOTALL)[0]
    assert "今年还没有收到公开申请" in page("answers/index.html")
