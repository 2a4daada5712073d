"""The counter asks for no cookie, takes no form of another site's page, and leads on from an address with a slash too many."""

import logging

import pytest
from django.test import Client

from gongkai.doors.counter.tests.conftest import APPLY, PAGES, RECEIPT, TRACK, WANTED, hidden

POSTED = (APPLY, RECEIPT, TRACK, f"{TRACK}/case", f"{TRACK}/leave", f"{TRACK}/act", f"{TRACK}/paper", f"{TRACK}/proof")


def test_a_filled_application_outlives_every_cookie(citizen):
    citizen.client = Client(enforce_csrf_checks=True)
    citizen.fill_all(until="who")
    citizen.client.cookies["csrftoken"] = "of a sign-in in another tab"
    citizen.fill("who")
    citizen.client.cookies.clear()
    citizen.fill("how")
    assert WANTED in citizen.html
    reference_and_code = citizen.send()
    citizen.client.cookies.clear()
    assert citizen.track(*reference_and_code) and "最晚2026年3月30日" in citizen.html
    assert not citizen.client.cookies


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://other.example"},
        {"Origin": "null"},
        {"Origin": "https://testserver.example"},
    ],
)
@pytest.mark.parametrize("url", POSTED)
def test_a_form_of_another_site_s_page_is_turned_away(citizen, url, headers):
    citizen.fill_all()
    answer = citizen.client.post(url, {"draft": hidden(citizen.html, "draft")}, headers=headers)
    assert answer.status_code == 403 and "从别的网站发来的，没有收下" in answer.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://behind-a-proxy"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://testserver"},
        {"Origin": "https://www.mingchuan.gov.example"},
        {},
    ],
)
def test_our_own_page_and_an_old_browser_are_let_in(citizen, settings, headers):
    settings.CSRF_TRUSTED_ORIGINS = ["https://www.mingchuan.gov.example"]
    citizen.fill_all()
    answer = citizen.client.post(RECEIPT, {"draft": hidden(citizen.html, "draft")}, headers=headers)
    assert answer.status_code == 200 and "已经收到您的申请" in answer.content.decode()


@pytest.mark.parametrize("url", [APPLY, TRACK])
def test_a_page_can_be_asked_for_without_its_body(citizen, url):
    answer = citizen.client.head(url)
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("page", ["case", "leave", "act", "paper", "enclosure", "proof"])
def test_a_page_of_a_case_has_no_address_for_whoever_has_it_not_open(citizen, page):
    for ask in (citizen.client.get, citizen.client.head):
        answer = ask(f"{TRACK}/{page}")
        assert (answer.status_code, answer.headers["Location"]) == (302, TRACK)


@pytest.mark.parametrize("url", [APPLY, TRACK])
def test_a_slash_too_many_leads_on(citizen, url):
    assert citizen.client.get(f"{url}/?unit=zjj", follow=True).redirect_chain == [(f"{url}?unit=zjj", 301)]
    sent = citizen.client.post(f"{url}/", {"page": "unit", "go": "next", **PAGES["unit"]})
    assert (sent.status_code, sent["Location"]) == (308, url)


@pytest.mark.parametrize("page", ["case", "act", "leave", "paper", "enclosure", "proof"])
def test_a_slash_too_many_after_a_page_of_a_case_leads_on(citizen, page):
    assert citizen.client.get(f"{TRACK}/{page}/?k=0")["Location"] == f"{TRACK}/{page}?k=0"
    sent = citizen.client.post(f"{TRACK}/{page}/", {"pass": "x"})
    assert (sent.status_code, sent["Location"]) == (308, f"{TRACK}/{page}")


@pytest.mark.parametrize("url, to", [("/counter/", "/"), ("/counter/apply", APPLY), ("/counter/apply/", APPLY)])
def test_half_an_address_leads_to_what_is_meant(citizen, url, to):
    answer = citizen.client.get(url)
    assert (answer.status_code, answer["Location"]) == (302, to)


@pytest.mark.parametrize("url", ["/counter/nothing", "/counter/nothing/apply", "/counter/foi/receipt/"])
def test_what_is_not_there_is_told_inside_the_site_s_own_frame(citizen, url):
    html = citizen.get(url)
    assert citizen.answer.status_code == 404 and "没有找到这一页" in html
    assert 'aria-label="主导航"' in html and 'id="theme-dark"' in html and 'href="/counter/track"' in html


def test_an_unknown_charset_is_refused_in_one_line(citizen, caplog):
    from gongkai.ground.home.settings import in_one_line

    kind = "application/x-www-form-urlencoded; charset=bogus"
    answer = citizen.client.generic("POST", TRACK, b"reference=a&code=b", kind)
    assert answer.status_code in (200, 400)
    for said in caplog.records:
        assert in_one_line(said) and not said.exc_info


def test_too_many_fields_are_refused_in_one_line(citizen, caplog):
    from gongkai.ground.home.settings import in_one_line

    with caplog.at_level(logging.ERROR):
        answer = citizen.client.post(APPLY, {f"f{n}": "" for n in range(1001)})
    assert answer.status_code == 400 and "请返回上一页" in answer.content.decode()
    (said,) = [record for record in caplog.records if record.name.startswith("django.security")]
    assert in_one_line(said) and not said.exc_info and said.getMessage()
