"""``gongkai review``: which way records go to be reviewed, and what reviewers are asked."""

import argparse

from gongkai.doors.cli import Usage, arguments
from gongkai.doors.cli.office import listing, print_list, read_file, signed
from gongkai.doors.edge import now
from gongkai.ground.ledger.acts import act
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import unit_by_code
from gongkai.kernel.records import checklists, gates, queries
from gongkai.kernel.records.models import Section
from gongkai.pure import declare
from gongkai.pure.law.checklist_file import GATES, Checklist, parse, shipped
from gongkai.pure.law.review_chain import ALL, chains_of


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "review",
        help="how records are reviewed: chains, and checklists at the gates",
        description="Checklists are YAML files with a version; one that is loaded is asked from then on. Chains say who must agree, in which order. docs/review.md describes them.",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing(verbs.add_parser("checklists", help="the checklists in force, and those that come with the product")).set_defaults(run=run_list)  # fmt: skip
    loading = signed(verbs.add_parser("load", help="load a version of a checklist"))
    loading.add_argument(
        "file", type=arguments.path, metavar="FILE", help=f"a YAML file, or one of {', '.join(shipped())}"
    )
    loading.set_defaults(run=run_load)
    listing(verbs.add_parser("chains", help="the chains of review that were set")).set_defaults(run=run_chains)
    chain = signed(verbs.add_parser("chain", help="set chains of review from a YAML file"))
    chain.add_argument("file", type=arguments.path, metavar="FILE")
    chain.set_defaults(run=run_chain)
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
    checklist = shipped()[args.file] if args.file in shipped() else read_file(args.file, parse)
    _check(args.file, checklist)
    try:
        checklists.load_checklist(checklist=checklist, by=args.by, at=now())
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


def run_chains(args: argparse.Namespace) -> int:
    rows = [
        {
            "unit": each.unit.code if each.unit else "all", "section": each.section_id or "all",
            "stages": " > ".join(each.chain.lines), "since": each.set_on.isoformat(),
        }
        for each in queries.chains()
    ]  # fmt: skip
    print_list(rows, args.format)
    return 0


def run_chain(args: argparse.Namespace) -> int:
    """All of a file's chains or none: each is looked at before the first is set."""
    wanted = read_file(args.file, chains_of)
    ready = [(_unit(each.unit, args.file), _section(each.section, args.file), each.chain) for each in wanted]
    done = 0
    try:
        with act():
            for unit, section, chain in ready:
                before = queries.chain_set(unit.pk if unit else None, section.pk if section else None)
                if before and before.stages == chain.text:
                    continue  # the same file once more changes nothing
                gates.set_chain(unit=unit, section=section, chain=chain, by=args.by, at=now())
                done += 1
            if not done:
                raise _Nothing
    except _Nothing:
        print("Nothing to change.")
        return 0
    except gates.ChainRefused as refusal:
        raise Usage(f"{args.file}: {refusal}") from refusal
    print(f"{done} set; records that begin their review from now on go these ways.")
    return 0


class _Nothing(Exception):
    """All that a file says holds already."""


def _unit(code: str, file: str) -> Unit | None:
    found = unit_by_code(code) if code != ALL else None
    if code != ALL and (found is None or found.closed_on):
        raise Usage(f"{file}: there is no open unit {code}")
    return found


def _section(key: str, file: str) -> Section | None:
    found = queries.section_by_key(key) if key != ALL else None
    if key != ALL and found is None:
        raise Usage(f"{file}: there is no open section {key}")
    return found


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
