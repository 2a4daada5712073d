from datetime import date, datetime

import pytest

from gongkai.pure.law.catalogue import INTERVALS
from gongkai.pure.law.catalogue_file import parse, shipped, version_order
from gongkai.pure.law.sitemeta import COLUMN, COLUMN_TYPES, CONTENT, SITE, pub_date
from gongkai.pure.law.yaml_lines import FileErrors

HEAD = 'template: ours\nname: 我县目录\nversion: "2026.1"\nsections:\n'


def labels_for(level: str) -> list[str]:
    specs = shipped()["art20-2019"].sections
    return [s.values["name"] for s in specs if not s.values["levels"] or level in s.values["levels"].split(",")]


def errors_of(text: str) -> list[tuple[int, str]]:
    with pytest.raises(FileErrors) as caught:
        parse(text)
    return caught.value.errors


def test_art_20_has_fifteen_categories_in_order():
    keys = [spec.key for spec in shipped()["art20-2019"].sections if spec.key.startswith("art20")]
    assert keys == [f"art20_{n:02}" for n in range(1, 16)]
    assert shipped()["art20-2019"].sections[6].values["name"] == "财政预算、决算信息"


@pytest.mark.parametrize(
    "level, has, has_not",
    [
        ("department", "治安管理", "宅基地使用情况审核"),
        ("department", "市政建设", "筹资筹劳"),
        ("town", "宅基地使用情况审核", "治安管理"),
        ("institution", "财政预算、决算信息", "社会救助"),
    ],
)
def test_art_21_adds_by_level(level, has, has_not):
    labels = labels_for(level)
    assert has in labels
    assert has_not not in labels
    assert len(labels) == len(set(labels))


def test_art_21_adds_seven_for_the_county_and_eight_for_towns():
    added = [s.values["levels"].split(",") for s in shipped()["art20-2019"].sections if s.key.startswith("art21")]
    assert [sum(level in levels for levels in added) for level in ("department", "town")] == [7, 8]


def test_the_shipped_templates_say_only_what_a_section_can_hold():
    assert set(shipped()) == {"art20-2019", "key-areas-2018", "seventeen-2009"}
    assert len(shipped()["seventeen-2009"].sections) == 17
    for template in shipped().values():
        assert all(spec.values["column_type"] in COLUMN_TYPES for spec in template.sections)


def test_key_areas_are_marked_and_dated_and_the_party_is_asked_for():
    by_key = {spec.key: spec for spec in shipped()["key-areas-2018"].sections}
    areas = [spec for spec in by_key.values() if spec.key != "key_areas"]
    assert all(spec.values["key_area"] and spec.values["parent_key"] == "key_areas" for spec in areas)
    assert [spec.key for spec in areas if spec.optional] == ["key_party"]
    assert by_key["key_drinking_water"].values["update_every"] == "quarter"


@pytest.mark.parametrize(
    "every, last, due",
    [
        ("week", date(2026, 3, 2), date(2026, 3, 9)),
        ("month", date(2026, 1, 31), date(2026, 2, 28)),
        ("month", date(2024, 1, 31), date(2024, 2, 29)),
        ("quarter", date(2025, 11, 30), date(2026, 2, 28)),
        ("quarter", date(2026, 1, 5), date(2026, 4, 5)),
        ("half_year", date(2025, 8, 31), date(2026, 2, 28)),
        ("year", date(2024, 2, 29), date(2025, 2, 28)),
        ("year", date(2025, 12, 31), date(2026, 12, 31)),
    ],
)
def test_when_an_update_falls_due(every, last, due):
    assert INTERVALS[every].due_on(last) == due


def test_with_each_change_has_no_day():
    assert [code for code, each in INTERVALS.items() if not each.dated] == ["on_change"]


def test_versions_are_numbers_not_texts():
    assert version_order("2019.10") > version_order("2019.9") > version_order("2019")
    assert version_order("2019") == version_order("2019.0")


def test_a_file_of_an_office():
    text = HEAD + (
        "  - key: water\n    name: 饮用水水质\n    every: quarter\n    levels: [department]\n    units: [wjw, slj]\n"
        "    sections:\n      - key: water_tap\n        name: 水龙头\n        audience: [公众, 企业]\n        optional: true\n"
    )
    template = parse(text)
    first, second = template.sections
    assert (template.key, template.version, first.line, second.line) == ("ours", "2026.1", 5, 11)
    assert first.values["units"] == "wjw,slj" and first.values["update_every"] == "quarter"
    assert second.values["parent_key"] == "water" and second.values["audience"] == "公众、企业" and second.optional


@pytest.mark.parametrize(
    "text, line, says",
    [
        ("", 1, "begin with lines"),
        ("a: [", 1, "not YAML"),
        ("- a\n- b\n", 1, "begin with lines"),
        (HEAD + "  - key: a\n    name: &x 甲\n  - key: b\n    name: *x\n", 8, "references"),
        (HEAD + "  - key: A b\n    name: 甲\n", 5, "small letters"),
        (HEAD + "  - key: a\n    name: 甲\n  - key: a\n    name: 乙\n", 7, "stands in line 5 already"),
        (HEAD + "  - key: a\n    name: 甲\n    name: 乙\n", 7, "stands in line 6 already"),
        (HEAD + "  - key: a\n    name: 甲\n    every: daily\n", 7, "on_change, week"),
        (HEAD + "  - key: a\n    name: 甲\n    levels: [village]\n", 7, "village"),
        (HEAD + "  - key: a\n    name: 甲\n    levels: department\n", 7, "a list"),
        (HEAD + "  - key: a\n    name: 甲\n    key_area: yes\n", 7, "true or false"),
        (HEAD + "  - key: a\n    name: 甲\n    colour: red\n", 7, "not known"),
        (HEAD + f"  - key: a\n    name: {'甲' * 61}\n", 6, "61 characters, and at most 60"),
        (HEAD + "  - key: a\n", 5, "lacks `name:`"),
        (HEAD + "  - 甲\n", 5, "a section begins with"),
        (HEAD.replace("2026.1", "new") + "  - key: a\n    name: 甲\n", 3, "numbers with dots"),
        ("template: ours\nname: 甲\nversion: '1'\n", 0, "lacks `sections:`"),
        ("template: ours\nname: 甲\nversion: '1'\nsections: []\n", 4, "no section"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text, line, says):
    errors = errors_of(text)
    assert any(line == at and says in told for at, told in errors), errors


def test_everything_wrong_is_told_at_once():
    errors = errors_of(HEAD + "  - key: a\n    name: 甲\n    every: daily\n  - name: 乙\n    key_area: 1\n")
    assert [line for line, _ in errors] == [7, 8, 9]


@pytest.mark.parametrize("depth, fine", [(4, True), (5, True), (6, False)])
def test_how_deep_sections_stand(depth, fine):
    text = HEAD + "".join(
        f"{'  ' * n * 2}  - key: s{n}\n{'  ' * n * 2}    name: 第{n}层\n{'  ' * n * 2}    sections:\n"
        for n in range(depth)
    )
    text = text.rsplit("\n", 2)[0] + "\n"
    if fine:
        assert len(parse(text).sections) == depth
    else:
        assert any("at most 5 deep" in told for _, told in errors_of(text))


def test_required_labels_of_a_content_page():
    required = [each.name for each in (*SITE, *COLUMN, *CONTENT) if each.required]

    assert required == [
        "SiteName",
        "SiteDomain",
        "SiteIDCode",
        "ColumnName",
        "ColumnDescription",
        "ColumnKeywords",
        "ColumnType",
        "ArticleTitle",
        "PubDate",
        "ContentSource",
    ]
    assert "信息公开目录" in COLUMN_TYPES
    assert pub_date(datetime(2025, 3, 4, 9, 5, 59)) == "2025-03-04 09:05"
