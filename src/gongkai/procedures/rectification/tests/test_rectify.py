"""Correcting one's own records (条例第41条): looked into, corrected or not, passed on to whoever has the power; in no table of applications."""

from dataclasses import replace
from datetime import date

import pytest
from tests.plugins.acts.rectification import ASKING, asked, put_forward
from tests.plugins.cast import noon

from gongkai.ground.documents.queries import data_of, issued
from gongkai.ground.parties import vault
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import get_visible, ledger_of
from gongkai.kernel.flow.clocks import clock_of
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.rectification import Rectification, actions
from gongkai.procedures.rectification.register import RegisterForm

OFFICER, SIGNATORY = "zhou_jingban", "liu_qianfa"
TEXT = "经核对身份证，已经更正档案里的出生日期。"


def proposed(cast, case, outcome: str = "rct_corrected", **more):
    return actions.propose(case=case, outcome=outcome, text=TEXT, by=cast.actor(OFFICER), at=noon("2026-03-04"), **more)


def decided(cast, case):
    return actions.decide(case=case, by=cast.actor(SIGNATORY), at=noon("2026-03-05"))


def test_it_is_received_and_owed_within_twenty_working_days(cast):
    case = asked(cast)
    assert (case.reference[:3], case.state, clock_of(case.ref, "answer").due_on) == (
        "GZ-",
        Rectification.RECEIVED.code,
        date(2026, 3, 30),
    )
    assert Duty.objects.get(ref=case.ref, closed_on=None).kind == "verify"
    assert vault.unseal(case.ref, "wanted") == ASKING.wanted
    assert "最晚2026年3月30日告知您处理结果" in data_of(issued(case.ref, ["rectification_receipt"])[0])["paragraphs"][0]


def test_corrected_and_told(cast):
    case = decided(cast, put_forward(cast))
    assert (case.outcome, case.phase, case.on_time) == ("rct_corrected", "done", True)
    letter = data_of(issued(case.ref, ["rectification_result"])[0])
    assert letter["paragraphs"] == [TEXT, "处理结果：核实以后已经更正（《政府信息公开条例》第四十一条）。"]
    assert not letter["remedy"] and not Duty.objects.filter(ref=case.ref, closed_on=None).exists()


def test_a_paper_with_a_blank_in_it_is_not_sent_on(cast):
    case, by = asked(cast), cast.actor(OFFICER)
    with pytest.raises(StepRefused, match="还有没填的地方"):
        actions.propose(case=case, outcome="rct_corrected", text="已经更正【请填：文书名称】里的出生日期。", by=by, at=noon("2026-03-04"))  # fmt: skip


def test_what_is_not_corrected_tells_the_remedies(cast):
    case = decided(cast, proposed(cast, asked(cast), "rct_accurate"))
    assert "行政复议" in data_of(issued(case.ref, ["rectification_result"])[0])["remedy"]


def test_passed_on_it_begins_at_the_unit_that_has_the_power(cast):
    case = decided(cast, proposed(cast, asked(cast), "rct_passed_on", organ=cast.units["wjw"]))
    there = Case.objects.exclude(pk=case.pk).get(procedure=Rectification.code)
    assert (there.unit, there.state, there.received_on) == (
        cast.units["wjw"],
        Rectification.RECEIVED.code,
        date(2026, 3, 5),
    )
    assert vault.unseal(there.ref, "party") == ASKING.party
    assert f"，由明川县住房和城乡建设局转送（{case.reference}）" in ledger_of(there.ref)[-1][2]
    assert (
        "已经转送明川县卫生健康委员会，联系电话0000-0066128"
        in data_of(issued(case.ref, ["rectification_result"])[0])["paragraphs"][2]
    )
    assert get_visible(cast.scope("qian_jingban"), case.reference) is None


def test_or_the_applicant_is_told_where_to_turn(cast):
    case = decided(cast, proposed(cast, asked(cast), "rct_pointed", where="宁州市公安局，电话0000-0012345。"))
    said = data_of(issued(case.ref, ["rectification_result"])[0])["paragraphs"][2]
    assert said == "请您向有权更正的机关提出：宁州市公安局，电话0000-0012345。"
    assert Case.objects.filter(procedure=Rectification.code).count() == 1


@pytest.mark.parametrize(
    "outcome, more, why",
    [
        ("rct_passed_on", {}, "转送给本级政府的哪个单位"),
        ("rct_pointed", {}, "有权更正的机关"),
        ("rct_corrected", {"organ": "wjw"}, "只有转送的才选单位"),
        ("rct_withdrawn", {}, "请选处理结果"),
        ("3_1", {}, "请选处理结果"),
    ],
)
def test_a_result_that_does_not_fit_is_refused(cast, outcome, more, why):
    with pytest.raises(StepRefused, match=why):
        proposed(cast, asked(cast), outcome, **{name: cast.units[code] for name, code in more.items()})


def test_whoever_drew_it_up_does_not_sign_it_and_other_units_do_nothing(cast):
    case = put_forward(cast)
    with pytest.raises(NotAllowed):
        actions.decide(case=case, by=cast.actor(OFFICER), at=noon("2026-03-05"))
    with pytest.raises(NotAllowed):
        actions.decide(case=case, by=cast.actor("ma_qianfa"), at=noon("2026-03-05"))
    assert get_visible(cast.scope("qian_jingban"), case.reference) is None


def test_sent_back_and_put_forward_again_the_latest_goes_out(cast):
    case = put_forward(cast)
    actions.return_answer(case=case, reason="请写依据", by=cast.actor(SIGNATORY), at=noon("2026-03-04"))
    decided(cast, proposed(cast, case, "rct_unproved"))
    assert case.outcome == "rct_unproved"


def test_taken_back(cast):
    case = asked(cast)
    actions.recall(case=case, how="本人来电话", by=cast.actor(OFFICER), at=noon("2026-03-04"))
    assert (case.outcome, case.phase, case.on_time) == ("rct_withdrawn", "void", None)


def test_a_form_sent_twice_makes_one(cast):
    by, day = cast.actor("chen_chuangkou"), noon("2026-03-02")
    given = {
        "unit": cast.units["zjj"],
        "asking": ASKING,
        "channel": "letter",
        "received_on": day.date(),
        "by": by,
        "at": day,
    }
    assert actions.register(**given, form_token="t1") == actions.register(**given, form_token="t1")
    with pytest.raises(StepRefused, match="至少10个字"):
        actions.register(**given | {"asking": replace(ASKING, wanted="错了")})


def test_the_form_says_what_is_missing_and_keeps_what_was_typed(cast):
    data = {"unit": cast.units["zjj"].pk, "channel": "counter", "received_on": "2026-03-02", "party_type": "natural", "name": "王小明", "subject": "出生日期", "wanted": "写错了一位", "token": "t"}  # fmt: skip
    form = RegisterForm([cast.units["zjj"]], date(2026, 3, 2), data)
    assert not form.is_valid() and "至少一样" in form.errors["phone"][0] and form["wanted"].value() == "写错了一位"


def test_the_pages(cast, client):
    case = asked(cast)
    client.force_login(cast.people[OFFICER])
    page = client.get(f"/desk/c/{case.reference}/").content.decode()
    assert "送签处理告知书" in page and "哪里不准确，应当是什么" in page
    assert "转送给本级政府的单位" in client.get(f"/desk/c/{case.reference}/do/propose/").content.decode()
    client.force_login(cast.people["chen_chuangkou"])
    assert "哪一条信息不准确" in client.get("/desk/p/rectification/register/").content.decode()
