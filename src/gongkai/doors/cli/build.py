"""``gongkai build``: build the public site, or a complete copy of it for another server."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from gongkai.doors.cli import Usage, trouble
from gongkai.engines.site import build, tree
from gongkai.engines.site.copying import NotACopy, check_target, copy_to
from gongkai.engines.site.signing import sign_manifest, site_signer
from gongkai.engines.site.wholes import PAGE_FACTS, earlier_receipts
from gongkai.ground.ledger.receipts import write_public_receipts

BAR = 30


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "build",
        help="build the public site",
        description="Build what changed since the last build, or with --full everything anew. With --out, also write a complete copy.",
    )
    parser.add_argument("--full", action="store_true", help="build everything into a new folder and switch to it")
    parser.add_argument(
        "--out", metavar="DIR", help="write a complete copy, the public log included, for a CDN or another server"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 when built. Raises Usage, before anything is built, for a folder that a copy must not be written to."""
    try:
        if args.out:
            check_target(Path(args.out))
        return _run(args)
    except (NotACopy, OSError) as error:
        raise Usage(trouble(error) or str(error)) from error


def _run(args: argparse.Namespace) -> int:
    done = build.full(progress_bar("building")) if args.full else build.catch_up()
    signer, generation = site_signer(), tree.current()
    if signer and generation:
        write_public_receipts(generation, PAGE_FACTS, earlier_receipts)
        sign_manifest(signer)
    copied = copy_to(Path(args.out)) if args.out else None
    if args.format == "json":
        print(json.dumps({"built": asdict(done) if done else None, "copied": copied}))
    else:
        print(_told(done) + (f" {copied} files stand in {args.out}." if copied is not None else ""))
    return 0


def _told(done: build.Built | None) -> str:
    if done is None:
        return "The site is up to date."
    if done.full:
        return f"Built the whole site: {done.files} files."
    return f"Followed {done.facts} facts: {done.written} files written, {done.removed} removed."


def progress_bar(doing: str) -> Callable[[int, int], None] | None:
    """Shows how far something is, for whoever watches; None if nobody does."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        filled = BAR * done // total
        end = "\n" if done == total else ""
        print(
            f"\r{doing} [{'#' * filled}{'.' * (BAR - filled)}] {100 * done // total} %",
            end=end,
            file=sys.stderr,
            flush=True,
        )

    return show
