"""Sentences of the text against the tables' cells: what agrees, what contradicts, what may mean something else."""

import random

import pytest

from gongkai.pure.audit.report import Report
from gongkai.pure.audit.tables import find, told
from gongkai.pure.audit.tables.tests import build
from gongkai.pure.law.tables import TABLES

TYPES = ("natural", "business", "research", "welfare", "legal", "other")


def part_three():
    """New 23, carried in 2; open 12, partly 3, refused 1+2, not held 4, repeated 1: 23 closed; 2 carried out."""
    rows = [row.key for row in TABLES["2021-3"].rows if row.kind != "head"]
    figures = {row: dict.fromkeys((*TYPES, "total"), 0) for row in rows}
    told_of = {
        "r1": 23,
        "r2": 2,
        "r3_1": 12,
        "r3_2": 3,
        "r3_3_4": 1,
        "r3_3_6": 2,
        "r3_4_1": 4,
        "r3_5_2": 1,
        "r3_7": 23,
        "r4": 2,
    }
    for row, value in told_of.items():
        figures[row] |= {"natural": value, "total": value}
    return figures


def part_four():
    block = {"upheld": 2, "corrected": 1, "other": 0, "pending": 0, "total": 3}
    nothing = dict.fromkeys(block, 0)
    return {
        "reconsideration": block,
        "litigation_direct": nothing,
        "litigation_after": nothing | {"upheld": 1, "total": 1},
    }


def findings(sentence, title="某某县2022年政府信息公开工作年度报告"):
    flat = [
        build.as_text(TABLES[key], figures, "tabs").text
        for key, figures in (("2021-3", part_three()), ("2021-4", part_four()))
    ]
    text = f"{title}\n一、总体情况\n{sentence}\n" + "\n".join(part.split("12条。\n")[1] for part in flat)
    document = build.document(text)
    tables = find(document)
    assert [each.form.key for each in tables] == ["2021-3", "2021-4"]
    report = Report(document, tuple((each.start, each.end) for each in tables))
    return [each for each in told(report, tables) if each.start < text.index("三、收到")]


def verdicts(sentence, **more):
    return [(each.verdict, each.figures[0].text) for each in findings(sentence, **more)]


@pytest.mark.parametrize(
    "sentence, figure",
    [
        ("2022年，全县共收到政府信息公开申请23件。", "23件"),
        ("全年收到依申请公开23件，均已答复。", "23件"),
        ("本年新收政府信息公开申请23件。", "23件"),
        ("2022年收到23件政府信息公开申请。", "23件"),
        ("受理政府信息公开申请25件（含上年结转）。", "25件"),
        ("我县依法办理政府信息公开申请，其中予以公开12件。", "12件"),
        ("政府信息公开申请中不予公开3件。", "3件"),
        ("全年因政府信息公开引发行政复议3件。", "3件"),
        ("政府信息公开行政诉讼1件。", "1件"),
        ("2022年，全县共收到政府信息公开申请２３件。", "２３件"),
        ("2022年，全县共收到政府信息公开申请20余件。", "20余件"),
    ],
)
def test_what_agrees(sentence, figure):
    assert verdicts(sentence) == [("holds", figure)]


@pytest.mark.parametrize(
    "sentence, figure",
    [
        ("2022年，全县共收到政府信息公开申请24件。", "24件"),
        ("本年新收政府信息公开申请22件。", "22件"),
        ("我县办理政府信息公开申请情况良好，上年结转3件。", "3件"),
        ("全县政府信息公开申请结转下年度继续办理1件。", "1件"),
        ("我县依法办理政府信息公开申请，其中予以公开21件。", "21件"),
        ("政府信息公开申请办理结果为：不予公开5件。", "5件"),
        ("全年因政府信息公开引发行政复议4件。", "4件"),
        ("政府信息公开申请办理情况：其他处理2件。", "2件"),
        ("政府信息公开行政诉讼2件。", "2件"),
    ],
)
def test_what_contradicts(sentence, figure):
    (one,) = findings(sentence)

    assert (one.kind, one.verdict, one.figures[0].text) == ("cross", "contradicts", figure)
    assert len(one.figures) >= 2


@pytest.mark.parametrize(
    "sentence",
    [
        "县政府办公室共收到政府信息公开申请9件。",
        "县人民政府收到政府信息公开申请9件。",
        "各乡镇共收到政府信息公开申请14件。",
        "通过网站平台收到政府信息公开申请14件。",
        "自条例施行以来，累计收到政府信息公开申请123件。",
        "上半年情况平稳，收到政府信息公开申请11件。",
        "政府信息公开申请渠道畅通，其中通过邮寄收到申请14件。",
        "依申请公开工作有序，收到涉及征地类的政府信息公开申请14件。",
        "全县共收到各类申请560件，其中政府信息公开申请23件。",
        "全县共收到行政复议申请45件，其中涉及政府信息公开3件。",
        "政府信息公开工作有序，全县共收到行政复议申请45件，其中涉及政府信息公开3件。",
        "政府信息公开申请办理规范。全年收到申请31件。",
        "受理政府信息公开申请31件（含上年结转2件）。",
    ],
)
def test_another_scope_is_no_contradiction(sentence):
    assert "contradicts" not in {verdict for verdict, _ in verdicts(sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "2021年，全县共收到政府信息公开申请31件。",
        "政府信息公开申请比上年增加8件。",
        "与去年收到政府信息公开申请31件相比有所下降。",
        "全县共收到群众来信112件。",
        "全县共办结行政复议案件56件。",
        "行政复议、行政诉讼共4件，均与政府信息公开有关。",
        "予以公开的会议纪要15件。",
        "全年主动予以公开120件，依法办理政府信息公开申请。",
        "政府信息公开申请办理规范。全县共收到行政复议申请45件。",
    ],
)
def test_what_speaks_of_something_else_is_left_alone(sentence):
    assert verdicts(sentence) == []


def test_a_body_named_in_the_title_speaks_for_itself():
    title = "某某县教育局2022年政府信息公开工作年度报告"

    assert verdicts("县教育局共收到政府信息公开申请24件。", title=title) == [("contradicts", "24件")]
    assert verdicts("县卫生健康局共收到政府信息公开申请24件。", title=title) == [("unclear", "24件")]


def test_the_finding_shows_text_and_cell():
    (one,) = findings("2022年，全县共收到政府信息公开申请24件。")

    assert one.arithmetic == "24件≠23"
    assert (one.stated, one.expected) == ("24", "23")
    assert one.args["cell"] == "“一、本年新收政府信息公开申请数量”的“总计”"


OLD = "（一）收到申请数\t件\t9\n1.当面申请数\t件\t4\n2.传真申请数\t件\t0\n3.网络申请数\t件\t3\n4.信函申请数\t件\t2\n（三）从事政府信息公开工作人员数\t人\t20\n1.专职人员数\t人\t5\n2.兼职人员数\t人\t15"


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("全年共收到申请8件。", [("contradicts", "8件")]),
        (
            "收到依申请公开9件，其中当面申请4件，网络申请3件，信函申请3件。",
            [("holds", "9件"), ("holds", "4件"), ("holds", "3件"), ("contradicts", "3件")],
        ),
        ("全县政府信息公开专职人员6名，兼职人员15名。", [("contradicts", "6名"), ("holds", "15名")]),
        ("主动公开政府信息1230条。", []),
    ],
)
def test_an_extract_of_the_table_of_2014(sentence, expected):
    text = f"某某县2016年政府信息公开工作年度报告\n{sentence}\n附表\n{OLD}\n"
    document = build.document(text)
    tables = find(document)
    report = Report(document, tuple((each.start, each.end) for each in tables))

    assert [(each.verdict, each.figures[0].text) for each in told(report, tables)] == expected


@pytest.mark.parametrize(
    "sentence, verdicts_wanted",
    [
        (
            "全县主动公开政府信息{a1}条，其中通过政府网站公开{a22}条，政务微博公开{a23}条，政务微信公开{a24}条，其他方式公开{a25}条。",
            ["holds"] * 5,
        ),
        ("全县主动公开政府信息{a1}条，其中通过政府网站公开9{a22}条。", ["holds", "contradicts"]),
        ("政府网站主动公开政府信息{a22}条。", ["holds"]),
        (
            "全县收到政府信息公开申请{c1}件，其中当面申请{c11}件、传真申请{c12}件、网络申请{c13}件、信函申请{c14}件。",
            ["holds"] * 5,
        ),
        ("全县办结政府信息公开申请{c2}件，其中按时办结{c21}件，延期办结{c22}件。", ["holds"] * 3),
        (
            "政府信息公开申请答复情况：同意公开{c32}件，同意部分公开{c33}件，不同意公开9{c34}件。",
            ["holds", "holds", "contradicts"],
        ),
        ("从事政府信息公开工作人员{h3}人，其中专职{h31}人，兼职9{h32}人。", ["holds", "holds", "contradicts"]),
        ("召开政府信息公开工作会议{i1}次，举办各类培训班{i2}次，接受培训人员{i3}人次。", ["holds"] * 3),
        ("组织在线访谈{b22}次，发布政策解读稿件{b23}篇。", ["holds", "holds"]),
        ("组织在线访谈{b22}次，发布政策解读稿件9{b23}篇。", ["holds", "contradicts"]),
        ("全县政府信息公开专项经费{h4}万元。", ["holds"]),
        ("全县政府信息公开专项经费65000元。", ["holds"]),
        ("全县政府信息公开专项经费7.5万元。", ["contradicts"]),
    ],
)
def test_the_whole_table_of_2014(sentence, verdicts_wanted):
    figures = build.filled("2014", random.Random(5), 60)
    spoken = sentence.format(**{row: cells["value"] for row, cells in figures.items()})
    text = (
        f"某某县2016年政府信息公开工作年度报告\n{spoken}\n"
        + build.as_text(TABLES["2014"], figures, "tabs").text.split("12条。\n")[1]
    )
    document = build.document(text)
    tables = find(document)
    report = Report(document, tuple((each.start, each.end) for each in tables))

    assert [each.verdict for each in told(report, tables) if each.start < len(spoken) + 30] == verdicts_wanted


@pytest.mark.parametrize(
    "trained, verdict", [("86", "holds"), ("68", "contradicts"), ("87", "contradicts"), ("46", None)]
)
def test_who_was_trained_is_told_with_the_trainings(trained, verdict):
    """Where these agree, a figure with two digits that changed places, or one or two off, is the cell's."""
    figures = build.filled("2014", random.Random(5), 60)
    figures["i3"]["value"] = "86"
    spoken = f"组织政府信息公开业务培训{figures['i2']['value']}次，参训人员{trained}人次。"
    text = (
        f"某某县2016年政府信息公开工作年度报告\n{spoken}\n"
        + build.as_text(TABLES["2014"], figures, "tabs").text.split("12条。\n")[1]
    )
    document = build.document(text)
    tables = find(document)
    report = Report(document, tuple((each.start, each.end) for each in tables))

    found = [each.verdict for each in told(report, tables) if each.start < len(spoken) + 30]
    assert found == ["holds", *([verdict] if verdict else [])]


@pytest.mark.parametrize(
    "sentence, wanted",
    [
        ("全县举办各类培训班15期，培训人员2380人次。", ["holds", "holds"]),
        ("全县举办各类培训班12期，培训人员2380人次。", ["contradicts", "holds"]),
        ("全县举办各类培训班12期，培训人员1900人次。", []),
        ("县委党校举办各类培训班12期，全县培训人员2380人次。", ["holds"]),
    ],
)
def test_all_that_were_trained_are_of_all_trainings(sentence, wanted):
    figures = build.filled("2014", random.Random(5), 60)
    figures["i2"]["value"], figures["i3"]["value"] = "15", "2380"
    text = (
        f"某某县2016年政府信息公开工作年度报告\n{sentence}\n"
        + build.as_text(TABLES["2014"], figures, "tabs").text.split("12条。\n")[1]
    )
    document = build.document(text)
    tables = find(document)
    report = Report(document, tuple((each.start, each.end) for each in tables))

    assert [each.verdict for each in told(report, tables) if each.start < len(sentence) + 30] == wanted


@pytest.mark.parametrize(
    "sentence, verdict",
    [
        ("全县制发行政规范性文件{issued}件。", "holds"),
        ("全县制发行政规范性文件9{issued}件。", "contradicts"),
        ("现行有效的行政规范性文件{in_force}件。", "holds"),
        ("对规范性文件进行了全面清理，{in_force}件现行有效的行政规范性文件集中在网站公布。", "holds"),
        ("对规范性文件进行了全面清理，9{in_force}件现行有效的行政规范性文件集中在网站公布。", "contradicts"),
        ("全县作出行政许可处理决定{permits}件。", "holds"),
        ("全县作出行政许可处理决定9{permits}件。", "contradicts"),
        ("全县行政事业性收费{fees}万元。", "holds"),
        ("全县行政事业性收费9{fees}万元。", None),
    ],
)
def test_part_two(sentence, verdict):
    figures = build.filled("2021-2", random.Random(5), 60)
    normative = figures["p20_1_normative"]
    spoken = sentence.format(
        issued=normative["issued"],
        in_force=normative["in_force"],
        permits=figures["p20_5_permits"]["decisions"],
        fees=figures["p20_8_fees"]["fees"],
    )
    text = (
        f"某某县2022年政府信息公开工作年度报告\n{spoken}\n"
        + build.as_text(TABLES["2021-2"], figures, "tabs").text.split("12条。\n")[1]
    )
    document = build.document(text)
    tables = find(document)
    report = Report(document, tuple((each.start, each.end) for each in tables))

    assert [each.verdict for each in told(report, tables)] == ([verdict] if verdict else [])


def test_a_heading_says_what_its_section_is_about():
    assert verdicts("（二）依申请公开情况\n全年收到申请31件。") == [("contradicts", "31件")]
    assert verdicts("（二）行政复议和行政诉讼情况\n全年发生行政复议5件。") == [("contradicts", "5件")]
    assert verdicts("（二）信访工作情况\n全年收到申请31件。") == []


def test_a_year_that_is_only_compared_with_does_not_move_the_sentence():
    said = verdicts("2022年，全县收到政府信息公开申请23件，比2021年增加4件，上年结转2件。")

    assert said == [("holds", "23件"), ("holds", "2件")]


@pytest.mark.parametrize(
    "sentence, verdict",
    [
        ("新收政府信息公开申请23件，上年结转2件，办结{}件。", "contradicts"),
        ("新收政府信息公开申请23件，办结{}件。", "unclear"),
    ],
)
def test_closed_is_all_that_was_closed_where_what_was_carried_in_is_told(sentence, verdict):
    assert verdicts(sentence.format(23))[-1] == ("holds", "23件")
    assert verdicts(sentence.format(21))[-1] == (verdict, "21件")


def told_2014(sentence, extract):
    text = f"某某县2016年政府信息公开工作年度报告\n一、概述\n{sentence}\n附表\n{extract}\n"
    document = build.document(text)
    tables = find(document)
    report = Report(document, tuple((each.start, each.end) for each in tables))
    return list(told(report, tables))


def said_2014(sentence, extract):
    return [(each.verdict, each.figures[0].text) for each in told_2014(sentence, extract)]


CHANNELS = "1.政府公报公开政府信息数\t条\t96\n2.政府网站公开政府信息数\t条\t7815\n3.政务微博公开政府信息数\t条\t640\n4.政务微信公开政府信息数\t条\t4912\n5.其他方式公开政府信息数\t条\t413"
REVIEWS = "四、行政复议数量\t件\t9\n（一）维持具体行政行为数\t件\t6\n（二）被依法纠错数\t件\t1\n（三）其他情形数\t件\t2\n五、行政诉讼数量\t件\t5\n（一）维持具体行政行为或者驳回原告诉讼请求数\t件\t3\n（二）被依法纠错数\t件\t2\n（三）其他情形数\t件\t0"
ANSWERS = "（三）申请答复数\t件\t85\n1.属于已主动公开范围数\t件\t12\n2.同意公开答复数\t件\t44\n3.同意部分公开答复数\t件\t3\n4.不同意公开答复数\t件\t7\n5.不属于本行政机关公开数\t件\t9\n6.申请信息不存在数\t件\t6\n7.告知作出更改补充数\t件\t3\n8.告知通过其他途径办理数\t件\t1"


@pytest.mark.parametrize(
    "sentence, wanted",
    [
        ("政府网站7815条，政务微博640条，政府公报96条，其他方式413条。", ["holds"] * 4),
        ("政府网站7815条，政务微博640条，政府公报69条。", ["holds", "holds", "contradicts"]),
        # With one neighbour alone, or two that don't agree, the list may be another.
        ("政府网站7815条，政府公报69条。", ["holds"]),
        ("政府网站7815条，政务微博640条，政府公报69条，其他方式437条。", ["holds", "holds"]),
        # 431 for 413 is a slip by itself.
        ("政府网站7815条，政务微博640条，政府公报69条，其他方式431条。", ["holds", "holds", "contradicts"]),
        ("政府网站7815条，政务微博640条，县教育局网站2100条。", ["holds", "holds"]),
        ("政府网站7815条，政务微博640条，各乡镇政府公报69条。", ["holds", "holds"]),
        # 4192 for 4912 is a slip of the hand; 4129 is not, nor is a difference of many.
        ("“某某发布”微信公众号关注人数12万人，推送信息4192条。", ["contradicts"]),
        ("“某某发布”微信公众号关注人数12万人，推送信息4129条。", []),
        ("“某某发布”微信公众号关注人数12万人，推送信息2140条。", []),
        ("网站访问量9214万次，推送信息4192条。", []),
    ],
)
def test_channels_in_few_words(sentence, wanted):
    assert [verdict for verdict, _ in said_2014(sentence, CHANNELS)] == wanted


@pytest.mark.parametrize(
    "sentence, wanted",
    [
        ("行政复议9件，其中维持6件、纠错1件、其他2件；行政诉讼5件，其中驳回3件，被依法纠错2件。", ["holds"] * 7),
        ("行政诉讼5件，其中驳回3件，纠错2件，其他情形1件。", ["holds"] * 3 + ["contradicts"]),
        ("行政复议9件，其中维持3件、纠错2件、其他0件。", ["holds"]),
        ("行政复议、行政诉讼共14件，其中维持9件，纠错3件。", []),
        ("全县全年行政复议案件86件，维持51件，纠错9件。", []),
        ("政府信息公开行政复议9件，纠错3件。", ["holds", "contradicts"]),
    ],
)
def test_results_are_of_what_was_spoken_of_last(sentence, wanted):
    assert [verdict for verdict, _ in said_2014(sentence, REVIEWS)] == wanted


@pytest.mark.parametrize(
    "sentence, wanted",
    [
        ("答复中同意公开44件占51.8%，同意部分公开3件占3.5%，不同意公开7件占8.2%，信息不存在8件占9.4%。", "contradicts"),
        # 47 is 44 with the 3 that the sentence doesn't tell; told too, it is not.
        ("答复中同意公开47件，不同意公开7件，信息不存在6件。", "unclear"),
        ("答复中同意公开47件，部分公开3件，不同意公开7件，信息不存在6件。", "contradicts"),
        ("答复中同意公开46件，不同意公开7件，信息不存在6件。", "contradicts"),
        ("县教育局同意公开4件，不同意公开7件，信息不存在6件。", None),
        ("2015年答复中同意公开40件，不同意公开7件，信息不存在6件。", None),
    ],
)
def test_answers_in_few_words(sentence, wanted):
    others = {verdict for verdict, _ in said_2014(sentence, ANSWERS)} - {"holds"}

    assert others == ({wanted} if wanted else set())


@pytest.mark.parametrize(
    "sentence, wanted",
    [
        ("查阅点（全县共19个）使用率不高。", ["holds"]),
        ("全县共有34个政府信息公开工作机构。", ["holds"]),
        ("新增政府信息公开查阅点5个。", []),
        ("安排专项经费14.8万元。", ["holds"]),
        ("从事政府信息公开工作人员71人，其中专职仅12人，兼职95人。", ["holds", "holds", "contradicts"]),
    ],
)
def test_staff_and_places(sentence, wanted):
    extract = "（一）政府信息公开工作专门机构数\t个\t34\n（二）设置政府信息公开查阅点数\t个\t19\n（三）从事政府信息公开工作人员数\t人\t71\n1.专职人员数\t人\t12\n2.兼职人员数\t人\t59\n（四）政府信息公开专项经费\t万元\t14.8"

    assert [verdict for verdict, _ in said_2014(sentence, extract)] == wanted


def test_a_cell_that_its_own_relation_gainsays_is_told_so():
    """The table's 6 is not 3+1+1, the text's 5 is: the two contradict, and nobody says that the text is wrong."""
    extract = "五、行政诉讼数量\t件\t6\n（一）维持具体行政行为或者驳回原告诉讼请求数\t件\t3\n（二）被依法纠错数\t件\t1\n（三）其他情形数\t件\t1"
    found = told_2014("政府信息公开行政诉讼5件，其中驳回3件，纠错1件，其他情形1件。", extract)

    assert (found[0].verdict, found[0].reason) == ("contradicts", "cross.table-mended")
    other = told_2014("政府信息公开行政诉讼4件，其中驳回3件，纠错1件，其他情形1件。", extract)
    assert (other[0].verdict, other[0].reason) == ("contradicts", "cross.table")


@pytest.mark.parametrize(
    "sentence, wanted",
    [
        ("新收申请23件，上年结转2件，年内办结23件，余2件结转至2023年办理。", ["holds"] * 4),
        ("全年收到政府信息公开申请23件，上年结转2件，办结23件，结转3件。", ["holds"] * 3 + ["contradicts"]),
        (
            "办结件中，予以公开12件、部分公开2件；不予公开3件；无法提供4件；不予处理1件。",
            ["holds", "contradicts", "holds", "holds", "holds"],
        ),
        ("从申请主体看，公民23件、企业及其他组织0件。", ["holds", "holds"]),
        (
            "县教育局收到政府信息公开申请9件，予以公开5件、部分公开1件、不予公开3件。",
            ["unclear", "unclear", "unclear", "holds"],
        ),
        ("制发公文60件，其中主动公开40件、不予公开8件。", ["unclear"]),
        ("依申请公开行政复议3件，审结3件，其中维持2件，被纠正2件。", ["holds", "holds", "holds", "contradicts"]),
        ("全县行政诉讼86件，审结60件，其中被纠正9件。", []),
    ],
)
def test_later_tables_in_few_words(sentence, wanted):
    assert [verdict for verdict, _ in verdicts(sentence)] == wanted


@pytest.mark.parametrize(
    "sentence, wanted",
    [
        # One neighbour is enough if it surely is the whole, or stands in the same row.
        ("因政府信息公开引发的行政复议3件，被纠正2件。", ["holds", "contradicts"]),
        ("全县行政复议3件，被纠正2件。", ["holds"]),
        ("新收政府信息公开申请23件，上年结转2件，办结23件，予以公开11件。", ["holds"] * 3 + ["contradicts"]),
        ("新收申请中，自然人23件、法人或其他组织3件。", ["holds", "contradicts"]),
        ("新收申请中，自然人21件、法人或其他组织3件。", []),
        # 新收 is without what was carried in; 收到 may be with it.
        ("新收到政府信息公开申请25件，上年结转2件。", ["contradicts", "holds"]),
        ("共收到政府信息公开申请25件，办结23件。", ["holds", "holds"]),
        ("全年受理公民、法人和其他组织提出的政府信息公开申请23件。", ["holds"]),
        ("未经复议直接起诉0件，复议后起诉1件。", ["holds", "holds"]),
        ("其中保护第三方合法权益1件，属于四类过程性信息2件。", ["holds", "holds"]),
    ],
)
def test_a_part_beside_its_whole(sentence, wanted):
    assert [verdict for verdict, _ in verdicts(sentence)] == wanted


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("政府信息公开工作有待加强，不予公开的案件偏多，共5件。", "contradicts"),
        ("政府信息公开工作有待加强，不予公开的案件偏多，共3件。", "holds"),
        ("“不予公开”类答复共5件，答复说理有待加强。", "contradicts"),
        ("“不予公开”类答复共3件，答复说理有待加强。", "holds"),
        ("近三年不予公开的案件偏多，共19件。", None),
        ("局属单位不予公开类答复共9件。", None),
        ("不予公开类答复（含无法提供）共7件。", None),
        ("不予公开的公文偏多，共19件。", None),
    ],
)
def test_refusals_called_by_their_class(sentence, verdict):
    assert {verdict for verdict, _ in verdicts(sentence)} == ({verdict} if verdict else set())


def of_documents(sentence):
    """Verdicts on a sentence beside a table of 7 rules and 12 normative documents made this year."""
    figures = build.filled("2021-2", random.Random(1))
    figures["p20_1_rules"] |= {"issued": 7}
    figures["p20_1_normative"] |= {"issued": 12}
    flat = build.as_text(TABLES["2021-2"], figures, "tabs").text
    text = f"某某局2022年政府信息公开工作年度报告\n一、总体情况\n{sentence}\n" + flat.split("12条。\n")[1]
    document = build.document(text)
    tables = find(document)
    assert [each.form.key for each in tables] == ["2021-2"]
    report = Report(document, tuple((each.start, each.end) for each in tables))
    found = [each for each in told(report, tables) if each.start < tables[0].start]
    return {each.figures[0].text: each.verdict for each in found}


@pytest.mark.parametrize(
    ("sentence", "verdicts"),
    [
        ("制修订规章和规范性文件19件，其中规章7件、规范性文件12件。", {"19件": "holds", "7件": "holds", "12件": "holds"}),
        ("制修订规章和规范性文件19件，其中规章7件、规范性文件11件。", {"19件": "holds", "7件": "holds", "11件": "contradicts"}),
        ("本年新制作规章8件、行政规范性文件12件。", {"8件": "contradicts", "12件": "holds"}),
        ("制修订规章和规范性文件征求意见19件，其中规章8件、规范性文件11件。", {}),
        ("解读规章和规范性文件19件，其中规章8件、规范性文件11件。", {}),
        ("2021年制定规章和规范性文件19件，其中规章8件、规范性文件11件。", {}),
        ("三年来制定规章和规范性文件48件，其中规章17件、规范性文件31件。", {}),
    ],
)  # fmt: skip
def test_rules_and_normative_documents_made(sentence, verdicts):
    assert of_documents(sentence) == verdicts
