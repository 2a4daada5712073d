"""Organisation code 组织机构代码, GB 11714-1997: eight characters, a hyphen that may be left out, a check character."""

from gongkai.pure.codes.errors import CodeError, Found, found_by, need_alphabet, need_check, need_length, typed

NAME = "组织机构代码"
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
LENGTH = 9


def check_character(body: str) -> str:
    """The ninth character for the first eight: 11 - (sum mod 11), where 10 is written X and 11 is written 0."""
    value = 11 - sum(ALPHABET.index(character) * weight for character, weight in zip(body, WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(value, str(value))


def parse(text: str) -> str:
    """The nine characters without hyphen. Raises CodeError; positions do not count the hyphen."""
    code = typed(text)
    if len(code) == LENGTH + 1 and code[8] == "-":
        code = code[:8] + code[9]
    need_length(NAME, code, LENGTH)
    need_alphabet(NAME, code[:8], ALPHABET, "只能是数字或大写英文字母")
    need_alphabet(NAME, code[8], "0123456789X", "末位只能是数字或X", start=LENGTH)
    need_check(NAME, code[8], check_character(code[:8]), LENGTH)
    return code


def make(body: str) -> str:
    """The whole code for its first eight characters. Raises CodeError."""
    code = typed(body)
    need_length(f"{NAME}的本体", code, LENGTH - 1)
    need_alphabet(NAME, code, ALPHABET, "只能是数字或大写英文字母")
    return code + check_character(code)


def hyphenated(code: str) -> str:
    """The printed form, 12345678-8."""
    return f"{code[:8]}-{code[8]}"


def is_valid(text: str) -> bool:
    """Whether `parse` accepts the text."""
    try:
        parse(text)
    except CodeError:
        return False
    return True


def found(text: str) -> Found:
    """The text as it stands, with a warning where it is not a valid code."""
    return found_by(parse, text)
