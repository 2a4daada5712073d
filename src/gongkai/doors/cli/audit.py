"""``gongkai audit``: read reports of any government and say which of their figures do not hold. Needs no home and no settings."""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from gongkai.doors.cli import Usage, arguments, count
from gongkai.pure.audit import batch, league, say
from gongkai.pure.audit.as_json import as_error
from gongkai.pure.audit.document import Document, Unreadable
from gongkai.pure.audit.telling import Task, Told, load, read_alone, tell

STANDARD_INPUT = "-"
MOST = 64 * 1024 * 1024
"""Bytes taken from standard input."""
KINDS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".shtml", ".xhtml", ".docx", ".pdf", ".xlsx")
OLD_KINDS = (".doc", ".xls", ".rtf", ".wps", ".et", ".ofd", ".odt", ".ods")
"""What is taken out of a folder: what can be read, and documents that can't, for a report left out unseen would count as one that holds.
A file that is named is read whatever its name."""
RED = ("\x1b[1;31m", "\x1b[0m")
INDEX = "index"


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "audit",
        help="say which figures of an annual report do not hold",
        description="Read annual reports (txt, HTML, Markdown, DOCX, PDF, XLSX) and recompute what they state: sums, shares, changes, "
        "table relations. Exit code 0 if nothing contradicts, 1 if something does, 2 if a file could not be read; "
        "with both, 1, and what could not be read is told. Several reports end with a league table.",
    )
    parser.add_argument(
        "paths",
        type=arguments.path,
        nargs="+",
        metavar="PATH",
        help="files, folders (hidden files are skipped), or - for standard input",
    )
    parser.add_argument("--format", choices=("text", "json", "html"), default="text")
    parser.add_argument(
        "-o",
        "--output",
        metavar="PATH",
        help="write here; html of several reports wants a folder, a page each and an index",
    )
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of the findings (default zh)")
    parser.add_argument("--all", action="store_true", help="also what holds and what is unclear")
    parser.add_argument(
        "--previous",
        type=arguments.path,
        metavar="FILE",
        help="last year's report of the same body, for what is compared with it",
    )
    parser.add_argument(
        "--seconds", type=_seconds, default=batch.SECONDS, metavar="N",
        help=f"give a report up that takes longer, as one that could not be read (default {batch.SECONDS})",
    )  # fmt: skip
    parser.add_argument("--text", action="store_true", help="also the text as read, which all offsets count in")
    parser.set_defaults(run=run)


def _seconds(word: str) -> float:
    seconds = float(word)
    if not 0 < seconds < float("inf"):
        raise ValueError(word)
    return seconds


def run(args: argparse.Namespace) -> int:
    """0 nothing contradicts, 1 something does, 2 a file could not be read and nothing contradicts. Raises Usage."""
    sources = list(_sources(args.paths))
    if not sources:
        raise Usage(f"no report there: {' '.join(args.paths)}; known by their names are {' '.join(KINDS)}")
    out = Path(args.output) if args.output else None
    if args.format == "html" and out is None and len(sources) > 1:
        raise Usage("several pages are not for one stream: name a folder with -o DIR")
    colour = args.format == "text" and out is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    previous = _previous(Path(args.previous), args.lang, args.seconds) if args.previous else None
    tasks = [
        Task(name, source, args.format, args.lang, args.all, args.text, previous, RED if colour else ("**", "**"))
        for name, source in sources
    ]
    made = _in_order(tasks, args.seconds)
    reports, unread = (_pages if args.format == "html" else _stream)(made, tasks, out, args)
    return 1 if any(each.contradictions for each in reports) else 2 if unread else 0


Made = Iterator[tuple[Task, Told | Unreadable]]
Outcome = tuple[list[Told], dict[str, Unreadable]]


def _sources(paths: Sequence[str]) -> Iterator[tuple[str, Path | bytes]]:
    """Name and source of each report, none twice; what is named and isn't there is left to the reader to refuse."""
    seen: set[str] = set()
    for word in paths:
        if word == STANDARD_INPUT:
            found: Iterator[tuple[str, Path | bytes]] = iter([(word, sys.stdin.buffer.read(MOST + 1))])
        elif os.path.isdir(word):
            found = _inside(word)
        else:
            found = iter([(word, Path(word))])
        for name, source in found:
            if name not in seen:
                seen.add(name)
                yield name, source


def _inside(folder: str) -> Iterator[tuple[str, Path]]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place, name)
            if not name.startswith((".", "~$")) and path.suffix.lower() in (*KINDS, *OLD_KINDS):
                yield str(path), path


def _previous(path: Path, lang: say.Lang, seconds: float) -> Document:
    with closing(batch.each([path], read_alone, 1, seconds)) as made:
        _, read = next(made)
    if isinstance(read, Unreadable):
        raise Usage(f"{path}: {say.pick((read.zh, read.en), lang)}")
    return read


def _in_order(tasks: list[Task], seconds: float) -> Made:
    """All tasks with what became of them, in their order; how far it is stands on the console meanwhile."""
    early: dict[int, Told | Unreadable] = {}
    at = 0
    load()
    with closing(batch.each(tasks, tell, seconds=seconds)) as made, _progress(len(tasks)) as tick:
        for number, told in made:
            early[number] = told
            tick()
            while at in early:
                yield tasks[at], early.pop(at)
                at += 1


@contextmanager
def _progress(many: int) -> Iterator[Any]:
    seen, shows = 0, sys.stderr.isatty() and many > 1

    def tick() -> None:
        nonlocal seen
        seen += 1
        if shows:
            print(f"\r\x1b[K{seen}/{many}\r", end="", file=sys.stderr, flush=True)

    try:
        yield tick
    finally:
        if shows:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _stream(made: Made, tasks: list[Task], out: Path | None, args: argparse.Namespace) -> Outcome:
    """Text or JSON, report by report as they come."""
    reports: list[Told] = []
    unread: dict[str, Unreadable] = {}
    with _opened(out) as stream:
        json_form = args.format == "json"
        stream.write('{"files":[' if json_form else "")
        for number, (task, told) in enumerate(made):
            _kept(task, told, reports, unread, args.lang)
            if json_form:
                data = as_error(task.name, told, args.lang) if isinstance(told, Unreadable) else told.shown
                stream.write(("," if number else "") + "\n" + json.dumps(data, ensure_ascii=False))
            elif isinstance(told, Told):
                stream.write(told.shown + "\n")
            stream.flush()
        if json_form:
            stream.write("\n]}\n")
        elif len(tasks) > 1:
            stream.write("\n" + league.as_text(reports, unread, args.lang) + "\n")
    return reports, unread


def _pages(made: Made, tasks: list[Task], out: Path | None, args: argparse.Namespace) -> Outcome:
    """A page each; several get an index."""
    reports: list[Told] = []
    unread: dict[str, Unreadable] = {}
    alone = out is None or (len(tasks) == 1 and out.suffix.lower() in (".html", ".htm") and not out.is_dir())
    names = page_names([task.name for task in tasks])
    if out and not alone:
        _folder(out)
    for task, told in made:
        _kept(task, told, reports, unread, args.lang)
        if isinstance(told, Told):
            with _opened(out if out is None or alone else out / names[task.name]) as stream:
                stream.write(told.shown)
    if out and not alone and len(tasks) > 1:
        with _opened(out / f"{INDEX}.html") as stream:
            stream.write(league.as_page(reports, unread, names, args.lang))
    if out and reports:
        print(f"{count(len(reports), 'page')} in {out}", file=sys.stderr)
    if len(tasks) > 1:
        print(league.as_text(reports, unread, args.lang))
    return reports, unread


def _kept(
    task: Task, told: Told | Unreadable, reports: list[Told], unread: dict[str, Unreadable], lang: say.Lang
) -> None:
    """Counts what came; what could not be read is told at once."""
    if isinstance(told, Unreadable):
        unread[task.name] = told
        print(f"gongkai: {say.oneline(task.name)}: {say.pick((told.zh, told.en), lang)}", file=sys.stderr)
    else:
        reports.append(replace(told, shown=None))


def page_names(names: Sequence[str]) -> dict[str, str]:
    """A file name for the page of each report: its stem, or its whole path where stems agree; none twice, none the index's."""
    stems = Counter(_stem(name).casefold() for name in names)
    taken, given = {INDEX}, {}
    for name in names:
        stem = _stem(name)
        if stems[stem.casefold()] > 1:
            path = Path(name)
            stem = "-".join(
                [*(part for part in path.parent.parts if part not in ("/", "..", ".")), path.stem, path.suffix[1:]]
            ).rstrip("-")
        stem = wanted = stem[-60:]
        number = 1
        while stem.casefold() in taken:
            number += 1
            stem = f"{wanted}-{number}"
        taken.add(stem.casefold())
        given[name] = f"{stem}.html"
    return given


def _stem(name: str) -> str:
    return "report" if name == STANDARD_INPUT else Path(name).stem or "report"


@contextmanager
def _opened(path: Path | None) -> Iterator[TextIO]:
    """A file to write, or standard output; signs that UTF-8 has no bytes for are replaced. Raises Usage."""
    if path is None:
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
        yield sys.stdout
        sys.stdout.flush()
        return
    try:
        stream = path.open("w", encoding="utf-8", errors="replace")
    except OSError as error:
        raise Usage(f"cannot write {path}: {error.strerror}") from error
    with stream:
        yield stream


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Usage(f"cannot write into {path}: {error.strerror}") from error
