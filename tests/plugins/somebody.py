"""Whoever sits before a browser: what they press, write and read, by the words on the page."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.plugins.served import PASSWORD, Served, one_time_code

expect.set_options(timeout=20_000)
"""Milliseconds: a machine that does much else at once is slow, not wrong."""


@dataclass
class Somebody:
    """One browser, and whoever sits before it. ``clicks``: how often the mouse was pressed since somebody last asked; typing is none."""

    page: Page
    home: Served
    clicks: int = 0

    def go(self, path: str) -> "Somebody":
        self.page.goto(self.home.address + path)
        return self

    def click(self, what: Locator) -> None:
        what.first.click()
        self.clicks += 1

    def press(self, name: str | re.Pattern) -> None:
        self.click(self.page.get_by_role("button", name=name))

    def follow(self, name: str | re.Pattern) -> None:
        self.click(self.page.get_by_role("link", name=name))

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_role("combobox", name=label).first.select_option(label=option)
        self.clicks += 1

    def tick(self, name: str | re.Pattern) -> None:
        self.page.get_by_role("radio", name=name).check()
        self.clicks += 1

    def mark(self, name: str | re.Pattern) -> None:
        self.page.get_by_role("checkbox", name=name).first.check()
        self.clicks += 1

    def reads(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def sign_in(self, username: str, *, second_factor: bool = False, ahead: int = 0) -> "Somebody":
        self.go("/desk/")._sign_in(username)
        if second_factor:
            self.write("动态验证码", one_time_code(ahead))
            self.press("登录")
        expect(self.page.get_by_role("heading", name=re.compile("我的办件|电子监察"), level=1)).to_be_visible()
        return self

    def sign_in_again(self, username: str) -> None:
        expect(self.page.get_by_role("heading", name="登录工作台")).to_be_visible()
        self._sign_in(username)

    def _sign_in(self, username: str) -> None:
        self.write("用户名", username)
        self.write("密码", PASSWORD)
        self.press("登录")

    def session_runs_out(self) -> None:
        self.page.context.clear_cookies(name="sessionid")

    def opens_from_worklist(self, text: str) -> None:
        """Open what waits for this person and is called so."""
        self.go("/desk/")
        self.follow(text)

    def takes(self, act: str) -> None:
        """An act that needs nothing but the pressing: once to see it, once to do it."""
        self.follow(act)
        self.press(act)
        expect(self.page.get_by_role("status").or_(self.page.locator(".told, .note")).first).to_be_visible()

    def downloads(self, button: Locator) -> bytes:
        with self.page.expect_download() as download:
            button.click()
        return Path(download.value.path()).read_bytes()
