"""An expired session keeps what was typed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.doors.desk import kept
from gongkai.doors.desk.tests.conftest import PASSWORD
from gongkai.kernel.records.models import Record


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
    assert "档案室" not in page and "扫描件.pdf" not in page and not response.context["lost"]


def test_after_signing_in_it_is_there_and_can_be_sent(written):
    case, client, response = written
    answer = sign_in(client, "zhou_jingban", next=response.context["next"], kept=response.context["kept"])
    page = answer.content.decode()
    assert "您刚才填的内容还在" in page and "已与局档案室核对" in page and "选好的文件也在：扫描件.pdf" in page
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
    assert kept.keep(request) == ("", [])


def test_a_long_document_is_kept_and_one_too_long_is_not_lost_silently(ended):
    stranger, url = ended, "/desk/r/new/policy/"
    kept_page = stranger.post(url, {"title": "办法", "body": "条" * 500_000})
    assert kept_page.context["kept"] and not kept_page.context["too_long"]
    page = stranger.post(url, {"title": "办法", "body": "条" * 1_500_000})
    assert not page.context["kept"] and "没能带过来" in page.content.decode()
    assert "没能带过来" not in stranger.get(url).content.decode()


@pytest.fixture
def browser(passwords, today):
    """A browser whose forms carry their tokens, and in which tabs share the cookies."""
    return Client(enforce_csrf_checks=True)


def fields_of(page) -> dict[str, str]:
    """The hidden fields by which a page's form is known."""
    return {"csrfmiddlewaretoken": str(page.context["csrf_token"]), "writer": page.context.get("writer", "")}


def enter(browser, username, **more):
    token = str(browser.get("/desk/sign-in").context["csrf_token"])
    return sign_in(browser, username, csrfmiddlewaretoken=token, **more)


NOTE = "已与局档案室核对，名单共18页。"


@pytest.fixture
def left_open(browser, application):
    """A note typed in a tab whose session then ended: the address, and the form as it will be sent."""
    enter(browser, "zhou_jingban")
    case = application()
    url = f"/desk/c/{case.reference}/do/note/"
    form = fields_of(browser.get(url)) | {"text": NOTE, "seen": str(case.revision)}
    del browser.cookies["sessionid"]
    return url, form


def test_after_a_sign_in_in_another_tab_the_form_is_shown_again_and_can_be_sent(browser, left_open):
    url, typed = left_open
    enter(browser, "zhou_jingban")
    answer = browser.post(url, typed)
    assert answer.status_code == 403 and NOTE in answer.content.decode() and "周敏" in answer.content.decode()
    assert answer.context["form"].path == url
    again = browser.post(url, dict(answer.context["form"].values) | fields_of(answer))
    assert again.status_code == 302 and NOTE in browser.get(again.url).content.decode()


def test_a_draft_in_the_editor_is_not_lost_to_a_sign_in_in_another_tab(browser):
    enter(browser, "wang_bianji")
    url = "/desk/r/new/policy/"
    typed = fields_of(browser.get(url, follow=True)) | {"title": "住房保障办法", "body": "<p>第一条。</p>"}
    del browser.cookies["sessionid"]
    enter(browser, "wang_bianji")
    answer = browser.post(url, typed)
    assert answer.status_code == 403 and answer.context["form"].shown == ["住房保障办法", "第一条。"]
    assert not Record.objects.exists()


def test_somebody_else_who_signed_in_there_sees_nothing_of_it(browser, left_open):
    url, typed = left_open
    enter(browser, "zheng_jingban")
    page = browser.post(url, typed)
    assert "登录工作台" in page.content.decode() and "档案室" not in page.content.decode()
    sealed = {"kept": page.context["kept"], "next": page.context["next"]}
    assert "档案室" not in enter(browser, "zheng_jingban", **sealed).content.decode()
    assert NOTE in enter(browser, "zhou_jingban", **sealed).content.decode()


@pytest.mark.parametrize("writer", ["", "1:forged:forged", None])
def test_a_form_that_is_not_ours_is_refused_and_not_shown(browser, left_open, writer):
    url, typed = left_open
    enter(browser, "zhou_jingban")
    sent = {name: value for name, value in typed.items() if name != "writer"} | (
        {} if writer is None else {"writer": writer}
    )
    answer = browser.post(url, sent)
    assert answer.status_code == 403 and "档案室" not in answer.content.decode()


def test_one_too_long_to_be_kept_is_told_so(browser, left_open):
    url, typed = left_open
    enter(browser, "zhou_jingban")
    page = browser.post(url, typed | {"text": "条" * 1_500_000})
    assert "内容太长，没能带过来" in page.content.decode()
