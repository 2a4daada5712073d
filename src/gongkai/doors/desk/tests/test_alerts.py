"""Alerts on the desk: above the worklist of whoever was told, until they say that they saw it; and what turns red within a week."""

import pytest
from tests.plugins.cast import noon

from gongkai.kernel.cases import actions as cases
from gongkai.kernel.oversight.alerts import tell_all
from gongkai.kernel.oversight.models import Alert
from gongkai.procedures.foi.tests.scenes import handled

SEEN = "/desk/alerts/seen"


@pytest.fixture
def late(cast, today):
    """An application that everybody was told of."""
    case = handled(cast)
    tell_all(noon("2026-03-18"))
    today("2026-03-18")
    return case


def test_whoever_was_told_sees_it_above_their_worklist_until_they_say_so(desk, late):
    for username in ("zhou_jingban", "liu_qianfa", "he_jiancha"):
        client = desk(username)
        page = client.get("/desk/")
        assert [each.title for each in page.context["alerts"]] == ["危房改造补助名单"], username
        assert "到期提醒" in page.content.decode() and "3月16日到期，3月18日提醒" in page.content.decode()
        key = page.context["alerts"][0].key
        told = client.post(SEEN, {"key": [key]}, follow=True).content.decode()
        assert "看过的1条提醒不再列出" in told and "到期提醒" not in told
        client.post(SEEN, {"key": [key]})
    assert sorted(Alert.objects.values_list("seen_by", flat=True)) == ["he_jiancha", "liu_qianfa", "zhou_jingban"]
    page = desk("liu_qianfa").get(f"/desk/c/{late.reference}/").content.decode()
    assert "红灯提醒监察人员：2026年3月16日到期" in page and "看到了红灯提醒" in page
    shown = desk("liu_qianfa").get(f"/desk/c/{late.reference}/").context["moments"]
    assert [each.title for each in shown if each.state == "now"] == ["受理"], (
        "an alert is no place at which a case stands"
    )


def test_who_was_not_told_sees_nothing_and_can_say_nothing(desk, late):
    keys = list(Alert.objects.values_list("pk", flat=True))
    for username in ("gao_gongkai", "qian_jingban", "wang_bianji"):
        assert "到期提醒" not in desk(username).get("/desk/").content.decode()
        desk(username).post(SEEN, {"key": [*keys, "x", "9" * 30]})
    assert not Alert.objects.exclude(seen_on=None).exists()


def test_of_a_confidential_case_a_supervisor_is_told_the_unit_alone(cast, desk, late):
    cases.conceal(case=late, reason="涉及国家秘密", officer="zhou_jingban", by=cast.actor("liu_qianfa"), at=noon("2026-03-18"))  # fmt: skip
    (told,) = desk("he_jiancha").get("/desk/").context["alerts"]
    assert (told.title, told.url) == ("（不便显示）", "") and late.reference not in told.small


@pytest.mark.parametrize("day, shown", [("2026-03-06", 0), ("2026-03-09", 1), ("2026-03-16", 1), ("2026-03-17", 0)])
def test_what_turns_red_within_a_week_by_its_day(cast, desk, today, day, shown):
    handled(cast)
    today(day)
    page = desk("he_jiancha").get("/desk/supervision/week/")
    groups = page.context["groups_of_lines"]
    assert sum(len(lines) for _, lines in groups) == shown
    assert not shown or groups[0][0] == ("今天" if day == "2026-03-16" else "3月16日") + "（星期一）到期"
    assert desk("qian_jingban").get("/desk/supervision/week/").context["groups_of_lines"] == []
