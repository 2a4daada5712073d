"""The console command ``gongkai``. Exit codes: 0 fine, 1 a finding, 2 bad usage."""

import gc
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from tempfile import TemporaryDirectory

from gongkai import __version__
from gongkai.doors.cli.arguments import Parser


@dataclass(frozen=True)
class Command:
    """A subcommand: the module that has ``add_parser`` and ``run``; what must stand before it is imported."""

    module: str
    help: str
    needs: str = "database"  # "nothing", "django" (settings only), or "database" (migrated)
    makes_home: bool = False  # others want one that is there: a mistyped name must not become a home


COMMANDS = {
    "demo": Command("gongkai.demo.command", "live a fictional county's year and serve it", "django", True),
    "serve": Command("gongkai.doors.cli.serve", "serve the site, the counter and the desk"),
    "setup": Command("gongkai.doors.cli.setup", "create or bring up to date the database in the home", "django", True),
    "worker": Command(
        "gongkai.doors.cli.worker", "do what follows from facts: pages, count sheets, notices, days that come"
    ),
    "build": Command("gongkai.doors.cli.build", "build the public site"),
    "index": Command("gongkai.doors.cli.index", "bring the search index up to date, or make it anew"),
    "guard": Command(
        "gongkai.doors.cli.guard", "lists of words that texts are held against; search all that is published"
    ),
    "monitor": Command("gongkai.doors.cli.monitor", "look at a website by the state's inspection indicators"),
    "review": Command("gongkai.doors.cli.review", "how records are reviewed: chains, and checklists at the gates"),
    "channel": Command(
        "gongkai.doors.cli.channel",
        "other channels than the site: WeChat, Weibo, mail, short messages, the payment centre",
    ),
    "synonyms": Command("gongkai.doors.cli.synonyms", "show or load the list of words that mean the same in search"),
    "report": Command("gongkai.doors.cli.report", "fill a statistics table"),
    "measures": Command("gongkai.doors.cli.measures", "what is counted, by which definition, and its figures"),
    "replay": Command(
        "gongkai.demo.replay.command", "live a year described by figures in an empty database", "django", True
    ),
    # It readies the database by itself: with --site it works where there is no home.
    "verify": Command(
        "gongkai.doors.cli.verify", "verify the database, or with --site the published files alone", "nothing"
    ),
    "rebuild": Command(
        "gongkai.doors.cli.rebuild", "make anew what figures and scope rest on: count sheets, the closure of units"
    ),
    "seal": Command("gongkai.doors.cli.seal", "sign the ledger's new leaves (the signer)"),
    "witness": Command("gongkai.doors.cli.witness", "run a witness for other governments' logs", "nothing"),
    "audit": Command("gongkai.doors.cli.audit", "say which figures of an annual report do not hold", "nothing"),
    "clock": Command("gongkai.doors.cli.clock", "count and explain a statutory term", "nothing"),
    "unit": Command("gongkai.doors.cli.unit", "list, open, change or close units"),
    "person": Command("gongkai.doors.cli.person", "give people a sign-in and roles"),
    "catalogue": Command("gongkai.doors.cli.catalogue", "load sections of the catalogue from a template"),
    "import-cases": Command(
        "gongkai.doors.cli.importing_cases", "bring in an old register of cases that were closed before the system was"
    ),
    "import": Command("gongkai.doors.cli.importing", "bring in records from a spreadsheet, as drafts"),
    "export": Command("gongkai.doors.cli.exporting", "write the records of a kind to a spreadsheet"),
    "rule": Command("gongkai.doors.cli.rule", "list the terms of the law, or enact a new version of one"),
    "calendar": Command("gongkai.doors.cli.calendar", "load an announced year of holidays"),
    "erase": Command("gongkai.doors.cli.erase", "erase an applicant's personal data"),
    "backup": Command("gongkai.doors.cli.backup", "copy database, files and keys to another folder"),
    "restore": Command("gongkai.doors.cli.restore", "restore a backup into an empty home", "django", True),
}


BENEATH = ("worker", "seal")
"""What `gongkai serve` starts: it has told already what is unsettled."""


class Usage(Exception):
    """Bad usage found while a command runs; the message is one sentence, exit code 2."""


def main(argv: list[str] | None = None) -> int:
    """Run a subcommand; the module of only this one is imported, so that ``clock`` and ``witness`` need no home."""
    argv = sys.argv[1:] if argv is None else argv
    _go_on_unheard()
    name = next((word for word in argv if not word.startswith("-")), "")
    parser = Parser(prog="gongkai", description="Gongkai 公开: open government for a Chinese county.")
    parser.add_argument("--version", action="version", version=f"gongkai {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for each, command in COMMANDS.items():
        if each != name:
            subparsers.add_parser(each, help=command.help, add_help=False)
    asks_help = bool({"-h", "--help"} & set(argv[: argv.index("--")] if "--" in argv else argv))
    try:
        with _lent_home() if asks_help else _no_home_of_a_refusal(name):
            if name in COMMANDS:
                command = COMMANDS[name]
                with uncollected():
                    prepare(command.needs, name, asks_help=asks_help, makes_home=command.makes_home)
                    import_module(command.module).add_parser(subparsers)
            args = parser.parse_args(argv)
            code = int(args.run(args) or 0)
            sys.stdout.flush()  # a full disk is met here, not when the interpreter ends
            return code
    except Usage as refusal:
        print(f"gongkai: {refusal}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("gongkai: interrupted; run the same command again to go on", file=sys.stderr)
        return 130
    except Exception as error:
        told = trouble(error)
        if told is None:
            raise
        print(f"gongkai: {told}", file=sys.stderr)
        return 2


@contextmanager
def uncollected() -> Iterator[None]:
    """What is loaded here stays: to look through it for garbage, again and again, takes an eighth of a command's beginning."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


class _Onward(io.FileIO):
    """A stream whose reader may leave, as ``| head`` does: what is written after that goes nowhere, and is no error."""

    def write(self, data: bytes) -> int:
        """As of any file; all is taken where nobody listens any more. Raises OSError, once, for other trouble: a full disk."""
        try:
            return super().write(data)
        except OSError as error:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            if not isinstance(error, BrokenPipeError):
                raise
            return memoryview(data).nbytes


def _go_on_unheard() -> None:
    """A command goes on when nobody reads it any more: its exit code still has to tell of findings."""
    for name, own in (("stdout", sys.__stdout__), ("stderr", sys.__stderr__)):
        stream = getattr(sys, name)
        if stream is None or stream is not own:
            continue  # already so, or somebody else's
        stream.flush()
        raw = _Onward(stream.fileno(), "w", closefd=False)
        onward = io.TextIOWrapper(
            raw if stream.write_through else io.BufferedWriter(raw),  # PYTHONUNBUFFERED keeps its meaning
            stream.encoding,
            "surrogateescape" if stream.errors == "strict" else stream.errors,  # a file's name is told as it is
            line_buffering=stream.line_buffering,
            write_through=stream.write_through,
        )
        setattr(sys, name, onward)


@contextmanager
def _no_home_of_a_refusal(name: str) -> Iterator[None]:
    """The settings make a home before a command can look at its arguments, or see that an empty folder is none; if it refuses, what they
    made is gone again.
    """
    from gongkai.ground.home.paths import home_path, unmake

    home = home_path()
    made = [path for path in (home, *home.parents) if not path.exists()]
    empty = home.is_dir() and not any(home.iterdir())
    try:
        yield
    except (Usage, SystemExit):
        if made and name in COMMANDS and COMMANDS[name].makes_home:
            unmake(made)
        elif empty:
            unmake([])
            home.mkdir(exist_ok=True)
        raise


def trouble(error: Exception) -> str | None:
    """What is wrong outside the program, in one line: disk, database, an unsettled ledger, or input that no check foresaw; None for a
    fault of the program.
    """
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename and error.strerror else one_line(error)
    database, acts = sys.modules.get("django.db"), sys.modules.get("gongkai.ground.ledger.acts")
    if acts and isinstance(error, acts.LedgerUnavailable):
        return one_line(error)
    if database and isinstance(error, (database.OperationalError, database.InterfaceError)):
        return f"the database cannot be used: {one_line(error)}"
    files = sys.modules.get("sqlite3")
    if files and isinstance(error, files.OperationalError):
        # Not the database itself: what is kept beside it, as the manifest of the site.
        return f"a file of the home cannot be read or written: {one_line(error)}"
    if isinstance(error, UnicodeError):
        return f"something that was given or read is no text in UTF-8: {one_line(error)}"
    if isinstance(error, RecursionError):
        return "something that was given or read is nested too deeply"
    return None


def one_line(error: BaseException) -> str:
    """An error's own words without line breaks: a database server speaks in several lines."""
    return " ".join(str(error).split())


def count(number: int, thing: str) -> str:
    """A number of things in English: "1 finding", "2 findings"."""
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


@contextmanager
def _lent_home() -> Iterator[None]:
    """A command's parser imports models, and their settings want a home: help gets one that is gone afterwards."""
    before = dict(os.environ)
    with TemporaryDirectory(prefix="gongkai-help-") as folder:
        os.environ["GONGKAI_HOME"] = folder
        os.environ.pop("DATABASE_URL", None)
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def prepare(needs: str, name: str, *, asks_help: bool = False, makes_home: bool = False) -> None:
    """Make ready what the command of that name needs, and tell what is unsettled in the home; "nothing" imports no framework and touches
    no home. Raises Usage.
    """
    if needs == "nothing":
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.ground.home.settings")
    from gongkai.doors.cli.unsettled import check_restored, say_unsettled
    from gongkai.ground.home.paths import HomeError, home_path

    if not (makes_home or asks_help or home_path().is_dir()):
        raise Usage(
            f"there is no home at {home_path()}; set GONGKAI_HOME to the one you mean, or make one with `gongkai setup` or `make demo`"
        )
    if not (asks_help or name == "restore"):
        check_restored()
    try:
        import django

        django.setup()
    except HomeError as error:
        raise Usage(str(error)) from error
    if needs == "database" and not asks_help:
        from gongkai.doors.cli.database import check_belongs, check_database

        check_database()
        if name != "seal":  # which says itself what to do, and adopts what was published where the database is older
            check_belongs()
        if name not in BENEATH:
            say_unsettled(name)
