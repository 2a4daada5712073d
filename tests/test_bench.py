"""The benches work, and what they seed is a sound home. Hugo, nginx and wrk are played by small scripts: tests need none of them."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from bench import __main__ as main
from bench import loading, report, served, serving
from bench.size import CITY, COUNTY, TINY

ROOT = Path(__file__).resolve().parents[1]
HUGO = """#!/bin/bash
# hugo --quiet --source S --destination D --cacheDir C: a page for each content file
mkdir -p "$5"
find "$3/content" -name '*.html' -exec cp -t "$5" {} +
"""
NGINX = """#!/bin/bash
# nginx -c FILE: serves something on the port that the file names
exec {python} -m http.server --bind 127.0.0.1 "$(sed -nE 's/.*listen [^:]+:([0-9]+);.*/\\1/p' "$2")"
"""
WRK = """#!/bin/bash
echo "Requests/sec:   1234.50"
"""
SUBJECTS = """
import django
django.setup()
from gongkai.ground.parties import vault
from gongkai.ground.parties.models import SubjectKey
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import subjects_of
from gongkai.engines.measures.models import CaseSheet, OutletSheet, RecordSheet
from gongkai.engines.measures import sheets
import json
cases = list(Case.objects.all())
rows = lambda: [sorted(map(repr, sheet.objects.values_list(*(f.attname for f in sheet._meta.concrete_fields if f.attname != "id")))) for sheet in (CaseSheet, RecordSheet, OutletSheet)]
sheets.catch_up()
before = rows()
sheets.rebuild()
print(json.dumps({
    "cases": len(cases), "opened": sum("（已清除）" not in text and bool(text) for text in subjects_of(cases).values()),
    "keys": len({bytes(key) for key in SubjectKey.objects.values_list("key", flat=True)}), "same_sheets": before == rows(),
    "narrow": sum(not case.query_hash for case in cases),
}))
"""


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "bench", "--tiny", *map(str, words)]


def environment(**more: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "GONGKAI_HOME")} | more


class Measured:
    """A home that was seeded and measured, and what was written."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.home, self.results = folder, folder / "homes" / TINY.name, folder / "results.md"

    def run(self) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command("--keep", "--folder", self.folder / "homes", "--results", self.results), cwd=ROOT, capture_output=True,
            text=True, timeout=600, env=environment(PATH=f"{self.folder}:{os.environ['PATH']}"),
        )  # fmt: skip

    def gongkai(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "gongkai.doors.cli", *words], capture_output=True, text=True, timeout=120,
            env=environment(GONGKAI_HOME=str(self.home)),
        )  # fmt: skip


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    made = Measured(tmp_path_factory.mktemp("bench"))
    for name, script in (("hugo", HUGO), ("nginx", NGINX.format(python=sys.executable)), ("wrk", WRK)):
        (made.folder / name).write_text(script)
        (made.folder / name).chmod(0o755)
    done = made.run()
    assert done.returncode == 0, done.stdout + done.stderr
    return made


def test_every_measure_stands_in_the_results(measured: Measured) -> None:
    told = measured.results.read_text("utf-8")
    for what in (
        "Seeding", "Table 2021-3", "Full build", "on the disk", "One publication", "Static pages", "Worklist",
        "save of a draft", "handed to review", "application accepted", "narrow cases with", "form of 2021's", "form of 2014's", "counted directly",
        "Consolidation of", "first page of supervision", "large screen",
    ):  # fmt: skip
        assert f"{what}" in told
    assert socket.gethostname() not in told


def test_the_seeded_home_verifies_after_all_measures(measured: Measured) -> None:
    done = measured.gongkai("verify", "--format", "json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["findings"]) == (0, [])
    with sqlite3.connect(measured.home / "gongkai.sqlite3") as database:
        facts = database.execute("SELECT COUNT(*) FROM ledger_fact").fetchone()[0]
    assert found["facts"] == facts > 5 * (TINY.records + TINY.loaded - TINY.cases)


def test_copies_open_under_their_own_keys_and_are_counted_as_their_facts_say(measured: Measured) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SUBJECTS], capture_output=True, text=True, timeout=120,
        env=environment(GONGKAI_HOME=str(measured.home), DJANGO_SETTINGS_MODULE="gongkai.ground.home.settings"),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    # The measured acts opened further applications. Of narrow cases nothing is sealed.
    assert found["cases"] == found["opened"] == found["keys"] + found["narrow"]
    assert found["keys"] >= TINY.cases and found["narrow"] >= TINY.loaded - TINY.cases
    assert found["same_sheets"]


def test_a_home_that_is_there_is_not_measured_over(measured: Measured) -> None:
    done = measured.run()
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and "is there already" in done.stderr


def test_a_bench_that_is_ended_leaves_no_home(tmp_path: Path) -> None:
    process = subprocess.Popen(
        command("--folder", tmp_path, "--results", tmp_path / "results.md"), cwd=ROOT, env=environment(),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not (tmp_path / TINY.name / "gongkai.sqlite3").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 143
    assert list(tmp_path.iterdir()) == []


def test_a_server_is_gone_after_what_it_was_started_for_failed() -> None:
    port = served.free_port()
    with pytest.raises(ZeroDivisionError), served.running([sys.executable, "-m", "http.server", str(port)], port):
        raise ZeroDivisionError
    with pytest.raises(OSError):
        socket.create_connection((served.HOST, port), 1)


def test_a_server_that_does_not_come_up_is_told() -> None:
    with (
        pytest.raises(RuntimeError, match="ended with 3"),
        served.running(["bash", "-c", "exit 3"], served.free_port()),
    ):
        pass


@pytest.mark.parametrize("failures", ["  Non-2xx or 3xx responses: 7", "  Socket errors: connect 0, read 3, write 0"])
def test_a_load_that_met_failures_says_nothing_of_speed(failures: str) -> None:
    assert serving.rate("Requests/sec:  12345.60\n") == 12345.6
    with pytest.raises(RuntimeError, match="failures"):
        serving.rate(f"{failures}\nRequests/sec:  12345.60\n")


@pytest.mark.parametrize(("ratio", "met"), [(0.29, "**no**"), (0.3, "yes"), (0.31, "yes")])
def test_a_missed_target_is_told_as_missed(ratio: float, met: str) -> None:
    row = report.at_least("acts", "1/s", "raw: 3/s", ratio, 0.3).as_row()
    assert row == f"| acts | 1/s | raw: 3/s | {ratio:.2f} | ratio ≥ 0.3 | {met} |"


def test_each_size_has_its_section_and_a_new_run_replaces_only_its_own(tmp_path: Path) -> None:
    path, day = tmp_path / "results.md", date(2026, 3, 2)
    for size, figure in ((CITY, "1"), (COUNTY, "2"), (CITY, "3")):
        report.write(path, report.title_of(size), [report.Line("what", f"figure {figure}")], [], 12.3, day)
    told = path.read_text("utf-8")
    assert [line for line in told.splitlines() if line.startswith("#")] == [
        "# Results",
        "## City: 1,000,000 records and 1,000,000 cases",
        "## County: 50,000 records and 200,000 cases",
    ]
    assert "figure 1" not in told and told.index("figure 3") < told.index("figure 2")


@pytest.mark.parametrize(("load", "told"), [(0.9, False), (1.0, True), (1.1, True)])
def test_a_busy_machine_is_told(monkeypatch: pytest.MonkeyPatch, load: float, told: bool) -> None:
    monkeypatch.setattr(os, "getloadavg", lambda: (9.0, load, 0.0))
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert bool(report.other_work()) is told


def test_the_sizes_are_those_that_the_figures_are_told_for() -> None:
    assert (COUNTY.records, COUNTY.cases, COUNTY.users) == (50_000, 200_000, 16)
    assert (CITY.records, CITY.cases) == (1_000_000, 1_000_000)
    assert COUNTY.documents == CITY.documents == 1_000_000


def test_what_copy_reads_is_escaped() -> None:
    told = ("a\tb\nc\\d", None, True, False, 7, date(2026, 3, 2))
    assert [loading._text(each) for each in told] == [b"a\\tb\\nc\\\\d", b"\\N", b"t", b"f", b"7", b"2026-03-02"]


@pytest.mark.parametrize(
    ("free", "only", "told"), [(45, "millions", "takes 46"), (59, "table", "takes 60"), (59, "audit", "")]
)
def test_a_disk_that_is_too_small_is_told_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, only: str, told: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free * 2**30))
    said = main._refusal(CITY, tmp_path / "city", {only})
    assert said.count(told) == 1 if told else said == ""
    assert (tmp_path / "city").exists() is not bool(told)
