"""txt: encodings, lines and paragraphs, tables drawn with bars or tabs, scraps of pages, damage."""

import re

import pytest

from gongkai.pure.audit.readers import read
from gongkai.pure.audit.readers.tests import samples


def texts(source: str) -> list[str]:
    document = read(source.encode())
    return [document.text[each.start : each.end] for each in document.paragraphs]


def grids(source: str) -> list[list[list[str]]]:
    document = read(source.encode())
    result = []
    for table in document.tables:
        rows: dict[int, list[str]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(document.text[cell.start : cell.end])
        result.append(list(rows.values()))
    return result


def codes(source: str) -> list[str]:
    return [note.code for note in read(source.encode()).notes]


def test_a_line_is_a_paragraph_bare_of_white_space():
    assert texts("  标题\n\n　　正文一句。\xa0\n") == ["标题", "正文一句。"]


@pytest.mark.parametrize(
    ("source", "paragraphs"),
    [
        ("2021年，全县共受理申请12\n34件，同比增长12.5%，\n其中网上受理456件。\n二、其他", 2),
        ("2021年，全县共受理申请123件，其中\n网上受理，占45.6%。", 1),
        ("2021年，全县共受理申请123件。\n其中网上受理，占45.6%。", 2),
        ("2021年，全县共受理申请123件，其中：\n网上受理，占45.6%。", 2),
        ("2021年，全县共受理申请123件，分为\n1.网上受理，占45.6%。", 2),
        ("2021年，全县共受理申请123件，分为\n　　网上受理，占45.6%。", 1),
        ("　　2021年，全县共受理申请123件，分为\n　　网上受理，占45.6%。", 1),
        ("（一）申请，受理\n　　共123件，占45.6%。\n　　答复，12件。", 3),
        ("2021年，全县共受理申请123件，其中\n\n网上受理，占45.6%。", 2),
        ("一、总体情况\n2021年，全县受理申请。", 2),
        ("从事政府信息公开工作人员数，含兼职\n人\n121\n专职人员数\n9", 5),
    ],
)
def test_a_sentence_goes_on_over_a_line_break_and_nothing_else_does(source, paragraphs):
    assert len(texts(source)) == paragraphs


@pytest.mark.parametrize("width", [30, 38, 45])
def test_a_text_broken_at_a_width_is_joined_again(width):
    indented = [f"　　{text}" for _, text in samples.BLOCKS + samples.AFTER]
    source = "\n".join(each[start : start + width] for each in indented for start in range(0, len(each), width))
    joined = [re.sub(r"\s", "", each) for each in texts(source)]
    assert joined == [text for _, text in samples.BLOCKS + samples.AFTER]


@pytest.mark.parametrize("width", [16, 17, 26])
def test_the_cells_of_a_table_do_not_hide_the_width_of_the_prose(width):
    prose = "全县全年新收申请84件，较上年减少16件，其中网络49件、信函22件、当面13件。上年结转3件，办结81件。从办理结果看，予以公开37件、部分公开7件、不予公开7件、无法提供19件、不予处理5件、其他处理6件，均按期答复。"
    broken = [prose[start : start + width] for start in range(0, len(prose), width)]
    cells = ["申请人情况", "自然人", "法人", *map(str, range(40))]
    assert re.sub(r"\s", "", texts("\n".join([*broken, *cells]))[0]) == prose


def test_a_long_heading_does_not_go_on():
    heading = "七、政府信息公开工作中的政务舆情和社会重大关切回应情况"
    assert texts(f"{heading}\n2018年没有舆情，日常投诉能及时答复。")[0] == heading


def test_a_joined_paragraph_keeps_its_line_break():
    assert texts("全县共受理申请，其中网上12\n34件，占五成。") == ["全县共受理申请，其中网上12\n34件，占五成。"]


def test_a_table_drawn_with_bars():
    source = "正文。\n| 项目 | 数 |\n|---|---:|\n| 甲 | 1 |\n| 乙 | |\n正文。"
    assert grids(source) == [[["项目", "数"], ["甲", "1"], ["乙", ""]]]
    assert texts(source) == ["正文。", "正文。"]


def test_a_table_drawn_in_frames():
    source = "┌──┬──┐\n│项目│数│\n├──┼──┤\n│甲│1│\n└──┴──┘"
    assert grids(source) == [[["项目", "数"], ["甲", "1"]]]


def test_rows_with_bars_between_cells_only_may_differ_in_length():
    source = "索引号 | 12/2019-1 | 机构 | 某局 |\n文号 | 浏览量 |\n标题"
    assert grids(source) == [[["索引号", "12/2019-1", "机构", "某局"], ["文号", "浏览量"]]]


def test_a_table_of_tabs_with_blank_cells():
    source = "项目\t甲\t乙\n新收\t12\t\n\t3\t4\n正文一句，没有表。"
    assert grids(source) == [[["项目", "甲", "乙"], ["新收", "12", ""], ["", "3", "4"]]]


@pytest.mark.parametrize(
    "source", ["\t段一，有字。\n\t段二，有字。", "甲 | 乙 | 丙\n正文。", "共3件\t正文。\n下一段。"]
)
def test_indents_and_single_lines_are_no_table(source):
    assert grids(source) == []


def test_scraps_of_html_stay_in_the_text_and_out_of_paragraphs():
    source = '1. <em id="qX"><button id="qX"></button></em>\n  <tfoot id="qX"></tfoot>\n\n   <b>某县年报</b>\n共3件。'
    assert texts(source) == ["某县年报", "共3件。"]
    assert read(source.encode()).text == source
    assert codes(source) == ["html-scraps"]


def test_a_text_that_begins_with_a_scrap_of_html_is_no_page():
    junk = ' <div id="x"><pre id="x"></pre></div>\n   1. <b id="x"></b>\n'
    lines = [
        "某县年报",
        "一、概述",
        "全年公开信息12条。",
        "（一）机构",
        "1.专职人员数（不包括网站人员）",
        "14",
        "2.兼职人员数",
        "36",
    ]
    document = read((junk + "\n\n".join(lines)).encode(), "report.txt")
    assert [document.text[each.start : each.end] for each in document.paragraphs] == lines


def test_signs_of_less_and_more_are_no_tags():
    assert texts("5<6且7>6。") == ["5<6且7>6。"]


def test_buttons_and_footers_are_no_paragraphs():
    source = "政府 | 人大 | 政协\n某县年报\n发布日期:2017-03-09 来源:某县\n共3件。\n【打印本页】 【关闭窗口】\n某县政府主办 信息中心承办 电话:0558-1234567\n皖ICP备01234567号"
    assert texts(source) == ["某县年报", "发布日期:2017-03-09 来源:某县", "共3件。"]
    assert codes(source) == ["dropped-page-parts"]


@pytest.mark.parametrize(
    "line",
    [
        "返回行政处罚案件3件",
        "浏览量达3万次，比上年增长2%。",
        "打印机12台",
        "首页更新信息300条",
        "友情链接8个",
        "总访问量",
        "浏览次数",
        "字号",
        "提供技术支持：培训12次",
    ],
)
def test_sentences_that_name_buttons_are_read(line):
    assert texts(line) == [line]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("自201711日起20171231日止", "damaged-date"),
        ("2016928日开通", "damaged-date"),
        ("20173月", "damaged-date"),
        ("邮政办发〔2017184号", "damaged-number"),
        ("全年共件，其中", "missing-figure"),
        ("共\ufffd2件，其中网上受理一百余件", "lost-characters"),
        ("（2017年1月10日", "unbalanced"),
        ("共受理&nbsp;12件", "html-entities"),
    ],
)
def test_damage_is_noted_and_left_as_it_is(source, code):
    assert code in codes(source)
    assert read(source.encode()).text == source


@pytest.mark.parametrize(
    "source",
    ["2017年12月31日", "2017年1月1日至12月31日", "开展100日行动", "〔2017〕184号", "（一）甲\n1)乙\n一)丙", "共3件。"],
)
def test_what_is_whole_is_not_noted(source):
    assert codes(source) == []


def test_lost_bytes_are_noted():
    data = "全年共受理政府信息公开申请一百二十件，均按期答复。".encode()
    assert [note.code for note in read(data[:20] + b"\xff" + data[21:]).notes] == ["lost-characters"]


def test_a_cut_end_does_not_change_the_encoding():
    document = read(("全年共受理申请。" * 20).encode()[:-1])
    assert document.text.startswith("全年共受理申请。")


@pytest.mark.parametrize(
    "source",
    [
        "全年申请28\n  6件，其中网上20件。",
        "主动公开信息2468\n条，较上年增加3条。",
        "栏目由七十\n二个精简为六十个，共精简十二个。",
        "各类信息中，机构类217条，占2.2%；\n法规类468条，占4.7%；规划类325条。",
        "占71.0%\n、21.3%。",
    ],
)
def test_a_line_within_a_sentence_goes_on(source):
    assert texts(source) == [source]


@pytest.mark.parametrize(
    "source",
    [
        "网上203件；\n信函61件；\n当面22件。",
        "甲区12640条、\n乙区11885条、\n丙县9872条、\n丁县8025条",
        "（一）加强领导，健全机制\n　　全年召开会议3次，发文2件。\n　　公开12条。",
        "某县2016年年报\n2017年，公开12条。",
        "附件1\n全年公开12条。",
    ],
)
def test_lists_headings_and_years_begin_anew(source):
    assert texts(source) == [line.strip() for line in source.split("\n")]


PROSE = "全县共主动公开信息9642条，其中机构类1218条、政策类934条、许可类2157条。按比重看，机构类占12.63%，政策类占9.69%，许可类占22.37%，全部按时公开，没有遗漏。"


def broken(text, width):
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def test_a_sentence_may_end_where_a_line_is_full():
    width = PROSE.index("。") + 1
    source = broken(PROSE, width) + "\n" + broken("另有其他信息若干条，一并在网站公布。" * 9, width)
    assert len(texts(source)) == 2
    assert texts(source)[0].replace("\n", "") == PROSE


def test_what_bears_a_mark_begins_anew_behind_a_full_line():
    width = PROSE.index("。") + 1
    source = broken(PROSE, width)[: width + 1] + "二、公开渠道，" + PROSE
    assert len(texts(source)) > 1
