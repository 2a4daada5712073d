"""Telephone numbers, e-mail addresses and names, as applicants type them: read, and refused with a helpful sentence."""

import re
import unicodedata

from gongkai.pure.codes.errors import CodeError, need_alphabet

DIGITS = "0123456789"
MOBILE_LENGTH = 11
LOCAL_LENGTHS = (7, 8)
SERVICE_NUMBERS = ("400", "800")
_COUNTED = {1: "一", 2: "两", 3: "三"}

_LANDLINE = re.compile(
    r"(?P<area>010|02[0-9]|0[3-9][0-9]{2})-?(?P<local>[2-9][0-9]{6,7})(?:-(?P<extension>[0-9]{1,6}))?"
)
_LOCAL_BEGINS_WRONG = re.compile(r"(?P<area>010|02[0-9]|0[3-9][0-9]{2})-?(?P<first>[01])")
_LOCAL_PART = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_DOMAIN_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
EMAIL_LENGTH = 254


def parse_phone(text: str) -> str:
    """A mobile number, or a landline with its area code as 「0558-4412345」 (「-801」 or 「转801」: extension). Blanks, hyphens and +86 are
    taken off a mobile. Raises CodeError, which says what is missing for the kind of number that was meant.
    """
    number = re.sub(r"[\s()]", "", unicodedata.normalize("NFKC", text)).replace("转", "-")
    digits = number.removeprefix("+86").replace("-", "")
    if not digits:
        raise CodeError("请填写电话。")
    need_alphabet("电话", digits, DIGITS, "只能是数字")
    if digits[0] == "0":
        return _landline(number)
    if digits[:3] in SERVICE_NUMBERS and len(digits) == len("4000000000"):
        raise CodeError(f"{digits[:3]}开头的是服务热线，找不到您本人。请写手机，或者带区号的座机。")
    if digits[0] != "1" and len(digits) in LOCAL_LENGTHS:
        raise CodeError("座机号前面请加区号，写作“区号-号码”，如0558-4412345。")
    return _mobile(digits)


def _mobile(number: str) -> str:
    if number[0] != "1":
        raise CodeError("手机号应以1开头，座机号前面要有区号，请再看看。", 1)
    if len(number) < MOBILE_LENGTH:
        raise CodeError(f"手机号少了{_counted(MOBILE_LENGTH - len(number))}位，请再看看。")
    if len(number) > MOBILE_LENGTH:
        raise CodeError(f"手机号多了{_counted(len(number) - MOBILE_LENGTH)}位，请再看看。", MOBILE_LENGTH + 1)
    if number[1] not in "3456789":
        raise CodeError(f"手机号第2位“{number[1]}”不对，没有这样的号段，请再看看。", 2)
    return number


def _landline(number: str) -> str:
    if match := _LANDLINE.fullmatch(number):
        extension = f"-{match['extension']}" if match["extension"] else ""
        return f"{match['area']}-{match['local']}{extension}"
    if number.startswith("00"):
        raise CodeError("没有00开头的区号，请再看看；写作“区号-号码”，如0558-4412345。", 2)
    if begun := _LOCAL_BEGINS_WRONG.match(number):
        raise CodeError(
            f"区号{begun['area']}后面的号码不会以{begun['first']}开头，请再看看。", begun.start("first") + 1
        )
    raise CodeError("座机号应写作“区号-号码”，如0558-4412345；号码有7到8位，请再看看。")


def parse_email(text: str) -> str:
    """The address without outer blanks, full-width characters made narrow. Raises CodeError for what no mail system would accept."""
    address = unicodedata.normalize("NFKC", text).strip()
    if not address:
        raise CodeError("请填写电子邮箱。")
    if len(address) > EMAIL_LENGTH:
        raise CodeError(f"电子邮箱最多{EMAIL_LENGTH}个字符，现有{len(address)}个。", EMAIL_LENGTH + 1)
    local, at, domain = address.rpartition("@")
    if not at:
        raise CodeError("电子邮箱里少了“@”，请再看看。")
    if not _LOCAL_PART.fullmatch(local) or local.startswith(".") or local.endswith(".") or ".." in local:
        raise CodeError("电子邮箱“@”前面的部分不对，请再看看。", 1)
    labels = domain.split(".")
    if len(labels) < 2 or not all(_DOMAIN_LABEL.fullmatch(label) for label in labels):
        raise CodeError("电子邮箱“@”后面的部分不对，应像example.cn，请再看看。", len(local) + 2)
    return address


def _counted(number: int) -> str:
    return _COUNTED.get(number, str(number))
