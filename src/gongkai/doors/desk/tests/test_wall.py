"""The wall's screen and what stands beside the lights: figures of nobody in particular; each on the board opens its list."""

import re

import pytest
from tests.plugins.acts.oversight import found
from tests.plugins.cast import noon

from gongkai.engines.measures.sheets import catch_up
from gongkai.kernel.cases import actions as cases
from gongkai.procedures.foi.tests.scenes import answered, handled

WALL = "/desk/supervision/wall/"


def test_the_wall_tells_figures_and_nobody(cast, desk, today):
    case = handled(cast, "2026-02-10")
    answered(cast, "2026-02-10", "2026-03-02")
    found(cast)
    catch_up()
    today("2026-03-18")
    page = desk("he_jiancha").get(WALL).content.decode()
    assert (
        "住房和城乡建设局" in page and "100%" in page and "1件里1件" in page and "件待回复" in page and "12:00" in page
    )
    assert case.reference not in page and "张" not in page and "名单" not in page
    assert re.search(r'class="red".*?<b>1</b>', page, re.S)


@pytest.mark.parametrize("username", ("zhou_jingban", "liu_qianfa", "lin_guanli"))
def test_the_wall_is_for_those_who_oversee(desk, username):
    assert desk(username).get(WALL).status_code == 404
    assert WALL not in desk(username).get("/desk/supervision/").content.decode()


def test_a_quiet_county_has_a_quiet_wall(desk):
    page = desk("he_jiancha").get(WALL).content.decode()
    assert "没有超期、将到期的。" in page and "None" not in page


def test_each_age_and_each_stage_opens_its_cases(cast, desk, today):
    case = handled(cast, "2026-02-10")
    today("2026-03-02")
    client = desk("he_jiancha")
    page = client.get("/desk/supervision/")
    (aged,) = [url for _, count, url in page.context["ages"] if count]
    ((label, of, count, staged),) = page.context["stages"]
    assert (label, of, count) == ("办理中", "依申请公开", 1)
    for url in (aged, staged):
        listed = client.get(url)
        assert case.reference in listed.content.decode() and "1件" in listed.context["heading"]
    cases.conceal(case=case, reason="涉及国家秘密", officer="zhou_jingban", by=cast.actor("liu_qianfa"), at=noon("2026-03-02"))  # fmt: skip
    listed = client.get(staged)
    assert "1件" in listed.context["heading"] and case.reference not in listed.content.decode()
    assert client.get("/desk/supervision/open/?p=foi&state=nonsense").status_code == 404


def test_of_records_no_stage_is_told(desk):
    assert "在哪个环节" not in desk("he_jiancha").get("/desk/supervision/?p=record").content.decode()
