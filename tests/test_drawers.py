"""Adding a drawer touches nothing else: a copy of the house with two pretend drawers in it passes their checks."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PRETEND = ROOT / "tests" / "pretend"


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Path:
    """The project with the pretend kind and procedure laid into it."""
    copy = tmp_path_factory.mktemp("house")
    for name in ("src", "tests"):
        shutil.copytree(ROOT / name, copy / name)
    for name in ("conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / name, copy / name)
    for floor in ("kinds", "procedures"):
        for drawer in (PRETEND / floor).iterdir():
            shutil.copytree(drawer, copy / "src" / "gongkai" / floor / drawer.name)
    return copy


def test_pretend_drawers_appear_everywhere(house):
    run(house, "tests/pretend/checks.py")


def test_the_access_test_walks_them(house):
    an_outsider_and_a_part_in_records = "in_no_list and (qian_jingban or wang_bianji)"
    run(
        house,
        "tests/test_access.py",
        "-k",
        f"declared or screen or confidential or {an_outsider_and_a_part_in_records}",
    )


def run(house: Path, *words: str) -> None:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment = inherited | {
        "PYTHONPATH": str(house / "src"),
        "DJANGO_SETTINGS_MODULE": "gongkai.ground.home.settings",
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words]
    done = subprocess.run(command, cwd=house, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_nothing_else_was_changed(house):
    """Every file of the copy that is not a pretend drawer's is the project's own, byte for byte."""
    for path in (house / "src").rglob("*"):
        relative = path.relative_to(house)
        pretend = (
            relative.parts[3:4]
            and relative.parts[2] in ("kinds", "procedures")
            and (PRETEND / relative.parts[2] / relative.parts[3]).exists()
        )
        if path.is_file() and not pretend and path.suffix != ".pyc":
            assert path.read_bytes() == (ROOT / relative).read_bytes(), relative
