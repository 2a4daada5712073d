"""The page of a form that waits for its writer: to be sent after all, or thrown away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gongkai.doors.desk import kept
from gongkai.doors.desk.entry import desk

HOME = "/desk/"


@desk(methods=("GET", "POST"))
def unsent(request: HttpRequest, place: str) -> HttpResponse:
    """Show what was typed; POST throws it away. Whoever has nothing waiting there is not told whether anything ever was."""
    found = kept.of_place(request, place)
    if found is None:
        return redirect(HOME)
    if request.method == "POST":
        response = redirect(HOME)
        kept.let_go(request, response, place, files=True)
        return response
    return render(request, "desk/kept.html", kept.page_of(*found, request.scope))
