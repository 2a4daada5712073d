"""A draft from the office's wording, its versions, and the way by the legal reviewer to the signatory; without one it goes as before."""

import pytest
from tests.plugins.acts.remedies import received
from tests.plugins.cast import noon

from gongkai.ground.units.actions import appoint, relieve
from gongkai.ground.units.models import Appointment
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases import orders
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import anew, answering, consulting, office, preparing, queries
from gongkai.procedures.foi.tests.scenes import OFFICER, SIGNATORY, answer, handled
from gongkai.pure.declare import Role

ON = noon("2026-03-02")
REVIEWER = "feng_fazhi"
TEXT = "您申请的信息予以公开，请查收。"


@pytest.fixture
def reviewed(cast):
    office.set_review(unit=cast.units["zjj"], legal_review=True, by=cast.actor(SIGNATORY), at=ON)
    return cast


def proposed(cast, case=None, text=TEXT):
    case = case or handled(cast)
    answering.propose(case=case, outcome="3_1", text=text, by=cast.actor(OFFICER), at=ON)
    return case


def owed(case):
    return [(duty.kind, duty.role) for duty in open_duties(case.ref)]


def test_without_the_setting_an_answer_goes_to_the_signatory(cast):
    case = proposed(cast)
    assert case.state == "signing" and owed(case) == [("sign", "signatory")]


def test_with_it_the_legal_reviewer_passes_it_on(reviewed):
    case = proposed(reviewed)
    assert case.state == "reviewing" and owed(case) == [("legal_review", "legal_reviewer")]
    with pytest.raises(StepRefused, match="待法制审核"):
        answering.answer(case=case, by=reviewed.actor(SIGNATORY), at=ON)
    preparing.pass_review(case=case, comment="依据无误", by=reviewed.actor(REVIEWER), at=ON)
    assert case.state == "signing" and owed(case) == [("sign", "signatory")]
    answering.answer(case=case, by=reviewed.actor(SIGNATORY), at=ON)
    assert case.outcome == "3_1" and owed(case) == []


def test_it_comes_back_with_a_comment_and_goes_again(reviewed):
    case = proposed(reviewed)
    with pytest.raises(StepRefused, match="要改什么"):
        preparing.return_review(case=case, reason=" ", by=reviewed.actor(REVIEWER), at=ON)
    preparing.return_review(case=case, reason="请补写取得的方式", by=reviewed.actor(REVIEWER), at=ON)
    assert case.state == "handling" and owed(case) == [("handle", "case_officer")]
    proposed(reviewed, case, "您申请的信息予以公开，请凭本答复书领取。")
    assert [each.text for each in queries.proposals_of(case)] == [TEXT, "您申请的信息予以公开，请凭本答复书领取。"]


def test_nobody_judges_what_they_wrote(reviewed):
    for username, role in ((OFFICER, Role.LEGAL_REVIEWER), (REVIEWER, Role.SIGNATORY)):
        appoint(
            person=reviewed.people[username], unit=reviewed.units["zjj"], role=role, at=noon("2026-01-05"), by="lin"
        )
    case = proposed(reviewed)
    with pytest.raises(NotAllowed, match="另一个人"):
        preparing.pass_review(case=case, by=reviewed.actor(OFFICER), at=ON)
    preparing.pass_review(case=case, by=reviewed.actor(REVIEWER), at=ON)
    with pytest.raises(NotAllowed, match="另一个人"):
        answering.answer(case=case, by=reviewed.actor(REVIEWER), at=ON)


@pytest.mark.parametrize("who", [SIGNATORY, "he_jiancha", "qian_jingban"])
def test_only_the_legal_reviewer_passes_it(reviewed, who):
    case = proposed(reviewed)
    with pytest.raises(NotAllowed):
        preparing.pass_review(case=case, by=reviewed.actor(who), at=ON)


def test_its_officer_may_take_it_back_and_the_applicant_recall(reviewed):
    case = proposed(reviewed)
    preparing.return_review(case=case, reason="自己发现写错了", by=reviewed.actor(OFFICER), at=ON)
    foi.recall(case=proposed(reviewed, case), by=foi.APPLICANT, at=ON)
    assert case.phase == "void" and owed(case) == []


def test_the_clock_and_opinions_go_on_meanwhile(reviewed):
    case = handled(reviewed)
    asked = consulting.consult(
        case=case, kind="third_party", whom="某公司", letter="", by=reviewed.actor(OFFICER), at=ON
    )
    proposed(reviewed, case)
    consulting.record_opinion(consultation=asked, consents=True, opinion="", by=reviewed.actor(OFFICER), at=ON)
    foi.extend(case=case, days=5, ground="材料较多", by=reviewed.actor(SIGNATORY), at=ON)
    assert case.state == "reviewing" and case.extended


def test_a_confidential_case_goes_past_the_legal_reviewer(reviewed):
    case = handled(reviewed)
    cases.conceal(case=case, reason="涉密", officer=OFFICER, by=reviewed.actor(SIGNATORY), at=ON)
    assert proposed(reviewed, case).state == "signing"


def test_one_concealed_under_review_is_taken_back_by_its_officer(reviewed):
    case = proposed(reviewed)
    cases.conceal(case=case, reason="涉密", officer=OFFICER, by=reviewed.actor(SIGNATORY), at=ON)
    preparing.return_review(case=case, reason="涉密件不经法制审核", by=reviewed.actor(OFFICER), at=ON)
    assert proposed(reviewed, case).state == "signing"


def test_with_nobody_to_review_it_is_told(reviewed):
    held = Appointment.objects.get(person=reviewed.people[REVIEWER], role=Role.LEGAL_REVIEWER)
    relieve(appointment=held, at=noon("2026-02-20"), by="lin")
    with pytest.raises(StepRefused, match="没有法制审核的人"):
        proposed(reviewed)
    with pytest.raises(StepRefused, match="没有法制审核的人"):
        office.set_review(unit=reviewed.units["wjw"], legal_review=True, by=reviewed.actor("ma_qianfa"), at=ON)


def test_a_draft_is_merged_from_the_wording_and_has_to_be_filled_in(cast):
    case = handled(cast)
    made = preparing.draft(case=case, outcome="3_3_4", paragraphs=["contact"], by=cast.actor(OFFICER), at=ON)
    text = queries.latest_proposal(case).text
    assert made.draft and case.state == "handling" and "您申请的“危房改造补助名单”涉及第三方" in text
    assert "可以打0000-0066128" in text and "{" not in text and "【请填：" in text
    with pytest.raises(StepRefused, match="没填的地方"):
        answering.propose(case=case, outcome="3_3_4", text=text, by=cast.actor(OFFICER), at=ON)


def test_every_outcome_has_a_wording_whose_fields_are_known(cast):
    from gongkai.procedures.foi import wordings

    for key in office.labels(cast.units["zjj"]):
        text = wordings.default(key)
        assert wordings.unknown_fields(text) == [] and len(text) >= 20, key
        assert not any(word in text for word in office.REMEDY_WORDS), key


def test_drafts_and_what_was_sent_are_versions_of_one_answer(cast):
    case, by = handled(cast), cast.actor(OFFICER)
    preparing.draft(case=case, outcome="3_1", text="先写一稿，名单还在核。", by=by, at=ON)
    proposed(cast, case)
    assert [(each.row.seq, each.row.draft) for each in queries.proposals_of(case)] == [(1, True), (2, False)]
    answering.answer(case=case, by=cast.actor(SIGNATORY), at=ON)
    with pytest.raises(StepRefused, match="环节"):
        preparing.draft(case=case, outcome="3_1", by=by, at=ON)


def test_the_office_words_its_answers_and_the_versions_stay(cast):
    unit, by = cast.units["zjj"], cast.actor(SIGNATORY)
    for n in (1, 2):
        made = office.set_wording(
            unit=unit, key="3_1", text=f"您申请的“{{申请内容}}”可以公开，第{n}版。", by=by, at=ON, seen=n - 1
        )
        assert made.version == n
    assert [each.version for each in office.versions(unit, "3_1")] == [2, 1]
    case = handled(cast)
    preparing.draft(case=case, outcome="3_1", by=cast.actor(OFFICER), at=ON)
    assert queries.latest_proposal(case).text == "您申请的“危房改造补助名单”可以公开，第2版。"
    assert "第2版" not in office.wording(cast.units["wjw"], "3_1")


@pytest.mark.parametrize(
    "text, said",
    [
        ("太短", "至少写10个字"),
        ("您申请的“{不知道什么}”可以公开，请查收。", "没有“{不知道什么}”这一项"),
        ("不服本答复的，可以申请行政复议，也可以起诉。", "由系统按法律和日期"),
        ("长" * 3001, "最多3000字"),
    ],
)
def test_a_wording_that_does_not_hold_is_refused(cast, text, said):
    with pytest.raises(StepRefused, match=said):
        office.set_wording(unit=cast.units["zjj"], key="3_1", text=text, by=cast.actor(SIGNATORY), at=ON)


def test_only_the_head_of_its_office_words_and_sets_and_nobody_overwrites_unseen(cast):
    unit, text = cast.units["zjj"], "您申请的信息可以公开，请查收附件。"
    for who in (OFFICER, REVIEWER, "ma_qianfa", "gao_gongkai"):
        with pytest.raises(NotAllowed):
            office.set_wording(unit=unit, key="3_1", text=text, by=cast.actor(who), at=ON)
        with pytest.raises(NotAllowed):
            office.set_review(unit=unit, legal_review=True, by=cast.actor(who), at=ON)
    office.set_wording(unit=unit, key="3_1", text=text, by=cast.actor(SIGNATORY), at=ON, seen=0)
    with pytest.raises(StepRefused, match="刚才有别人改过"):
        office.set_wording(unit=unit, key="3_1", text=f"{text}再改。", by=cast.actor(SIGNATORY), at=ON, seen=0)
    with pytest.raises(StepRefused, match="和现在的一样"):
        office.set_wording(unit=unit, key="3_1", text=text, by=cast.actor(SIGNATORY), at=ON)


def test_the_remedy_stands_in_the_letter_whatever_the_text_is(cast):
    from gongkai.ground.documents.models import Notice
    from gongkai.ground.documents.queries import data_of

    case = answer(cast, handled(cast), "2026-03-02", outcome="3_3_5")
    assert "行政复议" in data_of(Notice.objects.get(ref=case.ref, kind="answer"))["remedy"]


def test_what_is_answered_anew_goes_the_same_way(reviewed):
    case = answer_of_old(reviewed)
    by, reviewer = reviewed.actor(OFFICER), reviewed.actor(REVIEWER)
    orders.order(case=case, source=received(reviewed), days=15, counting="working", on=ON.date(), by=reviewer, at=ON)
    said = {"outcome": "3_1", "text": "重新作出答复，予以公开。", "by": by, "at": ON}
    anew.propose_anew(case=case, **said)
    assert case.state == "reviewing_anew" and ("legal_review", "legal_reviewer") in owed(case)
    anew.return_review_anew(case=case, reason="请补写取得的方式", by=reviewer, at=ON)
    assert case.state == "reopened" and ("perform", "case_officer") in owed(case)
    anew.propose_anew(case=case, **said)
    with pytest.raises(NotAllowed):
        anew.pass_review_anew(case=case, by=by, at=ON)
    anew.pass_review_anew(case=case, comment="可以", by=reviewer, at=ON)
    assert case.state == "signing_anew"
    anew.answer_anew(case=case, by=reviewed.actor(SIGNATORY), at=ON)
    assert case.state == "answered" and case.outcome == "3_3_5" and owed(case) == []


def answer_of_old(cast):
    """One that was answered before the unit had its answers reviewed."""
    office.set_review(unit=cast.units["zjj"], legal_review=False, by=cast.actor(SIGNATORY), at=ON)
    case = answer(cast, handled(cast), "2026-03-02", outcome="3_3_5")
    office.set_review(unit=cast.units["zjj"], legal_review=True, by=cast.actor(SIGNATORY), at=ON)
    return case


CLOSED = "节假日不办公，请在工作日到{单位地址}领取。"


def paragraph(cast, unit="zjj", who=SIGNATORY, **changes):
    values = {"name": "节假日取件", "text": CLOSED} | changes
    return office.add_paragraph(unit=cast.units[unit], by=cast.actor(who), at=ON, **values)


def test_an_office_adds_paragraphs_of_its_own_and_withdraws_them(cast):
    made, unit = paragraph(cast), cast.units["zjj"]
    assert office.paragraphs(unit)[made.key] == "节假日取件" and made.key not in office.paragraphs(cast.units["wjw"])
    case = handled(cast)
    preparing.draft(case=case, outcome="3_1", paragraphs=[made.key], by=cast.actor(OFFICER), at=ON)
    assert "节假日不办公" in queries.latest_proposal(case).text
    better = office.set_wording(unit=unit, key=made.key, text=f"{CLOSED}请带证件。", by=cast.actor(SIGNATORY), at=ON)
    assert (better.version, better.name) == (2, "节假日取件")
    office.withdraw_paragraph(unit=unit, key=made.key, by=cast.actor(SIGNATORY), at=ON)
    assert made.key not in office.paragraphs(unit) and len(office.versions(unit, made.key)) == 3
    with pytest.raises(StepRefused, match="停用"):
        preparing.draft(case=case, outcome="3_1", paragraphs=[made.key], by=cast.actor(OFFICER), at=ON)
    with pytest.raises(StepRefused, match="已经停用"):
        office.withdraw_paragraph(unit=unit, key=made.key, by=cast.actor(SIGNATORY), at=ON)
    assert "节假日不办公" in queries.latest_proposal(case).text
    assert paragraph(cast).key != made.key


def test_the_county_s_paragraphs_are_every_unit_s_and_only_the_county_withdraws_them(cast):
    made = paragraph(cast, "xzf", "gao_gongkai")
    assert made.key in office.paragraphs(cast.units["wjw"]) and office.wording(cast.units["wjw"], made.key) == CLOSED
    with pytest.raises(StepRefused, match="不是本单位加的"):
        office.withdraw_paragraph(unit=cast.units["zjj"], key=made.key, by=cast.actor(SIGNATORY), at=ON)


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"name": "邮"}, "2到20"),
        ({"name": "邮寄提供"}, "已经有叫"),
        ({"text": "短"}, "至少写10个字"),
        ({"text": "您可以申请行政复议，也可以来电询问。"}, "复议和诉讼"),
        ({"text": "请到{地点}领取，工作日都可以。"}, "没有“{地点}”"),
    ],
)
def test_a_paragraph_has_a_name_of_its_own_and_says_something(cast, changes, said):
    with pytest.raises(StepRefused, match=said):
        paragraph(cast, **changes)


def test_paragraphs_are_the_heads_to_add(cast):
    with pytest.raises(NotAllowed):
        paragraph(cast, who=OFFICER)
