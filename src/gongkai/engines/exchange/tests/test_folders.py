"""A folder of documents with their attachments comes in: whose each file is, what is refused, and what comes in twice."""

import pytest
from tests.plugins.cast import noon

from gongkai.engines.exchange import actions, documents
from gongkai.engines.exchange.folders import MOST_DOCUMENTS, Filed, sort_out
from gongkai.engines.exchange.planning import CHANGE, NEW, SAME, WRONG
from gongkai.engines.exchange.tables import TableRefused
from gongkai.engines.exchange.tests.test_word import PAPER, PNG, POLICY, paper, policies, saved
from gongkai.ground.files.queries import by_ids
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import version_of

pytestmark = pytest.mark.usefixtures("reads_at_once")
DAY = noon("2026-03-02")
TEXT = "名单".encode()
DOCUMENT = saved(paper(*PAPER))


def whose(*paths: str) -> dict[str, list[str]]:
    found, notes = sort_out([(path, TEXT) for path in paths])
    return {each.path: [file.name for file in each.beside] for each in found} | ({"": notes} if notes else {})


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        (("办法.docx", "办法附件.xlsx.txt", "公告.docx"), {"公告.docx": [], "办法.docx": ["办法附件.xlsx.txt"]}),
        (("办法.docx", "办法/名单.txt", "办法/图/一.txt", "公告.docx"), {"公告.docx": [], "办法.docx": ["名单.txt", "一.txt"]}),
        (("1/办法.docx", "1/名单.txt", "2/公告.docx"), {"1/办法.docx": ["名单.txt"], "2/公告.docx": []}),
        (("全部/办法.docx", "全部/附件1.docx", "全部/附件2.docx"), {"办法.docx": ["附件1.docx", "附件2.docx"]}),
        (("办法.docx", "附件/表一.docx", "附件/表二.docx"), {"办法.docx": ["表一.docx", "表二.docx"]}),
        (("办法.docx", "办法 附件1.docx", "公告.docx"), {"公告.docx": [], "办法.docx": ["办法 附件1.docx"]}),
        (("办法.docx", "办法解读.docx"), {"办法.docx": [], "办法解读.docx": []}),
        (("附件1.docx", "附件2.docx"), {"附件1.docx": [], "附件2.docx": []}),
        (("2.docx", "10.docx", "1.docx"), {"1.docx": [], "2.docx": [], "10.docx": []}),
        (("__MACOSX/._办法.docx", "~$办法.docx", ".DS_Store", "办法.docx", "Thumbs.db"), {"办法.docx": []}),
    ],
)  # fmt: skip
def test_whose_a_file_is(paths, told):
    assert whose(*paths) == told
    assert list(whose(*paths)) == list(told)


def test_what_could_be_two_documents_is_told_and_left():
    told = whose("办法.docx", "公告.docx", "名单.txt")
    assert told["办法.docx"] == told["公告.docx"] == []
    assert "认不出“名单.txt”是哪一件的附件" in told[""][0]


def test_a_folder_without_documents_and_one_with_too_many():
    with pytest.raises(TableRefused, match="没有找到Word文件"):
        sort_out([("名单.txt", TEXT)])
    assert len(sort_out([(f"{n}.docx", TEXT) for n in range(MOST_DOCUMENTS)])[0]) == MOST_DOCUMENTS
    with pytest.raises(TableRefused, match="一次最多导入300件，这里有301件"):
        sort_out([(f"{n}.docx", TEXT) for n in range(MOST_DOCUMENTS + 1)])


def planned(cast, *files: Filed):
    return documents.plan_documents(kind=POLICY, unit=cast.units["zjj"], files=files, at=DAY, section=policies())


def folder(*more: tuple[str, bytes]) -> list[Filed]:
    return sort_out([("办法.docx", DOCUMENT), *more])[0]


def attached(record: Record) -> list[str]:
    return [file.name for file in by_ids(version_of(record).values()["attachments"])]


def test_documents_become_drafts_with_what_lies_beside_them_and_never_twice(cast, home):
    found = planned(cast, *folder(("办法/名单.txt", TEXT), ("办法/图.png", PNG)))
    assert [(row.what, row.source, len(row.brought)) for row in found.rows] == [(NEW, "办法.docx", 2)]
    assert actions.enter(plan=found, by=cast.actor("wang_bianji"), at=DAY) == 1
    record = Record.objects.get()
    assert sorted(attached(record)) == ["名单.txt", "图.png"]
    again = planned(cast, *folder(("办法/名单.txt", TEXT), ("办法/图.png", PNG)))
    assert [row.what for row in again.rows] == [SAME]
    more = planned(cast, *folder(("办法/名单.txt", TEXT), ("办法/说明.txt", "说明".encode())))
    assert [(row.what, row.told) for row in more.rows] == [(CHANGE, ["改：附件"])]
    assert found.mark != again.mark != more.mark
    actions.enter(plan=more, by=cast.actor("wang_bianji"), at=DAY)
    assert sorted(attached(Record.objects.get())) == ["名单.txt", "图.png", "说明.txt"]


def test_one_that_cannot_be_read_or_whose_attachment_is_not_taken_leaves_the_others(cast, home):
    files = [("1/办法.docx", DOCUMENT), ("2/坏.docx", b"PK\x03\x04"), ("3/旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ("4/公告.docx", saved(paper(*PAPER[3:]))), ("4/运行.txt", b"#!/bin/sh")]  # fmt: skip
    found = planned(cast, *sort_out(files)[0])
    assert [row.what for row in found.rows] == [NEW, WRONG, WRONG, WRONG]
    assert [row.source for row in found.rows] == ["1/办法.docx", "2/坏.docx", "3/旧.doc", "4/公告.docx"]
    assert "旧版Word" in found.rows[2].told[0] and "附件“运行.txt”：" in found.rows[3].told[-1]
    assert actions.enter(plan=found, by=cast.actor("wang_bianji"), at=DAY) == 1
