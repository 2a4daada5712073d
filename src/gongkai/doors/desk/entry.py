"""The one way into every desk page: the clock, the person, their scope; and the same sign-in for whoever is not signed in."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gongkai.doors import edge
from gongkai.doors.desk import kept
from gongkai.ground.units.scope import scope_of
from gongkai.pure.declare import Role

SECOND_FACTOR = "desk_second_factor"


@dataclass(frozen=True)
class DeskView:
    """A desk page as it was declared: who may open it (nobody named: all staff), and by which methods."""

    name: str
    roles: tuple[Role, ...]
    methods: tuple[str, ...]


DESK_VIEWS: list[DeskView] = []
"""All desk pages; the access test walks them."""


def desk(*roles: Role, methods: tuple[str, ...] = ("GET",)) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function a desk page. It is called with ``request.scope``, ``request.at`` and ``request.today`` set.

    An unsigned visitor gets the sign-in page whatever the path; somebody signed in who holds none of the roles gets 404, and who holds
    none at all is told so whatever the path.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        DESK_VIEWS.append(DeskView(f"{view.__module__}.{view.__qualname__}", roles, methods))

        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            edge.begin(request)
            if not signed_in(request):
                return sign_in_first(request)
            if not request.scope.by_role:
                return no_duties(request)
            if roles and not request.scope.has(*roles):
                raise Http404
            if request.method not in (*methods, "HEAD"):
                raise Http404
            response = view(request, *args, **kwargs)
            kept.sent_again(request, response)
            return response

        wrapper.desk = DESK_VIEWS[-1]
        return wrapper

    return decorate


def signed_in(request: HttpRequest) -> bool:
    """Is somebody signed in, with the second factor if their powers ask for it? Sets ``request.scope``."""
    if not request.user.is_authenticated:
        return False
    request.scope = scope_of(request.user, request.today)
    return bool(request.session.get(SECOND_FACTOR)) or not request.scope.needs_second_factor


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """The sign-in page in the place of any other; what was typed waits for its writer. htmx is told to open its dialogue."""
    if getattr(request, "htmx", False):
        return HttpResponse("请再登录一次", status=401, content_type="text/plain; charset=utf-8")
    from gongkai.doors.desk.signin import SIGN_IN, page

    if request.method != "POST":
        return page(request, next_path=request.get_full_path())
    if ticket := kept.keep(request):
        # An address of its own: the way back to the answer of a POST asks whether to send it again.
        response = redirect(f"{SIGN_IN}?{urlencode({'next': ticket.url})}")
        kept.hand_out(request, response, ticket)
        return response
    too_long = kept.whose(request) is not None and any(name not in kept.LEFT_OUT for name in request.POST)
    return page(request, next_path=request.get_full_path(), too_long=too_long)


def no_duties(request: HttpRequest) -> HttpResponse:
    """For somebody whose roles have ended or not begun: nothing exists for them here but the way out."""
    context = {"site": edge.site(), "heading": "您现在没有职责", "who": request.scope.name}
    return render(request, "desk/no_duties.html", context, status=403)


@desk(methods=("GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"))
def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Every other path below the desk: sign-in for a stranger, 404 for the signed-in."""
    raise Http404(rest)


def asked(request: HttpRequest, name: str, among: Container[str]) -> str:
    """Which of some choices an address names; "" if none. Raises Http404 for what is not among them, as for any address that leads nowhere."""
    value = request.GET.get(name, "")
    if value and value not in among:
        raise Http404(value)
    return value


def refuse(request: HttpRequest, template: str, context: dict[str, Any], status: int = 422) -> HttpResponse:
    """A form again, with what is wrong and all that was typed."""
    return render(request, template, context, status=status)
