"""Where another figure at hand would make the stated one right, nobody is accused: which was meant is not told."""

import pytest

from .texts import findings, verdicts


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("全年办结72件。不予公开4件，其中涉及商业秘密3件，占办结总数的5.6%。", "5.6%"),  # 4÷72
        ("收到申请74件，其中当面19件、网上38件、信函17件，网上申请占52.8%。已答复72件，另有2件转入下年。", "52.8%"),
        ("本年度新收申请120件，上年为100件；自然人申请102件，占85%，法人申请18件，占18%。", "18%"),
    ],
)  # fmt: skip
def test_a_percentage_that_another_figure_makes_exactly_is_no_contradiction(text, stated):
    assert not [told for verdict, told in findings(text) if verdict == "contradicts" and stated in told]


@pytest.mark.parametrize(
    "text",
    [
        "收到申请144件，办结136件。办结的136件中，予以公开83件，占61.0%；不予公开11件，占8.1%；不予处理10件，占7.4%；无法提供32件，占22.2%。",  # of the 144
        "全区共有工作人员209人，其中专职47人，兼职162人，专职人员占29.0%。",  # of the other part
        "全年受理申请186件，上年为142件。从申请方式看，网上97件，占52.2%；信函58件，占40.8%；当面31件，占16.7%。",  # of last year's
        "全年收到申请285件，办结283件，其中予以公开和部分公开137件，占办结总量的48.1%。",
    ],
)
def test_what_the_words_say_that_it_is_of_leaves_no_other_base(text):
    assert "contradicts" in verdicts(text, "percent")


def test_a_base_that_only_another_total_makes_right_is_told_as_unclear():
    text = "收到申请74件，其中当面19件、网上38件、信函17件，网上申请占52.8%。已答复72件，另有2件转入下年。"
    assert verdicts(text, "percent") == ["unclear"]


def test_a_list_of_the_sentence_before_may_be_of_another_total():
    text = "全年收到申请130件。已办结126件。其中自然人申请98件、法人或其他组织申请{}件。"
    assert "contradicts" not in verdicts(text.format(32), "sum")
    assert "contradicts" in verdicts(text.format(29), "sum")


def test_applications_are_no_whole_of_suits():
    text = "全年收到申请12件，其中行政复议8件、行政诉讼5件。"
    assert "contradicts" not in verdicts(text, "sum")
    assert "contradicts" in verdicts("全年发生案件12件，其中行政复议8件、行政诉讼5件，共计12件。", "sum")


def test_a_rate_behind_bears_out_a_difference_of_another_figure():
    text = "全年关停网站5家，比上年减少5家，上年为18家，降幅27.8%。"
    assert "contradicts" not in verdicts(text)
    assert "contradicts" in verdicts("年末共有网站13家，比上年减少6家，上年为18家。")


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("农业、工业、服务业用电量分别为3.2亿、18.6亿和9.7亿千瓦时，合计{}亿千瓦时。", "35.1", "31.5"),
        ("农业、工业、服务业用电量分别为3.2亿、18.6亿和9.7亿千瓦时，全年共31.5亿千瓦时，工业占{}。", "95.0%", "59.0%"),
        ("用水总量14.37亿立方米，比控制指标15亿立方米少0.63亿立方米，其中农业、工业、生活、生态用水分别为9.02亿、2.88亿、2.05亿和{}亿立方米。", "0.24", "0.42"),
        ("收到申请95件，其中甲类、乙类、丙类分别为12、35和{}件。", "84", "48"),
    ],
)  # fmt: skip
def test_a_row_has_the_unit_and_the_names_that_are_told_once_for_all_of_it(text, wrong, right):
    assert "contradicts" in verdicts(text.format(wrong))
    assert "contradicts" not in verdicts(text.format(right))


def test_the_whole_of_a_row_is_not_less_than_one_of_it():
    text = "招聘教师86名，其中小学42名、初中28名、高中16名，男、女教师分别为31名和55名。"
    assert "contradicts" not in verdicts(text)


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("中小学86所，其中公办71所、民办15所，在校学生9.86万人，其中小学生5.82万人、初中生2.64万人、高中生{}万人；公办学校占82.6%。", "4.10", "1.40"),
        ("年度任务128项，四季度完成{}项，完成率97.7%。", "152", "125"),
    ],
)  # fmt: skip
def test_pupils_of_a_school_are_none_of_those_before(text, wrong, right):
    assert "contradicts" in verdicts(text.format(wrong))
    assert "contradicts" not in verdicts(text.format(right))


def test_what_is_all_done_in_the_end_is_not_of_what_was_done_before():
    text = "年度任务128项，一季度完成26项，三季度累计完成95项，四季度全部完成，完成率100%。"
    assert "contradicts" not in verdicts(text)


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("全年新建公厕35座、改造62座，共计97座，超额完成年度计划90座的任务，完成率{}。", "107.8%", "108.7%"),
        ("全年新建公厕97座，完成年度计划90座的任务，完成率{}。", "107.8%", "108.7%"),
        ("全年改造老旧小区84个，超额完成年度计划80个的目标，完成率{}。", "105%", "150%"),
    ],
)
def test_what_was_planned_is_no_part_of_what_was_done(text, right, wrong):
    assert "contradicts" not in verdicts(text.format(right))
    assert verdicts(text.format(wrong), "percent") == ["contradicts"]
