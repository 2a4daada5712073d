"""What all kinds that are accounts have in common: whose figures they tell, and of which period."""

import re

COVERS = (("own", "本单位"), ("whole", "本单位和所属各单位"), ("government", "本级政府和各部门、乡镇"))
PERIOD = re.compile(r"([12]\d{3})-(?:Q([1-4])|(0[1-9]|1[0-2]))")
"""A quarter (2026-Q3) or a month (2026-09)."""
_QUARTERS = "一二三四"


def said(period: str) -> str:
    """A period in words: 2026年第三季度, 2026年9月, 2026年度."""
    found = PERIOD.fullmatch(period)
    if not found:
        return f"{period}年度"
    year, quarter, month = found.groups()
    return f"{year}年第{_QUARTERS[int(quarter) - 1]}季度" if quarter else f"{year}年{int(month)}月"


def begins(period: str) -> str:
    """The first day of a quarter or a month: 2026-Q2 → 2026-04-01."""
    year, quarter, month = PERIOD.fullmatch(period).groups()
    return f"{year}-{3 * int(quarter) - 2 if quarter else int(month):02}-01"


def before(period: str) -> str:
    """The period before one: 2026-Q1 → 2025-Q4, 2026-01 → 2025-12, 2026 → 2025."""
    found = PERIOD.fullmatch(period)
    if not found:
        return str(int(period) - 1)
    year, quarter, month = found.groups()
    number, most = int(quarter or month), 4 if quarter else 12
    year, number = (int(year) - 1, most) if number == 1 else (int(year), number - 1)
    return f"{year}-Q{number}" if quarter else f"{year}-{number:02}"
