from datetime import datetime

import pytest

from gongkai.pure.law.catalogue import ART_20, categories_for
from gongkai.pure.law.sitemeta import COLUMN, COLUMN_TYPES, CONTENT, SITE, pub_date


def test_art_20_has_fifteen_categories_in_order():
    assert [each.key for each in ART_20] == [f"art20_{n:02}" for n in range(1, 16)]
    assert ART_20[6].label == "财政预算、决算信息"


@pytest.mark.parametrize(
    "level, has, has_not",
    [
        ("county", "治安管理", "宅基地审核"),
        ("department", "市政建设", "筹资筹劳"),
        ("town", "宅基地审核", "治安管理"),
        ("institution", "财政预算、决算信息", "社会救助"),
    ],
)
def test_levels_add_their_own(level, has, has_not):
    labels = [each.label for each in categories_for(level)]

    assert has in labels
    assert has_not not in labels
    assert len(labels) == len(set(labels))


def test_an_unknown_level_is_told():
    with pytest.raises(LookupError, match="moon"):
        categories_for("moon")


def test_required_labels_of_a_content_page():
    required = [each.name for each in (*SITE, *COLUMN, *CONTENT) if each.required]

    assert required == [
        "SiteName",
        "SiteDomain",
        "SiteIDCode",
        "ColumnName",
        "ColumnDescription",
        "ColumnKeywords",
        "ColumnType",
        "ArticleTitle",
        "PubDate",
        "ContentSource",
    ]
    assert "信息公开目录" in COLUMN_TYPES
    assert pub_date(datetime(2025, 3, 4, 9, 5, 59)) == "2025-03-04 09:05"
