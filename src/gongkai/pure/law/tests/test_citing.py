"""Which articles a text cites, and which of them there are not."""

import pytest

from gongkai.pure.law.citing import cited, missing, read
from gongkai.pure.law.outcomes import FOI_2008, FOI_2019


@pytest.mark.parametrize(
    "text, numbers",
    [
        ("依照《政府信息公开条例》第十五条、第三十二条", [15, 32]),
        ("条例第十五、三十二条", [15, 32]),
        ("《政府信息公开条例》（2019年修订）第三十六条第（一）、（二）项，第三十七条", [36, 37]),
        ("《政府信息公开条例》第十五条。合同第一百条", [15]),
        ("第九十九条没有说是哪部法律的", []),
    ],
)
def test_a_list_of_articles_belongs_to_the_law_before_it(text, numbers):
    assert [each.number for each in cited(text)] == numbers


@pytest.mark.parametrize(
    "text, said",
    [
        ("《政府信息公开条例》第十五条、第九十九条", "第九十九条"),
        ("依据《条例》第五十七条", "只有56条"),
        ("《中华人民共和国政府信息公开条例》（国务院令第711号）第六十条", "只有56条"),
        ("条例第三十六条第（九）项", "条例第36条第9项，这一条只有7项"),
        ("条例第三十六条第（一）、（八）项", "第8项"),
        ("条例第十五条第二项", "没有分项"),
        ("《民法典》第一千二百六十一条", "《民法典》只有1260条"),
        ("依照行政许可法第84条", "《行政许可法》只有83条"),
        ("《中华人民共和国保密法》第六十六条", "《保守国家秘密法》只有65条"),
    ],
)
def test_what_there_is_not_is_told(text, said):
    (told,) = missing(text, FOI_2019)
    assert said in told


@pytest.mark.parametrize(
    "text",
    [
        "《政府信息公开条例》第五十六条", "条例第三十六条第（七）项", "《民法典》第一千二百六十条", "《信访工作条例》第五十条", "《某县办法》第九十九条",
        "《政府信息公开条例》第十六条，合同第一百条", "《反不正当竞争法》第四十一条", "《最高人民法院关于适用〈行政诉讼法〉的解释》第一百六十三条",
        "《信访工作条例》第四十条、本单位章程第九十条",
    ],
)  # fmt: skip
def test_what_there_is_or_is_not_known_is_left(text):
    assert list(missing(text, FOI_2019)) == []


def test_the_version_that_applies_counts():
    assert list(missing("条例第三十九条", FOI_2008)) and not list(missing("条例第三十九条", FOI_2019))


@pytest.mark.parametrize(
    "written, number",
    [
        ("十六", 16),
        ("三十六", 36),
        ("二十", 20),
        ("五", 5),
        ("一百零五", 105),
        ("三六", 36),
        ("36", 36),
        ("一千二百六十", 1260),
    ],
)
def test_numbers_of_articles_are_read_as_they_are_written(written, number):
    assert read(written) == number


@pytest.mark.parametrize(
    "text, fits",
    [
        ("条例第二十一条第（四）项", True),
        ("条例第二十一条第（五）项", False),
        ("条例第十条第十一项", True),
        ("条例第十四条第一项", False),
    ],
)
def test_the_items_of_the_regulation_of_2008_are_known_too(text, fits):
    assert (list(missing(text, FOI_2008)) == []) is fits
