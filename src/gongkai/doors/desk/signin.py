"""Signing in: name and password, for whoever signs or administers a one-time code as well; and signing out."""

import time
from datetime import date
from urllib.parse import urlsplit

import pyotp
from django import forms
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.views.decorators.debug import sensitive_post_parameters

from gongkai.doors import edge
from gongkai.doors.desk import kept, throttle
from gongkai.doors.desk.entry import SECOND_FACTOR
from gongkai.doors.throttle import network_of
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.units.models import Person
from gongkai.ground.units.queries import (
    demo_people,
    person_by_id,
    person_by_username,
    units_by_id,
    will_need_second_factor,
)
from gongkai.ground.units.scope import scope_of
from gongkai.pure.declare import Role

WAITS, WATCHING = "/desk/unsent/", "/desk/supervision/"
HOME, SIGN_IN, CODE, DEMO = "/desk/", "/desk/sign-in", "/desk/sign-in/code", "/desk/sign-in/demo"
FIRST = "/desk/sign-in/first"
BACKEND = "django.contrib.auth.backends.ModelBackend"
PENDING = "desk_pending"
PENDING_LASTS = 300
BEGUN = "desk_first"
BEGUN_LASTS = 1800
WRONG = "用户名或密码不对，请再看看"
WRONG_CODE = "动态验证码不对，请看看手机上现在显示的6位数"
OVER = "这个初始密码已经过了期限，请找系统管理员重新办"
USED_CODE = "这个验证码已经用过，请等下一个"
STEP = 30


class SignInForm(UiForm):
    username = forms.CharField(
        label="用户名", max_length=40, widget=forms.TextInput({"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label="密码", max_length=200, strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )


class CodeForm(UiForm):
    code = forms.RegexField(
        r"^\s*\d{3}\s?\d{3}\s*$",
        label="动态验证码",
        help_text="手机验证器里现在显示的6位数",
        error_messages={"invalid": "验证码是6位数字"},
        widget=forms.TextInput(
            {"class": "input--s", "inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
    )


def safe_next(request: HttpRequest, path: str) -> str:
    """Where to go after signing in: only ever a page of this desk, and never the sign-in itself."""
    fits = url_has_allowed_host_and_scheme(path, {request.get_host()}, require_https=request.is_secure())
    local = urlsplit(path).path if fits else ""
    return path if local.startswith(HOME) and not local.startswith((SIGN_IN, "/desk/sign-out")) else HOME


def page(
    request: HttpRequest,
    *,
    form: UiForm | None = None,
    next_path: str = "",
    too_long: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The sign-in page; the same for every path."""
    context = {
        "site": edge.site(),
        "heading": "登录工作台",
        "form": form or SignInForm(),
        "next": safe_next(request, next_path),
        # Only at the address that ``entry.sign_in_first`` leads to: any other is the same for a stranger.
        "waits": request.path == SIGN_IN and safe_next(request, next_path).startswith(WAITS),
        "too_long": too_long,
        "demo": _demo_seats(request) if edge.demo_here(request) else [],
    }
    return render(request, "desk/sign_in.html", context, status=status)


def _demo_seats(request: HttpRequest) -> list[dict]:
    units = units_by_id()
    seats = []
    for person in demo_people():
        unit = units.get(scope_of(person, request.today).home_unit)
        role = Role(person.demo_role).label if person.demo_role in list(Role) else person.demo_role
        seats.append({"person": person, "unit": unit.short_name if unit else "", "role": role})
    return seats


@sensitive_post_parameters("password", "code")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password. An unknown name, a wrong password and a retired person get the same answer."""
    edge.begin(request)
    if request.method != "POST":
        return page(request, next_path=request.GET.get("next", HOME))
    form = SignInForm(request.POST)
    next_path = request.POST.get("next", HOME)
    if not form.is_valid():
        return page(request, form=form, next_path=next_path, status=422)
    person, said = _check(request, form.cleaned_data["username"], form.cleaned_data["password"])
    if person is None:
        form.add_error(None, said)
        return page(request, form=form, next_path=next_path, status=422)
    needs = scope_of(person, request.today).needs_second_factor
    if request.htmx and person.first_until:
        return HttpResponse(status=422)  # what is to be set first is set on a page of its own
    if not needs or (person.first_until and not person.totp_secret):
        return _enter(request, person, next_path)
    if request.htmx:
        if wrong_with(person, request.POST.get("code", "")):
            throttle.failed(person.username, network_of(request))
            return HttpResponse(status=422)
        return _enter(request, person, next_path, second_factor=True)
    request.session[PENDING] = {"person": person.pk, "until": time.time() + PENDING_LASTS}
    return _code_page(request, person, CodeForm(), next_path)


def _check(request: HttpRequest, username: str, password: str) -> tuple[Person | None, str]:
    network = network_of(request)
    if throttle.too_many(username, network):
        return None, throttle.SENTENCE
    person = authenticate(request, username=username.strip(), password=password)
    if person is None:
        throttle.failed(username, network)
        return None, WRONG
    if person.first_until and person.first_until < request.at:
        return None, OVER
    return person, ""


def second_factor(request: HttpRequest) -> HttpResponse:
    """The one-time code, within five minutes of the password."""
    edge.begin(request)
    pending = request.session.get(PENDING)
    person = person_by_id(pending["person"]) if pending else None
    next_path = request.POST.get("next", HOME)
    if request.method != "POST" or person is None or pending["until"] < time.time():
        return page(request, next_path=next_path)
    form, network = CodeForm(request.POST), network_of(request)
    if throttle.too_many(person.username, network):
        form.add_error(None, throttle.CODE_SENTENCE)
    elif form.is_valid() and (wrong := wrong_with(person, form.cleaned_data["code"])):
        throttle.failed(person.username, network)
        form.add_error("code", wrong)
    if not form.is_valid():
        return _code_page(request, person, form, next_path, status=422)
    return _enter(request, person, next_path, second_factor=True)


def _code_page(request: HttpRequest, person: Person, form: UiForm, next_path: str, status: int = 200) -> HttpResponse:
    context = {
        "site": edge.site(),
        "heading": "再核对一次是您本人",
        "form": form,
        "next": safe_next(request, next_path),
        "no_secret": not person.totp_secret,
        "demo_code": pyotp.TOTP(person.totp_secret).now() if _plays(person, request) and person.totp_secret else "",
    }
    return render(request, "desk/code.html", context, status=status)


def _plays(person: Person, request: HttpRequest) -> bool:
    """Whether this is one of a demonstration's people, at its own machine; somebody added by name is nobody to play."""
    return bool(person.demo_role) and edge.demo_here(request)


def wrong_with(person: Person, code: str) -> str:
    """What is wrong with a code; "" of this person's code of now, of the step before or of the one after, not used before."""
    digits = "".join(code.split())
    if not person.totp_secret or not digits.isascii():
        return WRONG_CODE
    totp, now = pyotp.TOTP(person.totp_secret), int(time.time())
    for shift in (0, -1, 1):
        at = now + shift * STEP
        if pyotp.utils.strings_equal(digits, totp.at(at)):
            return "" if throttle.use_once(person.pk, at // STEP) else USED_CODE
    return WRONG_CODE


def _enter(request: HttpRequest, person: Person, next_path: str, *, second_factor: bool = False) -> HttpResponse:
    """Let somebody in who has shown all that was asked of them; with a password to begin with, on to where they set their own first."""
    if not person.first_until:
        return open_session(request, person, next_path, second_factor=second_factor)
    request.session.pop(PENDING, None)
    # Whoever signs from next week on sets it now: there is no other moment for it.
    enrols = not person.totp_secret and will_need_second_factor(person, request.today)
    request.session[BEGUN] = {
        "person": person.pk, "until": time.time() + BEGUN_LASTS, "hash": person.get_session_auth_hash(),
        "secret": pyotp.random_base32() if enrols else "", "second_factor": second_factor, "next": safe_next(request, next_path),
    }  # fmt: skip
    return redirect(FIRST)


def open_session(request: HttpRequest, person: Person, next_path: str, *, second_factor: bool = False) -> HttpResponse:
    """Open a session under a fresh key; only now, with all factors right, do earlier failures count no more. After htmx's dialogue the form's own token must go on being good, so it stays."""
    secret = request.META.get("CSRF_COOKIE")
    throttle.succeeded(person.username, network_of(request))
    request.session.pop(PENDING, None)
    login(request, person, backend=BACKEND)
    request.session[SECOND_FACTOR] = second_factor
    if request.htmx:
        request.META["CSRF_COOKIE"], request.META["CSRF_COOKIE_NEEDS_UPDATE"] = secret, False
        response = HttpResponse(status=204)
        kept.remember(response, person.pk)
        return response
    wanted = safe_next(request, next_path)
    response = redirect(_first_page(person, localdate(edge.now())) if wanted == HOME else wanted)
    kept.remember(response, person.pk)
    return response


def _first_page(person: Person, today: date) -> str:
    """Whoever only oversees has nothing of their own to do: they begin where the lights are."""
    held = set(scope_of(person, today).by_role)
    return WATCHING if held and held <= {Role.SUPERVISOR, Role.OPENNESS_OFFICE} else HOME


def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """One press, in a demonstration on its own machine only."""
    edge.begin(request)
    person = person_by_username(request.POST.get("username", "")) if request.method == "POST" else None
    if person is None or not _plays(person, request):
        raise Http404
    return _enter(request, person, request.POST.get("next", HOME), second_factor=True)


def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; by POST, so that no link can do it."""
    edge.begin(request)
    if request.method == "POST":
        logout(request)
    return redirect(SIGN_IN)
