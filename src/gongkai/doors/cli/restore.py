"""``gongkai restore``: bring a backup into an empty home, forget again what was erased since, and fork nothing."""

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from gongkai.doors.cli import Usage, arguments, trouble
from gongkai.doors.cli.adopting import adopt
from gongkai.doors.cli.database import bring_up_to_date
from gongkai.doors.edge import now
from gongkai.ground.files.actions import sweep
from gongkai.ground.files.models import GRACE
from gongkai.ground.ledger import keys, log, recovery, signer
from gongkai.ground.ledger.backup import BackupRefused, check_signing_key, is_checked, mark_whole, restore
from gongkai.ground.ledger.erasures import Erasure, NotAList, Plan, erasures
from gongkai.ground.parties.actions import scrub
from gongkai.pure.tlog.errors import TlogError
from gongkai.pure.tlog.note import Note

FINE, FINDING = 0, 1


def add_parser(subparsers: argparse._SubParsersAction) -> argparse.ArgumentParser:
    parser = subparsers.add_parser(
        "restore",
        help="restore a backup into an empty home",
        description="Bring a backup into an empty home. What was published after it stays published: name the published log with "
        "--published, or do so later with `gongkai seal --adopt-published`; until then nothing is signed and no act is done.",
    )
    parser.add_argument("dir", type=arguments.path, metavar="DIR", help="a folder that `gongkai backup` wrote")
    parser.add_argument(
        "--erasures",
        type=arguments.path,
        metavar="FILE",
        help="the lost home's erasures.log: erase again what was erased since",
    )
    parser.add_argument(
        "--published",
        type=arguments.place,
        metavar="DIR-or-URL",
        help="the published log, to bring back its later leaves",
    )
    parser.add_argument("--signing-key", type=arguments.path, metavar="FILE", help="the exported signing key")
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """0 when restored, 1 when the log could not be recovered. Raises Usage, before anything is done, for arguments that won't do."""
    erased = _check(args)
    try:
        manifest, plan = restore(Path(args.dir), erased=erased)
    except (BackupRefused, OSError) as error:
        raise Usage(trouble(error) or str(error)) from error
    bring_up_to_date()
    # Bytes came to the backup after their row's place in it: no act is open here that could still own them.
    sweep(timezone.now() + GRACE)
    if plan.again:
        scrub()
    mark_whole()
    print(f"Restored the backup of {manifest['made_at']}.")
    if not is_checked(manifest):
        print(
            "An earlier release made it, without digests: whether its files and keys are as they were could not be checked; see `gongkai verify`."
        )
    if args.erasures:
        _tell(plan)
    try:
        if args.signing_key:
            keys.import_key(Path(args.signing_key))
        if args.published:
            with signer.only_signer():
                adopt(args.published, at=now())
    except (keys.UnusableKey, signer.ForkDanger, signer.SignerBusy, TlogError, OSError) as error:
        print(f"gongkai restore: {error}", file=sys.stderr)
        return FINDING
    if not args.published:
        print("Next: `gongkai seal --adopt-published DIR-or-URL` (or --new-origin NAME); until then no act is done.")
    return FINE


def _check(args: argparse.Namespace) -> list[Erasure]:
    """Look at all that was named before anything is restored; gives the list of erasures. Raises Usage."""
    if args.erasures and not Path(args.erasures).is_file():
        raise Usage(f"{args.erasures} is not a file")
    try:
        erased = erasures(Path(args.erasures)) if args.erasures else []
        if args.signing_key:
            check_signing_key(Path(args.dir), Path(args.signing_key))
        if args.published:
            Note.parse(recovery.source(args.published)(log.CHECKPOINT))
    except (NotAList, keys.UnusableKey, recovery.NoLog) as error:
        raise Usage(str(error)) from error
    except OSError as error:
        raise Usage(f"the published log {args.published} can't be read: {trouble(error)}") from error
    except TlogError as error:
        raise Usage(f"the checkpoint of {args.published} is damaged: {error}") from error
    return erased


def _tell(plan: Plan) -> None:
    """What came of the list: a line that met nothing is no erasure."""
    listed = len(plan.again) + len(plan.already) + len(plan.left)
    already = f" {len(plan.already)} had been made in the backup already." if plan.already else ""
    print(f"Erasures made again: {len(plan.again)} of {listed}.{already}")
    for each, reason in plan.left:
        print(f"Not erased: {each.subject} {reason}.")
