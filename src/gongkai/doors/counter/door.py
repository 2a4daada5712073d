"""The door of every view of the counter: which methods it opens to, and that a form comes from a page of this site (ADR 0018)."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gongkai.doors.frame import page
from gongkai.ground.home.memory import forget_everything
from gongkai.ground.ui.shell import Link

View = Callable[..., HttpResponse]


def door(*methods: str) -> Callable[[View], View]:
    """A view for these methods. No cookie is asked for: a citizen has no session that a stranger's page could misuse, and a form
    that needs none can't be lost with one. What another site's page sends all the same is turned away before it is read.
    """

    def dress(view: View) -> View:
        @csrf_exempt
        @require_http_methods(methods)
        @wraps(view)
        def opened(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
            forget_everything()
            if request.method == "POST" and from_elsewhere(request):
                return page(request, "counter/elsewhere.html", {}, (Link("这一步要在本站办", ""),), status=403)
            return view(request, *args, **kwargs)

        return opened

    return dress


def from_elsewhere(request: HttpRequest) -> bool:
    """Does the browser say that a page of another site sent this? An old one says nothing, and is let in."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return (
        bool(origin) and urlsplit(origin).netloc != request.get_host() and origin not in settings.CSRF_TRUSTED_ORIGINS
    )


@door("GET", "HEAD")
def lead_on(request: HttpRequest, to: str) -> HttpResponse:
    """An address where nothing is leads to what is meant by it."""
    return HttpResponseRedirect(to)


@csrf_exempt
def without_slash(request: HttpRequest, address: str) -> HttpResponse:
    """An address with one slash too many leads on; a form sent there goes along with all that was typed."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(
        f"/counter/{address}{'?' if query else ''}{query}", preserve_request=request.method == "POST"
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is not there: at the counter inside the public shell, so that a visitor sees where to go on."""
    if not request.path.startswith("/counter/"):
        return defaults.page_not_found(request, exception)
    forget_everything()
    return page(request, "counter/missing.html", {}, (Link("没有找到这一页", ""),), status=404)
