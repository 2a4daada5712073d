"""``gongkai erase``: destroy the key of a closed case's personal data."""

import argparse
from datetime import datetime

from django.utils import timezone

from gongkai.doors.cli import Usage
from gongkai.ground.ledger.erasures import note_from_facts
from gongkai.ground.parties.actions import scrub
from gongkai.ground.parties.vault import is_erased
from gongkai.ground.units.models import Person
from gongkai.ground.units.queries import person_by_username
from gongkai.ground.units.scope import scope_of
from gongkai.kernel.cases import archives
from gongkai.kernel.cases.actions import erase
from gongkai.kernel.cases.queries import administered
from gongkai.kernel.flow.steps import StepRefused


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "erase",
        help="erase an applicant's personal data",
        description="Destroy the key of a closed case: name, contact, texts, notices and files can never be read again. What the case "
        "counts for stays, and verification still passes. This cannot be undone.",
    )
    parser.add_argument("reference", nargs="?", help="the case's number")
    parser.add_argument(
        "--expired", action="store_true", help="instead of one case: all whose term of retention is over"
    )
    parser.add_argument("--by", required=True, metavar="NAME", help="sign-in name of the administrator who decides it")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    at = timezone.now()
    person = person_by_username(args.by)
    if args.expired == bool(args.reference):
        raise Usage("name one case by its number, or give --expired for all whose term of retention is over")
    if args.expired:
        return _run_expired(args, person, at)
    case = administered(scope_of(person, timezone.localdate(at)), args.reference) if person else None
    if person is None:
        raise Usage(f"there is nobody with the sign-in name {args.by}; `gongkai person list` shows all")
    if case is None:
        raise Usage(f"there is no case {args.reference} that {args.by} administers")
    if not case.closed:
        raise Usage(f"{case.reference} is not closed yet; only what was closed is erased")
    if is_erased(case.ref):
        # It may have been stopped before the rest was done.
        note_from_facts()
        scrub()
        print(f"{case.reference}: erased already.")
        return 0
    if not args.yes and _asked(case.reference) != case.reference:
        print("Nothing was erased.")
        return 1
    try:
        erase(case=case, by=scope_of(person, timezone.localdate(at)).actor(), at=at)
    except StepRefused as refusal:
        raise Usage(str(refusal)) from refusal
    note_from_facts()
    scrub()
    print(f"{case.reference}: erased.")
    return 0


def _run_expired(args: argparse.Namespace, person: Person | None, at: datetime) -> int:
    """Each case an act of its own; one that is refused is told, and does not hold up the others."""
    if person is None:
        raise Usage(f"there is nobody with the sign-in name {args.by}; `gongkai person list` shows all")
    scope = scope_of(person, timezone.localdate(at))
    found = archives.expired(scope, timezone.localdate(at))
    for case in found:
        print(f"{case.reference}: closed on {case.closed_on}, kept until {archives.until(case)}")
    if not found:
        print("No case's term of retention is over.")
        return 0
    many = str(len(found))
    if not args.yes and _asked(many) != many:
        print("Nothing was erased.")
        return 1
    refused = 0
    for case in found:
        try:
            archives.erase_expired(case=case, by=scope.actor(), at=at)
        except StepRefused as refusal:
            refused += 1
            print(f"{case.reference}: {refusal}")
    note_from_facts()
    scrub()
    print(f"{len(found) - refused} cases erased.")
    return int(refused > 0)


def _asked(reference: str) -> str:
    try:
        return input(f"Erase all personal data of {reference} for good? Type the number again: ").strip()
    except EOFError as error:
        raise Usage("nobody is there to be asked; give --yes to erase without a question") from error
