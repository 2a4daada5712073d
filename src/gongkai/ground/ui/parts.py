"""The shapes that the part templates show: ruler cells, stacked bars, tables, timelines, gates, acts that are offered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai.ground.ui import words
from gongkai.pure import clock
from gongkai.pure.clock import Light, Reading

MIX_WORDS = {Light.GREEN: "正常", Light.YELLOW: "将到期", Light.RED: "超期", Light.PAUSED: "暂停"}
MIX_LEAST = 5  # per cent: one case among a hundred must still be seen


@dataclass(frozen=True)
class Slice:
    """A part of a stacked bar, in per cent of its width."""

    light: str
    at: float
    width: float

    @property
    def end(self) -> float:
        return round(self.at + self.width, 2)


@dataclass(frozen=True)
class End:
    """A word under a ruler; `day` where `strong` is a date."""

    label: str
    strong: str
    day: date | None = None


@dataclass(frozen=True)
class Moment:
    """One line of a timeline. `at` is a moment, `when` says it in words instead; `state`: "", now, next or paused; `late`: that it came
    too late, in words."""

    title: str
    at: datetime | None = None
    when: str = ""
    text: str = ""
    who: str = ""
    state: str = ""
    late: str = ""


@dataclass(frozen=True)
class Gate:
    """A check before something is sent or published. `light` "" while its turn has not come."""

    name: str
    light: str = ""
    words: str = "还没到"
    text: str = ""
    act: str = ""
    act_url: str = ""


@dataclass(frozen=True)
class Panel:
    """What a drawer tells of a subject beside its page: a clock's ruler, labelled facts, links (words, small words, address)."""

    heading: str
    ruler: clock.Ruler | None = None
    words: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str, str], ...] = ()
    empty: str = ""


@dataclass(frozen=True)
class Column:
    """`kind`: text, number or ref (dates and reference numbers). `hide`: "m" below 1216 px, "s" on the phone."""

    label: str
    kind: str = "text"
    hide: str = ""


@dataclass(frozen=True)
class Cell:
    """`opens`: the figure opens at `url`; without it `url` is an ordinary link. Zero is grey and never opens."""

    value: object
    url: str = ""
    opens: bool = False
    current: bool = False

    @property
    def zero(self) -> bool:
        return self.value == 0


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    total: bool = False


@dataclass(frozen=True)
class Offer:
    """An act that fits the present state and the person's role; ``reason`` says why it cannot be done now, ``hint`` what to know."""

    act: Any
    reason: str = ""
    hint: str = ""


def slices(counts: Mapping[str, int]) -> tuple[Slice, ...]:
    """Widths for a stacked bar of lights, in the order green, yellow, red, paused; none for a total of nothing."""
    shown = [(light, counts.get(light, 0)) for light in MIX_WORDS if counts.get(light, 0)]
    total = sum(count for _, count in shown)
    if not total:
        return ()
    weights = [max(100 * count / total, MIX_LEAST) for _, count in shown]
    scale = 100 / sum(weights)
    at, found = 0.0, []
    for (light, _), weight in zip(shown, weights, strict=True):
        found.append(Slice(Light(light).value, round(at, 2), round(weight * scale, 2)))
        at += weight * scale
    return tuple(found)


def mix_label(counts: Mapping[str, int]) -> str:
    """正常88，将到期5，超期1，暂停4"""
    return "，".join(f"{word}{counts.get(light, 0)}" for light, word in MIX_WORDS.items())


def cell_classes(ruler_cell: clock.Cell) -> str:
    """CSS classes of a ruler's cell: its kind, and the marks that may stand on a cell of any kind."""
    marks = {"today": ruler_cell.today, "gap": ruler_cell.gap_before, "due": ruler_cell.due}
    return " ".join(dict.fromkeys([ruler_cell.kind.value, *(name for name, stands in marks.items() if stands)]))


_ANEW = {clock.EventKind.RESTART: "收到补正", clock.EventKind.RENEW: "缴清费用"}


def ruler_ends(
    reading: Reading, due_label: str = "到期", today: date | None = None, begins: str = "收到"
) -> tuple[End, ...]:
    """The words under a ruler: 收到2月10日, 暂停9个工作日, 今天已用13个, 到期3月27日; past it, by how many days. A term that
    a correction or a payment began anew (条例第30条, 国办函〔2020〕109号第6条) is told from that day, as its cells are drawn. A day of another year than today's is told with its year. ``begins``: what the term begins with.
    """
    ends = [End(_ANEW.get(reading.anew, begins), words.near_date(reading.started_on, today), reading.started_on)]
    if reading.paused_days:
        ends.append(End("其间暂停", f"{reading.paused_days}天"))
    if reading.light is not Light.DONE and not reading.overdue:
        ends.append(End("到今天已用", f"{reading.spent}天"))
    last = reading.last_on
    if last:
        ends.append(End(due_label if reading.due_on else f"{due_label}（暂定）", words.near_date(last, today), last))
        if reading.overdue:  # the last cell is then today's, or that of the day it was closed
            ends.append(End("超期", f"{reading.overdue}天"))
    elif reading.light is Light.PAUSED:
        ends.append(End("还剩", f"{reading.term_days - reading.spent}天"))
    return tuple(ends)
