"""A citizen at the counter: filling in the pages as a browser without script does."""

import re
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client

APPLY, RECEIPT, TRACK = "/counter/foi/apply", "/counter/foi/receipt", "/counter/track"
WANTED = "青石镇2025年农村危房改造的补助对象名单和每户发放金额。"
PAGES = {
    "unit": {"unit": "zjj"},
    "what": {"wanted": WANTED, "subject": "青石镇危房改造补助名单"},
    "kind": {"kind": "natural"},
    "who": {"name": "欧阳慕白", "id_number": "110100199003071237", "phone": "13800004471"},
    "how": {"form_wanted": "electronic", "delivery": "post", "email": "", "address": "河东街道明川大道88号2单元301室"},
}


def hidden(html: str, name: str) -> str:
    """The value of a hidden field of a page."""
    return unescape(re.search(rf'name="{name}" value="([^"]*)"', html)[1])


class Citizen:
    """Walks through the pages; ``html`` is the page that is open."""

    def __init__(self) -> None:
        self.client, self.html, self.answer = Client(), "", None

    def get(self, url: str) -> str:
        return self._seen(self.client.get(url))

    def post(self, url: str, **fields: str) -> str:
        return self._seen(self.client.post(url, fields, follow=True))

    def _seen(self, answer) -> str:
        self.answer, self.html = answer, answer.content.decode(errors="replace")
        return self.html

    def fill(self, page: str, go: str = "next", **other: str) -> str:
        """Post a page with its usual answers, some of them ``other``, with the draft of the page that is open."""
        return self.post(APPLY, draft=hidden(self.html, "draft"), page=page, go=go, **(PAGES[page] | other))

    def fill_all(self, until: str = "", **other: str) -> str:
        """All pages up to, not including, ``until``; to the page for checking if it is empty."""
        self.get(APPLY)
        for page in PAGES:
            if page == until:
                break
            self.fill(page, **{k: v for k, v in other.items() if k in PAGES[page]})
        return self.html

    def send(self) -> tuple[str, str]:
        """Send what is checked; the number and the query code that the page shows."""
        self.post(RECEIPT, draft=hidden(self.html, "draft"))
        reference, code = re.findall(r'<dd class="ref">([^<]+)</dd>', self.html)
        return reference, code

    def track(self, reference: str, code: str, **other: str) -> str:
        return self.post(TRACK, reference=reference, code=code, **other)

    def press(self, url: str, **fields: str) -> str:
        """Press a button of a case's page: its pass goes along."""
        return self.post(url, **({"pass": hidden(self.html, "pass")} | fields))


@pytest.fixture
def citizen(cast, monkeypatch) -> Citizen:
    """A visitor on 2 March 2026, with untouched brakes; nobody really waits."""
    from tests.plugins.cast import noon

    from gongkai.doors import throttle
    from gongkai.doors.counter import apply, track

    cache.clear()
    for module in (apply, track):
        monkeypatch.setattr(module, "now", lambda: noon("2026-03-02"))
    monkeypatch.setattr(throttle.time, "sleep", lambda seconds: None)
    return Citizen()
