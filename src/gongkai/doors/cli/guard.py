"""``gongkai guard``: lists of words; the search of all that is published, and what it found."""

import argparse

from gongkai.doors.cli import Usage, arguments, count
from gongkai.doors.cli.build import progress_bar
from gongkai.doors.cli.office import listing, print_list, read_file, signed
from gongkai.doors.edge import now
from gongkai.engines.sweep import queries as sweep
from gongkai.engines.sweep import sweeping
from gongkai.ground.guard import queries
from gongkai.ground.guard.actions import WordsRefused, load_words
from gongkai.pure.guard.wording import parse


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "guard",
        help="lists of words that texts are held against; search all that is published",
        description="The leak guard and the language check. Lists are YAML files with a version; one that is loaded holds at once. "
        "docs/guard.md describes them.",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing(verbs.add_parser("words", help="the lists in force")).set_defaults(run=run_words)
    loading = signed(verbs.add_parser("load", help="load a version of a list from a YAML file"))
    loading.add_argument("file", type=arguments.path, metavar="FILE")
    loading.set_defaults(run=run_load)
    verbs.add_parser(
        "sweep", help="search all that is published now, without waiting for the night; a broken-off search goes on"
    ).set_defaults(run=run_sweep)


def run_words(args: argparse.Namespace) -> int:
    loaded = {row.key: row for row in reversed(queries.loaded())}
    rows = [
        {
            "key": each.key, "sort": each.sort, "name": each.name, "version": each.version, "entries": each.size,
            "loaded": loaded[each.key].loaded_on.isoformat() if each.key in loaded else "shipped",
        }
        for each in queries.lists()
    ]  # fmt: skip
    print_list(rows, args.format)
    return 0


def run_load(args: argparse.Namespace) -> int:
    words = read_file(args.file, parse)
    try:
        load_words(words=words, by=args.by, at=now())
    except WordsRefused as refusal:
        raise Usage(f"{args.file}: {refusal}") from refusal
    print(f"{words.key} {words.version}: {words.size:,} {'entry' if words.size == 1 else 'entries'}, in force now.")
    return 0


def run_sweep(args: argparse.Namespace) -> int:
    done = sweeping.all_of_it(now(), progress_bar("searching") or (lambda done, total: None))
    held, hints = sweep.how_many_found()
    print(
        f"Searched {count(done.done, 'record')}: {held:,} with something to be dealt with, {hints:,} with hints alone."
    )
    held, hints = sweep.how_many_found_beside()
    print(
        f"Searched {count(done.said, 'text')} beside the records: {held:,} with something to be dealt with, {hints:,} with hints alone."
    )
    return 0
