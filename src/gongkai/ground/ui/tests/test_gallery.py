"""Every page of the look holds to the strict content security policy, and names only drawings that exist."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from gongkai.ground.ui.tests import gallery

SOURCE = Path(__file__).parents[3]
VOID = {"meta", "link", "input", "img", "br", "hr"}


@pytest.fixture(scope="module")
def pages():
    return gallery.render()


class Reader(HTMLParser):
    """Collects what a page may not hold twice, and what it may not hold at all."""

    def __init__(self):
        super().__init__()
        self.ids, self.attributes, self.inline_scripts, self.open = [], [], 0, []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.attributes += found
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "script" and "src" not in found:
            self.inline_scripts += 1
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def read(html):
    reader = Reader()
    reader.feed(html)
    return reader


def test_no_inline_style_script_or_handler(pages):
    for name, html in pages.items():
        reader = read(html)
        assert reader.inline_scripts == 0, name
        assert "<style" not in html, name
        assert not [key for key in reader.attributes if key == "style" or key.startswith("on")], name


def test_tags_close_in_order_and_ids_are_unique(pages):
    for name, html in pages.items():
        reader = read(html)
        assert reader.open == [], name
        assert len(reader.ids) == len(set(reader.ids)), name


def test_every_page_has_the_language_a_skip_link_and_one_main(pages):
    for name, html in pages.items():
        assert '<html lang="zh-CN">' in html, name
        assert 'class="skip" href="#main"' in html, name
        assert html.count("<main") == 1, name


def test_every_drawing_named_in_a_template_is_in_the_sprite():
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (gallery.STATIC / "lib/icons.svg").read_text(encoding="utf-8")))
    named = {"seal", *(f"light-{light}" for light in ("green", "yellow", "red", "paused", "done"))}
    for template in SOURCE.rglob("*.html"):
        named |= set(re.findall(r'{% icon "([\w-]+)"', template.read_text(encoding="utf-8")))
    assert named <= drawn


def test_error_pages_need_no_context():
    from django.template.loader import render_to_string

    for code in (400, 403, 404, 500):
        assert "<h1>" in render_to_string(f"ui/errors/{code}.html")


def test_style_sheets_stay_in_sight():
    """A sheet of 500 lines asks for another noun."""
    for sheet in (gallery.STATIC / "ui").glob("*.css"):
        assert len(sheet.read_text(encoding="utf-8").splitlines()) < 500, sheet.name
