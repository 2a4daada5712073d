"""Applications and the papers around them."""

import re
from datetime import date
from random import Random

import pytest

from gongkai.demo.content import Composer, foi, units
from gongkai.pure.law import applicants, outcomes

DAY = date(2025, 6, 3)


@pytest.fixture(scope="module")
def applications():
    composer = Composer("asking")
    return [composer.application(DAY) for _ in range(600)]


def test_no_two_applications_ask_the_same(applications):
    assert len({each.wanted for each in applications}) == 600


def test_keys_are_those_of_the_law(applications):
    forms = {choice.key for choice in applicants.FORMS}
    deliveries = {choice.key for choice in applicants.DELIVERIES}
    channels = {choice.key for choice in applicants.CHANNELS}
    known = {each.code for rule in outcomes.RULES for each in outcomes.outcomes_for(rule)}
    codes = {each.code for each in units()}
    assert set(foi.APPLICANT_TYPES) == {choice.key for choice in applicants.APPLICANT_TYPES}
    assert set(foi.answer_codes()) == known
    for each in applications:
        assert (each.form_wanted in forms, each.delivery in deliveries, each.channel in channels) == (True,) * 3
        assert set(each.outcomes) <= known
        assert each.unit in codes
        assert len(each.subject) <= foi.SUBJECT_LENGTH


def test_natural_persons_have_a_valid_number_of_no_real_area(applications):
    for each in applications:
        number = each.party["id_number"]
        if each.applicant_type == "natural":
            total = sum(int(number[n]) * pow(2, 17 - n, 11) for n in range(17))
            assert number.startswith("990123") and "10X98765432"[total % 11] == number[17]
            assert each.party["organisation"] == ""
        else:
            assert number[2:8] == "990123" and len(number) == 18
            assert each.party["organisation"]


@pytest.mark.parametrize("kind", foi.APPLICANT_TYPES)
@pytest.mark.parametrize("channel", ["web", "letter", "counter", "fax"])
def test_applicant_and_channel_can_be_told(kind, channel):
    composer = Composer(f"{kind} {channel}")
    for _ in range(20):
        drawn = composer.application(DAY, applicant_type=kind, channel=channel)
        assert (drawn.applicant_type, drawn.channel) == (kind, channel)
        assert channel == "web" or "网上申请" not in drawn.wanted


def test_an_unknown_applicant_is_refused():
    with pytest.raises(ValueError, match="not one of"):
        foi.draw(Random(1), DAY, applicant_type="martian")


@pytest.mark.parametrize("unit", units(), ids=lambda each: each.code)
def test_every_unit_can_be_asked(unit):
    assert foi.draw(Random(2), DAY, unit=unit).unit == unit.code


@pytest.mark.parametrize("code", ["3_1", "3_3_4", "3_5_1", "c32", "c341", "c35"])
def test_an_outcome_can_be_told(code):
    for seed in range(20):
        assert code in foi.draw(Random(seed), DAY, outcome=code).outcomes


@pytest.mark.parametrize("code", foi.answer_codes())
def test_answers_have_paragraphs_and_vary(code, applications):
    rng = Random(code)
    answers = {foi.answer(rng, each, code) for each in applications[:60]}
    assert len(answers) > 50
    for text in answers:
        assert len(text.split("\n")) == 4
        assert not re.search(r"[{}\[\]|]", text)


def test_answers_of_2008_do_not_cite_articles_of_2019(applications):
    rng = Random(1)
    for code in (each for each in foi.answer_codes() if each.startswith("c")):
        for each in applications[:30]:
            assert not re.search(r"第三十[二六七八九]条|第十六条", foi.answer(rng, each, code)), code


def test_an_unknown_outcome_is_a_key_error(applications):
    with pytest.raises(KeyError):
        foi.answer(Random(1), applications[0], "3_9")


@pytest.mark.parametrize(
    "write",
    [
        foi.correction_request,
        foi.corrected_wanted,
        foi.consultation_letter,
        foi.extension_ground,
        foi.internal_note,
        foi.answer_return_reason,
        foi.recall_reason,
        foi.receipt_correction_reason,
        lambda rng, each: foi.opinion(rng, each, consents=True),
        lambda rng, each: foi.opinion(rng, each, consents=False),
        lambda rng, each: foi.opinion(rng, each, consents=True, joint=True),
        lambda rng, each: foi.consultation_letter(rng, each, joint=True),
    ],
)
def test_papers_around_a_case_vary_and_are_filled_in(write, applications):
    rng = Random(3)
    said = [write(rng, each) for each in applications[:80]]
    assert len(set(said)) >= 4
    for text in said:
        assert text and not re.search(r"[{}\[\]|]", text)


@pytest.mark.parametrize("name", ["return_record", "secrecy_return", "withdrawal", "correction_of_record"])
def test_remarks_on_records_vary_and_are_filled_in(name):
    said = {foi.record_remark(Random(seed), name, "blz030", DAY) for seed in range(60)}
    assert len(said) >= 5
    assert not any(re.search(r"[{}\[\]|]", text) for text in said)
