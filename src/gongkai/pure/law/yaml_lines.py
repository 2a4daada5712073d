"""YAML files that offices write, read so that all that is wrong is told with its line."""

from collections.abc import Callable
from importlib.resources import files
from typing import Any, TypeVar

import yaml

T = TypeVar("T")


class FileErrors(ValueError):
    """All that is wrong in a file, as (line, sentence in English); the line is 0 where there is none to name."""

    def __init__(self, errors: list[tuple[int, str]]) -> None:
        super().__init__("; ".join(f"line {line}: {told}" if line else told for line, told in errors))
        self.errors = errors

    def lines(self) -> list[str]:
        """The errors, a line each, for a person at a console."""
        return [f"  line {line}: {told}" if line else f"  {told}" for line, told in self.errors]


def line_of(node: Any) -> int:
    """The line of a node or event, from 1."""
    return node.start_mark.line + 1


def shipped_in(package: str, folder: str, parse: Callable[[str], T]) -> list[T]:
    """The files that come with the product in a folder of a package, each read, in the order of their names."""
    found = [each for each in files(package).joinpath(folder).iterdir() if each.name.endswith(".yaml")]
    return [parse(each.read_text(encoding="utf-8")) for each in sorted(found, key=lambda each: each.name)]


def root_of(text: str, begin: str, deepest: str = "it is nested too deep") -> yaml.MappingNode:
    """A file's mapping. ``begin`` and ``deepest`` say what to do where it is none, or nested beyond reading. Raises FileErrors."""
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise FileErrors([(line_of(event), "write it out; references (*) are not read")])
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise FileErrors(
            [(mark.line + 1 if mark else 0, f"this is not YAML: {error.problem or error.context}")]
        ) from error
    except yaml.YAMLError as error:  # a character that no YAML file may hold
        raise FileErrors([(0, f"this is not YAML: {' '.join(str(error).split())}")]) from error
    except RecursionError as error:
        raise FileErrors([(0, deepest)]) from error
    if not isinstance(root, yaml.MappingNode):
        raise FileErrors([(1, begin)])
    return root
