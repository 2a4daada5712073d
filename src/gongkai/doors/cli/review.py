"""``gongkai review``: what reviewers are asked before they let a record pass."""

import argparse
from pathlib import Path

from gongkai.doors.cli import Usage
from gongkai.doors.cli.office import listing, print_list, signed
from gongkai.doors.edge import now
from gongkai.kernel.records import checklists, queries
from gongkai.pure import declare
from gongkai.pure.law.checklist_file import GATES, Checklist, parse, shipped
from gongkai.pure.law.yaml_lines import FileErrors


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "review",
        help="how records are reviewed: checklists at the gates",
        description="Checklists are YAML files with a version; one that is loaded is asked from then on. docs/review.md describes them.",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing(verbs.add_parser("checklists", help="the checklists in force, and those that come with the product")).set_defaults(run=run_list)  # fmt: skip
    loading = signed(verbs.add_parser("load", help="load a version of a checklist"))
    loading.add_argument("file", metavar="FILE", help=f"a YAML file, or one of {', '.join(shipped())}")
    loading.set_defaults(run=run_load)
    ending = signed(verbs.add_parser("end", help="ask a checklist no more"))
    ending.add_argument("key", metavar="LIST")
    ending.set_defaults(run=run_end)


def run_list(args: argparse.Namespace) -> int:
    held = {row.key: row for row in queries.checklists()}
    lists = {key: each for key, each in shipped().items() if key not in held} | {
        key: row.checklist for key, row in held.items()
    }
    rows = [
        {
            "key": key, "gate": each.gate, "name": each.name, "version": each.version, "items": len(each.items),
            "kinds": ",".join(each.kinds) or "all", "sections": ",".join(each.sections) or "all",
            "loaded": held[key].loaded_on.isoformat() if key in held else "no",
        }
        for key, each in sorted(lists.items())
    ]  # fmt: skip
    print_list(rows, args.format)
    return 0


def run_load(args: argparse.Namespace) -> int:
    try:
        checklist = shipped()[args.file] if args.file in shipped() else parse(Path(args.file).read_text("utf-8"))
        _check(args.file, checklist)
        checklists.load_checklist(checklist=checklist, by=args.by, at=now())
    except OSError as error:
        raise Usage(f"cannot read {args.file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Usage(f"{args.file} is not a text in UTF-8") from error
    except FileErrors as wrong:
        raise Usage("\n".join([f"{args.file} cannot be loaded:", *wrong.lines()])) from wrong
    except checklists.ChecklistRefused as refusal:
        raise Usage(f"{args.file}: {refusal}") from refusal
    print(
        f"{checklist.key} {checklist.version}: {len(checklist.items)} items, asked at {GATES[checklist.gate]} from now on."
    )
    return 0


def _check(file: str, checklist: Checklist) -> None:
    """Raises Usage for kinds and sections that do not exist: a list for them would never be asked."""
    kinds = {drawer.code for drawer in declare.kinds()}
    wrong = [each for each in checklist.kinds if each not in kinds]
    wrong += [each for each in checklist.sections if queries.section_by_key(each) is None]
    if wrong:
        raise Usage(f"{file}: there is no kind or open section {', '.join(wrong)}")


def run_end(args: argparse.Namespace) -> int:
    loaded = queries.latest_checklist(args.key)
    if loaded is None:
        raise Usage(f"no checklist {args.key} was loaded; `gongkai review checklists` shows all")
    try:
        checklists.end_checklist(loaded=loaded, by=args.by, at=now())
    except checklists.ChecklistRefused as refusal:
        raise Usage(str(refusal)) from refusal
    print(f"{args.key} is asked no more.")
    return 0
