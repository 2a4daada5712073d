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


def test_two_who_press_in_the_same_instant(county: Served):
    """One test, since a home at work takes a while to be made."""
    one_of_two_officers_wins_and_the_other_is_told(county)
    a_form_sent_twice_is_one_case(county)
    a_paper_taken_down_twice_is_one_case(county)
    a_form_of_the_desk_sent_twice_is_one_act(county)
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
