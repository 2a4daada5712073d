"""Whole files with the forms' own merged cells, through the readers: everything is read, and one slip is found."""

import random

import pytest

from gongkai.pure.audit import audit
from gongkai.pure.audit.readers import read
from gongkai.pure.audit.tables import find
from gongkai.pure.audit.tables.tests import build, files

KINDS = {"report.html": files.as_html, "report.docx": files.as_docx, "report.xlsx": files.as_xlsx}


def all_figures(seed):
    return {key: build.filled(key, random.Random(seed), 60) for key in ("2021-2", "2021-3", "2021-4", "2014")}


def content(name, figures, text="", write=build.plain, keys=("2021-2", "2021-3", "2021-4", "2014")):
    drawn = {
        "2021-2": files.two(figures["2021-2"], write),
        "2021-3": files.three(figures["2021-3"], "2021-3", write),
        "2021-4": files.four(figures["2021-4"], write),
        "2014": files.old(figures["2014"], write),
    }
    return KINDS[name]([drawn[key] for key in keys], text)


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("write", [build.plain, lambda value: str(value) if value else ""], ids=["zeros", "blanks"])
def test_every_part_is_read(name, seed, write):
    figures = all_figures(seed)

    document = read(content(name, figures, write=write), name)

    found = {each.form.key: each for each in find(document)}
    assert sorted(found) == ["2014", "2021-2", "2021-3", "2021-4"]
    for key, table in figures.items():
        told = {(row, column): value for row, cells in table.items() for column, value in cells.items() if write(value)}
        assert {place: found[key].value(*place) for place in told} == told
    assert {each.verdict for each in audit(document).findings if each.kind in ("relation", "bound")} <= {
        "holds",
        "unclear",
    }


@pytest.mark.parametrize("name", KINDS)
def test_one_slip_is_found_with_its_repair(name):
    figures = all_figures(3)
    right = figures["2021-3"]["r3_2"]["natural"]
    figures["2021-3"]["r3_2"]["natural"] = right + 9

    received = figures["2021-3"]["r1"]["total"] + 1
    text = f"2022年，全县共收到政府信息公开申请{received}件。"
    result = audit(read(content(name, figures, text, keys=("2021-2", "2021-3", "2021-4")), name))

    said = [(each.kind, each.repair and each.repair[1]) for each in result.contradictions]
    in_text = [("cross", None)] if name != "report.xlsx" else []  # a sheet has no running text
    assert said == [*in_text, ("relation", str(right)), ("relation", str(right))]
