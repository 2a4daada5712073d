"""A form sent twice is one case; its receipt is shown again to who still sits there, and nothing that the form held to anybody."""

from datetime import timedelta

import pytest
from tests.plugins.cast import noon

from gongkai.doors.counter import apply, track
from gongkai.doors.counter.tests.conftest import APPLY, PAGES, RECEIPT, TRACK, hidden
from gongkai.kernel.cases.models import Case


def test_sent_twice_at_one_sitting_it_shows_the_same_number_and_code(citizen):
    citizen.fill_all()
    checked = citizen.html
    first = citizen.send()
    citizen.html = checked
    assert citizen.send() == first
    assert Case.objects.count() == 1


SENT = "这份申请已经交过了</h1>"


def _hold_nothing(html):
    return not any(value in html for value in PAGES["who"].values())


@pytest.mark.parametrize("cookies", [True, False])
@pytest.mark.parametrize("minutes, again", [(9, True), (10, True), (11, False)])
def test_sent_again_later_it_says_where_the_receipt_is(citizen, monkeypatch, minutes, again, cookies):
    citizen.fill_all()
    checked = hidden(citizen.html, "draft")
    _, code = citizen.send()
    if not cookies:
        citizen.client.cookies.clear()
    for module in (apply, track):
        monkeypatch.setattr(module, "now", lambda: noon("2026-03-02") + timedelta(minutes=minutes))
    html = citizen.post(RECEIPT, draft=checked)
    assert (code in html, SENT in html) == (again, not again) and _hold_nothing(html)
    assert Case.objects.count() == 1


def test_sent_again_after_leaving_it_shows_no_code(citizen):
    citizen.fill_all()
    checked = hidden(citizen.html, "draft")
    reference, code = citizen.send()
    assert "退出查询" in citizen.html and citizen.answer["Clear-Site-Data"] == '"cache"'
    citizen.press(f"{TRACK}/leave")
    html = citizen.post(RECEIPT, draft=checked)
    assert SENT in html and code not in html and reference not in html


def test_once_it_is_sent_no_page_of_the_form_shows_what_it_held(citizen):
    """Each page that the browser's Back may lead to, with each of its buttons."""
    citizen.get(APPLY)
    standing = []
    for page in PAGES:
        citizen.fill(page)
        standing.append(hidden(citizen.html, "draft"))
    citizen.send()
    for draft in standing:
        for page in (*PAGES, "check"):
            for go in ("next", "back", "to:who", "to:what"):
                html = citizen.post(APPLY, draft=draft, page=page, go=go)
                assert SENT in html and _hold_nothing(html)
                assert citizen.answer["Cache-Control"] == "no-store"
    assert Case.objects.count() == 1


def test_the_first_page_begins_another_application(citizen):
    citizen.fill_all()
    first = citizen.send()
    citizen.fill_all()
    assert citizen.send() != first and Case.objects.count() == 2


def test_looking_again_at_the_check_keeps_the_code(citizen):
    citizen.fill_all()
    once = citizen.html
    citizen.fill("how")
    first = citizen.send()
    citizen.html = once
    assert citizen.send() == first
    assert hidden(citizen.html, "pass") and citizen.answer.request["PATH_INFO"] == RECEIPT
