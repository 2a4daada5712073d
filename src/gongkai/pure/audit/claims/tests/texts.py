"""Reports of a few sentences for tests: each line a paragraph."""

from gongkai.pure.audit.auditing import audit
from gongkai.pure.audit.document import Document, Paragraph


def document(text):
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(at, at + len(line)))
        at += len(line) + 1
    return Document(text, tuple(paragraphs))


def findings(text, *kinds):
    """Verdict and the figures' text of each finding, of these kinds."""
    told = audit(document(text))
    assert not told.notes, told.notes
    found = told.findings
    return [
        (each.verdict, [figure.text for figure in each.figures]) for each in found if not kinds or each.kind in kinds
    ]


def verdicts(text, *kinds):
    return [verdict for verdict, _ in findings(text, *kinds)]


def finding(text, kind):
    """The only finding of a kind."""
    [found] = [each for each in audit(document(text)).findings if each.kind == kind]
    return found
