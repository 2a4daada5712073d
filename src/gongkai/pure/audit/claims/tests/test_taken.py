"""What is left of a stock, and a net change beside it."""

import pytest

from .texts import verdicts


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("市本级行政审批事项原有386项，取消52项、下放31项后，现保留{}项。", "313", "303"),
        ("行政审批事项由原来的412项，取消68项、下放45项、合并27项后，保留{}项。", "282", "272"),
        ("全县原有证明事项264项，取消118项、替代62项，现保留{}项。", "94", "84"),
        ("取消不符合条件的426户、新增583户，净增157户，低保户由年初的15620户增加到年末的{}户。", "15877", "15777"),
        ("全年新登记企业412户、注销138户，净增274户。企业总数由年初的3860户增加到年末的{}户。", "4234", "4134"),
    ],
)
def test_a_wrong_one_is_accused_and_a_right_one_is_not(text, wrong, right):
    assert "contradicts" in verdicts(text.format(wrong))
    assert "contradicts" not in verdicts(text.format(right))


@pytest.mark.parametrize(
    "text",
    [
        "行政审批事项原有386项，取消52项、下放31项，新承接12项，现保留315项。",
        "行政审批事项原有386项，取消52项、下放31项，其余逐步清理，现保留313项。",
        "城市低保净增157户，农村低保户由年初的15620户增加到年末的15877户。",
        "得分93分，比上年提高3分，较全市平均分73分高20分。",
    ],
)
def test_what_is_told_of_something_else_is_not_accused(text):
    assert "contradicts" not in verdicts(text)
