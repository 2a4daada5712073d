"""A page that does not hold says what to do and keeps what was typed."""

import re

import pytest

from gongkai.doors.counter.tests.conftest import APPLY, PAGES
from gongkai.ground.parties import vault
from gongkai.ground.ui.forms import LINE, TEXT
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi.queries import application_of

LONG = "求" * 1001


@pytest.mark.parametrize(
    ("page", "field", "value", "sentence"),
    [
        ("unit", "unit", "", "请选择受理单位"),
        ("what", "wanted", "", "请填写要的信息"),
        ("what", "wanted", LONG, "最多1000字，现在有1001字，请删短一些"),
        ("what", "subject", "名" * 61, "最多60字，现在有61字，请删短一些"),
        ("kind", "kind", "", "请选择申请人"),
        ("who", "name", "", "请填写姓名"),
        ("who", "id_number", "11010019900307123", "少了1位，请再看看"),
        ("who", "id_number", "110100199003071230", "末位与前面各位对不上"),
        ("who", "id_number", "110105209912310029", "第7至14位的出生日期还没有到"),
        ("who", "id_number", "110105180012310027", "第7至10位的出生年份不对，早于1900年"),
        ("who", "id_number", "980123199003071235", "没有这样的省份"),
        ("who", "phone", "1380000447", "手机号少了一位，请再看看"),
        ("how", "delivery", "", "请选一项：怎么给您"),
        ("how", "form_wanted", "", "请选一项：要什么形式的"),
        ("how", "address", "", "请写收件地址，写到门牌号"),
        ("how", "address", "址" * 201, "最多200字，现在有201字"),
    ],
)
def test_each_field_says_what_to_do_and_keeps_the_rest(citizen, page, field, value, sentence):
    citizen.fill_all(until=page)
    html = citizen.fill(page, **{field: value})
    assert ("有一处需要修改" if value else "还有一处要补上") in html and sentence in html
    for name, typed in PAGES[page].items():
        if name != field and typed:
            assert typed in html
    assert value in html


def test_a_unit_that_is_not_offered_is_not_taken(citizen):
    citizen.get(APPLY)
    assert "请从列出的选项里选一个" in citizen.fill("unit", unit="nobody")


@pytest.mark.parametrize("length, holds", [(999, True), (1000, True), (1001, False)])
def test_a_thousand_signs_may_be_written(citizen, length, holds):
    citizen.fill_all(until="what")
    html = citizen.fill("what", wanted="求" * length)
    assert ("您以什么身份申请？" in html) is holds


def test_two_errors_are_counted_in_words(citizen):
    citizen.fill_all(until="who")
    html = citizen.fill("who", name="", phone="1380000447")
    assert "有两处需要修改" in html
    assert 'href="#id_name"' in html and 'href="#id_phone"' in html
    assert "<title>有两处需要修改" in html


def test_an_email_address_is_asked_for_only_when_it_is_used(citizen):
    citizen.fill_all(until="how")
    assert "请写电子邮箱" in citizen.fill("how", delivery="email", address="")
    assert "请核对一遍" in citizen.fill("how", delivery="online", address="")


@pytest.mark.parametrize(
    ("form", "delivery", "sentence"),
    [
        ("paper", "online", "纸质文本要邮寄或者自行领取"),
        ("disc", "email", "光盘等存储介质要邮寄或者自行领取"),
        ("on_site", "post", "现场查阅要您来一趟"),
    ],
)
def test_form_and_delivery_must_go_together(citizen, form, delivery, sentence):
    citizen.fill_all(until="how")
    assert sentence in citizen.fill("how", form_wanted=form, delivery=delivery, email="a@example.cn")


def test_an_address_from_before_does_not_hold_up_another_way_of_delivery(citizen):
    # The page hides what is not asked for: an error there could not be seen.
    citizen.fill_all(until="how")
    html = citizen.fill("how", delivery="online", email="写了一半", address="路" * 300)
    assert "请核对一遍" in html and "写了一半" not in html and "收件地址" not in html


def test_an_organisation_gives_its_code_and_who_writes(citizen):
    citizen.fill_all(until="kind")
    assert "统一社会信用代码" in citizen.fill("kind", kind="business")
    who = {"organisation": "明川县青禾商贸有限公司", "name": "欧阳慕白", "phone": "0558-4412345"}
    html = citizen.fill("who", **who, uscc="91990123123456788A")
    assert "校验码是" in html and "登记证书上就是这样的，没有写错" in html
    html = citizen.fill("who", **who, uscc="9199012312")
    assert "登记证书上就是这样的，没有写错" not in html
    assert "您想怎样得到答复？" in citizen.fill("who", **who, uscc="91990123123456788U")


@pytest.mark.parametrize("number", ["91990123123456788A", "340123600012345", "12345678-9"])
def test_an_old_number_of_an_organisation_is_taken_once_they_are_sure(citizen, number):
    """People have old papers: warned, and let on."""
    citizen.fill_all(until="kind")
    citizen.fill("kind", kind="business")
    who = {"organisation": "明川县青禾商贸有限公司", "name": "欧阳慕白", "phone": "0558-4412345", "uscc": number}
    assert "请在下面打钩" in citizen.fill("who", **who)
    assert "您想怎样得到答复？" in citizen.fill("who", **who, code_sure="on")


def test_what_breaks_markup_is_shown_as_text(citizen):
    citizen.fill_all(until="what")
    evil = "<script>alert(1)</script>"
    citizen.fill("what", wanted=evil, go="back")
    html = citizen.fill("unit")
    assert evil not in html and "&lt;script&gt;" in html


def test_back_keeps_even_what_does_not_hold(citizen):
    citizen.fill_all(until="who")
    citizen.fill("who", go="back", phone="1380")
    assert "您以什么身份申请？" in citizen.html
    assert 'value="1380"' in citizen.fill("kind")


def test_back_does_not_lose_what_is_too_long_to_carry(citizen):
    citizen.fill_all(until="what")
    html = citizen.fill("what", go="back", wanted="求" * 7000)
    assert "您要的是什么信息？" in html and "求" * 7000 in html


def test_a_page_cannot_be_skipped(citizen):
    citizen.get(APPLY)
    assert "您要向哪个单位申请？" in citizen.fill("how")


@pytest.mark.parametrize(
    "field, most, limit",
    [("subject", LINE, 60), ("wanted", TEXT, 1000)],
)
@pytest.mark.parametrize("over", [-1, 0, 1, 4_000_000])
def test_what_nobody_typed_is_not_shown_again_whole(citizen, field, most, limit, over):
    """A line and a text: up to far beyond their limit all that was typed stays, and then its beginning."""
    citizen.fill_all(until="what")
    html = citizen.fill("what", **{field: "名" * (most + over)})
    assert f"最多{limit}字，现在有{most + over}字" in html
    assert (f"这里只留下了前面的{most}字，请删短以后再交" in html, citizen.answer.status_code) == (
        over > 0,
        413 if over > 0 else 200,
    )
    assert max(len(run) for run in re.findall("名+", html)) == most + min(over, 0)
    assert citizen.fill("what") and 'name="kind"' in citizen.html


@pytest.mark.parametrize("field", ["reference", "code"])
def test_number_and_code_are_bounded_too(citizen, field):
    html = citizen.track(**({"reference": "2026-0001", "code": "AAAA-AAAA-AAAA"} | {field: "A" * 4_000_000}))
    assert citizen.answer.status_code == 413 and "最多40字，现在有4000000字" in html and len(html) < 50_000


def test_a_number_printed_wrong_is_taken_once_its_holder_is_sure(citizen):
    citizen.fill_all(until="who")
    html = citizen.fill("who", id_number="110100199003071230")
    assert "证件上就是这样的，请在下面打钩" in html and 'name="id_sure"' in html
    assert "您想怎样得到答复？" in citizen.fill("who", id_number="110100199003071230", id_sure="on")
    citizen.fill("how")
    assert "110100199003071230" in citizen.html and "没有写错" not in citizen.html


def test_a_number_that_can_be_none_is_not_taken_however_sure(citizen):
    citizen.fill_all(until="who")
    assert "请告诉我们您是谁" in citizen.fill("who", id_number="110105209912310029", id_sure="on")


def test_who_is_not_of_age_is_asked_for_a_guardian(citizen):
    child = {"id_number": "990123201506014566"}
    citizen.fill_all(until="who")
    assert "监护人" not in citizen.html
    html = citizen.fill("who", **child)
    assert "请填写监护人姓名" in html and "欧阳慕白" in html
    citizen.fill("who", **child, guardian="欧阳父", guardian_phone="13900001111")
    citizen.fill("how")
    assert "欧阳父" in citizen.html
    citizen.send()
    case = Case.objects.get()
    assert vault.unseal(case.ref, "party")["stand_in"] == "欧阳父" and application_of(case).stands == "guardian"
