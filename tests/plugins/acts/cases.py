"""Acts on applications."""

from datetime import date, timedelta
from types import SimpleNamespace

from gongkai.ground.units.scope import SYSTEM
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases import orders
from gongkai.kernel.cases.actions import add_note
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import (
    anew,
    answering,
    assisting,
    consulting,
    correcting,
    excess,
    fees,
    importing,
    opposed,
    passing,
)
from tests.plugins.acts.preparing import reviewed
from tests.plugins.acts.remedies import received
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import (
    DAY,
    LATER,
    REQUEST,
    _correcting,
    applied,
    asked_why,
    charged,
    concealed,
    consulted,
    told_why,
)


@scene("cases.hand_over")
def _(cast):
    case = applied(cast)
    return lambda: cases.hand_over(case=case, source=cast.units["zjj"], target=cast.units["wjw"], by=SYSTEM, at=LATER)


@scene("cases.conceal")
def _(cast):
    case = applied(cast, "handling")
    return lambda: concealed(cast, case)


@scene("cases.reveal")
def _(cast):
    case = concealed(cast, applied(cast, "handling"))
    return lambda: cases.reveal(case=case, reason="已经解密", by=cast.actor("liu_qianfa"), at=LATER)


@scene("cases.view_party")
def _(cast):
    case = applied(cast)
    return lambda: cases.view_party(case=case, by=cast.actor("zhou_jingban"), at=DAY)


@scene("cases.erase")
def _(cast):
    case = applied(cast, "answered")
    return lambda: cases.erase(case=case, by=cast.actor("lin_guanli"), at=LATER)


@scene("foi._open")
def _(cast):
    return lambda: foi.submit(unit=cast.units["zjj"], request=REQUEST, at=DAY)


@scene("foi.confirm_receipt")
def _(cast):
    case = foi.register(
        unit=cast.units["zjj"], request=REQUEST, channel="letter", by=cast.actor("chen_chuangkou"), at=DAY
    ).case
    return lambda: foi.confirm_receipt(case=case, received_on=DAY.date(), by=cast.actor("zhou_jingban"), at=LATER)


@scene("foi.accept")
def _(cast):
    case = applied(cast)
    return lambda: foi.accept(case=case, by=cast.actor("zhou_jingban"), at=LATER)


@scene("foi.ask_correction")
def _(cast):
    case = applied(cast)
    return lambda: foi.ask_correction(case=case, items="请写明年份", days=10, by=cast.actor("zhou_jingban"), at=LATER)


@scene("foi.receive_correction")
def _(cast):
    case = _correcting(cast)
    return lambda: foi.receive_correction(case=case, text="2025年", by=foi.APPLICANT, at=LATER)


@scene("foi.lapse")
def _(cast):
    case = _correcting(cast)
    return lambda: foi.lapse(case=case, by=cast.actor("zhou_jingban"), at=DAY + timedelta(days=40))


@scene("foi.recall")
def _(cast):
    case = applied(cast, "handling")
    return lambda: foi.recall(case=case, by=foi.APPLICANT, at=LATER)


@scene("foi.extend")
def _(cast):
    case = applied(cast, "handling")
    return lambda: foi.extend(case=case, days=20, ground="材料较多", by=cast.actor("liu_qianfa"), at=LATER)


def _reopened(cast):
    case = applied(cast, "answered")
    by = cast.actor("feng_fazhi")
    orders.order(case=case, source=received(cast), days=15, counting="working", on=DAY.date(), by=by, at=DAY)
    return case


def _proposed_anew(cast):
    case = _reopened(cast)
    anew.propose_anew(case=case, outcome="3_1", text="重新作出答复，予以公开。", by=cast.actor("zhou_jingban"), at=DAY)
    return case


@scene("anew.propose_anew")
def _(cast):
    case = _reopened(cast)
    return lambda: anew.propose_anew(
        case=case, outcome="3_1", text="重新作出答复，予以公开。", by=cast.actor("zhou_jingban"), at=LATER
    )


@scene("anew.return_anew")
def _(cast):
    case = _proposed_anew(cast)
    return lambda: anew.return_anew(case=case, reason="请补写依据", by=cast.actor("liu_qianfa"), at=LATER)


def _under_review_anew(cast):
    case = _reopened(cast)
    reviewed(cast)
    anew.propose_anew(case=case, outcome="3_1", text="重新作出答复，予以公开。", by=cast.actor("zhou_jingban"), at=DAY)
    return case


@scene("anew.pass_review_anew")
def _(cast):
    case = _under_review_anew(cast)
    return lambda: anew.pass_review_anew(case=case, comment="同意", by=cast.actor("feng_fazhi"), at=LATER)


@scene("anew.return_review_anew")
def _(cast):
    case = _under_review_anew(cast)
    return lambda: anew.return_review_anew(case=case, reason="请补依据", by=cast.actor("feng_fazhi"), at=LATER)


@scene("anew.answer_anew")
def _(cast):
    case = _proposed_anew(cast)
    return lambda: anew.answer_anew(case=case, by=cast.actor("liu_qianfa"), at=LATER)


@scene("answering.propose")
def _(cast):
    case = applied(cast, "handling")
    return lambda: answering.propose(
        case=case, outcome="3_1", text="您申请的信息予以公开，名单附后。", by=cast.actor("zhou_jingban"), at=LATER
    )


@scene("answering.return_answer")
def _(cast):
    case = applied(cast, "signing")
    return lambda: answering.return_answer(case=case, reason="请补写依据", by=cast.actor("liu_qianfa"), at=LATER)


@scene("answering.answer")
def _(cast):
    case = applied(cast, "signing")
    return lambda: answering.answer(case=case, by=cast.actor("liu_qianfa"), at=LATER)


@scene("excess.ask_reasons")
def _(cast):
    case = applied(cast, "handling")
    return lambda: excess.ask_reasons(
        case=case, why="本月已经申请63件", days=5, by=cast.actor("zhou_jingban"), at=LATER
    )


@scene("excess.tell_reasons")
def _(cast):
    case = asked_why(cast)
    return lambda: excess.tell_reasons(case=case, text="写论文用", by=foi.APPLICANT, at=LATER)


@scene("excess.delay")
def _(cast):
    case = told_why(cast)
    return lambda: excess.delay(case=case, days=30, ground="材料多", by=cast.actor("liu_qianfa"), at=LATER)


@scene("fees.charge")
def _(cast):
    case = applied(cast, "handling")
    return lambda: fees.charge(
        case=case, tariff="pages", count=68, how="到综合窗口缴纳", by=cast.actor("liu_qianfa"), at=LATER
    )


@scene("fees.prove_charge")
def _(cast):
    case = charged(cast)
    return lambda: fees.prove_charge(case=case, on=LATER.date(), by=cast.actor("zhou_jingban"), at=LATER)


@scene("fees.pay")
def _(cast):
    case = charged(cast)
    return lambda: fees.pay(case=case, paid_on=LATER.date(), by=cast.actor("zhou_jingban"), at=LATER)


@scene("fees.withdraw_charge")
def _(cast):
    case = charged(cast)
    return lambda: fees.withdraw_charge(case=case, reason="数错了", by=cast.actor("liu_qianfa"), at=LATER)


@scene("fees.unpaid")
def _(cast):
    case = charged(cast)
    fees.prove_charge(case=case, on=LATER.date(), by=cast.actor("zhou_jingban"), at=LATER)
    return lambda: fees.unpaid(case=case, by=cast.actor("zhou_jingban"), at=LATER + timedelta(days=60))


@scene("cases.add_note")
def _(cast):
    case = applied(cast, "handling")
    return lambda: add_note(case=case, text="已联系住房股查找", by=cast.actor("zhou_jingban"), at=LATER)


@scene("consulting.consult")
def _(cast):
    case = applied(cast, "handling")
    return lambda: consulting.consult(
        case=case, kind="third_party", whom="明川建筑公司", letter="", by=cast.actor("zhou_jingban"), at=LATER
    )


@scene("consulting.prove_delivery")
def _(cast):
    consultation = consulted(cast)
    return lambda: consulting.prove_delivery(
        consultation=consultation, on=DAY.date(), by=cast.actor("zhou_jingban"), at=LATER
    )


@scene("consulting.record_undelivered")
def _(cast):
    consultation = consulted(cast)
    return lambda: consulting.record_undelivered(
        consultation=consultation, reason="寄了两次都退回", by=cast.actor("zhou_jingban"), at=LATER
    )


@scene("consulting.record_opinion")
def _(cast):
    consultation = consulted(cast)
    return lambda: consulting.record_opinion(
        consultation=consultation, consents=True, opinion="同意", by=cast.actor("qian_jingban"), at=LATER
    )


@scene("opposed.tell_third")
def _(cast):
    consultation, by = consulted(cast), cast.actor("zhou_jingban")
    consulting.record_opinion(consultation=consultation, consents=False, opinion="不同意", by=by, at=LATER)
    case = Case.objects.get(pk=consultation.case_id)
    answering.propose(case=case, outcome="3_1", text="您申请的信息予以公开，名单附后。", by=by, at=LATER)
    answering.answer(case=case, by=cast.actor("liu_qianfa"), at=LATER)
    reason = "不公开会使受补助的群众无从监督，影响公共利益。"
    return lambda: opposed.tell_third(case=case, which=1, content="名单全文", reason=reason, by=by, at=LATER)


def _assisted_by(cast, case):
    return assisting.ask(
        case=case, kind="assist", unit=cast.units["wjw"], what="2025年的名单", days=5, by=cast.actor("zhou_jingban"), at=DAY
    )  # fmt: skip


def assisted(cast):
    """An application with which another unit is asked to help."""
    return _assisted_by(cast, applied(cast, "handling"))


@scene("assisting.ask")
def _(cast):
    case = applied(cast, "handling")
    return lambda: _assisted_by(cast, case)


@scene("assisting._answer")
def _(cast):
    asked = assisted(cast)
    by = cast.actor("qian_jingban")
    return lambda: assisting.answer(assistance=asked, came="none", text="库里查过两遍。", by=by, at=LATER)


@scene("passing.pass_on")
def _(cast):
    case, by = applied(cast, "handling"), cast.actor("zhou_jingban")
    return lambda: passing.pass_on(
        case=case, organ=cast.units["wjw"], consented_on=LATER.date(), how="本人来电话同意转送", by=by, at=LATER
    )


@scene("correcting.correct_receipt")
def _(cast):
    case = applied(cast, "handling")
    return lambda: correcting.correct_receipt(
        case=case, received_on=date(2026, 2, 27), reason="邮戳看错", by=cast.actor("zhou_jingban"), at=LATER
    )


@scene("cases.note_bundle")
def _(cast):
    case = applied(cast)
    return lambda: cases.note_bundle(case=case, pages=9, digest="0" * 64, by=cast.actor("zhou_jingban"), at=LATER)


def old(cast) -> list[importing.Planned]:
    """A row of an old register that would be taken in."""
    values = {
        "number": "2018-1",
        "received_on": "2018-03-02",
        "channel": "信函",
        "party_type": "自然人",
        "party": "张三",
    }
    values |= {"wanted": "危房补助名单", "closed_on": "2018-03-09", "outcome": "同意公开"}
    row = SimpleNamespace(number=2, cells=list(values.values()), values=values)
    return importing.plan(rows=[row], unit=cast.units["zjj"], at=DAY)


@scene("importing.take_in")
def _(cast):
    (row,) = old(cast)
    return lambda: importing.take_in(old=row.old, unit=row.unit, by=cast.actor("liu_qianfa"), at=DAY)


@scene("importing.take_in_part")
def _(cast):
    rows = old(cast)
    return lambda: importing.take_in_part(rows=rows, by=cast.actor("liu_qianfa"), at=DAY)
