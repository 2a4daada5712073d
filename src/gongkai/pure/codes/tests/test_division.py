import pytest

from gongkai.pure.codes import CodeError, division


@pytest.mark.parametrize(
    "code, level, kind",
    [
        ("340000", "province", ""),
        ("341200", "prefecture", ""),
        ("341202", "county", "市辖区"),
        ("341226", "county", "县"),
        ("321084", "county", "县级市"),
        ("341226103000", "town", "县"),
        ("341226103207", "village", "县"),
        ("441900003000", "town", ""),
    ],
)
def test_levels(code, level, kind):
    found = division.parse(code)

    assert (found.level, found.county_kind, found.code) == (level, kind, code)


@pytest.mark.parametrize("number, kind", [(20, "市辖区"), (21, "县"), (80, "县"), (81, "县级市")])
def test_kinds_by_their_bounds(number, kind):
    assert division.parse(division.make(34, 12, number)).county_kind == kind


@pytest.mark.parametrize(
    "code, position, says",
    [
        ("", None, "请填写"),
        ("34122", None, "少了1位"),
        ("3412261", 7, "多了1位"),
        ("34l226", 3, "“L”"),
        ("041226", 1, "0"),
        ("340026", 3, "第3、4位"),
        ("341226000207", 7, "第7至9位"),
        ("340000103000", 3, "第7位起"),
    ],
)
def test_the_refusal_names_the_character(code, position, says):
    with pytest.raises(CodeError) as refused:
        division.parse(code)

    assert refused.value.position == position
    assert says in refused.value.message_zh


def test_made_codes():
    assert division.make(34, 12, 26) == "341226"
    with pytest.raises(CodeError, match="100"):
        division.make(34, 12, 100)


def test_found_keeps_the_letter():
    assert division.found("3412 26").text == "3412 26"
    assert division.found("3412 26").warnings
    assert division.is_valid("341226")
