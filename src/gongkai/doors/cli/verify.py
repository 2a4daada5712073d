"""``gongkai verify``: hold the database against its own ledger, or with ``--site`` the published files against themselves."""

import argparse

from gongkai.doors.cli import Usage, arguments, prepare


def add_parser(subparsers: argparse._SubParsersAction) -> argparse.ArgumentParser:
    parser = subparsers.add_parser(
        "verify",
        help="verify the database, or with --site the published files alone",
        description="Derive everything again from the facts: leaves, tree, checkpoints, signatures, published log, every row that a fact "
        "speaks of, contents and files. Nothing is changed. Exit code 1 if something is not as the ledger says.",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument(
        "--from-checkpoint", type=int, metavar="N", help="trust what was sealed below this size (quicker)"
    )
    parser.add_argument(
        "--site",
        type=arguments.place,
        metavar="DIR-or-URL",
        help="verify a published site as an outsider, without the database",
    )
    parser.add_argument(
        "--policy",
        type=arguments.path,
        metavar="FILE",
        help="with --site: the log's keys and witnesses that you trust (c2sp.org/tlog-policy)",
    )
    parser.add_argument("--vkey", metavar="VKEY", help="with --site: the key of the site manifest that you trust")
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """0 if all holds, 1 with findings. Raises Usage. With ``--site`` neither home nor settings are needed."""
    if args.site is not None:
        if args.from_checkpoint is not None:
            raise Usage("--from-checkpoint does not go with --site: a site is verified whole")
        from gongkai.doors.cli.verify_site import run_site

        return run_site(args)
    if args.policy is not None or args.vkey is not None:
        raise Usage("--policy and --vkey go with --site DIR-or-URL")
    prepare("django", "verify")
    from gongkai.doors.cli.verify_database import run_database

    return run_database(args)
