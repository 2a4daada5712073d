"""The index follows the facts: published, corrected, withdrawn, moved, renamed; it is lost, damaged, built anew while it serves."""

import shutil
from datetime import timedelta

import pytest
from tests.plugins.cast import noon

from gongkai.engines.feeders import following, rebuilding
from gongkai.engines.feeders.finding import find_at_desk, find_public
from gongkai.engines.feeders.suggesting import suggest_public
from gongkai.ground.search import index as indexes
from gongkai.ground.search import places, texts
from gongkai.ground.search.asking import Ask
from gongkai.ground.units.actions import change_unit
from gongkai.kernel.flow import consumers
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import catalogue
from gongkai.kernel.records.models import Section, Version
from gongkai.kernel.records.ticker import tick

DAY = noon("2026-03-02")


def total(words: str, **chosen) -> int:
    return find_public(Ask(words, chosen=chosen)).total


def test_what_is_published_is_found_after_a_round_and_what_is_withdrawn_at_once_no_more(office, index):
    record = office.publish("海绵城市建设公示")
    assert total("海绵城市") == 0
    following.catch_up()
    assert total("海绵城市") == 1
    office.withdraw(record)
    answer = find_public(Ask("海绵城市"))
    assert (answer.total, answer.hits) == (0, []), "held against the database, before the index has followed"
    assert suggest_public("海绵城市建设") == [] or all(not s.record for s in suggest_public("海绵城市建设"))
    following.catch_up()
    assert suggest_public("海绵") == [] and indexes.searcher(places.PUBLIC).num_docs == 0


def test_a_correction_shows_the_new_text_and_not_the_old(office, index, cast):
    record = office.publish("公示", "旧的说法是梧桐。")
    records.revise(record=record, reason="写错了", by=cast.actor("wang_bianji"), at=DAY)
    content = {"title": "公示", "formed_on": "2026-03-02", "body": "<p>新的说法是香樟。</p>", "attachments": []}
    records.save(record=record, content=content, section=record.section, by=cast.actor("wang_bianji"), at=DAY)
    following.catch_up()
    assert (total("梧桐"), total("香樟")) == (1, 0)
    assert find_at_desk(Ask("香樟"), cast.scope("wang_bianji")).total == 1
    for verb, who in (
        ("submit", "wang_bianji"),
        ("pass_review", "li_shenhe"),
        ("clear", "wu_baomi"),
        ("publish", "liu_qianfa"),
    ):
        getattr(records, verb)(record=record, by=cast.actor(who), at=DAY)
    following.catch_up()
    assert (total("梧桐"), total("香樟")) == (0, 1)


def test_validity_moves_with_the_day(office, index):
    office.publish("试行办法", kind="policy", effective_on="2026-03-10", expires_on="2026-03-20")
    for day, validity in (
        ("2026-03-09", "pending"),
        ("2026-03-10", "effective"),
        ("2026-03-20", "effective"),
        ("2026-03-21", "expired"),
    ):
        tick(noon(day))
        following.catch_up()
        assert total("试行办法", validity=validity) == 1, day


def test_a_moved_record_and_a_renamed_unit_or_section(office, index, cast):
    record = office.publish("公示")
    records.move(record=record, section=Section.objects.get(pk="policy"), by=cast.actor("wang_bianji"), at=DAY)
    following.catch_up()
    assert (total("", section="notices"), total("", section="policy")) == (0, 1)
    catalogue.place_section(key="policy", name="规章制度", column_type="政策文件", position=1, by="setup", at=DAY)
    change_unit(unit=cast.units["zjj"], at=DAY, by="setup", name="明川县城乡建设委员会", short_name="建委")
    following.catch_up()
    assert (total("规章制度"), total("政策文件"), total("建委")) == (1, 0, 1)
    catalogue.place_section(key="policy", name="规章制度", column_type="政策文件", position=9, by="setup", at=DAY)
    assert following.catch_up().records == 0, "only its order has changed"


def test_following_again_changes_nothing(office, index):
    office.publish("公示")
    following.catch_up()
    generation = places.current()
    places.set_state(generation, places.State(places.FORM, 0))
    assert following.follow(generation).records
    assert total("公示") == 1 and indexes.searcher(places.PUBLIC).num_docs == 1


def test_a_lost_index_is_no_lost_data(office, index):
    office.publish("公示")
    shutil.rmtree(places.root())
    assert following.wants_rebuild()
    with pytest.raises(places.Unavailable):
        following.catch_up()
    rebuilding.rebuild()
    assert total("公示") == 1 and not following.wants_rebuild()


@pytest.mark.parametrize("harm", ["form", "beyond", "meta"])
def test_an_index_of_another_form_or_time_is_made_anew(office, index, harm):
    office.publish("公示")
    following.catch_up()
    generation = places.current()
    if harm == "form":
        places.set_state(generation, places.State(places.FORM - 1, 1))
    elif harm == "beyond":
        places.set_state(generation, places.State(places.FORM, consumers.head() + 1))
    else:
        (generation / "public" / "meta.json").unlink()
    assert following.wants_rebuild()
    rebuilding.rebuild()
    assert total("公示") == 1 and not following.wants_rebuild() and places.current() != generation


def test_the_old_one_serves_while_a_new_one_is_built_and_nothing_that_happens_meanwhile_is_missed(office, index):
    office.publish("第一号公示")
    following.catch_up()
    seen = []

    def meanwhile(done: int, of: int) -> None:
        if seen:
            return
        assert places.is_rebuilding()
        with pytest.raises(places.Busy):
            rebuilding.rebuild()
        office.publish("第二号公示")
        following.catch_up()
        seen.append(total("公示"))

    rebuilding.rebuild(meanwhile)
    assert seen == [2] and total("公示") == 2 and not places.is_rebuilding()
    assert len(list(places.root().glob("g*"))) == 1


def test_a_broken_off_build_leaves_the_old_one_and_the_next_removes_its_rest(office, index):
    office.publish("公示")
    following.catch_up()

    def breaks(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuilding.rebuild(breaks)
    assert total("公示") == 1 and len(list(places.root().glob("g*"))) == 2
    rebuilding.rebuild()
    assert total("公示") == 1 and len(list(places.root().glob("g*"))) == 1


def test_erased_content_leaves_the_disk_with_the_next_build(office, index, cast):
    record = office.publish("公示", "含有个人隐私的梧桐。")
    records.revise(record=record, reason="删去隐私", by=cast.actor("wang_bianji"), at=DAY, hide_old=True)
    content = {"title": "公示", "formed_on": "2026-03-02", "body": "<p>已改。</p>", "attachments": []}
    records.save(record=record, content=content, section=record.section, by=cast.actor("wang_bianji"), at=DAY)
    for verb, who in (
        ("submit", "wang_bianji"),
        ("pass_review", "li_shenhe"),
        ("clear", "wu_baomi"),
        ("publish", "liu_qianfa"),
    ):
        getattr(records, verb)(record=record, by=cast.actor(who), at=DAY)
    following.catch_up()
    assert total("梧桐") == 0 and not following.wants_rebuild()
    records.erase_version(record=record, number=1, by=cast.actor("lin_guanli"), at=DAY + timedelta(days=1))
    following.catch_up()
    assert following.wants_rebuild() == "it holds what was erased"
    rebuilding.rebuild()
    assert Version.objects.get(record=record, number=1).values() == {} and not following.wants_rebuild()
    said = b"".join(path.read_bytes() for path in places.root().rglob("*") if path.is_file())
    assert "梧桐".encode() not in said and "隐私".encode() not in said


def test_texts_of_attachments_that_hang_nowhere_are_forgotten(office, index, cast):
    record = office.draft("公示", files=[("说明.txt", "海绵城市".encode())])
    following.catch_up()
    following.read_attachments()
    (file,) = Version.objects.get(record=record).values()["attachments"]
    assert texts.texts([file]) == {file: "海绵城市"}
    content = {"title": "公示", "formed_on": "2026-03-02", "body": "<p>已改。</p>", "attachments": []}
    records.save(record=record, content=content, section=record.section, by=cast.actor("wang_bianji"), at=DAY)
    following.catch_up()
    assert texts.texts([file]) == {}
