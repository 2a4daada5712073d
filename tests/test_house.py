"""Rules of the house that an import linter can't see: who asks the database, and what names in strings point to."""

import ast
import configparser
import re
import string
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

import gongkai
from gongkai.ground.ledger.facts import fact_types
from gongkai.kernel.records.flow import RecordFlow
from gongkai.pure import declare
from gongkai.pure.declare import OPEN, Procedure, Role, State, Step

HOUSE = Path(gongkai.__file__).parent
LAYERS = HOUSE.parents[1] / ".importlinter"
Room = tuple[str, ...]

ASKING = {"models.py", "actions.py", "queries.py"}
"""Where rows may be asked for, whosever they are. Elsewhere a room asks for rows of its own models only, and a face not even that."""
MANAGERS = {"objects", "_default_manager", "_base_manager"}
MAY_ASK = {
    "demo/": "lives a year through the real actions, and looks up what it made",
    "engines/site/reader.py": "the site's one way to the database: named, keyed queries of what is published",
    "engines/site/wholes.py": "reads whole records for the reader, many at a time",
    "engines/measures/sheets.py": "writes its own count sheets, each model by a variable",
    "ground/ledger/images.py": "compares rows of every room with what the facts say of them",
    "ground/ledger/verify.py": "reads every room's rows for verification",
    "kernel/flow/consumers.py": "hands facts on in the order of their index, to all that is derived",
}
"""Modules, or folders of them, that ask for rows of other rooms, and why."""


def test_rows_are_asked_for_in_their_room():
    wrong, needed = [], set()
    for path in modules():
        here = str(path.relative_to(HOUSE))
        found = [f"{here}:{n} {name}" for n, name in askings(path) if not_its_own(path, name)]
        exception = next((each for each in MAY_ASK if here.startswith(each)), None)
        if found and exception:
            needed.add(exception)
        elif path.name not in ASKING:
            wrong += found
    assert not wrong
    assert needed == set(MAY_ASK), "an exception that nobody needs any more"


def askings(path: Path) -> Iterator[tuple[int, str]]:
    """Where a module asks a manager: line, and the expression before the manager's name."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            yield node.lineno, ast.unparse(node.value)


def not_its_own(path: Path, name: str) -> bool:
    model = getattr(module_of(path), name, None)
    known = isinstance(model, type) and issubclass(model, Model)
    return "faces" in path.parts or not known or room_named(model.__module__) != room_of(path)


def test_no_row_leads_to_others_by_itself():
    """No reverse manager: what belongs to a row is asked for in its own room, where scope can be seen to."""
    ways = {f"{m._meta.label}.{r.get_accessor_name()}" for m in ours() for r in m._meta.related_objects if not r.hidden}
    assert not ways


def test_templates_static_files_and_models_are_named_downwards():
    wrong = []
    for user, used, name in [*in_templates(), *in_code()]:
        if not may_use(room_of(user), used):
            wrong.append(f"{user.relative_to(HOUSE)}: {name}")
    assert wrong == ["ground/home/settings.py: units.Person"], "Django's settings must name the model of its users"


def test_addresses_are_named_downwards():
    owners = dict(named_addresses(get_resolver().url_patterns))
    used = [(p, name) for p in [*templates(), *modules()] for name in ADDRESS.findall(p.read_text("utf-8"))]
    assert used, "nothing to look at: the pattern no longer fits"
    wrong = [(str(p), name) for p, name in used if name not in owners or not may_use(room_of(p), owners[name])]
    assert not wrong


def test_signals_are_heard_downwards():
    """A room hears of Django's own signals about itself or what stands below it; the house has no signals of its own."""
    for path in modules():
        for node in ast.walk(tree_of(path)):
            assert not (isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Signal")), path
            if not isinstance(node, ast.Call) or not ast.unparse(node.func).endswith((".connect", "receiver")):
                continue
            if ast.unparse(node.func).startswith(("sqlite3", "psycopg")):
                continue
            senders = {ast.unparse(word.value) for word in node.keywords if word.arg == "sender"}
            assert senders == {"self"} or all(may_use(room_of(path), room_of_name(path, s)) for s in senders), path


@pytest.mark.parametrize(
    "user, used, fine",
    [
        (("kernel", "cases"), ("kernel", "flow"), True),
        (("kernel", "flow"), ("kernel", "cases"), False),
        (("kernel", "records"), ("kernel", "cases"), False),
        (("doors", "desk"), ("doors", "counter"), False),
        (("doors", "desk"), ("procedures", "foi"), False),
        (("procedures", "foi"), ("doors", "desk"), False),
        (("kinds", "policy"), ("procedures", "foi"), False),
        (("kinds", "policy"), ("kinds", "notice"), False),
        (("procedures", "foi"), ("ground", "ui"), True),
        (("ground", "documents"), ("ground", "files"), True),
        (("ground", "ledger"), ("ground", "units"), False),
        (("engines", "site"), ("engines", "site"), True),
    ],
)
def test_the_order_is_the_import_linters(user, used, fine):
    assert may_use(user, used) is fine


FLOWS = [RecordFlow, *(drawer.declaration for drawer in declare.procedures())]


@pytest.mark.parametrize("flow", FLOWS, ids=lambda each: each.__name__)
def test_every_state_is_reached(flow):
    """From the state declared first, in which a record or case begins when least is known of it."""
    assert flow.unreachable(next(iter(flow.states.values()))) == set()


def test_a_state_that_no_step_leads_to_is_named():
    class Maze(Procedure):
        IN = State("进", OPEN)
        OUT = State("出", OPEN)
        LOST = State("无路", OPEN)
        leave = Step(IN, OUT, by=Role.CASE_OFFICER, label="走")

    assert Maze.unreachable(Maze.IN) == {Maze.LOST.code}


def test_every_fact_is_documented():
    for path in modules():
        if "@fact(" in path.read_text("utf-8"):
            module_of(path)
    for name, fact in fact_types().items():
        if ".tests." in fact.__module__:
            continue
        written = fact.__dict__.get("__doc__") or ""
        assert written.endswith(".") and not written.startswith(f"{fact.__name__}("), name
        wanted = {field for _, field, _, _ in string.Formatter().parse(fact.SENTENCE) if field}
        assert re.search("[一-鿿{]", fact.SENTENCE) and wanted <= {each.name for each in fields(fact)}, name


# What stands where.


def modules() -> list[Path]:
    """The modules of the product, without tests and migrations."""
    return [p for p in sorted(HOUSE.rglob("*.py")) if not {"tests", "migrations"} & set(p.parts)]


def templates() -> list[Path]:
    return [p for p in sorted(HOUSE.rglob("templates/**/*")) if p.is_file() and "tests" not in p.parts]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def module_of(path: Path):
    return import_module(".".join(path.relative_to(HOUSE.parent).with_suffix("").parts))


def room_of(path: Path) -> Room:
    """Floor and room of a file: ("kernel", "cases")."""
    floor, room = path.relative_to(HOUSE).with_suffix("").parts[:2]
    return floor, room


def room_named(module: str) -> Room:
    return tuple(module.split(".")[1:3])


def room_of_name(path: Path, name: str) -> Room:
    return room_named(getattr(module_of(path), name).__module__)


def ours() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("gongkai.")]


# The order of .importlinter.


@cache
def contracts() -> dict[str, list[set[str]]]:
    """The layers of each container, from the top down."""
    read = configparser.ConfigParser()
    read.read(LAYERS, "utf-8")
    found = {}
    for section in read.values():
        if section.get("type") == "layers":
            lines = section["layers"].strip().splitlines()
            found[section["containers"]] = [set(re.findall(r"\w+", line)) for line in lines]
    return found


def may_use(user: Room, used: Room) -> bool:
    """May a file of one room name something of another? As imports may: downwards; drawers are named by nobody above."""
    if user == used:
        return True
    if used[0] in ("kinds", "procedures", "logbooks"):
        return user[0] == "demo"
    if user[0] != used[0]:
        return above(contracts()["gongkai"], user[0], used[0])
    layers = contracts().get(f"gongkai.{user[0]}")
    return layers is not None and above(layers, user[1], used[1])


def above(layers: list[set[str]], upper: str, lower: str) -> bool:
    """Doors' addresses and entry point stand in no layer: they stand above the doors."""
    level = {name: n for n, names in enumerate(layers) for name in names}
    return level.get(upper, -1) < level[lower]


# Names in strings.

NAMED = re.compile(r"""{%-?\s*(?:extends|include|from|import|static)\s+["']([^"']+)["']|asset\(["']([^"']+)["']\)""")
ADDRESS = re.compile(r"""(?:{%-?\s*url\s+|\breverse(?:_lazy)?\(\s*)["']([^"']+)["']""")


@cache
def named_files() -> dict[str, Room]:
    """Templates and static files by the name that others use."""
    found = {}
    for kind in ("templates", "static"):
        for path in HOUSE.rglob(f"{kind}/**/*"):
            if path.is_file() and "tests" not in path.parts:
                found["/".join(path.parts[len(path.parts) - path.parts[::-1].index(kind) :])] = room_of(path)
    return found


def in_templates() -> Iterator[tuple[Path, Room, str]]:
    """What templates extend, include and link: the file, the room it uses, the name."""
    for path in templates():
        for match in NAMED.finditer(path.read_text("utf-8")):
            name = next(filter(None, match.groups()))
            if not name.startswith("django/"):
                yield path, named_files()[name], name


def in_code() -> Iterator[tuple[Path, Room, str]]:
    """Templates, static files and models that code names in strings."""
    models = {f"{m._meta.app_label}.{m.__name__}": room_named(m.__module__) for m in ours()}
    for path in modules():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                used = named_files().get(node.value) or models.get(node.value)
                if used:
                    yield path, used, node.value


def named_addresses(patterns: list, space: str = "") -> Iterator[tuple[str, Room]]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from named_addresses(each.url_patterns, f"{each.namespace}:" if each.namespace else space)
        elif isinstance(each, URLPattern) and each.name:
            yield f"{space}{each.name}", room_named(each.callback.__module__)
