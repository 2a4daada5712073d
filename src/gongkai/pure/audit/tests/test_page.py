"""The proof-reader's copy: whole text, every figure marked by its verdict, links both ways, nothing from outside, nothing unescaped."""

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

import gongkai
from gongkai.pure.audit.document import Cell, Document, Paragraph, Table
from gongkai.pure.audit.finding import Audit, Figure, Finding
from gongkai.pure.audit.page import HERE, page, sheet
from gongkai.pure.audit.tests.composed import AUDIT, DOCUMENT, NOTHING, SUM, TEXT

VOID = {"meta", "input", "br"}


class Nesting(HTMLParser):
    """Holds that every element is closed where it was opened; collects ids and the addresses that links lead to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def report_in(html: str) -> str:
    """The report's own text on a page, without tips and numbers of marks."""
    inside = re.search(r'<section class="g-sheet".*?>(.*?)</section>', html, re.DOTALL)[1]
    inside = re.sub(r"<sup>.*?</sup>", "", inside)
    inside = re.sub(
        r'<span class="g-tip">(?:<span[^>]*>(?:<b>|</b>|<span[^>]*>|</span>|<a[^>]*>|</a>|[^<])*?</span>)*</span>',
        "",
        inside,
    )
    return unescape(re.sub(r"<[^>]+>", "", inside.replace("</p>", "\n").replace("</td>", "\n").replace("</h3>", "\n")))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_is_well_formed_and_its_links_lead_to_places(lang):
    for html in (page("a.txt", DOCUMENT, AUDIT, lang), sheet("a.txt", DOCUMENT, NOTHING, lang)):
        found = Nesting(html)
        assert len(found.ids) == len(set(found.ids))
        assert {link[1:] for link in found.links} <= set(found.ids) and all(link[0] == "#" for link in found.links)


def test_the_whole_text_stands_there_as_read():
    assert report_in(page("a.txt", DOCUMENT, AUDIT)).split() == TEXT.split()


def test_what_stands_in_no_paragraph_is_shown_as_well():
    bare = Document("前面\n共5件\n后面<i>", (Paragraph(3, 6),))
    assert report_in(page("a", bare, NOTHING)).split() == ["前面", "共5件", "后面<i>"]


@pytest.mark.parametrize(
    ("verdict", "figures"),
    [
        ("contradicts", ["3601条", "2199条", "1502条", "12", "7", "20"]),
        ("rounding", ["94件", "99%"]),
        ("holds", ["105件", "89.5%"]),
        ("unclear", ["100.0%"]),
    ],
)
def test_figures_are_marked_by_the_worst_found_of_them(verdict, figures):
    html = page("a.txt", DOCUMENT, AUDIT)
    marked = re.findall(
        rf'class="g-f g-{verdict}" tabindex="0">(?:<i[^>]*></i>)*<span class="g-n"><span class="g-v">([^<]+)<', html
    )
    assert marked == figures
    assert re.findall(r'class="g-f g-unchecked"><i id="u\d"></i>([^<]+)<', html) == ["3期", "46件"]


def test_each_verdict_has_a_form_without_colour():
    css = (HERE / "static" / "audit" / "proof.css").read_text("utf-8")
    forms = [
        re.search(rf"^\.g-{v} \.g-v {{([^}}]+)", css, re.MULTILINE)[1]
        for v in ("contradicts", "rounding", "holds", "unclear")
    ]
    shapes = [re.search(r"border(?:-block-end)?: \S+ (\w+)", form)[0] for form in forms]
    assert len(set(shapes)) == 4


def test_a_tip_shows_the_arithmetic_and_the_list_leads_back():
    html = page("a.txt", DOCUMENT, AUDIT)
    tip = re.search(r'3601条</span>.*?<span class="g-tip">(.*?)</span></span></span>', html)[1]
    assert "2199+1502=3701≠3601" in tip and 'href="#f1"' in tip
    item = re.search(r'<li id="f1".*?</li>', html)[0]
    assert 'href="#x1"' in item and "2199+1502=3701≠3601" in item and "第3段" in item and "<mark>3601条</mark>" in item


def test_counts_switch_and_notes():
    html = page("a.txt", DOCUMENT, AUDIT)
    assert "读到13个数字，核对了10个，3个未核对" in html and 'type="checkbox" id="g-show"' in html
    assert html.index('id="g-show"') < html.index('class="g-cols"'), "the switch acts on what follows it"
    assert "有2个&lt;字&gt;没读出来。" in html
    left = re.search(r"未核对<span> 3</span>.*?</details>", html)[0]
    assert [unescape(text) for text in re.findall(r'href="#u\d">([^<]+)', left)] == ["100.0%", "3期", "46件"]


def test_a_text_without_figures_says_so_and_has_no_switch():
    html = sheet("a.txt", DOCUMENT, NOTHING)
    assert "没有可核对的数字" in html and "checkbox" not in html


def test_nothing_from_outside_and_nothing_that_acts():
    html = page('"><img src=x onerror=1>.txt', DOCUMENT, AUDIT)
    assert "<script" not in html and "&lt;script&gt;alert(1)&lt;/script&gt;" in html.replace("</span>", "")
    tags = "".join(re.findall(r"<[^>]+>", html))
    assert "<img" not in html and " on" not in tags and not re.search(r"""(?:src|href)\s*=\s*["']?[^"'#]""", tags)
    assert "default-src 'none'" in html and "url(" not in html and "@import" not in html


def test_a_figure_that_a_line_break_cuts_and_figures_that_overlap():
    text = "共受理1\n05件，105件次"
    whole, inner, outer = (
        Figure(text[a:b], "105", "件", a, b) for a, b in ((3, 8), (9, 13), (9, 14))
    )  # fmt: skip
    cut = Document(text, (Paragraph(0, 4), Paragraph(5, len(text))))
    found = Finding("cross", "contradicts", 0, len(text), (whole, inner, outer), "", "", "105≠105", "")
    html = sheet("a", cut, Audit((found,), (whole, inner, outer)))
    Nesting(html)
    assert report_in(html).split() == text.split()
    assert re.findall(
        r'g-contradicts"(?: tabindex="0")?>(?:<i[^>]*></i>)?(?:<span class="g-n"><span class="g-v">)?([^<]+)<', html
    )[:3] == ["1", "05件", "105件次"]


def test_spans_and_gaps_of_a_table():
    text = "甲\n乙\n丙\n丁"
    cells = (
        Cell(0, 1, 0, 0, rows=2),
        Cell(2, 3, 0, 2),
        Cell(4, 5, 1, 1, columns=2),
        Cell(6, 7, 2, 2, rows=9, columns=9),
    )
    html = sheet("a", Document(text, (), (Table(0, 7, cells),)), NOTHING)
    assert re.search(r"<table>(.*)</table>", html)[1] == (
        '<tr><td rowspan="2">甲</td><td></td><td>乙</td></tr><tr><td colspan="2">丙</td></tr>'
        '<tr><td></td><td></td><td colspan="3">丁</td></tr>'
    )


def test_a_table_with_absurd_spans_stays_small():
    cells = tuple(Cell(0, 1, row, 10**6, rows=10**6, columns=10**6) for row in range(50))
    assert len(sheet("a", Document("甲", (), (Table(0, 1, cells),)), NOTHING)) < 50_000


def test_a_large_report_stays_in_proportion():
    line = "收到申请105件，"
    text = line * 3000
    figures = tuple(Figure("105件", "105", "件", n * len(line) + 4, n * len(line) + 8) for n in range(3000))
    one = replace(SUM, start=0, end=len(text), figures=figures, arithmetic="+".join(["105"] * 3000), repair=None)
    assert len(page("a", Document(text, (Paragraph(0, len(text)),)), Audit((one,), figures))) < 3_000_000


def test_the_page_s_tokens_are_those_of_the_look():
    """A page that stands alone brings the values it needs; they must not drift from the product's."""
    look = (Path(gongkai.__file__).parent / "ground/ui/static/ui/tokens.css").read_text("utf-8")
    alone = (HERE / "static" / "audit" / "proof-tokens.css").read_text("utf-8")
    pigments = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", look.partition("/* Roles")[0]))
    light, dark = look.partition("@media (prefers-color-scheme: dark)")[::2]
    for ours, theirs in zip(alone.partition("@media")[::2], (light, dark.partition(":root:has")[0]), strict=True):
        given = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", ours))
        known = {
            name: re.sub(r"var\((--[\w-]+)\)", lambda m: pigments.get(m[1], m[0]), value)
            for name, value in re.findall(r"(--[\w-]+):\s*([^;]+);", theirs)
        }
        assert given and {name: known.get(name) for name in given} == given


def test_the_style_sheet_uses_only_tokens_that_the_page_has():
    css = (HERE / "static" / "audit" / "proof.css").read_text("utf-8")
    alone = (HERE / "static" / "audit" / "proof-tokens.css").read_text("utf-8")
    own = set(re.findall(r"^\s+(--[\w-]+):", css, re.MULTILINE))
    assert set(re.findall(r"var\((--[\w-]+)\)", css)) - own <= set(re.findall(r"(--[\w-]+):", alone))
