"""``gongkai restore``: bring a backup into an empty home, forget again what was erased since, and fork nothing."""

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from gongkai.doors.cli import Usage, arguments
from gongkai.doors.cli.database import bring_up_to_date
from gongkai.ground.files.actions import sweep
from gongkai.ground.files.models import GRACE
from gongkai.ground.ledger import keys, recovery, signer
from gongkai.ground.ledger.backup import BackupRefused, restore
from gongkai.ground.ledger.erasures import erasures
from gongkai.ground.parties.actions import scrub
from gongkai.pure.tlog.errors import TlogError

FINE, FINDING = 0, 1


def add_parser(subparsers: argparse._SubParsersAction) -> argparse.ArgumentParser:
    parser = subparsers.add_parser(
        "restore",
        help="restore a backup into an empty home",
        description="Bring a backup into an empty home. What was published after it stays published: name the published log with "
        "--published, or do so later with `gongkai seal --adopt-published`; until then nothing is signed and no act is done.",
    )
    parser.add_argument("dir", metavar="DIR", help="a folder that `gongkai backup` wrote")
    parser.add_argument(
        "--erasures", metavar="FILE", help="the lost home's erasures.log: erase again what was erased since"
    )
    parser.add_argument(
        "--published",
        type=arguments.published_log,
        metavar="DIR-or-URL",
        help="the published log, to bring back its later leaves",
    )
    parser.add_argument("--signing-key", metavar="FILE", help="the exported signing key")
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """0 when restored, 1 when the log could not be recovered or the key not be used. Raises Usage."""
    if args.erasures and not Path(args.erasures).is_file():
        raise Usage(f"{args.erasures} is not a file")
    erased = erasures(Path(args.erasures) if args.erasures else None)
    try:
        manifest = restore(Path(args.dir), erased=erased)
    except (BackupRefused, OSError) as error:
        raise Usage(str(error)) from error
    bring_up_to_date()
    # Bytes came to the backup after their row's place in it: no act is open here that could still own them.
    sweep(timezone.now() + GRACE)
    if erased:
        scrub()
    print(f"Restored the backup of {manifest['made_at']}; {len(erased)} erasures were made again.")
    try:
        if args.signing_key:
            keys.import_key(Path(args.signing_key))
        if args.published:
            _recover(args.published)
    except (keys.UnusableKey, signer.ForkDanger, signer.SignerBusy, TlogError, OSError) as error:
        print(f"gongkai restore: {error}", file=sys.stderr)
        return FINDING
    if not args.published:
        print("Next: `gongkai seal --adopt-published DIR-or-URL` (or --new-origin NAME); until then no act is done.")
    return FINE


def _recover(place: str) -> None:
    with signer.only_signer():
        lost = recovery.adopt_published(place, at=timezone.now(), by="system")
    if lost:
        print(f"Leaves {lost.start} to {lost.stop - 1} were brought back; their acts are lost, and a fact declares it.")
    else:
        print("Nothing that was published is missing.")
