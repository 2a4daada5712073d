"""What reviewers are asked at the gates: every question is answered, a no has its reason, and the answers stand in the record's history."""

import json

import pytest
from tests.plugins.cast import noon

from gongkai.doors.cli import main
from gongkai.doors.desk.tests.conftest import do, through
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import checklists
from gongkai.kernel.records.models import Checked, LoadedChecklist
from gongkai.kernel.records.queries import latest_checklist
from gongkai.pure.law.checklist_file import Checklist, parse, shipped
from gongkai.pure.law.yaml_lines import FileErrors

AT = noon("2026-03-01")
ASKED = Checklist("ours", "1", "单位审核核对表", "unit_review", items=("数字核对过", "附件齐全"))


@pytest.fixture
def asked(cast):
    def load(**changes) -> Checklist:
        checklist = Checklist(**(vars(ASKED) | changes))
        checklists.load_checklist(checklist=checklist, by="lin_guanli", at=AT)
        return checklist

    return load


def answers(*said: str, key: str = "ours", version: str = "1", **why: str) -> dict[str, str]:
    sent = {f"check-{key}-{version}-{n}": each for n, each in enumerate(said)}
    return sent | {f"check-{key}-{version}-{n.removeprefix('why')}-why": each for n, each in why.items()}


def test_every_question_is_answered_and_stands_in_the_history(desk, drafted, asked):
    asked()
    record = drafted()
    through(desk, record, ("wang_bianji", "submit"))
    reviewer = desk("li_shenhe")
    assert "数字核对过" in reviewer.get(f"/desk/r/{record.pk}/do/pass_review/").content.decode()
    half = do(reviewer, record, "pass_review", **answers("yes"))
    assert half.status_code == 422 and "请回答：附件齐全" in half.content.decode()
    no = do(reviewer, record, "pass_review", **answers("yes", "no"))
    assert no.status_code == 422 and "答了“否”，请写明为什么" in no.content.decode() and not Checked.objects.exists()
    assert do(reviewer, record, "pass_review", **answers("yes", "no", why1="附件明天补发")).status_code == 302
    kept = Checked.objects.get()
    assert kept.said == [["数字核对过", "yes", ""], ["附件齐全", "no", "附件明天补发"]] and kept.by == "li_shenhe"
    body = json.loads(bytes(Fact.objects.get(name="record.reviewed").body))
    assert any("附件明天补发" in str(row) for name, row in body["rows"].items() if "checked" in name)
    page = reviewer.get(f"/desk/r/{record.pk}/").content.decode()
    assert "单位审核核对表：1项是，1项否。" in page and "否：附件齐全。附件明天补发" in page


def test_not_applicable_needs_no_reason_and_a_stale_one_is_dropped(desk, drafted, asked):
    asked()
    record = drafted()
    through(desk, record, ("wang_bianji", "submit"))
    sent = answers("na", "yes", why1="先选了否又改了")
    assert do(desk("li_shenhe"), record, "pass_review", **sent).status_code == 302
    assert [why for _, _, why in Checked.objects.get().said] == ["", ""]


def test_the_act_itself_asks_not_only_the_form(cast, desk, drafted, asked):
    asked()
    record = drafted()
    through(desk, record, ("wang_bianji", "submit"))
    record.refresh_from_db()
    by = cast.actor("li_shenhe")
    for said in (None, {("ours", 0): ("yes", "")}, {("ours", 0): ("perhaps", ""), ("ours", 1): ("yes", "")}, {("ours", 0): ("yes", ""), ("ours", 1): ("no", " ")}):  # fmt: skip
        with pytest.raises(StepRefused):
            records.pass_review(record=record, by=by, at=noon("2026-03-02"), answers=said)
        record.refresh_from_db()
        assert record.state == "unit_review" and not Checked.objects.exists()


def test_a_no_that_stops_passes_nothing_and_leads_on_to_the_return(desk, drafted, asked):
    asked(items=("数字核对过", "附件齐全"), stops=(False, True))
    record = drafted()
    through(desk, record, ("wang_bianji", "submit"))
    reviewer = desk("li_shenhe")
    form = reviewer.get(f"/desk/r/{record.pk}/do/pass_review/").content.decode()
    assert "为了保障住房安全" in form and form.count("答“否”的不能通过") == 1 and "原因照填" not in form
    sent = answers("no", "no", why0="少了三户", why1="没有附件")
    refused = do(reviewer, record, "pass_review", **sent)
    page = refused.content.decode()
    assert refused.status_code == 422 and "第2项答了“否”，不能通过，请退回去改：附件齐全" in page
    assert 'formaction="../send_back/?from=pass_review#ask"' in page and not Checked.objects.exists()
    led = reviewer.post(f"/desk/r/{record.pk}/do/send_back/?from=pass_review", {"seen": record.revision} | sent)
    reason = led.context["form"]["reason"].value()
    assert led.status_code == 200 and reason == "“数字核对过”：否。少了三户\n“附件齐全”：否。没有附件"
    record.refresh_from_db()
    assert record.state == "unit_review"
    assert do(reviewer, record, "send_back", reason=reason).status_code == 302
    record.refresh_from_db()
    assert record.state == "draft" and "少了三户" in reviewer.get(f"/desk/r/{record.pk}/").content.decode()


def test_at_the_secrecy_review_every_no_stops_unless_the_list_says_otherwise(cast, desk, drafted, asked):
    asked(gate="secrecy_review", key="secret")
    asked(gate="secrecy_review", key="soft", items=("格式规范",), stops=(False,))
    record = drafted()
    through(desk, record, ("wang_bianji", "submit"), ("li_shenhe", "pass_review"))
    record.refresh_from_db()
    kind = {("secret", 0): ("yes", ""), ("secret", 1): ("no", "看不清"), ("soft", 0): ("no", "字号小了")}
    with pytest.raises(StepRefused, match="第2项答了“否”，不能通过"):
        records.clear(record=record, by=cast.actor("wu_baomi"), at=noon("2026-03-02"), answers=kind)
    kind[("secret", 1)] = ("yes", "")
    record.refresh_from_db()
    records.clear(record=record, by=cast.actor("wu_baomi"), at=noon("2026-03-02"), answers=kind)
    assert [row.checklist for row in Checked.objects.order_by("pk")] == ["secret", "soft"]


def test_a_list_of_before_it_said_what_stops_is_asked_as_is_usual_at_its_gate(asked):
    row = LoadedChecklist(key="old", version="1", name="旧表", gate="secrecy_review", items='["甲", "乙"]')
    assert row.checklist.asked == (("甲", True), ("乙", True))
    row.gate = "unit_review"
    assert row.checklist.asked == (("甲", False), ("乙", False))
    asked(stops=(False, True))
    assert latest_checklist("ours").checklist.asked == (("数字核对过", False), ("附件齐全", True))


def test_who_judges_sees_the_text_and_what_the_guard_found_beside_the_questions(desk, drafted):
    record = drafted(body="<p>联系人手机13812345678。</p>")
    through(desk, record, ("wang_bianji", "submit"))
    page = desk("li_shenhe").get(f"/desk/r/{record.pk}/do/pass_review/").content.decode()
    assert 'class="case case--act case--judge"' in page and "hit--stop" in page and 'id="guard"' in page


@pytest.mark.parametrize(
    ("kinds", "sections", "holds"),
    [((), (), True), (("policy",), (), True), (("notice",), (), False), ((), ("policy",), True), ((), ("notices",), False),
     (("policy",), ("notices",), False)],
)  # fmt: skip
def test_a_list_is_asked_of_its_kinds_and_sections_alone(desk, drafted, asked, kinds, sections, holds):
    asked(kinds=kinds, sections=sections)
    record = drafted()
    assert bool(checklists.asked_at(record, "unit_review")) is holds
    assert checklists.asked_at(record, "secrecy_review") == []


def test_each_gate_has_its_own_and_signing_now_or_later_is_asked_once(desk, drafted, asked, monkeypatch):
    asked(gate="secrecy_review", key="secret")
    asked(gate="cleared", key="sign", items=("可以发",))
    record = drafted()
    through(desk, record, ("wang_bianji", "submit"), ("li_shenhe", "pass_review"))
    assert do(desk("wu_baomi"), record, "clear").status_code == 422
    assert do(desk("wu_baomi"), record, "clear", **answers("yes", "yes", key="secret")).status_code == 302
    later = {"channels": ["website"], "when": "later", "day": "2026-03-03", "hour": "9:00"}
    assert do(desk("liu_qianfa"), record, "publish", **later).status_code == 422
    assert do(desk("liu_qianfa"), record, "publish", **later, **answers("yes", key="sign")).status_code == 302
    record.refresh_from_db()
    from gongkai.ground.units.scope import SYSTEM

    records.publish(record=record, by=SYSTEM, at=noon("2026-03-03"))
    assert record.live and list(Checked.objects.order_by("pk").values_list("checklist", flat=True)) == [
        "secret",
        "sign",
    ]


def test_a_later_version_is_asked_from_then_on_and_an_ended_one_no_more(desk, drafted, asked):
    asked()
    record = drafted()
    through(desk, record, ("wang_bianji", "submit"))
    asked(version="2", items=("只问这一项",))
    assert do(desk("li_shenhe"), record, "pass_review", **answers("yes", "yes")).status_code == 422
    checklists.end_checklist(loaded=latest_checklist("ours"), by="lin_guanli", at=AT)
    assert do(desk("li_shenhe"), record, "pass_review").status_code == 302
    with pytest.raises(checklists.ChecklistRefused):
        checklists.end_checklist(loaded=latest_checklist("ours"), by="lin_guanli", at=AT)


@pytest.mark.parametrize(("version", "taken"), [("1.9", False), ("2", False), ("2.1", True)])
def test_a_version_goes_up(asked, version, taken):
    asked(version="2")
    if taken:
        asked(version=version)
    else:
        with pytest.raises(checklists.ChecklistRefused):
            asked(version=version)


FILE = 'list: ours\nversion: "1"\nname: 核对表\ngate: unit_review\nkinds: [notice]\nitems:\n  - 数字核对过\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FILE.replace("unit_review", "gate"), "`gate` is one of unit_review"),
        (FILE.replace("items:", "itms:"), "line 6: `itms` is not known here"),
        (FILE.replace("  - 数字核对过\n", "  - 甲\n  - 甲\n"), "line 8: “甲” stands twice"),
        (FILE.replace("- 数字核对过", "- {ask: 甲, stops: perhaps}"), "line 7: each of `items` is a text, or `{ask"),
        (FILE.replace("- 数字核对过", "- {ask: 甲}"), "line 7: each of `items` is a text, or `{ask"),
        (FILE.replace("name: 核对表", "name: [核]"), "line 3: `name` is a text"),
        (FILE.replace('"1"', "一"), "`version` is numbers"),
        (FILE + "list: ours\n", "line 8: `list` stands twice"),
    ],
)
def test_all_that_is_wrong_in_a_file_is_told_with_its_line(text, told):
    with pytest.raises(FileErrors) as wrong:
        parse(text)
    assert told in str(wrong.value)


@pytest.mark.parametrize("gate", ["unit_review", "secrecy_review"])
def test_a_file_says_of_a_question_whether_a_no_stops_else_the_gate_does(gate):
    text = FILE.replace("unit_review", gate) + "  - {ask: 附件齐全, stops: true}\n  - {ask: 字号合适, stops: false}\n"
    usual = gate == "secrecy_review"
    assert parse(text).asked == (("数字核对过", usual), ("附件齐全", True), ("字号合适", False))


@pytest.mark.parametrize(("n", "fine"), [(39, True), (40, True), (41, False)])
def test_a_list_is_short_enough_to_be_read(n, fine):
    text = FILE + "".join(f"  - 第{i}项\n" for i in range(n - 1))
    if fine:
        assert len(parse(text).items) == n
    else:
        with pytest.raises(FileErrors):
            parse(text)


def test_the_command_loads_lists_and_ends_them(cast, tmp_path, capsys):
    file = tmp_path / "ours.yaml"
    file.write_text(FILE, "utf-8")
    assert main(["review", "load", str(file), "--by", "lin_guanli"]) == 0
    assert main(["review", "load", "secrecy-review", "--by", "lin_guanli"]) == 0
    assert main(["review", "checklists"]) == 0
    shown = capsys.readouterr().out
    assert "ours 1: 1 items, asked at 单位审核 from now on." in shown and "unit-review" in shown
    assert main(["review", "end", "ours", "--by", "lin_guanli"]) == 0
    assert main(["review", "end", "none", "--by", "lin_guanli"]) == 2
    file.write_text(FILE.replace("[notice]", "[notices]"), "utf-8")
    assert main(["review", "load", str(file), "--by", "lin_guanli"]) == 2
    assert "no kind or open section notices" in capsys.readouterr().err
    assert LoadedChecklist.objects.count() == 2


def test_what_comes_with_the_product_can_be_loaded(cast):
    assert {each.gate for each in shipped().values()} == {"unit_review", "secrecy_review"}
    for each in shipped().values():
        checklists.load_checklist(checklist=each, by="lin_guanli", at=AT)
