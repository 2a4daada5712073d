"""Whatever answers, asking ends: after so many bytes, so many seconds; never where it was not sent, never two at once."""

import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from gongkai.pure.monitor.fetching import AGENT, BROKEN, CUT, PRIVATE, SILENT, SLOW, Fetcher, Limits
from gongkai.pure.monitor.tests.town import Town, served


@pytest.fixture
def town() -> Iterator[Town]:
    with served() as town:
        yield town


def fetcher(town: Town, **limits) -> Fetcher:
    return Fetcher(Limits(**{"pause": 0, "seconds": 5, **limits}), trusted={urlsplit(town.url).netloc})


def test_a_page_of_a_hundred_megabytes_is_cut_off(town):
    town.pages["/huge"] = town.huge(100_000_000)
    answer = fetcher(town, bytes=200_000).get(f"{town.url}/huge")
    assert (answer.trouble, len(answer.body), answer.dead) == (CUT, 200_000, False)
    assert town.sent < 20_000_000, "only what fits into the sockets on the way was sent"


def test_who_sends_a_sign_now_and_then_is_waited_for_only_so_long(town):
    town.pages["/hang"] = town.hanging
    began = time.monotonic()
    answer = fetcher(town, seconds=0.5).get(f"{town.url}/hang")
    assert answer.trouble == SLOW and answer.dead
    assert time.monotonic() - began < 3


def test_who_ends_in_the_middle_is_told_from_who_is_whole(town):
    town.pages["/breaks"] = town.breaking
    assert fetcher(town).get(f"{town.url}/breaks").trouble == BROKEN


def test_who_is_not_there_is_silent():
    assert Fetcher(trusted={"127.0.0.1:1"}).get("http://127.0.0.1:1/").trouble == SILENT


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://169.254.169.254/latest", "http://[::1]/", "http://10.0.0.1/"]
)
def test_no_link_leads_into_a_private_network(url):
    assert Fetcher().get(url).trouble == PRIVATE


def test_it_says_who_it_is_and_leaves_a_pause(town):
    town.page("/")
    asks = fetcher(town)
    naps: list[float] = []
    asks.limits, asks.sleep = Limits(pause=0.5), naps.append
    asks.get(f"{town.url}/")
    asks.get(f"{town.url}/")
    assert town.agents == {AGENT} and town.most == 1
    assert len(naps) == 1 and 0 < naps[0] <= 0.5


def test_robots_txt_holds_and_its_longest_rule_counts(town):
    town.pages["/robots.txt"] = (200, "User-agent: *\nDisallow: /counter/\nAllow: /counter/library/\n")
    asks = fetcher(town)
    assert [asks.allowed(f"{town.url}{path}") for path in ("/", "/counter/x", "/counter/library/x")] == [
        True,
        False,
        True,
    ]
    assert town.asked["/robots.txt"] == 1


def test_a_redirect_is_told_and_not_followed(town):
    def away(handler):
        handler.send_response(302)
        handler.send_header("Location", "/other")
        handler.end_headers()

    town.pages["/old"] = away
    answer = fetcher(town).get(f"{town.url}/old")
    assert (answer.status, answer.location, town.asked["/other"]) == (302, "/other", 0)
