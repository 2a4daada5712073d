"""What is accused is what a slip explains; a gap that nobody makes by erring is our reading, and left open."""

import pytest

from gongkai.pure.audit import audit, read


def verdicts(text: str, kind: str) -> list[str]:
    document = read(f"2020年度政府信息公开工作报告\n{text}".encode(), "report.txt")
    return [each.verdict for each in audit(document).findings if each.kind == kind]


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        (621, "one digit"),
        (321, "one digit, far off"),
        (251, "two neighbours swapped"),
        (5211, "a digit doubled"),
        (51, "a digit left out"),
        (519, "two off"),
        (401, "a part forgotten"),
        (641, "a part counted twice"),
        (598, "near"),
    ],
)
def test_slips_are_accused(stated, why):
    text = f"全年共收到来信{stated}件，其中咨询类301件、投诉类120件、其他100件。"
    assert "contradicts" in verdicts(text, "sum") + verdicts(text, "bound"), why


def test_what_no_slip_explains_is_left_open():
    assert verdicts("办理时限由58个工作日压缩至51个工作日，减少7个工作日。", "difference") == ["holds"]
    assert verdicts("办理时限由58个工作日压缩至51个工作日，减少8个工作日。", "difference") == ["contradicts"]
    assert verdicts("办理时限由58个工作日压缩至51个工作日，减少44个工作日。", "difference") == ["unclear"]


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [
        ("29.1", "contradicts"),  # of this year's figure
        ("41.0", "holds"),
        ("41.9", "contradicts"),
        ("4.1", "contradicts"),  # a digit left out
        ("78.6", "unclear"),
    ],
)
def test_rates_of_the_other_figure_are_slips(stated, verdict):
    assert verdict in verdicts(f"全年访问量86.3万人次，比上年的61.2万人次增长{stated}%。", "change")


def test_last_year_s_share_and_budget_are_no_part_of_this_year_s():
    text = "收到申请186件，公民申请159件，法人和其他组织申请27件，公民申请所占比例由上年的81.3%上升到85.5%。"
    assert "contradicts" not in verdicts(text, "reachable")
    text = "“三公”经费预算18.6万元，包括公务接待费6.4万元、公务用车运行维护费12.2万元，较上年预算20.1万元下降7.5%。"
    assert "contradicts" not in verdicts(text, "bound")
    text = "比2015年的19846条增加1691条，近三年（2014年17635条、2015年19846条、2016年21537条）年均增长10.5%。"
    assert "contradicts" not in verdicts(text, "change")


def test_so_many_of_each_are_no_part_as_they_stand():
    text = "27个村（社区），镇里配备兼职工作人员2名，各村（社区）分别明确1名信息员，共计29人。"
    assert "contradicts" not in verdicts(text, "sum")


def test_a_number_ten_times_that_of_a_cell_is_of_another_thing_and_not_told_at_all():
    table = (
        "（一）收到申请数\t件\t9\n1.当面申请数\t件\t4\n2.传真申请数\t件\t0\n3.网络申请数\t件\t3\n4.信函申请数\t件\t2"
    )
    assert verdicts(f"2020年，收到申请9件。\n{table}", "cross") == ["holds"]
    assert verdicts(f"2020年，收到申请8件。\n{table}", "cross") == ["contradicts"]
    assert verdicts(f"2020年，收到申请46件。\n{table}", "cross") == ["unclear"]
    assert verdicts(f"2020年，收到申请412件。\n{table}", "cross") == []
