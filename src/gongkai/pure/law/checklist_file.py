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

    @property
    def order(self) -> tuple[int, ...]:
        return version_order(self.version)


@cache
def shipped() -> dict[str, Checklist]:
    """The lists that come with the product, by key."""
    return {each.key: each for each in shipped_in(__package__, "checklists", parse)}


def parse(text: str) -> Checklist:
    """Read a checklist. Raises FileErrors with everything that is wrong."""
    errors: list[tuple[int, str]] = []
    texts: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    for name_node, node in root_of(text, BEGIN).value:
        name = str(name_node.value)
        if name in texts or name in lists:
            errors.append((line_of(name_node), f"`{name}` stands twice"))
        elif name in TEXTS and isinstance(node, yaml.ScalarNode):
            texts[name] = node.value.strip()
        elif name in LISTS and isinstance(node, yaml.SequenceNode):
            lists[name] = _list(name, node, errors)
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
    )  # fmt: skip


def _list(name: str, node: yaml.SequenceNode, errors: list[tuple[int, str]]) -> tuple[str, ...]:
    found: list[str] = []
    for each in node.value:
        said = each.value.strip() if isinstance(each, yaml.ScalarNode) else ""
        if not said:
            errors.append((line_of(each), f"each of `{name}` is a text"))
        elif len(said) > LONGEST:
            errors.append((line_of(each), f"it has {len(said)} characters; one of `{name}` has at most {LONGEST}"))
        elif said in found:
            errors.append((line_of(each), f"“{said}” stands twice"))
        else:
            found.append(said)
    if len(found) > MOST:
        errors.append((line_of(node), f"there are {len(found)}; `{name}` has at most {MOST}: nobody reads more"))
    return tuple(found)
