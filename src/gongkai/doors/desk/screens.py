"""The drawers' own pages, below /desk/p/<drawer>/<name>/."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse

from gongkai.doors.desk import uploads
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.sending import same_again, taken_at, was_taken
from gongkai.doors.desk.shell import screens, shell


@desk(methods=("GET", "POST"))
def screen(request: HttpRequest, drawer: str, name: str) -> HttpResponse:
    """A drawer's screen, for holders of its roles; it finds ``request.shell(heading)``, the context of the page around it, and
    ``request.sent_before``: what is to be said where a form with the very same in it was taken just now, "" else. Files of its form come as
    ``request.brought``, those that waited since an earlier sending among them; ``request.stay(form)`` lets them wait where it is shown again.
    """
    found = next((s for d, s in screens() if d.code == drawer and s.name == name), None)
    if found is None or not request.scope.has(*found.by):
        raise Http404
    request.shell = partial(shell, request)
    at = taken_at(request)
    request.sent_before = same_again(at) if at else ""
    came = uploads.arrived(request)
    request.brought, request.stay = came.files, lambda form: uploads.stay(request, form, came)
    response = found.view(request, request.scope)
    if request.method == "POST" and response.status_code < 400:
        was_taken(request)
        uploads.settle(request)
    return response
