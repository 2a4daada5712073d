"""One letter that asks for several things is told apart: each part a case of its own, from the same day on."""

from datetime import date

import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents.queries import data_of, issued
from gongkai.ground.parties import vault
from gongkai.ground.units.scope import SYSTEM
from gongkai.kernel.cases.actions import erase, still_needed
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import by_code, linked_with, subjects_of
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import splitting
from gongkai.procedures.foi.faces.counter import told_otherwise
from gongkai.procedures.foi.splitting import Part
from gongkai.procedures.foi.tests.scenes import OFFICER, REQUEST, answer, asked_to_correct, due, handled, submitted

PARTS = (Part("补助名单", "2025年补助名单"), Part("验收报告", "验收报告"), Part("资金来源", "资金来源"))


def parted(cast, case: Case, parts=PARTS, by: str = OFFICER, on: str = "2026-02-12", **more) -> list[Case]:
    return splitting.split(case=case, parts=parts, by=cast.actor(by), at=noon(on), **more)


def test_each_part_is_a_case_of_the_same_day_way_and_applicant(cast):
    case = handled(cast)
    made = parted(cast, case)
    assert [each.reference for each in made] == ["2026-0002", "2026-0003"]
    for each in made:
        assert (each.received_on, each.first_received_on, each.channel, due(each)) == (date(2026, 2, 10), date(2026, 2, 10), "web", due(case))  # fmt: skip
        assert vault.unseal(each.ref, "party") == REQUEST.party
        assert Duty.objects.filter(ref=each.ref, kind="accept", closed_on=None).exists()
    assert subjects_of([case, *made]) == {case.ref: "补助名单", made[0].ref: "验收报告", made[1].ref: "资金来源"}
    assert Case.objects.filter(first_received_on=date(2026, 2, 10)).count() == 3


def test_what_the_letter_said_stays_in_the_file(cast):
    case = handled(cast)
    parted(cast, case)
    kept = [row for row in vault.Sealed.objects.filter(ref=case.ref, name="wanted").order_by("seq")]
    assert len(kept) == 2 and vault.unseal(case.ref, "wanted") == "2025年补助名单"
    assert vault.unseal(case.ref, f"step:{case.revision}") == f"原来的申请内容：{REQUEST.wanted}"


def test_the_applicant_is_told_the_numbers_and_keeps_one_code(cast):
    opened = foi.submit(unit=cast.units["zjj"], request=REQUEST, at=noon("2026-02-10"))
    made = parted(cast, opened.case)
    letter = data_of(issued(opened.case.ref, ["split"])[0])["paragraphs"]
    assert letter[2:4] == ["2026-0002：验收报告", "2026-0003：资金来源"] and "查询码和原来的一样" in letter[-1]
    assert [by_code(each.reference, opened.query_code) for each in made] == made
    assert data_of(issued(made[0].ref, ["receipt"])[0])["subject"] == "验收报告"
    assert "从您的申请2026-0001里分出来" in told_otherwise(made[0], None)["open"]
    assert told_otherwise(opened.case, None) == {}


def test_links_show_both_ways_and_keep_nobody_s_data_from_being_erased(cast):
    case = handled(cast)
    first, second = parted(cast, case)
    scope = cast.scope(OFFICER)
    assert [(each.case, each.words) for each in linked_with(case, scope)] == [(first, "从这一件分出"), (second, "从这一件分出")]  # fmt: skip
    assert [(each.case, each.words) for each in linked_with(first, scope)] == [(case, "同一份申请的第一件")]
    answer(cast, case, "2026-02-20")
    assert not still_needed(case)
    erase(case=case, by=SYSTEM, at=noon("2026-03-01"))


@pytest.mark.parametrize(
    "parts, said",
    [
        (PARTS[:1], "最少2件"),
        (PARTS * 4, "最多10件"),
        ((PARTS[0], Part("", "x")), "每一件都要写名称和内容"),
        ((PARTS[0], Part("长", "长" * 5001)), "内容最多5000字"),
    ],
)
def test_parts_that_are_none_are_refused_and_nothing_is_opened(cast, parts, said):
    case = handled(cast)
    with pytest.raises(StepRefused, match=said):
        parted(cast, case, parts)
    assert Case.objects.count() == 1


def test_once_something_moved_the_clock_it_is_answered_in_one(cast):
    case = asked_to_correct(cast, submitted(cast), "2026-02-11")
    with pytest.raises(StepRefused):
        parted(cast, case)
    foi.receive_correction(case=case, text="2025年", by=foi.APPLICANT, at=noon("2026-02-12"))
    with pytest.raises(StepRefused, match="不能再分"):
        parted(cast, case)


def test_only_the_officer_splits_once_and_not_what_somebody_moved_on(cast):
    case = handled(cast)
    for by in ("chen_chuangkou", "liu_qianfa", "qian_jingban"):
        with pytest.raises(NotAllowed):
            parted(cast, case, by=by)
    with pytest.raises(Overtaken):
        parted(cast, case, seen=case.revision - 1)
    parted(cast, case)
    with pytest.raises(StepRefused, match="只能办一次"):
        parted(cast, case)
