"""The first sign-in, with a password that somebody else gave: one's own is set, and a second factor where there is none and one is needed."""

import time
from typing import Any

import pyotp
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.views.decorators.debug import sensitive_post_parameters

from gongkai.doors import edge
from gongkai.doors.desk import throttle
from gongkai.doors.desk.account import FreshPasswordForm
from gongkai.doors.desk.signin import BEGUN, CodeForm, open_session, page, wrong_with
from gongkai.doors.throttle import network_of
from gongkai.ground.ui.qr import picture
from gongkai.ground.units.actions import renew_credentials
from gongkai.ground.units.models import Person
from gongkai.ground.units.queries import person_by_id


class FirstForm(FreshPasswordForm):
    """A password of one's own, and the first code of the second factor that is being set."""

    def __init__(self, person: Person, enrols: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(person, *args, **kwargs)
        if enrols:
            self.add("code", CodeForm().fields["code"])
            self.fields["code"].widget.attrs.pop("autofocus", None)


def _begun(request: HttpRequest) -> tuple[Person, dict[str, Any]] | None:
    """Who has shown their first password in this browser lately; None if nobody has, or if it has been replaced since."""
    begun = request.session.get(BEGUN)
    person = person_by_id(begun["person"]) if begun and begun["until"] >= time.time() else None
    if person is None or not person.active or not person.first_until or person.first_until < request.at:
        return None
    return (person, begun) if constant_time_compare(begun["hash"], person.get_session_auth_hash()) else None


@sensitive_post_parameters("fresh", "again", "code")
def first(request: HttpRequest) -> HttpResponse:
    """Set a password of one's own, and go in."""
    edge.begin(request)
    found = _begun(request)
    if found is None:
        return page(request)
    person, begun = found
    form = FirstForm(person, bool(begun["secret"]), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _right_code(request, person, begun["secret"], form):
        # Nobody but its person has seen the secret: it is in the database only now, when their telephone has shown that it has it.
        renew_credentials(
            person=person, password=form.cleaned_data["fresh"], totp_secret=begun["secret"] or None, at=request.at, by=person.username
        )  # fmt: skip
        del request.session[BEGUN]
        return open_session(
            request, person, begun["next"], second_factor=begun["second_factor"] or bool(begun["secret"])
        )
    form.take_focus()
    context = {
        "site": edge.site(), "heading": "先设您自己的密码", "form": form, "person": person, "secret": _grouped(begun["secret"]),
        "picture": _picture(person, begun["secret"]),
    }  # fmt: skip
    return render(request, "desk/first.html", context, status=422 if request.method == "POST" else 200)


def _right_code(request: HttpRequest, person: Person, secret: str, form: FirstForm) -> bool:
    if not secret:
        return True
    name, network = person.username, network_of(request)
    if throttle.too_many(name, network):
        form.add_error(None, throttle.CODE_SENTENCE)
        return False
    kept, person.totp_secret = person.totp_secret, secret
    wrong = wrong_with(person, form.cleaned_data["code"])
    person.totp_secret = kept
    if wrong:
        throttle.failed(name, network)
        form.add_error("code", wrong)
    return not wrong


def _grouped(secret: str) -> str:
    """A secret as somebody types it who cannot take a picture."""
    return " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))


def _picture(person: Person, secret: str) -> str:
    """The secret as a picture for an authenticator to take; "" without one."""
    if not secret:
        return ""
    issuer = edge.site().name or "Gongkai"
    address = pyotp.TOTP(secret).provisioning_uri(name=person.username, issuer_name=issuer)
    return picture(address)
