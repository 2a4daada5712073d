"""Statistics tables take what units entered; what nobody spoke of stays blank."""

from datetime import date
from decimal import Decimal

from tests.plugins.acts.logbooks import entered, manned
from tests.plugins.cast import noon
from tests.plugins.scenes import normative

from gongkai.engines.measures import sheets
from gongkai.engines.reporting.fill import fill
from gongkai.engines.reporting.forms import as_text
from gongkai.kernel.records import validity
from gongkai.pure.law.tables import TABLES


def test_the_table_of_2014_takes_them(cast):
    day = date(2018, 5, 8)
    entered(cast, on=day)
    manned(cast, on=day)
    entered(cast, {"title": "查阅点电脑", "amount": "1.25"}, logbook="funds", on=day)
    sheets.catch_up()
    filled = fill(TABLES["2014"], 2018, cast.units["xzf"])
    told = {row: filled.values[row]["value"] for row in ("i2", "i3", "h1", "h3", "h31", "h32", "h4", "i1", "b21")}
    assert told == {
        "i2": 1,
        "i3": 86,
        "h1": 1,
        "h3": 7,
        "h31": 2,
        "h32": 5,
        "h4": Decimal("1.25"),
        "i1": None,
        "b21": None,
    }
    assert not filled.broken and "1.25" in as_text(filled)


def test_part_two_of_2021_takes_decisions_and_charges(cast):
    for sort, count in (("permit", "70"), ("permit", "2"), ("penalty", "3")):
        entered(cast, {"sort": sort, "since": "2025-01-01", "count": count}, logbook="decisions", on=date(2025, 12, 31))
    entered(
        cast,
        {"title": "不动产登记费", "since": "2025-01-01", "amount": "8.8"},
        logbook="charges",
        on=date(2025, 12, 31),
    )
    sheets.catch_up()
    filled = fill(TABLES["2021-2"], 2025, cast.units["xzf"])
    told = [filled.values[row]["decisions"] for row in ("p20_5_permits", "p20_6_penalties", "p20_6_compulsion")]
    assert told == [72, 3, 0] and filled.values["p20_8_fees"]["fees"] == Decimal("8.8")


def test_part_two_tells_what_was_repealed_and_what_is_in_force(cast):
    """Two documents of 2024, of which one lapsed in the year after and one is repealed in 2026; one of 2025."""
    made = {"effective_on": "2024-04-01", "formed_on": "2024-03-05"}
    lapsed = normative(cast, document_number="明建规〔2024〕1号", expires_on="2025-06-30", **made)
    repealed = normative(cast, document_number="明建规〔2024〕2号", **made)
    normative(cast, document_number="明建规〔2025〕1号", **made | {"formed_on": "2025-03-05"})
    validity.repeal(record=repealed, because="任务已经完成", by=cast.actor("liu_qianfa"), at=noon("2026-03-05"))
    assert (lapsed.ended_on, repealed.ended_on) == (date(2025, 7, 1), date(2026, 3, 5))
    sheets.catch_up()
    told = {}
    for year in (2024, 2025, 2026):
        row = fill(TABLES["2021-2"], year, cast.units["xzf"]).values["p20_1_normative"]
        told[year] = (row["issued"], row["repealed"], row["in_force"])
    assert told == {2024: (2, 0, 2), 2025: (1, 1, 2), 2026: (0, 1, 1)}
