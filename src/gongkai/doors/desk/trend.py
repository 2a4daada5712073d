"""The one trend of the supervision page: how many of the cases closed each month were closed in time."""

from dataclasses import dataclass

from gongkai.engines.supervision.queries import Month

LEFT, RIGHT, TOP, BOTTOM = 44, 328, 18, 118
STEPS = (2, 4, 10, 20, 50, 100)


@dataclass(frozen=True)
class Point:
    """A month with something closed: where it stands in the drawing, and its rate in words (96.4%)."""

    x: float
    y: float
    month: Month
    rate: str


@dataclass(frozen=True)
class Trend:
    """The drawing (340 × 150): points with their line and area, the scale's (y, words), the months' (x, words)."""

    points: tuple[Point, ...]
    scale: tuple[tuple[float, str], ...]
    months: tuple[tuple[float, str], ...]
    closed: int
    kept: int

    @property
    def line(self) -> str:
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def area(self) -> str:
        return f"{self.points[0].x},{BOTTOM} {self.line} {self.points[-1].x},{BOTTOM}"

    @property
    def rate(self) -> str:
        return per_cent(self.kept, self.closed)

    @property
    def last(self) -> Point:
        return self.points[-1]


def trend(months: list[Month]) -> Trend | None:
    """None where fewer than two months have anything to compare. The scale reaches from just below the worst month to 100."""
    told = [month for month in months if month.closed]
    if len(told) < 2:
        return None
    worst = min(100 * month.kept / month.closed for month in told)
    floor = 100 - next(step for step in STEPS if 100 - step <= worst)
    width = (RIGHT - LEFT) / (len(months) - 1)
    places = {month.first: round(LEFT + width * n, 1) for n, month in enumerate(months)}

    def height(rate: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (rate - floor) / (100 - floor), 1)

    points = tuple(Point(places[m.first], height(100 * m.kept / m.closed), m, per_cent(m.kept, m.closed)) for m in told)
    scale = tuple((height(rate), f"{rate:g}%") for rate in (floor, (floor + 100) / 2, 100))
    shown = tuple((places[m.first], f"{m.first.month}月") for m in months[1::2])
    return Trend(points, scale, shown, sum(m.closed for m in told), sum(m.kept for m in told))


def per_cent(part: int, whole: int) -> str:
    """One decimal, rounded as one rounds by hand, but 100% only where it is so."""
    tenths = (2000 * part + whole) // (2 * whole)
    if part < whole:
        tenths = min(tenths, 999)
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}%"
