"""What was measured, and ``bench/results.md``, which tells it."""

import os
import platform
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.size import Size

RESULTS = Path(__file__).with_name("results.md")
HEAD = """# Results

Written by `make bench` and `make bench-city`. Each figure stands beside its yardstick, measured in the same run on the same
machine: read the ratios, the absolute figures vary. What is measured and how is told in [README.md](README.md).
"""


@dataclass(frozen=True)
class Line:
    """One measure. ``target`` says in words what ``met`` was judged by; both empty where nothing was promised."""

    what: str
    figure: str
    yardstick: str = ""
    ratio: float | None = None
    target: str = ""
    met: bool | None = None

    def as_row(self) -> str:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        met = {True: "yes", False: "**no**", None: ""}[self.met]
        return f"| {self.what} | {self.figure} | {self.yardstick} | {ratio} | {self.target} | {met} |"


def at_least(what: str, figure: str, yardstick: str, ratio: float, floor: float) -> Line:
    """A measure whose ratio to the yardstick must not be lower."""
    return Line(what, figure, yardstick, ratio, f"ratio ≥ {floor:g}", ratio >= floor)


def write(path: Path, title: str, lines: Sequence[Line], notes: Sequence[str], minutes: float, day: date) -> None:
    """Put a section in the place of its last one; the others stay."""
    known = path.read_text("utf-8") if path.exists() else HEAD
    head, *sections = re.split(r"(?m)^(?=## )", known)
    mine = _section(title, lines, notes, minutes, day)
    others = {section.partition("\n")[0]: section for section in sections}
    others[mine.partition("\n")[0]] = mine
    path.write_text("\n".join([head.rstrip() + "\n", *(others[title].rstrip() + "\n" for title in others)]), "utf-8")


def _section(title: str, lines: Sequence[Line], notes: Sequence[str], minutes: float, day: date) -> str:
    table = [
        "| measure | figure | yardstick | ratio | target | met |",
        "|---|---|---|---|---|---|",
        *(line.as_row() for line in lines),
    ]
    told = [f"- {note}" for note in notes]
    return "\n".join(
        [f"## {title}", "", f"{day.isoformat()}, {minutes:.0f} minutes. {machine()}", "", *table, "", *told, ""]
    )


def title_of(size: Size) -> str:
    return f"{size.name.capitalize()}: {size.records:,} records and {size.cases:,} cases"


def on_postgresql(size: Size) -> str:
    """The title where only a year's account on PostgreSQL was taken."""
    return f"{size.name.capitalize()} on PostgreSQL: {size.millions:,} narrow cases, {size.units:,} units"


def other_work() -> str:
    """What to know of a machine that was not quiet when the benches began; "" if it was."""
    load, cores = os.getloadavg()[1], os.cpu_count() or 1
    if load < cores / 2:
        return ""
    return (
        f"The machine was busy with other work: {load:.1f} processes wanted its {cores} cores when this began. Latencies and what is asked "
        "for over the network suffer most from that; judge them by a run on a quiet machine."
    )


def machine() -> str:
    """What the figures were measured on; no names."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}."
    )
