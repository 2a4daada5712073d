"""What an officer writes into a notice goes out as it stands, so nothing in it may still be to be filled in."""

import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents.models import Notice
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import assisting, consulting, excess, fees
from gongkai.procedures.foi.tests.scenes import HEAD, OFFICER, handled
from gongkai.procedures.foi.tests.test_opposed import refused, told
from gongkai.procedures.foi.wordings import written_out

LEFT = "请写明【请填：哪一年】的补助名单。"
AT = noon("2026-02-11")


def given(cast, case, username=OFFICER):
    return {"case": case, "by": cast.actor(username), "at": AT}


WRITTEN = {
    "correction": ("items", lambda cast, case: foi.ask_correction(items=LEFT, days=5, **given(cast, case))),
    "extension": ("ground", lambda cast, case: foi.extend(ground=LEFT, days=5, **given(cast, case, HEAD))),
    "delay": ("ground", lambda cast, case: excess.delay(ground=LEFT, days=5, **given(cast, case, HEAD))),
    "reasons": ("why", lambda cast, case: excess.ask_reasons(why=LEFT, days=5, **given(cast, case))),
    "consultation": (
        "letter",
        lambda cast, case: consulting.consult(
            kind="third_party", unit=None, whom="甲公司", letter=LEFT, **given(cast, case)
        ),
    ),
    "retrieve": (
        "what",
        lambda cast, case: assisting.ask(
            kind="retrieve", unit=None, whom="县档案馆", what=LEFT, days=5, **given(cast, case)
        ),
    ),
    "charge": (
        "how",
        lambda cast, case: fees.charge(tariff="items", before=10, count=20, how=LEFT, **given(cast, case)),
    ),
}


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_notice_with_a_place_to_fill_in_does_not_go_out(cast, kind):
    case = handled(cast)
    before = Notice.objects.count()
    field, write = WRITTEN[kind]
    with pytest.raises(StepRefused, match="还有没填的地方：“【请填：哪一年】”，请填好或者删去") as why:
        write(cast, case)
    assert why.value.field == field and Notice.objects.count() == before


@pytest.mark.parametrize("field", ["content", "reason"])
def test_nor_does_the_letter_to_a_third_party_that_refused(cast, field):
    with pytest.raises(StepRefused, match="还有没填的地方") as why:
        told(cast, refused(cast), **{field: LEFT})
    assert why.value.field == field


def test_what_the_applicant_left_open_themselves_may_be_quoted(cast):
    case = handled(cast, subject="（ ）村的补助名单")
    written_out(case, items="您写的“（ ）村的补助名单”没有村名，请补充。")
    with pytest.raises(StepRefused, match="____"):
        written_out(case, items="您写的“（ ）村的补助名单”没有村名，请补充____。")
