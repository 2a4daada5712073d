"""A rate of what was in time is of what was answered or due: what is to be handled may be due next year."""

import pytest

from .texts import verdicts


@pytest.mark.parametrize(
    "text",
    [
        "加上年结转1件，应办27件，已办结25件，按期答复率100%，另有2件结转下一年度。",
        "应办27件，已办结25件，按期答复率100%。",
        "应办理27件，已办理25件，及时办理率100%，其余2件正在办理。",
        "应办27件，已办结25件，答复率100%，另有2件未到期。",
        "应办27件，已办结25件，办结率100%，其余2件尚未到答复期限。",
        "受理27件，已答复25件，答复率100%，另有2件在法定期限内。",
    ],
)
def test_what_is_not_yet_due_is_no_base(text):
    assert "contradicts" not in verdicts(text)


@pytest.mark.parametrize(
    "text",
    [
        "应办27件，已办结25件，办结率100%。",
        "应办27件，已办结25件，办结率95.6%，另有2件结转下一年度。",
        "应报9643户，已报8891户，按期年报率95.2%。",
        "应办27件，已办结25件，办结率100%，另有2件不符合要求。",
    ],
)
def test_what_was_to_be_done_is_one(text):
    assert "contradicts" in verdicts(text)
