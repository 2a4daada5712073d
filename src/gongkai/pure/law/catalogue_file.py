"""Templates of the catalogue: YAML files with versions, read with the line of everything that is wrong in them.

A file names its template, its version and its sections, in the order in which they stand; sections stand below sections.
The shipped ones lie in ``catalogues/``; an office writes its own in the same form (docs/site.md).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml

from gongkai.pure.law.catalogue import INTERVALS, LEVELS
from gongkai.pure.law.yaml_lines import FileErrors, line_of, root_of, shipped_in

KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){0,3}")
LARGEST, MOST, DEEPEST = 1_000_000, 2_000, 5
LENGTHS = {
    "name": 60,
    "name_en": 120,
    "basis": 200,
    "description": 200,
    "type": 20,
    "keywords": 200,
    "audience": 60,
    "units": 2000,
}
HEAD = {
    "template": "a text",
    "name": "a text",
    "version": 'a text such as "2019.1"',
    "basis": "a text",
    "sections": "a list",
}
SECTION = {
    "key": "a text", "name": "a text", "name_en": "a text", "basis": "a text", "description": "a text", "type": "a text", "every": "a text", "levels": "a list",
    "units": "a list", "audience": "a list", "keywords": "a list", "key_area": "true or false", "optional": "true or false", "sections": "a list",
}  # fmt: skip


@dataclass(frozen=True)
class SectionSpec:
    """A section as a file has it. ``values`` by column; ``line`` counts from 1; what is ``optional`` is entered only when asked for."""

    key: str
    line: int
    values: dict[str, Any] = field(hash=False)
    optional: bool = False


@dataclass(frozen=True)
class Template:
    """A file's content: its sections in order, each behind the one it stands below."""

    key: str
    name: str
    version: str
    basis: str
    sections: tuple[SectionSpec, ...]

    @property
    def order(self) -> tuple[int, ...]:
        return version_order(self.version)

    def content(self) -> dict[str, dict[str, Any]]:
        """By section what the template says of it: what a later version is held against."""
        return {spec.key: spec.values for spec in self.sections}


def version_order(version: str) -> tuple[int, ...]:
    """2019.10 comes after 2019.9; 2019 and 2019.0 are the same."""
    parts = [int(part) for part in version.split(".")]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)


@cache
def shipped() -> dict[str, Template]:
    """The templates that come with the product, by key."""
    return {template.key: template for template in shipped_in(__package__, "catalogues", parse)}


def parse(text: str) -> Template:
    """Read a template. Raises FileErrors with everything that is wrong."""
    if len(text) > LARGEST:
        raise FileErrors([(0, f"the file has {len(text):,} characters; a catalogue has at most {LARGEST:,}")])
    return _Reading().template(
        root_of(
            text,
            'begin with lines such as `template: our-county`, `name: …`, `version: "2026.1"`, `sections:`',
            f"sections stand at most {DEEPEST} deep",
        )
    )


class _Reading:
    """One file, read to its end whatever is wrong."""

    def __init__(self) -> None:
        self.errors: list[tuple[int, str]] = []
        self.sections: list[SectionSpec] = []
        self.seen: dict[str, int] = {}

    def template(self, root: yaml.MappingNode) -> Template:
        head, lines = self._fields(root, HEAD)
        for name in ("template", "name", "version", "sections"):
            if name not in lines:
                self.errors.append((0, f"the file lacks `{name}:`"))
        if head.get("template") and not KEY.fullmatch(head["template"]):
            self._wrong(lines["template"], "template", "small letters, digits, - and _, at most 40, such as art20-2019")
        if head.get("version") and not VERSION.fullmatch(head["version"]):
            self._wrong(lines["version"], "version", "numbers with dots between, such as 2019.1")
        for node in head.get("sections") or ():
            self._section(node, "", 1)
        if "sections" in head and not self.sections and not self.errors:
            self.errors.append((lines["sections"], "there is no section in it"))
        if len(self.sections) > MOST:
            self.errors.append((0, f"there are {len(self.sections):,} sections; a catalogue has at most {MOST:,}"))
        if self.errors:
            raise FileErrors(sorted(self.errors, key=lambda error: error[0] or 10**9))
        return Template(head["template"], head["name"], head["version"], head.get("basis", ""), tuple(self.sections))

    def _section(self, node: yaml.Node, parent: str, depth: int, optional: bool = False) -> None:
        if not isinstance(node, yaml.MappingNode):
            self.errors.append((line_of(node), "a section begins with `- key: …` and has `name: …` below it"))
            return
        values, lines = self._fields(node, SECTION)
        here = line_of(node)
        for name in ("key", "name"):
            if not values.get(name) and name not in lines:
                self.errors.append((here, f"this section lacks `{name}:`"))
        key = values.get("key", "")
        if key and not KEY.fullmatch(key):
            self._wrong(
                lines["key"], "key", "small letters, digits, - and _, at most 40; it stands in addresses for ever"
            )
        if key in self.seen:
            self.errors.append((lines["key"], f"the key {key} stands in line {self.seen[key]} already"))
        self.seen.setdefault(key, lines.get("key", here))
        self._among(values, lines, "levels", LEVELS)
        if values.get("every") and values["every"] not in INTERVALS:
            self._wrong(lines["every"], "every", f"one of {', '.join(INTERVALS)}")
        if depth > DEEPEST:
            self.errors.append((here, f"sections stand at most {DEEPEST} deep"))
            return
        optional = optional or values.get("optional", False)
        self.sections.append(SectionSpec(key, here, _columns(values, parent), optional))
        for child in values.get("sections") or ():
            self._section(child, key, depth + 1, optional)

    def _fields(self, node: yaml.MappingNode, known: dict[str, str]) -> tuple[dict[str, Any], dict[str, int]]:
        """The values of a mapping that are what they should be, and the line of each."""
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for name_node, value in node.value:
            name, line = str(name_node.value), line_of(name_node)
            if name not in known:
                self.errors.append((line, f"`{name}` is not known here; known are {', '.join(known)}"))
            elif name in lines:
                self.errors.append((line, f"`{name}` stands in line {lines[name]} already"))
            else:
                lines[name] = line
                for read in self._value(name, known[name], value, line):
                    values[name] = read
        return values, lines

    def _value(self, name: str, form: str, node: yaml.Node, line: int) -> Iterator[Any]:
        """What a value is, once; nothing if it is not of its form."""
        if form == "true or false":
            if isinstance(node, yaml.ScalarNode) and node.value in ("true", "false"):
                yield node.value == "true"
                return
        elif form == "a list":
            if isinstance(node, yaml.SequenceNode):
                if name == "sections":
                    yield node.value
                    return
                if all(isinstance(each, yaml.ScalarNode) for each in node.value):
                    yield self._fitting(name, [each.value.strip() for each in node.value if each.value.strip()], line)
                    return
        elif isinstance(node, yaml.ScalarNode):
            yield self._fitting(name, node.value.strip(), line)
            return
        self._wrong(line, name, form)

    def _fitting(self, name: str, value: Any, line: int) -> Any:
        size = len("；".join(value) if isinstance(value, list) else value)
        if size > LENGTHS.get(name, 200):
            self.errors.append((line, f"`{name}` has {size} characters, and at most {LENGTHS.get(name, 200)} fit"))
        return value

    def _among(self, values: dict[str, Any], lines: dict[str, int], name: str, known: tuple[str, ...]) -> None:
        strange = [each for each in values.get(name, ()) if each not in known]
        if strange:
            self._wrong(lines[name], name, f"a list of some of {', '.join(known)}, not {', '.join(strange)}")

    def _wrong(self, line: int, name: str, form: str) -> None:
        self.errors.append((line, f"`{name}` is {form}"))


def _columns(values: dict[str, Any], parent: str) -> dict[str, Any]:
    """What a section's lines say, by column; what is not said is empty. An English name that is not said is not spoken of: templates that
    were loaded before there was one say what they said."""
    return {
        "name": values.get("name", ""),
        "parent_key": parent,
        "basis": values.get("basis", ""),
        "description": values.get("description", ""),
        "column_type": values.get("type", ""),
        "update_every": values.get("every", ""),
        "levels": ",".join(values.get("levels", ())),
        "units": ",".join(values.get("units", ())),
        "audience": "、".join(values.get("audience", ())),
        "keywords": "；".join(values.get("keywords", ())),
        "key_area": values.get("key_area", False),
    } | ({"name_en": values["name_en"]} if values.get("name_en") else {})
