"""A month in an address: ``?month=2026-03``."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest

FIRST_YEAR, LAST_YEAR = 2000, 2199


def month_asked(request: HttpRequest) -> date:
    """The first day of the month that an address names, today's if none; Http404 for what is no month."""
    said = request.GET.get("month", "")
    if not said:
        return request.today.replace(day=1)
    try:
        month = date.fromisoformat(f"{said}-01")
    except ValueError:
        raise Http404(said) from None
    if not FIRST_YEAR <= month.year <= LAST_YEAR:
        raise Http404(said)
    return month


def month_of(first: date) -> tuple[date, date]:
    """The first and the last day of the month that begins on a day."""
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def near_months(month: date, today: date) -> list[tuple[str, str]]:
    """Where one goes on to from a month, as words and the month in an address: the one before, this one, the one after."""
    before, after = (month - timedelta(days=1)).replace(day=1), month_of(month)[1] + timedelta(days=1)
    here = today.replace(day=1)
    found = [("上个月", before), *([("本月", here)] if here != month else []), ("下个月", after)]
    return [(words, f"{each:%Y-%m}") for words, each in found if FIRST_YEAR <= each.year <= LAST_YEAR]


BACK, AHEAD = 24, 6


def month_choices(month: date, today: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """The months to choose from by year, the latest first: two years back, half a year ahead, and the one that is shown."""
    here = today.year * 12 + today.month - 1
    offered = {date(n // 12, n % 12 + 1, 1) for n in range(here - BACK, here + AHEAD + 1)} | {month}
    years: dict[str, list[tuple[str, str]]] = {}
    for each in sorted(offered, reverse=True):
        years.setdefault(f"{each.year}年", []).append((f"{each:%Y-%m}", f"{each.year}年{each.month}月"))
    return list(years.items())
