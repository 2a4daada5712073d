"""The page on which papers are marked: by ticking what was found, by drawing, by place; whose it is, and what it says when it cannot."""

import pytest
from django.test import Client
from tests.plugins.cast import noon

from gongkai.doors import edge
from gongkai.doors.desk.entry import SECOND_FACTOR
from gongkai.ground.documents.tests.dirty import OPEN, SECRETS, dirty_pdf
from gongkai.ground.files.fields import Upload
from gongkai.ground.ledger.models import Fact
from gongkai.procedures.foi import answering, consulting, queries, releasing
from gongkai.procedures.foi.models import Material
from gongkai.procedures.foi.tests.scenes import OFFICER, SIGNATORY, handled

pytestmark = pytest.mark.one_engine

ON = noon("2026-03-02")
TEXT = "户主：王丽华，手机13812345678。\n补助金额14000元。"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(edge, "now", lambda: ON)


@pytest.fixture
def material(cast, home) -> Material:
    case = handled(cast)
    files = [Upload("名单.txt", TEXT.encode()), Upload("扫描.pdf", dirty_pdf())]
    return releasing.add(case=case, files=files, by=cast.actor(OFFICER), at=ON)[0]


def desk(cast, username=OFFICER) -> Client:
    client = Client()
    client.force_login(cast.people[username])
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()
    return client


def url_of(material, more="", page="release") -> str:
    return f"/desk/p/foi/{page}/?case={material.case.reference}&m={material.seq}{more}"


def post(client, material, do, marked=None, more="", **values):
    material.refresh_from_db()
    marked = material.marked if marked is None else marked
    return client.post(url_of(material, more), {"do": do, "marked": marked} | values)


def boxes(material) -> list:
    material.refresh_from_db()
    return material.boxes


def test_the_case_leads_to_its_papers_and_each_page_is_shown(cast, material):
    client = desk(cast)
    page = client.get(f"/desk/c/{material.case.reference}/").content.decode()
    assert url_of(material).replace("&", "&amp;") in page and "拟公开的材料（2份）" in page
    page = client.get(url_of(material)).content.decode()
    assert "姓名：王某" in page and "私人电话：138****5678" in page and "13812345678" not in page
    assert "已经转成PDF" in page and "style=" not in page
    assert "已经转成PDF" not in client.get(url_of(queries.material_of(material.case, 2))).content.decode()
    picture = client.get(url_of(material, "&p=1", "release-page"))
    assert picture["Content-Type"] == "image/png" and picture.content.startswith(b"\x89PNG")
    assert picture["Cache-Control"] == "no-store"


def test_pages_of_a_case_stand_neither_in_the_rail_nor_on_the_worklist(cast, material):
    page = desk(cast).get("/desk/").content.decode()
    assert "/desk/p/foi/register/" in page and "/desk/p/foi/release" not in page and "/desk/p/foi/drafts/" not in page
    assert "/desk/p/foi/wordings/" in desk(cast, "liu_qianfa").get("/desk/").content.decode()


def test_what_was_found_is_covered_by_a_tick(cast, material):
    client = desk(cast)
    assert post(client, material, "found", find=["1", "2"], ground="15").status_code == 302
    assert len(boxes(material)) == 2 and {each[-1] for each in material.boxes} == {"15"}
    assert "找到的2处都已经遮盖" in client.get(url_of(material)).content.decode()


def test_more_words_are_looked_for_and_covered(cast, material):
    client = desk(cast)
    page = client.get(url_of(material, "&q=补助金额")).content.decode()
    assert "3. 查找的字：补助金额" in page
    assert post(client, material, "found", find="3", ground="16-1", wanted="补助金额").status_code == 302
    assert [each[-1] for each in boxes(material)] == ["16-1"]


def test_boxes_are_drawn_or_told_by_their_place(cast, material):
    client = desk(cast)
    assert post(client, material, "drawn", box=["100,200,300,50", "10,20,30,40"], ground="15").status_code == 302
    told = post(client, material, "place", x="12.5", y="30", w="40", h="6", ground="14-1")
    assert told.status_code == 302
    assert boxes(material) == [
        [1, 10, 20, 30, 40, "15"],
        [1, 100, 200, 300, 50, "15"],
        [1, 125, 300, 400, 60, "14-1"],
    ]


def test_a_box_gets_another_ground_or_is_struck_out(cast, material):
    client = desk(cast)
    post(client, material, "drawn", box=["10,20,30,40", "100,200,300,50"], ground="15")
    assert post(client, material, "keep", strike="1", **{"ground-2": "16-2b"}).status_code == 302
    assert boxes(material) == [[1, 100, 200, 300, 50, "16-2b"]]


def test_the_copy_is_made_and_opened(cast, material):
    client = desk(cast)
    post(client, material, "found", find=["1", "2"], ground="15")
    assert "副本是改以前的" not in client.get(url_of(material)).content.decode()
    assert post(client, material, "redact").status_code == 302
    (copy,) = queries.ready_copies(material.case)
    assert client.get(f"/desk/files/{copy.file_id}").content.startswith(b"%PDF")
    assert "副本已经生成" in client.get(url_of(material)).content.decode()
    post(client, material, "drawn", box="10,20,30,40", ground="15")
    assert "副本是改以前的，要重新生成" in client.get(url_of(material)).content.decode()


@pytest.mark.parametrize(
    "do, values, said",
    [
        ("found", {"ground": "15"}, "请在要遮盖的前面打钩"),
        ("drawn", {"ground": "15"}, "还没有画框"),
        ("drawn", {"ground": "15", "box": "1,2,3"}, "请重新画"),
        ("drawn", {"ground": "15", "box": "1,2,3,-4"}, "请重新画"),
        ("drawn", {"ground": "xx", "box": "10,20,30,40"}, "请选不公开的依据"),
        ("redact", {}, "还没有标出不公开的内容"),
        ("place", {"x": "12.5", "y": "多", "w": "40", "h": "6", "ground": "15"}, "请写数字"),
        ("place", {"x": "12.5", "y": "30", "w": "0.5", "h": "6", "ground": "15"}, "请写不小于1的数"),
        ("place", {"x": "", "y": "30", "w": "40", "h": "6", "ground": "15"}, "请填写离左边"),
        ("place", {"x": "500", "y": "30", "w": "40", "h": "6", "ground": "15"}, "页面以外"),
    ],
)
def test_what_does_not_hold_is_told_and_nothing_typed_is_lost(cast, material, do, values, said):
    answer = post(desk(cast), material, do, **values)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not boxes(material) and (do != "place" or 'value="30"' in answer.content.decode() or values["y"] == "多")


def test_who_comes_second_is_told_and_sees_the_newest(cast, material):
    client = desk(cast)
    post(client, material, "drawn", box="10,20,30,40", ground="15")
    for do, values in (("drawn", {"box": "50,60,70,80", "ground": "15"}), ("redact", {})):
        answer = post(client, material, do, marked=0, **values)
        assert answer.status_code == 422 and "刚才有别人" in answer.content.decode()
    assert len(boxes(material)) == 1


@pytest.mark.parametrize("username, found", [("liu_qianfa", 200), ("feng_fazhi", 200), ("qian_jingban", 404), ("ma_qianfa", 404), ("wang_bianji", 404), ("he_jiancha", 404), ("gao_gongkai", 404), ("chen_chuangkou", 404), ("lin_guanli", 404)])  # fmt: skip
def test_the_original_is_there_for_those_who_prepare_review_and_sign_it(cast, material, username, found):
    client, before = desk(cast, username), Fact.objects.count()
    assert client.get(url_of(material)).status_code == found
    assert client.get(url_of(material, "&p=1", "release-page")).status_code == found
    for do in ("found", "drawn", "keep", "place", "redact", "nothing"):
        assert post(client, material, do, find="1", box="10,20,30,40", ground="15").status_code == 404
    if username not in (
        "chen_chuangkou",
    ):  # the window of the unit has a part in the case, and its files are listed there
        assert client.get(f"/desk/files/{material.file_id}").status_code == found
    assert Fact.objects.count() == before and not boxes(material)


@pytest.mark.parametrize("more", ["&m=9", "&m=x", "&m=-1"])
def test_a_paper_that_is_not_there_is_not_found(cast, material, more):
    client, case = desk(cast), material.case.reference
    assert client.get(f"/desk/p/foi/release/?case={case}{more}").status_code == 404
    assert client.get(f"/desk/p/foi/release/?case=2026-9999{more}").status_code == 404
    assert client.get("/desk/p/foi/release/").status_code == 404
    assert client.get(url_of(material, "&p=2", "release-page")).status_code == 404
    assert client.post(url_of(material), {"do": "everything", "marked": "0"}).status_code == 404


def test_once_the_answer_is_out_it_is_only_looked_at(cast, material):
    answering.propose(
        case=material.case, outcome="3_1", text="予以公开，请查收所附材料。", by=cast.actor(OFFICER), at=ON
    )
    client = desk(cast)
    page = client.get(url_of(material)).content.decode()
    assert "这里只能看" in page and '<button class="btn" disabled' not in page and 'name="do"' not in page
    answer = post(client, material, "drawn", box="10,20,30,40", ground="15")
    assert answer.status_code == 422 and "待签发" in answer.content.decode()
    assert SIGNATORY and not boxes(material)


def bound(client, case) -> tuple[str, list[tuple[int, int]]]:
    """What a bound file says, and the sizes of its pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument(client.post(f"/desk/c/{case.reference}/bundle").content)
    said = "".join(page.get_textpage().get_text_range() for page in document)
    return said.replace("\r\n", ""), [tuple(map(round, page.get_size())) for page in document]


def test_the_bound_file_binds_what_was_sent_and_lists_originals_earlier_copies_and_enclosures_of_drafts(cast, material):
    """An earlier copy shows what the one that went out covers, and a draft's enclosure was sent to nobody."""
    client, scan, case = desk(cast), queries.material_of(material.case, 2), material.case
    for box in ("190,180,800,100", "190,300,800,100"):
        post(client, scan, "drawn", box=box, ground="15")
        post(client, scan, "redact")
    said, sizes = bound(client, case)
    assert "原件里有不公开的内容，没有装订" in said and "扫描" not in said
    assert not any(secret in said for secret in SECRETS.values()) and OPEN not in said
    assert not [high for _, high in sizes if high == 200]
    case.refresh_from_db()
    text, later = "可以公开的部分提供给您，其余遮盖，请查收所附的副本。", noon("2026-03-04")
    dropped = Upload("王丽华的证件.pdf", dirty_pdf() + b"\n")
    answering.propose(case=case, outcome="3_2", text=text, files=[dropped], by=cast.actor(OFFICER), at=ON)
    case.refresh_from_db()
    answering.return_answer(case=case, reason="换副本", by=cast.actor(SIGNATORY), at=ON)
    (newest,) = queries.ready_copies(case)
    answering.propose(case=case, outcome="3_2", text=text, copies=[newest.file_id], by=cast.actor(OFFICER), at=later)
    answering.answer(case=case, by=cast.actor(SIGNATORY), at=later)
    said, sizes = bound(client, case)
    assert "扫描（部分公开）.pdf" in said and "拟公开的材料2的副本1没有随文书发出，没有装订" in said
    assert "答复书第1稿的附件1没有随文书发出，没有装订" in said and "王丽华" not in said
    assert not any(secret in said for secret in SECRETS.values()) and OPEN not in said
    assert len([high for _, high in sizes if high == 200]) == 1, "the copy that was sent, and no other"


def test_a_unit_that_is_only_asked_for_its_opinion_sees_neither_papers_nor_drafts_nor_how_they_were_sent(
    cast, material
):
    """Its officer sees the case as a guest, and holds at home the very role that these pages are for."""
    case = material.case
    consulting.consult(
        case=case, kind="third_party", whom="", letter="", unit=cast.units["wjw"], by=cast.actor(OFFICER), at=ON
    )
    client, before = desk(cast, "qian_jingban"), Fact.objects.count()
    page = client.get(f"/desk/c/{case.reference}/")
    assert page.status_code == 200 and "拟公开的材料" not in page.content.decode()
    for url in (
        url_of(material), url_of(material, "&p=1", "release-page"), f"/desk/p/foi/drafts/?case={case.reference}",
        f"/desk/p/foi/service/?case={case.reference}", f"/desk/files/{material.file_id}", f"/desk/files/{material.pdf_id}",
    ):  # fmt: skip
        assert [client.get(url).status_code, client.post(url).status_code] in ([404, 404], [404, 405]), url
    assert Fact.objects.count() == before
