"""What is typed beside the records and goes out is searched each night too: each place, in scope, until it reads otherwise."""

from datetime import date, timedelta

import pytest
from django.db.models import CharField, TextField
from tests.plugins.acts.key_points import laid
from tests.plugins.scenes import arranged, office, policy, section, through, withheld

from gongkai.engines.sweep import queries, sweeping
from gongkai.engines.sweep.beside import said_beside
from gongkai.engines.sweep.models import SuspectText, Sweep
from gongkai.ground.guard import actions as guard
from gongkai.ground.points.actions import open_point
from gongkai.ground.units import actions as units
from gongkai.ground.units.models import Government, Unit
from gongkai.kernel.keypoints import actions as keypoints
from gongkai.kernel.keypoints.models import KeyPoint
from gongkai.kernel.portal import topics
from gongkai.kernel.portal.blocks import Block
from gongkai.kernel.records import catalogue, guides, relations, withholding
from gongkai.kernel.records.models import Section
from gongkai.pure.guard.wording import parse

from .test_sweep import DAY, LEADERS, NIGHT

WRONG = "副县长周启明"
DAYS = {"begins_on": date(2026, 3, 2), "ends_on": date(2026, 3, 31)}
PLACES = {
    "withheld": lambda cast: withholding.change(item=withheld(cast), title="考核材料", ground="16-1", reason=f"{WRONG}定的。", by=cast.actor("liu_qianfa"), at=DAY),
    "guide": lambda cast: guides.edit_guide(unit=cast.units["zjj"], part="office", text=f"{WRONG}分管。", by=cast.actor("liu_qianfa"), at=DAY),
    "notice": lambda cast: topics.post_notice(text=f"{WRONG}接听热线。", **DAYS, **office(cast)),
    "topic": lambda cast: topics.plan_topic(key="day", name="接访", lead=f"{WRONG}接访。", **DAYS, **office(cast)),
    "page": lambda cast: arranged(cast, Block(f"{WRONG}接访", "kind:policy", 5)),
    "point": lambda cast: open_point(name="查阅点", address="明川大道1号", hours="工作日", phone="", holds=f"{WRONG}文选", position=1, **office(cast)),
    "section": lambda cast: catalogue.change(section=section("policy"), description=f"{WRONG}签发的文件。", **office(cast)),
    "keypoint": lambda cast: laid(cast, text=f"{WRONG}牵头。"),
    "government": lambda cast: units.change_government(slogan=f"{WRONG}欢迎您", by="lin_guanli", at=DAY),
    "unit": lambda cast: units.change_unit(unit=cast.units["zjj"], hours=f"工作日，{WRONG}接访", by="lin_guanli", at=DAY),
    "outside": lambda cast: relations.relate(record=through(cast, policy(cast), "published"), kind="basis", target=None, outside=f"{WRONG}批示", by=cast.actor("liu_qianfa"), at=DAY),
}  # fmt: skip


ADMINISTERED = ("government", "unit")
"""Kept by whoever administers the whole government, the rest by the openness office."""
CODES = {
    Section: "key parent_key column_type levels units template merged_into lists",
    Unit: "code org_code uscc doc_prefix parent_code successor_code phone fax email",
    Government: "domain site_id_code postcode phone index_scheme reference_prefix",
    KeyPoint: "code phase struck_because by",
}
"""Texts of these that are codes, telephones to be called, or never public."""
WORDS = {Section: catalogue.WORDS, KeyPoint: keypoints.WORDS, **units.WORDS}


def keeper(family: str) -> str:
    return "lin_guanli" if family in ADMINISTERED else "gao_gongkai"


@pytest.mark.parametrize("model", CODES)
def test_no_text_of_theirs_is_forgotten(model):
    fields = {each.name for each in model._meta.fields if isinstance(each, CharField | TextField) and not each.choices}
    assert fields == {*WORDS[model], *CODES[model].split()}


@pytest.fixture
def listed(cast):
    """A list that objects to what was let through before it was loaded."""
    return lambda: guard.load_words(words=parse(LEADERS), by="gao_gongkai", at=DAY)


def found(cast, who: str = "gao_gongkai", **more) -> list[str]:
    return [said.family for said, _ in queries.standing_beside(cast.scope(who), NIGHT.date(), **more)]


@pytest.mark.parametrize("family", PLACES)
def test_each_place_is_searched(cast, listed, family):
    PLACES[family](cast)
    sweeping.all_of_it(NIGHT)
    who = keeper(family)
    assert found(cast, who) == []
    listed()
    sweeping.all_of_it(NIGHT + timedelta(days=1))
    assert found(cast, who) == found(cast, who, stops=True) == [family] and SuspectText.objects.get().sorts == {
        "title": 1
    }


def test_only_whoever_keeps_it_is_told(cast, listed):
    for family in ("guide", "notice"):
        PLACES[family](cast)
    listed()
    sweeping.all_of_it(NIGHT)
    assert found(cast) == ["guide", "notice"] and found(cast, "liu_qianfa") == ["guide"]
    assert found(cast, "ma_qianfa") == found(cast, "wang_bianji") == []


def test_worded_anew_it_is_listed_no_more_and_a_hint_is_no_stop(cast, listed):
    PLACES["guide"](cast)
    listed()
    sweeping.all_of_it(NIGHT)
    guides.edit_guide(unit=cast.units["zjj"], part="office", text="认真布署。", by=cast.actor("liu_qianfa"), at=DAY)
    assert found(cast) == []
    sweeping.all_of_it(NIGHT + timedelta(days=1))
    assert found(cast) == ["guide"] and found(cast, stops=True) == []
    guides.edit_guide(unit=cast.units["zjj"], part="office", text="", by=cast.actor("liu_qianfa"), at=DAY)
    sweeping.all_of_it(NIGHT + timedelta(days=2))
    assert not SuspectText.objects.exists()


def test_broken_off_it_goes_on_where_it_was(cast, listed, monkeypatch):
    for place in PLACES.values():
        place(cast)
    listed()
    monkeypatch.setattr(sweeping, "AT_ONCE", 2)
    for _ in ("the record", "the first of what is said beside it"):
        sweeping.step(NIGHT, seconds=0)
    count = len(said_beside(NIGHT.date()))
    assert (Sweep.objects.get().said, Sweep.objects.get().finished_at) == (2, None)
    while not Sweep.objects.get().finished_at:
        sweeping.step(NIGHT, seconds=0)
    assert sorted([*found(cast), *found(cast, "lin_guanli")]) == sorted(PLACES)
    assert Sweep.objects.get().said == count
