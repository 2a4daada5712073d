"""The report as a proof-reader's copy: one self-contained HTML page, or its inside for a page that brings the style sheet.

Nothing of it needs a script: tips open under the pointer and on focus, lists are links and ``details``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from itertools import groupby, zip_longest
from pathlib import Path, PurePath

from gongkai.pure.audit import say
from gongkai.pure.audit.as_json import TOLD
from gongkai.pure.audit.document import Document, Note
from gongkai.pure.audit.finding import Audit, Finding
from gongkai.pure.audit.page.marked import Mark, Numbered, Sheet, marks, numbered

HERE = Path(__file__).parent
STYLES = ("proof-tokens.css", "proof.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
WORDS: dict[str, say.Pair] = {
    "proof": ("校样", "Proof"),
    "text": ("读到的报告", "The report as read"),
    "list": ("审读意见", "Findings"),
    "none": ("没有发现对不上的数字。", "No contradictions found."),
    "show": ("标出未核对的数字", "Mark the figures left unchecked"),
    "notes": ("读这份文件时注意到", "Noted while reading"),
    "key": ("记号", "Marks"),
    "unchecked": ("未核对", "left unchecked"),
    "first": ("看第一处", "To the first finding"),
    "next": ("下一处", "Next"),
    "back": ("回到原处", "back to the place"),
    "caveat": (
        "这里只核对数字之间是否相合。哪个数写错了，要由写报告的人查底稿。没有核对的数字不等于没有错。",
        "Only whether the figures agree with each other is checked. Which of them is wrong, the writer alone can tell. A figure left unchecked may be wrong all the same.",
    ),
}  # fmt: skip


def page(name: str, document: Document, audit: Audit, lang: say.Lang = "zh") -> str:
    """A whole HTML page without anything from outside. Of the name only the file's own is shown: the page may travel."""
    name = PurePath(name).name
    inside = f"<main>{sheet(name, document, audit, lang)}</main>"
    return whole(
        f"{pick('proof', lang)} {name}", f"<h1><small>{pick('proof', lang)}</small>{escape(name)}</h1>{inside}", lang
    )


def whole(title: str, body: str, lang: say.Lang = "zh") -> str:
    """A page with the style sheet inside. title: text; body: HTML."""
    return (
        f'<!doctype html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><meta name="robots" content="noindex">'
        f"<title>{escape(title)}</title><style>{_style()}</style></head>\n"
        f'<body class="g-alone">{body}</body></html>\n'
    )


def sheet(name: str, document: Document, audit: Audit, lang: say.Lang = "zh") -> str:
    """The inside alone: for a page that links ``audit/proof.css`` and has the tokens of the look."""
    return "".join(_sheet(document, audit, lang))


def pick(word: str, lang: say.Lang) -> str:
    return say.pick(WORDS[word], lang)


@cache
def _style() -> str:
    return "".join((HERE / "static" / "audit" / name).read_text("utf-8") for name in STYLES)


def _sheet(document: Document, audit: Audit, lang: say.Lang) -> Iterator[str]:
    findings = numbered(audit)
    made = marks(audit, findings)
    yield f'<article class="galley"><p class="g-counts">{escape(say.counts(audit, lang))}</p>'
    if audit.findings:
        yield f'<p class="g-verdicts">{escape(say.verdicts(audit, lang))}</p>'
    if told := [each for each in findings if each.finding.verdict in TOLD]:
        yield f'<p class="g-jump"><a href="#f{told[0].number}">{pick("first", lang)}</a></p>'
    if audit.figures:
        yield '<input type="checkbox" id="g-show" class="g-show"><label for="g-show" class="g-switch">'
        yield f"<span>{pick('show', lang)}</span></label>"
        yield from _key(lang)
    yield from _notes((*document.notes, *audit.notes), lang)
    yield f'<div class="g-cols"><section class="g-sheet" aria-label="{pick("text", lang)}">'
    yield from Sheet(document, made, lang).html()
    yield f'</section><section class="g-list" aria-label="{pick("list", lang)}">'
    yield from _list(document, findings, made, lang)
    yield f'<p class="g-caveat">{pick("caveat", lang)}</p></section></div></article>'


def _key(lang: say.Lang) -> Iterator[str]:
    yield f'<ul class="g-key" aria-label="{pick("key", lang)}">'
    for verdict, words in say.VERDICT_WORDS.items():
        yield f'<li><span class="g-f g-{verdict}"><span class="g-v">123</span></span> {say.pick(words, lang)}</li>'
    yield f'<li class="g-key-unchecked"><span class="g-f g-unchecked">123</span> {pick("unchecked", lang)}</li></ul>'


def _notes(notes: Sequence[Note], lang: say.Lang) -> Iterator[str]:
    if notes:
        yield f'<details class="g-notes" open><summary>{pick("notes", lang)}</summary><ul>'
        for note in notes:
            yield f"<li>{escape(say.pick((note.zh, note.en), lang))}</li>"
        yield "</ul></details>"


def _list(document: Document, findings: list[Numbered], made: list[Mark], lang: say.Lang) -> Iterator[str]:
    """What is told stands open; what holds, what is unclear and what was left unchecked unfolds."""
    by_verdict: dict[str, list[Numbered]] = {}
    for each in findings:
        by_verdict.setdefault(each.finding.verdict, []).append(each)
    told = [*by_verdict.get("contradicts", ()), *by_verdict.get("rounding", ())]
    yield f"<h2>{pick('list', lang)}</h2>"
    if not by_verdict.get("contradicts"):
        yield f'<p class="g-none">{pick("none", lang)}</p>'
    yield from _items(document, sorted(told, key=lambda each: each.number), lang, leads=True)
    for verdict in ("holds", "unclear"):
        if found := by_verdict.get(verdict):
            words = say.pick(say.VERDICT_WORDS[verdict], lang)
            yield f"<details><summary>{words}<span> {len(found)}</span></summary>"
            yield from _items(document, found, lang)
            yield "</details>"
    if left := [mark for mark in made if mark.unchecked]:
        yield f'<details><summary>{pick("unchecked", lang)}<span> {len(left)}</span></summary><p class="g-left">'
        for mark in left:
            yield f'<a href="#u{mark.unchecked}">{escape(say.oneline(document.text[mark.start : mark.end]))}</a> '
        yield "</p></details>"


def _items(document: Document, findings: list[Numbered], lang: say.Lang, leads: bool = False) -> Iterator[str]:
    """leads: each leads to the next."""
    if not findings:
        return
    yield "<ol>"
    groups = [list(group) for _, group in groupby(findings, key=_cause)]
    for group, following in zip_longest(groups, groups[1:]):
        yield from _item(document, group, following[0].number if leads and following else 0, lang)
    yield "</ol>"


def _cause(each: Numbered) -> object:
    """What contradictions have in common that one change would mend; of any other finding its own number."""
    return (each.finding.verdict == "contradicts" and each.finding.repair) or each.number


def _item(document: Document, group: list[Numbered], following: int, lang: say.Lang) -> Iterator[str]:
    """The first finding of a group in full, the others in a line each. following: the number of the next one, or 0."""
    number, finding = group[0].number, group[0].finding
    verdict, kind = say.pick(say.VERDICT_WORDS[finding.verdict], lang), say.pick(say.KIND_WORDS[finding.kind], lang)
    where = say.place(document, finding, lang) or pick("back", lang)
    target = f"x{number}" if any(f.start < f.end for f in finding.figures) else _block(document, finding)
    yield f'<li id="f{number}" value="{number}" class="g-item g-{finding.verdict}-item">'
    yield f'<p class="g-what"><b>{number}</b> <span>{verdict}</span> <span class="g-kind">{kind}</span> <a href="#{target}">{where}</a></p>'
    if finding.arithmetic:
        yield f'<p class="g-sum">{escape(say.oneline(finding.arithmetic))}</p>'
    yield f"<p>{escape(say.sentence(finding, lang))}</p><blockquote>"
    for text, figure in say.pieces(document, finding):
        yield f"<mark>{escape(text)}</mark>" if figure else escape(text)
    yield "</blockquote>"
    if len(group) > 1:
        yield f'<p>{escape(say.with_others(finding, len(group) - 1, lang))}</p><ul class="g-same">'
        for each in group[1:]:
            told = escape(say.oneline(each.finding.arithmetic))
            yield f'<li id="f{each.number}" class="g-item"><a href="#x{each.number}">{each.number}</a> <span class="g-sum">{told}</span></li>'
        yield "</ul>"
    if following:
        yield f'<p class="g-jump"><a href="#f{following}">{pick("next", lang)}</a></p>'
    yield "</li>"


def _block(document: Document, finding: Finding) -> str:
    """The id of the paragraph or table in which a finding without figures stands."""
    for letter, group in (("t", document.tables), ("p", document.paragraphs)):
        for number, each in enumerate(group, 1):
            if each.start <= finding.start < max(each.end, each.start + 1):
                return f"{letter}{number}"
    return "p1"
