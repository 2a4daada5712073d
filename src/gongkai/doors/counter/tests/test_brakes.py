"""Guessing gets slower by number and by network; a right code sets the number free; nobody is locked out."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from gongkai.doors import throttle
from gongkai.doors.counter.track import BY_NETWORK, BY_NUMBER


@pytest.fixture
def waits(citizen, monkeypatch):
    """The seconds that answers were held back."""
    seen = []
    monkeypatch.setattr(throttle.time, "sleep", seen.append)
    return seen


def test_the_delay_grows_with_each_failure_up_to_a_bound(citizen, waits):
    for _ in range(12):
        citizen.track("2026-9999", "AAAA-AAAA-AAAA")
    assert waits == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0, 8.0]


def test_a_right_code_works_at_once_after_the_wait_and_sets_the_number_free(citizen, waits):
    citizen.fill_all()
    reference, code = citizen.send()
    for _ in range(6):
        citizen.track(reference, "AAAA-AAAA-AAAA")
    assert "最晚2026年3月30日" in citizen.track(reference, code)
    assert waits == [0.5, 1.0, 2.0]
    citizen.track(reference, "AAAA-AAAA-AAAA")
    assert waits == [0.5, 1.0, 2.0]


def test_many_numbers_from_one_network_are_slowed_too(citizen, waits):
    for number in range(BY_NETWORK.free + 2):
        citizen.track(f"2026-{number:04}", "AAAA-AAAA-AAAA")
    assert waits == [0.5, 1.0]


def test_each_number_has_its_own_count(citizen, waits):
    for _ in range(BY_NUMBER.free + 1):
        citizen.track("2026-0001", "AAAA-AAAA-AAAA")
    assert len(waits) == 1
    citizen.track("2026-0002", "AAAA-AAAA-AAAA")
    assert len(waits) == 1


def test_when_all_places_to_wait_are_taken_the_answer_is_to_come_back(citizen, monkeypatch):
    class Full:
        def acquire(self, blocking):
            return False

    for _ in range(BY_NUMBER.free):
        citizen.track("2026-0001", "AAAA-AAAA-AAAA")
    monkeypatch.setattr(throttle, "_waiting", Full())
    assert "请过几分钟再试" in citizen.track("2026-0001", "AAAA-AAAA-AAAA")
    assert citizen.answer.status_code == 429


def test_nothing_that_was_typed_stands_in_the_cache(citizen):
    citizen.track("990123199003071235", "AAAA-AAAA-AAAA")
    keys = [str(key) for key in cache._cache]
    assert keys and not any("990123199003071235" in key or "127.0.0.1" in key for key in keys)


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
