"""A text keeps its findings when only its looks change: layout, width of digits, line breaks, separators, encoding."""

import html
import io
import re
import zipfile
from functools import cache

import pytest

from gongkai.pure.audit import Document, audit
from gongkai.pure.audit.corpus.labels import PARTS, Labelled, everything
from gongkai.pure.audit.readers import read

TEXTS = [each for part in ("shown", "held") for each in everything(part) if each.name.endswith(".txt")]
WIDTH = 40
KEPT = 0.9
REPORTS = [each for part in PARTS for each in everything(part) if each.whole_report and each.name.endswith(".txt")][
    ::12
]
"""Every so many of all reports, for what is tried on each of them."""
PARTED = {"a line break": "\n", "a blank": " ", "two blanks": "  ", "a break and an indent": "\n  "}
APART = 601
"""Characters of prose between two places where a text is parted, so that no two of them meet in one finding."""
KEPT_WHEN_PARTED = 0.95
WIDE = str.maketrans("0123456789%", "０１２３４５６７８９％")


@cache
def _findings(content: bytes, name: str) -> list[tuple]:
    """What is said, without the places: kind, verdict, and the values of the figures."""
    return _of_document(read(content, name))


@cache
def _of_document(document: Document) -> list[tuple]:
    """The same of what was read: most changes leave nothing to be read otherwise."""
    found = audit(document).findings
    return sorted((each.kind, each.verdict, *sorted(figure.value for figure in each.figures)) for each in found)


def _text(each: Labelled) -> str:
    return each.content.decode()


def _as_html(text: str) -> str:
    body = "\n".join(f"<p>&nbsp;&nbsp;{html.escape(line)}</p>" for line in text.split("\n"))
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>x</title></head><body><div>{body}</div></body></html>"
    )


def _as_docx(text: str) -> bytes:
    """A Word document with a paragraph a line."""
    space = "http://schemas.openxmlformats.org"
    body = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{html.escape(line)}</w:t></w:r></w:p>' for line in text.split("\n")
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    link = f"{space}/officeDocument/2006/relationships/officeDocument"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{space}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{link}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{space}/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>',
    }
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return result.getvalue()


def _separated(text: str, each: Labelled, separator: str = ",") -> str:
    """Thousands separators in the figures of the labels; blanks in prose only, since in a table they may part two cells."""
    spans = {span for label in each.labels if label.kind != "words" for span in label.spans(text)}
    for start, end in sorted(spans, reverse=True):
        number = re.match(r"\d{4,}(?![\d.,，年])", text[start:end])
        in_prose = number and re.match(r"[一-龥]", text[start + len(number[0]) :])
        if number and (in_prose or separator in ",，"):
            text = text[:start] + f"{int(number[0]):,}".replace(",", separator) + text[start + len(number[0]) :]
    return text


def _wrapped(text: str) -> str:
    """Sentences broken at a fixed width, as old exports break them: not inside numbers, and no rows of tables."""
    lines = []
    for line in text.split("\n"):
        while "。" in line and len(line) > WIDTH:
            cut = WIDTH
            while re.match(r"[\d.,，%％ ]", line[cut - 1]) or re.match(r"[\d.,，%％ ]", line[cut]):
                cut -= 1
            lines.append(line[:cut])
            line = line[cut:]
        lines.append(line)
    return "\n".join(lines)


CHANGES = {
    "full-width digits": lambda text, each: (text.translate(WIDE).encode(), each.name),
    "line ends of Windows": lambda text, each: (text.replace("\n", "\r\n").encode(), each.name),
    "empty lines between": lambda text, each: (text.replace("\n", "\n\n").encode(), each.name),
    "indented": lambda text, each: (re.sub(r"(?m)^(?=.)", "　　", text).encode(), each.name),
    "thousands separators": lambda text, each: (_separated(text, each).encode(), each.name),
    "spaces between thousands": lambda text, each: (_separated(text, each, " ").encode(), each.name),
    "hard blanks between thousands": lambda text, each: (_separated(text, each, "\u00a0").encode(), each.name),
    "full-width commas in thousands": lambda text, each: (_separated(text, each, "，").encode(), each.name),
    "GB18030": lambda text, each: (text.encode("gb18030"), each.name),
    "byte order mark": lambda text, each: (text.encode("utf-8-sig"), each.name),
    "Word": lambda text, each: (_as_docx(text), each.name + ".docx"),
    "paragraphs of HTML": lambda text, each: (_as_html(text).encode(), each.name + ".html"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_findings_stay(change):
    other = []
    for each in TEXTS:
        text = _text(each)
        before, after = _findings(each.content, each.name), _findings(*CHANGES[change](text, each))
        if before != after:
            other.append(
                (each.id, [one for one in before if one not in after], [one for one in after if one not in before])
            )
    assert other == []


def test_lines_of_a_fixed_width_accuse_nobody():
    """Where lines end by their width alone, findings may be lost, if few; none may turn into an accusation."""
    before, kept, accused = 0, 0, []
    for each in TEXTS:
        if each.whole_report:
            text = _text(each)
            one, two = _findings(text.encode(), each.name), _findings(_wrapped(text).encode(), each.name)
            before, kept = before + len(one), kept + sum(finding in two for finding in one)
            accused += [(each.id, finding) for finding in two if finding[1] == "contradicts" and finding not in one]
    assert accused == []
    assert kept >= KEPT * before


def _accusations(text: str) -> set[tuple[str, ...]]:
    found = audit(read(text.encode(), "report.txt"))
    return {(each.kind, *sorted(figure.value for figure in each.figures)) for each in found.contradictions}


def _places(text: str, first: int) -> list[int]:
    """Every so many characters of prose, not at the edges of a line."""
    within = [
        at for line in re.finditer(r".*。.*", text) for at in range(line.start() + 2, line.end() - 1)
    ]  # fmt: skip
    return within[first::APART]


def _parted(text: str, sign: str, first: int) -> str:
    for at in reversed(_places(text, first)):
        text = text[:at] + sign + text[at:]
    return text


def _at_width(text: str, width: int) -> str:
    """All prose broken at a width, wherever that falls."""
    lines = (
        [line[at : at + width] for at in range(0, len(line), width)] if "。" in line else [line]
        for line in text.split("\n")
    )
    return "\n".join(part for line in lines for part in line)


def _torn(text: str, change: str, number: int) -> str:
    return (
        _at_width(text, 16 + number * 7 % 57)
        if change == "a width"
        else _parted(text, PARTED[change], number * 83 % APART)
    )


@pytest.mark.parametrize("change", [*PARTED, "a width"])
def test_breaks_and_blanks_anywhere_in_prose_accuse_nobody(change):
    true, kept, accused = 0, 0, []
    for number, each in enumerate(REPORTS):
        text = _text(each)
        before, after = _accusations(text), _accusations(_torn(text, change, number))
        true, kept = true + len(before), kept + len(before & after)
        accused += [(each.id, one) for one in after - before]
    assert accused == []
    assert kept >= KEPT_WHEN_PARTED * true
