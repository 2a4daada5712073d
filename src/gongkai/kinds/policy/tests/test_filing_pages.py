"""备案 on the screens: the worklist, the document's page, the acts; and on the public page."""

from tests.plugins.scenes import normative

from gongkai.doors.desk.tests.conftest import do
from gongkai.engines.site import build
from gongkai.engines.site.tests.helpers import page

FORM = {"authority": "宁州市人民政府", "on": "2026-03-04"}


def test_the_legal_reviewer_finds_it_on_the_worklist_and_files_it(cast, desk, today):
    record = normative(cast)
    today("2026-03-05")
    client = desk("feng_fazhi")
    listed = client.get("/desk/").content.decode()
    assert "报送备案" in listed and "还剩12个自然日" in listed and f"/desk/r/{record.pk}/" in listed
    shown = client.get(f"/desk/r/{record.pk}/").content.decode()
    assert "2026年3月17日" in shown and f"/desk/r/{record.pk}/do/send_for_filing/" in shown
    assert 'value="明川县人民政府"' in client.get(f"/desk/r/{record.pk}/do/send_for_filing/").content.decode()
    assert do(client, record, "send_for_filing", **FORM).status_code == 302
    shown = client.get(f"/desk/r/{record.pk}/").content.decode()
    assert "报宁州市人民政府备案" in shown and "备案机关还没有给" in shown and "register_filing" in shown
    assert do(client, record, "register_filing", number="宁府备〔2026〕3号", on="2026-03-05").status_code == 302
    shown = client.get(f"/desk/r/{record.pk}/").content.decode()
    assert "宁府备〔2026〕3号" in shown and "register_filing" not in shown and "send_for_filing" not in shown
    assert "报送备案" not in client.get("/desk/").content.decode()


def test_a_refused_day_stays_on_the_form(cast, desk, today):
    record = normative(cast)
    today("2026-03-05")
    refused = do(desk("feng_fazhi"), record, "send_for_filing", **FORM | {"on": "2026-03-06"})
    assert refused.status_code == 422
    assert "报送日期要在公布那天" in refused.content.decode() and "宁州市人民政府" in refused.content.decode()


def test_nobody_else_is_offered_it(cast, desk, today):
    record = normative(cast)
    for who in ("liu_qianfa", "wang_bianji", "sun_bianji"):
        client = desk(who)
        assert client.get(f"/desk/r/{record.pk}/do/send_for_filing/").status_code == 404
        assert do(client, record, "send_for_filing", **FORM).status_code == 404
    twice = desk("feng_fazhi")
    assert do(twice, record, "send_for_filing", **FORM | {"on": "2026-03-02"}).status_code == 302
    assert do(twice, record, "send_for_filing", **FORM | {"on": "2026-03-02"}).status_code == 422


def test_supervision_names_it(cast, desk, today):
    normative(cast)
    today("2026-03-18")
    listed = desk("he_jiancha").get("/desk/supervision/list/?light=red&p=record").content.decode()
    assert "报送备案" in listed and "超期1个自然日" in listed


def test_the_public_page_tells_of_the_filing(cast, desk, today, home):
    record = normative(cast)
    build.catch_up()
    assert "<dt>备案</dt>" not in page(f"r/{record.pk}/index.html")
    today("2026-03-05")
    do(desk("feng_fazhi"), record, "send_for_filing", **FORM)
    build.catch_up()
    assert "2026年3月4日报宁州市人民政府" in page(f"r/{record.pk}/index.html")
    do(desk("feng_fazhi"), record, "register_filing", number="宁府备〔2026〕3号", on="2026-03-05")
    build.catch_up()
    followed = page(f"r/{record.pk}/index.html")
    assert "备案号宁府备〔2026〕3号" in followed
    build.full()
    assert page(f"r/{record.pk}/index.html") == followed
