"""What a mayor, a journalist and a lawyer would stumble over: laws that every composed text keeps, whatever the seed."""

import re
from datetime import date, timedelta
from random import Random

import pytest

from gongkai.demo.content import Composer, sections, units
from gongkai.demo.content.afterwards import faults, matter, record_remark, withdrawal
from gongkai.demo.content.compose import doubled
from gongkai.demo.content.context import holiday_after, is_workday
from gongkai.demo.content.forms import works
from gongkai.demo.content.functions import duties, functions
from gongkai.demo.content.places import town_of, towns
from gongkai.demo.content.seasons import months, out_of_season

VILLAGE = {village: town for town, villages in towns().items() for village in villages}
PLACED = re.compile(f"({'|'.join(towns())})({'|'.join(sorted(VILLAGE, key=len, reverse=True))})")
DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


@pytest.fixture(scope="module", params=["mayor", "journalist", "lawyer"])
def year(request):
    """A year of one seed: every unit in turn, all kinds."""
    composer, rng = Composer(request.param), Random(request.param)
    every = units()
    found = []
    for n in range(2500):
        day = date(2025, 1, 1) + timedelta(rng.randrange(365))
        unit = every[n % len(every)]
        found.append((unit, composer.compose(unit, day, kind="news" if n % 5 == 0 else None)))
    return found


def plain(text):
    return re.sub(r"<[^>]*>", "\n", text.body_html)


def test_no_place_stands_twice(year):
    for unit, text in year:
        assert not doubled(text.title) and not doubled(plain(text)), text.title
        assert text.title.count(unit.short_name) <= 1, text.title


def test_a_village_stands_behind_its_own_town(year):
    for _, text in year:
        for town, village in PLACED.findall(text.title + plain(text)):
            assert village in towns()[town], (town, village, text.title)


TOWN = re.compile("|".join(towns()))
LISTED = re.compile(r"<table>.*?</table>|<ul>.*?</ul>")


def test_a_text_is_about_one_town_whatever_its_lists_name(year):
    seen = 0
    for _, text in year:
        named = set(TOWN.findall(f"{text.title}{LISTED.sub('', text.body_html)}"))
        assert len(named) <= 1, (named, text.title)
        seen += len(named)
    assert seen > 500


def test_a_unit_does_what_falls_to_it(year):
    """Whose standing work a title names, and no work named as if it were something to be carried about."""
    whose: dict[str, set[str]] = {}
    for work in works():
        if all(isinstance(part, str) for part in work.name):
            whose.setdefault("".join(work.name), set()).update(work.by)
    seen = 0
    for unit, text in year:
        for name in [each for each in text.keywords if each in whose and each in text.title]:
            assert {"any", unit.tag, unit.level, unit.code} & whose[name], (unit.short_name, text.title)
            seen += 1
            assert not re.search(f"{name}(走进|：?(这样做|怎么做|看这里))|(抓|解决){name}", text.title), text.title
        assert not re.search(f"{re.escape(unit.short_name)}帮.*[卖修建]", text.title), text.title
    assert seen > 300


def test_a_town_speaks_of_its_own_villages(year):
    for unit, text in year:
        if unit.level == "town":
            for town, _ in PLACED.findall(text.title + plain(text)):
                assert town == unit.short_name, (unit.short_name, text.title)


def test_no_word_is_out_of_season(year):
    for _, text in year:
        month = text.formed_on.month
        assert not out_of_season(text.title, month), (text.formed_on, text.title)
        for paragraph in plain(text).split("\n"):
            assert not out_of_season(paragraph, month), (text.formed_on, text.title, paragraph)


def test_appointed_days_are_working_days(year):
    for _, text in year:
        if not text.normative:
            for found in DAY.findall(plain(text)):
                assert is_workday(date(*(int(part) for part in found))), (text.title, found)


def test_what_only_informs_is_no_policy(year):
    for _, text in year:
        if re.search("的答复$|情况的通报$|公告|公示|通告", text.title):
            assert text.kind != "policy", text.title


def test_rows_of_a_list_are_of_different_people(year):
    seen = 0
    for _, text in year:
        names = re.findall(r"<tr><td>(.某某?)</td>", text.body_html)
        assert len(names) == len(set(names)), text.title
        seen += len(names) > 1
    assert seen


def test_a_rule_for_years_names_no_village_and_is_titled_alike_throughout(year):
    seen = 0
    for _, text in year:
        if text.normative and "施行" in text.body_html:
            assert not PLACED.search(plain(text)) or "县政府" in text.title or "明政规" in text.document_number, (
                text.title
            )
            names = set(re.findall("《(明川县[^》]+)》", text.title + plain(text)))
            assert len(names) <= 1, names
            seen += bool(names)
    assert seen


def test_a_fault_is_one_that_the_record_can_have_and_mending_restores_it(year):
    kinds = set()
    for unit, text in year:
        for fault in faults(Random(text.title), unit, text):
            kinds.add(fault.reason[:5])
            planted = fault.plant(text)
            assert planted != text
            field = {"body": "body_html"}.get(fault.field, fault.field)
            wrong, right = getattr(planted, field), getattr(text, field)
            assert list(fault.mend(list(wrong))) == list(right) if field == "keywords" else fault.mend(wrong) == right
            if "表格" in fault.reason:
                assert "<table" in text.body_html
            if "标题" in fault.reason:
                assert planted.title != text.title
            assert fault.hides == ("姓名" in fault.reason)
    assert len(kinds) >= 6


def test_a_withdrawal_has_a_ground_that_the_record_can_have(year):
    grounds = set()
    for unit, text in year:
        ground, keeps_title = withdrawal(Random(text.title), unit, text.formed_on, text)
        grounds.add(ground)
        if "处罚" in ground or "信用修复" in ground:
            assert text.section_key == "chufa" and not keeps_title
        if "数据" in ground:
            assert text.section_key in ("tongji", "shoufei")
        if "评审" in ground:
            assert re.search("中标|成交|评标", text.title)
        if "许可" in ground:
            assert text.section_key == "xuke"
        if "表格" in ground:
            assert "<table" in text.body_html
    assert len(grounds) >= 6


@pytest.mark.parametrize("name", ["return_record", "secrecy_return"])
def test_a_reviewer_s_remark_is_about_what_the_record_holds(year, name):
    said = set()
    for unit, text in year:
        remark = record_remark(Random(text.title), name, unit, text.formed_on, text)
        said.add(remark)
        assert not re.search(r"[{}\[\]|]", remark)
        if "表格" in remark:
            assert "<table" in text.body_html
        if "附件" in remark:
            assert "附件" in matter(text)
        if "文号" in remark or "解读" in remark:
            assert text.kind == "policy"
        if "公示" in remark and "表格" not in remark:
            assert "公示" in matter(text)
    assert len(said) >= 5


@pytest.mark.parametrize("unit", units(), ids=lambda each: each.code)
def test_every_unit_has_functions_to_publish(unit):
    own, within = duties(unit)
    content = functions(unit)
    assert len(own) == 4 and len(within) >= 3
    assert content["title"] == f"{unit.name}机构职能" and len(content["offices"]) == len(within)
    assert {unit.address, unit.phone, unit.hours, unit.email} <= set(map(str, content.values()))
    section = next(section for section in sections() if section.key == "zhineng")
    assert unit.level in section.levels


@pytest.mark.parametrize(
    "spans, found", [("3-5", {3, 4, 5}), ("11-2", {11, 12, 1, 2}), ("9-9", {9}), ("12-2 4-6", {12, 1, 2, 4, 5, 6})]
)
def test_months_of_a_span(spans, found):
    assert months(spans) == found


@pytest.mark.parametrize("month, word", [(3, ""), (4, "道路结冰"[2:]), (10, "结冰"), (11, "")])
def test_ice_begins_in_november_and_ends_in_march(month, word):
    assert out_of_season("道路结冰风险上升", month) == word


@pytest.mark.parametrize(
    "day, name",
    [
        (date(2025, 4, 30), "劳动节"),
        (date(2025, 5, 1), "劳动节"),
        (date(2025, 6, 30), "暑假"),
        (date(2025, 11, 10), "周末"),
    ],
)
def test_the_holiday_is_the_next_one(day, name):
    assert holiday_after(day) == name


@pytest.mark.parametrize(
    "place, town",
    [
        ("沙溪供水站", "沙溪镇"),
        ("回龙水库", "柳湾乡"),
        ("沈家渡大桥", "白鹭镇"),
        ("青石至石门公路", "青石镇"),
        ("县人民医院", ""),
    ],
)
def test_where_a_place_lies(place, town):
    assert town_of(place) == town


@pytest.mark.parametrize(
    "text, twice",
    [("沙溪镇沙溪镇金滩村", True), ("横江乡龙泉乡枫木村", True), ("沙溪镇沙溪村", False), ("云岭乡、龙泉乡", False)],
)
def test_a_doubled_place_is_told(text, twice):
    assert doubled(text) is twice
