"""A unit's account of a year on the desk: where it stands, and who may see it."""

from django.http import Http404, HttpRequest

from gongkai.doors.desk.reports import FIRST_YEAR
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import unit_by_code

ACCOUNTS = "/desk/accounts/"


def account_url(year: int, unit: Unit, rest: str = "") -> str:
    return f"{ACCOUNTS}{year}/{unit.code}/{rest}"


def sees_account(request: HttpRequest, unit: Unit) -> bool:
    """Whoever acts for the unit, or oversees it, may see its own figures."""
    scope = request.scope
    return scope.whole or unit.pk in scope.units or unit.pk in scope.overseen


def account_year(request: HttpRequest, year: int) -> int:
    if not FIRST_YEAR <= year <= request.today.year:
        raise Http404
    return year


def account_unit(request: HttpRequest, year: int, code: str) -> Unit:
    found = unit_by_code(code)
    if found is None or not sees_account(request, found):
        raise Http404
    account_year(request, year)
    return found
