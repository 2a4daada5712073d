"""Applications and the papers around them."""

import re
from datetime import date
from random import Random

import pytest

from gongkai.demo.content import Composer, foi, places, sections, unit, units
from gongkai.pure.law import applicants, outcomes

DAY = date(2025, 6, 3)


@pytest.fixture(scope="module")
def applications():
    composer = Composer("asking")
    return [composer.application(DAY) for _ in range(600)]


def test_no_two_applications_ask_the_same(applications):
    assert len({each.wanted for each in applications}) == 600


def test_no_unit_is_asked_twice_about_one_subject(applications):
    assert len({(each.unit, each.subject) for each in applications}) == 600


def test_a_unit_that_has_been_asked_everything_is_asked_again():
    composer = Composer("much")
    drawn = [composer.application(DAY, unit="zfb001", outcome="3_3_6") for _ in range(160)]
    assert len({each.wanted for each in drawn}) == 160
    asked = {each.subject for each in drawn}
    assert 40 < len(asked) < 160


def test_an_application_is_about_one_town(applications):
    villages = sorted((village for all_of in places.towns().values() for village in all_of), key=len, reverse=True)
    placed, seen = re.compile(f"({'|'.join(places.towns())})({'|'.join(villages)})"), 0
    for each in applications:
        said = f"{each.subject}{each.wanted}"
        named = {town for town in places.towns() if town in said}
        assert len(named) <= 1, said
        for town, village in placed.findall(said):
            assert village in places.towns()[town] and town in named, said
        seen += len(named)
    assert seen > 200


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


def test_public_institutions_are_not_asked(applications):
    """They go by rules of their own (条例第55条), and the counter offers none of them."""
    assert not [each.unit for each in applications if unit(each.unit).level == "institution"]


GIVEN = {"electronic": "电子文件", "paper": "复印件", "disc": "光盘", "on_site": "查阅，可以摘录"}


@pytest.mark.parametrize("code", ["3_1", "c32"])
def test_an_answer_gives_the_form_that_was_asked_for_and_is_introduced_once(code, applications):
    for each in applications[:120]:
        text = foi.answer(Random(each.wanted), each, code)
        assert {form for form, word in GIVEN.items() if word in text} == {each.form_wanted}
        assert "现答复如下" not in text and "见附件" not in text


def test_a_file_that_goes_along_is_not_said_to_come_by_itself(applications):
    electronic = [each for each in applications if each.form_wanted == "electronic"][:60]
    for each in electronic:
        text = foi.answer(Random(each.wanted), each, "3_1", enclosed=True)
        assert "电子文件1份，随答复一并提供，见附件" in text and "另行" not in text


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


def test_an_outcome_comes_of_what_was_asked_for_whoever_asks():
    composer = Composer("outcomes")
    for code in foi.answer_codes():
        for kind in foi.APPLICANT_TYPES:
            drawn = composer.application(DAY, applicant_type=kind, outcome=code)
            assert code in drawn.outcomes, (code, kind, drawn.subject)


@pytest.mark.parametrize(
    "code, about",
    [
        ("3_3_1", "方案|名录"),
        ("3_3_2", "统计报表"),
        ("3_3_5", "值班|办公用房"),
        ("3_3_8", "登记|参保"),
        ("3_5_1", "处理"),
        ("3_5_3", "数据|门诊|发病"),
        ("c38", "处理"),
        ("c345", "值班|办公用房"),
    ],
)
def test_a_special_outcome_has_matter_of_its_own(code, about):
    composer = Composer(f"matter {code}")
    for _ in range(25):
        drawn = composer.application(DAY, outcome=code)
        assert re.search(about, drawn.info), (code, drawn.info)


def test_a_column_named_in_an_answer_is_where_the_unit_publishes_such_matter(applications):
    named, rng = {section.key: section for section in sections()}, Random(4)
    seen = 0
    for each in applications:
        column = named[each.column]
        assert column.parent and unit(each.unit).level in column.levels, (each.unit, each.subject, each.column)
        for code in ("3_1", "3_3_5", "3_3_7", "c31"):
            text = foi.answer(rng, each, code)
            found = set(re.findall(r"政务公开—([^”]+)”|“([^”]+)”(?:栏目|查阅|申请|$)", text))
            for name in {one or other for one, other in found} & {section.name for section in sections()}:
                assert name == column.name
                seen += 1
    assert seen > 100


@pytest.mark.parametrize(
    "hint, matter",
    [
        ("具体路段", "路|公交|信号"),
        ("楼栋", "小区|花园|家园|维修资金|房屋征收|竣工"),
        ("企业的全称", "公司|企业"),
        ("村民小组", "村|农户|宅基地|林"),
    ],
)
def test_what_is_to_be_made_clear_belongs_to_the_matter(applications, hint, matter):
    rng, seen = Random(5), 0
    for each in applications * 3:
        if hint in foi.correction_request(rng, each):
            seen += 1
            assert re.search(matter, each.info), (hint, each.info)
    assert seen


def test_a_street_is_not_asked_for_what_only_towns_with_villages_hold():
    for seed in range(60):
        assert not re.search("宅基地|承包|惠农", foi.draw(Random(seed), DAY, unit="hxjd027").info)


def test_whoever_complains_of_a_place_lives_there():
    """The title names no other town than the letter does."""
    for seed in range(400):
        drawn = foi.draw(Random(seed), date(2026, 3, 2), outcome="3_5_1")
        titled = {town for town in places.towns() if town in drawn.subject}
        assert not titled or {town for town in places.towns() if town in drawn.wanted} == titled, drawn.wanted
