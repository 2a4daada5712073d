"""A real Chromium, driven by Playwright: ``page_at(width)`` gives pages, and says if one of them had script errors."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page that needs anything from outside is wrong, and should fail the same with and without a network.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


class Pages:
    """Opens pages; ``errors`` holds what went wrong in them: uncaught exceptions and refusals of the content policy."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.errors: list[str] = []
        self.contexts: list[BrowserContext] = []

    def __call__(self, width: int, height: int = 900, javascript: bool = True) -> Page:
        """An empty page ``width`` pixels wide, in a browser profile (cookies, storage) of its own."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("console", self._note_refusal)
        return context.new_page()

    def _note_refusal(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.errors.append(message.text)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium for the tests of one module."""
    path = find_chromium()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; Django would take the test's own queries for asynchronous ones.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        # Without Chromium's own sandbox, which neither root nor a container may use: only our own pages are opened.
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS, chromium_sandbox=False)
        yield chromium
        chromium.close()


@pytest.fixture
def page_at(browser: Browser) -> Iterator[Pages]:
    """``page_at(390)`` opens a page of that width; the test fails if a page had script errors (empty ``page_at.errors`` to expect them)."""
    pages = Pages(browser)
    yield pages
    for context in pages.contexts:
        context.close()
    assert not pages.errors


def find_chromium() -> str:
    """``$CHROMIUM``, or the first that is installed; fails the test where there is none."""
    asked = os.environ.get("CHROMIUM")
    found = next(filter(None, map(shutil.which, [asked] if asked else NAMES)), None)
    if not found:
        pytest.fail("This test needs Chromium, and none is installed: run scripts/need chromium.", pytrace=False)
    return found
