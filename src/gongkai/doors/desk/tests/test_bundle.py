"""The whole file of a case as one PDF: in order, with index, numbers and proof; for those who handle it, and each time a fact."""

import json
import re
from hashlib import sha256
from io import BytesIO

import pypdfium2
import pytest
from tests.plugins.cast import noon

from gongkai.ground.files.actions import attach
from gongkai.ground.files.tests.samples import PNG, seal_png
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.cases.actions import add_note, erase
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering, assisting

REQUEST = foi.Request(
    "natural", {"name": "张三丰", "phone": "13800000000"}, "补助名单", "申请公开补助名单全文。", "electronic", "online"
)


def paper(words: str, pages: int = 2) -> bytes:
    """A PDF of somebody else's making; wider than high."""
    made = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        made.new_page(842, 595)
    made.new_attachment(words)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


SCAN = seal_png(300, 200)


@pytest.fixture
def case(cast, home):
    made = foi.submit(unit=cast.units["zjj"], request=REQUEST, at=noon("2026-03-02")).case
    foi.accept(case=made, by=cast.actor("zhou_jingban"), at=noon("2026-03-02"))
    add_note(case=made, text="已到住房股调档", by=cast.actor("zhou_jingban"), at=noon("2026-03-03"))
    for name, data in (
        ("身份证.png", SCAN),
        ("坏的.png", PNG),
        ("授权书.pdf", paper("x")),
        ("坏的.pdf", b"%PDF-1.7\nnothing in it\n%%EOF"),
    ):
        attach(owner=made.ref, name=name, data=data, by="zhou_jingban", at=noon("2026-03-03"), seal=True)
    answering.propose(
        case=made, outcome="3_1", text="您申请的信息予以公开，名单附后。", by=cast.actor("zhou_jingban"), at=noon("2026-03-04")
    )  # fmt: skip
    answering.answer(case=made, by=cast.actor("liu_qianfa"), at=noon("2026-03-05"))
    return made


def bundle(client, case, **chosen):
    return client.post(f"/desk/c/{case.reference}/bundle", chosen)


def pages(pdf: bytes) -> list[str]:
    opened = pypdfium2.PdfDocument(pdf)
    return [opened[n].get_textpage().get_text_range().replace("\r\n", "\n") for n in range(len(opened))]


def test_it_holds_everything_in_its_order_with_numbers_and_proof(desk, case):
    answer = bundle(desk("zhou_jingban"), case)
    told = pages(answer.content)
    total = len(told)
    assert [f"第 {n} 页，共 {total} 页" in page for n, page in enumerate(told, 1)] == [True] * total
    index = told[1].replace("\n", "")
    order = ["申请内容和结果", "办理经过", "期限计算单", "登记回执", "身份证.png", "坏的.png", "授权书.pdf", "坏的.pdf", "政府信息公开申请答复书"]  # fmt: skip
    places = [index.index(each) for each in order]
    assert places == sorted(places) and "打不开，没有装订" in index and sha256(PNG).hexdigest() in index
    # A scan that is a picture has a page too, of its own proportions.
    assert f"由图片转成，图片的SHA-256 {sha256(SCAN).hexdigest()}" in index
    bound = pypdfium2.PdfDocument(answer.content)
    assert [round(page.get_width() / page.get_height(), 2) for page in bound].count(1.5) == 1
    whole = "\n".join(told)
    for words in (
        "补助名单",
        "张三丰",
        "申请公开补助名单全文",
        "到期日",
        "予以公开",
        "受理",
        "台账证明",
    ):
        assert words in whole, words
    at = next(n for n, page in enumerate(told, 1) if page.startswith("办理期限计算单"))
    assert re.search(rf"办理期限计算单\s*2026-03-02\s*{at}\s", told[1])


def test_taking_it_out_is_a_fact_with_its_digest(desk, case):
    answer = bundle(desk("zhou_jingban"), case)
    fact = Fact.objects.filter(ref=case.ref).latest("idx")
    told = json.loads(bytes(fact.body))["fact"]
    assert (fact.name, fact.actor) == ("case.bundled", "zhou_jingban")
    assert told["digest"] == sha256(answer.content).hexdigest() and told["pages"] == len(pages(answer.content))


@pytest.mark.parametrize("username, found", [("liu_qianfa", 200), ("feng_fazhi", 200), ("he_jiancha", 404), ("gao_gongkai", 404), ("qian_jingban", 404), ("wang_bianji", 404)])  # fmt: skip
def test_it_is_of_those_who_handle_the_case(desk, case, username, found):
    before, client = Fact.objects.count(), desk(username)
    assert ("/bundle" in client.get(f"/desk/c/{case.reference}/").content.decode()) is (found == 200)
    assert bundle(client, case).status_code == found
    assert (Fact.objects.count() > before) is (found == 200)


def test_more_than_can_be_held_is_refused_with_a_sentence(desk, case, monkeypatch):
    monkeypatch.setattr("gongkai.doors.desk.bundling.MOST_BYTES", 100)
    before, client = Fact.objects.count(), desk("zhou_jingban")
    page = client.get(bundle(client, case)["location"]).content.decode()
    assert "不能装订成一份，请分别下载。" in page and Fact.objects.count() == before


def test_of_what_is_erased_there_is_nothing_to_bind(desk, cast, case):
    erase(case=case, by=cast.actor("lin_guanli"), at=noon("2026-03-06"))
    before = Fact.objects.count()
    assert bundle(desk("zhou_jingban"), case).status_code == 302 and Fact.objects.count() == before


def test_what_the_office_keeps_to_itself_goes_to_no_court_unless_that_is_chosen(desk, cast, home):
    case, by = (
        foi.submit(unit=cast.units["zjj"], request=REQUEST, at=noon("2026-03-02")).case,
        cast.actor("zhou_jingban"),
    )
    foi.accept(case=case, by=by, at=noon("2026-03-02"))
    add_note(case=case, text="已到住房股调档", by=by, at=noon("2026-03-03"))
    assisting.ask(
        case=case, kind="retrieve", unit=cast.units["wjw"], what="2008年的名单", days=5, by=by, at=noon("2026-03-03")
    )
    (asked,) = assisting.awaited(case)
    assisting.answer(
        assistance=asked, came="none", text="库房里查过两遍", by=cast.actor("qian_jingban"), at=noon("2026-03-04")
    )
    case.refresh_from_db()
    answering.propose(case=case, outcome="3_1", text="您申请的信息予以公开，名单附后。", by=by, at=noon("2026-03-04"))
    signatory = cast.actor("liu_qianfa")
    answering.return_answer(case=case, reason="口气太硬", by=signatory, at=noon("2026-03-05"))
    inner = ("已到住房股调档", "库房里查过两遍", "口气太硬", "请在2026年3月10日前书面答复")
    client = desk("zhou_jingban")
    told = "\n".join(pages(bundle(client, case).content))
    assert [words for words in inner if words in told] == []
    # That it happened, by whom and when, stays told.
    assert "退回重拟" in told and "磋商信函" in told.replace("\n", "") and "调取函" in told
    whole = "\n".join(pages(bundle(client, case, internal="on").content))
    assert [words for words in inner if words not in whole] == []
    facts = [
        json.loads(bytes(each.body))["fact"]["what"]
        for each in Fact.objects.filter(name="case.bundled").order_by("idx")
    ]
    assert facts == ["", "（连同内部材料）"]
