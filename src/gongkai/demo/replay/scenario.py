"""A scenario: a year described by figures, read from TOML and checked before it is lived."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from gongkai.demo.replay.bodies import LEVELS
from gongkai.demo.replay.stated import BadFigure, Stated, stated_in
from gongkai.pure import declare
from gongkai.pure.clock import RULES as CLOCKS
from gongkai.pure.clock import Calendar
from gongkai.pure.law.applicants import APPLICANT_TYPES, CHANNELS, PUBLICATION_CHANNELS
from gongkai.pure.law.outcomes import RULES, outcomes_for
from gongkai.pure.law.reviews import LITIGATION, RECONSIDERATION, RESULTS
from gongkai.pure.law.tables import TABLES

TERMS = ("within", "extended", "late")
SHORT_FORM = frozenset({"weibo", "wechat"})
"""Channels for short items: what stands on these alone is no document."""
EARLIEST = date(2008, 5, 1)
"""The Regulation of 2008 came into force, before which nothing was counted."""


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
class Bodies:
    """So many bodies of some levels, which publish so many records together, each at least one; ``columns``: how many of these in which section."""

    name: str
    levels: tuple[str, ...]
    bodies: int
    count: int
    columns: Mapping[str, int]


@dataclass(frozen=True)
class Challenge:
    """So many reconsiderations or lawsuits that end alike; ``appealed``: by a court of second instance."""

    procedure: str
    outcome: str
    appealed: bool
    count: int


@dataclass(frozen=True)
class Entries:
    """So many entries of a logbook. ``content``: what all say; ``total``: what they add up to; ``in_turn``: of how many a mark is set, one mark
    after another."""

    logbook: str
    count: int
    content: Mapping[str, Any]
    total: Mapping[str, Decimal]
    in_turn: Mapping[str, int]


@dataclass(frozen=True)
class Upward:
    """How many records are reported to a government above, and how many of these it adopts."""

    to: str
    name: str
    made: int
    adopted: int


@dataclass(frozen=True)
class Scenario:
    """What a year is to hold. ``records`` is how many can be lived; ``channels`` how many stand on each channel; ``earlier`` how many were
    published before the year, from ``since`` on, on the website.

    ``stated``: the published figures by row of ``table``, to compare with at the end, and why one of them can't be (``because``); ``figures``:
    those that stand elsewhere in the report. ``digest`` names the file's content.
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
    report: str = ""
    since: date | None = None
    earlier: int = 0
    interpretations: int = 0
    points: int = 0
    template: str = ""
    bodies: tuple[Bodies, ...] = ()
    challenges: tuple[Challenge, ...] = ()
    entries: tuple[Entries, ...] = ()
    upward: tuple[Upward, ...] = ()
    because: Mapping[str, str] = field(default_factory=dict)
    figures: tuple[Stated, ...] = ()

    @property
    def excess(self) -> int:
        """By how much the stated total exceeds the sum of its channels; each record stands on at least one."""
        return max(0, self.total_stated - sum(self.channels.values()))

    @property
    def first(self) -> date:
        """The first day that is lived."""
        return self.since or date(self.year, 1, 1)


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
    except (BadScenario, BadFigure) as error:
        raise BadScenario(f"{path}: {error}") from error


def _scenario(values: dict, digest: str) -> Scenario:
    year, table, records = values["year"], values["table"], values.get("records", {})
    if table and table not in TABLES:
        raise BadScenario(f'knows no table {table!r}; tables are {", ".join(TABLES)}, or "" where the report has none')
    if table:
        TABLES[table].check_year(year)
    since = _since(values.get("since"), year)
    for each in range((since or date(year, 1, 1)).year, year + 1):
        if not Calendar.national().known(each):
            raise BadScenario(f"the holidays of {each} are not announced yet, so its working days cannot be lived")
    channels = {key: _count(f"records.channels.{key}", n) for key, n in records.get("channels", {}).items()}
    _known("channel", channels, {c.key for c in PUBLICATION_CHANNELS})
    total = _count("records.total", records.get("total", 0))
    lived = min(total, sum(channels.values()))
    if channels and max(channels.values()) > total:
        raise BadScenario(f"a channel holds {max(channels.values())} records, more than the total of {total}")
    normative, policy, interpretations = (
        _count(f"records.{name}", records.get(name, 0)) for name in ("normative", "policy", "interpretations")
    )
    documents = sum(bool(set(each) - SHORT_FORM) for each in spread(channels, lived))
    if normative + policy + interpretations > documents:
        also = f" and {interpretations} interpretations" if interpretations else ""
        raise BadScenario(
            f"{normative} normative documents and {policy} other policies{also} are more than the {documents} of {lived} records that stand "
            "elsewhere than on weibo and wechat"
        )
    if interpretations > normative + policy:
        raise BadScenario(
            f"{interpretations} interpretations are more than the {normative + policy} policies there are"
        )
    stated = {key: _count(f"stated.{key}", n) for key, n in values.get("stated", {}).items()}
    _known("row", stated, {row.key for row in TABLES[table].rows} if table else set())
    because = dict(values.get("because", {}))
    _known("stated row", because, set(stated))
    bodies = tuple(_bodies(each) for each in records.get("bodies", []))
    if bodies and sum(each.count for each in bodies) != lived:
        raise BadScenario(
            f"records.bodies publish {sum(each.count for each in bodies)} records together, and there are {lived}"
        )
    return Scenario(
        title=values["title"],
        year=year,
        table=table,
        seed=_count("seed", values.get("seed", year)),
        stated=stated,
        total_stated=total,
        records=lived,
        normative=normative,
        policy=policy,
        channels=channels,
        groups=tuple(_group(entry, year) for entry in values.get("applications", [])),
        digest=digest,
        report=values.get("report", values["title"]),
        since=since,
        earlier=_count("records.earlier", records.get("earlier", 0)),
        interpretations=interpretations,
        points=_count("points", values.get("points", 0)),
        template=values.get("template", ""),
        bodies=bodies,
        challenges=tuple(_challenge(each) for each in values.get("remedies", [])),
        entries=tuple(_entries(each) for each in values.get("entries", [])),
        upward=tuple(_upward(each) for each in values.get("upward", [])),
        because=because,
        figures=tuple(stated_in(each, {one.name for one in bodies}) for each in values.get("figures", [])),
    )


def _since(given: Any, year: int) -> date | None:
    if given is None:
        return None
    if not isinstance(given, date) or not EARLIEST <= given <= date(year, 1, 1):
        raise BadScenario(f"since must be a day from {EARLIEST} to {date(year, 1, 1)}, not {given}")
    return given


def _group(entry: dict, year: int) -> Group:
    rules = {o.code: rule for rule in _rules(year) for o in outcomes_for(rule) if o.by == "answer"}
    _known("channel", [entry["channel"]], {c.key for c in CHANNELS})
    _known("applicant", [entry["applicant"]], {a.key for a in APPLICANT_TYPES})
    _known("term", [entry["term"]], set(TERMS))
    _known("outcome", [entry["outcome"]], set(rules))
    count = _count("applications.count", entry["count"])
    return Group(entry["channel"], entry["applicant"], entry["outcome"], rules[entry["outcome"]], entry["term"], count)


def _bodies(entry: dict) -> Bodies:
    levels = tuple(entry["levels"])
    _known("level", levels, set(LEVELS))
    bodies, count = _count("records.bodies.bodies", entry["bodies"]), _count("records.bodies.count", entry["count"])
    columns = {key: _count(f"records.bodies.columns.{key}", n) for key, n in entry.get("columns", {}).items()}
    if not 0 < bodies <= count:
        raise BadScenario(f"{entry['name']}: {bodies} bodies cannot publish {count} records, each at least one")
    if sum(columns.values()) > count:
        raise BadScenario(f"{entry['name']}: its columns hold {sum(columns.values())} records, more than its {count}")
    return Bodies(entry["name"], levels, bodies, count, columns)


def _challenge(entry: dict) -> Challenge:
    procedure = entry["procedure"]
    _known("procedure", [procedure], {RECONSIDERATION, LITIGATION})
    _known("result", [entry["outcome"]], {each.code for each in RESULTS[procedure]})
    return Challenge(procedure, entry["outcome"], bool(entry.get("appealed")), _count("remedies.count", entry["count"]))


def _entries(entry: dict) -> Entries:
    _known("logbook", [entry["logbook"]], {drawer.declaration.code for drawer in declare.logbooks()})
    count = _count("entries.count", entry["count"])
    in_turn = {key: _count(f"entries.in_turn.{key}", n) for key, n in entry.get("in_turn", {}).items()}
    if sum(in_turn.values()) > count:
        raise BadScenario(f"{entry['logbook']}: {sum(in_turn.values())} marks are more than its {count} entries")
    total = {key: Decimal(str(n)) for key, n in entry.get("total", {}).items()}
    return Entries(entry["logbook"], count, dict(entry.get("content", {})), total, in_turn)


def _upward(entry: dict) -> Upward:
    made, adopted = _count("upward.made", entry["made"]), _count("upward.adopted", entry["adopted"])
    if adopted > made:
        raise BadScenario(f"{entry['name']} adopts {adopted} records, more than the {made} that are reported to it")
    return Upward(entry["to"], entry["name"], made, adopted)


def _rules(year: int) -> tuple[str, ...]:
    """The versions of the Regulation under which something could be received in a year."""
    return tuple(code for code in RULES if CLOCKS[code].fits(date(year, 1, 1)) or CLOCKS[code].fits(date(year, 12, 31)))


def _known(what: str, given: Iterable[Any], known: set[str]) -> None:
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
