"""Bank card numbers: 16 to 19 digits, the last a check digit by Luhn (GB/T 19584 uses it). No message repeats a number."""

from gongkai.pure.codes.errors import CodeError, need_alphabet, typed

NAME = "银行卡号"
LENGTHS = range(16, 20)
UNIONPAY = "62"
ISSUERS = (UNIONPAY, "4", "51", "52", "53", "54", "55", "35", "9")
"""How numbers of cards begin that are issued in China."""
_TWICE = "0246813579"
"""A digit doubled, and its digits added."""


def check_digit(body: str) -> str:
    """The last digit for those before it."""
    total = sum(int(_TWICE[int(digit)] if n % 2 == 0 else digit) for n, digit in enumerate(reversed(body)))
    return str(-total % 10)


def parse(text: str) -> str:
    """The digits without blanks and hyphens. Raises CodeError."""
    number = typed(text).replace(" ", "").replace("-", "")
    need_alphabet(NAME, number, "0123456789", "只能是数字")
    if len(number) not in LENGTHS:
        raise CodeError(f"{NAME}应为16到19位，现有{len(number)}位，请再看看。")
    if not number.startswith(ISSUERS):
        raise CodeError(f"{NAME}开头几位不对，没有这样的卡，请再看看。", 1)
    if number[-1] != check_digit(number[:-1]):
        raise CodeError(f"{NAME}的末位与前面各位对不上，其中某一位可能写错了，请对照卡再看看。", len(number))
    return number


def is_valid(text: str) -> bool:
    """Whether `parse` accepts the text."""
    try:
        parse(text)
    except CodeError:
        return False
    return True
