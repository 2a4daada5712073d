"""After an applicant is erased, nothing they said or were called is left in any byte of the home, nor in the database's dump.

The home is at work all the while: web, worker and signer hold it open, and the applicant comes through the web.
"""

import base64
import json
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from urllib.parse import quote

import psycopg
import pytest
from django.utils import timezone
from psycopg import sql

from tests.plugins.homes import Live
from tests.plugins.served import Served, eventually, one_time_code
from tests.plugins.visitor import Visitor

SAID = {
    "name": "司马青云",
    "id number": "110101199003078515",
    "phone": "13812345678",
    "address": "河西街道柳荫巷17号3单元201室",
    "wanted": "请公开我父亲司马长河名下老屋的危房鉴定结论和补助金额。",
    "subject": "司马长河老屋危房鉴定",
    "correction": "老屋在柳荫巷尾，门牌是旧的乙九号。",
    "consulted": "柳荫巷第三村民小组 许向南",
    "letter": "老屋由申请人的堂兄代管，请核实。",
    "opinion": "同意公开，但堂兄的电话不要写。",
    "note": "电话里申请人说下周三来取。",
    "returned": "把堂兄的姓名去掉再送。",
    "answer": "柳荫巷乙九号老屋鉴定为丙级，补助一万四千元。",
    "file": "这是申请人的身份证复印件，机密等级：个人。",
    "file name": "司马青云身份证正反面",
    "enclosed": "丙级鉴定结论：乙九号房东墙倾斜。",
    "enclosed name": "柳荫巷乙九号鉴定报告",
    "subscriber's address": "simaqingyun@example.cn",
    "subscriber's word": "柳荫巷危房",
}
SUBSCRIBED = """
from gongkai.doors.edge import now
from gongkai.ground.outbox.actions import connect
connect(code="mail", adapter="smtp", name="明川公开", address="smtp://127.0.0.1:1", by="lin_guanli", at=now())
"""
LINK = """
from gongkai.ground.subscribers.models import Subscriber
from gongkai.ground.subscribers.queries import wish_of
made = Subscriber.objects.get()
print(f"/counter/subscribe/{made.code}/{wish_of(made).secret}")
"""
AFTERWARDS = """
import json
from gongkai.doors.edge import now
from gongkai.ground.files.actions import attach
from gongkai.ground.parties.models import SubjectKey
from gongkai.kernel.cases.queries import by_reference
case = by_reference({reference!r})
attach(owner=case.ref, name={name!r}, data={text!r}.encode(), by="zhou_jingban", at=now(), seal=True)
print(bytes(SubjectKey.objects.get(ref=case.ref).key).hex())
"""


def test_nothing_personal_is_left(county: Served):
    reference, code = an_application_is_lived_through(county)
    script = AFTERWARDS.format(reference=reference, name=f"{SAID['file name']}.txt", text=SAID["file"])
    key = county.python(script).split()[-1]
    assert list(found_in(county, {"the case's number": reference})), "the search finds nothing at all"

    county.gongkai("erase", reference, "--by", "lin_guanli", "--yes")
    assert "erased already" in county.gongkai("erase", reference, "--by", "lin_guanli", "--yes")
    assert re.fullmatch(
        rf"subscriber:\w{{10}} [0-9a-f]{{64}}\ncase:{reference} [0-9a-f]{{64}}\n",
        (county.folder / "erasures.log").read_text(),
    )

    private = SAID | {"query code": code, "query code, as typed": code.replace("-", "")}
    assert not list(found_in(county, private)) + list(found_in(county, {"key": bytes.fromhex(key)}))
    county.gongkai("verify")
    citizen = Visitor(county)
    page = citizen.post("/counter/track", reference=reference, code=code)
    assert reference in page and "已清除" in page
    assert not any(value in page for value in SAID.values())
    assert not list(found_in(county, SAID)), "looking at it brought something back"


def test_what_sqlite_keeps_of_a_deleted_key_is_scrubbed(live):
    """``secure_delete`` overwrites a cell where it lies, not each copy that a page held before; and not every tool sets it."""
    file, keys = live.folder / "gongkai.sqlite3", [secrets.token_bytes(32) for _ in range(50)]
    with closing(sqlite3.connect(file, isolation_level=None)) as tool:
        tool.execute("PRAGMA secure_delete = OFF")
        rows = [(f"case:2026-{n:04d}", key) for n, key in enumerate(keys)]
        tool.executemany("INSERT INTO parties_subjectkey (ref, key) VALUES (?, ?)", rows)
        tool.execute("DELETE FROM parties_subjectkey")
        tool.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    left = {f"key {n}": key for n, key in enumerate(keys)}
    assert len(list(found_in(live, left))) >= len(keys), "nothing is left, so that nothing is shown"
    live.python("from gongkai.ground.parties.actions import scrub; scrub()")
    assert not list(found_in(live, left))


def an_application_is_lived_through(county: Served) -> tuple[str, str]:
    """Submitted, corrected, consulted on, returned, answered, its papers made; a session ended over a form."""
    citizen = Visitor(county)
    asked = {name: SAID[name] for name in ("wanted", "subject", "name", "phone", "address")}
    citizen.apply("zjj", id_number=SAID["id number"], **asked)
    citizen.post("/counter/foi/receipt", draft=citizen.hidden("draft"))
    reference, code = citizen.receipt()

    county.python(SUBSCRIBED)
    citizen.post("/counter/subscribe", way="mail", words=SAID["subscriber's word"], mailbox=SAID["subscriber's address"], rhythm="daily")  # fmt: skip
    own = county.python(LINK).strip()
    citizen.post(own, act="confirm")
    citizen.post(own, act="leave")
    assert "已经清除" in citizen.html

    officer, signatory = Visitor(county), Visitor(county)
    officer.sign_in("zhou_jingban")
    officer.act(reference, "correct", items=f"请{SAID['name']}写明门牌", days="15")
    citizen.post("/counter/track", reference=reference, code=code)
    citizen.post(
        "/counter/track/act", act="correct", sure="1", text=SAID["correction"], **{"pass": citizen.hidden("pass")}
    )
    officer.act(reference, "note", text=SAID["note"])
    today = timezone.localdate().isoformat()
    officer.act(reference, "consult", kind="third_party", unit="", whom=SAID["consulted"], letter=SAID["letter"])
    officer.act(reference, "opinion", which="1", consents="yes", opinion=SAID["opinion"], answered_on=today)
    officer.post(f"/desk/c/{reference}/party")
    assert SAID["phone"] in officer.html
    officer.get(f"/desk/?q={quote(SAID['subject'])}")
    officer.end_session()
    report = {"files": (f"{SAID['enclosed name']}.txt", SAID["enclosed"].encode())}
    officer.post(f"/desk/c/{reference}/do/propose/", outcome="3_1", text=SAID["answer"], files=report)
    assert "您刚才填的内容留着" in officer.html
    officer.sign_in("zhou_jingban")
    officer.post(f"/desk/c/{reference}/do/propose/", outcome="", text=SAID["answer"], files=report)
    assert SAID["enclosed name"] in officer.html and 'name="kept_file"' in officer.html
    officer.act(reference, "propose", outcome="3_1", text=SAID["answer"], files=report)
    signatory.sign_in("liu_qianfa", one_time_code())
    signatory.act(reference, "return", reason=SAID["returned"])
    officer.act(reference, "propose", outcome="3_1", text=SAID["answer"], files=report)
    signatory.act(reference, "answer")

    citizen.post("/counter/track", reference=reference, code=code)
    number = unescape(re.findall(r'name="number" value="([^"]+)"', citizen.html)[-1])
    citizen.post("/counter/track/paper", number=number, pdf="1", **{"pass": citizen.hidden("pass")})
    assert citizen.body.startswith(b"%PDF")
    citizen.post("/counter/track", reference=reference, code=code)
    citizen.post("/counter/track/enclosure", number=number, place="1", **{"pass": citizen.hidden("pass")})
    assert citizen.body == SAID["enclosed"].encode()
    eventually(lambda: county.python(WAITING).strip() == "0")
    return reference, code


WAITING = "from gongkai.ground.documents.models import Notice, Rendering; print(Notice.objects.count() - Rendering.objects.count())"


def forms_of(value: str | bytes) -> dict[str, bytes]:
    """The bytes a value might be written as."""
    plain = value if isinstance(value, bytes) else value.encode()
    forms = {"plain": plain, "hex": plain.hex().encode(), "HEX": plain.hex().upper().encode()}
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + plain)
        forms[f"base64+{shift}"] = coded[(4 if shift else 0) : len(coded) - 4]
    if isinstance(value, str):
        forms |= {
            "UTF-16LE": value.encode("utf-16-le"),
            "UTF-16BE": value.encode("utf-16-be"),
            "GB 18030": value.encode("gb18030"),
        }
        forms |= {"JSON": json.dumps(value)[1:-1].encode(), "URL": quote(value).encode()}
        forms |= {"HTML": "".join(f"&#{ord(sign)};" for sign in value).encode()}
    return forms


def found_in(county: Live, values: dict[str, str | bytes]) -> Iterator[str]:
    """Where any form of the values stands: in a file below the home or in its name, in a row of a database of PostgreSQL's."""
    forms = [(name, form, code) for name, value in values.items() for form, code in forms_of(value).items()]
    for place, content in contents(county):
        yield from (f"{place}: {name} as {form}" for name, form, code in forms if code in content)


def contents(county: Live) -> Iterator[tuple[str, bytes]]:
    for path in sorted(county.folder.rglob("*")):
        yield f"name of {path}", str(path).encode()
        if path.is_file():
            yield str(path), path.read_bytes()
    if url := county.more.get("DATABASE_URL"):
        with psycopg.connect(url) as connection:
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            for (table,) in tables:
                rows = connection.execute(sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(table)))
                yield f"table {table}", "\n".join(row for (row,) in rows).encode()


@pytest.mark.parametrize("form", forms_of(SAID["name"]))
def test_each_form_is_found_where_it_stands(form, tmp_path):
    home = Served(tmp_path)
    (tmp_path / "leak").write_bytes(b"\x00\xff" + forms_of(SAID["name"])[form] + b"\xff")
    assert any(f"as {form}" in each for each in found_in(home, {"name": SAID["name"]}))


@pytest.mark.parametrize("shift", range(3))
def test_base64_is_found_at_any_alignment(shift, tmp_path):
    (tmp_path / "leak").write_bytes(base64.b64encode(b"x" * shift + SAID["name"].encode() + b"tail"))
    assert list(found_in(Served(tmp_path), {"name": SAID["name"]}))
