"""``gongkai import-cases``: each row is looked at before it is taken, a file may come again, what is wrong is given back."""

import pytest

from gongkai.doors.cli import Usage, importing_cases
from gongkai.kernel.cases.models import Case

HEAD = "登记号,收到日期,方式,申请人类别,申请人,申请内容,办结日期,结果"
ROWS = (
    "1,2018-03-02,信函,自然人,张三,危房补助名单,2018-03-09,同意公开",
    "2,2018-04-02,当面,自然人,李四,验收报告,2018-04-09,不公开",
)


@pytest.fixture
def sheet(tmp_path):
    file = tmp_path / "旧台账.csv"
    file.write_text("\n".join((HEAD, *ROWS)), "utf-8")
    return file


def run(sheet, *more: str) -> int:
    import argparse

    parser = argparse.ArgumentParser()
    importing_cases.add_parser(parser.add_subparsers())
    args = parser.parse_args(["import-cases", str(sheet), "--unit", "zjj", "--by", "liu_qianfa", *more])
    return args.run(args)


def test_a_dry_run_tells_row_by_row_and_takes_nothing(cast, sheet, capsys):
    assert run(sheet, "--dry-run") == 1 and not Case.objects.exists()
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("row 2\tnew\t危房补助名单\t2018年收到") and told[1].startswith(
        "row 3\twrong\t验收报告\t结果："
    )
    assert told[2] == "2 rows: 1 new, 0 in already, 1 wrong, 0 late by their days; nothing done."


def test_what_can_be_taken_is_and_the_rest_is_given_back(cast, sheet, capsys, tmp_path):
    back = tmp_path / "back.xlsx"
    assert run(sheet, "--back", str(back)) == 1 and back.exists()
    assert Case.objects.get().reference == "2018-0001"
    assert run(sheet) == 1 and Case.objects.count() == 1
    assert "0 new, 1 in already, 1 wrong" in capsys.readouterr().out


def test_who_may_not_and_what_is_no_sheet_is_said(cast, sheet, tmp_path):
    with pytest.raises(Usage, match="公开机构负责人"):
        run(sheet, "--by", "zhou_jingban")
    other = tmp_path / "a.pdf"
    other.write_bytes(b"%PDF")
    for file in (other, tmp_path / "none.csv"):
        with pytest.raises(Usage):
            run(file)
