"""The leak guard in a real browser: found where it stands, masked with one press in text and attachment, justified, and only then let through."""

import re
from collections.abc import Callable

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.plugins.served import Served

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("county", ["sqlite"], indirect=True)]
PHONE, CITIZEN = "13812345678", "990123199003071235"
WAITING = """
import io
from docx import Document
from gongkai.doors.edge import now
from gongkai.ground.files.actions import attach
from gongkai.ground.units.models import Person, Unit
from gongkai.ground.units.scope import actor_of
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Section
at = now()
def by(name):
    return actor_of(Person.objects.get(username=name), at.date())
document, written = Document(), io.BytesIO()
document.add_paragraph("经办人电话 PHONE，存档。")
document.save(written)
body = "<p>值班手机PHONE。</p><p>身份证号<strong>CITIZEN</strong>。</p>"
content = {"title": "临时救助对象公示", "formed_on": at.date().isoformat(), "body": body}
unit, section = Unit.objects.get(code="zjj"), Section.objects.get(pk="notices")
record = records.draft(kind="notice", unit=unit, section=section, content=content, by=by("wang_bianji"), at=at)
file = attach(owner=record.ref, name="名册.docx", data=written.getvalue(), by="wang_bianji", at=at)
content["attachments"] = [file.public_id]
records.save(record=record, content=content, by=by("wang_bianji"), at=at)
records.submit(record=record, by=by("wang_bianji"), at=at)
records.pass_review(record=record, by=by("li_shenhe"), at=at)
print(record.pk)
""".replace("PHONE", PHONE).replace("CITIZEN", CITIZEN)


def test_found_masked_justified_and_let_through(county: Served, seat: Callable[[str], Page]) -> None:
    record = county.python(WAITING).split()[-1]
    page = seat("wu_baomi")
    page.goto(f"{county.address}/desk/r/{record}/")
    # The worker searches the attachment meanwhile.
    for _ in range(60):
        if page.locator(".hits > li").count() == 3:
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.locator("article .hit--stop")).to_have_text([PHONE, CITIZEN])
    expect(page.locator(".guard")).to_contain_text("有3处要先遮盖")
    expect(page.locator(".hits")).not_to_contain_text(PHONE)

    page.get_by_role("link", name="审查通过").click()
    page.get_by_role("button", name="审查通过").click()
    expect(page.locator("main")).to_contain_text("有3处要先遮盖，或者由审核的人写明为什么可以公开")

    page.goto(f"{county.address}/desk/r/{record}/")
    page.locator(".hits > li").filter(has_text="身份证号").get_by_role("button", name="遮盖").click()
    expect(page.locator("article")).to_contain_text("身份证号990123***********5。")
    page.locator(".hits > li").filter(has_text="附件“名册.docx”").get_by_role("button", name="遮盖").click()
    expect(page.locator(".guard")).to_contain_text("有1处要先遮盖")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("名册.docx")).click()
    said = docx.Document(download.value.path()).paragraphs[0].text
    assert said == "经办人电话 138****5678，存档。"

    page.locator(".hits > li").filter(has_text="正文").get_by_role("link", name="写明理由").click()
    page.get_by_label("单位对外公布的工作电话、工作地址").check()
    page.get_by_role("button", name="写明理由").click()
    expect(page.locator(".guard")).to_contain_text("没有挡着公开的")
    expect(page.locator(".timeline, ol").filter(has_text="可以公开").first).to_be_visible()
    page.get_by_role("link", name="审查通过").click()
    page.get_by_role("button", name="审查通过").click()
    expect(page.locator("main")).to_contain_text("现在是“待签发”")
