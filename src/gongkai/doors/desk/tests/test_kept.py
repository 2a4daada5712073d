"""An expired session keeps what was typed: an hour, for its writer, in the browser it was written in."""

import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.plugins.cast import noon

from gongkai.doors.desk import kept
from gongkai.doors.desk.tests.conftest import PASSWORD
from gongkai.ground.home.paths import home_path
from gongkai.kernel.records.models import Record
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import consulting

REGISTER = "/desk/p/foi/register/"


def sign_in(client, username, **more):
    return client.post("/desk/sign-in", {"username": username, "password": PASSWORD} | more)


@pytest.fixture
def ended(passwords, today, home):
    """A browser in which somebody was signed in until just now."""
    client = Client()
    sign_in(client, "zhou_jingban")
    del client.cookies["sessionid"]
    return client


@pytest.fixture
def written(ended, application):
    """A note that was sent after its session had ended: the case, the browser, and where it was led."""
    case, client = application(), ended
    note = {"text": "已与局档案室核对，\n名单共18页。", "seen": "1", "proof": SimpleUploadedFile("扫描件.pdf", b"x")}
    return case, client, client.post(f"/desk/c/{case.reference}/do/note/", note)


def said(response) -> str:
    return response.content.decode()


def test_the_sign_in_page_has_an_address_of_its_own_and_holds_nothing_of_it(written):
    _, client, response = written
    assert response.status_code == 302 and response.url.startswith("/desk/sign-in?next=%2Fdesk%2Funsent%2F")
    page = said(client.get(response.url))
    assert "您刚才填的内容留着，登录以后接着办" in page and "档案室" not in page and "扫描件.pdf" not in page


def waiting(client) -> str:
    """Where the form lies that the page of the signed-in person offers; "" if none."""
    found = re.findall(r'href="(/desk/unsent/\w+/)"', said(client.get("/desk/")))
    assert len(found) < 2
    return "".join(found)


def test_after_signing_in_it_is_there_and_can_be_sent(written):
    case, client, response = written
    answer = sign_in(client, "zhou_jingban", next=parse_qs(urlsplit(response.url).query)["next"][0])
    page = client.get(answer.url)
    assert "您刚才填的内容还在" in said(page) and "已与局档案室核对" in said(page)
    assert "选好的文件也在：扫描件.pdf" in said(page)
    form = page.context["form"]
    assert form.path == f"/desk/c/{case.reference}/do/note/"
    assert client.post(form.path, dict(form.values) | {"unsent": page.context["place"]}).status_code == 302
    assert not waiting(client) and client.get(answer.url).url == "/desk/"


def test_going_on_leads_to_its_page_filled_in_and_takes_nothing(ended, application, cast):
    """What was chosen and dated stands there too, not the words alone: nothing is done that its writer does not see."""
    case, client, officer = application(), ended, cast.actor("zhou_jingban")
    foi.accept(case=case, by=officer, at=noon("2026-03-02"))
    consulting.consult(case=case, kind="third_party", whom="甲公司", letter="", by=officer, at=noon("2026-03-02"))
    url, filled = f"/desk/c/{case.reference}/do/opinion/", {"which": "1", "consents": "no", "answered_on": "2026-3-2"}
    client.get("/desk/sign-in")
    client.post(url, filled | {"seen": case.revision, "opinion": ""})
    sign_in(client, "zhou_jingban")
    waits = client.get(waiting(client))
    assert 'name="only_look" value="1"' in said(waits)
    form = dict(waits.context["form"].values) | {"unsent": waits.context["place"]}
    page = client.post(url, form | {"only_look": "1"})
    assert page.status_code == 422 and 'value="2026-3-2"' in said(page) and case.reference in said(page)
    assert re.search(r'value="no"[^>]*checked', said(page)) and 'name="only_look"' not in said(page)
    assert waiting(client) and not consulting.Consultation.objects.exclude(answered_on=None).exists()
    assert client.post(url, form).status_code == 302 and not waiting(client)


def test_what_others_did_meanwhile_is_told_before_it_is_taken(written, cast):
    case, client, _ = written
    foi.accept(case=case, by=cast.actor("zhou_jingban"), at=noon("2026-03-02"))
    sign_in(client, "zhou_jingban")
    form = dict(client.get(waiting(client)).context["form"].values)
    page = client.post(f"/desk/c/{case.reference}/do/note/", form | {"seen": "1", "only_look": "1"})
    assert page.status_code == 422 and "受理" in said(page) and "已与局档案室核对" in said(page)


@pytest.fixture
def registering(passwords, today, home, paper):
    """A registration that was sent after its session had ended, and is to be sent again: the browser, signed in anew, and the form."""

    def send(**more):
        client, form = Client(), paper | more
        sign_in(client, "chen_chuangkou")
        del client.cookies["sessionid"]
        response = client.post(REGISTER, form)
        sign_in(client, "chen_chuangkou")
        return client, form | {"unsent": response.url.split("%2F")[-2]}

    return send


def test_the_page_that_answers_it_does_not_say_that_it_waits(registering):
    client, form = registering()
    page = client.post(REGISTER, form)
    assert page.status_code == 200 and "查询码" in said(page) and "没交上去" not in said(page)
    assert not waiting(client)


def test_refused_it_waits_on_until_it_is_taken(registering):
    client, form = registering(received_on="2027-01-04")
    page = client.post(REGISTER, form)
    assert page.status_code == 422 and "没交上去" not in said(page)
    assert form["unsent"] in waiting(client)
    assert f'name="unsent" value="{form["unsent"]}"' in said(page)
    assert client.post(REGISTER, form | {"received_on": "2026-03-02"}).status_code == 200
    assert not waiting(client)


def test_another_form_of_its_page_does_not_take_it(registering):
    client, form = registering()
    client.post("/desk/account", form)
    assert form["unsent"] in waiting(client)


def test_it_is_offered_on_whatever_page_comes_first(written):
    _, client, _ = written
    sign_in(client, "zhou_jingban")
    page = said(client.get("/desk/supervision/"))
    assert "您有一份没交上去的" in page and "接着办" in page and "不要了" in page and "档案室" not in page
    assert "已与局档案室核对" in said(client.get(waiting(client)))


def test_after_somebody_else_was_there_its_writer_finds_it(written):
    _, client, response = written
    left_open = parse_qs(urlsplit(response.url).query)["next"][0]
    answer = sign_in(client, "zheng_jingban", next=left_open)
    assert client.get(answer.url).url == "/desk/", "as if there had never been one"
    assert not waiting(client) and client.post(left_open).url == "/desk/"
    client.post("/desk/sign-out")
    sign_in(client, "zhou_jingban")
    assert waiting(client) == left_open


def test_another_browser_of_the_same_person_has_no_key(written):
    _, client, _ = written
    sign_in(client, "zhou_jingban")
    place, other = waiting(client), Client()
    sign_in(other, "zhou_jingban")
    assert not waiting(other) and other.get(place).url == "/desk/"


@pytest.mark.parametrize(("later", "there"), [(3599, True), (3600, True), (3601, False)])
def test_it_waits_an_hour(written, monkeypatch, later, there):
    _, client, _ = written
    sign_in(client, "zhou_jingban")
    place, now = waiting(client), time.time()
    sent_at = client.get(place).context["since"]
    monkeypatch.setattr(kept.time, "time", lambda: sent_at + later if sent_at else now)
    assert bool(waiting(client)) is there


def test_it_is_thrown_away_when_it_is_not_wanted(written):
    _, client, _ = written
    sign_in(client, "zhou_jingban")
    assert client.post(waiting(client)).url == "/desk/"
    assert not waiting(client) and not parked_files()


def parked_files() -> list:
    return [path for path in home_path("parked").rglob("*") if path.is_file()]


def test_what_lies_in_the_home_and_in_the_browser_is_noise(written):
    _, client, _ = written
    assert len(parked_files()) == 2
    for bytes_ in [path.read_bytes() for path in parked_files()] + [client.cookies[kept.WAITING].value.encode()]:
        assert "档案室".encode() not in bytes_ and b"zhou" not in bytes_ and b"%PDF" not in bytes_
    cookie = client.cookies[kept.WAITING]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Lax", "/desk/", 3600)


def test_pressed_twice_it_waits_once_and_of_many_the_oldest_goes(ended, application):
    url = f"/desk/c/{application().reference}/do/note/"
    for text in ("第一", "第一", "第二", "第三", "第四", "第五", "第六"):
        ended.post(url, {"text": f"{text}稿", "seen": "1", "proof": SimpleUploadedFile("扫描件.pdf", b"x")})
    assert len(parked_files()) == 2 * kept.TOGETHER and len(ended.cookies[kept.WAITING].value) < 4000
    sign_in(ended, "zhou_jingban")
    places = re.findall(r'href="(/desk/unsent/\w+/)"', said(ended.get("/desk/")))
    assert [ended.get(place).context["form"].shown[0] for place in places] == [
        f"第{n}稿" for n in ("二", "三", "四", "五", "六")
    ]


def test_a_session_that_ends_again_leaves_one_form_not_two(written):
    _, client, _ = written
    sign_in(client, "zhou_jingban")
    page = client.get(waiting(client))
    del client.cookies["sessionid"]
    changed = dict(page.context["form"].values) | {"text": "改了几个字。", "unsent": page.context["place"]}
    client.post(page.context["form"].path, changed)
    sign_in(client, "zhou_jingban")
    assert client.get(waiting(client)).context["form"].shown == ["改了几个字。"]


def test_from_a_browser_in_which_nobody_was_signed_in_nothing_is_kept(passwords, today, home):
    client = Client()
    page = client.post("/desk/r/new/policy/", {"title": "办法"})
    assert page.status_code == 200 and not page.context["waits"] and not page.context["too_long"]
    assert kept.WAITING not in client.cookies and not parked_files()


@pytest.mark.parametrize("forged", ["gAAAAABforged", "x", ""])
def test_a_forged_ticket_is_none(desk, forged):
    client = desk("zhou_jingban")
    client.cookies[kept.WAITING] = forged
    assert not waiting(client) and client.get("/desk/unsent/0123456789/").url == "/desk/"


def test_only_what_was_written_is_shown():
    form = kept.Kept(
        "/desk/", (("title", "停水公告"), ("section", "guifan"), ("seen", "12345"), ("body", "<p>城东停水。</p>"))
    )
    assert form.shown == ["停水公告", "城东停水。"]


def test_a_form_too_long_is_not_carried(rf, monkeypatch):
    monkeypatch.setattr(kept, "whose", lambda request: 1)
    assert kept.keep(rf.post("/desk/", {"text": "长" * kept.MOST})) is None


def test_a_long_document_is_kept_and_one_too_long_is_not_lost_silently(ended):
    stranger, url = ended, "/desk/r/new/policy/"
    assert stranger.post(url, {"title": "办法", "body": "条" * 500_000}).status_code == 302
    page = stranger.post(url, {"title": "办法", "body": "条" * 1_500_000})
    assert page.status_code == 200 and "没能带过来" in said(page)
    assert "没能带过来" not in said(stranger.get(url, follow=True))


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
    answer = browser.post(url, typed, follow=True)
    assert NOTE in answer.content.decode() and "周敏" in answer.content.decode()
    assert answer.context["form"].path == url
    again = browser.post(url, dict(answer.context["form"].values) | fields_of(answer))
    assert again.status_code == 302 and NOTE in browser.get(again.url).content.decode()


def test_a_draft_in_the_editor_is_not_lost_to_a_sign_in_in_another_tab(browser):
    enter(browser, "wang_bianji")
    url = "/desk/r/new/policy/"
    typed = fields_of(browser.get(url, follow=True)) | {"title": "住房保障办法", "body": "<p>第一条。</p>"}
    del browser.cookies["sessionid"]
    enter(browser, "wang_bianji")
    answer = browser.post(url, typed, follow=True)
    assert answer.context["form"].shown == ["住房保障办法", "第一条。"]
    assert not Record.objects.exists()


def test_somebody_else_who_signed_in_there_sees_nothing_of_it(browser, left_open):
    url, typed = left_open
    enter(browser, "zheng_jingban")
    page = browser.post(url, typed, follow=True)
    assert "登录工作台" in page.content.decode() and "档案室" not in page.content.decode()
    place = page.context["next"]
    assert enter(browser, "zheng_jingban", next=place).url == place
    assert browser.get(place).url == "/desk/" and "没交上去" not in browser.get("/desk/").content.decode()
    assert enter(browser, "zhou_jingban", next=place).url == place
    assert NOTE in browser.get(place).content.decode()


def test_a_form_that_waits_is_told_by_the_heading_of_its_page(browser, left_open):
    browser.post(*left_open)
    enter(browser, "zhou_jingban")
    assert "您有一份没交上去的“写办理记录（2026-0001）”" in browser.get("/desk/").content.decode()


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
