"""常被申请的信息: what several applicants were given is drafted for all, without a word of who they are, or it is said why not."""

import pytest
from tests.plugins.acts import publicising as acts
from tests.plugins.acts.publicising import given, often_given
from tests.plugins.cast import noon

from gongkai.doors import edge
from gongkai.ground.ledger.verify import verify
from gongkai.kernel.cases.actions import conceal
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records.models import Record, Section
from gongkai.kernel.records.queries import version_of
from gongkai.procedures.foi import publicising
from gongkai.procedures.foi.tests.test_release_page import desk

AT = noon("2026-03-02")
OFFICE = "gao_gongkai"
URL = "/desk/p/foi/often/?unit=zjj"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(edge, "now", lambda: AT)


def groups(cast, unit="zjj"):
    return publicising.groups(cast.units[unit], AT.date())


def opened(cast, group, by=OFFICE, **more):
    said = publicising.proposed(group, AT.date())[0] | {"kind": "notice", "section": Section.objects.get(pk="notices")}
    return publicising.open_up(group=group, by=cast.actor(by), at=AT, **said | more)


@pytest.mark.parametrize("names, found", [("甲乙丙", 1), ("甲乙", 0), ("甲甲甲", 0)])
def test_three_different_applicants_make_it_often(cast, names, found):
    cases = [given(cast, f"王{name}") for name in names]
    assert [each.references for each in groups(cast)] == [[each.reference for each in cases[::-1]]] * found


def test_what_was_refused_is_other_words_elsewhere_or_confidential_does_not_count(cast):
    first = given(cast, "王甲")
    given(cast, "王乙", outcome="3_3_6")
    given(cast, "王丙", subject="城南中学食堂采购合同", wanted="申请公开城南中学食堂采购合同全文。")
    conceal(case=first, reason="涉及国家秘密", by=cast.actor("liu_qianfa"), at=AT)
    given(cast, "王丁")
    given(cast, "王戊")
    assert groups(cast) == [] and groups(cast, "wjw") == []


def test_the_draft_is_the_newest_answer_without_people_and_its_editor_goes_on(cast):
    (group,) = [often_given(cast)]
    made = opened(cast, group)
    record = Record.objects.get(pk=made.record)
    body = version_of(record).values()["body"]
    assert "补助金额每户14000元" in body
    assert not any(each in body for each in ("王丙", "13812345678"))
    assert [(duty.role, duty.unit.code) for duty in open_duties(record.ref)] == [("editor", "zjj")]
    assert groups(cast) == [] and verify().findings == []
    with pytest.raises(StepRefused, match="已经定过"):
        opened(cast, group)


def test_what_is_typed_into_it_is_looked_at_too(cast):
    group = often_given(cast)
    made = opened(cast, group, text="名单见附件，王甲，联系人13912345678。")
    assert "139" not in version_of(Record.objects.get(pk=made.record)).values()["body"].replace("139*", "")


def test_or_it_is_said_why_not(cast):
    group = often_given(cast)
    with pytest.raises(StepRefused) as refused:
        publicising.keep_apart(group=group, reason="不行", by=cast.actor(OFFICE), at=AT)
    assert refused.value.field == "reason"
    publicising.keep_apart(group=group, reason="各户情况不同，公开会泄露隐私。", by=cast.actor(OFFICE), at=AT)
    assert groups(cast) == []


@pytest.mark.parametrize("by", ["liu_qianfa", "wang_bianji", "he_jiancha"])
def test_the_openness_office_decides(cast, by):
    group = often_given(cast)
    with pytest.raises(NotAllowed):
        opened(cast, group, by=by)
    assert desk(cast, by).get(URL).status_code == 404


def test_on_the_desk_a_group_is_opened_and_drafted(cast):
    group, client = often_given(cast), desk(cast, OFFICE)
    page = client.get("/desk/p/foi/often/").content.decode()
    assert "3个申请人，答复3件" in page and "我的办件" in page
    one = f"{URL}&case={group.references[0]}"
    form = client.get(one).content.decode()
    assert "补助金额每户14000元" in form and "13812345678" not in form
    wrong = client.post(one, {"do": "open", "kind": "notice", "section": "", "title": "补助名单", "text": "写好的正文"})
    assert wrong.status_code == 422 and "写好的正文" in wrong.content.decode()
    asks = client.post(one, {"do": "open", "kind": "faq", "section": "notices", "title": "补助名单", "text": "正文。"})
    assert asks.status_code == 422 and "请写成问句" in asks.content.decode()
    sent = client.post(
        one, {"do": "open", "kind": "notice", "section": "notices", "title": "补助名单", "text": "正文。"}
    )
    assert sent.status_code == 302 and client.get(sent.url).status_code == 200
    assert "起草主动公开" in client.get(URL).content.decode()
    assert client.get(one).status_code == 404


def test_on_the_desk_it_is_noted_why_not(cast):
    group, client = often_given(cast), desk(cast, OFFICE)
    one = f"{URL}&case={group.references[0]}"
    assert client.post(one, {"do": "keep", "reason": "短"}).status_code == 422
    assert client.post(one, {"do": "keep", "reason": "各户情况不同，公开会泄露隐私。"}).status_code == 302
    assert "不宜公开，各户情况不同" in client.get(URL).content.decode()


TOLD = "卫国强您好：邻居王丽华（住城关镇人民路12号3单元402室）的补助每户14000元。项目联系人李建军，电话13312345678；卫先生此前来电询问。"


def test_other_people_s_names_and_homes_are_covered_before_it_is_proposed(cast, monkeypatch):
    monkeypatch.setattr(acts, "ANSWER", TOLD)
    for name in ("卫国甲", "卫国乙", "卫国强"):
        newest = given(cast, name)
    group = publicising.group_of(cast.units["zjj"], newest.reference, AT.date())
    said, told = publicising.proposed(group, AT.date())
    assert not any(
        each in said["text"] for each in ("王丽华", "李建军", "402", "12号", "卫国强", "卫先生", "13312345678")
    )
    assert "补助每户14000元" in said["text"] and "王某" in said["text"] and "城关镇人民路" in said["text"]
    assert ("姓名", 2) in told
    with pytest.raises(StepRefused, match="像是姓名的：王丽华"):
        opened(cast, group, text="邻居王丽华的补助每户14000元。")
    made = opened(cast, group, text="项目联系人李建军，补助每户14000元。", names_ok=True)
    assert "李建军" in version_of(Record.objects.get(pk=made.record)).values()["body"]


def test_what_tells_of_nobody_stays_as_it_is(cast):
    text = "河东街道2025年危房改造15户，工程款12万元，程序合法，施工单位按2026年第3号文件验收。"
    assert publicising.covered(often_given(cast), text, AT.date(), by_name=True).text == text


def test_all_units_are_looked_at_on_as_many_pages_as_it_takes(cast, monkeypatch):
    often_given(cast)
    client = desk(cast, OFFICE)
    page = client.get("/desk/p/foi/often/")
    assert "3个申请人" in page.content.decode() and page.context["onward"] == ""
    more = [(cast.units["wjw"], 400), (cast.units["zjj"], 3)]
    monkeypatch.setattr(publicising, "with_enough", lambda units, today: more)
    monkeypatch.setattr("gongkai.procedures.foi.publicising_page.MOST_TOGETHER", 400)
    page = client.get("/desk/p/foi/often/")
    assert "3个申请人" not in page.content.decode() and "接着看后面的单位" in page.content.decode()
    assert "3个申请人" in client.get(page.context["onward"]).content.decode()
