"""The fees of a year, for those who report on them: the sum is that of the list, and only of what they may see."""

from tests.plugins.cast import noon

from gongkai.kernel.cases import actions as cases
from gongkai.procedures.foi import fees, queries
from gongkai.procedures.foi.tests.scenes import OFFICER, SIGNATORY, handled


def charged(cast, on: str, count: int, paid_on: str = ""):
    case = handled(cast, on=on)
    by = cast.actor(SIGNATORY)
    fees.charge(case=case, tariff="pages", count=count, how="综合窗口", by=by, at=noon(on))
    if paid_on:
        day = noon(paid_on)
        fees.pay(case=case, paid_on=day.date(), by=cast.actor(OFFICER), at=day)
    return case


def test_what_was_paid_in_a_year_is_told_by_the_day_of_payment(cast):
    charged(cast, "2025-12-29", 68, paid_on="2026-01-06")
    charged(cast, "2026-03-02", 200, paid_on="2026-03-09")
    unpaid = charged(cast, "2026-03-03", 40)
    scope = cast.scope("gao_gongkai")
    assert (queries.paid_in(scope, 2025), queries.paid_in(scope, 2026)) == ((0, 0), (2, 3080))
    assert queries.charges_in(scope, 2026).first().case == unpaid
    assert len(queries.charges_in(scope, 2026)) == 2


def test_other_units_fees_and_hidden_cases_are_not_there(cast):
    case = charged(cast, "2026-03-02", 200, paid_on="2026-03-09")
    assert queries.paid_in(cast.scope("ma_qianfa"), 2026) == (0, 0)
    assert not queries.charges_in(cast.scope("ma_qianfa"), 2026)
    cases.conceal(case=case, reason="涉密", officer=OFFICER, by=cast.actor(SIGNATORY), at=noon("2026-03-10"))
    assert queries.paid_in(cast.scope("gao_gongkai"), 2026) == (0, 0)
    assert queries.paid_in(cast.scope(SIGNATORY), 2026) == (1, 2700)


def test_the_page(cast, client):
    charged(cast, "2026-03-02", 200, paid_on="2026-03-09")
    client.force_login(cast.people["gao_gongkai"])
    page = client.get("/desk/p/foi/fees/?year=2026").content.decode()
    assert "2026年缴清1笔，共2,700元" in page and "2026-03-09缴清" in page
    assert "2025年没有发过收费通知" in client.get("/desk/p/foi/fees/?year=2025").content.decode()
