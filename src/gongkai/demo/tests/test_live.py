"""The demonstration's past: lived through the real actions, with something of everything that its pages show."""

import json
import re
from datetime import date, timedelta

import pytest

from gongkai.demo import county, live_cases
from gongkai.demo.command import live
from gongkai.demo.content.functions import SECTION as FUNCTIONS
from gongkai.demo.live import Life, instant
from gongkai.demo.live_annual import SECTION
from gongkai.demo.live_cases import UNCLEAR, Ask, Course
from gongkai.demo.live_catalogue import MERGED, OFFICE, WITHHELD
from gongkai.demo.live_channels import POINTS
from gongkai.demo.live_portal import ARRANGED
from gongkai.demo.live_records import a_year_sooner
from gongkai.demo.live_systems import ISSUES
from gongkai.engines.measures import queries as measures
from gongkai.engines.reporting import annual
from gongkai.engines.supervision.coverage import Coverage
from gongkai.ground.documents.models import Enclosure
from gongkai.ground.files.models import File
from gongkai.ground.files.queries import read_bytes
from gongkai.ground.guard.models import Justification
from gongkai.ground.keys.models import Reception
from gongkai.ground.ledger.models import Fact
from gongkai.ground.units.models import Person
from gongkai.ground.units.queries import units
from gongkai.ground.units.scope import scope_of
from gongkai.kernel.cases.models import Case, Demand
from gongkai.kernel.portal.models import Arrangement
from gongkai.kernel.portal.queries import arranged, former_addresses, site_notices, topics
from gongkai.kernel.records import guarding
from gongkai.kernel.records.models import GuideText, Record, Section, Version, Withholding
from gongkai.kernel.records.queries import live as live_records
from gongkai.kernel.records.queries import version_of
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi.models import Application, Assistance, RedactedCopy

FIRST, TODAY = date(2025, 11, 3), date(2026, 3, 27)


def _view(record: Record) -> dict:
    return json.loads(bytes(Version.objects.get(record=record, number=record.published).public))


@pytest.mark.parametrize("last, sooner", [("02-27", "02-27"), ("02-29", "02-28"), ("03-01", "03-01")])
def test_a_term_may_end_on_a_leap_day(last, sooner):
    assert a_year_sooner(date.fromisoformat(f"2028-{last}")) == date.fromisoformat(f"2027-{sooner}")


def test_a_winter_of_the_county(db, home, monkeypatch):
    monkeypatch.setattr(measures, "SNAPSHOT", "default")  # within one transaction
    county.found(at=instant(FIRST - timedelta(30), 9, 0), demo=True)
    samples = live(first=FIRST, today=TODAY, scale=0.13)
    assert [each["what"] for each in samples] == ["已答复", "办理中", "待补正"]
    _whoever_wants_an_electronic_copy_gets_one(samples[0]["reference"])
    _one_paper_went_out_in_part()
    _every_unit_can_be_rung_and_visited()
    _the_yearly_reports_are_out_in_time_and_add_up()
    _accounts_count_all_that_happened_before_their_day()
    _documents_are_laid_out_and_some_carry_a_form()
    _every_unit_says_early_what_it_is_there_for()
    _grounds_and_corrections_are_about_what_the_record_is()
    _the_catalogue_is_kept_more_or_less()
    _the_offices_put_the_pages_together()
    _the_guard_has_something_to_show()
    _another_system_enters_records_and_people_let_them_pass()
    assert Demand.objects.filter(kind="urge").exists(), "nobody urged anybody"
    assert Assistance.objects.exists(), "no unit helped another"


def _whoever_wants_an_electronic_copy_gets_one(reference: str):
    asked = Application.objects.filter(case__outcome="3_1")
    sent = set(Enclosure.objects.values_list("notice__ref", flat=True))
    in_part = {each.material.case.ref for each in RedactedCopy.objects.select_related("material__case")}
    assert sent - in_part == {
        each.case.ref for each in asked.select_related("case") if each.form_wanted == "electronic"
    }
    assert f"case:{reference}" in sent
    for file in File.objects.filter(public_id__in=Enclosure.objects.values("file_id"), media_type="text/csv"):
        head, *rows = read_bytes(file).decode("utf-8-sig").splitlines()
        assert file.sealed and rows and all(row.count(",") == head.count(",") for row in rows)


def _one_paper_went_out_in_part():
    copy = RedactedCopy.objects.select_related("material__case").get()
    assert copy.material.case.outcome == "3_2" and copy.boxes >= 6
    sent = set(Enclosure.objects.filter(notice__ref=copy.material.case.ref).values_list("file_id", flat=True))
    assert sent == {copy.file_id, copy.list_id}


def _every_unit_can_be_rung_and_visited():
    assert not [unit.name for unit in units() if not (unit.phone and unit.address and unit.hours)]


def _the_yearly_reports_are_out_in_time_and_add_up():
    reports = {record.title: record for record in Record.objects.filter(section_id=SECTION, live=True)}
    assert len(reports) == 1 + 26 + 18
    whole = reports.pop("明川县人民政府2025年政府信息公开工作年度报告")
    assert whole.published_on <= date(2026, 3, 31)
    assert max(record.published_on for record in reports.values()) <= date(2026, 1, 31)
    view = _view(whole)
    assert annual.kind().wrong(view) == []
    for each in (whole, reports["明川县教育局2025年政府信息公开工作年度报告"]):
        body = re.sub(r"<[^>]+>", "", version_of(each).values()["body"])
        places = int(re.search(r"查阅点(\d+)个", body)[1])
        assert places == (len(POINTS) if each == whole else 0)
        assert ("查阅场所的内容" in body) is bool(places) and "下面的链接" not in body
    figures = annual.kind().figures(view)
    # Rules are made by provinces and cities alone.
    second = {row: set(cells.values()) for row, cells in figures["2021-2"].items() if row != "p20_1_rules"}
    blank = [row for row, cells in second.items() if None in cells]
    assert not blank, f"a report with empty cells: {blank}"
    received = figures["2021-3"]["r1"]["total"]
    assert received == Case.objects.filter(procedure="foi", first_received_on__year=2025).count() > 0


def _accounts_count_all_that_happened_before_their_day():
    found = Record.objects.filter(kind__in=("annual", "circular"))
    assert {each.kind for each in found} == {"annual", "circular"}
    for each in found:
        left_out = Fact.objects.filter(idx__gte=version_of(each).values()["size"], at__lt=instant(each.formed_on, 0, 0))
        assert not left_out.exists(), f"{each.title}: {left_out.count()} facts of earlier days are not counted"


def _the_catalogue_is_kept_more_or_less():
    merged = Section.objects.get(pk=MERGED[0])
    assert merged.merged_into == MERGED[1] and not Record.objects.filter(section=merged).exists()
    assert {title.removeprefix("明川县") for title in Record.objects.filter(section_id="key_drinking_water", live=True).values_list("title", flat=True)} == {"2025年第4季度饮用水水质监测结果"}  # fmt: skip
    office = Person.objects.get(username=OFFICE)
    lights = Coverage(scope_of(office, TODAY), TODAY).totals()
    assert lights["red"] and lights["green"]
    assert {text.part for text in GuideText.objects.filter(version=2)} == {"office"}
    items = Withholding.objects.all()
    assert len(items) == len(WITHHELD) and any(item.lifted_on is None and item.review_on > TODAY for item in items)


def _the_offices_put_the_pages_together():
    own = {place for place in arranged() if not place.startswith("topic.")}
    assert own == {"home", "level.town", "unit.zjj013"}
    assert Arrangement.objects.filter(place__in=own).count() == ARRANGED
    assert any(each.state == "shown" for each in site_notices()) and len(former_addresses()) == 4
    assert {topic.state for topic in topics()} == {"shown", "planned"}


def _documents_are_laid_out_and_some_carry_a_form():
    views = [_view(record) for record in Record.objects.filter(live=True, published_on__isnull=False)]
    assert any(view["attachments"] for view in views)
    assert any('<p class="align-left">' in view["body"] for view in views)
    for view in views:
        signed = view["body"].find('<p class="signed">')
        # Nothing but the signature follows the signature.
        assert signed < 0 or re.fullmatch(r'(<p class="signed">[^<]*</p>)+', view["body"][signed:])


def _every_unit_says_early_what_it_is_there_for():
    found = Record.objects.filter(section_id=FUNCTIONS, live=True)
    assert found.values("unit").distinct().count() == found.count() == 103
    assert max(record.published_on for record in found) <= FIRST + timedelta(40)


def _grounds_and_corrections_are_about_what_the_record_is():
    """A correction puts right what its note says, and not the note alone is new."""
    later = Version.objects.filter(number__gt=1, public__isnull=False).select_related("record")
    noted = 0
    for version in later:
        new = json.loads(bytes(version.public))
        note = re.search("<p>更正说明：([^<]*)</p>", new["body"])
        if note:
            old = json.loads(bytes(Version.objects.get(record=version.record, number=version.number - 1).public))
            new["body"] = new["body"].replace(note[0], "")
            assert any(old[field] != new[field] for field in ("title", "body", "keywords")), note[1]
            assert "表格" not in note[1] or "<table" in new["body"]
            noted += 1
    assert noted


def test_before_an_unannounced_year_the_head_extends_while_the_term_cannot_have_ended(db, home):
    county.found(at=instant(date(2026, 11, 1), 9, 0), demo=True)
    life = Life(seed=7, first=date(2026, 12, 1), today=date(2027, 3, 1))
    on = date(2026, 12, 22)
    for number in range(4):
        asked = life.composer.application(on, applicant_type="natural", unit="zfb001", outcome="3_1", channel="web")
        rng = life.rng(f"extended {number}")
        course = Course(life, Ask(number, on, "3_1", "zfb001", "web"), asked, rng, instant(on, 9, 0))
        course.open()
        list(course.wait(1))
        foi.accept(case=course.case, by=course.officer, at=course.at)
        list(course.extend(0))
        assert course.case.extended, number


def test_a_receipt_is_not_corrected_once_its_term_began_anew(db, home, monkeypatch):
    """What was corrected counts from another day than its receipt: the one cannot be taken for the other."""
    monkeypatch.setattr(live_cases, "RECEIPT_SLIPS", 1.0)
    county.found(at=instant(date(2026, 1, 1), 9, 0), demo=True)
    life, on = Life(seed=7, first=date(2026, 3, 1), today=date(2026, 8, 1)), date(2026, 3, 2)
    for number, outcome in enumerate(("3_1", UNCLEAR)):
        asked = life.composer.application(
            on, applicant_type="natural", unit="zfb001", outcome=outcome, channel="counter"
        )
        ask = Ask(number, on, outcome, "zfb001", "counter")
        course = Course(life, ask, asked, life.rng(f"slip {number}"), instant(on, 9, 0))
        course.open()
        if outcome == UNCLEAR:
            list(course.correct())
        else:
            list(course.wait(1))
            foi.accept(case=course.case, by=course.officer, at=course.at)
        list(course.handle())
        assert course.case.closed and (course.case.first_received_on < on) is (outcome != UNCLEAR)


def _the_guard_has_something_to_show():
    waiting = Record.objects.get(title="第一季度临时救助对象公示")
    found = guarding.look(waiting, version_of(waiting))
    assert waiting.state == "secrecy_review" and not found.waiting
    assert {hit.sort.code for hit in found.hits} == {
        "citizen",
        "minor",
        "medical",
        "address",
        "phone",
        "card",
        "writing",
        "trace",
    }
    assert {hit.part for hit in found.open} == {"body", "files"}
    assert Justification.objects.count() == 1
    assert not any(
        guarding.look(record, version_of(record, record.published)).open
        for record in live_records()
        if "调度会召开" not in record.title
    )
    wrong = live_records().get(title="全县困难群众救助工作调度会召开")
    assert [hit.shown for hit in guarding.look(wrong, version_of(wrong)).open] == ["副县长顾怀山"]


def _another_system_enters_records_and_people_let_them_pass():
    entered = Reception.objects.order_by("pk")
    assert entered.count() == ISSUES
    published = [Record.objects.get(pk=each.record) for each in entered]
    assert {record.author for record in published} == {entered[0].key.actor_name} and published[0].live
    assert len({published[0].author, published[0].reviewer, published[0].secrecy_reviewer}) == 3
