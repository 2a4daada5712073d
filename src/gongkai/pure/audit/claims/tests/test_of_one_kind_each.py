"""What is of one kind each comes to no more than all of it."""

import pytest

from .texts import verdicts


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("共检查企业836家次，其中煤矿42家次、非煤矿山118家次、危险化学品企业95家次、烟花爆竹经营户{}。", "604家次", "581家次"),
        ("从内容看，征地拆迁、城市规划、教育招生、其他四类分别占46.3%、21.0%、12.3%、{}。", "23.4%", "20.4%"),
        ("咨询、投诉、举报和其他分别占46.3%、21.0%、22.3%和{}。", "13.4%", "10.4%"),
        ("举办在线访谈6期，网民提问143个，回答{}。", "151个", "131个"),
        ("公众现场提问62条，现场解答{}。", "71条", "62条"),
    ],
)  # fmt: skip
def test_more_than_all_is_found(text, wrong, right):
    assert "contradicts" in verdicts(text.format(wrong))
    assert "contradicts" not in verdicts(text.format(right))


@pytest.mark.parametrize(
    "text",
    [
        "共检查企业836家次，其中规上企业420家次、危化品企业95家次、重点企业352家次。",
        "女性、党员、本科以上学历分别占46.3%、41.0%、22.3%。",
        "设置提问专区143个，回答151个。",
    ],
)
def test_what_may_be_of_several_is_not_accused(text):
    assert "contradicts" not in verdicts(text)
