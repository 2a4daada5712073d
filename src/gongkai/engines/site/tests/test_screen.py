"""The page for a large screen: the newest titles, large, and what is withdrawn leaves it at once."""

import re

import pytest
from tests.plugins.cast import noon

from gongkai.engines.site import build, screen
from gongkai.kernel.records import validity

from .helpers import Office, page


@pytest.fixture
def office(cast, home) -> Office:
    return Office(cast)


def titles() -> list[str]:
    return re.findall(r"<li class=\"\w+\"><p>(.*?)</p>", page("screen/index.html"))


def test_the_newest_come_first_and_at_most_twenty(office):
    for n in range(screen.LINES + 1):
        office.publish("2026-03-02" if n else "2026-03-01", title=f"第{n}号办法")
    build.full()
    assert len(titles()) == screen.LINES and "第0号办法" not in titles()


def test_it_follows_publications_and_withdrawals(office):
    record = office.publish("2026-03-02", title="先公开的办法")
    build.catch_up()
    office.publish("2026-03-03", title="后公开的办法")
    build.catch_up()
    assert titles() == ["后公开的办法", "先公开的办法"]
    office.withdraw(record, "2026-03-04", keep_title=False)
    build.catch_up()
    assert titles() == ["后公开的办法"]


def test_what_is_not_in_force_is_not_shown_as_if_it_were(office):
    record = office.publish("2026-03-02", title="旧办法", effective_on="2026-03-02")
    build.full()
    assert titles() == ["旧办法"]
    validity.repeal(record=record, because="任务已经完成", by=office.cast.actor("liu_qianfa"), at=noon("2026-03-04"))
    build.catch_up()
    assert titles() == ["旧办法【已废止】"]


def test_with_nothing_to_show_it_says_so(office):
    build.full()
    assert titles() == ["还没有公开的信息"]


@pytest.mark.parametrize(
    "length, size",
    [(35, "short"), (36, "short"), (37, "middle"), (69, "middle"), (70, "middle"), (71, "long"), (120, "long")],
)
def test_a_longer_title_is_set_smaller(length, size):
    assert screen.size_of("长" * length) == size
