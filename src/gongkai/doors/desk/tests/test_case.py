"""The case page and the acts on it."""

import re

import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents.models import Notice
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi.faces.desk import acts
from gongkai.procedures.foi.tests.scenes import REQUEST


def page(client, case) -> str:
    response = client.get(f"/desk/c/{case.reference}/")
    assert response.status_code == 200
    return response.content.decode()


def do(client, case, name, **values):
    case.refresh_from_db()
    return client.post(f"/desk/c/{case.reference}/do/{name}/", {"seen": case.revision} | values)


def test_the_page_tells_clock_and_request(desk, application):
    case = application()
    shown = page(desk("zhou_jingban"), case)
    assert "这个日期是怎么算出来的" in shown and "2026年3月16日到期" in shown
    assert "申请公开危房改造补助名单。" in shown and "台账" in shown


@pytest.mark.parametrize("username", ["qian_jingban", "ma_qianfa", "sun_bianji"])
def test_it_does_not_exist_for_another_unit(desk, application, username):
    case, client = application(), desk(username)
    for path in ("", "do/accept/", "n/1/"):
        assert client.get(f"/desk/c/{case.reference}/{path}").status_code == 404
    assert client.post(f"/desk/c/{case.reference}/party").status_code == 404
    assert do(client, case, "accept").status_code == 404


def test_the_applicant_is_masked_until_opened_and_opening_is_recorded(desk, application):
    case, client = application(), desk("zhou_jingban")
    shown = page(client, case)
    assert "张某" in shown and "138****5678" in shown and "张三丰" not in shown and "河西街道1号" not in shown
    assert not Fact.objects.filter(name="case.viewed").exists()
    opened = client.post(f"/desk/c/{case.reference}/party").content.decode()
    assert "张三丰" in opened and "13812345678" in opened
    assert Fact.objects.get(name="case.viewed").actor == "zhou_jingban"
    assert "张三丰" not in page(client, case)


def test_a_case_goes_from_receipt_to_answer(desk, application, today):
    case, officer = application(), desk("zhou_jingban")
    assert do(officer, case, "accept").status_code == 302
    answer = {"outcome": "3_1", "text": "您申请的信息予以公开，名单附后。"}
    assert do(officer, case, "propose", **answer).status_code == 302
    signatory = desk("liu_qianfa")
    assert "名单附后" in page(signatory, case)
    assert "名单附后" in signatory.get(f"/desk/c/{case.reference}/do/answer/").content.decode()
    assert do(signatory, case, "answer").status_code == 302
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("answered", "3_1")
    assert "按期办结" in page(officer, case)


def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, application):
    case, client = application(), desk("zhou_jingban")
    response = do(client, case, "correct", items="请写明要哪一年的名单", days="99")
    shown = response.content.decode()
    assert response.status_code == 422 and "请写明要哪一年的名单" in shown and "请写不大于60的数" in shown


def test_a_refusal_of_the_law_stays_on_the_form(desk, application, cast):
    case, client = application(), desk("zhou_jingban")
    foi.ask_correction(case=case, items="请写明年份", days=15, by=cast.actor("zhou_jingban"), at=noon("2026-02-11"))
    shown = page(client, case)
    assert "过了这天才能按放弃处理" in shown and "do/lapse/" not in shown
    response = do(client, case, "lapse")
    assert response.status_code == 422 and "过了这天才能按放弃处理" in response.content.decode()


def test_the_slower_of_two_officers_is_told_and_loses_nothing(desk, application):
    case = application()
    seen = case.revision
    assert do(desk("zheng_jingban"), case, "accept").status_code == 302
    answer = desk("zhou_jingban").post(
        f"/desk/c/{case.reference}/do/note/", {"seen": seen, "text": "已电话联系申请人核对年份"}
    )
    shown = answer.content.decode()
    assert answer.status_code == 422 and "刚才有别人办了这一件" in shown and "已电话联系申请人核对年份" in shown
    assert "办理中" in shown and "郑凯：受理" in shown
    assert re.search(r'name="seen" value="(\d+)"', shown)[1] == str(Case.objects.get(pk=case.pk).revision)


@pytest.mark.parametrize(
    ("day", "offered"), [("2026-03-15", True), ("2026-03-16", True), ("2026-03-17", False)]
)  # the term ends on 16 March
def test_an_extension_is_offered_until_the_due_day(desk, application, today, day, offered):
    case = application()
    today(day)
    shown = page(desk("liu_qianfa"), case)
    assert ("do/extend/" in shown) is offered
    assert ("已于3月16日到期，不能再延长（条例第33条）。" in shown) is not offered


@pytest.mark.parametrize(("name", "told"), [("accept", "您刚才已经办过这一件"), ("note", "您刚才已经办过这一件")])
def test_who_presses_twice_is_told_that_it_was_themselves(desk, application, name, told):
    case, officer = application(), desk("zhou_jingban")
    sent = {"seen": case.revision, "text": "电话核对过年份。"}
    officer.post(f"/desk/c/{case.reference}/do/accept/", sent)
    shown = officer.post(f"/desk/c/{case.reference}/do/{name}/", sent).content.decode()
    assert told in shown and "周敏：受理" in shown and "别人" not in shown


@pytest.mark.parametrize(("day", "opens"), [("2026-03-15", True), ("2026-03-16", True), ("2026-03-17", False)])
def test_an_extension_that_cannot_be_is_refused_when_its_form_is_opened(desk, application, today, day, opens):
    case, head = application(), desk("liu_qianfa")
    today(day)
    url = f"/desk/c/{case.reference}/do/extend/"
    shown = head.get(url, follow=True)
    assert bool(shown.redirect_chain) is not opens
    assert ("3月16日到期，不能再延长" in shown.content.decode()) is not opens
    if opens:
        do(head, case, "extend", days="5", ground="材料多")
        shown = head.get(url, follow=True)
        assert shown.redirect_chain and "已经延长过1次，不能再延长" in shown.content.decode()


def test_the_author_of_an_answer_may_not_sign_it(desk, application, cast):
    from gongkai.ground.units.actions import appoint

    appoint(person=cast.people["zhou_jingban"], unit=cast.units["zjj"], role="signatory", at=noon("2026-02-01"), by="setup", from_on=noon("2026-02-01").date())  # fmt: skip
    case, client = application(), desk("zhou_jingban")
    do(client, case, "accept")
    do(client, case, "propose", outcome="3_1", text="您申请的信息予以公开，名单附后。")
    assert "答复书是您拟的，要由另一个人签发。" in page(client, case)
    response = do(client, case, "answer")
    assert response.status_code == 422 and "要由另一个人签发" in response.content.decode()


@pytest.mark.parametrize("name", ["accept", "correct", "note", "receipt", "recall"])
def test_each_form_opens_for_an_officer_with_the_focus_in_it(desk, application, name):
    case = application()
    shown = desk("zhou_jingban").get(f"/desk/c/{case.reference}/do/{name}/")
    assert shown.status_code == 200 and shown.content.decode().count(" autofocus") == 1


@pytest.mark.parametrize("name", sorted(acts()))
def test_before_the_receipt_is_confirmed_every_act_opens_or_says_why_not(desk, cast, name):
    case = foi.register(
        unit=cast.units["zjj"], request=REQUEST, channel="letter", by=cast.actor("zhou_jingban"), at=noon("2026-03-02")
    ).case
    officer, url = desk("zhou_jingban"), f"/desk/c/{case.reference}/do/{name}/"
    if name in (
        "answer",
        "return",
        "answer_anew",
        "return_anew",
        "extend",
        "delay",
        "charge",
        "withdraw_charge",
        "conceal",
        "reveal",
        "mend",
    ):
        assert [officer.get(url).status_code, officer.post(url).status_code] == [404, 404]
        officer = desk("liu_qianfa")
    if name in ("pass_review", "pass_review_anew"):
        assert [officer.get(url).status_code, officer.post(url).status_code] == [404, 404]
        officer = desk("feng_fazhi")
    shown = officer.get(url, follow=True)
    assert shown.status_code == 200
    if name not in ("confirm", "note", "recall", "receipt", "conceal", "papers") or shown.redirect_chain:
        assert shown.redirect_chain and re.search(
            "现在是“待确认收到日期”环节，不能|没有还(在等答复|没送达)的|这一件不是涉密件", shown.content.decode()
        )
        posted = do(officer, case, name, text="您申请的信息予以公开，名单附后。", outcome="3_1")
        assert posted.status_code == 422 and len(posted.context["form"].summary) == 1


@pytest.mark.parametrize("name", sorted(acts()))
def test_who_may_not_act_finds_no_form_at_its_address(desk, application, name):
    url = f"/desk/c/{application().reference}/do/{name}/"
    overseer = desk("he_jiancha")
    assert [overseer.get(url).status_code, overseer.post(url).status_code] == [404, 404]


def test_an_unknown_act_is_not_there(desk, application):
    assert desk("zhou_jingban").get(f"/desk/c/{application().reference}/do/destroy/").status_code == 404


def test_an_overseer_reads_and_may_only_urge(desk, application):
    case = application()
    shown = page(desk("he_jiancha"), case)
    assert "这个环节不由您办。" in shown and set(re.findall(r"/do/(\w+)/", shown)) == {"remind", "urge"}


def test_notices_can_be_read(desk, application):
    case, client = application(), desk("zhou_jingban")
    found = re.search(rf"/desk/c/{case.reference}/n/\d+/", page(client, case))[0]
    assert "您的申请于2026年2月10日收到" in client.get(found).content.decode()
    assert desk("qian_jingban").get(found).status_code == 404


def test_a_notice_can_be_fetched_as_it_was_set(desk, application):
    from gongkai.ground.documents.rendering import render_now

    case, client = application(), desk("zhou_jingban")
    issued = Notice.objects.get(ref=case.ref)
    url = f"/desk/c/{case.reference}/n/{issued.pk}/pdf"
    assert client.post(url).status_code == 404
    render_now(issued, noon("2026-02-10"))
    shown = client.get(url.removesuffix("pdf")).content.decode()
    assert url in shown and "张某：" in shown and "张三丰" not in shown
    assert not Fact.objects.filter(name="case.viewed").exists()
    assert client.post(url).content.startswith(b"%PDF")
    assert Fact.objects.filter(name="case.viewed").count() == 1
    assert desk("qian_jingban").post(url).status_code == 404


def test_notices_on_paper_go_out_only_by_the_recorded_way(desk, application):
    from gongkai.ground.documents.models import Rendering
    from gongkai.ground.documents.rendering import render_now

    case, client = application(), desk("zhou_jingban")
    render_now(Notice.objects.get(ref=case.ref), noon("2026-02-10"))
    paper = f"/desk/files/{Rendering.objects.get().file_id}"
    assert client.get(paper).status_code == 404
    shown = page(client, case)
    assert paper not in shown and "生成文书" not in shown and "登记回执" in shown


@pytest.mark.parametrize(
    ("day", "waits", "lamp"),
    [
        ("2026-03-09", "等申请人补正", "paused"),
        ("2026-03-10", "等申请人补正", "paused"),
        ("2026-03-11", "补正期已过", "yellow"),
    ],
)  # fifteen working days from 11 February, across the Spring Festival, end on 10 March
def test_while_a_correction_is_awaited_no_term_runs(desk, application, cast, today, day, waits, lamp):
    case = application()
    foi.ask_correction(case=case, items="请写明年份", days=15, by=cast.actor("zhou_jingban"), at=noon("2026-02-11"))
    today(day)
    client = desk("zhou_jingban")
    shown = page(client, case)
    assert f"<strong>{waits}</strong>" in shown and "个工作日</strong>" not in shown
    ((_, lines),) = client.get("/desk/").context["groups_of_lines"]
    assert [line.seen.light for line in lines] == [lamp]


@pytest.mark.parametrize("on, late", [("2026-02-25", 0), ("2026-02-26", 0), ("2026-02-27", 1)])
def test_a_correction_asked_for_late_keeps_its_red_light(desk, application, cast, today, on, late):
    case, by = application(), cast.actor("zhou_jingban")
    foi.ask_correction(case=case, items="请写明年份", days=15, by=by, at=noon(on))
    for day, corrected in (("2026-03-02", False), ("2026-03-03", True)):
        today(day)
        if corrected:
            foi.receive_correction(case=case, text="2025年的", by=by, at=noon(day))
        for username in ("zhou_jingban", "he_jiancha"):
            shown = page(desk(username), case)
            assert ("最晚2026年2月26日，2026年2月27日才提出，逾期1个工作日" in shown) is bool(late)
            assert ("，逾期1个工作日提出" in shown) is (' late"><h3>要求补正' in shown) is bool(late)
            assert shown.count('data-light="red"') == 2 * late


def test_once_corrected_the_ruler_begins_with_the_correction(desk, application, cast, today):
    case = application()
    foi.ask_correction(case=case, items="请写明年份", days=15, by=cast.actor("zhou_jingban"), at=noon("2026-02-11"))
    foi.receive_correction(case=case, text="要2025年的。", by=foi.APPLICANT, at=noon("2026-03-02"))
    today("2026-03-02")
    shown = page(desk("zhou_jingban"), case)
    assert '<span>收到补正 <b><time datetime="2026-03-02">3月2日</time></b></span>' in shown


def test_days_in_the_history_are_written_out(desk, application):
    assert "收到申请，收到日期2026年2月10日" in page(desk("zhou_jingban"), application())


def test_the_officer_is_told_who_extends_and_until_when(desk, application):
    shown = page(desk("zhou_jingban"), application())
    assert "由公开机构负责人办。最晚3月16日办，只能延长1次" in shown and "do/extend/" not in shown


def test_the_signatory_reads_the_answer_as_it_will_go_out(desk, application):
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    do(officer, case, "propose", outcome="3_3_4", text="公开后会损害第三方合法权益，第三方不同意公开。", sure="on")
    shown = desk("liu_qianfa").get(f"/desk/c/{case.reference}/do/answer/").content.decode()
    assert "应当先申请行政复议" in shown and "依据：《中华人民共和国政府信息公开条例》" in shown


def test_one_goes_on_to_the_next_of_the_list_without_going_back(desk, application):
    first, second, third = application("第一件"), application("第二件"), application("第三件")
    client = desk("zhou_jingban")
    near = client.get(f"/desk/c/{second.reference}/").context["near"]
    assert (near.place, near.total) == (2, 3)
    assert first.reference in near.before_url and third.reference in near.after_url
    assert client.get(f"/desk/c/{first.reference}/").context["near"].before_url == ""
    assert client.get(f"/desk/c/{third.reference}/").context["near"].after_url == ""
    assert desk("he_jiancha").get(f"/desk/c/{second.reference}/").context["near"] is None


def test_what_is_taken_back_before_its_receipt_was_confirmed_can_still_be_read(desk, cast):

    at = noon("2026-03-02")
    case = foi.register(
        unit=cast.units["zjj"], request=REQUEST, channel="letter", by=cast.actor("zhou_jingban"), at=at
    ).case
    officer = desk("zhou_jingban")
    assert "待确认收到日期" in page(officer, case)
    assert do(officer, case, "recall", how="本人来电话说已经查到").status_code == 302
    assert "已撤回" in page(officer, case)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-02-25", "最晚2月26日提出，只能1次"),
        ("2026-02-26", "最晚2月26日提出，只能1次"),
        ("2026-02-27", "最晚2月26日就该提出"),
    ],
)  # the seventh working day, Saturday 14 February worked, the Spring Festival not
def test_until_when_a_correction_may_be_asked_is_said(desk, application, today, day, said):
    case = application()
    today(day)
    assert said in page(desk("zhou_jingban"), case)


def test_the_officer_is_told_whether_the_clock_runs_on(desk, application, cast):
    case, officer = application(), desk("zhou_jingban")
    do(officer, case, "accept")
    for whom in ("明川建筑公司", "明川燃气公司"):
        do(officer, case, "consult", kind="third_party", unit="", whom=whom, letter="")
    opinion = {"consents": "yes", "opinion": "同意公开", "answered_on": "2026-03-02"}
    do(officer, case, "opinion", which="1", **opinion)
    assert "意见已经登记，还有1份没有答复，时钟仍停着。" in page(officer, case)
    do(officer, case, "opinion", which="2", **opinion)
    assert "意见已经登记，恢复计时。" in page(officer, case)


def faxed(cast) -> Case:
    return foi.register(
        unit=cast.units["zjj"], request=REQUEST, channel="fax", by=cast.actor("zhou_jingban"), at=noon("2026-02-26")
    ).case


@pytest.mark.parametrize(("received_on", "asked"), [("2026-1-26", True), ("2026-1-27", False), ("2026-1-28", False)])
def test_a_receipt_day_by_which_the_term_is_over_is_asked_about(desk, cast, received_on, asked):
    case, officer = faxed(cast), desk("zhou_jingban")
    assert 'name="sure"' not in officer.get(f"/desk/c/{case.reference}/do/confirm/").content.decode()
    answer = do(officer, case, "confirm", received_on=received_on)
    assert (answer.status_code == 422) is asked
    if asked:
        shown = answer.content.decode()
        assert (
            "就到期了。请再看看；没有写错的，请在下面打钩" in shown and 'name="sure"' in shown and received_on in shown
        )
        assert do(officer, case, "confirm", received_on=received_on, sure="on").status_code == 302
    case.refresh_from_db()
    assert case.state == "received"


def test_an_extension_is_told_by_the_regulation_of_the_case(desk, application, today):
    case = application(at="2019-05-14")
    today("2019-05-20")
    signatory = desk("liu_qianfa")
    form = signatory.get(f"/desk/c/{case.reference}/do/extend/").content.decode()
    assert "最多15个（2008年条例第24条）" in form and 'max="15"' in form and 'value="15"' in form
    assert "请写不大于15的数" in do(signatory, case, "extend", days="16", ground="材料多").content.decode()
    today("2019-06-05")
    assert "不能再延长（2008年条例第24条）。" in page(signatory, case)
    today("2019-06-04")
    do(signatory, case, "extend", days="15", ground="材料多")
    assert "已经延长过1次，不能再延长（2008年条例第24条）。" in page(signatory, case)


@pytest.mark.parametrize("end", ["lapse", "recall"])
def test_what_ends_while_a_correction_is_awaited_is_not_told_as_overdue(desk, application, cast, today, end):
    case = application()
    foi.ask_correction(case=case, items="请写明年份", days=30, by=cast.actor("zhou_jingban"), at=noon("2026-02-11"))
    today("2026-04-10")
    client = desk("zhou_jingban")
    assert do(client, case, end, how="本人来电话说不要了").status_code == 302
    shown = page(client, case)
    assert "要求补正以后不计期限" in shown and "2026年4月10日办结" in shown and "以前的日期是怎么算的" in shown
    assert not re.search("超期|原定|：办结", shown) and 'class="over' not in shown


@pytest.mark.parametrize(
    ("received", "end"), [("2025-12-30", "2025年12月30日"), ("2025-12-31", "2025年12月31日"), ("2026-01-01", "1月1日")]
)
def test_a_day_of_another_year_is_told_with_its_year(desk, application, today, received, end):
    case, client = application(at=received), desk("liu_qianfa")
    today("2026-03-02")
    assert re.search(r"已于\d月\d+日到期", page(client, case)) and f">{end}</time>" in page(client, case)
    today("2027-01-04")
    assert re.search(r"已于2026年\d月\d+日到期", page(client, case))
    assert f">{'2026年' if received >= '2026' else ''}{end}</time>" in page(client, case)


def test_an_answer_of_the_other_regulation_is_read_in_its_own_words(desk, application, cast):
    case = application()
    foi.accept(case=case, by=cast.actor("zhou_jingban"), at=noon("2026-02-10"))
    do(desk("zhou_jingban"), case, "propose", outcome="3_1", text="您申请的信息答复如下，请查收。")
    Case.objects.filter(pk=case.pk).update(law="foi-2008", rule="foi-2008")
    signatory = desk("liu_qianfa")
    assert "予以公开" in page(signatory, case)
    assert "用的不是这一件现在适用的条例里的结果，请退回重拟" in do(signatory, case, "answer").content.decode()
    assert do(signatory, case, "return", reason="条例不对").status_code == 302
    assert page(desk("zhou_jingban"), case)


@pytest.mark.parametrize("received, law", [("2026-02-10", "foi-2019"), ("2019-05-14", "foi-2008")])
def test_a_withdrawn_case_is_told_as_withdrawn(desk, application, today, received, law):
    case, officer = application(at=received), desk("zhou_jingban")
    today(received)
    assert case.law == law and do(officer, case, "recall", how="本人来电话说已经查到").status_code == 302
    shown = page(officer, case)
    assert "申请人撤回了申请" in shown and "办结：申请人撤回" in shown
    assert "其他途径" not in shown and "其他处理" not in shown


@pytest.mark.parametrize(
    "received, to, told",
    [
        ("2019-05-15", "2019-05-14", "答复期限15个工作日，最多延长15个工作日"),
        ("2019-05-14", "2019-05-15", "答复期限20个工作日，最多延长20个工作日"),
        ("2019-05-15", "2019-05-16", ""),
    ],
)
def test_a_receipt_day_of_another_regulation_is_asked_about(desk, cast, today, received, to, told):
    by, day = cast.actor("chen_chuangkou"), noon(received).date()
    case = foi.register(
        unit=cast.units["zjj"], request=REQUEST, channel="letter", by=by, at=noon("2019-05-16"), received_on=day
    ).case
    today("2019-05-17")
    answer = do(desk("zhou_jingban"), case, "receipt", received_on=to, reason="邮戳看错")
    assert answer.status_code == (422 if told else 302)
    if told:
        assert "这一件改为适用" in answer.content.decode() and told in answer.content.decode()
        answer = do(desk("zhou_jingban"), case, "receipt", received_on=to, reason="邮戳看错", sure="on")
        assert answer.status_code == 302
    case.refresh_from_db()
    assert case.received_on.isoformat() == to
