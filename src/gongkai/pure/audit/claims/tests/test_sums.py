"""Parts and their whole."""

import pytest

from .texts import finding, findings, verdicts


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("全年受理诉求30件，其中市长信箱交办12件，县长信箱交办18件。", "holds"),
        ("全年受理诉求30件，其中市长信箱交办12件，县长信箱交办28件。", "contradicts"),
        ("全年受理诉求30件，其中市长信箱交办12件，县长信箱交办13件。", "holds"),
        ("收到申请20件，其中线上申请8件，线下申请11件。", "contradicts"),
        ("收到申请20件，其中信函申请8件，网上申请9件，其他方式申请2件。", "contradicts"),
        ("全年公开信息500条，其中通过网站公开480条，通过微信公开120条。", "unclear"),
        ("收到申请20件，线上、线下分别为8件和11件。", "contradicts"),
        ("办理建议248件、提案226件，共474件。", "holds"),
        ("办理建议248件、提案226件，共476件。", "contradicts"),
        ("事项共865项（不见面508项、见一次面357项）。", "holds"),
        ("事项共865项（不见面508项、见一次面367项）。", "contradicts"),
        ("成交总额10.5亿元，其中工程建设6.2亿元，政府采购4.4亿元。", "rounding"),
        ("接待近600人次，其中咨询412人次，投诉178人次。", "holds"),
    ],
)
def test_sum(text, verdict):
    assert verdicts(text, "sum", "bound") == [verdict]


def test_too_few_are_wrong_where_one_slip_of_a_large_digit_explains_it():
    assert verdicts("录入事项6647项，其中行政类事项5229项，服务类事项779项，内部类事项39项。", "sum") == ["contradicts"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("登记主体4321户，其中企业1230户，个体工商户2619户，合作社400户。", "contradicts"),  # 2691
        ("登记主体4321户，其中企业1230户，个体工商户2619户，合作社300户。", "holds"),
        ("公开信息4321条，其中网站公开1230条，微信公开2619条，微博公开400条。", "holds"),  # there are other ways
    ],
)
def test_too_few_are_wrong_where_two_digits_changed_places(text, verdict):
    assert verdicts(text, "sum") == [verdict]


def test_columns_belong_to_their_totals():
    text = "共受理900件，办结890件。其中：县中心受理500件，办结495件；镇中心受理400件，办结394件。"
    assert findings(text, "sum") == [
        ("holds", ["900件", "500件", "400件"]),
        ("contradicts", ["890件", "495件", "394件"]),
    ]


def test_a_wan_too_many():
    text = "共受理900件，接受咨询1000万人次。其中：甲中心受理500件，接受咨询600人次；乙中心受理400件，接受咨询400人次。"
    found = finding(text, "unit")
    assert (found.verdict, found.repair[1]) == ("contradicts", "1000人次")


def test_a_part_is_no_more_than_the_whole():
    found = finding("全年举办培训班6期，其中业务培训16期。", "bound")
    assert (found.verdict, found.arithmetic) == ("contradicts", "16＞6")


def test_one_slipped_digit_is_offered_where_it_can_only_be_that():
    found = finding("收到信件30件，其中市长信箱来信12件，县长信箱来信28件。", "sum")
    assert found.arithmetic == "12+28=40≠30"
    assert found.repair is None  # 30 -> 40, 12 -> 02 and 28 -> 18 all would do


def test_what_stands_beside_is_no_part():
    assert verdicts("查阅点35个，其中县级3个，乡镇18个，另设村级便民点162个。", "sum", "bound") == ["holds"]


def test_nested_parts_belong_to_their_own_whole():
    text = "发布信息1000条，其中动态类信息400条（含部门动态300条、乡镇动态110条），目录类信息600条。"
    assert findings(text, "sum") == [
        ("holds", ["1000条", "400条", "600条"]),
        ("contradicts", ["400条", "300条", "110条"]),
    ]


def test_a_list_over_paragraphs():
    text = "全年公开信息300条，具体为：\n1.概况类信息120条；\n2.政策类信息100条；\n3.其他类信息{}条。"
    assert verdicts(text.format(80), "sum") == ["holds"]
    assert verdicts(text.format(90), "sum") == ["contradicts"]


def test_balance_of_applications():
    text = "本年新收政府信息公开申请43件，上年结转2件，办结{}件，结转下年度继续办理3件。"
    assert verdicts(text.format(42), "sum") == ["holds"]
    assert verdicts(text.format(41), "sum") == ["contradicts"]


def test_what_adds_up_side_by_side_is_told_and_never_blamed():
    text = "辖11个行政村、2个居民社区，面积86平方公里，共{}个。"
    assert verdicts(text.format(13), "sum") == ["holds"]
    assert not verdicts(text.format(14), "sum")


def test_a_list_that_numbers_itself_is_complete():
    text = "办理来访、来电、留言三类诉求2316件：来访418件，来电1603件，网上留言{}件。"
    assert verdicts(text.format(295), "sum") == ["holds"]
    assert verdicts(text.format(285), "sum") == ["contradicts"]


def test_results_may_include_what_was_carried_in():
    text = "收到申请6件，上年结转1件，全部办结；其中予以公开3件，无法提供{}件，其他处理1件。"
    assert verdicts(text.format(3), "sum") == ["holds"]
    assert verdicts(text.format(2), "sum") == ["holds"]
    assert "contradicts" in verdicts(text.format(4), "sum")


def test_each_whole_takes_the_parts_of_its_own_verb():
    text = "受理诉讼54件，审结47件，其中一审受理38件、审结33件，二审受理16件、审结{}件。"
    assert verdicts(text.format(14), "sum") == ["holds", "holds"]
    assert verdicts(text.format(12), "sum") == ["holds", "contradicts"]


@pytest.mark.parametrize(("total", "found"), [("52件", "holds"), ("62件", "contradicts")])
def test_parts_first_and_the_total_in_a_clause_of_its_own(total, found):
    assert verdicts(f"网上受理31件，窗口受理12件，邮寄受理9件，全年受理申请共{total}。", "sum") == [found]


@pytest.mark.parametrize(
    "text",
    [
        "县政府本级办理43件，占27.0%，财政局、教育局、民政局分别办理36件、21件、14件。",
        "全年召开会议8次，各乡镇、各部门分别召开会议56次、42次。",
        "收到人大建议63件、政协提案88件，其中主办件40件、协办件111件。",
        "新制发5件、废止3件，较上年末的39件净增2件。",
        "账号42个，其中微信33个、微博5个、抖音4个，较上年末减少17个（上年末为59个）。",
        "收到申请63件，已答复61件。在已经答复的申请中，同意公开52件，占85.2%；不予公开2件，占3.3%；不存在4件，占6.6%。",
        "全年检查单位40家，发现问题单位10家。问题单位中，已整改8家，占80%。",
        "刊登文件164件，其中县政府文件71件、办公室文件83件。",
    ],
)
def test_what_is_right_is_not_accused(text):
    assert "contradicts" not in verdicts(text)


def test_words_without_a_number_may_open_the_list():
    text = "全年收到申请250件，办结218件。办结件中，予以公开100件，部分公开98件，其他处理{}件。"
    assert verdicts(text.format(20), "sum") == ["holds"]
    assert verdicts(text.format(21), "sum") == ["contradicts"]


def test_shares_take_their_base_from_the_paragraph_before():
    from .test_shares import verdicts as of

    text = "全年公开信息6842条。\n部门公开4103条，占总数的{}；乡镇公开2053条，占总数的30.0%；其他公开686条，占总数的10.0%。"
    assert of(text.format("60.0%"), "percent") == ["holds"] * 3
    assert of(text.format("66.0%"), "percent") == ["contradicts", "holds", "holds"]


@pytest.mark.parametrize(("other", "found"), [(2, "contradicts"), (1, "holds")])
def test_each_half_of_a_sentence_has_its_own_whole(other, found):
    text = f"行政复议14件，其中维持9件，纠正5件；行政诉讼8件，其中驳回6件，纠错1件，其他情形{other}件。"
    assert verdicts(text, "sum") == ["holds", found]


@pytest.mark.parametrize(
    "text",
    [
        "公开信息8.07万条；2013年当年公开19260条。2013年公开的信息中，涉及民生的7416条，占38.5%；镇街公开的5983条，占31.1%。",
        "开工1850套、建成1432套，入住1208套（年度任务分别为1800套、1300套、1200套）。",
        "复议5起，较上年增加1起（上年复议4起、诉讼3起）。",
        "成交金额186.4亿元，节约资金9.7亿元，节约率4.9%。",
        "召开发布会48场，其中市级21场、县级27场，部门主要负责人出席19场。",
        "办结申请2287件，其中按期办结2198件、延期办结89件，其余29件结转至下年。在办结的申请中，属于已主动公开范围的593件。",
        "已答复62件，待答复的2件。在已经答复的申请中，同意公开的43件。",
    ],
)
def test_what_is_right_of_others_is_not_accused(text):
    assert "contradicts" not in verdicts(text)


def test_parts_a_little_above_their_whole():
    assert verdicts("专项经费12.5万元，其中网站维护8.2万元，政报印刷3.6万元，宣传1.7万元。", "sum") == ["contradicts"]
    assert verdicts("专项经费12.5万元，其中网站维护8.2万元，政报印刷3.6万元，宣传7.7万元。", "sum") == ["contradicts"]
    assert verdicts("走访群众125户，其中低保82户，残疾36户，军属77户。", "sum") == ["unclear"]  # some did both


def test_shares_that_make_a_hundred_say_that_these_are_all():
    text = "公开信息5238条，其中部门3417条，占65.2%；乡镇{}条，占34.8%。"
    assert verdicts(text.format(1821), "sum") == ["holds"]
    assert verdicts(text.format(1812), "sum") == ["contradicts"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("发现问题146个，其中市直单位62个、县（区）74个。", "contradicts"),
        ("发现问题146个，其中市直单位62个、县（区）44个。", "holds"),  # a third may be of others
        ("举办培训3期，参训251人次（第一期86人次、第二期92人次、第三期63人次）。", "contradicts"),
        ("举办培训4期，参训251人次（第一期86人次、第二期92人次、第三期63人次）。", "holds"),
        ("三个查阅点接待1135人次，其中档案馆426人次，图书馆318人次，服务中心328人次。", "contradicts"),
        ("四个查阅点接待1135人次，其中档案馆426人次，图书馆318人次，服务中心328人次。", "holds"),
        ("县级48个点、乡级16个点、村级203个点，三级公开点达到276个。", "contradicts"),
        ("全年收到申请47件。按申请人分：公民39件，法人9件。", "contradicts"),
        ("全年收到申请47件。按申请人分：公民39件，法人8件。", "holds"),
    ],
)
def test_lists_that_are_all_there(text, verdict):
    assert verdicts(text, "sum") == [verdict]


def test_the_results_of_a_form_are_all_there_is():
    six = "予以公开55件，部分公开12件，不予公开15件，无法提供43件，不予处理8件，其他处理{}件"
    assert verdicts(f"全年办结130件，其中{six.format(6)}。", "sum") == ["contradicts"]
    assert verdicts(f"全年办结139件，其中{six.format(6)}。", "sum") == ["holds"]


def test_a_list_may_be_of_what_the_paragraph_before_tells():
    text = "全年办结218件，结转9件。\n全部办结件中，予以公开85件、部分公开20件、不予公开21件、无法提供69件、不予处理16件、其他处理8件。"
    assert verdicts(text, "sum") == ["contradicts"]


def test_what_is_missing_may_stand_behind():
    assert verdicts("公开信息5200条，其中县直部门3100条，乡镇1900条。另有公共企事业单位200条。", "sum")[0] == "holds"


@pytest.mark.parametrize("behind", ["比2012年减少5件", "较去年减少5件", "去年为9件", "2012年为9件", "减少5件"])
def test_what_a_list_is_held_against_is_no_part_of_it(behind):
    text = f"受理申请4件，其中网上申请3件，信函申请1件，均已答复，{behind}。"
    assert verdicts(text, "sum", "bound") == ["holds"]


@pytest.mark.parametrize(
    ("total", "found"), [("共48件", ["holds"]), ("共50件", ["contradicts"]), ("全年共收到申请50件", [])]
)
def test_figures_in_brackets_behind_their_names(total, found):
    text = f"申请涉及土地征收（21件）、旧城改造（13件）、教育招生（6件）、其他（8件），{total}。"
    assert verdicts(text, "sum") == found


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("收到申请12件，其中5件由公民提出，8件由法人提出。", "contradicts"),
        ("收到申请12件，其中5件由公民提出，7件由法人提出。", "holds"),
        ("12个部门参评，其中5个为优秀，8个为良好。", "contradicts"),
        ("收到申请12件，其中5件涉及征地，8件涉及拆迁。", "unclear"),
        ("12个乡镇设立查阅点，其中5个乡镇为省级示范，8个乡镇为市级示范。", "unclear"),
        ("培训12期，其中5期邀请专家授课，8期邀请律师授课。", "unclear"),
    ],
)
def test_what_is_said_of_parts_need_not_divide_them(text, verdict):
    assert verdicts(text, "sum") == [verdict]


def test_villages_are_no_part_of_towns():
    text = "28个乡镇建成专区，其中18个乡镇被评为示范，{}个村同步推进。"
    assert verdicts(text.format(44), "sum", "bound") == ["holds"]


@pytest.mark.parametrize(
    "text",
    [
        "一季度公开401条，二季度累计公开1316条，三季度累计公开1882条，四季度累计公开2550条。",
        "全年计划培训6639人次，上半年培训2495人次，下半年培训4385人次。",
        "新闻发布会12场，其中主要负责人出席4场，分管负责人出席9场。",
    ],
)
def test_running_totals_plans_and_who_came_are_no_parts(text):
    assert "contradicts" not in verdicts(text)
