"""People who can sign in, and browsers in which they have."""

import pyotp
import pytest
from django.core.cache import cache
from django.test import Client
from tests.plugins.cast import noon

from gongkai.doors import edge
from gongkai.doors.desk.entry import SECOND_FACTOR
from gongkai.ground.units import actions as units
from gongkai.ground.units import delegating
from gongkai.ground.units.models import Appointment
from gongkai.kernel.records.models import Record
from gongkai.pure.declare import Role

PASSWORD = "梧桐-4417-长桥"
SECRET = pyotp.random_base32()
CONTENT = {
    "section": "policy", "title": "明川县农村危房改造补助办法", "formed_on": "2026-3-2", "document_number": "明建〔2026〕2号",
    "effective_on": "2026-04-15", "keywords": "危房；补助", "no_interpretation": "内容单一", "body": "<p>第一条 为了保障住房安全，制定本办法。</p>",
}  # fmt: skip
AT = noon("2026-03-02")
CLEARED = (("wang_bianji", "submit"), ("li_shenhe", "pass_review"), ("wu_baomi", "clear"))


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Scrypt is slow on purpose; what is tested here is who gets in."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def today(monkeypatch):
    """Fix the clock at the edge: ``today("2026-03-02")``; 2 March 2026 unless a test says otherwise."""

    def fix(day: str) -> None:
        monkeypatch.setattr(edge, "now", lambda: noon(day))

    fix("2026-03-02")
    return fix


@pytest.fixture
def desk(cast, today):
    """``desk("zhou_jingban")``: a browser in which that person is signed in, second factor and all."""

    def sign_in(username: str) -> Client:
        client = Client()
        client.force_login(cast.people[username])
        session = client.session
        session[SECOND_FACTOR] = True
        session.save()
        return client

    return sign_in


@pytest.fixture
def deep(cast):
    """Below the housing bureau an office, below that a station; an administrator at each level, granted from above."""
    for code, parent in (("zjs", "zjj"), ("zjz", "zjs")):
        cast.units[code] = units.open_unit(code=code, name=f"明川县{code}", short_name=code, level="institution", parent_code=parent, opened_on=AT.date(), at=AT, by="setup")  # fmt: skip
    for name in ("bureau", "office", "station", "clerk", "other"):
        cast.people[name] = units.add_person(username=name, name=f"{name}员", totp_secret="S", at=AT, by="setup")
    give(cast, "lin_guanli", "bureau", "zjj", Role.ADMINISTRATOR)
    give(cast, "bureau", "office", "zjs", Role.ADMINISTRATOR)
    give(cast, "office", "station", "zjz", Role.ADMINISTRATOR)
    return cast


def give(cast, by, person, unit, role) -> Appointment:
    return delegating.grant(person=cast.people[person], unit=cast.units[unit], role=role, by=cast.actor(by), at=AT)


@pytest.fixture
def passwords(cast):
    """Everybody has the same password, and a second factor of the same secret."""
    for person in cast.people.values():
        person.set_password(PASSWORD)
        person.totp_secret = SECRET
        person.save()
    return cast


@pytest.fixture
def application(cast):
    """``application(wanted=…)``: an application to the housing bureau, received on 10 February 2026."""
    from gongkai.procedures.foi import actions as foi

    def ask(subject: str = "危房改造补助名单", at: str = "2026-02-10", unit: str = "zjj"):
        party = {"name": "张三丰", "phone": "13812345678", "address": "明川县河西街道1号"}
        request = foi.Request("natural", party, subject, f"申请公开{subject}。", "electronic", "online")
        return foi.submit(unit=cast.units[unit], request=request, at=noon(at)).case

    return ask


@pytest.fixture
def drafted(desk):
    def draft(**changes) -> Record:
        response = desk("wang_bianji").post("/desk/r/new/policy/", CONTENT | changes)
        assert response.status_code == 302, response.context["form"].errors
        return Record.objects.get()

    return draft


def do(client, record, name, **values):
    record.refresh_from_db()
    return client.post(f"/desk/r/{record.pk}/do/{name}/", {"seen": record.revision} | values)


def through(desk, record, *steps):
    for username, name in steps:
        assert do(desk(username), record, name).status_code == 302, name


@pytest.fixture
def published(desk, drafted):
    record = drafted()
    through(desk, record, *CLEARED)
    assert do(desk("liu_qianfa"), record, "publish", channels=["website", "wechat"], when="now").status_code == 302
    record.refresh_from_db()
    return record


@pytest.fixture
def paper(cast):
    """What a window clerk registers."""
    return {
        "unit": str(cast.units["zjj"].pk), "channel": "counter", "received_on": "2026-3-2", "party_type": "natural", "name": "李四光",
        "phone": "13900001111", "subject": "供水管网改造合同", "wanted": "申请公开供水管网改造合同全文。", "form_wanted": "paper",
        "delivery": "pick_up", "token": "token-of-this-form",
    }  # fmt: skip
