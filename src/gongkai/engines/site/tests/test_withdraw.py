"""What is withdrawn leaves page, JSON, versions, attachment, feeds, lists and older generations; a tombstone stays."""

import json
from datetime import date, timedelta
from hashlib import sha256
from types import SimpleNamespace

import pytest
from tests.plugins.cast import noon

from gongkai.engines.site import build, tree
from gongkai.engines.site.faces import validity_sentence
from gongkai.engines.site.look import Look
from gongkai.engines.site.reader import Reader
from gongkai.engines.site.records import record_files
from gongkai.engines.site.rows import Shown, Whole
from gongkai.ground.files.actions import attach
from gongkai.ground.units.models import Government
from gongkai.kernel.records import ticker, validity
from gongkai.kernel.records.models import Version

from .helpers import SIGNATORY, Office, files, page

SECRET = "张某某的住址"


@pytest.fixture
def office(cast, home):
    return Office(cast)


def bytes_of_home(home):
    return {p: p.read_bytes() for p in (home / "site").rglob("*") if p.is_file()}


def test_the_page_shows_the_frozen_view_and_its_json_is_those_bytes(office):
    record = office.publish("2026-03-04", document_number="明建〔2026〕2号", normative=True, effective_on="2026-04-15")
    build.catch_up()
    html = page(f"r/{record.pk}/index.html")
    for shown in (
        "明建〔2026〕2号",
        record.index_number,
        "4月15日起施行",
        "行政规范性文件",
        "2026年3月4日",
        "办法的正文。",
    ):
        assert shown in html
    version = Version.objects.get(record=record)
    assert files()[f"r/{record.pk}/index.json"] == bytes(version.public)
    digest = sha256(bytes(version.public)).hexdigest()
    assert digest[:4] in html and version.public_digest == digest


@pytest.mark.parametrize("name", ["SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType", "ArticleTitle", "PubDate", "ContentSource"])  # fmt: skip
def test_mandatory_labels(office, name):
    record = office.publish("2026-03-04")
    build.catch_up()
    html = page(f"r/{record.pk}/index.html")
    value = html.split(f'<meta name="{name}" content="')[1].split('"')[0]
    assert value
    if name == "PubDate":
        assert value == "2026-03-04 12:00"


@pytest.mark.parametrize("keep_title", [True, False])
def test_withdrawn_content_is_gone(office, home, keep_title):
    record = office.draft("2026-03-04", title=f"关于{SECRET}的通知")
    data = f"名单：{SECRET}".encode()
    file = attach(owner=record.ref, name=f"{SECRET}.txt", data=data, by="wang_bianji", at=noon("2026-03-04"))
    office.save(record, "2026-03-04", body=f"<p>{SECRET}在河西。</p>", attachments=[file.public_id])
    office.through_the_gates(record, "2026-03-04")
    build.full()
    office.correct(record, "2026-03-05", attachments=[file.public_id])
    build.full()
    assert sum(SECRET.encode() in content and SECRET in str(p) for p, content in bytes_of_home(home).items())
    office.withdraw(record, "2026-03-06", keep_title=keep_title)
    build.catch_up()
    here = {path for path in files() if path.startswith(f"r/{record.pk}/")}
    assert here == {f"r/{record.pk}/index.html"}
    told = page(f"r/{record.pk}/index.html")
    assert record.index_number in told and "2026年3月6日撤下" in told and "条例第十五条" in told
    assert (SECRET in told) == keep_title
    here = tree.current()
    lists = [path for path in (here / "corrections").rglob("*") if path.suffix in (".html", ".xml", ".json")]
    titled = [here / "r" / record.pk / "index.html", *lists]  # what keeps the title may say it
    others = [
        p
        for p, content in bytes_of_home(home).items()
        if (SECRET.encode() in content and not any(p.samefile(t) for t in titled)) or SECRET in str(p)
    ]
    assert others == [] and len(lists) == 5 and all((SECRET in path.read_text()) == keep_title for path in titled)


def test_a_correction_shows_the_older_version_unless_its_removal_is_the_point(office):
    record = office.publish("2026-03-04", title="第一稿")
    office.correct(record, "2026-03-05", title="第二稿")
    build.catch_up()
    assert "第一稿" in page(f"r/{record.pk}/v/1/index.html")
    assert "第二稿" in page(f"r/{record.pk}/index.html") and "第1版" in page(f"r/{record.pk}/index.html")
    office.correct(record, "2026-03-06", title="第三稿", hide_old=True)
    build.catch_up()
    assert [p for p in files() if p.startswith(f"r/{record.pk}/v/")] == []


def test_attachments_are_copied_under_their_name_and_tables_scroll(office, tmp_path):
    record = office.publish("2026-03-04")
    (whole,) = Reader().wholes([record.pk])
    stored = tmp_path / "stored"
    stored.write_bytes(b"%PDF-1.7")
    view = whole.versions[0].view | {
        "attachments": [
            {"id": "ab12cd34", "name": "补助 申请表.pdf", "size": 8, "type": "application/pdf", "sha256": ""}
        ],
        "body": '<p><img src="attachment:ab12cd34" alt="图"></p><table><tr><td>一</td></tr></table><img src="attachment:zzzzzzzz">',
    }
    shown = Shown(1, json.dumps(view).encode(), "0" * 64)
    found = dict(record_files(Look(Reader()), Whole(whole.row, [shown], whole.entries, {"ab12cd34": stored})))
    assert found[f"r/{record.pk}/a/ab12cd34/补助 申请表.pdf"] == stored
    html = found[f"r/{record.pk}/index.html"].decode()
    address = f"/r/{record.pk}/a/ab12cd34/%E8%A1%A5%E5%8A%A9%20%E7%94%B3%E8%AF%B7%E8%A1%A8.pdf"
    assert html.count(address) == 2 and "PDF 1 KB" in html
    assert "attachment:" not in html and html.count('class="scroll"') == 1


def test_a_demonstration_s_record_says_what_its_witness_is_worth(office):
    record = office.publish("2026-03-04")

    def page() -> str:
        (whole,) = Reader().wholes([record.pk])
        return dict(record_files(Look(Reader()), whole))[f"r/{record.pk}/index.html"].decode()

    assert "由见证人共同签名" in page() and "不证明什么" not in page()
    Government.objects.update(demo=True)
    assert "见证人就在这台机器上，不证明什么" in page()


def test_expiry_and_repeal_stay_listed_and_marked(office):
    record = office.publish("2026-03-04", effective_on="2026-03-01", expires_on="2026-03-05")
    build.catch_up()
    assert "现行有效" in page("s/policy/index.html")
    ticker.tick(noon("2026-03-05"))
    build.catch_up()
    assert "现行有效" in page("s/policy/index.html")
    ticker.tick(noon("2026-03-06"))
    build.catch_up()
    assert "已失效" in page("s/policy/index.html") and "已失效" in page(f"r/{record.pk}/index.html")


def test_of_what_is_repealed_its_page_says_since_when_and_why(office):
    record = office.publish("2026-03-04", effective_on="2026-03-05", expires_on="2028-03-04")
    validity.repeal(
        record=record, on=date(2026, 3, 8), because="由新办法代替", by=office.actors[SIGNATORY], at=noon("2026-03-10")
    )
    build.catch_up()
    text = page(f"r/{record.pk}/index.html")
    assert "2026年3月5日起施行，2026年3月8日废止（由新办法代替）" in text and "有效期至" not in text
    followed = files()
    build.full()
    assert followed == files()


@pytest.mark.parametrize(
    ("expires", "ended", "said"),
    [
        (date(2028, 3, 4), date(2026, 3, 10), "2026年3月10日宣布失效"),
        (None, date(2026, 3, 10), "2026年3月10日宣布失效"),
        (date(2026, 3, 9), date(2026, 3, 10), "有效期至2026年3月9日"),
        (date(2026, 3, 9), None, "有效期至2026年3月9日"),
    ],
)
def test_what_was_declared_expired_is_told_apart_from_what_lapsed(expires, ended, said):
    row = SimpleNamespace(
        kind="policy", effective_on=None, expires_on=expires, validity="expired", ended_on=ended, ended_because=""
    )
    assert validity_sentence(row) == said


def test_older_generations_are_removed(office, home):
    office.publish("2026-03-04")
    build.full()
    first = tree.current()
    build.full()
    assert tree.current() != first and not first.exists()
    assert sorted(p.name for p in (home / "site").glob("g*") if p.is_dir()) == [tree.current().name]


@pytest.mark.parametrize(
    ("validity", "ended", "because", "said"),
    [
        ("repealed", 28, "", "原定2026年12月1日起施行，尚未施行即于2026年11月28日废止"),
        ("repealed", 30, "另发新办法", "原定2026年12月1日起施行，尚未施行即于2026年11月30日废止（另发新办法）"),
        ("expired", 30, "", "原定2026年12月1日起施行，尚未施行即于2026年11月30日宣布失效"),
        ("repealed", 31, "", "2026年12月1日起施行，2026年12月1日废止"),
    ],
)
def test_what_ended_before_its_day_never_came_into_force(validity, ended, because, said):
    on = date(2026, 11, 1) + timedelta(ended - 1)
    row = SimpleNamespace(kind="policy", effective_on=date(2026, 12, 1), expires_on=None, validity=validity, ended_on=on, ended_because=because)  # fmt: skip
    assert validity_sentence(row) == said
