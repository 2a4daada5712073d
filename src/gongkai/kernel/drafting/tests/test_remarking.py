"""Remarks on a draft: answered, resolved, kept with the draft, and of no part of what is published."""

import pytest
from tests.plugins.acts.drafting import remarked
from tests.plugins.scenes import LATER, draft, reworded, through

from gongkai.kernel.drafting import queries, remarking
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.kernel.records.queries import public_bytes


def resolve(cast, made, by: str = "wang_bianji"):
    return remarking.resolve(record=made.record, remark=made, by=cast.actor(by), at=LATER)


def test_it_is_answered_and_resolved_and_stays_with_versions(cast):
    record = draft(cast)
    made = remarked(cast, record)
    said = remarking.remark(
        record=record,
        text="写细了。",
        unit=cast.units["zjj"],
        answers=made.number,
        by=cast.actor("wang_bianji"),
        at=LATER,
    )
    assert (made.number, made.version, said.number, said.answers) == (1, 1, 2, 1)
    reworded(cast, record)
    resolve(cast, made)
    assert [each.resolved_by for each in queries.remarks(record)] == ["wang_bianji", ""]
    with pytest.raises(Overtaken):
        resolve(cast, made)
    with pytest.raises(StepRefused, match="已经办结"):
        remarking.remark(
            record=record, text="还有", unit=cast.units["zjj"], answers=1, by=cast.actor("li_shenhe"), at=LATER
        )


def test_who_made_it_or_who_edits_resolves_it(cast):
    made = remarked(cast)
    with pytest.raises(NotAllowed):
        resolve(cast, made, "wu_baomi")
    assert resolve(cast, made, "li_shenhe").resolved_on


def test_none_goes_out_and_none_is_made_on_what_is_public(cast):
    record = draft(cast)
    remarked(cast, record, text="私下里说的话")
    through(cast, record, "published")
    assert "私下里说的话" not in public_bytes(record.pk).decode()
    with pytest.raises(StepRefused, match="已经公开"):
        remarked(cast, record)
