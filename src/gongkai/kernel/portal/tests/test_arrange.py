"""Arranging pages: what is taken, who may, and that every version can be had again."""

import pytest
from tests.plugins.scenes import office

from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.portal import actions, queries
from gongkai.kernel.portal.blocks import HOME, LONGEST, MOST, MOST_LINES, Block, model_of, place_of
from gongkai.kernel.records import catalogue
from gongkai.kernel.records.models import Section

NEWS = Block("要闻", "section:notices", 3)
POLICY = Block("新政策", "kind:policy", 5)
UNITS = Block("找部门", "units")


@pytest.fixture
def head(cast):
    return office(cast)


def test_the_order_is_kept_and_the_latest_version_holds(head):
    actions.arrange(place=HOME, blocks=[NEWS, POLICY, UNITS], **head)
    assert queries.arranged() == {HOME: [NEWS, POLICY, UNITS]}
    made = actions.arrange(place=HOME, blocks=[UNITS, POLICY], seen=1, **head)
    assert made.version == 2 and queries.arranged() == {HOME: [UNITS, POLICY]}
    made = actions.put_back(place=HOME, version=1, seen=2, **head)
    assert made.version == 3 and queries.arranged() == {HOME: [NEWS, POLICY, UNITS]}
    actions.leave(place=HOME, **head)
    assert queries.arranged() == {} and [each.version for each in queries.versions_of(HOME)] == [4, 3, 2, 1]


@pytest.mark.parametrize(
    "blocks, sentence, field",
    [
        ([], "至少要有一块", ""),
        ([Block(f"第{n}", f"kind:{n}", 1) for n in range(MOST + 1)], "最多12块", ""),
        ([Block("  ", "units")], "第1块还没有标题", "heading-0"),
        ([Block("字" * (LONGEST + 1), "units")], "最多16字", "heading-0"),
        ([UNITS, Block("某", "kind:nothing", 1)], "第2块的内容请从列出的里面选", "source-1"),
        ([Block("某", "facts")], "第1块的内容请从列出的里面选", "source-0"),
        ([UNITS, Block("又", "units")], "第2块的内容和前面的重复了", "source-1"),
        ([Block("某", "kind:policy", 0)], "请写1到20", "count-0"),
        ([Block("某", "kind:policy", MOST_LINES + 1)], "请写1到20", "count-0"),
    ],
)
def test_what_is_not_taken(head, blocks, sentence, field):
    with pytest.raises(StepRefused, match=sentence) as refused:
        actions.arrange(place=HOME, blocks=blocks, **head)
    assert refused.value.field == field and queries.arranged() == {}


@pytest.mark.parametrize("count", [1, MOST_LINES])
def test_as_many_lines_as_may_be(head, count):
    assert actions.arrange(place=HOME, blocks=[Block("字" * LONGEST, "kind:policy", count)], **head).version == 1


def test_the_same_again_and_what_was_seen_too_early(head):
    actions.arrange(place=HOME, blocks=[NEWS], **head)
    with pytest.raises(StepRefused, match="没有要改的"):
        actions.arrange(place=HOME, blocks=[NEWS], **head)
    with pytest.raises(StepRefused, match="刚才有别人排过"):
        actions.arrange(place=HOME, blocks=[POLICY], seen=0, **head)
    for version in (0, 2):
        with pytest.raises(StepRefused, match="没有这一版"):
            actions.put_back(place=HOME, version=version, **head)


def test_what_has_closed_since_does_not_come_back(cast, head):
    annual = catalogue.add(key="old", parent=None, name="旧栏目", by=head["by"], at=head["at"])
    actions.arrange(place=HOME, blocks=[Block("旧", "section:old", 3), UNITS], **head)
    actions.arrange(place=HOME, blocks=[Block("旧", "section:old", 4)], **head)
    actions.arrange(place=HOME, blocks=[UNITS], **head)
    catalogue.close(section=Section.objects.get(pk=annual.pk), by=head["by"], at=head["at"])
    with pytest.raises(StepRefused, match="都已经停用"):
        actions.put_back(place=HOME, version=2, **head)


def test_a_unit_s_head_arranges_its_own_page_and_no_other(cast):
    head = {"by": cast.actor("liu_qianfa"), "at": office(cast)["at"]}
    actions.arrange(place="", unit=cast.units["zjj"], blocks=[Block("联系", "facts"), POLICY], **head)
    assert list(queries.arranged()) == [place_of("zjj")]
    for more in ({"place": HOME}, {"place": model_of("town")}, {"place": "", "unit": cast.units["wjw"]}):
        with pytest.raises(NotAllowed):
            actions.arrange(blocks=[POLICY], **more, **head)
        with pytest.raises(NotAllowed):
            actions.put_back(version=1, **more, **head)
        with pytest.raises(NotAllowed):
            actions.leave(**more, **head)
