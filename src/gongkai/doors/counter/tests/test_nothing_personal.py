"""After an application has been sent, what is personal stands nowhere in clear: not in the home, addresses, cookies or logs."""

import logging
import re

import pytest
from django.db import connection

from gongkai.doors.counter.tests.conftest import PAGES, WANTED
from gongkai.ground.home.paths import home_path

PERSONAL = (PAGES["who"]["name"], PAGES["who"]["phone"], PAGES["who"]["id_number"], PAGES["how"]["address"], WANTED)


def _in_clear(data: bytes) -> list[str]:
    return [each for each in PERSONAL if each.encode() in data or each.encode("utf-16-le") in data]


def _rows() -> bytes:
    """All that the database holds, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                found += [bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row]
    return b"\n".join(found)


@pytest.mark.django_db
def test_nothing_personal_is_kept_in_clear(citizen, caplog):
    with caplog.at_level(logging.DEBUG):
        citizen.fill_all()
        reference, code = citizen.send()
        citizen.track(reference, "AAAA-AAAA-AAAA")
        citizen.track(reference, code)
    assert not _in_clear(_rows())
    assert code.replace("-", "").encode() not in _rows().replace(b"-", b"")
    for path in home_path().rglob("*"):
        if path.is_file():
            assert not _in_clear(path.read_bytes()), path
            assert code.encode() not in path.read_bytes(), path
    said = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert not _in_clear(said.encode()) and code not in said


def test_no_cookie_and_no_address_carries_anything(citizen):
    citizen.fill_all()
    assert not citizen.client.cookies
    reference, code = citizen.send()
    citizen.track(reference, code)
    (cookie,) = citizen.client.cookies.values()
    for told in (cookie.value, citizen.answer.request["QUERY_STRING"]):
        assert told and reference not in told and code not in told and not _in_clear(told.encode())
    assert re.fullmatch("k=[0-9a-f]{16}", citizen.answer.request["QUERY_STRING"])
