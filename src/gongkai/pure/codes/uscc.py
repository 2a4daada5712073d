"""Unified social credit code 统一社会信用代码, GB 32100-2015: 18 characters.

1 registering authority + 1 type + 6 division code + 9 organisation code (GB 11714) + 1 check character.
"""

from dataclasses import dataclass

from gongkai.pure.codes import orgcode
from gongkai.pure.codes.errors import CodeError, Found, need_alphabet, need_check, need_length, typed

NAME = "统一社会信用代码"
# No I, O, S, V, Z: too like 1, 0, 5, U, 2.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
LENGTH = 18

# First two characters: registering authority and type.
KINDS = {
    "11": "机关",
    "12": "事业单位",
    "13": "编办直接管理机构编制的群众团体",
    "31": "律师执业机构",
    "32": "公证处",
    "33": "基层法律服务所",
    "34": "司法鉴定机构",
    "35": "仲裁委员会",
    "51": "社会团体",
    "52": "民办非企业单位",
    "53": "基金会",
    "91": "企业",
    "92": "个体工商户",
    "93": "农民专业合作社",
}
# From memory but for 1, 5, 9, Y: an applicant with a rarer code (a law firm's begins with 31) must not be turned away.
AUTHORITIES = {
    "1": "机构编制",
    "2": "外交",
    "3": "司法行政",
    "4": "文化",
    "5": "民政",
    "6": "旅游",
    "7": "宗教",
    "8": "工会",
    "9": "市场监管",
    "A": "中央军委改革和编制",
    "N": "农业",
    "Y": "其他",
}


@dataclass(frozen=True)
class Uscc:
    """A valid code and its parts. kind: what sort of body, by the first two characters; "" if not in our list."""

    code: str
    authority: str
    kind: str
    division: str
    organisation: str


def check_character(body: str) -> str:
    """The 18th character for the first 17: alphabet[(31 - sum mod 31) mod 31]."""
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(body, WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def parse(text: str) -> Uscc:
    """The code and its parts. Raises CodeError, saying which character and why.

    The last check character is what the standard protects the code with, so it decides. A wrong check character within
    the organisation part is a warning of `found`: organisations not registered under GB 11714 exist.
    """
    code = typed(text)
    need_length(NAME, code, LENGTH)
    _need_characters(code)
    need_check(NAME, code[17], check_character(code[:17]), LENGTH)
    return Uscc(code, AUTHORITIES[code[0]], KINDS.get(code[:2], ""), code[2:8], code[8:17])


def make(kind: str, division: str, organisation: str) -> str:
    """The whole code from its two, six and nine characters. Raises CodeError."""
    body = typed(kind + division + organisation)
    need_length(f"{NAME}的前{LENGTH - 1}位", body, LENGTH - 1)
    _need_characters(body)
    return body + check_character(body)


def is_valid(text: str) -> bool:
    """Whether `parse` accepts the text."""
    try:
        parse(text)
    except CodeError:
        return False
    return True


def found(text: str) -> Found:
    """The text as it stands, with warnings for a wrong code, and for an organisation part that fails its own check."""
    warnings = []
    try:
        parse(text)
    except CodeError as error:
        warnings.append(error.message_zh)
    code = typed(text)
    if len(code) == LENGTH:
        inner = orgcode.found(code[8:17])
        warnings.extend(f"第9至17位：{warning}" for warning in inner.warnings)
    return Found(text, tuple(warnings))


def _need_characters(code: str) -> None:
    if code[0] not in AUTHORITIES:
        raise CodeError(f"{NAME}第1位“{code[0]}”不对：登记管理部门代码应为1、5、9或Y。", 1)
    need_alphabet(NAME, code[:2], ALPHABET, "只能是数字或大写英文字母，且不用I、O、S、V、Z")
    need_alphabet(NAME, code[2:8], "0123456789", "第3至8位是行政区划码，只能是数字", start=3)
    need_alphabet(NAME, code[8:], ALPHABET, "只能是数字或大写英文字母，且不用I、O、S、V、Z", start=9)
