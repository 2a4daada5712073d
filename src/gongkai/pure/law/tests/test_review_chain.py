"""Chains of review: as they are written, as they are kept, and what cannot be one."""

import pytest

from gongkai.pure.law.review_chain import MOST_ORGANS, USUAL, ChainError, of_lines, of_text

WRITTEN = "单位审核\n保密审查、会签（czj，wjw）\n政务公开办审核\n签发"
KEPT = "unit>secrecy+coordination:czj:wjw>office>sign"


def test_it_reads_as_it_is_kept():
    assert of_lines(WRITTEN).text == KEPT and of_text(KEPT).lines == WRITTEN.splitlines()
    assert of_text(KEPT) == of_lines(WRITTEN) and USUAL.lines == ["单位审核", "保密审查", "签发"]


@pytest.mark.parametrize("written", ["unit\nsecrecy+coordination(czj,wjw)\noffice\nsign", "单位审核\n\n 保密审查 、会签（czj、wjw）\n政务公开办审核\n签发\n"])  # fmt: skip
def test_it_may_be_written_otherwise(written):
    assert of_lines(written).text == KEPT


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("单位审核\n签发", "要有“保密审查”"),
        ("保密审查", "最后一步是“签发”"),
        ("签发\n保密审查", "最后一步是“签发”"),
        ("保密审查、签发", "最后一步是“签发”"),
        ("保密审查\n保密审查\n签发", "写了两次"),
        ("领导看看\n保密审查\n签发", "不认得“领导看看”"),
        ("单位审核（czj）\n保密审查\n签发", "只有“会签”"),
        ("", "要有“保密审查”"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(written, told):
    with pytest.raises(ChainError, match=told):
        of_lines(written)


@pytest.mark.parametrize(("many", "fine"), [(MOST_ORGANS - 1, True), (MOST_ORGANS, True), (MOST_ORGANS + 1, False)])
def test_not_everybody_is_asked(many, fine):
    written = f"会签（{'，'.join(f'u{n}' for n in range(many))}）\n保密审查\n签发"
    if fine:
        assert len(of_lines(written).stop("coordination").organs) == many
    else:
        with pytest.raises(ChainError):
            of_lines(written)


def test_who_submits_names_the_organs_or_nobody():
    open_ended = of_lines("单位审核\n保密审查、会签\n签发")
    assert open_ended.asking(("czj",)).text == "unit>secrecy+coordination:czj>sign"
    assert open_ended.asking(()).text == "unit>secrecy>sign"
    assert of_lines("会签\n保密审查\n签发").asking(()).text == "secrecy>sign"
    assert of_text(KEPT).asking(("zjj",)).text == KEPT
