"""Numbers with scale, unit and approximation, and the values that they may stand for."""

from decimal import Decimal

import pytest

from gongkai.pure.audit.intervals import Interval
from gongkai.pure.audit.quantities import numerals, sentences


def only(text):
    [sentence] = sentences(text)
    [quantity] = sentence.quantities
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "unit", "approximation"),
    [
        ("发布信息4198条", "4198", "条", ""),
        ("发布信息１，２３４条", "1234", "条", ""),
        ("发布信息1,234,567条", "1234567", "条", ""),
        ("发布信息12 345条", "12345", "条", ""),
        ("发布信息4 \n198条", "4198", "条", ""),
        ("收取7003.4万余元", "70034000", "元", "over"),
        ("预算450多万元", "4500000", "元", "over"),
        ("成交51.83亿元", "5183000000", "元", ""),
        ("公示2800余条/次", "2800", "条/次", "over"),
        ("组织了近20场次的培训", "20", "场次", "under"),
        ("约300人次", "300", "人次", "about"),
        ("达99%以上", "99", "%", "at least"),
        ("缩短1502个工作日", "1502", "个工作日", ""),
        ("提高18.4个百分点", "18.4", "个百分点", ""),
        ("举办四期培训班", "4", "期", ""),
        ("占百分之九十", "90", "%", ""),
        ("办理一万二千三百件", "12300", "件", ""),
        ("占12‰", "12", "‰", ""),
    ],
)
def test_reads(text, value, unit, approximation):
    quantity = only(text)
    assert (quantity.value, quantity.unit, quantity.approximation) == (Decimal(value), unit, approximation)


@pytest.mark.parametrize("text", ["一是加强领导", "三级联动", "四大平台", "第三方", "三分之一", "统一受理", "一季度"])
def test_characters_that_count_nothing(text):
    [sentence] = sentences(text)
    assert not sentence.quantities


def test_offsets_are_those_of_the_text_as_read():
    text = "前言。\n全年　公开１２条。"
    [sentence] = sentences(text, 4)
    [quantity] = sentence.quantities
    assert text[quantity.start : quantity.end] == quantity.printed == "１２条"


def test_what_is_counted_stands_before_or_behind():
    [sentence] = sentences("其中市长交办2068项，13件规范性文件继续有效。")
    one, two = sentence.quantities
    assert (one.lead, two.tail) == ("其中市长交办", "规范性文件继续有效。")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("占68.7%", "68.65", "68.75"),
        ("占99%", "98.5", "99.5"),
        ("收到105件", "105", "105"),
        ("收取3.6万元", "35500", "36500"),
        ("发布2800余条", "2800", "2900"),
        ("近20场次", "10", "20"),
        ("约300人次", "200", "400"),
    ],
)
def test_stands_for(text, low, high):
    interval = only(text).interval
    assert (interval.low, interval.high) == (Decimal(low), Decimal(high))


def test_at_least_has_no_upper_end():
    assert only("达99%以上").interval == Interval(Decimal(99), None)


def test_cut_off_digits_reach_to_the_next():
    assert only("占99%").truncated == Interval(Decimal(99), Decimal(100), high_open=True)


@pytest.mark.parametrize(
    ("characters", "number"),
    [("四", 4), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("三千二百", 3200), ("一万二千三百", 12300), ("二〇", None), ("百", None), ("三四", None)],
)  # fmt: skip
def test_numerals(characters, number):
    assert numerals.number(characters) == number


@pytest.mark.parametrize(
    ("text", "cells", "told"),
    [
        ("公开数 12 105 0 合计", ["12", "105", "0"], []),
        ("甲镇 112 120 乙镇 130 128", ["112", "120", "130", "128"], []),
        ("收到申请 12 15 27 件", ["12", "15", "27"], []),
        ("甲镇 112 120", [], ["112120"]),  # two of a row alone may be one number
        ("公开1 326条，受理1 214件", [], ["1326", "1214"]),
        ("公开1 234 567条", [], ["1234567"]),
        ("公开2 7 05条", [], ["2705"]),
    ],
)
def test_figures_side_by_side_are_cells(text, cells, told):
    [sentence] = sentences(text)
    assert [str(each.value) for each in sentence.cells] == cells
    assert [str(each.value) for each in sentence.quantities] == told


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("同意公开27件，不予公开2件，信息不存在2，非本机关掌握2件", ["件", "件", "件", "件"]),
        ("网站公开402条，占21.8%；报纸公开97条，占5.3%；电子屏公开63，占4.3%", ["条", "条", "条"]),
        ("收到8件，信息不存在2，参加30人", ["件", "", "人"]),
        ("收到8件，其中信函3件，总人口5287", ["件", "件", ""]),
        ("收到8件，其中信函2，传真3", ["件", "", ""]),
    ],
)
def test_a_lost_unit_is_that_of_the_figures_beside_it(text, units):
    [sentence] = sentences(text)
    assert [each.unit for each in sentence.quantities if not each.is_percent] == units
    assert [each.figure.unit for each in sentence.quantities if each.unit_of_list] == [""] * sum(
        each.unit_of_list for each in sentence.quantities
    )
