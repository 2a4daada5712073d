"""Checklists that a reviewer answers before letting a record pass: YAML files with versions, read with the line of what is wrong in them.

The shipped ones lie in ``checklists/``; none holds before somebody loads it, for what a county asks of its reviewers is its own decision.
"""

from dataclasses import dataclass
from functools import cache

import yaml

from gongkai.pure.law.catalogue_file import KEY, VERSION, version_order
from gongkai.pure.law.yaml_lines import FileErrors, line_of, root_of, shipped_in

GATES = {"unit_review": "单位审核", "secrecy_review": "保密审查", "cleared": "签发"}
BEGIN = 'begin with lines such as `list: unit-review`, `version: "2026.1"`, `name: …`, `gate: unit_review`, `items:`'
TEXTS, LISTS = ("list", "version", "name", "gate", "basis"), ("kinds", "sections", "items")
NEEDED = ("list", "version", "name", "gate", "items")
MOST, LONGEST = 40, 200
STOPPING = ("secrecy_review",)
"""Gates at which a no to any question stops, unless the list says otherwise of that question."""
ASK, STOPS = "ask", "stops"
YES, NO, NOT_APPLICABLE = "yes", "no", "na"
ANSWERS = {YES: "是", NO: "否", NOT_APPLICABLE: "不适用"}


@dataclass(frozen=True)
class Checklist:
    """What is asked at a gate (a state's code) of records of these kinds in these sections; none named: of all."""

    key: str
    version: str
    name: str
    gate: str
    basis: str = ""
    kinds: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    stops: tuple[bool, ...] = ()
    """Of each question: does a no let nothing pass? Not said of any: as is usual at the gate."""

    def is_stopping(self, n: int) -> bool:
        return self.stops[n] if self.stops else self.gate in STOPPING

    @property
    def asked(self) -> tuple[tuple[str, bool], ...]:
        """The questions in their order, each with whether a no to it stops."""
        return tuple((text, self.is_stopping(n)) for n, text in enumerate(self.items))

    @property
    def order(self) -> tuple[int, ...]:
        return version_order(self.version)


def next_version(version: str) -> str:
    """The version after one: 2026.2 after 2026.1."""
    *before, last = version.split(".")
    return ".".join([*before, str(int(last) + 1)])


@cache
def shipped() -> dict[str, Checklist]:
    """The lists that come with the product, by key."""
    return {each.key: each for each in shipped_in(__package__, "checklists", parse)}


def parse(text: str) -> Checklist:
    """Read a checklist. Raises FileErrors with everything that is wrong."""
    errors: list[tuple[int, str]] = []
    texts: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    said: dict[str, bool] = {}
    for name_node, node in root_of(text, BEGIN).value:
        name = str(name_node.value)
        if name in texts or name in lists:
            errors.append((line_of(name_node), f"`{name}` stands twice"))
        elif name in TEXTS and isinstance(node, yaml.ScalarNode):
            texts[name] = node.value.strip()
        elif name in LISTS and isinstance(node, yaml.SequenceNode):
            lists[name] = _list(name, node, errors, said)
        elif name in TEXTS + LISTS:
            errors.append((line_of(node), f"`{name}` is a {'text' if name in TEXTS else 'list of texts'}"))
        else:
            errors.append((line_of(name_node), f"`{name}` is not known here; known are {', '.join(TEXTS + LISTS)}"))
    errors += [(0, f"the file lacks `{name}:`") for name in NEEDED if not (texts.get(name) or lists.get(name))]
    for name, fine, told in (
        ("list", KEY.fullmatch, "small letters, digits, - and _, at most 40"),
        ("version", VERSION.fullmatch, "numbers with dots between, such as 2026.1"),
        ("gate", GATES.get, f"one of {', '.join(GATES)}"),
    ):
        if texts.get(name) and not fine(texts[name]):
            errors.append((0, f"`{name}` is {told}"))
    if errors:
        raise FileErrors(sorted(errors, key=lambda error: error[0] or 10**9))
    return Checklist(
        texts["list"], texts["version"], texts["name"], texts["gate"], texts.get("basis", ""),
        lists.get("kinds", ()), lists.get("sections", ()), lists["items"],
        tuple(said.get(text, texts["gate"] in STOPPING) for text in lists["items"]),
    )  # fmt: skip


def _list(name: str, node: yaml.SequenceNode, errors: list[tuple[int, str]], stops: dict[str, bool]) -> tuple[str, ...]:
    found: list[str] = []
    for each in node.value:
        text, stopping = _question(each) if name == "items" else (_text(each), None)
        if not text:
            form = "a text, or `{ask: …, stops: true}`" if name == "items" else "a text"
            errors.append((line_of(each), f"each of `{name}` is {form}"))
        elif len(text) > LONGEST:
            errors.append((line_of(each), f"it has {len(text)} characters; one of `{name}` has at most {LONGEST}"))
        elif text in found:
            errors.append((line_of(each), f"“{text}” stands twice"))
        else:
            found.append(text)
            if stopping is not None:
                stops[text] = stopping
    if len(found) > MOST:
        errors.append((line_of(node), f"there are {len(found)}; `{name}` has at most {MOST}: nobody reads more"))
    return tuple(found)


def _text(node: yaml.Node) -> str:
    return node.value.strip() if isinstance(node, yaml.ScalarNode) else ""


def _question(node: yaml.Node) -> tuple[str, bool | None]:
    """A question and whether a no to it stops, None where the file does not say; ("", None) for what is no question."""
    if not isinstance(node, yaml.MappingNode):
        return _text(node), None
    said = {_text(name): _text(value) for name, value in node.value}
    if set(said) != {ASK, STOPS} or said[STOPS] not in ("true", "false"):
        return "", None
    return said[ASK], said[STOPS] == "true"
