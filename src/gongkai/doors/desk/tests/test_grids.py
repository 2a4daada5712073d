"""A record with tables, filled in at the desk: what does not add up is told and marked, nothing that was typed is lost."""

from selectolax.lexbor import LexborHTMLParser

from gongkai.doors.desk.writing import content_of
from gongkai.kernel.records.comparing import compare
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import version_of
from gongkai.pure import declare

NEW = "/desk/r/new/budget/"
SENT = {
    "unit": "zjj", "section": "notices", "title": "县住建局2026年“三公”经费预算", "formed_on": "2026-03-01", "stage": "three", "scope": "unit", "year": "2026",
    "body": "<p>说明。</p>", "spending-rows": "2", "three-0-last": "3", "three-0-this": "2", "three-0-change": "-1", "three-5-last": "3", "three-5-this": "2",
    "three-5-change": "-1",
}  # fmt: skip


def cell(page: str, name: str) -> dict[str, str | None]:
    return LexborHTMLParser(page).css_first(f'[name="{name}"]').attributes


def test_what_does_not_add_up_is_told_and_marked(desk):
    response = desk("wang_bianji").post(NEW, SENT | {"three-0-last": "3.5", "three-0-change": "-1.5"})
    page = response.content.decode()
    assert response.status_code == 422 and "“合计”的上年数写的是3.5，可" in page and "差0.5" in page
    assert cell(page, "three-0-last")["value"] == "3.5" and "aria-invalid" in cell(page, "three-0-last")
    assert "aria-invalid" not in cell(page, "three-0-this") and not Record.objects.exists()


def test_what_adds_up_is_kept_shown_and_changed(desk):
    client = desk("wang_bianji")
    response = client.post(NEW, SENT | {"reserved": client.get(NEW, follow=True).context["reserved"]})
    record = Record.objects.get()
    assert response.url == f"/desk/r/{record.pk}/" and version_of(record).values()["three"][0]["change"] == "-1"
    page = LexborHTMLParser(client.get(response.url).content.decode())
    assert [td.text() for td in page.css("tr.sum td")] == ["3", "2", "-1"]
    edit = f"/desk/r/{record.pk}/edit/"
    assert cell(client.get(edit).content.decode(), "three-5-this")["value"] == "2"
    changed = {
        "seen": record.revision,
        "three-0-this": "3",
        "three-0-change": "0",
        "three-5-this": "3",
        "three-5-change": "0",
    }
    assert client.post(edit, SENT | changed).status_code == 302
    assert version_of(Record.objects.get()).values()["three"][5]["this"] == "3"


def test_a_table_that_was_typed_and_not_saved_is_compared_cell_by_cell(desk):
    client = desk("wang_bianji")
    client.post(NEW, SENT | {"reserved": client.get(NEW, follow=True).context["reserved"]})
    record = Record.objects.get()
    sent = SENT | {"three-5-this": "2.5"}
    typed = content_of(record, [(name, value) for name, value in sent.items()])
    assert typed["three"][5]["this"] == "2.5"
    (found,) = compare(declare.kind("budget"), version_of(record).values(), typed, private=True)
    right = ["".join(run.text for run in pair.right) for pair in found.pairs]
    assert found.name == "three" and "公务接待费｜3｜2.5｜-1" in right
