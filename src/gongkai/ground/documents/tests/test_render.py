"""Notices become PDFs: every kind, the same bytes each time, data never markup, sealed on disk, one fact each."""

from datetime import date
from hashlib import sha256
from itertools import pairwise

import pypdfium2
import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents import rendering
from gongkai.ground.documents.actions import issue
from gongkai.ground.documents.letter import letter, pdf
from gongkai.ground.documents.models import Notice, Rendering
from gongkai.ground.documents.queries import data_of, notices_of, pdf_of
from gongkai.ground.documents.typesetting import LACKING, NotRendered
from gongkai.ground.files.models import File
from gongkai.ground.ledger.acts import act, record
from gongkai.ground.ledger.models import Fact
from gongkai.ground.parties import vault
from gongkai.ground.parties.actions import forget_key
from gongkai.ground.units.facts import UnitChanged
from gongkai.pure import declare
from gongkai.pure.law.articles import cite, legal_basis
from gongkai.pure.law.outcomes import FOI_2008, OUTCOMES_2008, OUTCOMES_2019
from gongkai.pure.law.remedies import remedy

AT = noon("2026-03-02")
NOTICES = {
    kind: declare.Notice(kind, title, sign)
    for kind, title, sign in (
        ("receipt", "登记回执", "登"),
        ("correction", "补正告知书", "补"),
        ("consultation", "征求意见书", "征"),
        ("extension", "延期答复告知书", "延"),
        ("answer", "政府信息公开申请答复书", "答"),
        ("lapse", "视为放弃申请告知书", "终"),
        ("recall", "终止办理告知书", "撤"),
        ("unheard_of", "来信答复", "信"),
    )
}
DATA = {
    "to": "张三", "unit": "明川县住房和城乡建设局", "phone": "0000-0066128", "address": "明川县人民路1号",
    "reference": "明2026-000123", "subject": "补助名单", "paragraphs": ["经查，信息已经公开。"],
}  # fmt: skip


def text_of(made: bytes) -> str:
    pages = pypdfium2.PdfDocument(made)
    return "".join(page.get_textpage().get_text_bounded() for page in pages).replace("\r\n", "")


def values(**changes):
    head = {"title": "政府信息公开申请答复书", "number": "明建公开答〔2026〕12号", "dated_on": "2026-03-02"}
    return letter("answer", DATA | head | changes)


def issued(kind="answer", ref="case:1", **changes) -> Notice:
    with act():
        rows = issue(ref=ref, notice=NOTICES[kind], office="明建", data=DATA | changes, on=date(2026, 3, 2), step_seq=1)
        record(UnitChanged("zjj", "x"), ref=ref, by="wang", at=AT, rows=rows)
    return rows[0]


@pytest.fixture
def subject(db, home):
    vault.new_key("case:1")


@pytest.mark.parametrize("kind", NOTICES)
def test_every_kind_becomes_paper(subject, kind):
    notice = issued(kind)
    assert rendering.catch_up(AT) == 1
    text = text_of(pdf_of(notice))
    for said in (NOTICES[kind].title, notice.number, "张三：", "经查，信息已经公开。", "2026年3月2日", "— 1 —"):
        assert said in text


def test_a_letter_of_consultation_does_not_name_the_case(subject):
    notice = issued("consultation")
    assert DATA["reference"] not in text_of(rendering.render_now(notice, AT))


def test_rendering_is_sealed_recorded_and_done_once(subject):
    notice = issued()
    assert [view.rendered for view in notices_of("case:1")] == [False]
    assert (rendering.catch_up(AT), rendering.catch_up(AT)) == (1, 0)
    row, file, fact = Rendering.objects.get(), File.objects.get(), Fact.objects.order_by("idx").last()
    assert fact.name == "notice.rendered" and row.digest.encode() in bytes(fact.body)
    assert row.digest == sha256(pdf_of(notice)).hexdigest()
    assert file.owner == "case:1" and file.sealed and not file.path.read_bytes().startswith(b"%PDF")
    assert rendering.render_now(notice, AT) == pdf_of(notice) and Rendering.objects.count() == 1
    assert [view.rendered for view in notices_of("case:1")] == [True]


def test_an_erased_subject_is_passed_over(subject):
    waiting = issued()
    forget_key("case:1")
    assert rendering.catch_up(AT) == 0
    assert data_of(waiting) == {} and rendering.render_now(waiting, AT) is None and pdf_of(waiting) is None


def test_one_that_fails_holds_up_no_other(subject, caplog):
    bad, good = issued(articles=["no such article"]), issued()
    assert rendering.catch_up(AT) == 1
    assert pdf_of(bad) is None and pdf_of(good)
    assert bad.number in caplog.text


def test_the_same_data_gives_the_same_bytes():
    assert pdf(values()) == pdf(values())
    assert pdf(values()) != pdf(values(to="李四"))


def test_data_is_never_markup():
    said = "#panic() $x$ [a] *b* _c_ <d> @e \\f"
    assert said in text_of(pdf(values(paragraphs=[said])))


def test_a_long_text_goes_on_over_pages():
    made = pdf(values(paragraphs=["这一段讲办理的经过。" * 40] * 6))
    assert rendering.pages_of(made) == len(pypdfium2.PdfDocument(made)) > 2
    assert "— 3 —" in text_of(made)


@pytest.mark.parametrize("lines", range(12, 26))
def test_no_page_holds_a_signature_and_nothing_that_is_signed(lines):
    """However long the text: what stands with the signature on its page is the text's end."""
    made = pypdfium2.PdfDocument(
        pdf(values(paragraphs=["这一行讲办理的经过。"] * lines, remedy="如对本答复不服，可以申请行政复议。" * 5))
    )
    last = made[len(made) - 1].get_textpage().get_text_bounded()
    assert "申请行政复议。" in last and "2026年3月2日" in last


def test_the_group_of_rows_in_the_annual_table_is_nothing_to_an_applicant():
    assert values(outcome="5.属于三类内部事务信息")["finding"] == "处理结果：属于内部事务信息。"


@pytest.mark.parametrize(("day", "first"), [("2023-12-31", False), ("2024-01-01", True), ("2024-01-02", True)])
def test_the_remedy_is_that_of_the_day(day, first):
    said = remedy(
        on=date.fromisoformat(day), adverse=True, organ=DATA["unit"], reconsideration_organ="甲县人民政府", court="甲县人民法院"
    )  # fmt: skip
    text = text_of(pdf(values(remedy=said, dated_on=day)))
    assert said in text and ("先" in said) is first


def test_a_rare_name_outside_the_serif_is_set_in_the_sans():
    assert "张㐁" in text_of(pdf(values(to="张㐁")))


@pytest.mark.parametrize("lacking", ["\ue000", "😀", "𠮷"])
def test_a_character_that_no_font_has_is_marked_and_holds_up_no_letter(lacking):
    assert f"张{LACKING}先生" in text_of(pdf(values(to=f"张{lacking}先生")))


def test_a_missing_font_is_an_error(tmp_path):
    with pytest.raises(NotRendered):
        pdf(values(), fonts=tmp_path)


def test_a_receipt_over_the_counter_is_stored_nowhere(subject):
    made = rendering.paper_receipt(DATA | {"query_code": "ABCD-EFGH"}, date(2026, 3, 2))
    assert "ABCD-EFGH" in text_of(made) and not File.objects.exists()


@pytest.mark.parametrize("found", (*OUTCOMES_2008, *OUTCOMES_2019), ids=lambda found: found.code)
def test_an_outcome_is_decided_under_the_version_of_its_regulation(found):
    said = values(outcome=found.finding, articles=list(found.cited), regulation=legal_basis(found.rule))["finding"]
    order = "第492号" if found.rule == FOI_2008 else "第711号"
    assert said.startswith(f"处理结果：{found.finding}。") and (order in said) == bool(found.cited)
    assert all(cite(article) in said for article in found.cited)


@pytest.mark.parametrize("found", OUTCOMES_2019, ids=lambda found: found.code)
def test_a_letter_of_before_says_its_outcome_without_its_place_in_the_table(found):
    said = values(outcome=found.label, articles=list(found.articles))["finding"]
    assert not said.startswith(("处理结果：（", "处理结果：1", "处理结果：2")) and "只计" not in said
    assert all(cite(article) in said for article in found.articles)


def stretched(made: bytes) -> float:
    """The farthest that a Chinese character stands from the next on its line, in units of its own width."""
    farthest = 0.0
    for page in pypdfium2.PdfDocument(made):
        text = page.get_textpage()
        placed = [(text.get_text_range(at, 1), *text.get_charbox(at, loose=True)) for at in range(text.count_chars())]
        # Where characters stand wide apart, the reader takes a space for read that is not there.
        placed = [each for each in placed if each[3] > each[1]]
        for (one, left, bottom, right, _), (two, next_left, below, _, _) in pairwise(placed):
            if all("\u4e00" <= char <= "\u9fff" for char in (one, two)) and bottom == below:
                farthest = max(farthest, (next_left - left) / (right - left))
    return farthest


LONG = (
    "http://www.mingchuan.gov.example/public/6598123/10098765432.html",
    "1" * 40,
    "MCZJJ-2026-0011223344556677889900-AABBCCDDEEFF",
)


@pytest.mark.parametrize("number", LONG)
@pytest.mark.parametrize("before", range(4, 26, 3))
def test_no_line_is_pulled_apart_before_a_long_number(number, before):
    """Wherever on its line the number begins; and it is copied whole from the page."""
    chinese = "您申请的信息可以在本机关档案室查阅也可以凭编号在网上查阅"[:before]
    made = pdf(values(paragraphs=[f"{chinese}{number}上查阅。" * 2], outcome="", articles=[]))
    assert text_of(made).count(number) == 2
    assert 1 <= round(stretched(made), 2) < 1.25
