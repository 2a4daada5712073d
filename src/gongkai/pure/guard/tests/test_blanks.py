"""What in a text is still to be filled in, and what only looks so."""

import pytest

from gongkai.pure.guard.blanks import blanks


@pytest.mark.parametrize(
    "text, said",
    [
        ("现提供【请填：名称】。", "【请填：名称】"),
        ("现提供【请填：哪些\n内容】。", "【请填：哪些 内容】"),
        ("现提供【请填：" + "写" * 500 + "】。", "【请填："),
        ("现提供【请填：没有关上", "【请填：没有关上"),
        ("【待填】", "【待填】"),
        ("［请填写］", "［请填写］"),
        ("（待补充）", "（待补充）"),
        ("20XX年提供", "XX年"),
        ("××月作出", "××月"),
        ("2026年  月作出", "年 月"),
        ("明政〔〕5号", "〔〕"),
        ("明政〔　〕5号", "〔 〕"),
        ("联系人：×××。", "×××"),
        ("联系人：***。", "***"),
        ("金额（　　）元", "（ ）"),
        ("第   号文", "第 号"),
        ("现提供____。", "____"),
    ],
)
def test_a_place_to_be_filled_in(text, said):
    (found,) = blanks(text)
    assert found.startswith(said) and len(found) <= 30


@pytest.mark.parametrize(
    "text",
    [
        "明政〔2026〕1号，共3份。", "手机138****5678，身份证110105***********X。", "张××、欧阳××两户", "2026 年 3 月 2 日", "长12×宽15米", "（一）第一项……",
        "出生年月日", "【附件】见后", "尺码XXL", "（填写说明见背面）", "人民路××号",
    ],
)  # fmt: skip
def test_what_tells_something_is_no_blank(text):
    assert blanks(text) == []
