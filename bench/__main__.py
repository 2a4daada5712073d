"""``python -m bench``: seed a home of its own, measure in it, write ``bench/results.md``, remove the home."""

import argparse
import os
import shutil
import signal
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from bench.millions import beside
from bench.report import RESULTS, Line, on_postgresql, other_work, title_of, write
from bench.size import CITY, COUNTY, TINY, Size

NAMES = (
    "audit",
    "millions",
    "table",
    "building",
    "publishing",
    "serving",
    "searching",
    "worklist",
    "acts",
    "sustained",
    "year",
)
NEEDED = {CITY.name: 60, COUNTY.name: 8}
"""Free space that a size takes, in GiB."""
MILLIONS = 46
"""And that ten million cases on PostgreSQL take, before the rest is seeded."""


def main() -> int:
    args = _parser().parse_args()
    size = CITY if args.city else TINY if args.tiny else COUNTY
    size = size if args.millions is None else replace(size, millions=args.millions)
    folder = args.folder.resolve() / size.name
    only = set(args.only) - (set() if size.millions else {"millions"})
    if refusal := _no_home(folder, only) if args.again else _refusal(size, folder, only):
        print(f"bench: {refusal}", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.environ |= {"GONGKAI_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "gongkai.ground.home.settings"}
    os.environ.pop("DATABASE_URL", None)
    try:
        whole = set(args.only) == set(NAMES) or (only == {"millions"} and args.millions is None)
        return _measure(size, only, args.results or (RESULTS if whole else None), seeded=args.again)
    except KeyboardInterrupt:
        print("bench: interrupted; nothing was written", file=sys.stderr)
        return 130
    finally:
        if not (args.keep or args.again):
            shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(beside(folder), ignore_errors=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--city", action="store_true", help=f"{CITY.records:,} records and {CITY.cases:,} cases")
    size.add_argument(
        "--tiny", action="store_true", help="so small that it says nothing: to try the benches themselves"
    )
    parser.add_argument(
        "--millions", type=int, metavar="N", help=f"so many cases on PostgreSQL, where {CITY.millions:,} take hours"
    )
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES, help="take these measures only")
    parser.add_argument(
        "--folder", type=Path, default=Path("var", "bench"), help="where the home is made (default %(default)s)"
    )
    parser.add_argument("--keep", action="store_true", help="leave the home there")
    parser.add_argument("--again", action="store_true", help="measure in the home that was kept there")
    parser.add_argument(
        "--results",
        type=Path,
        help=f"the file to write (default {RESULTS.name} beside this, and none when only some are taken, other than all the millions)",
    )
    return parser


def _refusal(size: Size, folder: Path, only: set[str]) -> str:
    """Why it can't be done here, or "" if it can."""
    for each in (folder, beside(folder)):
        if each.exists():
            return f"{each} is there already (kept, or being measured in); remove it, or choose another --folder"
    folder.mkdir(parents=True)
    free, needed = shutil.disk_usage(folder).free / 2**30, NEEDED.get(size.name, 0)
    if only <= {"audit", "millions"}:
        needed = MILLIONS if "millions" in only else 0
    if free < needed:
        folder.rmdir()
        return f"{folder} has {free:.0f} GiB free, and this takes {needed}; choose another --folder"
    return ""


def _no_home(folder: Path, only: set[str]) -> str:
    wanted = beside(folder) / "data" if only == {"millions"} else folder / "gongkai.sqlite3"
    return "" if wanted.exists() else f"there is no {wanted}; make one with --keep"


def _measure(size: Size, only: set[str], results: Path | None, *, seeded: bool) -> int:
    import django

    django.setup()
    from bench.run import run

    begun, lines, busy = time.monotonic(), list[Line](), other_work()
    for line in run(size, only, seeded=seeded):
        lines.append(line)
        print(line.as_row(), flush=True)
    if results:
        title = on_postgresql(size) if only == {"millions"} else title_of(size)
        write(results, title, lines, [busy] if busy else [], (time.monotonic() - begun) / 60, date.today())
        print(f"Written to {results}.")
    missed = [line.what for line in lines if line.met is False]
    if missed:
        print(f"{len(missed)} targets missed: {'; '.join(missed)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
