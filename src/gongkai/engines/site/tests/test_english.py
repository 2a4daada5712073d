"""The page in English: there with an English name alone, without a Chinese word that is not marked as one, and as new as its figures."""

import re

from tests.plugins.cast import SETUP, noon

from gongkai.engines.site import build
from gongkai.ground.units import actions as units
from gongkai.kernel.records.catalogue import place_section
from gongkai.procedures.foi.tests.scenes import submitted

from .helpers import Office, files, page

NAME = "Mingchuan County People's Government"
MARKED = re.compile(r'<(\w+)[^>]* lang="zh-CN"[^>]*>[^<]*</\1>')
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")


def english(**more: str) -> None:
    units.establish(name_en=NAME, by=SETUP, at=noon("2026-03-01"), **more)


def test_it_is_there_with_an_english_name_and_led_to_from_the_head(cast, home):
    build.full()
    assert "en/index.html" not in files() and "/en/" not in page("index.html") + page("sitemap/pages.xml")
    english()
    build.catch_up()
    assert '<html lang="en">' in page("en/index.html") and NAME.replace("'", "&#39;") in page("en/index.html")
    for path in ("index.html", "units/index.html"):
        assert '<a href="/en/" lang="en" hreflang="en">English</a>' in page(path), path
    assert "/en/</loc>" in page("sitemap/pages.xml")


def test_what_is_chinese_is_marked_so(cast, home):
    Office(cast).publish("2026-03-02")
    place_section(key="policy", name_en="Policies", by=SETUP, at=noon("2026-03-01"))
    english(address="明川县河西路1号", hours="工作日", phone="0000-0012345", hours_en="working days")
    build.full()
    shown = page("en/index.html")
    body = MARKED.sub("", shown[shown.index("<body>") :])
    assert not CHINESE.findall(body)
    assert 'Policies<small lang="zh-CN">政策文件</small>' in shown and '<dd lang="zh-CN">明川县河西路1号</dd>' in shown
    assert "<dd>working days</dd>" in shown and 'href="tel:0000-0012345"' in shown


def test_it_says_as_the_chinese_guide_does_that_reconsideration_comes_before_a_lawsuit(cast, home):
    english()
    build.full()
    shown = page("en/index.html")
    assert "reconsideration first, within 60 days" in shown and "reconsideration or bring a lawsuit" not in shown
    assert "应当先申请行政复议" in page("u/zjj/guide/index.html") and "60日内" in page("u/zjj/guide/index.html")


def test_its_figures_are_those_of_the_latest_fact(cast, home):
    english()
    build.full()
    assert "Received this year" not in page("en/index.html")
    submitted(cast)
    build.catch_up()
    followed = page("en/index.html")
    assert '<dt>Received this year</dt><dd class="n">1</dd>' in followed
    build.full()
    assert page("en/index.html") == followed
