"""Sending a stored file. Whether somebody may have it is for the caller to ask, on every request."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from gongkai.ground.files.models import File
from gongkai.ground.files.queries import names_of, read_bytes
from gongkai.ground.parties.vault import Erased


def response(file: File, request: HttpRequest) -> HttpResponse:
    """The file as a download that no browser runs or guesses at; sealed ones are not stored on the way. 410 once erased."""
    try:
        data = read_bytes(file)
    except (Erased, FileNotFoundError):
        return HttpResponse("这个文件已经删除", status=410, content_type="text/plain; charset=utf-8")
    return download(data, names_of([file])[file.public_id], file.media_type, private=file.sealed)


def download(data: bytes, name: str, media_type: str, *, private: bool = True) -> HttpResponse:
    """Bytes as a download under a Chinese name (RFC 6266, RFC 5987)."""
    sent = HttpResponse(data, content_type=media_type)
    extension = name.rpartition(".")[2]
    sent["Content-Disposition"] = f"attachment; filename=\"file.{extension}\"; filename*=UTF-8''{quote(name, safe='')}"
    sent["X-Content-Type-Options"] = "nosniff"
    sent["Content-Security-Policy"] = "sandbox; default-src 'none'"
    sent["Cache-Control"] = "no-store" if private else "private, no-cache"
    return sent
