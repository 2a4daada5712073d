"""The negative list and the guides: who keeps them, what is refused, and that nothing is lost."""

from datetime import date

import pytest
from tests.plugins.cast import noon
from tests.plugins.scenes import withheld

from gongkai.ground.ledger.models import Fact
from gongkai.ground.ledger.verify import verify
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import guides, withholding
from gongkai.kernel.records.models import GuideText
from gongkai.kernel.records.queries import guide_texts, withholdings

DAY = noon("2026-03-02")


@pytest.fixture
def head(cast) -> dict:
    return {"by": cast.actor("liu_qianfa"), "at": DAY}


@pytest.mark.parametrize(
    "review_on, fine", [(date(2026, 3, 1), False), (date(2026, 3, 2), False), (date(2026, 3, 3), True)]
)
def test_it_is_to_be_looked_at_again_on_a_day_to_come(cast, head, review_on, fine):
    values = {
        "unit": cast.units["zjj"],
        "title": "评标材料",
        "ground": "16-2a",
        "reason": "还没有定。",
        "review_on": review_on,
    }
    if fine:
        assert withholding.withhold(**values, **head).review_on == review_on
    else:
        with pytest.raises(StepRefused, match="今天以后"):
            withholding.withhold(**values, **head)


@pytest.mark.parametrize("username, fine", [("liu_qianfa", True), ("gao_gongkai", True), ("ma_qianfa", False), ("wang_bianji", False), ("he_jiancha", False)])  # fmt: skip
def test_who_keeps_a_units_list_and_guide(cast, username, fine):
    who = {"by": cast.actor(username), "at": DAY}
    item = withheld(cast)
    for act in (
        lambda: withholding.review(item=item, review_on=date(2028, 1, 1), **who),
        lambda: guides.edit_guide(unit=cast.units["zjj"], part="office", text="午休不停办。", **who),
    ):
        if fine:
            act()
        else:
            with pytest.raises(NotAllowed, match="公开机构负责人或者政务公开办"):
                act()


def test_looked_at_again_it_stays_until_another_day(cast, head):
    item = withholding.review(item=withheld(cast), review_on=date(2028, 3, 2), **head)
    assert item.review_on == date(2028, 3, 2) and item.lifted_on is None
    assert Fact.objects.latest("idx").name == "withholding.reviewed"


def test_lifted_it_tells_why_and_changes_no_more(cast, head):
    item = withheld(cast)
    with pytest.raises(StepRefused, match="为什么不再列入"):
        withholding.lift(item=item, because="  ", **head)
    withholding.lift(item=item, because="已经办结。", **head)
    for act, more in (
        (withholding.lift, {"because": "再来"}),
        (withholding.review, {"review_on": date(2028, 1, 1)}),
        (withholding.change, {"title": "某", "ground": "15", "reason": "某"}),
    ):
        with pytest.raises(StepRefused, match="已经移出负面清单"):
            act(item=item, **more, **head)
    assert verify().findings == []


def test_a_unit_sees_its_own_lines_and_the_office_all(cast):
    withheld(cast)
    seen = {
        who: withholdings(cast.scope(who)).count() for who in ("liu_qianfa", "wang_bianji", "ma_qianfa", "gao_gongkai")
    }
    assert seen == {"liu_qianfa": 1, "wang_bianji": 1, "ma_qianfa": 0, "gao_gongkai": 1}


def test_a_guides_text_has_versions_and_none_is_lost(cast, head):
    unit = cast.units["zjj"]
    for text in ("午休不停办。", "午休不停办，周六上午也办。", ""):
        guides.edit_guide(unit=unit, part="office", text=text, **head)
    assert list(GuideText.objects.order_by("version").values_list("version", "text")) == [
        (1, "午休不停办。"), (2, "午休不停办，周六上午也办。"), (3, ""),
    ]  # fmt: skip
    assert guide_texts(unit)[unit.pk, "office"].version == 3
    assert verify().findings == []


def test_what_is_no_change_or_too_long_or_late_is_refused(cast, head):
    unit = {"unit": cast.units["zjj"], "part": "office"}
    with pytest.raises(StepRefused, match="没有要改的"):
        guides.edit_guide(**unit, text="  ", **head)
    guides.edit_guide(**unit, text="字" * 2000, seen=0, **head)
    with pytest.raises(StepRefused, match="最多2000字，现在有2001字"):
        guides.edit_guide(**unit, text="字" * 2001, **head)
    with pytest.raises(StepRefused, match="刚才有别人改过"):
        guides.edit_guide(**unit, text="另一段", seen=0, **head)


def test_a_text_changed_beside_the_ledger_is_found(cast, head):
    made = guides.edit_guide(unit=cast.units["zjj"], part="office", text="午休不停办。", **head)
    GuideText.objects.filter(pk=made.pk).update(text="午休停办。")
    assert [finding.what for finding in verify().findings] == ["the text does not match its digest"]
