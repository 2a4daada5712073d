"""The year's key points (要点): which tasks, who leads, by when, how they stand, and what public shows it. Lights are not told: they would depend on today."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.engines.site import addresses
from gongkai.engines.site.look import Look, Page, column_metas
from gongkai.engines.site.records import Output
from gongkai.engines.site.rows import Row
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.models import Unit
from gongkai.kernel.keypoints.models import DONE, KeyPoint

TITLE = "年度政务公开工作要点"
HOME = Link("首页", addresses.PORTAL)
CATALOGUE = Link("政务公开", addresses.CATALOGUE)


@dataclass(frozen=True)
class Line:
    """A task, the units that assist, and the public records that show what was done."""

    point: KeyPoint
    assisting: list[Unit]
    shown: list[Row]


def pages(look: Look) -> Iterator[Output]:
    """A page a year; the last one stands at the column's own address too."""
    years = look.reader.key_point_years()
    for year in years:
        crumbs = (HOME, CATALOGUE, Link(TITLE, addresses.KEY_POINTS), Link(f"{year}年", ""))
        yield addresses.path(addresses.key_points(year)), _year(look, year, years, crumbs)
    crumbs = (HOME, CATALOGUE, Link(TITLE, ""))
    yield addresses.path(addresses.KEY_POINTS), _year(look, years[0] if years else None, years, crumbs)


def _year(look: Look, year: int | None, years: list[int], crumbs: tuple[Link, ...]) -> bytes:
    title = f"{year}年政务公开工作要点" if year else TITLE
    metas = column_metas(
        title, "一年的政务公开任务，由谁牵头、哪天完成、完成得怎样", "工作要点,任务分解", "信息公开制度"
    )
    lines = _lines(look, look.reader.key_points(year)) if year else []
    sources: dict[tuple[str, str], list[Line]] = {}
    for each in lines:
        sources.setdefault((each.point.source, each.point.source_number), []).append(each)
    return look.render(
        "site/key_points.html", Page(title, metas, crumbs, where="catalogue"), heading=title, sources=list(sources.items()),
        total=len(lines), done=sum(each.point.state == DONE for each in lines), year=year,
        years=[(each, addresses.key_points(each)) for each in years if each != year],
    )  # fmt: skip


def _lines(look: Look, points: list[KeyPoint]) -> list[Line]:
    assisting, proving = look.reader.key_points_assisted(points), look.reader.key_points_proved(points)
    rows = look.reader.rows({each for ids in proving.values() for each in ids})
    return [
        Line(each, assisting.get(each.pk, []), [rows[key] for key in proving.get(each.pk, ()) if key in rows])
        for each in points
    ]
