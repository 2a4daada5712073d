"""Where a list behind 其中 ends: 、 joins it, and a comma may begin another matter."""

import pytest

from .texts import findings, verdicts


@pytest.mark.parametrize(
    "text",
    [
        "检查单位98家，其中乡镇22家、部门51家，评为优秀的38家。",
        "全年发布政策解读371篇，其中文字解读181篇、图表解读96篇，主要负责人带头解读107篇。",
        "收到申请183件，其中征地拆迁类69件、住房类46件，网上申请72件。",
        "受理诉求86件，其中城管类5件、交通类61件等，重复诉求26件。",
        "安排资金843.2万元，其中中央资金173.9万元、省级资金210.4万元，支出758.9万元，支出进度90%。",
        "窗口全年办件7403件，其中“跨省通办”1739件、“一件事”2738件、“绿色通道”2434件，日均办件30件。",
        "收到各类来信463件，其中书记信箱137件、县长信箱56件，重复来信313件。",
        "全县258个村（社区），其中示范村73个、示范社区32个，203个村（社区）实现触摸屏全覆盖。",
        "制作宣传品146件，其中海报67件、折页55件，在16个社区发放26件。",
        "2022年公开682条，2021年公开815条；其中重点领域2022年公开110条，2021年公开741条。",
        "共建成专区119个，其中2022年新建62个、改造32个，2023年计划再建36个。",
    ],
)
def test_another_matter_behind_it_is_no_part(text):
    assert "contradicts" not in verdicts(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("检查单位98家，其中乡镇22家、部门86家，评为优秀的38家。", ["98家", "22家", "86家"]),
        ("发布政策解读195篇，其中文字解读86篇、图表解读64篇、视频解读35篇，主要负责人带头解读47篇。", ["195篇", "86篇", "64篇", "35篇"]),
        ("办结工单5218件，其中咨询3120件、求助1098件，投诉1010件。", ["5218件", "3120件", "1098件", "1010件"]),
        ("办结工单5218件，其中咨询3120件、求助1098件，其他1010件。", ["5218件", "3120件", "1098件", "1010件"]),
    ],
)  # fmt: skip
def test_the_list_itself_is_judged(text, parts):
    assert ("contradicts", parts) in findings(text, "sum")


def test_pairs_joined_by_commas_are_one_list():
    text = "受理诉讼54件，审结47件，其中一审受理38件、审结33件，二审受理16件、审结12件。"
    assert verdicts(text, "sum") == ["holds", "contradicts"]


def test_what_shares_or_other_figures_behind_show_to_be_left_out_is_no_slip():
    assert "contradicts" not in verdicts("受理9326件，其中咨询4872件、求助2214件、投诉1867件、建议337件，转办4454件。")
    assert "contradicts" in verdicts("受理9326件，其中咨询4872件、求助2214件、投诉1867件、建议337件。")
    assert "contradicts" not in verdicts("公开规范性文件882件（其中县政府856件，县政府办公室6件）。")
