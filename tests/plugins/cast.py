"""The small cast that access and story tests share: two units, their people, an overseer, an outsider, a citizen."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

SHANGHAI = ZoneInfo("Asia/Shanghai")
SETUP = "setup"


def noon(day: str) -> datetime:
    """Noon in Shanghai on an ISO day: the instant most acts of a test happen at."""
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=SHANGHAI)


@dataclass
class Cast:
    """People by sign-in name, units by code; ``actor(name)`` is who they act as."""

    units: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)

    def actor(self, username: str, on: str = "2026-03-02"):
        from gongkai.ground.units.scope import actor_of

        return actor_of(self.people[username], date.fromisoformat(on))

    def scope(self, username: str, on: str = "2026-03-02"):
        from gongkai.ground.units.scope import scope_of

        return scope_of(self.people[username], date.fromisoformat(on))


ROLES = {
    "wang_bianji": ("zjj", "王敏", ["editor"]),
    "li_shenhe": ("zjj", "李芳", ["reviewer"]),
    "wu_baomi": ("zjj", "吴建国", ["secrecy_reviewer"]),
    "liu_qianfa": ("zjj", "刘志远", ["signatory", "office_head"]),
    "feng_fazhi": ("zjj", "冯静", ["legal_reviewer"]),
    "zhou_jingban": ("zjj", "周敏", ["case_officer"]),
    "zheng_jingban": ("zjj", "郑凯", ["case_officer"]),
    "chen_chuangkou": ("zjj", "陈静", ["window_clerk"]),
    "sun_bianji": ("wjw", "孙丽", ["editor"]),
    "qian_jingban": ("wjw", "钱伟", ["case_officer"]),
    "ma_qianfa": ("wjw", "马骏", ["signatory", "office_head"]),
    "gao_gongkai": ("xzf", "高翔", ["openness_office"]),
    "he_jiancha": ("xzf", "何平", ["supervisor"]),
    "lin_guanli": ("xzf", "林涛", ["administrator"]),
}


Rows = dict[str, list[tuple]]


@pytest.fixture(scope="session")
def founded(django_db_setup: None, django_db_blocker: Any) -> Rows:
    """What the county's founding leaves in the database. It takes forty acts, and a copy of their rows a tenth of that time."""
    from django.db import connection, transaction

    def rows(cursor: Any) -> Rows:
        tables = connection.introspection.table_names(cursor)
        return {table: cursor.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}

    with django_db_blocker.unblock(), transaction.atomic(), connection.cursor() as cursor:
        before = rows(cursor)
        found()
        after = rows(cursor)
        transaction.set_rollback(True)
    changed = {table: [row for row in old if row not in after[table]] for table, old in before.items()}
    assert not any(changed.values()), f"founding a county changes rows that were there: {changed}"
    return {table: new for table, of in after.items() if (new := [row for row in of if row not in before[table]])}


@pytest.fixture
def cast(db: None, founded: Rows) -> Cast:
    """A county with its government, two departments and their people, as of 2025."""
    return _settled(founded)


@pytest.fixture(scope="module")
def lasting_cast(founded: Rows, django_db_blocker: Any) -> Iterator[Cast]:
    """The same for all tests of a module, with whatever a fixture of the module adds; what a test itself does is undone after it,
    if it is marked ``django_db``."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield _settled(founded)
        transaction.set_rollback(True)


def _settled(founded: Rows) -> Cast:
    from django.db import connection

    from gongkai.ground.home.memory import forget_everything
    from gongkai.ground.units.models import Person, Unit

    forget_everything()
    with connection.cursor() as cursor:
        for table, rows in founded.items():
            places = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)
    units, people = Unit.objects.all(), Person.objects.all()
    return Cast({each.code: each for each in units}, {each.username: each for each in people})


def found() -> Cast:
    """Enter the county and its people into a database that has its tables and is empty."""
    from gongkai.ground.home.memory import forget_everything
    from gongkai.ground.rules.actions import enact_all
    from gongkai.ground.units import actions as units
    from gongkai.kernel.records.catalogue import place_section

    forget_everything()
    at = noon("2025-01-02")
    enact_all(by=SETUP, at=at)
    units.establish(
        at=at, by=SETUP, name="明川县人民政府", short_name="明川县", superior="宁州市人民政府", domain="www.mingchuan.gov.example",
        site_id_code="9901230001", host="明川县人民政府办公室", court="明川县人民法院", reconsideration_organ="明川县人民政府",
    )  # fmt: skip
    made = Cast()
    day = date(2000, 1, 1)
    for code, name, level, parent, org, prefix in (
        ("xzf", "明川县人民政府", "government", "", "12345678-8", "明政"),
        ("zjj", "明川县住房和城乡建设局", "department", "xzf", "MB1A2B3C-X", "明建"),
        ("wjw", "明川县卫生健康委员会", "department", "xzf", "00001434-9", "明卫"),
    ):
        made.units[code] = units.open_unit(
            code=code, name=name, short_name=name.removeprefix("明川县"), level=level, parent_code=parent, org_code=org, doc_prefix=prefix,
            phone="0000-0066128", opened_on=day, at=at, by=SETUP,
        )  # fmt: skip
    for username, (unit, name, roles) in ROLES.items():
        person = units.add_person(username=username, name=name, at=at, by=SETUP)
        made.people[username] = person
        for role in roles:
            units.appoint(person=person, unit=made.units[unit], role=role, at=at, by=SETUP, from_on=day)
    place_section(key="policy", name="政策文件", column_type="政策文件", position=1, by=SETUP, at=at)
    place_section(key="notices", name="公告公示", column_type="工作动态", position=2, by=SETUP, at=at)
    return made
