"""归档: when the file of a case may go, how long it is kept, and what is erased when that is over."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.ground.ledger.verify import verify
from gongkai.ground.parties.vault import is_erased
from gongkai.kernel.cases import archives
from gongkai.kernel.cases.queries import ledger_of
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi.tests.scenes import OFFICER, answered, handled
from gongkai.procedures.remedies.tests.scenes import received

AT, DIGEST, KEEPER = noon("2026-04-01"), "ab" * 32, "lin_guanli"


def gone(cast, case, by=OFFICER):
    return archives.hand_in(case=case, digest=DIGEST, files=4, by=cast.actor(by), at=AT)


def test_it_goes_with_the_term_that_its_end_gives_it(cast):
    given, refused = (answered(cast, "2026-02-10", "2026-02-12", code) for code in ("3_1", "3_3_4"))
    assert [gone(cast, each).years for each in (given, refused)] == [10, 30]
    assert archives.until(given) == date(2036, 12, 31)
    assert ledger_of(refused.ref)[0][2] == "案卷移交档案，4个文件，保管期限30年"
    assert archives.handed_in([given])[given.pk].digest == DIGEST
    assert verify().findings == []


def test_what_is_not_done_with_does_not_go(cast):
    with pytest.raises(StepRefused, match="还没有办结"):
        gone(cast, handled(cast))
    case = answered(cast, "2026-02-10", "2026-02-12")
    received(cast, about=case)
    with pytest.raises(StepRefused, match="还有没办完的事"):
        gone(cast, case)


@pytest.mark.parametrize("by", ["qian_jingban", "wang_bianji", KEEPER])
def test_others_do_not_take_it_out(cast, by):
    with pytest.raises(NotAllowed):
        gone(cast, answered(cast, "2026-02-10", "2026-02-12"), by)


@pytest.mark.parametrize("on, over", [("2036-12-31", False), ("2037-01-01", True)])
def test_when_its_term_is_over_what_is_personal_is_erased_and_the_ledger_still_holds(cast, on, over):
    case, long = (answered(cast, "2026-02-10", "2026-02-12", code) for code in ("3_1", "3_2"))
    scope, by = cast.scope(KEEPER), cast.actor(KEEPER)
    assert archives.expired(scope, date.fromisoformat(on)) == ([case] if over else [])
    assert archives.expired(cast.scope(OFFICER), date.fromisoformat(on)) == []
    if not over:
        with pytest.raises(StepRefused, match="还没有满"):
            archives.erase_expired(case=case, by=by, at=noon(on))
        return
    archives.erase_expired(case=case, by=by, at=noon(on))
    assert (is_erased(case.ref), is_erased(long.ref)) == (True, False)
    assert archives.expired(scope, date.fromisoformat(on)) == []
    assert verify().findings == []
