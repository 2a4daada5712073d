import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pure.codes import CodeError
from gongkai.pure.codes.document_number import DocumentNumber, found, is_valid, make, normalise, parse


@pytest.mark.parametrize(
    "text",
    [
        "州政发〔2019〕3号",
        "州政发[2019]3号",
        "州政发［2019］3号",
        "州政发（2019）3号",
        "州政发(2019)3号",
        "州政发【2019】3号",
        "州政发2019年3号",
        "州政发〔2019〕第3号",
        "州政发〔2019〕03号",
        " 州政发 〔２０１９〕 ３ 号 ",
    ],
)
def test_forms_in_use_become_the_standard_form(text):
    assert normalise(text) == "州政发〔2019〕3号"


def test_an_order_has_no_year():
    assert parse("国务院令第711号") == DocumentNumber("国务院令", None, 711)
    assert normalise("国务院令第711号") == "国务院令第711号"


@given(st.text("明川县政办发财教函Ab", min_size=2, max_size=20), st.integers(1949, 2099), st.integers(1, 99999))
def test_what_is_made_can_be_read(organ, year, serial):
    assert parse(make(organ, year, serial)) == DocumentNumber(organ, year, serial)


@given(st.text("明川政办发0129〔〕[]（）年第号令 ", max_size=24))
def test_the_standard_form_is_its_own_standard_form(text):
    if is_valid(text):
        assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    "text, position, says",
    [
        ("", None, "请填写"),
        ("阜州政办秘201668号", 6, "括号"),
        ("阜州政办秘〔201668号", 7, "括号"),
        ("〔2019〕3号", 1, "机关代字"),
        ("州-发〔2019〕3号", 2, "“-”"),
        ("州〔2019〕3号", 1, "2至20"),
        ("州政发〔19〕3号", 5, "“19”"),
        ("州政发〔1819〕3号", 5, "“1819”"),
        ("州政发〔2019〕3", 10, "“3”"),
        ("州政发〔2019〕0号", 10, "零"),
        ("州政发〔2019〕100000号", 10, "五位"),
    ],
)
def test_the_refusal_says_where(text, position, says):
    with pytest.raises(CodeError) as refused:
        parse(text)

    assert refused.value.position == position
    assert says in refused.value.message_zh


@pytest.mark.parametrize("organ, year, serial", [("", 2019, 1), ("州政发", 1899, 1), ("州政发", 2019, 0)])
def test_what_can_not_be_made_is_refused(organ, year, serial):
    with pytest.raises(CodeError):
        make(organ, year, serial)


def test_a_number_in_print_is_kept_verbatim():
    assert found("州政发[2019]3号").text == "州政发[2019]3号"
    assert "州政发〔2019〕3号" in found("州政发[2019]3号").warnings[0]
    assert found("州政发〔2019〕3号").warnings == ()
    assert found("阜州政办秘〔201668号").warnings
