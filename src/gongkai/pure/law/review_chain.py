"""The chain of review a record goes through: stages one after another, in a stage one stop or several at the same time.

Written in lines, a stage each: ``单位审核`` / ``保密审查、会签`` / ``政务公开办审核`` / ``签发``; 会签 may name its organs by their codes:
``会签（czj，wjw）``. Kept as text: ``unit>secrecy+coordination:czj:wjw>office>sign``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import yaml

from gongkai.pure.law.yaml_lines import FileErrors, line_of, root_of

UNIT, SECRECY, COORDINATION, OFFICE, SIGN = "unit", "secrecy", "coordination", "office", "sign"
NAMES = {UNIT: "单位审核", SECRECY: "保密审查", COORDINATION: "会签", OFFICE: "政务公开办审核", SIGN: "签发"}
CODES = {name: code for code, name in NAMES.items()}
_NAMED = re.compile(r"(?P<name>[^（(]+)(?:[（(](?P<organs>[^）)]*)[）)])?")
MOST_ORGANS = 10


class ChainError(ValueError):
    """A chain that cannot be: the message says in Chinese what to write."""


@dataclass(frozen=True)
class Stop:
    """Somebody who must agree. ``organs``: of coordination the codes of the units asked; none: who submits names them."""

    code: str
    organs: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return ":".join((self.code, *self.organs))


@dataclass(frozen=True)
class Chain:
    """Stages in their order; the last is the signature, alone."""

    stages: tuple[tuple[Stop, ...], ...]

    @property
    def text(self) -> str:
        return ">".join("+".join(stop.text for stop in stage) for stage in self.stages)

    def stage_of(self, code: str) -> int:
        """The place of the stage in which a stop stands. Raises LookupError."""
        return next(n for n, stage in enumerate(self.stages) if any(stop.code == code for stop in stage))

    def stop(self, code: str) -> Stop | None:
        return next((stop for stage in self.stages for stop in stage if stop.code == code), None)

    @property
    def lines(self) -> list[str]:
        """As it is written."""
        return ["、".join(_written(stop) for stop in stage) for stage in self.stages]

    def renamed(self, codes: Mapping[str, str]) -> "Chain":
        """With organs that were written by a name in the place of it by their code."""
        return Chain(
            tuple(
                tuple(replace(stop, organs=tuple(codes.get(each, each) for each in stop.organs)) for stop in stage)
                for stage in self.stages
            )
        )

    def asking(self, organs: tuple[str, ...]) -> "Chain":
        """With the organs that whoever submits has named; if none, nobody is asked, and the stop is left out."""
        if not self.stop(COORDINATION):
            return self
        found = []
        for stage in self.stages:
            stops = tuple(
                replace(stop, organs=stop.organs or organs) if stop.code == COORDINATION else stop for stop in stage
            )
            if kept := tuple(stop for stop in stops if stop.code != COORDINATION or stop.organs):
                found.append(kept)
        return Chain(tuple(found))


def _written(stop: Stop) -> str:
    return f"{NAMES[stop.code]}（{'，'.join(stop.organs)}）" if stop.organs else NAMES[stop.code]


def of_text(text: str) -> Chain:
    """A chain as it is kept. Raises ChainError."""
    stages = [stage.split("+") for stage in text.split(">")]
    return checked(Chain(tuple(tuple(Stop(*_parts(stop)) for stop in stage) for stage in stages)))


def _parts(stop: str) -> tuple[str, tuple[str, ...]]:
    code, *organs = stop.split(":")
    return code, tuple(organs)


def of_lines(text: str) -> Chain:
    """A chain as people write it, a stage a line. Raises ChainError."""
    stages = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        stops = []
        for part in filter(None, (part.strip() for part in re.split(r"[、+](?![^（(]*[）)])", line))):
            said = _NAMED.fullmatch(part)
            name = said["name"].strip() if said else part
            code = CODES.get(name, name)
            if code not in NAMES:
                raise ChainError(f"不认得“{part}”；可以写{'、'.join(NAMES.values())}")
            organs = tuple(
                filter(None, (each.strip() for each in re.split(r"[，,、\s]+", (said and said["organs"]) or "")))
            )
            stops.append(Stop(code, organs))
        stages.append(tuple(stops))
    return checked(Chain(tuple(stages)))


def checked(chain: Chain) -> Chain:
    """The same chain. Raises ChainError for one that the law or sense forbids."""
    codes = [stop.code for stage in chain.stages for stop in stage]
    if wrong := next((code for code in codes if code not in NAMES), None):
        raise ChainError(f"不认得“{wrong}”；可以写{'、'.join(NAMES.values())}")
    if twice := next((code for code in codes if codes.count(code) > 1), None):
        raise ChainError(f"“{NAMES[twice]}”写了两次，一条链里只能有一次")
    if SECRECY not in codes:
        raise ChainError("要有“保密审查”：公开以前一定要审查（条例第17条）")
    if not chain.stages or [stop.code for stop in chain.stages[-1]] != [SIGN] or SIGN in codes[:-1]:
        raise ChainError("最后一步是“签发”，单独一行")
    for stage in chain.stages:
        for stop in stage:
            if stop.organs and stop.code != COORDINATION:
                raise ChainError(f"只有“会签”可以写明单位，“{NAMES[stop.code]}”不行")
            if len(stop.organs) > MOST_ORGANS:
                raise ChainError(f"会签最多写{MOST_ORGANS}个单位")
    return chain


ALL = "all"
BEGIN = "begin with `chains:`, and below it entries such as `{unit: zjj, section: policy, stages: [单位审核, 保密审查、会签, 签发]}`"


@dataclass(frozen=True)
class Wanted:
    """A chain as a file wants it: the codes of its unit and section, or ``all``."""

    unit: str
    section: str
    chain: Chain


def chains_of(text: str) -> list[Wanted]:
    """The chains of a YAML file. Raises FileErrors with everything that is wrong."""
    root = root_of(text, BEGIN)
    errors: list[tuple[int, str]] = []
    found: list[Wanted] = []
    for name, entries in root.value:
        if name.value != "chains" or not isinstance(entries, yaml.SequenceNode):
            errors.append((line_of(name), "the file has `chains:` with a list, and nothing else"))
            continue
        for entry in entries.value:
            try:
                found.append(_wanted(entry))
            except ChainError as wrong:
                errors.append((line_of(entry), str(wrong)))
    whose = [(each.unit, each.section) for each in found]
    if twice := next((each for each in whose if whose.count(each) > 1), None):
        errors.append((0, f"unit {twice[0]}, section {twice[1]} stands twice"))
    if errors:
        raise FileErrors(errors)
    return found


def _wanted(entry: yaml.Node) -> Wanted:
    said = yaml.SafeLoader("").construct_document(entry) if isinstance(entry, yaml.MappingNode) else None
    if (
        not isinstance(said, dict)
        or not set(said) <= {"unit", "section", "stages"}
        or not isinstance(said.get("stages"), list)
    ):
        raise ChainError("an entry has `stages:`, a list of lines, and may have `unit:` and `section:`")
    return Wanted(
        str(said.get("unit", ALL)), str(said.get("section", ALL)), of_lines("\n".join(str(each) for each in said["stages"]))
    )  # fmt: skip


USUAL = of_text("unit>secrecy>sign")
"""What holds where nothing else was set (decisions: unit review, secrecy and personal-data review, signature)."""
