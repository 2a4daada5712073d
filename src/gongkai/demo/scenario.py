"""A scenario: a year described by figures, read from TOML and checked before it is lived."""

import tomllib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from gongkai.pure.law.applicants import APPLICANT_TYPES, CHANNELS, PUBLICATION_CHANNELS
from gongkai.pure.law.outcomes import outcomes_for
from gongkai.pure.law.tables import TABLES

TERMS = ("within", "extended", "late")


class BadScenario(ValueError):
    """The file cannot be lived as a scenario; the message is one sentence."""


@dataclass(frozen=True)
class Group:
    """So many applications alike. ``term``: closed within the unextended term, after an extension, or late."""

    channel: str
    applicant: str
    outcome: str
    term: str
    count: int


@dataclass(frozen=True)
class Scenario:
    """What a year is to hold. ``records`` is how many can be lived; ``channels`` how many stand on each channel.

    ``stated``: the published figures by row of ``table``, to compare with at the end. ``digest`` names the file's content.
    """

    title: str
    year: int
    table: str
    seed: int
    stated: dict[str, int]
    total_stated: int
    records: int
    normative: int
    policy: int
    channels: dict[str, int]
    groups: tuple[Group, ...]
    digest: str

    @property
    def excess(self) -> int:
        """By how much the stated total exceeds the sum of its channels; each record stands on at least one."""
        return max(0, self.total_stated - sum(self.channels.values()))


def load(path: Path) -> Scenario:
    """Read and check a scenario. Raises BadScenario, naming what is wrong and where."""
    try:
        raw = path.read_bytes()
        values = tomllib.loads(raw.decode("utf-8"))
    except OSError as error:
        raise BadScenario(f"cannot read {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadScenario(f"{path} is not a TOML file: {error}") from error
    try:
        return _scenario(values, sha256(raw).hexdigest())
    except KeyError as error:
        raise BadScenario(f"{path} lacks {error}") from error
    except (TypeError, AttributeError) as error:
        raise BadScenario(f"{path} has a value of the wrong kind: {error}") from error
    except BadScenario as error:
        raise BadScenario(f"{path}: {error}") from error


def _scenario(values: dict, digest: str) -> Scenario:
    year, table, records = values["year"], values["table"], values.get("records", {})
    if table not in TABLES:
        raise BadScenario(f"knows no table {table!r}; tables are {', '.join(TABLES)}")
    TABLES[table].check_year(year)
    channels = {key: _count(f"records.channels.{key}", n) for key, n in records.get("channels", {}).items()}
    _known("channel", channels, {c.key for c in PUBLICATION_CHANNELS})
    total = _count("records.total", records.get("total", 0))
    lived = min(total, sum(channels.values()))
    if channels and max(channels.values()) > total:
        raise BadScenario(f"a channel holds {max(channels.values())} records, more than the total of {total}")
    normative, policy = (
        _count("records.normative", records.get("normative", 0)),
        _count("records.policy", records.get("policy", 0)),
    )
    if normative + policy > lived:
        raise BadScenario(f"{normative} normative documents and {policy} other policies are more than {lived} records")
    groups = tuple(_group(entry, _law(year)) for entry in values.get("applications", []))
    stated = {key: _count(f"stated.{key}", n) for key, n in values.get("stated", {}).items()}
    for key in stated:
        TABLES[table].row(key)
    return Scenario(
        values["title"],
        year,
        table,
        values.get("seed", year),
        stated,
        total,
        lived,
        normative,
        policy,
        channels,
        groups,
        digest,
    )


def _law(year: int) -> tuple[str, ...]:
    return {2019: ("foi-2008", "foi-2019")}.get(year, ("foi-2008",) if year < 2019 else ("foi-2019",))


def _group(entry: dict, laws: tuple[str, ...]) -> Group:
    group = Group(
        entry["channel"],
        entry["applicant"],
        entry["outcome"],
        entry["term"],
        _count("applications.count", entry["count"]),
    )
    _known("channel", [group.channel], {c.key for c in CHANNELS})
    _known("applicant", [group.applicant], {a.key for a in APPLICANT_TYPES})
    _known("term", [group.term], set(TERMS))
    _known("outcome", [group.outcome], {o.code for law in laws for o in outcomes_for(law) if o.by == "answer"})
    return group


def _known(what: str, given, known: set[str]) -> None:
    for each in given:
        if each not in known:
            raise BadScenario(f"knows no {what} {each!r}; known are {', '.join(sorted(known))}")


def _count(where: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadScenario(f"{where} must be a whole number from 0 up, not {value!r}")
    return value


def spread(channels: dict[str, int], records: int) -> list[tuple[str, ...]]:
    """The channels of each record: every record on at least one, none twice on the same, each channel as often as told.

    The channels are laid one after another around a circle of all records; no channel is longer than the circle.
    """
    placed: list[list[str]] = [[] for _ in range(records)]
    position = 0
    for channel, count in channels.items():
        for _ in range(min(count, records)):
            placed[position % records].append(channel)
            position += 1
    return [tuple(each) for each in placed]
