"""A home folder of the test run's own, so that no test reads or writes anybody's data.

Loaded by ``-p`` (pyproject.toml), not by conftest.py: Django's settings read the home before any conftest is loaded.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

HOME = tempfile.mkdtemp(prefix="gongkai-home-")
os.environ["GONGKAI_HOME"] = HOME
atexit.register(shutil.rmtree, HOME, ignore_errors=True)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder for this test alone; processes that the test starts inherit it."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("GONGKAI_HOME", str(folder))
    return folder
