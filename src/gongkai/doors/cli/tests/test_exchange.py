"""``gongkai import`` and ``gongkai export``: the same sheets as at the desk, without screens."""

import pytest
from openpyxl import load_workbook
from tests.plugins.scenes import draft

from gongkai.doors.cli import main
from gongkai.engines.exchange.tests.conftest import reads_at_once  # noqa: F401
from gongkai.engines.exchange.tests.test_word import PAPER, paper, saved
from gongkai.ground.files.tests.test_packs import packed
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.records.models import Record

TEXT = "标题,文号,成文日期,公开目录,正文\n公租房公告,,2026-03-01,公告公示,现予公告。\n"
BAD = "没有日期的公告,,,公告公示,现予公告。\n"


@pytest.fixture
def written(tmp_path):
    def write(text: str):
        path = tmp_path / "公告.csv"
        path.write_text(text, "utf-8")
        return str(path)

    return write


def words(path: str, *more: str) -> list[str]:
    return ["import", "notice", path, "--unit", "zjj", "--by", "wang_bianji", *more]


def test_rows_come_in_as_an_editors_drafts(cast, home, capsys, written):
    assert main(words(written(TEXT))) == 0
    assert Record.objects.get().author == "wang_bianji"
    assert capsys.readouterr().out.splitlines() == ["row 2\tnew\t公租房公告", "1 row: 1 new, 0 changed, 0 the same, 0 wrong; 1 entered."]  # fmt: skip
    assert main(words(written(TEXT))) == 0
    assert "1 the same" in capsys.readouterr().out and Record.objects.count() == 1


def test_dry_run_does_nothing(cast, home, capsys, written):
    assert main(words(written(TEXT), "--dry-run")) == 0
    assert not Record.objects.exists() and "nothing done" in capsys.readouterr().out


def test_rows_that_are_wrong_are_told_given_back_and_end_with_one(cast, home, capsys, written, tmp_path):
    assert main(words(written(TEXT + BAD), "--back", str(tmp_path / "back.xlsx"))) == 1
    assert "row 3\twrong\t没有日期的公告\t请填写成文日期" in capsys.readouterr().out
    assert load_workbook(tmp_path / "back.xlsx").active["A2"].value == "请填写成文日期"
    assert Record.objects.count() == 1


@pytest.mark.parametrize(
    "more, told",
    [
        (("--section", "none"), "no open section"),
        (("--unit", "none"), "no unit with the code"),
        (("--by", "none"), "nobody with the sign-in name"),
        (("--by", "sun_bianji"), "信息编辑来办"),
    ],
)
def test_bad_usage(cast, home, capsys, written, more, told):
    assert main(words(written(TEXT), *more)) == 2
    assert told in capsys.readouterr().err and not Record.objects.exists()


def test_a_file_that_is_no_table(cast, home, capsys, written, tmp_path):
    assert main(words(str(tmp_path / "none.csv"))) == 2
    assert main(words(str(tmp_path / "a.pdf"))) == 2
    assert main(words(written("甲,乙\n1,2\n"))) == 2
    assert "没有找到列名" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_was_exported_comes_back_the_same(cast, home, capsys, tmp_path, form):
    draft(cast)
    path = str(tmp_path / f"out.{form}")
    assert main(["export", "notice", path]) == 0
    assert Fact.objects.latest("idx").name == "records.exported"
    assert main(words(path)) == 0
    assert "1 the same" in capsys.readouterr().out


def test_an_export_is_of_what_its_person_may_see(cast, home, capsys, tmp_path):
    draft(cast)
    for more, number in (((), 1), (("--by", "sun_bianji"), 0), (("--unit", "wjw"), 0), (("--state", "draft"), 1)):
        main(["export", "notice", str(tmp_path / "out.csv"), *more])
        assert capsys.readouterr().out.startswith(f"{number} record")


def test_a_folder_and_a_pack_of_documents_come_in_with_their_attachments(cast, home, capsys, tmp_path, reads_at_once):  # noqa: F811
    folder, document = tmp_path / "材料", saved(paper(("关于公租房的公告", None), *PAPER[5:8]))
    (folder / "公告").mkdir(parents=True)
    (folder / "公告.docx").write_bytes(document)
    (folder / "公告" / "名单.txt").write_text("名单", "utf-8")
    assert main(words(str(folder), "--section", "notices")) == 0
    assert capsys.readouterr().out.splitlines()[0] == "row 1\tnew\t关于公租房的公告\t\t公告.docx\t+名单.txt"
    pack = tmp_path / "材料.zip"
    pack.write_bytes(packed(("公告.docx", document), ("公告附件.txt", "名单".encode())))
    assert main(words(str(pack), "--section", "notices")) == 0
    assert "1 the same" in capsys.readouterr().out and Record.objects.count() == 1
    assert main(words(str(folder / "公告.docx"), "--section", "notices")) == 0
    assert main(words(str(folder / "公告" / "名单.pdf"), "--section", "notices")) == 2
    assert "nor a folder or a .zip" in capsys.readouterr().err
