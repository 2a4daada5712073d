"""Earlier applications of the same applicant are shown to the officer, the like ones first; nothing is decided (条例第36条第6项)."""

from dataclasses import replace
from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.kernel.cases import actions as cases
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import repeats
from gongkai.procedures.foi.tests.scenes import OFFICER, REQUEST, SIGNATORY, answered

OTHER = {"name": "李四", "phone": "13900000000"}


def submitted(cast, on: str, subject: str = REQUEST.subject, wanted: str = REQUEST.wanted, unit: str = "zjj", **party):
    asked = replace(REQUEST, subject=subject, wanted=wanted, party=party or REQUEST.party)
    return foi.submit(unit=cast.units[unit], request=asked, at=noon(on)).case


def found(case):
    return [(each.case.reference, each.alike >= repeats.ALIKE) for each in repeats.earlier(case)]


def test_those_of_the_same_applicant_the_like_first(cast):
    first = answered(cast, "2026-01-05", "2026-01-20")
    unlike = submitted(cast, "2026-03-02", "河堤加固工程招标文件", "申请公开河堤加固工程的招标文件和中标合同。")
    submitted(cast, "2026-03-03", **OTHER)
    submitted(cast, "2026-03-03", unit="wjw")
    again = submitted(cast, "2026-03-04", "2025年危房改造补助的名单", "请公开2025年危房改造补助名单")
    assert found(again) == [(first.reference, True), (unlike.reference, False)]
    assert repeats.in_month(again, repeats.earlier(again)) == 1
    ((heading, text),) = repeats.told(again, date(2026, 3, 4))
    assert heading == "很可能是同一申请人以前的申请：2件，同一个自然月收到1件"
    assert f"{first.reference}（已答复，2026-01-20，内容相近）：危房改造补助名单" in text and "由经办人判断" in text


def test_somebody_without_earlier_ones_is_told_of_none(cast):
    submitted(cast, "2026-03-02")
    assert repeats.told(submitted(cast, "2026-03-03", **OTHER), date(2026, 3, 3)) == []


def test_confidential_cases_and_erased_people_are_not_found(cast):
    hidden = submitted(cast, "2026-03-02")
    cases.conceal(case=hidden, reason="涉密", officer=OFFICER, by=cast.actor(SIGNATORY), at=noon("2026-03-03"))
    gone = answered(cast, "2026-01-05", "2026-01-20")
    cases.erase(case=gone, by=cast.actor("lin_guanli"), at=noon("2026-03-03"))
    assert found(submitted(cast, "2026-03-04")) == []


@pytest.mark.parametrize(
    "one, other, same",
    [
        ({"name": "张三", "phone": "138"}, {"name": "张 三", "phone": "138"}, True),
        ({"name": "张三", "phone": "138"}, {"name": "张三", "phone": "139"}, False),
        ({"name": "张三", "phone": "138"}, {"name": "李四", "phone": "138"}, False),
        ({"name": "张三", "id_number": "99012319900307118X"}, {"name": "张三", "id_number": "99012319900307118x"}, True),
        ({"name": "张三", "phone": "138", "id_number": "1"}, {"name": "张三", "phone": "138", "id_number": "2"}, False),
        ({"name": "王", "organisation": "明川律所", "email": "a@b"}, {"name": "李", "organisation": "明川律所", "email": "a@b"}, True),
        ({}, {}, False),
    ],
)  # fmt: skip
def test_who_is_most_likely_the_same(one, other, same):
    assert repeats.same_applicant(one, other) is same


def test_no_more_than_the_latest_are_looked_at(cast, monkeypatch):
    submitted(cast, "2026-03-02")
    newest = submitted(cast, "2026-03-03")
    monkeypatch.setattr(repeats, "LOOKED_AT", 1)
    assert found(submitted(cast, "2026-03-04")) == [(newest.reference, True)]
