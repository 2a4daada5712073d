"""A form whose token is good no more: its writer signed in again in another tab, and the token changed with the session."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.csrf import csrf_failure

from gongkai.doors import edge
from gongkai.doors.desk import kept, signin
from gongkai.doors.desk.entry import sign_in_first, signed_in

DOORS = {
    signin.SIGN_IN: signin.sign_in,
    signin.CODE: signin.second_factor,
    signin.DEMO: signin.demo_sign_in,
}


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's ``CSRF_FAILURE_VIEW``. A form that we gave to somebody is kept: shown to that person to be sent again, else it
    waits for them behind the sign-in page. A sign-in that waited in its tab goes on, if the browser says that the page was ours. What does not prove by its ``writer`` to be ours is refused as ever, or another site could have its own
    form shown here, ready to be sent.
    """
    edge.begin(request)
    if request.path in DOORS and _from_this_desk(request):
        return DOORS[request.path](request)
    writer = kept.writer_of(request)
    if writer is None:
        return csrf_failure(request, reason)
    mine = signed_in(request) and request.scope.person_id == writer
    if not mine or (ticket := kept.keep(request)) is None:
        return sign_in_first(request)
    response = redirect(ticket.url)
    kept.hand_out(request, response, ticket)
    return response


def _from_this_desk(request: HttpRequest) -> bool:
    """Does the browser itself say that the form came from a page of this very site? Else others could sign somebody in unasked."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
