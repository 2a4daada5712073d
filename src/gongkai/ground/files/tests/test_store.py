"""Stored files: bytes before rows, sealed ones unreadable without their key, leftovers swept."""

from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from django.utils import timezone
from tests.plugins.cast import noon

from gongkai.ground.files import actions
from gongkai.ground.files.models import File
from gongkai.ground.files.names import clean_name
from gongkai.ground.files.queries import ERASED_NAME, names_of, read_bytes
from gongkai.ground.files.refusals import FileRefused
from gongkai.ground.files.serving import response
from gongkai.ground.files.tests.samples import PDF
from gongkai.ground.ledger.acts import act, record
from gongkai.ground.ledger.models import Fact
from gongkai.ground.parties import vault
from gongkai.ground.parties.actions import forget_key

AT = noon("2026-03-02")
TEXT = "张三的身份证复印件".encode()


def attach(**changes):
    return actions.attach(**{"owner": "record:1", "name": "附件.pdf", "data": PDF, "by": "wang", "at": AT} | changes)


@pytest.fixture
def subject(db, home):
    vault.new_key("case:1")
    return "case:1"


@pytest.mark.django_db
def test_an_open_file_keeps_name_and_digest_and_tells_a_fact(home):
    file = attach()
    assert (file.name, file.media_type, read_bytes(file)) == ("附件.pdf", "application/pdf", PDF)
    assert Fact.objects.get().name == "file.stored"
    assert File.objects.get().ledger_faults() == []


@pytest.mark.django_db
def test_the_same_bytes_twice_are_two_files(home):
    assert attach().path != attach().path


def test_a_sealed_file_shows_nothing_on_disk_or_in_its_row(subject):
    file = attach(owner=subject, name="张三.txt", data=TEXT, seal=True)
    assert TEXT not in file.path.read_bytes()
    assert (file.name, file.sha256) == ("", "")
    assert "张三".encode() not in bytes(file.sealed_name) + bytes(Fact.objects.get().body)
    assert read_bytes(file) == TEXT and names_of([file]) == {file.public_id: "张三.txt"}


def test_a_sealed_file_opens_in_no_other_place(subject):
    first, second = (attach(owner=subject, data=TEXT, seal=True) for _ in "ab")
    second.path.write_bytes(first.path.read_bytes())
    assert second.ledger_faults() == ["its bytes do not match their digest"]
    with pytest.raises(InvalidTag):
        read_bytes(second)


def test_after_erasure_nothing_opens(subject, rf):
    file = attach(owner=subject, data=TEXT, seal=True)
    forget_key(subject)
    with pytest.raises(vault.Erased):
        read_bytes(file)
    assert names_of([file]) == {file.public_id: ERASED_NAME}
    assert response(file, rf.get("/")).status_code == 410
    with pytest.raises(vault.Erased):
        attach(owner=subject, data=TEXT, seal=True)


@pytest.mark.django_db
def test_a_refused_file_leaves_nothing(home):
    with pytest.raises(FileRefused):
        attach(data=b"")
    assert not File.objects.exists() and not list((home / "files").glob("*/*"))


@pytest.mark.django_db
def test_bytes_of_a_rolled_back_act_are_swept_once_old(home):
    kept = attach()
    with pytest.raises(RuntimeError), act():
        lost = actions.put(owner="record:1", name="a.pdf", data=PDF)
        raise RuntimeError
    now = timezone.now()
    assert lost.path.exists()
    assert actions.sweep(now) == 0
    assert actions.sweep(now + timedelta(hours=2)) == 1
    assert kept.path.exists() and not lost.path.exists()


@pytest.mark.django_db
def test_a_removed_file_loses_its_bytes_with_the_commit(home, django_capture_on_commit_callbacks):
    file = attach()
    with django_capture_on_commit_callbacks(execute=True), act():
        record(actions.FileStored(file.public_id), ref=file.owner, by="wang", at=AT, rows=[actions.remove(file)])
    assert not file.path.exists()
    with pytest.raises(vault.Erased):
        read_bytes(file)
    assert file.ledger_faults() == []


@pytest.mark.django_db
def test_changed_and_missing_bytes_are_faults(home):
    file = attach()
    file.path.write_bytes(PDF + b" ")
    assert file.ledger_faults() == ["its bytes do not match their digest"]
    file.path.unlink()
    assert file.ledger_faults() == ["its bytes are missing"]


@pytest.mark.django_db
def test_a_download_runs_nowhere(home, rf):
    sent = response(attach(name="名单.pdf"), rf.get("/"))
    assert sent["X-Content-Type-Options"] == "nosniff" and "sandbox" in sent["Content-Security-Policy"]
    assert sent["Content-Disposition"].startswith("attachment;")
    assert sent["Content-Disposition"].endswith("UTF-8''%E5%90%8D%E5%8D%95.pdf")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\桌面\\名单.doc", "名单.pdf"),
        ("名单\u202efdp.exe", "名单fdp.pdf"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("a<b>&%22c%0D%0A.pdf", "ab&c.pdf"),
        ("涨幅22%.pdf", "涨幅22%.pdf"),
        (" . ", "文件.pdf"),
        ("名" * 300, "名" * 116 + ".pdf"),
    ],
)
def test_names_are_made_harmless(given, kept):
    assert clean_name(given, "pdf") == kept
