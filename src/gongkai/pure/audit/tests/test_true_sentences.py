"""True sentences of some three hundred patterns are never accused, whatever their figures."""

import pytest

from gongkai.pure.audit.auditing import audit
from gongkai.pure.audit.claims.tests.texts import document
from gongkai.pure.audit.tests.true import HEAD, accused, sentences


@pytest.mark.parametrize("seed", [1, 2])
def test_true_sentences_are_never_accused(seed):
    assert not list(accused(seed))


def test_there_are_hundreds_of_them_and_many_are_judged():
    told = list(sentences(1))
    assert len(set(told)) == len(told) > 270
    judged = [each for each in told[::4] if any(f.verdict == "holds" for f in audit(document(HEAD + each)).findings)]
    assert len(judged) * 10 > len(told[::4]) * 7
