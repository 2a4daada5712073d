"""Guessing gets slower by number and by network; nothing waits meanwhile; a right code sets the number free; nobody is locked out."""

import time

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from gongkai.doors import throttle
from gongkai.doors.counter.apply import SENDING
from gongkai.doors.counter.tests.conftest import RECEIPT, WANTED, hidden
from gongkai.doors.counter.track import BY_NETWORK, BY_NUMBER
from gongkai.kernel.cases.models import Case

WRONG, SOON, NOT_FOUND = "AAAA-AAAA-AAAA", "请等{}秒再查", "没有找到。请核对编号和查询码"


class Clock:
    def __init__(self) -> None:
        self.now = time.time()

    def wait(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(citizen, monkeypatch):
    """The brakes' clock, which a test moves on."""
    made = Clock()
    monkeypatch.setattr(throttle.time, "time", lambda: made.now)
    # The cache forgets by the machine's clock: here only what a test says passes.
    keep = cache.set
    monkeypatch.setattr(cache, "set", lambda key, value, timeout=None: keep(key, value, 900))
    return made


def guess(citizen, number="2026-9999", times=1):
    for _ in range(times):
        citizen.track(number, WRONG)
    return citizen


def test_the_pause_grows_with_each_failure_up_to_a_bound(citizen, clock):
    guess(citizen, times=BY_NUMBER.free - 1)
    for seconds in (1, 2, 4, 8, 8, 8):
        assert NOT_FOUND in citizen.track("2026-9999", WRONG)
        assert SOON.format(seconds) in citizen.track("2026-9999", WRONG) and citizen.answer.status_code == 429
        clock.wait(seconds)


@pytest.mark.parametrize(("waited", "looked_at"), [(0.9, False), (1.0, True), (1.1, True)])
def test_a_right_code_is_looked_at_once_the_pause_is_over(citizen, clock, waited, looked_at):
    citizen.fill_all()
    reference, code = citizen.send()
    guess(citizen, reference, BY_NUMBER.free)
    clock.wait(waited)
    shown = citizen.track(reference, code)
    assert ("最晚2026年3月30日" in shown) is looked_at
    assert (reference in shown and SOON.format(1) in shown) is not looked_at


def test_a_right_code_sets_the_number_free(citizen, clock):
    citizen.fill_all()
    reference, code = citizen.send()
    guess(citizen, reference, BY_NUMBER.free)
    clock.wait(1)
    citizen.track(reference, code)
    assert NOT_FOUND in citizen.track(reference, WRONG)
    assert NOT_FOUND in citizen.track(reference, WRONG)


def test_a_guesser_holds_up_nobody_elsewhere(citizen, clock):
    citizen.fill_all()
    reference, code = citizen.send()
    guess(citizen, reference, BY_NUMBER.free)
    assert SOON.format(1) in citizen.track(reference, code)
    citizen.client.defaults["REMOTE_ADDR"] = "203.0.113.9"
    assert "最晚2026年3月30日" in citizen.track(reference, code)


def test_many_numbers_from_one_network_are_slowed_too(citizen, clock):
    for number in range(BY_NETWORK.free):
        citizen.track(f"2026-{number:04}", WRONG)
    assert SOON.format(1) in citizen.track("2026-8888", WRONG)


def test_each_number_has_its_own_count(citizen, clock):
    guess(citizen, "2026-0001", BY_NUMBER.free)
    assert SOON.format(1) in citizen.track("2026-0001", WRONG)
    assert NOT_FOUND in citizen.track("2026-0002", WRONG)


def test_nothing_sleeps(citizen, monkeypatch):
    monkeypatch.setattr(time, "sleep", lambda seconds: pytest.fail("a web thread slept"))
    guess(citizen, times=12)


def test_nothing_that_was_typed_stands_in_the_cache(citizen):
    citizen.track("110100199003071237", "AAAA-AAAA-AAAA")
    keys = [str(key) for key in cache._cache]
    assert keys and not any("110100199003071237" in key or "127.0.0.1" in key for key in keys)


@pytest.mark.parametrize(
    ("proxies", "here", "forwarded", "network"),
    [
        ("", "203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("10.0.0.0/8", "10.0.0.5", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.0/8", "10.0.0.5", "192.0.2.1, 198.51.100.1, 10.0.0.7", "198.51.100.1"),
        ("10.0.0.0/8", "10.0.0.5", "", "10.0.0.5"),
        ("10.0.0.0/8", "10.0.0.5", "no address", "no address"),
        ("", "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
    ],
)
def test_the_network_is_the_last_hop_that_is_not_ours(monkeypatch, proxies, here, forwarded, network):
    monkeypatch.setenv("GONGKAI_PROXIES", proxies)
    request = RequestFactory().get("/", REMOTE_ADDR=here, HTTP_X_FORWARDED_FOR=forwarded)
    assert throttle.network_of(request) == network


def test_whoever_floods_comes_to_a_halt_and_nobody_loses_what_they_filled_in(citizen, clock):
    for _ in range(SENDING.free):
        SENDING.failed("127.0.0.1")
    citizen.fill_all()
    html = citizen.post(RECEIPT, draft=hidden(citizen.html, "draft"))
    assert "请等1秒再按“提交”。您填的都还在。" in html and WANTED in html and not Case.objects.exists()
    clock.wait(1)
    citizen.send()
    assert Case.objects.count() == 1


def test_a_hall_whose_visitors_share_an_address_is_not_slowed(citizen, clock):
    for _ in range(SENDING.free - 1):
        SENDING.failed("127.0.0.1")
    citizen.fill_all()
    citizen.send()
    assert Case.objects.count() == 1
