"""``gongkai synonyms``: the list of words that mean the same in search: show, load a new version."""

import argparse
from pathlib import Path

from gongkai.doors.cli import Usage, arguments, count
from gongkai.doors.cli.office import signed
from gongkai.doors.edge import now
from gongkai.ground.search import queries
from gongkai.ground.search.actions import load_synonyms
from gongkai.ground.search.synonyms import SynonymsRefused, read, written


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "synonyms",
        help="show or load the list of words that mean the same in search",
        description="A group a line, its words with 、 or commas between; lines that begin with # are left out. A loaded list is a new "
        "version, in force at once; earlier ones stay in the ledger. Start from what `gongkai synonyms show` prints.",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    verbs.add_parser("show", help="the list in force").set_defaults(run=run_show)
    loading = signed(verbs.add_parser("load", help="load a new version from a text file in UTF-8"))
    loading.add_argument("file", type=arguments.path, metavar="FILE")
    loading.add_argument("--source", default="", help="who made it, or where it is from")
    loading.set_defaults(run=run_load)


def run_show(args: argparse.Namespace) -> int:
    print(written(queries.groups()))
    return 0


def run_load(args: argparse.Namespace) -> int:
    try:
        groups = read(Path(args.file).read_text("utf-8"))
        row = load_synonyms(groups=groups, source=args.source, by=args.by, at=now())
    except OSError as error:
        raise Usage(f"cannot read {args.file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Usage(f"{args.file} must be written in UTF-8") from error
    except SynonymsRefused as refusal:
        raise Usage(f"{args.file}: {refusal}") from refusal
    print(f"Version {row.number}: {count(len(groups), 'group')}, in force now.")
    return 0
