"""``gongkai verify --site DIR-or-URL``: verify published files alone, on a machine that has neither database nor settings."""

import argparse
import json
import sys
import time
from pathlib import Path

from gongkai.doors.cli import Usage, count
from gongkai.engines.site.outside import Unreadable, verify_site
from gongkai.engines.site.verdict import Verdict
from gongkai.pure.outside.web import is_address
from gongkai.pure.tlog.errors import TlogError
from gongkai.pure.tlog.note import Verifier
from gongkai.pure.tlog.policy import Policy

FINE, FINDING = 0, 1


def run_site(args: argparse.Namespace) -> int:
    """0 if all holds, 1 with findings. Raises Usage."""
    policy = _policy(args.policy) if args.policy is not None else None
    try:
        if args.vkey is not None:
            Verifier.parse(args.vkey)
    except TlogError as error:
        raise Usage(f"--vkey: {error}") from error
    if not is_address(args.site) and _is_part_of_a_home(Path(args.site).resolve()):
        raise Usage(
            f"{args.site} is the home's own folder of pages, without its log; verify the site's address, or the copy that "
            "`gongkai build --out DIR` writes"
        )
    try:
        verdict = verify_site(args.site, policy=policy, vkey=args.vkey, tick=_Bar())
    except Unreadable as error:
        raise Usage(str(error)) from error
    print(_json(verdict) if args.format == "json" else _text(verdict))
    return FINDING if verdict.findings else FINE


def _policy(path: str) -> str:
    try:
        text = Path(path).read_text("utf-8")
        Policy.parse(text)
        return text
    except OSError as error:
        raise Usage(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Usage(f"{path} is not a policy: it is no text") from error
    except TlogError as error:
        raise Usage(f"{path} is not a policy: {error}") from error


def _is_part_of_a_home(folder: Path) -> bool:
    """Is it the pages alone, whose log stands beside them in a home?"""
    above = folder.parent
    return above.name == "site" and (above.parent / "log").is_dir() and not (folder / "log").exists()


class _Bar:
    def __init__(self) -> None:
        self._shown = 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if sys.stderr.isatty() and (now - self._shown > 0.1 or done == total):
            self._shown = now
            print(f"\r{done:,} of {total:,} files", end="\n" if done == total else "", file=sys.stderr, flush=True)


def _text(verdict: Verdict) -> str:
    lines = [f"FINDING  {where}: {what}" for where, what in verdict.findings]
    seen = f"{verdict.files:,} files, {verdict.records:,} records, log of {verdict.size:,} entries"
    lost = f"; {count(verdict.lost, 'record')} lost in a restore, as the log declares" if verdict.lost else ""
    witnessed = f"witnessed by {', '.join(verdict.witnesses)}" if verdict.witnesses else "without a witness"
    result = count(len(verdict.findings), "finding") if verdict.findings else "all as signed for"
    return "\n".join([*lines, f"{seen}, {witnessed}; by {verdict.trusts}: {result}{lost}."])


def _json(verdict: Verdict) -> str:
    told = {
        "size": verdict.size,
        "files": verdict.files,
        "records": verdict.records,
        "lost": verdict.lost,
        "witnesses": list(verdict.witnesses),
        "trusts": verdict.trusts,
        "findings": [{"where": where, "what": what} for where, what in verdict.findings],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)
