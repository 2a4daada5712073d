"""The collector of garbage leaves alone what was loaded, and looks for the rest less often: a tenth of the suite's time went there.

Loaded by ``-p`` (pyproject.toml), before anything else is.
"""

import gc

import pytest

OBJECTS = 20_000
"""So many more than were freed, and it looks; its own measure is 700."""

gc.disable()


def pytest_collection_finish(session: pytest.Session) -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS, 20, 20)
    gc.enable()
