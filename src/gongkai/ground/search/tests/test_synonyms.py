"""The list of synonyms: read, refused with the line, loaded as a version with its fact."""

import pytest
from tests.plugins.cast import noon

from gongkai.ground.ledger.models import Fact
from gongkai.ground.search import queries
from gongkai.ground.search.actions import load_synonyms
from gongkai.ground.search.synonyms import AT_FIRST, MOST_WORDS, SynonymsRefused, by_word, read, written

DAY = noon("2026-03-02")


def test_a_list_is_read_as_it_is_written():
    assert read("\ufeff# 说明\n棚改、棚户区改造\n\n低保,最低生活保障，低保金\n") == [
        ["棚改", "棚户区改造"],
        ["低保", "最低生活保障", "低保金"],
    ]
    assert read(written(AT_FIRST)) == AT_FIRST


@pytest.mark.parametrize("line, said", [
    ("棚改", "第1行只有一个词"), ("棚改、棚改", "第1行只有一个词"), ("改、棚改", "“改”要在2到20字之间"), (f"棚改、{'长' * 21}", "要在2到20字之间"),
    ("棚改、棚户区改造\n旧改、棚改", "第2行的“棚改”在第1行里已经有了"), ("、".join(f"词{n}" for n in range(MOST_WORDS + 1)), "一行最多12个"),
])  # fmt: skip
def test_what_cannot_be_used_is_refused_with_its_line(line, said):
    with pytest.raises(SynonymsRefused, match=said):
        read(line)


def test_by_word():
    assert by_word([["ＰＰＰ", "政府和社会资本合作"]]) == {
        "ppp": ("政府和社会资本合作",),
        "政府和社会资本合作": ("ppp",),
    }


def test_a_version_holds_at_once_and_the_earlier_stay(cast):
    assert queries.groups() == AT_FIRST
    for groups in ([["棚改", "棚户区改造"]], [["棚改", "棚户区改造", "旧房改造"]]):
        load_synonyms(groups=groups, source="政务公开办", by="gao_gongkai", at=DAY)
        assert queries.groups() == groups
    assert [row.number for row in queries.versions()] == [2, 1]
    fact = Fact.objects.order_by("idx").last()
    assert (fact.name, fact.ref, fact.actor) == ("search.synonyms_loaded", "synonyms:2", "gao_gongkai")
    with pytest.raises(SynonymsRefused):
        load_synonyms(groups=queries.groups(), source="", by="gao_gongkai", at=DAY)
