"""Outlines of an office's own: loaded from a file, explained line by line where they are wrong, chosen when a report is begun."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.plugins.acts.drafting import outlined
from tests.plugins.cast import SETUP, noon

from gongkai.doors import edge
from gongkai.engines.measures import sheets
from gongkai.kernel.drafting import queries as drafting
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.catalogue import place_section
from gongkai.kernel.records.models import Record
from gongkai.pure.law.sitemeta import ANNUAL_TYPE

EXAMPLE = (Path(__file__).parents[5] / "docs" / "examples" / "outline-bureau.toml").read_bytes()
HERE = "/desk/annual/outlines/"


@pytest.fixture
def year(cast, desk, monkeypatch):
    place_section(key="annual", name="年度报告", column_type=ANNUAL_TYPE, position=9, by=SETUP, at=noon("2026-01-05"))
    sheets.catch_up()
    monkeypatch.setattr(edge, "now", lambda: noon("2027-01-11"))
    return cast


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def load(desk, content: bytes = EXAMPLE, unit: str = "zjj", by: str = "liu_qianfa", **said):
    file = SimpleUploadedFile("outline.toml", content)
    return desk(by).post(HERE, {"unit": unit, "file": file} | said, follow=True)


def test_a_unit_loads_its_own_and_begins_its_report_from_it(year, desk):
    assert "“局机关年度报告（十三章）”2026.1版装好了" in text(load(desk))
    page = text(desk("wang_bianji").get("/desk/annual/2026/"))
    assert '<option value="bureau-13">局机关年度报告（十三章）</option>' in page
    assert "局机关" not in text(desk("sun_bianji").get("/desk/annual/2026/")), "another unit is not offered it"
    text(desk("wang_bianji").post("/desk/annual/2026/zjj/begin", {"outline": "bureau-13"}, follow=True))
    said = records.version_of(Record.objects.get(kind="annual")).values()
    assert said["body"].count("<h2>") == 13 and "现公布本局2026年" in said["body"]
    assert '<a href="figure:foi.received"' in said["body"] and said["outline"] == "局机关年度报告（十三章）（2026.1）"


def test_a_bad_file_is_explained_by_its_lines_and_can_be_mended_there(year, desk):
    bad = (
        EXAMPLE.decode()
        .replace("{foi.received}", "{foi.recieved}")
        .replace('title = "一、总体公开情况说明"', "title = 一")
    )
    page = text(load(desk, bad.encode()), 422)
    assert "第10行：写法不对" in page and "foi.recieved" in page, "its text stands in the form"
    bad = bad.replace("title = 一", 'title = "一"')
    page = text(desk("liu_qianfa").post(HERE, {"unit": "zjj", "text": bad}), 422)
    assert "没有“foi.recieved”这个指标" in page and drafting.outlines() == []


@pytest.mark.parametrize(
    ("content", "told"), [(b"\xff\xfe\x00", "UTF-8"), (b"", "空"), (b"\x89PNG\r\n\x1a\n", "UTF-8"), (b"x = 1", "没有写outline")]
)  # fmt: skip
def test_what_is_no_outline_is_refused(year, desk, content, told):
    assert told in text(load(desk, content), 422)


def test_a_later_version_takes_its_place_and_an_older_is_refused(year, desk):
    load(desk)
    assert "新的版本号要比它大" in text(load(desk), 422)
    assert "2026.2版装好了" in text(load(desk, EXAMPLE.replace(b'"2026.1"', b'"2026.2"')))
    assert [each.version for each in drafting.outlines()] == ["2026.2"]
    assert b"2026.2" in desk("liu_qianfa").get(f"{HERE}bureau-13/text").content
    assert "停用了" in text(desk("liu_qianfa").post(f"{HERE}bureau-13/end", follow=True))
    page = text(desk("wang_bianji").post("/desk/annual/2026/zjj/begin", {"outline": "bureau-13"}, follow=True))
    assert "已经停用" in page and not Record.objects.filter(kind="annual").exists()


def test_the_office_s_is_for_all_and_only_the_office_ends_it(year, desk, cast):
    outlined(cast)
    assert "局机关年度报告" in text(desk("sun_bianji").get("/desk/annual/2026/"))
    assert desk("liu_qianfa").post(f"{HERE}bureau/end").status_code == 404
    assert "是别的提纲的代码" in text(load(desk, EXAMPLE.replace(b"bureau-13", b"bureau")), 422)
    assert desk("wang_bianji").get(HERE).status_code == 404
