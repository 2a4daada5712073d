"""Questions about reading points."""

from gongkai.ground.points.models import ReadingPoint


def open_points() -> list[ReadingPoint]:
    """Those that are open, in their order."""
    return list(ReadingPoint.objects.filter(closed_on=None))


def point(key: int) -> ReadingPoint | None:
    return ReadingPoint.objects.filter(pk=key).first()
