"""The published files of the log are what the leaves give, and what they say of themselves is so: verification names each that is not."""

import shutil

import pytest
from tests.plugins.cast import noon

from gongkai.ground.home import home_path
from gongkai.ground.ledger import keys, log, signer
from gongkai.ground.ledger.tests.sample import do
from gongkai.ground.ledger.verify import verify

pytestmark = pytest.mark.django_db

AT = noon("2026-03-02")


@pytest.fixture
def sealed(home) -> None:
    """Two acts that were sealed, and one after that."""
    keys.make_key("www.mingchuan.gov.example/log")
    do("one", "two", at=AT)
    signer.seal(at=AT)
    do("after the seal", at=AT)


def found(where: str, what: str) -> bool:
    return any(where in each.where and what in each.what for each in verify().findings)


@pytest.mark.parametrize("kind", ["tile/0", "tile/entries"])
def test_a_published_tile(sealed, kind):
    name = f"{kind}/000.p/{log.published().size}"
    path = home_path("log", name)
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert found(f"log/{name}", "it is not what the database's leaves give")
    path.unlink()
    assert found(f"log/{name}", "it is missing")


@pytest.mark.parametrize("kind", ["tile/0", "tile/entries"])
def test_a_published_tile_of_an_earlier_size(sealed, kind):
    earlier = home_path("log", kind, "000.p", str(log.published().size))
    data = earlier.read_bytes()
    do("more", at=AT)
    signer.seal(at=AT)
    assert earlier.exists() and verify().findings == []
    earlier.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert found(f"log/{kind}/000.p/{earlier.name}", "it is not how the tile begins")


def test_a_published_tile_of_a_size_to_come(sealed):
    """A seal writes its tiles before it shows its checkpoint: they are none that was tampered with."""
    size = log.published().size
    held = home_path("log/tile/0/000.p", str(size)).read_bytes()
    home_path("log/tile/0/000.p", str(size + 1)).write_bytes(held + bytes(32))
    assert verify().findings == []


def test_what_the_log_says_of_its_key(sealed):
    path = home_path("log", "log.vkey")
    path.write_text(path.read_text().replace("+", "-", 1))
    assert found("log/log.vkey", "it is not the key")
    path.unlink()
    assert found("log/log.vkey", "it is missing")


@pytest.mark.parametrize("told", ["nonsense", "log {vkey}\nquorum somebody"])
def test_what_the_log_says_of_its_policy(sealed, told):
    vkey = home_path("log", "log.vkey").read_text().strip()
    home_path("log", "policy").write_text(told.format(vkey=vkey) + "\n")
    assert found("log/policy", "")


def test_the_published_checkpoint(sealed):
    path = home_path("log", "checkpoint")
    text = path.read_text()
    path.write_text(text.replace("mingchuan", "mingchuam"))
    assert found("log/checkpoint", "is not accepted")
    path.write_text("nothing\n")
    assert found("log/checkpoint", "it is damaged")


def test_the_published_log_gone(sealed):
    shutil.rmtree(home_path("log"))
    assert found("log/checkpoint", "it is missing")
    signer.seal(at=AT)
    assert verify().findings == []


def test_an_older_published_checkpoint_put_back(sealed):
    """One seal may be on its way; a log that shows less than the one before was put back."""
    older = home_path("log", "checkpoint").read_bytes()
    signer.seal(at=AT)
    home_path("log", "checkpoint").write_bytes(older)
    assert verify().findings == []
    do("more", at=AT)
    signer.seal(at=AT)
    do("and more", at=AT)
    signer.seal(at=AT)
    home_path("log", "checkpoint").write_bytes(older)
    assert found("log/checkpoint", "it shows ")
