"""The browser that the other browser tests lean on."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_has_the_width_that_was_asked_for(page_at, width: int) -> None:
    page = page_at(width)
    page.set_content("<p>政府信息公开</p>")
    assert page.evaluate("window.innerWidth") == width
    assert page.inner_text("p") == "政府信息公开"


def test_an_uncaught_exception_is_noted(page_at) -> None:
    page = page_at(390)
    page.set_content("<script>throw new Error('broken module')</script>")
    page.wait_for_function("true")
    assert "broken module" in page_at.errors.pop()


def test_a_refusal_of_the_content_policy_is_noted(page_at) -> None:
    policy = "<meta http-equiv='Content-Security-Policy' content=\"script-src 'self'\">"
    page = page_at(390)
    page.set_content(f"<head>{policy}</head><script>document.title = 'ran'</script>")
    page.wait_for_function("true")
    assert page.title() == ""
    assert "Content Security Policy" in page_at.errors.pop()


def test_a_page_without_scripts(page_at) -> None:
    page = page_at(390, javascript=False)
    page.set_content("<noscript>无脚本</noscript>")
    assert "无脚本" in page.inner_text("body")


def test_nothing_outside_this_machine_is_reached(page_at) -> None:
    with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
        page_at(390).goto("http://www.example.org/")
