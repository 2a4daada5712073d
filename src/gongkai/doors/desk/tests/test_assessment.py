"""Assessment on the desk: a scheme drafted, changed, loaded as a file, adopted; a year from its simulation to the published ranks; who sees what."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from tests.plugins.acts import assessments as scenes
from tests.plugins.acts.logbooks import TRAINING, entered
from tests.plugins.cast import noon

from gongkai.engines.measures import queries as counting
from gongkai.engines.measures import sheets
from gongkai.ground.units import actions as units
from gongkai.kernel.assessments import queries
from gongkai.kernel.records.models import Record
from gongkai.pure.declare import Role
from gongkai.pure.law.scheme_file import parse, sample

BASE, SCHEMES = "/desk/assessment/", "/desk/assessment/schemes/"
UNIT = f"{BASE}a/2025-zjj/"
INDICATOR = {
    "group": "1", "name": "保密审查", "key": "secret_kept", "points": "12.5", "rule": "by_hand", "judge": "unit", "wants": "审查台账", "none": "0", "full": "100", "at": "1",
    "per": "1", "least": "1",
}  # fmt: skip


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    monkeypatch.setattr(counting, "SNAPSHOT", "default")


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def office(desk):
    return desk("gao_gongkai")


def trained(cast, unit="zjj", by="wang_bianji", on=date(2025, 5, 8)):
    made = entered(cast, TRAINING, on=on, unit=cast.units[unit], by=cast.actor(by))
    sheets.catch_up()
    return made


def test_a_scheme_is_begun_from_the_sample_changed_and_adopted(office, today):
    page = text(office.post(f"{SCHEMES}new/", {"source": "sample"}, follow=True))
    assert "考核方案第1版" in page and "100%得满分，80%以下不得分" in page and "请留意" not in page
    page = text(office.post(f"{SCHEMES}1/add/", INDICATOR | {"group": "0", "seen": "0"}, follow=True))
    assert "保密审查" in page and "基本分合计112.5分，不是100分" in page
    page = text(office.get(f"{SCHEMES}1/i/secret_kept/"))
    assert 'value="审查台账"' in page and 'value="12.5"' in page and 'value="secret_kept"' in page
    page = text(office.post(f"{SCHEMES}1/i/secret_kept/", INDICATOR | {"points": "多", "seen": "1"}), 422)
    assert "请再核对一下" in page and "分值（points）写数字" in page and 'value="多"' in page
    text(office.post(f"{SCHEMES}1/i/secret_kept/remove/", {"seen": "1"}, follow=True))
    assert queries.scheme(1).scheme == parse(sample())
    head = {
        "name": "2026年方案", "since": "2026", "levels": ["town", "department"], "without": "full", "objection_days": "3", "decision_days": "7",
    }  # fmt: skip
    page = text(office.post(f"{SCHEMES}1/head/", head | {"seen": "2"}, follow=True))
    assert "2026年方案" in page and "给满分" in page and "告知得分以后3个工作日" in page
    page = text(office.post(f"{SCHEMES}1/adopt/", {"seen": "3"}, follow=True))
    assert "已启用" in page and "改总则" not in page
    assert office.get(f"{SCHEMES}1/head/").status_code == 404


def test_a_new_group_comes_with_its_indicator_and_one_moves_between_groups(office, cast, today):
    scenes.drafted(cast)
    new = INDICATOR | {"group": "new", "group_name": "加分", "group_sort": "bonus", "seen": "0"}
    assert "加分" in text(office.post(f"{SCHEMES}1/add/", new, follow=True))
    office.post(f"{SCHEMES}1/i/secret_kept/", INDICATOR | {"group": "0", "seen": "1"})
    scheme = queries.scheme(1).scheme
    assert [group.name for group in scheme.groups] == ["依申请公开", "制度和保障", "扣分"]
    assert scheme.groups[0].indicators[-1].key == "secret_kept"
    rate = INDICATOR | {
        "rule": "rate",
        "measure": "foi.closed_in_time",
        "of": "foi.closed",
        "where": "unit = 3",
        "seen": "2",
    }
    page = text(office.post(f"{SCHEMES}1/i/secret_kept/", rate), 422)
    assert "只计其中（where）写成" in page
    page = text(office.post(f"{SCHEMES}1/i/secret_kept/", rate | {"where": "on_time 是"}), 422)
    assert "请写成 on_time = true" in page


def test_a_file_is_taken_out_and_loaded_again_and_what_is_wrong_with_it_is_told(office, cast, today):
    scenes.adopted(cast)
    out = office.get(f"{SCHEMES}1/file")
    assert parse(out.content.decode()) == queries.scheme(1).scheme and "attachment" in out["Content-Disposition"]

    def loaded(content: bytes):
        file = SimpleUploadedFile("方案.toml", content)
        return office.post(f"{SCHEMES}new/", {"source": "file", "file": file}, follow=True)

    for content, words in (
        (b"\xff\xfe", "不是UTF-8编码"),
        (b"name = ", "这不是TOML文件"),
        (out.content.replace(b"foi.closed_in_time", b"foi.nothing"), "没有叫“foi.nothing”的指标代码"),
        (out.content.replace(b"points = 40", b"points = 0"), "第1组第1项“按期办结”：分值"),
    ):
        assert words in text(loaded(content), 422)
    page = text(loaded(out.content.replace(b"points = 40", b"points = 45")))
    assert "考核方案第2版" in page and queries.scheme(2).scheme.whole() == 105
    assert "样本" in office.get(f"{SCHEMES}sample").content.decode()


def test_from_the_simulation_to_the_published_ranks(cast, desk, office, today):
    today("2026-01-05")
    scenes.adopted(cast)
    assert "还没有开始" in text(office.get(f"{BASE}2025/"))
    page = text(office.post(f"{BASE}2025/do/begin/", {"version": "1"}, follow=True))
    assert "模拟得分" in page and "住房和城乡建设局" in page
    trained(cast)
    head = desk("liu_qianfa")
    page = text(head.get(UNIT))
    assert (
        "模拟" in page and "没有可以计的" in page and "/desk/measures/trainings.held/?unit=zjj&amp;period=2025" in page
    )
    assert "培训班每1期得10分，最多20分" in page
    page = text(office.post(f"{BASE}2025/do/call/", {"report_by": "2026-01-31", "seen": "0"}, follow=True))
    assert "还有2个单位没有报" in page
    assert "2025年度考核：住房和城乡建设局" in text(head.get("/desk/"))
    page = text(head.post(f"{UNIT}do/hand-in/", {"text": "一年的工作都做完了。", "seen": "0"}), 422)
    assert "还有1项没有自评：制度" in page and "一年的工作都做完了。" in page
    claim = f"{UNIT}i/rules/"
    page = text(head.post(claim, {"points": "31", "text": "修订了三项制度。"}), 422)
    assert "请写0到30分" in page and "修订了三项制度。" in page
    entry = trained(cast, on=date(2025, 6, 1))
    assert f'value="{entry.ref}"' in text(head.get(f"{claim}evidence/?q=培训"))
    head.post(f"{claim}evidence/", {"about": entry.ref})
    file = SimpleUploadedFile("制度.txt", "三项制度".encode())
    page = text(head.post(claim, {"points": "30", "text": "修订了三项制度。", "evidence": file}, follow=True))
    assert "已经记下自评" in page and "制度.txt" in page and "取消这项佐证" in page
    assert "已经报送" in text(
        head.post(f"{UNIT}do/hand-in/", {"text": "一年的工作都做完了。", "seen": "0"}, follow=True)
    )
    assert "2025年度考核" not in text(head.get("/desk/"))
    given = {"points_rules": "25", "because_rules": "", "points_site": "9", "because_site": "有一个栏目晚更新"}
    page = text(office.post(f"{UNIT}do/check/", given | {"seen": "1"}), 422)
    assert "“制度”和自评不一样，请写理由" in page
    given["because_rules"] = "少一项制度没有公开"
    assert "已核评" in text(office.post(f"{UNIT}do/check/", given | {"seen": "1"}, follow=True))
    page = text(office.post(f"{BASE}2025/do/tell/", {"seen": "1"}), 422)
    assert "还有1个单位没有核评：卫生健康委员会" in page
    today("2026-02-02")
    zero = {"points_rules": "0", "points_site": "10", "because_site": "更新都按时"}
    assert "没有自评" in text(office.get(f"{BASE}a/2025-wjw/do/check/"))
    text(office.post(f"{BASE}a/2025-wjw/do/check/", zero | {"seen": "0"}, follow=True))
    today("2026-02-04")
    text(office.post(f"{BASE}2025/do/tell/", {"seen": "1"}, follow=True))
    page = text(head.get(UNIT))
    assert "2026年2月11日" in page and "少一项制度没有公开" in page and "90" in page
    said = {"keys": ["rules"], "text": "三项制度都已经公开。", "seen": str(scenes.part(cast).revision)}
    assert "异议待复核" in text(head.post(f"{UNIT}do/object/", said, follow=True))
    assert "2025年度考核：住房和城乡建设局" in text(office.get("/desk/"))
    page = text(office.get(f"{UNIT}do/decide/"))
    assert "告知的是25分" in page and "points_site" not in page
    said = {"points_rules": "30", "text": "核对过，确实已经公开。", "seen": str(scenes.part(cast).revision)}
    assert "异议已复核" in text(office.post(f"{UNIT}do/decide/", said, follow=True))
    page = text(office.post(f"{BASE}2025/do/publish/", {"seen": "2"}), 422)
    assert "过了才能公布" in page
    assert "卫生健康委员会" not in text(head.get(f"{BASE}2025/"))
    today("2026-02-12")
    text(office.post(f"{BASE}2025/do/publish/", {"seen": "2"}, follow=True))
    page = text(head.get(f"{BASE}2025/"))
    assert "卫生健康委员会" in page and "2025-wjw" not in page and "名次" in page
    assert "同类单位第1名" in text(head.get(UNIT))
    assert "起草结果通报" not in text(office.get(f"{BASE}2025/"))
    units.appoint(
        person=cast.people["gao_gongkai"], unit=cast.units["xzf"], role=Role.EDITOR, at=noon("2026-02-12"), by="setup"
    )
    page = text(office.post(f"{BASE}2025/do/notice/", {"seen": "3"}, follow=True))
    assert "2025年度政务公开工作考核结果" in page
    record = Record.objects.get()
    assert (record.kind, record.state, record.unit.code) == ("notice", "draft", "xzf")


@pytest.mark.parametrize(
    ("on", "day"),
    [("2026-01-03", "2026-01-26"), ("2026-01-05", "2026-01-26"), ("2026-01-24", "2026-02-14"), ("2026-01-27", "2026-02-24")],
    ids=["from a Saturday to Monday", "a Monday", "a Saturday that is worked", "over the Spring Festival"],
)  # fmt: skip
def test_a_term_is_offered_that_ends_on_a_working_day(cast, office, today, on, day):
    scenes.begun(cast)
    today(on)
    assert f'value="{day}"' in text(office.get(f"{BASE}2025/do/call/"))


def test_late_facts_are_shown_beside_what_was_told(cast, desk, today):
    trained(cast)
    scenes.told(cast)
    today("2026-02-05")
    page = text(desk("liu_qianfa").get(UNIT))
    assert "告知以后变了的数" in page and "100%" in page


def test_an_act_out_of_its_place_leads_back_and_one_of_others_is_not_found(cast, desk, office, today):
    scenes.asked(cast)
    today("2026-01-20")
    head = desk("liu_qianfa")
    page = text(office.get(f"{UNIT}do/check/", follow=True))
    assert "现在是“待自评”，不能办“核评”" in page
    page = text(office.get(f"{BASE}2025/do/publish/", follow=True))
    assert "不能办“公布结果”" in page
    for url in (
        f"{UNIT}do/check/",
        f"{UNIT}do/leave-out/",
        f"{BASE}2025/do/tell/",
        f"{SCHEMES}new/",
        f"{BASE}a/2025-wjw/",
    ):
        assert head.get(url).status_code == 404, url
    for url in (
        f"{UNIT}i/site/evidence/",
        f"{UNIT}i/in_time/",
        f"{UNIT}i/none/",
        f"{BASE}a/2025-xzf/",
        f"{BASE}a/x/",
        f"{BASE}1890/",
    ):
        assert head.get(url).status_code == 404, url
    assert "政务公开办直接评" in text(head.get(f"{UNIT}i/site/"))
    assert desk("wang_bianji").get(f"{UNIT}do/hand-in/").status_code == 404


def test_the_scores_as_a_sheet(cast, desk, office, today):
    trained(cast)
    scenes.begun(cast)
    today("2026-01-06")
    out = office.post(f"{BASE}2025/export")
    rows = list(load_workbook(BytesIO(out.content)).active.iter_rows(values_only=True))
    assert "模拟得分" in rows[0][0] and "同分同名次" in rows[1][0]
    assert rows[3][:6] == ("名次", "类别", "单位", "总分", "按期办结（40）", "培训（20）")
    found = {row[2]: row for row in rows[4:]}
    rank, level, _, score, rate, training = found["住房和城乡建设局"][:6]
    assert (rank, level, rate, training) == (1, "部门", None, 10) and isinstance(score, (int, float)), (
        "to be sorted and added up"
    )
    own = desk("liu_qianfa").post(f"{BASE}2025/export")
    assert len(list(load_workbook(BytesIO(own.content)).active.iter_rows(min_row=5))) == 1
