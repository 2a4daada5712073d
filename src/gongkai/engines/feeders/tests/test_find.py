"""What is found: by words, numbers, sound, in attachments; what is offered where nothing is; facets and order."""

from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
import typst
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.plugins.cast import noon

import gongkai
from gongkai.engines.feeders import following
from gongkai.engines.feeders.finding import find_at_desk, find_public
from gongkai.engines.feeders.suggesting import suggest_at_desk, suggest_public
from gongkai.ground.files.tests.samples import PNG
from gongkai.ground.search import places, texts
from gongkai.ground.search.asking import Ask
from gongkai.kernel.records.models import Record

SCHOOLS, HOUSES = "2026年义务教育招生入学工作实施方案", "住房公积金提取管理办法"


def titles(words: str, **more) -> list[str]:
    return ["".join(piece for piece, _ in hit.title) for hit in find_public(Ask(words, **more)).hits]


@pytest.fixture
def county(office, index):
    office.publish(SCHOOLS, "小学报名要带<strong>户</strong>口簿。", kind="policy", document_number="明建〔2026〕12号")
    office.publish(HOUSES, "购房、租房的可以提取。", at=noon("2025-05-06"))
    following.catch_up()
    return office


@pytest.mark.one_engine
@pytest.mark.parametrize("words", [
    "义务教育", "招生 入学", "小学报名", "户口簿", "户口本",  # a synonym
    "明建〔2026〕12号", "明建[2026]12号", "明建（２０２６）第１２号", "明建2026年12号", "〔2026〕12号", "明建〔2026〕",
    "yiwujiaoyu", "yiwujiaoyuzhaosheng", "ywjy", "请问怎么招生？",
])  # fmt: skip
def test_it_is_found(county, words):
    assert titles(words) == [SCHOOLS]


@pytest.mark.one_engine
@pytest.mark.parametrize("words", ["火星移民", "明水〔2025〕8号", "王某某", "第13号"])
def test_what_is_not_there_is_not_found(county, words):
    assert titles(words) == []


def test_the_index_number_is_found_and_its_record_comes_first(county):
    record = county.publish("另一件", f"参照{SCHOOLS}的索引号。")
    following.catch_up()
    assert titles(record.index_number.replace("-", "－"))[:1] == ["另一件"]


def test_a_kind_and_its_unit_and_section_are_words_too(county):
    assert set(titles("住房和城乡建设局")) == {SCHOOLS, HOUSES}
    assert titles("政策文件 招生") == [SCHOOLS]


def test_excerpts_come_from_the_text_with_the_words_marked(county):
    (hit,) = find_public(Ask("户口簿")).hits
    assert ("户口簿", True) in hit.excerpt and "".join(piece for piece, _ in hit.excerpt).startswith(
        "小学报名要带户口簿"
    )


def test_facets_count_what_each_choice_would_give(county):
    answer = find_public(Ask("", chosen={"year": "2026"}))
    by_name = {facet.name: {v.value: (v.count, v.chosen) for v in facet.values} for facet in answer.facets}
    assert by_name["year"] == {"2026": (1, True), "2025": (1, False)}
    assert answer.total == 1 and [hit.row.kind for hit in answer.hits] == ["policy"]
    assert titles("", chosen={"kind": "notice"}) == [HOUSES] and titles("", chosen={"section": "policy"}) == [SCHOOLS]
    assert titles("", chosen={"unit": "wjw"}) == [] and titles("", chosen={"validity": "expired"}) == []


def test_newest_first_and_best_first(county):
    county.publish("公积金公积金公积金缴存基数", "公积金。", at=noon("2024-01-05"))
    following.catch_up()
    assert titles("公积金", newest=True) == [HOUSES, "公积金公积金公积金缴存基数"]
    assert titles("", newest=True)[:2] == [SCHOOLS, HOUSES]


def test_pages_do_not_overlap(office, index):
    for n in range(23):
        office.publish(f"第{n}号公示")
    following.catch_up()
    for newest in (False, True):
        pages = [titles("公示", newest=newest, page=n) for n in (1, 2, 3, 4)]
        assert [len(page) for page in pages] == [10, 10, 3, 0]
        assert len({title for page in pages for title in page}) == 23


FONTS = Path(gongkai.__file__).parent / "ground/documents/fonts"
SAID = "附件里写着海绵城市。"


def made(form: str) -> bytes:
    """A file of a form that says so."""
    if form == "pdf":
        return typst.compile(
            f'#set text(font: "Noto Serif SC")\n{SAID}'.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True
        )
    out = BytesIO()
    if form == "docx":
        document = docx.Document()
        document.add_paragraph(SAID)
        document.save(out)
    elif form == "xlsx":
        book = openpyxl.Workbook()
        book.active.append([SAID])
        book.save(out)
    else:
        out.write(SAID.encode())
    return out.getvalue()


@pytest.mark.one_engine
@pytest.mark.parametrize("form", ["txt", "docx", "xlsx", "pdf"])
def test_attachments_are_read_and_the_excerpt_names_the_file(office, index, form):
    office.publish("带附件的公示", files=[(f"说明.{form}", made(form))])
    following.catch_up()
    assert titles("海绵城市") == [] and titles("说明") == ["带附件的公示"]
    assert following.read_attachments() == 1 and following.read_attachments() == 0
    (hit,) = find_public(Ask("海绵城市")).hits
    assert hit.attachment == f"说明.{form}" and ("海绵城市", True) in hit.excerpt


def test_a_picture_keeps_nobody_waiting(office, index):
    office.publish("带图", files=[("图.png", PNG)])
    following.catch_up()
    assert texts.waiting(9) == [] and following.read_attachments() == 0


def test_a_page_asks_the_database_as_often_for_ten_hits_as_for_one(office, index):
    def questions() -> int:
        find_public(Ask("公示"))
        with CaptureQueriesContext(connection) as asked:
            find_public(Ask("公示"))
        return len(asked)

    office.publish("第一号公示")
    following.catch_up()
    one = questions()
    for n in range(9):
        office.publish(f"又{n}号公示")
    following.catch_up()
    assert questions() == one <= 5


def test_suggestions_are_words_and_titles(county):
    assert [s.words for s in suggest_public("公积")][:1] == ["公积金"]
    assert "公积金" in [s.words for s in suggest_public("gjj")]
    assert SCHOOLS in [s.words for s in suggest_public("2026年义务教")]
    assert suggest_public("   ") == []


def test_what_is_not_in_force_any_more_is_suggested_as_such(county, cast):
    Record.objects.filter(title=SCHOOLS).update(validity="repealed")
    for typed in ("2026年义务教", "明建〔2026〕1"):
        assert [s.words for s in suggest_public(typed) if s.words.endswith(f"{SCHOOLS}【已废止】")], typed
    assert f"{SCHOOLS}【已废止】" in [s.words for s in suggest_at_desk("2026年义务教", cast.scope("wang_bianji"))]


# The desk.


def test_the_desk_finds_drafts_within_scope_and_no_others(county, cast):
    county.draft("梧桐街改造草案")
    following.catch_up()
    assert find_public(Ask("梧桐街")).total == 0
    for who, total in (("wang_bianji", 1), ("gao_gongkai", 1), ("sun_bianji", 0), ("qian_jingban", 0)):
        answer = find_at_desk(Ask("梧桐街"), cast.scope(who))
        assert (answer.total, len(answer.hits)) == (total, total), who
        assert bool(suggest_at_desk("梧桐", cast.scope(who))) == bool(total), who
        states = {value.value for facet in find_at_desk(Ask(""), cast.scope(who)).facets for value in facet.values}
        assert ("draft" in states) == bool(total), who
    assert suggest_public("梧桐") == []


def test_no_index_is_said_and_not_an_empty_answer(office):
    with pytest.raises(places.Unavailable):
        find_public(Ask("公示"))
