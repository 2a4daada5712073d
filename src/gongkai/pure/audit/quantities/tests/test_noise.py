"""What is written with digits and counts nothing."""

import pytest

from gongkai.pure.audit.corpus.labels import PARTS, everything
from gongkai.pure.audit.quantities import noise, sentences
from gongkai.pure.audit.quantities.plain import plain


@pytest.mark.parametrize(
    "text",
    [
        "2017年12月31日",
        "自2017年1月1日起至12月31日止",
        "2016-2020年",
        "2017年1至6月",
        "2020-09-27 11:24",
        "20171231日",
        "自201711日至1231日",
        "20179月中旬",
        "湘政办函〔2017〕44号",
        "阜州政办秘〔201668号",
        "第711号令",
        "一道河中路129号",
        "第20条第1款",
        "电话：0558-2199693",
        "手机13800138000",
        "邮编：236000",
        "“12345”政府热线",
        "12345热线",
        "12315和12345平台",
        "http://www.example.gov.cn/public/2654440",
        "name126@126.com",
        "3.0版本",
        "PM2.5",
        "4A级",
        "“263”专项行动",
        "“6+1”",
        "网站标识码：3412260030",
        "备06006166号",
        "24小时服务",
        "上午9:00至12:00",
    ],
)
def test_counts_nothing(text):
    assert not any(c.isdecimal() for c in noise.blanked(plain(f"{text}，公开")))


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("公开信息12345条", "12345"),
        ("受理2017件", "2017"),
        ("收到96128件", "96128"),
        ("压缩至20日", "20"),
        ("共3个月", "3"),
        ("3612条招标信息", "3612"),
        ("占12.5%", "12.5"),
    ],
)
def test_a_quantity_that_looks_like_one_of_them_is_read(text, digits):
    [sentence] = sentences(text)
    assert [each.digits for each in sentence.quantities] == [digits]


def test_a_list_number_at_the_start_of_a_paragraph_counts_nothing():
    [sentence] = sentences("1.概况类信息120条；")
    assert [each.digits for each in sentence.quantities] == ["120"]


def test_nothing_is_overlooked_where_no_mail_address_is_looked_for():
    texts = [plain(each.content.decode()) for part in PARTS for each in everything(part)]
    assert len(texts) > 100
    for text in texts:
        assert noise.blanked(text) == noise.blanked(f"{text}@").removesuffix("@")
