"""Sums of money as offices write them: 「35万元」, 「35.50 万」, 「1,204,000元」, in ten thousands of yuan."""

import re
import unicodedata
from decimal import Decimal

from gongkai.pure.codes.errors import CodeError

_SUM = re.compile(r"(?:人民币|约|[¥￥])*(\d+(?:,\d{3})*(?:\.\d+)?)(亿元?|万元?|元)?(?:整|人民币)*")
_IN_TEN_THOUSANDS = {"亿": Decimal(10000), "万": Decimal(1), "元": Decimal("0.0001")}
MOST = Decimal(10) ** 9


def in_ten_thousands(text: str) -> str:
    """The sum in 万元 as plain digits, without zeros behind: 「355,000元」 as 35.5. A bare number is one of 万元. Raises CodeError."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    found = _SUM.fullmatch(plain)
    if found is None:
        raise CodeError("金额请写成35.5这样的数，单位是万元。")
    value = Decimal(found[1].replace(",", "")) * _IN_TEN_THOUSANDS[(found[2] or "万")[0]]
    if value > MOST:
        raise CodeError("金额太大了，请看看单位：这里填的是万元。")
    told = f"{value:f}"
    return told.rstrip("0").rstrip(".") if "." in told else told
