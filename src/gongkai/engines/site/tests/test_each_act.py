"""Lists of several pages, then one act: what it makes stale, and not by a new generation unless a name changed."""

import shutil
from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from pathlib import Path

import pytest

from gongkai.engines.site import build
from gongkai.ground.home.memory import forget_everything

from .helpers import Office, files
from .histories import NAMES, RECORDS, History, make_pages_small


@pytest.fixture(scope="module")
def built(lasting_cast, tmp_path_factory) -> Iterator[tuple[History, Path]]:
    """The lists, published and built in a home that each test copies."""
    home = tmp_path_factory.mktemp("lists") / "home"
    with pytest.MonkeyPatch.context() as patch:
        make_pages_small(patch)
        patch.setenv("GONGKAI_HOME", str(home))
        history = History(Office(lasting_cast))
        for k in range(7):
            history.live("publish", k, k % 2)
            history.day += timedelta(1)
        for k in (0, 3):
            history.live("correct", k, 0)
        build.catch_up()
        yield history, home


@pytest.fixture
def history(built, db, tmp_path, monkeypatch) -> History:
    lived, home = built
    monkeypatch.setenv("GONGKAI_HOME", str(shutil.copytree(home, tmp_path / "home", symlinks=True)))
    forget_everything()
    return deepcopy(lived)


@pytest.mark.parametrize("step", sorted(set(RECORDS + NAMES) - {"build"}))
@pytest.mark.parametrize(
    "n, m", [(4, 1), *(pytest.param(n, m, marks=pytest.mark.one_engine) for n, m in ((1, 0), (2, 0), (5, 1)))]
)
def test_each_act_alone(history, step, n, m):
    history.live(step, n, m)
    done = build.catch_up()
    followed = files()
    build.full()
    whole = files()
    assert sorted(followed) == sorted(whole)
    assert [path for path in whole if whole[path] != followed[path]] == []
    assert done is None or done.full == (step in NAMES)
