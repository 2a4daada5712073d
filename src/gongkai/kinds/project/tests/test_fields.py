"""What is told of a project: what it costs adds up, and what is done only grows."""

import pytest

from gongkai.kinds.project import Project
from gongkai.kinds.project.faces import site
from gongkai.pure.declare.kinds import FieldErrors

BUILT = {
    "title": "县第二水厂扩建工程", "formed_on": "2026-03-10", "body": "<p>一</p>", "stage": "building", "owner": "县水务公司", "total": "3500万元", "begins_on": "2025-05-01",
    "ends_on": "2026-12-31", "approval": "明发改〔2025〕12号", "approved_on": "2025-03-01", "funds": "资金来源｜金额（万元）｜已到位\n中央预算内投资｜2,000｜1000\n县级配套｜1500｜700\n合计｜3500｜1700",
    "progress": "时间｜进展情况｜累计完成投资\n2025-09-30｜土建开工｜600\n2026年2月28日｜清水池封顶↵管网铺设8公里｜1650.5",
}  # fmt: skip


def wrong(**changes) -> dict[str, str]:
    with pytest.raises(FieldErrors) as refused:
        Project.clean(BUILT | changes)
    return refused.value.errors


def test_a_project_with_its_money_and_its_progress():
    view = Project.clean(BUILT)
    assert view["total"] == "3500" and [row["on"] for row in view["progress"]] == ["2025-09-30", "2026-02-28"]


def test_the_sources_make_the_sum():
    assert "“合计”的金额写的是3500，可“中央预算内投资”2000＋“县级配套”1400＝3400，差100" in wrong(funds=BUILT["funds"].replace("1500", "1400"))["funds"]  # fmt: skip
    assert wrong(total="3600")["funds"] == "资金来源加起来是3500万元，总投资写的是3600万元，两个要一样"


@pytest.mark.parametrize(("paid", "fits"), [("599.9", False), ("600", True), ("600.1", True), ("", True)])
def test_what_is_paid_only_grows(paid, fits):
    changes = {"progress": BUILT["progress"].replace("1650.5", paid)}
    assert Project.clean(BUILT | changes) if fits else "累计数只增不减" in wrong(**changes)["progress"]


@pytest.mark.parametrize(("day", "fits"), [("2026-03-09", True), ("2026-03-10", True), ("2026-03-11", False)])
def test_nothing_is_reported_ahead(day, fits):
    changes = {"progress": BUILT["progress"].replace("2026年2月28日", day)}
    assert Project.clean(BUILT | changes) if fits else set(wrong(**changes)) == {"progress"}


@pytest.mark.parametrize(("day", "fits"), [("2025-09-29", False), ("2025-09-30", True), ("2025-10-01", True)])
def test_reports_stand_in_the_order_of_their_days(day, fits):
    changes = {"progress": BUILT["progress"].replace("2026年2月28日", day)}
    assert Project.clean(BUILT | changes) if fits else "先后" in wrong(**changes)["progress"]


@pytest.mark.parametrize("name", ["approval", "approved_on", "total"])
def test_an_approval_says_what_was_approved(name):
    assert set(wrong(stage="approval", funds="", **{name: ""})) == {name}


def test_building_tells_its_progress_and_ends_after_it_began():
    assert set(wrong(progress="")) == {"progress"} and set(wrong(ends_on="2025-04-30")) == {"ends_on"}


def test_its_line_and_its_linked_data():
    view = Project.clean(BUILT)
    assert (
        site.line(view) == ["施工进展", "总投资3,500万元", "截至2026-02-28：清水池封顶…"]
        and site.state(view)[1] == "施工进展"
    )
    assert site.linked(view)["about"]["funding"]["amount"]["value"] == 35_000_000
