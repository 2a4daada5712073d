"""``gongkai import``: rows of an XLSX or CSV, or Word documents with their attachments, become drafts, after each was looked at as the desk does."""

import argparse
import sys
from pathlib import Path

from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.doors.cli import Usage, count
from gongkai.doors.cli.build import progress_bar
from gongkai.doors.cli.office import person_named, unit_named
from gongkai.engines.exchange import actions, outward
from gongkai.engines.exchange.documents import plan_documents
from gongkai.engines.exchange.folders import sort_out
from gongkai.engines.exchange.planning import CHANGE, NEW, SAME, WRONG, Plan, plan
from gongkai.engines.exchange.tables import TableRefused
from gongkai.ground.files.kinds import LARGEST
from gongkai.ground.files.packs import MOST_BYTES, unpack
from gongkai.ground.files.refusals import FileRefused
from gongkai.ground.units.scope import actor_of
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records.queries import section_by_key
from gongkai.pure import declare

FORMS = {".xlsx": "xlsx", ".csv": "csv", ".txt": "csv"}


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "import",
        help="bring in records from a spreadsheet or a folder of documents, as drafts",
        description="Says for each row or document what happens to it, then enters those that can be taken. What is there already is "
        "recognised, so the same file may come again. Exit code 1: some were not taken. docs/exchange.md describes sheets and folders.",
    )
    parser.add_argument("kind", choices=[drawer.code for drawer in declare.kinds()], metavar="KIND")
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="an .xlsx or .csv with the names of its columns in a row above; or a .docx, or a folder or .zip of them with their attachments",
    )
    parser.add_argument("--unit", required=True, metavar="CODE", help="whose records they are")
    parser.add_argument(
        "--by", required=True, metavar="NAME", help="sign-in name of an editor of that unit, their author"
    )
    parser.add_argument("--section", metavar="KEY", help="where rows go that name no section")
    parser.add_argument(
        "--reason", default="", metavar="TEXT", help="why records are corrected that are published already"
    )
    parser.add_argument("--sure", action="store_true", help="enter also the rows that look like slips")
    parser.add_argument("--submit", action="store_true", help="hand the drafts to the unit's review at once")
    parser.add_argument("--dry-run", action="store_true", help="only say, row by row, what would happen")
    parser.add_argument("--back", type=Path, metavar="FILE", help="write the rows that are to be mended, with the reasons, to an .xlsx")  # fmt: skip
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    found = _planned(args)
    for row in found.rows:
        what = "asks" if row.doubtful else row.what
        where = [row.source, *(f"+{each.name}" for each in row.brought)] if row.source else []
        print("\t".join((f"row {row.number}", what, row.title, "；".join(row.told), *where)).rstrip())
    for note in found.notes:
        print(f"gongkai: {args.file}: {note}", file=sys.stderr)
    if args.back and (found.count(WRONG) or any(row.doubtful for row in found.rows)):
        args.back.write_bytes(outward.given_back(found))
    entered = 0 if args.dry_run else _enter(args, found)
    asks = sum(row.doubtful for row in found.rows)
    told = f"{found.count(NEW)} new, {found.count(CHANGE)} changed, {found.count(SAME)} the same, {found.count(WRONG)} wrong"
    done = "nothing done" if args.dry_run else f"{entered:,} entered"
    print(f"{count(len(found.rows), 'row')}: {told}{f', {asks} of them look like slips' if asks else ''}; {done}.")
    return int(bool(found.count(WRONG) or (asks and not args.sure)))


def _planned(args: argparse.Namespace) -> Plan:
    """Raises Usage."""
    section = section_by_key(args.section) if args.section else None
    if args.section and section is None:
        raise Usage(f"there is no open section {args.section}")
    where = {"kind": declare.kind(args.kind), "unit": unit_named(args.unit), "at": timezone.now(), "section": section}
    try:
        if form := FORMS.get(args.file.suffix.lower()):
            return plan(content=_bytes_of(args.file), form=form, **where)
        documents, notes = sort_out(_files(args.file))
        tell = progress_bar("reading") or (lambda done, total: None)
        return plan_documents(files=documents, notes=notes, told=lambda read: tell(read, len(documents)), **where)
    except OSError as error:
        raise Usage(f"cannot read {error.filename or args.file}: {error.strerror}") from error
    except (TableRefused, FileRefused) as refusal:
        raise Usage(f"{args.file}: {refusal}") from refusal


def _files(place: Path) -> list[tuple[str, bytes]]:
    """What lies in a folder or a ZIP, or the one document, by path. Raises Usage, OSError, FileRefused."""
    if place.suffix.lower() == ".zip":
        return unpack(_bytes_of(place))
    if place.is_dir():
        paths = sorted(path for path in place.rglob("*") if path.is_file() and not path.is_symlink())
        if sum(path.stat().st_size for path in paths) > MOST_BYTES:
            raise Usage(f"{place} holds more than {MOST_BYTES // 2**20} MiB; split it")
        return [(path.relative_to(place).as_posix(), _bytes_of(path)) for path in paths]
    if place.suffix.lower() == ".docx":
        return [(place.name, _bytes_of(place))]
    raise Usage(f"{place} is neither an .xlsx, a .csv or a .docx, nor a folder or a .zip of documents")


def _bytes_of(path: Path) -> bytes:
    """Raises Usage, OSError."""
    if path.stat().st_size > LARGEST:
        raise Usage(f"{path} is larger than {LARGEST // 2**20} MiB; split it")
    return path.read_bytes()


def _enter(args: argparse.Namespace, found: Plan) -> int:
    by, done = actor_of(person_named(args.by), localdate()), [0]
    try:
        return actions.enter(
            plan=found,
            by=by,
            at=timezone.now(),
            reason=args.reason,
            doubtful=args.sure,
            submit=args.submit,
            told=done.append,
        )
    except StepRefused as refusal:
        raise Usage(f"{refusal}; {count(done[-1], 'row')} entered before") from refusal
