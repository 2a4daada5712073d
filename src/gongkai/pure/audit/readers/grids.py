"""Ruled tables of PDF pages, as pdfplumber finds them: boxes with their place in a grid."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pdfplumber

_NEAR: Final = 3.0
"""Points within which two edges are the same."""


@dataclass(frozen=True)
class Box:
    """A cell: its place on the page and in the grid."""

    left: float
    top: float
    right: float
    bottom: float
    row: int
    column: int
    rows: int
    columns: int

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x < self.right and self.top <= y < self.bottom


@dataclass(frozen=True)
class Grid:
    """A table on a page."""

    left: float
    top: float
    right: float
    bottom: float
    edges: tuple[float, ...]
    boxes: tuple[Box, ...]

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x < self.right and self.top <= y < self.bottom

    def continues(self, other: Grid) -> tuple[float, ...] | None:
        """The edges of both, if a grid at the top of the next page has the same columns; merged ones may hide some edges."""
        fine, coarse = sorted((self.edges, other.edges), key=len, reverse=True)
        same = fine[0] - coarse[0], fine[-1] - coarse[-1]
        known = all(min(abs(edge - each) for each in fine) < 2 * _NEAR for edge in coarse)
        return fine if known and max(map(abs, same)) < 2 * _NEAR else None


def place(edges: Sequence[float], at: float) -> int:
    """Which of these edges is nearest."""
    return min(range(len(edges)), key=lambda index: abs(edges[index] - at))


def grids(data: bytes, numbers: Sequence[int]) -> dict[int, list[Grid]]:
    """The ruled tables of these pages (from 0), from top to bottom. Frames of a single cell are none."""
    if not numbers:
        return {}
    found: dict[int, list[Grid]] = {}
    with pdfplumber.open(io.BytesIO(data), pages=[number + 1 for number in numbers]) as source:
        for number, page in zip(numbers, source.pages, strict=True):
            tables = [_grid(table.cells) for table in page.find_tables(_settings(page))]
            found[number] = sorted((each for each in tables if each), key=lambda grid: grid.top)
            page.close()
    return found


def _settings(page: Any) -> dict[str, Any]:
    """On a turned page rounding makes lines look slanted, and pdfplumber takes them the wrong way: they are set straight."""
    if not page.rotation:
        return {}
    lines: dict[str, list[dict[str, Any]]] = {"h": [], "v": []}
    for edge in page.edges:
        way = "h" if edge["x1"] - edge["x0"] > edge["bottom"] - edge["top"] else "v"
        straight = {"bottom": edge["top"]} if way == "h" else {"x1": edge["x0"]}
        lines[way].append({**edge, **straight, "orientation": way, "object_type": "rect_edge"})
    if min(map(len, lines.values())) < 2:
        return {}
    return {
        "vertical_strategy": "explicit",
        "horizontal_strategy": "explicit",
        "explicit_vertical_lines": lines["v"],
        "explicit_horizontal_lines": lines["h"],
    }


def _grid(cells: Sequence[tuple[float, float, float, float]]) -> Grid | None:
    columns = _edges([edge for cell in cells for edge in (cell[0], cell[2])])
    rows = _edges([edge for cell in cells for edge in (cell[1], cell[3])])
    if len(columns) < 3 or len(cells) < 2:
        return None
    boxes = []
    for left, top, right, bottom in cells:
        first, last = place(columns, left), place(columns, right)
        above, below = place(rows, top), place(rows, bottom)
        if last > first and below > above:
            boxes.append(Box(left, top, right, bottom, above, first, below - above, last - first))
    return Grid(columns[0], rows[0], columns[-1], rows[-1], tuple(columns), tuple(boxes))


def _edges(places: list[float]) -> list[float]:
    """Distinct edges, those close together as one."""
    result: list[float] = []
    for place in sorted(places):
        if not result or place - result[-1] > _NEAR:
            result.append(place)
    return result
