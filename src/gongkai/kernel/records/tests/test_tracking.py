"""A text with what was added and struck out on the way from one version to another, each with its version."""

import random

from gongkai.kernel.records.tracking import Edit, tracked


def told(first: list[str], *later: list[str]) -> list[str]:
    """[+2:x] was added in version 2, [-2:x] struck out in it."""

    def said(each: Edit) -> str:
        if each.same:
            return each.text
        return f"[{f'+{each.added}' if each.added else ''}{f'-{each.struck}' if each.struck else ''}:{each.text}]"

    numbered = [(n, version) for n, version in enumerate(later, start=2)]
    return ["".join(map(said, paragraph)) for paragraph in tracked(first, numbered)]


def test_each_change_is_of_the_version_that_made_it():
    first = ["本年公开信息十条。", "办结申请两件。"]
    second = ["本年公开信息十二条。", "办结申请两件。"]
    third = ["全县本年公开信息十二条。", "办结申请两件。", "召开会议一次，研究政务公开。"]
    assert told(first, second, third) == [
        "[+3:全县]本年公开信息十[+2:二]条。", "办结申请两件。", "[+3:召开会议一次，研究政务公开。]",
    ]  # fmt: skip


def test_what_came_and_went_is_not_told():
    assert told(["甲乙丙丁戊己。"], ["甲乙丙丁戊己庚辛。"], ["甲乙丙丁戊己。"]) == ["甲乙丙丁戊己。"]
    assert told(["不变的一段话。"], ["不变的一段话。", "后来加的另一段文字"], ["不变的一段话。"]) == ["不变的一段话。"]


def test_what_was_struck_out_keeps_its_place():
    first = ["第一段写的是组织领导。", "第二段写的是平台建设。", "第三段写的是监督保障。"]
    second = ["第一段写的是组织领导。", "第三段写的是监督保障。"]
    third = ["第一段写的是组织领导。", "第三段写的是监督和保障。"]
    assert told(first, second, third) == [
        "第一段写的是组织领导。", "[-2:第二段写的是平台建设。]", "第三段写的是监督[+3:和]保障。",
    ]  # fmt: skip


def test_a_paragraph_that_went_before_another_came():
    assert told(["旧的甲乙丙。"], ["今年完全另写一段内容"]) == ["[-2:旧的甲乙丙。]", "[+2:今年完全另写一段内容]"]


def test_added_signs_that_are_struck_out_within_what_was_added():
    versions = ["原文原文原文。"], ["原文原文原文加上的甲乙。"], ["原文原文原文加上的乙。"]
    assert told(*versions) == ["原文原文原文[+2:加上的乙]。"]


def test_what_stands_is_the_last_version_and_what_was_not_added_the_first():
    """Of any versions, whatever was changed: paragraphs that come, go, come again, are cut."""
    for seed in range(300):
        some = random.Random(seed)
        versions = [[paragraph(some) for _ in range(some.randint(0, 4))]]
        for _ in range(some.randint(1, 4)):
            versions.append(changed(versions[-1], some))
        found = tracked(versions[0], list(enumerate(versions[1:], start=2)))
        standing = ["".join(each.text for each in one if not each.struck) for one in found]
        began = ["".join(each.text for each in one if not each.added) for one in found]
        assert [each for each in standing if each] == versions[-1], versions
        assert [each for each in began if each] == versions[0], versions


def paragraph(some: random.Random) -> str:
    return "".join(some.choice("甲乙丙丁戊己庚辛") for _ in range(some.randint(1, 12)))


def changed(version: list[str], some: random.Random) -> list[str]:
    made = list(version)
    for _ in range(some.randint(0, 3)):
        place = some.randint(0, len(made))
        if place == len(made):
            made.append(paragraph(some))
        elif some.random() < 0.5:
            del made[place]
        else:
            text, cut = made[place], some.randint(0, len(made[place]))
            made[place] = text[:cut] + paragraph(some) + text[cut + 2 :]
    return made
