"""Whatever course applications and records take: every figure is the length of its list, live and as of any size of the ledger;
no relation breaks; and the sheets that are counted say of each row what the row says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.plugins.cast import Cast, noon

from gongkai.engines.measures import queries, sheets
from gongkai.engines.measures import queries as counting
from gongkai.engines.measures.models import (
    CaseSheet,
    DemandSheet,
    EntrySheet,
    KeyPointSheet,
    MatterSheet,
    OutletSheet,
    RecordSheet,
    Sheet,
    SubmissionSheet,
)
from gongkai.engines.reporting.fill import cell_rows, fill, own_years
from gongkai.kernel.cases.models import Case
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Outlet, Record, Section
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering, consulting, correcting
from gongkai.procedures.foi.tests.scenes import OFFICER, REQUEST, SIGNATORY, answered, handled, submitted
from gongkai.pure.law.tables import TABLES

pytestmark = pytest.mark.django_db
YEARS = (("2014", 2018), ("2019-3", 2019), ("2019-3", 2020), ("2021-3", 2025))
CLERK = "chen_chuangkou"


def faxed(cast: Cast, on: str, party: str = "business", channel: str = "fax") -> Case:
    request = replace(REQUEST, party_type=party)
    return foi.register(
        unit=cast.units["zjj"], request=request, channel=channel, by=cast.actor(CLERK), at=noon(on)
    ).case


def late(cast: Cast, on: str, outcome: str) -> None:
    answered(cast, on, str(date.fromisoformat(on) + timedelta(60)), outcome)


def extended(cast: Cast, on: str, outcome: str) -> None:
    case = handled(cast, on)
    foi.extend(case=case, days=10, ground="材料多", by=cast.actor(SIGNATORY), at=noon(on))
    later = str(date.fromisoformat(on) + timedelta(32))
    answering.propose(
        case=case, outcome=outcome, text="您申请的信息答复如下，请查收。", by=cast.actor(OFFICER), at=noon(later)
    )
    answering.answer(case=case, by=cast.actor(SIGNATORY), at=noon(later))


def lapsed(cast: Cast, on: str) -> None:
    case = submitted(cast, on)
    foi.ask_correction(case=case, items="请写明是哪一年的名单。", days=5, by=cast.actor(OFFICER), at=noon(on))
    foi.lapse(case=case, by=cast.actor(OFFICER), at=noon(str(date.fromisoformat(on) + timedelta(30))))


def corrected(cast: Cast, on: str) -> None:
    """Asked in one year, made clear in the next: counted once, by its first receipt."""
    case = submitted(cast, on)
    foi.ask_correction(case=case, items="请写明是哪一年的名单。", days=15, by=cast.actor(OFFICER), at=noon(on))
    later = noon(str(date.fromisoformat(on) + timedelta(9)))
    foi.receive_correction(case=case, text="2018年的名单。", by=cast.actor(OFFICER), at=later)


def consulted(cast: Cast, on: str) -> None:
    case = handled(cast, on)
    consulting.consult(
        case=case, kind="third_party", whom="", letter="", unit=cast.units["wjw"], by=cast.actor(OFFICER), at=noon(on)
    )


def corrected_receipt(cast: Cast, received: str, right: str, outcome: str | None, closed: str | None = None) -> None:
    case = answered(cast, received, closed, "3_1") if closed else handled(cast, received)
    correcting.correct_receipt(
        case=case,
        received_on=date.fromisoformat(right),
        reason="邮戳看错",
        by=cast.actor(OFFICER),
        at=noon("2019-07-01"),
        outcome=outcome,
    )


def published(cast: Cast, on: str, normative: bool, *channels: str) -> Record:
    content = {
        "title": f"关于补助的通知{on}",
        "body": "<p>一、补助按户发放。</p>",
        "formed_on": on,
        "normative": normative,
        "no_interpretation": "内容单一",
    }
    content |= {"document_number": f"明建〔{on[:4]}〕{int(on[5:7])}号", "effective_on": on if normative else None}
    section, unit, at = Section.objects.get(pk="policy"), cast.units["zjj"], noon(on)
    record = records.draft(
        kind="policy", unit=unit, section=section, content=content, by=cast.actor("wang_bianji"), at=at
    )
    records.submit(record=record, by=cast.actor("wang_bianji"), at=at)
    records.pass_review(record=record, by=cast.actor("li_shenhe"), at=at)
    records.clear(record=record, by=cast.actor("wu_baomi"), at=at)
    return records.publish(record=record, by=cast.actor(SIGNATORY), at=at, channels=channels)


def withdrawn(cast: Cast, on: str) -> None:
    record = published(cast, on, False, "website", "weibo")
    records.withdraw(record=record, ground="含有个人信息", keep_title=True, by=cast.actor(SIGNATORY), at=noon(on))


def courses(cast: Cast) -> Iterator[object]:
    yield published(cast, "2018-02-01", True, "website", "gazette")
    yield published(cast, "2018-03-01", False, "other")
    yield withdrawn(cast, "2018-04-02")
    yield answered(cast, "2018-03-05", "2018-03-12", "c341")
    yield late(cast, "2018-04-02", "c31")
    yield extended(cast, "2018-05-02", "c33")
    yield foi.recall(case=submitted(cast, "2018-06-04"), by=foi.APPLICANT, at=noon("2018-06-05"))
    yield answered(cast, "2018-06-11", "2018-06-19", "c37")
    yield faxed(cast, "2018-07-02")
    yield handled(cast, "2018-12-27")
    yield answered(cast, "2018-12-28", "2019-01-10", "c36")
    yield corrected_receipt(cast, "2019-05-15", "2019-05-14", None)
    yield corrected_receipt(cast, "2019-05-15", "2019-05-14", "c36", closed="2019-05-20")
    yield answered(cast, "2019-05-14", "2019-05-20", "c345")
    yield foi.recall(case=faxed(cast, "2019-06-03"), by=foi.APPLICANT, at=noon("2019-06-04"))
    yield faxed(cast, "2019-06-03", "legal", "letter")
    yield lapsed(cast, "2019-08-01")
    yield corrected(cast, "2019-12-27")
    yield consulted(cast, "2019-12-30")
    yield late(cast, "2019-11-20", "3_5_2")
    yield lapsed(cast, "2025-03-03")
    yield extended(cast, "2025-04-02", "3_2")
    yield foi.recall(case=faxed(cast, "2025-05-06", "research"), by=foi.APPLICANT, at=noon("2025-05-07"))
    yield answered(cast, "2025-12-30", "2026-01-05", "3_3_8")


@pytest.fixture(scope="module")
def lived(lasting_cast) -> tuple[Cast, dict]:
    """The courses, and what each table said while they were on their way, by size of the ledger."""
    cast, said = lasting_cast, {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "SNAPSHOT", "default")
        for number, _ in enumerate(courses(cast)):
            sheets.catch_up()
            if number % 4 == 3:
                said[sheets.counted()] = {key: fill(TABLES[key[0]], key[1], cast.units["xzf"]).values for key in YEARS}
    return cast, said


def test_every_figure_is_the_length_of_its_list_then_and_now(lived, units_that_stay):
    cast, said = lived
    assert len(said) == 6
    nonzero = set()
    for key, year in YEARS:
        for size in (None, 0, *said):
            filled, known = fill(TABLES[key], year, cast.units["xzf"], size), year in own_years(size)
            for row, column, _ in filled.table.cells():
                opened = cell_rows(filled.table, year, cast.units["xzf"], row.key, column.key, size)
                length = None if opened is None else counting.of_rows(*opened)
                if not known:
                    assert filled.figure(row, column.key) is None
                    continue
                assert filled.figure(row, column.key) == length, (key, year, size, row.key, column.key)
                if length:
                    nonzero.add((key, row.key))
            assert not filled.broken, (key, year, size)
    assert len(nonzero) > 30


def test_a_table_as_of_a_size_says_what_it_said_then(lived):
    cast, said = lived
    for size, tables in said.items():
        for (key, year), values in tables.items():
            assert fill(TABLES[key], year, cast.units["xzf"], size).values == values, (key, year, size)


def test_the_courses_are_counted_as_the_forms_say(lived):
    cast, _ = lived

    def figures(key: str, year: int, *rows: str) -> list[int | None]:
        values = fill(TABLES[key], year, cast.units["xzf"]).values
        return [values[row].get("total", values[row].get("value")) for row in rows]

    assert figures("2014", 2018, "a1", "a1n", "a1m", "a21", "a22", "a23", "a25") == [3, 1, 1, 1, 2, 1, 1]
    assert figures("2014", 2018, "c1", "c11", "c12", "c13") == [8, 0, 1, 7]
    # In time are two of five; late, extended and taken back are all the others.
    assert figures("2014", 2018, "c2", "c21", "c22", "c3", "c31", "c33", "c34", "c341", "c37", "c38") == [
        5,
        2,
        3,
        5,
        1,
        1,
        1,
        1,
        1,
        1,
    ]
    assert figures("2019-3", 2019, "r1", "r2", "r3_4_1", "r3_6", "r3_7", "r4") == [8, 3, 2, 3, 5, 6]
    assert figures("2019-3", 2020, "r1", "r2", "r3_5_2", "r3_7") == [0, 6, 1, 1]
    assert figures("2021-3", 2025, "r1", "r3_2", "r3_6_1", "r3_6_3", "r4") == [4, 1, 1, 1, 6]


def columns(row: object, sheet: type[Sheet], **more: object) -> dict:
    return {name: more[name] if name in more else getattr(row, name) for name in sheet.COLUMNS}


def test_what_is_folded_from_facts_is_what_the_rows_say(lived):
    for sheet in sheets.SHEETS:
        # Nothing was reported upward here, or entered: those sheets are held against their facts elsewhere (test_reporting_up, test_logbooks, test_key_points, test_steps_and_matters).
        assert sheet in (SubmissionSheet, EntrySheet, DemandSheet, KeyPointSheet, MatterSheet) or sheet.objects.exists()
    cases = {row.reference: columns(row, CaseSheet) for row in Case.objects.all()}
    assert {row.ref: columns(row, CaseSheet) for row in CaseSheet.objects.filter(to_idx=None)} == cases
    published = {row.pk: columns(row, RecordSheet) for row in Record.objects.exclude(published_on=None)}
    assert {row.ref: columns(row, RecordSheet) for row in RecordSheet.objects.filter(to_idx=None)} == published
    outlets = {
        f"{row.record_id}/{row.channel}": columns(row, OutletSheet, unit_id=row.record.unit_id, record=row.record_id)
        for row in Outlet.objects.select_related("record")
    }
    assert {row.ref: columns(row, OutletSheet) for row in OutletSheet.objects.filter(to_idx=None)} == outlets
