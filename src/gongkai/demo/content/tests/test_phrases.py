"""The little language of phrases and bodies."""

from random import Random

import pytest

from gongkai.demo.content.phrases import NUMERALS, PhraseError, parse, parse_body, render, write


def say(source, seed=1, **slots):
    return render(parse(source), Random(seed), lambda name, fresh: slots[name])


def body(source, **pools):
    parsed = {name: tuple(parse(text) for text in texts) for name, texts in pools.items()}
    return write(parse_body(source), Random(1), lambda name, fresh: name, parsed)


def test_a_choice_says_one_of_its_options_and_every_one_sometimes():
    assert {say("[甲|乙|[丙|丁]]", seed) for seed in range(60)} == {"甲", "乙", "丙", "丁"}


def test_an_empty_option_may_be_picked():
    assert {say("好[极了|]", seed) for seed in range(20)} == {"好", "好极了"}


def test_a_slot_is_asked_of_the_document():
    assert say("到{village}去", village="青石村") == "到青石村去"


@pytest.mark.parametrize("source", ["[甲|乙", "甲]乙", "{slot", "[甲|{乙]"])
def test_brackets_that_do_not_match_are_refused(source):
    with pytest.raises(PhraseError):
        parse(source)


def test_a_line_that_is_no_line_is_refused():
    with pytest.raises(PhraseError):
        parse_body("@pool 2—3")


def test_lines_become_headings_lists_and_tables():
    html = body("# 一、题\n段落\n* 甲\n* 乙\n| 头 | 尾 |\n| 甲 | 1,204 |")
    assert html == (
        "<h2>一、题</h2><p>段落</p><ul><li>甲</li><li>乙</li></ul>"
        '<table><thead><tr><th>头</th><th class="align-right">尾</th></tr></thead>'
        '<tbody><tr><td>甲</td><td class="align-right">1,204</td></tr></tbody></table>'
    )


def test_whom_a_document_addresses_stands_at_the_margin():
    assert body("各乡镇人民政府：\n各科室：") == '<p class="align-left">各乡镇人民政府：</p><p>各科室：</p>'
    assert body("现公告如下：\n一件") == "<p>现公告如下：</p><p>一件</p>"


def test_a_bar_inside_a_choice_does_not_part_cells():
    assert body("| [甲|甲] | 乙 |").count("<th>") == 2


def test_articles_and_chapters_number_themselves_across_pools():
    html = body("章 总则\n§ 首条\n@more 2-2 §\n章 附则\n§ 末条", more=["甲", "乙"])
    assert "第一章　总则" in html
    assert "第二章　附则" in html
    assert ["第一条　首条" in html, "第二条　甲。" in html, "第三条　乙。" in html, "第四条　末条" in html] == [
        True
    ] * 4


def test_numerals_run_on_past_ten_and_twenty():
    assert [NUMERALS[n - 1] for n in (9, 10, 11, 19, 20, 21, 30)] == [
        "九",
        "十",
        "十一",
        "十九",
        "二十",
        "二十一",
        "三十",
    ]


def test_what_slots_bring_is_escaped():
    html = write(parse_body("{x}"), Random(1), lambda name, fresh: "<b>&", {})
    assert html == "<p>&lt;b&gt;&amp;</p>"
