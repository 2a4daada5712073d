"""Words that there was none, against cells of the prescribed tables that tell some: 「全年未发生因政府信息公开引起的行政诉讼」."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.pure.audit.finding import Figure, Finding
from gongkai.pure.audit.report import Report
from gongkai.pure.audit.tables.cells import plain
from gongkai.pure.audit.tables.forms import REVIEWS
from gongkai.pure.audit.tables.recognised import Place, Recognised
from gongkai.pure.audit.tables.words import cell_name, title
from gongkai.pure.law.layout import VALUE
from gongkai.pure.law.table2021 import TOTAL

_NONE = re.compile(
    r"(?P<none>(?:未发生|没有发生|未出现|未产生|未有|没有|无)(?:因|由|涉及|有关|针对|关于)?[^，。；：\d有被]{0,12}?(?:政府信息公开|政务公开|信息公开)(?:工作|问题)?(?:而)?(?:被|引起|引发|导致|提起|申请|的)*"
    r"(?P<what>行政复议(?:申请|案件)?(?:、|和|及|或|与|以及)行政诉讼|行政复议|行政诉讼)(?:申请|案件|情况|事项)?)(?:的情况|发生)?(?=[，。；])"
)
_RECEIVED_NONE = re.compile(
    r"(?P<none>(?:未收到|没有收到|未接到|没有接到|未受理)(?:任何)?(?:公民、法人(?:和|或|或者)其[他它]组织的?)?(?P<what>(?:依申请公开|(?:政府)?信息公开)(?:政府信息)?(?:的)?申请))(?=[，。；])"
)
_SOME_OF_IT = re.compile(
    r"本级|机关本身|办公室|乡镇|街道|各|部门|单位|网站|上半年|下半年|季度|月|败诉|撤销|纠错|纠正|以来|均|至今"
)
_WORDS = re.compile("[未无]|没有")
_YEAR = re.compile(r"20\d\d(?=年)")

_SUITS: dict[str, tuple[Place, ...]] = {
    "2014": (("e", VALUE),),
    REVIEWS.key: (("litigation_direct", TOTAL), ("litigation_after", TOTAL)),
}
_REVIEWED: dict[str, tuple[Place, ...]] = {"2014": (("d", VALUE),), REVIEWS.key: (("reconsideration", TOTAL),)}
_CAME: dict[str, tuple[Place, ...]] = {
    "2014": (("c1", VALUE),),
    "2019-3": (("r1", TOTAL),),
    "2021-3": (("r1", TOTAL),),
}


def none_told(report: Report, tables: Sequence[Recognised]) -> Iterator[Finding]:
    """Each such clause of the whole body and the report's year."""
    for passage in report.passages:
        for sentence in passage.sentences:
            for pattern in (_NONE, _RECEIVED_NONE) if _WORDS.search(sentence.text) else ():
                for match in pattern.finditer(sentence.read):
                    clause = re.split("[。；]", sentence.read[: match.start()])[-1] + match["none"]
                    years = {int(each[0]) for each in _YEAR.finditer(sentence.read)}
                    if _SOME_OF_IT.search(clause) or years - {report.year}:
                        continue
                    start = sentence.start + match.start("none")
                    yield from _against(
                        tables, report.document.text[start : sentence.start + match.end("none")], start, match["what"]
                    )


def _against(tables: Sequence[Recognised], words: str, start: int, what: str) -> Iterator[Finding]:
    asked = (("复议", _REVIEWED), ("诉讼", _SUITS)) if "行政" in what else (("申请", _CAME),)
    wanted = [cells for name, cells in asked if name in what]
    for table in tables:
        for places in (cells[table.form.key] for cells in wanted if table.form.key in cells):
            values = [table.value(*place) for place in places]
            if any(value is None for value in values):
                continue
            value = sum((each for each in values if each is not None), Decimal(0))
            figures = [figure for place in places if (figure := table.figure(*place)) and Decimal(figure.value)]
            yield _finding(table, words, start, places, figures, value)


def _finding(
    table: Recognised, words: str, start: int, places: Sequence[Place], figures: Sequence[Figure], value: Decimal
) -> Finding:
    none = Figure(words, "0", "", start, start + len(words))
    names = "、".join(cell_name(table.form, *place) for place in places)
    holds = not value
    return Finding(
        "cross", "holds" if holds else "contradicts", start, start + len(words), (none, *sorted(figures, key=lambda each: each.start)),
        "0", plain(value), f"0{'=' if holds else '≠'}{plain(value)}", "cross.table-holds" if holds else "cross.table",
        {"form": title(table.form), "told": words, "cell": names, "whole": plain(value)}, None, 0.85,
    )  # fmt: skip
