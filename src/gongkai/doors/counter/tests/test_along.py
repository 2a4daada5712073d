"""Files that go along with an application: chosen on the last page, within limits, looked at and sealed; what is refused costs nothing that was typed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.doors.counter.tests.conftest import RECEIPT, WANTED, hidden
from gongkai.ground.files import scanning
from gongkai.ground.files.models import File
from gongkai.ground.files.queries import names_of, read_bytes
from gongkai.ground.files.refusals import FileRefused
from gongkai.ground.files.tests.samples import PNG
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi.faces import counter_forms


def files(count=1, data=PNG, name="身份证{n}.png"):
    return [SimpleUploadedFile(name.format(n=n), data) for n in range(count)]


def sent(citizen, chosen):
    return citizen.post(RECEIPT, draft=hidden(citizen.html, "draft"), papers=chosen)


def test_they_are_kept_sealed_with_the_application(citizen, home):
    assert "要一起交的材料" in citizen.fill_all() and "multipart/form-data" in citizen.html
    sent(citizen, files(2))
    case = Case.objects.get()
    stored = [each for each in File.objects.filter(owner=case.ref, media_type="image/png").order_by("id")]
    assert [names_of([each])[each.public_id] for each in stored] == ["身份证0.png", "身份证1.png"]
    assert all(each.sealed and read_bytes(each) == PNG for each in stored)


@pytest.mark.parametrize(
    "chosen, said",
    [
        (lambda: files(200), "最多10个文件，这次选了200个"),
        (lambda: files(2, b"MZ\x90\x00" * 40, "程序{n}.exe"), "程序0.exe"),
    ],
)
def test_what_is_refused_is_told_and_nothing_typed_is_lost(citizen, home, chosen, said):
    citizen.fill_all()
    sent(citizen, chosen())
    assert said in citizen.html and WANTED in citizen.html and "文件请重新选" in citizen.html
    assert not Case.objects.exists()
    citizen.send()
    assert Case.objects.count() == 1


def test_together_they_have_a_limit(citizen, home, monkeypatch):
    monkeypatch.setattr(counter_forms, "MOST_SIZE", 2 * len(PNG))
    citizen.fill_all()
    sent(citizen, files(3))
    assert "选的文件一共超过" in citizen.html and not Case.objects.exists()


def test_what_the_scanner_refuses_is_not_taken(citizen, home, monkeypatch):
    def refuse(data: bytes) -> None:
        raise FileRefused("里面有病毒，没有收")

    monkeypatch.setattr(scanning, "check", refuse)
    citizen.fill_all()
    sent(citizen, files())
    assert "里面有病毒" in citizen.html and not Case.objects.exists() and not File.objects.filter(sealed=True).exists()
