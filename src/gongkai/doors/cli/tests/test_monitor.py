"""``gongkai monitor``: looks at a site that is given, or at the own one; what it is given that cannot be is told in a sentence."""

import json
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from tests.plugins.scene import home

from gongkai.doors.cli import main
from gongkai.doors.cli import monitor as command
from gongkai.engines.monitoring import queries
from gongkai.engines.monitoring.models import Fault, Run
from gongkai.ground.units.scope import SYSTEM
from gongkai.pure.monitor.tests.town import served, sound

__all__ = ["home"]


@pytest.fixture
def town():
    with served() as town:
        sound(town, localdate())
        yield town


def test_a_site_that_is_given_is_looked_at(cast, home, town, capsys):
    assert main(["monitor", town.url, "--pause", "0"]) == 0
    assert "看了7页，0处问题，100.0分，合格" in capsys.readouterr().out
    town.page("/a/2", '<a href="/gone">旧的</a>')
    assert main(["monitor", f"{town.url}/", "--pause", "0", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["verdict"] == "合格" and [(each["indicator"], each["target"]) for each in told["faults"]] == [
        ("dead_in", "/gone")
    ]


@pytest.mark.parametrize(
    "said, told",
    [
        (["mou.gov.cn"], "is no address"),
        (["http://x.example", "--pause", "-1"], "a pause is a number of seconds from 0 to 60"),
        (["http://x.example", "--max-pages", "0"], "a whole number from 1 up"),
    ],
)
def test_what_cannot_be_is_told(cast, capsys, said, told):
    with pytest.raises(SystemExit):
        main(["monitor", *said])
    assert told in capsys.readouterr().err


def test_without_a_site_that_was_built_there_is_nothing_to_look_at(cast, home, capsys):
    assert main(["monitor"]) == 2
    assert "build it first" in capsys.readouterr().err


def test_two_do_not_walk_at_once(cast, home, town, capsys):
    with command.sole_walk() as free:
        assert free
        assert main(["monitor", town.url]) == 2
    assert "the worker is looking at the site" in capsys.readouterr().err and not Run.objects.exists()


def test_the_worker_goes_on_with_the_own_site_and_leaves_others_alone(cast, home, town, monkeypatch):
    """A little each round, the rest the next time; what somebody asked to be looked at again comes first."""
    at = command.now()
    assert command.look_a_little(at) == 0 and not Run.objects.exists(), "nobody asked for it"
    (home / "site" / "current").mkdir(parents=True)
    monkeypatch.setattr(command, "SECONDS", 0)
    monkeypatch.setattr(command, "own_site", lambda: _as(town.url))
    run = command.actions.begin(site="", start="/", most=50, by=SYSTEM, at=at)
    command.actions.begin(site="http://other.example", start="/", most=50, by=SYSTEM, at=at)
    town.page("/a/2", '<a href="/gone">旧的</a>')
    rounds = 0
    while queries.under_way(""):
        assert command.look_a_little(at) == 1
        rounds += 1
    run.refresh_from_db()
    assert rounds > 5 and run.counts == {"dead_in": 1} and queries.under_way("http://other.example")
    town.page("/a/2", "<p>改好了。</p>")
    command.actions.ask_again(
        faults=list(Fault.objects.all()), by=cast.actor("gao_gongkai"), at=at + timedelta(hours=1)
    )
    assert command.look_a_little(at + timedelta(hours=1)) == 1
    assert Fault.objects.get().state == "gone"


class _as:
    def __init__(self, url: str) -> None:
        self.url = url

    def __enter__(self) -> str:
        return self.url

    def __exit__(self, *args: object) -> None:
        """Somebody else ends it."""
