"""Key points are counted from their facts: by due day and leading unit, what is struck not at all; a report of an earlier day stays as it was."""

from datetime import date

from tests.plugins.acts.key_points import finished, laid, put_off
from tests.plugins.cast import noon

from gongkai.engines.measures import sheets
from gongkai.engines.measures.models import KeyPointSheet
from gongkai.engines.measures.queries import measures, period_of, value
from gongkai.kernel.keypoints import actions
from gongkai.kernel.keypoints.models import KeyPoint


def counted(cast, key: str, period: str = "2026", size: int | None = None) -> int:
    sheets.catch_up()
    return value(measures()[key], period_of(period), frozenset(each.pk for each in cast.units.values()), as_of=size)


def test_what_is_folded_from_facts_is_what_the_rows_say(cast):
    by = {"by": cast.actor("gao_gongkai"), "at": noon("2026-03-09")}
    finished(cast)
    put_off(cast, title="第二项")
    actions.strike(point=laid(cast, title="第三项"), because="录重了一项", **by)
    actions.send_back(point=finished(cast, title="第四项"), text="少了两类。", due_on=date(2026, 12, 1), **by)
    sheets.catch_up()
    told = {
        each.ref: {name: getattr(each, name) for name in KeyPointSheet.COLUMNS}
        for each in KeyPointSheet.objects.filter(to_idx=None)
    }
    rows = KeyPoint.objects.filter(struck_on=None)
    assert told == {each.pk: {name: getattr(each, name) for name in KeyPointSheet.COLUMNS} for each in rows}
    found = {key: counted(cast, f"keypoints.{key}") for key in ("due", "done", "kept", "open", "put_off", "completed")}
    assert found == {"due": 3, "done": 1, "kept": 1, "open": 1, "put_off": 1, "completed": 1}


def test_a_period_is_that_of_the_due_day_and_an_earlier_count_stays(cast):
    point = laid(cast)
    sheets.catch_up()
    size = sheets.counted()
    actions.strike(point=point, because="录重了一项", by=cast.actor("gao_gongkai"), at=noon("2026-03-09"))
    assert counted(cast, "keypoints.due") == 0 and counted(cast, "keypoints.due", size=size) == 1
    assert counted(cast, "keypoints.due", "2026-Q4", size) == 1 and counted(cast, "keypoints.due", "2026-Q3", size) == 0
