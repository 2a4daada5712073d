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
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.report import Line, at_least
from bench.size import Size
from gongkai.demo.stage import Progress
from gongkai.engines.site import build
from gongkai.engines.site.reader import Reader
from gongkai.ground.home import home_path

MEMORY = Path("/dev/shm")
LAYOUTS = Path(__file__).with_name("hugo")
RATIO = 1.0


def measure(size: Size) -> Iterator[Line]:
    """In memory beside Hugo, then once on the disk; that last build stays in the home."""
    progress = Progress(2 * size.builds + 1, "Building")
    found: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None, prefix="gongkai-bench-") as name:
        folder = Path(name)
        content = write_content(folder / "hugo")
        for _ in range(size.builds):
            with _site_in(folder / "site"):
                ours, files = full_build()
            progress.show(2 * len(found) + 1)
            theirs = seconds(lambda: hugo(folder / "hugo", folder / "public"))
            their_files = _files_in(folder / "public")
            found.append((ours, theirs))
            shutil.rmtree(folder / "public")
            progress.show(2 * len(found))
    ours, theirs = (median(each) for each in zip(*found, strict=True))
    ratio = median(theirs / ours for ours, theirs in found)
    yield at_least(
        f"Full build of {content:,} records on a memory disk",
        f"{ours:.1f} s ({content / ours:,.0f} records/s, {files:,} files)",
        f"Hugo, as many content files: {theirs:.1f} s ({their_files:,} files)",
        ratio,
        RATIO,
    )
    shutil.rmtree(home_path("site"), ignore_errors=True)
    on_disk, files = full_build()
    progress.show(2 * size.builds + 1)
    yield Line("The same on the disk", f"{on_disk:.1f} s ({files:,} files)")


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


def write_content(folder: Path) -> int:
    """Hugo's sources of all that is public; how many content files there are."""
    shutil.copytree(LAYOUTS, folder)
    reader, count = Reader(), 0
    for first, last in reader.chunks():
        for whole in reader.wholes_between(first, last):
            if whole.versions:
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
    }
    return json.dumps(front, ensure_ascii=False) + "\n" + view["body"]


def hugo(source: Path, target: Path) -> None:
    """Build with Hugo. Raises CalledProcessError."""
    cache = source.parent / "cache"
    command = ["hugo", "--quiet", "--source", source, "--destination", target, "--cacheDir", cache]
    subprocess.run(command, check=True, env=os.environ | {"HUGO_ENV": "production"})


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _files_in(folder: Path) -> int:
    return sum(len(names) for _, _, names in os.walk(folder))
