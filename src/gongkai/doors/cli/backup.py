"""``gongkai backup``: copy database, files and keys to another folder; the signing key only on its own."""

import argparse
import sys
from pathlib import Path

from gongkai.doors.cli import Usage, arguments
from gongkai.doors.edge import now
from gongkai.ground.ledger.backup import BackupRefused, backup, export_signing_key
from gongkai.ground.ledger.keys import UnusableKey

FINE, FINDING = 0, 1


def add_parser(subparsers: argparse._SubParsersAction) -> argparse.ArgumentParser:
    parser = subparsers.add_parser(
        "backup",
        help="copy database, files and keys to another folder",
        description="Copy database, stored files and keys into a new folder outside the home, while acts go on. The log's signing key is "
        "left out: export it once with --export-signing-key and keep it elsewhere. Keep GONGKAI_HOME/erasures.log elsewhere "
        "too: it is what makes a restored backup forget again.",
    )
    parser.add_argument("dir", nargs="?", metavar="DIR", help="a new or empty folder")
    parser.add_argument(
        "--export-signing-key", type=arguments.path, metavar="FILE", help="write the log's signing key to a new file"
    )
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """0 when copied. Raises Usage for a target that won't do."""
    if not args.dir and not args.export_signing_key:
        raise Usage("name a folder to copy to, or --export-signing-key FILE")
    try:
        if args.export_signing_key:
            export_signing_key(Path(args.export_signing_key))
            print(f"{args.export_signing_key}: the log's signing key. Whoever has it can sign as this log.")
        if args.dir:
            manifest = backup(Path(args.dir), at=now())
            print(f"{args.dir}: backup of at least {manifest['leaves_at_least']} facts.")
    except BackupRefused as error:
        raise Usage(str(error)) from error
    except UnusableKey as error:
        print(f"gongkai backup: {error}", file=sys.stderr)
        return FINDING
    return FINE
