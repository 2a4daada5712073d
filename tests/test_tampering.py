"""In a copy, one row or stored file that a fact speaks of is changed, dropped, moved or inserted: verification names it."""

import os
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection

from gongkai.engines.measures import sheets
from gongkai.ground.documents.models import Enclosure
from gongkai.ground.files.actions import attach, remove, sweep
from gongkai.ground.files.models import File
from gongkai.ground.files.tests.samples import PDF
from gongkai.ground.home import home_path
from gongkai.ground.home.memory import forget_everything
from gongkai.ground.ledger import keys, log, signer, triggers
from gongkai.ground.ledger.acts import act, leaf_entry, record
from gongkai.ground.ledger.derived import derivations
from gongkai.ground.ledger.erasures import Erasure, note
from gongkai.ground.ledger.findings import Finding
from gongkai.ground.ledger.models import Fact
from gongkai.ground.ledger.tests.sample import Said
from gongkai.ground.ledger.verify import NoSuchCheckpoint, verify
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.models import Cursor
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records.models import Record
from gongkai.procedures.foi import importing
from tests.plugins.acts.cases import old
from tests.plugins.cast import noon
from tests.test_story_of_acts import published, test_an_application_is_answered_within_its_clock

AT = noon("2026-04-01")


@pytest.fixture(scope="module")
def lived(lasting_cast, tmp_path_factory) -> Iterator[Path]:
    """A policy published, an application answered, a file kept; all sealed, and some acts after that. The home it stands in."""
    home = tmp_path_factory.mktemp("lived") / "home"
    home.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GONGKAI_HOME", str(home))
        keys.make_key("www.mingchuan.gov.example/log")
        test_an_application_is_answered_within_its_clock(lasting_cast)
        published(lasting_cast)
        keep_file()
        signer.seal(at=AT)
        with act():
            record(Said("after the seal"), ref="test:1", by="tester", at=AT)
        assert verify().findings == []
        yield home


@pytest.fixture
def story(lived, db, tmp_path, monkeypatch) -> None:
    """What was lived, untouched by other tests."""
    monkeypatch.setenv("GONGKAI_HOME", str(shutil.copytree(lived, tmp_path / "home")))
    forget_everything()


@pytest.fixture
def cast(lasting_cast):
    return deepcopy(lasting_cast)


def keep_file() -> None:
    attach(owner=Record.objects.get().ref, name="附件.pdf", data=PDF, by="tester", at=AT)
    attach(owner=Case.objects.get().ref, name="张三的材料.pdf", data=PDF, by="tester", at=AT, seal=True)


def by_hand(*statements: str) -> None:
    """What somebody with the database in his hands does, who knows of the triggers: off, change, on again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        for statement in statements:
            cursor.execute(statement)
    triggers.install()


def found(where: str, what: str) -> bool:
    """Whether verification names it."""
    return any(where in each.where and what in each.what for each in verify().findings)


ROWS = {
    "a published title": ("UPDATE records_record SET title = '别的标题'", "records.record/", "title differs"),
    "a day of publication": ("UPDATE records_record SET published_on = '2026-03-01'", "records.record/", "published_on"),
    "the content of a version": ("UPDATE records_version SET content = X'7B7D'", "records.version/", "content does not match"),
    "a public view": ("UPDATE records_version SET public = X'7B7D'", "records.version/", "public view does not match"),
    "view and digest together": (
        f"UPDATE records_version SET public = X'7B7D', public_digest = '{sha256(b'{}').hexdigest()}'",
        "records.version/",
        "public_digest",
    ),
    "an outlet added": (
        "INSERT INTO records_outlet (record_id, channel, \"on\") SELECT id, 'gazette', '2026-03-04' FROM records_record",
        "records.outlet/",
        "no fact speaks of this row",
    ),
    "an outlet dropped": ("DELETE FROM records_outlet WHERE channel = 'wechat'", "records.outlet/", "the row is missing"),
    "a due day of a duty": ("UPDATE flow_duty SET due_on = '2026-12-31' WHERE kind = 'handle'", "flow.duty/", "due_on"),
    "a due day of a clock": ("UPDATE flow_clock SET due_on = '2026-12-31'", "flow.clock/case:", "due_on"),
    "a pause of a clock": ("DELETE FROM flow_clockevent WHERE kind = 'pause'", "flow.clockevent/", "the row is missing"),
    "an outcome": ("UPDATE cases_case SET outcome = '3_2'", "cases.case/", "outcome"),
    "a day of receipt": ("UPDATE cases_case SET received_on = '2026-02-11'", "cases.case/", "received_on"),
    "a state": ("UPDATE cases_case SET state = 'handling'", "cases.case/", "its steps lead to"),
    "a proposed answer dropped": ("DELETE FROM foi_proposal", "foi.proposal/", "the row is missing"),
    "who took a step": ("UPDATE flow_steptaken SET \"by\" = 'wang' WHERE name = 'publish'", "flow.steptaken/record:", "by:"),
    "a step dropped": ("DELETE FROM flow_steptaken WHERE name = 'publish'", "flow.steptaken/record:", "the row is missing"),
    "a step inserted": (
        "INSERT INTO flow_steptaken (ref, seq, name, source, target, by, unit_id, at, \"on\", note)"
        " SELECT ref, 9, name, source, target, by, unit_id, at, \"on\", note FROM flow_steptaken WHERE name = 'publish'",
        "flow.steptaken/record:",
        "no fact speaks of this row",
    ),
    "two steps in each other's place": (
        "UPDATE flow_steptaken SET seq = CASE seq WHEN 2 THEN 103 ELSE 102 END WHERE seq IN (2, 3)",
        "flow.steptaken/record:",
        "the row is missing",
    ),
    "the data of a notice": ("UPDATE documents_notice SET data_digest = 'x'", "documents.notice/", "data_digest"),
    "the number of a notice": ("UPDATE documents_notice SET number = number || 'x'", "documents.notice/", "the row is missing"),
    "what an applicant wrote": ("UPDATE parties_sealed SET ciphertext = X'00' WHERE name = 'wanted'", "parties.sealed/", "ciphertext"),
    "a person's appointment": ("UPDATE units_appointment SET role = 'administrator' WHERE role = 'editor'", "units.appointment/", "role"),
    "a rule": ("UPDATE rules_rule SET \"values\" = '{}'", "rules.rule/", "values"),
}  # fmt: skip


DERIVED = {
    "an outcome counted otherwise": ("UPDATE case_sheet SET outcome = '3_2'", "measures.casesheet/", "outcome: not as the facts"),
    "a state that ended": ("UPDATE case_sheet SET to_idx = to_idx + 1 WHERE to_idx IS NOT NULL", "measures.casesheet/", "to_idx: not as"),
    "a case not counted": ("DELETE FROM case_sheet WHERE to_idx IS NULL", "measures.casesheet/", "the row is missing"),
    "a record's unit": ("UPDATE record_sheet SET unit_id = unit_id + 1", "measures.recordsheet/", "unit_id: not as"),
    "a day of publication counted": ("UPDATE record_sheet SET published_on = '2025-12-31'", "measures.recordsheet/", "published_on: not as"),
    "an outlet counted twice": (
        "INSERT INTO outlet_sheet (ref, from_idx, to_idx, unit_id, record, channel, \"on\", withdrawn_on)"
        " SELECT ref, from_idx, from_idx, unit_id, record, channel, \"on\", withdrawn_on FROM outlet_sheet",
        "measures.outletsheet/",
        "no fact gives this row",
    ),
    "a day that is none": ("UPDATE record_sheet SET published_on = '2026-13-45'", "measures.recordsheet/", "can't be read"),
    "a unit set apart": ("DELETE FROM units_closure WHERE ancestor_id <> descendant_id", "units.closure/", "the row is missing"),
    "a unit put below another": (
        "INSERT INTO units_closure (ancestor_id, descendant_id, from_on, by_succession)"
        " SELECT u.id, v.id, '2000-01-01', 1 FROM units_unit u, units_unit v WHERE u.code = 'wjw' AND v.code = 'zjj'",
        "units.closure/",
        "the units' rows do not say so",
    ),
    "a register set back": ("UPDATE documents_register SET last = last - 1 WHERE name LIKE 'case/%'", "documents.register/case/foi/", "was given"),
    "a register of notices gone": ("DELETE FROM documents_register WHERE name LIKE 'notice/%'", "documents.register/notice/", "it is missing, and"),
    "a register renamed": ("UPDATE documents_register SET name = 'x' WHERE name LIKE 'index/%'", "documents.register/index/", "it is missing, and"),
    "a consumer beyond the last fact": ("UPDATE flow_cursor SET next_idx = 999999", "flow.cursor/sheets", "up to fact 999999"),
    "a cell of a year": ("UPDATE case_year SET n = n + 1", "measures.caseyear/", "rows are so"),
    "cells of months gone": ("DELETE FROM case_month", "measures.casemonth/", "it says 0, and"),
    "a unit no more below another": ("UPDATE units_closure SET to_on = '2026-01-01'", "units.closure/", "to_on or by_succession"),
}  # fmt: skip


@pytest.fixture
def counted(story):
    sheets.catch_up()
    assert verify().findings == []


@pytest.mark.parametrize("what", DERIVED)
def test_what_figures_and_scope_rest_on(counted, what):
    """It is named, and made anew it is as it was."""
    statement, where, told = DERIVED[what]
    by_hand(statement)
    assert found(where, told)
    for each in derivations():
        each.rebuild()
    assert verify().findings == []


def test_what_the_worker_has_not_counted_yet_is_no_finding(counted):
    with act():
        record(Said("later"), ref="test:1", by="tester", at=AT)
    Cursor.objects.filter(name=sheets.NAME).update(next_idx=Fact.objects.count() - 1)
    assert verify().findings == []
    Cursor.objects.filter(name=sheets.NAME).update(next_idx=0)
    assert found("measures.casesheet/", "no fact gives this row")


KEYS = {
    "all keys gone": ("DELETE FROM parties_subjectkey", "no fact says that it was erased"),
    "a key replaced": ("UPDATE parties_subjectkey SET key = randomblob(32)", "does not open it"),
    "a key cut off": ("UPDATE parties_subjectkey SET key = X'00'", "does not open it"),
    "text for a key": ("UPDATE parties_subjectkey SET key = 'x'", "does not open it"),
    "a key without a subject": (
        "INSERT INTO parties_subjectkey (ref, key) VALUES ('case:x', randomblob(32))",
        "nothing is sealed",
    ),
    "an erasure that only the file tells": ("DELETE FROM parties_subjectkey", "no fact says that it was erased"),
}


@pytest.mark.parametrize("what", KEYS)
def test_the_keys_of_subjects(story, what):
    statement, told = KEYS[what]
    by_hand(statement)
    if "file" in what:
        note([Erasure(Case.objects.get().ref)])
    where = "parties.subjectkey/case:x" if "without" in what else f"parties.sealed/{Case.objects.get().ref}/"
    assert found(where, told)


UNREADABLE = {
    "text for content": ("UPDATE records_version SET content = replace(CAST(content AS TEXT), '办法', '规定')", "records.version/", "can't be read"),
    "text for a view": ("UPDATE records_version SET public = CAST(public AS TEXT)", "records.version/", "can't be read"),
    "text for a ciphertext": ("UPDATE parties_sealed SET ciphertext = 'x'", "parties.sealed/", "can't be read"),
    "a day that is none": ("UPDATE cases_case SET received_on = '2026-13-45'", "cases.case/pk ", "can't be read"),
    "an instant that is none": ("UPDATE flow_steptaken SET at = '2026-01-01 25:61:00'", "flow.steptaken/pk ", "can't be read"),
    "no UTF-8": ("UPDATE records_record SET title = CAST(X'FFFE' AS TEXT)", "records.record/pk ", "can't be read"),
    "text for a body": ("UPDATE ledger_fact SET body = CAST(body AS TEXT) WHERE idx = 30", "fact 30 ", "can't be read: it is stored as text, where bytes belong"),
    "an instant of a fact": ("UPDATE ledger_fact SET at = '2026-13-45 00:00:00' WHERE idx = 30", "fact 30", "can't be read"),
    "text for a leaf": ("UPDATE ledger_leaf SET entry = CAST(entry AS TEXT) WHERE idx = 30", "leaf 30", "can't be read: it is stored as text, where bytes belong"),
    "text for a root": ("UPDATE ledger_checkpoint SET root = 'x'", "checkpoint ", "its root is not that"),
    "an instant of a checkpoint": ("UPDATE ledger_checkpoint SET at = '2026-13-45 00:00:00'", "checkpoint ", "can't be read"),
}  # fmt: skip


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_does_not_belong_in_its_column_is_named(story, what):
    statement, where, told = UNREADABLE[what]
    by_hand(statement)
    assert found(where, told)


@pytest.mark.parametrize("what", ROWS)
def test_rows(story, what):
    statement, where, told = ROWS[what]
    by_hand(statement)
    assert found(where, told)


LEDGER = {
    "who acted": ("UPDATE ledger_fact SET actor = 'nobody' WHERE idx = 30", "fact 30 ", "by: not as its body says"),
    "when": ("UPDATE ledger_fact SET at = '2020-01-01' WHERE idx = 30", "fact 30 ", "at: not as its body says"),
    "of what": ("UPDATE ledger_fact SET ref = 'case:x' WHERE idx = 30", "fact 30 ", "ref: not as its body says"),
    "a body": (
        "UPDATE ledger_fact SET body = CAST(replace(CAST(body AS TEXT), 'setup', 'setuq') AS BLOB) WHERE idx = 40",
        "fact 40 ",
        "commits to something else",
    ),
    "a salt": ("UPDATE ledger_fact SET salt = zeroblob(32) WHERE idx = 30", "fact 30 ", "commits to something else"),
    "a fact dropped": ("DELETE FROM ledger_fact WHERE idx = 30", "fact 30", "the fact of this leaf is missing"),
    "the last fact dropped": (
        "DELETE FROM ledger_fact WHERE idx = (SELECT MAX(idx) FROM ledger_leaf)", "fact ", "the fact of this leaf is missing",
    ),
    "a leaf": ("UPDATE ledger_leaf SET entry = X'00' WHERE idx = 30", "fact 30 ", "commits to something else"),
    "a leaf dropped": ("DELETE FROM ledger_leaf WHERE idx = 30", "fact 30 ", "its leaf is missing"),
    "a fact without a leaf": (
        "INSERT INTO ledger_fact SELECT idx + 1, name, ref, at, actor, body, salt FROM ledger_fact ORDER BY idx DESC LIMIT 1",
        "fact ",
        "its leaf is missing",
    ),
    "a checkpoint's root": ("UPDATE ledger_checkpoint SET root = zeroblob(32)", "checkpoint ", "its root is not that"),
    "a checkpoint's note": (
        "UPDATE ledger_checkpoint SET note = replace(note, 'mingchuan', 'mingchuam')", "checkpoint ", "its note does not verify",
    ),
    "a checkpoint dropped": ("DELETE FROM ledger_checkpoint", "log/checkpoint", "not one that the database knows"),
    "a cosignature invented": (
        "INSERT INTO ledger_cosignature (size, witness, line) VALUES (7, 'w', 'x')", "cosignature of w", "no signed checkpoint",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", LEDGER)
def test_the_ledgers_own_rows(story, what):
    statement, where, told = LEDGER[what]
    by_hand(statement)
    assert found(where, told)


def test_two_facts_in_each_others_place(story):
    swap = "UPDATE {} SET idx = CASE idx WHEN 30 THEN -31 ELSE -30 END WHERE idx IN (30, 31)"
    by_hand(
        *(
            s
            for t in ("ledger_fact", "ledger_leaf")
            for s in (swap.format(t), f"UPDATE {t} SET idx = -idx WHERE idx < 0")
        )
    )
    size = log.published().size
    assert found(f"checkpoint {size}", "its root is not that of the leaves") and found("log/tile/", "it is not what")


@pytest.mark.parametrize(
    ("later", "told"),
    [
        (0, ""),
        (1, "; nor are those of the 1 checkpoint after it"),
        (2, "; nor are those of the 2 checkpoints after it"),
    ],
)
def test_one_leaf_that_was_changed_is_one_finding_of_all_checkpoints_after_it(story, later, told):
    size = log.published().size
    for n in range(later):
        signer.seal(at=AT)
        with act():
            record(Said(f"later {n}"), ref="test:1", by="tester", at=AT)
    sealed = log.published().size
    by_hand("UPDATE ledger_leaf SET entry = X'7B7D' WHERE idx = 30")
    [parted] = [each for each in verify().findings if "its root is not that of the leaves" in each.what]
    assert parted.where == f"checkpoint {size}"
    assert parted.what.endswith(f"{told}, up to {sealed}" if later else "was changed or moved")


def test_a_root_that_was_changed_is_told_of_its_checkpoint_alone(story):
    size = log.published().size
    signer.seal(at=AT)
    by_hand(f"UPDATE ledger_checkpoint SET root = zeroblob(32) WHERE size = {size}")
    parted = [each for each in verify().findings if "its root is not that of the leaves" in each.what]
    assert [(each.where, "after it" in each.what) for each in parted] == [(f"checkpoint {size}", False)]


def test_a_fact_rewritten_with_a_leaf_that_fits(story):
    """Whoever keeps the ledger can make a leaf for another past; what was sealed gives him away."""
    fact = Fact.objects.filter(name="person.appointed").earliest("idx")
    body = bytes(fact.body).replace(b'"to_on":null', b'"to_on":"2026-01-01"')
    assert body != bytes(fact.body)
    entry = leaf_entry(fact.name, False, fact.ref, fact.at, {}, body, bytes(fact.salt))
    by_hand(
        f"UPDATE ledger_fact SET body = X'{body.hex()}' WHERE idx = {fact.idx}",
        f"UPDATE ledger_leaf SET entry = X'{entry.hex()}' WHERE idx = {fact.idx}",
    )
    assert found(f"checkpoint {log.published().size}", "its root is not that of the leaves")


@pytest.mark.parametrize(
    "change, told",
    [
        (lambda path: path.write_bytes(b"%PDF-1.7 another one"), "its bytes do not match"),
        (lambda path: path.unlink(), "its bytes are missing"),
    ],
)
def test_the_bytes_of_an_attachment(story, change: Callable, told):
    file = File.objects.get(sealed=False)
    change(file.path)
    assert found(file.ledger_name(), told)


def enclosed_file() -> File:
    return File.objects.get(public_id=Enclosure.objects.get().file_id)


@pytest.mark.parametrize(
    "change, told",
    [
        (lambda path, other: path.write_bytes(b"another one"), "its bytes do not match"),
        (lambda path, other: path.write_bytes(other.read_bytes()), "its bytes do not match"),
        (lambda path, other: path.unlink(), "its bytes are missing"),
    ],
)
def test_the_bytes_of_what_went_out_with_an_answer(story, change: Callable, told):
    file = enclosed_file()
    change(file.path, File.objects.exclude(pk=file.pk).get(sealed=True).path)
    assert found(file.ledger_name(), told)


@pytest.mark.parametrize(
    "statement, where",
    [
        ("UPDATE documents_enclosure SET file_id = (SELECT public_id FROM files_file WHERE sealed AND public_id <> file_id)", "documents.enclosure/"),
        ("DELETE FROM documents_enclosure", "documents.enclosure/"),
        ("UPDATE documents_enclosure SET place = 2", "documents.enclosure/"),
        ("DELETE FROM files_file WHERE public_id IN (SELECT file_id FROM documents_enclosure)", "files.file/"),
    ],
    ids=["swapped", "dropped", "moved", "its row"],
)  # fmt: skip
def test_what_went_out_with_an_answer(story, statement, where):
    by_hand(statement)
    assert found(where, "")


NAMES = {
    "a published name": (
        "UPDATE files_file SET name = '假名.exe' WHERE NOT sealed",
        "its name does not match its digest",
    ),
    "name and salt": (
        "UPDATE files_file SET name = '假名', name_salt = X'00' WHERE NOT sealed",
        "its name does not match",
    ),
    "a sealed name": (
        "UPDATE files_file SET sealed_name = randomblob(40) WHERE sealed",
        "does not open it",
    ),
    "a sealed name and its digest": ("UPDATE files_file SET name_digest = 'x' WHERE sealed", "name_digest: not as"),
    "no sealed name": ("UPDATE files_file SET sealed_name = X'' WHERE sealed", "its name does not match its digest"),
    "text for a sealed name": ("UPDATE files_file SET sealed_name = 'x' WHERE sealed", "can't be read"),
}


@pytest.mark.parametrize("what", NAMES)
def test_the_name_of_an_attachment(story, what):
    statement, told = NAMES[what]
    by_hand(statement)
    assert found("files.file/", told)


def test_bytes_that_nobody_owns_any_more(story):
    """What was removed and is there again, and what was put there: named once no open act can own it, and swept then."""
    file = File.objects.get(sealed=False)
    kept = file.path.read_bytes()
    with act():
        record(Said("removed"), ref=file.owner, by="tester", at=AT, rows=[remove(file)])
    file.path.write_bytes(kept)
    home_path("files", "zz").mkdir()
    put = home_path("files", "zz", "zz00")
    put.write_bytes(b"x")
    assert verify().findings == []
    for path in (file.path, put):
        os.utime(path, (0, 0))
        assert found(f"files/{path.parent.name}/{path.name}", "no row owns these bytes")
    sweep(datetime.now(UTC))
    assert verify().findings == []


def test_a_trigger_that_was_left_off(story):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ledger_fact_no_delete")
    assert verify().findings == [
        Finding("trigger ledger_fact_no_delete", "it is missing or altered; `gongkai setup` puts it back")
    ]


def test_from_a_checkpoint_on(story):
    size = log.published().size
    later = verify(from_checkpoint=size)
    assert (later.findings, later.facts, later.size) == ([], 1, size)
    with pytest.raises(NoSuchCheckpoint):
        verify(from_checkpoint=size - 1)
    by_hand(f"UPDATE ledger_fact SET actor = 'nobody' WHERE idx = {size}")
    assert [each.where for each in verify(from_checkpoint=size).findings] == [f"fact {size} test.said test:1"]


def test_a_case_that_was_erased_still_verifies(story, cast):
    from gongkai.kernel.cases.actions import erase

    erase(case=Case.objects.get(), by=cast.actor("lin_guanli"), at=AT)
    assert verify().findings == []
    told = Fact.objects.count()
    with pytest.raises(StepRefused, match="已经清除过"):
        erase(case=Case.objects.get(), by=cast.actor("lin_guanli"), at=AT)
    assert Fact.objects.count() == told


def test_what_came_in_from_an_old_register(story, cast):
    """It verifies with the rest; how it was counted, and that it came in so, stands in its fact."""
    (row,) = old(cast)
    importing.take_in(old=row.old, unit=row.unit, by=cast.actor("liu_qianfa"), at=AT)
    assert verify().findings == []
    by_hand("UPDATE cases_case SET on_time = 0 WHERE reference = '2018-0001'")
    by_hand("UPDATE flow_steptaken SET name = 'open' WHERE name = 'bring_in'")
    assert found("cases.case/2018-0001", "on_time") and found("flow.steptaken/case:2018-0001", "name")
