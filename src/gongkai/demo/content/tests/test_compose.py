"""Documents: never two that differ only in a number, in season, in a form that the site may show."""

import re
from datetime import date, timedelta
from random import Random

import pytest

from gongkai.demo.content import Composer, compose, sections, skeleton, unit, units
from gongkai.demo.content.context import is_workday
from gongkai.demo.content.forms import forms, works_of

ALLOWED_TAGS = {"h2", "h3", "p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "strong"}
RECORDS = 9000


@pytest.fixture(scope="module")
def year():
    """A year of records: every unit in turn, days spread over the year."""
    composer, days = Composer("a year"), Random(1)
    every = units()
    return [
        (every[n % len(every)], day, composer.compose(every[n % len(every)], day))
        for n in range(RECORDS)
        for day in [date(2025, 1, 1) + timedelta(days.randrange(365))]
    ]


def test_no_two_titles_or_bodies_differ_only_in_a_number(year):
    assert len({skeleton(text.title) for _, _, text in year}) == RECORDS
    assert len({skeleton(text.body_html) for _, _, text in year}) == RECORDS


@pytest.mark.parametrize(
    "one, other",
    [
        ("截至2025年3月1日共12件", "截至2024年11月30日共1,204件"),
        ("第三季度增长3.5%", "第一季度增长12%"),
        ("补助二十万元", "补助500万元"),
        ("3月12日前", "2025年4月1日前"),
    ],
)
def test_the_skeleton_forgets_numbers_and_dates(one, other):
    assert skeleton(one) == skeleton(other)


def test_the_skeleton_keeps_words():
    assert skeleton("青石村3户") != skeleton("石塘村3户")


def test_the_same_seed_and_calls_give_the_same_texts():
    def run():
        composer = Composer(7)
        return [composer.compose(each, date(2025, 5, 6)) for each in units()]

    assert run() == run()


def test_days_are_possible(year):
    for _, day, text in year:
        assert text.formed_on <= day
        assert text.formed_on >= day - timedelta(31)
        assert is_workday(text.formed_on)
        if text.normative:
            assert text.formed_on <= text.effective_on < text.expires_on
        else:
            assert text.effective_on is None and text.expires_on is None


def test_bodies_hold_only_plain_structure_and_no_open_slot(year):
    for _, _, text in year:
        assert set(re.findall(r"</?(\w+)", text.body_html)) <= ALLOWED_TAGS
        assert not re.search(r"[{}\[\]|@]", re.sub(r"\S+@mingchuan", "", text.body_html)), text.body_html
        assert not re.search(r"[{}\[\]|]", text.title)
        assert 80 <= len(re.sub(r"<[^>]*>", "", text.body_html)) <= 2500


def test_no_personal_number_slips_in(year):
    for _, _, text in year:
        assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)|\d{17}[\dXx]", text.body_html)


def test_sections_are_leaves_in_which_the_unit_publishes(year):
    leaves = {each.key: each for each in sections() if each.parent}
    for each, _, text in year:
        assert each.level in leaves[text.section_key].levels, (each.short_name, text.title, text.section_key)


def test_policies_are_numbered_and_numbers_are_never_given_twice(year):
    numbers = [text.document_number for _, _, text in year if text.document_number]
    assert len(numbers) == len(set(numbers))
    for _, _, text in year:
        if text.kind == "policy":
            found = re.fullmatch(r"[一-龥]{2,12}〔(\d{4})〕[1-9]\d*号", text.document_number)
            assert int(found[1]) == text.formed_on.year


def test_document_numbers_follow_the_days_when_called_in_order():
    composer, office = Composer(3), unit("jyj003")
    days = [date(2025, 3, 3) + timedelta(n) for n in range(60)]
    texts = [composer.compose(office, day, kind="policy", normative=False) for day in days]
    series = [text for text in texts if text.document_number.startswith("明教发")]
    assert [text.formed_on for text in series] == sorted(text.formed_on for text in series)


@pytest.mark.parametrize("kind", ["policy", "notice", "news"])
def test_every_unit_writes_every_kind_in_every_month(kind):
    composer = Composer(kind)
    for each in units():
        for month in range(1, 13):
            assert composer.compose(each, date(2025, month, 14), kind=kind).kind == kind


def test_departments_and_towns_make_normative_documents_and_institutions_do_not():
    composer = Composer(5)
    for each in units():
        if each.level == "institution":
            with pytest.raises(ValueError, match="issues no"):
                composer.compose(each, date(2025, 6, 3), normative=True)
        else:
            text = composer.compose(each, date(2025, 6, 3), normative=True)
            assert text.normative and text.kind == "policy" and text.section_key == "guifan"


@pytest.mark.parametrize("tag, month, allowed", [("slj008", 12, False), ("slj008", 7, True)])
def test_flood_work_is_summer_work(tag, month, allowed):
    office = next(each for each in units() if each.tag == "slj")
    names = ["".join(part for part in work.name if isinstance(part, str)) for work in works_of(office, month)]
    assert ("防汛抗旱" in names) is allowed


def test_school_admission_is_not_announced_in_winter():
    admission = next(form for form in forms() if form.id == "school-district")
    assert not {11, 12, 1, 2} & set(admission.months)


def test_a_single_text_needs_no_composer():
    text = compose(Random(1), "zjj013", date(2025, 4, 8), kind="notice")
    assert text == compose(Random(1), "zjj013", date(2025, 4, 8), kind="notice")
