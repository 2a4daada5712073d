"""The proof-reader's copy in a browser without script: tips open under the pointer and on focus, nothing runs over the edge."""

import pytest

from gongkai.pure.audit.page import page
from gongkai.pure.audit.tests.composed import AUDIT, DOCUMENT

pytestmark = pytest.mark.browser
RING = ".g-sheet .g-contradicts[tabindex]"


@pytest.fixture(params=[390, 1280])
def shown(request, page_at, tmp_path):
    copy = tmp_path / "copy.html"
    copy.write_text(page("年报.txt", DOCUMENT, AUDIT), "utf-8")
    opened = page_at(request.param, javascript=False)
    opened.goto(copy.as_uri())
    return opened


def open_tips(shown) -> list[str]:
    return [each.inner_text() for each in shown.locator(".g-tip").all() if each.is_visible()]


def test_the_arithmetic_shows_under_the_pointer_and_on_focus(shown):
    assert open_tips(shown) == []
    shown.locator(RING).first.hover()
    (tip,) = open_tips(shown)
    assert "2199+1502=3701≠3601" in tip
    shown.mouse.move(0, 0)
    assert open_tips(shown) == []
    shown.locator(f"td {RING.split()[-1]}").first.focus()
    (tip,) = open_tips(shown)
    assert "12+7=19≠20" in tip


def test_a_tip_can_be_reached_with_the_pointer_and_stays_on_the_page(shown):
    for ring in shown.locator(RING).all():
        ring.hover()
        tip = ring.locator(".g-tip")
        box, text = tip.bounding_box(), ring.locator(".g-v").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= shown.viewport_size["width"]
        assert 0 <= box["y"] - (text["y"] + text["height"]) < 20
        shown.mouse.move(text["x"] + 5, box["y"] + 10, steps=8)
        assert tip.is_visible()
        shown.mouse.move(0, 0)


def test_the_switch_marks_what_was_left_unchecked(shown):
    mark = shown.locator(".g-sheet .g-unchecked").first
    before = mark.evaluate("e => getComputedStyle(e).outlineStyle")
    shown.get_by_label("标出未核对的数字").check()
    assert (before, mark.evaluate("e => getComputedStyle(e).outlineStyle")) == ("none", "dotted")


def test_list_and_place_lead_to_each_other(shown):
    shown.locator("#f1 .g-what a").click()
    assert shown.locator("#x1").is_visible() or shown.url.endswith("#x1")
    shown.locator(f"{RING} sup a").first.click()
    assert shown.url.endswith("#f1")


def test_nothing_runs_over_the_edge_and_print_has_no_tips(shown):
    assert shown.evaluate("document.documentElement.scrollWidth") == shown.viewport_size["width"]
    shown.emulate_media(media="print")
    shown.locator(RING).first.hover()
    assert open_tips(shown) == [] and not shown.locator(".g-switch").is_visible()
    assert shown.locator("#f1").is_visible()
