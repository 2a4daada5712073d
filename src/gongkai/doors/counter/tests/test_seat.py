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
    copied = opened.client.cookies[seat.NAME].value
    gone = opened.client.post(f"{TRACK}/leave")
    assert (gone["Location"], gone["Clear-Site-Data"]) == (TRACK, '"cache"')
    for cookie in (opened.client.cookies[seat.NAME].value, copied):
        opened.client.cookies[seat.NAME] = cookie
        opened.get(opened.here)
        assert HEADING not in opened.html and opened.held[0] not in opened.html


def _over(how, opened, monkeypatch):
    """The seat is over: left, left by a page alone where the cookie is gone, or idle."""
    if how == "idle":
        monkeypatch.setattr(track, "now", lambda: noon("2026-03-02") + timedelta(minutes=11))
    elif how == "left":
        opened.client.post(f"{TRACK}/leave")
    else:
        Citizen().client.post(f"{TRACK}/leave", {"pass": hidden(opened.html, "pass")})


OVER = pytest.mark.parametrize("how", ["idle", "left", "left without the cookie"])


@OVER
def test_a_page_that_still_stands_opens_nothing_then(opened, monkeypatch, how):
    standing = hidden(opened.html, "pass")
    _over(how, opened, monkeypatch)
    for cookie in (True, False):
        for url, fields in (
            (TRACK, {}),
            (f"{TRACK}/case", {}),
            (PAPER, {"number": "1"}),
            (ACT, {"act": "recall", "sure": "1"}),
        ):
            html = opened.post(url, **{"pass": standing}, **fields)
            assert track.LEFT_OPEN in html and opened.held[0] not in html
        if cookie:
            opened.client.cookies.clear()


@OVER
def test_whoever_opens_a_case_next_opens_none_of_those_before(opened, monkeypatch, how):
    standing, first = hidden(opened.html, "pass"), opened.held[0]
    opened.fill_all()
    second = opened.send()
    opened.get(opened.here)
    _over(how, opened, monkeypatch)
    assert second[0] in opened.track(*second)
    assert first not in opened.get(opened.here) and first not in opened.post(TRACK, **{"pass": standing})


def test_a_page_read_at_the_instant_of_leaving_wakes_nothing(opened):
    own = opened.client.cookies[seat.NAME].value
    opened.client.post(f"{TRACK}/leave")
    seat.go_on(own, noon("2026-03-02"))
    assert not seat.is_live(own, noon("2026-03-02"))


def test_two_cases_opened_at_once_are_both_open(citizen):
    citizen.fill_all()
    one = citizen.send()
    citizen.fill_all()
    two = citizen.send()
    citizen.client.cookies.clear()
    citizen.get(TRACK)
    offered, here = citizen.client.cookies[seat.NAME].value, []
    for held in (one, two):
        citizen.client.cookies[seat.NAME] = offered
        citizen.track(*held)
        here.append(_address(citizen))
    assert one[0] in citizen.get(here[0]) and two[0] in citizen.get(here[1])


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


def test_five_cases_in_five_tabs_stay_open_each(opened):
    tabs = {opened.here: opened.held[0]}
    for _ in range(4):
        opened.fill_all()
        held = opened.send()
        opened.track(*held)
        tabs[_address(opened)] = held[0]
    assert len(tabs) == 5
    for _ in range(2):
        for here, reference in tabs.items():
            assert HEADING in opened.get(here) and reference in opened.html


@pytest.mark.parametrize("key", ["00000000", "", "%00", "x" * 5000, "\N{GRINNING FACE}"])
def test_a_key_that_is_not_open_asks_for_that_one_and_closes_no_other(opened, key):
    assert track.LEFT_OPEN in opened.get(f"{TRACK}/case?k={key}") and opened.held[0] not in opened.html
    assert HEADING in opened.get(opened.here)


def test_an_application_sent_in_another_tab_closes_nothing(opened):
    opened.fill_all()
    opened.send()
    assert HEADING in opened.get(opened.here)


def test_answers_that_cross_close_nothing(opened):
    """The page of one case is asked for while another is being opened: whichever answer comes last."""
    before = opened.client.cookies[seat.NAME].value
    opened.fill_all()
    opened.track(*opened.send())
    second = _address(opened)
    opened.client.cookies[seat.NAME] = before
    assert HEADING in opened.get(second) and HEADING in opened.get(opened.here)


def test_the_cookie_names_a_seat_alone_and_is_kept_by_no_disk(opened):
    cookie = opened.client.cookies[seat.NAME]
    kept = [cookie[name] for name in ("httponly", "samesite", "path", "max-age", "expires")]
    assert kept == [True, "Strict", "/counter", "", ""]
    assert re.fullmatch(r"[\w-]{43}", cookie.value)


def test_what_is_open_can_be_read_and_not_acted_upon(opened):
    html = opened.post(ACT, act="recall", sure="1", seen="1")
    assert track.LEFT_OPEN in html
    for forged in ("forged", "A" * 43, "A" * 5000, "nothing"):
        opened.client.cookies[seat.NAME] = forged
        assert HEADING not in opened.get(opened.here)
    assert HEADING in opened.track(*opened.held)


def test_a_browser_without_cookies_is_answered_all_the_same(opened):
    opened.client.cookies.clear()
    assert HEADING in opened.track(*opened.held) and _address(opened) == f"{TRACK}?"
    assert "撤回" in opened.press(ACT, act="recall") and _address(opened) == f"{ACT}?"
    assert not opened.client.cookies
