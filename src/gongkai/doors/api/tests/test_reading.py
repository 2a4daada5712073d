"""What is public by query: filters, cursor, tables, changes; what is withdrawn is gone at once; what is wrong is said by name."""

import csv
import json
from io import BytesIO, StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook
from tests.plugins.cast import SETUP, noon

from gongkai.doors.api import reading
from gongkai.engines.site import data
from gongkai.kernel.records import actions, catalogue
from gongkai.kernel.records.models import Section, Version


def get(program, path: str, **more):
    return program.get(f"/api/{path}", **more)


def ids(answer) -> list[str]:
    return [each["id"] for each in answer.json()["records"]]


def test_a_list_is_what_stands_on_the_site_and_nothing_else(office, program):
    shown = office.publish("2026-03-02", title="供水管理办法", document_number="明建规〔2026〕1号")
    office.draft("2026-03-03", title="还没有公开")
    office.withdraw(office.publish("2026-03-04", title="撤下的"), "2026-03-05")
    answer = get(program, "records")
    assert answer.status_code == 200 and answer.headers["Access-Control-Allow-Origin"] == "*"
    (line,) = answer.json()["records"]
    assert set(line) == {member.name for member in data.LINE.members}
    assert (line["id"], line["title"], line["document_number"]) == (shown.pk, "供水管理办法", "明建规〔2026〕1号")
    assert (line["unit"], line["section"], line["kind"], line["published_on"]) == (
        "zjj",
        "policy",
        "policy",
        "2026-03-02",
    )
    assert line["url"] == f"https://www.mingchuan.gov.example/r/{shown.pk}/" and answer.json()["next"] is None


def test_a_correction_that_is_under_way_does_not_show(office, program):
    record = office.publish("2026-03-02", title="旧标题", body="<p>旧的正文。</p>")
    actions.revise(record=record, reason="错字", by=office.actors["wang_bianji"], at=noon("2026-03-03"))
    office.save(record, "2026-03-03", title="新标题", body="<p>新的正文。</p>")
    for path in ("records", "records.csv", f"records/{record.pk}"):
        told = get(program, path).content.decode("utf-8-sig")
        assert "旧标题" in told and "新" not in told, path


@pytest.mark.parametrize(
    "asked, titles",
    [
        ("", ["丁", "丙", "乙", "甲"]),
        ("section=policy", ["丙", "甲"]),
        ("section=notices", ["丁", "乙"]),
        ("unit=wjw", ["丁"]),
        ("kind=notice", ["丁", "乙"]),
        ("year=2025", ["甲"]),
        ("year=2024", []),
        ("kind=notice&unit=zjj&year=2026", ["乙"]),
    ],
)
def test_it_is_narrowed(office, program, asked, titles):
    office.publish("2025-12-31", title="甲")
    office.publish("2026-03-02", title="乙", kind="notice", section="notices")
    office.publish("2026-03-03", title="丙")
    office.publish("2026-03-04", title="丁", kind="notice", section="notices", unit="wjw")
    assert [each["title"] for each in get(program, f"records?{asked}").json()["records"]] == titles


def test_the_cursor_walks_through_all_and_nothing_moves_it(office, program):
    """Five of one day, two at a time; in between one is published and one withdrawn."""
    records = [office.publish("2026-03-02", title=f"第{n}号") for n in range(5)]
    expected = sorted((record.pk for record in records), reverse=True)
    first = get(program, "records?limit=2&section=policy")
    assert ids(first) == expected[:2]
    office.publish("2026-03-03", title="后来的")
    office.withdraw(next(r for r in records if r.pk == expected[0]), "2026-03-03")
    second = program.get(first.json()["next"])
    third = program.get(second.json()["next"])
    assert ids(second) + ids(third) == expected[2:] and third.json()["next"] is None


@pytest.mark.parametrize(
    "asked, name",
    [
        ("section=none", "section"),
        ("unit=none", "unit"),
        ("kind=none", "kind"),
        ("year=26", "year"),
        ("year=二〇二六", "year"),
        ("year=1948", "year"),
        ("limit=0", "limit"),
        ("limit=-1", "limit"),
        ("limit=²", "limit"),
        ("cursor=2026-02-30.x", "cursor"),
        ("units=zjj", "units"),
        ("kind=notice&kind=policy", "kind"),
        ("limit=1&limit=1", "limit"),
        ("cursor=2026-03-02.a&cursor=2026-03-02.b", "cursor"),
    ],
)
def test_what_is_wrong_is_said_by_name(office, program, asked, name):
    answer = get(program, f"records?{asked}")
    assert answer.status_code == 400 and answer.headers["Content-Type"].startswith("application/problem+json")
    (wrong,) = answer.json()["errors"]
    assert wrong["name"] == name and wrong["detail"]


@pytest.mark.parametrize("asked, name", [("since=1&since=2", "since"), ("from=1", "from"), ("since=-1", "since")])
def test_changes_too_are_asked_for_in_one_way(office, program, asked, name):
    answer = get(program, f"changes?{asked}")
    assert answer.status_code == 400 and [each["name"] for each in answer.json()["errors"]] == [name]


@pytest.mark.parametrize("limit, kept", [(1, "1"), (2, "2"), (3, "2")])
def test_the_next_address_says_the_limit_that_was_kept_to(office, program, monkeypatch, limit, kept):
    monkeypatch.setattr(reading, "MOST", 2)
    for n in range(4):
        office.publish("2026-03-02", title=f"第{n}号")
    for path in ("records", "changes"):
        assert parse_qs(urlsplit(get(program, f"{path}?limit={limit}").json()["next"]).query)["limit"] == [kept], path


def test_the_codes_of_sections_are_told(office, program):
    catalogue.place_section(key="rules", name="规章", parent_key="policy", by=SETUP, at=noon("2026-03-01"))
    rules, notices = Section.objects.get(pk="rules"), Section.objects.get(pk="notices")
    catalogue.merge(section=rules, into=notices, by=office.cast.actor("gao_gongkai"), at=noon("2026-03-02"))
    answer = get(program, "sections")
    told = {each["key"]: each for each in answer.json()["sections"]}
    assert set(told) == set(Section.objects.values_list("key", flat=True))
    assert (
        told["policy"]["closed_on"] is None and told["policy"]["url"] == "https://www.mingchuan.gov.example/s/policy/"
    )
    assert (told["rules"]["parent"], told["rules"]["closed_on"], told["rules"]["merged_into"]) == (
        "policy",
        "2026-03-02",
        "notices",
    )
    assert all(get(program, f"records?section={key}").status_code == 200 for key in told if key != "rules")
    assert program.get("/api/sections", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert get(program, "sections?name=x").status_code == 400


@pytest.mark.parametrize("form", ["", ".csv", ".xlsx"])
def test_a_section_that_merged_leads_on_with_all_that_was_asked(office, program, form):
    """Through two mergers; what a section that closed alone holds stays its own."""
    for key in ("rules", "orders"):
        catalogue.place_section(key=key, name=key, parent_key="policy", by=SETUP, at=noon("2026-03-01"))
    shown = office.publish("2026-03-02", section="rules", title="甲")
    by = office.cast.actor("gao_gongkai")
    for key, into in (("rules", "orders"), ("orders", "notices")):
        catalogue.merge(
            section=Section.objects.get(pk=key), into=Section.objects.get(pk=into), by=by, at=noon("2026-03-03")
        )
    answer = get(program, f"records{form}?kind=policy&section=rules&year=2026")
    assert answer.status_code == 301
    assert answer["Location"] == f"/api/records{form}?kind=policy&section=notices&year=2026"
    assert answer["Content-Type"].startswith("application/problem+json") and "notices" in answer.json()["title"]
    if not form:
        assert ids(program.get(answer["Location"])) == [shown.pk]


def test_several_wrongs_are_said_at_once(office, program):
    assert {e["name"] for e in get(program, "records?kind=x&unit=y&year=z&limit=a&foo=1").json()["errors"]} == {
        "kind",
        "unit",
        "year",
        "limit",
        "foo",
    }


def test_a_record_is_the_very_bytes_of_the_log(office, program):
    record = office.publish("2026-03-02")
    answer = get(program, f"records/{record.pk}")
    assert answer.content == bytes(Version.objects.get(record=record).public)
    assert program.get(f"/api/records/{record.pk}", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_what_is_withdrawn_is_gone_at_once_and_says_so(office, program):
    record = office.publish("2026-03-02", title="不能提的名字")
    office.withdraw(record, "2026-03-03", keep_title=False)
    answer = get(program, f"records/{record.pk}")
    assert answer.status_code == 410 and record.index_number in answer.json()["title"]
    assert "条例第十五条" in answer.json()["title"] and "2026-03-03" in answer.json()["title"]
    (published, withdrawn) = get(program, "changes").json()["changes"]
    assert (published["act"], withdrawn["act"], withdrawn["id"]) == ("published", "withdrawn", record.pk)
    assert withdrawn["ground"] == "条例第十五条"
    for path in ("records", "records.csv", "changes", f"records/{record.pk}"):
        assert "不能提的名字" not in get(program, path).content.decode(), path
    assert get(program, "records/nothing").status_code == 404
    assert get(program, f"records/{office.draft('2026-03-04').pk}").status_code == 404


def test_changes_since_an_entry_of_the_ledger(office, program):
    record = office.publish("2026-03-02")
    office.correct(record, "2026-03-03")
    office.withdraw(record, "2026-03-04")
    everything = get(program, "changes?since=0").json()
    assert [each["act"] for each in everything["changes"]] == ["published", "corrected", "withdrawn"]
    assert [each["version"] is None for each in everything["changes"]] == [False, False, True]
    first = get(program, "changes?limit=1").json()
    second = program.get(first["next"]).json()
    assert first["changes"] + second["changes"] == everything["changes"][:2]
    last = everything["changes"][-1]["index"]
    assert get(program, f"changes?since={last - 1}").json()["changes"] == everything["changes"][-1:]
    assert get(program, f"changes?since={last}").json() == {"changes": [], "next": None}


def test_a_table_holds_each_kinds_fields_and_no_formula(office, program):
    office.publish(
        "2026-03-02", title="供水管理办法", document_number="明建规〔2026〕1号", body="<p>第一行。</p><p>第二行。</p>"
    )
    office.publish("2026-03-03", title="=1+1", kind="notice")
    for form in ("csv", "xlsx"):
        answer = get(program, f"records.{form}?section=policy")
        if form == "csv":
            heads, *rows = csv.reader(StringIO(answer.content.decode("utf-8-sig")))
            assert dict(zip(heads, rows[0], strict=True))["标题"] == "'=1+1"
        else:
            sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
            heads, *rows = ([cell or "" for cell in row] for row in sheet.iter_rows(values_only=True))
            assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        line = dict(zip(heads, rows[1], strict=True))
        assert (line["文号"], line["正文"], line["类别"]) == ("明建规〔2026〕1号", "第一行。\n第二行。", "政策文件")
        assert "环节" not in heads and "attachment" in answer["Content-Disposition"]


def test_a_table_that_is_not_all_says_where_it_goes_on(office, program, monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    for n in range(3):
        office.publish("2026-03-02", title=f"第{n}号")
    first = get(program, "records.csv?section=policy")
    address = first["Link"].partition(">")[0][1:]
    second = program.get(address)
    assert "Link" not in second
    rows = [list(csv.reader(StringIO(each.content.decode("utf-8-sig")))) for each in (first, second)]
    assert [len(each) for each in rows] == [3, 2]


def test_an_empty_table_is_still_one(office, program):
    assert get(program, "records.xlsx?year=2020").status_code == 200
    assert get(program, "records.pdf").status_code == 404


@pytest.mark.parametrize("path", ("records", "records.csv", "changes"))
def test_nothing_new_is_not_sent_again(office, program, path):
    record = office.publish("2026-03-02")
    answer = get(program, path)
    same = {"If-None-Match": answer["ETag"]}
    assert get(program, path, headers=same).status_code == 304
    since = {"If-Modified-Since": answer["Last-Modified"]}
    assert get(program, path, headers=since).status_code == 304
    office.withdraw(record, "2026-03-03")
    for headers in (same, since):
        assert get(program, path, headers=headers).status_code == 200


def test_one_record_is_not_sent_again_either(office, program):
    record = office.publish("2026-03-02")
    answer = get(program, f"records/{record.pk}")
    for headers in ({"If-None-Match": answer["ETag"]}, {"If-Modified-Since": answer["Last-Modified"]}):
        assert get(program, f"records/{record.pk}", headers=headers).status_code == 304
    office.withdraw(record, "2026-03-03")
    since = {"If-Modified-Since": answer["Last-Modified"]}
    assert get(program, f"records/{record.pk}", headers=since).status_code == 410


def test_what_changed_this_very_second_has_no_last_modified(office, program, monkeypatch):
    """Another change within the same second would never be seen by whoever asks by the second."""
    from gongkai.doors import edge

    office.publish("2026-03-02")
    monkeypatch.setattr(edge, "now", lambda: noon("2026-03-02"))
    assert "Last-Modified" not in get(program, "records") and "ETag" in get(program, "records")


def test_it_comes_compressed_to_who_takes_that(office, program):
    for n in range(3):
        office.publish("2026-03-02", title=f"第{n}号")
    answer = get(program, "records", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip" and "Accept-Encoding" in answer["Vary"]
    assert (
        get(program, "records", headers={"Accept-Encoding": "gzip", "If-None-Match": answer["ETag"]}).status_code == 304
    )


def test_who_asks_too_fast_is_told_when_to_come_again(office, program):
    free = reading.TABLES.free
    found = [get(program, "records.csv?year=2020") for _ in range(free + 1)]
    assert [answer.status_code for answer in found] == [200] * free + [429]
    assert int(found[-1]["Retry-After"]) > 0 and "秒" in found[-1].json()["title"]
    assert get(program, "records").status_code == 200, "a table's brake is its own"


def test_only_reading_is_let_in(office, program):
    for method in ("post", "put", "delete", "patch"):
        answer = getattr(program, method)("/api/records")
        assert answer.status_code == 405 and json.loads(answer.content)["title"]
    assert program.options("/api/records").status_code == 204


def test_lists_ask_the_database_as_often_for_many_as_for_few(office, program):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert get(program, path).status_code == 200
        return len(caught)

    office.publish("2026-03-02", title="第一号")
    few = [asked(path) for path in ("records", "records.csv", "changes")]
    for n in range(8):
        office.publish("2026-03-03", title=f"又{n}号", unit=("zjj", "wjw")[n % 2])
    assert [asked(path) for path in ("records", "records.csv", "changes")] == few
