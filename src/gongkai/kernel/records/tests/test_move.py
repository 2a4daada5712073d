"""A record is filed under another section as a draft or once it is public, not between: the section is part of what is reviewed."""

import pytest
from tests.plugins.cast import noon

from gongkai.kernel.cases.queries import ledger_of
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Record, Section

DAY = noon("2026-03-02")
CONTENT = {"title": "关于开展安全检查的通知", "formed_on": "2026-03-02", "body": "<p>请各单位认真检查。</p>"}
GATES = (
    ("submit", "wang_bianji"),
    ("pass_review", "li_shenhe"),
    ("clear", "wu_baomi"),
    ("publish", "liu_qianfa"),
    ("withdraw", "liu_qianfa"),
)


@pytest.mark.parametrize("passed, free", [(0, True), (1, False), (2, False), (3, False), (4, True), (5, False)])
def test_not_while_it_is_reviewed(cast, passed, free):
    record = records.draft(
        kind="notice", unit=cast.units["zjj"], section=Section.objects.get(pk="notices"), content=CONTENT,
        by=cast.actor("wang_bianji"), at=DAY,
    )  # fmt: skip
    for verb, who in GATES[:passed]:
        more = {"ground": "第三方要求", "keep_title": True} if verb == "withdraw" else {}
        getattr(records, verb)(record=record, by=cast.actor(who), at=DAY, **more)
    record, policy = Record.objects.get(pk=record.pk), Section.objects.get(pk="policy")
    with pytest.raises(NotAllowed):
        records.move(record=record, section=policy, by=cast.actor("sun_bianji"), at=DAY)
    if not free:
        with pytest.raises(StepRefused, match="不能再移动栏目" if passed == len(GATES) else "请先退回草稿"):
            records.move(record=record, section=policy, by=cast.actor("wang_bianji"), at=DAY)
        return
    source = record.section.name
    records.move(record=record, section=policy, by=cast.actor("wang_bianji"), at=DAY)
    assert ledger_of(record.ref)[0][2] == f"移到别的栏目：由“{source}”移到“{policy.name}”"
