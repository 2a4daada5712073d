"""What the auditor makes of the labelled texts. The floors are what it reached; they go up, and down only when unmended reports join."""

from dataclasses import dataclass

import pytest

from gongkai.pure.audit.auditing import FAILED
from gongkai.pure.audit.corpus.labels import PARTS
from gongkai.pure.audit.corpus.score import outcomes, score, silent


@dataclass(frozen=True)
class Floor:
    precision: float
    recall: float
    recognised: float


FLOORS = {"shown": Floor(0.99, 0.98, 0.97), "held": Floor(0.99, 0.89, 0.91), "later": Floor(0.99, 0.97, 0.93)}


@pytest.fixture(scope="module")
def found():
    return {part: outcomes(part) for part in PARTS}


@pytest.mark.parametrize("part", PARTS)
def test_labels_are_met(found, part):
    reached, floor = score(found[part]), FLOORS[part]
    assert reached.precision >= floor.precision
    assert reached.recall >= floor.recall
    assert reached.recognised >= floor.recognised


@pytest.mark.parametrize("part", PARTS)
def test_no_rule_breaks_down(found, part):
    assert not [each for each in found[part] if any(note.code == FAILED for note in each.audit.notes)]


@pytest.mark.parametrize("part", PARTS)
def test_saying_nothing_finds_nothing(found, part):
    nothing = score(map(silent, found[part]))
    assert (nothing.precision, nothing.recall, nothing.recognised, nothing.coverage) == (None, 0, 0, 0)


@pytest.mark.parametrize("part", PARTS)
def test_figures_quote_the_text(found, part):
    """A figure's offsets are those of the text as read, and a finding's figures stand in its quote or beyond it."""
    for each in found[part]:
        for finding in each.audit.findings:
            assert 0 <= finding.start < finding.end <= len(each.document.text)
            for figure in finding.figures:
                assert each.document.text[figure.start : figure.end] == figure.text
