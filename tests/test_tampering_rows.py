"""Of every model whose rows facts speak of: a row dropped, inserted beside the ledger, changed in any column, or in another's place.

All in one story, a row of every model at once, undone before the next; what must stay outside facts is named here with its reason.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection, models, transaction

from gongkai.ground.documents.models import Notice
from gongkai.ground.documents.rendering import render_now
from gongkai.ground.guard.actions import load_words
from gongkai.ground.ledger import signer, triggers
from gongkai.ground.ledger.images import ledgered_models
from gongkai.ground.ledger.verify import verify
from gongkai.ground.rules.actions import load_year
from gongkai.ground.search.actions import load_synonyms
from gongkai.kernel.portal.blocks import Block
from gongkai.kernel.records import gates, guides, masking
from gongkai.kernel.records.loading import load
from gongkai.kernel.records.queries import chain_set
from gongkai.pure.guard.wording import shipped as shipped_words
from gongkai.pure.law.catalogue_file import shipped
from tests.plugins.acts.archives import gone_to_archives
from tests.plugins.acts.assessments import lived as appraised
from tests.plugins.acts.assessments import published as appraised_to_its_end
from tests.plugins.acts.cases import assisted
from tests.plugins.acts.complaints import upheld
from tests.plugins.acts.demands import urged
from tests.plugins.acts.drafting import handed_in, outlined, remarked
from tests.plugins.acts.key_points import finished as point_finished
from tests.plugins.acts.logbooks import entered
from tests.plugins.acts.monitoring import looked
from tests.plugins.acts.oversight import alerted, explained, replied
from tests.plugins.acts.preparing import reviewed
from tests.plugins.acts.preparing import worded as answer_worded
from tests.plugins.acts.publicising import kept_apart
from tests.plugins.acts.rating import disputed, promised
from tests.plugins.acts.releasing import redacted
from tests.plugins.acts.remedies import ordered
from tests.plugins.acts.seals import sealed_by, unsealed
from tests.plugins.acts.serving import posted as posted_paper
from tests.plugins.acts.statements import accepted as number_accepted
from tests.plugins.acts.statements import signed
from tests.plugins.cast import noon
from tests.plugins.scenes import (
    answered,
    arranged,
    asked_why,
    chained,
    charged,
    connected,
    decided,
    drawn_up,
    filed,
    first_hit,
    kept_back,
    moved_here,
    normative,
    office,
    pointed,
    posted,
    queued,
    received,
    related,
    reported,
    stood_in,
    subscribed,
    told_of,
    topical,
    withheld,
    worded,
)
from tests.test_tampering import AT, lived, story

__all__ = ["lived", "story"]

OUTSIDE = {
    "documents.notice": {"waits"},  # whether its paper is still to be made: for an index, no act
    "files.file": {"name", "sealed_name", "name_salt"},  # held against name_digest: a name may tell of a person
    "units.person": {
        "last_login",
        "password",
        "totp_secret",
        "first_until",
    },  # secrets, until when one opens, and no act
    "records.record": {"title"},  # held against the version's content, whose digest is in the image
    "outbox.channel": {"down_since", "fails", "rests_until", "error"},  # how it fares, no act
    "outbox.delivery": {"tries", "due_at", "leased_until", "progress", "error"},  # attempts are no acts
    "outbox.wording": {"title", "summary", "salt"},  # held against its digest, until they are erased
    "keys.apikey": {"used_at"},  # when it was last seen: asking is no act
    "guard.justification": {"salt", "mark"},  # held against its digest, until they are erased
    "records.guidetext": {"text"},  # held against its digest
    "records.version": {"content", "public", "salt"},  # held against the digests in the image
    "logbooks.entry": {"content", "salt"},  # held against its digest
    "monitoring.run": {"left"},  # what the walk did not go to, counted on the way: no act
    "monitoring.snapshot": {"packed"},  # held against its digest
    "statements.statement": {"figures"},  # held against its digest
    "drafting.passage": {"body"},  # held against its digest
    "drafting.loadedoutline": {"text"},  # held against its digest
    "assessments.schemeversion": {"content"},  # held against its digest
    "assessments.appraisal": {"content"},  # held against its digest
    "parties.sealed": {"ciphertext"},  # held against its digest
}
CHANGED = {
    models.BooleanField: "NOT coalesce({0}, 0)",
    models.DateTimeField: "'1999-01-01 00:00:00'",
    models.DateField: "'1999-01-01'",
    models.JSONField: "'{{}}'",
    models.BinaryField: "X'00'",
    models.IntegerField: "coalesce({0}, 0) + 900",
    models.DecimalField: "coalesce({0}, 0) + 9",
    models.CharField: "coalesce({0}, '') || 'x'",
    models.TextField: "coalesce({0}, '') || 'x'",
}


@pytest.fixture(scope="module")
def filled(lived, lasting_cast) -> None:
    """The story, with a paper set, a year of holidays, templates, synonyms, lists of words, reasons, a negative list, guides, filings, relations, remedies and complaints: now every model has rows, or has two."""
    cast = lasting_cast
    render_now(Notice.objects.order_by("pk").first(), AT)
    load_year(year=2027, holidays=[date(2027, 1, 1)], workdays=[], source="国办发明电", by="lin", at=noon("2026-12-10"))
    for template in ("key-areas-2018", "seventeen-2009"):
        load(template=shipped()[template], by="lin", at=AT)
    for n in range(2):
        load_synonyms(groups=[["棚改", f"棚户区改造{n}"]], source="试", by="lin", at=AT)
        withheld(cast)
        topical(cast, f"topic-{n}")
        posted(cast)
        moved_here(cast, f"/art/{n}.html")
        arranged(cast, Block("部门", "units"), Block(f"政策{n}", "kind:policy", 5))
        load_words(words=replace(shipped_words()["writings"], version=f"2099.{n}"), by="lin", at=AT)
        kept_back(cast)
        record = told_of(cast)
        reason = f"单位公布的工作电话{n}"
        masking.justify(record=record, key=first_hit(record), reason=reason, by=cast.actor("wu_baomi"), at=AT)
        guides.edit_guide(unit=cast.units["zjj"], part="office", text=f"午休不停办{n}。", **office(cast))
        filed(cast, normative(cast, document_number=f"明建〔2026〕2{n}号"))
        drawn_up(cast, decided(cast))
        related(cast)
        connected(cast, ("weibo", "wechat")[n])
        queued(cast, f"weibo-post-{n}")
        worded(cast)
        answered(cast, f"2099.{n}")
        chained(cast, "secrecy>sign", unit=("zjj", "wjw")[n])
        gates.end_chain(chain=chain_set(cast.units[("zjj", "wjw")[n]].pk, None), by="lin", at=AT)
        stood_in(cast, date(2026, 3, 2 + 20 * n))
        received(cast, f"token-000{n}")
        subscribed(cast, ("daily", "weekly")[n])
        reported(cast)
        pointed(cast, f"第{n}查阅点")
        signed(cast, ("zjj", "wjw")[n], ("liu_qianfa", "ma_qianfa")[n])
        number_accepted(cast, year=2024 + n)
        alerted(cast)
        replied(cast)
        explained(cast, ("zjj", "wjw")[n], hits=n + 1)
        point_finished(cast, title=f"第{n}项任务", assisting=(cast.units["wjw"],))
        handed_in(cast, chapter=f"第{n}部分")
        remarked(cast, text=f"第{n}条批注")
        outlined(cast, f"2026.{n + 1}")
        entered(cast, evidence=[(f"通知{n}.txt", b"x")])
        appraised(cast, 2023 + n)
        ordered(cast)
        upheld(cast)
        disputed(cast)
        promised(cast)
        sealed_by(cast, ("zjj", "wjw")[n])
        gone_to_archives(cast)
        kept_apart(cast, subject=f"供水管网改造合同{n}", wanted=f"申请公开供水管网改造合同{n}全文。")
        urged(cast, ("remind", "urge")[n])
        redacted(cast)
        posted_paper(cast)
        answer_worded(cast, ("zjj", "wjw")[n], ("liu_qianfa", "ma_qianfa")[n])
        asked_why(cast)
        charged(cast)
        assisted(cast)
        looked(cast, (("/u/zjj/", "/u/wjw/")[n],), f"旧的{n}")
    appraised_to_its_end(cast)
    reviewed(cast)
    unsealed(cast)
    signer.seal(at=AT)
    assert verify().findings == []
    assert [m._meta.label_lower for m in ledgered_models() if not m._default_manager.exists()] == []


@pytest.fixture
def whole(filled, story) -> None:
    """All of it, untouched by other tests."""


@contextmanager
def undone() -> Iterator[None]:
    """What somebody does who has the database in his hands and knows its guards; afterwards all is as it was."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        with transaction.atomic():
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            transaction.set_rollback(True)
        cursor.execute("PRAGMA ignore_check_constraints = OFF")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("%", "%%"))


def named() -> dict[str, list[str]]:
    """What verification says now of rows, by the model's label. One run for all models: a run for each says the same, and takes minutes."""
    triggers.install()
    told: dict[str, list[str]] = defaultdict(list)
    for each in verify().findings:
        told[each.where.partition("/")[0]].append(each.what)
    return told


def keys_of(model: type[models.Model]) -> set[str]:
    """Columns that make a row another row: its own unique ones, and the last of each set that is unique (always or mostly)."""
    found = {f.attname for f in model._meta.concrete_fields if f.unique}
    unique = [c for c in model._meta.constraints if isinstance(c, models.UniqueConstraint) and len(c.fields) > 1]
    return found | {model._meta.get_field(c.fields[-1]).attname for c in unique}


def identity(model: type[models.Model], *, always: bool = True) -> set[str]:
    """Columns by which a row is named: changed, it is another row. ``always`` leaves out sets that are unique for some rows only."""
    unique = [c for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]
    sets = [c.fields for c in unique if not (always and c.condition)]
    parts = {model._meta.get_field(name).attname for fields in sets for name in fields}
    return {f.attname for f in model._meta.concrete_fields if f.unique} | parts


def another(field: models.Field) -> str:
    """SQL for another value of a column; of a reference another row, if there is one."""
    column = f'{field.model._meta.db_table}."{field.column}"'
    if isinstance(field, models.ForeignKey):
        target = field.related_model._meta
        other = f'SELECT MAX("{target.pk.column}") FROM {target.db_table} WHERE "{target.pk.column}" <> coalesce({column}, -1)'
        if field.attname in keys_of(field.model):  # one that no row leads to yet
            other += f' AND "{target.pk.column}" NOT IN (SELECT "{field.column}" FROM {field.model._meta.db_table})'
        return f"coalesce(({other}), coalesce({column}, 0) + 900)"
    kind = next(kind for kind in CHANGED if isinstance(field, kind))
    return CHANGED[kind].format(column)


def first(model: type[models.Model]) -> str:
    table, pk = model._meta.db_table, model._meta.pk.column
    return f'"{pk}" = (SELECT MIN("{pk}") FROM {table})'


def test_every_column_of_a_row_stands_in_its_image_or_outside_for_a_reason():
    for model in ledgered_models():
        label = model._meta.label_lower
        untold = {f.attname for f in model._meta.concrete_fields} - set(model.LEDGERED) - OUTSIDE.get(label, set())
        assert untold <= identity(model), label


def test_a_row_dropped(whole):
    with undone():
        for model in ledgered_models():
            run(f"DELETE FROM {model._meta.db_table} WHERE {first(model)}")
        told = named()
    for model in ledgered_models():
        assert any("the row is missing" in what for what in told[model._meta.label_lower]), model


def test_a_row_inserted(whole):
    with undone():
        for model in ledgered_models():
            fields = [
                f for f in model._meta.concrete_fields if not isinstance(f, models.AutoField | models.BigAutoField)
            ]
            into = ", ".join(f'"{f.column}"' for f in fields)
            values = ", ".join(another(f) if f.attname in keys_of(model) else f'"{f.column}"' for f in fields)
            table = model._meta.db_table
            run(f"INSERT INTO {table} ({into}) SELECT {values} FROM {table} WHERE {first(model)}")
        told = named()
    for model in ledgered_models():
        said = told[model._meta.label_lower]
        assert any("no fact speaks of this row" in what or "to a row that is not there" in what for what in said), model


def test_every_column_of_a_row_changed(whole):
    columns = {
        model: [f for f in model._meta.concrete_fields if f.attname in set(model.LEDGERED) - identity(model)]
        for model in ledgered_models()
    }
    with undone():
        for model, fields in columns.items():
            changes = ", ".join(f'"{f.column}" = {another(f)}' for f in fields)
            run(f"UPDATE {model._meta.db_table} SET {changes} WHERE {first(model)}")
        said = named()
    for model, fields in columns.items():
        found = said[model._meta.label_lower]
        told = {name for what in found if "not as fact" in what for name in what.partition(":")[0].split(", ")}
        assert told == {f.attname for f in fields}, model


def test_two_rows_in_each_others_place(whole):
    tried = {}
    for model in ledgered_models():
        rows = list(model._default_manager.order_by("pk"))
        swapped = [f for f in model._meta.concrete_fields if f.attname not in identity(model, always=False)]
        told = [f.attname for f in swapped if f.attname in model.LEDGERED]
        pairs = ((a, b) for a in rows for b in rows if any(getattr(a, n) != getattr(b, n) for n in told))
        one, other = next(pairs, (None, None))
        if one is not None:
            tried[model] = [
                (row.pk, {f.attname: getattr(values, f.attname) for f in swapped})
                for row, values in ((one, other), (other, one))
            ]
    with undone():
        for model, both in tried.items():
            for pk, changes in both:
                model._default_manager.filter(pk=pk).update(**changes)
        told = named()
    for model in tried:
        assert len(told[model._meta.label_lower]) >= 2, model
    tried = {model._meta.label_lower for model in tried}
    assert {"flow.steptaken", "flow.duty", "flow.clock", "documents.notice", "parties.sealed"} <= tried
