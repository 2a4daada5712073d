"""Papers reach the applicant by their ways, each with its day of service; what comes back is owed to be handed over again."""

import json
from datetime import date, time

import pytest
from tests.plugins.cast import noon

from gongkai.engines.channels.deliver import deliver
from gongkai.engines.channels.tests.postbox import open_postbox
from gongkai.ground.documents.models import Notice
from gongkai.ground.documents.rendering import render_now
from gongkai.ground.files.fields import Upload
from gongkai.ground.ledger.models import Fact
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.outbox import secrets
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering, serving, splitting, ticker
from gongkai.procedures.foi.faces.desk import offers, shares
from gongkai.procedures.foi.queries import application_of
from gongkai.procedures.foi.serve_forms import SendForm, within
from gongkai.procedures.foi.tests.scenes import OFFICER, REQUEST, SIGNATORY, accepted, answered, submitted

SIGNED, LATER = noon("2026-03-02"), noon("2026-03-06")
POSTING = "EA123456789CN"


@pytest.fixture
def case(cast):
    return answered(cast, "2026-02-10", "2026-03-02", outcome="3_3_5")


def send(cast, case, way="post", on="2026-03-03", by=OFFICER, at=LATER, **more):
    said = {"posting": POSTING} if way == "post" else {"signer": "本人"} if way == "in_person" else {}
    paper = serving.papers_of(case)[0].number
    return serving.send(
        case=case, paper=paper, way=way, on=date.fromisoformat(on), by=cast.actor(by), at=at, **said | more
    )


def owed(case):
    return [(duty.kind, duty.role) for duty in open_duties(case.ref)]


def facts(case):
    return [fact.name for fact in Fact.objects.filter(ref=case.ref).order_by("idx")]


@pytest.mark.parametrize(
    "served, until",
    [
        ("2026-03-09", "2026-05-08"),  # a Friday
        ("2026-02-24", "2026-04-27"),  # 25 April is a Saturday
        ("2026-03-02", "2026-05-06"),  # 1 May: the Labour Day holiday lasts to the 5th
        ("2026-03-10", "2026-05-09"),  # a Saturday that is worked
    ],
)
def test_the_last_day_for_reconsideration_is_the_60th_or_the_first_working_day_behind_it(served, until):
    assert serving.remedy_until(date.fromisoformat(served)) == date.fromisoformat(until)


def test_by_mail_it_is_served_the_day_it_is_signed_for(cast, case):
    made = send(cast, case)
    assert made.served_on is None and serving.noted(case)[1] == {"posting": POSTING}
    serving.serve(service=made, on=date(2026, 3, 5), signer="张三", by=cast.actor(OFFICER), at=LATER)
    assert serving.served_on(case) == date(2026, 3, 5) and serving.noted(case)[1]["signer"] == "张三"
    told = dict(shares(case, LATER.date()))
    assert told["答复书送达"] == "邮寄，3月5日送达" and told["申请复议到"].startswith("2026年5月6日（")
    assert owed(case) == [] and facts(case)[-2:] == ["foi.paper_sent", "foi.paper_served"]


def test_no_fact_holds_a_posting_number_or_who_signed(cast, case):
    serving.serve(service=send(cast, case), on=date(2026, 3, 5), signer="张三", by=cast.actor(OFFICER), at=LATER)
    bodies = b"".join(bytes(fact.body) for fact in Fact.objects.filter(ref=case.ref))
    assert POSTING.encode() not in bodies and "张三".encode() not in bodies and b"\\u5f20" not in bodies


def test_what_comes_back_is_owed_again_until_it_is_sent_again(cast, case):
    made = send(cast, case)
    serving.come_back(service=made, on=date(2026, 3, 6), reason="查无此人", by=cast.actor(OFFICER), at=LATER)
    assert owed(case) == [("serve_again", "case_officer")] and serving.served_on(case) is None
    with pytest.raises(StepRefused, match="已经登记过结果"):
        serving.serve(service=made, on=date(2026, 3, 6), by=cast.actor(OFFICER), at=LATER)
    again = send(cast, case, on="2026-03-06", posting="EA987654321CN")
    assert owed(case) == [] and again.seq == 2
    serving.come_back(service=again, on=date(2026, 3, 6), reason="查无此人", by=cast.actor(OFFICER), at=LATER)
    send(cast, case, "in_person", on="2026-03-06")
    assert owed(case) == [] and serving.served_on(case) == date(2026, 3, 6)


def test_the_day_of_the_answer_and_the_outcome_stay(cast, case):
    before = (case.state, case.outcome, case.closed_on, case.on_time)
    send(cast, case, "in_person")
    case.refresh_from_db()
    assert (case.state, case.outcome, case.closed_on, case.on_time) == before


def test_on_site_it_is_an_appointment_first(cast, case):
    made = send(cast, case, "on_site", on="2026-03-10", hour=time(9, 30))
    assert (made.appointed_on, made.hour, made.served_on) == (date(2026, 3, 10), "09:30", None)
    assert dict(shares(case, LATER.date()))["答复书送达"] == "约定3月10日09:30现场查阅"
    serving.serve(service=made, on=date(2026, 3, 10), by=cast.actor(OFFICER), at=noon("2026-03-10"))
    assert serving.served_on(case) == date(2026, 3, 10)


def test_on_the_web_the_first_opening_is_noted_once_with_its_time(cast, case):
    notice = Notice.objects.get(ref=case.ref, kind="answer")
    for _ in range(2):
        serving.note_access(case=case, notice=notice, at=LATER)
    fact = Fact.objects.get(ref=case.ref, name="foi.paper_read")
    assert fact.at == LATER and json.loads(bytes(fact.body))["fact"]["paper"] == notice.title
    assert serving.served_on(case) == date(2026, 3, 6) and fact.actor == foi.APPLICANT.name
    assert dict(shares(case, LATER.date()))["答复书送达"] == "网上取阅，3月6日送达"


def test_the_receipt_and_what_is_not_the_applicant_s_are_not_noted(cast, case):
    serving.note_access(case=case, notice=Notice.objects.get(ref=case.ref, kind="receipt"), at=LATER)
    assert not serving.services_of(case)


@pytest.mark.parametrize(
    "way, more, said",
    [
        ("post", {"posting": " "}, "邮件单号"),
        ("in_person", {"signer": ""}, "谁签收"),
        ("on_site", {}, "约定的时间"),
        ("on_site", {"hour": time(9), "on": "2026-03-05"}, "不能早于今天"),
        ("post", {"on": "2026-03-07"}, "不能晚于今天"),
        ("post", {"on": "2026-03-01"}, "才作出"),
        ("email", {}, "没有留电子邮箱"),
        ("web", {}, "网上的不用登记"),
        ("pigeon", {}, "请选一种"),
        ("post", {"paper": "明建公开答〔2026〕99号"}, "请选一份"),
    ],
)
def test_what_cannot_be_meant_is_refused(cast, case, way, more, said):
    on, paper = more.pop("on", "2026-03-06"), more.pop("paper", "")
    with pytest.raises(StepRefused, match=said):
        if paper:
            serving.send(
                case=case, paper=paper, way=way, on=LATER.date(), posting=POSTING, by=cast.actor(OFFICER), at=LATER
            )
        else:
            send(cast, case, way, on, **more)
    assert not serving.services_of(case)


def test_one_way_waits_for_its_result_before_it_is_taken_again(cast, case):
    send(cast, case)
    with pytest.raises(StepRefused, match="还没有结果"):
        send(cast, case)


@pytest.mark.parametrize("who", [SIGNATORY, "he_jiancha", "qian_jingban", "wang_bianji"])
def test_it_is_for_those_who_send_papers(cast, case, who):
    with pytest.raises(NotAllowed):
        send(cast, case, by=who)
    made = send(cast, case)
    for does in (
        lambda: serving.serve(service=made, on=LATER.date(), by=cast.actor(who), at=LATER),
        lambda: serving.come_back(service=made, on=LATER.date(), reason="x", by=cast.actor(who), at=LATER),
    ):
        with pytest.raises(NotAllowed):
            does()


def test_acts_are_offered_as_far_as_there_is_something_to_tell(cast, case):
    def names():
        return {each.act.name for each in offers(case, cast.scope(OFFICER), LATER.date())} & {
            "send",
            "served",
            "came_back",
        }

    assert names() == {"send"}
    made = send(cast, case)
    assert names() == {"send", "served", "came_back"}
    serving.serve(service=made, on=LATER.date(), by=cast.actor(OFFICER), at=LATER)
    assert names() == {"send"}


def test_once_erased_nothing_personal_is_left_and_the_days_stay(cast, case):
    serving.serve(service=send(cast, case), on=date(2026, 3, 5), signer="张三", by=cast.actor(OFFICER), at=LATER)
    cases.erase(case=case, by=cast.actor("lin_guanli"), at=LATER)
    assert serving.noted(case) == {} and serving.served_on(case) == date(2026, 3, 5)
    serving.note_access(case=case, notice=Notice.objects.get(ref=case.ref, kind="answer"), at=LATER)
    assert len(serving.services_of(case)) == 1


# By e-mail.


@pytest.fixture
def box(cast, home):
    with open_postbox() as made:
        outbox.connect(code="mail", adapter="smtp", name="明川公开", address=made.address, by="lin_guanli", at=SIGNED)
        secrets.keep("mail", {"from": "gongkai@mingchuan.gov.example"})
        yield made


@pytest.fixture
def mailed(cast, box):
    request = foi.Request(
        "natural", {"name": "张三", "email": "zhang@example.cn"}, REQUEST.subject, REQUEST.wanted, "electronic", "email"
    )
    case = accepted(cast, foi.submit(unit=cast.units["zjj"], request=request, at=noon("2026-02-10")).case, "2026-02-10")
    files = [Upload("名单.csv", "乡镇,户数\n河西,12\n".encode())]
    answering.propose(
        case=case, outcome="3_1", text="您申请的信息予以公开，请查收。", by=cast.actor(OFFICER), at=SIGNED, files=files
    )
    return answering.answer(case=case, by=cast.actor(SIGNATORY), at=SIGNED)


def test_by_e_mail_the_paper_goes_out_with_its_files_and_is_served_when_it_is_taken_in(cast, box, mailed):
    render_now(Notice.objects.get(ref=mailed.ref, kind="answer"), SIGNED)
    send(cast, mailed, "email", on="2026-03-06")
    assert ticker.tick(LATER) == 0 and deliver(LATER) == 1
    (mail,) = box.to("zhang@example.cn")
    names = [part.get_filename() for part in mail.iter_attachments()]
    assert names == ["政府信息公开申请答复书.pdf", "名单.csv"] and mailed.reference in mail["Subject"]
    assert next(iter(mail.iter_attachments())).get_content().startswith(b"%PDF")
    assert ticker.tick(LATER) == 1 and ticker.tick(LATER) == 0
    mailed.refresh_from_db()
    assert serving.served_on(mailed) == date(2026, 3, 6)
    bodies = b"".join(bytes(fact.body) for fact in Fact.objects.all())
    assert b"zhang@example.cn" not in bodies


def test_a_mail_that_is_refused_comes_back(cast, box, mailed):
    from gongkai.ground.outbox.queries import by_key

    made = send(cast, mailed, "email", on="2026-03-06")
    outbox.bury(delivery=by_key(made.key), error="收信的服务器不收这个邮箱（550）", at=LATER)
    assert ticker.tick(LATER) == 1
    assert owed(mailed) == [("serve_again", "case_officer")]


def test_a_mail_waits_for_its_paper_and_is_pointless_once_erased(cast, box, mailed):
    from gongkai.ground.outbox.models import Delivery

    send(cast, mailed, "email", on="2026-03-06")
    deliver(LATER)
    assert not box.mails and Delivery.objects.get().state == "waiting"
    cases.erase(case=mailed, by=cast.actor("lin_guanli"), at=LATER)
    Delivery.objects.update(due_at=LATER, leased_until=None)
    deliver(LATER)
    assert not box.mails and Delivery.objects.get().state == "void"


def test_without_a_channel_for_mail_it_is_told(cast, home, db):
    request = foi.Request(
        "natural", {"name": "张三", "email": "z@example.cn"}, "名单", "名单全文", "electronic", "email"
    )
    case = foi.submit(unit=cast.units["zjj"], request=request, at=noon("2026-02-10")).case
    accepted(cast, case, "2026-02-10")
    with pytest.raises(StepRefused, match="还没有接通"):
        send(cast, case, "email", on="2026-03-06")
    assert submitted(cast)


def test_the_paper_that_tells_the_parts_apart_is_handed_over_like_others(cast):
    case = accepted(cast, submitted(cast), "2026-02-10")
    parts = [splitting.Part(each, f"申请公开{each}全文，2025年的。") for each in ("补助名单", "供水合同")]
    splitting.split(case=case, parts=parts, by=cast.actor(OFFICER), at=noon("2026-02-11"))
    case.refresh_from_db()
    paper = next(each for each in serving.papers_of(case) if each.kind == "split")
    made = serving.send(
        case=case,
        paper=paper.number,
        way="in_person",
        signer="本人",
        on=date(2026, 3, 3),
        by=cast.actor(OFFICER),
        at=LATER,
    )
    assert made.served_on == date(2026, 3, 3)


def test_what_comes_back_is_not_owed_again_once_the_applicant_has_it_by_another_way(cast, case):
    by_post = send(cast, case)
    send(cast, case, "in_person", on="2026-03-04")
    serving.come_back(service=by_post, on=date(2026, 3, 6), reason="查无此人", by=cast.actor(OFFICER), at=LATER)
    assert owed(case) == [] and serving.served_on(case) == date(2026, 3, 4)


@pytest.mark.parametrize(
    "on, hour, asked",
    [
        ("2026-03-07", "9:00", "星期六"),  # a day off
        ("2026-05-09", "9:00", ""),  # a Saturday that is worked
        ("2026-03-09", "12:30", "办公时间"),
        ("2026-03-09", "8:30", ""),
        ("2026-03-09", "17:30", "办公时间"),
    ],
)
def test_an_appointment_outside_office_days_and_hours_is_asked_about_once(cast, case, on, hour, asked):
    case.unit.hours = "周一至周五8:30至12:00，14:30—17:30"
    values = {"paper": serving.papers_of(case)[0].number, "way": "on_site", "on": on, "hour": hour}
    form = SendForm.of(case, date(2026, 3, 6), values)
    assert form.is_valid() is (not asked) and asked in str(form.errors)
    if asked:
        assert SendForm.of(case, date(2026, 3, 6), values | {"sure": "on", "asked": form.data["asked"]}).is_valid()


@pytest.mark.parametrize(
    "hours, hour, inside",
    [
        ("工作日上午9：00～12：00", time(8, 59), False),
        ("工作日上午9：00～12：00", time(9), True),
        ("工作日", time(3), True),
        ("", time(3), True),
    ],
)
def test_hours_are_read_as_they_are_written(hours, hour, inside):
    assert within(hour, hours) is inside


@pytest.fixture
def asked(cast):
    """A correction was asked for on Tuesday, 10 March, within 5 working days: until the 17th."""
    case = submitted(cast, "2026-03-09")
    return foi.ask_correction(case=case, items="请写明年份", days=5, by=cast.actor(OFFICER), at=noon("2026-03-10"))


def until(case):
    return application_of(case).correction_due_on.isoformat()


def posted(cast, case, came="2026-03-16"):
    made = send(cast, case, on="2026-03-10", at=noon("2026-03-10"))
    if came:
        serving.serve(service=made, on=date.fromisoformat(came), by=cast.actor(OFFICER), at=noon(came))
    return made


def test_the_applicant_s_days_to_correct_run_from_the_day_on_which_they_have_the_notice(cast, asked):
    assert until(asked) == "2026-03-17"
    posted(cast, asked)
    assert until(asked) == "2026-03-23"
    (owes,) = [duty for duty in open_duties(asked.ref) if duty.kind == "await_correction"]
    assert owes.due_on.isoformat() == "2026-03-23"
    told = Fact.objects.get(ref=asked.ref, name="foi.paper_served")
    assert "补正期限到2026年3月23日" in json.loads(bytes(told.body))["fact"]["then"]
    with pytest.raises(StepRefused, match="3月23日"):
        foi.lapse(case=asked, by=cast.actor(OFFICER), at=noon("2026-03-18"))
    foi.lapse(case=asked, by=cast.actor(OFFICER), at=noon("2026-03-24"))


def test_the_first_way_by_which_it_came_counts_and_nobody_gets_fewer_days(cast, asked):
    send(cast, asked, "in_person", on="2026-03-10", at=noon("2026-03-10"))
    posted(cast, asked)
    assert until(asked) == "2026-03-17"


def test_first_opened_on_the_web_it_counts_from_then(cast, asked):
    notice = next(each for each in serving.papers_of(asked) if each.kind == "correction")
    serving.note_access(case=asked, notice=notice, at=noon("2026-03-13"))
    assert until(asked) == "2026-03-20"


def test_while_the_notice_is_on_its_way_or_came_back_nobody_has_given_up(cast, asked):
    made, officer = posted(cast, asked, came=""), cast.actor(OFFICER)
    with pytest.raises(StepRefused, match="还在路上"):
        foi.lapse(case=asked, by=officer, at=noon("2026-03-18"))
    hint = next(each for each in offers(asked, cast.scope(OFFICER), date(2026, 3, 18)) if each.act.name == "lapse")
    assert "还在路上" in hint.reason
    serving.come_back(service=made, on=date(2026, 3, 18), reason="查无此人", by=officer, at=noon("2026-03-18"))
    with pytest.raises(StepRefused, match="退回了"):
        foi.lapse(case=asked, by=officer, at=noon("2026-03-19"))
