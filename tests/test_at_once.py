"""Two who press in the same instant, against a served home with two web processes: one act, one case, and the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from tests.plugins.served import Served
from tests.plugins.visitor import Visitor

OPEN = """
from gongkai.doors.edge import now
from gongkai.ground.units.queries import unit_by_code
from gongkai.procedures.foi import actions as foi
for n in range(4):
    asked = foi.Request("natural", {"name": "王五"}, f"第{n}件", "申请公开名单。", "electronic", "online")
    print(foi.submit(unit=unit_by_code("zjj"), request=asked, at=now()).case.reference)
"""
ACCEPTED = """
from gongkai.kernel.flow.models import Duty, StepTaken
for ref in {refs}:
    print(StepTaken.objects.filter(ref=ref, name="accept").count(), Duty.objects.filter(ref=ref, closed_on=None).count())
"""
NOTICES = "from gongkai.kernel.portal.models import SiteNotice; print(SiteNotice.objects.count())"
CASES = "from gongkai.kernel.cases.models import Case; print(Case.objects.count())"

SESSIONS = """
from threading import Barrier, Thread
from django.utils.timezone import localdate
from gongkai.doors.edge import now
from gongkai.ground.units.models import Person
from gongkai.ground.units.queries import unit_by_code
from gongkai.ground.units.scope import actor_of
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.clocks import clock_of, events_of
from gongkai.kernel.flow.models import Duty, StepTaken
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import actions as foi, answering, consulting, excess, fees
at, on = now(), localdate()  # the day in China, which begins before that of the machine
def by(name):
    return actor_of(Person.objects.get(username=name), on)
officer, head = by("zhou_jingban"), by("liu_qianfa")
request = foi.Request("natural", {"name": "王五"}, "名单", "申请公开名单。", "electronic", "online")
accept = lambda c: foi.accept(case=c, by=officer, at=at)
charge = lambda c: fees.charge(case=c, tariff="pages", count=68, how="窗口", by=head, at=at)
ask = lambda c: foi.ask_correction(case=c, items="请写明年份", days=10, by=officer, at=at)
propose = lambda c: answering.propose(case=c, outcome="3_1", text="您申请的信息予以公开，名单附后。", by=officer, at=at)
consult = lambda c: consulting.consult(case=c, kind="third_party", whom="明川建筑公司", letter="", by=officer, at=at)
tried = {
    "ask_correction": ([], ask),
    "receive_correction": ([ask], lambda c: foi.receive_correction(case=c, text="2025年", by=foi.APPLICANT, at=at)),
    "consult": ([accept], consult),
    "extend": ([accept], lambda c: foi.extend(case=c, days=5, ground="材料多", by=head, at=at)),
    "ask_reasons": ([accept], lambda c: excess.ask_reasons(case=c, why="63件", days=5, by=officer, at=at)),
    "charge": ([accept], charge),
    "pay": ([accept, charge], lambda c: fees.pay(case=c, paid_on=on, by=officer, at=at)),
    "propose": ([accept], propose),
    "answer": ([accept, propose], lambda c: answering.answer(case=c, by=head, at=at)),
    "recall": ([accept, consult], lambda c: foi.recall(case=c, by=foi.APPLICANT, at=at)),
}
for name, (before, act) in tried.items():
    case = foi.submit(unit=unit_by_code("zjj"), request=request, at=at).case
    for each in before:
        each(case)
    ref, barrier, won = case.ref, Barrier(2), []
    # The worker, which sets papers meanwhile, tells of these in facts of their own.
    told = Fact.objects.filter(ref=ref).exclude(name__startswith="notice.")
    facts = told.count()
    def session():
        mine = Case.objects.select_related("unit").get(reference=case.reference)
        barrier.wait()
        try:
            act(mine)
            won.append(True)
        except StepRefused:
            won.append(False)
        connection.close()
    sessions = [Thread(target=session) for _ in range(2)]
    for each in sessions: each.start()
    for each in sessions: each.join()
    kinds = [event.kind.value for event in events_of(clock_of(ref, "answer"))]
    twice = [kind for kind in set(kinds) if kinds.count(kind) > 1]
    steps = StepTaken.objects.filter(ref=ref, name=name).count()
    duties = Duty.objects.filter(ref=ref, closed_on=None).values_list("kind", flat=True)
    doubled = len(duties) - len(set(duties))
    print(name, sorted(won), steps, told.count() - facts, twice, doubled)
"""

ENTRIES = """
import json
from datetime import timedelta
from io import BytesIO
from threading import Barrier, Thread
from django.test import Client
from django.utils.timezone import localdate
from openpyxl import Workbook
from gongkai.doors.edge import now
from gongkai.engines.exchange import actions as exchange
from gongkai.engines.exchange.planning import plan
from gongkai.ground.keys import actions as keys
from gongkai.ground.units.models import Person
from gongkai.ground.units.queries import unit_by_code
from gongkai.ground.units.scope import actor_of
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records.models import Record
from gongkai.pure import declare
at, on = now(), localdate()
def by(name):
    return actor_of(Person.objects.get(username=name), on)
def four(work):
    barrier = Barrier(4)
    def alone(n):
        work(n, barrier)
        connection.close()
    threads = [Thread(target=alone, args=(n,)) for n in range(4)]
    [each.start() for each in threads]
    [each.join() for each in threads]
book = Workbook()
for line in (["标题", "成文日期", "公开目录", "正文"], *([f"第{n}号公告", "2026-03-01", "notices", "正文"] for n in range(120))):
    book.active.append(line)
sheet = BytesIO()
book.save(sheet)
ends = []
def comes_in(n, barrier):
    found = plan(kind=declare.kind("notice"), unit=unit_by_code("zjj"), content=sheet.getvalue(), form="xlsx", at=at)
    barrier.wait()
    try:
        ends.append(exchange.enter(plan=found, by=by("wang_bianji"), at=at))
    except StepRefused:
        ends.append(0)
four(comes_in)
print("sheet", sorted(ends), Record.objects.filter(title__endswith="号公告").count())
_, shown = keys.make_key(unit=unit_by_code("zjj"), label="协同办公", expires_on=on + timedelta(days=9), may_submit=False, by=by("lin_guanli"), at=at)
told = json.dumps({"kind": "notice", "content": {"section": "notices", "title": "公租房轮候公示", "formed_on": "2026-03-01", "body": "正文"}})
answers = []
def is_sent(n, barrier):
    headers = {"Authorization": f"Bearer {shown}", "Idempotency-Key": f"request-{n}"}
    barrier.wait()
    answer = Client(SERVER_NAME="localhost").post("/api/entries", told, content_type="application/json", headers=headers)
    answers.append((answer.status_code, answer.json().get("id", answer.json())))
four(is_sent)
print("key", sorted(status for status, _ in answers), len({each for _, each in answers}), Record.objects.filter(title="公租房轮候公示").count())
"""


def test_two_who_press_in_the_same_instant(county: Served):
    """One test, since a home at work takes a while to be made."""
    one_of_two_officers_wins_and_the_other_is_told(county)
    a_form_sent_twice_is_one_case(county)
    a_paper_taken_down_twice_is_one_case(county)
    a_form_of_the_desk_sent_twice_is_one_act(county)
    one_of_two_sessions_takes_the_step(county)
    what_comes_in_four_times_at_once_is_in_once(county)
    county.gongkai("verify")


def one_of_two_officers_wins_and_the_other_is_told(county: Served) -> None:
    officers = [Visitor(county), Visitor(county)]
    for officer, username in zip(officers, ("zhou_jingban", "zheng_jingban"), strict=True):
        officer.sign_in(username)
    references = county.python(OPEN).split()
    for reference in references:
        path = f"/desk/c/{reference}/do/accept/"
        for officer in officers:
            officer.get(path)
        together(*(partial(officer.post, path, seen=officer.hidden("seen")) for officer in officers))
        assert sorted(officer.status for officer in officers) == [200, 422]
        assert "刚才有别人办了这一件" in next(officer for officer in officers if officer.status == 422).html
    counted = county.python(ACCEPTED.format(refs=[f"case:{each}" for each in references])).split("\n")
    assert set(filter(None, counted)) == {"1 1"}


def a_form_sent_twice_is_one_case(county: Served) -> None:
    before, citizen = int(county.python(CASES)), Visitor(county)
    citizen.apply("zjj")
    draft, again = citizen.hidden("draft"), Visitor(county)
    again.body = citizen.body
    for cookie in citizen.cookies:
        again.cookies.set_cookie(cookie)
    together(*(partial(each.post, "/counter/foi/receipt", draft=draft) for each in (citizen, again)))
    assert citizen.receipt() == again.receipt()
    assert int(county.python(CASES)) == before + 1


def a_paper_taken_down_twice_is_one_case(county: Served) -> None:
    before, path = int(county.python(CASES)), "/desk/p/foi/register/"
    clerk, again = Visitor(county), Visitor(county)
    clerk.sign_in("chen_chuangkou")
    clerk.get(path)
    again.body = clerk.body
    for cookie in clerk.cookies:
        again.cookies.set_cookie(cookie)
    unit = county.python("from gongkai.ground.units.queries import unit_by_code; print(unit_by_code('zjj').pk)").strip()
    paper = {
        "unit": unit, "channel": "letter", "party_type": "natural", "name": "李四光", "address": "明川县河西街道1号",
        "subject": "供水管网改造合同", "wanted": "申请公开供水管网改造合同全文。", "form_wanted": "paper", "delivery": "post",
        "token": clerk.hidden("token"),
    }  # fmt: skip
    together(*(partial(each.post, path, **paper) for each in (clerk, again)))
    assert [clerk.status, again.status] == [200, 200]
    assert sorted("这份表刚才已经登记过" in each.html for each in (clerk, again)) == [False, True]
    assert int(county.python(CASES)) == before + 1


def a_form_of_the_desk_sent_twice_is_one_act(county: Served) -> None:
    path, said = "/desk/site-notices/", {"text": "周五下午窗口不办公", "begins_on": "2099-1-1", "ends_on": "2099-1-2"}
    office, again = Visitor(county), Visitor(county)
    office.sign_in("gao_gongkai")
    office.get(path)
    again.body = office.body
    for cookie in office.cookies:
        again.cookies.set_cookie(cookie)
    together(*(partial(each.post, path, once=office.hidden("once"), **said) for each in (office, again)))
    assert [office.status, again.status] == [200, 200]
    assert county.python(NOTICES).strip() == "1"


def together(*calls: Callable[[], object]) -> None:
    """Make these calls in the same instant."""
    barrier = Barrier(len(calls), timeout=30)

    def called(call: Callable[[], object]) -> None:
        barrier.wait()
        call()

    with ThreadPoolExecutor(len(calls)) as pool:
        list(pool.map(called, calls))


def one_of_two_sessions_takes_the_step(county: Served) -> None:
    """Each with a connection of its own: one act and one fact, no event of the clock twice and no duty."""
    told = [line for line in county.python(SESSIONS).split("\n") if line]
    assert len(told) == 10
    assert [line for line in told if line.split(" ", 1)[1] != "[False, True] 1 1 [] 0"] == []


def what_comes_in_four_times_at_once_is_in_once(county: Served) -> None:
    """A sheet that four look at before anyone enters it; a record that a system sends under four tokens."""
    told = county.python(ENTRIES).strip().split("\n")
    assert told == ["sheet [0, 0, 0, 120] 120", "key [200, 200, 200, 201] 1 1"]
