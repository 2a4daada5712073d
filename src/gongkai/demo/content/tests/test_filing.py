"""The composed documents of a year are filed under their kinds, each with the fields that its text tells."""

from collections import Counter
from datetime import date
from random import Random

import pytest

from gongkai.demo.content import Exhausted, units
from gongkai.demo.content.compose import Composer
from gongkai.demo.content.filing import filed
from gongkai.pure import declare


def content_of(text) -> dict:
    return {"title": text.title, "body": text.body_html, "formed_on": text.formed_on.isoformat(), "document_number": text.document_number, "keywords": list(text.keywords)}  # fmt: skip


@pytest.fixture(scope="module")
def year() -> list:
    composer, rng, found = Composer("filing"), Random(3), []
    for _ in range(1500):
        try:
            text = composer.compose(rng.choice(units()).code, date(2026, rng.randint(1, 12), 14), kind="notice")
        except (ValueError, Exhausted):
            continue
        found.append((text, *filed(text, content_of(text))))
    return found


def test_each_kind_has_its_share(year):
    counts = Counter(code for _, code, _ in year)
    assert set(counts) == {"notice", "procurement", "personnel", "meeting", "emergency", "faq", "statistics"}
    assert (
        counts["procurement"] > 100 and counts["personnel"] > 60 and counts["emergency"] > 20 and counts["meeting"] > 8
    )


def test_what_is_filed_fits_its_kind(year):
    for text, code, content in year:
        assert declare.kind(code).clean(content)["formed_on"] == text.formed_on.isoformat()


def test_hardly_any_procurement_or_recruitment_is_left_among_the_notices(year):
    sections = Counter((text.section_key, code) for text, code, _ in year)
    for section, code in (("zhengfucaigou", "procurement"), ("zhaokao", "personnel"), ("huiyi", "meeting")):
        assert sections[section, "notice"] <= sections[section, code] / 10


def test_questions_are_never_left_among_the_notices_and_figures_hardly(year):
    sections = Counter((text.section_key, code) for text, code, _ in year)
    assert sections["wenda", "faq"] > 5 and not sections["wenda", "notice"]
    # How figures are checked is told by notices.
    assert sections["tongji", "statistics"] > 2 * sections["tongji", "notice"]


@pytest.mark.parametrize("month, period, last", [(1, "2025年四季度", "2025-12-31"), (3, "2025年四季度", "2025-12-31"), (4, "2026年一季度", "2026-03-31")])  # fmt: skip
def test_a_quarters_figures_are_those_of_its_end_and_stand_in_one_table(month, period, last):
    composer = Composer("figures")
    texts = (composer.compose("tjj023", date(2026, month, 15), kind="notice") for _ in range(400))
    found = (filed(text, content_of(text)) for text in texts if text.section_key == "tongji")
    content = next(content for code, content in found if code == "statistics")
    assert (content["period"], content["ends_on"]) == (period, last) and period in content["title"]
    assert len(content["figures"]) == 2 and "<table" not in content["body"]


def test_fields_say_what_the_text_says(year):
    for text, code, content in year:
        for name in ("supplier", "amount", "budget", "hotline", "phone", "posts"):
            value = content.get(name) if code != "notice" else None
            assert not value or value in text.body_html, (name, text.title)
