"""A form sent twice is one case with one code; a form that was changed in between is another."""

from gongkai.doors.counter.tests.conftest import RECEIPT, hidden
from gongkai.kernel.cases.models import Case


def test_sent_twice_it_shows_the_same_number_and_code(citizen):
    citizen.fill_all()
    checked = citizen.html
    first = citizen.send()
    citizen.html = checked
    assert citizen.send() == first
    assert Case.objects.count() == 1


def test_changed_after_sending_it_is_another_case_with_another_code(citizen):
    citizen.fill_all()
    checked = citizen.html
    first = citizen.send()
    citizen.html = checked
    for page, other in (
        ("what", {"wanted": "另一件事：2024年县城供热的成本。"}),
        ("kind", {}),
        ("who", {}),
        ("how", {}),
    ):
        citizen.fill(page, **other)
    second = citizen.send()
    assert second[0] != first[0] and second[1] != first[1]
    assert Case.objects.count() == 2


def test_looking_again_at_the_check_keeps_the_code(citizen):
    citizen.fill_all()
    once = citizen.html
    citizen.fill("how")
    first = citizen.send()
    citizen.html = once
    assert citizen.send() == first
    assert hidden(citizen.html, "pass") and citizen.answer.request["PATH_INFO"] == RECEIPT
