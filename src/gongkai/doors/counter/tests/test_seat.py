"""A case's pages have addresses in the browser that has it open: Back leads to them, for a short while, until one leaves."""

import re
from datetime import timedelta

import pytest
from tests.plugins.cast import noon

from gongkai.doors.counter import seat, track
from gongkai.doors.counter.tests.conftest import TRACK, Citizen, hidden

HEADING = "您的申请办到哪儿了</h1>"
ACT, PAPER = f"{TRACK}/act", f"{TRACK}/paper"


@pytest.fixture
def opened(citizen):
    """With a case open; ``held`` is its number and code, ``here`` the address of its progress."""
    citizen.fill_all()
    citizen.held = citizen.send()
    citizen.track(*citizen.held)
    citizen.here = _address(citizen)
    return citizen


def _address(citizen) -> str:
    asked = citizen.answer.request
    return f"{asked['PATH_INFO']}?{asked['QUERY_STRING']}"


def test_back_leads_from_each_page_to_the_one_before(opened):
    assert opened.here.startswith(f"{TRACK}/case?k=") and HEADING in opened.html
    assert opened.answer["Cache-Control"] == "no-store"
    number = hidden(opened.html, "number")
    for url, fields, shows in ((ACT, {"act": "recall"}, "撤回"), (PAPER, {"number": number}, "登记回执")):
        opened.press(url, **fields)
        asked = _address(opened)
        assert asked.startswith(f"{url}?k=") and shows in opened.html
        assert HEADING in opened.get(opened.here) and opened.answer.status_code == 200
        assert shows in opened.get(asked) and HEADING not in opened.html
        opened.get(opened.here)


def test_what_was_done_is_told_once_and_back_to_its_question_says_that_it_is_over(opened):
    opened.press(ACT, act="recall")
    question = _address(opened)
    html = opened.press(ACT, act="recall", sure="1", seen="1")
    assert 'role="status"' in html and _address(opened) == opened.here
    assert 'role="status"' not in opened.get(opened.here)
    assert track.TOO_LATE in opened.get(question)


@pytest.mark.parametrize("minutes, open_", [(9, True), (10, True), (11, False)])
def test_it_stays_open_for_a_short_while(opened, monkeypatch, minutes, open_):
    monkeypatch.setattr(track, "now", lambda: noon("2026-03-02") + timedelta(minutes=minutes))
    html = opened.get(opened.here)
    assert (HEADING in html, track.LEFT_OPEN in html) == (open_, not open_)
    assert opened.held[0] in html if open_ else opened.held[0] not in html


def test_each_page_begins_the_while_anew(opened, monkeypatch):
    for minutes in (9, 18, 27):
        monkeypatch.setattr(track, "now", lambda minutes=minutes: noon("2026-03-02") + timedelta(minutes=minutes))
        assert HEADING in opened.get(opened.here)


def test_whoever_leaves_has_nothing_open(opened):
    assert "退出查询" in opened.html
    opened.post(f"{TRACK}/leave")
    assert _address(opened) == f"{TRACK}?"
    assert opened.client.cookies[seat.NAME].value == seat.NOTHING
    opened.get(opened.here)
    assert HEADING not in opened.html and opened.held[0] not in opened.html


@pytest.mark.parametrize("page", ["case", "act", "paper", "leave"])
def test_in_another_browser_the_address_is_that_of_nothing(opened, page):
    other = Citizen()
    for key in (opened.here.partition("k=")[2], "00000000", ""):
        answer = other.client.get(f"{TRACK}/{page}?k={key}&act=recall&n=0")
        assert (answer.status_code, answer["Location"]) == (302, TRACK)


def test_two_tabs_have_each_their_own(opened):
    first = opened.here
    opened.fill_all()
    reference, code = opened.send()
    opened.track(reference, code)
    assert _address(opened) != first
    assert opened.held[0] in opened.get(first) and reference not in opened.html
    opened.press(ACT, act="recall")
    assert opened.held[0] in opened.html
    opened.track(*opened.held)
    assert _address(opened) == first


@pytest.mark.parametrize(
    "number, still", [(seat.TOGETHER - 1, True), (seat.TOGETHER, False), (seat.TOGETHER + 1, False)]
)
def test_a_browser_has_a_few_open_at_once(opened, number, still):
    for _ in range(number):
        opened.fill_all()
        opened.track(*opened.send())
    assert (HEADING in opened.get(opened.here)) is still


def test_the_cookie_is_sealed_and_kept_by_no_disk(opened):
    cookie = opened.client.cookies[seat.NAME]
    kept = [cookie[name] for name in ("httponly", "samesite", "path", "max-age", "expires")]
    assert kept == [True, "Strict", TRACK, "", ""]
    assert re.fullmatch(r"[\w=-]+", cookie.value) and opened.held[0] not in cookie.value


def test_what_is_open_can_be_read_and_not_acted_upon(opened):
    html = opened.post(ACT, act="recall", sure="1", seen="1")
    assert track.STALE in html
    opened.client.cookies[seat.NAME] = "forged"
    assert HEADING not in opened.get(opened.here)


def test_a_browser_without_cookies_is_answered_all_the_same(opened):
    opened.client.cookies.clear()
    assert HEADING in opened.track(*opened.held) and _address(opened) == f"{TRACK}?"
    assert "撤回" in opened.press(ACT, act="recall") and _address(opened) == f"{ACT}?"
    assert not opened.client.cookies
