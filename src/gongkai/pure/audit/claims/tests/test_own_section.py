"""Outcomes of applications are of the applications that their own section tells."""

import pytest

from .texts import findings, verdicts

LETTERS = "局长信箱收到来信428件，办结425件，办结率99.3%。"
PROPOSALS = "全年承办建议提案255件，办结255件。"
CALLS = "全年受理热线工单29件，办结29件，办结率100%。"
CAME = "全年收到政府信息公开申请26件，其中网上申请15件，信函申请7件，当面申请4件，"
ENDED = "从答复结果看，予以公开14件，部分公开3件，不予公开2件，信息不存在{}件，不属于本机关职责2件。"
OVER = "\n五、依申请公开情况\n"


@pytest.mark.parametrize("before", [LETTERS, PROPOSALS, CALLS, "信箱收到来信29件，办结27件。"])
@pytest.mark.parametrize("left", ["另有1件结转下年度办理。", "年底前1件尚在办理。"])
def test_what_goes_on_is_added_to_the_outcomes(before, left):
    for heading in (OVER, " 五、依申请公开情况 "):
        text = "四、公众互动\n" + before + heading + CAME + left + ENDED
        assert "contradicts" not in verdicts(text.format(4))
        wrong = [each for each in findings(text.format(6), "sum") if each[0] == "contradicts"]
        assert wrong == [("contradicts", ["26件", "14件", "3件", "2件", "6件", "2件", "1件"])]


def test_what_goes_on_may_be_told_behind_the_outcomes():
    text = CAME[:-1] + "。" + ENDED.replace("2件。", "2件，另有1件正在办理中。")
    assert "contradicts" not in verdicts(text.format(4))
    assert "contradicts" in verdicts(text.format(6))


@pytest.mark.parametrize("before", [LETTERS, "信箱收到来信26件，办结25件。", ""])
def test_where_all_were_answered_the_outcomes_make_all_that_came(before):
    text = before + OVER + "全年收到政府信息公开申请26件，全部在法定期限内答复。" + ENDED
    assert "contradicts" not in verdicts(text.format(5))
    wrong = [each for each in findings(text.format(4), "sum") if each[0] == "contradicts"]
    assert wrong == [("contradicts", ["26件", "14件", "3件", "2件", "4件", "2件"])]


@pytest.mark.parametrize(
    "some",
    [
        "除1件尚在办理外，全部按期答复。",
        "除1件转入下年办理外，其余均已按期答复。",
        "另有1件转下年度办理，到期申请均按期答复。",
        "其中1件申请人撤回，其余均按期答复。",
    ],
)
def test_all_but_one_is_not_all(some):
    for before in ("", LETTERS + OVER):
        assert "contradicts" not in verdicts(before + "收到政府信息公开申请26件，" + some + ENDED.format(4))


@pytest.mark.parametrize("before", [LETTERS, PROPOSALS, CALLS])
def test_without_a_rest_and_without_a_word_of_all_nothing_follows(before):
    assert "contradicts" not in verdicts(before + OVER + CAME[:-1] + "。" + ENDED.format(4))
    assert "contradicts" not in verdicts(before + OVER + ENDED.format(4))


def test_a_short_list_beside_what_goes_on_need_not_be_whole():
    left = "另有1件结转下年度办理。从答复结果看，予以公开14件，部分公开3件。"
    assert "contradicts" not in verdicts("全年收到申请26件，" + left)


def test_what_the_section_itself_closed_is_the_whole():
    text = LETTERS + OVER + "收到申请26件，上年结转1件，办结25件，结转下年度2件。" + ENDED
    assert "contradicts" not in verdicts(text.format(4))
    assert ("contradicts", ["25件", "14件", "3件", "2件", "6件", "2件"]) in findings(text.format(6), "sum")
    part = "全年共办理答复申请25件，其中本年收到申请23件，上年结转2件，均按期答复。" + ENDED
    assert "contradicts" not in verdicts(part.format(4))
