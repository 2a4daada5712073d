"""The workload by unit and by officer: every figure is the length of the register that it opens."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.doors.desk.registering import narrowed
from gongkai.engines.supervision.register import queries as registers
from gongkai.kernel.cases.actions import conceal
from gongkai.procedures.foi import consulting
from gongkai.procedures.foi.tests.scenes import answer, answered, handled

BASE = "/desk/workload/"


@pytest.fixture
def months_work(cast, application, today):
    """In March: two answered at the housing bureau, one in hand there, one that nobody took on; one overdue elsewhere."""
    answered(cast, "2026-03-02", "2026-03-04")
    answered(cast, "2026-02-09", "2026-03-06")
    handled(cast, "2026-03-03")
    application("供水合同", "2026-03-05")
    application("医院名单", "2026-01-06", "wjw")
    today("2026-03-10")


def figures(page) -> dict[str, list[int]]:
    return {line["name"]: [value for value, _ in line["figures"]] for line in page.context["lines"]}


def test_by_unit_and_by_officer(desk, months_work):
    """In hand, of these overdue, new and closed this month."""
    assert figures(desk("gao_gongkai").get(BASE)) == {"住房和城乡建设局": [2, 0, 3, 2], "卫生健康委员会": [1, 1, 0, 0]}
    page = desk("gao_gongkai").get(f"{BASE}?unit=zjj")
    assert figures(page) == {"周敏": [1, 0, 2, 2], "还没有人受理": [1, 0, 1, 0]}
    assert [value for value, _ in page.context["total"]["figures"]] == [2, 0, 3, 2]


@pytest.mark.parametrize("query, username", [("", "gao_gongkai"), ("?unit=zjj", "gao_gongkai"), ("?unit=wjw&p=foi", "gao_gongkai"), ("", "zhou_jingban")])  # fmt: skip
def test_a_figure_opens_onto_as_many_cases(desk, months_work, query, username):
    client = desk(username)
    page = client.get(f"{BASE}{query}")
    lines = [*page.context["lines"], *([page.context["total"]] if page.context["total"] else [])]
    opened = [(value, len(client.get(url).context["lines"])) for line in lines for value, url in line["figures"]]
    assert opened and all(value == count for value, count in opened) and any(value for value, _ in opened)


def test_the_days_used_are_working_days_without_pauses(cast, desk, months_work):
    case = handled(cast, "2026-03-02")
    asked = consulting.consult(case=case, kind="third_party", whom="某户", letter="", by=cast.actor("zhou_jingban"), at=noon("2026-03-03"))  # fmt: skip
    consulting.record_opinion(
        consultation=asked, consents=True, opinion="同意", by=cast.actor("zhou_jingban"), at=noon("2026-03-09")
    )
    answer(cast, case, "2026-03-10")
    line = next(each for each in desk("gao_gongkai").get(BASE).context["lines"] if each["name"] == "住房和城乡建设局")
    # Two of 3 and 4 March; that of February; and 3 and 10 March, or what the clock itself says.
    used = sorted(_used(ref) for ref in registers.terms_of([f"case:2026-{n:04d}" for n in (1, 2, 6)]).values())
    assert used[0] == 2 and line["days"] == 3
    assert (line["mean"], line["median"]) == (f"{sum(used) / 3:.1f}", f"{used[1]:g}")


def _used(clock) -> int:
    from gongkai.kernel.flow.clocks import reading

    return reading(clock, clock.stopped_on).used


def test_where_too_many_were_closed_no_mean_is_told(desk, months_work, monkeypatch):
    monkeypatch.setattr(registers, "MOST_READ", 1)
    page = desk("gao_gongkai").get(BASE)
    assert page.context["lines"][1]["mean"] == "" and "用时请选一个单位看" in page.content.decode()


def test_what_is_confidential_counts_for_those_who_see_it(cast, desk, months_work):
    case = handled(cast, "2026-03-03")
    conceal(case=case, reason="涉密", officer="zheng_jingban", by=cast.actor("liu_qianfa"), at=noon("2026-03-03"))
    counts = {name: figures(desk(name).get(f"{BASE}?unit=zjj"))["周敏"][0] for name in ("zhou_jingban", "liu_qianfa")}
    assert counts == {"zhou_jingban": 1, "liu_qianfa": 2}


@pytest.mark.parametrize("query", ["?unit=wjw", "?month=2026-00", "?p=none"])
def test_what_is_none_of_the_choices_leads_nowhere(desk, query):
    assert desk("zhou_jingban").get(f"{BASE}{query}").status_code == 404


@pytest.mark.parametrize(
    "query, index",
    [("?phase=open", "case_closed"), ("?light=red", "case_closed"), ("?closed=2026-03-01&closed_to=2026-03-31", "case_closed"), ("?came=2026-03-01&came_to=2026-03-31", "case_received")],
)  # fmt: skip
def test_what_a_figure_counts_is_found_by_an_index(cast, rf, today, query, index):
    """Ten million cases are not read for one month of them, nor for those that are open."""
    request = rf.get(f"/desk/register/{query}")
    request.scope, request.today = cast.scope("he_jiancha"), date(2026, 3, 10)
    wanted, _ = narrowed(request)
    assert index in wanted.of(registers.all_of(request.scope), request.scope, request.today).order_by().explain()
