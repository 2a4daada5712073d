"""All statutory tables by key, and which belongs to which report year.

| report year | tables |
|---|---|
| until 2013 | none: the report is free text |
| 2014-2018 | "2014" |
| 2019, 2020 | "2019-2", "2019-3", "2019-4": parts two, three, four of the trial form |
| from 2021 | "2021-2", "2021-3", "2021-4" |
"""

from gongkai.pure.law import table2019, table2021
from gongkai.pure.law.layout import Table, WrongYear
from gongkai.pure.law.table2014 import TABLE_2014

TABLES: dict[str, Table] = {
    table.key: table
    for table in (
        TABLE_2014,
        table2019.PART_TWO,
        table2019.PART_THREE,
        table2019.PART_FOUR,
        table2021.PART_TWO,
        table2021.PART_THREE,
        table2021.PART_FOUR,
    )
}

PARTS = (2, 3, 4)


def table_for(year: int, part: int | None = None) -> Table:
    """The table of a report year. part: 2, 3 or 4 of the later forms (None: part three); 2014's table has no parts.

    Raises WrongYear before 2014, and LookupError for a part that the year's form does not have.
    """
    if year < TABLE_2014.first_year:
        raise WrongYear(
            f"There is no table for {year}: reports before 2014 are free text.",
            f"{year}年没有统一的统计表：2014年以前的年度报告是文字报告。",
        )
    if year <= TABLE_2014.last_year:
        if part is not None:
            raise LookupError(f"The table of {year} has no part {part}; ask for it without a part.")
        return TABLE_2014
    chosen = 3 if part is None else part
    if chosen not in PARTS:
        raise LookupError(f"The form of {year} has tables in parts 2, 3 and 4, not in part {part}.")
    form = "2019" if year <= table2019.YEARS["last_year"] else "2021"
    return TABLES[f"{form}-{chosen}"]
