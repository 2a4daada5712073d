"""Figures written in words, where a list makes figures of them: they add up or do not as those in digits."""

import pytest

from .texts import findings, verdicts


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("被申请行政复议三件，其中维持{}、撤销两件。", "两件", "一件"),
        ("被申请行政复议三件，其中两件被维持，{}被撤销。", "两件", "一件"),
        ("培训人员两百一十人次，其中县直部门一百二十人次，乡镇{}人次。", "八十", "九十"),
        ("主动公开文件四十二件，其中县政府文件二十三件，县政府办公室文件{}件。", "二十九", "十九"),
        ("收到申请十五件，线上、线下分别为九件和{}。", "五件", "六件"),
        ("收到申请12件，其中网上申请七件、信函申请{}。", "六件", "五件"),
        ("承办人大建议八件、政协提案十一件，共计{}。", "十八件", "十九件"),
        ("被提起行政诉讼四件（维持三件、撤销{}）。", "两件", "一件"),
        ("收到申请五件，其中予以公开两件，不予公开{}，其他处理一件。", "三件", "两件"),
        ("举办培训班四期，其中业务培训{}。", "五期", "三期"),
    ],
)
def test_a_wrong_one_is_accused_and_a_right_one_holds(text, wrong, right):
    assert "contradicts" in verdicts(text.format(wrong), "sum", "bound")
    assert verdicts(text.format(right)) == ["holds"]


@pytest.mark.parametrize(
    "text",
    [
        "建立三项制度，其中一项制度由县政府办公室印发，两个部门各出台一项细则，一次性告知十二项。",
        "五个乡镇、三个街道开展试点，其中两个乡镇、一个街道被评为先进，八个村建成标准化专区。",
        "开展督查四次，其中专项督查一次、联合督查两次，发现问题六个，下发通报六次。",
        "召开会议两次，其中专题会一次、部署会一次，参会六十人次。",
        "组织三级联动，五个一批，其中一批两个项目、二批三个项目。",
    ],
)
def test_what_is_told_beside_is_not_accused(text):
    assert "contradicts" not in verdicts(text)


@pytest.mark.parametrize(
    "text",
    [
        "被申请行政复议三件，维持一件、撤销两件。",
        "培训涉及甲镇一个村、乙镇两个村、丙镇三个村。",
        "开设了甲镇一个专栏、乙镇两个专栏、丙镇五个专栏。",
        "开设甲局1个专栏、乙局2个专栏、丙局5个专栏。",
        "开设了政策类两个、民生类三个、服务类五个栏目。",
    ],
)
def test_figures_of_members_are_no_number_of_them(text):
    assert not verdicts(text, "words")


def test_a_list_of_first_things_is_one_of_its_number():
    text = "建立一个平台、一支队伍、一套制度{}机制。"
    assert findings(text.format("三项")) == [("holds", ["三项"])]
    assert findings(text.format("四项")) == [("contradicts", ["四项"])]
