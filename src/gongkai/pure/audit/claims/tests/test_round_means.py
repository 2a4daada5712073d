"""A mean is told in round figures though nobody writes 约 before it: that is rounding, and no error; a wrong one still is."""

import pytest

from .texts import finding, verdicts

_TRAINED = "全年举办培训7期，培训人员500人次，平均每期{}人次。"


@pytest.mark.parametrize(
    ("text", "mean", "verdict"),
    [
        ("全年网站总访问量128.6万人次，日均访问量{}人次。", "3500", "rounding"),
        ("全年网站总访问量128.6万人次，日均访问量{}人次。", "3520", "rounding"),
        ("2019年受理热线128600件，月均受理{}件。", "10700", "rounding"),
        ("2019年受理热线128600件，月均受理{}件。", "10717", "holds"),
        ("2019年受理热线128600件，月均受理{}件。", "10177", "contradicts"),
        (_TRAINED, "70", "rounding"),
        (_TRAINED, "71", "holds"),
        (_TRAINED, "80", "contradicts"),
        (_TRAINED, "17", "contradicts"),
    ],
)
def test_in_round_figures(text, mean, verdict):
    assert verdicts(text.format(mean), "percent") == [verdict]


@pytest.mark.parametrize("whole, part", [("2800余条", "2850"), ("8000条以上", "8200")])
def test_what_may_be_more_is_shown_as_it_is_told(whole, part):
    """2850≤2800 would be wrong as it stands."""
    found = finding(f"全年公示各类信息{whole}，其中招标信息{part}条。", "sum")
    assert found.holds and found.arithmetic == f"{part}≤{whole}"
