"""Two contents side by side: which fields, which paragraphs, which signs."""

import pytest

from gongkai.kernel.records.comparing import AROUND, GONE, NEW, SAME, Pair, Run, compare, paragraphs, signs
from gongkai.pure import declare
from gongkai.pure.declare import Field, Kind


def contents(**changes):
    base = {"title": "办法", "formed_on": "2026-03-02", "body": "<p>第一条</p><p>第二条</p>", "keywords": ["危房"]}
    return base, base | changes


def test_what_is_the_same_is_no_difference():
    left, right = contents()
    assert compare(declare.kind("policy"), left, right, private=True) == []


def test_fields_come_in_the_order_of_the_form_and_in_words():
    left, right = contents(formed_on="2026-03-03", title="新办法", keywords=["危房", "补助"])
    found = compare(declare.kind("policy"), left, right, private=True)
    assert [each.name for each in found] == ["title", "formed_on", "keywords"]
    day = found[1].pairs[0]
    assert "".join(run.text for run in day.left) == "2026年3月2日" and Run(NEW, "3") in day.right


def test_a_paragraph_that_changed_stands_beside_what_it_became():
    left, right = contents(body="<p>第一条</p><p>新加的一条。</p><p>第二条，另加一句。</p>")
    (found,) = compare(declare.kind("policy"), left, right, private=True)
    added, changed = [pair for pair in found.pairs if pair.differs]
    assert added == Pair((), (Run(NEW, "新加的一条。"),))
    assert changed.left == (Run(SAME, "第二条"),) and changed.right == (Run(SAME, "第二条"), Run(NEW, "，另加一句。"))


def test_nothing_of_either_text_is_lost():
    left = ["甲" * 30, "第一条 为了保障住房安全，制定本办法。", "删去的一段"]
    right = ["第一条 为保障住房的安全，制定本规定。", "全新的一段文字", "甲" * 30]
    found = paragraphs(left, right)
    assert sorted("".join(run.text for run in pair.left) for pair in found if pair.left) == sorted(left)
    assert sorted("".join(run.text for run in pair.right) for pair in found if pair.right) == sorted(right)
    assert all(run.how != NEW for pair in found for run in pair.left)
    assert all(run.how != GONE for pair in found for run in pair.right)


def test_a_single_sign_between_two_changes_does_not_part_them():
    pair = signs("补助二十三万元", "补助四十五万元")
    assert pair.left == (Run(SAME, "补助"), Run(GONE, "二十三"), Run(SAME, "万元"))


@pytest.mark.parametrize(("same", "folded"), [(AROUND - 1, 0), (AROUND, 0), (AROUND + 1, 1), (AROUND + 40, 40)])
def test_long_stretches_of_the_same_are_folded(same, folded):
    lines = [f"第{n}段" for n in range(same)]
    found = paragraphs(["旧的第一段话", *lines], ["新的第一段话", *lines])
    assert sum(pair.folded for pair in found) == folded


def test_words_in_another_dress_are_told_as_such():
    left, right = contents(body="<h2>第一条</h2><p>第二条</p>")
    (found,) = compare(declare.kind("policy"), left, right, private=True)
    assert "排版不同" in found.pairs[0].right[0].text


def test_a_field_that_is_not_public_is_compared_only_for_those_who_may_see_it():
    class Paper(Kind):
        code, name = "paper", "文"
        fields = (Field("printer", "承印单位"),)

    left, right = contents(printer="甲厂")
    assert compare(Paper, left, right, private=False) == []
    assert [each.name for each in compare(Paper, left, right, private=True)] == ["printer"]


def test_a_very_long_paragraph_is_compared_by_sentences_and_quickly():
    text = "".join(f"第{n}句话在这里。" for n in range(3000))
    pair = signs(text, text.replace("第1500句话", "第1500句新话"))
    assert [run.text for run in pair.right if run.how == NEW] == ["第1500句新话在这里。"]
