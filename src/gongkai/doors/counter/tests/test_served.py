"""What the applicant opens with number and code for the first time is noted as served; the redacted copy comes only once the answer is out."""

import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents.tests.dirty import SECRETS, dirty_pdf
from gongkai.ground.files.fields import Upload
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering, releasing, serving
from gongkai.procedures.foi.releasing import Box, Rect

DAY = noon("2026-03-02")


@pytest.fixture
def proposed(citizen, cast, home) -> tuple[Case, str]:
    """An answer with a redacted copy that waits for its signature, and its query code."""
    citizen.fill_all()
    _, code = citizen.send()
    case, by = Case.objects.get(), cast.actor("zhou_jingban")
    foi.accept(case=case, by=by, at=DAY)
    (material,) = releasing.add(case=case, files=[Upload("名单.pdf", dirty_pdf())], by=by, at=DAY)
    releasing.mark(material=material, boxes=[Box(Rect(1, 190, 180, 800, 100), "15")], by=by, at=DAY)
    copy = releasing.redact(material=material, by=by, at=DAY)
    answering.propose(
        case=case, outcome="3_2", text="您申请的信息部分公开，见附件。", by=by, at=DAY, copies=[copy.file_id]
    )
    return case, code


def opened(case) -> list[str]:
    return [fact.actor for fact in Fact.objects.filter(ref=case.ref, name="foi.paper_read")]


def test_the_copy_is_fetched_with_number_and_code_once_the_answer_is_out_and_that_is_noted(citizen, cast, proposed):
    case, code = proposed
    assert "部分公开）.pdf" not in citizen.track(case.reference, code) and not opened(case)
    answering.answer(case=case, by=cast.actor("liu_qianfa"), at=DAY)
    html = citizen.track(case.reference, code)
    assert "名单（部分公开）.pdf" in html and "名单（不公开内容清单）.pdf" in html and "名单.pdf" not in html
    assert not opened(case), "looking where it stands is not opening it"
    number = serving.papers_of(case)[0].number
    citizen.press("/counter/track/enclosure", number=number, place="1")
    assert citizen.answer.content.startswith(b"%PDF") and SECRETS["text"].encode() not in citizen.answer.content
    assert opened(case) == [foi.APPLICANT.name]
    citizen.track(case.reference, code)
    citizen.press("/counter/track/paper", number=number)
    citizen.track(case.reference, code)
    citizen.press("/counter/track/enclosure", number=number, place="2")
    assert len(opened(case)) == 1
    html = citizen.track(case.reference, code)
    assert "网上取阅" in html and "您第一次打开了政府信息公开申请答复书。" in html


def test_neither_the_receipt_nor_what_is_not_there_is_noted(citizen, cast, proposed):
    case, code = proposed
    citizen.track(case.reference, code)
    citizen.press("/counter/track/paper", number=serving.papers_of(case)[-1].number)
    citizen.track(case.reference, code)
    citizen.press("/counter/track/enclosure", number="明建公开答〔2026〕1号", place="1")
    assert citizen.answer.status_code == 404 and not opened(case)


def test_each_way_is_told_on_the_track_page(citizen, cast, proposed):
    case, code = proposed
    answering.answer(case=case, by=cast.actor("liu_qianfa"), at=DAY)
    by, paper = cast.actor("zhou_jingban"), serving.papers_of(case)[0].number
    made = serving.send(case=case, paper=paper, way="post", on=DAY.date(), posting="EA1", by=by, at=DAY)
    html = citizen.track(case.reference, code)
    assert "政府信息公开申请答复书：邮寄发出。" in html and "EA1" not in html
    serving.come_back(service=made, on=DAY.date(), reason="查无此人", by=by, at=DAY)
    html = citizen.track(case.reference, code)
    assert "没有送到（邮寄），我们会再送一次" in html and "查无此人" not in html
    serving.send(case=case, paper=paper, way="in_person", on=DAY.date(), signer="本人", by=by, at=DAY)
    assert "当面交付，2026年3月2日签收" in citizen.track(case.reference, code)
