"""An expired session keeps what was typed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.doors.desk import kept
from gongkai.doors.desk.tests.conftest import PASSWORD


def sign_in(client, username, **more):
    return client.post("/desk/sign-in", {"username": username, "password": PASSWORD} | more)


@pytest.fixture
def ended(passwords, today):
    """A browser in which somebody was signed in until just now."""
    client = Client()
    sign_in(client, "zhou_jingban")
    del client.cookies["sessionid"]
    return client


@pytest.fixture
def written(ended, application):
    """A note that was sent after its session had ended: the case, and the sign-in page that came back."""
    case, client = application(), ended
    note = {"text": "已与局档案室核对，\n名单共18页。", "seen": "1", "proof": SimpleUploadedFile("扫描件.pdf", b"x")}
    return case, client, client.post(f"/desk/c/{case.reference}/do/note/", note)


def test_the_sign_in_page_carries_it_sealed(written):
    _, _, response = written
    page = response.content.decode()
    assert response.context["kept"] and response.context["kept"] in page
    assert "档案室" not in page and "扫描件.pdf" in page


def test_after_signing_in_it_is_there_and_can_be_sent(written):
    case, client, response = written
    answer = sign_in(client, "zhou_jingban", next=response.context["next"], kept=response.context["kept"])
    page = answer.content.decode()
    assert "您刚才填的内容还在" in page and "已与局档案室核对" in page
    form = answer.context["form"]
    assert form.path == f"/desk/c/{case.reference}/do/note/"
    assert client.post(form.path, dict(form.values)).status_code == 302


def test_it_is_not_shown_to_whoever_else_signs_in_there(written):
    _, client, response = written
    answer = sign_in(client, "zheng_jingban", next=response.context["next"], kept=response.context["kept"])
    assert answer.status_code == 302 and "档案室" not in answer.content.decode()


def test_from_a_browser_in_which_nobody_was_signed_in_nothing_is_kept(passwords, today):
    page = Client().post("/desk/r/new/policy/", {"title": "办法"})
    assert not page.context["kept"] and not page.context["too_long"]


def test_a_forged_or_foreign_seal_is_no_form():
    assert kept.opened("gAAAAABforged", 1) is None
    assert kept.opened("", 1) is None


def test_only_what_was_written_is_shown():
    form = kept.Kept(
        1, "/desk/", (("title", "停水公告"), ("section", "guifan"), ("seen", "12345"), ("body", "<p>城东停水。</p>"))
    )
    assert form.shown == ["停水公告", "城东停水。"]


def test_a_form_too_long_is_not_carried(rf, monkeypatch):
    monkeypatch.setattr(kept, "whose", lambda request: 1)
    request = rf.post("/desk/", {"text": "长" * kept.MOST})
    assert kept.keep(request) == ""


def test_a_long_document_is_kept_and_one_too_long_is_not_lost_silently(ended):
    stranger, url = ended, "/desk/r/new/policy/"
    kept_page = stranger.post(url, {"title": "办法", "body": "条" * 500_000})
    assert kept_page.context["kept"] and not kept_page.context["too_long"]
    page = stranger.post(url, {"title": "办法", "body": "条" * 1_500_000})
    assert not page.context["kept"] and "没能带过来" in page.content.decode()
    assert "没能带过来" not in stranger.get(url).content.decode()
