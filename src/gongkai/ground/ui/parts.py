"""The shapes that the part templates show: ruler cells, stacked bars, tables, timelines, gates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gongkai.pure.clock import Light

MIX_WORDS = {Light.GREEN: "正常", Light.YELLOW: "将到期", Light.RED: "超期", Light.PAUSED: "暂停"}
MIX_LEAST = 2.5  # per cent: one case among a hundred must still be seen


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
class Moment:
    """One line of a timeline. `at` is a moment, `when` says it in words instead; `state`: "", now, next or paused."""

    title: str
    at: datetime | None = None
    when: str = ""
    text: str = ""
    who: str = ""
    state: str = ""


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


def cell_classes(cells: Sequence, due: bool = True) -> list[str]:
    """CSS classes of a ruler's cells. Each cell has `kind` (used, today, left, last, paused, over) and `gap_before`.

    The due day is the last cell before any overdue one; `due` False for a clock without a due day.
    """
    last = max((place for place, cell in enumerate(cells) if cell.kind != "over"), default=None)
    found = []
    for place, cell in enumerate(cells):
        names = [str(cell.kind)]
        if cell.gap_before:
            names.append("gap")
        if due and place == last:
            names.append("due")
        found.append(" ".join(names))
    return found
