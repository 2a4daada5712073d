"""Findings in words: one line each, figures marked, the arithmetic, one possible change, and no word on who erred."""

import re
from dataclasses import replace

import pytest

from gongkai.pure.audit import audit, say
from gongkai.pure.audit.corpus.labels import passages
from gongkai.pure.audit.document import Document, Paragraph
from gongkai.pure.audit.finding import KINDS, VERDICTS, Figure, Finding
from gongkai.pure.audit.tests.composed import (
    AUDIT,
    CUT,
    DOCUMENT,
    NOTHING,
    SHARE,
    STAFF,
    SUM,
    TOTAL,
    UNTOLD,
)  # fmt: skip

BLAME = re.compile("写错|算错了|填错|弄错|造假|错误|mistake|wrong|fault")


def test_a_contradiction_in_one_line():
    assert say.line("a.txt", DOCUMENT, SUM) == (
        "a.txt:3 对不上（合计）「政府信息**3601条**，其中网站公开**2199条**，微博公开**1502条**。」2199+1502=3701≠3601。"
        "各部分加起来是3701，写的总数是3601。3601条、2199条、1502条不能同时成立。若只有一处不对，“1502条”写作“1402条”就都对得上。"
    )
    assert say.line("a.txt", DOCUMENT, SUM, "en", ("[", "]")) == (
        "a.txt:3 contradicts (sum) “政府信息[3601条]，其中网站公开[2199条]，微博公开[1502条]。” 2199+1502=3701≠3601. "
        "The parts add up to 3701; the total is given as 3601. 3601条, 2199条 and 1502条 can't all be true. "
        "If exactly one figure is off, “1402条” in place of “1502条” would make all of it hold."
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("stated", ["3601", ""])
@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_and_verdict_has_words_of_its_own_language(kind, verdict, stated, lang):
    said = say.sentence(replace(SUM, kind=kind, verdict=verdict, stated=stated, reason="nobody words this"), lang)
    assert said and not re.search(r"[{}]|None|nobody", said) and not BLAME.search(said)
    assert ("。" in said) is (lang == "zh")


def test_a_rounding_says_that_it_is_no_error():
    assert "不算错" in say.sentence(CUT) and "no error" in say.sentence(CUT, "en")
    assert "不能同时成立" not in say.sentence(CUT) + say.sentence(SHARE) + say.sentence(UNTOLD)


@pytest.fixture
def worded(monkeypatch):
    """The rules word a reason with an argument."""
    pair = ("{channel}的{stated}比总数{expected}大", "{stated} of {channel} exceeds the total {expected}")
    monkeypatch.setattr(say, "reasons", lambda: {"part-above-whole": pair})


def test_a_rule_s_own_words_come_first(worded):
    finding = replace(SUM, reason="part-above-whole", args={"channel": "微博"}, repair=None)
    assert say.sentence(finding).startswith("微博的3601比总数3701大。")
    assert say.sentence(finding, "en").startswith("3601 of 微博 exceeds the total 3701.")


def test_words_that_lack_an_argument_fall_back_to_the_kind(worded):
    assert say.sentence(replace(SUM, reason="part-above-whole")).startswith("各部分加起来是3701")


@pytest.mark.parametrize(
    ("many", "zh", "en"),
    [
        (1, "3601条不能", "3601条 can't"),
        (2, "3601条、2199条不能同时", "3601条 and 2199条 can't both be"),
        (6, "3601条、2199条、3条、4条、5条、6条不能同时", "5条 and 6条 can't all be"),
        (7, "5条、6条等7个数不能同时", "6条 and 1 more can't all be"),
    ],
)
def test_what_can_t_all_be_true_is_named_up_to_six(many, zh, en):
    more = [Figure(f"{n}条", str(n), "条", n, n + 1) for n in range(3, 10)]
    finding = replace(SUM, figures=(*SUM.figures[:2], *more)[:many], repair=None)
    assert (zh in say.sentence(finding)) is (en in say.sentence(finding, "en")) is (many > 1)


def test_the_same_figure_twice_is_named_once():
    twice = replace(SUM, figures=(TOTAL, replace(TOTAL, start=TOTAL.start + 1)), repair=None)
    assert "The 2 times 3601条 stands there can't all be true." in say.sentence(twice, "en")


def test_a_long_quote_keeps_what_stands_around_its_figures():
    gap = "其他情况" * 60
    text = f"{gap}共收到{gap}105件{gap}其中信函7件{gap}"
    a, b = (Figure(t, t[:-1], "件", text.index(t), text.index(t) + len(t)) for t in ("105件", "7件"))
    quoted = say.quote(Document(text), Finding("sum", "contradicts", 0, len(text), (a, b), "", "", "", ""))
    assert "**105件**" in quoted and "信函**7件**" in quoted and len(quoted) < say.QUOTE + 20
    assert quoted.count("…") == 3 and quoted.startswith("…")


def test_a_quote_over_many_figures_ends():
    text = "、".join(f"{n}件" for n in range(100, 1100))
    figures = tuple(Figure(m[0], m[0][:-1], "件", *m.span()) for m in re.finditer(r"\d+件", text))
    quoted = say.quote(Document(text), Finding("sum", "contradicts", 0, len(text), figures, "", "", "", ""))
    assert quoted.startswith("**100件**、**101件**") and quoted.endswith("…") and len(quoted) < 1000


def test_a_quote_is_one_line_that_no_terminal_obeys():
    text = "收到\x1b[31m\n105\n件\t\x07"
    figure = Figure("105\n件", "105", "件", 8, 13)
    assert say.quote(Document(text), Finding("sum", "contradicts", 0, len(text), (figure,), "", "", "", "")) == (
        "收到[31m **105件**"
    )


@pytest.mark.parametrize(
    ("finding", "zh", "en", "line"),
    [(SUM, "第3段", "paragraph 3", 3), (STAFF, "表1第2行", "table 1, row 2", 8), (CUT, "第5段", "paragraph 5", 5)],
)
def test_the_place_as_a_person_counts(finding, zh, en, line):
    at = replace(finding, start=finding.figures[0].start)
    assert (say.place(DOCUMENT, at), say.place(DOCUMENT, at, "en")) == (zh, en)
    assert say.line_of(DOCUMENT, finding) == line


def test_how_much_was_read_and_checked():
    assert say.counts(AUDIT) == "读到13个数字，核对了10个，3个未核对"
    assert say.counts(AUDIT, "en") == "13 figures read, 10 checked, 3 left unchecked"
    assert say.verdicts(AUDIT) == "对不上2处，舍入1处，对得上1处，拿不准1处"
    alone = replace(AUDIT, findings=())
    assert say.counts(alone) == f"读到{len(AUDIT.figures)}个数字，没有可核对的说法"
    assert say.counts(replace(alone, figures=AUDIT.figures[:1]), "en") == "1 figure read; no checkable claim"
    assert say.counts(NOTHING) == "没有可核对的数字" and "No checkable claim" in say.counts(NOTHING, "en")


def test_wordings_blame_nobody():
    for code, (zh, en) in {**say.reasons(), **say.OFF, "rounded": say.ROUNDED}.items():
        assert not BLAME.search(zh + en), code
        assert zh != en and not re.search("[。，；：]", en), code


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_finding_of_the_corpus_is_worded_by_its_rule(lang, monkeypatch):
    """A new reason without words, or words that ask for an argument which a rule does not give, would fall back to the kind."""
    monkeypatch.setattr(say, "_by_kind", lambda finding: pytest.fail(f"nobody words {finding.reason}: {finding.args}"))
    told = {
        finding.reason
        for each in passages("shown")
        for finding in audit(lines_of(each.content.decode())).findings
        if say.sentence(finding, lang)
    }
    assert len(told) > 10


def lines_of(text: str) -> Document:
    lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
    return Document(text, tuple(Paragraph(*span) for span in lines))


def test_a_break_within_a_figure_is_not_printed():
    assert say.oneline("申请15.\n  22万次 共\n3件") == "申请15.22万次 共3件"
    assert say.oneline("open\ngovernment") == "open government"
