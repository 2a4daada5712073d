import pytest

from gongkai.pure.codes import CodeError
from gongkai.pure.codes.contact import parse_email, parse_mobile, parse_phone


@pytest.mark.parametrize(
    "text", ["13812345678", "138 1234 5678", "138-1234-5678", "+8613812345678", "１３８１２３４５６７８"]
)
def test_mobile_numbers_as_typed(text):
    assert parse_mobile(text) == "13812345678"


@pytest.mark.parametrize(
    "text, says",
    [
        ("", "请填写手机号。"),
        ("1381234567", "手机号少了一位，请再看看。"),
        ("138123456", "手机号少了两位，请再看看。"),
        ("138123456789", "手机号多了一位，请再看看。"),
        ("1381234567O", "手机号第11位“O”不对：只能是数字。"),
        ("23812345678", "手机号应以1开头，请再看看。"),
        ("12812345678", "手机号第2位“2”不对，没有这样的号段，请再看看。"),
    ],
)
def test_a_wrong_mobile_number_is_told_how(text, says):
    with pytest.raises(CodeError) as refused:
        parse_mobile(text)
    assert refused.value.message_zh == says


@pytest.mark.parametrize(
    "text, number",
    [
        ("0558-4412345", "0558-4412345"),
        ("05584412345", "0558-4412345"),
        ("(010)68881234", "010-68881234"),
        ("0558-4412345-801", "0558-4412345-801"),
        ("13812345678", "13812345678"),
    ],
)
def test_telephone_numbers(text, number):
    assert parse_phone(text) == number


def test_a_landline_without_its_number_is_refused():
    with pytest.raises(CodeError, match="区号-号码"):
        parse_phone("0558-12")


@pytest.mark.parametrize("address", ["wang.min@example.cn", "a@b.gov.cn", " x+y@mail.example.com "])
def test_addresses(address):
    assert parse_email(address) == address.strip()


@pytest.mark.parametrize(
    "address, says",
    [
        ("", "请填写"),
        ("wang.example.cn", "少了“@”"),
        ("@example.cn", "前面"),
        (".wang@example.cn", "前面"),
        ("wa..ng@example.cn", "前面"),
        ("王@example.cn", "前面"),
        ("wang@example", "后面"),
        ("wang@-example.cn", "后面"),
        ("wang@example.cn\nBcc: x@y.cn", "前面"),
        ("wang@example.cn\nBcc", "后面"),
        ("w" * 250 + "@a.cn", "最多"),
    ],
)
def test_a_wrong_address_is_told_how(address, says):
    with pytest.raises(CodeError, match=says):
        parse_email(address)
