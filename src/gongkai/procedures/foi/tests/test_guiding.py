"""An answer tells where to turn: the right organ, the way to petition, a publication, a registry, the earlier answer (条例第36、39条)."""

from dataclasses import replace
from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import guiding, words
from gongkai.procedures.foi.forms import ProposeForm
from gongkai.procedures.foi.tests.scenes import REQUEST, accepted, answered, handled

TODAY = date(2026, 3, 3)
TEXT = "经检索，本机关没有制作或者获取您申请的信息。"


def form(case, outcome: str, **more):
    made = ProposeForm.of(case, TODAY, {"outcome": outcome, "text": TEXT} | more)
    made.is_valid()
    return made


def text_of(case, outcome: str, **more) -> str:
    made = form(case, outcome, **more)
    assert made.errors == {}
    return made.cleaned_data["text"]


def test_the_right_organ_of_this_government_is_named_with_its_contact(cast):
    text = text_of(handled(cast), "3_4_1", organ=cast.units["wjw"].pk)
    assert text == (
        f"{TEXT}\n您申请的信息由明川县卫生健康委员会（联系电话：0000-0066128）负责公开，"
        "请向该机关提出申请（《政府信息公开条例》第三十六条第五项）。"
    )


def test_another_government_s_organ_is_typed(cast):
    where = "宁州市自然资源局，电话0000-0012345。"
    assert "由宁州市自然资源局，电话0000-0012345负责公开" in text_of(handled(cast), "3_4_1", where=where)


@pytest.mark.parametrize(
    "outcome, said",
    [
        ("3_5_1", "您反映的事项，可以通过以下渠道提出：县信访局来访接待室（《政府信息公开条例》第三十九条第一款）。"),
        ("3_5_3", "您需要的公开出版物，可以这样获取：县信访局来访接待室（《政府信息公开条例》第三十九条第二款）。"),
    ],
)
def test_petitions_and_publications_are_treated_as_article_39_says(cast, outcome, said):
    assert said in text_of(handled(cast), outcome, where="县信访局来访接待室")
    assert guiding.GUIDES[outcome].lacks == ""


def test_a_registry_look_up_names_the_rules_that_govern_it(cast):
    case = handled(cast)
    assert "按哪部法律、行政法规的规定" in form(case, "3_3_8").errors["where"][0]
    where = "《不动产登记资料查询暂行办法》的规定，到县不动产登记中心查询"
    assert "请依照《不动产登记资料查询暂行办法》的规定，到县不动产登记中心查询办理（" in text_of(
        case, "3_3_8", where=where
    )


def test_a_repeat_names_the_answer_before_which_the_officer_chose(cast):
    before = answered(cast, "2026-01-05", "2026-01-20")
    case = handled(cast)
    assert "以前哪一件" in form(case, "3_5_2").errors["outcome"][0]
    text = text_of(case, "3_5_2", earlier=before.reference)
    assert f"与登记号{before.reference}的申请相同，本机关已于2026年1月20日答复您，不再重复处理" in text


def test_somebody_else_s_earlier_answer_is_not_to_be_chosen(cast):
    before = answered(cast, "2026-01-05", "2026-01-20")
    asked = replace(REQUEST, party={"name": "李四", "phone": "13900000000"})
    other = foi.submit(unit=cast.units["zjj"], request=asked, at=noon("2026-02-10")).case
    made = form(accepted(cast, other, "2026-02-10"), "3_5_2", earlier=before.reference)
    assert "earlier" not in made.fields and before.reference not in made.cleaned_data.get("text", "")


@pytest.mark.parametrize(
    "outcome, more, field",
    [
        ("3_1", {"organ": "wjw"}, "organ"),
        ("3_3_5", {"where": "县信访局"}, "where"),
    ],
)
def test_what_does_not_belong_to_the_outcome_is_refused_and_nothing_lost(cast, outcome, more, field):
    more = {name: cast.units[value].pk if name == "organ" else value for name, value in more.items()}
    made = form(handled(cast), outcome, **more)
    assert field in made.errors and made["text"].value() == TEXT


def test_unreasonable_is_doubted_where_no_reasons_were_asked(cast):
    assert "没有要求过申请人说明理由" in form(handled(cast), "3_5_4").errors["outcome"][0]


def test_proposed_again_it_is_said_once(cast):
    case, organ = handled(cast), cast.units["wjw"].pk
    once = text_of(case, "3_4_1", organ=organ)
    assert text_of(case, "3_4_1", organ=organ, text=once) == once


def test_all_old_applications_have_their_own_articles(cast):
    case = handled(cast, on="2019-05-10")
    made = ProposeForm.of(case, date(2019, 5, 13), {"outcome": "c35", "text": TEXT, "organ": cast.units["wjw"].pk})
    assert made.is_valid(), made.errors
    assert "2008年《政府信息公开条例》第二十一条第三项" in made.cleaned_data["text"]


def test_the_letter_decides_by_the_item_that_its_text_names(cast):
    """Of what an organ does not hold two items tell (条例第36条第4、5项): the finding agrees with the sentence that names the right organ."""
    unit = cast.units["zjj"]
    case = handled(cast)
    guided = text_of(case, "3_4_1", organ=cast.units["wjw"].pk)
    told = words.answer(case, "3_4_1", guided, noon("2026-03-02").date(), None, unit)
    assert told["articles"] == ["36(5)"] and "不属于本机关负责公开" in told["outcome"]
    sought = words.answer(case, "3_4_1", "检索了档案室和公文系统，没有找到。", noon("2026-03-02").date(), None, unit)
    assert sought["articles"] == ["36(4)"] and "不掌握" in sought["outcome"]
    plain = words.answer(case, "3_4_1", "本机关不掌握，无法提供。", noon("2026-03-02").date(), None, unit)
    assert plain["articles"] == ["36"] and "不掌握" in plain["outcome"]
