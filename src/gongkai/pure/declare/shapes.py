"""The shape of an answer in JSON, said once: the answer is made by it, and so is what describes the answer (OpenAPI, the page for people)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

FORMATS = {"date": "date", "time": "date-time", "url": "uri-reference", "sha256": "sha256"}
"""Types of ours that are text of some form in JSON."""


@dataclass(frozen=True)
class Member:
    """One member of an object. ``type`` is line, integer, date, time, url, sha256, choice, words, object or list (of ``shape``, or of text).

    ``take`` gives its value of the thing that is told; ``null``: there may be none.
    """

    name: str
    says: str
    take: Callable[[Any], Any]
    type: str = "line"
    null: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    shape: "Shape | None" = None

    def of(self, thing: Any) -> Any:
        value = self.take(thing)
        if self.shape is None or value is None:
            return value
        return [self.shape.of(each) for each in value] if self.type == "list" else self.shape.of(value)

    @property
    def schema(self) -> dict[str, Any]:
        """As JSON Schema (2020-12) has it, the way OpenAPI 3.1 does."""
        said = schema_of(self.type, self.says, self.choices, self.shape)
        return _or_none(said) if self.null else said


@dataclass(frozen=True)
class Shape:
    """An object: its members in their order."""

    name: str
    says: str
    members: tuple[Member, ...]

    def of(self, thing: Any) -> dict[str, Any]:
        # Most members hold no shape: a list asks for thousands of them.
        return {each.name: each.take(thing) if each.shape is None else each.of(thing) for each in self.members}

    @property
    def schema(self) -> dict[str, Any]:
        return {
            "type": "object", "description": self.says, "required": [member.name for member in self.members],
            "properties": {member.name: member.schema for member in self.members},
        }  # fmt: skip

    @property
    def within(self) -> list["Shape"]:
        """The shapes of its members, and theirs."""
        return [each for m in self.members if m.shape for each in (m.shape, *m.shape.within)]


def schema_of(
    type_: str, says: str, choices: tuple[tuple[str, str], ...] = (), shape: Shape | None = None
) -> dict[str, Any]:
    """The JSON Schema of a value of one of our types."""
    if choices:
        told = "；".join(f"{code or '（空）'}：{label}" for code, label in choices)
        return {"type": "string", "enum": [code for code, _ in choices], "description": f"{says}。{told}"}
    if type_ in ("list", "words"):
        return {"type": "array", "items": refer_to(shape) if shape else {"type": "string"}, "description": says}
    if type_ == "object":
        return (refer_to(shape) if shape else {"type": "object"}) | {"description": says}
    if type_ in ("integer", "whole", "bool"):
        return {"type": "boolean" if type_ == "bool" else "integer", "description": says}
    said = {"type": "string", "description": says}
    return said | ({"format": FORMATS[type_]} if type_ in FORMATS else {})


def refer_to(shape: Shape) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{shape.name}"}


def _or_none(said: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in said:
        return {"oneOf": [{"$ref": said["$ref"]}, {"type": "null"}], "description": said["description"]}
    found = said | {"type": [said["type"], "null"]}
    return found | ({"enum": [*found["enum"], None]} if "enum" in found else {})
