"""What a unit sees of another unit's case in which it is consulted: while it is asked, and afterwards."""

import pytest
from tests.plugins.cast import noon

from gongkai.ground.files.fields import Upload
from gongkai.ground.files.models import File
from gongkai.ground.files.tests.samples import PNG
from gongkai.kernel.cases.actions import add_note
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering, consulting
from gongkai.procedures.foi.models import Consultation

OPINION = "同意公开，姓名请隐去。"


@pytest.fixture
def asked(application, cast) -> Case:
    """The housing bureau's case, in which the health commission is asked."""
    case, by = application(), cast.actor("zhou_jingban")
    foi.accept(case=case, by=by, at=noon("2026-02-26"))
    consulting.consult(
        case=case,
        kind="joint_organ",
        whom="",
        letter="请贵委函复。",
        unit=cast.units["wjw"],
        by=by,
        at=noon("2026-02-27"),
    )
    return case


def answered(cast) -> None:
    consulting.record_opinion(
        consultation=Consultation.objects.get(), consents=True, opinion=OPINION, by=cast.actor("qian_jingban"), at=noon("2026-03-02")
    )  # fmt: skip


def closed(cast) -> None:
    foi.recall(case=Case.objects.get(), by=cast.actor("zhou_jingban"), at=noon("2026-03-02"))


def page(client, case: Case) -> str:
    response = client.get(f"/desk/c/{case.reference}/")
    assert response.status_code == 200
    return response.content.decode()


WHOLE = ("申请公开危房改造补助名单。", "这个日期是怎么算出来的", "张某", "希望的形式", "内容明确", "受理")


def test_while_it_is_asked_its_officer_sees_what_is_wanted_and_how_long(desk, asked):
    shown = page(desk("qian_jingban"), asked)
    assert "申请公开危房改造补助名单。" in shown and "这个日期是怎么算出来的" in shown
    assert "本单位的已经办完" not in shown


@pytest.mark.parametrize("over", [answered, closed])
def test_once_its_part_is_over_it_sees_what_it_was_asked_and_what_it_answered(desk, asked, cast, over):
    over(cast)
    officer = desk("qian_jingban")
    shown = page(officer, asked)
    assert "本单位的已经办完" in shown and "征求意见书" in shown
    assert (OPINION in shown) is (over is answered)
    assert [words for words in WHOLE if words in shown] == []
    assert asked.reference not in officer.get("/desk/?tab=closed").content.decode()
    assert asked.reference not in officer.get("/desk/?q=危房").content.decode()
    assert "申请公开危房改造补助名单。" in page(desk("zhou_jingban"), asked)


@pytest.mark.parametrize("username", ["sun_bianji", "ma_qianfa"])
def test_colleagues_who_do_not_answer_see_nothing_of_it(desk, asked, cast, username):
    client = desk(username)
    for step in (lambda: None, lambda: answered(cast)):
        step()
        assert client.get(f"/desk/c/{asked.reference}/").status_code == 404
        listed = client.get("/desk/?tab=unit").content.decode()
        assert asked.reference not in listed and "危房改造补助名单" not in listed


def test_who_oversees_the_consulted_unit_sees_it(desk, asked):
    assert "申请公开危房改造补助名单。" in page(desk("he_jiancha"), asked)


def test_the_consulted_are_told_nothing_of_the_applicant(desk, asked):
    officer = desk("qian_jingban")
    for shown in (page(officer, asked), officer.get("/desk/").content.decode()):
        assert "危房改造补助名单" in shown
        assert [words for words in ("张", "138", "明川县河", "自然人", "希望的形式") if words in shown] == []


SECRET, DRAFTED = "电话里问过财务科", "名单见附件，请您查收附件。"


@pytest.fixture
def signing(application, cast, home) -> Case:
    """The housing bureau's case with a note, and an answer that waits for its signature with a file."""
    case, by = application(), cast.actor("zhou_jingban")
    foi.accept(case=case, by=by, at=noon("2026-02-26"))
    add_note(case=case, text=SECRET, by=by, at=noon("2026-02-26"))
    files = [Upload("名单.png", PNG)]
    answering.propose(case=case, outcome="3_1", text=DRAFTED, files=files, by=by, at=noon("2026-02-27"))
    return case


def enclosed(case: Case) -> str:
    return f"/desk/files/{File.objects.get(owner=case.ref, media_type='image/png').public_id}"


@pytest.mark.parametrize("username", ["zhou_jingban", "zheng_jingban", "liu_qianfa", "chen_chuangkou"])
def test_who_handles_cases_of_the_unit_reads_notes_and_the_answer_before_it_is_signed(desk, signing, username):
    client = desk(username)
    assert SECRET in page(client, signing) and DRAFTED in page(client, signing)
    assert client.get(enclosed(signing)).status_code == 200


@pytest.mark.parametrize("username", ["he_jiancha", "gao_gongkai"])
def test_who_oversees_sees_what_happened_and_the_answer_once_it_is_signed(desk, signing, cast, username):
    client = desk(username)
    shown = page(client, signing)
    assert "拟答复，送签" in shown and SECRET not in shown and DRAFTED not in shown
    assert client.get(enclosed(signing)).status_code == 404
    answering.answer(case=signing, by=cast.actor("liu_qianfa"), at=noon("2026-02-28"))
    assert client.get(enclosed(signing)).status_code == 200 and SECRET not in page(client, signing)


@pytest.mark.parametrize("username", ["wang_bianji", "li_shenhe", "wu_baomi"])
def test_who_only_writes_and_reviews_records_has_no_part_in_cases(desk, signing, username):
    client = desk(username)
    assert client.get(f"/desk/c/{signing.reference}/").status_code == 404
    assert client.get(enclosed(signing)).status_code == 404
    for address in ("", "?tab=unit", "?tab=closed", "?q=危房", f"?q={signing.reference}"):
        listed = client.get(f"/desk/{address}").content.decode()
        assert "危房改造补助名单" not in listed and "（不便显示）" not in listed
        assert address.endswith(signing.reference) or signing.reference not in listed
