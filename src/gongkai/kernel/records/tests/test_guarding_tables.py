"""The cells of a table are searched as all words are, and masked where they stand."""

import pytest
from tests.plugins.cast import noon

from gongkai.kernel.records import actions as records
from gongkai.kernel.records import guarding, masking
from gongkai.kernel.records.guarding import LeakFound
from gongkai.kernel.records.models import Record, Section
from gongkai.kernel.records.queries import version_of

DAY = noon("2026-03-02")
ASKED = {
    "title": "公租房分配在线访谈", "formed_on": "2026-03-02", "body": "<p>介绍。</p>", "held_on": "2026-03-01", "subject": "公租房分配", "guests": "刘志远，局长",
    "questions": "提问人｜问题｜答复\n网友甲｜怎么申请？｜到社区。\n网友乙｜我的手机是13812345678，能打给我吗？｜会有人联系您。",
}  # fmt: skip


def test_a_phone_in_a_cell_holds_up_and_is_masked_there(cast):
    draft = records.draft(kind="interview", unit=cast.units["zjj"], section=Section.objects.get(pk="notices"), content=ASKED, by=cast.actor("wang_bianji"), at=DAY)  # fmt: skip
    (hit,) = guarding.look(draft, version_of(draft)).hits
    assert hit.where == "访谈实录第2行" and hit.maskable and "13812345678" not in hit.shown
    with pytest.raises(LeakFound):
        guarding.check(draft)
    masking.mask(record=draft, keys=[hit.key], by=cast.actor("wang_bianji"), at=DAY)
    rows = version_of(Record.objects.get()).values()["questions"]
    assert (
        rows[0]["question"] == "怎么申请？"
        and "13812345678" not in rows[1]["question"]
        and rows[1]["answer"] == "会有人联系您。"
    )
    guarding.check(Record.objects.get())
