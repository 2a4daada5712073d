"""Checklists on the desk: taken over, written, revised as the next version and ended, by whoever sets how all units are reviewed."""

import pytest

from gongkai.doors.desk.tests.conftest import AT, do, give, through
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.records import checklists
from gongkai.kernel.records.models import LoadedChecklist
from gongkai.kernel.records.queries import latest_checklist
from gongkai.pure.declare import Role
from gongkai.pure.law.checklist_file import Checklist, next_version

NEW = "/desk/review/checklists/new/"
OURS = "/desk/review/checklists/own-1/"
WRITTEN = {"name": "住建补充核对表", "gate": "unit_review", "basis": "", "sections": "", "rows": "3"}


def rows(*asked: tuple[str, bool], order: tuple[int, ...] = ()) -> dict[str, str]:
    sent = {"rows": str(len(asked))}
    for n, (text, stops) in enumerate(asked):
        sent |= {f"order-{n}": str(order[n] if order else n + 1), f"ask-{n}": text} | ({f"stops-{n}": "on"} if stops else {})  # fmt: skip
    return sent


def texts(key: str = "own-1") -> list[tuple[str, bool]]:
    return list(latest_checklist(key).checklist.asked)


@pytest.fixture
def written(desk):
    office = desk("gao_gongkai")
    answer = office.post(NEW, WRITTEN | rows(("数字核对过", False), ("附件齐全", True)))
    assert answer.status_code == 302, answer.context["form"].errors
    return office


def test_one_is_written_and_asked_from_then_on(written, desk, drafted):
    row = LoadedChecklist.objects.get()
    assert (row.key, row.version, row.gate) == ("own-1", "2026.1", "unit_review")
    assert texts() == [("数字核对过", False), ("附件齐全", True)]
    assert Fact.objects.filter(name="checklist.loaded", actor="gao_gongkai").count() == 1
    record = drafted()
    through(desk, record, ("wang_bianji", "submit"))
    assert do(desk("li_shenhe"), record, "pass_review").status_code == 422
    shown = desk("li_shenhe").get("/desk/review/").content.decode()
    assert "附件齐全" in shown and "答“否”不能通过" in shown and NEW not in shown


def test_order_stopping_and_questions_change_as_the_next_version(written):
    page = written.get(OURS).content.decode()
    assert ">\n数字核对过</textarea>" in page and 'name="seen" value="2026.1"' in page and 'name="gate"' not in page
    sent = WRITTEN | {"seen": "2026.1"} | rows(("数字核对过", True), ("", True), ("标题说的就是正文", False), order=(2, 1, 1))  # fmt: skip
    assert written.post(OURS, sent | {"kinds": ["policy"], "sections": "政策文件\n"}).status_code == 302
    row = latest_checklist("own-1")
    assert (row.version, row.gate, row.kinds, row.sections) == ("2026.2", "unit_review", "policy", "policy")
    assert texts() == [("标题说的就是正文", False), ("数字核对过", True)]
    assert LoadedChecklist.objects.count() == 2, "the version that reviews were asked stays"


def test_what_somebody_else_changed_meanwhile_is_not_overwritten_nor_is_a_form_sent_twice_a_version_more(written):
    sent = WRITTEN | {"seen": "2026.1"} | rows(("只问这一项", True))
    assert written.post(OURS, sent).status_code == 302
    late = written.post(OURS, sent | rows(("另一个人写的", True)))
    assert late.status_code == 422 and "别人已经把它改成了2026.2版" in late.content.decode()
    assert "另一个人写的" in late.content.decode() and LoadedChecklist.objects.count() == 2


def test_no_change_makes_no_version(written):
    same = WRITTEN | {"seen": "2026.1"} | rows(("数字核对过", False), ("附件齐全", True))
    answer = written.post(OURS, same)
    assert answer.status_code == 422 and "没有改动" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": ""}, "名称"),
        ({"sections": "没有这个栏目"}, "没有找到栏目“没有这个栏目”"),
        (rows(("", True), ("", False)), "请至少写一个问题"),
        (rows(("一样", True), ("一样", False)), "和上面的一样：一样"),
        (rows(("长" * 201, True)), "最多200字"),
        (rows(*((f"第{n}问", False) for n in range(41))), "最多40个问题，现在有41个"),
        ({"order-0": "甲"}, "请写整数"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(desk, changes, told):
    office = desk("gao_gongkai")
    sent = WRITTEN | rows(("数字核对过", False)) | changes
    answer = office.post(NEW, sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and told in page and not LoadedChecklist.objects.exists()
    assert not sent["ask-0"] or sent["ask-0"][:200] in page


def test_one_that_comes_with_the_product_is_taken_over_once(desk):
    office = desk("gao_gongkai")
    assert "用这一份" in office.get(NEW).content.decode()
    assert office.post(NEW, {"take": "secrecy-review"}).status_code == 302
    assert all(stops for _, stops in texts("secrecy-review"))
    assert office.post(NEW, {"take": "secrecy-review"}).url == "/desk/review/"
    assert LoadedChecklist.objects.count() == 1
    assert office.post("/desk/review/checklists/secrecy-review/end/").status_code == 302
    assert Fact.objects.filter(name="checklist.ended").count() == 1
    assert office.get("/desk/review/checklists/secrecy-review/").status_code == 404
    assert office.post(NEW, {"take": "secrecy-review"}).status_code == 302
    assert latest_checklist("secrecy-review").version == "2026.2", "it holds again, under a version of its own"


@pytest.mark.parametrize("username", ["wang_bianji", "bureau", "he_jiancha"])
def test_what_all_units_are_asked_is_not_set_by_who_covers_some(desk, deep, username):
    checklists.load_checklist(checklist=Checklist("own-1", "1", "表", "unit_review", items=("甲",)), by="lin_guanli", at=AT)  # fmt: skip
    client, before = desk(username), Fact.objects.count()
    for path in (NEW, OURS, f"{OURS}end/"):
        assert [client.get(path).status_code, client.post(path, WRITTEN).status_code] == [404, 404], path
    assert Fact.objects.count() == before


def test_who_is_given_the_whole_county_may(desk, deep):
    give(deep, "lin_guanli", "other", "xzf", Role.ADMINISTRATOR)
    assert desk("other").get(NEW).status_code == 200


@pytest.mark.parametrize(("version", "after"), [("2026.1", "2026.2"), ("2026.9", "2026.10"), ("1", "2")])
def test_the_next_version(version, after):
    assert next_version(version) == after
