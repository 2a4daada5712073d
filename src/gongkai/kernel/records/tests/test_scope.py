"""What a person may not see does not exist for them."""

import pytest
from tests.plugins.cast import noon

from gongkai.kernel.records import actions as records
from gongkai.kernel.records import queries
from gongkai.kernel.records.models import Section


@pytest.fixture
def record(cast):
    content = {"title": "公示", "formed_on": "2026-03-02", "body": "<p>现予公示。</p>"}
    section = Section.objects.get(pk="notices")
    return records.draft(
        kind="notice",
        unit=cast.units["zjj"],
        section=section,
        content=content,
        by=cast.actor("wang_bianji"),
        at=noon("2026-03-02"),
    )


@pytest.mark.parametrize("username", ["wang_bianji", "li_shenhe", "zhou_jingban", "gao_gongkai", "he_jiancha"])
def test_own_unit_and_overseers_see_a_draft(cast, record, username):
    assert queries.get_visible(cast.scope(username), record.pk) == record


@pytest.mark.parametrize("username", ["sun_bianji", "qian_jingban", "ma_qianfa", "lin_guanli"])
def test_other_units_do_not(cast, record, username):
    assert queries.get_visible(cast.scope(username), record.pk) is None
    assert record.pk not in queries.visible_to(cast.scope(username)).values_list("pk", flat=True)
