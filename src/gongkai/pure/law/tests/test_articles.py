import pytest

from gongkai.pure.law.articles import caption, chinese_number, cite, legal_basis
from gongkai.pure.law.outcomes import FOI_2008, FOI_2019, RULES, outcomes_for


@pytest.mark.parametrize(
    "article, text",
    [
        ("33", "第三十三条"),
        ("36(5)", "第三十六条第（五）项"),
        ("16¶2", "第十六条第二款"),
        ("20(15)", "第二十条第（十五）项"),
        ("10", "第十条"),
        ("23¶1(4)", "第二十三条第一款第（四）项"),
    ],
)
def test_citations(article, text):
    assert cite(article) == text


@pytest.mark.parametrize("number, text", [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")])
def test_numbers_of_articles(number, text):
    assert chinese_number(number) == text


@pytest.mark.parametrize("number", [0, 100])
def test_numbers_beyond_are_refused(number):
    with pytest.raises(ValueError, match=str(number)):
        chinese_number(number)


def test_an_unreadable_article_is_refused():
    with pytest.raises(ValueError, match="thirty"):
        cite("thirty")


def test_every_article_of_every_outcome_can_be_cited():
    for rule in RULES:
        for each in outcomes_for(rule):
            assert all(cite(article).startswith("第") for article in each.articles)


def test_captions_name_article_and_demand():
    assert caption(FOI_2019, "33").startswith("条例第三十三条：20个工作日内答复")
    assert caption(FOI_2008, "24").startswith("条例第二十四条：15个工作日内答复")
    with pytest.raises(LookupError, match="99"):
        caption(FOI_2019, "99")


def test_the_basis_differs_by_rule():
    assert "第492号" in legal_basis(FOI_2008)
    assert "第711号" in legal_basis(FOI_2019)
    assert legal_basis(FOI_2019, short=True) == "条例（2019年修订）"
    with pytest.raises(LookupError, match="foi-1999"):
        legal_basis("foi-1999")
