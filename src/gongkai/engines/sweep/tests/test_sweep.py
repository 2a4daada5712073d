"""Everything published is searched in small steps that can be broken off; what was found is listed while it stands, in scope."""

from datetime import timedelta

import pytest
from tests.plugins.cast import noon

from gongkai.engines.sweep import queries, sweeping
from gongkai.engines.sweep.models import Suspect, Sweep
from gongkai.ground.files.actions import attach
from gongkai.ground.guard import actions as guard
from gongkai.ground.guard.models import Inspection
from gongkai.ground.guard.queries import rules
from gongkai.ground.home.memory import forget_everything
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import guarding, masking
from gongkai.kernel.records.models import Record, Section
from gongkai.kernel.records.queries import version_of
from gongkai.pure.guard.tests.files import word
from gongkai.pure.guard.wording import parse

DAY = noon("2026-03-02")
NIGHT = noon("2026-03-03").replace(hour=1)
LEADERS = """
list: leaders
sort: title
name: 县领导职务
version: "1"
entries:
  - {name: 周启明, posts: [县长]}
"""


@pytest.fixture
def published(cast):
    def publish(body: str = "<p>副县长周启明到会。</p>", attachment: bytes = b"", n: int = 0) -> Record:
        record = records.draft(
            kind="notice", unit=cast.units["zjj"], section=Section.objects.get(pk="notices"), by=cast.actor("wang_bianji"), at=DAY,
            content={"title": f"公示{n}", "formed_on": "2026-03-02", "body": body},
        )  # fmt: skip
        if attachment:
            file = attach(owner=record.ref, name="附件.docx", data=attachment, by="wang_bianji", at=DAY)
            content = version_of(record).values() | {"attachments": [file.public_id]}
            records.save(record=record, content=content, by=cast.actor("wang_bianji"), at=DAY)
        go_out(cast, record)
        return record

    return publish


def go_out(cast, record: Record) -> None:
    records.submit(record=record, by=cast.actor("wang_bianji"), at=DAY)
    records.pass_review(record=record, by=cast.actor("li_shenhe"), at=DAY)
    records.clear(record=record, by=cast.actor("wu_baomi"), at=DAY)
    records.publish(record=record, by=cast.actor("liu_qianfa"), at=DAY)


@pytest.fixture
def listed(cast):
    """A list that objects to what is published already."""
    return lambda: guard.load_words(words=parse(LEADERS), by="gao_gongkai", at=DAY)


def found(cast, who: str = "gao_gongkai", **more) -> list[str]:
    return [record.pk for record in queries.standing(cast.scope(who), **more)]


def test_a_list_loaded_later_finds_what_is_published_already(cast, published, listed):
    record, _ = published(), published("<p>县长周启明到会。</p>")
    listed()
    sweeping.all_of_it(NIGHT)
    assert found(cast) == [record.pk]
    assert (Suspect.objects.get().sorts, Suspect.objects.get().stops) == ({"title": 1}, 1)


def test_attachments_too_and_none_is_read_twice(cast, published, listed):
    record = published("<p>见附件。</p>", word("副县长周启明到会"))
    listed()
    sweeping.all_of_it(NIGHT)
    assert found(cast) == [record.pk]
    before = Inspection.objects.get().rules
    Inspection.objects.update(finds=[])  # whoever reads it again, finds it again
    sweeping.all_of_it(NIGHT + timedelta(days=1))
    assert found(cast) == [] and Inspection.objects.get().rules == before


def test_only_in_scope_and_hints_apart(cast, published, listed):
    stops, hints = published(), published("<p>认真布署。</p>", n=1)
    listed()
    sweeping.all_of_it(NIGHT)
    assert found(cast) == [stops.pk, hints.pk] and found(cast, stops=True) == [stops.pk]
    assert found(cast, "wang_bianji") == [stops.pk, hints.pk]
    assert found(cast, "sun_bianji") == []


def test_broken_off_it_goes_on_where_it_was(cast, published, listed, monkeypatch):
    made = sorted(published(n=n).pk for n in range(5))
    listed()
    monkeypatch.setattr(sweeping, "AT_ONCE", 2)
    assert sweeping.step(NIGHT, seconds=0) == 2
    assert (Sweep.objects.get().done, Sweep.objects.get().last) == (2, made[1])
    seen, look = [], sweeping.look

    def breaks(record, version):
        seen.append(record.pk)
        if len(seen) == 2:
            raise OSError("the power went")
        return look(record, version)

    monkeypatch.setattr(sweeping, "look", breaks)
    with pytest.raises(OSError):
        sweeping.step(NIGHT, seconds=0)
    assert Sweep.objects.get().last == made[1]
    monkeypatch.setattr(sweeping, "look", look)
    while not Sweep.objects.get().finished_at:
        sweeping.step(NIGHT, seconds=0)
    assert sorted(found(cast)) == made and Sweep.objects.get().done == 5


@pytest.mark.parametrize(
    ("at", "begins"),
    [
        (NIGHT - timedelta(minutes=1), False),
        (NIGHT, True),
        (NIGHT + timedelta(hours=9), True),
    ],
)
def test_it_begins_in_the_night(cast, published, at, begins):
    published()
    assert bool(sweeping.step(at)) is begins


def test_once_a_night(cast, published):
    published()
    assert [sweeping.step(NIGHT + timedelta(hours=n)) for n in (0, 1, 23, 24)] == [1, 0, 0, 1]


def test_what_is_corrected_withdrawn_or_justified_is_listed_no_more(cast, published, listed):
    corrected, withdrawn, justified = published(n=0), published(n=1), published(n=2)
    listed()
    sweeping.all_of_it(NIGHT)
    assert len(found(cast)) == 3
    records.withdraw(record=withdrawn, ground="内容有误", keep_title=True, by=cast.actor("liu_qianfa"), at=DAY)
    key = guarding.look(justified, version_of(justified)).hits[0].key
    masking.justify(record=justified, key=key, reason="文章写的是当年的职务", by=cast.actor("wu_baomi"), at=DAY)
    sweeping.recheck(justified, NIGHT)
    keys = [hit.key for hit in guarding.look(corrected, version_of(corrected)).hits]
    masking.mask(record=corrected, keys=keys, by=cast.actor("wang_bianji"), at=DAY)
    assert found(cast) == [corrected.pk]
    go_out(cast, corrected)
    assert found(cast) == []
    forget_everything()
    sweeping.all_of_it(NIGHT + timedelta(days=1))
    assert not Suspect.objects.exists()


def test_new_attachments_are_searched_before_anybody_asks(cast, published):
    record = published("<p>见附件。</p>")
    attach(owner=record.ref, name="附件.docx", data=word("电话13812345678"), by="wang_bianji", at=DAY)
    attach(owner=record.ref, name="附件二.docx", data=word("公示"), by="wang_bianji", at=DAY)
    assert [sweeping.search_new(seconds=0), sweeping.search_new(seconds=0), sweeping.search_new()] == [1, 1, 0]
    assert sorted(len(row.finds) for row in Inspection.objects.all()) == [0, 1]


def test_a_list_has_the_attachments_searched_again_of_what_is_at_work(cast, published, listed):
    waiting = records.draft(
        kind="notice", unit=cast.units["zjj"], section=Section.objects.get(pk="notices"), by=cast.actor("wang_bianji"), at=DAY,
        content={"title": "草稿", "formed_on": "2026-03-02", "body": "<p>见附件。</p>"},
    )  # fmt: skip
    out = published("<p>见附件。</p>", word("副县长周启明到会"))
    for n in range(3):
        attach(owner=waiting.ref, name=f"附件{n}.docx", data=word("副县长周启明到会"), by="wang_bianji", at=DAY)
    while sweeping.search_new():
        pass
    listed()
    assert [sweeping.search_new(seconds=0) for _ in range(4)] == [1, 1, 1, 0]
    assert sorted(row.owner for row in Inspection.objects.filter(rules=rules())) == [waiting.ref] * 3
    assert Inspection.objects.filter(owner=out.ref).exclude(rules=rules()).count() == 1  # at night
