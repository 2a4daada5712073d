"""``gongkai seal``: the signer. It alone reads the log's signing key; acts never wait for it."""

import argparse
import re
import signal
import sys
import threading
from pathlib import Path

from django.db import DatabaseError

from gongkai.doors.cli import Usage, arguments
from gongkai.doors.cli.adopting import Beside, adopt
from gongkai.doors.cli.witness import Home, Server, Witness, known_logs
from gongkai.doors.edge import now
from gongkai.engines.site import tree
from gongkai.engines.site.build import CONSUMER as SITE
from gongkai.engines.site.signing import policy_told, sign_manifest, site_signer
from gongkai.engines.site.wholes import PAGE_FACTS, earlier_receipts
from gongkai.ground.home import home_path
from gongkai.ground.ledger import erasures, keys, log, recovery, signer
from gongkai.ground.ledger.receipts import write_public_receipts
from gongkai.ground.units.queries import government
from gongkai.kernel.flow import consumers
from gongkai.pure.outside import web
from gongkai.pure.tlog.errors import NoteError, PolicyError, TlogError

FINE, FINDING = 0, 1
ORIGIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9._-]+)*")
"""A log's name: a domain, and mostly a path, without https://."""
REST = 1.0
REST_AFTER_TROUBLE = 10.0
TROUBLE = (signer.ForkDanger, signer.SignerBusy, keys.UnusableKey, log.BrokenOrder, TlogError, DatabaseError, OSError)


def add_parser(subparsers: argparse._SubParsersAction) -> argparse.ArgumentParser:
    parser = subparsers.add_parser(
        "seal",
        help="sign the ledger's new leaves (the signer)",
        description="Seal what acts have committed: sign the tree's head, ask the witnesses, publish the log. Without an option: once.",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--follow", action="store_true", help="go on sealing until told to end")
    what.add_argument(
        "--init", action="store_true", help="make the signing key if there is none, print its public half, end"
    )
    what.add_argument(
        "--witness", nargs=2, metavar=("URL", "VKEY"), help="name a witness whose cosignature is asked for"
    )
    what.add_argument("--adopt-published", nargs="?", const="", type=arguments.place, metavar="DIR-or-URL",
                      help="after a restore: bring back the leaves that the published log has (default: the home's own log folder)")  # fmt: skip
    what.add_argument("--new-origin", metavar="NAME", help="declare a new log with a new key; the last resort")
    what.add_argument(
        "--import-key", type=arguments.path, metavar="FILE", help="put an exported signing key in its place"
    )
    what.add_argument(
        "--demo-witness", action="store_true", help="run the demonstration's own witness, labelled as such"
    )
    parser.add_argument(
        "--origin", metavar="NAME", help="with --init: the log's name (default: the site's domain with /log)"
    )
    parser.add_argument(
        "--need",
        type=arguments.positive,
        metavar="K",
        help="with --witness: how many must cosign (default: more than half)",
    )
    parser.add_argument("--yes", action="store_true", help="with --new-origin: also if the present log could go on")
    parser.add_argument("--reason", default="", help="with --new-origin: why, for the public statement")
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """0 when sealed, 1 when something keeps it from being sealed or published. Raises Usage."""
    for given, word, goes_with in (
        (args.need is not None, "--need", "--witness"), (args.origin is not None, "--origin", "--init"),
        (bool(args.reason), "--reason", "--new-origin"), (args.yes, "--yes", "--new-origin"),
    ):  # fmt: skip
        fits = {"--witness": args.witness, "--init": args.init or args.witness, "--new-origin": args.new_origin}
        if given and not fits[goes_with]:
            raise Usage(f"{word} goes with {goes_with}")
    try:
        if args.demo_witness:
            return _demo_witness()
        if args.follow:
            return _follow()
        if args.init or args.witness:
            return _prepare(args)
        with signer.only_signer():
            return _once(args)
    except TROUBLE as error:
        print(f"gongkai seal: {_told(error)}", file=sys.stderr)
        return FINDING


def default_origin() -> str:
    """The log's name: the site's domain with /log; demonstration and scenario homes have names of their own."""
    known = government()
    if known is None:
        raise Usage("the database holds no government yet, so the log has no name; give --origin NAME")
    prefix = "demo." * known.demo or "lived." * known.lived
    return f"{prefix}{known.domain}/log"


def _prepare(args: argparse.Namespace) -> int:
    """Key and policy: also beside a signer that runs, which takes up a changed policy with its next round."""
    key = keys.make_key(args.origin or default_origin())
    if args.origin and args.origin != key.name:
        raise Usage(f"the log is named {key.name} already; another name is a new log, see --new-origin")
    if args.witness:
        try:
            keys.add_witness(*args.witness, need=args.need)
        except web.NoAddress as error:
            raise Usage(
                f"{args.witness[0]!r} is not an address: {error}; a witness has one like https://witness.example"
            ) from error
        except (NoteError, PolicyError) as error:
            raise Usage(str(error)) from error
        print(keys.policy_path().read_text("utf-8"), end="")
    else:
        print(key.vkey)
    return FINE


def _once(args: argparse.Namespace) -> int:
    if args.import_key:
        if not Path(args.import_key).is_file():
            raise Usage(f"{args.import_key} is not a file")
        print(keys.import_key(Path(args.import_key)).vkey)
        return FINE
    if args.new_origin:
        _check_new_origin(args)
        at = now()
        beside = Beside(at)
        print(recovery.begin_new_origin(args.new_origin, reason=args.reason, at=at, by="system", beside=beside).vkey)
        print("".join(f"{line}\n" for line in beside.told), end="")
        return FINE
    if args.adopt_published is not None:
        try:
            adopt(args.adopt_published or None, at=now())
        except recovery.NoLog as error:
            raise Usage(str(error)) from error
        return FINE
    keys.make_key(default_origin())
    return _seal()


def _check_new_origin(args: argparse.Namespace) -> None:
    """Raise Usage on a name that is none, and unless told twice while the present log can go on."""
    if not ORIGIN.fullmatch(args.new_origin):
        raise Usage(f"{args.new_origin!r} is no name of a log; write one like www.example.gov.cn/log-2")
    try:
        head = signer.compare_with_published(keys.signing_key())
    except (signer.ForkDanger, keys.UnusableKey):
        return
    if head and not args.yes:
        raise Usage(
            f"the log {head.origin} can go on: its key and what it published are in order. A new origin ends it for ever, and witnesses "
            "have to be given another key; if you mean it, add --yes"
        )


def _seal() -> int:
    sealed = signer.seal(at=now())
    _Aftermath()()
    for told in sealed.reports:
        print(f"gongkai seal: {told}", file=sys.stderr)
    waits = ", waiting for witnesses: those who cosigned are too few for keys/policy" if sealed.waiting else ""
    print(f"published up to {sealed.size}{waits}")
    return FINDING if sealed.waiting else FINE


def _follow() -> int:
    """Seal whenever something is new. What goes wrong twice running is said once, and tried again."""
    ended = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: ended.set())
    compared, say, aftermath = False, _Teller(), _Aftermath()
    while not ended.is_set():
        try:
            with signer.only_signer():
                keys.make_key(default_origin())
                while not ended.is_set():
                    sealed = signer.seal(at=now(), compare=not compared)
                    compared = not sealed.waiting
                    aftermath()
                    say(" ".join(sealed.reports))
                    ended.wait(REST_AFTER_TROUBLE if sealed.waiting else REST)
        except TROUBLE as error:
            compared = False
            say(_told(error))
            ended.wait(REST_AFTER_TROUBLE)
    return FINE


class _Aftermath:
    """What follows a round: erasures noted, proofs laid beside their pages, the site's manifest signed if pages changed."""

    def __init__(self) -> None:
        self._signed: tuple[object, ...] = ()

    def __call__(self) -> None:
        erasures.note_from_facts()
        generation, key = tree.current(), site_signer()
        if generation is None or key is None:
            return
        write_public_receipts(generation, PAGE_FACTS, earlier_receipts)
        # Reading all shards takes a while on a large site, so only when the builder has moved on or a witness was named.
        state = (generation, key.vkey, policy_told(), consumers.place(SITE))
        if state != self._signed:
            sign_manifest(key)
            self._signed = state


class _Teller:
    """Says what stands for two rounds, once: a witness that starts beside the signer is no news."""

    def __init__(self) -> None:
        self._heard = self._said = ""

    def __call__(self, told: str) -> None:
        if told and told == self._heard and told != self._said:
            print(f"gongkai seal: {told}", file=sys.stderr, flush=True)
            self._said = told
        if not told:
            self._said = ""
        self._heard = told


def _told(error: BaseException) -> str:
    if isinstance(error, web.Unreachable):
        return f"The published log can't be read: {error}."
    if isinstance(error, FileNotFoundError):
        return f"The published log can't be read: {error.filename or error} is missing."
    return str(error)


def _demo_witness() -> int:
    """A witness beside the demonstration, so that cosigned receipts can be looked at. It proves nothing to anybody."""
    known = government()
    if known is None or not known.demo:
        raise Usage("only a demonstration has a witness of its own: one that you run yourself proves nothing")
    ended = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: ended.set())
    while not keys.public_keys() and not ended.wait(0.2):
        pass
    if ended.is_set():
        return FINE
    home = Home(home_path("witness"))
    with home.locked():
        # Its memory is in no backup: after a restore it is another witness, and what the former one cosigned stays verifiable.
        base = f"demo-witness.{known.domain}"
        key = home.signer(None) if home.has_key() else home.signer_made_if_needed(_name_unused(base))
        former = [
            each.key.name
            for each in keys.policy().witnesses
            if _is_named(each.key.name, base) and each.key != key.verifier
        ]
        at_work = Witness(home, key, known_logs([each.vkey for each in keys.public_keys()]))
        with _server(at_work, _port_named(key.vkey)) as server:
            url = f"http://127.0.0.1:{server.server_address[1]}"
            keys.add_witness(url, key.vkey, instead_of=former)
            print(
                f"demonstration witness listening on {url}; run by the log's own keeper, it proves nothing", flush=True
            )
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            ended.wait()
            server.shutdown()
            thread.join()
    return FINE


def _is_named(name: str, base: str) -> bool:
    return name == base or name.startswith(f"{base}/")


def _name_unused(base: str) -> str:
    used = [each.name for each in keys.witness_keys() if _is_named(each.name, base)]
    return f"{base}/{len(used) + 1}" if used else base


def _port_named(vkey: str) -> int:
    """The port that the policy names for this witness, 0 (any) if none."""
    urls = [each.url for each in keys.policy().witnesses if each.key.vkey == vkey and each.url]
    return int(urls[0].rpartition(":")[2]) if urls else 0


def _server(witness: Witness, port: int) -> Server:
    try:
        return Server(("127.0.0.1", port), witness)
    except OSError:
        return Server(("127.0.0.1", 0), witness)
