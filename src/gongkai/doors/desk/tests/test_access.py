"""Every desk address is a declared desk page or part of signing in; strangers and outsiders get nothing from any."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

from gongkai.doors.desk import urls
from gongkai.doors.desk.entry import DESK_VIEWS

SIGNING_IN = {"sign_in", "second_factor", "demo_sign_in", "sign_out"}
"""The only pages below the desk that a stranger reaches."""
SAMPLES = {
    "reference": "2026-0001",
    "name": "accept",
    "drawer": "foi",
    "record_id": "abc",
    "code": "policy",
    "rest": "x",
}


def patterns(entries=None, prefix="/desk/"):
    for entry in urls.urlpatterns if entries is None else entries:
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry


def path_of(route: str, pattern: URLPattern) -> str:
    if route.startswith("/desk/^"):
        return "/desk/no/such/page"
    for name, converter in pattern.pattern.converters.items():
        sample = SAMPLES.get(name, "1")
        route = route.replace(f"<{name}>", sample)
        for kind in ("str", "slug", "int", "path"):
            route = route.replace(f"<{kind}:{name}>", sample)
        assert converter
    return route


PAGES = [(route, entry) for route, entry in patterns() if entry.callback.__name__ not in SIGNING_IN]


@pytest.mark.parametrize(("route", "entry"), PAGES, ids=[route for route, _ in PAGES])
def test_every_address_is_a_declared_desk_page(route, entry):
    assert getattr(entry.callback, "desk", None) in DESK_VIEWS


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("route", "entry"), PAGES, ids=[route for route, _ in PAGES])
def test_a_stranger_gets_the_sign_in(cast, today, route, entry, method):
    response = getattr(Client(), method)(path_of(route, entry))
    assert response.status_code == 200 and "登录工作台" in response.content.decode()


@pytest.mark.parametrize(("route", "entry"), PAGES, ids=[route for route, _ in PAGES])
def test_without_its_role_a_page_is_not_there(desk, cast, route, entry):
    roles = entry.callback.desk.roles
    for username in ("zhou_jingban", "wang_bianji", "chen_chuangkou", "ma_qianfa", "he_jiancha"):
        if roles and not cast.scope(username).has(*roles):
            assert desk(username).get(path_of(route, entry)).status_code == 404


def test_somebody_with_no_appointment_sees_nothing(desk, cast):
    from tests.plugins.cast import noon

    from gongkai.ground.units.actions import add_person

    cast.people["new_here"] = add_person(username="new_here", name="何新", at=noon("2026-03-01"), by="setup")
    assert desk("new_here").get("/desk/").status_code == 404
