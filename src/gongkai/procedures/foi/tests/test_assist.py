"""Other holders are asked for what they keep, assisting units for help: a letter and a small term of its own, while the case's clock runs on."""

import json

import pytest
from tests.plugins.cast import noon

from gongkai.ground.documents.queries import data_of, issued
from gongkai.ground.documents.tests.dirty import dirty_pdf
from gongkai.ground.files.fields import Upload
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.cases.actions import conceal
from gongkai.kernel.flow.clocks import clock_of
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import assisting, queries, serving
from gongkai.procedures.foi.assisting_forms import AskForm
from gongkai.procedures.foi.checking import check
from gongkai.procedures.foi.faces.desk import offers
from gongkai.procedures.foi.tests.scenes import OFFICER, answer, due, handled

ELSEWHERE = "qian_jingban"
ON, LATER = noon("2026-02-11"), noon("2026-02-26")
PAPER = Upload("补助名单.pdf", dirty_pdf())


def asked(cast, case=None, **changes):
    values = {"kind": "assist", "unit": cast.units["wjw"], "what": "2025年的补助名单，复制件就行", "days": 5} | changes
    return assisting.ask(case=case or handled(cast), by=cast.actor(OFFICER), at=ON, **values)


def replied(cast, assistance, by=ELSEWHERE, at=LATER, **changes):
    values = {"came": "all", "text": "名单是本单位2025年制作的。", "files": (PAPER,)} | changes
    return assisting.answer(assistance=assistance, by=cast.actor(by), at=at, **values)


def owed(case):
    return [
        (d.kind, d.unit.code, d.due_on.isoformat())
        for d in Duty.objects.filter(ref=case.ref, closed_on=None).exclude(kind=foi.HANDLE)
    ]


def test_the_unit_owes_a_reply_by_its_own_term_and_the_case_clock_runs_on(cast):
    case = handled(cast)
    before = due(case)
    made = asked(cast, case)
    assert owed(case) == [("assist", cast.units["wjw"].code, "2026-02-25")] and made.due_on.isoformat() == "2026-02-25"
    clock = clock_of(case.ref, "answer")
    assert clock.due_on == before and not clock.paused
    replied(cast, made)
    assert owed(case) == [] and due(case) == before
    assert assisting.assistances_of(case)[0].kept is False


@pytest.mark.parametrize("kind, title", [("retrieve", "调取函"), ("assist", "协办函")])
def test_it_goes_out_as_a_letter_of_its_own_that_names_no_applicant(cast, kind, title):
    case = asked(cast, kind=kind).case
    letter = issued(case.ref, [kind])[0]
    data = data_of(letter)
    said = "".join(data["paragraphs"])
    assert letter.title == title and data["to"] == cast.units["wjw"].name
    assert "2025年的补助名单" in said and "不扣除" in said and "2月25日" in said
    assert "张三" not in json.dumps([data["to"], data["paragraphs"]], ensure_ascii=False)
    assert letter.number not in {each.number for each in serving.papers_of(case)}


def test_what_comes_with_the_reply_is_a_paper_to_be_looked_through_and_covered(cast, home):
    made = asked(cast)
    replied(cast, made)
    (material,) = queries.materials_of(made.case)
    assert assisting.assistances_of(made.case)[0].materials == [material.seq] and material.pages >= 1
    told = Fact.objects.filter(ref=made.case.ref, name="foi.assisted").get()
    assert "附材料1份" in json.loads(bytes(told.body))["fact"]["then"]
    assert Fact.objects.filter(ref=made.case.ref, name="foi.material_added").exists()


def test_a_holder_outside_is_looked_after_by_the_lead_unit(cast, home):
    made = asked(cast, kind="retrieve", unit=None, whom="宁州市档案馆")
    assert owed(made.case) == [("await_holder", made.case.unit.code, "2026-02-25")]
    replied(cast, made, by=OFFICER)
    assert owed(made.case) == []
    assert b"\xe6\xa1\xa3\xe6\xa1\x88\xe9\xa6\x86" not in bytes(
        Fact.objects.get(ref=made.case.ref, name="foi.assistance_asked").body
    )


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"unit": None}, "请选一个单位"),
        ({"unit": None, "whom": "市档案馆"}, "协办的请从"),
        ({"whom": "市档案馆"}, "只留一样"),
        ({"what": "名单"}, "写清楚"),
        ({"days": 0}, "1到15"),
        ({"days": 16}, "1到15"),
        ({"unit": None, "whom": "张三", "kind": "retrieve"}, "申请人自己"),
    ],
)
def test_what_cannot_be_meant_is_refused(cast, changes, said):
    with pytest.raises(StepRefused, match=said):
        asked(cast, **changes)


def test_nobody_is_asked_twice_at_once_nor_the_own_unit_nor_in_a_confidential_case(cast):
    made = asked(cast)
    with pytest.raises(StepRefused, match="还没有答复"):
        asked(cast, made.case)
    asked(cast, made.case, kind="retrieve")
    with pytest.raises(StepRefused, match="本单位"):
        asked(cast, made.case, unit=cast.units["zjj"])
    conceal(case=made.case, reason="涉及国家秘密", officer=OFFICER, by=cast.actor("liu_qianfa"), at=ON)
    with pytest.raises(StepRefused, match="涉密件"):
        asked(cast, made.case, unit=cast.units["xzf"])


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"came": "none"}, "附了材料"),
        ({"came": "dropped"}, "请选结果"),
        ({"came": ""}, "请选结果"),
        ({"text": "有"}, "写清楚"),
    ],
)
def test_a_reply_says_what_came(cast, home, changes, said):
    made = asked(cast)
    with pytest.raises(StepRefused, match=said):
        replied(cast, made, **changes)
    assert owed(made.case) and not queries.materials_of(made.case)


def test_it_is_for_who_was_asked_or_the_lead_unit_and_once(cast, home):
    made = asked(cast)
    for other in ("wang_bianji", "liu_qianfa", "he_jiancha"):
        with pytest.raises(NotAllowed):
            replied(cast, made, by=other, came="none", text="库里查过两遍。", files=())
    replied(cast, made, by=OFFICER, came="dropped", text="已经从本单位找到。", files=())
    with pytest.raises(StepRefused, match="已经答复过"):
        replied(cast, made)


def test_who_goes_on_without_it_is_told_so_and_the_end_ends_it(cast):
    made = asked(cast)
    case = made.case
    hint = next(each.hint for each in offers(case, cast.scope(OFFICER), ON.date()) if each.act.name == "propose")
    assert "1份协办、调取的函没有答复" in hint
    answer(cast, case, "2026-02-24")
    assert owed(case) == [] and assisting.awaited(case) == []
    with pytest.raises(StepRefused):
        replied(cast, made)


def test_that_it_is_not_held_is_asked_about_while_letters_wait_and_where_it_was_found(cast, home):
    made = asked(cast)
    case, text = made.case, "检索了档案室和公文系统，没有找到。"
    assert [each.said[:5] for each in check(case, "3_4_1", text, (), ON.date())] == ["还有1份协"]
    replied(cast, made)
    (found,) = check(case, "3_4_1", text, (), ON.date())
    assert "答复的是“有，都提供了”" in found.said and not found.stops and found.field == "outcome"
    assert check(case, "3_1", "您申请的信息答复如下，请查收。", (), ON.date()) == []


@pytest.mark.parametrize(
    "what, told",
    [("请查张三的补助", "姓名"), ("申请人电话138 0000-0000，请查2025年名单", "电话"), ("请查2025年的补助名单", "")],
)
def test_who_applied_is_asked_about_where_a_letter_tells_it(cast, what, told):
    values = {"unit": str(cast.units["wjw"].pk), "what": what, "days": "5"}
    form = AskForm.of(handled(cast), ON.date(), values, kind="assist")
    assert form.is_valid() is not bool(told)
    if told:
        assert f"申请人的信息（{told}）" in form.errors["what"][0]
        ticked = values | {"sure": "on", "asked": form.data["asked"]}
        assert AskForm.of(form.case, ON.date(), ticked, kind="assist").is_valid()


def test_a_term_longer_than_the_case_is_asked_about(cast):
    case = handled(cast)
    values = {"unit": str(cast.units["wjw"].pk), "what": "2025年的补助名单"}
    day = noon("2026-03-06").date()
    form = AskForm.of(case, day, values | {"days": "15"}, kind="assist")
    assert not form.is_valid() and "就到期了" in str(form.errors)
    assert AskForm.of(case, day, values | {"days": "1"}, kind="assist").is_valid()
