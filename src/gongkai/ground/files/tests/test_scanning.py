"""A virus scanner is asked about each upload before it is kept; found is refused in words, and so is what nobody could look at."""

import socket
import struct
import sys
from pathlib import Path
from threading import Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from gongkai.ground.files import scanning
from gongkai.ground.files.fields import FilesField
from gongkai.ground.files.refusals import FileRefused
from gongkai.ground.ui.forms import UiForm

# In two pieces, or a scanner would find it in this very file.
EICAR = ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()
CLEAN = "申请书：请公开名单".encode()
BY_COMMAND = f"command:{sys.executable} -c 'import sys; sys.exit(b\"EICAR\" in sys.stdin.buffer.read())'"


class Clamd:
    """As clamd answers INSTREAM on a socket; ``says`` in the place of its own answer."""

    def __init__(self, path: Path, says: bytes = b"") -> None:
        self.path, self.says, self.server = path, says, socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.server.bind(str(path))
        self.server.listen()
        Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                talk, _ = self.server.accept()
            except OSError:
                return
            with talk, talk.makefile("rb") as sent:
                assert sent.read(10) == b"zINSTREAM\0"
                data = b""
                while size := struct.unpack(">I", sent.read(4))[0]:
                    data += sent.read(size)
                own = b"stream: Eicar-Test-Signature FOUND\0" if b"EICAR" in data else b"stream: OK\0"
                talk.sendall(self.says or own)


class Form(UiForm):
    files = FilesField(label="文件")


def sent(*files: tuple[str, bytes]) -> Form:
    return Form({}, MultiValueDict({"files": [SimpleUploadedFile(name, data) for name, data in files]}))


@pytest.fixture
def clamd(tmp_path, monkeypatch):
    made = Clamd(tmp_path / "clamd")
    monkeypatch.setenv(scanning.SETTING, f"unix:{made.path}")
    yield made
    made.server.close()


@pytest.mark.parametrize("data", [CLEAN, b"", b"x" * (3 * scanning.CHUNK + 1)])
def test_what_is_clean_passes_whatever_its_length(clamd, data):
    scanning.check(data)


@pytest.mark.parametrize("data", [EICAR, b"x" * scanning.CHUNK + EICAR])
def test_what_is_found_is_refused_by_clamd_and_by_a_program(clamd, monkeypatch, data):
    for setting in ("", BY_COMMAND):
        if setting:
            monkeypatch.setenv(scanning.SETTING, setting)
        with pytest.raises(FileRefused, match="没有收下，也没有保存"):
            scanning.check(data)
    scanning.check(CLEAN)


@pytest.mark.parametrize(
    "setting", ["unix:/nowhere", "tcp:127.0.0.1:1", "command:false-scanner-that-is-not-there", "clam"]
)
def test_a_scanner_that_does_not_answer_lets_nothing_in(monkeypatch, setting):
    monkeypatch.setenv(scanning.SETTING, setting)
    with pytest.raises(FileRefused, match="现在用不了"):
        scanning.check(CLEAN)


def test_an_answer_that_is_none_is_not_taken_for_clean(clamd):
    clamd.says = b"INSTREAM size limit exceeded. ERROR\0"
    with pytest.raises(FileRefused, match="现在用不了"):
        scanning.check(CLEAN)


def test_without_one_nothing_is_asked(monkeypatch):
    monkeypatch.delenv(scanning.SETTING, raising=False)
    scanning.check(EICAR)


def test_a_form_names_the_file_and_keeps_the_others(clamd):
    form = sent(("名单.txt", CLEAN), ("游戏.txt", EICAR))
    assert not form.is_valid()
    assert "“游戏.txt”：病毒检查发现这个文件有问题" in form.errors["files"][0]
    assert [each.name for each in form.fields["files"].fit] == ["名单.txt"]
