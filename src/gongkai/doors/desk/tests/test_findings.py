"""Findings on the desk: asked, answered with evidence, checked; as a paper in PDF and Word; what was typed wrong stays."""

from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.plugins.cast import noon

from gongkai.ground.documents import rendering
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.oversight.models import Finding
from gongkai.kernel.records import catalogue
from gongkai.kernel.records.models import Section
from gongkai.procedures.foi.tests.scenes import handled

NEW = "/desk/findings/new/"
SAID = {
    "sort": "suggest", "unit": "zjj", "title": "多件申请在最后一天答复", "text": "三件申请在到期日当天才送签，请改进流转。", "about": "",
    "days": "15",
}  # fmt: skip


@pytest.fixture
def ask(desk):
    def make(client=None, **more):
        return (client or desk("he_jiancha")).post(NEW, SAID | more)

    return make


def test_from_being_asked_to_being_closed(cast, desk, ask):
    case = handled(cast, "2026-02-10")
    assert ask(about=f"{case.reference}\n公告公示\n").status_code == 302
    made = Finding.objects.get()
    assert made.about == [case.ref, "section:notices"]
    url, head = f"/desk/findings/{made.code}/", desk("liu_qianfa")
    assert "多件申请在最后一天答复" in head.get("/desk/").content.decode()
    page = head.get(url).content.decode()
    assert (
        "到期日当天才送签" in page and case.reference in page and "公告公示" in page and "明政公开整〔2026〕1号" in page
    )
    shown = SimpleUploadedFile("新流转办法.txt", "从4月1日起".encode())
    assert (
        head.post(f"{url}do/answer/", {"text": "已经改了流转办法。", "evidence": shown, "seen": "0"}).status_code == 302
    )
    assert "多件申请在最后一天答复" not in head.get("/desk/").content.decode()
    watch = desk("he_jiancha")
    assert "待核查" in watch.get("/desk/").content.decode()
    page = watch.get(url).content.decode()
    assert "已经改了流转办法。" in page and "新流转办法.txt" in page and "刘志远" in page
    assert watch.post(f"{url}do/close/", {"text": "已经核查，属实。", "seen": "1"}).status_code == 302
    assert "已销号" in watch.get(url).content.decode() and "没有要办的事" in watch.get(url).content.decode()
    assert head.get(f"{url}do/answer/").status_code == 302


def test_the_paper_comes_as_pdf_and_as_word(cast, desk, ask):
    ask()
    url, client = f"/desk/findings/{Finding.objects.get().code}/", desk("liu_qianfa")
    assert client.get(f"{url}paper.pdf").status_code == 404 and "正在排版" in client.get(url).content.decode()
    rendering.catch_up(at=noon("2026-03-02"))
    assert client.get(f"{url}paper.pdf").content.startswith(b"%PDF")
    paper = docx.Document(BytesIO(client.get(f"{url}paper.docx").content))
    said = "\n".join(line.text for line in paper.paragraphs)
    assert "整改建议书" in said and "明政公开整〔2026〕1号" in said and "明川县住房和城乡建设局：" in said
    assert "三件申请在到期日当天才送签" in said and "2026年3月2日" in said
    assert {run.font.name for line in paper.paragraphs for run in line.runs} == {"Times New Roman"}


def test_what_went_out_without_a_paper_has_none(desk, ask):
    ask(sort="explain")
    url = f"/desk/findings/{Finding.objects.get().code}/"
    assert [desk("liu_qianfa").get(f"{url}paper.{form}").status_code for form in ("pdf", "docx")] == [404, 404]
    assert "整改建议书PDF" not in desk("liu_qianfa").get(url).content.decode()


@pytest.mark.parametrize("about", ["2026-9999", "没有的栏目"])
def test_what_is_not_found_is_named_and_what_was_typed_stays(cast, desk, ask, about):
    page = ask(about=about)
    assert page.status_code == 422 and f"没有找到“{about}”" in page.content.decode()
    assert SAID["text"] in page.content.decode() and not Finding.objects.exists()


def test_another_units_case_and_one_that_is_not_theirs_to_see_are_not_found(cast, ask):
    case = handled(cast)
    assert ask(unit="wjw", about=case.reference).status_code == 422
    cases.conceal(case=case, reason="涉及国家秘密", officer="zhou_jingban", by=cast.actor("liu_qianfa"), at=noon("2026-03-02"))  # fmt: skip
    assert ask(about=case.reference).status_code == 422


def test_a_case_that_became_confidential_is_told_as_a_number_of_cases_only(cast, desk, ask):
    case = handled(cast)
    ask(about=case.reference)
    cases.conceal(case=case, reason="涉及国家秘密", officer="zhou_jingban", by=cast.actor("liu_qianfa"), at=noon("2026-03-02"))  # fmt: skip
    page = desk("he_jiancha").get(f"/desk/findings/{Finding.objects.get().code}/").content.decode()
    assert "另有1件不便显示" in page and case.reference not in page


@pytest.mark.parametrize("unit, head", [("zjj", "liu_qianfa"), ("wjw", "ma_qianfa")])
def test_it_goes_to_the_unit_that_was_chosen(desk, ask, unit, head):
    assert ask(unit=unit).status_code == 302
    assert Finding.objects.get().unit.code == unit
    assert SAID["title"] in desk(head).get("/desk/").content.decode()


def test_a_form_sent_twice_asks_once(desk):
    client = desk("he_jiancha")
    once = client.get(NEW).context["once"]
    for _ in range(2):
        assert client.post(NEW, SAID | {"once": once}).status_code == 302
    assert Finding.objects.count() == 1


def test_a_question_leads_to_the_form_with_its_cases(cast, desk):
    case = handled(cast, "2026-02-10")
    page = (
        desk("he_jiancha")
        .get(f"{NEW}?sort=explain&unit=zjj&title=多日没有动作&about={case.reference}")
        .content.decode()
    )
    assert case.reference in page and "多日没有动作" in page and 'value="explain"' in page


def test_a_case_leads_whoever_oversees_its_unit_to_the_form(cast, desk):
    case = handled(cast, "2026-02-10")
    link = f"{NEW}?sort=suggest&amp;unit=zjj&amp;about={case.reference}"
    assert link in desk("he_jiancha").get(f"/desk/c/{case.reference}/").content.decode()
    assert NEW not in desk("liu_qianfa").get(f"/desk/c/{case.reference}/").content.decode()


def test_overdue_sections_lead_there_too(cast, desk, today):
    catalogue.change(section=Section.objects.get(pk="notices"), update_every="month", by=cast.actor("gao_gongkai"), at=noon("2026-03-02"))  # fmt: skip
    today("2026-06-01")
    url = desk("he_jiancha").get("/desk/coverage/list/?unit=zjj").context["ask_url"]
    page = desk("he_jiancha").get(url).content.decode()
    assert "公告公示" in page and "栏目没有按期更新" in page
    assert desk("wang_bianji").get("/desk/coverage/list/?unit=zjj").context["ask_url"] == ""


def test_who_has_no_part_in_it_finds_nothing(desk, ask):
    ask()
    url = f"/desk/findings/{Finding.objects.get().code}/"
    for username in ("wang_bianji", "qian_jingban", "ma_qianfa", "lin_guanli"):
        client = desk(username)
        assert [client.get(f"{url}{rest}").status_code for rest in ("", "do/answer/", "do/close/", "paper.docx")] == [404] * 4  # fmt: skip
        assert "多件申请" not in client.get("/desk/findings/").content.decode()
    assert desk("zhou_jingban").get(url).status_code == 200
    assert desk("zhou_jingban").get(f"{url}do/answer/").status_code == 404
