"""A town's website and whoever walks it."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from tests.plugins.cast import noon
from tests.plugins.scene import home

from gongkai.engines.monitoring import actions
from gongkai.engines.monitoring.models import Run
from gongkai.engines.monitoring.walking import Walk
from gongkai.ground.units.scope import SYSTEM
from gongkai.pure.monitor.fetching import Fetcher, Limits
from gongkai.pure.monitor.tests.town import Town, served, sound

__all__ = ["home"]
DAY = noon("2026-03-02")


@pytest.fixture
def town() -> Iterator[Town]:
    with served() as town:
        sound(town, DAY.date())
        yield town


@pytest.fixture
def walk(cast, town, home) -> Callable[..., Walk]:
    def begun(*, most: int = 200, beside: tuple[str, ...] = (), run: Run | None = None, at=DAY, **limits) -> Walk:
        trusted = {urlsplit(each).netloc for each in (town.url, *beside)}
        fetcher = Fetcher(Limits(**{"pause": 0, "seconds": 1.0, "bytes": 200_000, **limits}), trusted=trusted)
        run = run or actions.begin(site=town.url, start="/", most=most, by=SYSTEM, at=at)
        return Walk(run, town.url, fetcher)

    return begun
