"""``gongkai channel``: other channels than the site, and what opens them."""

import argparse
import json
import re
from pathlib import Path

from gongkai.doors.cli import Usage, arguments
from gongkai.doors.cli.office import listing, print_list, signed
from gongkai.doors.edge import now
from gongkai.engines.channels.deliver import ADAPTERS
from gongkai.engines.channels.mailing import CHANNEL as MAIL
from gongkai.engines.channels.menu import as_wechat
from gongkai.engines.channels.shapes import SHAPES
from gongkai.ground.outbox import actions, queries, secrets
from gongkai.ground.units.queries import government
from gongkai.ground.upward.models import PREFIX
from gongkai.pure.outside.data import NotJson, read_object

OPENS = {
    "wechat": ("appid", "secret", "cover"),
    "weibo": ("access_token", "ip"),
    "smtp": ("from",),
    "above": ("token", "callback"),
    "sms": ("token",),
    "payment": ("token", "callback"),
    "folder": (),
}
MORE = {"smtp": ("user", "password")}
"""What each adapter is opened by, and what it may be told besides."""
USUAL = {MAIL: "smtp"}
"""The adapter of a channel that is called otherwise."""
SECURE = {"smtp": ("smtps://", "smtp://")}
"""How an address begins; ``smtp://`` is encrypted as well, unless the server is on this machine."""

CHANNELS = (*sorted(SHAPES), MAIL, "sms", "payment")
ABOVE = re.compile(rf"{PREFIX}[a-z][a-z0-9-]{{0,16}}")


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    parser = subparsers.add_parser(
        "channel",
        help="other channels than the site: WeChat, Weibo, e-mail, short messages, the payment centre",
        description="What is published with a channel ticked goes there once the channel is connected. docs/channels.md has the contracts.",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing(verbs.add_parser("list", help="the channels, and how they fare")).set_defaults(run=run_list)
    connect = signed(verbs.add_parser("connect", help="connect a channel, or give it another address"))
    connect.add_argument(
        "code",
        type=_code,
        metavar="CHANNEL",
        help=f"{', '.join(CHANNELS)}, or {PREFIX}NAME for a government above, to which records are reported",
    )
    connect.add_argument("--adapter", choices=sorted(ADAPTERS), help="how it is spoken to (default: as the channel is called)")  # fmt: skip
    connect.add_argument("--name", required=True, help="the account's name, in Chinese")
    connect.add_argument("--address", required=True, help="https://api.weixin.qq.com, https://api.weibo.com, smtps://HOST, https://HOST of a government above, or for a folder its path below the home")  # fmt: skip
    connect.add_argument("--secrets", type=arguments.path, metavar="FILE", help="a JSON file with what opens it; copied to keys/, read from there alone")  # fmt: skip
    connect.set_defaults(run=run_connect)
    ending = signed(verbs.add_parser("disconnect", help="send nothing more there"))
    ending.add_argument("code", metavar="CHANNEL")
    ending.set_defaults(run=run_disconnect)
    verbs.add_parser("menu", help="print the menu of the WeChat account as WeChat takes it").set_defaults(run=run_menu)


def run_list(args: argparse.Namespace) -> int:
    rows = [
        {
            "channel": each.code, "adapter": each.adapter, "name": each.name, "address": each.address,
            "connected": each.connected_on.isoformat(), "down_since": each.down_since.isoformat() if each.down_since else "",
            "error": each.error,
        }
        for each in queries.channels().values()
    ]  # fmt: skip
    print_list(rows, args.format)
    return 0


def run_connect(args: argparse.Namespace) -> int:
    usual = "above" if args.code.startswith(PREFIX) else USUAL.get(args.code, args.code)
    adapter = args.adapter or usual
    if adapter not in (usual, "folder"):
        raise Usage(f"{args.code} is not spoken to by {adapter}")
    if args.code in (MAIL, "sms") and adapter == "folder" and not _demo():
        raise Usage("mails and messages hold addresses of people: they are laid into a folder in a demonstration only")
    begins = SECURE.get(adapter, ("https://", "http://127.0.0.1:"))
    if adapter != "folder" and not args.address.startswith(begins):
        raise Usage(f"the address {args.address} must begin with {begins[0]}")
    if adapter == "folder" and (Path(args.address).is_absolute() or ".." in Path(args.address).parts):
        raise Usage(f"the folder {args.address} must be a path below the home")
    opens = _opens(args.secrets, adapter) if args.secrets else secrets.of(args.code)
    if missing := [name for name in OPENS[adapter] if not opens.get(name)]:
        raise Usage(f"{adapter} needs {', '.join(missing)}; give a JSON file with --secrets")
    if args.secrets:
        secrets.keep(args.code, opens)
    actions.connect(code=args.code, adapter=adapter, name=args.name, address=args.address, by=args.by, at=now())
    print(f"{args.code} is connected; what is published with it ticked goes there from now on.")
    return 0


def _code(text: str) -> str:
    """A channel by its code; argparse names the argument where it raises."""
    if text not in CHANNELS and not ABOVE.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text} is none of {', '.join(CHANNELS)}, and not {PREFIX}NAME")
    return text


def _demo() -> bool:
    known = government()
    return bool(known and known.demo)


def _opens(file: str, adapter: str) -> dict[str, str]:
    try:
        told = read_object(Path(file).read_bytes())
    except OSError as error:
        raise Usage(f"cannot read {file}: {error.strerror}") from error
    except NotJson as error:
        raise Usage(f"{file} must be one JSON object of texts: it {error}") from error
    if not all(isinstance(value, str) for value in told.values()):
        raise Usage(f"{file} must be one JSON object of texts")
    known = (*OPENS[adapter], *MORE.get(adapter, ()))
    if unknown := [name for name in told if name not in known]:
        raise Usage(f"{file}: {adapter} knows no {', '.join(unknown)}; it is opened by {', '.join(known)}")
    return told


def run_disconnect(args: argparse.Namespace) -> int:
    channel = queries.channels().get(args.code)
    if channel is None:
        raise Usage(f"{args.code} is not connected; `gongkai channel list` shows what is")
    actions.disconnect(channel=channel, by=args.by, at=now())
    print(f"{args.code} is disconnected.")
    return 0


def run_menu(args: argparse.Namespace) -> int:
    print(json.dumps(as_wechat(), ensure_ascii=False, indent=2))
    return 0
