"""Shares told in turn, with the total before or behind the figures, with 分别 and without."""

import pytest

from .texts import findings, verdicts


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("按类别分，咨询22件、求助2件、投诉133件，共157件，占比分别为14.0%、1.3%、{}。", ("84.7%", "48.7%")),
        ("当面、信函、网络申请分别为260件、234件、50件，合计544件，分别占47.8%、43.0%、{}。", ("9.2%", "2.9%")),
        ("县级事项64项、乡级事项88项，共152项，各占42.1%和{}。", ("57.9%", "59.7%")),
        ("共有公开事项625项，其中县级489项、乡级136项，占比为78.2%和{}。", ("21.8%", "28.1%")),
        ("答复774件。其中予以公开81件、部分公开93件、不予公开600件，三者占比为10.5%、12.0%、{}。", ("77.5%", "75.7%")),
        ("共办理建议提案439件（建议129件、提案310件），比上年的244件增长79.9%，占比分别为29.4%、{}。", ("70.6%", "76.0%")),
        ("A类1197件、B类616件，共1813件，分别占答复总数8615件的13.9%、{}。", ("7.2%", "7.9%")),
        ("咨询、投诉分别办结42件、199件，分别占受理数49件、463件的85.7%、{}。", ("43.0%", "34.0%")),
    ],
)  # fmt: skip
def test_the_nth_share_is_of_the_nth_figure(text, accused):
    true, false = accused
    assert "contradicts" not in verdicts(text.format(true))
    assert "contradicts" in verdicts(text.format(false), "percent")


def test_a_total_right_before_the_shares_is_no_part():
    told = findings("县级事项64项、乡级事项88项，共152项，各占42.1%和57.9%。", "percent")
    assert told == [("holds", ["64项", "152项", "42.1%"]), ("holds", ["88项", "152项", "57.9%"])]


@pytest.mark.parametrize(
    "text",
    [
        "受理咨询173件、求助37件、投诉4件，共计214件，办结率分别为56.6%、64.9%、100%。",
        "甲、乙、丙公开173条、37条、4条，占比分别为80.8%、17.3%。",  # two shares of three: of which?
    ],
)
def test_rates_of_figures_that_nobody_tells_are_of_none(text):
    assert "contradicts" not in verdicts(text)
