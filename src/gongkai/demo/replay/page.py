"""The page ``docs/replay.md``: what became of each figure of the reports that were lived."""

from typing import Any

from gongkai.demo.replay.stated import CONTRADICTION, EQUAL, LATER, UNLIKE

WORDS = {EQUAL: "相符", CONTRADICTION: "不能相符", LATER: "以后再记", UNLIKE: "不符"}
HEAD = """# Five governments' years, lived again

Made by `gongkai replay all --format markdown`; not written by hand. Each year was lived in the fictional 明川县 through the real actions, in a home
of its own, from the figures that a published annual report states; then each figure was counted. 相符: lived as stated. 不能相符: it can't be, for
another figure of the same report says otherwise; the reason names it. 以后再记: the system does not keep yet what it counts. How a year is described:
[scenarios.md](scenarios.md).
"""


def as_markdown(told: list[dict[str, Any]]) -> str:
    """The whole page."""
    lines = [HEAD, "| 报告 | 相符 | 不能相符 | 不符 | 以后再记 | 公开的信息 |", "|---|---|---|---|---|---|"]
    for each in told:
        many = [
            sum(figure["verdict"] == verdict for figure in each["figures"])
            for verdict in (EQUAL, CONTRADICTION, UNLIKE, LATER)
        ]
        lines.append(f"| {each['report']} | {' | '.join(map(str, many))} | {each['records']} |")
    for each in told:
        lines += ["", f"## {each['report']}", "", *table_of(each)]
    return "\n".join(lines) + "\n"


def table_of(told: dict[str, Any]) -> list[str]:
    """A report's figures, one line each."""
    lines = ["| 数字 | 报告写的 | 办出来的 | 结果 | 为什么 |", "|---|---|---|---|---|"]
    for each in told["figures"]:
        lines.append(
            f"| {each['name']} | {each['stated']} | {each['lived'] or ''} | {WORDS[each['verdict']]} | {each['why']} |"
        )
    return lines
