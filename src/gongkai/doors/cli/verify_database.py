"""``gongkai verify`` without ``--site``: hold the database against its own ledger."""

import argparse
import json
import sys
import time

from gongkai.doors.cli import Usage, count
from gongkai.doors.cli.database import check_database, check_migrated
from gongkai.doors.cli.unsettled import say_unsettled
from gongkai.ground.ledger import log
from gongkai.ground.ledger.findings import Result
from gongkai.ground.ledger.verify import NoSuchCheckpoint, verify

FINE, FINDING = 0, 1


def run_database(args: argparse.Namespace) -> int:
    """0 if all holds, 1 with findings. Raises Usage."""
    check_migrated()
    if log.is_empty():
        check_database()  # else a government is missing of which facts speak: that is for verification to name
    say_unsettled("verify")
    try:
        result = verify(from_checkpoint=args.from_checkpoint or 0, progress=Bar())
    except NoSuchCheckpoint as error:
        raise Usage(str(error)) from error
    print(_json(result) if args.format == "json" else _text(result))
    return FINDING if result.findings else FINE


class Bar:
    """A progress bar on standard error, if somebody is looking."""

    def __init__(self) -> None:
        self._shown = 0.0

    def __call__(self, done: int, total: int) -> None:
        if not sys.stderr.isatty() or (time.monotonic() - self._shown < 0.1 and done < total):
            return
        self._shown = time.monotonic()
        share = min(1.0, done / total if total else 1.0)
        end = "\n" if share == 1.0 else ""
        print(f"\r{'#' * int(40 * share):.<40} {share:4.0%}", end=end, file=sys.stderr, flush=True)


def _text(result: Result) -> str:
    lines = [f"declared  {each}" for each in result.declared] + [f"FINDING  {each}" for each in result.findings]
    verdict = count(len(result.findings), "finding") if result.findings else "all as the ledger says"
    return "\n".join([*lines, f"{result.facts} facts, sealed up to {result.size}: {verdict}."])


def _json(result: Result) -> str:
    values = {
        "facts": result.facts,
        "size": result.size,
        "findings": [{"where": each.where, "what": each.what} for each in result.findings],
        "declared": [{"where": each.where, "what": each.what} for each in result.declared],
    }
    return json.dumps(values, ensure_ascii=False, indent=2)
