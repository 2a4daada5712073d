"""What a notice must say of itself before it can be kept."""

import pytest

from gongkai.kinds.notice import Notice
from gongkai.pure.declare.kinds import FieldErrors

WHOLE = {"title": "公租房轮候公示", "formed_on": "2026-03-02", "body": "<p>现予公示。</p>"}


@pytest.mark.parametrize(("until", "fits"), [("2026-03-01", False), ("2026-03-02", True), ("2026-03-03", True)])
def test_a_publicity_period_does_not_end_before_the_notice(until, fits):
    if fits:
        assert Notice.clean(WHOLE | {"until": until})["until"] == until
        return
    with pytest.raises(FieldErrors) as refused:
        Notice.clean(WHOLE | {"until": until})
    assert set(refused.value.errors) == {"until"}


def test_only_declared_fields_are_kept():
    assert "secret" not in Notice.clean(WHOLE | {"secret": "x"})
    assert set(Notice.public_fields(Notice.clean(WHOLE))) >= {"title", "body", "until"}
