"""What statistics must say."""

import pytest

from gongkai.kinds.statistics import SORTS, Statistics
from gongkai.kinds.statistics.faces import site
from gongkai.pure.declare.kinds import FieldErrors

FIRST = {
    "title": "一季度全县经济运行情况", "formed_on": "2026-04-20", "body": "<p>一</p>", "sort": "quarterly", "period": "2026年1—3月", "ends_on": "2026-03-31",
    "preliminary": True, "figures": "指标｜单位｜绝对量｜同比（%）\n地区生产总值｜亿元｜1,025.60｜5.2\n其中：工业｜亿元｜—｜-1",
}  # fmt: skip


def wrong(**changes) -> set[str]:
    with pytest.raises(FieldErrors) as refused:
        Statistics.clean(FIRST | changes)
    return set(refused.value.errors)


@pytest.mark.parametrize(("day", "fits"), [("2026-04-19", True), ("2026-04-20", True), ("2026-04-21", False)])
def test_a_period_is_over_before_its_figures_are_there(day, fits):
    assert Statistics.clean(FIRST | {"ends_on": day}) if fits else wrong(ends_on=day) == {"ends_on"}


@pytest.mark.parametrize("sort", [code for code, _ in SORTS])
def test_data_have_figures_and_a_communique_may_tell_them_in_words(sort):
    if sort in ("communique", "census"):
        assert Statistics.clean(FIRST | {"sort": sort, "figures": ""})
    else:
        assert wrong(sort=sort, figures="") == {"figures"}


def test_its_line_its_mark_and_its_linked_data():
    view = Statistics.clean(FIRST)
    assert site.line(view) == ["季度数据", "2026年1—3月", "地区生产总值1,025.6亿元，同比+5.2%"]
    assert site.state(view)[1] == "初步数" and site.state(view | {"preliminary": False}) is None
    assert [each["value"] for each in site.linked(view)["variableMeasured"]] == [1025.6]
