"""Files chosen beside a wrong field wait for the form to be sent again: for their person, at their address, unreadable without it."""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.doors.desk import kept
from gongkai.doors.desk.tests.test_records import CONTENT, NEW, form_of
from gongkai.ground.files import parked
from gongkai.ground.files.models import File
from gongkai.ground.files.queries import read_bytes
from gongkai.ground.files.tests.samples import PDF
from gongkai.ground.home.paths import home_path
from gongkai.kernel.records.models import Record

NAME = "住房困难家庭名单.pdf"
TOKEN = re.compile(r'name="kept_file" value="([^"]+)"')
PLACE = re.compile(r'name="drop_file" value="([^"]+)"')


def sent(name: str = NAME, data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def on_disk() -> list[Path]:
    return [path for path in home_path("parked").rglob("*") if path.is_file()]


@pytest.fixture
def refused(desk, home):
    """A draft without its title, with a file: the client, what its form carries, and the page that came back."""
    client = desk("wang_bianji")
    form = form_of(client)
    page = client.post(NEW, form | CONTENT | {"title": "", "uploads": sent()})
    assert page.status_code == 422 and not Record.objects.exists()
    return client, form, page.content.decode()


def test_it_is_named_and_need_not_be_chosen_again(refused):
    client, form, page = refused
    assert NAME in page and "已经选好，不用再选" in page and "去掉" in page
    assert client.post(NEW, form | CONTENT | {"kept_file": TOKEN.findall(page)}).status_code == 302
    file = File.objects.get()
    assert (file.name, read_bytes(file)) == (NAME, PDF)
    assert not on_disk(), "what is stored waits no more"


def test_it_waits_through_a_second_refusal_beside_another_one(refused):
    client, form, page = refused
    again = {"title": "", "kept_file": TOKEN.findall(page), "uploads": sent("第二份.pdf")}
    page = client.post(NEW, form | CONTENT | again).content.decode()
    assert NAME in page and "第二份.pdf" in page and len(on_disk()) == 2
    client.post(NEW, form | CONTENT | {"kept_file": TOKEN.findall(page)})
    assert sorted(File.objects.values_list("name", flat=True)) == sorted([NAME, "第二份.pdf"])


@pytest.mark.parametrize("title", ["", "办法"])
def test_one_that_is_struck_out_is_gone(refused, title):
    client, form, page = refused
    more = {"title": title, "kept_file": TOKEN.findall(page), "drop_file": PLACE.findall(page)}
    page = client.post(NEW, form | CONTENT | more).content.decode()
    assert NAME not in page and not on_disk() and not File.objects.exists()


def test_only_what_would_be_taken_waits(desk, home):
    client = desk("wang_bianji")
    files = [sent("程序.exe", b"MZ\x90\0" + b"\0" * 60), sent()]
    page = client.post(NEW, form_of(client) | CONTENT | {"uploads": files}).content.decode()
    assert "“程序.exe”：" in page and len(TOKEN.findall(page)) == len(on_disk()) == 1


def test_nothing_of_it_can_be_read_in_the_home(refused):
    _, _, page = refused
    for path in home_path().rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert NAME.removesuffix(".pdf").encode() not in content and PDF not in content and NAME not in path.name, path
    assert TOKEN.search(page)[1].startswith("gAAAA")


@pytest.mark.parametrize(("who", "brings"), [("sun_bianji", False), ("wang_bianji", True)])
def test_what_somebody_else_sends_brings_nothing(refused, desk, who, brings):
    _, _, page = refused
    client = desk(who)
    answer = client.post(NEW, form_of(client) | CONTENT | {"kept_file": TOKEN.findall(page)})
    assert answer.status_code == 302
    assert File.objects.exists() is brings, "the same person may send it from another session"


def test_what_is_sent_elsewhere_or_is_no_token_of_ours_brings_nothing(refused):
    client, _, page = refused
    elsewhere = NEW.replace("policy", "notice")
    notice = {"section": "notices", "title": "公告", "formed_on": "2026-3-2", "body": "<p>条。</p>"}
    for address, content, tokens in (
        (elsewhere, notice, TOKEN.findall(page)),
        (NEW, CONTENT | {"document_number": "明建〔2026〕3号"}, ["gAAAAforged", "x"]),
    ):
        assert client.post(address, form_of(client) | content | {"kept_file": tokens}).status_code == 302
    assert not File.objects.exists()


def test_one_that_waited_too_long_is_named_and_the_rest_stays(refused):
    client, form, page = refused
    for path in on_disk():
        path.unlink()
    page = client.post(NEW, form | CONTENT | {"title": "", "kept_file": TOKEN.findall(page)}).content.decode()
    assert f"没有留住，要再选一次：{NAME}" in page and CONTENT["document_number"] in page


@pytest.mark.parametrize(("minutes", "left"), [(179, 1), (180, 1), (181, 0)])
def test_the_worker_deletes_what_nobody_came_back_for(refused, minutes, left):
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    os.utime(on_disk()[0], (at.timestamp(), at.timestamp()))
    assert parked.clear(at + timedelta(minutes=minutes)) == 1 - left
    assert len(on_disk()) == left


@pytest.mark.parametrize(("size", "left"), [(39, 2), (40, 1), (41, 1)])
def test_whoever_brings_too_much_loses_the_oldest(home, monkeypatch, size, left):
    overhead = 28  # of the encryption: nonce and tag
    monkeypatch.setattr(parked, "MOST", 2 * (39 + overhead))
    first = parked.park(1, b"x" * size)
    os.utime(first.path, (1, 1))
    other = parked.park(2, b"x" * size)
    second = parked.park(1, b"x" * size)
    assert parked.data_of(second) == parked.data_of(other) == b"x" * size
    assert (parked.data_of(first) is None) is (left == 1)


def test_it_comes_along_when_the_session_ends_over_the_form(passwords, today, home):
    from django.test import Client

    from gongkai.doors.desk.tests.test_kept import sign_in

    client = Client()
    sign_in(client, "wang_bianji")
    form = form_of(client)
    del client.cookies["sessionid"]
    page = client.post(NEW, form | CONTENT | {"uploads": sent()}, follow=True)
    answer = client.get(sign_in(client, "wang_bianji", next=page.context["next"]).url)
    assert f"选好的文件也在：{NAME}" in answer.content.decode()
    again = dict(answer.context["form"].values) | {kept.TAKEN: answer.context["place"]}
    assert client.post(NEW, again).status_code == 302
    assert File.objects.get().name == NAME and not on_disk()


def test_it_comes_along_when_all_cookies_are_gone(passwords, today, home):
    from django.test import Client

    from gongkai.doors.desk.tests.test_kept import sign_in

    client = Client()
    sign_in(client, "wang_bianji")
    form = form_of(client) | {kept.WRITER: kept.mark(passwords.people["wang_bianji"].pk)}
    again = Client(enforce_csrf_checks=True)
    page = again.post(NEW, form | CONTENT | {"uploads": sent()}, follow=True)
    again.handler.enforce_csrf_checks = False
    answer = again.get(sign_in(again, "wang_bianji", next=page.context["next"]).url)
    assert f"选好的文件也在：{NAME}" in answer.content.decode()
    values = dict(answer.context["form"].values) | {kept.TAKEN: answer.context["place"]}
    assert again.post(NEW, values).status_code == 302
    assert File.objects.get().size > 0 and not on_disk()
