"""A full build of the public site beside Hugo's build of as many content files, both on a memory disk.

Hugo gets the same texts: a file for each record with its fields as front matter, in a folder for each section; layouts with the
same head, navigation, table of fields and foot; lists of a section by the hundred, feeds and a sitemap. Ours writes besides each
record's JSON, the lists of units and kinds by year, the subsites, and the manifest by which pages are verified.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.report import Line, at_least
from bench.size import Size
from gongkai.demo.stage import Progress
from gongkai.engines.site import build, wholes
from gongkai.engines.site.reader import Reader
from gongkai.ground.home import home_path
from gongkai.kernel.records.models import Record

MEMORY = Path("/dev/shm")
LAYOUTS = Path(__file__).with_name("hugo")
RATIO = 1.0


@dataclass(frozen=True)
class Round:
    """Seconds and files of one round: ours; Hugo's with plain pages; Hugo's writing as much as it can of what ours writes."""

    ours: float
    files: int
    plain: float
    plain_files: int
    as_much: float
    as_much_files: int


def measure(size: Size) -> Iterator[Line]:
    """In turns with Hugo, in memory where a size fits in; what was built on the disk last stays in the home."""
    progress = Progress(size.builds + size.in_memory, "Building")
    records = Record.objects.filter(live=True).count()
    rounds: list[Round] = []
    place = MEMORY if size.in_memory and MEMORY.is_dir() else home_path()
    with tempfile.TemporaryDirectory(dir=place, prefix="gongkai-bench-") as name:
        folder = Path(name)
        content = write_content(folder / "hugo", size.hugo_files)
        for _ in range(size.builds):
            rounds.append(_round(folder, in_memory=size.in_memory))
            progress.show(len(rounds))
    where, ours = "in memory" if size.in_memory else "on the disk", median(each.ours for each in rounds)
    figure = f"{ours:.1f} s ({records / ours:,.0f} records/s, {rounds[0].files:,} files)"
    plain, as_much = median(each.plain for each in rounds), median(each.as_much for each in rounds)
    yield at_least(
        f"Full build of {records:,} records {where}",
        figure,
        f"Hugo, {content:,} content files: {plain:.1f} s ({content / plain:,.0f}/s, {rounds[0].plain_files:,} files)",
        median(each.plain / content * records / each.ours for each in rounds),
        RATIO,
    )
    yield Line(
        "The same",
        figure,
        f"Hugo, writing JSON and lists of units and kinds too: {as_much:.1f} s ({content / as_much:,.0f}/s, {rounds[0].as_much_files:,} files)",
        median(each.as_much / content * records / each.ours for each in rounds),
    )
    if size.in_memory:
        on_disk, files = full_build()
        progress.show(size.builds + 1)
        yield Line("The same on the disk", f"{on_disk:.1f} s ({files:,} files)")


def _round(folder: Path, *, in_memory: bool) -> Round:
    with _site_in(folder / "site") if in_memory else nullcontext():
        ours = full_build()
    theirs: list[float] = []
    for config in ("config.toml", "as-much.toml"):
        theirs.append(seconds(lambda config=config: hugo(folder / "hugo", folder / "public", config)))
        theirs.append(_files_in(folder / "public"))
        shutil.rmtree(folder / "public")
    return Round(*ours, *theirs)


def full_build() -> tuple[float, int]:
    """Build everything into an empty place: seconds, and files written."""
    begun = perf_counter()
    built = build.full()
    return perf_counter() - begun, built.files


@contextmanager
def _site_in(folder: Path) -> Iterator[None]:
    """Let the home's site lie in another, new folder, as long as this lasts."""
    folder.mkdir()
    link = home_path("site")
    if link.is_dir():
        shutil.rmtree(link)
    link.symlink_to(folder)
    try:
        yield
    finally:
        link.unlink()
        shutil.rmtree(folder)


def write_content(folder: Path, most: int) -> int:
    """Hugo's sources of what is public, at most so many content files; how many there are."""
    shutil.copytree(LAYOUTS, folder)
    reader, count = Reader(), 0
    for first, last in wholes.chunks():
        if count == most:
            break
        for whole in reader.wholes_between(first, last):
            if whole.versions and count < most:
                view = whole.versions[-1].view
                place = folder / "content" / view["section"]["key"]
                place.mkdir(parents=True, exist_ok=True)
                (place / f"{whole.row.id}.html").write_text(_content(view), "utf-8")
                count += 1
    return count


def _content(view: dict) -> str:
    front = {
        "title": view["title"],
        "date": view["published_on"],
        "formed_on": view["formed_on"],
        "index_number": view["index_number"],
        "document_number": view.get("document_number", ""),
        "words": view.get("keywords") or [],
        "unit_code": view["unit"]["code"],
        "unit_name": view["unit"]["name"],
        "section_name": view["section"]["name"],
        "in_unit": [view["unit"]["code"]],
        "of_kind": [view["kind"]],
    }
    return json.dumps(front, ensure_ascii=False) + "\n" + view["body"]


def hugo(source: Path, target: Path, config: str = "config.toml") -> None:
    """Build with Hugo. Raises CalledProcessError."""
    cache = source.parent / "cache"
    command = ["hugo", "--quiet", "--source", source, "--destination", target, "--cacheDir", cache, "--config", config]
    subprocess.run(command, check=True, env=os.environ | {"HUGO_ENV": "production"})


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _files_in(folder: Path) -> int:
    return sum(len(names) for _, _, names in os.walk(folder))
