"""What was found is given to a unit once, is looked at again by itself, and makes up the quarter."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from gongkai.engines.monitoring import actions, queries
from gongkai.engines.monitoring.looking import look_again
from gongkai.engines.monitoring.models import Fault, Run
from gongkai.engines.monitoring.summary import quarter, quarter_of, span
from gongkai.engines.monitoring.tests.conftest import DAY
from gongkai.engines.monitoring.tests.test_walking import to_its_end
from gongkai.ground.units.scope import SYSTEM
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.oversight.models import Finding
from gongkai.pure.monitor.admitting import Site
from gongkai.pure.monitor.fetching import Fetcher, Limits

LATER = DAY + timedelta(days=1)


@pytest.fixture
def faults(town, walk) -> list[Fault]:
    town.page("/a/2", '<a href="/gone">旧的</a><p>认真布署。</p>')
    town.page("/search", "<p>没有找到。</p>")
    to_its_end(walk())
    return list(Fault.objects.order_by("indicator"))


def given(cast, faults, who="gao_gongkai", unit="zjj", **more):
    told = {"text": "请改正后回复。", "days": 15, "office": cast.units["xzf"], "at": DAY, **more}
    return actions.assign(faults=faults, unit=cast.units[unit], by=cast.actor(who), **told)


def test_a_unit_is_asked_once_by_a_suggestion(cast, faults):
    made = given(cast, faults[:2])
    assert (made.sort, made.unit.code, made.state) == ("suggest", "zjj", "waiting")
    assert {each.finding for each in Fault.objects.all()} == {made.code, ""}
    assert {each.unit_id for each in Fault.objects.filter(finding=made.code)} == {cast.units["zjj"].pk}
    faults[1].refresh_from_db()
    with pytest.raises(StepRefused, match="已经派过了"):
        given(cast, faults[1:])
    assert Finding.objects.count() == 1


@pytest.mark.parametrize("who", ["liu_qianfa", "lin_guanli"])
def test_who_does_not_oversee_asks_nobody(cast, faults, who):
    with pytest.raises(NotAllowed):
        given(cast, faults, who)
    with pytest.raises(NotAllowed):
        actions.ask_again(faults=faults, by=cast.actor(who), at=DAY)
    with pytest.raises(NotAllowed):
        actions.begin(site="", start="/", most=10, by=cast.actor(who), at=DAY)


def test_looked_at_again_what_is_mended_is_gone_and_what_is_not_stays(town, cast, faults):
    site, fetcher = Site(town.url), Fetcher(Limits(pause=0, seconds=1), trusted={urlsplit(town.url).netloc})
    actions.ask_again(faults=faults, by=cast.actor("gao_gongkai"), at=DAY)
    assert len(queries.to_look_again(9)) == 3
    for each in queries.to_look_again(9):
        look_again(each, site, fetcher, LATER)
    assert {each.state for each in Fault.objects.all()} == {"open"} and not queries.to_look_again(9)
    town.page("/a/2", "<p>认真部署。</p>")
    town.page("/search", '<ul><li><a href="/a/1">县政府召开常务会议</a></li></ul>')
    for each in faults:
        each.refresh_from_db()
        look_again(each, site, fetcher, LATER)
    assert {(each.state, each.gone_on) for each in Fault.objects.all()} == {("gone", LATER.date())}


def test_what_cannot_be_asked_is_not_taken_for_mended(town, faults):
    site, fetcher = Site(town.url), Fetcher(Limits(pause=0, seconds=0.3), trusted={urlsplit(town.url).netloc})
    town.pages["/a/2"] = town.hanging
    written = next(each for each in faults if each.indicator == "writing")
    assert look_again(written, site, fetcher, LATER).state == "open"


def test_one_run_at_a_time(cast):
    actions.begin(site="", start="/", most=10, by=SYSTEM, at=DAY)
    with pytest.raises(StepRefused, match="正在查"):
        actions.begin(site="", start="/", most=10, by=SYSTEM, at=DAY)


def test_the_own_site_is_due_a_week_after_somebody_had_it_looked_at(cast):
    night = (DAY + timedelta(days=7)).replace(hour=3)
    assert not queries.own_due(night), "nobody ever had it looked at"
    run = actions.begin(site="", start="/", most=10, by=SYSTEM, at=DAY)
    assert not queries.own_due(night), "that run is under way"
    Run.objects.filter(pk=run.pk).update(finished_at=DAY)
    assert queries.own_due(night)
    assert not queries.own_due(night - timedelta(days=1))
    assert not queries.own_due(night.replace(hour=12)), "by day others work"
    assert queries.own_due(DAY + timedelta(days=8)), "unless the night was missed"


def test_a_quarter_adds_up(town, walk, faults):
    town.page("/a/2", '<a href="/new">新坏的</a><a href="/gone">旧的</a>')
    to_its_end(walk(), DAY + timedelta(days=40))
    first, second = quarter(2026, 1, town.url), quarter(2026, 2, town.url)
    assert [(q.total.before, q.total.found, q.total.gone, q.total.left) for q in (first, second)] == [
        (0, 3, 0, 3),
        (3, 3, 1, 5),  # by then the news and the home page stand still as well
    ]
    assert [len(q.runs) for q in (first, second)] == [1, 1]
    for told in (first, second):
        assert (
            sum(each.left for each in told.by_indicator) == sum(each.left for each in told.by_unit) == told.total.left
        )
    assert quarter_of(DAY.date()) == (2026, 1) and span(2026, 4)[1].year == 2027


def test_whose_a_page_is(cast):
    told = queries.owners({"/u/zjj/", "/u/no-such/", "/r/0000/", "/", "/s/notices/"})
    assert {page: unit.code for page, unit in told.items()} == {"/u/zjj/": "zjj"}
