"""By when a draft is to be public while the year is not announced in which that day falls."""

from datetime import date

from tests.plugins.cast import noon

from gongkai.ground.rules.actions import load_year
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import terms
from gongkai.kernel.records.models import Record, Section

FORMED = "2026-12-14"
CONTENT = {"title": "关于开展冬季安全检查的通知", "formed_on": FORMED, "body": "<p>请各单位认真检查。</p>"}


def test_the_expected_day_is_kept_and_moves_once_the_year_is_announced(cast):
    section = Section.objects.get(pk="policy")
    record = records.draft(
        kind="policy", unit=cast.units["zjj"], section=section, content=CONTENT, by=cast.actor("wang_bianji"), at=noon(FORMED),
    )  # fmt: skip
    # 20 working days, New Year's Day taken as off; with every unknown day worked it would be 6 January.
    assert record.publish_due_on == date(2027, 1, 12) and record.provisional
    load_year(
        year=2027,
        holidays=[date(2027, 1, 1), date(2027, 1, 4)],
        workdays=[],
        source="通知",
        by="system",
        at=noon(FORMED),
    )
    assert terms.reread(at=noon("2026-12-15"), by="system") == 1
    found = Record.objects.get(pk=record.pk)
    assert found.publish_due_on == date(2027, 1, 13) and not found.provisional
    assert Duty.objects.get(ref=record.ref, closed_on=None).due_on == date(2027, 1, 13)
    assert terms.reread(at=noon("2026-12-15"), by="system") == 0
