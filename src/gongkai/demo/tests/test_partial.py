"""The demonstration gives papers away in part with the very tools that the desk uses."""

from random import Random

from tests.plugins.cast import noon

from gongkai.demo.live_partial import redacted_copy
from gongkai.procedures.foi import queries
from gongkai.procedures.foi.tests.scenes import OFFICER, handled


def test_a_list_is_marked_and_its_copy_can_go_out(cast, home):
    case = handled(cast)
    made = redacted_copy(Random(7), case, "危房改造补助名单", cast.actor(OFFICER), noon("2026-03-02"))
    assert [each.file_id for each in queries.ready_copies(case)] == [made]
