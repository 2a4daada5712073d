"""A scenario: a year described by figures, read from TOML and checked before it is lived."""

import tomllib
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from gongkai.pure.clock import RULES as CLOCKS
from gongkai.pure.clock import Calendar
from gongkai.pure.law.applicants import APPLICANT_TYPES, CHANNELS, PUBLICATION_CHANNELS
from gongkai.pure.law.outcomes import RULES, outcomes_for
from gongkai.pure.law.tables import TABLES

TERMS = ("within", "extended", "late")
SHORT_FORM = frozenset({"weibo", "wechat"})
"""Channels for short items: what stands on these alone is no document."""


class BadScenario(ValueError):
    """The file cannot be lived as a scenario; the message is one sentence."""


@dataclass(frozen=True)
class Group:
    """So many applications alike. ``rule``: the Regulation that knows the outcome, under which they are received.

    ``term``: closed within the unextended term, after an extension, or late.
    """

    channel: str
    applicant: str
    outcome: str
    rule: str
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
    if not Calendar.national().known(year):
        raise BadScenario(f"the holidays of {year} are not announced yet, so its working days cannot be lived")
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
    documents = sum(bool(set(each) - SHORT_FORM) for each in spread(channels, lived))
    if normative + policy > documents:
        raise BadScenario(
            f"{normative} normative documents and {policy} other policies are more than the {documents} of {lived} records that stand "
            "elsewhere than on weibo and wechat"
        )
    groups = tuple(_group(entry, year) for entry in values.get("applications", []))
    stated = {key: _count(f"stated.{key}", n) for key, n in values.get("stated", {}).items()}
    _known("row", stated, {row.key for row in TABLES[table].rows})
    return Scenario(
        values["title"],
        year,
        table,
        _count("seed", values.get("seed", year)),
        stated,
        total,
        lived,
        normative,
        policy,
        channels,
        groups,
        digest,
    )


def _group(entry: dict, year: int) -> Group:
    rules = {o.code: rule for rule in _rules(year) for o in outcomes_for(rule) if o.by == "answer"}
    _known("channel", [entry["channel"]], {c.key for c in CHANNELS})
    _known("applicant", [entry["applicant"]], {a.key for a in APPLICANT_TYPES})
    _known("term", [entry["term"]], set(TERMS))
    _known("outcome", [entry["outcome"]], set(rules))
    count = _count("applications.count", entry["count"])
    return Group(entry["channel"], entry["applicant"], entry["outcome"], rules[entry["outcome"]], entry["term"], count)


def _rules(year: int) -> tuple[str, ...]:
    """The versions of the Regulation under which something could be received in a year."""
    return tuple(code for code in RULES if CLOCKS[code].fits(date(year, 1, 1)) or CLOCKS[code].fits(date(year, 12, 31)))


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
