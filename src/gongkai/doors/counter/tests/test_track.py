"""With number and query code one sees where the case is; without them nothing, and nobody learns why."""

import re

import pytest
from tests.plugins.cast import noon

from gongkai.doors.counter import tokens, track
from gongkai.doors.counter.tests.conftest import TRACK, hidden
from gongkai.ground.home.memory import forget_everything
from gongkai.ground.units.models import Government
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import Foi
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi.faces import counter


def _bare(html: str) -> str:
    """A page without what differs from answer to answer: the echoed values and the form's own secret."""
    return re.sub(r"""(value|hx-headers)=("[^"]*"|'[^']*')""", "", html)


def test_the_right_code_shows_date_holder_and_what_to_do(citizen):
    citizen.fill_all()
    reference, code = citizen.send()
    html = citizen.track(reference, code)
    assert "最晚2026年3月30日答复您，还剩20个工作日。" in html
    assert "明川县住房和城乡建设局正在办理。现在不需要您做什么。" in html
    assert "青石镇危房改造补助名单" in html and "欧阳慕白" not in html


def test_what_an_act_became_is_told_in_its_place(citizen, cast, monkeypatch):
    citizen.fill_all()
    reference, code = citizen.send()
    monkeypatch.setattr(counter, "told_otherwise", lambda case, reading: {"accept": "后来才知道的。"})
    case = Case.objects.get()
    foi.accept(case=case, by=cast.actor("zhou_jingban"), at=noon("2026-03-02"))
    html = citizen.track(reference, code)
    assert "后来才知道的。" in html and Foi.accept.public not in html


def test_number_and_code_are_read_as_people_type_them(citizen):
    citizen.fill_all()
    reference, code = citizen.send()
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code.lower().replace("-", ""))
    assert "最晚2026年3月30日" in citizen.track(f" {reference} ", wide)


@pytest.mark.parametrize("struck", ["—", "——", "－", "–", "‑", "−", "ー", "─", ""])
def test_whatever_stands_for_the_hyphen_of_a_number_is_read(citizen, struck):
    citizen.fill_all()
    reference, code = citizen.send()
    assert "最晚2026年3月30日" in citizen.track(reference.replace("-", struck), code)
    unknown = citizen.track(f"2026{struck}9999", code)
    assert track.NOT_FOUND in unknown
    assert _bare(unknown) == _bare(citizen.track("2026-9999", code))


@pytest.mark.parametrize(
    "number, code",
    [("编号{}", "查询码{}"), ("编号：{}", "查询码：{}"), ("申请编号: {}。", " 查询码: {} "), ("【{}】", "（{}）")],
)
def test_number_and_code_are_pasted_with_their_labels(citizen, number, code):
    citizen.fill_all()
    reference, own = citizen.send()
    assert "最晚2026年3月30日" in citizen.track(number.format(reference), code.format(own))
    unknown = citizen.track(number.format("2026-9999"), code.format(own))
    assert track.NOT_FOUND in unknown


def test_a_wrong_code_and_an_unknown_number_get_the_same_answer(citizen):
    citizen.fill_all()
    reference, _ = citizen.send()
    wrong = citizen.track(reference, "AAAA-AAAA-AAAA")
    status = citizen.answer.status_code
    unknown = citizen.track("2026-9999", "AAAA-AAAA-AAAA")
    assert track.NOT_FOUND in wrong
    assert (_bare(wrong), status) == (_bare(unknown), citizen.answer.status_code)
    assert f'value="{reference}"' in wrong
    assert "请再核对一下" in wrong and "处要补上" not in wrong


def test_number_and_code_in_an_address_are_not_looked_at(citizen):
    citizen.fill_all()
    reference, code = citizen.send()
    assert "最晚" not in citizen.get(f"{TRACK}?reference={reference}&code={code}")


def test_missing_fields_are_named(citizen):
    html = citizen.track("", "")
    assert "还有两处要补上" in html and "请填写编号" in html and "请填写查询码" in html


def test_the_page_is_not_kept_by_anybody(citizen):
    citizen.fill_all()
    citizen.track(*citizen.send())
    assert citizen.answer["Cache-Control"] == "no-store"
    assert citizen.answer["Referrer-Policy"] == "same-origin"
    assert "sessionid" not in citizen.client.cookies


def test_a_pass_holds_for_half_an_hour_at_most_however_busy_its_seat(citizen, monkeypatch):
    citizen.fill_all()
    citizen.track(*citizen.send())
    leave = hidden(citizen.html, "pass")
    for minute, open_ in ((9, True), (19, True), (29, True), (30, True), (31, False)):
        late = noon("2026-03-02").replace(minute=minute)
        monkeypatch.setattr(track, "now", lambda late=late: late)
        assert ("您的申请办到哪儿了</h1>" in citizen.post(TRACK, **{"pass": leave})) is open_


def test_a_draft_is_no_pass(citizen):
    citizen.fill_all()
    reference, _ = citizen.send()
    forged = tokens.seal("draft", {"case": reference}, noon("2026-03-02"))
    assert reference not in citizen.post(TRACK, **{"pass": forged})


@pytest.mark.parametrize("unit, organ", [("zjj", "明川县人民政府"), ("xzf", "宁州市人民政府")])
def test_nobody_is_named_to_judge_their_own_answer(citizen, unit, organ):
    citizen.fill_all(unit=unit)
    assert f"60日内向{organ}申请行政复议" in citizen.track(*citizen.send())


def test_a_demonstration_says_what_its_witness_is_worth(citizen):
    citizen.fill_all()
    reference, code = citizen.send()
    assert "由见证人共同签名" in citizen.track(reference, code) and "不证明什么" not in citizen.track(reference, code)
    Government.objects.update(demo=True)
    forget_everything()
    assert "见证人就在这台机器上，不证明什么" in citizen.track(reference, code)
