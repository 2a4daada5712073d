"""What an applicant does with a case: add what was asked for, take it back, read its papers."""

import pytest
from tests.plugins.cast import noon

from gongkai.doors.counter import apply, track
from gongkai.doors.counter.tests.conftest import RECEIPT, TRACK, hidden
from gongkai.ground.documents.typesetting import NotRendered
from gongkai.ground.ledger import keys, signer
from gongkai.ground.parties import vault
from gongkai.kernel.cases.actions import add_note, erase
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow import clocks
from gongkai.procedures.foi import actions, answering
from gongkai.procedures.foi.consulting import consult
from gongkai.pure.tlog.entry import decode_opening
from gongkai.pure.tlog.policy import Policy
from gongkai.pure.tlog.proof import TlogProof

ACT, PAPER, PROOF = f"{TRACK}/act", f"{TRACK}/paper", f"{TRACK}/proof"


@pytest.fixture
def sent(citizen):
    citizen.fill_all()
    citizen.held = citizen.send()
    citizen.case = Case.objects.get(reference=citizen.held[0])
    return citizen


def _on(monkeypatch, day):
    for module in (apply, track):
        monkeypatch.setattr(module, "now", lambda: noon(day))


def _ask_correction(cast, citizen, on="2026-03-04"):
    actions.ask_correction(
        case=citizen.case, items="请写明要哪一年的名单", days=10, by=cast.actor("zhou_jingban"), at=noon(on)
    )


@pytest.mark.parametrize("on, late", [("2026-03-10", False), ("2026-03-11", False), ("2026-03-12", True)])
def test_that_a_correction_was_asked_for_late_is_told_the_applicant_too(sent, cast, monkeypatch, on, late):
    _ask_correction(cast, sent, on)
    _on(monkeypatch, "2026-03-13")
    html = sent.track(*sent.held)
    assert (
        "请您补充说明。" in html and ("这一步比规定的时间晚了1个工作日" in html) is ('class="now late"' in html) is late
    )


def test_a_correction_restarts_the_clock(sent, cast, monkeypatch):
    _ask_correction(cast, sent)
    _on(monkeypatch, "2026-03-09")
    sent.track(*sent.held)
    assert "请您最晚2026年3月18日补充说明。" in sent.html and "请写明要哪一年的名单" in sent.html
    assert "请写明要哪一年的名单</blockquote>" in sent.press(ACT, act="correct")
    assert "请写明要哪一年的名单</blockquote>" in sent.press(ACT, act="correct", sure="1", text=" ")
    html = sent.press(ACT, act="correct", sure="1", seen="2", text="要2025年的。")
    assert "收到您的补充说明了" in html
    sent.case.refresh_from_db()
    assert sent.case.received_on.isoformat() == "2026-03-09"
    assert clocks.clock_of(sent.case.ref, "answer").due_on.isoformat() == "2026-04-07"
    assert vault.unseal(sent.case.ref, "correction") == "要2025年的。"


def test_an_empty_correction_is_not_taken(sent, cast):
    _ask_correction(cast, sent)
    sent.track(*sent.held)
    assert "请填写补充的内容" in sent.press(ACT, act="correct", sure="1", text=" ")
    sent.case.refresh_from_db()
    assert sent.case.state == "correcting"


def test_what_was_written_outlives_the_pass(sent, cast):
    _ask_correction(cast, sent)
    sent.track(*sent.held)
    html = sent.post(ACT, **{"pass": "stale", "act": "correct", "sure": "1", "text": "要2025年的。"})
    assert track.STALE in html
    html = sent.track(*sent.held, act="correct", text="要2025年的。")
    assert "请写上要补充的内容" in html and "要2025年的。" in html


@pytest.mark.parametrize("length, cut", [(19_999, False), (20_000, False), (20_001, True)])
def test_nothing_is_cut_without_a_word(sent, cast, length, cut):
    _ask_correction(cast, sent)
    html = sent.post(ACT, **{"pass": "stale"}, act="correct", sure="1", text="\u200b" * 9 + "补" * length)
    assert (track.CUT in html, track.STALE in html, sent.answer.status_code) == (cut, not cut, 413 if cut else 200)
    assert hidden(html, "text") == "补" * min(length, 20_000)


def test_what_was_written_stays_when_the_case_has_moved_on(sent, cast, monkeypatch):
    _ask_correction(cast, sent)
    _on(monkeypatch, "2026-03-09")
    sent.track(*sent.held)
    sent.press(ACT, act="correct")
    form = sent.html
    actions.recall(case=Case.objects.get(pk=sent.case.pk), by=actions.APPLICANT, at=noon("2026-03-09"))
    for _ in range(2):
        sent.html = form
        html = sent.press(ACT, act="correct", sure="1", seen="2", text="要<2025>年的。\n\n还有2024年的。")
        assert "您写的没有交上去" in html and "要&lt;2025&gt;年的。\n\n还有2024年的。</textarea>" in html.replace(
            "\r", ""
        )
    html = sent.track(*sent.held, act="correct", text="要2025年的。")
    assert "您写的没有交上去" in html and "要2025年的。" in html
    assert "您撤回了这件申请。" in sent.press(TRACK)


def test_recalling_asks_first(sent):
    sent.track(*sent.held)
    assert "要撤回这件申请吗？" in sent.press(ACT, act="recall")
    sent.case.refresh_from_db()
    assert not sent.case.closed
    html = sent.press(ACT, act="recall", sure="1", seen="1")
    assert "这件申请已经撤回。" in html and "您撤回了这件申请。需要时，您可以重新提出申请。" in html
    sent.case.refresh_from_db()
    assert (sent.case.state, sent.case.outcome) == ("recalled", "3_6_3")
    assert "撤回这件申请</span>" not in sent.html


def test_an_act_on_an_old_page_is_refused_with_the_reason(sent, cast):
    sent.track(*sent.held)
    sent.press(ACT, act="recall")
    actions.accept(case=sent.case, by=cast.actor("zhou_jingban"), at=noon("2026-03-02"))
    html = sent.press(ACT, act="recall", sure="1", seen="1")
    assert track.MOVED_ON in html and "别人办了" not in html
    sent.case.refresh_from_db()
    assert not sent.case.closed


def test_a_correction_sent_twice_is_told_as_taken_each_time(sent, cast, monkeypatch):
    _ask_correction(cast, sent)
    _on(monkeypatch, "2026-03-09")
    sent.track(*sent.held)
    sent.press(ACT, act="correct")
    form, typed = sent.html, {"act": "correct", "sure": "1", "seen": "2"}
    for _ in range(2):
        sent.html = form
        assert "收到您的补充说明了" in sent.press(ACT, text="要2025年的。\r\n还有2024年的。", **typed)
    sent.html = form
    assert "收到您的补充说明了" not in sent.press(ACT, text="另外的话。", **typed) and track.TOO_LATE in sent.html


def test_two_corrections_at_once_are_one(sent, cast, monkeypatch):
    """The second has seen the case before the first was taken."""
    _ask_correction(cast, sent)
    _on(monkeypatch, "2026-03-09")
    sent.track(*sent.held)
    sent.press(ACT, act="correct")
    before, admitted = Case.objects.get(pk=sent.case.pk), track._admitted
    form, typed = sent.html, {"act": "correct", "sure": "1", "seen": "2", "text": "要2025年的。"}
    sent.press(ACT, **typed)
    monkeypatch.setattr(track, "_admitted", lambda request, at: before if admitted(request, at) else None)
    sent.html = form
    assert "收到您的补充说明了" in sent.press(ACT, **typed)


def test_a_recall_sent_twice_is_told_as_taken(sent):
    sent.track(*sent.held)
    sent.press(ACT, act="recall")
    form = sent.html
    for _ in range(2):
        sent.html = form
        assert "这件申请已经撤回。" in sent.press(ACT, act="recall", sure="1", seen="1")


@pytest.mark.parametrize("name", ["accept", "answer", "extend", "correct", ""])
def test_what_is_not_theirs_or_not_due_is_not_offered(sent, name):
    sent.track(*sent.held)
    assert "这一步现在不能办了" in sent.press(ACT, act=name, sure="1", seen="1")
    sent.case.refresh_from_db()
    assert sent.case.state == "received"


def test_internal_steps_stay_inside(sent, cast):
    officer = cast.actor("zhou_jingban")
    actions.accept(case=sent.case, by=officer, at=noon("2026-03-03"))
    add_note(case=sent.case, text="与档案馆联系过", by=officer, at=noon("2026-03-03"))
    sent.track(*sent.held)
    assert "内容明确，已经受理。" in sent.html
    assert "档案馆" not in sent.html and "周敏" not in sent.html and "办理记录" not in sent.html


def test_the_receipt_can_be_read(sent):
    sent.track(*sent.held)
    number = "明建公开登〔2026〕1号"
    assert number in sent.html
    html = sent.press(PAPER, number=number)
    assert "欧阳慕白：" in html and "您的申请于2026年3月2日收到。" in html
    assert sent.held[1] not in html


def test_a_paper_can_be_saved_as_pdf(sent):
    sent.track(*sent.held)
    sent.press(PAPER, number="明建公开登〔2026〕1号", pdf="1")
    assert sent.answer.content.startswith(b"%PDF-")
    assert sent.answer["Cache-Control"] == "no-store"


def test_a_pdf_that_cannot_be_made_is_promised_for_later(sent, monkeypatch):
    def broken(notice, at):
        raise NotRendered("no typesetter")

    monkeypatch.setattr(track, "render_now", broken)
    sent.track(*sent.held)
    assert "过几分钟再来下载" in sent.press(PAPER, number="明建公开登〔2026〕1号", pdf="1")


def test_a_pdf_of_what_was_erased_is_not_promised(sent, cast, monkeypatch):
    sent.track(*sent.held)
    sent.press(ACT, act="recall", sure="1", seen="1")
    erase(case=Case.objects.get(), by=cast.actor("lin_guanli"), at=noon("2026-03-04"))
    listed = sent.track(*sent.held)
    assert "明建公开登〔2026〕1号" in listed and "内容已随申请人信息清除" in listed and "下载PDF" not in listed
    html = sent.press(PAPER, number="明建公开登〔2026〕1号", pdf="1")
    assert "已经清除，这份文书再也打不开" in html and "过几分钟" not in html


@pytest.mark.parametrize("erased", [False, True])
def test_a_form_sent_again_after_its_application_ended_promises_no_answer(citizen, cast, erased):
    citizen.fill_all()
    draft = hidden(citizen.html, "draft")
    held = citizen.send()
    citizen.track(*held)
    citizen.press(ACT, act="recall", sure="1", seen="1")
    if erased:
        erase(case=Case.objects.get(), by=cast.actor("lin_guanli"), at=noon("2026-03-04"))
    html = citizen.post(RECEIPT, draft=draft)
    assert f"编号{held[0]}就是那一件" in html and "不会再答复" in html
    assert "最晚" not in html and "已经收到您的申请。" not in html


def test_a_letter_to_somebody_else_is_not_shown(sent, cast):
    officer = cast.actor("zhou_jingban")
    actions.accept(case=sent.case, by=officer, at=noon("2026-03-03"))
    consult(
        case=sent.case,
        kind="third_party",
        whom="刘某某",
        letter="是否同意公开？请答复。",
        by=officer,
        at=noon("2026-03-03"),
    )
    sent.track(*sent.held)
    assert "期限暂停" in sent.html and "刘某某" not in sent.html
    sent.press(PAPER, number="明建公开征〔2026〕1号")
    assert sent.answer.status_code == 404


def test_the_proof_waits_for_the_seal(sent):
    sent.track(*sent.held)
    idx = sent.html.split('name="idx" value="')[1].split('"')[0]
    assert "凭证还在生成" in sent.press(PROOF, idx=idx)


def test_a_sealed_proof_opens_the_applicant_s_own_fact(home, sent):
    key = keys.make_key("www.mingchuan.gov.example/log")
    signer.seal(at=noon("2026-03-02"))
    sent.track(*sent.held)
    sent.press(PROOF, idx=sent.html.split('name="idx" value="')[1].split('"')[0])
    proof = TlogProof.parse(sent.answer.content)
    opening = decode_opening(proof.extra)
    proof.verify(opening.entry, Policy.parse(f"log {key.vkey}\nquorum none\n"))
    assert sent.held[0].encode() in opening.body and "欧阳慕白".encode() not in opening.body
    assert sent.answer["Content-Disposition"].endswith(".tlog-proof")


def test_an_answer_is_read_with_its_articles_and_remedy(sent, cast, monkeypatch):
    officer = cast.actor("zhou_jingban")
    actions.accept(case=sent.case, by=officer, at=noon("2026-03-03"))
    answering.propose(
        case=sent.case,
        outcome="3_3_4",
        text="经查，名单涉及第三方合法权益，不予公开。",
        by=officer,
        at=noon("2026-03-09"),
    )
    answering.answer(case=sent.case, by=cast.actor("liu_qianfa"), at=noon("2026-03-10"))
    _on(monkeypatch, "2026-03-11")
    assert "2026年3月10日已经答复您，用了6个工作日。" in sent.track(*sent.held)
    html = sent.press(PAPER, number="明建公开答〔2026〕1号")
    assert "经查，名单涉及" in html and "第三十二条" in html and "申请行政复议" in html


def test_only_the_case_s_own_facts_are_proved(sent):
    sent.track(*sent.held)
    sent.press(PROOF, idx="0")
    assert sent.answer.status_code == 404


@pytest.mark.parametrize("on, over", [("2026-03-17", False), ("2026-03-18", False), ("2026-03-19", True)])
def test_once_the_day_of_a_correction_is_over_that_is_told_and_what_may_follow(sent, cast, monkeypatch, on, over):
    _ask_correction(cast, sent)
    _on(monkeypatch, on)
    html = sent.track(*sent.held)
    assert ("还可以补充" in html and "按放弃申请办结" in html) is over is ("请您最晚2026年3月18日补充说明" not in html)
