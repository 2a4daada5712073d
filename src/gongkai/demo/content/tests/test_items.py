"""What units publish on days of their own fits its kind, whatever the year."""

from collections import Counter
from datetime import date

import pytest

from gongkai.demo.content import sections, unit
from gongkai.demo.content.context import is_workday
from gongkai.demo.live_kinds import SOURCES
from gongkai.pure import declare


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.__name__.rpartition(".")[2])
def test_every_item_holds_and_stands_where_it_may(source):
    first, today = date(2025, 1, 1), date(2026, 12, 31)
    levels = {section.key: section.levels for section in sections()}
    found = list(source.items(first, today, 7))
    assert found and [item.content for item in found] == [item.content for item in source.items(first, today, 7)]
    for item in found:
        declare.kind(item.kind).clean(item.content | {"formed_on": item.on.isoformat()})
        assert first <= item.on < today and is_workday(item.on) and unit(item.unit).level in levels[item.section]
    titles = Counter((item.unit, item.content["title"]) for item in found)
    assert max(titles.values()) == 1
