"""Sets up the fictional 明川县 in an empty database: government, units, people, roles, catalogue, rules."""

from datetime import date, datetime
from functools import cache

import pyotp

from gongkai.demo.content import people as content_people
from gongkai.demo.content import sections as content_sections
from gongkai.demo.content import units as content_units
from gongkai.demo.content.areas import RESPONSIBLE
from gongkai.ground.ledger.acts import act
from gongkai.ground.rules.actions import enact_all
from gongkai.ground.units import actions as units
from gongkai.ground.units.models import Person, Unit
from gongkai.ground.units.scope import Actor, actor_of
from gongkai.kernel.records.catalogue import place_section
from gongkai.kernel.records.loading import load
from gongkai.pure.declare.roles import SECOND_FACTOR_ROLES, Role
from gongkai.pure.law.catalogue_file import shipped

ROOT = "mingchuan"
OVERSIGHT = {Role.SUPERVISOR, Role.OPENNESS_OFFICE, Role.ADMINISTRATOR}
FOUNDED = date(1983, 10, 1)
BY = "system"
REACHED = {"address": "明川县河西路1号", "phone": "0000-0012345", "hours": "工作日8:30—12:00、14:30—17:30"}
"""Where the county government is found, as a unit and on every page's foot."""


def found(*, at: datetime, demo: bool) -> None:
    """Enter the county. ``at`` is when the system is taken into use; units and offices are older. One transaction."""
    with act():
        enact_all(by=BY, at=at)
        units.establish(
            at=at,
            by=BY,
            name="明川县人民政府",
            short_name="明川县",
            name_en="Mingchuan County People's Government (fictional)",
            address_en="1 Hexi Road, Mingchuan County",
            hours_en="working days 8:30–12:00 and 14:30–17:30",
            superior="宁州市人民政府",
            slogan="公开、办理、答复，都在这里",
            domain="www.mingchuan.gov.example",
            site_id_code="9901230001",
            icp="某ICP备00000000号",
            police="某公网安备00000000000000号",
            host="明川县人民政府办公室",
            undertaker="明川县政务公开办公室",
            postcode="000000",
            **REACHED,
            court="明川县人民法院",
            court_for_government="宁州市中级人民法院",
            reconsideration_organ="明川县人民政府",
            demo=demo,
            lived=True,
        )
        _units(at)
        _people(at)
        _sections(at)


def _units(at: datetime) -> None:
    units.open_unit(
        code=ROOT,
        name="明川县人民政府",
        short_name="县政府",
        level="government",
        opened_on=FOUNDED,
        at=at,
        by=BY,
        in_totals=True,
        **REACHED,
    )
    for position, unit in enumerate(sorted(content_units(), key=lambda u: bool(u.parent)), start=1):
        units.open_unit(
            code=unit.code, name=unit.name, short_name=unit.short_name, level=unit.level, parent_code=unit.parent or ROOT,
            org_code=unit.org_code, uscc=unit.uscc, doc_prefix=unit.doc_prefix, address=unit.address, phone=unit.phone, fax=unit.fax,
            hours=unit.hours, email=unit.email, in_totals=unit.in_totals, position=position, opened_on=FOUNDED, at=at, by=BY,
        )  # fmt: skip


def _people(at: datetime) -> None:
    by_code = {unit.code: unit for unit in Unit.objects.all()}
    for someone in content_people():
        roles = [Role(role) for role in someone.roles]
        secret = pyotp.random_base32() if SECOND_FACTOR_ROLES & set(roles) else ""
        person = units.add_person(
            username=someone.username, name=someone.name, at=at, by=BY, totp_secret=secret, demo_role=someone.demo_role
        )
        for role in roles:
            places = [ROOT] if role in OVERSIGHT else [someone.unit, *someone.also_for]
            for place in places:
                units.appoint(person=person, unit=by_code[place], role=role, at=at, by=BY, from_on=FOUNDED)


def _sections(at: datetime) -> None:
    for position, section in enumerate(content_sections(), start=1):
        place_section(
            key=section.key, name=section.name, name_en=section.name_en, parent_key=section.parent, position=position, column_type=section.column_type,
            description=section.description, keywords="；".join(section.keywords), levels=",".join(section.levels), basis=section.basis,
            audience=section.audience, update_every=section.update_every, units=section.units, by=BY, at=at,
        )  # fmt: skip
    load(template=shipped()["key-areas-2018"], by=BY, at=at)
    for key, unit in RESPONSIBLE.items():
        place_section(key=key, units=unit, by=BY, at=at)


@cache
def unit_of(code: str) -> Unit:
    """The unit's row."""
    return Unit.objects.get(code=code)


@cache
def actor(username: str) -> Actor:
    """Who a person of the county acts as; appointments do not change while a year is lived."""
    return actor_of(Person.objects.get(username=username), FOUNDED.replace(year=FOUNDED.year + 1))


def forget() -> None:
    """Drop what was looked up: another database is at hand."""
    unit_of.cache_clear()
    actor.cache_clear()
