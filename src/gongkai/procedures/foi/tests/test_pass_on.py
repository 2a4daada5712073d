"""An application that another unit answers for: handed to it with the applicant's consent; without, they are only told whose it is."""

import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents.queries import data_of, issued
from gongkai.ground.files.fields import Upload
from gongkai.ground.files.queries import of_owner, read_bytes
from gongkai.ground.files.tests.samples import PNG
from gongkai.ground.parties import vault
from gongkai.kernel.cases.actions import conceal
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import about_of, linked_with
from gongkai.kernel.flow.clocks import clock_of
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import guiding, passing, receiving, serving
from gongkai.procedures.foi.forms import ProposeForm
from gongkai.procedures.foi.models import Application
from gongkai.procedures.foi.tests.scenes import OFFICER, SIGNATORY, answer, due, handled, submitted
from gongkai.procedures.foi.tests.test_release_page import desk

ON, DAY = noon("2026-03-02"), noon("2026-03-02").date()
THERE, SIGNS_THERE = "qian_jingban", "ma_qianfa"
HOW = "本人3月2日电话里同意转送"
NOT_OURS, OPEN = "3_4_1", "3_1"


def passed(cast, case=None, by=OFFICER, **changes):
    values = {"organ": cast.units["wjw"], "consented_on": DAY, "how": HOW} | changes
    return passing.pass_on(case=case or handled(cast), by=cast.actor(by), at=ON, **values)


def test_it_is_a_new_application_there_received_that_day_through_another_organ(cast, home):
    case = submitted(cast)
    receiving.file_papers(case=case, scans=[Upload("申请书.png", PNG)], by=cast.actor(OFFICER), at=ON)
    before = due(case)
    made = passed(cast, case)
    assert (made.unit.code, made.channel, made.received_on, made.state) == (
        cast.units["wjw"].code,
        "transfer",
        DAY,
        "received",
    )
    assert made.query_hash == case.query_hash and made.reference != case.reference
    assert clock_of(made.ref, "answer").started_on == DAY and due(case) == before
    for name in ("party", "subject", "wanted"):
        assert vault.unseal(made.ref, name) == vault.unseal(case.ref, name)
    (scan,) = of_owner(made.ref)
    assert read_bytes(scan) == PNG and scan.public_id not in {each.public_id for each in of_owner(case.ref)}
    assert Application.objects.get(case=made).passed_on_by == f"{case.unit.name}（{case.reference}）"


def test_both_lead_to_each_other_and_the_applicant_has_it_in_writing(cast):
    case = handled(cast)
    made = passed(cast, case)
    assert about_of(made, "passed_on") == case and passing.passed_on(case) == made
    letter = issued(case.ref, ["passed_on"])[0]
    said = "".join(data_of(letter)["paragraphs"])
    for told in (made.reference, cast.units["wjw"].name, "3月2日同意转送", "第三十六条第五项", "另外依法答复"):
        assert told in said
    assert letter.title == "转送告知书" and letter.number in {each.number for each in serving.papers_of(case)}


def test_to_each_officer_the_other_case_is_named_and_does_not_open(cast):
    case = handled(cast)
    made = passed(cast, case)
    for mine, other, officer, words in ((case, made, OFFICER, "从这一件转送"), (made, case, THERE, "转送来的那一件")):
        assert [(each.case, each.words, each.named) for each in linked_with(mine, cast.scope(officer))] == [(other, words, True)]  # fmt: skip
        page = desk(cast, officer).get(f"/desk/c/{mine.reference}/").content.decode()
        box = page[page.index("关联的办件") :].partition("</section>")[0]
        assert other.reference in box and f"{other.unit.name}办理" in box and f"/desk/c/{other.reference}/" not in page
        assert desk(cast, officer).get(f"/desk/c/{other.reference}/").status_code == 404
    conceal(case=made, reason="涉及国家秘密", officer=THERE, by=cast.actor(SIGNS_THERE), at=ON)
    assert linked_with(case, cast.scope(OFFICER)) == []


def test_the_answer_here_names_the_organ_and_what_became_of_it_there(cast):
    case = handled(cast)
    made = passed(cast, case)
    form = ProposeForm.of(case, DAY)
    assert form["organ"].value() == cast.units["wjw"].pk
    values = {"outcome": NOT_OURS, "text": "您申请的信息不是本机关制作保存的。", "organ": str(cast.units["wjw"].pk)}
    form = ProposeForm.of(case, DAY, values)
    assert form.is_valid(), form.errors
    assert made.reference in form.cleaned_data["text"] and "请向该机关提出申请" not in form.cleaned_data["text"]
    other = ProposeForm.of(case, DAY, values | {"outcome": OPEN, "organ": ""})
    assert not other.is_valid() and "结果一般是“无法提供：本机关不掌握这项信息”" in str(other.errors)


def test_after_the_answer_it_is_still_handed_over_if_that_was_not_ours(cast):
    case = handled(cast, "2026-02-10")
    answer(cast, case, "2026-02-24", outcome=NOT_OURS)
    passed(cast, case)
    assert Case.objects.get(pk=case.pk).outcome == NOT_OURS
    assert "已于2026年2月24日答复" in "".join(data_of(issued(case.ref, ["passed_on"])[0])["paragraphs"])
    other = handled(cast, "2026-02-10", subject="别的")
    answer(cast, other, "2026-02-24", outcome=OPEN)
    with pytest.raises(StepRefused, match="“无法提供：本机关不掌握这项信息”"):
        passed(cast, other)


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"how": " "}, "没有申请人同意"),
        ({"consented_on": noon("2026-03-03").date()}, "到今天之间"),
        ({"consented_on": noon("2026-02-09").date()}, "到今天之间"),
    ],
)
def test_without_consent_nothing_is_handed_over(cast, changes, said):
    with pytest.raises(StepRefused, match=said):
        passed(cast, **changes)
    assert Case.objects.count() == 1


def test_it_is_done_once_by_the_officer_to_another_unit_and_not_of_what_is_confidential(cast):
    case = handled(cast)
    with pytest.raises(StepRefused, match="别的单位"):
        passed(cast, case, organ=case.unit)
    with pytest.raises(NotAllowed):
        passed(cast, case, by=SIGNATORY)
    passed(cast, case)
    with pytest.raises(StepRefused, match="只能转送一次"):
        passed(cast, case)
    secret = handled(cast, "2026-02-10", subject="别的")
    conceal(case=secret, reason="涉及国家秘密", officer=OFFICER, by=cast.actor("liu_qianfa"), at=ON)
    with pytest.raises(StepRefused, match="涉密件"):
        passed(cast, secret)


def test_who_was_handed_it_confers_or_answers_and_does_not_hand_it_back(cast):
    case = handled(cast)
    made = passed(cast, case)
    with pytest.raises(StepRefused, match=f"转送来的（{case.reference}）.*“内部会商”.*或者由本单位答复") as why:
        passed(cast, made, by=THERE, organ=case.unit)
    assert why.value.field == "organ" and passing.passed_on(made) is None
    onward = passed(cast, made, by=THERE, organ=cast.units["xzf"])
    assert onward.unit.code == cast.units["xzf"].code


def test_without_a_transfer_the_answer_only_tells_whose_it_is():
    class Unit:
        name, phone, address = "明川县教育局", "0000-1234567", ""

    assert guiding.sentence(NOT_OURS, "", Unit()) == (
        "您申请的信息由明川县教育局（联系电话：0000-1234567）负责公开，请向该机关提出申请（《政府信息公开条例》第三十六条第五项）。"
    )
