"""Files chosen beside a wrong field are not chosen again: they wait (``ground.files.parked``) until the form is sent once more.

What the form carries for each is sealed for one person and one address: sent by somebody else, or elsewhere, it brings nothing.
"""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from gongkai.ground.files import parked
from gongkai.ground.files.fields import FilesField, Upload, Waiting
from gongkai.ground.files.parked import Parked
from gongkai.ground.files.refusals import FileRefused
from gongkai.ground.home.paths import key
from gongkai.ground.ui.forms import UiForm

KEPT, DROPPED = "kept_file", "drop_file"


@dataclass(frozen=True)
class Ticket:
    """What stands sealed in a form: for whom and at which address a file waits, in which field, under which name."""

    path: str
    field: str
    name: str
    size: int
    at: Parked

    def seal(self) -> str:
        values = [self.path, self.field, self.name, self.size, self.at.person, self.at.place, self.at.key]
        return _box().encrypt(json.dumps(values).encode()).decode()


class Brought(SimpleUploadedFile):
    """A file that waited, as if it had been chosen again."""

    def __init__(self, ticket: Ticket, data: bytes, token: str) -> None:
        super().__init__(ticket.name, data)
        self.token = token


@dataclass
class Arrived:
    """The files of a form, chosen now or waiting since; None of one that is only shown. ``lost``, by field: names of those that waited
    too long."""

    files: MultiValueDict | None = None
    lost: dict[str, list[str]] = field(default_factory=dict)


def arrived(request: HttpRequest) -> Arrived:
    """What came with a form, without what was struck out on it."""
    if request.method != "POST":
        return Arrived()
    found = Arrived(MultiValueDict())
    for token, ticket in _tickets(request):
        if ticket.at.place in request.POST.getlist(DROPPED):
            parked.let_go(ticket.at)
        elif (data := parked.data_of(ticket.at)) is None:
            found.lost.setdefault(ticket.field, []).append(ticket.name)
        else:
            found.files.appendlist(ticket.field, Brought(ticket, data, token))
    for name in request.FILES:
        for sent in request.FILES.getlist(name):
            found.files.appendlist(name, sent)
    return found


def stay(request: HttpRequest, form: UiForm, came: Arrived) -> None:
    """Let the files of a form that is shown again wait with it, but for those that would not be taken."""
    for name, each in form.fields.items():
        if isinstance(each, FilesField):
            each.widget.waiting = [_waiting(request, name, upload) for upload in each.fit]
            each.widget.lost = came.lost.get(name, [])


def settle(request: HttpRequest) -> None:
    """The form has held: what waited for it is stored elsewhere now."""
    for _, ticket in _tickets(request):
        parked.let_go(ticket.at)


def wait_at(request: HttpRequest, path: str, name: str, brought: list[Upload]) -> list[Waiting]:
    """Let files wait for the form at another address, in one of its fields."""
    return [_waiting(request, name, upload, path) for upload in brought]


def park_all(request: HttpRequest, person: int) -> tuple[list[str], list[str]]:
    """Let all files of a form wait whose sender is not known to be that person yet: (tokens, names of those that cannot)."""
    tokens, lost = [], []
    for name in request.FILES:
        for sent in request.FILES.getlist(name):
            try:
                tokens.append(_park(request.path, person, name, sent.name, sent.read()))
            except FileRefused:
                lost.append(sent.name)
    return tokens, lost


def let_go(tokens: list[str]) -> None:
    """The files of a form that is not wanted any more."""
    for token in tokens:
        if ticket := _opened(token):
            parked.let_go(ticket.at)


def names_in(tokens: list[str]) -> list[str]:
    """The names of files that wait."""
    return [ticket.name for token in tokens if (ticket := _opened(token))]


def _waiting(request: HttpRequest, name: str, upload: Upload, path: str = "") -> Waiting:
    token = upload.token or _park(path or request.path, request.scope.person_id, name, upload.name, upload.data)
    return Waiting(upload.name, len(upload.data), token, _opened(token).at.place)


def _park(path: str, person: int, name: str, called: str, data: bytes) -> str:
    return Ticket(path, name, called, len(data), parked.park(person, data)).seal()


def _tickets(request: HttpRequest) -> list[tuple[str, Ticket]]:
    """The tickets on a form that are this person's and this address's."""
    found = [(token, _opened(token)) for token in request.POST.getlist(KEPT)]
    mine = request.scope.person_id
    return [(token, t) for token, t in found if t and t.at.person == mine and t.path == request.path]


def _opened(token: str) -> Ticket | None:
    try:
        path, name, called, size, *at = json.loads(_box().decrypt(token.encode()))
    except InvalidToken:
        return None
    return Ticket(path, name, called, size, Parked(*at))


def _box() -> Fernet:
    return Fernet(urlsafe_b64encode(key("parked")))
