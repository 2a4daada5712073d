"""What an applicant is told of what they may do against it: it fits how the application ended."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi.faces.counter import track_card
from gongkai.procedures.foi.tests.scenes import OFFICER, answered, submitted


def lapsed(cast):
    case = submitted(cast)
    foi.ask_correction(case=case, items="请写明年份", days=5, by=cast.actor(OFFICER), at=noon("2026-02-11"))
    return foi.lapse(case=case, by=cast.actor(OFFICER), at=noon("2026-03-20"))


def recalled(cast):
    return foi.recall(case=submitted(cast), by=foi.APPLICANT, at=noon("2026-02-12"))


@pytest.mark.parametrize(
    "made, said",
    [
        (submitted, "到期没有答复，或者您认为答复不对，可以在知道之日起60日内"),
        (lambda cast: answered(cast, "2026-02-10", "2026-02-12"), "您认为答复不对，可以在知道之日起60日内"),
        (lapsed, "您认为不应当按放弃处理，可以在知道之日起60日内"),
        (recalled, "对办理有意见，可以向"),
    ],
    ids=["open", "answered", "lapsed", "recalled"],
)
def test_rights_fit_how_it_ended(cast, made, said):
    assert track_card(made(cast), None, date(2026, 3, 20)).rights.startswith(said)
