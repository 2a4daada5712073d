"""On the desk: sending, what came of it, the label for an envelope; and whose that is."""

import pypdfium2
import pytest
from tests.plugins.cast import noon

from gongkai.doors import edge
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import serving
from gongkai.procedures.foi.tests.scenes import OFFICER, accepted, answer
from gongkai.procedures.foi.tests.test_release_page import desk

ON = noon("2026-03-03")
PARTY = {"name": "张三", "phone": "13800000000", "address": "明川县城关镇幸福路12号"}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(edge, "now", lambda: ON)


def made(cast, party=PARTY) -> Case:
    request = foi.Request("natural", party, "补助名单", "补助名单全文", "paper", "post")
    case = foi.submit(unit=cast.units["zjj"], request=request, at=noon("2026-02-10")).case
    return answer(cast, accepted(cast, case, "2026-02-10"), "2026-03-02")


def page_of(case) -> str:
    return f"/desk/p/foi/service/?case={case.reference}"


def act(client, case, name, **values):
    case.refresh_from_db()
    return client.post(f"/desk/c/{case.reference}/do/{name}/", {"seen": case.revision} | values)


def test_it_is_sent_told_of_and_listed(cast, home):
    case, client = made(cast), desk(cast, OFFICER)
    page = client.get(f"/desk/c/{case.reference}/").content.decode()
    assert "还没有登记，申请人也还没有在网上打开" in page and page_of(case) in page
    form = client.get(f"/desk/c/{case.reference}/do/send/").content.decode()
    assert 'value="post" id="id_way_0" checked' in form or "checked" in form
    paper = serving.papers_of(case)[0].number
    refused = act(client, case, "send", paper=paper, way="post", on="2026-3-3", posting="")
    assert refused.status_code == 422 and "请写邮件单号" in refused.content.decode()
    assert act(client, case, "send", paper=paper, way="post", on="2026-3-3", posting="EA123").status_code == 302
    assert act(client, case, "came_back", which="1", on="2026-3-3", reason="查无此人").status_code == 302
    listed = client.get("/desk/").content.decode()
    assert case.reference in listed and "重新送达文书" in listed and "文书退回，要重新送达" in listed
    told = client.get(page_of(case)).content.decode()
    assert "邮件单号EA123" in told and "2026年3月3日退回" in told
    assert act(client, case, "send", paper=paper, way="in_person", on="2026-3-3", signer="本人").status_code == 302
    assert "当面交付，3月3日送达" in client.get(f"/desk/c/{case.reference}/").content.decode()


def test_the_label_opens_the_address_and_that_is_a_fact(cast, home):
    case, client = made(cast), desk(cast, OFFICER)
    made_pdf = client.post(page_of(case))
    said = pypdfium2.PdfDocument(made_pdf.content)[0].get_textpage().get_text_range()
    assert PARTY["address"] in said.replace("\r\n", "") and "张三" in said and case.reference in said
    assert Fact.objects.filter(ref=case.ref).latest("idx").name == "case.viewed"


def test_without_an_address_there_is_none(cast, home):
    case, client = made(cast, {"name": "张三", "phone": "13800000000"}), desk(cast, OFFICER)
    answer_ = client.post(page_of(case), follow=True)
    assert "申请人没有留通信地址" in answer_.content.decode()


@pytest.mark.parametrize("username, found", [("chen_chuangkou", 200), ("liu_qianfa", 404), ("feng_fazhi", 404), ("qian_jingban", 404), ("he_jiancha", 404), ("gao_gongkai", 404), ("wang_bianji", 404)])  # fmt: skip
def test_it_is_for_those_who_send_papers(cast, home, username, found):
    case = made(cast)
    client, before = desk(cast, username), Fact.objects.count()
    assert client.get(page_of(case)).status_code == found
    if found == 404:
        assert client.post(page_of(case)).status_code == 404
        assert act(client, case, "send", way="post").status_code == 404
    assert Fact.objects.count() == before
