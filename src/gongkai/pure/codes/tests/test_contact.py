import pytest

from gongkai.pure.codes import CodeError
from gongkai.pure.codes.contact import parse_email, parse_phone


@pytest.mark.parametrize(
    "text", ["13812345678", "138 1234 5678", "138-1234-5678", "+8613812345678", "１３８１２３４５６７８"]
)
def test_mobile_numbers_as_typed(text):
    assert parse_phone(text) == "13812345678"


@pytest.mark.parametrize(
    "text, says",
    [
        ("", "请填写电话。"),
        ("1381234567", "手机号少了一位，请再看看。"),
        ("138123456", "手机号少了两位，请再看看。"),
        ("138123456789", "手机号多了一位，请再看看。"),
        ("1381234567O", "电话第11位“O”不对：只能是数字。"),
        ("0000-0013255", "没有00开头的区号，请再看看；写作“区号-号码”，如0558-4412345。"),
        ("23812345678", "手机号应以1开头，座机号前面要有区号，请再看看。"),
        ("abc", "电话第1位“a”不对：只能是数字。"),
        ("12812345678", "手机号第2位“2”不对，没有这样的号段，请再看看。"),
    ],
)
def test_a_wrong_number_is_told_how(text, says):
    with pytest.raises(CodeError) as refused:
        parse_phone(text)
    assert refused.value.message_zh == says


@pytest.mark.parametrize(
    "text, number",
    [
        ("0558-4412345", "0558-4412345"),
        ("05584412345", "0558-4412345"),
        ("(010)68881234", "010-68881234"),
        ("0558-4412345-801", "0558-4412345-801"),
        ("0558-4412345转801", "0558-4412345-801"),
        ("010-22345678", "010-22345678"),
        ("13812345678", "13812345678"),
    ],
)
def test_telephone_numbers(text, number):
    assert parse_phone(text) == number


@pytest.mark.parametrize(
    "text, says",
    [
        ("234567", "手机号应以1开头，座机号前面要有区号，请再看看。"),
        ("2345678", "座机号前面请加区号，写作“区号-号码”，如0558-4412345。"),
        ("62345678", "座机号前面请加区号，写作“区号-号码”，如0558-4412345。"),
        ("623456789", "手机号应以1开头，座机号前面要有区号，请再看看。"),
        ("400-820-8820", "400开头的是服务热线，找不到您本人。请写手机，或者带区号的座机。"),
        ("8008208820", "800开头的是服务热线，找不到您本人。请写手机，或者带区号的座机。"),
        ("010-12345678", "区号010后面的号码不会以1开头，请再看看。"),
        ("05580123456", "区号0558后面的号码不会以0开头，请再看看。"),
        ("0558-22", "座机号应写作“区号-号码”，如0558-4412345；号码有7到8位，请再看看。"),
    ],
)
def test_another_kind_of_number_is_told_what_it_lacks(text, says):
    with pytest.raises(CodeError) as refused:
        parse_phone(text)
    assert refused.value.message_zh == says


@pytest.mark.parametrize("address", ["wang.min@example.cn", "a@b.gov.cn", " x+y@mail.example.com "])
def test_addresses(address):
    assert parse_email(address) == address.strip()


def test_an_address_typed_in_full_width_is_made_narrow():
    assert parse_email("\u3000ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｎ") == "zhang@example.cn"


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
