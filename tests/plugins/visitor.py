"""Somebody who visits a served home without a browser: cookies, forms, and the page that is open."""

import re
from html import unescape
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.plugins.served import PASSWORD, Served

APPLICATION = {
    "unit": {},
    "what": {"wanted": "请公开2025年危房改造补助对象名单。", "subject": "危房改造补助名单"},
    "kind": {"kind": "natural"},
    "who": {"name": "司马青云", "id_number": "110101199003078515", "phone": "13812345678"},
    "how": {"form_wanted": "paper", "delivery": "post", "email": "", "address": "河西街道柳荫巷17号3单元201室"},
}


class Visitor:
    """``html`` is the page that is open, ``body`` its bytes, ``status`` what it came with."""

    def __init__(self, home: Served) -> None:
        self.home, self.cookies, self.body, self.status = home, CookieJar(), b"", 0
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))

    def end_session(self) -> None:
        """The session runs out; what else the browser keeps, it keeps."""
        for cookie in [each for each in self.cookies if each.name == "sessionid"]:
            self.cookies.clear(cookie.domain, cookie.path, cookie.name)

    @property
    def html(self) -> str:
        return self.body.decode(errors="replace")

    def get(self, path: str) -> str:
        return self._seen(path, None)

    def post(self, path: str, *, files: dict[str, tuple[str, bytes]] | None = None, **fields: str) -> str:
        """Send a form; at the desk with the token of the page that is open, or of a sign-in page where none is. ``files``: by field,
        name and bytes."""
        fields = ({} if path.startswith("/counter/") else {"csrfmiddlewaretoken": self.token()}) | fields
        if files is None:
            return self._seen(path, urlencode(fields).encode())
        return self._seen(path, encode_multipart(BOUNDARY, fields | _uploads(files)), MULTIPART_CONTENT)

    def _seen(self, path: str, data: bytes | None, kind: str = "application/x-www-form-urlencoded") -> str:
        headers = {"Content-Type": kind} if data else {}
        try:
            with self.opener.open(Request(self.home.address + path, data, headers)) as answer:
                self.status, self.body = answer.status, answer.read()
        except HTTPError as error:
            self.status, self.body = error.code, error.read()
        return self.html

    def hidden(self, name: str) -> str:
        """The value of a hidden field of the page that is open."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.html)
        assert found, f"no field {name!r} here: {self.status} {self.html[-2000:]}"
        return unescape(found[1])

    def token(self) -> str:
        if "csrfmiddlewaretoken" not in self.html or not len(self.cookies):
            self.get("/desk/sign-in")
        return self.hidden("csrfmiddlewaretoken")

    def sign_in(self, username: str, code: str = "") -> None:
        self.get("/desk/sign-in")
        self.post("/desk/sign-in", username=username, password=PASSWORD, next="/desk/")
        if code:
            self.post("/desk/sign-in/code", code=code, next="/desk/")
        assert "我的办件" in self.html, self.html

    def act(self, reference: str, name: str, **values: Any) -> None:
        """Take an act on a case, as its page has it now."""
        self.get(f"/desk/c/{reference}/do/{name}/")
        self.post(f"/desk/c/{reference}/do/{name}/", seen=self.hidden("seen"), **values)
        assert self.status == 200, re.findall(r'class="error[^>]*>([^<]+)', self.html) or self.html[-3000:]

    def apply(self, unit: str, **answers: str) -> None:
        """Fill in an application for information, up to the page where it is checked; ``answers`` replace the usual ones."""
        self.get("/counter/foi/apply")
        for page, usual in APPLICATION.items():
            fields = {
                name: answers.get(name, value) for name, value in ({"unit": unit} if page == "unit" else usual).items()
            }
            more = {"draft": self.hidden("draft")} if page != "unit" else {}
            self.post("/counter/foi/apply", page=page, go="next", **more, **fields)
        assert "请核对一遍" in self.html, self.html[-3000:]

    def receipt(self) -> tuple[str, str]:
        """Number and query code on the page that confirms an application."""
        reference, code = re.findall(r'<dd class="ref">([^<]+)</dd>', self.html)
        return reference, code


def _uploads(files: dict[str, tuple[str, bytes]]) -> dict[str, SimpleUploadedFile]:
    return {field: SimpleUploadedFile(name, data) for field, (name, data) in files.items()}
