import pytest

from gongkai.pure.codes.errors import CodeError
from gongkai.pure.codes.money import in_ten_thousands


@pytest.mark.parametrize(
    "text, value",
    [
        ("35", "35"), ("35.50万元", "35.5"), ("355,000元", "35.5"), ("1.2亿元", "12000"), ("人民币 8 万元整", "8"), ("￥12000元", "1.2"),
        ("３５．５", "35.5"), ("0", "0"), ("100", "100"), ("0.5元", "0.00005"),
    ],
)  # fmt: skip
def test_sums(text, value):
    assert in_ten_thousands(text) == value


@pytest.mark.parametrize("text", ["面议", "-3", "3..5", "万元", "1,20元", "35万5", "1000000000.1"])
def test_what_is_no_sum(text):
    with pytest.raises(CodeError):
        in_ten_thousands(text)


@pytest.mark.parametrize("text, fits", [("999999999.9", True), ("1000000000", True), ("1000000000.01", False)])
def test_the_greatest(text, fits):
    if fits:
        assert in_ten_thousands(text)
    else:
        with pytest.raises(CodeError, match="单位"):
            in_ten_thousands(text)
