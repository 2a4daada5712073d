"""Key points on the desk: laid down, on the leading unit's worklist and under the lights, shown by what is searched for within scope, done; from a sheet."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook
from tests.plugins.acts.key_points import TASK, finished, laid, proved
from tests.plugins.acts.logbooks import entered

from gongkai.doors.desk.key_points import light_of
from gongkai.kernel.keypoints.models import KeyPoint
from gongkai.kernel.keypoints.queries import assists_of, proofs_of
from gongkai.procedures.foi.tests.scenes import handled

BASE = "/desk/key-points/"
SAID = {
    "title": "编制主动公开事项清单", "text": "逐项列出依据和时限。", "level": "above", "source": "2026年政务公开工作要点", "source_number": "国办发〔2026〕9号",
    "number": "一（一）", "lead": "zjj", "assisting": "明川县卫生健康委员会", "due_on": "2026-11-30", "public": "on",
}  # fmt: skip


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def office(desk):
    return desk("gao_gongkai")


def test_from_being_laid_down_to_being_done(cast, desk, office, today):
    case = handled(cast, "2026-02-10")
    entry = entered(cast)
    page = text(office.post(f"{BASE}new/", SAID, follow=True))
    assert "已经下达" in page and "一（一） 编制主动公开事项清单" in page and "国办发〔2026〕9号" in page
    point = KeyPoint.objects.get()
    assert [each.code for each in assists_of([point])[point.pk]] == ["wjw"]
    head, base = desk("liu_qianfa"), f"{BASE}{point.pk}/"
    assert "编制主动公开事项清单" in text(head.get("/desk/")) and "年度要点" in text(head.get("/desk/"))
    page = text(head.post(f"{base}do/finish/", {"text": "清单已经编好。", "seen": "0"}), 422)
    assert "还没有佐证" in page and "清单已经编好。" in page
    for said, ref in ((case.reference, case.ref), ("培训", entry.ref)):
        page = text(head.get(f"{base}evidence/?q={said}"))
        assert f'value="{ref}"' in page, said
        head.post(f"{base}evidence/", {"about": ref})
    assert [each.about for each in proofs_of(point)] == [case.ref, entry.ref]
    page = text(
        head.post(f"{base}do/finish/", {"text": "清单已经编好。", "result": "清单已经公开。", "seen": "0"}, follow=True)
    )
    assert "已经报完成" in page and "按期完成" in page and "清单已经公开。" in page and "没有要您办的事" in page
    assert "编制主动公开事项清单" not in text(head.get("/desk/"))
    page = text(
        office.post(f"{base}do/return/", {"text": "少了两类。", "due_on": "2026-12-10", "seen": "1"}, follow=True)
    )
    assert "进行中" in page and "2026年12月10日" in page and "少了两类。" in page


def test_a_task_laid_down_from_a_years_list_is_one_of_that_year(office):
    page = text(office.post(f"{BASE}new/?year=2026", SAID | {"due_on": "2027-01-05"}), 422)
    assert "完成时限要在2026年里" in page and SAID["title"] in page and not KeyPoint.objects.exists()
    assert "new/?year=2027" in text(office.get(f"{BASE}?year=2027"))
    office.post(f"{BASE}new/?year=2027", SAID | {"due_on": "2027-01-05"})
    assert KeyPoint.objects.get().year == 2027


def test_evidence_is_what_one_sees_oneself_and_others_see_no_more_of_it(cast, desk):
    point, case = laid(cast, assisting=(cast.units["wjw"],)), handled(cast, "2026-02-10")
    theirs, base = desk("sun_bianji"), f"{BASE}{point.pk}/"
    assert case.reference not in text(theirs.get(f"{base}evidence/?q={case.reference}")).replace(
        f'value="{case.reference}"', ""
    )
    assert "请选一项" in text(theirs.post(f"{base}evidence/", {"about": case.ref}), 422)
    desk("liu_qianfa").post(f"{base}evidence/", {"about": case.ref})
    page = text(theirs.get(base))
    assert "另有1项不便显示" in page and case.reference not in page


def test_what_is_late_is_red_for_the_unit_and_for_who_oversees_it(cast, desk, today):
    point = laid(cast)
    for day, light, words in (
        ("2026-11-13", "green", "还剩11天"), ("2026-11-16", "yellow", "还剩10天"), ("2026-11-30", "yellow", "今天到期"), ("2026-12-01", "red", "超期1天"),
    ):  # fmt: skip
        today(day)
        assert light_of(point, noon_date(day)) == (light, words)
        page = text(desk("he_jiancha").get(f"/desk/supervision/list/?p=keypoint&light={light}"))
        assert "编制主动公开事项清单" in page and words in page, day
    wall = text(desk("he_jiancha").get("/desk/supervision/wall/"))
    assert "住建局" in wall or "住房" in wall
    assert "编制主动公开事项清单" in text(desk("gao_gongkai").get(f"{BASE}?state=late"))


def noon_date(day: str):
    from datetime import date

    return date.fromisoformat(day)


def test_what_is_wrong_stays_on_the_form(office):
    page = text(office.post(f"{BASE}new/", SAID | {"assisting": "梧桐局", "due_on": "2026-11-31"}), 422)
    assert "没有叫“梧桐局”的单位" in page and "逐项列出依据和时限。" in page
    page = text(office.post(f"{BASE}new/", SAID | {"assisting": "zjj"}), 422)
    assert "不用再写成协办单位" in page


def sheet(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    book, kept = Workbook(), BytesIO()
    book.active.append(("序号", "任务", "来自", "来源文件", "责任单位", "配合单位", "完成时限", "公开"))
    for row in rows:
        book.active.append(row)
    book.save(kept)
    return SimpleUploadedFile("要点.xlsx", kept.getvalue())


def test_a_sheet_is_looked_at_row_by_row_and_taken_in_once(cast, office):
    good = ("1", "公开重大项目", "上级", "2026年要点", "zjj", "wjw", "2026-10-31", "")
    bad = ("2", "公开预算", "省里", "2026年要点", "梧桐局", "", "十月底", "")
    page = text(office.post(f"{BASE}import/", {"file": sheet(good, bad)}))
    assert "没有叫“梧桐局”的单位" in page and "请写成2026-11-30这样的日期" in page and "请写“上级”或者“本级”" in page
    assert "10月31日前完成" in page and not KeyPoint.objects.exists()
    import re

    said = {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("kept_file", "mark", "unit")}
    office.post(f"{BASE}import/", said | {"do": "enter"})
    point = KeyPoint.objects.get()
    assert (point.title, point.level, point.year, point.public) == ("公开重大项目", "above", 2026, True)
    assert "已经有了" in text(office.post(f"{BASE}import/", {"file": sheet(good)}))


def test_a_sheet_of_a_years_list_holds_tasks_of_that_year_and_none_lies_years_away(office):
    row = ("1", "公开重大项目", "上级", "要点", "zjj", "", "2027-01-05", "")
    far = ("2", "公开预算", "上级", "要点", "zjj", "", "2072-11-30", "")
    page = text(office.post(f"{BASE}import/?year=2026", {"file": sheet(row)}))
    assert "完成时限要在2026年里" in page and "&amp;year=2026" in page
    page = text(office.post(f"{BASE}import/", {"file": sheet(row, far)}))
    assert "完成时限写的是2072年，请核对" in page and "1月5日前完成" in page
    page = text(office.post(f"{BASE}new/?year=2072", SAID | {"due_on": "2072-11-30"}), 422)
    assert "完成时限写的是2072年，请核对" in page and not KeyPoint.objects.exists()
    assert "import/?year=2026" in text(office.get(f"{BASE}?year=2026"))


def test_it_goes_out_as_a_sheet_as_it_is_narrowed(cast, office):
    finished(cast)
    laid(cast, title="另一项", unit=cast.units["wjw"])
    out = office.post(f"{BASE}export?year=2026&unit=zjj")
    lines = [
        " ".join(str(cell) for cell in row if cell)
        for row in load_workbook(BytesIO(out.content)).active.iter_rows(values_only=True)
    ]
    assert "编制主动公开事项清单" in lines[-1] and "已完成" in lines[-1] and not any("另一项" in line for line in lines)


def test_a_proof_is_taken_off_by_who_added_it(cast, desk):
    point = proved(cast)
    assert "已经取消" in text(desk("wang_bianji").post(f"{BASE}{point.pk}/evidence/1/off", follow=True))
    assert not proofs_of(point)


def test_what_is_not_theirs_to_do_is_not_offered_and_not_found(cast, desk):
    point = laid(cast)
    page = text(desk("wang_bianji").get(f"{BASE}{point.pk}/"))
    assert "报进展" in page and "报完成" not in page and "撤销" not in page
    assert desk("wang_bianji").get(f"{BASE}{point.pk}/do/strike/").status_code == 404
    assert desk("wang_bianji").get(f"{BASE}new/").status_code == 404
    assert TASK(cast).title in text(desk("wang_bianji").get(BASE))
