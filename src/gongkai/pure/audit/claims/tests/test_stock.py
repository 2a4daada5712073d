"""What there was, what came, what went, what there is; what a clearing kept."""

import pytest

from .texts import finding, verdicts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("年初公开查阅点48个，新设9个，撤并4个，年末共52个。", ["contradicts"]),
        ("年初公开查阅点48个，新设9个，撤并4个，年末共53个。", ["holds"]),
        ("全县制定规范性文件9件，废止4件，年末现行有效57件（2019年末为51件）。", ["contradicts"]),
        ("新建便民服务站13个，原有149个，全县便民服务站总数达172个。", ["contradicts"]),
        ("新建便民服务站33个，原有149个，全县便民服务站总数达172个。", []),  # some may have gone
        ("年初账号96个，注销20个，年末账号75个。", ["contradicts"]),
        ("年初账号96个，注销20个，年末账号81个。", []),  # some may have come
        ("年初账号96个，注销20个，新开通4个，整合一批，年末账号75个。", []),
        ("调整目录，对26个领域更新24个，年初查阅点48个，新设9个，撤并4个，年末共52个。", ["contradicts"]),
        ("平均办理时间由5个工作日缩短至2个工作日，每件节省4个工作日。", ["contradicts"]),
        ("年初账号96个，注销约20个，新开通4个，年末账号60个。", []),
    ],
)
def test_stock(text, found):
    assert verdicts(text, "difference") == found


def test_a_stock_shows_its_arithmetic():
    found = finding("年初公开查阅点48个，新设9个，撤并4个，年末共52个。", "difference")
    assert (found.arithmetic, found.stated, found.expected) == ("48+9−4=53≠52", "52个", "53个")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("清理规范性文件386件，废止29件，宣布失效74件，继续有效283件。", ["holds"]),
        ("清理规范性文件386件，废止29件，宣布失效74件，继续有效293件。", ["contradicts"]),
        ("清理规范性文件386件，废止29件，整合为74件，继续有效293件。", []),
        ("项目36个，完工29个，在建9个。", ["contradicts"]),
        ("项目36个，完工25个，在建9个，停建2个。", ["holds"]),
        ("20个村中有13个能够按月公开，仍有8个公开不及时。", ["contradicts"]),
        ("20个村中有13个能够按月公开，仍有5个公开不及时。", []),
    ],
)
def test_states_leave_nothing_over(text, found):
    assert verdicts(text, "sum") == found
