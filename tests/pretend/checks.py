"""Run inside a copy of the house that holds the two pretend drawers: they appear everywhere."""

import json
import subprocess
import sys
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from gongkai.procedures.inquiry import actions as inquiry
from gongkai.procedures.inquiry.models import Detail
from tests.plugins.cast import noon

from gongkai.engines.feeders import finding, rebuilding
from gongkai.engines.measures import queries as measures
from gongkai.engines.measures import sheets
from gongkai.engines.site import build, tree
from gongkai.ground.documents.queries import notices_of
from gongkai.ground.ledger.verify import verify
from gongkai.ground.search.asking import Ask
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Section, Version
from gongkai.pure import declare
from gongkai.pure.declare import Role

DAY = noon("2026-03-02")
CONTENT = {
    "title": "明川县人民政府公报2026年第1期",
    "formed_on": "2026-03-02",
    "issue": "2026年第1期",
    "printer": "县印刷厂",
    "body": "<p>目录</p>",
}


@pytest.fixture
def issue(cast):
    record = records.draft(
        kind="bulletin",
        unit=cast.units["zjj"],
        section=Section.objects.get(pk="notices"),
        content=CONTENT,
        by=cast.actor("wang_bianji"),
        at=DAY,
    )
    for verb, who in (
        ("submit", "wang_bianji"),
        ("pass_review", "li_shenhe"),
        ("clear", "wu_baomi"),
        ("publish", "liu_qianfa"),
    ):
        getattr(records, verb)(record=record, by=cast.actor(who), at=DAY)
    return record


@pytest.fixture
def asked(cast):
    return inquiry.ask(unit=cast.units["zjj"], subject="公租房什么时候分", by=cast.actor("zhou_jingban"), at=DAY)


@pytest.fixture
def desk(cast, monkeypatch):
    monkeypatch.setattr("gongkai.doors.edge.now", lambda: noon("2026-03-03"))

    def client(username):
        made = Client()
        made.force_login(cast.people[username])
        return made

    return client


def test_the_registry_knows_them():
    assert "bulletin" in {d.code for d in declare.kinds()} and "inquiry" in {d.code for d in declare.procedures()}


def test_the_pages_show_the_kind_and_keep_its_private_field(issue, home):
    build.full()
    page = (tree.current() / "r" / issue.pk / "index.html").read_text("utf-8")
    assert "公报期次：2026年第1期" in page and "县印刷厂" not in page
    assert "县印刷厂" not in (tree.current() / "r" / issue.pk / "index.json").read_text("utf-8")
    assert "政府公报" in (tree.current() / "index.html").read_text("utf-8")
    assert json.loads(bytes(Version.objects.get(record=issue).public))["issue"] == "2026年第1期"


def test_the_search_finds_it_by_its_own_public_fields_and_by_its_kind(issue, home, cast):
    cache.clear()
    rebuilding.rebuild()
    for words in ("2026年第1期", "政府公报", "gongbao", "目录"):
        (hit,) = finding.find_public(Ask(words)).hits
        assert (hit.row.key, hit.kind) == (issue.pk, "政府公报")
    assert finding.find_public(Ask("县印刷厂")).total == 0
    assert finding.find_at_desk(Ask("县印刷厂"), cast.scope("wang_bianji")).total == 1
    told = Client().get("/counter/search", {"kind": "bulletin", "format": "json"}).json()
    assert told["total"] == 1 and told["results"][0]["kind"] == "bulletin"


def test_the_editors_form_has_the_kinds_fields(desk):
    page = desk("wang_bianji").get("/desk/r/new/bulletin/", follow=True).content.decode()
    assert "期次" in page and "承印单位" in page


def test_the_worklist_shows_the_case_and_its_page_offers_the_act(desk, asked):
    client = desk("zhou_jingban")
    listed = client.get("/desk/").content.decode()
    assert asked.reference in listed and "公租房什么时候分" in listed and "问询" in listed
    assert "答复" in client.get(f"/desk/c/{asked.reference}/").content.decode()


def test_the_act_is_taken_through_the_desk(desk, asked):
    answer = desk("zhou_jingban").post(
        f"/desk/c/{asked.reference}/do/reply/", {"text": "四月底前分配到户。", "seen": asked.revision}
    )
    asked.refresh_from_db()
    assert answer.status_code in (302, 303) and asked.phase == "done"
    assert [view.title for view in notices_of(asked.ref)] == ["问询答复函"]
    assert not Duty.objects.filter(ref=asked.ref, closed_on=None).exists()


@pytest.mark.parametrize("username", ["qian_jingban", "sun_bianji"])
def test_it_does_not_exist_for_another_unit(desk, asked, username):
    assert desk(username).get(f"/desk/c/{asked.reference}/").status_code == 404
    assert asked.reference not in desk(username).get("/desk/").content.decode()


def test_the_screen_is_for_its_role_alone(desk):
    assert desk("zhou_jingban").get("/desk/p/inquiry/overview/").status_code == 200
    assert desk("wang_bianji").get("/desk/p/inquiry/overview/").status_code == 404
    assert "登录" in Client().get("/desk/p/inquiry/overview/").content.decode()


def test_the_measures_count_them(issue, asked, cast):
    sheets.catch_up()
    units = measures.counted_units(cast.units["xzf"], date(2026, 12, 31))
    known = measures.measures()
    for key in ("bulletins.published", "inquiries.received"):
        assert measures.value(known[key], measures.year(2026), units) == 1
        assert len(measures.rows(known[key], measures.year(2026), units)) == 1


def test_verification_knows_their_rows(asked):
    assert verify().findings == []
    Detail.objects.update(by_phone=False)
    assert [finding.where for finding in verify().findings] == [f"inquiry.detail/{asked.reference}"]


def test_no_migration_is_missing():
    done = subprocess.run(
        [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_every_state_is_reached():
    for drawer in declare.procedures():
        first = next(iter(drawer.declaration.states.values()))
        assert drawer.declaration.unreachable(first) <= {"received"}
    assert Role.CASE_OFFICER
