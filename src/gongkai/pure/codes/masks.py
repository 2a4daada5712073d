"""How personal data is shown where it need not be told whole. A mask never raises: what it can't read it hides."""

# The common family names of two characters; any other name is taken to have one of a single character.
DOUBLE_SURNAMES = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "司徒",
        "司空",
        "夏侯",
        "轩辕",
        "端木",
        "南宫",
        "西门",
        "独孤",
        "长孙",
        "宇文",
        "闻人",
        "申屠",
        "呼延",
        "赫连",
        "拓跋",
    ]
)
HIDDEN = "***"


def mask_name(name: str) -> str:
    """「王某」, 「欧阳某」: the family name only; how long the given name is isn't told. "" stays ""."""
    name = name.strip()
    if not name:
        return ""
    length = 2 if name[:2] in DOUBLE_SURNAMES and len(name) > 2 else 1
    return f"{name[:length]}某"


def mask_citizen(number: str) -> str:
    """「990123***********5」: the division and the check character.

    Day of birth and sequence are hidden whole: the last digit of the sequence, the 17th, tells the sex. The old form of
    15 has no check character, so its end is hidden too.
    """
    number = number.strip()
    if len(number) == 18:
        return f"{number[:6]}{'*' * 11}{number[-1]}"
    if len(number) == 15:
        return f"{number[:6]}{'*' * 9}"
    return HIDDEN if number else ""


def mask_phone(number: str) -> str:
    """「138****5678」; a landline keeps its area code and the last two digits: 「0558-*****45」. Else all is hidden."""
    number = number.strip()
    if len(number) == 11 and number.isdigit() and number[0] == "1":
        return f"{number[:3]}****{number[-4:]}"
    area, hyphen, local = number.partition("-")
    if hyphen and area.isdigit() and local.isdigit() and len(local) > 4:
        return f"{area}-{'*' * (len(local) - 2)}{local[-2:]}"
    return HIDDEN if number else ""


def mask_email(address: str) -> str:
    """「w***@example.cn」."""
    local, at, domain = address.strip().rpartition("@")
    if not at or not local:
        return HIDDEN if address.strip() else ""
    return f"{local[0]}{HIDDEN}@{domain}"
