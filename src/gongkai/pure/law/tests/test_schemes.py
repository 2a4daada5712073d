"""Schemes of assessment: each rule around its ends, what is not applicable, ranks with ties; and files that are read as they are written."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from gongkai.pure.law.scheme_file import SchemeErrors, as_data, as_toml, from_data, parse, sample
from gongkai.pure.law.schemes import Group, Indicator, Scheme, Scored, Value, doubts, plain, ranks, score, told, total

RATE = Indicator("in_time", "按期办结", D(20), "rate", "closed_in_time", "closed", none=D(80))
LOSE = Indicator("urged", "被催办", D(5), "lose", "urged", per=D("0.5"))
HAND = Indicator("rules", "制度", D(10), "by_hand")
BASE, BONUS, DEDUCTION = (Group(sort, sort, (RATE, LOSE, HAND)) for sort in ("base", "bonus", "deduction"))


def points(each, part, whole=None, group=BASE):
    return score(group, each, Value(None if part is None else D(part), None if whole is None else D(whole))).points


@pytest.mark.parametrize("part, whole, came", [(100, 100, 20), (99, 100, 19), (90, 100, 10), (80, 100, 0), (79, 100, 0), (2, 3, 0), (23, 24, "15.83")])  # fmt: skip
def test_a_rate_has_all_at_one_end_nothing_at_the_other_and_goes_in_proportion_between(part, whole, came):
    assert points(RATE, part, whole) == D(came)


def test_the_ends_lie_either_way_round():
    late = replace(RATE, none=D(20), full=D(0))
    assert [points(late, n, 100) for n in (0, 5, 20, 30)] == [20, 15, 0, 0]


@pytest.mark.parametrize("n, came", [(0, 5), (1, "4.5"), (10, 0), (11, 0)])
def test_each_piece_takes_from_all_until_nothing_is_left(n, came):
    assert points(LOSE, n) == D(came)


def test_of_a_deduction_each_piece_is_taken_away_up_to_its_most():
    assert [points(LOSE, n, group=DEDUCTION) for n in (0, 1, 99)] == [0, D("0.5"), 5]


def test_each_piece_earns_up_to_all_and_a_threshold_gives_all_or_nothing():
    earn = replace(LOSE, rule="earn", per=D(2))
    assert [points(earn, n, group=BONUS) for n in (0, 2, 3)] == [0, 4, 5]
    at = replace(LOSE, rule="threshold", at=D(3))
    assert [points(at, n) for n in (2, 3, 4)] == [0, 5, 5]


def test_without_an_occasion_with_too_small_a_sample_or_unknown_it_is_not_applicable():
    assert score(BASE, RATE, Value(D(0), D(0))) == Scored(None, "没有可以计的")
    assert score(BASE, RATE, Value(D(0), None)) == Scored(None, "没有可以计的")
    assert score(BASE, replace(RATE, least=3), Value(D(2), D(2))) == Scored(None, "只有2，不到3，不计")
    assert score(BASE, replace(RATE, least=3), Value(D(3), D(3))).points == 20
    assert score(BASE, LOSE, Value(None)) == Scored(None, "没有登记过")


SCHEME = Scheme("方案", 2026, (Group("甲", "base", (RATE, HAND)), Group("加", "bonus", (replace(HAND, key="plus"),)), Group("扣", "deduction", (replace(LOSE, key="minus"),))))  # fmt: skip


def came(scheme=SCHEME, **scored):
    found = {
        "in_time": Scored(D(18), ""),
        "rules": Scored(D(6), ""),
        "plus": Scored(D(1), ""),
        "minus": Scored(D(2), ""),
    }
    return total(scheme, "town", {**found, **scored})


def test_the_total_adds_what_is_added_and_takes_away_what_is_taken():
    assert came().total == 18 + 6 + 1 - 2
    assert came(minus=Scored(D(99), "")).total == 0


def test_what_is_not_applicable_is_spread_over_the_rest_or_given_in_full():
    spread = came(in_time=Scored(None, ""))
    assert (spread.base, spread.void) == (D(6) * 30 / 10, 20)
    full = came(replace(SCHEME, without="full"), in_time=Scored(None, ""))
    assert (full.base, full.void) == (26, 20)
    nothing = came(in_time=Scored(None, ""), rules=Scored(None, ""))
    assert (nothing.base, nothing.void) == (0, 30)


def test_what_nobody_has_judged_yet_counts_nothing_and_is_spread_to_nobody():
    waiting = came(rules=Scored(None, "", pending=True))
    assert (waiting.base, waiting.pending, waiting.void) == (18, 10, 0)


def test_an_indicator_of_another_level_is_no_part_of_the_whole():
    scheme = replace(SCHEME, groups=(Group("甲", "base", (RATE, replace(HAND, levels=("department",)))),))
    assert (scheme.whole("department"), scheme.whole("town")) == (30, 20)
    assert total(scheme, "town", {"in_time": Scored(D(18), "")}).total == 18
    assert any("乡镇街道的基本分合计20分" in each for each in doubts(scheme))


def test_who_has_the_same_has_the_same_place():
    assert ranks({"a": D("90.5"), "b": D("90.50"), "c": D(91), "d": D(3)}) == {"c": 1, "a": 2, "b": 2, "d": 4}


def test_rules_are_told_in_words():
    assert (
        told(BASE, RATE, "按期办结的申请", "办结的申请", "件")
        == "按期办结的申请占办结的申请的比率，100%得满分，80%以下不得分，中间按比例"
    )
    assert told(BASE, LOSE, "催办", unit="次") == "催办每1次扣0.5分，扣完为止"
    assert told(DEDUCTION, LOSE, "催办", unit="次") == "催办每1次扣0.5分，最多扣5分"
    assert told(BONUS, HAND) == "单位先自评，最多加10分"
    assert [plain(D(each)) for each in ("100", "7.50", "0.25", "0")] == ["100", "7.5", "0.25", "0"]


def test_a_scheme_is_read_as_it_was_written():
    for scheme in (parse(sample()), replace(SCHEME, groups=(Group('说"话"\\', "base", (replace(RATE, where={"on_time": True, "level": ("a", "b")}),)),))):  # fmt: skip
        assert parse(as_toml(scheme)) == scheme == from_data(as_data(scheme))
        assert [each.where for _, each in parse(as_toml(scheme)).indicators()] == [each.where for _, each in scheme.indicators()]  # fmt: skip
    assert list(doubts(parse(sample()))) == []


WRONG = 'name = "方案"\nsince = 2026\n[[group]]\nname = "甲"\nsort = "base"\n[[group.indicator]]\nkey = "a"\nname = "乙"\npoints = 10\nrule = "by_hand"\n'


@pytest.mark.parametrize(
    "old, new, words",
    [
        ("since = 2026", "since = 20", "总则：从哪年起（since）写2000到2100的整数"),
        ("points = 10", "points = -1", "第1组第1项“乙”：分值（points）要大于0"),
        ("points = 10", 'points = "多"', "分值（points）写数字"),
        ("points = 10", "points = 0.125", "最多两位小数"),
        ("points = 10", "points = inf", "分值（points）写数字"),
        ('"by_hand"', '"magic"', "规则（rule）写rate（"),
        ('"by_hand"', '"rate"', "请写除以（of）"),
        ('sort = "base"', 'sort = "bonus"', "没有基本分的指标"),
        ('key = "a"', 'key = "甲"', "代码（key）写小写字母"),
        ("points = 10", "points = 10\nweight = 3", "没有叫“weight”的项"),
        ("[[group.indicator]]", "[group.x]", "没有指标"),
        ('name = "甲"', "name = 甲", "第4行"),
        ("points = 10", 'points = 10\nlevels = ["village"]', "考核哪几类单位（levels）写department"),
        ("points = 10", "points = 10\nwhere = 3", "只计其中（where）写成"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_place(old, new, words):
    with pytest.raises(SchemeErrors) as wrong:
        parse(WRONG.replace(old, new))
    assert words in str(wrong.value)


def test_all_that_is_wrong_is_told_at_once_and_what_is_no_file_too():
    with pytest.raises(SchemeErrors) as wrong:
        parse(WRONG.replace("points = 10", "points = 0").replace("2026", "1").replace("乙", ""))
    assert len(wrong.value.errors) == 3
    for text in ("\0", "x" * 300_000, "a = " + "[" * 5000):
        with pytest.raises(SchemeErrors):
            parse(text)
    assert parse(WRONG).groups[0].indicators[0].by_hand


def test_a_key_is_used_once():
    twice = WRONG + '[[group.indicator]]\nkey = "a"\nname = "丙"\npoints = 1\nrule = "by_hand"\n'
    with pytest.raises(SchemeErrors, match="前面已经用过"):
        parse(twice)
