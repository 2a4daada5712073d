"""Relations between records: who may say them, what they do to validity, and when."""

from datetime import date

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import DAY, LATER, draft, policy, reworded, through

from gongkai.ground.ledger.verify import verify
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import queries, relations, ticker, validity
from gongkai.kernel.records.models import Record, Section


@pytest.fixture
def old(cast) -> Record:
    return through(cast, policy(cast, expires_on="2031-03-01"), "published")


def successor(cast, **more) -> Record:
    return policy(cast, title="危房改造办法（修订）", document_number="明建〔2026〕9号", **more)


def say(cast, record: Record, kind: str, target: Record | None, who: str = "wang_bianji", **more):
    return relations.relate(record=record, kind=kind, target=target, by=cast.actor(who), at=DAY, **more)


def state(record: Record) -> str:
    return Record.objects.get(pk=record.pk).validity


@pytest.mark.parametrize("kind, after", [("repeals", "repealed"), ("amends", "amended"), ("basis", "effective"), ("answers", "effective")])  # fmt: skip
def test_what_a_document_says_of_another_comes_true_when_it_is_published(cast, old, kind, after):
    record = successor(cast)
    say(cast, record, kind, old)
    assert state(old) == "effective"
    through(cast, record, "published")
    assert state(old) == after and verify().findings == []


@pytest.mark.parametrize("day, after", [("2026-03-31", "effective"), ("2026-04-01", "repealed"), ("2026-04-02", "repealed")])  # fmt: skip
def test_a_document_that_is_not_yet_in_force_repeals_on_its_day(cast, old, day, after):
    record = successor(cast, effective_on="2026-04-01")
    say(cast, record, "repeals", old)
    through(cast, record, "published")
    ticker.tick(noon(day))
    assert state(old) == after and verify().findings == []


@pytest.mark.parametrize("effective, carried_out, since", [
    ("2026-04-01", "2026-04-01", "2026-04-01"),
    ("2026-04-01", "2026-04-05", "2026-04-01"),  # nobody was there on the day
    ("2026-03-02", "2026-03-02", "2026-03-02"),
    ("2026-02-01", "2026-03-02", "2026-03-02"),  # not before it was made
])  # fmt: skip
def test_it_is_repealed_since_the_day_that_is_written_however_late_it_is_carried_out(cast, old, effective, carried_out, since):  # fmt: skip
    record = successor(cast, effective_on=effective)
    say(cast, record, "repeals", old)
    through(cast, record, "published")
    ticker.tick(noon(carried_out))
    assert state(old) == "repealed" and Record.objects.get(pk=old.pk).ended_on.isoformat() == since
    assert verify().findings == []


def test_it_lapses_on_the_day_after_its_last_however_late_that_is_carried_out(cast):
    old = through(cast, policy(cast, expires_on="2026-03-10"), "published")
    ticker.tick(noon("2026-03-20"))
    assert state(old) == "expired" and Record.objects.get(pk=old.pk).ended_on == date(2026, 3, 11)


def test_said_later_by_the_signatory_it_comes_true_at_once(cast, old):
    record = through(cast, successor(cast), "published")
    with pytest.raises(NotAllowed):
        say(cast, record, "repeals", old)
    say(cast, record, "repeals", old, "liu_qianfa")
    assert state(old) == "repealed"


def test_an_amended_document_stays_amended_when_it_is_corrected_and_lapses_on_its_day(cast):
    old = through(cast, policy(cast, expires_on="2026-03-10"), "published")
    record = successor(cast)
    say(cast, record, "amends", old)
    through(cast, record, "published")
    old.refresh_from_db()
    records.revise(record=old, reason="错字", by=cast.actor("wang_bianji"), at=LATER)
    reworded(cast, old, LATER)
    through(cast, old, "published")
    assert state(old) == "amended"
    ticker.tick(noon("2026-03-10"))
    assert state(old) == "amended"
    ticker.tick(noon("2026-03-11"))
    assert state(old) == "expired" and verify().findings == []


def test_what_was_repealed_is_not_amended_and_stays_repealed(cast, old):
    validity.repeal(record=old, because="任务已经完成", by=cast.actor("liu_qianfa"), at=DAY)
    record = successor(cast)
    say(cast, record, "amends", old)
    through(cast, record, "published")
    assert state(old) == "repealed"


def test_only_documents_are_amended_and_only_by_documents_of_those_above_them(cast, old):
    notice = through(cast, draft(cast), "published")
    with pytest.raises(StepRefused, match="不是政策文件"):
        say(cast, successor(cast), "repeals", notice)
    with pytest.raises(StepRefused, match="只有政策文件"):
        say(cast, notice, "repeals", old, "liu_qianfa")
    section = Section.objects.get(pk="policy")
    content = {"title": "卫生办法", "formed_on": "2026-03-02", "body": "<p>第一条</p>"}
    by = cast.actor("sun_bianji")
    others = records.draft(kind="policy", unit=cast.units["wjw"], section=section, content=content, by=by, at=DAY)
    with pytest.raises(StepRefused, match="不由"):
        say(cast, others, "repeals", old, "sun_bianji")
    assert say(cast, others, "basis", old, "sun_bianji").target_id == old.pk


def test_a_relation_is_said_once_of_another_record_that_stands(cast, old):
    record = successor(cast)
    relation = say(cast, record, "basis", old)
    for target in (old, record):
        with pytest.raises(StepRefused) as refused:
            say(cast, record, "basis", target)
        assert refused.value.field == "target"
    relations.unrelate(relation=relation, by=cast.actor("wang_bianji"), at=LATER)
    assert queries.relations_of(old) == [] and relation.ended_on == date(2026, 3, 4)
    with pytest.raises(StepRefused):
        relations.unrelate(relation=relation, by=cast.actor("wang_bianji"), at=LATER)
    say(cast, record, "basis", old)
    records.withdraw(record=old, ground="发错", keep_title=True, by=cast.actor("liu_qianfa"), at=LATER)
    with pytest.raises(StepRefused, match="撤下"):
        say(cast, record, "answers", old)
    assert verify().findings == []


def test_a_basis_may_lie_elsewhere_and_nothing_else_may(cast):
    record = successor(cast)
    say(cast, record, "basis", None, outside="《城乡规划法》")
    for kind, outside in (("basis", " "), ("repeals", "《城乡规划法》")):
        with pytest.raises(StepRefused):
            say(cast, record, kind, None, outside=outside)


def test_what_has_repealed_another_cannot_be_unsaid(cast, old):
    record = successor(cast)
    relation = say(cast, record, "repeals", old)
    through(cast, record, "published")
    relation.source.refresh_from_db()
    with pytest.raises(StepRefused, match="已经写明"):
        relations.unrelate(relation=relation, by=cast.actor("liu_qianfa"), at=LATER)
