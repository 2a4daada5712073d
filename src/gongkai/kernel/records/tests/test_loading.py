"""Templates: loaded, loaded again, loaded in a newer version; what the office decided stays."""

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import section

from gongkai.ground.ledger.models import Fact
from gongkai.ground.ledger.verify import verify
from gongkai.kernel.records import catalogue
from gongkai.kernel.records.loading import ADD, CHANGE, LEFT, SAME, LoadRefused, load, plan
from gongkai.kernel.records.models import LoadedTemplate, Section
from gongkai.pure.law.catalogue_file import Template, parse, shipped

DAY = noon("2026-03-02")


def template(version: str, *lines: str) -> Template:
    return parse(
        f'template: ours\nname: 我县目录\nversion: "{version}"\nsections:\n' + "".join(f"  {line}\n" for line in lines)
    )


FIRST = (
    "- key: water",
    "  name: 饮用水水质",
    "  every: quarter",
    "  description: 水质",
    "- key: land",
    "  name: 土地供应",
)


@pytest.fixture
def office(cast) -> dict:
    return {"by": cast.actor("gao_gongkai"), "at": DAY}


@pytest.fixture
def loaded(cast) -> None:
    load(template=template("1", *FIRST), by="lin", at=DAY)


def whats(planned) -> dict[str, str]:
    return {step.key: step.what for step in planned.steps}


def test_the_shipped_ones_load_beside_each_other(cast):
    for each in shipped().values():
        load(template=each, by="lin", at=DAY)
    areas = Section.objects.filter(key_area=True)
    assert areas.count() == 10 and not Section.objects.filter(pk="key_party").exists()
    assert Section.objects.get(pk="key_ppp").parent_key == "key_areas"
    assert LoadedTemplate.objects.count() == 3
    assert verify().findings == []


def test_an_optional_one_is_taken_when_asked_for(cast):
    areas = shipped()["key-areas-2018"]
    load(template=areas, by="lin", at=DAY)
    told = {step.key: step.told for step in plan(areas).steps}
    assert told["key_party"] == "optional; take it with --with key_party"
    assert whats(load(template=areas, by="lin", at=DAY, wanted=["key_party"]))["key_party"] == ADD
    assert Section.objects.filter(pk="key_party").exists()
    with pytest.raises(LoadRefused, match="key_ppp: no optional section"):
        plan(areas, ["key_ppp"])


def test_one_act_one_fact(loaded):
    fact = Fact.objects.latest("idx")
    assert (fact.name, fact.ref) == ("catalogue.loaded", "catalogue:ours")
    assert section("water").owed_from == DAY.date()


def test_a_plan_changes_nothing(cast):
    before = Fact.objects.count()
    assert whats(plan(template("1", *FIRST))) == {"water": ADD, "land": ADD}
    assert not Section.objects.filter(pk="water").exists() and Fact.objects.count() == before


def test_loaded_again_it_does_nothing(loaded):
    before = Fact.objects.count()
    planned = load(template=template("1.0", *FIRST), by="lin", at=DAY)
    assert planned.idle and whats(planned) == {"water": SAME, "land": SAME}
    assert Fact.objects.count() == before


def test_a_newer_version_updates_adds_and_never_deletes(loaded):
    newer = template("2", "- key: water", "  name: 饮用水安全", "  every: month", "- key: air", "  name: 空气质量")
    planned = load(template=newer, by="lin", at=DAY)
    assert whats(planned) == {"water": CHANGE, "air": ADD, "land": LEFT}
    water = section("water")
    assert (water.name, water.update_every, water.description) == ("饮用水安全", "month", "")
    assert section("land").closed_on is None
    assert LoadedTemplate.objects.get(pk="ours").version == "2"
    assert verify().findings == []


def test_what_the_office_changed_is_the_offices(loaded, office):
    catalogue.change(section=section("water"), name="自来水", **office)
    planned = load(template=template("2", "- key: water", "  name: 饮用水安全", "  every: month"), by="lin", at=DAY)
    assert (section("water").name, section("water").update_every) == ("自来水", "month")
    assert planned.steps[0].told == "description, update_every; left as the office has it: name"


def test_what_the_office_moved_or_closed_stays_so(loaded, office):
    catalogue.move(section=section("water"), parent=section("policy"), **office)
    catalogue.merge(section=section("land"), into=section("policy"), **office)
    planned = load(template=template("2", *FIRST), by="lin", at=DAY)
    assert section("water").parent_key == "policy" and section("land").closed_on
    assert {step.key: step.told for step in planned.steps} == {
        "water": "as the office has it: parent_key",
        "land": "closed into policy by the office",
    }


def test_a_new_one_below_a_merged_one_stands_where_that_went(loaded, office):
    catalogue.merge(section=section("land"), into=section("notices"), **office)
    below = (*FIRST, "  sections:", "    - key: sale", "      name: 出让")
    load(template=template("2", *below), by="lin", at=DAY)
    assert section("sale").parent_key == "notices"


def test_a_new_one_below_a_closed_one_is_refused_with_its_line(loaded, office):
    catalogue.close(section=section("land"), **office)
    below = (*FIRST, "  sections:", "    - key: sale", "      name: 出让")
    with pytest.raises(LoadRefused, match="line 12: sale stands below land, which the office has closed"):
        plan(template("2", *below))


def test_over_sections_of_ones_own_only_what_is_empty_is_filled(cast):
    mine = template("1", "- key: policy", "  name: 政策", "  basis: 条例第二十条", "  type: 信息公开目录")
    planned = load(template=mine, by="lin", at=DAY)
    policy = section("policy")
    assert (policy.name, policy.basis, policy.column_type) == ("政策文件", "条例第二十条", "政策文件")
    assert planned.steps[0].told == "basis; left as the office has it: name, column_type"


@pytest.mark.parametrize("version, fine", [("0.9", False), ("1", False), ("1.1", True)])
def test_an_older_version_or_another_text_of_the_same_is_refused(loaded, version, fine):
    other = template(version, "- key: water", "  name: 水")
    if fine:
        assert plan(other).count(CHANGE) == 1
    else:
        with pytest.raises(LoadRefused, match=r"is older|higher version"):
            plan(other)


def test_one_with_somebody_s_data_in_a_public_word_is_not_loaded(cast):
    with pytest.raises(LoadRefused, match="water: its description would be public"):
        load(template=template("1", *FIRST[:3], "  description: 打13812345678问张某"), by="lin", at=DAY)
    assert not LoadedTemplate.objects.exists() and not Section.objects.filter(pk="water").exists()
