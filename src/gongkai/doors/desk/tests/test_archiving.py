"""归档 on the desk: the list with its terms, and the package whose every file its manifest tells."""

import io
import json
import zipfile
from hashlib import sha256

import pytest
from tests.plugins.cast import noon

from gongkai.ground.files.actions import attach
from gongkai.ground.files.tests.samples import PDF
from gongkai.kernel.cases import archives
from gongkai.procedures.foi import serving
from gongkai.procedures.foi.tests.scenes import answered, handled


def packed(client, case):
    return client.post(f"/desk/c/{case.reference}/archive")


def test_a_package_tells_every_file_and_its_manifest_stands_in_the_ledger(cast, desk, home):
    case = answered(cast, "2026-02-10", "2026-02-12")
    attach(owner=case.ref, name="身份证.pdf", data=PDF, by="zhou_jingban", at=noon("2026-02-12"), seal=True)
    made = packed(desk("zhou_jingban"), case)
    with zipfile.ZipFile(io.BytesIO(made.content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    manifest = parts.pop("清单.json")
    told = json.loads(manifest)
    assert {each["名称"]: each["SHA-256"] for each in told["文件"]} == {n: sha256(d).hexdigest() for n, d in parts.items()}  # fmt: skip
    assert parts["材料/001_身份证.pdf"] == PDF and parts["案卷.pdf"].startswith(b"%PDF")
    assert (told["保管期限"], told["保管到"]) == ("10年", "2036-12-31")
    assert [each["序号"] for each in told["台账"]] == sorted(each["序号"] for each in told["台账"])
    gone = archives.handed_in([case])[case.pk]
    assert (gone.digest, gone.files) == (sha256(manifest).hexdigest(), len(parts))


def test_the_list_tells_how_long_each_is_kept_and_what_is_gone(cast, desk, home):
    first, second = answered(cast, "2026-02-10", "2026-02-12"), answered(cast, "2026-02-10", "2026-02-13", "3_3_4")
    client = desk("zhou_jingban")
    page = client.get("/desk/archives/").content.decode()
    assert page.index(second.reference) < page.index(first.reference)
    assert "30年，到2056年12月31日" in page and "10年，到2036年12月31日" in page
    packed(client, first)
    listed = {which: client.get(f"/desk/archives/?which={which}").content.decode() for which in ("open", "in")}
    assert first.reference in listed["in"] and first.reference not in listed["open"]
    assert second.reference in listed["open"] and second.reference not in listed["in"]


def test_what_is_not_done_with_is_told_why_and_goes_nowhere(cast, desk, home):
    case = handled(cast)
    client = desk("zhou_jingban")
    assert "移交档案" not in client.get(f"/desk/c/{case.reference}/").content.decode()
    assert packed(client, case).status_code == 302
    assert "还没有办结，不能移交" in client.get(f"/desk/c/{case.reference}/").content.decode()


def test_a_case_whose_posting_is_still_open_waits_for_what_came_of_it(cast, desk, home):
    case, by, at = answered(cast, "2026-02-10", "2026-02-12"), cast.actor("zhou_jingban"), noon("2026-02-13")
    (answer,) = (each for each in serving.papers_of(case) if each.kind == "answer")
    sent = serving.send(case=case, paper=answer.number, way="post", posting="EA123456789CN", on=at.date(), by=by, at=at)
    client = desk("zhou_jingban")
    assert "移交档案" not in client.get(f"/desk/c/{case.reference}/").content.decode()
    assert packed(client, case).status_code == 302 and not archives.handed_in([case])
    assert "没有登记送达或者退回" in client.get(f"/desk/c/{case.reference}/").content.decode()
    serving.serve(service=sent, on=at.date(), by=by, at=at)
    assert packed(client, case).status_code == 200


@pytest.mark.parametrize("username", ["he_jiancha", "gao_gongkai", "qian_jingban"])
def test_who_only_watches_or_is_elsewhere_takes_nothing_out(cast, desk, home, username):
    assert packed(desk(username), answered(cast, "2026-02-10", "2026-02-12")).status_code == 404
