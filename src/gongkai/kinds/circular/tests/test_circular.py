"""A bulletin's period, and its tables set into its text, each figure leading to what it counts."""

import pytest

from gongkai.kinds.circular import Circular
from gongkai.pure.declare.kinds import FieldErrors

CONTENT = {
    "title": "2026年第二季度政务公开工作情况通报", "formed_on": "2026-07-06", "period": "2026-Q2", "covers": "government", "size": 12,
    "body": '<h2>一、主要数据</h2><h2>二、主动公开</h2><p>公开<a href="figure:records.published">7</a>条。</p><p class="signed">明川县</p>',
    "main": [{"item": "主动公开的政府信息", "unit": "条", "now": "7", "before": "0", "change": "增加7", "token": "records.published"}],
    "units": [{"unit": "县教育局", "code": "jyj003", "published": "7", "received": "0", "closed": "0", "in_time": "0", "rank": "1（6/6）"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "fine"),
    [
        ({"period": "2026-Q5"}, False), ({"period": "2026-13"}, False), ({"period": "2026"}, False), ({"period": "2026-06"}, True),
        ({"formed_on": "2026-03-31"}, False), ({"formed_on": "2026-04-01"}, True),
    ],
)  # fmt: skip
def test_its_period_is_a_quarter_or_a_month_that_has_begun(said, fine):
    if fine:
        assert Circular.clean(CONTENT | said)["period"] == (CONTENT | said)["period"]
    else:
        with pytest.raises(FieldErrors):
            Circular.clean(CONTENT | said)


def test_its_tables_stand_in_their_parts_and_before_who_signed():
    text = Circular.text(Circular.clean(CONTENT))
    assert (
        text.index("增加7")
        < text.index("二、主动公开")
        < text.index("五、各单位情况")
        < text.index("县教育局")
        < text.index("signed")
    )
    assert (
        '<a href="figure:unit.jyj003.records.published">7</a>' in text
        and '<a href="figure:records.published">7</a>' in text
    )
    assert "figure:before." not in text and "figure:unit.jyj003.foi" not in text, "nothing opens on no row"
    assert "jyj003</td>" not in text and "1（6/6）" in text
