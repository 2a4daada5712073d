"""The description says what the answers hold: each is held against the schema that is told of it, and each address is there."""

import json
import re

import pytest
from django.urls import resolve
from tests.plugins.cast import noon

from gongkai.doors.api import openapi
from gongkai.engines.exchange.actions import enter
from gongkai.engines.exchange.planning import plan
from gongkai.engines.exchange.tables import as_csv
from gongkai.engines.exchange.tests.test_kinds import SHEETS
from gongkai.engines.site import build
from gongkai.engines.site.tests.helpers import EDITOR, files
from gongkai.kernel.records.models import Record, Section
from gongkai.pure import declare


@pytest.fixture
def document(office, program) -> dict:
    return program.get("/api/openapi.json").json()


def test_every_reference_leads_somewhere(document):
    schemas = document["components"]["schemas"]
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document)))
    assert named <= set(schemas) and {f"Record_{d.code}" for d in declare.kinds()} <= set(schemas)
    assert document["openapi"].startswith("3.1") and document["info"]["license"]["url"].endswith("/open/#licence")


def test_every_served_address_is_described_and_the_other_way_round(document):
    from gongkai.doors.api.urls import urlpatterns

    served = {operation.path for operation in openapi.operations() if not operation.static}
    for path in served:
        filled = re.sub(r"\{form\}", "csv", re.sub(r"\{(?!form)\w+\}", "abc", path))
        assert resolve(filled).url_name not in ("nothing", "interface"), path
    own = {"interface", "description", "nothing"}
    assert len({each.name for each in urlpatterns} - own) == len(served)
    assert len({re.sub(r"\{\w+\}", "{}", path) for path in served}) == len(served), "two addresses of one form"


def holds(document: dict, schema: dict, value: object, where: str = "") -> None:
    """Is a value what a schema says? As much of JSON Schema as ours use."""
    if "$ref" in schema:
        return holds(document, document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], value, where)
    if "discriminator" in schema:
        return holds(document, {"$ref": schema["discriminator"]["mapping"][value["kind"]]}, value, where)
    if "oneOf" in schema:
        return holds(document, schema["oneOf"][0], value, where) if value is not None else None
    names = {dict: "object", list: "array", str: "string", int: "integer", bool: "boolean", type(None): "null"}
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    assert names[type(value)] in types, (where, value)
    assert "enum" not in schema or value in schema["enum"], (where, value)
    if isinstance(value, dict):
        assert set(schema.get("required", ())) <= set(value) <= set(schema["properties"]), where
        for name, each in value.items():
            holds(document, schema["properties"][name], each, f"{where}.{name}")
    if isinstance(value, list):
        for each in value:
            holds(document, schema["items"], each, f"{where}[]")
    return None


def schema_of(document: dict, path: str) -> dict:
    return document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]


def test_answers_are_what_is_said_of_them(office, program, document):
    record = office.publish("2026-03-02", title="供水管理办法", keywords="供水；管理", effective_on="2026-03-10")
    office.correct(record, "2026-03-03")
    office.publish("2026-03-02", kind="notice", section="notices", unit="wjw")
    office.withdraw(office.publish("2026-03-04"), "2026-03-05")
    for path in ("/api/records", "/api/changes", "/api/sections"):
        holds(document, schema_of(document, path), program.get(path).json(), path)
    holds(document, schema_of(document, "/api/records/{id}"), program.get(f"/api/records/{record.pk}").json())
    refused = document["paths"]["/api/records"]["get"]["responses"]["400"]["content"]["application/problem+json"]
    holds(document, refused["schema"], program.get("/api/records?year=x").json())
    build.full()
    seen = set()
    for path, content in files().items():
        for pattern in document["paths"]:
            if not pattern.startswith("/api/") and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", pattern), f"/{path}"):
                holds(document, schema_of(document, pattern), json.loads(content), path)
                seen.add(pattern)
    assert seen == {path for path in document["paths"] if not path.startswith("/api/")}


def test_each_kinds_public_fields_are_described_and_no_private_one(document):
    for drawer in declare.kinds():
        told = document["components"]["schemas"][f"Record_{drawer.code}"]["properties"]
        for spec in drawer.declaration.all_fields():
            assert (spec.name in told) is spec.public, (drawer.code, spec.name)


def test_people_read_the_same(office, program):
    page = program.get("/api/").content.decode()
    for operation in openapi.operations():
        assert operation.path in page and operation.title in page
    for section in Section.objects.all():
        assert f'<dt class="code">{section.key}</dt><dd><a href="/s/{section.key}/">{section.name}</a>' in page
    for drawer in declare.kinds():
        for column in (
            column
            for spec in drawer.declaration.all_fields()
            if spec.grid and spec.public
            for column in spec.grid.columns
        ):
            assert f'<span class="code">{column.name}</span> {column.label}' in page, (drawer.code, column.name)
    for shape in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{shape}"' in page
    assert program.get("/api").status_code == 301 and program.get("/api/no/such").status_code == 404


@pytest.mark.parametrize("code", sorted(set(SHEETS) - {"consolidated"}))
def test_a_record_of_each_kind_is_what_is_said_of_it(office, program, document, code):
    """As it comes in by a sheet, and stands on the site."""
    kind, unit, said = declare.kind(code), office.cast.units["zjj"], SHEETS[code]
    section = Section.objects.get(pk="policy" if code == "policy" else "notices")
    found = plan(kind=kind, unit=unit, content=as_csv(list(said), [list(said.values())]), form="csv", at=noon("2026-03-02"), section=section)  # fmt: skip
    enter(plan=found, by=office.actors[EDITOR], at=noon("2026-03-02"))
    record = office.through_the_gates(Record.objects.get(kind=code), "2026-03-02")
    told = program.get(f"/api/records/{record.pk}").json()
    holds(document, document["components"]["schemas"][f"Record_{code}"], told)
    assert record.title in program.get(f"/api/records.csv?kind={code}").content.decode("utf-8-sig")
